# SPDX-License-Identifier: GPL-2.0-or-later
# Without a policy a guest may use what its devices need: by its tree, before its first instruction.
# timeout: 300

start_firmware
start_daemon
bare_guest first slow tree=rtc extra=clock=3
bare_guest second slow tree=rival extra=clock=3 extra=wait=100000

create first
guest_wait_line first '^slow: answer 1: good'
first=/local/domain/0/backend/scmi/$(xl domid first)/0
expect_equal "$(xenstore-read "$first/clock")" 3 "rights of first"
expect_equal "$(xenstore-read "$first/device/0/path")" /passthrough/rtc@9010000 "its device"
expect_equal "$(xenstore-read "$first/device/0/clock")" 3 "what its device needs"
expect_equal "$(xenstore-read "$first/device/0/refused")" "" "what its device is refused"

step "a second claim is refused, and both guests and devices are named"
create second
guest_wait_line second '^slow: answer 1: .*DENIED'
why='first owns it for /passthrough/rtc@9010000'
expect_line $daemon_log "warning: second: clock 3 for /soc/rival refused: $why"
second=/local/domain/0/backend/scmi/$(xl domid second)/0
expect_equal "$(xenstore-read "$second/clock")" 4 "rights of second"
expect_equal "$(xenstore-read "$second/device/0/refused")" "clock 3: $why" "what its device is refused"
expect "xen-scmictl show second | grep '^/soc/rival  *clock 3-4  *clock 3: $why'"

step "the next daemon knows what the trees said"
kill_daemon
start_daemon
expect_line $daemon_log 'first .*: taken over' 10
expect_equal "$(xenstore-read "$first/clock")" 3 "rights of first"
expect_equal "$(xenstore-read "$second/clock")" 4 "rights of second"
answers=$(count_lines "$(guest_console second)" '^slow: answer')

step "what the first had is the second's when the first has gone"
destroy first
guest_wait_line second '^slow: answer [0-9]*: good'

step "a policy is the limit"
policy second clock '3 5'
expect_line $daemon_log 'second: clock 4 for /soc/rival refused: the policy of second does not give it'
expect_soon 5 "[ \"\$(xenstore-read $second/clock)\" = '3 5' ]"
expect "xen-scmictl revoke second clock=3,5"
expect_soon 5 "[ -z \"\$(xenstore-read $second/clock)\" ]"
xenstore-rm /tool/xen-scmi/policy/second
expect_soon 5 "[ \"\$(xenstore-read $second/clock)\" = 3-4 ]"
refute "xen-scmictl revoke second clock=3"
stop_daemon

step "nothing without a policy, if the configuration says so"
{ cat /etc/xen/scmid.conf; echo 'policy = explicit'; } > "$case_dir/explicit.conf"
start_daemon -c "$case_dir/explicit.conf"
expect_equal "$(xenstore-read "$second/clock")" "" "rights of second"
expect_line $daemon_log 'second: clock 3 for /soc/rival refused: the policy of second does not give it'
destroy second
stop_daemon

step "what dom0 uses is dom0's, and what it leaves to guests is not"
{ cat /etc/xen/scmid.conf; echo "host-dtb = $images/machine.dtb"; } > "$case_dir/host.conf"
start_daemon -c "$case_dir/host.conf"
create second
guest_wait_line second '^slow: answer 1: .*DENIED'
expect_line $daemon_log 'second: clock 3 for /soc/rival refused: dom0 owns it for /soc/serial@1000'
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid second)/0/clock")" 4 "rights of second"

step "it can be shared, and stays on"
policy second clock '3:shared'
guest_wait_line second '^slow: answer [0-9]*: good'
destroy second
refute_line $firmware_log '^clock 3 rtc_pclk: off$'
