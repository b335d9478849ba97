# SPDX-License-Identifier: GPL-2.0-or-later
# Every message of every protocol is answered byte for byte as it should be.
# releases: all

start_firmware
start_daemon
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

console=$(guest_console walk)
tr -d '\r' < "$console" | sed -n '/^walk: start/,/^walk: done/p' > "$case_dir/seen.txt"
expect "diff /testbed/expected/walk.txt $case_dir/seen.txt"

step "what the firmware was told is of the guest's own resources"
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
expect_line "$firmware_log" '^clock 3 rtc_pclk: rate '
expect_line "$firmware_log" '^clock 3 rtc_pclk: off$'
refute_line "$firmware_log" '^clock [^36]'
refute_line "$firmware_log" '^power [^1-5]'
refute_line "$firmware_log" '^perf [^1-4]'
refute_line "$firmware_log" '^sensor [^236]'
refute_line "$firmware_log" '^reset [^1-3]'
refute_line "$firmware_log" '^voltage [^1-37]'
refute_line "$firmware_log" '^powercap [^12]'
refute_line "$firmware_log" '^pin (0|1|4|5|6|7|8|9|[2-9][1-9]) '
refute_line "$firmware_log" '^(base|protocol|system)'

step "what it has set is undone"
expect_line "$firmware_log" '^power 5 broken: on: HARDWARE_ERROR$'
expect_equal "$(grep '^power 2 ' "$firmware_log" | tail -n 1)" 'power 2 shared: off'
expect_equal "$(grep '^perf 1 gpu: level' "$firmware_log" | tail -n 1)" 'perf 1 gpu: level 400'
expect_equal "$(grep '^perf 3 shared: level' "$firmware_log" | tail -n 1)" 'perf 3 shared: level 200'
expect_equal "$(grep '^voltage 1 vdd_gpu: o' "$firmware_log" | tail -n 1)" 'voltage 1 vdd_gpu: off'
expect_equal "$(grep '^voltage 2 .*: level' "$firmware_log" | tail -n 1)" 'voltage 2 negative: level -3300000'
expect_line "$firmware_log" '^group 0 uart: released$'
