# SPDX-License-Identifier: GPL-2.0-or-later
# Two Linux guests side by side: clocks, a reset and a performance domain of their own, and one shared power domain.

start_firmware
start_daemon
policy owner clock 3
policy owner power '2:shared'
policy owner perf 1
policy owner reset 1
policy other clock 4
policy other power '2:shared'

linux_guest owner tree=rtc-domains
linux_guest other tree=gpio-domains
refute_line "$firmware_log" '^(power|reset|clock)'
create owner
guest_wait_boot owner

step "its device is on, and out of reset"
expect_line "$firmware_log" '^power 2 shared: on$'
expect_line "$firmware_log" '^reset 1 rtc: deassert$'
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
passed=$(($(guest_run owner 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"
expect "guest_run owner 'cat /sys/kernel/debug/pm_genpd/shared/current_state' | grep -qx on"

step "it has the levels of its performance domain"
guest_run owner 'ls /sys/kernel/debug/opp/*bus* /sys/kernel/debug/pm_genpd'
expect "guest_run owner 'ls -d /sys/kernel/debug/opp/*bus*/opp:*' | grep -c opp: | grep -qx 15"

step "the second user changes nothing for the first"
# Linux turns it on and off while it looks for the device.
offs=$(count_lines "$firmware_log" '^power 2 shared: off$')
create other
guest_wait_boot other
expect "guest_run other 'ls /sys/class/gpio' | grep -q gpiochip"
expect_line "$firmware_log" '^clock 4 gpio_pclk: on$'
expect_equal "$(count_lines "$firmware_log" '^power 2 shared: off$')" "$offs" "times that it was turned off"

step "each sees its own"
expect "guest_run owner 'cat /sys/kernel/debug/clk/clk_summary' | grep -q rtc_pclk"
refute "guest_run owner 'cat /sys/kernel/debug/clk/clk_summary' | grep -q gpio_pclk"
refute "guest_run other 'cat /sys/kernel/debug/clk/clk_summary' | grep -q rtc_pclk"
refute "guest_run other 'ls /sys/kernel/debug/pm_genpd' | grep -qx gpu"
expect "guest_run other 'dmesg' | grep -i 'scmi' | grep -q 'Firmware version'"

step "the first goes, and the domain stays on for the second"
owner=$(xl domid owner)
destroy owner
# With its journal goes the last that it held.
wait_released "$owner"
expect "grep '^clock 3' $firmware_log | tail -n 1 | grep -qx 'clock 3 rtc_pclk: off'"
expect_equal "$(count_lines "$firmware_log" '^power 2 shared: off$')" "$offs" "times that it was turned off"
expect "guest_run other 'cat /sys/kernel/debug/pm_genpd/shared/current_state' | grep -qx on"
destroy other
expect_soon "tail -n 1 $firmware_log | grep -qx 'power 2 shared: off'"
expect_equal "$(count_lines "$firmware_log" '^power 2 shared: off$')" $((offs + 1)) "times that it was turned off"
refute_line "$firmware_log" '^(power|perf|reset|clock) [0-9]+ .*: [A-Z_]+$'
refute_line "$firmware_log" '^(power [^2]|clock [^34]|reset [^1]|perf [^1])'
