# SPDX-License-Identifier: GPL-2.0-or-later
# Every message of every protocol is answered byte for byte as it should be.
# releases: all

start_firmware
start_daemon
walk_case

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
# last REGEX: the last line of the firmware's log that begins so
last() { grep "^$1" "$firmware_log" | tail -n 1; }
expect_line "$firmware_log" '^power 5 broken: on: HARDWARE_ERROR$'
expect_becomes 'last "power 2 "' 'power 2 shared: off'
expect_becomes 'last "perf 1 gpu: level"' 'perf 1 gpu: level 400'
expect_becomes 'last "perf 3 shared: level"' 'perf 3 shared: level 200'
expect_becomes 'last "voltage 1 vdd_gpu: o"' 'voltage 1 vdd_gpu: off'
expect_becomes 'last "voltage 2 .*: level"' 'voltage 2 negative: level -3300000'
expect_line "$firmware_log" '^group 0 uart: released$'
