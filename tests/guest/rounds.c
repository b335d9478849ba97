// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rounds.c - so many good calls, one right after the other, and how long they take
 *
 * Arguments: calls=COUNT (10000), clock=ID (3) and rate=HZ (24000000), the clock's rate. The clock
 * has to be the guest's own. Every tenth call sets it to its rate; the others ask for that, and are
 * timed, in microseconds:
 *
 *     rounds: calls=10000 errors=0 fastest=612 median=731
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "machine.h"
#include "time.h"

#define CALLS	10000
#define LONGEST 100000 /* that is told apart from a longer one */

static uint32_t counts[LONGEST + 1];

static uint32_t timed_call(uint32_t clock, uint64_t rate, enum call_result *result)
{
	uint64_t start = time_now(), spent;

	*result = call_rate_get(clock, rate);
	spent = time_now() - start;
	return spent < LONGEST ? (uint32_t)spent : LONGEST;
}

/* The time that so many calls did not take longer than. */
static uint32_t time_of(uint64_t number)
{
	uint32_t us = 0;

	for (uint64_t seen = counts[0]; seen < number && us < LONGEST; seen += counts[++us])
		;
	return us;
}

void guest_main(void)
{
	uint64_t calls = argument("calls", CALLS), timed = 0, errors = 0;
	uint32_t clock = (uint32_t)argument("clock", CALL_CLOCK);
	uint64_t rate = argument("rate", CALL_RATE);

	print("rounds: start, clock %u rate %lu\n", clock, rate);
	for (uint64_t i = 0; i < calls; i++) {
		enum call_result result;

		if (i % 10 == 9) {
			result = call_rate_set(clock, (uint32_t)rate);
		} else {
			counts[timed_call(clock, rate, &result)]++;
			timed++;
		}
		if (result != CALL_GOOD) {
			errors++;
			print("rounds: call %lu: %s\n", i, call_result_name(result));
		}
	}
	print("rounds: calls=%lu errors=%lu fastest=%u median=%u\n", calls, errors, time_of(1),
	      time_of(timed / 2));
}
