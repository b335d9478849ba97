# SPDX-License-Identifier: GPL-2.0-or-later
# A policy changed in xenstore takes effect on a running guest's next call.

start_firmware
start_daemon
policy slow clock 3
bare_guest slow slow extra=clock=3 extra=wait=200000
create slow
console=$(guest_console slow)
guest_wait_line slow '^slow: answer 0: good'
backend=/local/domain/0/backend/scmi/$(xl domid slow)/0
expect_equal "$(xenstore-read "$backend/clock")" 3 "rights in xenstore"

policy slow clock 4
guest_wait_line slow '^slow: answer [0-9]*: .*DENIED'
expect_equal "$(xenstore-read "$backend/clock")" 4 "rights in xenstore"
expect_line "$daemon_log" 'slow .*refused CLOCK_RATE_GET of clock 3: DENIED'

policy slow clock '3-5'
denied=$(count_lines "$console" DENIED)
good=$(count_lines "$console" 'answer [0-9]*: good')
expect_soon "[ \$(count_lines $console 'answer [0-9]*: good') -gt $((good + 2)) ]"
expect "[ \$(count_lines $console DENIED) -le $((denied + 1)) ]"

step "no rights at all: the protocol is gone for the guest"
xenstore-rm /tool/xen-scmi/policy/slow
guest_wait_line slow '^slow: answer [0-9]*: .*NOT_SUPPORTED'

step "a right that is taken away turns off what it turned on"
destroy slow
policy slow clock 3
bare_guest slow slow extra=clock=3 extra=on=1 extra=wait=200000
create slow
guest_wait_line slow '^slow: on: good'
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: on' "the firmware's last word"
policy slow clock 4
expect_line "$daemon_log" 'slow .*released clock 3'
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: off' "the firmware's last word"
