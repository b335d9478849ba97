# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux guest drives a passed-through RTC whose clock is SCMI's, next to one without rights.
# timeout: 240

start_firmware '' --trace
start_daemon
policy rtc clock 3

step "the guest without rights comes first, so that whatever it does is in the firmware's log"
linux_guest plain tree=plain
create plain
guest_wait_boot plain
trace_before=$(count_lines "$firmware_log" '^message:')
expect_equal "$(guest_run plain 'nproc')" 2 "number of CPUs of plain"
expect "guest_run plain 'dmesg | grep -q \"SCMI Protocol v\"'"
refute "guest_run plain 'ls /sys/kernel/debug/clk/rtc_pclk'"
refute "guest_run plain 'dmesg' | grep -i 'scmi.*clock'"
expect_equal "$(count_lines "$firmware_log" '^message:')" "$trace_before" "messages at the firmware"
refute_line "$firmware_log" '^clock'

linux_guest rtc tree=rtc
create rtc
guest_wait_boot rtc
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
expect "guest_run rtc 'dmesg | grep \"rtc-pl031.*registered as rtc0\"'"
guest_run rtc 'grep -E "rtc_pclk|enable" /sys/kernel/debug/clk/clk_summary'
expect_equal "$(guest_run rtc 'cat /sys/kernel/debug/clk/rtc_pclk/clk_rate')" 24000000 "rate of rtc_pclk"
for other in sysclk cpu gpu gpio_pclk; do
	refute "guest_run rtc 'ls -d /sys/kernel/debug/clk/$other'"
done

step "the RTC's time is that of the machine"
passed=$(($(guest_run rtc 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"

step "a clock that is off at the firmware again when the guest is gone"
refute_line "$firmware_log" '^clock 3 rtc_pclk: off$'
destroy rtc
expect_line "$firmware_log" '^clock 3 rtc_pclk: off$'
refute_line "$firmware_log" '^clock [^3]'
expect "guest_run plain 'true'"
