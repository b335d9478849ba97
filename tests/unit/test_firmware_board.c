// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_board.c - board files of the model platform: what they make of it, and bad lines
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model_bench.h"

#define BASE 0x10

static void test_full_board(void **state)
{
	/* As many of everything as there can be; names end with the id. */
	struct bench *bench = bench_from("power 0:63 a on\nperf 0:63 b level=1\n"
					 "clock 0:63 c off rate=1\nsensor 0:63 d\n"
					 "reset 0:63 e\nvoltage 0:63 f off level=-1\n"
					 "powercap 0:63 g cap=1 interval=1\n"
					 "pin 0:511 h\ngroup 0:63 i pins=0:255:1\n"
					 "function 0:63 j groups=0:63:1,0:63:1,0:63:1,0:63:1\n"
					 "vendor-protocol 0x80:0xff k\n"
					 "system-power on\nalso-list 0x11:0x4f:1");
	struct resources *resources = &bench->resources;
	const struct resource *last;

	(void)state;
	assert_int_equal(resources->protocol_count, 9 + 128 + 63);
	for (int kind = RESOURCE_POWER; kind < RESOURCE_PIN; kind++)
		if (kind != RESOURCE_SYSTEM_POWER)
			assert_int_equal(resources->count[kind], 64);
	assert_int_equal(resources->count[RESOURCE_PIN], 512);
	last = resources_find(resources, RESOURCE_PIN, 511);
	assert_string_equal(last->name, "h511");
	assert_null(resources_find(resources, RESOURCE_PIN, 512));
	last = resources_find(resources, RESOURCE_VENDOR_PROTOCOL, 0x80);
	assert_string_equal(last->name, "k128");
	assert_null(resources_find(resources, RESOURCE_VENDOR_PROTOCOL, 0x7f));
	assert_int_equal(resources->groups[63].elements.count, 256);
	assert_int_equal(resources->functions[63].elements.count, 256);
	free(bench);
}

static void test_agents(void **state)
{
	struct bench *bench = bench_from("agent 3:4 guest restricted\nagent 15 last");
	const struct resource_agent *agent = resources_find(&bench->resources, RESOURCE_AGENT, 4);

	(void)state;
	assert_string_equal(agent->head.name, "guest4");
	assert_true(agent->restricted);
	agent = resources_find(&bench->resources, RESOURCE_AGENT, 15);
	assert_false(agent->restricted);
	assert_null(resources_find(&bench->resources, RESOURCE_AGENT, 1));
	assert_int_equal(bench->resources.count[RESOURCE_AGENT], 15);
	free(bench);

	bench = bench_from("implementation 1");
	agent = resources_find(&bench->resources, RESOURCE_AGENT, 1);
	assert_string_equal(agent->head.name, "xen-dom0");
	assert_false(agent->restricted);
	assert_int_equal(bench->resources.count[RESOURCE_AGENT], 1);
	free(bench);
}

static void test_devices(void **state)
{
	/* Resources can stand behind their device, and be a part of several. */
	struct bench *bench = bench_from("device 0 a clock=1 pin=4:6:1 power=2\n"
					 "device 63 b clock=1,3\n"
					 "clock 1:3 c on rate=1\npin 4:7 d\npower 2 e on\n");
	static const struct {
		enum resource_kind kind;
		uint32_t id;
		uint64_t devices;
	} rows[] = {
		{ RESOURCE_CLOCK, 1, 0x8000000000000001 },
		{ RESOURCE_CLOCK, 2, 0 },
		{ RESOURCE_CLOCK, 3, 0x8000000000000000 },
		{ RESOURCE_PIN, 6, 1 },
		{ RESOURCE_PIN, 7, 0 },
		{ RESOURCE_POWER, 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct resource *resource =
			resources_find(&bench->resources, rows[i].kind, rows[i].id);

		assert_int_equal(resource->devices, rows[i].devices);
	}
	free(bench);
}

static void test_only_what_is_there_is_listed(void **state)
{
	static const struct {
		const char *text;
		uint32_t count, list;
	} rows[] = {
		{ "implementation 1", 0, 0 },
		{ "pin 0 a\nclock 0 a on rate=1", 2, 0x1914 },
		{ "function 63 a", 1, 0x19 },
		{ "vendor-protocol 0xff b\nvendor-protocol 0x80 a\nreset 63 a", 3, 0xff8016 },
		{ "also-list 0x11\nsystem-power on\nsensor 1 a", 3, 0x111512 },
		{ "agent 1 a\ndevice 3 b", 0, 0 },
		{ "system-power off\nvoltage 1 a off level=0", 1, 0x17 },
		{ "power-version 0x10000\nclock-version 0x10000", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = bench_from(rows[i].text);
		struct scmi_packet request = { .header = scmi_header(BASE, 0x6, 0), .length = 4 };
		struct scmi_packet answer;

		print_error("board: %s\n", rows[i].text);
		model_serve(&bench->model, &request, &answer);
		assert_int_equal(answer.payload[1], rows[i].count);
		if (rows[i].count)
			assert_int_equal(answer.payload[2], rows[i].list);
		free(bench);
	}
}

static void test_bad_boards(void **state)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
		{ "clock 3 rtc off rate=x",
		  "board.conf:1: clock 3: rate \"x\": expected a number of Hz" },
		{ "\n# comment\nclock 3 rtc off rate=1 # more\nclock 4 x off rate=0",
		  "board.conf:4: clock 4: rate \"0\": expected a number of Hz" },
		{ "clock 3 rtc off rate=-1",
		  "board.conf:1: clock 3: rate \"-1\": expected a number of Hz" },
		{ "clock 3 rtc off rate=18446744073709551616",
		  "board.conf:1: clock 3: rate \"18446744073709551616\": expected a number of Hz" },
		{ "clock 3 rtc off rate=0x",
		  "board.conf:1: clock 3: rate \"0x\": expected a number of Hz" },
		{ "clock 3 rtc off",
		  "board.conf:1: clock 3: no rate: expected rate=, rates= or range=" },
		{ "clock 3 rtc off rates=2,1",
		  "board.conf:1: clock 3: rates \"2,1\": expected ascending numbers of Hz or "
		  "LOWEST:HIGHEST:STEP, with commas between, at most 64 in all" },
		{ "clock 3 rtc off rates=1:65:1",
		  "board.conf:1: clock 3: rates \"1:65:1\": expected ascending numbers of Hz or "
		  "LOWEST:HIGHEST:STEP, with commas between, at most 64 in all" },
		{ "clock 3 rtc off rates=1,2 rate=3",
		  "board.conf:1: clock 3: rate 3: expected one that the clock can have" },
		{ "clock 3 rtc off range=10:20:5 rate=12",
		  "board.conf:1: clock 3: rate 12: expected one that the clock can have" },
		{ "clock 3 rtc off range=10:20:3",
		  "board.conf:1: clock 3: range \"10:20:3\": expected LOWEST:HIGHEST:STEP in Hz, "
		  "and no rates before it" },
		{ "clock 3 rtc off range=10:20",
		  "board.conf:1: clock 3: range \"10:20\": expected LOWEST:HIGHEST:STEP in Hz, and "
		  "no rates before it" },
		{ "clock 3 rtc off rate=1 parents=4",
		  "board.conf:1: clock 3: parent 4: expected another clock of this board" },
		{ "clock 3 rtc off rate=1 parents=3",
		  "board.conf:1: clock 3: parent 3: expected another clock of this board" },
		{ "clock 3 rtc off rate=1 parents=4,x",
		  "board.conf:1: clock 3: parents \"4,x\": expected ids of clocks with commas "
		  "between, at most 16" },
		{ "clock 3 rtc off rate=1 fail=OFTEN",
		  "board.conf:1: clock 3: fail \"OFTEN\": expected the name of an SCMI status, as "
		  "HARDWARE_ERROR" },
		{ "clock 3 rtc off rate=1 fail=SUCCESS",
		  "board.conf:1: clock 3: fail \"SUCCESS\": expected the name of an SCMI status, "
		  "as "
		  "HARDWARE_ERROR" },
		{ "clock 3 rtc off rate=1 answer-ms=600001",
		  "board.conf:1: clock 3: answer-ms \"600001\": expected a number of milliseconds "
		  "up to 600000" },
		{ "clock 3 rtc off rate=1 fault=late",
		  "board.conf:1: clock 3: fault \"late\": expected lost, duplicate, short, long, "
		  "token, message, channel-error or never-free" },
		{ "clock 3 rtc off rate=1 may=fly",
		  "board.conf:1: clock 3: may \"fly\": expected some of state, parent, rate with "
		  "commas between, or nothing" },
		{ "clock 3 rtc off rate=1 colour=red",
		  "board.conf:1: clock 3: \"colour\": expected rate=, rates=, range=, parents=, "
		  "delay-us=, may=, answer-ms=, fail= or fault=" },
		{ "clock 3 rtc off rate", "board.conf:1: clock 3: rate: expected rate=VALUE" },
		{ "clock 3 rtc maybe rate=1",
		  "board.conf:1: clock 3: state \"maybe\": expected on or off" },
		{ "clock 3", "board.conf:1: clock 3: name \"\": expected 1 to 63 characters" },
		{ "clock 64 rtc off rate=1",
		  "board.conf:1: clock \"64\": expected an id from 0 to 63" },
		{ "clock", "board.conf:1: clock \"\": expected an id from 0 to 63" },
		{ "clock 3 a off rate=1\nclock 3 b off rate=1",
		  "board.conf:2: clock 3: expected once, but line 1 has it too" },
		{ "payload 30",
		  "board.conf:1: payload \"30\": expected a multiple of 4 from 32 to 4068" },
		{ "payload",
		  "board.conf:1: payload \"\": expected a multiple of 4 from 32 to 4068" },
		{ "clock-version 4",
		  "board.conf:1: clock-version \"4\": expected 0x10000, 0x20000 or 0x30000" },
		{ "base-version 0x30000",
		  "board.conf:1: base-version \"0x30000\": expected 0x10000, 0x20000 or 0x20001" },
		{ "vendor sixteen-letters-",
		  "board.conf:1: vendor \"sixteen-letters-\": expected a name of at most 15 "
		  "characters" },
		{ "vendor two words",
		  "board.conf:1: vendor: \"words\": expected nothing behind the value" },
		{ "also-list 0x10",
		  "board.conf:1: also-list \"0x10\": expected protocol ids above 0x10 with commas "
		  "between, at most 63" },
		{ "power 3 rtc off rate=1",
		  "board.conf:1: power 3: \"rate\": expected async, states=, answer-ms=, fail= or "
		  "fault=" },
		{ "power 3 rtc", "board.conf:1: power 3: state \"\": expected on or off" },
		{ "power 0x40 rtc off",
		  "board.conf:1: power \"0x40\": expected an id from 0 to 63" },
		{ "power 3 rtc off async=1", "board.conf:1: power 3: async: expected no value" },
		{ "power 3 rtc off states=x",
		  "board.conf:1: power 3: states \"x\": expected 32-bit numbers with commas "
		  "between, "
		  "at most 16" },
		{ "power-version 0x20001",
		  "board.conf:1: power-version \"0x20001\": expected 0x10000, 0x20000, 0x30000 or "
		  "0x30001" },
		{ "pinctrl-version 2", "board.conf:1: pinctrl-version \"2\": expected 0x10000" },
		{ "reset-version",
		  "board.conf:1: reset-version \"\": expected 0x10000, 0x30000 or "
		  "0x30001" },
		{ "perf-version 0x10000 2",
		  "board.conf:1: perf-version: \"2\": expected nothing behind the value" },
		{ "power-statistics 5",
		  "board.conf:1: power-statistics \"5\": expected ADDRESS:LENGTH of a region" },
		{ "sensor-readings 5:0",
		  "board.conf:1: sensor-readings \"5:0\": expected ADDRESS:LENGTH of a region" },
		{ "system-power maybe",
		  "board.conf:1: system-power: state \"maybe\": expected on or off" },
		{ "system-power on\nsystem-power on",
		  "board.conf:2: system-power: expected once, but line 1 has it too" },
		{ "system-power on off",
		  "board.conf:1: system-power: \"off\": expected answer-ms=, fail= or fault=" },
		{ "perf 0 a", "board.conf:1: perf 0: no level: expected level= or levels=" },
		{ "perf 0 a levels=0,1",
		  "board.conf:1: perf 0: levels \"0,1\": expected ascending numbers or "
		  "LOWEST:HIGHEST:STEP, with commas between, at most 64 in all" },
		{ "perf 0 a levels=1,2 level=3",
		  "board.conf:1: perf 0: level 3: expected one that the perf can have" },
		{ "perf 0 a level=1 may=state",
		  "board.conf:1: perf 0: may \"state\": expected some of limits, level with commas "
		  "between, or nothing" },
		{ "sensor 0 a type=smell",
		  "board.conf:1: sensor 0: type \"smell\": expected celsius, kelvin, volts, amps, "
		  "watts, joules or a number up to 255" },
		{ "sensor 0 a scale=16",
		  "board.conf:1: sensor 0: scale \"16\": expected a number from -16 to 15" },
		{ "sensor 0 a value=9223372036854775808",
		  "board.conf:1: sensor 0: value \"9223372036854775808\": expected a 64-bit "
		  "number" },
		{ "sensor 0 a axes=",
		  "board.conf:1: sensor 0: axes \"\": expected at most 16 names of at most 63 "
		  "characters with commas between" },
		{ "sensor 0 a axes=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q",
		  "board.conf:1: sensor 0: axes \"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\": expected at "
		  "most 16 names of at most 63 characters with commas between" },
		{ "sensor 0 a trip-points=256",
		  "board.conf:1: sensor 0: trip-points \"256\": expected a number up to 255" },
		{ "reset 1 rtc on",
		  "board.conf:1: reset 1: \"on\": expected async, states=, latency-us=, "
		  "answer-ms=, "
		  "fail= or fault=" },
		{ "voltage 0 a on levels=1,2147483648",
		  "board.conf:1: voltage 0: levels \"1,2147483648\": expected ascending numbers of "
		  "microvolts or LOWEST:HIGHEST:STEP, with commas between, at most 64 in all" },
		{ "voltage 0 a on range=-5:5:3",
		  "board.conf:1: voltage 0: range \"-5:5:3\": expected LOWEST:HIGHEST:STEP in "
		  "microvolts, and no levels before it" },
		{ "voltage 0 a on range=-4:5:3 level=0",
		  "board.conf:1: voltage 0: level 0: expected one that the voltage can have" },
		{ "voltage 0 a on level=1 modes=16",
		  "board.conf:1: voltage 0: modes \"16\": expected numbers up to 15 with commas "
		  "between" },
		{ "powercap 0 a cap=1",
		  "board.conf:1: powercap 0: no interval: expected interval= or intervals=" },
		{ "powercap 0 a interval=1",
		  "board.conf:1: powercap 0: no cap: expected cap= or caps=" },
		{ "powercap 0 a caps=10:1:1 interval=1",
		  "board.conf:1: powercap 0: caps \"10:1:1\": expected LOWEST:HIGHEST:STEP in "
		  "milliwatts" },
		{ "powercap 0 a cap=1 interval=1 parent=1",
		  "board.conf:1: powercap 0: parent 1: expected another powercap of this board" },
		{ "powercap 0 a cap=1 interval=1 parent=0",
		  "board.conf:1: powercap 0: parent 0: expected another powercap of this board" },
		{ "pin 512 a", "board.conf:1: pin \"512\": expected an id from 0 to 511" },
		{ "pin 5:4 a", "board.conf:1: pin \"5:4\": expected an id from 0 to 511" },
		{ "pin 5:x a", "board.conf:1: pin \"5:x\": expected an id from 0 to 511" },
		{ "pin 4:512 a", "board.conf:1: pin \"4:512\": expected an id from 0 to 511" },
		{ "pin 6 a\npin 5:7 b",
		  "board.conf:2: pin 5:7: expected each once, but line 1 has 6" },
		{ "pin 99:100 "
		  "a_name_of_61_characters______________________________________",
		  "board.conf:1: pin 99:100: name "
		  "\"a_name_of_61_characters______________________________________\": expected 1 "
		  "to "
		  "63 characters with the id" },
		{ "pin 5 a pins=3",
		  "board.conf:1: pin 5: \"pins\": expected answer-ms=, fail= or fault=" },
		{ "pin 0 a\ngroup 3 g pins=0,1",
		  "board.conf:2: group 3: pin 1: expected a pin of this board" },
		{ "group 3 g pins=0:512:1",
		  "board.conf:1: group 3: pins \"0:512:1\": expected ids of pins or "
		  "LOWEST:HIGHEST:STEP, with commas between, at most 256" },
		{ "group 3 g pins=0:256:1",
		  "board.conf:1: group 3: pins \"0:256:1\": expected ids of pins or "
		  "LOWEST:HIGHEST:STEP, with commas between, at most 256" },
		{ "function 3 f groups=2",
		  "board.conf:1: function 3: group 2: expected a group of this board" },
		{ "vendor-protocol 0x7f a",
		  "board.conf:1: vendor-protocol \"0x7f\": expected an id from 128 to 255" },
		{ "vendor-protocol 256 a",
		  "board.conf:1: vendor-protocol \"256\": expected an id from 128 to 255" },
		{ "vendor-protocol 0x80 a version=0",
		  "board.conf:1: vendor-protocol 0x80: version \"0\": expected a number above 0" },
		{ "vendor-protocol 0x80",
		  "board.conf:1: vendor-protocol 0x80: name \"\": expected 1 to 63 characters" },
		{ "agent 0 a", "board.conf:1: agent \"0\": expected an id from 1 to 15" },
		{ "agent 16 a", "board.conf:1: agent \"16\": expected an id from 1 to 15" },
		{ "agent 2 sixteen-letters-",
		  "board.conf:1: agent 2: name \"sixteen-letters-\": expected 1 to 15 "
		  "characters" },
		{ "agent 9:10 fifteen-letter",
		  "board.conf:1: agent 9:10: name \"fifteen-letter\": expected 1 to 15 "
		  "characters with the id" },
		{ "agent 2 a\nagent 2 b",
		  "board.conf:2: agent 2: expected once, but line 1 has it too" },
		{ "agent 2 a answer-ms=1",
		  "board.conf:1: agent 2: \"answer-ms\": expected restricted or blind" },
		{ "agent 2 a restricted=1",
		  "board.conf:1: agent 2: restricted: expected no value" },
		{ "device 64 a", "board.conf:1: device \"64\": expected an id from 0 to 63" },
		{ "device 3 a fail=BUSY",
		  "board.conf:1: device 3: \"fail\": expected power=, perf=, clock=, sensor=, "
		  "reset=, voltage=, powercap=, pin= or group=" },
		{ "device 3 a clock", "board.conf:1: device 3: clock: expected clock=VALUE" },
		{ "device 3 a power=64",
		  "board.conf:1: device 3: power \"64\": expected ids or LOWEST:HIGHEST:STEP, "
		  "with commas between, at most 256" },
		{ "device 3 a pin=512",
		  "board.conf:1: device 3: pin \"512\": expected ids or LOWEST:HIGHEST:STEP, "
		  "with commas between, at most 256" },
		{ "clock 4 a on rate=1\ndevice 3 a clock=4,5",
		  "board.conf:2: device 3: clock 5: expected a clock of this board" },
		{ "clok 3",
		  "board.conf:1: \"clok\": expected power, system-power, perf, clock, sensor, "
		  "reset, "
		  "voltage, powercap, pin, group, function, vendor-protocol, agent, device, "
		  "vendor, sub-vendor, "
		  "implementation, payload, also-list, power-statistics, perf-statistics, "
		  "sensor-readings, base-version, power-version, system-version, perf-version, "
		  "clock-version, sensor-version, reset-version, voltage-version, powercap-version "
		  "or pinctrl-version" },
	};
	static struct resources resources;
	char error[512];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("board: %s\n", rows[i].text);
		assert_int_not_equal(parse(&resources, rows[i].text, error, sizeof(error)), 0);
		assert_string_equal(error, rows[i].error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_board),
		cmocka_unit_test(test_agents),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_only_what_is_there_is_listed),
		cmocka_unit_test(test_bad_boards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
