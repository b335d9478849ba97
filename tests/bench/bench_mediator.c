// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bench_mediator.c - what it costs to mediate one message, beside a plain copy of its bytes
 *
 * A call is judged, sent to a firmware that answers at once, and its answer filtered: all that the
 * daemon does but for Xen and the channel. Times depend on the machine; look at the ratios.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "daemon/mediator.h"
#include "proto/clock.h"
#include "tests/unit/platform_of.h"

#define ROUNDS	   7
#define CALLS	   500000
#define GUESTS_MAX 1000
#define CLOCK	   3u
#define RATES	   500u /* 4008 bytes of answer */

/* A call: its request, and the firmware's answer to it. */
struct exchange {
	const char *name;
	uint8_t message;
	uint32_t request[4];
	uint32_t request_length;
	uint32_t answer[2 + 2 * RATES];
	uint32_t answer_length;
};

static struct exchange exchanges[] = {
	{ "CLOCK_RATE_GET", SCMI_CLOCK_RATE_GET, { CLOCK }, 4, { 0, 24000000, 0 }, 12 },
	{ "CLOCK_CONFIG_SET", SCMI_CLOCK_CONFIG_SET, { CLOCK, 1, 0 }, 12, { 0 }, 4 },
	{ "CLOCK_DESCRIBE_RATES of 500",
	  SCMI_CLOCK_DESCRIBE_RATES,
	  { CLOCK, 0 },
	  8,
	  { 0, RATES },
	  8 + 8 * RATES },
};

static struct platform platform;
static struct policy policy;
static struct policy_agent agents[GUESTS_MAX];
static struct policy_holds holds[GUESTS_MAX];
static struct scmi_packet packet;

static void no_refusals(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	fprintf(stderr, "%s refused clock %" PRIu32 "\n", refusal->agent->name, refusal->id);
	exit(EXIT_FAILURE);
}

static void set_up(void)
{
	platform_of(&platform, SCMI_VERSION(2, 1), SCMI_VERSION(3, 0));
	platform.count[SCMI_RESOURCE_CLOCK] = CLOCK + GUESTS_MAX;
	policy.known = true;
	policy.count[SCMI_RESOURCE_CLOCK] = platform.count[SCMI_RESOURCE_CLOCK];
}

/** add_guest() - one more guest, with a clock of its own */
static struct policy_agent *add_guest(unsigned int index)
{
	char clock[8];
	struct why why;

	agents[index].name = "guest";
	agents[index].holds = &holds[index];
	policy_join(&policy, &agents[index]);
	snprintf(clock, sizeof(clock), "%u", CLOCK + index);
	policy_grant(&agents[index], SCMI_RESOURCE_CLOCK, clock, &why);
	return &agents[index];
}

static void load_request(const struct exchange *exchange)
{
	packet.header = scmi_header(SCMI_CLOCK, exchange->message, 0);
	packet.length = exchange->request_length;
	memcpy(packet.payload, exchange->request, exchange->request_length);
}

static void load_answer(const struct exchange *exchange)
{
	packet.length = exchange->answer_length;
	memcpy(packet.payload, exchange->answer, exchange->answer_length);
}

static void copy(const struct exchange *exchange, struct policy_agent *agent)
{
	(void)agent;
	load_request(exchange);
	__asm__ volatile("" : : : "memory");
	load_answer(exchange);
	__asm__ volatile("" : : : "memory");
}

static void mediate(const struct exchange *exchange, struct policy_agent *agent)
{
	struct mediator_call call;

	load_request(exchange);
	packet.payload[0] = CLOCK + (uint32_t)(agent - agents);
	if (!mediator_request(&platform, agent, &packet, &call))
		abort();
	load_answer(exchange);
	mediator_answer(agent, &packet, &call);
	if (packet.payload[0] != SCMI_SUCCESS)
		abort();
}

/** measure() - Return: nanoseconds of one call, in the quickest of all rounds */
static double measure(void (*one)(const struct exchange *, struct policy_agent *),
		      const struct exchange *exchange, struct policy_agent *agent)
{
	double best = 1e9;

	for (int round = 0; round < ROUNDS; round++) {
		struct timespec start, end;
		double time;

		clock_gettime(CLOCK_MONOTONIC, &start);
		for (int i = 0; i < CALLS; i++)
			one(exchange, agent);
		clock_gettime(CLOCK_MONOTONIC, &end);
		time = ((double)(end.tv_sec - start.tv_sec) * 1e9 +
			(double)(end.tv_nsec - start.tv_nsec)) /
			CALLS;
		if (time < best)
			best = time;
	}
	return best;
}

int main(void)
{
	struct policy_agent *agent;
	unsigned int guests = 0;
	double of_one = 0;

	set_up();
	agent = add_guest(guests++);
	policy_resolve(&policy, no_refusals, NULL);
	for (size_t i = 0; i < sizeof(exchanges) / sizeof(exchanges[0]); i++) {
		double copied = measure(copy, &exchanges[i], agent);
		double mediated = measure(mediate, &exchanges[i], agent);

		printf("%-28s copy %6.1f ns  mediate %6.1f ns  ratio %.2f  mediation %.1f ns\n",
		       exchanges[i].name, copied, mediated, mediated / copied, mediated - copied);
	}
	for (unsigned int wanted = 1; wanted <= GUESTS_MAX;
	     wanted = wanted == 256 ? 1000 : wanted * 16) {
		double time;

		while (guests < wanted)
			agent = add_guest(guests++);
		policy_resolve(&policy, no_refusals, NULL);
		time = measure(mediate, &exchanges[0], agent);
		if (wanted == 1)
			of_one = time;
		printf("CLOCK_RATE_GET, %4u guests    mediate %6.1f ns  ratio %.2f\n", wanted, time,
		       time / of_one);
		if (wanted == GUESTS_MAX)
			break;
	}
	return 0;
}
