# SPDX-License-Identifier: GPL-2.0-or-later
# A guest that crashes, and one that reboots, leave no clock on and no domain behind.

start_firmware
start_daemon
policy crash clock 3
bare_guest crash crash
create crash
wait_gone crash 30
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
expect_line "$firmware_log" '^clock 3 rtc_pclk: off$' 10
expect_line "$daemon_log" 'crash .*released clock 3'

policy reboot clock 3
bare_guest reboot reboot
create reboot
expect_soon 60 "[ \$(count_lines $firmware_log '^clock 3 rtc_pclk: on$') -ge 3 ]"
expect_line "$daemon_log" 'reboot .*: reboots'
refute "xl list | grep '^(null)'"
expect "[ \$(count_lines $firmware_log '^clock 3 rtc_pclk: off$') -ge 2 ]"
