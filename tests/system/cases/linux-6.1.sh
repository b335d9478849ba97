# SPDX-License-Identifier: GPL-2.0-or-later
# Debian 12's Linux 6.1 as a guest beside 6.12: both probe SCMI, the older one drives the real-time clock.
# releases: all

start_firmware
start_daemon
linux_guest older tree=rtc "kernel=\"$images/linux-6.1.kernel\""
policy newer clock 4
linux_guest newer tree=plain
create older
create newer
guest_wait_boot older
guest_wait_boot newer
expect "guest_run older 'uname -r' | grep '^6\\.1\\.'"
expect "guest_run newer 'uname -r' | grep '^6\\.12\\.'"

step "the older one's device works, with its clock"
expect "guest_run older 'dmesg | grep \"SCMI Protocol v\"'"
passed=$(($(guest_run older 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"
expect_line $firmware_log '^clock 3 rtc_pclk: on$'
expect "guest_run older 'cat /sys/kernel/debug/clk/clk_summary' | grep -q rtc_pclk"

step "CPUs come and go"
expect "guest_run older 'echo 0 > /sys/devices/system/cpu/cpu1/online && nproc' | grep -qx 1"
expect "guest_run older 'echo 1 > /sys/devices/system/cpu/cpu1/online && nproc' | grep -qx 2"

step "it reboots by itself, and its clock is off when it is gone"
guest_send older 'reboot -f'
guest_wait_boot older 2
destroy older
expect_soon "grep '^clock 3' $firmware_log | tail -n 1 | grep -qx 'clock 3 rtc_pclk: off'"
