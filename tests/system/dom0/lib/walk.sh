# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# walk.sh - a guest that sends every message of every protocol.

# walk_case: each is answered byte for byte as it should be, by whichever way to the model firmware with
# tests/firmware/board.conf.
walk_case() {
	policy walk clock '3 6'
	policy walk power '1 3-5 2:shared'
	policy walk perf '1-2 4 0:ro 3:shared 5:ro'
	policy walk sensor '2-3 6 1:ro'
	policy walk reset '1-3'
	policy walk voltage '1-2 7 3:shared'
	policy walk powercap '1-2'
	policy walk pin '2-3 10-20'
	policy walk pin-group '0 2'
	policy walk pin-function '0 2'
	policy walk vendor '0x80/3-4'
	policy walk system-power reboot
	bare_guest walk walk
	create walk
	guest_wait_line walk '^walk: done' 120
	wait_gone walk
	expect_line "$daemon_log" 'walk .*: powers off'
	tr -d '\r' < "$(guest_console walk)" | sed -n '/^walk: start/,/^walk: done/p' > "$case_dir/seen.txt"
	expect "diff /testbed/expected/walk.txt $case_dir/seen.txt"
}
