// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_request.c - requests of the control socket, good and bad, and the lines of answers
 */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/request.h"

static const struct request_command commands[] = {
	{ "list", 0, NULL },
	{ "show", REQUEST_DOMAIN, NULL },
	{ "grant", REQUEST_DOMAIN | REQUEST_RESOURCES, NULL },
	{ "load", REQUEST_FILE | REQUEST_TEXT, NULL },
	{ NULL, 0, NULL },
};

static int parse(struct request *request, const char *line, struct why *why)
{
	strcpy(why->text, "");
	return request_parse(request, commands, line, strlen(line), why);
}

static void test_good(void **state)
{
	struct request request;
	struct why why;

	(void)state;
	assert_int_equal(parse(&request, "{\"command\": \"list\"}", &why), 0);
	assert_ptr_equal(request.command, &commands[0]);
	assert_null(request.domain);
	request_clear(&request);

	assert_int_equal(parse(&request, " {\"domain\":\"7\",\"command\":\"show\"} \r", &why), 0);
	assert_string_equal(request.command->name, "show");
	assert_string_equal(request.domain, "7");
	request_clear(&request);

	assert_int_equal(parse(&request,
			       "{\"command\":\"grant\",\"domain\":\"a\","
			       "\"resources\":[\"clock=3\",\"power=1\"]}",
			       &why),
			 0);
	assert_int_equal(json_object_array_length(request.resources), 2);
	assert_string_equal(json_object_get_string(json_object_array_get_idx(request.resources, 1)),
			    "power=1");
	request_clear(&request);

	assert_int_equal(parse(&request,
			       "{\"command\":\"load\",\"file\":\"f\",\"text\":\"[a]\\nclock=3\"}",
			       &why),
			 0);
	assert_string_equal(request.file, "f");
	assert_string_equal(request.text, "[a]\nclock=3");
	request_clear(&request);
}

#define NO_COMMAND	"the request has no command, expected one of list, show, grant, load"
#define NO_JSON		"the request is no JSON object: "
#define RESOURCES(text) "{\"command\":\"grant\",\"domain\":\"a\",\"resources\":" text "}"
#define NO_RESOURCES	"grant: \"resources\" is something else, expected an array of strings"

static void test_refused(void **state)
{
	static const struct {
		const char *line, *reason; /* NULL: json-c's own words follow NO_JSON */
	} rows[] = {
		{ "", NULL },
		{ " ", NULL },
		{ "{", NULL },
		{ "{\"command\":\"list\"", NULL },
		{ "{\"command\":\"list\"}}", NULL },
		{ "{\"command\":\"list\"} {}", NULL },
		{ "{\"command\":\"list\",}", NULL },
		{ "{'command':'list'}", NULL },
		{ "{\"command\":[[[[[[\"list\"]]]]]]}", NULL },
		{ "list", NULL },
		{ "[]", NO_JSON "something else, expected one on a line" },
		{ "null", NULL },
		{ "\"list\"", NO_JSON "something else, expected one on a line" },
		{ "{}", NO_COMMAND },
		{ "{\"command\":null}", NO_COMMAND },
		{ "{\"command\":1}", NO_COMMAND },
		{ "{\"command\":[\"list\"]}", NO_COMMAND },
		{ "{\"command\":\"list\\u0000\"}", NO_COMMAND },
		{ "{\"command\":\"\"}",
		  "command \"\" is not known, expected one of list, show, grant, load" },
		{ "{\"command\":\"List\"}",
		  "command \"List\" is not known, expected one of list, show, grant, load" },
		{ "{\"command\":\"show\"}", "show: \"domain\" is missing, expected a string" },
		{ "{\"command\":\"show\",\"domain\":7}",
		  "show: \"domain\" is something else, expected a string" },
		{ "{\"command\":\"show\",\"domain\":\"a\\u0000b\"}",
		  "show: \"domain\" is something else, expected a string" },
		{ "{\"command\":\"list\",\"domain\":\"a\"}",
		  "list: \"domain\" is no argument of it" },
		{ "{\"command\":\"show\",\"domain\":\"a\",\"x\":null}",
		  "show: \"x\" is no argument of it" },
		{ "{\"command\":\"grant\",\"domain\":\"a\"}",
		  "grant: \"resources\" is missing, expected an array of strings" },
		{ RESOURCES("[]"), NO_RESOURCES },
		{ RESOURCES("\"clock=3\""), NO_RESOURCES },
		{ RESOURCES("[3]"), NO_RESOURCES },
		{ RESOURCES("[\"clock=3\",null]"), NO_RESOURCES },
		{ RESOURCES("[[\"clock=3\"]]"), NO_RESOURCES },
		{ RESOURCES("[\"clock=3\\u0000\"]"), NO_RESOURCES },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct request request;
		struct why why;

		print_error("%s:\n", rows[i].line);
		assert_int_equal(parse(&request, rows[i].line, &why), -EINVAL);
		if (rows[i].reason)
			assert_string_equal(why.text, rows[i].reason);
		else
			assert_memory_equal(why.text, NO_JSON, strlen(NO_JSON));
		assert_null(request.json);
	}
}

/** test_cut() - a request that ends too early is none */
static void test_cut(void **state)
{
	static const char line[] = RESOURCES("[\"clock=3\",\"power=1\"]");

	(void)state;
	for (size_t length = 0; length < sizeof(line) - 1; length++) {
		struct request request;
		struct why why;

		assert_int_equal(request_parse(&request, commands, line, length, &why), -EINVAL);
	}
}

static void test_answers(void **state)
{
	struct json_object *answer = json_object_new_object();
	struct why why = { "no \"such\"\nthing / \x01" };
	char *line;

	(void)state;
	json_object_object_add(answer, "a", json_object_new_string("/b\n"));
	line = request_ok(answer);
	assert_string_equal(line, "{\"ok\":{\"a\":\"/b\\n\"}}\n");
	free(line);
	line = request_error(&why);
	assert_string_equal(line, "{\"error\":\"no \\\"such\\\"\\nthing / \\u0001\"}\n");
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
