# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware beside the machine, on shared memory: 10,000 calls without an error; killed under load.
# boot: mmio
# timeout: 900

use_channel "mmio:$(memory_file)@0x10010+0x200"
load_case 'firmware_beside start' 'firmware_beside stop' 'resource2: the firmware has not freed the channel for 2 s'
