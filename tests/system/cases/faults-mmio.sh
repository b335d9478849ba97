# SPDX-License-Identifier: GPL-2.0-or-later
# The same on shared memory, where there are channel errors as well, and a channel that is never freed is dead.
# boot: mmio
# timeout: 400

# A lost answer leaves the message itself in its place. What is wrong is told once in ten seconds, so of faults
# that follow each other it is the first one. Names would be asked for on a channel that one of them makes dead,
# so the firmware with faults comes later, and is one that is not seen to start anew.
first_board=$case_dir/whole.conf
lost='comms GENERIC_ERROR' short='comms COMMS_ERROR' pause=200000 last=17
use_memory
. /testbed/cases/faults.sh
told 2 'the answer to CLOCK_RATE_GET of clock 11 is dropped: its status is above 0'
expect_line "$daemon_log" 'firmware: .*resource2: a message (of 6 bytes, expected 8 to 4072|with header 0x[0-9a-f]{8}, expected 0x[0-9a-f]{8})'

step "it is never freed"
destroy faults
bare_guest faults faults extra=first=18 extra=last=18 extra=times=1
create faults
guest_wait_line faults '^faults: clock 18 call 0: comms COMMS_ERROR in [0-9]+ us, then 20 failed and 0 good'
told 1 'not reached: .*resource2: the firmware has not freed the channel for 2 s'
guest_wait_line faults '^faults: done, calls=21 comms=21 generic=0 wrong=0 slow=0'
agreed

step "then calls fail at once"
before=$(other comms)
expect_soon "[ \$(other comms) -ge $((before + 100)) ]"

step "it is free once more when the firmware starts anew"
stop_firmware
start_firmware "$whole"
expect_soon "[ \$(count_lines $daemon_log 'firmware: connected') = 2 ]"
before=$(other calls)
expect_soon "[ \$(other calls) -ge $((before + 200)) ]"
comms=$(other comms)
before=$(other calls)
expect_soon "[ \$(other calls) -ge $((before + 200)) ]"
expect_equal "$(other comms)" "$comms" "calls that failed"
expect_equal "$(other wrong)" 0 "wrong answers"
told 1 'not reached'
