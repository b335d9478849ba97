// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_board.c - board files of the model platform: what they make of it, and bad lines
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model_bench.h"

#define BASE 0x10

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
		{ "clock 3 rtc off rate=1 may=fly",
		  "board.conf:1: clock 3: may \"fly\": expected some of state, parent, rate with "
		  "commas between, or nothing" },
		{ "clock 3 rtc off rate=1 colour=red",
		  "board.conf:1: clock 3: \"colour\": expected rate=, rates=, range=, parents=, "
		  "delay-us=, may=, answer-ms= or fail=" },
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
		{ "clok 3",
		  "board.conf:1: \"clok\": expected power, system-power, perf, clock, sensor, "
		  "reset, "
		  "voltage, powercap, pin, group, function, vendor-protocol, vendor, sub-vendor, "
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
		cmocka_unit_test(test_bad_boards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
