# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-bench.sh - benchmarks, in gcc's build, which is optimised. What they measured is shown.

part_bench() {
	local result name
	project_exists || return 0
	prepare bench/build compile gcc
	[ "$attempt_status" = 0 ] || return 0
	meson_tests bench gcc --benchmark
	python3 "$tests/lib/meson-results.py" "$build/meson-logs" | while read -r result _ name; do
		[ "$result" = pass ] || continue
		python3 "$tests/lib/meson-results.py" --log "$name" "$build/meson-logs" | sed 's/^/      | /'
	done
}
