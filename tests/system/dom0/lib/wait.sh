# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# wait.sh - time, and waiting for things to become true.

# uptime_seconds: seconds with fractions since dom0 started.
uptime_seconds() { cut -d' ' -f1 /proc/uptime; }

# seconds_since TIME: how long ago `uptime_seconds` printed TIME.
seconds_since() { awk -v start="$1" '{ printf "%.1f", $1 - start }' /proc/uptime; }

# wait_for SECONDS COMMAND: until the shell command succeeds; false if it does not in that time.
wait_for() {
	local end
	end=$(awk -v seconds="$1" '{ print int($1 + seconds + 1) }' /proc/uptime)
	until (eval "$2") > /dev/null 2>&1; do
		[ "$(cut -d. -f1 /proc/uptime)" -lt "$end" ] || return 1
		sleep 0.1
	done
}
