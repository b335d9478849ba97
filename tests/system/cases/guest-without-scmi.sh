# SPDX-License-Identifier: GPL-2.0-or-later
# A Linux guest that wants no SCMI boots, runs commands and powers off.

linux_guest guest
create guest
guest_wait_boot guest

expect_equal "$(guest_run guest 'nproc')" 2 "number of the guest's CPUs"
refute "guest_run guest 'ls -d /proc/device-tree/passthrough'"
refute "guest_run guest 'exit 3'"

guest_send guest 'poweroff -f'
wait_gone guest
