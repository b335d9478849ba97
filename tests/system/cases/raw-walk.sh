# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware at EL3: every message is answered byte for byte as it should be.
# boot: raw

start_daemon --config "$raw_config"
policy walk clock '3 6'
policy walk power '1 3-5 2:shared'
policy walk reset '1-3'
policy walk vendor '0x80/3-4'
bare_guest walk walk
create walk
id=$(xl domid walk)
guest_wait_line walk '^walk: done' 120
wait_gone walk

tr -d '\r' < "$(guest_console walk)" | sed -n '/^walk: start/,/^walk: done/p' > "$case_dir/seen.txt"
expect "diff /testbed/expected/walk-raw.txt $case_dir/seen.txt"

step "what it has turned on is off, and what is not its own as it was"
wait_released "$id"
stop_daemon
expect_equal "$(raw_answer 0x4405 4)" '00000000 40000000' "state of power domain 4"
expect_equal "$(raw_answer 0x4405 0)" '00000000 00000000' "state of power domain 0"
expect_equal "$(raw_clock 0)" on "clock 0"
