# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware at EL3: the daemon waits for debugfs, and for Linux's driver when it is unbound and bound again.
# boot: raw

driver=/sys/bus/platform/drivers/scmi_smc_transport
# Whatever becomes of this case, the next one finds both.
trap '[ -d /sys/kernel/debug/scmi ] || mount -t debugfs debugfs /sys/kernel/debug
	[ -e $driver/firmware:scmi ] || echo firmware:scmi > $driver/bind' EXIT

# load_comms: how many calls of the guest had no answer, as its last line has it.
load_comms() { tr -d '\r' < "$(guest_console load)" | sed -n 's/^load: .* comms=\([0-9]*\) .*/\1/p' | tail -n 1; }

# load_lines COUNT: wait for so many more lines.
load_lines() {
	local lines
	lines=$(count_lines "$(guest_console load)" '^load: calls=')
	wait_for 60 "[ \$(grep -c '^load: calls=' $(guest_console load)) -ge $((lines + $1)) ]" || fail "the guest stands still"
}

umount /sys/kernel/debug
service_start daemon xen-scmid --config "$raw_config"
expect_line "$daemon_log" 'firmware: .*/sys/kernel/debug/scmi: debugfs is not mounted at /sys/kernel/debug;'
sleep 3
expect_equal "$(count_lines "$daemon_log" 'debugfs')" 1 "number of lines about it"
mount -t debugfs debugfs /sys/kernel/debug
expect_line "$daemon_log" 'firmware: xen-scmi el3'

policy load clock 3
bare_guest load load
create load
guest_wait_line load '^load: calls=100 '
expect_equal "$(load_comms)" 0 "calls without an answer"

step "the driver goes in the middle of calls"
echo firmware:scmi > $driver/unbind
expect_line "$daemon_log" "firmware: .*Linux's SCMI driver is gone;"
guest_wait_line load '^load: .* comms=[1-9]'

step "it comes back, and calls are answered again"
echo firmware:scmi > $driver/bind
expect_soon "[ \$(grep -c 'firmware: xen-scmi el3' $daemon_log) = 2 ]"
load_lines 1
before=$(load_comms)
load_lines 2
expect_equal "$(load_comms)" "$before" "calls without an answer"
