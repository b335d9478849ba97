# SPDX-License-Identifier: GPL-2.0-or-later
# A doorbell, and the firmware's interrupt by UIO: what a call costs beside one that dom0 spins for.
# boot: doorbell
# timeout: 240

use_doorbell
firmware_beside start
before=$(interrupts)
expect_soon "shmem-call -d $doorbell $area 1 0x5006 3"
own=$(shmem-call -d "$doorbell" "$area" 2000 0x5006 3)
rounds_case 3000 'shared memory, a doorbell and an interrupt' "$own"

# UIO turns it off each time, so the daemon has taken each. On a busy emulator it may come later than the
# daemon looks by itself, and count for the next call.
count=$(($(interrupts) - before))
expect "[ $count -ge 2500 ]"
show "3000 calls, $count interrupts"
