# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware that hangs or is gone: guests get an SCMI error in time, and work again when it is back.

sed 's/^timeout-ms = .*/timeout-ms = 300/' "$daemon_config" > "$case_dir/impatient.conf"
daemon_config=$case_dir/impatient.conf
start_firmware
start_daemon
policy slow clock 3
bare_guest slow slow extra=clock=3 extra=wait=100000
create slow
console=$(guest_console slow)
guest_wait_line slow '^slow: answer 2: good'
good() { count_lines "$console" 'answer [0-9]*: good'; }
failed() { count_lines "$console" 'answer [0-9]*: comms COMMS_ERROR'; }

step "it hangs"
kill -STOP "$(service_pid firmware)"
expect_soon "[ \$(failed) -ge 3 ]"
expect_line "$daemon_log" 'slow .*did not answer CLOCK_RATE_GET'
kill -CONT "$(service_pid firmware)"
before=$(good)
expect_soon "[ \$(good) -ge $((before + 5)) ]"

step "it ends, and comes back"
stop_firmware
before=$(failed)
expect_soon "[ \$(failed) -ge $((before + 5)) ]"
expect_line "$daemon_log" 'warning: firmware: not reached'
start_firmware
before=$(good)
expect_soon "[ \$(good) -ge $((before + 5)) ]"

step "it is not there when the daemon starts"
destroy slow
stop_daemon
stop_firmware
start_daemon
create slow
guest_wait_line slow 'COMMS_ERROR'
start_firmware
guest_wait_line slow 'answer [0-9]*: good'
refute_line "$console" 'answer [0-9]*: wrong (SUCCESS|DENIED)'
