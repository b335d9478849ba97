// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_perf.c - the model platform: performance, voltages and power capping
 *
 * The words of answers are typed from the specification.
 */
#include "unit.h"

#include "model_bench.h"

#define PERF	 0x13
#define VOLTAGE	 0x17
#define POWERCAP 0x18

/* What the model makes up of a level: power, latency, frequency, index. */
#define LEVEL_V1(level, n)	(level), 100 * (n), 50
#define LEVEL(level, n)		LEVEL_V1(level, n), 1000 * (level), 0
#define LEVEL_INDEXED(level, n) LEVEL_V1(level, n), 1000 * (level), (n)

/* A fast channel without a doorbell. */
#define FASTCHANNEL(address, size) 0, 0, 0, (address), 0, (size), 0, 0, 0, 0, 0, 0

static void test_perf_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x0, NOTHING, WORDS(0, 0x40000), NULL },
		{ PERF, 0x1, NOTHING, WORDS(0, 0x10006, 0, 0, 0), NULL },
		{ PERF, 0x3, WORDS(0),
		  WORDS(0, 0xf8000000, 0, 1500000, 1500, TEXT('c', 'p', 'u', 0), 0, 0, 0), NULL },
		{ PERF, 0x3, WORDS(1),
		  WORDS(0, 0xf0000000, 0, 800000, 800, TEXT('g', 'p', 'u', 0), 0, 0, 0), NULL },
		{ PERF, 0x3, WORDS(2),
		  WORDS(0, 0xf2000000, 0, 40000, 40, TEXT('d', 'i', 's', 'p'),
			TEXT('l', 'a', 'y', 0), 0, 0),
		  NULL },
		{ PERF, 0x3, WORDS(5),
		  WORDS(0, 0x34000000, 0, 100000, 100, TEXT('f', 'i', 'x', 'e'),
			TEXT('d', '_', 's', 'p'), TEXT('e', 'e', 'd', '_'), TEXT('o', 'f', '_', 0)),
		  NULL },
		{ PERF, 0x3, WORDS(6), WORDS(NOT_FOUND), NULL },
		{ PERF, 0xc, WORDS(5),
		  WORDS(0, 0, TEXT('f', 'i', 'x', 'e'), TEXT('d', '_', 's', 'p'),
			TEXT('e', 'e', 'd', '_'), TEXT('o', 'f', '_', 't'),
			TEXT('h', 'e', '_', 'o'), TEXT('l', 'd', '_', 'b'), TEXT('u', 's', 0, 0), 0,
			0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ PERF, 0xc, WORDS(6), WORDS(NOT_FOUND), NULL },
		{ PERF, 0x2, WORDS(0x4), WORDS(0, 0), NULL },
		{ PERF, 0x2, WORDS(0x5), WORDS(0, 1), NULL },
		{ PERF, 0x2, WORDS(0x6), WORDS(0, 1), NULL },
		{ PERF, 0x2, WORDS(0x7), WORDS(0, 1), NULL },
		{ PERF, 0x2, WORDS(0x8), WORDS(0, 1), NULL },
		{ PERF, 0x2, WORDS(0x9), WORDS(0, 0), NULL },
		{ PERF, 0x2, WORDS(0xd), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_without_fastchannels(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x2, WORDS(0x7), WORDS(0, 0), NULL },
		{ PERF, 0x1, NOTHING, WORDS(0, 0x10001, 0x1000, 0, 64), NULL },
		{ PERF, 0xb, WORDS(0, 7), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_from("perf 0 a level=1\nperf-statistics 0x1000:64"), exchanges,
			ARRAY_SIZE(exchanges));
}

static void test_perf_levels(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x4, WORDS(0, 0),
		  WORDS(0, 3, LEVEL(500, 1), LEVEL(1000, 2), LEVEL(1500, 3)), NULL },
		{ PERF, 0x4, WORDS(0, 2), WORDS(0, 1, LEVEL(1500, 3)), NULL },
		{ PERF, 0x4, WORDS(0, 3), WORDS(OUT_OF_RANGE), NULL },
		{ PERF, 0x4, WORDS(1, 0),
		  WORDS(0, 0x90006, LEVEL(100, 1), LEVEL(150, 2), LEVEL(200, 3), LEVEL(250, 4),
			LEVEL(300, 5), LEVEL(350, 6)),
		  NULL },
		{ PERF, 0x4, WORDS(1, 12),
		  WORDS(0, 3, LEVEL(700, 13), LEVEL(750, 14), LEVEL(800, 15)), NULL },
		{ PERF, 0x4, WORDS(2, 1), WORDS(0, 2, LEVEL_INDEXED(20, 2), LEVEL_INDEXED(40, 3)),
		  NULL },
		{ PERF, 0x4, WORDS(6, 0), WORDS(NOT_FOUND), NULL },
		{ PERF, 0x4, WORDS(0, 0xffffffff), WORDS(OUT_OF_RANGE), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_level_set(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x8, WORDS(3), WORDS(0, 200), NULL },
		{ PERF, 0x7, WORDS(3, 800), WORDS(0), "perf 3 shared: level 800" },
		{ PERF, 0x8, WORDS(3), WORDS(0, 800), NULL },
		{ PERF, 0x7, WORDS(3, 300), WORDS(OUT_OF_RANGE),
		  "perf 3 shared: level 300: OUT_OF_RANGE" },
		{ PERF, 0x7, WORDS(3, 0), WORDS(OUT_OF_RANGE),
		  "perf 3 shared: level 0: OUT_OF_RANGE" },
		{ PERF, 0x8, WORDS(3), WORDS(0, 800), NULL },
		{ PERF, 0x7, WORDS(4, 2), WORDS(HARDWARE_ERROR),
		  "perf 4 broken: level 2: HARDWARE_ERROR" },
		{ PERF, 0x8, WORDS(4), WORDS(0, 1), NULL },
		{ PERF, 0x7, WORDS(5, 100), WORDS(DENIED),
		  "perf 5 fixed_speed_of_the_old_bus: level 100: DENIED" },
		{ PERF, 0x7, WORDS(6, 1), WORDS(NOT_FOUND), "perf 6: level 1: NOT_FOUND" },
		{ PERF, 0x8, WORDS(6), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_limits(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x6, WORDS(3), WORDS(0, 800, 100), NULL },
		{ PERF, 0x5, WORDS(3, 800, 400), WORDS(0), "perf 3 shared: limits 400 to 800" },
		{ PERF, 0x6, WORDS(3), WORDS(0, 800, 400), NULL },
		/* the level came along */
		{ PERF, 0x8, WORDS(3), WORDS(0, 400), NULL },
		{ PERF, 0x7, WORDS(3, 200), WORDS(OUT_OF_RANGE),
		  "perf 3 shared: level 200: OUT_OF_RANGE" },
		{ PERF, 0x5, WORDS(3, 200, 100), WORDS(0), "perf 3 shared: limits 100 to 200" },
		{ PERF, 0x8, WORDS(3), WORDS(0, 200), NULL },
		/* a 0 keeps what is there */
		{ PERF, 0x5, WORDS(3, 400, 0), WORDS(0), "perf 3 shared: limits 0 to 400" },
		{ PERF, 0x6, WORDS(3), WORDS(0, 400, 100), NULL },
		{ PERF, 0x5, WORDS(3, 0, 200), WORDS(0), "perf 3 shared: limits 200 to 0" },
		{ PERF, 0x6, WORDS(3), WORDS(0, 400, 200), NULL },
		{ PERF, 0x5, WORDS(3, 100, 0), WORDS(INVALID_PARAMETERS),
		  "perf 3 shared: limits 0 to 100: INVALID_PARAMETERS" },
		{ PERF, 0x5, WORDS(3, 100, 200), WORDS(INVALID_PARAMETERS),
		  "perf 3 shared: limits 200 to 100: INVALID_PARAMETERS" },
		{ PERF, 0x5, WORDS(3, 801, 200), WORDS(OUT_OF_RANGE),
		  "perf 3 shared: limits 200 to 801: OUT_OF_RANGE" },
		{ PERF, 0x5, WORDS(3, 800, 99), WORDS(OUT_OF_RANGE),
		  "perf 3 shared: limits 99 to 800: OUT_OF_RANGE" },
		{ PERF, 0x6, WORDS(3), WORDS(0, 400, 200), NULL },
		{ PERF, 0x5, WORDS(4, 2, 2), WORDS(HARDWARE_ERROR),
		  "perf 4 broken: limits 2 to 2: HARDWARE_ERROR" },
		{ PERF, 0x6, WORDS(4), WORDS(0, 2, 1), NULL },
		{ PERF, 0x5, WORDS(5, 100, 100), WORDS(DENIED),
		  "perf 5 fixed_speed_of_the_old_bus: limits 100 to 100: DENIED" },
		{ PERF, 0x5, WORDS(6, 1, 1), WORDS(NOT_FOUND), "perf 6: limits 1 to 1: NOT_FOUND" },
		{ PERF, 0x6, WORDS(6), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_indices(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x8, WORDS(2), WORDS(0, 1), NULL },
		{ PERF, 0x6, WORDS(2), WORDS(0, 3, 1), NULL },
		{ PERF, 0x7, WORDS(2, 3), WORDS(0), "perf 2 display: level 3" },
		{ PERF, 0x8, WORDS(2), WORDS(0, 3), NULL },
		{ PERF, 0x7, WORDS(2, 20), WORDS(OUT_OF_RANGE),
		  "perf 2 display: level 20: OUT_OF_RANGE" },
		{ PERF, 0x7, WORDS(2, 4), WORDS(OUT_OF_RANGE),
		  "perf 2 display: level 4: OUT_OF_RANGE" },
		{ PERF, 0x7, WORDS(2, 0), WORDS(OUT_OF_RANGE),
		  "perf 2 display: level 0: OUT_OF_RANGE" },
		{ PERF, 0x5, WORDS(2, 2, 0), WORDS(0), "perf 2 display: limits 0 to 2" },
		{ PERF, 0x6, WORDS(2), WORDS(0, 2, 1), NULL },
		{ PERF, 0x8, WORDS(2), WORDS(0, 2), NULL },
		/* older versions know levels only */
		{ PERF, 0x10, WORDS(0x30000), WORDS(0), "protocol 0x13: version 0x30000" },
		{ PERF, 0x3, WORDS(2),
		  WORDS(0, 0xf0000000, 0, 40000, 40, TEXT('d', 'i', 's', 'p'),
			TEXT('l', 'a', 'y', 0), 0, 0),
		  NULL },
		{ PERF, 0x8, WORDS(2), WORDS(0, 20), NULL },
		{ PERF, 0x6, WORDS(2), WORDS(0, 20, 10), NULL },
		{ PERF, 0x7, WORDS(2, 10), WORDS(0), "perf 2 display: level 10" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_fastchannels(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0xb, WORDS(0, 5), WORDS(FASTCHANNEL(0xf0130050, 8)), NULL },
		{ PERF, 0xb, WORDS(0, 6), WORDS(FASTCHANNEL(0xf0130060, 8)), NULL },
		{ PERF, 0xb, WORDS(0, 7), WORDS(FASTCHANNEL(0xf0130070, 4)), NULL },
		{ PERF, 0xb, WORDS(0, 8), WORDS(FASTCHANNEL(0xf0130080, 4)), NULL },
		{ PERF, 0xb, WORDS(0, 3), WORDS(INVALID_PARAMETERS), NULL },
		{ PERF, 0xb, WORDS(1, 7), WORDS(NOT_SUPPORTED), NULL },
		{ PERF, 0xb, WORDS(6, 7), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_notifications(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x9, WORDS(1, 1), WORDS(0), "perf 1 gpu: notify limits on" },
		{ PERF, 0xa, WORDS(1, 0), WORDS(0), "perf 1 gpu: notify level off" },
		{ PERF, 0xa, WORDS(1, 3), WORDS(INVALID_PARAMETERS),
		  "perf 1 gpu: notify level on: INVALID_PARAMETERS" },
		{ PERF, 0x9, WORDS(6, 1), WORDS(NOT_FOUND), "perf 6: notify limits on: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ PERF, 0x3, WORDS(0),
		  WORDS(0, 0xf0000000, 0, 1500000, 1500, TEXT('c', 'p', 'u', 0), 0, 0, 0), NULL },
		{ PERF, 0x4, WORDS(0, 0),
		  WORDS(0, 3, LEVEL_V1(500, 1), LEVEL_V1(1000, 2), LEVEL_V1(1500, 3)), NULL },
		{ PERF, 0x4, WORDS(1, 10),
		  WORDS(0, 5, LEVEL_V1(600, 11), LEVEL_V1(650, 12), LEVEL_V1(700, 13),
			LEVEL_V1(750, 14), LEVEL_V1(800, 15)),
		  NULL },
		{ PERF, 0x4, WORDS(1, 15), WORDS(OUT_OF_RANGE), NULL },
		{ PERF, 0x5, WORDS(3, 400, 0), WORDS(INVALID_PARAMETERS),
		  "perf 3 shared: limits 0 to 400: INVALID_PARAMETERS" },
		{ PERF, 0x5, WORDS(3, 0, 100), WORDS(INVALID_PARAMETERS),
		  "perf 3 shared: limits 100 to 0: INVALID_PARAMETERS" },
		{ PERF, 0x6, WORDS(3), WORDS(0, 800, 100), NULL },
		{ PERF, 0x7, WORDS(2, 20), WORDS(0), "perf 2 display: level 20" },
		{ PERF, 0x2, WORDS(0x7), WORDS(0, 0), NULL },
		{ PERF, 0xb, WORDS(0, 7), WORDS(NOT_SUPPORTED), NULL },
		{ PERF, 0xc, WORDS(0), WORDS(NOT_SUPPORTED), NULL },
		{ PERF, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("perf-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_perf_2_0(void **state)
{
	const struct exchange exchanges[] = {
		{ PERF, 0x0, NOTHING, WORDS(0, 0x20000), NULL },
		{ PERF, 0x3, WORDS(0),
		  WORDS(0, 0xf8000000, 0, 1500000, 1500, TEXT('c', 'p', 'u', 0), 0, 0, 0), NULL },
		{ PERF, 0x2, WORDS(0x7), WORDS(0, 1), NULL },
		{ PERF, 0xb, WORDS(0, 7), WORDS(FASTCHANNEL(0xf0130070, 4)), NULL },
		{ PERF, 0x5, WORDS(3, 0, 100), WORDS(INVALID_PARAMETERS),
		  "perf 3 shared: limits 100 to 0: INVALID_PARAMETERS" },
		{ PERF, 0x6, WORDS(3), WORDS(0, 800, 100), NULL },
	};

	(void)state;
	check_exchanges(bench_board("perf-version 0x20000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_voltage_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ VOLTAGE, 0x0, NOTHING, WORDS(0, 0x20001), NULL },
		{ VOLTAGE, 0x1, NOTHING, WORDS(0, 8), NULL },
		{ VOLTAGE, 0x3, WORDS(0),
		  WORDS(0, 0, TEXT('v', 'd', 'd', '_'), TEXT('c', 'p', 'u', 0), 0, 0), NULL },
		{ VOLTAGE, 0x3, WORDS(3),
		  WORDS(0, 0x80000000, TEXT('s', 'h', 'a', 'r'), TEXT('e', 'd', 0, 0), 0, 0),
		  NULL },
		{ VOLTAGE, 0x3, WORDS(5),
		  WORDS(0, 0x40000000, TEXT('s', 'u', 'p', 'p'), TEXT('l', 'y', '_', 'w'),
			TEXT('i', 't', 'h', '_'), TEXT('a', '_', 'l', 0)),
		  NULL },
		{ VOLTAGE, 0x3, WORDS(8), WORDS(NOT_FOUND), NULL },
		{ VOLTAGE, 0x9, WORDS(5),
		  WORDS(0, 0, TEXT('s', 'u', 'p', 'p'), TEXT('l', 'y', '_', 'w'),
			TEXT('i', 't', 'h', '_'), TEXT('a', '_', 'l', 'o'),
			TEXT('n', 'g', '_', 'n'), TEXT('a', 'm', 'e', 0), 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0),
		  NULL },
		{ VOLTAGE, 0x9, WORDS(8), WORDS(NOT_FOUND), NULL },
		{ VOLTAGE, 0x2, WORDS(0x9), WORDS(0, 0), NULL },
		{ VOLTAGE, 0x2, WORDS(0xa), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_voltage_levels(void **state)
{
	const struct exchange exchanges[] = {
		{ VOLTAGE, 0x4, WORDS(0, 0), WORDS(0, 3, 800000, 900000, 1000000), NULL },
		{ VOLTAGE, 0x4, WORDS(0, 2), WORDS(0, 1, 1000000), NULL },
		{ VOLTAGE, 0x4, WORDS(0, 3), WORDS(OUT_OF_RANGE), NULL },
		{ VOLTAGE, 0x4, WORDS(1, 0), WORDS(0, 0x1003, 500000, 1000000, 12500), NULL },
		{ VOLTAGE, 0x4, WORDS(1, 1), WORDS(OUT_OF_RANGE), NULL },
		{ VOLTAGE, 0x4, WORDS(2, 0), WORDS(0, 4, 0xffb3b4c0, 0xffcda560, 0, 1800000),
		  NULL },
		{ VOLTAGE, 0x4, WORDS(4, 0),
		  WORDS(0, 0xa001e, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000,
			11000, 12000, 13000, 14000, 15000, 16000, 17000, 18000, 19000, 20000, 21000,
			22000, 23000, 24000, 25000, 26000, 27000, 28000, 29000, 30000),
		  NULL },
		{ VOLTAGE, 0x4, WORDS(4, 38), WORDS(0, 2, 39000, 40000), NULL },
		{ VOLTAGE, 0x4, WORDS(8, 0), WORDS(NOT_FOUND), NULL },
		{ VOLTAGE, 0x8, WORDS(0), WORDS(0, 900000), NULL },
		{ VOLTAGE, 0x8, WORDS(2), WORDS(0, 0xffcda560), NULL },
		{ VOLTAGE, 0x8, WORDS(8), WORDS(NOT_FOUND), NULL },
		{ VOLTAGE, 0x7, WORDS(0, 0, 800000), WORDS(0), "voltage 0 vdd_cpu: level 800000" },
		{ VOLTAGE, 0x8, WORDS(0), WORDS(0, 800000), NULL },
		{ VOLTAGE, 0x7, WORDS(0, 0, 850000), WORDS(OUT_OF_RANGE),
		  "voltage 0 vdd_cpu: level 850000: OUT_OF_RANGE" },
		{ VOLTAGE, 0x7, WORDS(1, 0, 512500), WORDS(0), "voltage 1 vdd_gpu: level 512500" },
		{ VOLTAGE, 0x7, WORDS(1, 0, 512501), WORDS(OUT_OF_RANGE),
		  "voltage 1 vdd_gpu: level 512501: OUT_OF_RANGE" },
		{ VOLTAGE, 0x7, WORDS(1, 0, 1012500), WORDS(OUT_OF_RANGE),
		  "voltage 1 vdd_gpu: level 1012500: OUT_OF_RANGE" },
		{ VOLTAGE, 0x7, WORDS(1, 0, 487500), WORDS(OUT_OF_RANGE),
		  "voltage 1 vdd_gpu: level 487500: OUT_OF_RANGE" },
		{ VOLTAGE, 0x7, WORDS(2, 0, 0xffb3b4c0), WORDS(0),
		  "voltage 2 negative: level -5000000" },
		{ VOLTAGE, 0x8, WORDS(2), WORDS(0, 0xffb3b4c0), NULL },
		{ VOLTAGE, 0x7, WORDS(2, 0, 0), WORDS(0), "voltage 2 negative: level 0" },
		{ VOLTAGE, 0x7, WORDS(0, 1, 900000), WORDS(INVALID_PARAMETERS),
		  "voltage 0 vdd_cpu: level 900000: INVALID_PARAMETERS" },
		{ VOLTAGE, 0x7, WORDS(3, 1, 3300000), WORDS(0), "voltage 3 shared: level 3300000" },
		{ VOLTAGE, 0x7, WORDS(3, 2, 3300000), WORDS(INVALID_PARAMETERS),
		  "voltage 3 shared: level 3300000: INVALID_PARAMETERS" },
		{ VOLTAGE, 0x7, WORDS(7, 0, 2), WORDS(HARDWARE_ERROR),
		  "voltage 7 broken: level 2: HARDWARE_ERROR" },
		{ VOLTAGE, 0x8, WORDS(7), WORDS(0, 1), NULL },
		{ VOLTAGE, 0x7, WORDS(8, 0, 1), WORDS(NOT_FOUND), "voltage 8: level 1: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_voltage_config(void **state)
{
	const struct exchange exchanges[] = {
		{ VOLTAGE, 0x6, WORDS(0), WORDS(0, 7), NULL },
		{ VOLTAGE, 0x6, WORDS(1), WORDS(0, 0), NULL },
		{ VOLTAGE, 0x5, WORDS(1, 7), WORDS(0), "voltage 1 vdd_gpu: on" },
		{ VOLTAGE, 0x6, WORDS(1), WORDS(0, 7), NULL },
		{ VOLTAGE, 0x5, WORDS(1, 0), WORDS(0), "voltage 1 vdd_gpu: off" },
		{ VOLTAGE, 0x5, WORDS(1, 9), WORDS(INVALID_PARAMETERS),
		  "voltage 1 vdd_gpu: mode 0x9: INVALID_PARAMETERS" },
		{ VOLTAGE, 0x5, WORDS(1, 0x17), WORDS(INVALID_PARAMETERS),
		  "voltage 1 vdd_gpu: mode 0x17: INVALID_PARAMETERS" },
		{ VOLTAGE, 0x6, WORDS(1), WORDS(0, 0), NULL },
		{ VOLTAGE, 0x5, WORDS(4, 9), WORDS(0), "voltage 4 many: mode 0x9" },
		{ VOLTAGE, 0x6, WORDS(4), WORDS(0, 9), NULL },
		{ VOLTAGE, 0x5, WORDS(7, 7), WORDS(HARDWARE_ERROR),
		  "voltage 7 broken: on: HARDWARE_ERROR" },
		{ VOLTAGE, 0x6, WORDS(7), WORDS(0, 0), NULL },
		{ VOLTAGE, 0x5, WORDS(8, 7), WORDS(NOT_FOUND), "voltage 8: on: NOT_FOUND" },
		{ VOLTAGE, 0x6, WORDS(8), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_voltage_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ VOLTAGE, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ VOLTAGE, 0x3, WORDS(3),
		  WORDS(0, 0, TEXT('s', 'h', 'a', 'r'), TEXT('e', 'd', 0, 0), 0, 0), NULL },
		{ VOLTAGE, 0x3, WORDS(5),
		  WORDS(0, 0, TEXT('s', 'u', 'p', 'p'), TEXT('l', 'y', '_', 'w'),
			TEXT('i', 't', 'h', '_'), TEXT('a', '_', 'l', 0)),
		  NULL },
		{ VOLTAGE, 0x7, WORDS(3, 1, 3300000), WORDS(INVALID_PARAMETERS),
		  "voltage 3 shared: level 3300000: INVALID_PARAMETERS" },
		{ VOLTAGE, 0x9, WORDS(5), WORDS(NOT_SUPPORTED), NULL },
		{ VOLTAGE, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("voltage-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_powercap_attributes(void **state)
{
	const struct exchange exchanges[] = {
		{ POWERCAP, 0x0, NOTHING, WORDS(0, 0x20000), NULL },
		{ POWERCAP, 0x1, NOTHING, WORDS(0, 5), NULL },
		{ POWERCAP, 0x3, WORDS(0),
		  WORDS(0, 0xcf400000, TEXT('p', 'a', 'c', 'k'), TEXT('a', 'g', 'e', 0), 0, 0, 100,
			1000, 100, 1000, 10000, 500, 10000, 100, 0xffffffff),
		  NULL },
		{ POWERCAP, 0x3, WORDS(1),
		  WORDS(0, 0xcf000000, TEXT('c', 'l', 'u', 's'), TEXT('t', 'e', 'r', 0), 0, 0, 100,
			100, 1, 500, 5000, 500, 4000, 100, 0),
		  NULL },
		{ POWERCAP, 0x3, WORDS(2),
		  WORDS(0, 0xf5000000, TEXT('a', 'c', 'c', 'e'), TEXT('l', 'e', 'r', 'a'),
			TEXT('t', 'o', 'r', '_'), TEXT('w', 'i', 't', 0), 50, 50, 1, 2000, 2000, 1,
			2000, 100, 0),
		  NULL },
		{ POWERCAP, 0x3, WORDS(5), WORDS(NOT_FOUND), NULL },
		{ POWERCAP, 0x8, WORDS(2),
		  WORDS(0, 0, TEXT('a', 'c', 'c', 'e'), TEXT('l', 'e', 'r', 'a'),
			TEXT('t', 'o', 'r', '_'), TEXT('w', 'i', 't', 'h'),
			TEXT('_', 'a', '_', 'l'), TEXT('o', 'n', 'g', '_'),
			TEXT('n', 'a', 'm', 'e'), 0, 0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ POWERCAP, 0x8, WORDS(5), WORDS(NOT_FOUND), NULL },
		{ POWERCAP, 0x9, WORDS(0), WORDS(0, 4321, 100), NULL },
		{ POWERCAP, 0x9, WORDS(5), WORDS(NOT_FOUND), NULL },
		{ POWERCAP, 0x2, WORDS(0x5), WORDS(0, 1), NULL },
		{ POWERCAP, 0x2, WORDS(0x8), WORDS(0, 0), NULL },
		{ POWERCAP, 0x2, WORDS(0xd), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_powercap_set(void **state)
{
	const struct exchange exchanges[] = {
		{ POWERCAP, 0x4, WORDS(0), WORDS(0, 8000), NULL },
		{ POWERCAP, 0x5, WORDS(0, 0, 5000), WORDS(0), "powercap 0 package: cap 5000" },
		{ POWERCAP, 0x4, WORDS(0), WORDS(0, 5000), NULL },
		{ POWERCAP, 0x5, WORDS(0, 1, 5500), WORDS(0), "powercap 0 package: cap 5500" },
		{ POWERCAP, 0x5, WORDS(0, 0, 5600), WORDS(OUT_OF_RANGE),
		  "powercap 0 package: cap 5600: OUT_OF_RANGE" },
		{ POWERCAP, 0x5, WORDS(0, 0, 500), WORDS(OUT_OF_RANGE),
		  "powercap 0 package: cap 500: OUT_OF_RANGE" },
		{ POWERCAP, 0x5, WORDS(0, 0, 10500), WORDS(OUT_OF_RANGE),
		  "powercap 0 package: cap 10500: OUT_OF_RANGE" },
		{ POWERCAP, 0x5, WORDS(0, 2, 5000), WORDS(INVALID_PARAMETERS),
		  "powercap 0 package: cap 5000: INVALID_PARAMETERS" },
		{ POWERCAP, 0x4, WORDS(0), WORDS(0, 5500), NULL },
		{ POWERCAP, 0x5, WORDS(2, 2, 2000), WORDS(DENIED),
		  "powercap 2 accelerator_with_a_long_name: cap 2000: DENIED" },
		{ POWERCAP, 0x5, WORDS(4, 0, 2), WORDS(HARDWARE_ERROR),
		  "powercap 4 broken: cap 2: HARDWARE_ERROR" },
		{ POWERCAP, 0x4, WORDS(4), WORDS(0, 1), NULL },
		{ POWERCAP, 0x5, WORDS(5, 0, 2), WORDS(NOT_FOUND), "powercap 5: cap 2: NOT_FOUND" },
		{ POWERCAP, 0x4, WORDS(5), WORDS(NOT_FOUND), NULL },
		{ POWERCAP, 0x6, WORDS(0), WORDS(0, 100), NULL },
		{ POWERCAP, 0x7, WORDS(0, 0, 200), WORDS(0), "powercap 0 package: interval 200" },
		{ POWERCAP, 0x6, WORDS(0), WORDS(0, 200), NULL },
		{ POWERCAP, 0x9, WORDS(0), WORDS(0, 4321, 200), NULL },
		{ POWERCAP, 0x7, WORDS(0, 0, 250), WORDS(OUT_OF_RANGE),
		  "powercap 0 package: interval 250: OUT_OF_RANGE" },
		{ POWERCAP, 0x7, WORDS(0, 1, 200), WORDS(INVALID_PARAMETERS),
		  "powercap 0 package: interval 200: INVALID_PARAMETERS" },
		{ POWERCAP, 0x7, WORDS(2, 0, 50), WORDS(DENIED),
		  "powercap 2 accelerator_with_a_long_name: interval 50: DENIED" },
		{ POWERCAP, 0x7, WORDS(5, 0, 50), WORDS(NOT_FOUND),
		  "powercap 5: interval 50: NOT_FOUND" },
		{ POWERCAP, 0x6, WORDS(5), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_powercap_notifications_and_fastchannels(void **state)
{
	const struct exchange exchanges[] = {
		{ POWERCAP, 0xa, WORDS(0, 1), WORDS(0), "powercap 0 package: notify cap on" },
		{ POWERCAP, 0xa, WORDS(5, 1), WORDS(NOT_FOUND),
		  "powercap 5: notify cap on: NOT_FOUND" },
		{ POWERCAP, 0xb, WORDS(0, 1, 10, 20), WORDS(0),
		  "powercap 0 package: notify measurements on" },
		{ POWERCAP, 0xb, WORDS(0, 0, 0, 0), WORDS(0),
		  "powercap 0 package: notify measurements off" },
		{ POWERCAP, 0xb, WORDS(0, 1, 20, 10), WORDS(INVALID_PARAMETERS),
		  "powercap 0 package: notify measurements on: INVALID_PARAMETERS" },
		{ POWERCAP, 0xb, WORDS(0, 2, 10, 20), WORDS(INVALID_PARAMETERS),
		  "powercap 0 package: notify measurements on: INVALID_PARAMETERS" },
		{ POWERCAP, 0xb, WORDS(5, 1, 10, 20), WORDS(NOT_FOUND),
		  "powercap 5: notify measurements on: NOT_FOUND" },
		{ POWERCAP, 0xc, WORDS(0, 4), WORDS(FASTCHANNEL(0xf0180040, 4)), NULL },
		{ POWERCAP, 0xc, WORDS(0, 7), WORDS(FASTCHANNEL(0xf0180070, 4)), NULL },
		{ POWERCAP, 0xc, WORDS(0, 8), WORDS(INVALID_PARAMETERS), NULL },
		{ POWERCAP, 0xc, WORDS(1, 4), WORDS(NOT_SUPPORTED), NULL },
		{ POWERCAP, 0xc, WORDS(5, 4), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_powercap_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ POWERCAP, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ POWERCAP, 0x3, WORDS(0),
		  WORDS(0, 0xcf000000, TEXT('p', 'a', 'c', 'k'), TEXT('a', 'g', 'e', 0), 0, 0, 100,
			1000, 100, 1000, 10000, 500, 10000, 100, 0xffffffff),
		  NULL },
		{ POWERCAP, 0x2, WORDS(0x5), WORDS(0, 0), NULL },
		{ POWERCAP, 0x8, WORDS(0),
		  WORDS(0, 0, TEXT('p', 'a', 'c', 'k'), TEXT('a', 'g', 'e', 0), 0, 0, 0, 0, 0, 0, 0,
			0, 0, 0, 0, 0, 0, 0),
		  NULL },
		{ POWERCAP, 0xc, WORDS(0, 4), WORDS(NOT_SUPPORTED), NULL },
		{ POWERCAP, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("powercap-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_perf_attributes),
		cmocka_unit_test(test_perf_without_fastchannels),
		cmocka_unit_test(test_perf_levels),
		cmocka_unit_test(test_perf_level_set),
		cmocka_unit_test(test_perf_limits),
		cmocka_unit_test(test_perf_indices),
		cmocka_unit_test(test_perf_fastchannels),
		cmocka_unit_test(test_perf_notifications),
		cmocka_unit_test(test_perf_1_0),
		cmocka_unit_test(test_perf_2_0),
		cmocka_unit_test(test_voltage_attributes),
		cmocka_unit_test(test_voltage_levels),
		cmocka_unit_test(test_voltage_config),
		cmocka_unit_test(test_voltage_1_0),
		cmocka_unit_test(test_powercap_attributes),
		cmocka_unit_test(test_powercap_set),
		cmocka_unit_test(test_powercap_notifications_and_fastchannels),
		cmocka_unit_test(test_powercap_1_0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
