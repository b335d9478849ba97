# SPDX-License-Identifier: GPL-2.0-or-later
# Killed with SIGKILL five times under load, the daemon takes its running guests over.
# timeout: 300

start_firmware
start_daemon
policy load clock 3
policy rtc clock 4
bare_guest load load vcpus=2 extra=every=1000
linux_guest rtc tree=plain
create load
create rtc
guest_wait_boot rtc
guest_wait_line load '^load: calls='
console=$(guest_console load)

for round in 1 2 3 4 5; do
	kill_daemon
	sleep 0.$((round * 3 % 10))
	start_daemon
	expect_equal "$(count_lines "$daemon_log" 'load .*taken over')" "$round" "times that load was taken over"
	lines=$(count_lines "$console" '^load: calls=')
	expect_soon "[ \$(count_lines $console '^load: calls=') -gt $((lines + 1)) ]"
done

step "no answer was wrong, and no vCPU hangs"
refute_line "$console" 'wrong=[1-9]|smc-errors=[1-9]'
smcs() { tr -d '\r' < "$console" | sed -n 's/.* smcs=\([0-9]*\) .*/\1/p' | tail -n 1; }
before=$(smcs)
expect_soon "[ \$(smcs) -gt $before ]"
expect "guest_run rtc 'echo 0 > /sys/devices/system/cpu/cpu1/online && echo 1 > /sys/devices/system/cpu/cpu1/online'"
expect_equal "$(guest_run rtc 'nproc')" 2 "number of CPUs of rtc"

step "what a guest holds is known to the daemon that took it over"
expect_soon "tail -n 1 $firmware_log | grep -q on"
destroy load
expect_soon "grep '^clock 3' $firmware_log | tail -n 1 | grep -q off"

step "a guest that goes away while no daemon runs leaves nothing on either"
create load
expect_soon "grep '^clock 3' $firmware_log | tail -n 1 | grep -q on"
kill_daemon
xl destroy load
start_daemon
expect_soon "grep '^clock 3' $firmware_log | tail -n 1 | grep -q off"
wait_gone load 20
guest_send rtc 'poweroff -f'
wait_gone rtc
