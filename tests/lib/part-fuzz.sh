# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-fuzz.sh - the fuzz targets replay their stored inputs, under clang's sanitizers.

part_fuzz() {
	project_exists || return 0
	prepare fuzz/build compile sanitizers
	[ "$attempt_status" = 0 ] || return 0
	meson_tests fuzz sanitizers --suite fuzz
}
