# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware at EL3: ten thousand calls in a row are answered, and what a call costs beside dom0's own.
# boot: raw
# timeout: 240

own=$(raw_call 2000 0x5006 3)
echo "$own"
start_daemon --config "$raw_config"
policy rounds clock 3
bare_guest rounds rounds
create rounds
guest_wait_line rounds '^rounds: calls=' 200
wait_gone rounds
result=$(tr -d '\r' < "$(guest_console rounds)" | grep '^rounds: calls=')
expect_equal "${result%% fastest*}" 'rounds: calls=10000 errors=0' "result"

show "$(printf '%s\n%s\n' "$own" "$result" | awk '
	$1 == "fastest" { own = $4 }
	$1 == "rounds:" {
		sub("median=", "", $5)
		printf "a call by raw mode: %d us of dom0, %d us of a guest, %.1f times\n", own, $5, $5 / own
	}')"
