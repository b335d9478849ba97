# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# report.sh - one line per test, the logs of what failed, and the closing count.

passed=0
failed=0

# pass NAME [SECONDS]
pass() {
	passed=$((passed + 1))
	printf 'pass  %s%s\n' "$1" "${2:+ ($2 s)}"
}

# fail NAME [SECONDS [WHY]]
fail() {
	failed=$((failed + 1))
	printf 'FAIL  %s%s%s\n' "$1" "${2:+ ($2 s)}" "${3:+: $3}"
}

# show_log FILE [LINES]: the end of a log, set off from the results.
show_log() {
	tail -n "${2:-60}" "$1" | sed 's/^/      | /'
}

# check NAME FUNCTION [ARG...]: a step that is a test of its own. Its status is in $attempt_status.
check() {
	local name=$1 start
	shift
	start=$(now)
	attempt "$work/log/$name.log" "$@"
	if [ "$attempt_status" = 0 ]; then
		pass "$name" "$(seconds_since "$start")"
	else
		fail "$name" "$(seconds_since "$start")"
		show_log "$work/log/$name.log"
	fi
}

# prepare NAME FUNCTION [ARG...]: a step that others need; reported only if it fails. Its status is
# in $attempt_status.
prepare() {
	local name=$1 start
	shift
	start=$(now)
	attempt "$work/log/$name.log" "$@"
	if [ "$attempt_status" != 0 ]; then
		fail "$name" "$(seconds_since "$start")"
		show_log "$work/log/$name.log"
	fi
}

# report_summary: the last line, and the exit status that agrees with it. A run that was cut short
# ($run_complete is not set) is a failure, whatever it found until then.
report_summary() {
	trap - EXIT
	if [ -z "${run_complete-}" ] && [ "$failed" = 0 ]; then
		fail "the run ended early"
	fi
	printf '%d passed, %d failed\n' "$passed" "$failed"
	[ "$failed" = 0 ] || exit 1
	exit 0
}
