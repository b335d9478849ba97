# SPDX-License-Identifier: GPL-2.0-or-later
# Stopped with SIGTERM, the daemon leaves guests that run on; started again, it serves them.
# timeout: 240

start_firmware
start_daemon
policy load clock 3
policy rtc clock 4
bare_guest load load vcpus=2 extra=every=1000
linux_guest rtc tree=plain
create load
create rtc
guest_wait_boot rtc
console=$(guest_console load)
guest_wait_line load '^load: calls='
rtc=$(xl domid rtc)

stop_daemon
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$rtc/0/state")" 6 "state of the backend"
# more_lines COUNT: until the load has told of as many hundreds of calls
more_lines() {
	lines=$(count_lines "$console" '^load: calls=')
	expect_soon "[ \$(count_lines $console '^load: calls=') -ge $((lines + $1)) ]"
}

# refused: how many of them were refused, as far as it has told
refused() { tr -d '\r' < "$console" | sed -n 's/.* refused=\([0-9]*\) .*/\1/p' | tail -n 1; }

served_again() {
	more_lines 2
	before=$(refused)
	more_lines 2
	expect_equal "$(refused)" "$before" "calls refused"
}

step "SCMI is refused, PSCI is Xen's"
expect_line "$console" 'refused=[1-9]'
refute_line "$console" 'wrong=[1-9]|smc-errors=[1-9]'
expect "guest_run rtc 'echo 0 > /sys/devices/system/cpu/cpu1/online && echo 1 > /sys/devices/system/cpu/cpu1/online'"

start_daemon
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$rtc/0/state")" 4 "state of the backend"
served_again

step "with the journal lost, a guest whose tree says SMC is served all the same"
stop_daemon
rm -r /run/xen-scmi
start_daemon
expect_line "$daemon_log" 'load .*served, though it ran before'
served_again
expect "guest_run rtc 'echo 0 > /sys/devices/system/cpu/cpu1/online && echo 1 > /sys/devices/system/cpu/cpu1/online'"

step "a guest that began without the daemon, by HVC, is told of"
stop_daemon
linux_guest late tree=plain
create late -p
xl unpause late
guest_wait_line late 'Linux version'
xl pause late
start_daemon
expect_line "$daemon_log" 'error: late .*not served: .*HVC: destroy and create it again'
