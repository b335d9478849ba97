# SPDX-License-Identifier: GPL-2.0-or-later
# Votes on a shared clock outlive the daemon: it is off when the last of two guests is gone, and not before.

start_firmware
start_daemon
policy first clock '3:shared'
policy second clock '3:shared'
bare_guest first slow extra=clock=3 extra=on=1 extra=wait=200000
bare_guest second slow extra=clock=3 extra=on=1 extra=wait=200000
create first
guest_wait_line first '^slow: on: good'
create second
guest_wait_line second '^slow: on: good'
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid second)/0/clock")" '3:shared' "rights of second"

step "a daemon that is stopped leaves on what running guests have on, and so does the next one"
stop_daemon
start_daemon
expect_line "$daemon_log" 'second .*: taken over'
answers=$(count_lines "$(guest_console second)" 'answer [0-9]*: good')
expect_soon "[ \$(count_lines $(guest_console second) 'answer [0-9]*: good') -gt $((answers + 3)) ]"
refute_line "$firmware_log" '^clock 3 rtc_pclk: off$'

step "a guest without SCMI comes and goes, and both votes count"
bare_guest plain hello tree=none
create plain
guest_wait_line plain '^hello'
destroy plain

step "one goes"
kill_daemon
start_daemon
destroy first
expect_line "$daemon_log" 'first .*: gone'
answers=$(count_lines "$(guest_console second)" 'answer [0-9]*: good')
expect_soon "[ \$(count_lines $(guest_console second) 'answer [0-9]*: good') -gt $((answers + 3)) ]"
refute_line "$firmware_log" '^clock 3 rtc_pclk: off$'

step "one goes while no daemon runs"
kill_daemon
destroy second
start_daemon
expect_soon "grep -qx 'clock 3 rtc_pclk: off' $firmware_log"
expect_equal "$(count_lines "$firmware_log" '^clock 3 rtc_pclk: off$')" 1 "times that it was turned off"
