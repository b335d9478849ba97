// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_platform.c - asking the firmware what it has: the model firmware, and firmware that is not
 * as it should be
 */
#include "packet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "daemon/platform.h"
#include "proto/clock.h"
#include "tests/firmware/model.h"

#define BASE  0x10
#define CLOCK 0x14

/* More questions than any discovery asks. */
#define ENDLESS 1000

/**
 * struct lie - what the firmware answers in place of the truth
 * @parameter: of the request that is lied to, ANY: whatever it is
 * @words:     all of the answer
 * @length:    of the answer in bytes, where it is not that of @words
 */
struct lie {
	uint8_t protocol, message;
	uint32_t parameter;
	const uint32_t *words;
	size_t count;
	uint32_t length;
};
#define ANY 0xffffffff

/**
 * struct bench - the model firmware, and the one who asks it
 * @questions: headers' protocol and message, and the parameter, a line each
 */
struct bench {
	struct resources resources;
	struct model model;
	struct discovery discovery;
	struct why why;
	char questions[2000];
};

static void ignore_log(void *context, const char *line)
{
	(void)context;
	(void)line;
}

/** bench_of() - the board of the system tests with more lines; the caller frees it */
static struct bench *bench_of(const char *more)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	char text[16384], error[256] = "";
	FILE *in = fopen(BOARD, "re");
	size_t size;

	assert_non_null(bench);
	assert_non_null(in);
	size = fread(text, 1, sizeof(text) - 1, in);
	fclose(in);
	snprintf(text + size, sizeof(text) - size, "%s", more);
	in = fmemopen(text, strlen(text), "r");
	assert_non_null(in);
	if (resources_parse(&bench->resources, in, "board.conf", error, sizeof(error)))
		fail_msg("%s", error);
	fclose(in);
	model_init(&bench->model, &bench->resources, ignore_log, NULL, false);
	return bench;
}

static void note_question(struct bench *bench, const struct scmi_packet *request)
{
	size_t used = strlen(bench->questions);
	char parameter[16] = "";

	assert_int_equal(scmi_header_token(request->header), 0);
	assert_int_equal(scmi_header_type(request->header), SCMI_COMMAND);
	if (request->length)
		snprintf(parameter, sizeof(parameter), "(%u)", request->payload[0]);
	snprintf(bench->questions + used, sizeof(bench->questions) - used, "%x.%x%s ",
		 scmi_header_protocol(request->header), scmi_header_message(request->header),
		 parameter);
}

static void tell_lie(const struct lie *lie, const struct scmi_packet *request,
		     struct scmi_packet *answer)
{
	if (!lie || scmi_header_protocol(request->header) != lie->protocol ||
	    scmi_header_message(request->header) != lie->message ||
	    (lie->parameter != ANY && request->payload[0] != lie->parameter))
		return;
	packet_fill(answer, request->header, lie->words, lie->count);
	if (lie->length)
		answer->length = lie->length;
}

/** discover() - the whole conversation; Return: that of discovery_learn(), once it is an error */
static int discover(struct bench *bench, const struct lie *lie)
{
	static struct scmi_packet request, answer;
	int rc = 0;

	bench->questions[0] = '\0';
	discovery_start(&bench->discovery);
	for (int asked = 0; !rc && discovery_next(&bench->discovery, &request); asked++) {
		assert_in_range(asked, 0, ENDLESS);
		assert_false(bench->discovery.found.known);
		note_question(bench, &request);
		memset(&answer, 0xa5, sizeof(answer));
		model_serve(&bench->model, &request, &answer);
		tell_lie(lie, &request, &answer);
		rc = discovery_learn(&bench->discovery, &answer, &bench->why);
	}
	assert_int_equal(bench->discovery.found.known, rc == 0);
	return rc;
}

/** check_rows() - the rows found are those of a version, but for one message that is not there */
static void check_rows(const struct platform *found, uint8_t protocol, uint32_t version,
		       unsigned int missing)
{
	assert_int_equal(platform_version(found, protocol), version);
	for (unsigned int id = 0; id < 256; id++) {
		const struct scmi_message *row = NULL;

		if (version && id != missing)
			row = scmi_message_find(protocol, (uint8_t)id, version);
		if (platform_message(found, protocol, (uint8_t)id) != row)
			fail_msg("protocol 0x%x version 0x%x message 0x%x: %s row expected",
				 protocol, version, id, row ? "a" : "no");
	}
}

static void check_other_protocols_absent(const struct platform *found)
{
	for (int protocol = 0; protocol < 256; protocol++)
		if (protocol != BASE && protocol != CLOCK)
			check_rows(found, (uint8_t)protocol, 0, 0);
}

/* --- good firmware --- */

static void test_every_version(void **state)
{
	static const uint32_t base[] = { 0x10000, 0x20000, 0x20001 };
	static const uint32_t clock[] = { 0x10000, 0x20000, 0x30000 };

	(void)state;
	for (size_t i = 0; i < 9; i++) {
		char more[100];
		struct bench *bench;

		snprintf(more, sizeof(more), "base-version 0x%x\nclock-version 0x%x\n", base[i / 3],
			 clock[i % 3]);
		print_error("%s", more);
		bench = bench_of(more);
		assert_int_equal(discover(bench, NULL), 0);
		check_rows(&bench->discovery.found, BASE, base[i / 3], ANY);
		check_rows(&bench->discovery.found, CLOCK, clock[i % 3], ANY);
		check_other_protocols_absent(&bench->discovery.found);
		assert_int_equal(bench->discovery.found.count[SCMI_RESOURCE_CLOCK], 10);
		assert_int_equal(bench->discovery.found.implementation, 0x00010203);
		assert_string_equal(bench->discovery.found.vendor, "xen-scmi");
		assert_string_equal(bench->discovery.found.sub_vendor, "model");
		free(bench);
	}
}

static void test_questions(void **state)
{
	static const struct {
		const char *more, *questions;
	} rows[] = {
		{ "",
		  "10.0 10.1 10.3 10.4 10.5 10.6(0) 14.0 14.1 14.2(3) 14.2(4) 14.2(5) 14.2(6) "
		  "14.2(7) 14.2(8) 14.2(11) 14.2(15) " },
		{ "clock-version 0x10000\n",
		  "10.0 10.1 10.3 10.4 10.5 10.6(0) 14.0 14.1 14.2(3) 14.2(4) 14.2(5) 14.2(6) "
		  "14.2(7) " },
		/* 24 to an answer */
		{ "clock-version 0x10000\npayload 32\nalso-list 0x11,0x12,0x13,0x15,0x16,0x17,0x18,"
		  "0x19,0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x87,0x88,0x89,0x8a,0x8b,0x8c,0x8d,"
		  "0x8e,0x8f,0x90,0x91,0x92,0x93,0x94,0x95,0x96,0x97,0x98,0x99,0x9a,0x9b,0x9c,"
		  "0x9d,0x9e,0x9f,0xff\n",
		  "10.0 10.1 10.3 10.4 10.5 10.6(0) 10.6(24) 10.6(48) 14.0 14.1 14.2(3) 14.2(4) "
		  "14.2(5) "
		  "14.2(6) 14.2(7) " },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = bench_of(rows[i].more);

		assert_int_equal(discover(bench, NULL), 0);
		assert_string_equal(bench->questions, rows[i].questions);
		check_other_protocols_absent(&bench->discovery.found);
		free(bench);
	}
}

static void test_nothing_is_known_before(void **state)
{
	const struct platform nothing = { 0 };

	(void)state;
	for (int protocol = 0; protocol < 256; protocol++)
		check_rows(&nothing, (uint8_t)protocol, 0, 0);
}

static void test_starting_anew_forgets(void **state)
{
	struct bench *bench = bench_of("");

	(void)state;
	assert_int_equal(discover(bench, NULL), 0);
	discovery_start(&bench->discovery);
	assert_false(bench->discovery.found.known);
	check_rows(&bench->discovery.found, CLOCK, 0, 0);
	check_rows(&bench->discovery.found, BASE, 0, 0);
	assert_int_equal(bench->discovery.found.count[SCMI_RESOURCE_CLOCK], 0);
	free(bench);
}

/* --- firmware that has less --- */

static void test_messages_that_firmware_lacks(void **state)
{
	static const uint8_t asked[] = { 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0xb, 0xf };
	static const uint32_t statuses[] = { (uint32_t)SCMI_NOT_FOUND, (uint32_t)SCMI_NOT_SUPPORTED,
					     1 };
	struct bench *bench = bench_of("");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(asked) * ARRAY_SIZE(statuses); i++) {
		const struct lie lie = { CLOCK, 0x2, asked[i % 8], &statuses[i / 8], 1, 0 };

		print_error("message 0x%x, status %d\n", asked[i % 8], (int)statuses[i / 8]);
		assert_int_equal(discover(bench, &lie), 0);
		check_rows(&bench->discovery.found, CLOCK, 0x30000, asked[i % 8]);
	}
	free(bench);
}

static void test_what_can_be_missing(void **state)
{
	const struct lie lies[] = {
		{ BASE, 0x3, ANY, WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 },
		{ BASE, 0x4, ANY, WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 },
		{ BASE, 0x5, ANY, WORDS((uint32_t)SCMI_NOT_FOUND), 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		struct bench *bench = bench_of("");
		const struct platform *found = &bench->discovery.found;

		assert_int_equal(discover(bench, &lies[i]), 0);
		assert_string_equal(found->vendor, i == 0 ? "" : "xen-scmi");
		assert_string_equal(found->sub_vendor, i == 1 ? "" : "model");
		assert_int_equal(found->implementation, i == 2 ? 0 : 0x00010203);
		check_rows(found, CLOCK, 0x30000, ANY);
		free(bench);
	}
}

static void test_no_protocols(void **state)
{
	const struct lie lies[] = {
		{ BASE, 0x1, ANY, WORDS(0, 0x0100), 0 },	/* none */
		{ BASE, 0x6, ANY, WORDS(0, 0), 0 },		/* one, but it cannot be named */
		{ BASE, 0x6, ANY, WORDS(0, 1, 0x00000080), 0 }, /* one that we do not know */
		{ BASE, 0x6, ANY, WORDS(0, 1, 0x00000000), 0 },
		{ BASE, 0x6, ANY, WORDS(0, 1, 0x00000020), 0 },
		{ BASE, 0x6, ANY, WORDS(0, 1, 0x0000000f), 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		struct bench *bench = bench_of("");

		print_error("lie %zu\n", i);
		assert_int_equal(discover(bench, &lies[i]), 0);
		check_rows(&bench->discovery.found, BASE, 0x20001, ANY);
		check_rows(&bench->discovery.found, CLOCK, 0, 0);
		assert_int_equal(bench->discovery.found.count[SCMI_RESOURCE_CLOCK], 0);
		free(bench);
	}
}

static void test_no_vendor_and_no_protocols(void **state)
{
	/* The last question before the list is refused, and there is no list. */
	struct bench *bench = bench_of("");
	struct scmi_packet answer;

	(void)state;
	discovery_start(&bench->discovery);
	packet_fill(&answer, scmi_header(BASE, 0, 0), WORDS(0, 0x20000));
	assert_int_equal(discovery_learn(&bench->discovery, &answer, &bench->why), 0);
	packet_fill(&answer, scmi_header(BASE, 1, 0), WORDS(0, 0));
	assert_int_equal(discovery_learn(&bench->discovery, &answer, &bench->why), 0);
	for (int i = 0; i < 3; i++) {
		assert_false(bench->discovery.found.known);
		packet_fill(&answer, scmi_header(BASE, (uint8_t)(3 + i), 0),
			    WORDS((uint32_t)SCMI_NOT_SUPPORTED));
		assert_int_equal(discovery_learn(&bench->discovery, &answer, &bench->why), 0);
	}
	assert_true(bench->discovery.found.known);
	assert_false(discovery_next(&bench->discovery, &answer));
	free(bench);
}

/* --- firmware that says more than it should --- */

static void test_base_in_the_list_is_no_news(void **state)
{
	const struct lie lie = { BASE, 0x6, ANY, WORDS(0, 1, 0x00000010), 0 };
	struct bench *bench = bench_of("");

	(void)state;
	assert_int_equal(discover(bench, &lie), 0);
	check_rows(&bench->discovery.found, BASE, 0x20001, ANY);
	free(bench);
}

static void test_listed_twice_is_asked_once(void **state)
{
	struct bench *bench = bench_of("also-list 0x14\nclock-version 0x10000\n");

	(void)state;
	assert_int_equal(discover(bench, NULL), 0);
	assert_string_equal(bench->questions,
			    "10.0 10.1 10.3 10.4 10.5 10.6(0) 14.0 14.1 14.2(3) "
			    "14.2(4) 14.2(5) 14.2(6) 14.2(7) ");
	free(bench);
}

static void test_names_are_terminated(void **state)
{
	const uint32_t x = TEXT('x', 'x', 'x', 'x');
	const struct lie lie = { BASE, 0x3, ANY, WORDS(0, x, x, x, x), 0 };
	struct bench *bench = bench_of("");

	(void)state;
	assert_int_equal(discover(bench, &lie), 0);
	assert_string_equal(bench->discovery.found.vendor, "xxxxxxxxxxxxxxx");
	free(bench);
}

static void test_new_versions_have_the_newest_form(void **state)
{
	const struct lie lie = { CLOCK, 0x0, ANY, WORDS(0, 0x12340000), 0 };
	struct bench *bench = bench_of("");

	(void)state;
	assert_int_equal(discover(bench, &lie), 0);
	check_rows(&bench->discovery.found, CLOCK, 0x12340000, ANY);
	free(bench);
}

static void test_attributes_beside_the_count(void **state)
{
	const struct lie lie = { CLOCK, 0x1, ANY, WORDS(0, 0xffff000a), 0 };
	struct bench *bench = bench_of("");

	(void)state;
	assert_int_equal(discover(bench, &lie), 0);
	assert_int_equal(bench->discovery.found.count[SCMI_RESOURCE_CLOCK], 10);
	free(bench);
}

/* --- firmware with which nothing works --- */

static void test_errors(void **state)
{
	const struct {
		struct lie lie;
		const char *why;
	} rows[] = {
		{ { BASE, 0x0, ANY, NOTHING, 0 },
		  "BASE message 0x0: answer of 0 bytes, expected a status" },
		{ { BASE, 0x0, ANY, WORDS(0), 3 },
		  "BASE message 0x0: answer of 3 bytes, expected a status" },
		{ { BASE, 0x0, ANY, WORDS(0), 0 },
		  "BASE message 0x0: answer of 4 bytes, expected 8" },
		{ { BASE, 0x0, ANY, WORDS(0, 0x20000), 7 },
		  "BASE message 0x0: answer of 7 bytes, expected 8" },
		{ { BASE, 0x0, ANY, WORDS(0, 0xffff), 0 },
		  "BASE: version 0xffff, expected 0x10000 or more" },
		{ { BASE, 0x0, ANY, WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 },
		  "BASE message 0x0: status NOT_SUPPORTED (-1), expected SUCCESS" },
		{ { BASE, 0x0, ANY, WORDS(5, 0x20000), 0 },
		  "BASE message 0x0: status unknown status (5), expected SUCCESS" },
		{ { BASE, 0x1, ANY, WORDS((uint32_t)SCMI_BUSY), 0 },
		  "BASE message 0x1: status BUSY (-6), expected SUCCESS" },
		{ { BASE, 0x1, ANY, WORDS(0), 0 },
		  "BASE message 0x1: answer of 4 bytes, expected 8" },
		{ { BASE, 0x3, ANY, WORDS(0, 0, 0, 0, 0), 19 },
		  "BASE message 0x3: answer of 19 bytes, expected 20" },
		{ { BASE, 0x4, ANY, WORDS(0), 0 },
		  "BASE message 0x4: answer of 4 bytes, expected 20" },
		{ { BASE, 0x5, ANY, WORDS(0), 0 },
		  "BASE message 0x5: answer of 4 bytes, expected 8" },
		{ { BASE, 0x6, ANY, WORDS((uint32_t)SCMI_DENIED), 0 },
		  "BASE message 0x6: status DENIED (-3), expected SUCCESS" },
		{ { BASE, 0x6, ANY, WORDS(0), 0 },
		  "BASE message 0x6: answer of 4 bytes, expected 8" },
		{ { BASE, 0x6, ANY, WORDS(0, 1), 0 },
		  "protocol list: 1 protocols in an answer of 8 bytes, expected 10" },
		{ { BASE, 0x6, ANY, WORDS(0, 11, 0x14141414, 0x14141414, 0x141414), 0 },
		  "protocol list: 11 protocols in an answer of 20 bytes, expected 10" },
		{ { BASE, 0x6, ANY, WORDS(0, 0xffffffff, 0x14), 0 },
		  "protocol list: 4294967295 protocols in an answer of 12 bytes, expected 10" },
		{ { CLOCK, 0x0, ANY, WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 },
		  "CLOCK message 0x0: status NOT_SUPPORTED (-1), expected SUCCESS" },
		{ { CLOCK, 0x0, ANY, WORDS(0, 0), 0 },
		  "CLOCK: version 0x0, expected 0x10000 or more" },
		{ { CLOCK, 0x0, ANY, WORDS(0), 0 },
		  "CLOCK message 0x0: answer of 4 bytes, expected 8" },
		{ { CLOCK, 0x1, ANY, WORDS((uint32_t)SCMI_HARDWARE_ERROR), 0 },
		  "CLOCK message 0x1: status HARDWARE_ERROR (-9), expected SUCCESS" },
		{ { CLOCK, 0x1, ANY, WORDS(0, 10), 6 },
		  "CLOCK message 0x1: answer of 6 bytes, expected 8" },
		{ { CLOCK, 0x2, 0x7, WORDS(0), 0 },
		  "CLOCK message 0x2: answer of 4 bytes, expected 8" },
		{ { CLOCK, 0x2, ANY, WORDS(0), 2 },
		  "CLOCK message 0x2: answer of 2 bytes, expected a status" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = bench_of("");

		print_error("%s:\n", rows[i].why);
		assert_int_equal(discover(bench, &rows[i].lie), -EPROTO);
		assert_string_equal(bench->why.text, rows[i].why);
		free(bench);
	}
}

static void test_list_must_not_grow_in_parts(void **state)
{
	/* The second part of the list brings more than was announced. */
	const struct lie lie = { BASE, 0x6, 24, WORDS(0, 4, 0x14141414), 0 };
	struct bench *bench = bench_of("payload 32\nalso-list 0x81,0x82,0x83,0x84,0x85,0x86,0x87,"
				       "0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f,0x90,0x91\n");

	(void)state;
	assert_int_equal(discover(bench, &lie), -EPROTO);
	assert_string_equal(bench->why.text,
			    "protocol list: 4 protocols in an answer of 12 bytes, expected 3");
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_version),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_nothing_is_known_before),
		cmocka_unit_test(test_starting_anew_forgets),
		cmocka_unit_test(test_messages_that_firmware_lacks),
		cmocka_unit_test(test_what_can_be_missing),
		cmocka_unit_test(test_no_protocols),
		cmocka_unit_test(test_no_vendor_and_no_protocols),
		cmocka_unit_test(test_base_in_the_list_is_no_news),
		cmocka_unit_test(test_listed_twice_is_asked_once),
		cmocka_unit_test(test_names_are_terminated),
		cmocka_unit_test(test_new_versions_have_the_newest_form),
		cmocka_unit_test(test_attributes_beside_the_count),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_list_must_not_grow_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
