// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_agents.c - the model platform with several agents: who is there, what each may use,
 * and what the first one can say of that
 *
 * The words of answers are typed from the specification.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model_bench.h"

#define BASE	0x10
#define POWER	0x11
#define SYSTEM	0x12
#define CLOCK	0x14
#define SENSOR	0x15
#define RESET	0x16
#define PINCTRL 0x19

/* Agents 2 and 3 are restricted; clock 2 is part of two devices, clock 4 and reset 1 of none. */
static const char board[] = "agent 1 xen\n"
			    "agent 2 guest restricted\n"
			    "agent 3 other restricted\n"
			    "agent 4 free\n"
			    "clock 1:4 clk off rate=5\n"
			    "power 1 pd off\n"
			    "reset 1:2 rst\n"
			    "sensor 0:1 temp value=7\n"
			    "pin 0:1 pin\n"
			    "system-power on\n"
			    "device 3 uart clock=1,2 power=1 sensor=0 pin=1\n"
			    "device 63 gpu clock=2,3 reset=2\n";

/** struct turn - an exchange of one agent */
struct turn {
	uint32_t agent;
	struct exchange exchange;
};

static void check_turns(struct bench *bench, const struct turn *turns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bench->agent = turns[i].agent;
		check_exchange(bench, &turns[i].exchange, (uint16_t)i);
	}
	free(bench);
}

static void test_discovery(void **state)
{
	const struct turn turns[] = {
		{ 1, { BASE, 0x1, NOTHING, WORDS(0, 0x0406), NULL } },
		{ 2, { BASE, 0x1, NOTHING, WORDS(0, 0x0406), NULL } },
		{ 2,
		  { BASE, 0x7, WORDS(0),
		    WORDS(0, 0, TEXT('p', 'l', 'a', 't'), TEXT('f', 'o', 'r', 'm'), 0, 0), NULL } },
		{ 2, { BASE, 0x7, WORDS(1), WORDS(0, 1, TEXT('x', 'e', 'n', 0), 0, 0, 0), NULL } },
		{ 1,
		  { BASE, 0x7, WORDS(2), WORDS(0, 2, TEXT('g', 'u', 'e', 's'), 't', 0, 0), NULL } },
		{ 1, { BASE, 0x7, WORDS(5), WORDS(NOT_FOUND), NULL } },
		{ 1,
		  { BASE, 0x7, WORDS(0xffffffff), WORDS(0, 1, TEXT('x', 'e', 'n', 0), 0, 0, 0),
		    NULL } },
		{ 2,
		  { BASE, 0x7, WORDS(0xffffffff), WORDS(0, 2, TEXT('g', 'u', 'e', 's'), 't', 0, 0),
		    NULL } },
		{ 4,
		  { BASE, 0x7, WORDS(0xffffffff), WORDS(0, 4, TEXT('f', 'r', 'e', 'e'), 0, 0, 0),
		    NULL } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

/* To agent 5 there is what it is allowed a device for. */
static void test_blind_agent(void **state)
{
	const struct turn turns[] = {
		{ 5, { BASE, 0x1, NOTHING, WORDS(0, 0x0500), NULL } },
		{ 5, { BASE, 0x6, WORDS(0), WORDS(0, 0), NULL } },
		{ 5, { BASE, 0x6, WORDS(1), WORDS(INVALID_PARAMETERS), NULL } },
		{ 5, { CLOCK, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL } },
		{ 1,
		  { BASE, 0xa, WORDS(5, 3, CLOCK, 1), WORDS(0),
		    "base: permissions agent 5 device 3 protocol 0x14 allow" } },
		{ 5, { BASE, 0x1, NOTHING, WORDS(0, 0x0501), NULL } },
		{ 5, { BASE, 0x6, WORDS(0), WORDS(0, 1, 0x14), NULL } },
		{ 5, { CLOCK, 0x0, NOTHING, WORDS(0, 0x30000), NULL } },
		{ 5, { RESET, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL } },
		{ 1, { BASE, 0x6, WORDS(0), WORDS(0, 2, 0x1614), NULL } },
		{ 1,
		  { BASE, 0x9, WORDS(5, 3, 0), WORDS(0),
		    "base: permissions agent 5 device 3 deny" } },
		{ 5, { BASE, 0x6, WORDS(0), WORDS(0, 0), NULL } },
	};

	(void)state;
	check_turns(bench_from("agent 1 xen\nagent 5 guest blind\nclock 1 c off rate=1\n"
			       "reset 1 r\ndevice 3 d clock=1"),
		    turns, ARRAY_SIZE(turns));
}

static void test_ids_with_gaps(void **state)
{
	/* Agent 4 is the first, and trusted though it is restricted itself. */
	const struct turn turns[] = {
		{ 4, { BASE, 0x1, NOTHING, WORDS(0, 0x0901), NULL } },
		{ 4,
		  { BASE, 0x7, WORDS(0xffffffff), WORDS(0, 4, TEXT('x', 'e', 'n', 0), 0, 0, 0),
		    NULL } },
		{ 4, { BASE, 0x7, WORDS(1), WORDS(NOT_FOUND), NULL } },
		{ 4, { BASE, 0x7, WORDS(9), WORDS(0, 9, 'a', 0, 0, 0), NULL } },
		{ 4, { CLOCK, 0x7, WORDS(0, 1, 0), WORDS(DENIED), "clock 0 c: on: DENIED" } },
		{ 4,
		  { BASE, 0x9, WORDS(4, 0, 1), WORDS(0),
		    "base: permissions agent 4 device 0 allow" } },
		{ 4, { CLOCK, 0x7, WORDS(0, 1, 0), WORDS(0), "clock 0 c: on" } },
		{ 9, { CLOCK, 0x7, WORDS(0, 0, 0), WORDS(0), "agent 9: clock 0 c: off" } },
	};

	(void)state;
	check_turns(bench_from("agent 9 a\nagent 4 xen restricted\nclock 0 c off rate=1\n"
			       "device 0 d clock=0"),
		    turns, ARRAY_SIZE(turns));
}

static void test_before_2_0(void **state)
{
	static char text[1024];
	const struct turn turns[] = {
		{ 2, { BASE, 0x7, WORDS(2), WORDS(0, TEXT('g', 'u', 'e', 's'), 't', 0, 0), NULL } },
		{ 2, { BASE, 0x7, WORDS(0xffffffff), WORDS(NOT_FOUND), NULL } },
		{ 1, { BASE, 0x9, WORDS(2, 3, 1), WORDS(NOT_SUPPORTED), NULL } },
		{ 1, { BASE, 0xa, WORDS(2, 3, CLOCK, 1), WORDS(NOT_SUPPORTED), NULL } },
		{ 1, { BASE, 0xb, WORDS(2, 1), WORDS(NOT_SUPPORTED), NULL } },
	};

	(void)state;
	snprintf(text, sizeof(text), "%sbase-version 0x10000", board);
	check_turns(bench_from(text), turns, ARRAY_SIZE(turns));
}

static void test_restricted_agent(void **state)
{
	const struct turn turns[] = {
		/* what is part of a device, until it is allowed one of its devices */
		{ 2,
		  { CLOCK, 0x7, WORDS(2, 1, 0), WORDS(DENIED),
		    "agent 2: clock 2 clk2: on: DENIED" } },
		{ 2, { CLOCK, 0x3, WORDS(2), WORDS(DENIED), NULL } },
		{ 2, { CLOCK, 0x4, WORDS(2, 0), WORDS(DENIED), NULL } },
		{ 2,
		  { CLOCK, 0x9, WORDS(2, 1), WORDS(DENIED),
		    "agent 2: clock 2 clk2: notify rate on: DENIED" } },
		{ 1, { CLOCK, 0xb, WORDS(2, 0), WORDS(0, 0, 0, 0), NULL } },
		{ 1,
		  { BASE, 0x9, WORDS(2, 3, 1), WORDS(0),
		    "base: permissions agent 2 device 3 allow" } },
		{ 2, { CLOCK, 0x7, WORDS(2, 1, 0), WORDS(0), "agent 2: clock 2 clk2: on" } },
		{ 1, { CLOCK, 0xb, WORDS(2, 0), WORDS(0, 0, 1, 0), NULL } },
		{ 2, { POWER, 0x4, WORDS(0, 1, 0), WORDS(0), "agent 2: power 1 pd: on" } },
		/* not those of another device, and not another agent */
		{ 2,
		  { CLOCK, 0x7, WORDS(3, 1, 0), WORDS(DENIED),
		    "agent 2: clock 3 clk3: on: DENIED" } },
		{ 3, { CLOCK, 0x6, WORDS(2), WORDS(DENIED), NULL } },
		/* what is part of none, what is not there, and what has no resource */
		{ 2, { CLOCK, 0x7, WORDS(4, 1, 0), WORDS(0), "agent 2: clock 4 clk4: on" } },
		{ 2,
		  { RESET, 0x4, WORDS(1, 1, 0), WORDS(0), "agent 2: reset 1 rst1: autonomous" } },
		{ 2,
		  { CLOCK, 0x7, WORDS(5, 1, 0), WORDS(NOT_FOUND),
		    "agent 2: clock 5: on: NOT_FOUND" } },
		{ 2, { CLOCK, 0x1, NOTHING, WORDS(0, 5), NULL } },
		{ 2, { CLOCK, 0x2, WORDS(7), WORDS(0, 0), NULL } },
		{ 2, { SYSTEM, 0x3, WORDS(0, 0), WORDS(0), "agent 2: system: shutdown" } },
		/* until it is denied again; state stays */
		{ 1,
		  { BASE, 0x9, WORDS(2, 3, 0), WORDS(0),
		    "base: permissions agent 2 device 3 deny" } },
		{ 2,
		  { CLOCK, 0x7, WORDS(2, 0, 0), WORDS(DENIED),
		    "agent 2: clock 2 clk2: off: DENIED" } },
		{ 1, { CLOCK, 0xb, WORDS(2, 0), WORDS(0, 0, 1, 0), NULL } },
		/* the highest device */
		{ 1,
		  { BASE, 0x9, WORDS(2, 63, 1), WORDS(0),
		    "base: permissions agent 2 device 63 allow" } },
		{ 2,
		  { RESET, 0x4, WORDS(2, 1, 0), WORDS(0), "agent 2: reset 2 rst2: autonomous" } },
		{ 2, { CLOCK, 0x6, WORDS(1), WORDS(DENIED), NULL } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

static void test_unrestricted_agents(void **state)
{
	const struct turn turns[] = {
		{ 1, { CLOCK, 0x7, WORDS(1, 1, 0), WORDS(0), "clock 1 clk1: on" } },
		{ 4, { CLOCK, 0x7, WORDS(1, 0, 0), WORDS(0), "agent 4: clock 1 clk1: off" } },
		{ 1,
		  { BASE, 0x9, WORDS(4, 3, 0), WORDS(0),
		    "base: permissions agent 4 device 3 deny" } },
		{ 4, { CLOCK, 0x7, WORDS(1, 1, 0), WORDS(0), "agent 4: clock 1 clk1: on" } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

/* Sensor descriptors before 2.0: id, two words of attributes, name. */
static void test_list_of_sensors(void **state)
{
	static char text[1024];
	const struct turn turns[] = {
		{ 2,
		  { SENSOR, 0x3, WORDS(0),
		    WORDS(0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, TEXT('t', 'e', 'm', 'p'), '1', 0, 0),
		    NULL } },
		{ 2, { SENSOR, 0x6, WORDS(0, 0), WORDS(DENIED), NULL } },
		{ 2, { SENSOR, 0x6, WORDS(1, 0), WORDS(0, 7, 0), NULL } },
		{ 1,
		  { SENSOR, 0x3, WORDS(0),
		    WORDS(0, 2, 0, 0, 1, TEXT('t', 'e', 'm', 'p'), '0', 0, 0, 1, 0, 1,
			  TEXT('t', 'e', 'm', 'p'), '1', 0, 0),
		    NULL } },
	};

	(void)state;
	snprintf(text, sizeof(text), "%ssensor-version 0x10000", board);
	check_turns(bench_from(text), turns, ARRAY_SIZE(turns));
}

static void test_permissions_of_a_protocol(void **state)
{
	const struct turn turns[] = {
		{ 1,
		  { BASE, 0xa, WORDS(2, 3, CLOCK, 1), WORDS(0),
		    "base: permissions agent 2 device 3 protocol 0x14 allow" } },
		{ 2, { CLOCK, 0x7, WORDS(1, 1, 0), WORDS(0), "agent 2: clock 1 clk1: on" } },
		{ 2,
		  { POWER, 0x4, WORDS(0, 1, 0), WORDS(DENIED),
		    "agent 2: power 1 pd: on: DENIED" } },
		{ 1,
		  { BASE, 0x9, WORDS(2, 3, 1), WORDS(0),
		    "base: permissions agent 2 device 3 allow" } },
		{ 1,
		  { BASE, 0xa, WORDS(2, 3, CLOCK, 0), WORDS(0),
		    "base: permissions agent 2 device 3 protocol 0x14 deny" } },
		{ 2,
		  { CLOCK, 0x7, WORDS(1, 0, 0), WORDS(DENIED),
		    "agent 2: clock 1 clk1: off: DENIED" } },
		{ 2, { POWER, 0x4, WORDS(0, 1, 0), WORDS(0), "agent 2: power 1 pd: on" } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

static void test_reset_agent_configuration(void **state)
{
	const struct turn turns[] = {
		{ 1,
		  { BASE, 0x9, WORDS(2, 3, 1), WORDS(0),
		    "base: permissions agent 2 device 3 allow" } },
		{ 1,
		  { BASE, 0xa, WORDS(2, 63, CLOCK, 1), WORDS(0),
		    "base: permissions agent 2 device 63 protocol 0x14 allow" } },
		{ 1,
		  { BASE, 0x9, WORDS(3, 3, 1), WORDS(0),
		    "base: permissions agent 3 device 3 allow" } },
		{ 2, { CLOCK, 0x7, WORDS(1, 1, 0), WORDS(0), "agent 2: clock 1 clk1: on" } },
		{ 1, { BASE, 0xb, WORDS(2, 0), WORDS(0), "base: reset agent 2" } },
		{ 2, { CLOCK, 0x6, WORDS(1), WORDS(0, 5, 0), NULL } },
		{ 2, { CLOCK, 0x6, WORDS(3), WORDS(0, 5, 0), NULL } },
		{ 1, { BASE, 0xb, WORDS(2, 1), WORDS(0), "base: reset agent 2 and permissions" } },
		{ 2, { CLOCK, 0x6, WORDS(1), WORDS(DENIED), NULL } },
		{ 2, { CLOCK, 0x6, WORDS(3), WORDS(DENIED), NULL } },
		{ 3, { CLOCK, 0x6, WORDS(1), WORDS(0, 5, 0), NULL } },
		{ 3, { CLOCK, 0xb, WORDS(1, 0), WORDS(0, 0, 1, 0), NULL } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

static void test_only_the_first_manages(void **state)
{
	const struct turn turns[] = {
		{ 2,
		  { BASE, 0x9, WORDS(2, 3, 1), WORDS(DENIED),
		    "agent 2: base: permissions agent 2 device 3 allow: DENIED" } },
		{ 4,
		  { BASE, 0x9, WORDS(9, 9, 9), WORDS(DENIED),
		    "agent 4: base: permissions agent 9 device 9 allow: DENIED" } },
		{ 4,
		  { BASE, 0xa, WORDS(2, 3, CLOCK, 1), WORDS(DENIED),
		    "agent 4: base: permissions agent 2 device 3 protocol 0x14 allow: DENIED" } },
		{ 2, { CLOCK, 0x6, WORDS(1), WORDS(DENIED), NULL } },
		{ 1,
		  { BASE, 0x9, WORDS(2, 3, 1), WORDS(0),
		    "base: permissions agent 2 device 3 allow" } },
		{ 2,
		  { BASE, 0xb, WORDS(2, 1), WORDS(DENIED),
		    "agent 2: base: reset agent 2 and permissions: DENIED" } },
		{ 2, { CLOCK, 0x6, WORDS(1), WORDS(0, 5, 0), NULL } },
		{ 2,
		  { PINCTRL, 0xa, WORDS(3, 0, 4), WORDS(DENIED),
		    "agent 2: pin 0 pin0: permissions agent 3 allow: DENIED" } },
		{ 1,
		  { PINCTRL, 0xa, WORDS(3, 0, 4), WORDS(0),
		    "pin 0 pin0: permissions agent 3 allow" } },
		{ 1,
		  { PINCTRL, 0xa, WORDS(5, 0, 4), WORDS(NOT_FOUND),
		    "pin 0 pin0: permissions agent 5 allow: NOT_FOUND" } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

static void test_bad_permissions(void **state)
{
	const struct turn turns[] = {
		{ 1,
		  { BASE, 0x9, WORDS(5, 3, 1), WORDS(NOT_FOUND),
		    "base: permissions agent 5 device 3 allow: NOT_FOUND" } },
		{ 1,
		  { BASE, 0x9, WORDS(0, 3, 1), WORDS(NOT_FOUND),
		    "base: permissions agent 0 device 3 allow: NOT_FOUND" } },
		{ 1,
		  { BASE, 0x9, WORDS(2, 4, 1), WORDS(NOT_FOUND),
		    "base: permissions agent 2 device 4 allow: NOT_FOUND" } },
		{ 1,
		  { BASE, 0x9, WORDS(2, 0x43, 1), WORDS(NOT_FOUND),
		    "base: permissions agent 2 device 67 allow: NOT_FOUND" } },
		{ 1,
		  { BASE, 0x9, WORDS(2, 3, 3), WORDS(INVALID_PARAMETERS),
		    "base: permissions agent 2 device 3 allow: INVALID_PARAMETERS" } },
		{ 1,
		  { BASE, 0xa, WORDS(2, 4, CLOCK, 1), WORDS(NOT_FOUND),
		    "base: permissions agent 2 device 4 protocol 0x14 allow: NOT_FOUND" } },
		{ 1,
		  { BASE, 0xa, WORDS(2, 3, CLOCK, 3), WORDS(INVALID_PARAMETERS),
		    "base: permissions agent 2 device 3 protocol 0x14 allow: "
		    "INVALID_PARAMETERS" } },
		{ 1,
		  { BASE, 0xa, WORDS(2, 3, 0x114, 1), WORDS(INVALID_PARAMETERS),
		    "base: permissions agent 2 device 3 protocol 0x114 allow: "
		    "INVALID_PARAMETERS" } },
		{ 1,
		  { BASE, 0xb, WORDS(2, 3), WORDS(INVALID_PARAMETERS),
		    "base: reset agent 2 and permissions: INVALID_PARAMETERS" } },
		{ 2, { CLOCK, 0x6, WORDS(1), WORDS(DENIED), NULL } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

static void test_versions_are_an_agents_own(void **state)
{
	const struct turn turns[] = {
		{ 4,
		  { CLOCK, 0x10, WORDS(0x10000), WORDS(0),
		    "agent 4: protocol 0x14: version 0x10000" } },
		{ 4, { CLOCK, 0x7, WORDS(4, 1), WORDS(0), "agent 4: clock 4 clk4: on" } },
		{ 1, { CLOCK, 0x7, WORDS(4, 1), WORDS(PROTOCOL_ERROR), NULL } },
		{ 1, { CLOCK, 0x7, WORDS(4, 0, 0), WORDS(0), "clock 4 clk4: off" } },
	};

	(void)state;
	check_turns(bench_from(board), turns, ARRAY_SIZE(turns));
}

static void test_trace(void **state)
{
	struct bench *bench = bench_from(board);
	struct scmi_packet request = { .header = scmi_header(CLOCK, 0x6, 0), .length = 4 };
	struct scmi_packet answer;

	(void)state;
	bench->model.trace = true;
	request.payload[0] = 1;
	model_serve_agent(&bench->model, 3, &request, &answer);
	assert_string_equal(bench->log,
			    "agent 3: message: protocol 0x14 id 0x06 length 4: DENIED\n");
	bench->log[0] = '\0';
	model_serve(&bench->model, &request, &answer);
	assert_string_equal(bench->log, "message: protocol 0x14 id 0x06 length 4: SUCCESS\n");
	bench->log[0] = '\0';
	model_refuse_oversized(&bench->model, 3, 0x4000, 4072, &answer);
	assert_string_equal(
		bench->log,
		"agent 3: message: protocol 0x10 id 0x00 length 4072: PROTOCOL_ERROR\n");
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_discovery),
		cmocka_unit_test(test_blind_agent),
		cmocka_unit_test(test_ids_with_gaps),
		cmocka_unit_test(test_before_2_0),
		cmocka_unit_test(test_restricted_agent),
		cmocka_unit_test(test_unrestricted_agents),
		cmocka_unit_test(test_list_of_sensors),
		cmocka_unit_test(test_permissions_of_a_protocol),
		cmocka_unit_test(test_reset_agent_configuration),
		cmocka_unit_test(test_only_the_first_manages),
		cmocka_unit_test(test_bad_permissions),
		cmocka_unit_test(test_versions_are_an_agents_own),
		cmocka_unit_test(test_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
