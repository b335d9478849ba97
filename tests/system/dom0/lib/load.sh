# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# load.sh - calls of a guest without end, every answer checked, while the firmware comes and goes.

# load_case START KILL GONE: 10,000 calls without an error, then the firmware goes and comes back, and
# no call has another error than that it was away. START and KILL are commands that start and kill it, GONE
# is what the daemon says of one that does not come back soon.
load_case() {
	load_start=$1
	load_kill=$2
	load_begins
	load_restarts
	load_returns "$3"
	load_ends
}

# load_count NAME [GUEST]: its last value that the guest has printed.
load_count() { tr -d '\r' < "$(guest_console "${2-load}")" | sed -n "s/^load: \(.* \)*$1=\([0-9]*\).*/\2/p" | tail -n 1; }

# load_grows NAME COUNT: wait until it is so many more than now.
load_grows() { expect_soon "[ \$(load_count $1) -ge $(($(load_count "$1") + $2)) ]"; }

# load_begins: the firmware, the daemon and the guest, and 10,000 calls without an error.
load_begins() {
	$load_start
	start_daemon
	expect_line "$daemon_log" 'firmware: connected'
	policy load clock 3
	bare_guest load load vcpus=2 extra=every=1000
	create load
	expect_soon "[ \$(load_count calls) -ge 10000 ]" 600
	expect_equal "$(load_count errors)" 0 errors
	expect_equal "$(load_count smc-errors)" 0 "SMC errors"
	refute_line "$daemon_log" 'did not answer|not reached'
}

# load_restarts: twice it is killed and soon started again. That is noticed: the new one is asked what
# it has, and told what is set; and it is forgotten.
load_restarts() {
	local time comms connected
	step "it is killed and started again, under load"
	for time in 1 2; do
		comms=$(load_count comms)
		connected=$(count_lines "$daemon_log" 'firmware: connected')
		$load_kill
		sleep 1 # without it
		$load_start
		expect_soon "[ \$(count_lines $daemon_log 'firmware: connected') -gt $connected ]"
		load_grows calls 200
		expect "[ $(load_count comms) -gt $comms ]"
	done
}

# load_returns GONE: it is away for long, of which the daemon tells once, and comes back.
load_returns() {
	local gone this comms connected versions
	step "it is away for long"
	gone=$(count_lines "$daemon_log" 'not reached')
	this=$(count_lines "$daemon_log" "not reached: .*$1")
	connected=$(count_lines "$daemon_log" 'firmware: connected')
	versions=$(count_lines "$daemon_log" 'firmware: .*, version 0x')
	$load_kill
	expect_soon "[ \$(count_lines $daemon_log 'not reached: .*$1') -gt $this ]"
	load_grows comms 300
	expect_equal "$(count_lines "$daemon_log" 'not reached')" $((gone + 1)) "times that it is said"
	$load_start
	expect_soon "[ \$(count_lines $daemon_log 'firmware: connected') -gt $connected ]"
	expect_soon "[ \$(count_lines $daemon_log 'firmware: .*, version 0x') -gt $versions ]"
	comms=$(load_count comms)
	load_grows calls 500
	# of the calls that the guest had not printed by then
	expect "[ $(load_count comms) -le $((comms + 100)) ]"
}

# load_ends: no call had another error than that the firmware was away.
load_ends() {
	local comms
	comms=$(load_count comms)
	load_grows calls 500
	expect_equal "$(load_count comms)" "$comms" "calls without an answer"
	expect_equal "$(load_count errors)" "$comms" "errors"
	expect_equal "$(load_count wrong)" 0 "wrong answers"
	expect_equal "$(load_count refused)" 0 "refused calls"
	expect_equal "$(load_count smc-errors)" 0 "SMC errors"
	show "$(load_count calls) calls, $comms without an answer while the firmware was away, no other error"
}
