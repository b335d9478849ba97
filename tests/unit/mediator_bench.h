/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mediator_bench.h - a guest with rights of every sort, in front of a platform of any release
 *
 * Of every kind of resource it owns 0, 3 and 9 whole, may read 5, and shares 6 where that is
 * possible; 4 is there, and not its own. It may shut down and reboot, and vendor protocol 0x81 is
 * open to it.
 */
#ifndef XEN_SCMI_UNIT_MEDIATOR_BENCH_H
#define XEN_SCMI_UNIT_MEDIATOR_BENCH_H

#include "packet.h"

#include <stdlib.h>

#include "daemon/mediator.h"
#include "platform_of.h"

#define BASE	     0x10
#define POWER	     0x11
#define SYSTEM_POWER 0x12
#define PERF	     0x13
#define CLOCK	     0x14
#define SENSOR	     0x15
#define RESET	     0x16
#define VOLTAGE	     0x17
#define POWERCAP     0x18
#define PINCTRL	     0x19
#define VENDOR	     0x81
#define TOKEN	     0x2a5

#define OWNED	  3
#define READ_ONLY 5
#define SHARED	  6
#define UNOWNED	  4 /* the firmware has it */

/* Statuses as words. */
#define NOT_SUPPORTED	   0xffffffff
#define INVALID_PARAMETERS 0xfffffffe
#define DENIED		   0xfffffffd
#define NOT_FOUND	   0xfffffffc
#define OUT_OF_RANGE	   0xfffffffb
#define COMMS_ERROR	   0xfffffff9
#define GENERIC_ERROR	   0xfffffff8
#define HARDWARE_ERROR	   0xfffffff7
#define PROTOCOL_ERROR	   0xfffffff6

#define BENCH_AGENTS 3

struct bench {
	struct platform platform;
	struct policy policy;
	struct policy_agent agents[BENCH_AGENTS]; /* the guest, and others that tests let join */
	struct policy_holds holds[BENCH_AGENTS];
	struct policy_agent *agent; /* who makes the calls */
	struct mediator_call call;
	struct scmi_packet packet;
};

static inline void bench_no_refusal(void *context, const struct policy_refusal *refusal)
{
	struct bench *bench = context;

	/* A protocol that the release lacks has nothing to be owned. */
	assert_int_equal(bench->policy.count[refusal->resource], 0);
}

static inline bool bench_can_share(enum scmi_resource resource)
{
	return resource == SCMI_RESOURCE_CLOCK || resource == SCMI_RESOURCE_POWER ||
		resource == SCMI_RESOURCE_PERF || resource == SCMI_RESOURCE_VOLTAGE;
}

/** bench_grant() - replace what an agent is granted of one kind */
static inline void bench_grant(struct bench *bench, int agent, enum scmi_resource resource,
			       const char *text)
{
	struct why why = { "" };

	if (policy_grant(&bench->agents[agent], resource, text, &why))
		fail_msg("%s = \"%s\": %s", scmi_resource_name(resource), text, why.text);
	policy_resolve(&bench->policy, bench_no_refusal, bench);
}

/** bench_speak() - have a platform of a release; nothing is held */
static inline void bench_speak(struct bench *bench, enum scmi_release release)
{
	platform_of(&bench->platform, release);
	bench->policy.known = true;
	memcpy(bench->policy.count, bench->platform.count, sizeof(bench->policy.count));
	for (int i = 0; i < BENCH_AGENTS; i++)
		bench->holds[i].count = 0;
	policy_resolve(&bench->policy, bench_no_refusal, bench);
}

static inline void bench_join(struct bench *bench, int agent, const char *name)
{
	bench->agents[agent].name = name;
	bench->agents[agent].holds = &bench->holds[agent];
	policy_join(&bench->policy, &bench->agents[agent]);
}

static inline int bench_set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->agent = &bench->agents[0];
	bench_join(bench, 0, "guest-of-long-name");
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		const char *text = bench_can_share(resource) ? "0 3 9 5:ro 6:shared" : "0 3 9 5:ro";

		if (resource == SCMI_RESOURCE_SYSTEM_POWER)
			text = "shutdown reboot";
		if (resource == SCMI_RESOURCE_VENDOR)
			text = "0x81";
		bench_grant(bench, 0, resource, text);
	}
	bench_speak(bench, SCMI_3_2);
	*state = bench;
	return 0;
}

static inline int bench_tear_down(void **state)
{
	struct bench *bench = *state;

	for (int i = 0; i < BENCH_AGENTS; i++)
		policy_leave(&bench->policy, &bench->agents[i]);
	policy_clear(&bench->policy);
	free(bench);
	return 0;
}

static inline uint32_t header_of(uint8_t protocol, uint8_t message)
{
	return (uint32_t)TOKEN << 18 | (uint32_t)protocol << 10 | message;
}

/** request() - a guest's request; Return: that of mediator_request() */
static inline bool request(struct bench *bench, uint32_t header, const uint32_t *words,
			   size_t count)
{
	packet_fill(&bench->packet, header, words, count);
	memset(&bench->call, 0xa5, sizeof(bench->call));
	return mediator_request(&bench->platform, bench->agent, &bench->packet, &bench->call);
}

/** prepare() - the request is about to be sent; Return: that of mediator_prepare() */
static inline bool prepare(struct bench *bench)
{
	return mediator_prepare(&bench->platform, &bench->policy, bench->agent, &bench->packet,
				&bench->call);
}

/** firmware_says() - the firmware's answer to what was sent; Return: that of mediator_answer() */
static inline bool firmware_says(struct bench *bench, const uint32_t *words, size_t count)
{
	packet_fill(&bench->packet, bench->packet.header, words, count);
	return mediator_answer(&bench->platform, bench->agent, &bench->packet, &bench->call);
}

/** struct vector - a request and what the guest gets for it at once */
struct vector {
	uint8_t protocol, id;
	const uint32_t *request;
	size_t request_words;
	const uint32_t *answer;
	size_t answer_words;
};

static inline void check_vectors(struct bench *bench, const struct vector *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct vector *v = &vectors[i];
		uint32_t header = header_of(v->protocol, v->id);

		print_error("vector %zu: protocol 0x%x message 0x%x\n", i, v->protocol, v->id);
		assert_false(request(bench, header, v->request, v->request_words));
		assert_packet(&bench->packet, header, v->answer, v->answer_words);
		assert_false(bench->call.votes);
		assert_null(bench->call.fault);
	}
	assert_int_equal(bench->holds[0].count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_set_up, bench_tear_down)

#endif
