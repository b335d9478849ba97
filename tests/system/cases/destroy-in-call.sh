# SPDX-License-Identifier: GPL-2.0-or-later
# A guest destroyed in the middle of a call is gone at once, and others get their answers.

start_firmware
start_daemon
policy slow clock 7
policy other clock 3
bare_guest other load
create other
bare_guest slow slow
create slow
guest_wait_line slow '^slow: answer 2: good'
for round in 1 2 3; do
	calls=$(count_lines "$(guest_console slow)" '^slow: call')
	expect_soon "[ \$(count_lines $(guest_console slow) '^slow: call') -gt $calls ]"
	destroy slow
	create slow
	guest_wait_line slow "^slow: answer $round: good"
done
guest_wait_line other '^load: calls=[0-9]+ errors=0 ' 30
refute_line "$(guest_console other)" 'errors=[1-9]'
