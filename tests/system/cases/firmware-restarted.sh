# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware that starts anew is told again what guests have set, also if it did so while no daemon ran.

# How many lines tell of releases that got no answer: nobody is asked behind a socket that is closed.
: "${unanswered:=0}"

# state CLOCK: what the firmware has said last of it; of a firmware that has just started, nothing.
state() { sed -n "s/^clock $1 .*: //p" $firmware_log | tail -n 1; }
power() { sed -n "s/^power $1 .*: //p" $firmware_log | tail -n 1; }
# end_firmware: the next one's log begins anew.
end_firmware() {
	stop_firmware
	mv $firmware_log "$firmware_log.$(uptime_seconds).log"
}
restart_firmware() {
	end_firmware
	start_firmware
}

# start_slow_firmware: what is said of power 2 is answered late, but before timeout-ms is over.
start_slow_firmware() {
	sed '/^power 2 /s/$/ answer-ms=3000/' /testbed/firmware/board.conf > "$case_dir/slow.conf"
	start_firmware "$case_dir/slow.conf"
}

start_firmware
start_daemon
linux_guest rtc tree=rtc-domains
linux_guest gpio tree=gpio-domains
policy rtc clock 3
policy rtc power 2:shared
policy rtc perf 1
policy rtc reset 1
policy gpio clock 4
policy gpio power 2:shared
create rtc
create gpio
guest_wait_boot rtc
guest_wait_boot gpio
expect_becomes 'echo $(state 3) $(state 4) $(power 2)' "on on on" "clocks and power"

step "it starts anew beside the daemon"
restart_firmware
expect_becomes 'echo $(state 3) $(state 4) $(power 2)' "on on on" "clocks and power"

step "it hangs while it is told"
end_firmware
start_slow_firmware
wait_for $soon "grep -q '^power 2 .*: on' $firmware_log" || fail "it is not told of power 2"
kill -STOP "$(service_pid firmware)"
expect_line "$daemon_log" 'the firmware was to set it again: COMMS_ERROR'
kill -CONT "$(service_pid firmware)"
expect_becomes 'echo $(state 3) $(state 4) $(power 2)' "on on on" "clocks and power"

step "and while no daemon runs"
kill_daemon
restart_firmware
expect_equal "$(state 3)" "" "what the new firmware says of clock 3"
start_daemon
expect_becomes 'echo $(state 3) $(state 4) $(power 2)' "on on on" "clocks and power"

step "one guest is gone meanwhile: what it had on stays off"
end_firmware
destroy gpio
sleep 4
expect_becomes "count_lines $daemon_log 'not all that it has set is released'" "$unanswered" "lines of releases without an answer"
start_firmware
expect_becomes 'echo $(state 3) $(power 2)' "on on" "clock and power"
refute '[ "$(state 4)" = on ]'

step "and what the other one had on is turned off with it"
destroy rtc
expect_becomes 'echo $(state 3) $(power 2)' "off off" "clock and power"
