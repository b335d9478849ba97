# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware answers late, twice, wrongly or not at all: an SCMI error in time, no other call's answer, and on it goes.

# What the guest's calls get where that depends on the channel, microseconds between faults, the last
# of them, and the board that the daemon begins with.
: "${lost:=comms COMMS_ERROR}" "${short:=comms GENERIC_ERROR}" "${pause:=200000}" "${last:=18}"
board=$case_dir/board.conf
whole=$case_dir/whole.conf
: "${first_board:=$board}"

# clock ID NAME [OPTION...]: a line of the board; the guest expects a rate of as many MHz as the id says
clock() { printf 'clock %s %s off rate=%s000000 %s\n' "$1" "$2" "$1" "${3-}"; }
{
	cat /testbed/firmware/board.conf
	clock 10 late answer-ms=800
	clock 11 lost fault=lost
	clock 12 duplicate fault=duplicate
	clock 13 short fault=short
	clock 14 long fault=long
	clock 15 token fault=token
	clock 16 message fault=message
	clock 17 channel_error fault=channel-error
	clock 18 never_free fault=never-free
	for id in 20 21 22 23 30; do clock "$id" good; done
} > "$board"
sed 's/^\(clock 1[0-8] .*\) [^ ]*$/\1/' "$board" > "$whole"
sed 's/^timeout-ms = .*/timeout-ms = 500/' "$daemon_config" > "$case_dir/impatient.conf"
daemon_config=$case_dir/impatient.conf

# other NAME: the last value of it that the guest with good calls alone has printed
other() { load_count "$1" other; }
# counted NAME: a value of the other guest's last line
counted() { tr -d '\r' < "$(guest_console faults)" | sed -n "s/^faults: done, .*\<$1=\([0-9]*\).*/\1/p"; }
# became ID RESULT: so ended both calls on this clock, and good ones behind them did as they should
became() {
	expect_equal "$(count_lines "$(guest_console faults)" \
		"^faults: clock $1 call [01]: $2 in [0-9]+ us, then [0-9]+ failed and 4 good")" 2 "calls on clock $1: $2,"
}
# told NUMBER REGEX: so many lines of the daemon's log match
told() { expect_equal "$(count_lines "$daemon_log" "$2")" "$1" "lines with '$2'"; }
# agreed: the daemon has counted what the guest has
agreed() {
	expect_equal "$(xen-scmictl show faults | grep '^calls ')" "calls $(counted calls), forwarded $(counted calls),\
 refused 0, failed $(counted comms), faults $(counted generic)"
}

# learn: until the daemon knows all names; that of this sensor comes last
learn() { expect_soon "xen-scmictl firmware | grep -q behind_a_gap" 150; }

start_firmware "$first_board"
start_daemon
expect_line "$daemon_log" 'firmware: connected'
learn
if [ "$first_board" = "$board" ]; then
	step "names that do not come are left out"
	told 7 'firmware: a name is left out: clock 1[0145678]: Connection timed out, 3 times'
else
	stop_firmware
	start_firmware "$board" --untidy
fi
policy faults clock '10-18 20-23'
policy other clock 30
bare_guest other load extra=clock=30 extra=rate=30000000
create other
guest_wait_line other '^load: calls=100 errors=0'
bare_guest faults faults extra=last="$last" extra=pause="$pause"
create faults
guest_wait_line faults '^faults: done' 200
expect_equal "$(counted wrong)" 0 "wrong answers"
expect_equal "$(counted slow)" 0 "calls that took too long"
became 10 'comms COMMS_ERROR'
became 11 "$lost"
became 12 'good SUCCESS'
became 13 "$short"
for id in $(seq 14 "$last"); do became "$id" 'comms COMMS_ERROR'; done
agreed

step "the other guest waited, and had no wrong answer"
comms=$(other comms)
before=$(other calls)
expect_soon "[ \$(other calls) -ge $((before + 200)) ]"
expect_equal "$(other comms)" "$comms" "calls that failed"
expect_equal "$(other wrong)" 0 "wrong answers"
expect_equal "$(other refused)" 0 "refused calls"
show "calls of another guest that failed: $comms, of $before"
expect "[ $comms -le 40 ]"

step "what happened is told, and not too often"
told 2 'faults .*: the firmware did not answer CLOCK_RATE_GET of clock 10: Connection timed out'
expect "[ \$(wc -l < $daemon_log) -lt 100 ]"
refute_line "$daemon_log" 'not reached'
