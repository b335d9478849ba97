# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-fuzz.sh - the fuzz targets replay their stored inputs, under clang's sanitizers, and random
# guests make millions of calls, without and with sanitizers.

part_fuzz() {
	project_exists || return 0
	prepare fuzz/build compile sanitizers
	[ "$attempt_status" != 0 ] || meson_tests fuzz sanitizers --suite fuzz --suite property
	prepare fuzz/build-gcc compile gcc
	[ "$attempt_status" != 0 ] || meson_tests fuzz/gcc gcc --suite property
}
