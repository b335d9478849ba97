# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# common.sh - where things are, and small helpers that every other script uses.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/xen-scmi

# Build directories and logs of this checkout; another clone of the project gets another directory.
work=$cache/work/$(printf '%s' "$root" | sha256sum | cut -c1-12)

# Long steps tell about themselves on the terminal, even while their output goes to a log.
exec {notice_fd}>&1
notice() { printf '      %s\n' "$*" >&"$notice_fd"; }

# hash_of TEXT...: a short name for these texts.
hash_of() { printf '%s\n' "$@" | sha256sum | cut -c1-12; }

# now: seconds with fractions, from a fixed but unknown start.
now() { cut -d' ' -f1 /proc/uptime; }

# seconds_since TIME: how long ago `now` printed TIME.
seconds_since() { awk -v start="$1" '{ printf "%.1f", $1 - start }' /proc/uptime; }

# attempt LOG COMMAND...: run COMMAND in a subshell that stops at the first error. Output goes to
# LOG, the status to $attempt_status. (Not a condition: there the shell would ignore errors.)
attempt() {
	local log=$1
	shift
	mkdir -p "$(dirname "$log")"
	set +e
	(
		set -e
		"$@"
	) > "$log" 2>&1
	attempt_status=$?
	set -e
}
