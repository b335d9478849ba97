// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * faults.c - calls on clocks whose answers have faults, and good calls behind each
 *
 * Arguments: first=ID (10) to last=ID (17), the clocks with faults; good=ID (20), the first of four
 * without; times=COUNT (2), calls on each of the clocks; within=MICROSECONDS (5500000), that no
 * call may take longer than; pause=MICROSECONDS (0) behind each clock. All of them have to be the
 * guest's own, and of a rate of as many MHz as their id says: so the answer to an earlier call is
 * told from the right one, if its token does not do that.
 *
 *     faults: clock 10 call 0: comms COMMS_ERROR in 500612 us, then 0 failed and 4 good
 *     faults: done, calls=80 comms=12 generic=2 wrong=0 slow=0
 *
 * Behind each call on a clock with a fault are good ones, until four in a row were: 20 at most.
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "proto/message.h"
#include "time.h"

#define GOOD_CLOCKS 4u
#define GOOD_CALLS  4u
#define TRIES	    20u
#define MHZ	    1000000ull
#define SLEEP_US    1000000

/* What became of all calls. */
static struct {
	unsigned int calls;
	unsigned int comms;
	unsigned int generic;
	unsigned int wrong; /* or refused */
	unsigned int slow;
} all;

static enum scmi_status last_status(enum call_result result)
{
	return result == CALL_REFUSED ? SCMI_NOT_SUPPORTED : scmi_packet_status(call_last());
}

static void print_wrong(uint32_t clock)
{
	const struct scmi_packet *answer = call_last();

	print("faults: wrong answer about clock %u: header %08x payload of %u bytes %08x %08x "
	      "%08x\n",
	      clock, answer->header, answer->length, answer->payload[0], answer->payload[1],
	      answer->payload[2]);
}

/* A call that is counted; @us receives what it took. */
static enum call_result counted_call(uint32_t clock, uint64_t *us)
{
	uint64_t start = time_now();
	enum call_result result = call_rate_get(clock, clock * MHZ);

	*us = time_now() - start;
	all.calls++;
	all.slow += *us > argument("within", 5500000);
	if (result == CALL_COMMS && last_status(result) == SCMI_COMMS_ERROR)
		all.comms++;
	else if (result == CALL_COMMS)
		all.generic++;
	else if (result != CALL_GOOD)
		all.wrong++;
	if (result == CALL_WRONG)
		print_wrong(clock);
	return result;
}

/* Calls that are to be good; returns how many were in a row at last, and counts the others. */
static unsigned int good_calls(uint32_t first, unsigned int *failed)
{
	unsigned int good = 0;
	uint64_t us;

	*failed = 0;
	for (unsigned int i = 0; i < TRIES && good < GOOD_CALLS; i++) {
		if (counted_call(first + i % GOOD_CLOCKS, &us) == CALL_GOOD) {
			good++;
		} else {
			++*failed;
			good = 0;
		}
	}
	return good;
}

static void faulty_call(uint32_t clock, uint64_t number, uint32_t first_good)
{
	unsigned int good, failed;
	enum call_result result;
	enum scmi_status status;
	uint64_t us;

	result = counted_call(clock, &us);
	status = last_status(result);
	good = good_calls(first_good, &failed);
	print("faults: clock %u call %lu: %s %s in %lu us, then %u failed and %u good\n", clock,
	      number, call_result_name(result), scmi_status_name(status), us, failed, good);
}

void guest_main(void)
{
	uint32_t first = (uint32_t)argument("first", 10), last = (uint32_t)argument("last", 17);
	uint32_t good = (uint32_t)argument("good", 20);
	uint64_t times = argument("times", 2), pause = argument("pause", 0);

	print("faults: start, clocks %u to %u, good ones from %u on\n", first, last, good);
	for (uint32_t clock = first; clock <= last; clock++) {
		for (uint64_t i = 0; i < times; i++)
			faulty_call(clock, i, good);
		time_wait(pause);
	}
	print("faults: done, calls=%u comms=%u generic=%u wrong=%u slow=%u\n", all.calls, all.comms,
	      all.generic, all.wrong, all.slow);
	/* The daemon's counters are to be looked at, and go with the guest. */
	for (;;)
		time_wait(SLEEP_US);
}
