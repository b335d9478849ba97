// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_sensor.c - the model platform: sensors
 *
 * The words of answers are typed from the specification.
 */
#include "unit.h"

#include "model_bench.h"

#define SENSOR 0x15

/* What the model says of every sensor: that it notifies updates, a time, a resolution and range. */
#define UPDATES 0x40000000
#define TIME	0x89abcdef, 0x01234567
#define RANGE	1, 0xfff0bdc0, 0xffffffff, 1000000, 0

static void test_descriptions(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x0, NOTHING, WORDS(0, 0x30001), NULL },
		{ SENSOR, 0x1, NOTHING, WORDS(0, 9, 0, 0, 0), NULL },
		{ SENSOR, 0x3, WORDS(0),
		  WORDS(0, 0x50004, 0, UPDATES | 2, 2, TEXT('s', 'o', 'c', '_'),
			TEXT('t', 'e', 'm', 'p'), 0, 0, 1, UPDATES | 0x80000000, 0xe802,
			TEXT('b', 'o', 'a', 'r'), TEXT('d', '_', 't', 'e'), TEXT('m', 'p', 0, 0), 0,
			2, UPDATES | 0x300, 0x30159, TEXT('a', 'c', 'c', 'e'),
			TEXT('l', 'e', 'r', 'o'), TEXT('m', 'e', 't', 'e'), TEXT('r', 0, 0, 0),
			1500, 3, UPDATES | 0x20000000, 5, TEXT('b', 'a', 't', 't'),
			TEXT('e', 'r', 'y', '_'), TEXT('v', 'o', 'l', 't'), TEXT('a', 'g', 'e', 0)),
		  NULL },
		{ SENSOR, 0x3, WORDS(4),
		  WORDS(0, 0x20003, 4, UPDATES | 0x100, 1, TEXT('f', 'a', 'n', 0), 0, 0, 0, 1500,
			RANGE, 5, UPDATES, 1, TEXT('s', 'l', 'o', 'w'), 0, 0, 0, 6, UPDATES | 1, 1,
			TEXT('b', 'r', 'o', 'k'), TEXT('e', 'n', 0, 0), 0, 0),
		  NULL },
		/* there is no sensor 7 */
		{ SENSOR, 0x3, WORDS(7),
		  WORDS(0, 2, 7, 0, 0, 0, 0, 0, 0, 8, UPDATES, 7, TEXT('b', 'e', 'h', 'i'),
			TEXT('n', 'd', '_', 'a'), TEXT('_', 'g', 'a', 'p'), 0),
		  NULL },
		{ SENSOR, 0x3, WORDS(8),
		  WORDS(0, 1, 8, UPDATES, 7, TEXT('b', 'e', 'h', 'i'), TEXT('n', 'd', '_', 'a'),
			TEXT('_', 'g', 'a', 'p'), 0),
		  NULL },
		{ SENSOR, 0x3, WORDS(9), WORDS(OUT_OF_RANGE), NULL },
		{ SENSOR, 0x3, WORDS(0xffffffff), WORDS(OUT_OF_RANGE), NULL },
		{ SENSOR, 0xc, WORDS(3),
		  WORDS(0, 0, TEXT('b', 'a', 't', 't'), TEXT('e', 'r', 'y', '_'),
			TEXT('v', 'o', 'l', 't'), TEXT('a', 'g', 'e', '_'),
			TEXT('b', 'e', 'h', 'i'), TEXT('n', 'd', '_', 't'),
			TEXT('h', 'e', '_', 'c'), TEXT('h', 'a', 'r', 'g'), TEXT('e', 'r', 0, 0), 0,
			0, 0, 0, 0, 0, 0),
		  NULL },
		{ SENSOR, 0xc, WORDS(7), WORDS(NOT_FOUND), NULL },
		{ SENSOR, 0x2, WORDS(0xd), WORDS(0, 0), NULL },
		{ SENSOR, 0x2, WORDS(0xe), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_descriptor_longer_than_the_payload(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x1, NOTHING, WORDS(0, 9, 0x40000000, 1, 4096), NULL },
		{ SENSOR, 0x3, WORDS(4),
		  WORDS(0, 0x40001, 4, UPDATES | 0x100, 1, TEXT('f', 'a', 'n', 0), 0, 0, 0, 1500,
			RANGE),
		  NULL },
		{ SENSOR, 0x3, WORDS(5),
		  WORDS(0, 0x30001, 5, UPDATES, 1, TEXT('s', 'l', 'o', 'w'), 0, 0, 0), NULL },
		{ SENSOR, 0x7, WORDS(2, 1),
		  WORDS(0, 0x04000001, 1, 0x100, 0x59, TEXT('y', 0, 0, 0), 0, 0, 0, RANGE), NULL },
	};

	(void)state;
	check_exchanges(bench_board("payload 32\nsensor-readings 0x140000000:4096"), exchanges,
			ARRAY_SIZE(exchanges));
}

static void test_readings(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x6, WORDS(0, 0), WORDS(0, 45, 0, 0, 0), NULL },
		{ SENSOR, 0x6, WORDS(1, 0), WORDS(0, 0xffffcf2c, 0xffffffff, 0, 0), NULL },
		{ SENSOR, 0x6, WORDS(2, 0),
		  WORDS(0, 0xffffffff, 0xffffffff, TIME, 0, 0, TIME, 1, 0, TIME), NULL },
		{ SENSOR, 0x6, WORDS(8, 0), WORDS(0, 0x3456789a, 0x12, 0, 0), NULL },
		{ SENSOR, 0x6, WORDS(1, 1), WORDS(0, 0xffffcf2c, 0xffffffff, 0, 0), NULL },
		{ SENSOR, 0x6, WORDS(0, 1), WORDS(INVALID_PARAMETERS), NULL },
		{ SENSOR, 0x6, WORDS(1, 2), WORDS(INVALID_PARAMETERS), NULL },
		{ SENSOR, 0x6, WORDS(7, 0), WORDS(NOT_FOUND), NULL },
		{ SENSOR, 0x6, WORDS(9, 0), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_axes(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x7, WORDS(2, 0),
		  WORDS(0, 0x04000002, 0, 0x100, 0x59, TEXT('x', 0, 0, 0), 0, 0, 0, RANGE, 1, 0x100,
			0x59, TEXT('y', 0, 0, 0), 0, 0, 0, RANGE),
		  NULL },
		{ SENSOR, 0x7, WORDS(2, 2),
		  WORDS(0, 1, 2, 0x300, 0x59, TEXT('z', '_', 'a', 'x'), TEXT('i', 's', '_', 'w'),
			TEXT('i', 't', 'h', '_'), TEXT('a', '_', 'l', 0), RANGE),
		  NULL },
		{ SENSOR, 0x7, WORDS(2, 3), WORDS(OUT_OF_RANGE), NULL },
		{ SENSOR, 0x7, WORDS(0, 0), WORDS(NOT_SUPPORTED), NULL },
		{ SENSOR, 0x7, WORDS(7, 0), WORDS(NOT_FOUND), NULL },
		{ SENSOR, 0xd, WORDS(2, 0),
		  WORDS(0, 0x08000001, 0, TEXT('x', 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 0),
		  NULL },
		{ SENSOR, 0xd, WORDS(2, 2),
		  WORDS(0, 1, 2, TEXT('z', '_', 'a', 'x'), TEXT('i', 's', '_', 'w'),
			TEXT('i', 't', 'h', '_'), TEXT('a', '_', 'l', 'o'),
			TEXT('n', 'g', '_', 'n'), TEXT('a', 'm', 'e', 0), 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0),
		  NULL },
		{ SENSOR, 0xd, WORDS(2, 3), WORDS(OUT_OF_RANGE), NULL },
		{ SENSOR, 0xd, WORDS(0, 0), WORDS(NOT_SUPPORTED), NULL },
		{ SENSOR, 0xd, WORDS(7, 0), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_axes_without_ranges(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x3, WORDS(0),
		  WORDS(0, 1, 0, UPDATES, 0x20101, TEXT('a', 0, 0, 0), 0, 0, 0), NULL },
		{ SENSOR, 0x7, WORDS(0, 0),
		  WORDS(0, 2, 0, 0, 1, TEXT('p', 0, 0, 0), 0, 0, 0, 1, 0, 1, TEXT('q', 0, 0, 0), 0,
			0, 0),
		  NULL },
	};
	/* A name is longer than the payload, and comes nevertheless. */
	const struct exchange in_parts[] = {
		{ SENSOR, 0xd, WORDS(0, 0),
		  WORDS(0, 0x04000001, 0, TEXT('p', 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 0),
		  NULL },
		{ SENSOR, 0xd, WORDS(0, 1),
		  WORDS(0, 1, 1, TEXT('q', 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
		  NULL },
	};

	(void)state;
	check_exchanges(bench_from("sensor 0 a axes=p,q"), exchanges, ARRAY_SIZE(exchanges));
	check_exchanges(bench_from("payload 32\nsensor 0 a axes=p,q"), in_parts,
			ARRAY_SIZE(in_parts));
}

static void test_intervals(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x8, WORDS(3, 0), WORDS(0, 3, 0x21, 0x41, 0x81), NULL },
		{ SENSOR, 0x8, WORDS(3, 2), WORDS(0, 1, 0x81), NULL },
		{ SENSOR, 0x8, WORDS(3, 3), WORDS(OUT_OF_RANGE), NULL },
		{ SENSOR, 0x8, WORDS(4, 0), WORDS(0, 0x1003, 0x20, 0x60, 0x20), NULL },
		{ SENSOR, 0x8, WORDS(4, 1), WORDS(OUT_OF_RANGE), NULL },
		{ SENSOR, 0x8, WORDS(0, 0), WORDS(NOT_SUPPORTED), NULL },
		{ SENSOR, 0x8, WORDS(7, 0), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_configuration(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x9, WORDS(0), WORDS(0, 1), NULL },
		{ SENSOR, 0xa, WORDS(0, 0), WORDS(0), "sensor 0 soc_temp: config 0x0" },
		{ SENSOR, 0x9, WORDS(0), WORDS(0, 0), NULL },
		{ SENSOR, 0xa, WORDS(0, 0x00050001), WORDS(0),
		  "sensor 0 soc_temp: config 0x50001" },
		{ SENSOR, 0x9, WORDS(0), WORDS(0, 0x50001), NULL },
		{ SENSOR, 0xa, WORDS(0, 3), WORDS(INVALID_PARAMETERS),
		  "sensor 0 soc_temp: config 0x3: INVALID_PARAMETERS" },
		{ SENSOR, 0xa, WORDS(0, 4), WORDS(INVALID_PARAMETERS),
		  "sensor 0 soc_temp: config 0x4: INVALID_PARAMETERS" },
		{ SENSOR, 0xa, WORDS(0, 0x100), WORDS(INVALID_PARAMETERS),
		  "sensor 0 soc_temp: config 0x100: INVALID_PARAMETERS" },
		{ SENSOR, 0xa, WORDS(2, 3), WORDS(0), "sensor 2 accelerometer: config 0x3" },
		{ SENSOR, 0xa, WORDS(6, 0), WORDS(HARDWARE_ERROR),
		  "sensor 6 broken: config 0x0: HARDWARE_ERROR" },
		{ SENSOR, 0x9, WORDS(6), WORDS(0, 1), NULL },
		{ SENSOR, 0xa, WORDS(7, 0), WORDS(NOT_FOUND), "sensor 7: config 0x0: NOT_FOUND" },
		{ SENSOR, 0x9, WORDS(7), WORDS(NOT_FOUND), NULL },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_trip_points_and_notifications(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x5, WORDS(0, 0x13, 85, 0), WORDS(0),
		  "sensor 0 soc_temp: trip point 1 events 3 at 85" },
		{ SENSOR, 0x5, WORDS(0, 0x01, 0xffffffff, 0xffffffff), WORDS(0),
		  "sensor 0 soc_temp: trip point 0 events 1 at -1" },
		{ SENSOR, 0x5, WORDS(0, 0x21, 85, 0), WORDS(INVALID_PARAMETERS),
		  "sensor 0 soc_temp: trip point 2 events 1 at 85: INVALID_PARAMETERS" },
		{ SENSOR, 0x5, WORDS(0, 0x1005, 85, 0), WORDS(INVALID_PARAMETERS),
		  "sensor 0 soc_temp: trip point 0 events 1 at 85: INVALID_PARAMETERS" },
		{ SENSOR, 0x5, WORDS(1, 0x01, 85, 0), WORDS(INVALID_PARAMETERS),
		  "sensor 1 board_temp: trip point 0 events 1 at 85: INVALID_PARAMETERS" },
		{ SENSOR, 0x5, WORDS(6, 0x01, 85, 0), WORDS(HARDWARE_ERROR),
		  "sensor 6 broken: trip point 0 events 1 at 85: HARDWARE_ERROR" },
		{ SENSOR, 0x5, WORDS(7, 0x01, 85, 0), WORDS(NOT_FOUND),
		  "sensor 7: trip point 0 events 1 at 85: NOT_FOUND" },
		{ SENSOR, 0x4, WORDS(0, 1), WORDS(0), "sensor 0 soc_temp: notify trip points on" },
		{ SENSOR, 0x4, WORDS(0, 2), WORDS(INVALID_PARAMETERS),
		  "sensor 0 soc_temp: notify trip points on: INVALID_PARAMETERS" },
		{ SENSOR, 0xb, WORDS(0, 0), WORDS(0), "sensor 0 soc_temp: notify updates off" },
		{ SENSOR, 0xb, WORDS(7, 1), WORDS(NOT_FOUND),
		  "sensor 7: notify updates on: NOT_FOUND" },
	};

	(void)state;
	check_exchanges(bench_board(""), exchanges, ARRAY_SIZE(exchanges));
}

static void test_sensor_1_0(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x0, NOTHING, WORDS(0, 0x10000), NULL },
		{ SENSOR, 0x3, WORDS(0),
		  WORDS(0, 0x50004, 0, 2, 2, TEXT('s', 'o', 'c', '_'), TEXT('t', 'e', 'm', 'p'), 0,
			0, 1, 0x80000000, 0xe802, TEXT('b', 'o', 'a', 'r'),
			TEXT('d', '_', 't', 'e'), TEXT('m', 'p', 0, 0), 0, 2, 0, 0x59,
			TEXT('a', 'c', 'c', 'e'), TEXT('l', 'e', 'r', 'o'),
			TEXT('m', 'e', 't', 'e'), TEXT('r', 0, 0, 0), 3, 0, 5,
			TEXT('b', 'a', 't', 't'), TEXT('e', 'r', 'y', '_'),
			TEXT('v', 'o', 'l', 't'), TEXT('a', 'g', 'e', 0)),
		  NULL },
		{ SENSOR, 0x6, WORDS(0, 0), WORDS(0, 45, 0), NULL },
		{ SENSOR, 0x6, WORDS(1, 1), WORDS(0, 0xffffcf2c, 0xffffffff), NULL },
		{ SENSOR, 0x6, WORDS(2, 0), WORDS(0, 0xffffffff, 0xffffffff), NULL },
		{ SENSOR, 0x6, WORDS(0, 1), WORDS(INVALID_PARAMETERS), NULL },
		{ SENSOR, 0x7, WORDS(2, 0), WORDS(NOT_SUPPORTED), NULL },
		{ SENSOR, 0x9, WORDS(0), WORDS(NOT_SUPPORTED), NULL },
		{ SENSOR, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("sensor-version 0x10000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_sensor_2_0(void **state)
{
	const struct exchange exchanges[] = {
		{ SENSOR, 0x0, NOTHING, WORDS(0, 0x20000), NULL },
		{ SENSOR, 0x3, WORDS(2),
		  WORDS(0, 0x40003, 2, UPDATES | 0x300, 0x30159, TEXT('a', 'c', 'c', 'e'),
			TEXT('l', 'e', 'r', 'o'), TEXT('m', 'e', 't', 'e'), TEXT('r', 0, 0, 0),
			1500, 3, UPDATES, 5, TEXT('b', 'a', 't', 't'), TEXT('e', 'r', 'y', '_'),
			TEXT('v', 'o', 'l', 't'), TEXT('a', 'g', 'e', 0), 4, UPDATES | 0x100, 1,
			TEXT('f', 'a', 'n', 0), 0, 0, 0, 1500, RANGE),
		  NULL },
		{ SENSOR, 0x7, WORDS(2, 2),
		  WORDS(0, 1, 2, 0x100, 0x59, TEXT('z', '_', 'a', 'x'), TEXT('i', 's', '_', 'w'),
			TEXT('i', 't', 'h', '_'), TEXT('a', '_', 'l', 0), RANGE),
		  NULL },
		{ SENSOR, 0xc, WORDS(0), WORDS(NOT_SUPPORTED), NULL },
		{ SENSOR, 0xd, WORDS(2, 0), WORDS(NOT_SUPPORTED), NULL },
	};

	(void)state;
	check_exchanges(bench_board("sensor-version 0x20000"), exchanges, ARRAY_SIZE(exchanges));
}

static void test_slow_sensor(void **state)
{
	struct bench *bench = bench_board("");
	struct scmi_packet request = { .header = scmi_header(SENSOR, 0x6, 0), .length = 8 };
	struct scmi_packet answer;

	(void)state;
	request.payload[0] = 5;
	assert_int_equal(model_serve(&bench->model, &request, &answer), 10);
	/* a description is about all of them */
	request.header = scmi_header(SENSOR, 0x3, 0);
	request.length = 4;
	assert_int_equal(model_serve(&bench->model, &request, &answer), 0);
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_descriptions),
		cmocka_unit_test(test_descriptor_longer_than_the_payload),
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_axes),
		cmocka_unit_test(test_axes_without_ranges),
		cmocka_unit_test(test_intervals),
		cmocka_unit_test(test_configuration),
		cmocka_unit_test(test_trip_points_and_notifications),
		cmocka_unit_test(test_sensor_1_0),
		cmocka_unit_test(test_sensor_2_0),
		cmocka_unit_test(test_slow_sensor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
