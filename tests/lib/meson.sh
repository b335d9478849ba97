# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# meson.sh - builds of the project, and meson's tests as ours.

# project_exists: false in a checkout that holds no program yet.
project_exists() { [ -e "$root/meson.build" ]; }

# use_build NAME: leaves its directory in $build, and how to configure it in $build_environment and
# $build_options.
use_build() {
	build=$work/build/$1
	build_environment=()
	build_options=(-Dwerror=true)
	case $1 in
	gcc)
		# gcc warns of some things only when it optimises
		build_environment=(CC=gcc)
		build_options+=(-Dbuildtype=release)
		;;
	sanitizers)
		# meson's default of -Wl,--no-undefined does not go with clang's sanitizers
		build_environment=(CC=clang)
		build_options+=('-Db_sanitize=address,undefined' -Db_lundef=false -Dc_args=-fno-sanitize-recover=all)
		;;
	cross-gcc)
		build=$build-$release
		build_options+=(--cross-file "$sysroot/cross.ini" --prefix=/usr --sysconfdir=/etc)
		;;
	esac
}

# compile NAME: configure if needed and build. A directory that does not configure again is made
# anew.
compile() {
	use_build "$1"
	if [ ! -e "$build/build.ninja" ] || [ "$(cat "$build/.made-with" 2> /dev/null)" != "$(made_with)" ]; then
		rm -rf "$build"
		mkdir -p "$build"
		env "${build_environment[@]}" meson setup "${build_options[@]}" "$build" "$root"
		made_with > "$build/.made-with"
	fi
	meson compile -C "$build"
}

made_with() { printf '%s ' "${build_environment[@]}" "${build_options[@]}"; }

# meson_tests PREFIX BUILD ARG...: run `meson test ARG...` in a compiled build; each of its tests
# becomes a line of ours. A suite without tests contributes nothing.
meson_tests() {
	local prefix=$1 log result seconds name
	use_build "$2"
	shift 2
	log=$work/log/$prefix.log
	rm -f "$build"/meson-logs/testlog*.json
	attempt "$log" meson test -C "$build" --no-rebuild --print-errorlogs "$@"
	local count=0
	while read -r result seconds name; do
		count=$((count + 1))
		if [ "$result" = pass ]; then
			pass "$prefix/$name" "$seconds"
		else
			fail "$prefix/$name" "$seconds"
			python3 "$tests/lib/meson-results.py" --log "$name" "$build/meson-logs" |
				tail -n 60 | sed 's/^/      | /'
		fi
	done < <(python3 "$tests/lib/meson-results.py" "$build/meson-logs")
	if [ "$attempt_status" != 0 ] && [ $count = 0 ]; then
		fail "$prefix"
		show_log "$log"
	fi
}
