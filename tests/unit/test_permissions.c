// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_permissions.c - what an agent may use: the model firmware's agents, and firmware that
 * refuses
 */
#include "packet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "daemon/permissions.h"
#include "tests/firmware/model.h"
#include "tests/unit/board.h"

#define BOARD_TEXT                                                                \
	"agent 1 dom0\nagent 2 gateway restricted\n"                              \
	"clock 3 rtc off rate=1\nclock 4 gpio off rate=1\nclock 5 x off rate=1\n" \
	"device 7 rtc clock=3\ndevice 8 gpio clock=4\ndevice 9 x clock=5\n"

static struct bench {
	struct resources resources;
	struct model model;
	struct permissions permissions;
	struct rights wanted;
	bool has_guests, may_take;
	enum scmi_status lie; /* to every command but the first; 0: the truth */
	char log[2000];
} bench;

static void collect(void *context, const char *line)
{
	(void)context;
	snprintf(bench.log + strlen(bench.log), sizeof(bench.log) - strlen(bench.log), "%s\n",
		 line);
}

static int set_up(void **state)
{
	(void)state;
	memset(&bench, 0, sizeof(bench));
	board_read(&bench.resources, board_text(BOARD_TEXT));
	model_init(&bench.model, &bench.resources, collect, NULL, false);
	bench.permissions.agent = 2;
	bench.may_take = true;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	permissions_clear(&bench.permissions);
	rights_clear(&bench.wanted);
	return 0;
}

/** says() - what the firmware logs, and what goes wrong, until all is as it is wanted */
static void says(const char *devices, const char *expected)
{
	static struct scmi_packet request, answer;
	struct why why;
	int asked = 0;

	rights_clear(&bench.wanted);
	assert_int_equal(rights_parse(&bench.wanted, SCMI_RESOURCE_DEVICE, devices, &why), 0);
	bench.log[0] = '\0';
	for (;;) {
		const struct permissions_wanted wanted = { &bench.wanted, bench.has_guests,
							   bench.may_take };

		if (!permissions_next(&bench.permissions, &wanted, &request))
			break;
		assert_in_range(++asked, 0, 20);
		model_serve(&bench.model, &request, &answer);
		if (bench.lie && scmi_header_message(request.header) != SCMI_BASE_DISCOVER_AGENT)
			packet_fill(&answer, request.header, WORDS((uint32_t)bench.lie));
		if (permissions_learn(&bench.permissions, &answer, &why))
			collect(NULL, why.text);
	}
	assert_string_equal(bench.log, expected);
}

#define RESET	      "base: reset agent 2 and permissions\n"
#define ALLOW(device) "base: permissions agent 2 device " device " allow\n"
#define DENY(device)  "base: permissions agent 2 device " device " deny\n"

static void test_guests_come_and_go(void **state)
{
	(void)state;
	/* An agent that nobody speaks as starts with nothing. */
	says("", RESET);
	assert_string_equal(bench.permissions.name, "gateway");
	says("", "");
	bench.has_guests = true;
	assert_false(bench.permissions.has_more);
	says("7 9", ALLOW("7") ALLOW("9"));
	assert_true(bench.permissions.has_more);
	says("7 9", "");
	says("7 8", DENY("9") ALLOW("8"));
	/* Firmware that only says that it resets an agent has had each taken before. */
	bench.has_guests = false;
	says("", DENY("7") DENY("8") RESET);
	says("", "");
	bench.has_guests = true;
	says("7", ALLOW("7"));
}

/* It may have set what is no device's. */
static void test_guest_without_devices(void **state)
{
	(void)state;
	says("", RESET);
	bench.has_guests = true;
	says("", "");
	bench.has_guests = false;
	says("", RESET);
	says("", "");
}

/* What a guest that has gone has left on can be turned off only as long as its agent may. */
static void test_what_is_not_undone_yet(void **state)
{
	(void)state;
	bench.has_guests = true;
	says("7", ALLOW("7"));
	bench.may_take = false;
	says("", "");
	says("8", ALLOW("8"));
	bench.may_take = true;
	says("8", DENY("7"));
}

static void test_firmware_that_started_anew(void **state)
{
	(void)state;
	bench.has_guests = true;
	says("7 8", ALLOW("7") ALLOW("8"));
	permissions_forget(&bench.permissions);
	assert_int_equal(bench.permissions.agent, 2);
	says("7 8", ALLOW("7") ALLOW("8"));
	/* It may be the connection alone that was new. */
	permissions_forget(&bench.permissions);
	says("7", DENY("8") ALLOW("7"));
	says("7", "");
}

/* What was given by a daemon before, or without an answer, is taken unless it is wanted. */
static void test_devices_that_it_may_have(void **state)
{
	const struct permissions_wanted wanted = { &bench.wanted, true, true };
	struct scmi_packet request;

	(void)state;
	bench.has_guests = true;
	assert_int_equal(rights_set(&bench.permissions.possible, 7, RIGHT_WHOLE), 0);
	assert_int_equal(rights_set(&bench.permissions.possible, 9, RIGHT_WHOLE), 0);
	says("7 8", DENY("9") ALLOW("7") ALLOW("8"));
	says("7 8", "");

	says("7", DENY("8"));
	assert_int_equal(rights_set(&bench.wanted, 9, RIGHT_WHOLE), 0);
	assert_true(permissions_next(&bench.permissions, &wanted, &request));
	says("7", DENY("9"));
	assert_int_equal(rights_set(&bench.wanted, 7, RIGHT_NONE), 0);
	assert_true(permissions_next(&bench.permissions, &wanted, &request));
	says("7", ALLOW("7"));
}

static void test_devices_that_are_not_there(void **state)
{
	(void)state;
	bench.has_guests = true;
	says("7 20",
	     ALLOW("7") "base: permissions agent 2 device 20 allow: NOT_FOUND\n"
			"device 20 cannot be given to agent 2 (gateway): NOT_FOUND\n");
	/* It is not asked for again. */
	says("7 20", "");
	says("7 8 20", ALLOW("8"));
}

static void test_firmware_that_refuses(void **state)
{
	(void)state;
	bench.lie = SCMI_NOT_SUPPORTED;
	says("", RESET "agent 2 (gateway) cannot be reset: NOT_SUPPORTED\n");
	bench.lie = 0;
	bench.has_guests = true;
	says("7", ALLOW("7"));
	bench.lie = SCMI_DENIED;
	says("", DENY("7") "device 7 cannot be taken from agent 2 (gateway): DENIED\n");
	says("", "");
	/* Each thing is tried once. */
	bench.lie = 0;
	says("7 8", ALLOW("7") ALLOW("8"));
	bench.has_guests = false;
	bench.lie = SCMI_NOT_SUPPORTED;
	says("",
	     DENY("7") "device 7 cannot be taken from agent 2 (gateway): NOT_SUPPORTED\n" DENY(
		     "8") "device 8 cannot be taken from agent 2 (gateway): "
			  "NOT_SUPPORTED\n" RESET
			  "agent 2 (gateway) cannot be reset: NOT_SUPPORTED\n");
	says("", "");
}

/* BUSY and its like are said again later, of one device as of the agent; others do not wait. */
static void test_firmware_that_cannot_now(void **state)
{
	static const enum scmi_status statuses[] = { SCMI_BUSY, SCMI_COMMS_ERROR,
						     SCMI_GENERIC_ERROR };
	char expected[200];

	(void)state;
	says("", RESET);
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++) {
		const char *status = scmi_status_name(statuses[i]);

		print_error("%s\n", status);
		bench.has_guests = true;
		bench.lie = statuses[i];
		snprintf(expected, sizeof(expected),
			 ALLOW("7") "device 7 cannot be given to agent 2 (gateway) yet: %s\n",
			 status);
		says("7", expected);
		assert_true(permissions_are_put_off(&bench.permissions));
		bench.lie = 0;
		says("7 8", ALLOW("8"));
		permissions_resume(&bench.permissions);
		assert_false(permissions_are_put_off(&bench.permissions));
		says("7 8", ALLOW("7"));

		bench.lie = statuses[i];
		snprintf(expected, sizeof(expected),
			 DENY("8") "device 8 cannot be taken from agent 2 (gateway) yet: %s\n",
			 status);
		says("7", expected);
		bench.has_guests = false;
		bench.lie = 0;
		says("7", RESET);
		bench.has_guests = true;
		says("7", "");
		permissions_resume(&bench.permissions);
		says("7", DENY("8"));

		says("", DENY("7"));
		bench.has_guests = false;
		bench.lie = statuses[i];
		snprintf(expected, sizeof(expected), RESET "agent 2 cannot be reset yet: %s\n",
			 status);
		says("", expected);
		says("", "");
		bench.lie = 0;
		permissions_resume(&bench.permissions);
		says("", RESET);
	}
}

static void test_agent_that_cannot_be_found_yet(void **state)
{
	const struct permissions_wanted wanted = { &bench.wanted, true, true };
	struct scmi_packet request, answer;
	struct why why;

	(void)state;
	assert_true(permissions_next(&bench.permissions, &wanted, &request));
	packet_fill(&answer, request.header, WORDS((uint32_t)SCMI_BUSY));
	assert_int_equal(permissions_learn(&bench.permissions, &answer, &why), -EAGAIN);
	assert_string_equal(why.text, "agent 2 cannot be found yet: BUSY");
	assert_false(permissions_next(&bench.permissions, &wanted, &request));
	permissions_resume(&bench.permissions);
	bench.has_guests = true;
	says("7", ALLOW("7"));
}

/* The next guest may be given what the one before was not. */
static void test_refusals_end_with_the_guest(void **state)
{
	(void)state;
	bench.has_guests = true;
	bench.lie = SCMI_DENIED;
	says("7", ALLOW("7") "device 7 cannot be given to agent 2 (gateway): DENIED\n");
	bench.lie = 0;
	says("7", "");
	bench.has_guests = false;
	says("", RESET);
	bench.has_guests = true;
	says("7", ALLOW("7"));
}

static void test_agent_that_is_not_there(void **state)
{
	static struct scmi_packet request;
	const struct permissions_wanted wanted = { &bench.wanted, true, true };

	(void)state;
	bench.permissions.agent = 5;
	says("7",
	     "restrict-agent = 5: the firmware has no such agent (NOT_FOUND), expected one that it "
	     "has; it is not held to devices\n");
	assert_false(permissions_next(&bench.permissions, &wanted, &request));
	bench.permissions.agent = 0;
	permissions_forget(&bench.permissions);
	assert_false(permissions_next(&bench.permissions, &wanted, &request));
}

static void test_answers_of_wrong_length(void **state)
{
	const struct permissions_wanted wanted = { &bench.wanted, true, true };
	struct scmi_packet request, answer;
	struct why why;

	(void)state;
	assert_true(permissions_next(&bench.permissions, &wanted, &request));
	packet_fill(&answer, request.header, WORDS(0, 2, 0x61));
	assert_int_equal(permissions_learn(&bench.permissions, &answer, &why), 1);
	assert_string_equal(why.text,
			    "agent 2: name in an answer of 12 bytes, expected 20; it is "
			    "not held to devices");
	permissions_forget(&bench.permissions);
	assert_true(permissions_next(&bench.permissions, &wanted, &request));
	answer.length = 0;
	assert_int_equal(permissions_learn(&bench.permissions, &answer, &why), -EAGAIN);
	permissions_forget(&bench.permissions);
	/* BASE 1.0 does not repeat the id. */
	assert_true(permissions_next(&bench.permissions, &wanted, &request));
	packet_fill(&answer, request.header, WORDS(0, 0x656e6f, 0, 0, 0));
	assert_int_equal(permissions_learn(&bench.permissions, &answer, &why), 0);
	assert_string_equal(bench.permissions.name, "one");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_guests_come_and_go),		TEST(test_guest_without_devices),
		TEST(test_what_is_not_undone_yet),	TEST(test_firmware_that_started_anew),
		TEST(test_devices_that_are_not_there),	TEST(test_firmware_that_refuses),
		TEST(test_firmware_that_cannot_now),	TEST(test_agent_that_cannot_be_found_yet),
		TEST(test_refusals_end_with_the_guest), TEST(test_devices_that_it_may_have),
		TEST(test_agent_that_is_not_there),	TEST(test_answers_of_wrong_length),
	};

	return cmocka_run_group_tests_name("permissions", tests, NULL, NULL);
}
