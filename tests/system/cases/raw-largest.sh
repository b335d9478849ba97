# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware at EL3: a message that is longer than it takes does not reach it, and it lives.
# boot: raw

start_daemon --config "$raw_config"
policy largest clock 3
policy largest vendor 0x80/3
bare_guest largest largest
create largest
guest_wait_line largest '^largest: done'
wait_gone largest
tr -d '\r' < "$(guest_console largest)" | grep '^largest: .*:' > "$case_dir/seen.txt"
cat "$case_dir/seen.txt"
for bytes in 0 88 92; do
	expect_line "$case_dir/seen.txt" "^largest: $bytes bytes: NOT_SUPPORTED, then good\$" 0
done
for bytes in 96 128 132 1024 4068; do
	expect_line "$case_dir/seen.txt" "^largest: $bytes bytes: COMMS_ERROR, then good\$" 0
done
