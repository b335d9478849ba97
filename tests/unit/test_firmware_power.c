// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_power.c - the model platform: power domains, system power and resets
 *
 * The words of answers are typed from the specification.
 */
#include "unit.h"

#include "model_bench.h"

#define POWER  0x11
#define SYSTEM 0x12
#define RESET  0x16

#define OFF 0x40000000

static void test_power_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x0, NOTHING, WORDS(0, 0x30001), NULL },
		{ POWER, 0x1, NOTHING, WORDS(0, 6, 0, 0, 0), NULL },
		{ POWER, 0x3, WORDS(1), WORDS(0, 0xb0000000, TEXT('r', 't', 'c', 0), 0, 0, 0),
		  NULL },
		{ POWER, 0x3, WORDS(3),
		  WORDS(0, 0xf8000000, TEXT('g', 'p', 'u', '_'), TEXT('d', 'o', 'm', 'a'),
			TEXT('i', 'n', '_', 'w'), TEXT('i', 't', 'h', 0)),
		  NULL },
		{ POWER, 0x3, WORDS(6), WORDS(NOT_FOUND), NULL },
		{ POWER, 0x3, WORDS(0xffffffff), WORDS(NOT_FOUND), NULL },
		{ POWER, 0x8, WORDS(1),
		  WORDS(0, 0, TEXT('r', 't', 'c', 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ POWER, 0x8, WORDS(3),
		  WORDS(0, 0, TEXT('g', 'p', 'u', '_'), TEXT('d', 'o', 'm', 'a'),
			TEXT('i', 'n', '_', 'w'), TEXT('i', 't', 'h', '_'),
			TEXT('l', 'o', 'n', 'g'), TEXT('_', 'n', 'a', 'm'), TEXT('e', 0, 0, 0), 0,
			0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ POWER, 0x8, WORDS(6), WORDS(NOT_FOUND), NULL },
		{ POWER, 0x2, WORDS(0x4), WORDS(0, 0), NULL },
		{ POWER, 0x2, WORDS(0x8), WORDS(0, 0), NULL },
		{ POWER, 0x2, WORDS(0x9), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_power_statistics(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x1, NOTHING, WORDS(0, 6, 0x9abcdef0, 0x12345678, 0x1000), NULL },
	};

	(void)state;
	check_exchanges(bench_board("power-statistics 0x123456789abcdef0:0x1000"), exchanges,
			ARRAY_SIZE(exchanges));
}

static void test_power_states(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x5, WORDS(0), WORDS(0, 0), NULL },
		{ POWER, 0x5, WORDS(1), WORDS(0, OFF), NULL },
		{ POWER, 0x4, WORDS(0, 1, 0), WORDS(0), "power 1 rtc: on" },
		{ POWER, 0x5, WORDS(1), WORDS(0, 0), NULL },
		{ POWER, 0x4, WORDS(0, 1, 0), WORDS(0), "power 1 rtc: on" },
		{ POWER, 0x4, WORDS(0, 1, OFF), WORDS(0), "power 1 rtc: off" },
		{ POWER, 0x5, WORDS(1), WORDS(0, OFF), NULL },
		{ POWER, 0x4, WORDS(1, 1, 0), WORDS(INVALID_PARAMETERS),
		  "power 1 rtc: on: INVALID_PARAMETERS" },
		{ POWER, 0x4, WORDS(2, 1, 0), WORDS(INVALID_PARAMETERS),
		  "power 1 rtc: on: INVALID_PARAMETERS" },
		{ POWER, 0x4, WORDS(0, 1, 2), WORDS(INVALID_PARAMETERS),
		  "power 1 rtc: state 0x2: INVALID_PARAMETERS" },
		{ POWER, 0x5, WORDS(1), WORDS(0, OFF), NULL },
		/* another state that only this one has, and an asynchronous change */
		{ POWER, 0x4, WORDS(0, 3, 0x40000002), WORDS(0),
		  "power 3 gpu_domain_with_long_name: state 0x40000002" },
		{ POWER, 0x5, WORDS(3), WORDS(0, 0x40000002), NULL },
		{ POWER, 0x4, WORDS(1, 3, 0), WORDS(0), "power 3 gpu_domain_with_long_name: on" },
		{ POWER, 0x5, WORDS(3), WORDS(0, 0), NULL },
		{ POWER, 0x4, WORDS(3, 3, OFF), WORDS(INVALID_PARAMETERS),
		  "power 3 gpu_domain_with_long_name: off: INVALID_PARAMETERS" },
		{ POWER, 0x4, WORDS(0, 5, 0), WORDS(HARDWARE_ERROR),
		  "power 5 broken: on: HARDWARE_ERROR" },
		{ POWER, 0x5, WORDS(5), WORDS(0, OFF), NULL },
		{ POWER, 0x4, WORDS(0, 6, 0), WORDS(NOT_FOUND), "power 6: on: NOT_FOUND" },
		{ POWER, 0x5, WORDS(6), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_power_notifications(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x6, WORDS(1, 1), WORDS(0), "power 1 rtc: notify state on" },
		{ POWER, 0x6, WORDS(1, 0), WORDS(0), "power 1 rtc: notify state off" },
		{ POWER, 0x6, WORDS(1, 2), WORDS(INVALID_PARAMETERS),
		  "power 1 rtc: notify state on: INVALID_PARAMETERS" },
		{ POWER, 0x7, WORDS(1, 1), WORDS(0), "power 1 rtc: notify requests on" },
		{ POWER, 0x7, WORDS(6, 1), WORDS(NOT_FOUND),
		  "power 6: notify requests on: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_power_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ POWER, 0x3, WORDS(3),
		  WORDS(0, 0xe0000000, TEXT('g', 'p', 'u', '_'), TEXT('d', 'o', 'm', 'a'),
			TEXT('i', 'n', '_', 'w'), TEXT('i', 't', 'h', 0)),
		  NULL },
		{ POWER, 0x7, WORDS(1, 1), WORDS(NOT_SUPPORTED), NULL },
		{ POWER, 0x8, WORDS(3), WORDS(NOT_SUPPORTED), NULL },
		{ POWER, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
		{ POWER, 0x4, WORDS(0, 1, 0), WORDS(0), "power 1 rtc: on" },
	};

	(void)state;
	check_exchanges(bench_board("power-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_power_3_0(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x0, NOTHING, WORDS(0, 0x30000), NULL },
		{ POWER, 0x3, WORDS(3),
		  WORDS(0, 0xf8000000, TEXT('g', 'p', 'u', '_'), TEXT('d', 'o', 'm', 'a'),
			TEXT('i', 'n', '_', 'w'), TEXT('i', 't', 'h', 0)),
		  NULL },
		{ POWER, 0x10, WORDS(0x30000), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("power-version 0x30000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_power_negotiation(void **state)
{
	const struct exchange exchanges[] = {
		{ POWER, 0x10, WORDS(0x10000), WORDS(0), "protocol 0x11: version 0x10000" },
		{ POWER, 0x0, NOTHING, WORDS(0, 0x30001), NULL },
		{ POWER, 0x3, WORDS(1), WORDS(0, 0xa0000000, TEXT('r', 't', 'c', 0), 0, 0, 0),
		  NULL },
		{ POWER, 0x8, WORDS(1), WORDS(NOT_SUPPORTED), NULL },
		{ POWER, 0x10, WORDS(0x20001), WORDS(NOT_SUPPORTED),
		  "protocol 0x11: version 0x20001: NOT_SUPPORTED" },
		{ POWER, 0x10, WORDS(0x30001), WORDS(0), "protocol 0x11: version 0x30001" },
		{ POWER, 0x3, WORDS(1), WORDS(0, 0xb0000000, TEXT('r', 't', 'c', 0), 0, 0, 0),
		  NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_system_power(void **state)
{
	const struct exchange exchanges[] = {
		{ SYSTEM, 0x0, NOTHING, WORDS(0, 0x20001), NULL },
		{ SYSTEM, 0x1, NOTHING, WORDS(0, 0), NULL },
		{ SYSTEM, 0x2, WORDS(0x3), WORDS(0, 0xc0000000), NULL },
		{ SYSTEM, 0x2, WORDS(0x4), WORDS(0, 0), NULL },
		{ SYSTEM, 0x2, WORDS(0x6), WORDS(NOT_FOUND), NULL },
		{ SYSTEM, 0x4, NOTHING, WORDS(0, 3), NULL },
		{ SYSTEM, 0x3, WORDS(0, 0), WORDS(0), "system: shutdown" },
		{ SYSTEM, 0x3, WORDS(1, 0), WORDS(0), "system: graceful shutdown" },
		{ SYSTEM, 0x3, WORDS(0, 1), WORDS(0), "system: cold reset" },
		{ SYSTEM, 0x3, WORDS(1, 2), WORDS(0), "system: graceful warm reset" },
		{ SYSTEM, 0x3, WORDS(0, 4), WORDS(0), "system: suspend" },
		{ SYSTEM, 0x3, WORDS(0, 3), WORDS(NOT_SUPPORTED),
		  "system: power up: NOT_SUPPORTED" },
		{ SYSTEM, 0x3, WORDS(0, 5), WORDS(INVALID_PARAMETERS),
		  "system: state 0x5: INVALID_PARAMETERS" },
		{ SYSTEM, 0x3, WORDS(0, 0x80000000), WORDS(NOT_SUPPORTED),
		  "system: state 0x80000000: NOT_SUPPORTED" },
		{ SYSTEM, 0x3, WORDS(2, 0), WORDS(INVALID_PARAMETERS),
		  "system: shutdown: INVALID_PARAMETERS" },
		{ SYSTEM, 0x4, NOTHING, WORDS(0, 3), NULL },
		{ SYSTEM, 0x5, WORDS(1), WORDS(0), "system: notify state on" },
		{ SYSTEM, 0x5, WORDS(0), WORDS(0), "system: notify state off" },
		{ SYSTEM, 0x5, WORDS(2), WORDS(INVALID_PARAMETERS),
		  "system: notify state on: INVALID_PARAMETERS" },
		{ SYSTEM, 0x10, WORDS(0x20000), WORDS(0), "protocol 0x12: version 0x20000" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_system_power_that_fails(void **state)
{
	const struct exchange exchanges[] = {
		{ SYSTEM, 0x3, WORDS(0, 0), WORDS(DENIED), "system: shutdown: DENIED" },
		{ SYSTEM, 0x4, NOTHING, WORDS(0, 3), NULL },
	};

	(void)state;
	check_exchanges(bench_from("system-power on fail=DENIED"), exchanges,
			ARRAY_SIZE(exchanges));
}

static void test_reset_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ RESET, 0x0, NOTHING, WORDS(0, 0x30001), NULL },
		{ RESET, 0x1, NOTHING, WORDS(0, 5), NULL },
		{ RESET, 0x3, WORDS(0),
		  WORDS(0, 0x40000000, 0xffffffff, TEXT('u', 's', 'b', 0), 0, 0, 0), NULL },
		{ RESET, 0x3, WORDS(1), WORDS(0, 0x40000000, 10, TEXT('r', 't', 'c', 0), 0, 0, 0),
		  NULL },
		{ RESET, 0x3, WORDS(3),
		  WORDS(0, 0xe0000000, 0xffffffff, TEXT('g', 'p', 'u', '_'),
			TEXT('r', 'e', 's', 'e'), TEXT('t', '_', 'w', 'i'), TEXT('t', 'h', '_', 0)),
		  NULL },
		{ RESET, 0x3, WORDS(5), WORDS(NOT_FOUND), NULL },
		{ RESET, 0x6, WORDS(3),
		  WORDS(0, 0, TEXT('g', 'p', 'u', '_'), TEXT('r', 'e', 's', 'e'),
			TEXT('t', '_', 'w', 'i'), TEXT('t', 'h', '_', 'a'),
			TEXT('_', 'l', 'o', 'n'), TEXT('g', '_', 'n', 'a'), TEXT('m', 'e', 0, 0), 0,
			0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ RESET, 0x6, WORDS(5), WORDS(NOT_FOUND), NULL },
		{ RESET, 0x2, WORDS(0x4), WORDS(0, 0), NULL },
		{ RESET, 0x2, WORDS(0x7), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_resets(void **state)
{
	const struct exchange exchanges[] = {
		{ RESET, 0x4, WORDS(1, 1, 0), WORDS(0), "reset 1 rtc: autonomous" },
		{ RESET, 0x4, WORDS(1, 2, 0), WORDS(0), "reset 1 rtc: assert" },
		{ RESET, 0x4, WORDS(1, 0, 0), WORDS(0), "reset 1 rtc: deassert" },
		/* an autonomous reset lets go by itself, and only it is one to a state */
		{ RESET, 0x4, WORDS(1, 3, 0), WORDS(0), "reset 1 rtc: autonomous" },
		{ RESET, 0x4, WORDS(1, 2, 7), WORDS(0), "reset 1 rtc: assert" },
		{ RESET, 0x4, WORDS(1, 1, 7), WORDS(INVALID_PARAMETERS),
		  "reset 1 rtc: autonomous to state 0x7: INVALID_PARAMETERS" },
		{ RESET, 0x4, WORDS(1, 5, 0), WORDS(INVALID_PARAMETERS),
		  "reset 1 rtc: autonomous: INVALID_PARAMETERS" },
		{ RESET, 0x4, WORDS(1, 8, 0), WORDS(INVALID_PARAMETERS),
		  "reset 1 rtc: deassert: INVALID_PARAMETERS" },
		{ RESET, 0x4, WORDS(3, 5, 0x80000001), WORDS(0),
		  "reset 3 gpu_reset_with_a_long_name: autonomous to state 0x80000001" },
		{ RESET, 0x4, WORDS(2, 1, 0), WORDS(HARDWARE_ERROR),
		  "reset 2 broken: autonomous: HARDWARE_ERROR" },
		{ RESET, 0x4, WORDS(5, 1, 0), WORDS(NOT_FOUND), "reset 5: autonomous: NOT_FOUND" },
		{ RESET, 0x5, WORDS(1, 1), WORDS(0), "reset 1 rtc: notify reset on" },
		{ RESET, 0x5, WORDS(1, 2), WORDS(INVALID_PARAMETERS),
		  "reset 1 rtc: notify reset on: INVALID_PARAMETERS" },
		{ RESET, 0x5, WORDS(5, 0), WORDS(NOT_FOUND),
		  "reset 5: notify reset off: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_reset_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ RESET, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ RESET, 0x3, WORDS(3),
		  WORDS(0, 0xc0000000, 0xffffffff, TEXT('g', 'p', 'u', '_'),
			TEXT('r', 'e', 's', 'e'), TEXT('t', '_', 'w', 'i'), TEXT('t', 'h', '_', 0)),
		  NULL },
		{ RESET, 0x4, WORDS(1, 1, 0), WORDS(0), "reset 1 rtc: autonomous" },
		{ RESET, 0x6, WORDS(3), WORDS(NOT_SUPPORTED), NULL },
		{ RESET, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("reset-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_power_attributes),
		cmocka_unit_test(test_power_statistics),
		cmocka_unit_test(test_power_states),
		cmocka_unit_test(test_power_notifications),
		cmocka_unit_test(test_power_1_0),
		cmocka_unit_test(test_power_3_0),
		cmocka_unit_test(test_power_negotiation),
		cmocka_unit_test(test_system_power),
		cmocka_unit_test(test_system_power_that_fails),
		cmocka_unit_test(test_reset_attributes),
		cmocka_unit_test(test_resets),
		cmocka_unit_test(test_reset_1_0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
