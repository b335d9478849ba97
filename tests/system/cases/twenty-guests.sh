# SPDX-License-Identifier: GPL-2.0-or-later
# Twenty guests created and destroyed in a row leave no domain, mapping or descriptor.
# timeout: 300

start_firmware
start_daemon
policy load clock 3
bare_guest load load

create load
guest_wait_line load '^load: calls='
destroy load
fds=$(daemon_fds)
mappings=$(daemon_mappings)
channels=$(ls /proc/irq | wc -l)

for round in $(seq 20); do
	create load
	guest_wait_line load '^load: start'
	expect_soon "[ \$(count_lines $firmware_log '^clock 3 rtc_pclk: on$') -gt $round ]"
	destroy load
done
refute "xl list | grep '^(null)'"
expect_equal "$(daemon_fds)" "$fds" "number of descriptors"
expect_equal "$(daemon_mappings)" "$mappings" "number of mappings"
expect_equal "$(ls /proc/irq | wc -l)" "$channels" "number of interrupts"
expect_equal "$(cd /run/xen-scmi && echo *)" "control lock" "run-time state"
refute "xenstore-ls /local/domain/0/backend/scmi | grep ."
