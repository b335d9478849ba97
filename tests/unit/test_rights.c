// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_rights.c - rights to ids, and the text that people write for them
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policy/rights.h"

#define CLOCK	     SCMI_RESOURCE_CLOCK
#define SENSOR	     SCMI_RESOURCE_SENSOR
#define SYSTEM_POWER SCMI_RESOURCE_SYSTEM_POWER
#define VENDOR	     SCMI_RESOURCE_VENDOR

#define NO_ID	     "is no id or range, expected N or N-M up to 65535"
#define NO_MESSAGE   "is no id or range, expected N or N-M up to 255"
#define NO_RIGHT     "names no right, expected rw, ro or shared"
#define NO_RIGHT_RO  "names no right, expected rw or ro"
#define NOT_SHARED   "cannot be shared, expected rw or ro"
#define HAS_RIGHT    "has a right, expected none of this kind"
#define NO_STATE     "is nothing that a guest can do, expected shutdown or reboot"
#define NO_VENDOR    "is no vendor protocol, expected 0x80 to 0xff, or PROTOCOL/MESSAGE"
#define QUOTED(text) "\"" text "\" "

/** parse() - rights from a text that has to be good */
static struct rights parse(enum scmi_resource resource, const char *text)
{
	struct rights rights = { 0 };
	struct why why = { "" };

	if (rights_parse(&rights, resource, text, &why))
		fail_msg("%s \"%s\": %s", scmi_resource_name(resource), text, why.text);
	return rights;
}

/* --- text --- */

/** check_text() - a good text, and the shortest one that says the same */
static void check_text(enum scmi_resource resource, const char *text, const char *shortest)
{
	struct rights rights, again;
	char formatted[200];

	print_error("%s \"%s\":\n", scmi_resource_name(resource), text);
	rights = parse(resource, text);
	rights_format(&rights, resource, formatted, sizeof(formatted));
	assert_string_equal(formatted, shortest);
	assert_int_equal(rights_are_none(&rights), !*shortest);
	again = parse(resource, formatted);
	assert_true(rights_equal(&rights, &again));
	assert_int_equal(again.members, rights.members);
	rights_clear(&rights);
	rights_clear(&again);
}

static void test_good_texts(void **state)
{
	static const struct {
		const char *text, *formatted;
	} rows[] = {
		{ "", "" },
		{ " \t\n,, ", "" },
		{ "0", "0" },
		{ "3 7-9", "3 7-9" },
		{ "3,7-9", "3 7-9" },
		{ "  3 ,\t7-9\n", "3 7-9" },
		{ "9 8 7 3", "3 7-9" },
		{ "3 3 3-3", "3" },
		{ "1-3 2-5", "1-5" },
		{ "0-1 3-4", "0-1 3-4" },
		{ "62 63 64 65", "62-65" },
		{ "007", "7" },
		{ "65535", "65535" },
		{ "0-65535", "0-65535" },
		{ "0x3", "3" },
		{ "0x1F 0x1f 31", "31" },
		{ "0xffff", "65535" },
		{ "0x003", "3" },
		{ "0x8-0xB", "8-11" },
		{ "8-0xb 0xc-13", "8-13" },
		{ "3:rw", "3" },
		{ "3:ro", "3:ro" },
		{ "3:shared", "3:shared" },
		{ "3 7-9:ro 12:shared", "3 7-9:ro 12:shared" },
		{ "12:shared,7-9:ro,3:rw", "3 7-9:ro 12:shared" },
		{ "0x3:ro 0x7-0x9:shared", "3:ro 7-9:shared" },
		{ "1-2:ro 3:ro 4:shared 5 6", "1-3:ro 4:shared 5-6" },
		{ "1-9:ro 4-5", "1-3:ro 4-5 6-9:ro" },
		{ "0-65535:ro", "0-65535:ro" },
		{ "0-65535:shared 65535", "0-65534:shared 65535" },
		{ "63:ro 64:ro 65", "63-64:ro 65" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		check_text(CLOCK, rows[i].text, rows[i].formatted);
}

static void test_every_kind_of_ids(void **state)
{
	static const struct {
		enum scmi_resource resource;
		const char *text;
	} rows[] = {
		{ CLOCK, "3 7-9:ro 12:shared" },
		{ SCMI_RESOURCE_POWER, "3 7-9:ro 12:shared" },
		{ SCMI_RESOURCE_PERF, "3 7-9:ro 12:shared" },
		{ SCMI_RESOURCE_VOLTAGE, "3 7-9:ro 12:shared" },
		{ SENSOR, "3 7-9:ro" },
		{ SCMI_RESOURCE_RESET, "3 7-9:ro" },
		{ SCMI_RESOURCE_POWERCAP, "3 7-9:ro" },
		{ SCMI_RESOURCE_PIN, "3 7-9:ro" },
		{ SCMI_RESOURCE_PIN_GROUP, "3 7-9:ro" },
		{ SCMI_RESOURCE_PIN_FUNCTION, "3 7-9:ro" },
		{ SYSTEM_POWER, "shutdown reboot" },
		{ VENDOR, "0x80 0x81/0x3" },
		{ SCMI_RESOURCE_DEVICE, "3 7:ro" },
	};

	(void)state;
	assert_int_equal(ARRAY_SIZE(rows), SCMI_RESOURCES - 1);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		check_text(rows[i].resource, rows[i].text, rows[i].text);
		check_text(rows[i].resource, "", "");
	}
}

static void test_rights_are_read(void **state)
{
	struct rights rights = parse(CLOCK, "3 4:rw 7-9:ro 12:shared");

	(void)state;
	for (uint32_t id = 0; id < 100; id++) {
		enum right right = id == 3 || id == 4 ? RIGHT_WHOLE :
			id >= 7 && id <= 9	      ? RIGHT_READ :
			id == 12		      ? RIGHT_SHARED :
							RIGHT_NONE;

		if (rights_to(&rights, id) != right)
			fail_msg("id %u: right %d, expected %d", id, rights_to(&rights, id), right);
	}
	assert_int_equal(rights.members, 6);
	rights_clear(&rights);
}

static void test_last_right_counts(void **state)
{
	static const struct {
		const char *text;
		enum right right;
	} rows[] = {
		{ "3 3:ro", RIGHT_READ },
		{ "3:ro 3", RIGHT_WHOLE },
		{ "3:ro 3:shared", RIGHT_SHARED },
		{ "3:shared 3:ro", RIGHT_READ },
		{ "1-5:ro 3:rw", RIGHT_WHOLE },
		{ "3:rw 1-5:ro", RIGHT_READ },
		{ "3 3:ro 3:shared 3:rw", RIGHT_WHOLE },
		{ "0x3:ro 3:shared", RIGHT_SHARED },
		{ "2-3:shared 3-4:ro 3-3", RIGHT_WHOLE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct rights rights = parse(CLOCK, rows[i].text);

		print_error("\"%s\":\n", rows[i].text);
		assert_int_equal(rights_to(&rights, 3), rows[i].right);
		rights_clear(&rights);
	}
}

static void test_system_power(void **state)
{
	static const struct {
		const char *text, *formatted;
		uint8_t states; /* a bit for each that is open */
	} rows[] = {
		{ "", "", 0 },
		{ "shutdown", "shutdown", 1 << 0 },
		{ "reboot", "reboot", 1 << 1 | 1 << 2 },
		{ "shutdown reboot", "shutdown reboot", 1 << 0 | 1 << 1 | 1 << 2 },
		{ "reboot, shutdown", "shutdown reboot", 1 << 0 | 1 << 1 | 1 << 2 },
		{ " reboot\treboot\n", "reboot", 1 << 1 | 1 << 2 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct rights rights;

		check_text(SYSTEM_POWER, rows[i].text, rows[i].formatted);
		rights = parse(SYSTEM_POWER, rows[i].text);
		for (uint32_t id = 0; id < 100; id++)
			assert_int_equal(rights_to(&rights, id),
					 id < 8 && rows[i].states >> id & 1 ? RIGHT_WHOLE :
									      RIGHT_NONE);
		rights_clear(&rights);
	}
}

static void test_vendor(void **state)
{
	static const struct {
		const char *text, *formatted;
		uint32_t first, last; /* the ids that are open */
	} rows[] = {
		{ "0x80", "0x80", 0x8000, 0x80ff },
		{ "128", "0x80", 0x8000, 0x80ff },
		{ "0xff", "0xff", 0xff00, 0xffff },
		{ "0xFF", "0xff", 0xff00, 0xffff },
		{ "255", "0xff", 0xff00, 0xffff },
		{ "0x81/0x3", "0x81/0x3", 0x8103, 0x8103 },
		{ "0x81/3", "0x81/0x3", 0x8103, 0x8103 },
		{ "129/16", "0x81/0x10", 0x8110, 0x8110 },
		{ "0x81/0", "0x81/0x0", 0x8100, 0x8100 },
		{ "0x81/0xff", "0x81/0xff", 0x81ff, 0x81ff },
		{ "0x81/5-7", "0x81/0x5-0x7", 0x8105, 0x8107 },
		{ "0x81/0x9-0xb", "0x81/0x9-0xb", 0x8109, 0x810b },
		{ "0x81/9-0xb", "0x81/0x9-0xb", 0x8109, 0x810b },
		{ "0x81/5 0x81/6 0x81/7", "0x81/0x5-0x7", 0x8105, 0x8107 },
		{ "0x81/0-255", "0x81", 0x8100, 0x81ff },
		{ "0x81/0-127 0x81/128-255", "0x81", 0x8100, 0x81ff },
		{ "0x81/1-255", "0x81/0x1-0xff", 0x8101, 0x81ff },
		{ "0x81/0-254", "0x81/0x0-0xfe", 0x8100, 0x81fe },
		/* Of several protocols each is written for itself. */
		{ "0x80,0x81", "0x80 0x81", 0x8000, 0x81ff },
		{ "0x81/0xff 0x82/0", "0x81/0xff 0x82/0x0", 0x81ff, 0x8200 },
		{ "0x82 0x81/0x80-0xff", "0x81/0x80-0xff 0x82", 0x8180, 0x82ff },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct rights rights;

		check_text(VENDOR, rows[i].text, rows[i].formatted);
		rights = parse(VENDOR, rows[i].text);
		assert_int_equal(rights.members, rows[i].last - rows[i].first + 1);
		assert_int_equal(rights_next(&rights, 0), rows[i].first);
		assert_int_equal(rights_to(&rights, rows[i].first), RIGHT_WHOLE);
		assert_int_equal(rights_to(&rights, rows[i].last), RIGHT_WHOLE);
		rights_clear(&rights);
	}
}

static void test_bad_texts(void **state)
{
	static const struct {
		enum scmi_resource resource;
		const char *text, *why;
	} rows[] = {
		{ CLOCK, "3 x", QUOTED("x") NO_ID },
		{ CLOCK, "x 3", QUOTED("x") NO_ID },
		{ CLOCK, "3x", QUOTED("3x") NO_ID },
		{ CLOCK, "9-3", QUOTED("9-3") "runs backwards, expected \"3-9\"" },
		{ CLOCK, "65536", QUOTED("65536") NO_ID },
		{ CLOCK, "3-65536", QUOTED("3-65536") NO_ID },
		{ CLOCK, "18446744073709551619", /* 3 in 64 bits */
		  QUOTED("18446744073709551619") NO_ID },
		{ CLOCK, "-", QUOTED("-") NO_ID },
		{ CLOCK, "-3", QUOTED("-3") NO_ID },
		{ CLOCK, "3-", QUOTED("3-") NO_ID },
		{ CLOCK, "1 -2", QUOTED("-2") NO_ID },
		{ CLOCK, "3--4", QUOTED("3--4") NO_ID },
		{ CLOCK, "3-4-5", QUOTED("3-4-5") NO_ID },
		{ CLOCK, "+3", QUOTED("+3") NO_ID },
		{ CLOCK, "3;4", QUOTED("3;4") NO_ID },
		/* hexadecimal */
		{ CLOCK, "0x", QUOTED("0x") NO_ID },
		{ CLOCK, "x3", QUOTED("x3") NO_ID },
		{ CLOCK, "0X3", QUOTED("0X3") NO_ID },
		{ CLOCK, "0xg", QUOTED("0xg") NO_ID },
		{ CLOCK, "0x0x3", QUOTED("0x0x3") NO_ID },
		{ CLOCK, "00x3", QUOTED("00x3") NO_ID },
		{ CLOCK, "-0x3", QUOTED("-0x3") NO_ID },
		{ CLOCK, "a", QUOTED("a") NO_ID },
		{ CLOCK, "1f", QUOTED("1f") NO_ID },
		{ CLOCK, "0x3-a", QUOTED("0x3-a") NO_ID },
		{ CLOCK, "0x3-0x", QUOTED("0x3-0x") NO_ID },
		{ CLOCK, "0x10000", QUOTED("0x10000") NO_ID },
		{ CLOCK, "0x10000000000000003", QUOTED("0x10000000000000003") NO_ID },
		{ CLOCK, "0xb-10", QUOTED("0xb-10") "runs backwards, expected \"10-11\"" },
		/* rights */
		{ CLOCK, "3:", QUOTED("3:") NO_RIGHT },
		{ CLOCK, "3:x", QUOTED("3:x") NO_RIGHT },
		{ CLOCK, "3:r", QUOTED("3:r") NO_RIGHT },
		{ CLOCK, "3:row", QUOTED("3:row") NO_RIGHT },
		{ CLOCK, "3:RO", QUOTED("3:RO") NO_RIGHT },
		{ CLOCK, "3:share", QUOTED("3:share") NO_RIGHT },
		{ CLOCK, "3:sharedx", QUOTED("3:sharedx") NO_RIGHT },
		{ CLOCK, "3:ro:rw", QUOTED("3:ro:rw") NO_RIGHT },
		{ CLOCK, "3::ro", QUOTED("3::ro") NO_RIGHT },
		{ CLOCK, "3: ro", QUOTED("3:") NO_RIGHT },
		{ CLOCK, "3 :ro", QUOTED(":ro") NO_ID },
		{ CLOCK, ":", QUOTED(":") NO_ID },
		{ CLOCK, "ro", QUOTED("ro") NO_ID },
		{ CLOCK, "ro:3", QUOTED("ro:3") NO_ID },
		{ CLOCK, "3-:ro", QUOTED("3-:ro") NO_ID },
		{ CLOCK, "3:ro-5:ro", QUOTED("3:ro-5:ro") NO_RIGHT },
		{ CLOCK, "9-3:ro", QUOTED("9-3:ro") "runs backwards, expected \"3-9\"" },
		{ CLOCK, "65536:ro", QUOTED("65536:ro") NO_ID },
		{ CLOCK, "3:ro 4:x", QUOTED("4:x") NO_RIGHT },
		/* kinds that cannot be shared */
		{ SENSOR, "3:shared", QUOTED("3:shared") NOT_SHARED },
		{ SENSOR, "3:ro 4-5:shared", QUOTED("4-5:shared") NOT_SHARED },
		{ SENSOR, "3:x", QUOTED("3:x") NO_RIGHT_RO },
		{ SENSOR, "3:", QUOTED("3:") NO_RIGHT_RO },
		{ SCMI_RESOURCE_RESET, "3:shared", QUOTED("3:shared") NOT_SHARED },
		{ SCMI_RESOURCE_POWERCAP, "3:shared", QUOTED("3:shared") NOT_SHARED },
		{ SCMI_RESOURCE_PIN, "3:shared", QUOTED("3:shared") NOT_SHARED },
		{ SCMI_RESOURCE_PIN_GROUP, "3:shared", QUOTED("3:shared") NOT_SHARED },
		{ SCMI_RESOURCE_PIN_FUNCTION, "3:shared", QUOTED("3:shared") NOT_SHARED },
		/* system power */
		{ SYSTEM_POWER, "0", QUOTED("0") NO_STATE },
		{ SYSTEM_POWER, "shut", QUOTED("shut") NO_STATE },
		{ SYSTEM_POWER, "shutdowns", QUOTED("shutdowns") NO_STATE },
		{ SYSTEM_POWER, "Reboot", QUOTED("Reboot") NO_STATE },
		{ SYSTEM_POWER, "suspend", QUOTED("suspend") NO_STATE },
		{ SYSTEM_POWER, "reboot-shutdown", QUOTED("reboot-shutdown") NO_STATE },
		{ SYSTEM_POWER, "reboot x", QUOTED("x") NO_STATE },
		{ SYSTEM_POWER, ":ro", QUOTED(":ro") NO_STATE },
		{ SYSTEM_POWER, "reboot:rw", QUOTED("reboot:rw") HAS_RIGHT },
		{ SYSTEM_POWER, "reboot:", QUOTED("reboot:") HAS_RIGHT },
		/* vendors */
		{ VENDOR, "0x7f", QUOTED("0x7f") NO_VENDOR },
		{ VENDOR, "0x14", QUOTED("0x14") NO_VENDOR },
		{ VENDOR, "0", QUOTED("0") NO_VENDOR },
		{ VENDOR, "0x100", QUOTED("0x100") NO_VENDOR },
		{ VENDOR, "0x180", QUOTED("0x180") NO_VENDOR },
		{ VENDOR, "80", QUOTED("80") NO_VENDOR },
		{ VENDOR, "x", QUOTED("x") NO_VENDOR },
		{ VENDOR, "0x7f/3", QUOTED("0x7f/3") NO_VENDOR },
		{ VENDOR, "/", QUOTED("/") NO_VENDOR },
		{ VENDOR, "/3", QUOTED("/3") NO_VENDOR },
		{ VENDOR, "0x80-0x81", QUOTED("0x80-0x81") NO_VENDOR },
		{ VENDOR, "0x80-0x81/3", QUOTED("0x80-0x81/3") NO_VENDOR },
		{ VENDOR, "0x80/", QUOTED("0x80/") NO_MESSAGE },
		{ VENDOR, "0x80/x", QUOTED("0x80/x") NO_MESSAGE },
		{ VENDOR, "0x80/0x100", QUOTED("0x80/0x100") NO_MESSAGE },
		{ VENDOR, "0x80/256", QUOTED("0x80/256") NO_MESSAGE },
		{ VENDOR, "0x80/3-256", QUOTED("0x80/3-256") NO_MESSAGE },
		{ VENDOR, "0x80/3-", QUOTED("0x80/3-") NO_MESSAGE },
		{ VENDOR, "0x80/-3", QUOTED("0x80/-3") NO_MESSAGE },
		{ VENDOR, "0x80/3/4", QUOTED("0x80/3/4") NO_MESSAGE },
		{ VENDOR, "0x80/3-0x80/4", QUOTED("0x80/3-0x80/4") NO_MESSAGE },
		{ VENDOR, "0x80/7-5", QUOTED("0x80/7-5") "runs backwards, expected \"5-7\"" },
		{ VENDOR, "0x80:ro", QUOTED("0x80:ro") HAS_RIGHT },
		{ VENDOR, "0x80:rw", QUOTED("0x80:rw") HAS_RIGHT },
		{ VENDOR, "0x80/3:shared", QUOTED("0x80/3:shared") HAS_RIGHT },
		{ VENDOR, "0x81 0x80:", QUOTED("0x80:") HAS_RIGHT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct rights rights = parse(CLOCK, "5:ro");
		struct why why = { "" };

		print_error("%s \"%s\":\n", scmi_resource_name(rows[i].resource), rows[i].text);
		assert_int_equal(rights_parse(&rights, rows[i].resource, rows[i].text, &why),
				 -EINVAL);
		assert_string_equal(why.text, rows[i].why);
		/* what was there before stays */
		assert_int_equal(rights_next(&rights, 0), 5);
		assert_int_equal(rights_to(&rights, 5), RIGHT_READ);
		assert_int_equal(rights_next(&rights, 6), RIGHTS_IDS);
		assert_int_equal(rights.members, 1);
		rights_clear(&rights);
	}
}

static void test_long_pieces_are_cut_in_messages(void **state)
{
	struct rights rights = { 0 };
	struct why why;
	char text[5000];

	(void)state;
	memset(text, '1', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(rights_parse(&rights, CLOCK, text, &why), -EINVAL);
	assert_string_equal(why.text, QUOTED("1111111111111111111111111111111111111111") NO_ID);
	text[1] = ':';
	assert_int_equal(rights_parse(&rights, CLOCK, text, &why), -EINVAL);
	assert_string_equal(why.text, QUOTED("1:11111111111111111111111111111111111111") NO_RIGHT);
	assert_int_equal(rights_parse(&rights, SYSTEM_POWER, text, &why), -EINVAL);
	assert_string_equal(why.text, QUOTED("1:11111111111111111111111111111111111111") NO_STATE);
	memcpy(text, "0x80/", 5);
	assert_int_equal(rights_parse(&rights, VENDOR, text, &why), -EINVAL);
	assert_string_equal(why.text,
			    QUOTED("0x80/11111111111111111111111111111111111") NO_MESSAGE);
	assert_true(rights_are_none(&rights));
	assert_null(rights.to);
}

static void test_parse_replaces(void **state)
{
	struct rights rights = parse(CLOCK, "3 4:ro 7-9 60000");
	struct why why;

	(void)state;
	assert_int_equal(rights_parse(&rights, CLOCK, "4", &why), 0);
	assert_int_equal(rights_next(&rights, 0), 4);
	assert_int_equal(rights_to(&rights, 4), RIGHT_WHOLE);
	assert_int_equal(rights_next(&rights, 5), RIGHTS_IDS);
	assert_int_equal(rights.members, 1);
	assert_int_equal(rights_parse(&rights, CLOCK, "", &why), 0);
	assert_true(rights_are_none(&rights));
	rights_clear(&rights);
}

static void test_format_is_cut(void **state)
{
	static const struct {
		enum scmi_resource resource;
		const char *text;
		size_t size;
		const char *formatted;
	} rows[] = {
		{ CLOCK, "1 3 50-60 65535", 5, " ..." },
		{ CLOCK, "1 3 50-60 65535", 6, "1 ..." },
		{ CLOCK, "1 3 50-60 65535", 7, "1 ..." },
		{ CLOCK, "1 3 50-60 65535", 8, "1 3 ..." },
		{ CLOCK, "1 3 50-60 65535", 13, "1 3 ..." },
		{ CLOCK, "1 3 50-60 65535", 14, "1 3 50-60 ..." },
		{ CLOCK, "1 3 50-60 65535", 18, "1 3 50-60 ..." },
		{ CLOCK, "1 3 50-60 65535", 20, "1 3 50-60 65535" },
		{ CLOCK, "1 3 50-60 65535", 100, "1 3 50-60 65535" },
		{ CLOCK, "1:ro 3:shared 5", 8, " ..." },
		{ CLOCK, "1:ro 3:shared 5", 9, "1:ro ..." },
		{ CLOCK, "1:ro 3:shared 5", 17, "1:ro ..." },
		{ CLOCK, "1:ro 3:shared 5", 18, "1:ro 3:shared ..." },
		{ CLOCK, "1:ro 3:shared 5", 20, "1:ro 3:shared 5" },
		{ SYSTEM_POWER, "shutdown reboot", 19, " ..." },
		{ SYSTEM_POWER, "shutdown reboot", 20, "shutdown reboot" },
		{ VENDOR, "0x80 0x81/0x3-0x5", 8, " ..." },
		{ VENDOR, "0x80 0x81/0x3-0x5", 9, "0x80 ..." },
		{ VENDOR, "0x80 0x81/0x3-0x5", 21, "0x80 ..." },
		{ VENDOR, "0x80 0x81/0x3-0x5", 22, "0x80 0x81/0x3-0x5" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct rights rights = parse(rows[i].resource, rows[i].text);
		char formatted[101];

		print_error("%s, size %zu:\n", rows[i].text, rows[i].size);
		memset(formatted, '#', sizeof(formatted));
		rights_format(&rights, rows[i].resource, formatted, rows[i].size);
		assert_string_equal(formatted, rows[i].formatted);
		assert_int_equal(formatted[rows[i].size], '#');
		/* A text of any size ends in the size. */
		for (size_t size = 1; size < 50; size++) {
			memset(formatted, '#', sizeof(formatted));
			rights_format(&rights, rows[i].resource, formatted, size);
			assert_in_range(strlen(formatted), 0, size - 1);
			assert_int_equal(formatted[size], '#');
		}
		rights_clear(&rights);
	}
}

/* --- rights --- */

static void test_members(void **state)
{
	static const uint32_t ids[] = { 0, 63, 64, 127, 1000, 65535 };
	struct rights rights = { 0 };
	size_t met = 0;

	(void)state;
	assert_int_equal(rights_to(&rights, 0), RIGHT_NONE);
	assert_true(rights_are_none(&rights));
	for (size_t i = ARRAY_SIZE(ids); i-- > 0;)
		assert_int_equal(rights_set(&rights, ids[i], RIGHT_READ), 0);
	rights_for_each (id, &rights) {
		assert_in_range(met, 0, ARRAY_SIZE(ids) - 1);
		assert_int_equal(id, ids[met++]);
	}
	assert_int_equal(met, ARRAY_SIZE(ids));
	assert_int_equal(rights.members, ARRAY_SIZE(ids));
	for (uint32_t id = 0, i = 0; id < RIGHTS_IDS; id++) {
		bool member = id == ids[i];

		if (rights_to(&rights, id) != (member ? RIGHT_READ : RIGHT_NONE) ||
		    rights_next(&rights, id) != ids[i])
			fail_msg("id %u, expected %u", id, ids[i]);
		i += member;
	}
	assert_int_equal(rights_to(&rights, 65536), RIGHT_NONE);
	assert_int_equal(rights_to(&rights, UINT32_MAX), RIGHT_NONE);
	assert_int_equal(rights_next(&rights, 65536), RIGHTS_IDS);
	rights_clear(&rights);
	assert_true(rights_are_none(&rights));
	assert_int_equal(rights_to(&rights, 63), RIGHT_NONE);
	assert_int_equal(rights_next(&rights, 0), RIGHTS_IDS);
}

static void test_members_are_counted(void **state)
{
	static const struct {
		uint32_t id;
		enum right right;
		uint32_t members;
	} steps[] = {
		{ 3, RIGHT_READ, 1 },  { 3, RIGHT_READ, 1 },	{ 3, RIGHT_SHARED, 1 },
		{ 3, RIGHT_WHOLE, 1 }, { 200, RIGHT_WHOLE, 2 }, { 4, RIGHT_NONE, 2 },
		{ 3, RIGHT_NONE, 1 },  { 3, RIGHT_NONE, 1 },	{ 500, RIGHT_NONE, 1 },
		{ 3, RIGHT_READ, 2 },  { 200, RIGHT_NONE, 1 },	{ 3, RIGHT_NONE, 0 },
	};
	struct rights rights = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		print_error("step %zu:\n", i);
		assert_int_equal(rights_set(&rights, steps[i].id, steps[i].right), 0);
		assert_int_equal(rights_to(&rights, steps[i].id), steps[i].right);
		assert_int_equal(rights.members, steps[i].members);
		assert_int_equal(rights_are_none(&rights), !steps[i].members);
	}
	assert_int_equal(rights_next(&rights, 0), RIGHTS_IDS);
	rights_clear(&rights);
}

static void test_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "", "", true },
		{ "3", "3:rw", true },
		{ "3", "", false },
		{ "3", "3:ro", false },
		{ "3:ro", "3:shared", false },
		{ "3", "4", false },
		{ "3 60000", "3", false },
		{ "3 60000", "3 60000", true },
		{ "3:ro 4", "3 4:ro", false },
		{ "1-9:ro 4", "1-3:ro 4 5-9:ro", true },
		{ "0-65535", "0-65534", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct rights a = parse(CLOCK, rows[i].a), b = parse(CLOCK, rows[i].b);

		print_error("\"%s\" and \"%s\":\n", rows[i].a, rows[i].b);
		assert_int_equal(rights_equal(&a, &b), rows[i].equal);
		assert_int_equal(rights_equal(&b, &a), rows[i].equal);
		rights_clear(&a);
		rights_clear(&b);
	}
}

static void test_room_makes_no_difference(void **state)
{
	struct rights a = parse(CLOCK, "3"), b = parse(CLOCK, "3");

	(void)state;
	assert_int_equal(rights_set(&a, 60000, RIGHT_WHOLE), 0);
	assert_false(rights_equal(&a, &b));
	assert_int_equal(rights_set(&a, 60000, RIGHT_NONE), 0);
	assert_true(rights_equal(&a, &b));
	assert_true(rights_equal(&b, &a));
	rights_clear(&a);
	rights_clear(&b);
}

static void test_growing_keeps_members(void **state)
{
	struct rights rights = { 0 };

	(void)state;
	for (uint32_t id = 1; id < RIGHTS_IDS; id *= 3)
		assert_int_equal(rights_set(&rights, id, RIGHT_SHARED), 0);
	for (uint32_t id = 1; id < RIGHTS_IDS; id *= 3) {
		assert_int_equal(rights_to(&rights, id), RIGHT_SHARED);
		assert_int_equal(rights_to(&rights, id + 1), RIGHT_NONE);
	}
	rights_clear(&rights);
}

static void test_out_of_range(void **state)
{
	struct rights rights = { 0 };

	(void)state;
	assert_int_equal(rights_set(&rights, 65536, RIGHT_WHOLE), -ERANGE);
	assert_int_equal(rights_set(&rights, UINT32_MAX, RIGHT_READ), -ERANGE);
	assert_true(rights_are_none(&rights));
	assert_null(rights.to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_texts),
		cmocka_unit_test(test_every_kind_of_ids),
		cmocka_unit_test(test_rights_are_read),
		cmocka_unit_test(test_last_right_counts),
		cmocka_unit_test(test_system_power),
		cmocka_unit_test(test_vendor),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_long_pieces_are_cut_in_messages),
		cmocka_unit_test(test_parse_replaces),
		cmocka_unit_test(test_format_is_cut),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_members_are_counted),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_room_makes_no_difference),
		cmocka_unit_test(test_growing_keeps_members),
		cmocka_unit_test(test_out_of_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
