# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware beside the machine, on shared memory: 10,000 calls without an error; killed under load.
# boot: mmio
# timeout: 480

use_channel "mmio:$(memory_file)@0x10010+0x200"
firmware_beside start
start_daemon
expect_line "$daemon_log" 'firmware: connected'
policy load clock 3
bare_guest load load vcpus=2
create load
console=$(guest_console load)
# count NAME: the last value of it that the guest has printed
count() { tr -d '\r' < "$console" | sed -n "s/^load: calls=.* $1=\([0-9]*\).*/\1/p; s/^load: $1=\([0-9]*\).*/\1/p" | tail -n 1; }

expect_soon 300 "[ \$(count calls) -ge 10000 ]"
expect_equal "$(count errors)" 0 errors
expect_equal "$(count smc-errors)" 0 "SMC errors"
refute_line "$daemon_log" 'did not answer|not reached'

step "it is killed and started again, under load"
for time in 1 2 3 4 5; do
	firmware_beside stop
	sleep 1
	firmware_beside start
	before=$(count calls)
	expect_soon 30 "[ \$(count calls) -ge $((before + 200)) ]"
done

step "it is away for long"
firmware_beside stop
expect_line "$daemon_log" 'not reached: .*resource2: the firmware has not freed the channel for 2 s'
expect_equal "$(count_lines "$daemon_log" 'not reached')" 1 "times that it is said"
before=$(count comms)
expect_soon 30 "[ \$(count comms) -ge $((before + 100)) ]"
firmware_beside start
expect_soon 20 "[ \$(count_lines $daemon_log 'firmware: connected') = 2 ]"
expect_soon 20 "[ \$(count_lines $daemon_log 'firmware: .*, version 0x') -ge 2 ]"
comms=$(count comms)
before=$(count calls)
expect_soon 30 "[ \$(count calls) -ge $((before + 500)) ]"
expect "[ \$(count comms) -le $((comms + 100)) ]"
expect_equal "$(count wrong)" 0 "wrong answers"
expect_equal "$(count refused)" 0 "refused calls"
expect_equal "$(count smc-errors)" 0 "SMC errors"
