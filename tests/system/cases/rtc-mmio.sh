# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux guest drives the pl031, with its clock behind /dev/mem and a doorbell that UIO maps.
# boot: mmio

use_registers
. /testbed/cases/rtc-guest.sh
expect_equal "$(devmem "$doorbell_register")" 0x1234565A "the doorbell's register"
