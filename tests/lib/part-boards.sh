# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# part-boards.sh - xen-scmi-dt on the device trees of the machines that Debian 13's kernel knows, and
# the fuzz targets that read such trees, under clang's sanitizers.

part_boards() {
	project_exists || return 0
	prepare boards/build compile gcc
	[ "$attempt_status" = 0 ] || return 0
	prepare boards/trees board_trees
	[ "$attempt_status" = 0 ] || return 0
	board_trees
	check boards/trees python3 "$tests/boards/check.py" "$work/build/gcc/frontend-dt/tool/xen-scmi-dt" "$trees"
	[ "$attempt_status" != 0 ] || sed 's/^/      | /' "$work/log/boards/trees.log"
	prepare boards/sanitizers compile sanitizers
	[ "$attempt_status" = 0 ] || return 0
	replay_boards channel ''
	replay_boards references ''
	replay_boards guest_tree ''
	# The slow ones
	replay_boards guest_check arm,scmi
	replay_boards guest_maker arm,scmi
}

# replay_boards TARGET TEXT: the trees in which this text stands are inputs of a fuzz target.
replay_boards() {
	local folder=$work/boards/$1
	rm -rf "$folder"
	mkdir -p "$folder"
	find "$trees" -name '*.dtb' -exec grep -lZF -- "$2" {} + | xargs -0 ln -s -t "$folder"
	check "boards/$1" "$work/build/sanitizers/tests/fuzz/replay_$1" "$folder"
	[ "$attempt_status" != 0 ] || show_log "$work/log/boards/$1.log" 1
}

# board_trees: leaves in $trees a directory with device trees.
board_trees() {
	cached boards "$(hash_of "$(declare -f make_board_trees use_private_apt newest_package)")" make_board_trees
	trees=$entry
}

make_board_trees() {
	local image
	use_private_apt trixie
	image=$(newest_package linux-image-arm64)
	apt-get -q download "$image"
	dpkg-deb --fsys-tarfile linux-image-*.deb | tar -x --wildcards '*.dtb'
	rm -rf apt linux-image-*.deb
}
