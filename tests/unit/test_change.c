// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_change.c - what is granted and revoked by text
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/change.h"

#define KINDS                                                                                    \
	"expected one of clock, power, perf, sensor, reset, voltage, powercap, pin, pin-group, " \
	"pin-function, system-power, vendor, scmi-device"

static void test_names(void **state)
{
	static const struct {
		const char *name, *reason;
	} rows[] = {
		{ "gateway", NULL },
		{ "A-z_0@9", NULL },
		{ "123456789012345678901234567890123456789012345678", NULL },
		{ "1234567890123456789012345678901234567890123456789",
		  "guest \"1234567890123456789012345678901234567890...\": its name has 49 "
		  "characters, "
		  "expected 48 at the most" },
		{ "", "the guest has no name, expected one" },
		{ "a.b",
		  "guest \"a.b\": xenstore can have no key for it, expected a name of letters, "
		  "digits, -, _ and @" },
		{ "a/b",
		  "guest \"a/b\": xenstore can have no key for it, expected a name of letters, "
		  "digits, -, _ and @" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct why why = { "" };

		print_error("%s:\n", rows[i].name);
		assert_int_equal(policy_check_name(rows[i].name, &why),
				 rows[i].reason ? -EINVAL : 0);
		assert_string_equal(why.text, rows[i].reason ? rows[i].reason : "");
	}
}

/** change_text() - make a change to a text; Return: as policy_change_apply(), or 1: refused */
static int change_text(const char *before, enum policy_change_way way, const char *text,
		       char after[200])
{
	struct policy_change change;
	struct rights rights = { 0 };
	struct why why = { "" };
	int rc;

	strcpy(after, "");
	if (policy_change_parse(&change, way, text, &why)) {
		strcpy(after, why.text);
		return 1;
	}
	assert_int_equal(rights_parse(&rights, change.resource, before, &why), 0);
	rc = policy_change_apply(&change, way, &rights);
	rights_format(&rights, change.resource, after, 200);
	policy_change_clear(&change);
	rights_clear(&rights);
	return rc;
}

static void test_changes(void **state)
{
	static const struct {
		enum policy_change_way way;
		const char *before, *text, *after;
		int rc;
	} rows[] = {
		{ POLICY_GRANTS, "", "clock=3", "3", 0 },
		{ POLICY_GRANTS, "", "clock=3,7-9:ro", "3 7-9:ro", 0 },
		{ POLICY_GRANTS, "", "clock=3 7-9:ro", "3 7-9:ro", 0 },
		{ POLICY_GRANTS, "3 4", "clock=0x5", "3-5", 0 },
		{ POLICY_GRANTS, "3-5", "clock=4:shared", "3 4:shared 5", 0 },
		{ POLICY_GRANTS, "3:ro", "clock=3", "3", 0 },
		{ POLICY_GRANTS, "3", "clock=3", "3", 0 },
		{ POLICY_GRANTS, "", "vendor=0x80", "0x80", 0 },
		{ POLICY_GRANTS, "0x80", "vendor=0x81/3", "0x80 0x81/0x3", 0 },
		{ POLICY_GRANTS, "shutdown", "system-power=reboot", "shutdown reboot", 0 },
		{ POLICY_GRANTS, "", "pin-group=0-65535", "0-65535", 0 },
		{ POLICY_REVOKES, "3", "clock=3", "", 0 },
		{ POLICY_REVOKES, "3:ro 4:shared 5", "clock=3-4", "5", 0 },
		{ POLICY_REVOKES, "1-9", "clock=4,6", "1-3 5 7-9", 0 },
		{ POLICY_REVOKES, "3", "clock=2-9", "", 0 },
		{ POLICY_REVOKES, "0x80", "vendor=0x80/1-255", "0x80/0x0", 0 },
		{ POLICY_REVOKES, "shutdown reboot", "system-power=shutdown", "reboot", 0 },
		{ POLICY_REVOKES, "", "clock=0-65535", "", -ENOENT },
		{ POLICY_REVOKES, "4", "clock=3,5", "4", -ENOENT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char after[200];

		print_error("\"%s\" and %s:\n", rows[i].before, rows[i].text);
		assert_int_equal(change_text(rows[i].before, rows[i].way, rows[i].text, after),
				 rows[i].rc);
		assert_string_equal(after, rows[i].after);
	}
}

static void test_refused(void **state)
{
	static const struct {
		enum policy_change_way way;
		const char *text, *reason;
	} rows[] = {
		{ POLICY_GRANTS, "", "\"\": expected KIND=RESOURCES, such as clock=3,7-9" },
		{ POLICY_GRANTS, "clock",
		  "\"clock\": expected KIND=RESOURCES, such as clock=3,7-9" },
		{ POLICY_GRANTS, "=3", "\"=3\": no such kind as \"\", " KINDS },
		{ POLICY_GRANTS, "clocks=3", "\"clocks=3\": no such kind as \"clocks\", " KINDS },
		{ POLICY_GRANTS, "cloc=3", "\"cloc=3\": no such kind as \"cloc\", " KINDS },
		{ POLICY_GRANTS, "clock =3", "\"clock =3\": no such kind as \"clock \", " KINDS },
		{ POLICY_GRANTS,
		  "clock=", "\"clock=\": expected resources behind the equals sign" },
		{ POLICY_GRANTS, "clock= ,",
		  "\"clock= ,\": expected resources behind the equals sign" },
		{ POLICY_GRANTS, "clock=3x",
		  "\"clock=3x\": \"3x\" is no id or range, expected N or N-M up to 65535" },
		{ POLICY_GRANTS, "sensor=3:shared",
		  "\"sensor=3:shared\": \"3:shared\" cannot be shared, expected rw or ro" },
		{ POLICY_REVOKES, "clock=3:ro",
		  "\"clock=3:ro\": names a right, expected none: any right is revoked" },
		{ POLICY_REVOKES,
		  "clock=", "\"clock=\": expected resources behind the equals sign" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct policy_change change;
		struct why why = { "" };

		print_error("%s:\n", rows[i].text);
		assert_int_equal(policy_change_parse(&change, rows[i].way, rows[i].text, &why),
				 -EINVAL);
		assert_string_equal(why.text, rows[i].reason);
		assert_null(change.rights.to);
	}
}

static void test_derive(void **state)
{
	static const struct {
		const char *text;
		bool derives, is_good;
	} rows[] = {
		{ "yes", true, true },	   { "no", false, true }, { "", false, false },
		{ "maybe", false, false }, { "1", false, false }, { "yes ", false, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct why why = { "" };
		bool derives = true;

		print_error("\"%s\":\n", rows[i].text);
		assert_int_equal(policy_derive_parse(rows[i].text, &derives, &why),
				 rows[i].is_good ? 0 : -EINVAL);
		assert_int_equal(derives, rows[i].derives);
		assert_string_equal(why.text, rows[i].is_good ? "" : "expected yes or no");
	}
}

static void test_texts_of_any_length(void **state)
{
	struct rights rights = { 0 }, again = { 0 };
	struct why why;
	char *text;

	(void)state;
	text = policy_text(&rights, SCMI_RESOURCE_CLOCK);
	assert_string_equal(text, "");
	free(text);
	/* As long as it gets: no two ids go together. */
	for (uint32_t id = 0; id < RIGHTS_IDS; id++) {
		assert_int_equal(rights_set(&rights, id, id % 2 ? RIGHT_SHARED : RIGHT_READ), 0);
		if (id % 1000 && id != RIGHTS_IDS - 1)
			continue;
		text = policy_text(&rights, SCMI_RESOURCE_CLOCK);
		assert_non_null(text);
		assert_null(strstr(text, "..."));
		assert_int_equal(rights_parse(&again, SCMI_RESOURCE_CLOCK, text, &why), 0);
		assert_true(rights_equal(&rights, &again));
		free(text);
	}
	rights_clear(&rights);
	rights_clear(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_derive),
		cmocka_unit_test(test_texts_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
