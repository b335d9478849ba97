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

# The default boot has most of the cases; all others run on a second machine beside it, as guests wait more
# than they compute. Single cases have the processors to themselves.
part_system() {
	local main others
	choose_release
	[ "$attempt_status" = 0 ] || return 0
	prepare "$system_prefix/images" make_images
	[ "$attempt_status" = 0 ] || return 0
	use_images
	if [ ${#system_selection[@]} -gt 0 ]; then
		run_cases "${system_selection[@]}"
		return
	fi
	mapfile -t main < <(system_case_names | while read -r name; do
		[ "$(case_boot "$name")" != default ] || echo "$name"
	done)
	mapfile -t others < <(system_case_names | grep -vxF "$(printf '%s\n' "${main[@]}")")
	if has_room_for_two; then
		start_beside run_others "${others[@]}"
		run_cases "${main[@]}"
		join_beside
	else
		run_cases "${main[@]}"
		run_others "${others[@]}"
	fi
}

has_room_for_two() { [ "$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo)" -gt $((3 * machine_memory)) ]; }

# run_others CASE...: these, and with the older release those that want it, too.
run_others() {
	local selection
	run_cases "$@"
	choose_older_release
	[ "$attempt_status" = 0 ] || return 0
	notice "and with Xen $release_xen of $release what depends on it"
	system_prefix=system-$release_xen
	prepare "$system_prefix/images" make_images
	[ "$attempt_status" = 0 ] || return 0
	use_images
	mapfile -t selection < <(system_case_names | while read -r name; do
		[ "$(system_case_header "$name" releases)" != all ] || echo "$name"
	done)
	run_cases "${selection[@]}"
}

# run_cases CASE...: on the chosen release, a start of the machine for each boot.
run_cases() {
	local name boot boots selection=("$@")
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

# start_beside COMMAND...: run it in a process group of its own, $beside, until join_beside.
# shellcheck disable=SC2030,SC2031 # it counts by itself
start_beside() {
	set -m
	(
		set +m
		passed=0 failed=0
		trap 'stop_machine; echo "$passed $failed" > "$work/beside.results"' EXIT
		trap 'exit 143' TERM
		"$@"
	) > "$work/beside.log" &
	beside=$!
	set +m
}
beside=

# join_beside: wait for it, show its lines, and make its results ours.
# shellcheck disable=SC2031
join_beside() {
	local results
	wait "$beside" || fail "what runs beside $system_prefix ended early"
	beside=
	cat "$work/beside.log"
	read -r -a results < "$work/beside.results"
	passed=$((passed + results[0]))
	failed=$((failed + results[1]))
}

# stop_boots: whatever still runs.
stop_boots() {
	stop_machine
	[ -z "$beside" ] || kill -- "-$beside" 2> /dev/null || true
	[ -z "$beside" ] || join_beside
}
