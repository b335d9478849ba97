// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * request.c - requests and answers as JSON
 */
#include "request.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define DEPTH		  4 /* of JSON that is read: an object with an array of strings needs less */
#define SHOWN		  40 /* characters of what is refused */

static const struct argument {
	const char *name;
	enum request_argument bit;
	json_type type;
	const char *expected;
} arguments[] = {
	{ "domain", REQUEST_DOMAIN, json_type_string, "a string" },
	{ "resources", REQUEST_RESOURCES, json_type_array, "an array of strings" },
	{ "file", REQUEST_FILE, json_type_string, "a string" },
	{ "text", REQUEST_TEXT, json_type_string, "a string" },
};

/** parse_json() - a line that is one object, and nothing behind it; NULL with the reason */
static struct json_object *parse_json(const char *line, size_t length, struct why *why)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH);
	struct json_object *json = NULL;
	enum json_tokener_error error;

	if (!tokener || length > INT_MAX) {
		json_tokener_free(tokener);
		why_not(why, -ENOMEM, "the request: out of memory");
		return NULL;
	}
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	json = json_tokener_parse_ex(tokener, line, (int)length);
	error = json_tokener_get_error(tokener);
	if (error != json_tokener_success || !json_object_is_type(json, json_type_object)) {
		why_not(why, -EINVAL, "the request is no JSON object: %s, expected one on a line",
			error == json_tokener_success ? "something else" :
							json_tokener_error_desc(error));
		json_object_put(json);
		json = NULL;
	}
	json_tokener_free(tokener);
	return json;
}

/** is_text() - whether it is a string without a zero byte, which would hide what follows */
static bool is_text(struct json_object *json)
{
	return json_object_is_type(json, json_type_string) &&
		strlen(json_object_get_string(json)) == (size_t)json_object_get_string_len(json);
}

static void list_commands(const struct request_command *commands, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (const struct request_command *command = commands; command->name && used < size;
	     command++)
		used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
					 command->name);
}

static int find_command(struct request *request, const struct request_command *commands,
			struct why *why)
{
	struct json_object *name = json_object_object_get(request->json, "command");
	char expected[160];

	list_commands(commands, expected, sizeof(expected));
	if (!is_text(name))
		return why_not(why, -EINVAL, "the request has no command, expected one of %s",
			       expected);
	for (request->command = commands; request->command->name; request->command++)
		if (!strcmp(request->command->name, json_object_get_string(name)))
			return 0;
	return why_not(why, -EINVAL, "command \"%.*s\" is not known, expected one of %s", SHOWN,
		       json_object_get_string(name), expected);
}

static bool is_well_formed(const struct argument *argument, struct json_object *value)
{
	if (argument->type == json_type_string)
		return is_text(value);
	if (!json_object_is_type(value, json_type_array) || !json_object_array_length(value))
		return false;
	for (size_t i = 0; i < json_object_array_length(value); i++)
		if (!is_text(json_object_array_get_idx(value, i)))
			return false;
	return true;
}

static void keep(struct request *request, const struct argument *argument,
		 struct json_object *value)
{
	switch (argument->bit) {
	case REQUEST_DOMAIN: request->domain = json_object_get_string(value); break;
	case REQUEST_RESOURCES: request->resources = value; break;
	case REQUEST_FILE: request->file = json_object_get_string(value); break;
	case REQUEST_TEXT: request->text = json_object_get_string(value); break;
	}
}

/** take_arguments() - all that the command has */
static int take_arguments(struct request *request, struct why *why)
{
	const struct request_command *command = request->command;

	for (size_t i = 0; i < ARRAY_SIZE(arguments); i++) {
		const struct argument *argument = &arguments[i];
		struct json_object *value = json_object_object_get(request->json, argument->name);

		if (!(command->arguments & argument->bit))
			continue;
		if (!is_well_formed(argument, value))
			return why_not(why, -EINVAL, "%s: \"%s\" is %s, expected %s", command->name,
				       argument->name, value ? "something else" : "missing",
				       argument->expected);
		keep(request, argument, value);
	}
	return 0;
}

/** is_taken() - whether a member of the request is of its command */
static bool is_taken(const struct request_command *command, const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(arguments); i++)
		if (command->arguments & arguments[i].bit && !strcmp(arguments[i].name, name))
			return true;
	return !strcmp(name, "command");
}

static int refuse_others(struct request *request, struct why *why)
{
	json_object_object_foreach(request->json, name, value)
	{
		(void)value;
		if (!is_taken(request->command, name))
			return why_not(why, -EINVAL, "%s: \"%.*s\" is no argument of it",
				       request->command->name, SHOWN, name);
	}
	return 0;
}

int request_parse(struct request *request, const struct request_command *commands, const char *line,
		  size_t length, struct why *why)
{
	int rc;

	*request = (struct request){ .json = parse_json(line, length, why) };
	if (!request->json)
		return -EINVAL;
	rc = find_command(request, commands, why);
	if (!rc)
		rc = take_arguments(request, why);
	if (!rc)
		rc = refuse_others(request, why);
	if (rc)
		request_clear(request);
	return rc;
}

void request_clear(struct request *request)
{
	json_object_put(request->json);
	*request = (struct request){ 0 };
}

char *request_text(struct json_object *json)
{
	const char *text = json_object_to_json_string_ext(
		json, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
	char *line = NULL;

	if (!text || asprintf(&line, "%s\n", text) < 0)
		return NULL;
	return line;
}

char *request_ok(struct json_object *answer)
{
	struct json_object *json = json_object_new_object();
	char *line;

	if (!json || json_object_object_add(json, "ok", answer)) {
		json_object_put(answer);
		json_object_put(json);
		return NULL;
	}
	line = request_text(json);
	json_object_put(json);
	return line;
}

char *request_error(const struct why *why)
{
	struct json_object *json = json_object_new_object();
	char *line = NULL;

	if (json && !json_object_object_add(json, "error", json_object_new_string(why->text)))
		line = request_text(json);
	json_object_put(json);
	return line;
}
