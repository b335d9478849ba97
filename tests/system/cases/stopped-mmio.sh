# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware behind shared memory that hangs or is gone: an SCMI error in time, and it works again.
# boot: mmio

use_memory
. /testbed/cases/firmware-stopped.sh
expect_line "$daemon_log" 'not reached: .*resource2: the firmware has not freed the channel for 2 s'
