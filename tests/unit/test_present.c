// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_present.c - tables, and answers as people read them
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "daemon/present.h"
#include "daemon/table.h"

static void test_table(void **state)
{
	struct table table = { .columns = 3 };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	table_row(&table, "A", "LONG", "LAST", NULL);
	table_add(&table, "a name");
	table_add(&table, NULL);
	table_addf(&table, "%d", 7);
	table_row(&table, "b\n\x1b[1m", "", "x y", NULL);
	table_print(&table, out);
	/* It is empty again, and heads alone are no table. */
	table_row(&table, "A", "B", "C", NULL);
	table_print(&table, out);
	fclose(out);
	assert_string_equal(text,
			    "A       LONG  LAST\n"
			    "a name  -     7\n"
			    "b??[1m  -     x y\n");
	free(text);
}

/** check() - an answer is shown like this */
static void check(void (*present)(struct json_object *answer, FILE *out), const char *json,
		  const char *expected)
{
	struct json_object *answer = json_tokener_parse(json);
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(answer);
	present(answer, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
	json_object_put(answer);
}

#define COUNTERS \
	"\"counters\":{\"calls\":12,\"forwarded\":9,\"refused\":3,\"failed\":1,\"faults\":0}"

static void test_guests(void **state)
{
	(void)state;
	check(present_guests,
	      "{\"guests\":["
	      "{\"name\":\"gateway\",\"domain\":3,\"state\":\"served\","
	      "\"owned\":{\"clock\":\"3 7-9\",\"power\":\"1\"}," COUNTERS "},"
	      "{\"name\":\"b\",\"domain\":12,\"state\":\"leaving\",\"owned\":{}}]}",
	      "NAME     DOMAIN  STATE    CALLS  FORWARDED  REFUSED  FAILED  FAULTS  OWNS\n"
	      "gateway  3       served   12     9          3        1       0       "
	      "clock 3 7-9; power 1\n"
	      "b        12      leaving  -      -          -        -       -       -\n");
	check(present_guests, "{\"guests\":[]}", "");
	check(present_guests, "{}", "");
}

static void test_guest(void **state)
{
	(void)state;
	check(present_guest,
	      "{\"name\":\"gateway\",\"domain\":3,\"state\":\"served\"," COUNTERS ","
	      "\"has_policy\":true,\"derives\":false,"
	      "\"granted\":{\"clock\":\"3-4 50\",\"power\":\"1\"},\"owned\":{\"clock\":\"3\"},"
	      "\"refused\":[{\"kind\":\"clock\",\"resources\":\"4\",\"owner\":\"b\"},"
	      "{\"kind\":\"clock\",\"resources\":\"50\",\"firmware_has\":10}],"
	      "\"holds\":[{\"setting\":\"clock\",\"id\":3,\"value\":[1],\"releasing\":false},"
	      "{\"setting\":\"perf limits\",\"id\":1,\"value\":[7,100],\"releasing\":true},"
	      "{\"setting\":\"pin\",\"id\":1,\"value\":[],\"releasing\":false}]}",
	      "gateway (domain 3): served\n"
	      "calls 12, forwarded 9, refused 3, failed 1, faults 0\n"
	      "gateway has a policy: it is granted what is written, and nothing else\n"
	      "KIND   GRANTED  OWNED\n"
	      "clock  3-4 50   3\n"
	      "power  1        -\n"
	      "REFUSED  RESOURCES  BECAUSE\n"
	      "clock    4          b owns it\n"
	      "clock    50         the firmware has 10, from 0 on\n"
	      "HOLDS        ID  VALUE     IS\n"
	      "clock        3   0x1       held\n"
	      "perf limits  1   0x7 0x64  being released\n"
	      "pin          1   -         held\n");
}

static void test_firmware(void **state)
{
	(void)state;
	check(present_firmware,
	      "{\"agent\":{\"id\":2,\"name\":\"gate\\u0001way\",\"devices\":\"7-8\"},"
	      "\"vendor\":\"acme\",\"sub_vendor\":\"x\",\"version\":\"0x10\",\"protocols\":["
	      "{\"id\":16,\"name\":\"BASE\",\"version\":\"2.1\"},{\"id\":128,\"name\":\"vendor\"}],"
	      "\"resources\":[{\"kind\":\"clock\",\"count\":10,\"owners\":["
	      "{\"guest\":\"a\",\"domain\":1,\"resources\":\"3\"},"
	      "{\"guest\":\"b\",\"domain\":2,\"resources\":\"4:ro\"}],"
	      "\"names\":[{\"id\":3,\"name\":\"rtc\"},{\"id\":4,\"name\":\"b\\u001bd\"}]},"
	      "{\"kind\":\"power\",\"count\":2,\"owners\":[]},"
	      "{\"kind\":\"pin\",\"count\":0,\"owners\":[]},"
	      "{\"kind\":\"vendor\",\"owners\":[{\"guest\":\"a\",\"domain\":1,"
	      "\"resources\":\"0x80\"}]}]}",
	      "acme x, version 0x10\n"
	      "agent 2 (gate?way) may use the devices 7-8\n"
	      "PROTOCOL  ID    VERSION\n"
	      "BASE      0x10  2.1\n"
	      "vendor    0x80  -\n"
	      "KIND    COUNT  GUEST         OWNS\n"
	      "clock   10     a (domain 1)  3\n"
	      "clock   10     b (domain 2)  4:ro\n"
	      "power   2      -             -\n"
	      "vendor  -      a (domain 1)  0x80\n"
	      "KIND   ID  NAME\n"
	      "clock  3   rtc\n"
	      "clock  4   b?d\n");
}

static void test_policy(void **state)
{
	(void)state;
	check(present_policy,
	      "{\"policy\":{\"a\":{\"clock\":\"3 7-9:ro\",\"power\":\"1\"},\"b\":{}},"
	      "\"wrong\":[{\"name\":\"b\",\"kind\":\"x\",\"error\":\"no \\n[kind]\"}]}",
	      "# not saved: no ?[kind]\n"
	      "[a]\nclock = 3 7-9:ro\npower = 1\n\n[b]\nderive = no\n");
	check(present_changed, "{\"name\":\"a\",\"granted\":{\"clock\":\"3 7-9\",\"power\":\"\"}}",
	      "NAME  KIND   GRANTED\n"
	      "a     clock  3 7-9\n"
	      "a     power  -\n");
	check(present_changed,
	      "{\"name\":\"a\",\"has_policy\":true,\"derives\":true,\"granted\":{\"clock\":\"3\"}}",
	      "a has a policy, derive = yes: it is granted what is written, and what its devices "
	      "need\n"
	      "NAME  KIND   GRANTED\n"
	      "a     clock  3\n");
	check(present_changed,
	      "{\"name\":\"a\",\"has_policy\":false,\"derives\":true,\"granted\":{}}",
	      "a has no policy: it is granted what its devices need\n");
	check(present_changed,
	      "{\"name\":\"a\",\"has_policy\":false,\"derives\":false,\"granted\":{}}",
	      "a has no policy: it is granted nothing\n");
	check(present_changed,
	      "{\"name\":\"a\",\"granted\":{\"clock\":\"3 5\"},\"refused\":["
	      "{\"kind\":\"clock\",\"resources\":\"5\",\"owner\":\"b\"}]}",
	      "NAME  KIND   GRANTED\n"
	      "a     clock  3 5\n"
	      "REFUSED  RESOURCES  BECAUSE\n"
	      "clock    5          b owns it\n");
	check(present_policy, "{\"policy\":{\"a\":{\"derive\":\"yes\",\"clock\":\"3\"}}}",
	      "[a]\nderive = yes\nclock = 3\n");
	check(present_loaded, "{\"guests\":[\"a\",\"b\"]}", "a\nb\n");
}

static void test_granted_and_refused(void **state)
{
	static const struct {
		const char *answer, *line;
	} rows[] = {
		{ "{\"name\":\"a\",\"refused\":[]}", NULL },
		{ "{\"name\":\"a\"}", NULL },
		{ "{\"name\":\"a\",\"refused\":[{\"kind\":\"clock\",\"resources\":\"3:ro\","
		  "\"owner\":\"b\"}]}",
		  "a does not get clock 3:ro: b owns it" },
		{ "{\"name\":\"a\",\"refused\":[{\"kind\":\"clock\",\"resources\":\"50\","
		  "\"firmware_has\":10},{}]}",
		  "a does not get clock 50: the firmware has 10, from 0 on, and more" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json_object *answer = json_tokener_parse(rows[i].answer);
		struct why why = { "" };

		print_error("%s:\n", rows[i].answer);
		assert_int_equal(present_missing(answer, &why), rows[i].line != NULL);
		assert_string_equal(why.text, rows[i].line ? rows[i].line : "");
		json_object_put(answer);
	}
}

/** test_missing() - an answer with nothing in it is no crash */
static void test_missing(void **state)
{
	static void (*const presents[])(struct json_object *, FILE *) = {
		present_guests,	 present_guest,	 present_firmware,
		present_changed, present_loaded, present_policy,
	};
	static const char *const answers[] = {
		"{}",
		"{\"guests\":1,\"granted\":2,\"owned\":[],\"refused\":{},\"holds\":\"x\","
		"\"counters\":null,\"protocols\":3,\"resources\":{},\"policy\":[],\"wrong\":{}}",
		"{\"guests\":[null,1],\"refused\":[null],\"holds\":[{}],\"protocols\":[[]],"
		"\"resources\":[{\"owners\":[1]}],\"policy\":{\"a\":null},\"wrong\":[null]}",
	};
	FILE *out = fopen("/dev/null", "we");

	(void)state;
	for (size_t answer = 0; answer < ARRAY_SIZE(answers); answer++) {
		struct json_object *json = json_tokener_parse(answers[answer]);

		for (size_t i = 0; i < ARRAY_SIZE(presents); i++)
			presents[i](json, out);
		json_object_put(json);
	}
	fclose(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),	cmocka_unit_test(test_guests),
		cmocka_unit_test(test_guest),	cmocka_unit_test(test_firmware),
		cmocka_unit_test(test_policy),	cmocka_unit_test(test_granted_and_refused),
		cmocka_unit_test(test_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
