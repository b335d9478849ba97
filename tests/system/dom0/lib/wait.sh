# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# wait.sh - time, and waiting for things to become true.
#
# To start a process takes an emulated machine milliseconds, and cases wait for most of their time: here
# it is the shell itself that looks at the clock and that sleeps.

# Nothing ever comes from here.
nothing=/run/nothing
[ -p $nothing ] || mkfifo $nothing

# uptime_seconds: seconds with fractions since dom0 started.
uptime_seconds() {
	local up rest
	read -r up rest < /proc/uptime
	echo "$up"
}

# seconds_since TIME: how long ago `uptime_seconds` printed TIME.
seconds_since() { awk -v start="$1" '{ printf "%.1f", $1 - start }' /proc/uptime; }

# wait_for SECONDS COMMAND: until the shell command succeeds; false if it does not in that time.
wait_for() {
	local _up _rest _end
	read -r _up _rest < /proc/uptime
	_end=$((${_up%.*} + $1 + 1))
	until eval "$2" > /dev/null 2>&1; do
		read -r _up _rest < /proc/uptime
		[ "${_up%.*}" -lt $_end ] || return 1
		# shellcheck disable=SC3045 # busybox has it
		read -r -t 0.05 _rest <> $nothing || true
	done
}
