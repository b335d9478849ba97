# SPDX-License-Identifier: GPL-2.0-or-later
# Beside a guest that owns a clock, one without rights boots, sees no clock and reaches no firmware.

start_firmware /testbed/firmware/board.conf --trace
start_daemon
policy owner clock 3
linux_guest owner tree=rtc
linux_guest visitor tree=plain
create owner
guest_wait_boot owner
seen=$(wc -l < "$firmware_log")

create visitor
guest_wait_boot visitor
expect "guest_run visitor 'dmesg | grep \"SCMI Protocol v\"'"
refute "guest_run visitor 'grep pclk /sys/kernel/debug/clk/clk_summary'"
expect_equal "$(tail -n +$((seen + 1)) "$firmware_log")" "" "what the firmware heard since"

step "the owner is not disturbed"
expect "guest_run owner 'cat /sys/class/rtc/rtc0/time'"
guest_send visitor 'poweroff -f'
wait_gone visitor
expect "guest_run owner 'cat /sys/class/rtc/rtc0/time'"
