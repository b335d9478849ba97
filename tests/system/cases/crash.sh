# SPDX-License-Identifier: GPL-2.0-or-later
# A guest that crashes, and one that resets itself, leave no clock on and no domain behind.

start_firmware
start_daemon
policy crash clock 3
bare_guest crash crash
create crash
wait_gone crash 30
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
expect_line "$firmware_log" '^clock 3 rtc_pclk: off$'
expect_line "$daemon_log" 'crash .*released clock 3'

step "reset by PSCI"
policy reboot clock 3
bare_guest reboot reboot 'on_reboot="destroy"'
create reboot
wait_gone reboot 30
expect_line "$daemon_log" 'reboot .*: reboots'
expect_line "$daemon_log" 'reboot .*released clock 3'
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: off' "the firmware's last word"
