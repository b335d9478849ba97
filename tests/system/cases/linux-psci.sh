# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux guest's CPUs go off and on, it reboots and powers off; its clock follows.
# timeout: 300

start_firmware
start_daemon
policy rtc clock 3
linux_guest rtc tree=rtc
create rtc
guest_wait_boot rtc
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: on' "the firmware's last word"

step "hotplug"
expect_equal "$(guest_run rtc 'cat /sys/devices/system/cpu/online')" 0-1 "CPUs online"
expect "guest_run rtc 'echo 0 > /sys/devices/system/cpu/cpu1/online'"
expect_equal "$(guest_run rtc 'cat /sys/devices/system/cpu/online')" 0 "CPUs online"
expect_equal "$(xl vcpu-list rtc | awk '$3 == 1 { print $5 }')" '--p' "state of vCPU 1"
expect "guest_run rtc 'echo 1 > /sys/devices/system/cpu/cpu1/online'"
expect_equal "$(guest_run rtc 'cat /sys/devices/system/cpu/online')" 0-1 "CPUs online"
expect "guest_run rtc 'taskset 2 nproc'"

step "reboot"
before=$(xl domid rtc)
guest_send rtc 'reboot -f'
expect_soon "domain=\$(xl domid rtc) && [ \$domain -gt $before ]"
expect_line "$daemon_log" "rtc \(domain $before\): released clock 3"
guest_wait_boot rtc 2
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: on' "the firmware's last word"
expect_equal "$(guest_run rtc 'nproc')" 2 "number of CPUs"

step "power-off"
guest_send rtc 'poweroff -f'
wait_gone rtc
expect_soon "tail -n 1 $firmware_log | grep -qx 'clock 3 rtc_pclk: off'"
