# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux guest drives the passed-through pl031, whose clock it turns on by SCMI; destroyed, it is off.
# releases: all

start_firmware
start_daemon
policy owner clock 3

linux_guest owner tree=rtc
refute_line "$firmware_log" 'clock 3'
create owner
guest_wait_boot owner

expect_equal "$(guest_run owner nproc)" 2 "number of the guest's CPUs"
expect_line "$firmware_log" '^clock 3 .*: on$'
expect "guest_run owner 'grep -E \"rtc_pclk +1 \" /sys/kernel/debug/clk/clk_summary'"

step "its time is the machine's"
passed=$(($(guest_run owner 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"

step "the clock runs"
before=$(guest_run owner 'cat /sys/class/rtc/rtc0/since_epoch')
sleep 2
expect "[ \$(guest_run owner 'cat /sys/class/rtc/rtc0/since_epoch') -gt $before ]"

expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: on' "the firmware's last word"
destroy owner
expect_soon "tail -n 1 $firmware_log | grep -qx 'clock 3 rtc_pclk: off'"

step "the same after the guest's own power-off"
create owner
guest_wait_boot owner
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: on' "the firmware's last word"
guest_send owner 'poweroff -f'
wait_gone owner
expect_soon "tail -n 1 $firmware_log | grep -qx 'clock 3 rtc_pclk: off'"
