// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_policy_file.c - policy files, good and bad, and written ones read again
 */
#include "unit.h"

#include <errno.h>

#include "daemon/policy_file.h"
#include "folder.h"

#define KINDS                                                                                    \
	"expected one of clock, power, perf, sensor, reset, voltage, powercap, pin, pin-group, " \
	"pin-function, system-power, vendor, scmi-device"

static struct folder folder;

static int set_up(void **state)
{
	(void)state;
	folder_make(&folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

/** in_words() - "guest: kind = text; kind = text / guest: ..." */
static void in_words(const struct policy_file *file, char *words, size_t size)
{
	words[0] = '\0';
	for (const struct policy_section *section = file->sections; section;
	     section = section->next) {
		snprintf(words + strlen(words), size - strlen(words), "%s%s:", *words ? " / " : "",
			 section->guest);
		if (section->derives)
			snprintf(words + strlen(words), size - strlen(words), " derives;");
		for (int kind = 1; kind < SCMI_RESOURCES; kind++) {
			char text[300];

			if (rights_are_none(&section->rights[kind]))
				continue;
			rights_format(&section->rights[kind], kind, text, sizeof(text));
			snprintf(words + strlen(words), size - strlen(words), " %s = %s;",
				 scmi_resource_name(kind), text);
		}
	}
}

static void test_good(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "", "" },
		{ "# comment\n; comment\n\n", "" },
		{ "[a]\n", "" },
		{ "[a]\nclock = 3 7-9:ro\n", "a: clock = 3 7-9:ro;" },
		{ "[a]\nclock=3,4\r\npower : 1:shared\r\n", "a: clock = 3-4; power = 1:shared;" },
		{ "[a]\nclock = 3 ; why\n", "a: clock = 3;" },
		{ "[a]\nclock = 3", "a: clock = 3;" },
		{ "[a]\nclock =\n", "a:" },
		{ "[a]\nderive = yes\n", "a: derives;" },
		{ "[a]\nclock = 3:shared\nderive=yes ; too\nderive : yes\n",
		  "a: derives; clock = 3:shared;" },
		{ "[a]\nderive = no\n[b]\nderive = yes\nderive = no\n", "a: / b:" },
		{ "[a]\nclock = 3\n\t4\n  # no\n\n  5:ro\npower = 1\n",
		  "a: clock = 3-4 5:ro; power = 1;" },
		/* What is written twice adds up, and the last right counts. */
		{ "[a]\nclock = 3 4\nclock = 4:ro 5\n", "a: clock = 3 4:ro 5;" },
		{ "[b]\nclock = 1\n[a]\nclock = 2\n[b]\npower = 3\n",
		  "b: clock = 1; power = 3; / a: clock = 2;" },
		{ "[a]\nvendor = 0x80 0x81/3\nsystem-power = reboot\npin-group = 1\n",
		  "a: pin-group = 1; system-power = reboot; vendor = 0x80 0x81/0x3;" },
		{ "[123456789012345678901234567890123456789012345678]\nclock = 1\n",
		  "123456789012345678901234567890123456789012345678: clock = 1;" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct policy_file file;
		struct why why = { "" };
		char words[600];

		print_error("%s:\n", rows[i].text);
		if (policy_file_parse(&file, "f", rows[i].text, strlen(rows[i].text), &why))
			fail_msg("%s", why.text);
		in_words(&file, words, sizeof(words));
		assert_string_equal(words, rows[i].words);
		policy_file_clear(&file);
	}
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *reason;
	} rows[] = {
		{ "clock = 3\n", "f:1: [] clock = \"3\": expected a section before it, [GUEST]" },
		{ "[]\nclock = 3\n",
		  "f:2: [] clock = \"3\": expected a section before it, [GUEST]" },
		{ "[a]\n\nclocks = 3\n",
		  "f:3: [a] clocks = \"3\": no such kind as \"clocks\", " KINDS ", or derive" },
		{ "[a]\nderive = maybe\n", "f:2: [a] derive = \"maybe\": expected yes or no" },
		{ "[a]\nderive =\n", "f:2: [a] derive = \"\": expected yes or no" },
		{ "[a]\nderive = Yes\n", "f:2: [a] derive = \"Yes\": expected yes or no" },
		{ "derive = yes\n",
		  "f:1: [] derive = \"yes\": expected a section before it, [GUEST]" },
		{ "[a]\nclock = 3\n x\n",
		  "f:3: [a] clock = \"x\": \"x\" is no id or range, expected N or N-M up to "
		  "65535" },
		{ "[a]\nclock = 3:all\n",
		  "f:2: [a] clock = \"3:all\": \"3:all\" names no right, expected rw, ro or "
		  "shared" },
		{ "[a.b]\nclock = 3\n",
		  "f:2: [a.b] clock = \"3\": guest \"a.b\": xenstore can have no key for it, "
		  "expected "
		  "a name of letters, digits, -, _ and @" },
		{ "[a]\nclock\n", "f:2: expected [GUEST] or KIND = RESOURCES" },
		{ "[a\nclock = 3\n", "f:1: expected [GUEST] or KIND = RESOURCES" },
		/* The first of two. */
		{ "[a]\nclock = 3x\npower = 3x\n",
		  "f:2: [a] clock = \"3x\": \"3x\" is no id or range, expected N or N-M up to "
		  "65535" },
		/* One that libinih would cut. */
		{ "[1234567890123456789012345678901234567890123456789]\nclock = 1\n",
		  "f:2: [1234567890123456789012345678901234567890123456789] clock = \"1\": guest "
		  "\"1234567890123456789012345678901234567890...\": its name has 49 characters, "
		  "expected 48 at the most" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct policy_file file;
		struct why why = { "" };

		print_error("%s:\n", rows[i].text);
		assert_int_equal(
			policy_file_parse(&file, "f", rows[i].text, strlen(rows[i].text), &why),
			-EINVAL);
		assert_string_equal(why.text, rows[i].reason);
		assert_null(file.sections);
	}
}

/** test_long_lines() - a line has all of its ids, or is refused with its number */
static void test_long_lines(void **state)
{
	char text[2000] = "[a]\nclock =";
	uint32_t ids = 0;
	bool refused = false;

	(void)state;
	while (!refused) {
		struct policy_file file;
		struct why why = { "" };

		snprintf(text + strlen(text), sizeof(text) - strlen(text), " %u", 2 * ids++);
		assert_in_range(strlen(text), 1, sizeof(text) - 20);
		refused = policy_file_parse(&file, "f", text, strlen(text), &why);
		if (refused)
			assert_memory_equal(why.text, "f:2: has more than ", 19);
		else
			assert_int_equal(file.sections->rights[SCMI_RESOURCE_CLOCK].members, ids);
		policy_file_clear(&file);
	}
	assert_in_range(ids, 20, 1000);
}

static void test_zero_bytes(void **state)
{
	static const char text[] = "[a]\nclock = 3\0 4\n";
	struct policy_file file;
	struct why why;

	(void)state;
	assert_int_equal(policy_file_parse(&file, "f", text, sizeof(text) - 1, &why), -EINVAL);
	assert_string_equal(why.text, "f:2: has a zero byte, expected text");
}

/** test_cut() - a file that ends anywhere is understood or refused, without a crash */
static void test_cut(void **state)
{
	static const char text[] = "[gateway]\nclock = 3 7-9:ro\n\t12\n[b]\nvendor = 0x80/3\n";

	(void)state;
	for (size_t length = 0; length < sizeof(text); length++) {
		char *exact = malloc(length ? length : 1);
		struct policy_file file;
		struct why why;

		memcpy(exact, text, length);
		policy_file_parse(&file, "f", exact, length, &why);
		policy_file_clear(&file);
		free(exact);
	}
}

static void test_written_is_read(void **state)
{
	struct rights rights = { 0 };
	char *ids, *text = NULL;
	struct policy_file file;
	struct why why;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	for (uint32_t id = 0; id < 3000; id += 3)
		rights_set(&rights, id, id % 2 ? RIGHT_SHARED : RIGHT_WHOLE);
	ids = policy_text(&rights, SCMI_RESOURCE_CLOCK);
	fprintf(out, "[a]\n");
	policy_file_write_key(out, "clock", ids);
	policy_file_write_key(out, "power", "1 2:ro");
	policy_file_write_key(out, "reset", "");
	fclose(out);
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
		assert_in_range(strcspn(line, "\n"), 1, 80);
	assert_non_null(strstr(text, "\npower = 1 2:ro\nreset =\n"));
	if (policy_file_parse(&file, "f", text, size, &why))
		fail_msg("%s", why.text);
	assert_true(rights_equal(&file.sections->rights[SCMI_RESOURCE_CLOCK], &rights));
	policy_file_clear(&file);
	rights_clear(&rights);
	free(ids);
	free(text);
}

static void test_files(void **state)
{
	static char much[POLICY_FILE_MAX + 1];
	char expected[400];
	size_t length;
	struct why why;
	char *text;

	(void)state;
	folder_write(&folder, "good", "[a]\n", 4);
	text = policy_file_read(folder_file(&folder, "good"), &length, &why);
	assert_int_equal(length, 4);
	assert_memory_equal(text, "[a]\n", 4);
	free(text);

	assert_null(policy_file_read(folder_file(&folder, "missing"), &length, &why));
	assert_int_equal(errno, ENOENT);
	snprintf(expected, sizeof(expected),
		 "%s: No such file or directory; expected a policy file",
		 folder_file(&folder, "missing"));
	assert_string_equal(why.text, expected);

	assert_null(policy_file_read(folder.path, &length, &why));
	snprintf(expected, sizeof(expected), "%s: Is a directory; expected a policy file",
		 folder.path);
	assert_string_equal(why.text, expected);

	folder_write(&folder, "much", much, POLICY_FILE_MAX);
	text = policy_file_read(folder_file(&folder, "much"), &length, &why);
	assert_int_equal(length, POLICY_FILE_MAX);
	free(text);
	folder_write(&folder, "much", much, POLICY_FILE_MAX + 1);
	assert_null(policy_file_read(folder_file(&folder, "much"), &length, &why));
	snprintf(expected, sizeof(expected), "%s: has more than 65536 bytes, expected less",
		 folder_file(&folder, "much"));
	assert_string_equal(why.text, expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),	   cmocka_unit_test(test_refused),
		cmocka_unit_test(test_long_lines), cmocka_unit_test(test_zero_bytes),
		cmocka_unit_test(test_cut),	   cmocka_unit_test(test_written_is_read),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
