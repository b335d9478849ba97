# SPDX-License-Identifier: GPL-2.0-or-later
# On a Xen without the option the daemon says what is missing, and does not start.
# boot: plain-xen

if timeout 30 xen-scmid > "$case_dir/out" 2>&1; then
	fail "it ended with status 0"
fi
cat "$case_dir/out"
expect_equal "$(wc -l < "$case_dir/out")" 1 "number of lines"
expect_line "$case_dir/out" 'error: Xen relays no SMCs .*: expected it to be built with CONFIG_MEM_ACCESS=y' 0
