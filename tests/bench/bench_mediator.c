// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bench_mediator.c - what it costs to mediate one message, beside a plain copy of its bytes
 *
 * A call is judged, sent to a firmware that answers at once, and its answer filtered: all that the
 * daemon does but for Xen and the channel. Times depend on the machine; look at the ratios.
 * `bench_mediator NAME COUNT` makes one kind of call that often, for a counter of instructions.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "daemon/mediator.h"
#include "proto/clock.h"
#include "proto/perf.h"
#include "proto/power.h"
#include "proto/sensor.h"
#include "tests/unit/platform_of.h"

#define ROUNDS	   7
#define CALLS	   500000
#define GUESTS_MAX 1000
#define FIRST	   3u	/* of the ids that guests own, one each */
#define COMMON	   2u	/* that two of them share */
#define RATES	   500u /* 4008 bytes of answer */
#define SENSORS	   64u

/* A call: its request, and the firmware's answer to it. */
struct exchange {
	const char *name;
	uint8_t protocol;
	uint8_t message;
	uint8_t id_at; /* word with the id of the guest's own resource */
	uint32_t request[4];
	uint32_t request_length;
	uint32_t answer[2 + 2 * RATES];
	uint32_t answer_length;
};

static struct exchange exchanges[] = {
	{ "CLOCK_RATE_GET",
	  SCMI_CLOCK,
	  SCMI_CLOCK_RATE_GET,
	  0,
	  { FIRST },
	  4,
	  { 0, 24000000, 0 },
	  12 },
	{ "CLOCK_ATTRIBUTES", SCMI_CLOCK, SCMI_CLOCK_ATTRIBUTES, 0, { FIRST }, 4, { 0, 1 }, 28 },
	{ "CLOCK_CONFIG_SET", SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET, 0, { FIRST, 1, 0 }, 12, { 0 }, 4 },
	{ "PERFORMANCE_LEVEL_SET",
	  SCMI_PERFORMANCE,
	  SCMI_PERFORMANCE_LEVEL_SET,
	  0,
	  { FIRST, 800 },
	  8,
	  { 0 },
	  4 },
	{ "POWER_STATE_SET, shared",
	  SCMI_POWER_DOMAIN,
	  SCMI_POWER_STATE_SET,
	  1,
	  { 0, COMMON, 0 },
	  12,
	  { 0 },
	  4 },
	{ "CLOCK_DESCRIBE_RATES of 500",
	  SCMI_CLOCK,
	  SCMI_CLOCK_DESCRIBE_RATES,
	  0,
	  { FIRST, 0 },
	  8,
	  { 0, RATES },
	  8 + 8 * RATES },
	{ "SENSOR_DESCRIPTION_GET of 64",
	  SCMI_SENSOR,
	  SCMI_SENSOR_DESCRIPTION_GET,
	  0,
	  { 0 },
	  4,
	  { 0, SENSORS },
	  8 + 28 * SENSORS },
};

static struct platform platform;
static struct policy policy;
static struct policy_agent agents[GUESTS_MAX];
static struct policy_holds holds[GUESTS_MAX];
static struct scmi_packet packet;

static void no_refusals(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	fprintf(stderr, "%s refused %s %" PRIu32 "\n", refusal->agent->name,
		scmi_resource_name(refusal->resource), refusal->id);
	exit(EXIT_FAILURE);
}

static void set_up(void)
{
	uint32_t *answer = exchanges[sizeof(exchanges) / sizeof(exchanges[0]) - 1].answer;

	platform_of(&platform, SCMI_3_2);
	policy.known = true;
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		policy.count[resource] = FIRST + GUESTS_MAX;
	for (uint32_t i = 0; i < SENSORS; i++)
		answer[2 + 7 * i] = i;
}

static void grant(struct policy_agent *agent, enum scmi_resource resource, const char *text)
{
	struct why why;

	if (policy_grant(agent, resource, text, &why))
		abort();
}

/** add_guest() - one more guest, with a clock and a performance domain of its own */
static struct policy_agent *add_guest(unsigned int index)
{
	char id[8];

	agents[index].name = "guest";
	agents[index].holds = &holds[index];
	policy_join(&policy, &agents[index]);
	snprintf(id, sizeof(id), "%u", FIRST + index);
	grant(&agents[index], SCMI_RESOURCE_CLOCK, id);
	grant(&agents[index], SCMI_RESOURCE_PERF, id);
	grant(&agents[index], SCMI_RESOURCE_SENSOR, "0-63:ro");
	grant(&agents[index], SCMI_RESOURCE_POWER, index < 2 ? "2:shared" : "");
	return &agents[index];
}

static void load_request(const struct exchange *exchange)
{
	packet.header = scmi_header(exchange->protocol, exchange->message, 0);
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
	if (exchange->request[exchange->id_at] == FIRST)
		packet.payload[exchange->id_at] += (uint32_t)(agent - agents);
	if (!mediator_request(&platform, agent, &packet, &call) ||
	    !mediator_prepare(&platform, &policy, agent, &packet, &call))
		abort();
	/* The first time a level is set, it is asked for before. */
	if (call.step == MEDIATOR_LOOKS) {
		packet.length = 8;
		packet.payload[0] = SCMI_SUCCESS;
		if (!mediator_answer(&platform, agent, &packet, &call) ||
		    !mediator_prepare(&platform, &policy, agent, &packet, &call))
			abort();
	}
	load_answer(exchange);
	if (mediator_answer(&platform, agent, &packet, &call) || packet.payload[0] != SCMI_SUCCESS)
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

static void compare(const struct exchange *exchange, struct policy_agent *agent)
{
	double copied = measure(copy, exchange, agent);
	double mediated = measure(mediate, exchange, agent);

	printf("%-28s copy %6.1f ns  mediate %6.1f ns  ratio %.2f  mediation %.1f ns\n",
	       exchange->name, copied, mediated, mediated / copied, mediated - copied);
}

static void count_guests(const struct exchange *exchange)
{
	static const unsigned int counts[] = { 2, 16, 256, GUESTS_MAX };
	static unsigned int guests = 1;
	double of_one = measure(mediate, exchange, &agents[0]);

	printf("%-24s %4u guests  mediate %6.1f ns\n", exchange->name, 1, of_one);
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		double time;

		while (guests < counts[i])
			add_guest(guests++);
		policy_resolve(&policy, no_refusals, NULL);
		time = measure(mediate, exchange, &agents[counts[i] - 1]);
		printf("%-24s %4u guests  mediate %6.1f ns  ratio %.2f\n", exchange->name,
		       counts[i], time, time / of_one);
	}
}

/** one_call() - make a call of one kind, @calls times: for a counter of instructions */
static int one_call(const char *name, long calls)
{
	for (size_t i = 0; i < sizeof(exchanges) / sizeof(exchanges[0]); i++) {
		if (strcmp(exchanges[i].name, name))
			continue;
		while (calls-- > 0)
			mediate(&exchanges[i], &agents[0]);
		return 0;
	}
	fprintf(stderr, "bench_mediator: \"%s\" is no call that is measured\n", name);
	return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	set_up();
	add_guest(0);
	policy_resolve(&policy, no_refusals, NULL);
	if (argc == 3)
		return one_call(argv[1], strtol(argv[2], NULL, 10));
	for (size_t i = 0; i < sizeof(exchanges) / sizeof(exchanges[0]); i++)
		compare(&exchanges[i], &agents[0]);
	count_guests(&exchanges[0]);
	count_guests(&exchanges[2]);
	return 0;
}
