// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware.c - the model platform: BASE, CLOCK, and what is the same in every protocol
 *
 * The words of answers are typed from the specification.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model_bench.h"
#include "proto/message.h"

#define BASE  0x10
#define CLOCK 0x14

/* Every clock of the board offers both notifications from version 2.0 on. */
#define NOTIFIES 0xc0000000

static void test_base(void **state)
{
	const struct exchange exchanges[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x20001), NULL },
		{ BASE, 0x1, NOTHING, WORDS(0, 0x010a), NULL },
		{ BASE, 0x3, NOTHING,
		  WORDS(0, TEXT('x', 'e', 'n', '-'), TEXT('s', 'c', 'm', 'i'), 0, 0), NULL },
		{ BASE, 0x4, NOTHING, WORDS(0, TEXT('m', 'o', 'd', 'e'), 'l', 0, 0), NULL },
		{ BASE, 0x5, NOTHING, WORDS(0, 0x00010203), NULL },
		{ BASE, 0x6, WORDS(0), WORDS(0, 10, 0x14131211, 0x18171615, 0x8019), NULL },
		{ BASE, 0x6, WORDS(1), WORDS(0, 9, 0x15141312, 0x19181716, 0x80), NULL },
		{ BASE, 0x6, WORDS(10), WORDS(0, 0), NULL },
		{ BASE, 0x6, WORDS(11), WORDS(INVALID_PARAMETERS), NULL },
		{ BASE, 0x7, WORDS(0),
		  WORDS(0, 0, TEXT('p', 'l', 'a', 't'), TEXT('f', 'o', 'r', 'm'), 0, 0), NULL },
		{ BASE, 0x7, WORDS(1),
		  WORDS(0, 1, TEXT('x', 'e', 'n', '-'), TEXT('d', 'o', 'm', '0'), 0, 0), NULL },
		{ BASE, 0x7, WORDS(0xffffffff),
		  WORDS(0, 1, TEXT('x', 'e', 'n', '-'), TEXT('d', 'o', 'm', '0'), 0, 0), NULL },
		{ BASE, 0x7, WORDS(2), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_base_commands(void **state)
{
	const struct exchange exchanges[] = {
		{ BASE, 0x8, WORDS(1), WORDS(0), "base: notify errors on" },
		{ BASE, 0x8, WORDS(0), WORDS(0), "base: notify errors off" },
		{ BASE, 0x8, WORDS(2), WORDS(INVALID_PARAMETERS),
		  "base: notify errors on: INVALID_PARAMETERS" },
		{ BASE, 0x9, WORDS(1, 5, 1), WORDS(0), "base: permissions agent 1 device 5 allow" },
		{ BASE, 0x9, WORDS(1, 5, 0), WORDS(0), "base: permissions agent 1 device 5 deny" },
		{ BASE, 0x9, WORDS(2, 5, 0), WORDS(NOT_FOUND),
		  "base: permissions agent 2 device 5 deny: NOT_FOUND" },
		{ BASE, 0x9, WORDS(1, 5, 2), WORDS(INVALID_PARAMETERS),
		  "base: permissions agent 1 device 5 deny: INVALID_PARAMETERS" },
		{ BASE, 0x9, WORDS(1, 6, 0), WORDS(NOT_FOUND),
		  "base: permissions agent 1 device 6 deny: NOT_FOUND" },
		{ BASE, 0xa, WORDS(1, 5, 0x14, 1), WORDS(0),
		  "base: permissions agent 1 device 5 protocol 0x14 allow" },
		{ BASE, 0xa, WORDS(1, 5, 0x10, 0), WORDS(INVALID_PARAMETERS),
		  "base: permissions agent 1 device 5 protocol 0x10 deny: INVALID_PARAMETERS" },
		{ BASE, 0xa, WORDS(1, 0xffffffff, 0x14, 0), WORDS(NOT_FOUND),
		  "base: permissions agent 1 device 4294967295 protocol 0x14 deny: NOT_FOUND" },
		{ BASE, 0xb, WORDS(1, 0), WORDS(0), "base: reset agent 1" },
		{ BASE, 0xb, WORDS(1, 1), WORDS(0), "base: reset agent 1 and permissions" },
		{ BASE, 0xb, WORDS(0, 1), WORDS(NOT_FOUND),
		  "base: reset agent 0 and permissions: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board("device 5 rtc clock=3"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_base_before_2_0(void **state)
{
	const struct exchange exchanges[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ BASE, 0x7, WORDS(1),
		  WORDS(0, TEXT('x', 'e', 'n', '-'), TEXT('d', 'o', 'm', '0'), 0, 0), NULL },
		{ BASE, 0x7, WORDS(0xffffffff), WORDS(NOT_FOUND), NULL },
		{ BASE, 0x9, WORDS(1, 5, 1), WORDS(NOT_SUPPORTED), NULL },
		{ BASE, 0xb, WORDS(1, 0), WORDS(NOT_SUPPORTED), NULL },
		{ BASE, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
		{ BASE, 0x2, WORDS(0x8), WORDS(0, 0), NULL },
		{ BASE, 0x2, WORDS(0x9), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board("base-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_protocol_list_in_parts(void **state)
{
	/* A payload of 32 bytes has room for 24 ids; 0x14 and these are 27. */
	static const char board[] = "payload 32\n"
				    "clock 0 a on rate=1\n"
				    "also-list 0x11,0x13,0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x87,"
				    "0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f,0x90,0x91,0x92,0x93,"
				    "0x94,0x95,0x96,0x97\n";
	const struct exchange exchanges[] = {
		{ BASE, 0x1, NOTHING, WORDS(0, 0x011b), NULL },
		{ BASE, 0x6, WORDS(0),
		  WORDS(0, 24, 0x80131114, 0x84838281, 0x88878685, 0x8c8b8a89, 0x908f8e8d,
			0x94939291),
		  NULL },
		{ BASE, 0x6, WORDS(24), WORDS(0, 3, 0x00979695), NULL },
		{ BASE, 0x6, WORDS(22), WORDS(0, 5, 0x96959493, 0x97), NULL },
		{ BASE, 0x6, WORDS(27), WORDS(0, 0), NULL },
		{ BASE, 0x6, WORDS(28), WORDS(INVALID_PARAMETERS), NULL },
		{ BASE, 0x6, WORDS(0xffffffff), WORDS(INVALID_PARAMETERS), NULL },
		{ 0x11, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_from(board), exchanges, ARRAY_SIZE(exchanges));
}

static void test_negotiation(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x10, WORDS(0x30000), WORDS(0), "protocol 0x14: version 0x30000" },
		{ CLOCK, 0x10, WORDS(0x30001), WORDS(NOT_SUPPORTED),
		  "protocol 0x14: version 0x30001: NOT_SUPPORTED" },
		{ CLOCK, 0x10, WORDS(0), WORDS(NOT_SUPPORTED),
		  "protocol 0x14: version 0x0: NOT_SUPPORTED" },
		{ CLOCK, 0x10, WORDS(0x10000), WORDS(0), "protocol 0x14: version 0x10000" },
		{ CLOCK, 0x0, NOTHING, WORDS(0, 0x30000), NULL },
		{ CLOCK, 0x7, WORDS(3, 1), WORDS(0), "clock 3 rtc_pclk: on" },
		{ CLOCK, 0x7, WORDS(3, 1, 0), WORDS(PROTOCOL_ERROR), NULL },
		{ CLOCK, 0x10, WORDS(0x30000), WORDS(0), "protocol 0x14: version 0x30000" },
		{ CLOCK, 0x7, WORDS(3, 0, 0), WORDS(0), "clock 3 rtc_pclk: off" },
		{ BASE, 0x10, WORDS(0x20000), WORDS(0), "protocol 0x10: version 0x20000" },
		{ BASE, 0x10, WORDS(0x30000), WORDS(NOT_SUPPORTED),
		  "protocol 0x10: version 0x30000: NOT_SUPPORTED" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_clock_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x0, NOTHING, WORDS(0, 0x30000), NULL },
		{ CLOCK, 0x1, NOTHING, WORDS(0, 10), NULL },
		{ CLOCK, 0x3, WORDS(0),
		  WORDS(0, NOTIFIES | 0x1, TEXT('s', 'y', 's', 'c'), TEXT('l', 'k', 0, 0), 0, 0, 0),
		  NULL },
		{ CLOCK, 0x3, WORDS(1),
		  WORDS(0, NOTIFIES | 0x10000001, TEXT('c', 'p', 'u', 0), 0, 0, 0, 0), NULL },
		{ CLOCK, 0x3, WORDS(3),
		  WORDS(0, NOTIFIES, TEXT('r', 't', 'c', '_'), TEXT('p', 'c', 'l', 'k'), 0, 0, 75),
		  NULL },
		{ CLOCK, 0x3, WORDS(5),
		  WORDS(0, NOTIFIES | 0x20000000, TEXT('a', 'u', 'd', 'i'),
			TEXT('o', '_', 'p', 'l'), TEXT('l', '_', 'w', 'i'), TEXT('t', 'h', '_', 0),
			0),
		  NULL },
		{ CLOCK, 0x3, WORDS(10), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x3, WORDS(0xffffffff), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x8, WORDS(3),
		  WORDS(0, 0, TEXT('r', 't', 'c', '_'), TEXT('p', 'c', 'l', 'k'), 0, 0, 0, 0, 0, 0,
			0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ CLOCK, 0x8, WORDS(5),
		  WORDS(0, 0, TEXT('a', 'u', 'd', 'i'), TEXT('o', '_', 'p', 'l'),
			TEXT('l', '_', 'w', 'i'), TEXT('t', 'h', '_', 'a'),
			TEXT('_', 'l', 'o', 'n'), TEXT('g', '_', 'n', 'a'), TEXT('m', 'e', 0, 0), 0,
			0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ CLOCK, 0x8, WORDS(10), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0xf, WORDS(3), WORDS(0, 0xe0000000), NULL },
		{ CLOCK, 0xf, WORDS(10), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_clock_rates(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x4, WORDS(0, 0), WORDS(0, 1, 24000000, 0), NULL },
		{ CLOCK, 0x4, WORDS(0, 1), WORDS(OUT_OF_RANGE), NULL },
		{ CLOCK, 0x4, WORDS(2, 0),
		  WORDS(0, 0x1003, 100000000, 0, 800000000, 0, 100000000, 0), NULL },
		{ CLOCK, 0x4, WORDS(2, 1), WORDS(OUT_OF_RANGE), NULL },
		{ CLOCK, 0x4, WORDS(3, 0), WORDS(0, 3, 1000000, 0, 12000000, 0, 24000000, 0),
		  NULL },
		{ CLOCK, 0x4, WORDS(3, 1), WORDS(0, 2, 12000000, 0, 24000000, 0), NULL },
		{ CLOCK, 0x4, WORDS(3, 0xffffffff), WORDS(OUT_OF_RANGE), NULL },
		{ CLOCK, 0x4, WORDS(6, 0),
		  WORDS(0, 0x19000f, 1000000, 0, 2000000, 0, 3000000, 0, 4000000, 0, 5000000, 0,
			6000000, 0, 7000000, 0, 8000000, 0, 9000000, 0, 10000000, 0, 11000000, 0,
			12000000, 0, 13000000, 0, 14000000, 0, 15000000, 0),
		  NULL },
		{ CLOCK, 0x4, WORDS(6, 30),
		  WORDS(0, 10, 31000000, 0, 32000000, 0, 33000000, 0, 34000000, 0, 35000000, 0,
			36000000, 0, 37000000, 0, 38000000, 0, 39000000, 0, 40000000, 0),
		  NULL },
		{ CLOCK, 0x4, WORDS(6, 40), WORDS(OUT_OF_RANGE), NULL },
		{ CLOCK, 0x4, WORDS(9, 0), WORDS(0, 2, 0x2a05f200, 1, 0x540be400, 2), NULL },
		{ CLOCK, 0x4, WORDS(10, 0), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x6, WORDS(3), WORDS(0, 24000000, 0), NULL },
		{ CLOCK, 0x6, WORDS(9), WORDS(0, 0x2a05f200, 1), NULL },
		{ CLOCK, 0x6, WORDS(10), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

/* Flags of RATE_SET. */
#define ASYNC 1
#define UP    4
#define AUTO  8

static void test_rate_set(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x5, WORDS(0, 3, 12000000, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 12000000" },
		{ CLOCK, 0x6, WORDS(3), WORDS(0, 12000000, 0), NULL },
		{ CLOCK, 0x5, WORDS(0, 3, 23999999, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 12000000" },
		{ CLOCK, 0x5, WORDS(UP, 3, 12000001, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 24000000" },
		{ CLOCK, 0x5, WORDS(AUTO, 3, 6500000, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 1000000" },
		{ CLOCK, 0x5, WORDS(AUTO, 3, 6500001, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 12000000" },
		/* auto wins over up */
		{ CLOCK, 0x5, WORDS(AUTO | UP, 3, 1000001, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 1000000" },
		{ CLOCK, 0x5, WORDS(0, 3, 999999, 0), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: rate 999999: INVALID_PARAMETERS" },
		{ CLOCK, 0x5, WORDS(UP, 3, 999999, 0), WORDS(0), "clock 3 rtc_pclk: rate 1000000" },
		{ CLOCK, 0x5, WORDS(UP, 3, 24000001, 0), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: rate 24000001: INVALID_PARAMETERS" },
		{ CLOCK, 0x5, WORDS(0, 3, 24000001, 0), WORDS(0),
		  "clock 3 rtc_pclk: rate 24000000" },
		{ CLOCK, 0x5, WORDS(AUTO, 3, 0, 0), WORDS(0), "clock 3 rtc_pclk: rate 1000000" },
		{ CLOCK, 0x5, WORDS(AUTO, 3, 0, 0xffffffff), WORDS(0),
		  "clock 3 rtc_pclk: rate 24000000" },
		{ CLOCK, 0x5, WORDS(ASYNC, 3, 12000000, 0), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: rate 12000000: INVALID_PARAMETERS" },
		{ CLOCK, 0x5, WORDS(0x10, 3, 12000000, 0), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: rate 12000000: INVALID_PARAMETERS" },
		{ CLOCK, 0x6, WORDS(3), WORDS(0, 24000000, 0), NULL },
		{ CLOCK, 0x5, WORDS(0, 10, 1000000, 0), WORDS(NOT_FOUND),
		  "clock 10: rate 1000000: NOT_FOUND" },
		{ CLOCK, 0x5, WORDS(0, 9, 0x540be400, 2), WORDS(0),
		  "clock 9 display: rate 10000000000" },
		{ CLOCK, 0x6, WORDS(9), WORDS(0, 0x540be400, 2), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_rate_set_in_a_range(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x5, WORDS(0, 2, 299999999, 0), WORDS(0), "clock 2 gpu: rate 200000000" },
		{ CLOCK, 0x5, WORDS(UP, 2, 200000001, 0), WORDS(0), "clock 2 gpu: rate 300000000" },
		{ CLOCK, 0x5, WORDS(UP, 2, 200000000, 0), WORDS(0), "clock 2 gpu: rate 200000000" },
		{ CLOCK, 0x5, WORDS(AUTO, 2, 250000000, 0), WORDS(0),
		  "clock 2 gpu: rate 200000000" },
		{ CLOCK, 0x5, WORDS(AUTO, 2, 250000001, 0), WORDS(0),
		  "clock 2 gpu: rate 300000000" },
		{ CLOCK, 0x5, WORDS(0, 2, 900000000, 0), WORDS(0), "clock 2 gpu: rate 800000000" },
		{ CLOCK, 0x5, WORDS(UP, 2, 1, 0), WORDS(0), "clock 2 gpu: rate 100000000" },
		{ CLOCK, 0x5, WORDS(0, 2, 99999999, 0), WORDS(INVALID_PARAMETERS),
		  "clock 2 gpu: rate 99999999: INVALID_PARAMETERS" },
		{ CLOCK, 0x5, WORDS(UP, 2, 800000001, 0), WORDS(INVALID_PARAMETERS),
		  "clock 2 gpu: rate 800000001: INVALID_PARAMETERS" },
		{ CLOCK, 0x6, WORDS(2), WORDS(0, 100000000, 0), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_config(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0xb, WORDS(3, 0), WORDS(0, 0, 0, 0), NULL },
		{ CLOCK, 0x7, WORDS(3, 1, 0), WORDS(0), "clock 3 rtc_pclk: on" },
		{ CLOCK, 0x7, WORDS(3, 1, 0), WORDS(0), "clock 3 rtc_pclk: on" },
		{ CLOCK, 0xb, WORDS(3, 0), WORDS(0, 0, 1, 0), NULL },
		{ CLOCK, 0x7, WORDS(3, 3, 0), WORDS(0), "clock 3 rtc_pclk: unchanged" },
		{ CLOCK, 0xb, WORDS(3, 0), WORDS(0, 0, 1, 0), NULL },
		{ CLOCK, 0x7, WORDS(3, 2, 0), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: config 0x2: INVALID_PARAMETERS" },
		{ CLOCK, 0x7, WORDS(3, 0x10000, 7), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: config 0x10000: INVALID_PARAMETERS" },
		{ CLOCK, 0x7, WORDS(3, 4, 0), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: config 0x4: INVALID_PARAMETERS" },
		{ CLOCK, 0x7, WORDS(3, 0, 0), WORDS(0), "clock 3 rtc_pclk: off" },
		{ CLOCK, 0xb, WORDS(3, 0), WORDS(0, 0, 0, 0), NULL },
		{ CLOCK, 0xb, WORDS(3, 1), WORDS(INVALID_PARAMETERS), NULL },
		{ CLOCK, 0xb, WORDS(10, 0), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x7, WORDS(8, 1, 0), WORDS(HARDWARE_ERROR),
		  "clock 8 broken: on: HARDWARE_ERROR" },
		{ CLOCK, 0xb, WORDS(8, 0), WORDS(0, 0, 0, 0), NULL },
		{ CLOCK, 0x7, WORDS(10, 1, 0), WORDS(NOT_FOUND), "clock 10: on: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_notifications(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x9, WORDS(3, 1), WORDS(0), "clock 3 rtc_pclk: notify rate on" },
		{ CLOCK, 0x9, WORDS(3, 0), WORDS(0), "clock 3 rtc_pclk: notify rate off" },
		{ CLOCK, 0x9, WORDS(3, 2), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: notify rate on: INVALID_PARAMETERS" },
		{ CLOCK, 0xa, WORDS(3, 1), WORDS(0), "clock 3 rtc_pclk: notify requests on" },
		{ CLOCK, 0xa, WORDS(10, 1), WORDS(NOT_FOUND),
		  "clock 10: notify requests on: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_parents(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0xc, WORDS(1, 0), WORDS(0, 2, 0, 2), NULL },
		{ CLOCK, 0xc, WORDS(1, 1), WORDS(0, 1, 2), NULL },
		{ CLOCK, 0xc, WORDS(1, 2), WORDS(OUT_OF_RANGE), NULL },
		{ CLOCK, 0xc, WORDS(3, 0), WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0xc, WORDS(10, 0), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0xe, WORDS(1), WORDS(0, 0), NULL },
		{ CLOCK, 0xd, WORDS(1, 2), WORDS(0), "clock 1 cpu: parent 2" },
		{ CLOCK, 0xe, WORDS(1), WORDS(0, 2), NULL },
		{ CLOCK, 0xd, WORDS(1, 3), WORDS(INVALID_PARAMETERS),
		  "clock 1 cpu: parent 3: INVALID_PARAMETERS" },
		{ CLOCK, 0xe, WORDS(1), WORDS(0, 2), NULL },
		{ CLOCK, 0xd, WORDS(3, 0), WORDS(NOT_SUPPORTED),
		  "clock 3 rtc_pclk: parent 0: NOT_SUPPORTED" },
		{ CLOCK, 0xd, WORDS(10, 0), WORDS(NOT_FOUND), "clock 10: parent 0: NOT_FOUND" },
		{ CLOCK, 0xe, WORDS(3), WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0xe, WORDS(10), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_parents_in_parts(void **state)
{
	/* A payload of 32 bytes has room for 6 parents. */
	static const char board[] =
		"payload 32\n"
		"clock 0 mux off rate=1 parents=1,2,3,4,5,6,7,8\n"
		"clock 1 a on rate=1\nclock 2 b on rate=1\nclock 3 c on rate=1\n"
		"clock 4 d on rate=1\nclock 5 e on rate=1\nclock 6 f on rate=1\n"
		"clock 7 g on rate=1\nclock 8 h on rate=1\n";
	const struct exchange exchanges[] = {
		{ CLOCK, 0xc, WORDS(0, 0), WORDS(0, 0x02000006, 1, 2, 3, 4, 5, 6), NULL },
		{ CLOCK, 0xc, WORDS(0, 6), WORDS(0, 2, 7, 8), NULL },
		{ CLOCK, 0xc, WORDS(0, 8), WORDS(OUT_OF_RANGE), NULL },
	};

	(void)state;
	check_exchanges(bench_from(board), exchanges, ARRAY_SIZE(exchanges));
}

static void test_restricted_clock(void **state)
{
	static const char board[] = "clock 0 fixed off rate=1 parents=2 may=nothing\n"
				    "clock 2 tunable off rates=1,2 may=rate\n"; /* and no clock 1 */
	const struct exchange exchanges[] = {
		{ CLOCK, 0x1, NOTHING, WORDS(0, 3), NULL },
		{ CLOCK, 0x3, WORDS(1), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x3, WORDS(0),
		  WORDS(0, NOTIFIES | 0x10000002, TEXT('f', 'i', 'x', 'e'), 'd', 0, 0, 0), NULL },
		{ CLOCK, 0xf, WORDS(0), WORDS(0, 0), NULL },
		{ CLOCK, 0xf, WORDS(2), WORDS(0, 0x20000000), NULL },
		{ CLOCK, 0x7, WORDS(0, 1, 0), WORDS(DENIED), "clock 0 fixed: on: DENIED" },
		{ CLOCK, 0x5, WORDS(0, 0, 1, 0), WORDS(DENIED), "clock 0 fixed: rate 1: DENIED" },
		{ CLOCK, 0xd, WORDS(0, 2), WORDS(DENIED), "clock 0 fixed: parent 2: DENIED" },
		{ CLOCK, 0x5, WORDS(0, 2, 2, 0), WORDS(0), "clock 2 tunable: rate 2" },
		{ CLOCK, 0x7, WORDS(2, 1, 0), WORDS(DENIED), "clock 2 tunable: on: DENIED" },
	};

	(void)state;
	check_exchanges(bench_from(board), exchanges, ARRAY_SIZE(exchanges));
}

static void test_clock_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ CLOCK, 0x3, WORDS(1), WORDS(0, 1, TEXT('c', 'p', 'u', 0), 0, 0, 0), NULL },
		{ CLOCK, 0x3, WORDS(5),
		  WORDS(0, 0, TEXT('a', 'u', 'd', 'i'), TEXT('o', '_', 'p', 'l'),
			TEXT('l', '_', 'w', 'i'), TEXT('t', 'h', '_', 0)),
		  NULL },
		{ CLOCK, 0x7, WORDS(3, 1), WORDS(0), "clock 3 rtc_pclk: on" },
		{ CLOCK, 0x7, WORDS(3, 0), WORDS(0), "clock 3 rtc_pclk: off" },
		{ CLOCK, 0x7, WORDS(3, 3), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: config 0x3: INVALID_PARAMETERS" },
		{ CLOCK, 0x7, WORDS(3, 1, 0), WORDS(PROTOCOL_ERROR), NULL },
		{ CLOCK, 0x8, WORDS(5), WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0x2, WORDS(0x7), WORDS(0, 0), NULL },
		{ CLOCK, 0x2, WORDS(0x8), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board("clock-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_clock_2_0(void **state)
{
	const struct exchange exchanges[] = {
		{ CLOCK, 0x0, NOTHING, WORDS(0, 0x20000), NULL },
		{ CLOCK, 0x3, WORDS(1), WORDS(0, NOTIFIES | 1, TEXT('c', 'p', 'u', 0), 0, 0, 0, 0),
		  NULL },
		{ CLOCK, 0x7, WORDS(3, 1), WORDS(0), "clock 3 rtc_pclk: on" },
		{ CLOCK, 0x7, WORDS(3, 2), WORDS(INVALID_PARAMETERS),
		  "clock 3 rtc_pclk: config 0x2: INVALID_PARAMETERS" },
		{ CLOCK, 0x9, WORDS(3, 1), WORDS(0), "clock 3 rtc_pclk: notify rate on" },
		{ CLOCK, 0xb, WORDS(3, 0), WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0x10, WORDS(0x20000), WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0x2, WORDS(0xa), WORDS(0, 0), NULL },
		{ CLOCK, 0x2, WORDS(0xb), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board("clock-version 0x20000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_message_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ BASE, 0x2, WORDS(0x0), WORDS(0, 0), NULL },
		{ BASE, 0x2, WORDS(0xb), WORDS(0, 0), NULL },
		{ BASE, 0x2, WORDS(0xc), WORDS(NOT_FOUND), NULL },
		{ BASE, 0x2, WORDS(0x10), WORDS(0, 0), NULL },
		{ BASE, 0x2, WORDS(0x100), WORDS(NOT_FOUND), NULL },
		{ BASE, 0x2, WORDS(0xffffffff), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x2, WORDS(0xf), WORDS(0, 0), NULL },
		{ CLOCK, 0x2, WORDS(0x10), WORDS(0, 0), NULL },
		{ CLOCK, 0x2, WORDS(0x11), WORDS(NOT_FOUND), NULL },
		{ CLOCK, 0x2, WORDS(0x107), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_unknown_messages(void **state)
{
	const struct exchange exchanges[] = {
		{ BASE, 0xc, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ BASE, 0xff, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ CLOCK, 0x11, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ 0x00, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ 0x1a, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ 0x7f, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ 0x81, 0x0, NOTHING, WORDS(NOT_SUPPORTED), NULL },
		{ 0xff, 0x10, NOTHING, WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_only_commands_are_served(void **state)
{
	struct bench *bench = bench_board("");

	(void)state;
	assert_int_equal(status_of(bench, 0x4000, 0), SCMI_SUCCESS);
	for (uint32_t type = 1; type <= 3; type++)
		assert_int_equal(status_of(bench, 0x4000 | type << 8, 0), SCMI_PROTOCOL_ERROR);
	free(bench);
}

static void test_answers_are_as_long_as_the_table_says(void **state)
{
	struct bench *bench = bench_board("");
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct scmi_packet request = { .length = rows[i].request_size };
		struct scmi_packet answer;
		uint32_t offered = bench->model.offered[rows[i].protocol];

		request.header = scmi_header(rows[i].protocol, rows[i].id, 0);
		if (rows[i].resource == SCMI_RESOURCE_CLOCK)
			request.payload[rows[i].resource_at / 4] = 1; /* cpu: it has parents */
		bench->model.spoken[1][rows[i].protocol] = rows[i].since;
		model_serve(&bench->model, &request, &answer);
		bench->model.spoken[1][rows[i].protocol] = offered;
		print_error("%s since 0x%x:\n", rows[i].name, rows[i].since);
		if (scmi_packet_status(&answer) == SCMI_SUCCESS)
			assert_in_range(answer.length, rows[i].answer_min, rows[i].answer_max);
		else
			assert_int_equal(answer.length, 4);
	}
	free(bench);
}

static void test_slow_clock(void **state)
{
	struct bench *bench = bench_board("");
	struct scmi_packet request = { .header = scmi_header(CLOCK, 0x3, 0), .length = 4 };
	struct scmi_packet answer;

	(void)state;
	request.payload[0] = 7;
	assert_int_equal(model_serve(&bench->model, &request, &answer), 300);
	request.payload[0] = 3;
	assert_int_equal(model_serve(&bench->model, &request, &answer), 0);
	request.payload[0] = 99;
	assert_int_equal(model_serve(&bench->model, &request, &answer), 0);
	free(bench);
}

static void test_trace(void **state)
{
	struct bench *bench = bench_board("");

	(void)state;
	bench->model.trace = true;
	status_of(bench, scmi_header(CLOCK, 0x7, 9), 12);
	assert_string_equal(bench->log,
			    "clock 0 sysclk: off\n"
			    "message: protocol 0x14 id 0x07 length 12: SUCCESS\n");
	bench->log[0] = '\0';
	status_of(bench, scmi_header(0x80, 0xff, 9), 5);
	assert_string_equal(bench->log, "message: protocol 0x80 id 0xff length 5: NOT_SUPPORTED\n");
	free(bench);
}

static void test_oversized_message(void **state)
{
	struct bench *bench = bench_board("");
	struct scmi_packet answer;

	(void)state;
	model_refuse_oversized(&bench->model, 1, 0x4000, 4072, &answer);
	assert_int_equal(answer.header, 0x4000);
	assert_int_equal(answer.length, 4);
	assert_int_equal(answer.payload[0], PROTOCOL_ERROR);
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base),
		cmocka_unit_test(test_base_commands),
		cmocka_unit_test(test_base_before_2_0),
		cmocka_unit_test(test_protocol_list_in_parts),
		cmocka_unit_test(test_negotiation),
		cmocka_unit_test(test_clock_attributes),
		cmocka_unit_test(test_clock_rates),
		cmocka_unit_test(test_rate_set),
		cmocka_unit_test(test_rate_set_in_a_range),
		cmocka_unit_test(test_config),
		cmocka_unit_test(test_notifications),
		cmocka_unit_test(test_parents),
		cmocka_unit_test(test_parents_in_parts),
		cmocka_unit_test(test_restricted_clock),
		cmocka_unit_test(test_clock_1_0),
		cmocka_unit_test(test_clock_2_0),
		cmocka_unit_test(test_message_attributes),
		cmocka_unit_test(test_unknown_messages),
		cmocka_unit_test(test_only_commands_are_served),
		cmocka_unit_test(test_answers_are_as_long_as_the_table_says),
		cmocka_unit_test(test_slow_clock),
		cmocka_unit_test(test_trace),
		cmocka_unit_test(test_oversized_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
