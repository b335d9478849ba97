# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# cache.sh - directories that are made once and then only read.
#
# An entry is made in a directory beside it and renamed when it is complete, under a lock: what is
# there under its final name is whole, even after a power cut in the middle.

# cached NAME KEY FUNCTION [ARG...]: leaves the path of the entry NAME-KEY in $entry. If it is not
# there, FUNCTION makes its contents in the current directory; it may know its later path as $entry.
cached() {
	local name=$1 key=$2 lock
	shift 2
	entry=$cache/$name-$key
	if [ -d "$entry" ]; then
		touch "$entry"
		return
	fi
	mkdir -p "$cache"
	exec {lock}> "$cache/.lock-$name-$key"
	flock "$lock"
	if [ ! -d "$entry" ]; then
		local making=$cache/.making-$name-$key
		notice "making $name (kept in the cache)"
		# what nobody has used for a month, for another version
		find "$cache" -maxdepth 1 -name "$name-*" -mtime +30 -exec rm -rf '{}' +
		rm -rf "$making"
		mkdir "$making"
		(
			trap 'rm -rf "$making"' EXIT # what failed leaves nothing
			cd "$making"
			"$@"
			mv -T "$making" "$entry"
		)
	fi
	exec {lock}>&-
}
