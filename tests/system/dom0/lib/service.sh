# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# service.sh - background processes by name. Their state is in files, so that the runner can clean
# up after a case that was cut short.

services=/run/services

# service_start NAME COMMAND...: its output is appended to $case_dir/NAME.log.
service_start() {
	local name=$1
	shift
	rm -rf "${services:?}/$name"
	mkdir -p "$services/$name"
	setsid /testbed/dom0/service "$services/$name" "$case_dir/$name.log" "$@" &
	wait_for 10 "[ -e $services/$name/pid ]"
}

service_names() { ls $services 2> /dev/null; }

service_pid() { cat "$services/$1/pid"; }

# service_alive NAME: false when it has ended, and when it was never started.
service_alive() { [ -e "$services/$1/pid" ] && [ ! -e "$services/$1/status" ]; }

# service_status NAME: the exit status of one that has ended.
service_status() { cat "$services/$1/status"; }

# service_end NAME SIGNAL: send it, and wait for the end; then the service is forgotten. The status
# is the process's.
service_end() {
	local name=$1 status
	service_alive "$name" || { echo "$name does not run"; return 1; }
	kill "-$2" "$(service_pid "$name")"
	wait_for 15 "[ -e $services/$name/status ]" || {
		echo "$name does not end"
		kill -KILL "$(service_pid "$name")"
		wait_for 5 "[ -e $services/$name/status ]"
	}
	status=$(service_status "$name")
	rm -rf "${services:?}/$name"
	return "$status"
}

# service_stop NAME: ask it to end; false if it does not end with status 0.
service_stop() { service_end "$1" TERM; }
