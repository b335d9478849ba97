# SPDX-License-Identifier: GPL-2.0-or-later
# The same answers byte for byte where the daemon maps the firmware's memory, of a PCI device.
# boot: mmio

use_memory
. /testbed/cases/walk.sh
expect_line "$daemon_log" 'firmware: connected'
refute_line "$daemon_log" 'did not answer'
