// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * xen-scmictl.c - what administrators ask of the daemon and tell it
 *
 * To add a subcommand, add its row to `subcommands`, and its command to commands.c.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "daemon/client.h"
#include "daemon/control.h"
#include "daemon/policy_file.h"
#include "daemon/present.h"

#define WORDS 64 /* of a command line, the subcommand's own among them */

const char *argp_program_version = "xen-scmictl " VERSION;

static const struct argp_option options[] = {
	{ "json", 'j', NULL, 0, "print the daemon's answer as JSON", 0 },
	{ "socket", 's', "SOCKET", 0, "ask at SOCKET in place of " CONTROL_SOCKET, 0 },
	{ 0 },
};

struct arguments {
	const char *socket;
	bool json;
	const char *words[WORDS];
	unsigned int count;
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'j': arguments->json = true; return 0;
	case 's': arguments->socket = value; return 0;
	case ARGP_KEY_ARG:
		if (arguments->count == WORDS)
			argp_error(state, "\"%s\" is one argument too many", value);
		else
			arguments->words[arguments->count++] = value;
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.args_doc = "list\nshow DOMAIN\ngrant DOMAIN RESOURCE...\nrevoke DOMAIN RESOURCE...\n"
		    "derive DOMAIN\npolicy save\npolicy load FILE\npolicy check FILE\nfirmware "
		    "[DOMAIN]",
	.doc = "Show which guests xen-scmid serves with which SCMI resources, and say what they "
	       "may "
	       "use.\v"
	       "DOMAIN is a guest's name or domain id. RESOURCE is KIND=RESOURCES, written as in "
	       "the policy: clock=3,7-9:ro. See xen-scmictl(8).",
};

/* --- subcommands --- */

/* What a subcommand does: the request, or the answer where the daemon is not asked. */
struct task {
	const char *const *words; /* behind the subcommand's name */
	unsigned int count;
	struct json_object *request;
	struct json_object *answer;
};

static void add_text(struct json_object *object, const char *name, const char *text)
{
	json_object_object_add(object, name, json_object_new_string(text));
}

static int ask_nothing_more(struct task *task, struct why *why)
{
	(void)task;
	(void)why;
	return 0;
}

static int ask_domain(struct task *task, struct why *why)
{
	(void)why;
	add_text(task->request, "domain", task->words[0]);
	return 0;
}

static int ask_change(struct task *task, struct why *why)
{
	struct json_object *resources = json_object_new_array();

	ask_domain(task, why);
	for (unsigned int i = 1; i < task->count; i++)
		json_object_array_add(resources, json_object_new_string(task->words[i]));
	json_object_object_add(task->request, "resources", resources);
	return 0;
}

/** read_file() - a file's text, to be freed, and what it says, if all of it is right; NULL */
static char *read_file(const char *path, size_t *length, struct policy_file *file, struct why *why)
{
	char *text = policy_file_read(path, length, why);

	*file = (struct policy_file){ 0 };
	if (!text || !policy_file_parse(file, path, text, *length, why))
		return text;
	free(text);
	return NULL;
}

static int ask_load(struct task *task, struct why *why)
{
	struct policy_file file;
	size_t length;
	char *text = read_file(task->words[0], &length, &file, why);

	if (!text)
		return -EINVAL;
	add_text(task->request, "file", task->words[0]);
	json_object_object_add(task->request, "text",
			       json_object_new_string_len(text, (int)length));
	policy_file_clear(&file);
	free(text);
	return 0;
}

/** check_file() - without the daemon: a file can be looked at before it runs */
static int check_file(struct task *task, struct why *why)
{
	struct json_object *guests = json_object_new_array();
	struct policy_file file;
	size_t length;
	char *text = read_file(task->words[0], &length, &file, why);
	int rc;

	for (const struct policy_section *section = file.sections; section; section = section->next)
		json_object_array_add(guests, json_object_new_string(section->guest));
	task->answer = json_object_new_object();
	json_object_object_add(task->answer, "guests", guests);
	policy_file_clear(&file);
	rc = text ? 0 : -EINVAL;
	free(text);
	return rc;
}

#define ANY	  WORDS
#define RESOURCES " DOMAIN RESOURCE..."

static const struct subcommand {
	const char *words[2]; /* its name, of one word or two */
	const char *command;  /* of the daemon; NULL: it is not asked */
	unsigned int least, most;
	const char *arguments;
	int (*prepare)(struct task *task, struct why *why);
	void (*present)(struct json_object *answer, FILE *out);
	bool (*is_missing)(struct json_object *answer, struct why *why); /* NULL: nothing can be */
} subcommands[] = {
	{ { "list" }, "list", 0, 0, "", ask_nothing_more, present_guests, NULL },
	{ { "show" }, "show", 1, 1, " DOMAIN", ask_domain, present_guest, NULL },
	{ { "grant" }, "grant", 2, ANY, RESOURCES, ask_change, present_changed, present_missing },
	{ { "revoke" }, "revoke", 2, ANY, RESOURCES, ask_change, present_changed, NULL },
	{ { "derive" }, "derive", 1, 1, " DOMAIN", ask_domain, present_changed, NULL },
	{ { "policy", "save" }, "policy-save", 0, 0, "", ask_nothing_more, present_policy, NULL },
	{ { "policy", "load" }, "policy-load", 1, 1, " FILE", ask_load, present_loaded, NULL },
	{ { "policy", "check" }, NULL, 1, 1, " FILE", check_file, present_loaded, NULL },
	{ { "firmware" }, "firmware", 0, 0, "", ask_nothing_more, present_firmware, NULL },
	{ { "firmware" }, "firmware-of", 1, 1, " [DOMAIN]", ask_domain, present_firmware, NULL },
};

static bool fits(const struct subcommand *subcommand, unsigned int count)
{
	return count >= subcommand->least && count <= subcommand->most;
}

/** find() - by its name and, if it has several forms, the number of arguments, or else the last */
static const struct subcommand *find(const struct arguments *arguments)
{
	const struct subcommand *found = NULL;

	for (size_t i = 0; i < sizeof(subcommands) / sizeof(subcommands[0]); i++) {
		const struct subcommand *subcommand = &subcommands[i];
		unsigned int words = subcommand->words[1] ? 2 : 1, word = 0;

		while (word < words && word < arguments->count &&
		       !strcmp(arguments->words[word], subcommand->words[word]))
			word++;
		if (word < words)
			continue;
		found = subcommand;
		if (fits(subcommand, arguments->count - words))
			break;
	}
	return found;
}

/** complain() - the one line for everything that is wrong; Return: @status */
static int complain(int status, const char *text)
{
	char line[512];

	snprintf(line, sizeof(line), "%s", text);
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	fprintf(stderr, "xen-scmictl: %s\n", line);
	return status;
}

/** check_usage() - which subcommand is meant; NULL with the reason */
static const struct subcommand *check_usage(const struct arguments *arguments, struct why *why)
{
	const struct subcommand *subcommand = find(arguments);
	unsigned int words, count;

	if (!subcommand) {
		why_not(why, -EINVAL,
			"%s%.40s%s, expected one of list, show, grant, revoke, derive, policy "
			"save, "
			"policy load, policy check, firmware",
			arguments->count ? "\"" : "no command",
			arguments->count ? arguments->words[0] : "",
			arguments->count ? "\" is no command" : "");
		return NULL;
	}
	words = subcommand->words[1] ? 2 : 1;
	count = arguments->count - words;
	if (fits(subcommand, count))
		return subcommand;
	why_not(why, -EINVAL, "%u arguments, expected xen-scmictl %s%s%s%s", count,
		subcommand->words[0], words > 1 ? " " : "", words > 1 ? subcommand->words[1] : "",
		subcommand->arguments);
	return NULL;
}

static int run(const struct arguments *arguments, const struct subcommand *subcommand,
	       struct task *task, struct why *why)
{
	if (subcommand->prepare(task, why))
		return EXIT_FAILURE;
	if (subcommand->command) {
		add_text(task->request, "command", subcommand->command);
		switch (client_ask(arguments->socket, task->request, &task->answer, why)) {
		case CLIENT_OK: break;
		case CLIENT_REFUSED: return EXIT_FAILURE;
		case CLIENT_ALONE: return EX_UNAVAILABLE;
		}
	}
	if (arguments->json)
		puts(json_object_to_json_string_ext(
			task->answer, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	else
		subcommand->present(task->answer, stdout);
	if (fflush(stdout) || ferror(stdout)) {
		why_not(why, -errno, "cannot write to standard output: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	if (subcommand->is_missing && subcommand->is_missing(task->answer, why))
		return EX_TEMPFAIL;
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct arguments arguments = { .socket = CONTROL_SOCKET };
	const struct subcommand *subcommand;
	struct task task;
	struct why why;
	unsigned int words;
	int status;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	subcommand = check_usage(&arguments, &why);
	if (!subcommand)
		return complain(EX_USAGE, why.text);
	words = subcommand->words[1] ? 2 : 1;
	task = (struct task){
		.words = arguments.words + words,
		.count = arguments.count - words,
		.request = json_object_new_object(),
	};
	status = run(&arguments, subcommand, &task, &why);
	json_object_put(task.request);
	json_object_put(task.answer);
	return status ? complain(status, why.text) : status;
}
