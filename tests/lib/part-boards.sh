# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-boards.sh - xen-scmi-dt on the device trees of the machines that Debian 13's kernel knows.

part_boards() {
	project_exists || return 0
	prepare boards/build compile gcc
	[ "$attempt_status" = 0 ] || return 0
	prepare boards/trees board_trees
	[ "$attempt_status" = 0 ] || return 0
	board_trees
	check boards/trees python3 "$tests/boards/check.py" "$work/build/gcc/frontend-dt/tool/xen-scmi-dt" "$trees"
	[ "$attempt_status" != 0 ] || sed 's/^/      | /' "$work/log/boards/trees.log"
}

# board_trees: leaves in $trees a directory with device trees.
board_trees() {
	cached boards "$(hash_of "$(declare -f make_board_trees configure_private_apt newest_package)")" make_board_trees
	trees=$entry
}

make_board_trees() {
	local state=$PWD/state image release_suites=(trixie)
	export APT_CONFIG=$state/apt.conf
	configure_private_apt "$state"
	apt-get -q update --error-on=any
	image=$(newest_package linux-image-arm64)
	apt-get -q download "$image"
	dpkg-deb --fsys-tarfile linux-image-*.deb | tar -x --wildcards '*.dtb'
	rm -rf "$state" linux-image-*.deb
}
