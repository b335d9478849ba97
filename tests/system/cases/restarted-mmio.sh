# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware behind shared memory that starts anew is told again what guests have set, however soon it is back.
# boot: mmio

unanswered=1
use_memory
. /testbed/cases/firmware-restarted.sh
expect_line "$daemon_log" 'not reached: .*resource2: the firmware has started anew'
