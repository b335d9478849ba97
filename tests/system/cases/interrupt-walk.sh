# SPDX-License-Identifier: GPL-2.0-or-later
# A doorbell, and the firmware's interrupt by UIO: the same answers byte for byte.
# boot: doorbell

use_doorbell
firmware_beside start
start_daemon
expect_line "$daemon_log" 'firmware: connected'
before=$(interrupts)
walk_case
refute_line "$daemon_log" 'did not answer'
expect "[ $(interrupts) -gt $((before + 20)) ]"
