# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# rounds.sh - what a call costs a guest beside what it costs dom0.

# rounds_case CALLS WAY OWN [ARG...]: so many calls of a guest in a row are answered; shown is how long one
# takes beside what a program of dom0 printed, as OWN, that makes the same calls by this WAY without the
# daemon. ARGs are the daemon's.
rounds_case() {
	local calls=$1 way=$2 own=$3 result
	shift 3
	echo "$own"
	start_daemon "$@"
	policy rounds clock 3
	bare_guest rounds rounds extra=calls="$calls"
	create rounds
	guest_wait_line rounds '^rounds: calls=' 200
	wait_gone rounds
	result=$(tr -d '\r' < "$(guest_console rounds)" | grep '^rounds: calls=')
	expect_equal "${result%% fastest*}" "rounds: calls=$calls errors=0" "result"

	show "$(printf '%s\n%s\n' "$own" "$result" | awk -v way="$way" '
		$1 == "fastest" { own = $4 }
		$1 == "rounds:" {
			sub("median=", "", $5)
			printf "a call by %s: %d us of dom0, %d us of a guest, %.1f times\n", way, own, $5, $5 / own
		}')"
}
