// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_names.c - asking the firmware for names: the model firmware's, and answers that are wrong
 */
#include "packet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "daemon/names.h"
#include "tests/firmware/model.h"
#include "tests/unit/board.h"

#define SENSOR	0x15
#define CLOCK	0x14
#define PINCTRL 0x19

/* More questions than there are answers. */
#define ENDLESS 2000

/**
 * struct lie - what the firmware answers in place of the truth
 * @id:     that is asked about
 * @length: of the answer, its words being all that follow the status
 */
struct lie {
	uint8_t protocol, message;
	uint32_t id;
	uint32_t words[8];
	uint32_t length;
};

static struct bench {
	struct resources resources;
	struct model model;
	struct platform platform;
	struct naming naming;
	unsigned int asked, wrong;
	char why[2000];
} bench;

static void ignore_log(void *context, const char *line)
{
	(void)context;
	(void)line;
}

/** discover() - what the model has, as the daemon learns it */
static void discover(void)
{
	static struct scmi_packet request, answer;
	struct discovery discovery;
	struct why why;

	discovery_start(&discovery);
	while (discovery_next(&discovery, &request)) {
		model_serve(&bench.model, &request, &answer);
		assert_int_equal(discovery_learn(&discovery, &answer, &why), 0);
	}
	bench.platform = discovery.found;
}

static int set_up(void **state)
{
	(void)state;
	memset(&bench, 0, sizeof(bench));
	board_read(&bench.resources, fopen(BOARD, "re"));
	model_init(&bench.model, &bench.resources, ignore_log, NULL, false);
	discover();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	names_clear(&bench.naming.found);
	return 0;
}

static void tell_lie(const struct lie *lie, const struct scmi_packet *request,
		     struct scmi_packet *answer)
{
	if (!lie || scmi_header_protocol(request->header) != lie->protocol ||
	    scmi_header_message(request->header) != lie->message || request->payload[0] != lie->id)
		return;
	memset(answer->payload, 0, sizeof(answer->payload));
	memcpy(answer->payload, lie->words, sizeof(lie->words));
	answer->length = lie->length;
}

static void ask_all(const struct lie *lie)
{
	static struct scmi_packet request, answer;
	struct why why;

	bench.asked = bench.wrong = 0;
	bench.why[0] = '\0';
	naming_start(&bench.naming, &bench.platform);
	while (naming_next(&bench.naming, &request)) {
		int rc;

		assert_in_range(++bench.asked, 0, ENDLESS);
		assert_int_equal(scmi_header_token(request.header), 0);
		assert_false(bench.naming.found.known);
		memset(&answer, 0xa5, sizeof(answer));
		model_serve(&bench.model, &request, &answer);
		tell_lie(lie, &request, &answer);
		rc = naming_learn(&bench.naming, &answer, &why);
		assert_in_range(rc, 0, 1);
		if (rc) {
			bench.wrong++;
			strcat(strcat(bench.why, why.text), "\n");
		}
	}
	assert_true(bench.naming.found.known && bench.naming.found.pins_known);
}

static void is_called(enum scmi_resource resource, uint32_t id, const char *expected)
{
	const char *name = names_of(&bench.naming.found, resource, id);

	if (!expected)
		assert_null(name);
	else if (!name)
		fail_msg("%s %u has no name", scmi_resource_name(resource), id);
	else
		assert_string_equal(name, expected);
}

static void test_every_kind(void **state)
{
	const struct names *names = &bench.naming.found;

	(void)state;
	ask_all(NULL);
	assert_int_equal(bench.wrong, 0);
	is_called(SCMI_RESOURCE_CLOCK, 3, "rtc_pclk");
	is_called(SCMI_RESOURCE_CLOCK, 5, "audio_pll_with_a_long_name");
	is_called(SCMI_RESOURCE_CLOCK, 10, NULL);
	is_called(SCMI_RESOURCE_POWER, 3, "gpu_domain_with_long_name");
	is_called(SCMI_RESOURCE_PERF, 0, "cpu");
	is_called(SCMI_RESOURCE_PERF, 5, "fixed_speed_of_the_old_bus");
	is_called(SCMI_RESOURCE_SENSOR, 3, "battery_voltage_behind_the_charger");
	is_called(SCMI_RESOURCE_SENSOR, 4, "fan");
	is_called(SCMI_RESOURCE_SENSOR, 7, NULL);
	is_called(SCMI_RESOURCE_SENSOR, 8, "behind_a_gap");
	is_called(SCMI_RESOURCE_RESET, 3, "gpu_reset_with_a_long_name");
	is_called(SCMI_RESOURCE_RESET, 1, "rtc");
	is_called(SCMI_RESOURCE_VOLTAGE, 5, "supply_with_a_long_name");
	is_called(SCMI_RESOURCE_POWERCAP, 2, "accelerator_with_a_long_name");
	is_called(SCMI_RESOURCE_PIN, 8, "camera_pin_with_a_long_name");
	is_called(SCMI_RESOURCE_PIN, 79, "gpio79");
	is_called(SCMI_RESOURCE_PIN_GROUP, 1, "spi");
	is_called(SCMI_RESOURCE_PIN_FUNCTION, 2, "gpio_with_every_group");
	is_called(SCMI_RESOURCE_VENDOR, 0, NULL);
	assert_int_equal(names_find(names, SCMI_RESOURCE_PIN_GROUP, "spi"), 1);
	assert_int_equal(names_find(names, SCMI_RESOURCE_PIN, "gpio79"), 79);
	assert_int_equal(names_find(names, SCMI_RESOURCE_PIN, "spi"), RIGHTS_IDS);
	assert_int_equal(names_find(names, SCMI_RESOURCE_VENDOR, "spi"), RIGHTS_IDS);
}

static void test_pins_of_groups(void **state)
{
	const struct name *groups;

	(void)state;
	ask_all(NULL);
	groups = bench.naming.found.of[SCMI_RESOURCE_PIN_GROUP];
	assert_int_equal(groups[0].pin_count, 2);
	assert_int_equal(groups[0].pins[0], 2);
	assert_int_equal(groups[0].pins[1], 3);
	/* They come in several answers. */
	assert_int_equal(groups[2].pin_count, 70);
	for (uint32_t i = 0; i < 70; i++)
		assert_int_equal(groups[2].pins[i], 10 + i);
}

/* What is wrong with one name leaves one resource without. */
static void test_wrong_answers(void **state)
{
	static const struct {
		struct lie lie;
		const char *why;
	} rows[] = {
		{ { CLOCK, 0x3, 3, { 0, 0 }, 8 }, "clock 3: attributes of 8 bytes, expected 24\n" },
		{ { CLOCK, 0x3, 3, { 0xfffffffc }, 4 }, "" },
		{ { CLOCK, 0x3, 3, { 0 }, 0 }, "" },
		{ { CLOCK, 0x3, 3, { 0, 0, 0 }, 24 }, "" },		 /* an empty name */
		{ { SENSOR, 0x3, 0, { 0, 1, 7, 0, 0, 0x61 }, 36 }, "" }, /* another's */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("row %zu\n", i);
		ask_all(&rows[i].lie);
		assert_string_equal(bench.why, rows[i].why);
		is_called(rows[i].lie.protocol == CLOCK ? SCMI_RESOURCE_CLOCK :
							  SCMI_RESOURCE_SENSOR,
			  rows[i].lie.id, NULL);
		is_called(SCMI_RESOURCE_CLOCK, 4, "gpio_pclk");
		is_called(SCMI_RESOURCE_SENSOR, 8, "behind_a_gap");
	}
}

/* An agent that may not know a name now may know it later; of one that is not there it will not. */
static void test_denied(void **state)
{
	static const struct lie denied = { CLOCK, 0x3, 3, { 0xfffffffd }, 4 };
	static const struct lie not_found = { CLOCK, 0x3, 3, { 0xfffffffc }, 4 };

	(void)state;
	ask_all(&denied);
	assert_true(bench.naming.was_denied);
	is_called(SCMI_RESOURCE_CLOCK, 3, NULL);
	ask_all(&not_found);
	assert_false(bench.naming.was_denied);
}

/* Without the long form the short one stays. */
static void test_wrong_long_names(void **state)
{
	static const struct lie refused = { CLOCK, 0x8, 5, { 0xffffffff }, 4 };
	static const struct lie cut = { CLOCK, 0x8, 5, { 0, 0, 0x61616161 }, 71 };

	(void)state;
	ask_all(&refused);
	is_called(SCMI_RESOURCE_CLOCK, 5, "audio_pll_with_");
	assert_int_equal(bench.wrong, 0);
	ask_all(&cut);
	is_called(SCMI_RESOURCE_CLOCK, 5, "audio_pll_with_");
	assert_string_equal(bench.why, "clock 5: long name of 71 bytes, expected 72\n");
}

static void test_wrong_lists_of_pins(void **state)
{
	static const struct {
		struct lie lie;
		uint32_t count;
		const char *why;
	} rows[] = {
		{ { PINCTRL, 0x4, 1, { 0xfffffffc }, 4 }, 0, "" },
		{ { PINCTRL, 0x4, 1, { 0 }, 4 },
		  0,
		  "pin-group 1: 0 pins in an answer of 4 bytes\n" },
		{ { PINCTRL, 0x4, 1, { 0, 2, 0x10002 }, 10 },
		  0,
		  "pin-group 1: 2 pins in an answer of 10 bytes\n" },
		{ { PINCTRL, 0x4, 1, { 0, 0x10000 }, 8 }, 0, "" }, /* more, but none here */
		{ { PINCTRL, 0x4, 1, { 0, 1, 5 }, 10 }, 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("row %zu\n", i);
		ask_all(&rows[i].lie);
		assert_string_equal(bench.why, rows[i].why);
		is_called(SCMI_RESOURCE_PIN_GROUP, 1, "spi");
		assert_int_equal(bench.naming.found.of[SCMI_RESOURCE_PIN_GROUP][1].pin_count,
				 rows[i].count);
	}
}

/** ask_in_vain() - ask all, but no answer comes about a resource for so many times in a row */
static void ask_in_vain(uint8_t protocol, uint8_t message, uint32_t id, unsigned int times)
{
	static struct scmi_packet request, answer;
	struct why why;

	bench.asked = bench.wrong = 0;
	bench.why[0] = '\0';
	naming_start(&bench.naming, &bench.platform);
	while (naming_next(&bench.naming, &request)) {
		bool is_lost = scmi_header_protocol(request.header) == protocol &&
			scmi_header_message(request.header) == message && request.payload[0] == id;

		assert_in_range(++bench.asked, 0, ENDLESS);
		if (is_lost && times) {
			times--;
			if (naming_fail(&bench.naming, -ETIMEDOUT, &why)) {
				bench.wrong++;
				strcat(strcat(bench.why, why.text), "\n");
			}
			continue;
		}
		model_serve(&bench.model, &request, &answer);
		assert_int_equal(naming_learn(&bench.naming, &answer, &why), 0);
	}
	assert_int_equal(times, 0);
	assert_true(bench.naming.found.known);
}

/* One that is lost is asked for again; what never comes does not keep the others from coming. */
static void test_answers_that_do_not_come(void **state)
{
	unsigned int all;

	(void)state;
	ask_all(NULL);
	all = bench.asked;
	ask_in_vain(CLOCK, 0x3, 3, 2);
	assert_int_equal(bench.asked, all + 2);
	assert_string_equal(bench.why, "");
	is_called(SCMI_RESOURCE_CLOCK, 3, "rtc_pclk");

	ask_in_vain(CLOCK, 0x3, 3, 3);
	assert_int_equal(bench.asked, all + 2);
	assert_string_equal(bench.why, "clock 3: Connection timed out, 3 times\n");
	is_called(SCMI_RESOURCE_CLOCK, 3, NULL);
	is_called(SCMI_RESOURCE_CLOCK, 4, "gpio_pclk");

	/* Without the long form the short one stays. */
	ask_in_vain(CLOCK, 0x8, 5, 3);
	assert_string_equal(bench.why, "clock 5: Connection timed out, 3 times\n");
	is_called(SCMI_RESOURCE_CLOCK, 5, "audio_pll_with_");

	ask_in_vain(PINCTRL, 0x4, 1, 3);
	assert_string_equal(bench.why, "pin-group 1: Connection timed out, 3 times\n");
	is_called(SCMI_RESOURCE_PIN_GROUP, 1, "spi");
	is_called(SCMI_RESOURCE_PIN_GROUP, 2, "many");
}

/* Pins come first, since guests wait for them. */
static void test_pins_first(void **state)
{
	static struct scmi_packet request, answer;
	struct why why;

	(void)state;
	naming_start(&bench.naming, &bench.platform);
	while (!bench.naming.found.pins_known) {
		assert_true(naming_next(&bench.naming, &request));
		assert_int_equal(scmi_header_protocol(request.header), PINCTRL);
		model_serve(&bench.model, &request, &answer);
		assert_int_equal(naming_learn(&bench.naming, &answer, &why), 0);
	}
	assert_true(naming_next(&bench.naming, &request));
	assert_int_not_equal(scmi_header_protocol(request.header), PINCTRL);
}

static void test_firmware_without_names(void **state)
{
	static struct scmi_packet request;

	(void)state;
	memset(&bench.platform, 0, sizeof(bench.platform));
	naming_start(&bench.naming, &bench.platform);
	assert_false(naming_next(&bench.naming, &request));
	assert_true(bench.naming.found.known);
	/* There are resources, but no message that tells of them. */
	bench.platform.count[SCMI_RESOURCE_CLOCK] = 10;
	naming_start(&bench.naming, &bench.platform);
	assert_false(naming_next(&bench.naming, &request));
	is_called(SCMI_RESOURCE_CLOCK, 3, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_kind),
		TEST(test_pins_of_groups),
		TEST(test_wrong_answers),
		TEST(test_denied),
		TEST(test_wrong_long_names),
		TEST(test_wrong_lists_of_pins),
		TEST(test_answers_that_do_not_come),
		TEST(test_pins_first),
		TEST(test_firmware_without_names),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
