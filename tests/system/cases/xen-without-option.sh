# SPDX-License-Identifier: GPL-2.0-or-later
# On a Xen without the option the daemon says what is missing, and guests run without SCMI.
# boot: plain-xen
# timeout: 240

start_firmware
start_daemon
linux_guest guest tree=plain
create guest
expect_line "$daemon_log" 'error: guest .*not served: Xen relays no SMCs .*CONFIG_MEM_ACCESS=y' 20
guest_wait_boot guest
expect_equal "$(guest_run guest 'nproc')" 2 "number of CPUs"
