// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_hooks.c - messages with code of their own, word by word
 */
#include "mediator_bench.h"

#include "proto/pinctrl.h"
#include "proto/sensor.h"

/* --- one request, one answer --- */

/**
 * struct exchange - a request of a release's form that is forwarded
 * @forwarded: parameters as the firmware sees them
 * @says:      the firmware's answer
 * @answer:    the guest's
 * @fault:     of the firmware's answer, NULL: none
 */
struct exchange {
	enum scmi_release release;
	uint8_t protocol, id;
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
		const uint32_t header = header_of(e->protocol, e->id);

		print_error("exchange %zu: protocol 0x%x message 0x%x\n", i, e->protocol, e->id);
		bench_speak(bench, e->release);
		assert_true(request(bench, header, e->request, e->request_words));
		assert_packet(&bench->packet, (uint32_t)e->protocol << 10 | e->id, e->forwarded,
			      e->forwarded_words);
		assert_false(firmware_says(bench, e->says, e->says_words));
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

/* --- what the mediator says itself --- */

static void test_attributes(void **state)
{
	const struct vector vectors[] = {
		/* Counts are the firmware's; asynchronous calls and regions of memory are hidden.
		 */
		{ POWER, 0x1, NOTHING, WORDS(0, 10, 0, 0, 0) },
		{ SYSTEM_POWER, 0x1, NOTHING, WORDS(0, 0) },
		{ PERF, 0x1, NOTHING, WORDS(0, 0x3000a, 0, 0, 0) },
		{ CLOCK, 0x1, NOTHING, WORDS(0, 10) },
		{ SENSOR, 0x1, NOTHING, WORDS(0, 10, 0, 0, 0) },
		{ RESET, 0x1, NOTHING, WORDS(0, 10) },
		{ VOLTAGE, 0x1, NOTHING, WORDS(0, 10) },
		{ POWERCAP, 0x1, NOTHING, WORDS(0, 10) },
		{ PINCTRL, 0x1, NOTHING, WORDS(0, 0xffff000a, 10) },
		{ POWER, 0x0, NOTHING, WORDS(0, 0x30001) },
		{ PINCTRL, 0x0, NOTHING, WORDS(0, 0x10000) },
		{ SENSOR, 0x10, WORDS(0x30001), WORDS(0) },
		{ SENSOR, 0x10, WORDS(0x30000), WORDS(NOT_SUPPORTED) },
		/* No message has a fast channel. */
		{ PERF, 0x2, WORDS(0x7), WORDS(0, 0) },
		{ PERF, 0x2, WORDS(0xb), WORDS(NOT_FOUND) },
		{ POWERCAP, 0x2, WORDS(0x5), WORDS(0, 0) },
		{ POWERCAP, 0x2, WORDS(0xc), WORDS(NOT_FOUND) },
	};

	check_vectors(*state, vectors, ARRAY_SIZE(vectors));
}

/** check_power() - SYSTEM_POWER_STATE_SET, and what becomes of the guest */
static void check_power(struct bench *bench, uint32_t system_state, uint32_t status,
			enum mediator_power power)
{
	print_error("state %u\n", system_state);
	assert_false(request(bench, header_of(SYSTEM_POWER, 3), WORDS(1, system_state)));
	assert_status(&bench->packet, header_of(SYSTEM_POWER, 3), (enum scmi_status)status);
	assert_int_equal(bench->call.power, power);
}

static void test_system_power(void **state)
{
	struct bench *bench = *state;

	assert_false(request(bench, header_of(SYSTEM_POWER, 4), NOTHING));
	assert_packet(&bench->packet, header_of(SYSTEM_POWER, 4), WORDS(0, 3));
	check_power(bench, 0, 0, MEDIATOR_SHUTS_DOWN);
	check_power(bench, 1, 0, MEDIATOR_REBOOTS);
	check_power(bench, 2, 0, MEDIATOR_REBOOTS);
	check_power(bench, 3, DENIED, MEDIATOR_RUNS_ON);
	check_power(bench, 4, DENIED, MEDIATOR_RUNS_ON);
	check_power(bench, 0x80000000, DENIED, MEDIATOR_RUNS_ON);

	bench_grant(bench, 0, SCMI_RESOURCE_SYSTEM_POWER, "shutdown");
	check_power(bench, 0, 0, MEDIATOR_SHUTS_DOWN);
	check_power(bench, 1, DENIED, MEDIATOR_RUNS_ON);
	assert_false(request(bench, header_of(SYSTEM_POWER, 2), WORDS(3)));
	assert_packet(&bench->packet, header_of(SYSTEM_POWER, 2), WORDS(0, 0));

	bench_grant(bench, 0, SCMI_RESOURCE_SYSTEM_POWER, "");
	check_power(bench, 0, NOT_SUPPORTED, MEDIATOR_RUNS_ON);
}

/* --- CLOCK --- */

static void test_clock(void **state)
{
	const struct exchange exchanges[] = {
		/* CLOCK_ATTRIBUTES: no notifications; who may not do all is told to ask */
		{ SCMI_3_2, CLOCK, 0x3, SAME(WORDS(3)), WORDS(0, 0xffffffff, NAME4, 75),
		  WORDS(0, 0x3fffffff, NAME4, 75), NULL },
		{ SCMI_3_2, CLOCK, 0x3, SAME(WORDS(3)), SAME(WORDS(0, 0x20000001, NAME4, 75)),
		  NULL },
		{ SCMI_3_2, CLOCK, 0x3, SAME(WORDS(5)), WORDS(0, 0x20000001, NAME4, 75),
		  WORDS(0, 0x20000003, NAME4, 75), NULL },
		{ SCMI_3_1, CLOCK, 0x3, SAME(WORDS(3)), WORDS(0, 0xc0000001, NAME4, 75),
		  WORDS(0, 0x00000001, NAME4, 75), NULL },
		{ SCMI_3_1, CLOCK, 0x3, SAME(WORDS(5)), SAME(WORDS(0, 0x00000001, NAME4, 75)),
		  NULL },
		{ SCMI_1_0, CLOCK, 0x3, SAME(WORDS(3)), SAME(WORDS(0, 0x00000001, NAME4)), NULL },
		/* CLOCK_DESCRIBE_RATES */
		{ SCMI_3_2, CLOCK, 0x4, SAME(WORDS(3, 0)),
		  SAME(WORDS(0, 2, 1000000, 0, 24000000, 0)), NULL },
		{ SCMI_3_2, CLOCK, 0x4, SAME(WORDS(3, 7)), SAME(WORDS(0, 0x00050001, 5, 1)), NULL },
		{ SCMI_3_2, CLOCK, 0x4, SAME(WORDS(3, 0)), SAME(WORDS(0, 0x1003, 1, 0, 9, 0, 2, 0)),
		  NULL },
		{ SCMI_3_2, CLOCK, 0x4, SAME(WORDS(3, 9)), SAME(WORDS(OUT_OF_RANGE)), NULL },
		/* CLOCK_RATE_SET: never asynchronous */
		{ SCMI_3_2, CLOCK, 0x5, SAME(WORDS(0xc, 3, 24000000, 1)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, CLOCK, 0x5, WORDS(0xffffffff, 3, 24000000, 0),
		  WORDS(0xc, 3, 24000000, 0), SAME(WORDS(0)), NULL },
		{ SCMI_1_0, CLOCK, 0x5, WORDS(0x3, 3, 1, 0), WORDS(0, 3, 1, 0),
		  SAME(WORDS(INVALID_PARAMETERS)), NULL },
		/* CLOCK_CONFIG_SET: reserved bits are taken out */
		{ SCMI_1_0, CLOCK, 0x7, SAME(WORDS(3, 1)), SAME(WORDS(0)), NULL },
		{ SCMI_3_1, CLOCK, 0x7, WORDS(3, 0xffffffff), WORDS(3, 1), SAME(WORDS(0)), NULL },
		{ SCMI_3_1, CLOCK, 0x7, WORDS(3, 0xfffffffe), WORDS(3, 0), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, CLOCK, 0x7, SAME(WORDS(3, 1, 0)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, CLOCK, 0x7, SAME(WORDS(3, 3, 0)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, CLOCK, 0x7, SAME(WORDS(3, 0x00ff0000, 0x12345678)), SAME(WORDS(0)),
		  NULL },
		{ SCMI_3_2, CLOCK, 0x7, WORDS(3, 0xffffffff, 5), WORDS(3, 0x00ff0003, 5),
		  SAME(WORDS(0)), NULL },
		/* CLOCK_PARENT_SET and _GET: parents that the guest owns */
		{ SCMI_3_2, CLOCK, 0xd, SAME(WORDS(3, 9)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, CLOCK, 0xd, SAME(WORDS(3, 5)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, CLOCK, 0xe, SAME(WORDS(3)), SAME(WORDS(0, 9)), NULL },
		{ SCMI_3_2, CLOCK, 0xe, SAME(WORDS(3)), WORDS(0, UNOWNED), WORDS(NOT_FOUND), NULL },
		/* CLOCK_GET_PERMISSIONS: no more than the guest has */
		{ SCMI_3_2, CLOCK, 0xf, SAME(WORDS(3)), SAME(WORDS(0, 0xffffffff)), NULL },
		{ SCMI_3_2, CLOCK, 0xf, SAME(WORDS(5)), WORDS(0, 0xe0000000), WORDS(0, 0), NULL },
		{ SCMI_3_2, CLOCK, 0xf, SAME(WORDS(6)), WORDS(0, 0xe0000000), WORDS(0, 0x80000000),
		  NULL },
	};
	const struct vector refused[] = {
		{ CLOCK, 0x5, WORDS(OWNED, UNOWNED, OWNED, OWNED), WORDS(DENIED) },
		{ CLOCK, 0x7, WORDS(OWNED, 2, 0), WORDS(INVALID_PARAMETERS) },
		{ CLOCK, 0x7, WORDS(SHARED, 0x00010001, 0), WORDS(DENIED) },
		{ CLOCK, 0xd, WORDS(OWNED, UNOWNED), WORDS(DENIED) },
		{ CLOCK, 0xd, WORDS(OWNED, 0xffffffff), WORDS(DENIED) },
		{ CLOCK, 0xd, WORDS(UNOWNED, OWNED), WORDS(DENIED) },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
	check_vectors(*state, refused, ARRAY_SIZE(refused));
}

/* --- lists in parts --- */

/** next_part() - the firmware answers, and is asked for the part that begins at @index */
static void next_part(struct bench *bench, const uint32_t *says, size_t says_words,
		      const uint32_t *asked, size_t asked_words)
{
	uint32_t header = bench->packet.header;

	assert_true(firmware_says(bench, says, says_words));
	assert_packet(&bench->packet, header, asked, asked_words);
}

/** last_part() - the firmware answers, and the guest gets this */
static void last_part(struct bench *bench, uint8_t protocol, uint8_t id, const uint32_t *says,
		      size_t says_words, const uint32_t *answer, size_t answer_words)
{
	assert_false(firmware_says(bench, says, says_words));
	assert_packet(&bench->packet, header_of(protocol, id), answer, answer_words);
}

static void test_parents_in_parts(void **state)
{
	struct bench *bench = *state;

	/* Of 1 9 4 | 3 2 | 0 5 the guest's are 9 3 0 5. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	assert_packet(&bench->packet, CLOCK << 10 | 0xc, WORDS(OWNED, 0));
	next_part(bench, WORDS(0, 0x04000003, 1, 9, 4), WORDS(OWNED, 3));
	next_part(bench, WORDS(0, 0x02000002, 3, 2), WORDS(OWNED, 5));
	last_part(bench, CLOCK, 0xc, WORDS(0, 2, 0, 5), WORDS(0, 4, 9, 3, 0, 5));

	/* From the second on: the same parts, counted anew. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 1)));
	assert_packet(&bench->packet, CLOCK << 10 | 0xc, WORDS(OWNED, 0));
	next_part(bench, WORDS(0, 0x04000003, 1, 9, 4), WORDS(OWNED, 3));
	last_part(bench, CLOCK, 0xc, WORDS(0, 4, 3, 2, 0, 5), WORDS(0, 3, 3, 0, 5));

	/* All, and more than all. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 2)));
	last_part(bench, CLOCK, 0xc, WORDS(0, 3, 9, 4, 3), WORDS(0, 0));
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 3)));
	last_part(bench, CLOCK, 0xc, WORDS(0, 3, 9, 4, 3), WORDS(OUT_OF_RANGE));

	/* None of them is the guest's. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	last_part(bench, CLOCK, 0xc, WORDS(0, 2, 1, 2), WORDS(0, 0));
}

static void test_parts_that_make_no_sense(void **state)
{
	struct bench *bench = *state;

	/* Parents that are not there. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	last_part(bench, CLOCK, 0xc, WORDS(0, 2, 1), WORDS(GENERIC_ERROR));
	assert_string_equal(bench->call.fault, "it contradicts itself");
	/* A refusal in the middle is the guest's. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	next_part(bench, WORDS(0, 0x01000001, 9), WORDS(OWNED, 1));
	last_part(bench, CLOCK, 0xc, WORDS(HARDWARE_ERROR), WORDS(HARDWARE_ERROR));
	/* More is promised, and nothing comes. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	next_part(bench, WORDS(0, 0x01000001, 9), WORDS(OWNED, 1));
	last_part(bench, CLOCK, 0xc, WORDS(0, 0x01000000), WORDS(0, 1, 9));
	/* No answer at all. */
	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	next_part(bench, WORDS(0, 0x01000001, 9), WORDS(OWNED, 1));
	mediator_fail(&bench->call, &bench->packet);
	assert_status(&bench->packet, header_of(CLOCK, 0xc), SCMI_COMMS_ERROR);
}

static void test_list_without_end(void **state)
{
	struct bench *bench = *state;
	unsigned int parts = 0;

	assert_true(request(bench, header_of(CLOCK, 0xc), WORDS(OWNED, 0)));
	while (firmware_says(bench, WORDS(0, 0xff000001, OWNED)))
		assert_in_range(parts++, 0, 0x10000);
	assert_status(&bench->packet, header_of(CLOCK, 0xc), SCMI_GENERIC_ERROR);
}

/** pins_part() - the firmware's list of @count pins from @first on, with @left behind them */
static size_t pins_part(uint32_t *words, uint32_t first, uint32_t count, uint32_t left)
{
	uint16_t *pins = (uint16_t *)&words[2];

	words[0] = 0;
	words[1] = left << 16 | count;
	for (uint32_t i = 0; i < count; i++)
		pins[i] = (uint16_t)(first + i);
	return 2 + (count + 1) / 2;
}

static void test_associations_are_repacked(void **state)
{
	struct bench *bench = *state;
	uint32_t words[64];
	size_t count;

	/* 200 pins, of which the guest owns all but the first hundred. */
	bench->policy.count[SCMI_RESOURCE_PIN] = 300;
	bench_grant(bench, 0, SCMI_RESOURCE_PIN, "100-250");
	for (uint32_t skip = 0; skip <= 101; skip++) {
		uint32_t here = skip > 40 ? 100 - (skip > 100 ? 100 : skip) : 60;
		const uint16_t *pins = (const uint16_t *)&bench->packet.payload[2];

		assert_true(request(bench, header_of(PINCTRL, 4), WORDS(OWNED, 1, skip)));
		for (uint32_t first = 0; first < 150; first += 50) {
			count = pins_part(words, first, 50, 150 - first);
			next_part(bench, words, count, WORDS(OWNED, 1, first + 50));
		}
		count = pins_part(words, 150, 50, 0);
		assert_false(firmware_says(bench, words, count));
		if (skip > 100) {
			assert_status(&bench->packet, header_of(PINCTRL, 4), SCMI_OUT_OF_RANGE);
			continue;
		}
		print_error("skip %u\n", skip);
		assert_int_equal(bench->packet.payload[0], 0);
		assert_int_equal(bench->packet.payload[1], here | (100 - skip - here) << 16);
		assert_int_equal(bench->packet.length, 8 + here * 2);
		for (uint32_t i = 0; i < here; i++)
			assert_int_equal(pins[i], 100 + skip + i);
	}
}

/** test_odd_list_ends_with_zero() - whole words go to the guest's page, and none of another's ids
 */
static void test_odd_list_ends_with_zero(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(PINCTRL, 4), WORDS(OWNED, 1, 0)));
	assert_false(firmware_says(bench, WORDS(0, 2, OWNED | UNOWNED << 16)));
	assert_int_equal(bench->packet.length, 10);
	assert_int_equal(bench->packet.payload[1], 1);
	assert_int_equal(bench->packet.payload[2], OWNED);
}

/** test_platform_changes_within_a_list() - what has begun goes on, whatever firmware comes back */
static void test_platform_changes_within_a_list(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(PINCTRL, 4), WORDS(OWNED, 1, 0)));
	bench->platform.version[PINCTRL - BASE] = 0;
	memset(bench->platform.rows[PINCTRL - BASE], 0, sizeof(bench->platform.rows[0]));
	assert_true(firmware_says(bench, WORDS(0, 1 | 1 << 16, OWNED)));
	assert_packet(&bench->packet, PINCTRL << 10 | 4, WORDS(OWNED, 1, 1));
	assert_false(firmware_says(bench, WORDS(0, 1, UNOWNED)));
	assert_int_equal(bench->packet.payload[1], 1);
}

/* --- lists that are longer than guests take --- */

/** struct long_list - a list of @here elements and @left more, of which the guest gets @fit */
struct long_list {
	uint8_t protocol, id;
	uint32_t parameters[2];
	uint32_t here, left, others;
	size_t item_words;
	uint32_t fit;
	uint32_t left_shift;
};

static void check_cut(struct bench *bench, const struct long_list *list)
{
	uint32_t words[1000];
	size_t count = 2 + list->here * list->item_words;

	print_error("protocol 0x%x message 0x%x\n", list->protocol, list->id);
	for (size_t i = 0; i < count; i++)
		words[i] = (uint32_t)i & 0xf0; /* no attribute of an axis has an extension */
	words[0] = 0;
	words[1] = list->here | list->left << list->left_shift | list->others;
	assert_true(request(bench, header_of(list->protocol, list->id), list->parameters, 2));
	assert_false(firmware_says(bench, words, count));
	assert_int_equal(bench->packet.payload[1],
			 list->fit | (list->left + list->here - list->fit) << list->left_shift |
				 list->others);
	assert_int_equal(bench->packet.length, 8 + list->fit * list->item_words * 4);
	assert_memory_equal(&bench->packet.payload[2], &words[2], list->fit * list->item_words * 4);
}

static void test_long_lists_are_cut(void **state)
{
	static const struct long_list lists[] = {
		{ CLOCK, 0x4, { OWNED, 0 }, 100, 7, 0, 2, 15, 16 },
		{ CLOCK, 0x4, { OWNED, 0 }, 15, 7, 0, 2, 15, 16 },
		{ PERF, 0x4, { OWNED, 5 }, 20, 0, 0, 5, 6, 16 },
		{ SENSOR, 0x8, { OWNED, 0 }, 40, 0, 1 << 12, 1, 30, 16 },
		{ VOLTAGE, 0x4, { OWNED, 0 }, 31, 2, 0, 1, 30, 16 },
		{ SENSOR, 0x7, { OWNED, 0 }, 10, 3, 0, 7, 4, 26 },
		{ SENSOR, 0xd, { OWNED, 0 }, 5, 2, 0, 17, 1, 26 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		check_cut(*state, &lists[i]);
}

static void test_left_does_not_run_over(void **state)
{
	struct bench *bench = *state;
	uint32_t words[2 + 200] = { 0, 100 | 0xffffu << 16 };

	assert_true(request(bench, header_of(CLOCK, 4), WORDS(OWNED, 0)));
	assert_false(firmware_says(bench, words, ARRAY_SIZE(words)));
	assert_int_equal(bench->packet.payload[1], 15 | 0xffffu << 16);
}

/* --- SENSOR --- */

/* A sensor's descriptor in the form of 1.0 and of one without an extension. */
#define SENSOR_OF(id, low) id, low, 0x2, TEXT('t', 'e', 'm', 'p'), 0, 0, 0

static void test_sensor_descriptions(void **state)
{
	struct bench *bench = *state;

	/* The guest's are 0 3 5 9. */
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(1)));
	assert_packet(&bench->packet, SENSOR << 10 | 3, WORDS(3));
	last_part(bench, SENSOR, 3,
		  WORDS(0, 0x00040003, SENSOR_OF(3, 0xe0000000), SENSOR_OF(4, 0), SENSOR_OF(5, 7)),
		  WORDS(0, 0x00010002, SENSOR_OF(3, 0x20000000), SENSOR_OF(5, 7)));
	/* The last one. */
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(3)));
	assert_packet(&bench->packet, SENSOR << 10 | 3, WORDS(9));
	last_part(bench, SENSOR, 3, WORDS(0, 1, SENSOR_OF(9, 0)), WORDS(0, 1, SENSOR_OF(9, 0)));
	/* None are left. */
	assert_false(request(bench, header_of(SENSOR, 3), WORDS(4)));
	assert_status(&bench->packet, header_of(SENSOR, 3), SCMI_OUT_OF_RANGE);
	assert_false(request(bench, header_of(SENSOR, 3), WORDS(0xffffffff)));
	assert_status(&bench->packet, header_of(SENSOR, 3), SCMI_OUT_OF_RANGE);
}

static void test_long_sensor_descriptions_are_cut(void **state)
{
	struct bench *bench = *state;

	bench_grant(bench, 0, SCMI_RESOURCE_SENSOR, "0-9");
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(2)));
	last_part(bench, SENSOR, 3,
		  WORDS(0, 6 | 2 << 16, SENSOR_OF(2, 0), SENSOR_OF(3, 0), SENSOR_OF(4, 0),
			SENSOR_OF(5, 0), SENSOR_OF(6, 0), SENSOR_OF(7, 0)),
		  WORDS(0, 4 | 4 << 16, SENSOR_OF(2, 0), SENSOR_OF(3, 0), SENSOR_OF(4, 0),
			SENSOR_OF(5, 0)));
}

/** test_sensors_revoked_meanwhile() - fewer are the guest's when the answer comes */
static void test_sensors_revoked_meanwhile(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(SENSOR, 3), WORDS(3)));
	bench_grant(bench, 0, SCMI_RESOURCE_SENSOR, "0");
	prepare(bench);
	last_part(bench, SENSOR, 3, WORDS(0, 1, SENSOR_OF(9, 0)), WORDS(0, 0));
}

static void test_extended_sensor_descriptions(void **state)
{
	struct bench *bench = *state;

	/* With power, resolution and range; with power alone, for a sensor with axes; with nothing.
	 */
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(1)));
	last_part(bench, SENSOR, 3,
		  WORDS(0, 3, 3, 0x100, 0x2, NAME4, 1, 2, 3, 4, 5, 6, 4, 0x100, 0x30102, NAME4, 7,
			5, 0, 0x2, NAME4),
		  WORDS(0, 0x00010002, 3, 0x100, 0x2, NAME4, 1, 2, 3, 4, 5, 6, 5, 0, 0x2, NAME4));
	/* Such a descriptor has to be whole. */
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(1)));
	last_part(bench, SENSOR, 3, WORDS(0, 1, 3, 0x100, 0x2, NAME4, 1, 2, 3, 4, 5),
		  WORDS(GENERIC_ERROR));
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(1)));
	last_part(bench, SENSOR, 3, WORDS(0, 2, 3, 0, 0x2, NAME4, 4), WORDS(GENERIC_ERROR));
	/* And be the one that was asked for. */
	assert_true(request(bench, header_of(SENSOR, 3), WORDS(1)));
	last_part(bench, SENSOR, 3, WORDS(0, 1, 4, 0, 0x2, NAME4), WORDS(GENERIC_ERROR));
}

static void test_sensors(void **state)
{
	const struct exchange exchanges[] = {
		/* Readings are not asynchronous. */
		{ SCMI_3_2, SENSOR, 0x6, WORDS(5, 0xffffffff), WORDS(5, 0),
		  SAME(WORDS(0, 42, 0, 1, 0)), NULL },
		{ SCMI_2_0, SENSOR, 0x6, WORDS(5, 1), WORDS(5, 0), SAME(WORDS(0, 42, 0)), NULL },
		{ SCMI_2_0, SENSOR, 0x6, SAME(WORDS(5, 0)), WORDS(0, 42, 0, 1, 0),
		  WORDS(GENERIC_ERROR), "its length is wrong" },
		/* Axes, which have to be there. */
		{ SCMI_3_2, SENSOR, 0x7, SAME(WORDS(3, 0)),
		  SAME(WORDS(0, 2, 0, 0x100, 2, NAME4, 1, 2, 3, 4, 5, 1, 0, 2, NAME4)), NULL },
		{ SCMI_3_2, SENSOR, 0x7, SAME(WORDS(3, 0)),
		  WORDS(0, 2, 0, 0x100, 2, NAME4, 1, 2, 3, 4, 5, 1, 0, 2), WORDS(GENERIC_ERROR),
		  "it contradicts itself" },
		{ SCMI_3_2, SENSOR, 0x7, SAME(WORDS(3, 0)), WORDS(0, 1, 0, 0x100, 2, NAME4, 1),
		  WORDS(GENERIC_ERROR), "it contradicts itself" },
		{ SCMI_3_2, SENSOR, 0xd, SAME(WORDS(3, 0)), SAME(WORDS(0, 1, 0, NAME16)), NULL },
		{ SCMI_3_2, SENSOR, 0xd, SAME(WORDS(3, 0)), WORDS(0, 2, 0, NAME16),
		  WORDS(GENERIC_ERROR), "it contradicts itself" },
		{ SCMI_3_2, SENSOR, 0xa, SAME(WORDS(3, 1)), SAME(WORDS(0)), NULL },
	};
	const struct vector refused[] = {
		{ SENSOR, 0x5, WORDS(READ_ONLY, 1, 2, 3), WORDS(DENIED) },
		{ SENSOR, 0xa, WORDS(READ_ONLY, 1), WORDS(DENIED) },
		{ SENSOR, 0x6, WORDS(UNOWNED, 0), WORDS(DENIED) },
		{ SENSOR, 0x4, WORDS(OWNED, 1), WORDS(NOT_SUPPORTED) },
		{ SENSOR, 0xb, WORDS(OWNED, 1), WORDS(NOT_SUPPORTED) },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
	check_vectors(*state, refused, ARRAY_SIZE(refused));
}

/* --- RESET, POWERCAP --- */

static void test_reset(void **state)
{
	const struct exchange exchanges[] = {
		{ SCMI_3_2, RESET, 0x4, SAME(WORDS(3, 1, 0)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, RESET, 0x4, SAME(WORDS(3, 2, 0x80000001)), SAME(WORDS(0)), NULL },
		/* never asynchronous */
		{ SCMI_3_2, RESET, 0x4, WORDS(3, 0xffffffff, 0), WORDS(3, 3, 0), SAME(WORDS(0)),
		  NULL },
		{ SCMI_2_0, RESET, 0x3, SAME(WORDS(3)), WORDS(0, 0xe0000000, 5, NAME4),
		  WORDS(0, 0x20000000, 5, NAME4), NULL },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
}

#define CAP(attributes, parent) 0, attributes, NAME4, 1, 2, 1, 10, 90, 5, 80, 100, parent

static void test_powercap_parent(void **state)
{
	const struct exchange exchanges[] = {
		{ SCMI_3_2, POWERCAP, 0x3, SAME(WORDS(3)), WORDS(CAP(0xffffffff, 9)),
		  WORDS(CAP(0x1fbfffff, 9)), NULL },
		{ SCMI_3_2, POWERCAP, 0x3, SAME(WORDS(3)), WORDS(CAP(0, UNOWNED)),
		  WORDS(CAP(0, 0xffffffff)), NULL },
		{ SCMI_3_1, POWERCAP, 0x3, SAME(WORDS(3)), SAME(WORDS(CAP(0, 0xffffffff))), NULL },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
}

/* --- PINCTRL --- */

static void test_pins(void **state)
{
	const struct exchange exchanges[] = {
		/* of a pin there are no elements */
		{ SCMI_3_2, PINCTRL, 0x3, SAME(WORDS(3, 0)), SAME(WORDS(0, 0, NAME4)), NULL },
		{ SCMI_3_2, PINCTRL, 0x3, WORDS(3, 0xfffffffc), WORDS(3, 0),
		  SAME(WORDS(0, 0x80000000, NAME4)), NULL },
		{ SCMI_3_2, PINCTRL, 0x3, SAME(WORDS(3, 1)), SAME(WORDS(0, 0x80000000, NAME4)),
		  NULL },
		{ SCMI_3_2, PINCTRL, 0x9, SAME(WORDS(9, 2)), SAME(WORDS(0, 0, NAME16)), NULL },
		/* the function that is selected may be another's */
		{ SCMI_3_2, PINCTRL, 0x5, SAME(WORDS(3, 0x40000)), SAME(WORDS(0, 9, 1, 2, 1)),
		  NULL },
		{ SCMI_3_2, PINCTRL, 0x5, SAME(WORDS(3, 0x50000)), WORDS(0, UNOWNED, 1, 2, 1),
		  WORDS(0, 0xffffffff, 1, 2, 1), NULL },
		{ SCMI_3_2, PINCTRL, 0x5, SAME(WORDS(3, 0x40000)), WORDS(0, 9, 2, 2, 1, 3),
		  WORDS(GENERIC_ERROR), "it contradicts itself" },
		/* settings, and functions that the guest owns */
		{ SCMI_3_2, PINCTRL, 0x6, WORDS(3, 5, 4, 2, 1), WORDS(3, 0xffffffff, 4, 2, 1),
		  SAME(WORDS(0)), NULL },
		{ SCMI_3_2, PINCTRL, 0x6, SAME(WORDS(3, 9, 0x401)), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, PINCTRL, 0x6, WORDS(3, 9, 0xfffffc09, 1, 2, 3, 4),
		  WORDS(3, 9, 0x409, 1, 2, 3, 4), SAME(WORDS(0)), NULL },
	};
	const struct vector refused[] = {
		{ PINCTRL, 0x3, WORDS(OWNED, 3), WORDS(INVALID_PARAMETERS) },
		{ PINCTRL, 0x3, WORDS(10, 1), WORDS(NOT_FOUND) },
		{ PINCTRL, 0x4, WORDS(OWNED, 0, 0), WORDS(INVALID_PARAMETERS) },
		{ PINCTRL, 0x4, WORDS(UNOWNED, 2, 1), WORDS(NOT_FOUND) },
		{ PINCTRL, 0x4, WORDS(UNOWNED, 0, 0), WORDS(NOT_FOUND) },
		{ PINCTRL, 0x4, WORDS(10, 1, 0), WORDS(NOT_FOUND) },
		{ PINCTRL, 0x9, WORDS(UNOWNED, 0), WORDS(NOT_FOUND) },
		{ PINCTRL, 0x5, WORDS(OWNED, 0x20000), WORDS(INVALID_PARAMETERS) },
		{ PINCTRL, 0x5, WORDS(UNOWNED, 0x10000), WORDS(DENIED) },
		{ PINCTRL, 0x6, WORDS(OWNED, 0, 2), WORDS(INVALID_PARAMETERS) },
		{ PINCTRL, 0x6, WORDS(OWNED, UNOWNED, 0x400), WORDS(DENIED) },
		{ PINCTRL, 0x6, WORDS(READ_ONLY, 9, 0x400), WORDS(DENIED) },
		/* a length that does not go with the number of settings */
		{ PINCTRL, 0x6, WORDS(OWNED, 0, 4), WORDS(PROTOCOL_ERROR) },
		{ PINCTRL, 0x6, WORDS(OWNED, 0, 4, 2), WORDS(PROTOCOL_ERROR) },
		{ PINCTRL, 0x6, WORDS(OWNED, 0, 0, 2, 1), WORDS(PROTOCOL_ERROR) },
		{ PINCTRL, 0x7, WORDS(OWNED, 2), WORDS(INVALID_PARAMETERS) },
		{ PINCTRL, 0x7, WORDS(READ_ONLY, 1), WORDS(DENIED) },
		{ PINCTRL, 0xa, WORDS(1, OWNED, 4), WORDS(NOT_SUPPORTED) },
	};

	check_exchanges(*state, exchanges, ARRAY_SIZE(exchanges));
	check_vectors(*state, refused, ARRAY_SIZE(refused));
}

/* What Linux's drivers ask of every pin, group and function, the guest's own or not. */
static void test_unowned_pins(void **state)
{
#define NOT_GRANTED 0x2d746f6e, 0x6e617267, 0x00646574, 0
	const struct vector answered[] = {
		{ PINCTRL, 0x3, WORDS(UNOWNED, 0), WORDS(0, 0, NOT_GRANTED) },
		{ PINCTRL, 0x3, WORDS(UNOWNED, 1), WORDS(0, 1, NOT_GRANTED) },
		{ PINCTRL, 0x3, WORDS(UNOWNED, 2), WORDS(0, 1, NOT_GRANTED) },
	};
	struct bench *bench = *state;

	check_vectors(bench, answered, ARRAY_SIZE(answered));
	/* In each group, and in each function, there is what it owns first of pins and of groups.
	 */
	bench_grant(bench, 0, SCMI_RESOURCE_PIN, "3 5");
	bench_grant(bench, 0, SCMI_RESOURCE_PIN_GROUP, "9");
	for (uint32_t selector = 1; selector <= 2; selector++) {
		assert_false(request(bench, header_of(PINCTRL, 4), WORDS(UNOWNED, selector, 0)));
		assert_int_equal(bench->packet.length, 8 + sizeof(uint16_t));
		assert_int_equal(bench->packet.payload[0], 0);
		assert_int_equal(bench->packet.payload[1], 1);
		assert_int_equal(bench->packet.payload[2], selector == 1 ? 3 : 9);
		assert_null(bench->call.refusal);
	}
}

static void test_elements_are_counted(void **state)
{
	struct bench *bench = *state;
	uint32_t list = PINCTRL << 10 | 4;
	uint32_t words[8];

	/* A group of pins 2 to 6, of which the guest owns 3 and 5. */
	assert_true(request(bench, header_of(PINCTRL, 3), WORDS(OWNED, 1)));
	assert_true(firmware_says(bench, WORDS(0, 0x80000005, NAME4)));
	assert_packet(&bench->packet, list, WORDS(OWNED, 1, 0));
	next_part(bench, words, pins_part(words, 2, 3, 2), WORDS(OWNED, 1, 3));
	last_part(bench, PINCTRL, 3, words, pins_part(words, 5, 2, 0), WORDS(0, 0x80000002, NAME4));
	/* A function's elements are groups: of 8 to 12 the guest owns 9. */
	assert_true(request(bench, header_of(PINCTRL, 3), WORDS(9, 2)));
	assert_true(firmware_says(bench, WORDS(0, 5, NAME4)));
	assert_packet(&bench->packet, list, WORDS(9, 2, 0));
	last_part(bench, PINCTRL, 3, words, pins_part(words, 8, 5, 0), WORDS(0, 1, NAME4));
	/* The list is refused. */
	assert_true(request(bench, header_of(PINCTRL, 3), WORDS(9, 2)));
	assert_true(firmware_says(bench, WORDS(0, 5, NAME4)));
	last_part(bench, PINCTRL, 3, WORDS(HARDWARE_ERROR), WORDS(HARDWARE_ERROR));
	/* There is no list. */
	bench->platform.rows[PINCTRL - BASE][4] = NULL;
	assert_true(request(bench, header_of(PINCTRL, 3), WORDS(9, 2)));
	last_part(bench, PINCTRL, 3, WORDS(0, 5, NAME4), WORDS(0, 0, NAME4));
}

/* --- vendor protocols --- */

static void test_vendor(void **state)
{
	struct bench *bench = *state;
	const struct exchange exchanges[] = {
		{ SCMI_3_2, VENDOR, 0x0, SAME(NOTHING), SAME(WORDS(0, 0x10002)), NULL },
		{ SCMI_3_2, VENDOR, 0x1, SAME(NOTHING), SAME(WORDS(0, 1, 2, 3)), NULL },
		{ SCMI_3_2, VENDOR, 0x2, SAME(WORDS(0x20)), SAME(WORDS(0, 7)), NULL },
		{ SCMI_3_2, VENDOR, 0x3, SAME(NOTHING), SAME(WORDS(0)), NULL },
		{ SCMI_3_2, VENDOR, 0x20, SAME(WORDS(1, 2, 3)), SAME(WORDS(0, 4, 5)), NULL },
		{ SCMI_3_2, VENDOR, 0xff, SAME(WORDS(1)), SAME(WORDS(DENIED)), NULL },
		{ SCMI_3_2, VENDOR, 0x3, SAME(WORDS(1)), NOTHING, WORDS(GENERIC_ERROR),
		  "it has no status" },
	};
	const struct vector refused[] = {
		{ VENDOR, 0x0, WORDS(1), WORDS(PROTOCOL_ERROR) },
		{ VENDOR, 0x2, WORDS(0x100), WORDS(NOT_FOUND) },
		{ VENDOR, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED) },
		{ VENDOR + 1, 0x0, NOTHING, WORDS(NOT_SUPPORTED) },
	};
	const struct vector closed[] = {
		{ VENDOR, 0x2, WORDS(0x5), WORDS(NOT_FOUND) },
		{ VENDOR, 0x5, WORDS(1), WORDS(DENIED) },
		{ VENDOR, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED) },
	};

	check_exchanges(bench, exchanges, ARRAY_SIZE(exchanges));
	check_vectors(bench, refused, ARRAY_SIZE(refused));

	/* Some messages, and no others. */
	bench_grant(bench, 0, SCMI_RESOURCE_VENDOR, "0x81/3-4 0x81/0x10");
	assert_true(request(bench, header_of(VENDOR, 0), NOTHING));
	assert_true(request(bench, header_of(VENDOR, 2), WORDS(0x4)));
	assert_true(request(bench, header_of(VENDOR, 4), WORDS(1, 2)));
	assert_packet(&bench->packet, VENDOR << 10 | 4, WORDS(1, 2));
	check_vectors(bench, closed, ARRAY_SIZE(closed));

	/* Another protocol's. */
	bench_grant(bench, 0, SCMI_RESOURCE_VENDOR, "0x80 0x82");
	assert_false(request(bench, header_of(VENDOR, 0), NOTHING));
	assert_status(&bench->packet, header_of(VENDOR, 0), SCMI_NOT_SUPPORTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_attributes),
		TEST(test_system_power),
		TEST(test_clock),
		TEST(test_parents_in_parts),
		TEST(test_parts_that_make_no_sense),
		TEST(test_list_without_end),
		TEST(test_associations_are_repacked),
		TEST(test_odd_list_ends_with_zero),
		TEST(test_platform_changes_within_a_list),
		TEST(test_long_lists_are_cut),
		TEST(test_left_does_not_run_over),
		TEST(test_sensor_descriptions),
		TEST(test_long_sensor_descriptions_are_cut),
		TEST(test_sensors_revoked_meanwhile),
		TEST(test_extended_sensor_descriptions),
		TEST(test_sensors),
		TEST(test_reset),
		TEST(test_powercap_parent),
		TEST(test_pins),
		TEST(test_unowned_pins),
		TEST(test_elements_are_counted),
		TEST(test_vendor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
