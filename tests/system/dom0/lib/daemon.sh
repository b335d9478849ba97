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
firmware_socket=/run/scmi-firmware.sock

# start_firmware [RESOURCES [ARG...]]: the model platform; by default with tests/firmware/board.conf.
start_firmware() {
	local resources=${1:-/testbed/firmware/board.conf}
	[ $# = 0 ] || shift
	step "start the firmware"
	rm -f "$firmware_socket"
	service_start firmware scmi-firmware --socket "$firmware_socket" \
		--resources "$resources" --log "$firmware_log" "$@"
	wait_for 20 "[ -S $firmware_socket ] || ! service_alive firmware" || fail "the firmware does not listen"
	service_alive firmware || fail "the firmware does not start"
}

stop_firmware() {
	step "stop the firmware"
	service_stop firmware || fail "the firmware did not end well"
}

# start_daemon [ARG...]: returns when it is ready.
start_daemon() {
	local before
	step "start the daemon $*"
	touch "$daemon_log"
	before=$(count_lines "$daemon_log" "$daemon_ready")
	service_start daemon xen-scmid "$@"
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

daemon_pid() { service_pid daemon; }

# daemon_fds, daemon_mappings: how many it holds, to compare before and after.
daemon_fds() { find "/proc/$(daemon_pid)/fd" -type l | wc -l; }
daemon_mappings() { wc -l < "/proc/$(daemon_pid)/maps"; }

# policy NAME KEY VALUE: what the domain of that name may use, as the administrator writes it.
policy() {
	step "policy $*"
	xenstore-write "/tool/xen-scmi/policy/$1/$2" "$3"
}
