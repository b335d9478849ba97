# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-bench.sh - benchmarks, in an optimised build. What they measured is shown.

part_bench() {
	project_exists || return 0
	prepare bench/build compile release
	[ "$attempt_status" = 0 ] || return 0
	meson_tests bench release --benchmark -v
	grep -v '^ninja:' "$work/log/bench.log" | sed 's/^/      | /'
}
