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
#include "proto/system_power.h"
#include "tests/firmware/model.h"
#include "tests/unit/board.h"

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
	char left_out[500]; /* why protocols were, a line each */
};

static void ignore_log(void *context, const char *line)
{
	(void)context;
	(void)line;
}

/** is_about_clocks() - whether a board's line is a setting of no kind of resource, or of clocks */
static bool is_about_clocks(const char *line)
{
	static const char *const words[] = { "vendor ", "sub-vendor ", "implementation ",
					     "clock " };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (!strncmp(line, words[i], strlen(words[i])))
			return true;
	return false;
}

/** bench_with() - the board of the system tests, or its clocks alone, with more lines */
static struct bench *bench_with(const char *more, bool (*wanted)(const char *line))
{
	struct bench *bench = calloc(1, sizeof(*bench));
	char text[16384] = "", line[512];
	FILE *in = fopen(BOARD, "re");

	assert_non_null(bench);
	assert_non_null(in);
	while (fgets(line, sizeof(line), in))
		if (!wanted || wanted(line))
			strncat(text, line, sizeof(text) - strlen(text) - 1);
	fclose(in);
	strncat(text, more, sizeof(text) - strlen(text) - 1);
	board_read(&bench->resources, board_text(text));
	model_init(&bench->model, &bench->resources, ignore_log, NULL, false);
	return bench;
}

/** bench_of() - firmware with ten clocks and nothing else; the caller frees it */
static struct bench *bench_of(const char *more)
{
	return bench_with(more, is_about_clocks);
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
	bench->left_out[0] = '\0';
	discovery_start(&bench->discovery);
	for (int asked = 0; rc >= 0 && discovery_next(&bench->discovery, &request); asked++) {
		assert_in_range(asked, 0, ENDLESS);
		assert_false(bench->discovery.found.known);
		note_question(bench, &request);
		memset(&answer, 0xa5, sizeof(answer));
		model_serve(&bench->model, &request, &answer);
		tell_lie(lie, &request, &answer);
		rc = discovery_learn(&bench->discovery, &answer, &bench->why);
		if (rc > 0)
			snprintf(bench->left_out + strlen(bench->left_out),
				 sizeof(bench->left_out) - strlen(bench->left_out), "%s\n",
				 bench->why.text);
	}
	assert_int_equal(bench->discovery.found.known, rc >= 0);
	return rc < 0 ? rc : 0;
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
	for (int protocol = 0; protocol < 0x80; protocol++)
		if (protocol == SCMI_SYSTEM_POWER) /* is there without the firmware */
			check_rows(found, SCMI_SYSTEM_POWER, 0x20001, ANY);
		else if (protocol != BASE && protocol != CLOCK)
			check_rows(found, (uint8_t)protocol, 0, 0);
}

/* --- good firmware --- */

static void test_every_protocol(void **state)
{
	static const struct {
		uint8_t protocol;
		uint32_t version;
	} protocols[] = {
		{ 0x10, 0x20001 }, { 0x11, 0x30001 }, { 0x12, 0x20001 }, { 0x13, 0x40000 },
		{ 0x14, 0x30000 }, { 0x15, 0x30001 }, { 0x16, 0x30001 }, { 0x17, 0x20001 },
		{ 0x18, 0x20000 }, { 0x19, 0x10000 },
	};
	static const uint32_t counts[SCMI_RESOURCES] = {
		[SCMI_RESOURCE_CLOCK] = 10,	  [SCMI_RESOURCE_POWER] = 6,
		[SCMI_RESOURCE_PERF] = 6,	  [SCMI_RESOURCE_SENSOR] = 9,
		[SCMI_RESOURCE_RESET] = 5,	  [SCMI_RESOURCE_VOLTAGE] = 8,
		[SCMI_RESOURCE_POWERCAP] = 5,	  [SCMI_RESOURCE_PIN] = 80,
		[SCMI_RESOURCE_PIN_GROUP] = 3,	  [SCMI_RESOURCE_PIN_FUNCTION] = 3,
		[SCMI_RESOURCE_SYSTEM_POWER] = 3, [SCMI_RESOURCE_VENDOR] = 0x10000,
		[SCMI_RESOURCE_DEVICE] = 0x10000,
	};
	struct bench *bench = bench_with("", NULL);
	const struct platform *found = &bench->discovery.found;

	(void)state;
	assert_int_equal(discover(bench, NULL), 0);
	assert_string_equal(bench->left_out, "");
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		check_rows(found, protocols[i].protocol, protocols[i].version, ANY);
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		assert_int_equal(found->count[resource], counts[resource]);
	for (unsigned int vendor = 0x80; vendor < 0x100; vendor++)
		assert_int_equal(platform_message(found, (uint8_t)vendor, 5) != NULL,
				 vendor == 0x80);
	assert_int_equal(found->attributes[0x13 - 0x10][0] & 0xffff, 6);
	assert_int_equal(found->attributes[0x19 - 0x10][0], 3 << 16 | 80);
	assert_int_equal(found->attributes[0x19 - 0x10][1], 3);
	/* SYSTEM_POWER is not asked for anything. */
	assert_null(strstr(bench->questions, "12."));
	free(bench);
}

/* Firmware of which one protocol does not work is used without it. */
static void test_protocols_that_do_not_answer(void **state)
{
	static const struct {
		uint8_t protocol, message;
		const char *why;
	} rows[] = {
		{ 0x11, 0x0,
		  "POWER_DOMAIN message 0x0: status NOT_SUPPORTED (-1), expected "
		  "SUCCESS\n" },
		{ 0x13, 0x1,
		  "PERFORMANCE message 0x1: status NOT_SUPPORTED (-1), expected "
		  "SUCCESS\n" },
		{ 0x19, 0x1, "PINCTRL message 0x1: status NOT_SUPPORTED (-1), expected SUCCESS\n" },
	};
	const struct lie short_answer = { 0x19, 0x1, ANY, WORDS(0, 5), 0 };
	struct bench *bench = bench_with("", NULL);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct lie lie = { rows[i].protocol, rows[i].message, ANY,
					 WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 };

		print_error("%s", rows[i].why);
		assert_int_equal(discover(bench, &lie), 0);
		assert_string_equal(bench->left_out, rows[i].why);
		check_rows(&bench->discovery.found, rows[i].protocol, 0, 0);
		check_rows(&bench->discovery.found, CLOCK, 0x30000, ANY);
		check_rows(&bench->discovery.found, 0x18, 0x20000, ANY);
	}
	assert_int_equal(discover(bench, &short_answer), 0);
	assert_string_equal(bench->left_out, "PINCTRL: attributes of 8 bytes, expected 12\n");
	assert_int_equal(bench->discovery.found.count[SCMI_RESOURCE_PIN], 0);
	free(bench);
}

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
		  "14.2(7) 14.2(8) 14.2(11) 14.2(12) 14.2(13) 14.2(14) 14.2(15) " },
		{ "clock-version 0x10000\n",
		  "10.0 10.1 10.3 10.4 10.5 10.6(0) 14.0 14.1 14.2(3) 14.2(4) 14.2(5) 14.2(6) "
		  "14.2(7) " },
		/* 24 to an answer; those that the board lists and does not have answer nothing */
		{ "clock-version 0x10000\npayload 32\nalso-list 0x11,0x12,0x13,0x15,0x16,0x17,0x18,"
		  "0x19,0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x87,0x88,0x89,0x8a,0x8b,0x8c,0x8d,"
		  "0x8e,0x8f,0x90,0x91,0x92,0x93,0x94,0x95,0x96,0x97,0x98,0x99,0x9a,0x9b,0x9c,"
		  "0x9d,0x9e,0x9f,0xff\n",
		  "10.0 10.1 10.3 10.4 10.5 10.6(0) 10.6(24) 11.0 13.0 14.0 14.1 14.2(3) 14.2(4) "
		  "14.2(5) 14.2(6) 14.2(7) 15.0 16.0 17.0 18.0 19.0 " },
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
	static const uint8_t asked[] = { 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0xb, 0xc, 0xd, 0xe, 0xf };
	static const uint32_t statuses[] = { (uint32_t)SCMI_NOT_FOUND, (uint32_t)SCMI_NOT_SUPPORTED,
					     (uint32_t)SCMI_DENIED };
	struct bench *bench = bench_of("");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(asked) * ARRAY_SIZE(statuses); i++) {
		const struct lie lie = { CLOCK, 0x2, asked[i % 11], &statuses[i / 11], 1, 0 };

		print_error("message 0x%x, status %d\n", asked[i % 11], (int)statuses[i / 11]);
		assert_int_equal(discover(bench, &lie), 0);
		assert_string_equal(bench->left_out, "");
		assert_false(bench->discovery.is_partial);
		check_rows(&bench->discovery.found, CLOCK, 0x30000, asked[i % 11]);
	}
	free(bench);
}

/* An answer that says neither that a message is there nor that it is not has that one left out. */
static void test_messages_of_which_nothing_is_said(void **state)
{
	const struct {
		struct lie lie;
		const char *why;
	} rows[] = {
		{ { CLOCK, 0x2, 0x7, WORDS((uint32_t)SCMI_BUSY), 0 },
		  "CLOCK message 0x2 of 0x7: status BUSY (-6), expected SUCCESS\n" },
		{ { CLOCK, 0x2, 0x7, WORDS((uint32_t)SCMI_GENERIC_ERROR), 0 },
		  "CLOCK message 0x2 of 0x7: status GENERIC_ERROR (-8), expected SUCCESS\n" },
		{ { CLOCK, 0x2, 0x7, WORDS(1), 0 },
		  "CLOCK message 0x2 of 0x7: status unknown status (1), expected SUCCESS\n" },
		{ { CLOCK, 0x2, 0x7, WORDS(0), 0 },
		  "CLOCK message 0x2 of 0x7: answer of 4 bytes, expected 8\n" },
		{ { CLOCK, 0x2, 0x7, WORDS(0), 2 },
		  "CLOCK message 0x2 of 0x7: answer of 2 bytes, expected a status\n" },
		{ { BASE, 0x3, ANY, WORDS((uint32_t)SCMI_BUSY), 0 },
		  "BASE message 0x3: status BUSY (-6), expected SUCCESS\n" },
		{ { BASE, 0x3, ANY, WORDS(0, 0, 0, 0, 0), 19 },
		  "BASE message 0x3: answer of 19 bytes, expected 20\n" },
		{ { BASE, 0x4, ANY, WORDS(0), 0 },
		  "BASE message 0x4: answer of 4 bytes, expected 20\n" },
		{ { BASE, 0x5, ANY, WORDS(0), 0 },
		  "BASE message 0x5: answer of 4 bytes, expected 8\n" },
	};
	struct bench *bench = bench_of("");
	struct platform whole;

	(void)state;
	assert_int_equal(discover(bench, NULL), 0);
	assert_false(bench->discovery.is_partial);
	whole = bench->discovery.found;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct platform *found = &bench->discovery.found;

		print_error("%s", rows[i].why);
		assert_int_equal(discover(bench, &rows[i].lie), 0);
		assert_string_equal(bench->left_out, rows[i].why);
		assert_true(bench->discovery.is_partial);
		check_rows(found, CLOCK, 0x30000, rows[i].lie.protocol == CLOCK ? 0x7 : ANY);
		/* What was known before is not forgotten for that. */
		assert_false(platform_is_equal(found, &whole));
		platform_keep(found, &whole);
		assert_true(platform_is_equal(found, &whole));
	}
	free(bench);
}

static void test_protocols_of_which_nothing_is_said(void **state)
{
	const struct lie busy = { 0x19, 0x1, ANY, WORDS((uint32_t)SCMI_BUSY), 0 };
	const struct lie none = { 0x19, 0x0, ANY, WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 };
	struct bench *bench = bench_with("", NULL);
	struct platform *found = &bench->discovery.found, whole;

	(void)state;
	assert_int_equal(discover(bench, NULL), 0);
	whole = *found;
	assert_int_equal(discover(bench, &busy), 0);
	assert_string_equal(bench->left_out,
			    "PINCTRL message 0x1: status BUSY (-6), expected SUCCESS\n");
	assert_true(bench->discovery.is_partial);
	check_rows(found, 0x19, 0, 0);
	platform_keep(found, &whole);
	assert_true(platform_is_equal(found, &whole));
	/* That it is not there is an answer. */
	assert_int_equal(discover(bench, &none), 0);
	assert_false(bench->discovery.is_partial);
	free(bench);
}

/* Another version than before, or more than before, stays. */
static void test_keeping_what_was_known(void **state)
{
	struct bench *old = bench_of("clock-version 0x10000\n"), *new = bench_with("", NULL);
	struct platform *found = &new->discovery.found, whole;

	(void)state;
	assert_int_equal(discover(old, NULL), 0);
	assert_int_equal(discover(new, NULL), 0);
	whole = *found;
	platform_keep(found, &old->discovery.found);
	assert_true(platform_is_equal(found, &whole));
	free(old);
	free(new);
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
		{ { BASE, 0x6, ANY, WORDS((uint32_t)SCMI_DENIED), 0 },
		  "BASE message 0x6: status DENIED (-3), expected SUCCESS" },
		{ { BASE, 0x6, ANY, WORDS(0), 0 },
		  "BASE message 0x6: answer of 4 bytes, expected 8" },
		{ { BASE, 0x6, ANY, WORDS(0, 1), 0 },
		  "protocol list: 1 protocols in an answer of 8 bytes" },
		{ { BASE, 0x6, ANY, WORDS(0, 0xffffffff, 0x14), 0 },
		  "protocol list: 4294967295 protocols in an answer of 12 bytes" },
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
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = bench_of("");

		print_error("%s:\n", rows[i].why);
		/* Without BASE there is nothing; without CLOCK there is all else. */
		assert_int_equal(discover(bench, &rows[i].lie),
				 rows[i].lie.protocol == BASE ? -EPROTO : 0);
		assert_string_equal(bench->why.text, rows[i].why);
		assert_int_equal(bench->left_out[0] != 0, rows[i].lie.protocol == CLOCK);
		assert_int_equal(platform_version(&bench->discovery.found, CLOCK), 0);
		free(bench);
	}
}

/* Of a list that goes wrong, what was heard before stays. */
static void test_lists_that_go_wrong_in_their_second_part(void **state)
{
	const struct {
		struct lie lie;
		bool is_partial;
		const char *why;
	} rows[] = {
		{ { BASE, 0x6, 24, WORDS((uint32_t)SCMI_NOT_SUPPORTED), 0 },
		  true,
		  "BASE message 0x6: status NOT_SUPPORTED (-1), expected SUCCESS\n" },
		{ { BASE, 0x6, 24, WORDS((uint32_t)SCMI_BUSY), 0 },
		  true,
		  "BASE message 0x6: status BUSY (-6), expected SUCCESS\n" },
		{ { BASE, 0x6, 24, WORDS(0), 0 },
		  true,
		  "BASE message 0x6: answer of 4 bytes, expected 8\n" },
		{ { BASE, 0x6, 24, WORDS(0, 5, 0x14141414), 0 },
		  true,
		  "protocol list: 5 protocols in an answer of 12 bytes\n" },
		{ { BASE, 0x6, 24, WORDS(0, 4, 0x91908f8e), 0 },
		  false,
		  "protocol list: 4 protocols, expected no more than 3\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = bench_of("payload 32\nclock-version 0x10000\n"
					       "also-list 0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x87,"
					       "0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f,0x90,0x91,"
					       "0x92,0x93,0x94,0x95,0x96,0x97,0x98,0x99\n");

		print_error("%s", rows[i].why);
		assert_int_equal(discover(bench, &rows[i].lie), 0);
		assert_string_equal(bench->left_out, rows[i].why);
		assert_int_equal(bench->discovery.is_partial, rows[i].is_partial);
		check_rows(&bench->discovery.found, CLOCK, 0x10000, ANY);
		assert_true(platform_has_vendor(&bench->discovery.found, 0x95));
		assert_false(platform_has_vendor(&bench->discovery.found, 0x98));
		free(bench);
	}
}

static void test_list_with_more_than_announced(void **state)
{
	const struct lie lie = { BASE, 0x6, ANY, WORDS(0, 2, 0x1480), 0 };
	struct bench *bench = bench_of("");

	(void)state;
	assert_int_equal(discover(bench, &lie), 0);
	assert_string_equal(bench->left_out,
			    "protocol list: 2 protocols, expected no more than 1\n");
	assert_false(bench->discovery.is_partial);
	check_rows(&bench->discovery.found, CLOCK, 0x30000, ANY);
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_protocol),
		cmocka_unit_test(test_protocols_that_do_not_answer),
		cmocka_unit_test(test_every_version),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_nothing_is_known_before),
		cmocka_unit_test(test_starting_anew_forgets),
		cmocka_unit_test(test_messages_that_firmware_lacks),
		cmocka_unit_test(test_messages_of_which_nothing_is_said),
		cmocka_unit_test(test_protocols_of_which_nothing_is_said),
		cmocka_unit_test(test_keeping_what_was_known),
		cmocka_unit_test(test_what_can_be_missing),
		cmocka_unit_test(test_no_protocols),
		cmocka_unit_test(test_no_vendor_and_no_protocols),
		cmocka_unit_test(test_base_in_the_list_is_no_news),
		cmocka_unit_test(test_listed_twice_is_asked_once),
		cmocka_unit_test(test_names_are_terminated),
		cmocka_unit_test(test_new_versions_have_the_newest_form),
		cmocka_unit_test(test_attributes_beside_the_count),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_lists_that_go_wrong_in_their_second_part),
		cmocka_unit_test(test_list_with_more_than_announced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
