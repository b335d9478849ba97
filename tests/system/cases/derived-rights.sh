# SPDX-License-Identifier: GPL-2.0-or-later
# Without a policy a guest may use what its devices need: by its tree, before its first instruction.
# timeout: 300

start_firmware
start_daemon
bare_guest first slow tree=rtc extra=clock=3 extra=on=1
bare_guest second slow tree=rival extra=clock=3 extra=wait=100000

create first
guest_wait_line first '^slow: answer 1: good'
first=/local/domain/0/backend/scmi/$(xl domid first)/0
expect_equal "$(xenstore-read "$first/clock")" 3 "rights of first"
expect_equal "$(xenstore-read "$first/device/0/path")" /passthrough/rtc@9010000 "its device"
expect_equal "$(xenstore-read "$first/device/0/clock")" 3 "what its device needs"
expect_equal "$(xenstore-read "$first/device/0/refused")" "" "what its device is refused"

step "what is granted comes beside what its device needs, and what is on stays on"
rights_of_first() { echo "$(xenstore-read "$first/clock"), $(xenstore-read "$first/sensor")"; }
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
expect "xen-scmictl grant first sensor=1:ro | grep '^first has a policy, derive = yes'"
expect_equal "$(rights_of_first)" "3, 1:ro" "rights of first"
answers=$(count_lines "$(guest_console first)" '^slow: answer [0-9]*: good')
expect_soon "[ \$(count_lines $(guest_console first) '^slow: answer [0-9]*: good') -gt $answers ]"
refute_line "$firmware_log" '^clock 3 rtc_pclk: off$'

step "what is revoked is gone, and all else stays"
expect "xen-scmictl revoke first clock=3"
expect_equal "$(rights_of_first)" ", 1:ro" "rights of first"
expect "! xenstore-exists /tool/xen-scmi/policy/first/derive"
expect_line "$firmware_log" '^clock 3 rtc_pclk: off$'
guest_wait_line first '^slow: answer [0-9]*: wrong NOT_SUPPORTED'

step "what its device needs is given back"
expect "xen-scmictl derive first | grep '^first has no policy'"
expect "! xenstore-exists /tool/xen-scmi/policy/first"
expect_equal "$(rights_of_first)" "3, " "rights of first"

step "a second claim is refused, and both guests and devices are named"
create second
guest_wait_line second '^slow: answer 1: .*DENIED'
why='first owns it for /passthrough/rtc@9010000'
expect_line $daemon_log "warning: second: clock 3 for /soc/rival refused: $why"
second=/local/domain/0/backend/scmi/$(xl domid second)/0
expect_equal "$(xenstore-read "$second/clock")" "0:ro 4" "rights of second"
expect_equal "$(xenstore-read "$second/device/0/refused")" "clock 3: $why" "what its device is refused"
expect "xen-scmictl show second | grep '^/soc/rival  *clock 0:ro 3-4  *clock 3: $why'"

step "the next daemon knows what the trees said"
kill_daemon
start_daemon
expect_line $daemon_log 'first .*: taken over'
expect_equal "$(xenstore-read "$first/clock")" 3 "rights of first"
expect_equal "$(xenstore-read "$second/clock")" "0:ro 4" "rights of second"
answers=$(count_lines "$(guest_console second)" '^slow: answer')

step "what the first had is the second's when the first has gone"
destroy first
guest_wait_line second '^slow: answer [0-9]*: good'

step "a policy is the limit"
policy second clock '3 5'
expect_line $daemon_log 'second: clock 4 for /soc/rival refused: the policy of second does not give it'
expect_becomes "xenstore-read $second/clock" "3 5" "its clocks"
expect "xen-scmictl revoke second clock=3,5"
expect_becomes "xenstore-read $second/clock" "" "its clocks"
xenstore-rm /tool/xen-scmi/policy/second
expect_becomes "xenstore-read $second/clock" "0:ro 3-4" "its clocks"
refute "xen-scmictl revoke absent clock=3"
stop_daemon

step "nothing without a policy, if the configuration says so"
{ cat /etc/xen/scmid.conf; echo 'policy = explicit'; } > "$case_dir/explicit.conf"
start_daemon -c "$case_dir/explicit.conf"
expect_equal "$(xenstore-read "$second/clock")" "" "rights of second"
expect_line $daemon_log 'second: clock 3 for /soc/rival refused: the policy of second does not give it'
refute "xen-scmictl derive second"
destroy second
stop_daemon

step "what dom0 uses is dom0's, and what it leaves to guests is not"
{ cat /etc/xen/scmid.conf; echo "host-dtb = $images/machine.dtb"; } > "$case_dir/host.conf"
start_daemon -c "$case_dir/host.conf"
create second
guest_wait_line second '^slow: answer 1: .*DENIED'
expect_line $daemon_log 'second: clock 3 for /soc/rival refused: dom0 owns it for /soc/serial@1000'
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid second)/0/clock")" "0:ro 4" "rights of second"
expect "xen-scmictl firmware | grep -Eq '^clock +10 +dom0 \\(domain 0\\) +0:shared 3:shared\$'"

step "it can be shared, by two lines, and stays on"
offs=$(count_lines "$firmware_log" '^clock 3 rtc_pclk: off$')
printf '[second]\nderive = yes\nclock = 3:shared\n' > "$case_dir/second.conf"
expect "xen-scmictl policy load $case_dir/second.conf"
guest_wait_line second '^slow: answer [0-9]*: good'
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid second)/0/clock")" "0:ro 3:shared 4" "rights of second"
destroy second
expect_equal "$(count_lines "$firmware_log" '^clock 3 rtc_pclk: off$')" "$offs" "how often it was off"
