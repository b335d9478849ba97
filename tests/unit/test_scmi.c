// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_scmi.c - message headers and packets against words typed in by hand
 */
#include "unit.h"

#include <string.h>

#include "proto/scmi.h"

/* CLOCK, CONFIG_SET, token 5: 5 << 18 | 0x14 << 10 | 0x7 */
#define CONFIG_SET_5 0x145007u

static void test_header_is_made(void **state)
{
	(void)state;
	assert_int_equal(scmi_header(0x14, 0x7, 5), CONFIG_SET_5);
	assert_int_equal(scmi_header(0x10, 0x0, 0), 0x4000);
	assert_int_equal(scmi_header(0xff, 0xff, 0x3ff), 0x0ffffcff);
}

static void test_long_token_stays_in_its_bits(void **state)
{
	(void)state;
	assert_int_equal(scmi_header(0x14, 0x7, 0xfc05), CONFIG_SET_5);
}

static void test_header_is_taken_apart(void **state)
{
	static const struct {
		uint32_t header;
		uint8_t message, type, protocol;
		uint16_t token;
	} rows[] = {
		{ CONFIG_SET_5, 0x7, SCMI_COMMAND, 0x14, 5 },
		{ 0x00000000, 0, 0, 0, 0 },
		{ 0xffffffff, 0xff, 3, 0xff, 0x3ff },
		{ 0xf0000000, 0, 0, 0, 0 }, /* reserved bits belong to no field */
		{ 0x000000ff, 0xff, 0, 0, 0 },
		{ 0x00000300, 0, SCMI_NOTIFICATION, 0, 0 },
		{ 0x00000200, 0, SCMI_DELAYED_RESPONSE, 0, 0 },
		{ 0x0003fc00, 0, 0, 0xff, 0 },
		{ 0x0ffc0000, 0, 0, 0, 0x3ff },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		uint32_t header = rows[i].header;

		assert_int_equal(scmi_header_message(header), rows[i].message);
		assert_int_equal(scmi_header_type(header), rows[i].type);
		assert_int_equal(scmi_header_protocol(header), rows[i].protocol);
		assert_int_equal(scmi_header_token(header), rows[i].token);
	}
}

static void test_refusal_is_a_bare_status(void **state)
{
	struct scmi_packet answer;

	(void)state;
	memset(&answer, 0xa5, sizeof(answer));
	scmi_packet_refuse(&answer, CONFIG_SET_5, SCMI_DENIED);
	assert_int_equal(answer.header, CONFIG_SET_5);
	assert_int_equal(answer.length, 4);
	assert_int_equal(answer.payload[0], 0xfffffffd);
	assert_int_equal(scmi_packet_status(&answer), SCMI_DENIED);
}

static void test_statuses_and_versions_are_the_specifications(void **state)
{
	(void)state;
	assert_int_equal(SCMI_SUCCESS, 0);
	assert_int_equal(SCMI_NOT_SUPPORTED, -1);
	assert_int_equal(SCMI_NOT_FOUND, -4);
	assert_int_equal(SCMI_PROTOCOL_ERROR, -10);
	assert_int_equal(SCMI_IN_USE, -11);
	assert_int_equal(SCMI_VERSION(2, 1), 0x20001);
	assert_int_equal(SCMI_VERSION(3, 0), 0x30000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header_is_made),
		cmocka_unit_test(test_long_token_stays_in_its_bits),
		cmocka_unit_test(test_header_is_taken_apart),
		cmocka_unit_test(test_refusal_is_a_bare_status),
		cmocka_unit_test(test_statuses_and_versions_are_the_specifications),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
