// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mediator.c - what becomes of guests' requests and of the firmware's answers
 *
 * The checks that the table of messages asks for are generated from it, for every row in every
 * version that has it. Messages with code of their own are written down word by word.
 */
#include "packet.h"

#include <stdlib.h>

#include "daemon/mediator.h"
#include "platform_of.h"
#include "proto/clock.h"

#define BASE  0x10
#define CLOCK 0x14
#define TOKEN 0x2a5

#define OWNED	3
#define UNOWNED 4 /* the firmware has it */

/* Statuses as words. */
#define NOT_SUPPORTED	   0xffffffff
#define INVALID_PARAMETERS 0xfffffffe
#define DENIED		   0xfffffffd
#define NOT_FOUND	   0xfffffffc
#define OUT_OF_RANGE	   0xfffffffb
#define GENERIC_ERROR	   0xfffffff8
#define HARDWARE_ERROR	   0xfffffff7

static const struct versions {
	uint32_t base, clock;
} versions[] = {
	{ 0x10000, 0x10000 },
	{ 0x20000, 0x20000 },
	{ 0x20001, 0x30000 },
};

/** struct bench - a guest that owns clocks 0, 3 and 9, and a platform */
struct bench {
	struct platform platform;
	struct policy_agent agent;
	struct policy_holds holds;
	struct mediator_call call;
	struct scmi_packet packet;
};

static void bench_speak(struct bench *bench, const struct versions *spoken)
{
	platform_of(&bench->platform, spoken->base, spoken->clock);
	bench->holds.count = 0;
}

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->agent =
		(struct policy_agent){ .name = "guest-of-long-name", .holds = &bench->holds };
	idset_add(&bench->agent.owned[SCMI_RESOURCE_CLOCK], 0);
	idset_add(&bench->agent.owned[SCMI_RESOURCE_CLOCK], 3);
	idset_add(&bench->agent.owned[SCMI_RESOURCE_CLOCK], 9);
	bench_speak(bench, &versions[2]);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	idset_clear(&bench->agent.owned[SCMI_RESOURCE_CLOCK]);
	free(bench);
	return 0;
}

static uint32_t header_of(uint8_t protocol, uint8_t message)
{
	return (uint32_t)TOKEN << 18 | (uint32_t)protocol << 10 | message;
}

/** request() - a guest's request; Return: that of mediator_request() */
static bool request(struct bench *bench, uint32_t header, const uint32_t *words, size_t count)
{
	packet_fill(&bench->packet, header, words, count);
	memset(&bench->call, 0xa5, sizeof(bench->call));
	return mediator_request(&bench->platform, &bench->agent, &bench->packet, &bench->call);
}

/** firmware_says() - the firmware's answer to what was forwarded */
static void firmware_says(struct bench *bench, const uint32_t *words, size_t count)
{
	packet_fill(&bench->packet, bench->packet.header, words, count);
	mediator_answer(&bench->agent, &bench->packet, &bench->call);
}

/* --- generated from the table --- */

/** request_row() - send a row's message, zero but for its resource, in a length of choice */
static bool request_row(struct bench *bench, const struct scmi_message *row, uint32_t type,
			size_t length, uint32_t id)
{
	uint32_t header = header_of(row->protocol, row->id) | type << 8;

	memset(&bench->packet, 0, sizeof(bench->packet));
	bench->packet.header = header;
	bench->packet.length = (uint32_t)length;
	if (row->resource)
		bench->packet.payload[row->resource_at / 4] = id;
	memset(&bench->call, 0xa5, sizeof(bench->call));
	return mediator_request(&bench->platform, &bench->agent, &bench->packet, &bench->call);
}

/** refuses_row() - such a request is refused with @status, and nothing is forwarded or held */
static void refuses_row(struct bench *bench, const struct scmi_message *row, uint32_t type,
			size_t length, uint32_t id, enum scmi_status status)
{
	print_error("%s since 0x%x: type %u, %zu bytes, id 0x%x: %s\n", row->name, row->since, type,
		    length, id, scmi_status_name(status));
	assert_false(request_row(bench, row, type, length, id));
	assert_status(&bench->packet, header_of(row->protocol, row->id) | type << 8, status);
	assert_non_null(bench->call.refusal);
	assert_int_equal(bench->holds.count, 0);
}

/** for_each_form() - run @check for every row in every version that has it */
static void for_each_form(struct bench *bench,
			  void (*check)(struct bench *bench, const struct scmi_message *row))
{
	size_t count, checked = 0;
	const struct scmi_message *rows = scmi_messages(&count);

	for (size_t v = 0; v < ARRAY_SIZE(versions); v++) {
		bench_speak(bench, &versions[v]);
		for (size_t i = 0; i < count; i++) {
			if (platform_message(&bench->platform, rows[i].protocol, rows[i].id) !=
			    &rows[i])
				continue;
			check(bench, &rows[i]);
			checked++;
		}
	}
	assert_in_range(checked, count, ARRAY_SIZE(versions) * count);
}

static void check_length(struct bench *bench, const struct scmi_message *row)
{
	const size_t size = row->request_size;
	const size_t lengths[] = { 0,
				   size - 4,
				   size - 1,
				   size + 1,
				   size + 4,
				   size * 2,
				   SCMI_PAYLOAD_MAX - 1,
				   SCMI_PAYLOAD_MAX };
	enum scmi_status status =
		row->treatment == SCMI_REFUSE ? SCMI_NOT_SUPPORTED : SCMI_PROTOCOL_ERROR;

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		if (lengths[i] == size || lengths[i] > SCMI_PAYLOAD_MAX)
			continue;
		refuses_row(bench, row, 0, lengths[i], OWNED, status);
		/* A wrong length says nothing of who owns what. */
		refuses_row(bench, row, 0, lengths[i], UNOWNED, status);
		assert_ptr_equal(bench->call.row, row);
		assert_false(bench->call.has_id);
	}
}

static void test_lengths(void **state)
{
	for_each_form(*state, check_length);
}

static void check_type(struct bench *bench, const struct scmi_message *row)
{
	for (uint32_t type = 1; type < 4; type++) {
		refuses_row(bench, row, type, row->request_size, OWNED, SCMI_PROTOCOL_ERROR);
		assert_null(bench->call.row);
	}
}

static void test_types(void **state)
{
	for_each_form(*state, check_type);
}

static void check_unowned(struct bench *bench, const struct scmi_message *row)
{
	static const uint32_t ids[] = { UNOWNED, 2, 8, 10, 64, 65535, 0x10003, 0xffffffff };

	for (size_t i = 0; row->resource && i < ARRAY_SIZE(ids); i++) {
		refuses_row(bench, row, 0, row->request_size, ids[i], row->unowned);
		assert_ptr_equal(bench->call.row, row);
		assert_true(bench->call.has_id);
		assert_int_equal(bench->call.id, ids[i]);
	}
}

static void test_unowned(void **state)
{
	for_each_form(*state, check_unowned);
}

static void check_owned(struct bench *bench, const struct scmi_message *row)
{
	static const uint32_t ids[] = { 0, OWNED, 9 };

	for (size_t i = 0; row->treatment == SCMI_FORWARD && i < ARRAY_SIZE(ids); i++) {
		print_error("%s since 0x%x of %u\n", row->name, row->since, ids[i]);
		assert_true(request_row(bench, row, 0, row->request_size, ids[i]));
		/* With the queue's token, not the guest's. */
		assert_int_equal(bench->packet.header, (uint32_t)row->protocol << 10 | row->id);
		assert_int_equal(bench->packet.length, row->request_size);
		assert_int_equal(bench->packet.payload[row->resource_at / 4], ids[i]);
		assert_int_equal(bench->call.header, header_of(row->protocol, row->id));
		assert_ptr_equal(bench->call.row, row);
		assert_int_equal(bench->call.id, ids[i]);
		assert_null(bench->call.refusal);
	}
}

static void test_owned(void **state)
{
	for_each_form(*state, check_owned);
}

static void check_refused(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment == SCMI_REFUSE)
		refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_NOT_SUPPORTED);
}

static void test_refused_rows(void **state)
{
	for_each_form(*state, check_refused);
}

static void check_answered(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment != SCMI_ANSWER)
		return;
	print_error("%s since 0x%x\n", row->name, row->since);
	assert_false(request_row(bench, row, 0, row->request_size, 0));
	assert_int_equal(bench->packet.header, header_of(row->protocol, row->id));
	if (scmi_packet_status(&bench->packet) == SCMI_SUCCESS)
		assert_in_range(bench->packet.length, row->answer_min, row->answer_max);
	else
		assert_int_equal(bench->packet.length, 4);
	assert_int_not_equal(scmi_packet_status(&bench->packet), SCMI_PROTOCOL_ERROR);
}

static void test_answered_rows(void **state)
{
	for_each_form(*state, check_answered);
}

static void check_invisible(struct bench *bench, const struct scmi_message *row)
{
	if (row->protocol != BASE)
		refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_NOT_SUPPORTED);
	else
		check_answered(bench, row);
	if (row->protocol != BASE)
		assert_null(bench->call.row);
}

static void test_protocol_without_resources(void **state)
{
	struct bench *bench = *state;

	idset_clear(&bench->agent.owned[SCMI_RESOURCE_CLOCK]);
	for_each_form(bench, check_invisible);
}

static void check_lacking(struct bench *bench, const struct scmi_message *row)
{
	const struct scmi_message **known =
		&bench->platform.rows[row->protocol - SCMI_BASE][row->id];

	*known = NULL;
	refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_NOT_SUPPORTED);
	/* The guest finds the same when it asks. */
	assert_false(request(bench, header_of(row->protocol, 2), WORDS(row->id)));
	if (row->id == 2)
		assert_status(&bench->packet, header_of(row->protocol, 2), SCMI_NOT_SUPPORTED);
	else
		assert_status(&bench->packet, header_of(row->protocol, 2), SCMI_NOT_FOUND);
	*known = row;
}

static void test_messages_that_the_firmware_lacks(void **state)
{
	for_each_form(*state, check_lacking);
}

static void check_unknown_platform(struct bench *bench, const struct scmi_message *row)
{
	bench->platform.known = false;
	refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_COMMS_ERROR);
	refuses_row(bench, row, 0, row->request_size + 4u, UNOWNED, SCMI_COMMS_ERROR);
}

static void test_before_the_firmware_is_known(void **state)
{
	for_each_form(*state, check_unknown_platform);
}

static void check_message_attributes(struct bench *bench, const struct scmi_message *row)
{
	const uint32_t header = header_of(row->protocol, 2);

	assert_false(request(bench, header, WORDS(row->id)));
	if (row->treatment == SCMI_REFUSE)
		assert_status(&bench->packet, header, SCMI_NOT_FOUND);
	else
		assert_packet(&bench->packet, header, WORDS(0, 0));
	/* Ids that differ from a message's only beyond 8 bits, and the last that can be. */
	assert_false(request(bench, header, WORDS(row->id | 0x100u)));
	assert_status(&bench->packet, header, SCMI_NOT_FOUND);
	assert_false(request(bench, header, WORDS(row->id | 0x80000000u)));
	assert_status(&bench->packet, header, SCMI_NOT_FOUND);
}

static void test_message_attributes(void **state)
{
	for_each_form(*state, check_message_attributes);
}

/* The mediator has nothing but rows: what is in none of them cannot be had. */
static void test_no_row_no_service(void **state)
{
	struct bench *bench = *state;

	for (unsigned int protocol = 0; protocol < 256; protocol++)
		for (unsigned int id = 0; id < 256; id++) {
			uint32_t header = header_of((uint8_t)protocol, (uint8_t)id);

			if (scmi_message_find((uint8_t)protocol, (uint8_t)id, 0x30000))
				continue;
			assert_false(request(bench, header, WORDS(OWNED)));
			assert_status(&bench->packet, header, SCMI_NOT_SUPPORTED);
			assert_null(bench->call.row);
		}
}

/** test_header_is_repeated() - also in bits that have no meaning; the firmware does not see them */
static void test_header_is_repeated(void **state)
{
	struct bench *bench = *state;
	const uint32_t version = 0xf0000000 | header_of(BASE, 0);
	const uint32_t rate_get = 0xf0000000 | header_of(CLOCK, 6);

	assert_false(request(bench, version, NOTHING));
	assert_packet(&bench->packet, version, WORDS(0, 0x20001));
	assert_true(request(bench, rate_get, WORDS(OWNED)));
	assert_packet(&bench->packet, CLOCK << 10 | 6, WORDS(OWNED));
	firmware_says(bench, WORDS(0, 24000000, 0));
	assert_packet(&bench->packet, rate_get, WORDS(0, 24000000, 0));
	assert_false(request(bench, rate_get, WORDS(UNOWNED)));
	assert_status(&bench->packet, rate_get, SCMI_DENIED);
}

/* --- word by word: what the mediator answers --- */

/** struct vector - a request and what the guest gets for it at once */
struct vector {
	uint8_t protocol, id;
	const uint32_t *request;
	size_t request_words;
	const uint32_t *answer;
	size_t answer_words;
};

static void check_vectors(struct bench *bench, const struct vector *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct vector *v = &vectors[i];
		uint32_t header = header_of(v->protocol, v->id);

		print_error("vector %zu: protocol 0x%x message 0x%x\n", i, v->protocol, v->id);
		assert_false(request(bench, header, v->request, v->request_words));
		assert_packet(&bench->packet, header, v->answer, v->answer_words);
		assert_false(bench->call.turns_on || bench->call.turns_off);
		assert_null(bench->call.fault);
	}
}

static void test_base(void **state)
{
	const struct vector vectors[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x20001) },
		{ BASE, 0x1, NOTHING, WORDS(0, 0x0101) },
		{ BASE, 0x2, WORDS(0x0), WORDS(0, 0) },
		{ BASE, 0x2, WORDS(0x8), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0x9), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0xa), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0xb), WORDS(0, 0) },
		{ BASE, 0x2, WORDS(0xc), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0x10), WORDS(0, 0) },
		{ BASE, 0x2, WORDS(0x1f), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0x20), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0xffffffff), WORDS(NOT_FOUND) },
		{ BASE, 0x3, NOTHING,
		  WORDS(0, TEXT('x', 'e', 'n', '-'), TEXT('s', 'c', 'm', 'i'), 0, 0) },
		{ BASE, 0x4, NOTHING, WORDS(0, TEXT('m', 'o', 'd', 'e'), 'l', 0, 0) },
		{ BASE, 0x5, NOTHING, WORDS(0, 0x00010203) },
		{ BASE, 0x6, WORDS(0), WORDS(0, 1, 0x14) },
		{ BASE, 0x6, WORDS(1), WORDS(0, 0) },
		{ BASE, 0x6, WORDS(2), WORDS(INVALID_PARAMETERS) },
		{ BASE, 0x6, WORDS(0xffffffff), WORDS(INVALID_PARAMETERS) },
		{ BASE, 0x7, WORDS(0),
		  WORDS(0, 0, TEXT('p', 'l', 'a', 't'), TEXT('f', 'o', 'r', 'm'), 0, 0) },
		{ BASE, 0x7, WORDS(1),
		  WORDS(0, 1, TEXT('g', 'u', 'e', 's'), TEXT('t', '-', 'o', 'f'),
			TEXT('-', 'l', 'o', 'n'), TEXT('g', '-', 'n', 0)) },
		{ BASE, 0x7, WORDS(0xffffffff),
		  WORDS(0, 1, TEXT('g', 'u', 'e', 's'), TEXT('t', '-', 'o', 'f'),
			TEXT('-', 'l', 'o', 'n'), TEXT('g', '-', 'n', 0)) },
		{ BASE, 0x7, WORDS(2), WORDS(NOT_FOUND) },
		{ BASE, 0x8, WORDS(1), WORDS(NOT_SUPPORTED) },
		{ BASE, 0x9, WORDS(1, 0, 1), WORDS(NOT_SUPPORTED) },
		{ BASE, 0xa, WORDS(1, 0, 0x14, 1), WORDS(NOT_SUPPORTED) },
		{ BASE, 0xb, WORDS(0, 0), WORDS(DENIED) },
		{ BASE, 0xb, WORDS(2, 1), WORDS(DENIED) },
		{ BASE, 0xb, WORDS(1, 1), WORDS(0) },
		{ BASE, 0x10, WORDS(0x20001), WORDS(0) },
		{ BASE, 0x10, WORDS(0x20000), WORDS(NOT_SUPPORTED) },
		{ BASE, 0x10, WORDS(0x30000), WORDS(NOT_SUPPORTED) },
	};

	check_vectors(*state, vectors, ARRAY_SIZE(vectors));
}

static void test_base_of_a_guest_that_owns_nothing(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x20001) },
		{ BASE, 0x1, NOTHING, WORDS(0, 0x0100) },
		{ BASE, 0x6, WORDS(0), WORDS(0, 0) },
		{ BASE, 0x6, WORDS(1), WORDS(INVALID_PARAMETERS) },
	};

	idset_clear(&bench->agent.owned[SCMI_RESOURCE_CLOCK]);
	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
}

static void test_base_of_firmware_without_clocks(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ BASE, 0x1, NOTHING, WORDS(0, 0x0100) },
		{ BASE, 0x6, WORDS(0), WORDS(0, 0) },
		{ CLOCK, 0x0, NOTHING, WORDS(NOT_SUPPORTED) },
	};

	bench->platform.version[CLOCK - BASE] = 0;
	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
}

static void test_base_before_2_0(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x10000) },
		{ BASE, 0x2, WORDS(0xb), WORDS(NOT_FOUND) },
		{ BASE, 0x7, WORDS(0),
		  WORDS(0, TEXT('p', 'l', 'a', 't'), TEXT('f', 'o', 'r', 'm'), 0, 0) },
		{ BASE, 0x7, WORDS(1),
		  WORDS(0, TEXT('g', 'u', 'e', 's'), TEXT('t', '-', 'o', 'f'),
			TEXT('-', 'l', 'o', 'n'), TEXT('g', '-', 'n', 0)) },
		{ BASE, 0x7, WORDS(0xffffffff), WORDS(NOT_FOUND) },
		{ BASE, 0xb, WORDS(1, 0), WORDS(NOT_SUPPORTED) },
		{ BASE, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED) },
	};

	bench_speak(bench, &versions[0]);
	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
}

static void test_clock_answers(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ CLOCK, 0x0, NOTHING, WORDS(0, 0x30000) },
		{ CLOCK, 0x1, NOTHING, WORDS(0, 10) },
		{ CLOCK, 0x2, WORDS(0x7), WORDS(0, 0) },
		{ CLOCK, 0x2, WORDS(0xc), WORDS(NOT_FOUND) },
		{ CLOCK, 0x2, WORDS(0xd), WORDS(NOT_FOUND) },
		{ CLOCK, 0x2, WORDS(0xe), WORDS(NOT_FOUND) },
		{ CLOCK, 0x3, WORDS(UNOWNED), WORDS(NOT_FOUND) },
		{ CLOCK, 0x4, WORDS(UNOWNED, 0), WORDS(NOT_FOUND) },
		{ CLOCK, 0x5, WORDS(0, UNOWNED, 1, 0), WORDS(DENIED) },
		{ CLOCK, 0x5, WORDS(OWNED, UNOWNED, OWNED, OWNED), WORDS(DENIED) },
		{ CLOCK, 0x6, WORDS(UNOWNED), WORDS(DENIED) },
		{ CLOCK, 0x7, WORDS(UNOWNED, 1, 0), WORDS(DENIED) },
		{ CLOCK, 0x7, WORDS(OWNED, 2, 0), WORDS(INVALID_PARAMETERS) },
		{ CLOCK, 0x8, WORDS(UNOWNED), WORDS(NOT_FOUND) },
		{ CLOCK, 0x9, WORDS(OWNED, 1), WORDS(NOT_SUPPORTED) },
		{ CLOCK, 0xa, WORDS(OWNED, 1), WORDS(NOT_SUPPORTED) },
		{ CLOCK, 0xb, WORDS(UNOWNED, 0), WORDS(DENIED) },
		{ CLOCK, 0xc, WORDS(OWNED, 0), WORDS(NOT_SUPPORTED) },
		{ CLOCK, 0xd, WORDS(OWNED, UNOWNED), WORDS(NOT_SUPPORTED) },
		{ CLOCK, 0xe, WORDS(OWNED), WORDS(NOT_SUPPORTED) },
		{ CLOCK, 0xf, WORDS(UNOWNED), WORDS(NOT_FOUND) },
		{ CLOCK, 0x10, WORDS(0x30000), WORDS(0) },
		{ CLOCK, 0x10, WORDS(0x20000), WORDS(NOT_SUPPORTED) },
	};

	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
	assert_int_equal(bench->holds.count, 0);
}

/* --- word by word: what the firmware gets, says, and what the guest gets of it --- */

/**
 * struct exchange - a request of version @version that is forwarded
 * @forwarded: parameters as the firmware sees them
 * @says:      the firmware's answer
 * @answer:    the guest's
 * @fault:     of the firmware's answer, NULL: none
 */
struct exchange {
	int version;
	uint8_t id;
	const uint32_t *request;
	size_t request_words;
	const uint32_t *forwarded;
	size_t forwarded_words;
	const uint32_t *says;
	size_t says_words;
	const uint32_t *answer;
	size_t answer_words;
	const char *fault;
};

static void check_exchanges(struct bench *bench, const struct exchange *exchanges, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct exchange *e = &exchanges[i];
		const uint32_t header = header_of(CLOCK, e->id);

		print_error("exchange %zu: message 0x%x\n", i, e->id);
		bench_speak(bench, &versions[e->version]);
		assert_true(request(bench, header, e->request, e->request_words));
		assert_packet(&bench->packet, CLOCK << 10 | e->id, e->forwarded,
			      e->forwarded_words);
		firmware_says(bench, e->says, e->says_words);
		assert_packet(&bench->packet, header, e->answer, e->answer_words);
		if (e->fault)
			assert_string_equal(bench->call.fault, e->fault);
		else
			assert_null(bench->call.fault);
	}
}

#define NAME4	TEXT('r', 't', 'c', '_'), TEXT('p', 'c', 'l', 'k'), 0, 0
#define NAME16	NAME4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
#define SAME(x) x, x

static void test_forwarded(void **state)
{
	const struct exchange exchanges[] = {
		/* CLOCK_ATTRIBUTES: no notifications, no parents; the rest is as it is */
		{ 2, 0x3, SAME(WORDS(3)), WORDS(0, 0xffffffff, NAME4, 75),
		  WORDS(0, 0x2fffffff, NAME4, 75), NULL },
		{ 2, 0x3, SAME(WORDS(3)), SAME(WORDS(0, 0x20000001, NAME4, 75)), NULL },
		{ 1, 0x3, SAME(WORDS(3)), WORDS(0, 0xc0000001, NAME4, 75),
		  WORDS(0, 0x00000001, NAME4, 75), NULL },
		{ 0, 0x3, SAME(WORDS(3)), SAME(WORDS(0, 0x00000001, NAME4)), NULL },
		/* CLOCK_DESCRIBE_RATES */
		{ 2, 0x4, SAME(WORDS(3, 0)), SAME(WORDS(0, 2, 1000000, 0, 24000000, 0)), NULL },
		{ 2, 0x4, SAME(WORDS(3, 7)), SAME(WORDS(0, 0x00050001, 5, 1)), NULL },
		{ 2, 0x4, SAME(WORDS(3, 0)), SAME(WORDS(0, 0x1003, 1, 0, 9, 0, 2, 0)), NULL },
		{ 2, 0x4, SAME(WORDS(3, 9)), SAME(WORDS(OUT_OF_RANGE)), NULL },
		{ 2, 0x4, SAME(WORDS(3, 9)), SAME(WORDS(0, 0)), NULL },
		/* CLOCK_RATE_SET: never asynchronous */
		{ 2, 0x5, SAME(WORDS(0, 3, 24000000, 0)), SAME(WORDS(0)), NULL },
		{ 2, 0x5, SAME(WORDS(0xc, 3, 24000000, 1)), SAME(WORDS(0)), NULL },
		{ 2, 0x5, WORDS(0xffffffff, 3, 24000000, 0), WORDS(0xc, 3, 24000000, 0),
		  SAME(WORDS(0)), NULL },
		{ 0, 0x5, WORDS(0x3, 3, 1, 0), WORDS(0, 3, 1, 0), SAME(WORDS(INVALID_PARAMETERS)),
		  NULL },
		/* CLOCK_RATE_GET */
		{ 2, 0x6, SAME(WORDS(9)), SAME(WORDS(0, 0x2a05f200, 1)), NULL },
		/* CLOCK_CONFIG_SET: reserved bits are taken out */
		{ 0, 0x7, SAME(WORDS(3, 1)), SAME(WORDS(0)), NULL },
		{ 1, 0x7, SAME(WORDS(3, 0)), SAME(WORDS(0)), NULL },
		{ 1, 0x7, WORDS(3, 0xffffffff), WORDS(3, 1), SAME(WORDS(0)), NULL },
		{ 1, 0x7, WORDS(3, 0xfffffffe), WORDS(3, 0), SAME(WORDS(0)), NULL },
		{ 2, 0x7, SAME(WORDS(3, 1, 0)), SAME(WORDS(0)), NULL },
		{ 2, 0x7, SAME(WORDS(3, 3, 0)), SAME(WORDS(0)), NULL },
		{ 2, 0x7, SAME(WORDS(3, 0x00ff0000, 0x12345678)), SAME(WORDS(0)), NULL },
		{ 2, 0x7, WORDS(3, 0xffffffff, 5), WORDS(3, 0x00ff0003, 5), SAME(WORDS(0)), NULL },
		/* CLOCK_NAME_GET */
		{ 2, 0x8, SAME(WORDS(3)), SAME(WORDS(0, 0, NAME16)), NULL },
		{ 1, 0x8, SAME(WORDS(3)), SAME(WORDS(NOT_FOUND)), NULL },
		/* CLOCK_CONFIG_GET */
		{ 2, 0xb, SAME(WORDS(3, 0)), SAME(WORDS(0, 0, 1, 0)), NULL },
		/* CLOCK_GET_PERMISSIONS: there are no parents to set */
		{ 2, 0xf, SAME(WORDS(3)), WORDS(0, 0xffffffff), WORDS(0, 0xbfffffff), NULL },
		{ 2, 0xf, SAME(WORDS(3)), SAME(WORDS(0, 0x20000000)), NULL },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
}

static void test_faulty_firmware(void **state)
{
	const struct exchange exchanges[] = {
		{ 2, 0x6, SAME(WORDS(3)), NOTHING, WORDS(GENERIC_ERROR), "it has no status" },
		{ 2, 0x6, SAME(WORDS(3)), WORDS(1, 5, 0), WORDS(GENERIC_ERROR),
		  "its status is above 0" },
		{ 2, 0x6, SAME(WORDS(3)), WORDS(0x7fffffff), WORDS(GENERIC_ERROR),
		  "its status is above 0" },
		{ 2, 0x6, SAME(WORDS(3)), WORDS(0), WORDS(GENERIC_ERROR), "it is too short" },
		{ 2, 0x6, SAME(WORDS(3)), WORDS(0, 5), WORDS(GENERIC_ERROR), "it is too short" },
		{ 2, 0x6, SAME(WORDS(3)), WORDS(0, 5, 0, 0), WORDS(GENERIC_ERROR),
		  "it is too long" },
		{ 2, 0x5, SAME(WORDS(0, 3, 1, 0)), WORDS(0, 0), WORDS(GENERIC_ERROR),
		  "it is too long" },
		/* the form of another version */
		{ 0, 0x3, SAME(WORDS(3)), WORDS(0, 0, NAME4, 75), WORDS(GENERIC_ERROR),
		  "it is too long" },
		{ 1, 0x3, SAME(WORDS(3)), WORDS(0, 0, NAME4), WORDS(GENERIC_ERROR),
		  "it is too short" },
		/* What stands behind an error is not the guest's. */
		{ 2, 0x6, SAME(WORDS(3)), WORDS(HARDWARE_ERROR, 1, 2, 3, 4), WORDS(HARDWARE_ERROR),
		  NULL },
		{ 2, 0x6, SAME(WORDS(3)), WORDS(0x80000000, 1), WORDS(0x80000000), NULL },
		/* rates that are not there */
		{ 2, 0x4, SAME(WORDS(3, 0)), WORDS(0, 1), WORDS(GENERIC_ERROR),
		  "it contradicts itself" },
		{ 2, 0x4, SAME(WORDS(3, 0)), WORDS(0, 2, 1, 0, 2), WORDS(GENERIC_ERROR),
		  "it contradicts itself" },
		{ 2, 0x4, SAME(WORDS(3, 0)), WORDS(0, 0xfff, 1, 0), WORDS(GENERIC_ERROR),
		  "it contradicts itself" },
		{ 2, 0x4, SAME(WORDS(3, 0)), WORDS(0), WORDS(GENERIC_ERROR), "it is too short" },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
}

/** check_answer_lengths() - answers of a row that are exactly its bounds, or a byte beyond them */
static void check_answer_lengths(struct bench *bench, const struct scmi_message *row)
{
	const struct {
		uint32_t length;
		bool good;
	} cases[] = {
		{ 3, false },
		{ row->answer_min - 1u, false },
		{ row->answer_min, true },
		{ row->answer_max, true },
		{ row->answer_max + 1u, false },
	};

	for (size_t i = 0; row->treatment == SCMI_FORWARD && i < ARRAY_SIZE(cases); i++) {
		if (cases[i].length > SCMI_PAYLOAD_MAX)
			continue;
		print_error("%s since 0x%x: answer of %u bytes\n", row->name, row->since,
			    cases[i].length);
		assert_true(request_row(bench, row, 0, row->request_size, OWNED));
		memset(bench->packet.payload, 0, sizeof(bench->packet.payload));
		bench->packet.length = cases[i].length;
		mediator_answer(&bench->agent, &bench->packet, &bench->call);
		assert_int_equal(bench->packet.header, header_of(row->protocol, row->id));
		assert_int_equal(bench->packet.length, cases[i].good ? cases[i].length : 4);
		assert_int_equal(scmi_packet_status(&bench->packet),
				 cases[i].good ? SCMI_SUCCESS : SCMI_GENERIC_ERROR);
	}
}

static void test_answer_lengths(void **state)
{
	for_each_form(*state, check_answer_lengths);
}

static void test_no_answer(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(CLOCK, 6), WORDS(OWNED)));
	mediator_fail(&bench->call, &bench->packet);
	assert_status(&bench->packet, header_of(CLOCK, 6), SCMI_COMMS_ERROR);
}

/* --- holds --- */

#define OFF	  0u
#define ON	  1u
#define UNCHANGED 3u

enum before {
	FREE,
	HELD,
	BEING_RELEASED,
};

enum outcome {
	DONE,
	REFUSED,
	FAULTY,
	SILENT,
};

static void hold_before(struct bench *bench, enum before before)
{
	bench->holds.count = 0;
	if (before != FREE)
		assert_int_equal(policy_take(&bench->agent, SCMI_RESOURCE_CLOCK, OWNED), 0);
	if (before == BEING_RELEASED)
		policy_release_all(&bench->agent);
}

static void firmware_reacts(struct bench *bench, enum outcome outcome)
{
	switch (outcome) {
	case DONE: firmware_says(bench, WORDS(0)); break;
	case REFUSED: firmware_says(bench, WORDS(HARDWARE_ERROR)); break;
	case FAULTY: firmware_says(bench, WORDS(0, 0, 0)); break;
	case SILENT: mediator_fail(&bench->call, &bench->packet); break;
	}
}

static void test_config_set_holds(void **state)
{
	static const struct {
		uint32_t asked;
		enum before before;
		enum outcome outcome;
		bool in_flight, after; /* whether it is held then */
	} rows[] = {
		/* It is held before it is on, and kept where it may be on. */
		{ ON, FREE, DONE, true, true },
		{ ON, FREE, REFUSED, true, false },
		{ ON, FREE, FAULTY, true, true },
		{ ON, FREE, SILENT, true, true },
		{ ON, HELD, DONE, true, true },
		{ ON, HELD, REFUSED, true, true },
		{ ON, HELD, FAULTY, true, true },
		{ ON, HELD, SILENT, true, true },
		{ ON, BEING_RELEASED, DONE, true, true },
		{ ON, BEING_RELEASED, REFUSED, true, true },
		{ OFF, FREE, DONE, false, false },
		{ OFF, FREE, REFUSED, false, false },
		{ OFF, HELD, DONE, true, false },
		{ OFF, HELD, REFUSED, true, true },
		{ OFF, HELD, FAULTY, true, true },
		{ OFF, HELD, SILENT, true, true },
		{ OFF, BEING_RELEASED, DONE, true, false },
		{ UNCHANGED, FREE, DONE, false, false },
		{ UNCHANGED, HELD, DONE, true, true },
		{ UNCHANGED, HELD, REFUSED, true, true },
	};
	struct bench *bench = *state;

	for (size_t v = 0; v < ARRAY_SIZE(versions); v++) {
		size_t words = v < 2 ? 2 : 3;

		bench_speak(bench, &versions[v]);
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
			const uint32_t parameters[] = { OWNED, rows[i].asked, 0 };

			if (rows[i].asked == UNCHANGED && v < 2)
				continue;
			print_error("version %zu row %zu\n", v, i);
			hold_before(bench, rows[i].before);
			assert_true(request(bench, header_of(CLOCK, 7), parameters, words));
			assert_int_equal(bench->holds.count, rows[i].in_flight);
			firmware_reacts(bench, rows[i].outcome);
			assert_int_equal(bench->holds.count, rows[i].after);
			/* Who asks for it anew wants it on. */
			if (rows[i].asked == ON && rows[i].after)
				assert_int_equal(bench->holds.hold[0].releasing, 0);
			if (rows[i].after)
				assert_int_equal(bench->holds.hold[0].id, OWNED);
		}
	}
}

static void test_old_form_has_no_unchanged(void **state)
{
	struct bench *bench = *state;

	/* Bit 1 means nothing before 3.0: 3 is "on". */
	bench_speak(bench, &versions[1]);
	assert_true(request(bench, header_of(CLOCK, 7), WORDS(OWNED, 3)));
	assert_packet(&bench->packet, CLOCK << 10 | 7, WORDS(OWNED, 1));
	assert_int_equal(bench->holds.count, 1);
}

static void test_refused_requests_hold_nothing(void **state)
{
	struct bench *bench = *state;

	assert_false(request(bench, header_of(CLOCK, 7), WORDS(UNOWNED, 1, 0)));
	assert_false(request(bench, header_of(CLOCK, 7), WORDS(OWNED, 1)));
	assert_false(request(bench, header_of(CLOCK, 7), WORDS(OWNED, 2, 0)));
	assert_false(request(bench, header_of(CLOCK, 7) | 2 << 8, WORDS(OWNED, 1, 0)));
	assert_int_equal(bench->holds.count, 0);
}

static void test_too_many_holds(void **state)
{
	struct bench *bench = *state;

	for (uint32_t id = 0; id < POLICY_HOLDS; id++)
		policy_take(&bench->agent, SCMI_RESOURCE_CLOCK, 100 + id);
	assert_false(request(bench, header_of(CLOCK, 7), WORDS(OWNED, 1, 0)));
	assert_status(&bench->packet, header_of(CLOCK, 7), SCMI_OUT_OF_RANGE);
	assert_string_equal(bench->call.refusal, "it holds too much already");
	assert_int_equal(bench->holds.count, POLICY_HOLDS);
	/* Off and other messages go on. */
	assert_true(request(bench, header_of(CLOCK, 7), WORDS(OWNED, 0, 0)));
	assert_true(request(bench, header_of(CLOCK, 6), WORDS(OWNED)));
}

static void test_other_messages_hold_nothing(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(CLOCK, 5), WORDS(0, OWNED, 1, 0)));
	firmware_says(bench, WORDS(0));
	assert_int_equal(bench->holds.count, 0);
	hold_before(bench, HELD);
	assert_true(request(bench, header_of(CLOCK, 6), WORDS(OWNED)));
	firmware_says(bench, WORDS(0, 0, 0));
	assert_int_equal(bench->holds.count, 1);
}

static void test_reset_releases(void **state)
{
	struct bench *bench = *state;

	hold_before(bench, HELD);
	assert_false(request(bench, header_of(BASE, 0xb), WORDS(2, 0)));
	assert_int_equal(bench->holds.hold[0].releasing, 0);
	assert_false(request(bench, header_of(BASE, 0xb), WORDS(1, 0)));
	assert_int_equal(bench->holds.count, 1);
	assert_int_not_equal(bench->holds.hold[0].releasing, 0);
}

static void test_release_turns_off(void **state)
{
	struct bench *bench = *state;

	for (size_t v = 0; v < ARRAY_SIZE(versions); v++) {
		bench_speak(bench, &versions[v]);
		memset(&bench->packet, 0xa5, sizeof(bench->packet));
		mediator_release(&bench->platform, SCMI_RESOURCE_CLOCK, 9, &bench->packet);
		if (v < 2)
			assert_packet(&bench->packet, CLOCK << 10 | 7, WORDS(9, 0));
		else
			assert_packet(&bench->packet, CLOCK << 10 | 7, WORDS(9, 0, 0));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lengths),
		TEST(test_types),
		TEST(test_unowned),
		TEST(test_owned),
		TEST(test_refused_rows),
		TEST(test_answered_rows),
		TEST(test_protocol_without_resources),
		TEST(test_messages_that_the_firmware_lacks),
		TEST(test_before_the_firmware_is_known),
		TEST(test_message_attributes),
		TEST(test_no_row_no_service),
		TEST(test_header_is_repeated),
		TEST(test_base),
		TEST(test_base_of_a_guest_that_owns_nothing),
		TEST(test_base_of_firmware_without_clocks),
		TEST(test_base_before_2_0),
		TEST(test_clock_answers),
		TEST(test_forwarded),
		TEST(test_faulty_firmware),
		TEST(test_answer_lengths),
		TEST(test_no_answer),
		TEST(test_config_set_holds),
		TEST(test_old_form_has_no_unchanged),
		TEST(test_refused_requests_hold_nothing),
		TEST(test_too_many_holds),
		TEST(test_other_messages_hold_nothing),
		TEST(test_reset_releases),
		TEST(test_release_turns_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
