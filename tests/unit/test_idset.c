// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_idset.c - sets of ids, and the text that people write for them
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policy/idset.h"

/** parse() - a set from a text that has to be good */
static struct idset parse(const char *text)
{
	struct idset set = { 0 };
	struct why why = { "" };

	if (idset_parse(&set, text, &why))
		fail_msg("\"%s\": %s", text, why.text);
	return set;
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
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct idset set = parse(rows[i].text);
		char formatted[100];

		print_error("\"%s\":\n", rows[i].text);
		idset_format(&set, formatted, sizeof(formatted));
		assert_string_equal(formatted, rows[i].formatted);
		assert_int_equal(idset_is_empty(&set), !*rows[i].formatted);
		idset_clear(&set);
	}
}

static void test_bad_texts(void **state)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{ "3 x", "\"x\" is no id or range, expected N or N-M up to 65535" },
		{ "x 3", "\"x\" is no id or range, expected N or N-M up to 65535" },
		{ "3x", "\"3x\" is no id or range, expected N or N-M up to 65535" },
		{ "9-3", "range \"9-3\" runs backwards, expected \"3-9\"" },
		{ "65536", "\"65536\" is no id or range, expected N or N-M up to 65535" },
		{ "3-65536", "\"3-65536\" is no id or range, expected N or N-M up to 65535" },
		{ "18446744073709551619", /* 3 in 64 bits */
		  "\"18446744073709551619\" is no id or range, expected N or N-M up to 65535" },
		{ "-", "\"-\" is no id or range, expected N or N-M up to 65535" },
		{ "-3", "\"-3\" is no id or range, expected N or N-M up to 65535" },
		{ "3-", "\"3-\" is no id or range, expected N or N-M up to 65535" },
		{ "1 -2", "\"-2\" is no id or range, expected N or N-M up to 65535" },
		{ "3--4", "\"3--4\" is no id or range, expected N or N-M up to 65535" },
		{ "3-4-5", "\"3-4-5\" is no id or range, expected N or N-M up to 65535" },
		{ "+3", "\"+3\" is no id or range, expected N or N-M up to 65535" },
		{ "0x3", "\"0x3\" is no id or range, expected N or N-M up to 65535" },
		{ "3;4", "\"3;4\" is no id or range, expected N or N-M up to 65535" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct idset set = parse("5");
		struct why why = { "" };

		print_error("\"%s\":\n", rows[i].text);
		assert_int_equal(idset_parse(&set, rows[i].text, &why), -EINVAL);
		assert_string_equal(why.text, rows[i].why);
		/* what was there before stays */
		assert_int_equal(idset_next(&set, 0), 5);
		assert_int_equal(idset_next(&set, 6), IDSET_IDS);
		idset_clear(&set);
	}
}

static void test_long_pieces_are_cut_in_messages(void **state)
{
	struct idset set = { 0 };
	struct why why;
	char text[5000];

	(void)state;
	memset(text, '1', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(idset_parse(&set, text, &why), -EINVAL);
	assert_string_equal(why.text,
			    "\"1111111111111111111111111111111111111111\" is no id or "
			    "range, expected N or N-M up to 65535");
	assert_true(idset_is_empty(&set));
}

static void test_parse_replaces(void **state)
{
	struct idset set = parse("3 7-9 60000");
	struct why why;

	(void)state;
	assert_int_equal(idset_parse(&set, "4", &why), 0);
	assert_int_equal(idset_next(&set, 0), 4);
	assert_int_equal(idset_next(&set, 5), IDSET_IDS);
	assert_int_equal(idset_parse(&set, "", &why), 0);
	assert_true(idset_is_empty(&set));
	idset_clear(&set);
}

static void test_format_is_cut(void **state)
{
	static const struct {
		size_t size;
		const char *formatted;
	} rows[] = {
		{ 5, " ..." },
		{ 6, "1 ..." },
		{ 7, "1 ..." },
		{ 8, "1 3 ..." },
		{ 13, "1 3 ..." },
		{ 14, "1 3 50-60 ..." },
		{ 18, "1 3 50-60 ..." },
		{ 20, "1 3 50-60 65535" },
		{ 100, "1 3 50-60 65535" },
	};
	struct idset set = parse("1 3 50-60 65535");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char formatted[101];

		print_error("size %zu:\n", rows[i].size);
		memset(formatted, '#', sizeof(formatted));
		idset_format(&set, formatted, rows[i].size);
		assert_string_equal(formatted, rows[i].formatted);
		assert_int_equal(formatted[rows[i].size], '#');
	}
	/* A text of any size ends in the size. */
	for (size_t size = 1; size < 5; size++) {
		char formatted[6] = "#####";

		idset_format(&set, formatted, size);
		assert_in_range(strlen(formatted), 0, size - 1);
		assert_int_equal(formatted[size], '#');
	}
	idset_clear(&set);
}

static void test_members(void **state)
{
	static const uint32_t ids[] = { 0, 63, 64, 127, 1000, 65535 };
	struct idset set = { 0 };
	size_t met = 0;

	(void)state;
	assert_false(idset_has(&set, 0));
	assert_true(idset_is_empty(&set));
	for (size_t i = ARRAY_SIZE(ids); i-- > 0;)
		assert_int_equal(idset_add(&set, ids[i]), 0);
	idset_for_each (id, &set) {
		assert_in_range(met, 0, ARRAY_SIZE(ids) - 1);
		assert_int_equal(id, ids[met++]);
	}
	assert_int_equal(met, ARRAY_SIZE(ids));
	for (uint32_t id = 0, i = 0; id < IDSET_IDS; id++) {
		bool member = id == ids[i];

		if (idset_has(&set, id) != member || idset_next(&set, id) != ids[i])
			fail_msg("id %u, expected %u", id, ids[i]);
		i += member;
	}
	assert_false(idset_has(&set, 65536));
	assert_false(idset_has(&set, UINT32_MAX));
	assert_int_equal(idset_next(&set, 65536), IDSET_IDS);
	idset_clear(&set);
	assert_true(idset_is_empty(&set));
	assert_false(idset_has(&set, 63));
}

static void test_growing_keeps_members(void **state)
{
	struct idset set = { 0 };

	(void)state;
	for (uint32_t id = 1; id < IDSET_IDS; id *= 3)
		assert_int_equal(idset_add(&set, id), 0);
	for (uint32_t id = 1; id < IDSET_IDS; id *= 3) {
		assert_true(idset_has(&set, id));
		assert_false(idset_has(&set, id + 1));
	}
	idset_clear(&set);
}

static void test_out_of_range(void **state)
{
	struct idset set = { 0 };

	(void)state;
	assert_int_equal(idset_add(&set, 65536), -ERANGE);
	assert_int_equal(idset_add(&set, UINT32_MAX), -ERANGE);
	assert_true(idset_is_empty(&set));
	assert_null(set.words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_texts),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_long_pieces_are_cut_in_messages),
		cmocka_unit_test(test_parse_replaces),
		cmocka_unit_test(test_format_is_cut),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_growing_keeps_members),
		cmocka_unit_test(test_out_of_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
