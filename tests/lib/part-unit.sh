# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-unit.sh - the project builds with every compiler we promise, keeps its format, and its unit
# tests pass in each native build: gcc's, and clang's with sanitizers.

part_unit() {
	local name
	check unit/format check_format
	check unit/shellcheck check_shell
	check unit/systemd check_service
	project_exists || return 0
	for name in gcc sanitizers; do
		check "unit/$name/build" compile "$name"
		[ "$attempt_status" = 0 ] || continue
		meson_tests "unit/$name" "$name" --suite unit
	done

	choose_release
	[ "$attempt_status" = 0 ] || return 0
	prepare unit/sysroot arm64_sysroot
	[ "$attempt_status" = 0 ] || return 0
	arm64_sysroot
	check unit/cross-gcc/build compile cross-gcc
}

# check_format: every C file that git knows is as .clang-format wants it.
check_format() {
	local files
	mapfile -t files < <(cd "$root" && git ls-files '*.c' '*.h' | while read -r file; do
		[ ! -e "$file" ] || printf '%s\n' "$file"
	done)
	[ ${#files[@]} -gt 0 ] || return 0
	(cd "$root" && clang-format --dry-run -Werror "${files[@]}")
}

# check_service: systemd understands all of the unit, but for the program and manual that are not
# installed here.
check_service() {
	local copy=$work/xen-scmid.service output
	sed '/^Documentation=/d; s|^ExecStart=.*|ExecStart=/bin/true|' \
		"$root/systemd/xen-scmid.service" > "$copy"
	output=$(systemd-analyze verify "$copy" 2>&1)
	echo "$output"
	[ -z "$output" ]
}

# check_shell: every shell script that git knows is as shellcheck wants it.
check_shell() {
	local files
	mapfile -t files < <(cd "$root" && git grep -lE '^#!.*sh$|^# shellcheck shell=' -- . |
		while read -r file; do
			[ ! -e "$file" ] || printf '%s\n' "$file"
		done)
	(cd "$root" && shellcheck -x "${files[@]}")
	# cases are read by people first: only what can go wrong
	(cd "$root" && shellcheck -s dash -S warning tests/system/cases/*.sh)
}
