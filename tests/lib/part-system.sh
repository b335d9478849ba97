# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-system.sh - Xen, dom0 and guests on an emulated machine.
#
# A case is a shell script in tests/system/cases that runs in dom0. Cases with the same boot share
# one start of the machine. A case's first comment line says what it shows; further ones may be
#     # boot: NAME       the boot that it wants, see system/host/boot.sh (default: default)
#     # timeout: SECONDS (read in dom0, see system/dom0/run-cases)
#     # releases: all    run on the older release, too, in a second boot

# What results and their directory are called: system-VERSION on the older release.
system_prefix=system

# shellcheck source=tests/system/host/images.sh
. "$tests/system/host/images.sh"
# shellcheck source=tests/system/host/boot.sh
. "$tests/system/host/boot.sh"
# shellcheck source=tests/system/host/el3.sh
. "$tests/system/host/el3.sh"
# shellcheck source=tests/system/host/drivers.sh
. "$tests/system/host/drivers.sh"

system_case_names() {
	local file
	for file in "$tests"/system/cases/*.sh; do
		[ ! -e "$file" ] || basename "$file" .sh
	done
}

system_case_exists() { [ -e "$tests/system/cases/$1.sh" ]; }

# system_case_header NAME KEY: the value of a `# KEY: value` line.
system_case_header() { sed -n "s/^# $2: *//p" "$tests/system/cases/$1.sh" | head -n 1; }

# system_case_summary NAME: what it shows, from the first comment line after the licence's.
system_case_summary() { sed -n '/SPDX/d; s/^# //p' "$tests/system/cases/$1.sh" | head -n 1; }

part_system() {
	local selection name
	choose_release
	[ "$attempt_status" = 0 ] || return 0
	if [ ${#system_selection[@]} -gt 0 ]; then
		run_cases "${system_selection[@]}"
		return
	fi
	mapfile -t selection < <(system_case_names)
	run_cases "${selection[@]}"

	choose_older_release
	[ "$attempt_status" = 0 ] || return 0
	notice "and with Xen $release_xen of $release what depends on it"
	system_prefix=system-$release_xen
	mapfile -t selection < <(for name in "${selection[@]}"; do
		[ "$(system_case_header "$name" releases)" != all ] || echo "$name"
	done)
	run_cases "${selection[@]}"
}

# run_cases CASE...: on the chosen release, a start of the machine for each boot.
run_cases() {
	local name boot boots selection=("$@")
	prepare "$system_prefix/images" make_images
	[ "$attempt_status" = 0 ] || return 0
	use_images
	mapfile -t boots < <(for name in "${selection[@]}"; do case_boot "$name"; done | sort -u)
	for boot in "${boots[@]}"; do
		local of_this_boot=()
		for name in "${selection[@]}"; do
			[ "$(case_boot "$name")" != "$boot" ] || of_this_boot+=("$name")
		done
		if can_boot "$boot"; then
			run_boot "$boot" "${of_this_boot[@]}"
		else
			notice "not run, as Xen $release_xen cannot do it: ${of_this_boot[*]/#/$system_prefix/}"
		fi
	done
}

case_boot() {
	local boot
	boot=$(system_case_header "$1" boot)
	echo "${boot:-default}"
}
