# SPDX-License-Identifier: GPL-2.0-or-later
# A guest with a bad policy or tree is told of in one line, boots all the same, and others are served.
# timeout: 300

start_firmware
start_daemon
policy good clock 3
bare_guest good load
create good

step "policies"
# bad_policy NAME VALUE WANTED
bad_policy() {
	policy "$1" clock "$2"
	bare_guest "$1" slow extra=clock=4
	create "$1"
	guest_wait_line "$1" '^slow: answer 1: '
	expect_line "$daemon_log" "$1.*$3"
	destroy "$1"
}
bad_policy letters '4 x' 'clock = "4 x": "x" is no id or range'
bad_policy backwards '9-3' 'clock = "9-3": "9-3" runs backwards'
bad_policy beyond '4 10-11' 'clock 10 refused: the firmware has 10 of them'

step "trees: the guest runs"
# bad_tree TREE WANTED
bad_tree() {
	bare_guest "$1" hello tree="$1"
	create "$1"
	expect_line "$daemon_log" "error: $1 .*not served: $2"
	guest_wait_line "$1" '^hello'
	destroy "$1"
}
bad_tree page-in-ram 'shared page at 0x40001000 overlaps /memory@40000000, expected a page of its own'
bad_tree page-on-device 'shared page at 0x9010000 overlaps /passthrough/rtc@9010000'

step "and Linux finds no SCMI"
linux_guest psci-doorbell tree=psci-doorbell
create psci-doorbell
expect_line "$daemon_log" 'error: psci-doorbell .*not served: /passthrough/firmware/scmi: arm,smc-id = <0x84000000>, expected a fast call of SiP'
guest_wait_boot psci-doorbell
expect "guest_run psci-doorbell 'nproc'"
refute "guest_run psci-doorbell 'ls /sys/bus/scmi_protocol/devices | grep .'"
destroy psci-doorbell

step "a tree that leaves doorbell and page open is completed"
policy open clock 3
linux_guest open tree=open
create open
expect_line "$daemon_log" 'open .*: served: 2 vCPUs, smc-id 0x82000010, shared page at 0x22001000'
guest_wait_boot open
expect "guest_run open 'dmesg | grep \"SCMI Protocol v\"'"

guest_wait_line good '^load: calls=[0-9]+ errors=0 '
refute_line "$(guest_console good)" 'errors=[1-9]'
