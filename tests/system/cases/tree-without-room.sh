# SPDX-License-Identifier: GPL-2.0-or-later
# The tree of a small guest lies at the end of its RAM: it is moved to where it can be completed.

start_firmware
start_daemon
policy load clock 3
bare_guest load load tree=alone

create load
expect_line $daemon_log 'load .*: device tree moved to 0x41ff[0-9a-f]000, where it has room'
guest_wait_line load '^load: calls='
expect_line $firmware_log '^clock 3 rtc_pclk: on$'
expect_line $daemon_log 'load .*: served: 1 vCPUs, smc-id 0x82000010, shared page at 0x22001000'
destroy load
