# SPDX-License-Identifier: GPL-2.0-or-later
# A reset that is with the firmware when the daemon is killed is not made a second time.

# Time enough to be killed in, and less than the daemon waits.
sed '/^reset 4 /s/answer-ms=[0-9]*/answer-ms=300/' /testbed/firmware/board.conf > "$case_dir/slow.conf"
start_firmware "$case_dir/slow.conf"
start_daemon
policy once reset 4
bare_guest once once
create once
console=$(guest_console once)
reset='^reset 4 slow: autonomous$'
guest_wait_line once '^once: answer 1: SUCCESS'

for round in 1 2 3; do
	step "round $round: the daemon is killed while the firmware resets"
	resets=$(count_lines "$firmware_log" "$reset")
	expect_soon "[ \$(count_lines $firmware_log '$reset') -gt $resets ]"
	kill_daemon
	start_daemon
	calls=$(count_lines "$console" '^once: call')
	expect_soon "[ \$(count_lines $console '^once: call') -gt $((calls + 1)) ]"
done
expect_line "$console" '^once: answer [0-9]*: COMMS_ERROR'
destroy once

step "as many resets as calls, or fewer where a call did not reach the firmware"
calls=$(count_lines "$console" '^once: call')
resets=$(count_lines "$firmware_log" "$reset")
expect "[ $resets -le $calls ] && [ $resets -ge $((calls - 4)) ]"
