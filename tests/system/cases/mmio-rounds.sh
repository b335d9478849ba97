# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware beside the machine, on shared memory: what a call costs beside one that dom0 spins for.
# boot: mmio
# timeout: 240
#
# It has no doorbell, and looks at the memory the less often the longer nothing came: so much of what a
# guest's call costs is its own. interrupt-rounds is the same without that.

area=$(memory_file)@0x10010
firmware_beside start
expect_soon "shmem-call $area 1 0x5006 3"
own=$(shmem-call "$area" 2000 0x5006 3)
use_channel "mmio:$area+0x200"
rounds_case 3000 'shared memory' "$own"
