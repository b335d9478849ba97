# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# expect.sh - what a case claims. Each claim is written to the case's log; one that does not hold
# ends the case.

# Seconds that anything may take: no claim, as the emulated machine stands still at times.
soon=90

# step TEXT: a line in the case's log.
step() { printf -- '--- %7s s  %s\n' "$(uptime_seconds)" "$*"; }

# fail TEXT: the case has failed.
fail() {
	printf 'FAILED: %s\n' "$*"
	exit 1
}

# expect COMMAND: the shell command succeeds.
expect() {
	step "expect $1"
	(eval "$1") || fail "$1"
}

# refute COMMAND: the shell command does not succeed.
refute() {
	step "refute $1"
	if (eval "$1"); then
		fail "this should not succeed: $1"
	fi
}

# expect_soon COMMAND [SECONDS]: the shell command succeeds, or will within this time (default: $soon).
expect_soon() {
	step "expect soon: $1"
	wait_for "${2:-$soon}" "$1" || fail "not within ${2:-$soon} s: $1"
}

# expect_becomes COMMAND WANTED [WHAT]: what the shell command prints is this, or soon will be.
expect_becomes() {
	local _command=$1 _wanted=$2
	step "expect soon ${3:-value} '$2'"
	wait_for $soon "[ \"\$(eval \"\$_command\")\" = \"\$_wanted\" ]" ||
		fail "${3:-value} is '$(eval "$1")', not '$2'"
}

# expect_equal ACTUAL WANTED [WHAT]
expect_equal() {
	step "expect ${3:-value} '$2'"
	[ "$1" = "$2" ] || fail "${3:-value} is '$1', not '$2'"
}

# expect_line FILE REGEX [SECONDS]: a line matches, or will within this time (default: $soon).
expect_line() {
	local _regex=$2
	step "expect in ${1##*/}: $2"
	wait_for "${3:-$soon}" "grep -qE -- \"\$_regex\" '$1'" || fail "no line in ${1##*/} matches: $2"
}

# refute_line FILE REGEX: no line matches.
refute_line() {
	step "refute in ${1##*/}: $2"
	if grep -E -- "$2" "$1"; then
		fail "a line in ${1##*/} matches: $2"
	fi
}

# count_lines FILE REGEX: how many lines match.
count_lines() { grep -cE -- "$2" "$1" || true; }

# show TEXT: a figure, for whoever runs the tests.
show() { printf '\n@@>       | %s\n' "$*" > /dev/console; }
