# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# daemon.sh - xen-scmid, its policy, and the firmware behind it.
#
# Logs: $daemon_log and $firmware_log. At the end of a case both are stopped; one that ended by
# itself, or does not stop with status 0, fails the case.

daemon_log=$case_dir/daemon.log
daemon_ready='xen-scmid .*ready'
firmware_log=$case_dir/firmware.log
firmware_ready='^(listening on|serving memory) '
firmware_socket=/run/scmi-firmware.sock

# How they reach each other: the firmware's option, and the daemon's configuration file.
firmware_channel="--socket $firmware_socket"
daemon_config=/etc/xen/scmid.conf

# memory_file: the memory of the machine's PCI device that shares it, to be mapped.
memory_file() {
	local device
	for device in /sys/bus/pci/devices/*; do
		[ "$(cat "$device/vendor" "$device/device")" = "$(printf '0x1af4\n0x1110')" ] || continue
		echo 1 > "$device/enable"
		echo "$device/resource2"
		return
	done
	fail "there is no PCI device with shared memory: $(cat /sys/bus/pci/devices/*/uevent)"
}

# use_channel CHANNEL: the daemon's from now on.
use_channel() {
	step "use channel $1"
	sed "s|^channel = .*|channel = $1|" /etc/xen/scmid.conf > "$case_dir/scmid.conf"
	daemon_config=$case_dir/scmid.conf
}

# use_memory: firmware and daemon share memory from now on, in place of a socket.
use_memory() {
	local where
	where=$(memory_file)@0x1000+0x1000
	firmware_channel="--memory $where"
	use_channel "mmio:$where"
}

# use_registers: the same, by way of /dev/mem and with a doorbell, which is the device's register 0,
# mapped by UIO. doorbell_register is its address; its upper bits are kept.
use_registers() {
	local file device
	file=$(memory_file)
	device=${file%/*}
	echo '1af4 1110' > /sys/bus/pci/drivers/uio_pci_generic/new_id 2> /dev/null || true
	wait_for 5 "[ -e /dev/uio0 ]" || fail "there is no UIO device"
	doorbell_register=$(sed -n '1s/ .*//p' "$device/resource")
	devmem "$doorbell_register" 32 0x12345600
	firmware_channel="--memory $file@0x1000+0x100"
	use_channel "mmio:/dev/mem@$(($(sed -n '3s/ .*//p' "$device/resource") + 0x1000))+0x100\
,doorbell=/dev/uio0,keep=0xffffff00,value=0x5a"
}

# start_firmware [RESOURCES [ARG...]]: the model platform; by default with tests/firmware/board.conf.
start_firmware() {
	local resources=${1:-/testbed/firmware/board.conf} before
	[ $# = 0 ] || shift
	step "start the firmware"
	rm -f "$firmware_socket"
	touch "$firmware_log"
	before=$(count_lines "$firmware_log" "$firmware_ready")
	# shellcheck disable=SC2086 # an option and its value
	service_start firmware scmi-firmware $firmware_channel \
		--resources "$resources" --log "$firmware_log" "$@"
	wait_for 20 "[ \$(count_lines $firmware_log '$firmware_ready') -gt $before ] || ! service_alive firmware" ||
		fail "the firmware does not listen"
	service_alive firmware || fail "the firmware does not start"
}

# firmware_beside start|stop: the one beside the machine, that has memory_file@0x10010+0x200.
firmware_beside() {
	step "firmware beside the machine: $1"
	printf '\n@@ firmware %s\n' "$1" > /dev/console
}

stop_firmware() {
	step "stop the firmware"
	service_stop firmware || fail "the firmware did not end well"
}

# kill_firmware: with SIGKILL.
kill_firmware() {
	step "kill the firmware"
	service_end firmware KILL || true
}

# start_daemon [ARG...]: returns when it is ready.
start_daemon() {
	local before
	step "start the daemon $*"
	touch "$daemon_log"
	before=$(count_lines "$daemon_log" "$daemon_ready")
	service_start daemon xen-scmid --config "$daemon_config" "$@"
	wait_for 30 "[ \$(count_lines $daemon_log '$daemon_ready') -gt $before ] || ! service_alive daemon"
	service_alive daemon || fail "the daemon does not start"
	[ "$(count_lines "$daemon_log" "$daemon_ready")" -gt "$before" ] || fail "the daemon does not become ready"
}

# stop_daemon: cleanly, with SIGTERM.
stop_daemon() {
	step "stop the daemon"
	service_stop daemon || fail "the daemon did not end well"
}

# kill_daemon: with SIGKILL.
kill_daemon() {
	step "kill the daemon"
	service_end daemon KILL || true
}

# wait_released ID: until what this domain has set, which is gone, is undone.
wait_released() { expect_soon "[ ! -e /run/xen-scmi/guest-$1 ]"; }

daemon_pid() { service_pid daemon; }

# daemon_fds, daemon_mappings: how many it holds, to compare before and after.
daemon_fds() { find "/proc/$(daemon_pid)/fd" -type l | wc -l; }
daemon_mappings() { wc -l < "/proc/$(daemon_pid)/maps"; }

# policy NAME KEY VALUE: what the domain of that name may use, as the administrator writes it.
policy() {
	step "policy $*"
	xenstore-write "/tool/xen-scmi/policy/$1/$2" "$3"
}
