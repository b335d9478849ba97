// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * load.c - good calls without end, every answer checked; other SMCs from a second vCPU
 *
 * Arguments: clock=ID (3) and rate=HZ (24000000), the clock's rate; every=MICROSECONDS (10000), the
 * time from one call to the next. The clock has to be the guest's own. With a second vCPU that
 * makes PSCI and SMCCC version calls. After every 100 calls:
 *
 *     load: calls=100 errors=0 comms=0 refused=0 wrong=0 smcs=900 smc-errors=0
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/smccc.h"
#include "time.h"

#define EVERY_US   10000
#define SMC_US	   10000
#define LINE_CALLS 100
#define WRONG_MAX  20u /* that are printed one by one */

static volatile unsigned int smcs, smc_errors;

static void check_smc(uint32_t function, uint32_t expected)
{
	smcs++;
	if ((uint32_t)smc(function, 0, 0, 0) != expected)
		smc_errors++;
}

static void second(void)
{
	/* The daemon and Xen are to say the same, and this is Xen. */
	uint32_t version = (uint32_t)hvc(SMCCC_VERSION_FID);

	for (;;) {
		check_smc(PSCI_VERSION_FID, PSCI_VERSION_1_1);
		check_smc(SMCCC_VERSION_FID, version);
		time_wait(SMC_US);
	}
}

static void print_wrong(unsigned int number)
{
	const struct scmi_packet *answer = call_last();

	print("load: wrong answer to call %u: header %08x payload of %u bytes %08x %08x %08x\n",
	      number, answer->header, answer->length, answer->payload[0], answer->payload[1],
	      answer->payload[2]);
}

/* Rate, on, rate, off, and again. */
static enum call_result one_call(unsigned int number, uint32_t clock, uint64_t rate)
{
	if (number % 2)
		return call_config_set(clock, number % 4 == 1);
	return call_rate_get(clock, rate);
}

void guest_main(void)
{
	uint32_t clock = (uint32_t)argument("clock", CALL_CLOCK);
	uint64_t rate = argument("rate", CALL_RATE);
	uint64_t every = argument("every", EVERY_US);
	unsigned int results[CALL_RESULTS] = { 0 };
	int status = machine_start_second(second);

	print("load: start, clock %u rate %lu\n", clock, rate);
	if (status)
		print("load: one vCPU alone, CPU_ON: %d\n", status);
	for (unsigned int calls = 0;; calls++) {
		uint64_t start = time_now(), spent;
		enum call_result result = one_call(calls, clock, rate);

		if (++results[result] <= WRONG_MAX && result == CALL_WRONG)
			print_wrong(calls);
		if ((calls + 1) % LINE_CALLS == 0)
			print("load: calls=%u errors=%u comms=%u refused=%u wrong=%u smcs=%u "
			      "smc-errors=%u\n",
			      calls + 1, calls + 1 - results[CALL_GOOD], results[CALL_COMMS],
			      results[CALL_REFUSED], results[CALL_WRONG], smcs, smc_errors);
		spent = time_now() - start;
		if (spent < every)
			time_wait(every - spent);
	}
}
