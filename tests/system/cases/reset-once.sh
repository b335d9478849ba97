# SPDX-License-Identifier: GPL-2.0-or-later
# A reset that is with the firmware when the daemon is killed is not made a second time.

start_firmware
start_daemon
policy once reset 4
bare_guest once once
create once
console=$(guest_console once)
guest_wait_line once '^once: answer 1: SUCCESS'

for round in 1 2 3; do
	step "round $round: the daemon is killed while the firmware resets"
	calls=$(count_lines "$console" '^once: call')
	expect_soon "[ \$(count_lines $console '^once: call') -gt $calls ]"
	kill_daemon
	start_daemon
	calls=$(count_lines "$console" '^once: call')
	expect_soon "[ \$(count_lines $console '^once: call') -gt $((calls + 1)) ]"
done
expect_line "$console" '^once: answer [0-9]*: COMMS_ERROR'
destroy once

step "as many resets as calls, or fewer where a call did not reach the firmware"
calls=$(count_lines "$console" '^once: call')
resets=$(count_lines "$firmware_log" '^reset 4 slow: autonomous$')
expect "[ $resets -le $calls ] && [ $resets -ge $((calls - 4)) ]"
