# SPDX-License-Identifier: GPL-2.0-or-later
# Every message of BASE and CLOCK is answered byte for byte as it should be.

start_firmware
start_daemon
policy walk clock '3 6'
bare_guest walk walk
create walk
guest_wait_line walk '^walk: done' 60
wait_gone walk
expect_line "$daemon_log" 'walk .*: powers off'

console=$(guest_console walk)
tr -d '\r' < "$console" | sed -n '/^walk: start/,/^walk: done/p' > "$case_dir/seen.txt"
expect "diff /testbed/expected/walk.txt $case_dir/seen.txt"

step "what the firmware was told is of the guest's own clocks"
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
expect_line "$firmware_log" '^clock 3 rtc_pclk: rate '
expect_line "$firmware_log" '^clock 3 rtc_pclk: off$'
refute_line "$firmware_log" '^clock [^36]'
refute_line "$firmware_log" '^(base|protocol)'
