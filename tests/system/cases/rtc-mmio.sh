# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux guest drives the passed-through pl031, with its clock behind memory that the daemon maps.
# boot: mmio

use_memory
. /testbed/cases/rtc-guest.sh
