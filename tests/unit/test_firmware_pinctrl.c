// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_pinctrl.c - the model platform: pins, and vendors' protocols
 *
 * The words of answers are typed from the specification.
 */
#include "unit.h"

#include "model_bench.h"

#define PINCTRL 0x19
#define VENDOR	0x80

/* Selectors as they are in most messages. */
enum { PIN, GROUP, FUNCTION };

/* SETTINGS_GET: what is wanted of which kind. */
#define ONE(type, selector)   ((type) | (uint32_t)(selector) << 16)
#define ALL(skip, selector)   ((skip) << 8 | (uint32_t)(selector) << 16 | 1u << 18)
#define FUNCTION_OF(selector) ((uint32_t)(selector) << 16 | 2u << 18)
#define NO_FUNCTION	      0xffffffff

/* SETTINGS_CONFIGURE: so many settings. */
#define SET(count, selector) ((count) << 2 | (uint32_t)(selector))
#define SET_FUNCTION	     (1u << 10)

static void test_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ PINCTRL, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ PINCTRL, 0x1, NOTHING, WORDS(0, 0x30050, 3), NULL },
		{ PINCTRL, 0x3, WORDS(3, PIN),
		  WORDS(0, 0, TEXT('u', 'a', 'r', 't'), TEXT('_', 't', 'x', 0), 0, 0), NULL },
		{ PINCTRL, 0x3, WORDS(79, PIN),
		  WORDS(0, 0, TEXT('g', 'p', 'i', 'o'), TEXT('7', '9', 0, 0), 0, 0), NULL },
		{ PINCTRL, 0x3, WORDS(8, PIN),
		  WORDS(0, 0x80000000, TEXT('c', 'a', 'm', 'e'), TEXT('r', 'a', '_', 'p'),
			TEXT('i', 'n', '_', 'w'), TEXT('i', 't', 'h', 0)),
		  NULL },
		{ PINCTRL, 0x3, WORDS(80, PIN), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x3, WORDS(0, GROUP), WORDS(0, 2, TEXT('u', 'a', 'r', 't'), 0, 0, 0),
		  NULL },
		{ PINCTRL, 0x3, WORDS(2, GROUP), WORDS(0, 70, TEXT('m', 'a', 'n', 'y'), 0, 0, 0),
		  NULL },
		{ PINCTRL, 0x3, WORDS(3, GROUP), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x3, WORDS(2, FUNCTION),
		  WORDS(0, 0x80000003, TEXT('g', 'p', 'i', 'o'), TEXT('_', 'w', 'i', 't'),
			TEXT('h', '_', 'e', 'v'), TEXT('e', 'r', 'y', 0)),
		  NULL },
		{ PINCTRL, 0x3, WORDS(3, FUNCTION), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x3, WORDS(0, 3), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x3, WORDS(0, 4), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x9, WORDS(8, PIN),
		  WORDS(0, 0, TEXT('c', 'a', 'm', 'e'), TEXT('r', 'a', '_', 'p'),
			TEXT('i', 'n', '_', 'w'), TEXT('i', 't', 'h', '_'),
			TEXT('a', '_', 'l', 'o'), TEXT('n', 'g', '_', 'n'), TEXT('a', 'm', 'e', 0),
			0, 0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ PINCTRL, 0x9, WORDS(1, GROUP),
		  WORDS(0, 0, TEXT('s', 'p', 'i', 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ PINCTRL, 0x9, WORDS(2, FUNCTION),
		  WORDS(0, 0, TEXT('g', 'p', 'i', 'o'), TEXT('_', 'w', 'i', 't'),
			TEXT('h', '_', 'e', 'v'), TEXT('e', 'r', 'y', '_'),
			TEXT('g', 'r', 'o', 'u'), TEXT('p', 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ PINCTRL, 0x9, WORDS(80, PIN), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x9, WORDS(0, 3), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x2, WORDS(0xa), WORDS(0, 0), NULL },
		{ PINCTRL, 0x2, WORDS(0xb), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x10, WORDS(0x10000), WORDS(0), "protocol 0x19: version 0x10000" },
		{ PINCTRL, 0x10, WORDS(0x20000), WORDS(NOT_SUPPORTED),
		  "protocol 0x19: version 0x20000: NOT_SUPPORTED" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_associations(void **state)
{
	const struct exchange exchanges[] = {
		{ PINCTRL, 0x4, WORDS(0, GROUP, 0), WORDS(0, 2, 0x00030002), NULL },
		{ PINCTRL, 0x4, WORDS(1, GROUP, 0), WORDS(0, 4, 0x00050004, 0x00070006), NULL },
		{ PINCTRL, 0x4, WORDS(1, GROUP, 2), WORDS(0, 2, 0x00070006), NULL },
		{ PINCTRL, 0x4, WORDS(1, GROUP, 4), WORDS(OUT_OF_RANGE), NULL },
		{ PINCTRL, 0x4, WORDS(2, FUNCTION, 1), WORDS(0, 2, 0x00020001), NULL },
		{ PINCTRL, 0x4, WORDS(2, GROUP, 66), WORDS(0, 4, 0x004d004c, 0x004f004e), NULL },
		{ PINCTRL, 0x4, WORDS(3, GROUP, 0), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x4, WORDS(3, FUNCTION, 0), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x4, WORDS(3, PIN, 0), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x4, WORDS(0, 3, 0), WORDS(INVALID_PARAMETERS), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

/** ask() - Return: the model's answer to words, kept until the next call */
static const struct scmi_packet *ask(struct bench *bench, uint8_t protocol, uint8_t id,
				     const uint32_t *words, size_t count)
{
	static struct scmi_packet request, answer;

	packet_fill(&request, scmi_header(protocol, id, 0), words, count);
	model_serve(&bench->model, &request, &answer);
	return &answer;
}

static void test_associations_in_parts(void **state)
{
	struct bench *bench = bench_board("");
	const struct scmi_packet *answer = ask(bench, PINCTRL, 0x4, WORDS(2, GROUP, 0));
	const uint16_t *ids = (const void *)&answer->payload[2];

	(void)state;
	assert_int_equal(answer->length, 8 + 60 * 2);
	assert_int_equal(answer->payload[0], 0);
	assert_int_equal(answer->payload[1], 10 << 16 | 60);
	for (int i = 0; i < 60; i++)
		assert_int_equal(ids[i], 10 + i);
	ask(bench, PINCTRL, 0x4, WORDS(2, GROUP, 60));
	assert_int_equal(answer->length, 8 + 10 * 2);
	assert_int_equal(answer->payload[1], 10);
	for (int i = 0; i < 10; i++)
		assert_int_equal(ids[i], 70 + i);
	free(bench);
}

static void test_associations_are_not_padded(void **state)
{
	struct bench *bench = bench_board("group 3 none");
	const struct scmi_packet *answer = ask(bench, PINCTRL, 0x4, WORDS(2, FUNCTION, 0));
	const uint16_t *ids = (const void *)&answer->payload[2];

	(void)state;
	assert_int_equal(answer->length, 8 + 3 * 2);
	assert_int_equal(answer->payload[1], 3);
	assert_int_equal(ids[2], 2);
	ask(bench, PINCTRL, 0x4, WORDS(3, GROUP, 0));
	assert_int_equal(answer->length, 8);
	assert_int_equal(answer->payload[1], 0);
	ask(bench, PINCTRL, 0x4, WORDS(3, GROUP, 1));
	assert_int_equal(scmi_packet_status(answer), SCMI_OUT_OF_RANGE);
	free(bench);
}

static void test_settings_of_a_pin(void **state)
{
	const struct exchange exchanges[] = {
		{ PINCTRL, 0x5, WORDS(3, ALL(0, PIN)),
		  WORDS(0, NO_FUNCTION, 6, 2, 0, 4, 0, 10, 8, 17, 0, 18, 0, 192, 0), NULL },
		{ PINCTRL, 0x5, WORDS(3, ONE(10, PIN)), WORDS(0, NO_FUNCTION, 1, 10, 8), NULL },
		{ PINCTRL, 0x5, WORDS(3, FUNCTION_OF(PIN)), WORDS(0, NO_FUNCTION, 0), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(1, PIN), 2, 1), WORDS(0),
		  "pin 3 uart_tx: config 2=1" },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(2, PIN) | SET_FUNCTION, 10, 4, 18, 1), WORDS(0),
		  "pin 3 uart_tx: config 10=4\n"
		  "pin 3 uart_tx: config 18=1\n"
		  "pin 3 uart_tx: function 0" },
		{ PINCTRL, 0x5, WORDS(3, ALL(0, PIN)),
		  WORDS(0, 0, 6, 2, 1, 4, 0, 10, 4, 17, 0, 18, 1, 192, 0), NULL },
		{ PINCTRL, 0x5, WORDS(3, ALL(4, PIN)), WORDS(0, 0, 2, 18, 1, 192, 0), NULL },
		{ PINCTRL, 0x5, WORDS(3, FUNCTION_OF(PIN)), WORDS(0, 0, 0), NULL },
		{ PINCTRL, 0x5, WORDS(3, ALL(6, PIN)), WORDS(OUT_OF_RANGE), NULL },
		{ PINCTRL, 0x5, WORDS(3, ONE(3, PIN)), WORDS(NOT_SUPPORTED), NULL },
		{ PINCTRL, 0x5, WORDS(3, 3u << 18), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x5, WORDS(3, ALL(0, PIN) | 1u << 20), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x5, WORDS(0, ALL(0, FUNCTION)), WORDS(INVALID_PARAMETERS), NULL },
		{ PINCTRL, 0x5, WORDS(80, ALL(0, PIN)), WORDS(NOT_FOUND), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0, 0), WORDS(0), "pin 3 uart_tx: unchanged" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_settings_that_are_refused(void **state)
{
	const struct exchange exchanges[] = {
		/* a function that has no group with the pin */
		{ PINCTRL, 0x6, WORDS(3, 1, SET_FUNCTION), WORDS(INVALID_PARAMETERS),
		  "pin 3 uart_tx: function 1: INVALID_PARAMETERS" },
		{ PINCTRL, 0x6, WORDS(3, 3, SET_FUNCTION), WORDS(NOT_FOUND),
		  "pin 3 uart_tx: function 3: NOT_FOUND" },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(1, PIN), 3, 1), WORDS(NOT_SUPPORTED),
		  "pin 3 uart_tx: config 3=1: NOT_SUPPORTED" },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(1, PIN), 0x102, 1), WORDS(INVALID_PARAMETERS),
		  "pin 3 uart_tx: config 258=1: INVALID_PARAMETERS" },
		/* all or nothing */
		{ PINCTRL, 0x6, WORDS(3, 1, SET(1, PIN) | SET_FUNCTION, 2, 1),
		  WORDS(INVALID_PARAMETERS),
		  "pin 3 uart_tx: config 2=1: INVALID_PARAMETERS\n"
		  "pin 3 uart_tx: function 1: INVALID_PARAMETERS" },
		{ PINCTRL, 0x5, WORDS(3, ONE(2, PIN)), WORDS(0, NO_FUNCTION, 1, 2, 0), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(1, PIN) | 1u << 11, 2, 1),
		  WORDS(INVALID_PARAMETERS), "pin 3 uart_tx: config 2=1: INVALID_PARAMETERS" },
		{ PINCTRL, 0x6, WORDS(10, 0, SET(1, PIN), 2, 1), WORDS(HARDWARE_ERROR),
		  "pin 10 broken_pin: config 2=1: HARDWARE_ERROR" },
		{ PINCTRL, 0x6, WORDS(80, 0, SET(1, PIN), 2, 1), WORDS(NOT_FOUND),
		  "pin 80: config 2=1: NOT_FOUND" },
		{ PINCTRL, 0x6, WORDS(0, 0, SET(1, FUNCTION), 2, 1), WORDS(INVALID_PARAMETERS),
		  "function 0 uart: config 2=1: INVALID_PARAMETERS" },
		/* as many settings as are announced */
		{ PINCTRL, 0x6, WORDS(3, 0, SET(2, PIN), 2, 1), WORDS(PROTOCOL_ERROR), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(0, PIN), 2, 1), WORDS(PROTOCOL_ERROR), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(255, PIN), 2, 1), WORDS(PROTOCOL_ERROR), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0, SET(1, PIN), 2), WORDS(PROTOCOL_ERROR), NULL },
		{ PINCTRL, 0x6, WORDS(3, 0), WORDS(PROTOCOL_ERROR), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_settings_of_a_group(void **state)
{
	const struct exchange exchanges[] = {
		{ PINCTRL, 0x6, WORDS(0, 2, SET(1, GROUP) | SET_FUNCTION, 4, 1), WORDS(0),
		  "group 0 uart: config 4=1\n"
		  "group 0 uart: function 2" },
		{ PINCTRL, 0x5, WORDS(0, ONE(4, GROUP)), WORDS(0, 2, 1, 4, 1), NULL },
		{ PINCTRL, 0x5, WORDS(3, ONE(4, PIN)), WORDS(0, 2, 1, 4, 1), NULL },
		{ PINCTRL, 0x5, WORDS(4, ONE(4, PIN)), WORDS(0, NO_FUNCTION, 1, 4, 0), NULL },
		{ PINCTRL, 0x6, WORDS(0, 1, SET(0, GROUP) | SET_FUNCTION),
		  WORDS(INVALID_PARAMETERS), "group 0 uart: function 1: INVALID_PARAMETERS" },
		{ PINCTRL, 0x6, WORDS(3, 1, SET(0, GROUP) | SET_FUNCTION), WORDS(NOT_FOUND),
		  "group 3: function 1: NOT_FOUND" },
		{ PINCTRL, 0x5, WORDS(3, ALL(0, GROUP)), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_settings_in_parts(void **state)
{
	const struct exchange exchanges[] = {
		{ PINCTRL, 0x5, WORDS(0, ALL(0, PIN)),
		  WORDS(0, NO_FUNCTION, 0x04000002, 2, 0, 4, 0), NULL },
		{ PINCTRL, 0x5, WORDS(0, ALL(4, PIN)), WORDS(0, NO_FUNCTION, 2, 18, 0, 192, 0),
		  NULL },
	};

	(void)state;
	check_exchanges(bench_from("payload 32\npin 0 a"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_as_many_settings_as_there_can_be(void **state)
{
	struct bench *bench = bench_from("pin 0 a");
	uint32_t words[3 + 255 * 2] = { 0, 0, SET(255u, PIN) };

	(void)state;
	for (int i = 0; i < 255; i++) {
		words[3 + i * 2] = 18;
		words[4 + i * 2] = (uint32_t)i;
	}
	assert_int_equal(ask(bench, PINCTRL, 0x6, words, ARRAY_SIZE(words))->payload[0], 0);
	assert_int_equal(ask(bench, PINCTRL, 0x5, WORDS(0, ONE(18, PIN)))->payload[4], 254);
	free(bench);
}

static void test_requests_and_permissions(void **state)
{
	const struct exchange exchanges[] = {
		{ PINCTRL, 0x7, WORDS(3, PIN), WORDS(0), "pin 3 uart_tx: requested" },
		{ PINCTRL, 0x7, WORDS(3, PIN), WORDS(0), "pin 3 uart_tx: requested" },
		{ PINCTRL, 0x8, WORDS(3, PIN), WORDS(0), "pin 3 uart_tx: released" },
		{ PINCTRL, 0x8, WORDS(3, PIN), WORDS(0), "pin 3 uart_tx: released" },
		{ PINCTRL, 0x7, WORDS(1, GROUP), WORDS(0), "group 1 spi: requested" },
		{ PINCTRL, 0x7, WORDS(1, FUNCTION), WORDS(INVALID_PARAMETERS),
		  "function 1 spi: requested: INVALID_PARAMETERS" },
		{ PINCTRL, 0x7, WORDS(10, PIN), WORDS(HARDWARE_ERROR),
		  "pin 10 broken_pin: requested: HARDWARE_ERROR" },
		{ PINCTRL, 0x8, WORDS(80, PIN), WORDS(NOT_FOUND), "pin 80: released: NOT_FOUND" },
		{ PINCTRL, 0xa, WORDS(1, 3, 4 | PIN), WORDS(0),
		  "pin 3 uart_tx: permissions agent 1 allow" },
		{ PINCTRL, 0xa, WORDS(1, 1, GROUP), WORDS(0),
		  "group 1 spi: permissions agent 1 deny" },
		{ PINCTRL, 0xa, WORDS(2, 3, PIN), WORDS(NOT_FOUND),
		  "pin 3 uart_tx: permissions agent 2 deny: NOT_FOUND" },
		{ PINCTRL, 0xa, WORDS(1, 80, PIN), WORDS(NOT_FOUND),
		  "pin 80: permissions agent 1 deny: NOT_FOUND" },
		{ PINCTRL, 0xa, WORDS(1, 3, 8 | PIN), WORDS(INVALID_PARAMETERS),
		  "pin 3 uart_tx: permissions agent 1 deny: INVALID_PARAMETERS" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_vendor(void **state)
{
	const struct exchange exchanges[] = {
		{ VENDOR, 0x0, NOTHING, WORDS(0, 0x20000), NULL },
		{ VENDOR, 0x1, NOTHING, WORDS(0, 0), NULL },
		{ VENDOR, 0x2, WORDS(0x3), WORDS(0, 0), NULL },
		{ VENDOR, 0x2, WORDS(0x10), WORDS(NOT_FOUND), NULL },
		{ VENDOR, 0x2, WORDS(0x1f), WORDS(0, 0), NULL },
		{ VENDOR, 0x2, WORDS(0x20), WORDS(NOT_FOUND), NULL },
		{ VENDOR, 0x2, WORDS(0x103), WORDS(NOT_FOUND), NULL },
		{ VENDOR, 0x3, NOTHING, WORDS(0), "vendor 0x80 acme: message 0x3, 0 bytes" },
		{ VENDOR, 0x5, WORDS(7, 0xffffffff), WORDS(0, 7, 0xffffffff),
		  "vendor 0x80 acme: message 0x5, 8 bytes" },
		{ VENDOR, 0x1f, WORDS(1), WORDS(0, 1), "vendor 0x80 acme: message 0x1f, 4 bytes" },
		{ VENDOR, 0x0, WORDS(0), WORDS(PROTOCOL_ERROR), NULL },
		{ VENDOR, 0x10, WORDS(0x20000), WORDS(NOT_SUPPORTED), NULL },
		{ VENDOR, 0x20, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ 0x81, 0x5, NOTHING, WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_vendor_that_is_slow_and_fails(void **state)
{
	struct bench *bench = bench_from("vendor-protocol 255 last answer-ms=5 fail=BUSY");
	struct scmi_packet request = { .header = scmi_header(0xff, 0x6, 0), .length = 3 };
	struct scmi_packet answer;

	(void)state;
	assert_int_equal(model_serve(&bench->model, &request, &answer), 5);
	assert_int_equal(scmi_packet_status(&answer), SCMI_BUSY);
	assert_string_equal(bench->log, "vendor 0xff last: message 0x6, 3 bytes: BUSY\n");
	free(bench);
}

static void test_vendor_message_of_any_length(void **state)
{
	struct bench *bench = bench_from("vendor-protocol 0x80 a");
	struct scmi_packet request = { .header = scmi_header(VENDOR, 0x6, 0) };
	struct scmi_packet answer;

	(void)state;
	memset(request.payload, 0x5a, sizeof(request.payload));
	for (uint32_t length = 0; length <= SCMI_PAYLOAD_MAX; length++) {
		request.length = length;
		model_serve(&bench->model, &request, &answer);
		/* no answer is longer than a request can be */
		if (length > SCMI_PAYLOAD_MAX - 4) {
			assert_int_equal(scmi_packet_status(&answer), SCMI_OUT_OF_RANGE);
			continue;
		}
		assert_int_equal(scmi_packet_status(&answer), SCMI_SUCCESS);
		assert_int_equal(answer.length, 4 + length);
		assert_memory_equal(&answer.payload[1], request.payload, length);
	}
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_associations),
		cmocka_unit_test(test_associations_in_parts),
		cmocka_unit_test(test_associations_are_not_padded),
		cmocka_unit_test(test_settings_of_a_pin),
		cmocka_unit_test(test_settings_that_are_refused),
		cmocka_unit_test(test_settings_of_a_group),
		cmocka_unit_test(test_settings_in_parts),
		cmocka_unit_test(test_as_many_settings_as_there_can_be),
		cmocka_unit_test(test_requests_and_permissions),
		cmocka_unit_test(test_vendor),
		cmocka_unit_test(test_vendor_that_is_slow_and_fails),
		cmocka_unit_test(test_vendor_message_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
