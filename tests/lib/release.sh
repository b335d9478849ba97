# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# release.sh - which Xen is tested: its source, toolstack and libraries are of one release.
#
# All that differs between releases stands in release-NAME.sh:
#     release_xen          Xen's version
#     release_xen_options  what its configuration must say
#     release_suites       where packages come from; the first is Xen's, and is preferred
#     release_packages     what is needed; NAME/SUITE for what the first suite is not to give

# The one that the environment names, or the first of these that can be had.
release_candidates=("${release:-trixie}")
[ -n "${release-}" ] || release_candidates+=(bookworm)
release=
if [ ! -e "$tests/lib/release-${release_candidates[0]}.sh" ]; then
	echo "release=${release_candidates[0]} is not known, only trixie and bookworm are" >&2
	exit 2
fi

# choose_release: leaves a release in $release, and its variables set, if its packages can be had or
# are in the cache. If there is none, that is a failed test. The status is in $attempt_status.
choose_release() {
	local name missing=()
	attempt_status=0
	[ -z "$release" ] || return 0
	for name in "${release_candidates[@]}"; do
		load_release "$name"
		attempt "$work/log/setup/release-$name.log" arm64_packages
		if [ "$attempt_status" = 0 ]; then
			notice "testing with Xen $release_xen of $name${missing[*]:+; ${missing[*]} cannot be had}"
			return
		fi
		missing+=("$name")
	done
	release=
	fail setup/release
	for name in "${missing[@]}"; do
		show_log "$work/log/setup/release-$name.log" 20
	done
}

# choose_older_release: the same with the release behind the chosen one, where none was named. The status
# is not 0 where there is none, or it cannot be had.
choose_older_release() {
	local name is_next=
	attempt_status=1
	for name in "${release_candidates[@]}"; do
		if [ "$is_next" ]; then
			load_release "$name"
			attempt "$work/log/setup/release-$name.log" arm64_packages
			[ "$attempt_status" = 0 ] || notice "Xen $release_xen of $name cannot be had"
			return 0
		fi
		[ "$name" != "$release" ] || is_next=yes
	done
}

# load_release NAME
load_release() {
	release=$1
	# shellcheck source=tests/lib/release-trixie.sh
	. "$tests/lib/release-$release.sh"
}
