# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever a guest sends, it gets an SCMI status or NOT_SUPPORTED, and the next good call works.

start_firmware
start_daemon
policy abuse clock 3
policy abuse pin 3
bare_guest abuse abuse
create abuse
guest_wait_line abuse '^abuse: done' 60
guest_wait_line abuse '^abuse: done, [1-9][0-9]* checks, 0 failed'
refute_line "$(guest_console abuse)" 'BROKEN|UNEXPECTED'
wait_gone abuse
refute_line "$firmware_log" '^(base|protocol|packet)'
refute_line "$firmware_log" '^clock [^3]'
refute_line "$firmware_log" '^(pin|group|function|vendor) '

step "a guest's refusals are told, but it cannot fill the log"
expect_line "$daemon_log" 'abuse .*refused CLOCK_RATE_GET of CLOCK: PROTOCOL_ERROR \(its length is wrong\)'
expect_line "$daemon_log" 'abuse .*: [0-9]+ more lines were not shown'
expect "[ \$(wc -l < $daemon_log) -lt 50 ]"
