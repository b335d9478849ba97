# SPDX-License-Identifier: GPL-2.0-or-later
# A guest with a channel and an agent of its own, which is given the devices of the guest and no others.
# timeout: 420

own_socket=/run/gateway.sock
board=$case_dir/board.conf
{
	cat /testbed/firmware/board.conf
	printf 'agent 1 xen-dom0\nagent 2 gateway restricted\n'
	printf 'device 7 rtc clock=3 pin=2,3,8,12 group=0\ndevice 8 gpio clock=4\n'
} > "$board"
start_agents() {
	rm -f "$own_socket"
	start_firmware "$board" --socket "2@$own_socket"
}
{
	cat /etc/xen/scmid.conf
	printf '[gateway]\nchannel = socket:%s\nrestrict-agent = 2\n' "$own_socket"
} > "$case_dir/scmid.conf"
# commands LINE: what was said of agent 2 and its clock, behind a line of the firmware's log
commands() { sed -n "$(($1 + 1)),\$s/^\(agent 2: clock .*\|base: .*agent 2.*\)/\1/p" "$firmware_log" | sed 's/.*: clock 3 rtc_pclk: //' | tr '\n' ';'; }
lines() { wc -l < "$firmware_log"; }
allow='base: permissions agent 2 device 7 allow;'
deny='base: permissions agent 2 device 7 deny;'

start_agents
start_daemon --config "$case_dir/scmid.conf"
expect_line "$daemon_log" 'firmware: connected'
expect_line "$daemon_log" 'firmware of gateway: connected'
expect_line "$firmware_log" '^base: reset agent 2 and permissions$'

step "it works by its own agent, beside one that has the agent of all"
linux_guest gateway tree=agent
bare_guest other slow extra=clock=4 extra=wait=100000
policy other clock 3-4
before=$(lines)
create gateway
guest_wait_boot gateway
# Linux turns it off in between.
expect "commands $before | grep -Eqx '${allow}on;(off;on;)*'"
passed=$(($(guest_run gateway 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"
create other
guest_wait_line other '^slow: answer 1: good'
refute_line "$daemon_log" 'refused: .*owns it'
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid gateway)/0/scmi-device")" 7 "its devices"
expect "xen-scmictl firmware gateway | grep -q '^agent 2 (gateway) may use the devices 7$'"
expect "xen-scmictl firmware gateway | grep -Eq '^clock .* gateway \(domain [0-9]+\) +3$'"
refute "xen-scmictl firmware | grep -q gateway"

step "firmware that restarts is told again what its agent may use, and then what is on"
before=$(lines)
stop_firmware
start_agents
# It is once when either of the channels is back; the guest does not wait for a shared one that is slow.
expect_soon "commands $before | grep -q 'on;'"
expect "commands $before | grep -Eqx '(on: DENIED;)*$allow($allow|on;)*'"

step "so is it by the next daemon"
before=$(lines)
kill_daemon
start_daemon --config "$case_dir/scmid.conf"
expect_becomes "commands $before" "${allow}on;" "what the firmware was told"

step "a guest that has another name by then keeps its channel"
kill_daemon
xl rename gateway renamed
before=$(lines)
start_daemon --config "$case_dir/scmid.conf"
expect_becomes "commands $before" "${allow}on;" "what the firmware was told"
expect "xen-scmictl firmware gateway | grep -Eq '^clock .* renamed \(domain [0-9]+\) +3$'"

step "a device that the guest loses while no daemon runs is taken by the next one"
kill_daemon
xl rename renamed gateway
policy gateway clock 3
before=$(lines)
start_daemon --config "$case_dir/scmid.conf"
expect_soon "commands $before | grep -q '^$deny'"
xenstore-rm /tool/xen-scmi/policy/gateway
expect_soon "commands $before | grep -q '$allow'"

step "also where the agent that gives permissions is there only later than the guest's"
kill_daemon
stop_firmware
start_agents
mv "$firmware_socket" "$firmware_socket.away"
before=$(lines)
start_daemon --config "$case_dir/scmid.conf"
expect_soon "grep -q 'the firmware was to set it again: DENIED' '$daemon_log'"
mv "$firmware_socket.away" "$firmware_socket"
expect_soon "commands $before | grep -q '${allow}on;$'"

step "when the guest goes away its clock is off first, then the agent has nothing"
before=$(lines)
destroy gateway
expect_becomes "commands $before" "off;${deny}base: reset agent 2 and permissions;" "what the firmware was told"
guest_wait_line other '^slow: answer [0-9]*: good'

step "pins whose names its agent may not know are found as soon as it has the device"
bare_guest gateway slow tree=agent-pins extra=clock=3 extra=wait=100000
create gateway
guest_wait_line gateway '^slow: answer 1: good'
backend=/local/domain/0/backend/scmi/$(xl domid gateway)/0
expect_becomes "xenstore-read $backend/pin-group $backend/pin" "$(printf '0\n2-3 8 12')" "its groups and pins"
expect_becomes "xenstore-read $backend/device/0/refused" "" "what its device is refused"
refute_line "$daemon_log" 'has none of that name'
destroy gateway

step "a right that the policy gives, and the agent lacks the device for, is the firmware's to refuse"
policy gateway clock 4
xenstore-rm /tool/xen-scmi/policy/gateway/scmi-device
bare_guest gateway slow extra=clock=4 extra=wait=100000
create gateway
guest_wait_line gateway '^slow: answer 1: .*DENIED'
destroy gateway

step "an agent that is told of protocols only while it has a device is asked again as soon as it has one"
xenstore-rm /tool/xen-scmi/policy/gateway
sed -i 's/ restricted$/ restricted blind/' "$board"
stop_firmware
start_agents
bare_guest gateway slow tree=agent extra=clock=3 extra=wait=100000
create gateway
guest_wait_line gateway '^slow: answer [0-9]*: good'
destroy gateway
stop_daemon

step "an agent that there is not"
sed -i 's/^restrict-agent = 2/restrict-agent = 9/' "$case_dir/scmid.conf"
start_daemon --config "$case_dir/scmid.conf"
expect_line "$daemon_log" 'firmware of gateway: restrict-agent = 9: the firmware has no such agent \(NOT_FOUND\), expected one that it has'
