// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * race.c - a message that changes while the daemon reads it, and two vCPUs that ring at once
 *
 * Expects 2 vCPUs, and clock 3 of the model firmware's default board to be its own.
 *
 *   flips  vCPU 1 rewrites length, header and payload all the time, vCPU 0 makes calls
 *   both   both vCPUs put messages into the one page and ring
 *   quiet  vCPU 0 alone; every answer has to be right
 *
 * In the first two an answer may be overwritten before it is looked at. So a word of the page is
 * held against what can be there: something of an answer's, or something that was put there. What
 * nobody but the daemon sets is the channel's state after a call that was answered.
 */
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/clock.h"
#include "proto/smccc.h"
#include "time.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define CALLS	    500u
#define QUIET_CALLS 10u
#define IDLE_US	    1000

enum phase {
	PHASE_IDLE,
	PHASE_FLIPS,
	PHASE_BOTH,
};

/* vCPU 0 says what to do, vCPU 1 says what it does. */
static volatile enum phase wanted, entered;

struct tally {
	volatile unsigned int answered;
	volatile unsigned int refused;
	volatile unsigned int bad; /* neither, or an answer that cannot be one */
};

static struct tally flips, both[2];

static const uint32_t lengths[] = { 8, 0, 20, 7, 16, 4072, 4073, 0xffffffff };
static const uint32_t headers[] = {
	0x04445006, /* CLOCK_RATE_GET */
	0x08885005, /* CLOCK_RATE_SET */
	0x0ccc5007, /* CLOCK_CONFIG_SET */
	0x01104000, /* PROTOCOL_VERSION of BASE */
	0x02204803, /* SYSTEM_POWER, to shut down */
	0x04445306, /* a notification */
	0xffffffff,
};
static const uint32_t clocks[] = { CALL_CLOCK, 0, 99, 0x80000003 };

static bool holds(const uint32_t *list, uint32_t count, uint32_t word)
{
	for (uint32_t i = 0; i < count; i++)
		if (list[i] == word)
			return true;
	return false;
}

static void flip(uint32_t i)
{
	call_page->header = headers[i % ARRAY_SIZE(headers)];
	call_page->length = lengths[i % ARRAY_SIZE(lengths)];
	call_page->payload[0] = clocks[i % ARRAY_SIZE(clocks)];
	call_page->payload[1] = i;
	call_page->payload[i % 1000 + 1] = i;
}

/* Ring for CLOCK_RATE_GET and count what comes back. */
static void ring(struct tally *tally)
{
	const uint32_t clock = CALL_CLOCK;
	const uint32_t header = scmi_header(SCMI_CLOCK, SCMI_CLOCK_RATE_GET, 0x155);
	int x0, status;
	uint32_t length;

	call_put(sizeof(header) + sizeof(clock), header, &clock, 1);
	x0 = (int)smc(CALL_DOORBELL, 0, 0, 0);
	status = (int)call_page->payload[0];
	length = call_page->length;

	if (x0 == SMCCC_NOT_SUPPORTED)
		tally->refused++;
	else if (!x0 &&
		 ((status >= SCMI_IN_USE && status <= SCMI_SUCCESS) ||
		  holds(clocks, ARRAY_SIZE(clocks), (uint32_t)status)) &&
		 ((length >= 2 * sizeof(uint32_t) && length <= 4072) ||
		  holds(lengths, ARRAY_SIZE(lengths), length)))
		tally->answered++;
	else
		tally->bad++;
}

static void second(void)
{
	uint32_t i = 0;

	for (;;) {
		enum phase phase = wanted;

		if (phase == PHASE_BOTH && entered != PHASE_BOTH) {
			for (uint32_t count = 0; count < CALLS; count++)
				ring(&both[1]);
		}
		entered = phase;
		if (phase == PHASE_FLIPS)
			flip(i++);
		else
			time_wait(IDLE_US);
	}
}

/* Let vCPU 1 do @phase, and wait until it does; for PHASE_BOTH, until it has done it. */
static void enter(enum phase phase)
{
	wanted = phase;
	while (entered != phase)
		time_wait(IDLE_US);
}

/* One call that nobody else's ringing disturbs must leave the channel free. */
static void race_flips(void)
{
	enter(PHASE_FLIPS);
	for (uint32_t i = 0; i < CALLS; i++) {
		unsigned int answered = flips.answered;

		ring(&flips);
		if (flips.answered != answered && call_page->channel_status != SCMI_CHANNEL_FREE)
			flips.bad++;
	}
	enter(PHASE_IDLE);
}

static void race_both(void)
{
	wanted = PHASE_BOTH;
	for (uint32_t i = 0; i < CALLS; i++)
		ring(&both[0]);
	enter(PHASE_BOTH);
	enter(PHASE_IDLE);
}

/* Flipped requests may have set another. Returns what failed. */
static unsigned int restore_rate(void)
{
	enum call_result result = call_rate_set(CALL_CLOCK, CALL_RATE);

	if (result != CALL_GOOD)
		print("race: clock %u back to %u Hz: %s\n", CALL_CLOCK, CALL_RATE,
		      call_result_name(result));
	return result != CALL_GOOD;
}

static unsigned int race_quiet(void)
{
	unsigned int wrong = 0;

	for (uint32_t i = 0; i < QUIET_CALLS; i++) {
		enum call_result result = call_rate_get(CALL_CLOCK, CALL_RATE);

		if (result == CALL_GOOD)
			continue;
		print("race: quiet call %u: %s\n", i, call_result_name(result));
		wrong++;
	}
	return wrong;
}

static void print_tally(const char *name, const struct tally *tally)
{
	print("race: %s: %u answered, %u refused, %u bad\n", name, tally->answered, tally->refused,
	      tally->bad);
}

void guest_main(void)
{
	unsigned int failed;
	int status;

	print("race: start\n");
	status = machine_start_second(second);
	if (status) {
		print("race: CPU_ON of vCPU 1: %d, expected 0\nrace: done, 1 failed\n", status);
		return;
	}
	race_flips();
	print_tally("flips", &flips);
	failed = restore_rate();
	race_both();
	print_tally("both, vCPU 0", &both[0]);
	print_tally("both, vCPU 1", &both[1]);
	failed += race_quiet();
	print("race: quiet: %u calls\n", QUIET_CALLS);
	failed += flips.bad + both[0].bad + both[1].bad;
	failed += !flips.answered + !(both[0].answered + both[1].answered);
	print("race: done, %u failed\n", failed);
}
