# SPDX-License-Identifier: GPL-2.0-or-later
# A running guest that rewrites its device tree and its directories in xenstore gets nothing by it.
# releases: all

start_firmware
start_daemon
bare_guest forger forge tree=rtc
linux_guest liar tree=gpio-domains
create forger
create liar
guest_wait_boot liar

step "a tree that is rewritten says nothing any more"
guest_wait_line forger '^forge: own SUCCESS, other DENIED'
guest_wait_line forger '^forge: [1-9][0-9]* words of the tree forged'
guest_wait_line forger '^forge: round 3: own SUCCESS, other DENIED'

step "what a guest writes to xenstore is refused"
domain=$(xl domid liar)
backend=/local/domain/0/backend/scmi/$domain
directories() { xenstore-ls -f -p "$backend"; xenstore-ls -f -p "/local/domain/$domain/device/scmi"; }
directories > "$case_dir/before"
# try TYPE PAYLOAD: what xenstore answers to the guest; \0 separates. A message is as xen/io/xs_wire.h
# has it: type, ids of request and transaction, length. The line runs in the guest.
try() {
	local length word='word() { printf "\\x$(printf %02x $1)\\0\\0\\0"; }'
	# shellcheck disable=SC2059 # a format is what it is
	length=$(printf "$2" | wc -c)
	guest_run liar "$word; exec 3<>/dev/xen/xenbus; { word $1; word 1; word 0; word $length; printf '$2'; } | dd bs=4096 >&3 2> /dev/null; dd bs=4096 count=1 <&3 2> /dev/null | tail -c +17 | tr -d '\\0'" |
		tail -n 1
}
expect_equal "$(try 2 'domid\0')" "$domain" "that the guest reads of itself"
for path in device/scmi/0/state device/scmi/0/smc-id device/scmi/0/backend device/scmi/1/state \
	"$backend/0/clock" "$backend/0/device/0/clock" "$backend/0/device/7/path" \
	/tool/xen-scmi/policy/liar/clock /local/domain/0/backend/scmi/new; do
	expect_equal "$(try 11 "$path\\0003 4 5")" EACCES "the answer to writing $path"
	expect_equal "$(try 13 "$path\\0")" EACCES "the answer to removing $path"
done
expect_equal "$(try 13 'device/scmi\0')" EACCES "the answer to removing device/scmi"
expect_equal "$(try 14 "device/scmi/0\\0b$domain\\0")" EACCES "the answer to changing permissions"
directories > "$case_dir/after"
expect "cmp $case_dir/before $case_dir/after"

step "nor does the next daemon believe any of it"
kill_daemon
start_daemon
expect_line "$daemon_log" 'forger .*taken over'
rounds=$(count_lines "$(guest_console forger)" '^forge: round')
expect_soon "[ \$(count_lines $(guest_console forger) '^forge: round') -gt $((rounds + 2)) ]"
refute "tr -d '\\r' < $(guest_console forger) | grep '^forge: round' | grep -v 'own SUCCESS, other DENIED'"
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid forger)/0/clock")" 3
expect_equal "$(xenstore-read "$backend/0/clock")" 4
refute_line $firmware_log '^clock 5'
