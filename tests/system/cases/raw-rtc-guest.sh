# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware at EL3: a Linux guest turns on the clock of its pl031 there; destroyed, it is off.
# boot: raw

expect_equal "$(raw_clock 3)" off "clock 3"
start_daemon --config "$raw_config"
policy owner clock 3
linux_guest owner tree=rtc
create owner
guest_wait_boot owner
expect "guest_run owner 'grep -E \"rtc_pclk +1 \" /sys/kernel/debug/clk/clk_summary'"

step "its time is the machine's"
passed=$(($(guest_run owner 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"

stop_daemon
expect_equal "$(raw_clock 3)" on "clock 3"
start_daemon --config "$raw_config"
id=$(xl domid owner)
destroy owner
expect_line "$daemon_log" 'owner .*: gone'
wait_released "$id"
stop_daemon
expect_equal "$(raw_clock 3)" off "clock 3"
