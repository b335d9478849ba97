// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_channel.c - xen-scmi-dt channel: how xen-scmid can reach a machine's firmware
 *
 * The text is lines for scmid.conf: all but what is to be configured are comments.
 */
#include <argp.h>
#include <errno.h>
#include <inttypes.h>
#include <json.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "frontend-dt/channel.h"
#include "frontend-dt/tree.h"

/* Of a channel's configuration, which has an end at 512. */
#define LINE_ROOM 256

/* What Linux takes to fit where nothing else is said. */
#define LINUX_PAYLOAD 128

struct arguments {
	const char *tree;
	bool json;
};

static const struct argp_option options[] = {
	{ "json", 'j', NULL, 0, "print JSON in place of lines for scmid.conf", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'j': arguments->json = true; return 0;
	case ARGP_KEY_ARG:
		if (arguments->tree)
			argp_error(state, "\"%s\" is one argument too many", value);
		arguments->tree = value;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "a TREE is missing"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.args_doc = "TREE",
	.doc = "Print which kinds of channel to the SCMI firmware of a machine fit, by its device "
	       "tree, and the lines for the daemon's configuration.",
};

/** struct findings - all SCMI nodes of a tree that are enabled */
struct findings {
	const void *fdt;
	struct channel_choice *all;
	size_t count;
};

static int take_choice(void *context, const struct channel_choice *choice)
{
	struct findings *findings = context;
	struct channel_choice *more =
		reallocarray(findings->all, findings->count + 1, sizeof(*more));

	if (!more)
		return -ENOMEM;
	findings->all = more;
	findings->all[findings->count++] = *choice;
	return 0;
}

/* --- lines of the configuration --- */

/** raw_line() - Linux gives an instance of its driver to each node, and numbers them */
static void raw_line(const struct findings *findings, const struct channel_choice *choice,
		     char line[LINE_ROOM])
{
	const char *from = findings->count > 1 ? "/sys/kernel/debug/scmi/N/raw" : "auto";
	int length = snprintf(line, LINE_ROOM, "raw:%s", from);

	if (choice->payload_max && choice->payload_max < LINUX_PAYLOAD)
		snprintf(line + length, LINE_ROOM - (size_t)length, ",payload=%" PRIu64,
			 choice->payload_max);
}

static void mmio_line(const struct channel_choice *choice, char line[LINE_ROOM])
{
	int length = snprintf(line, LINE_ROOM,
			      "mmio:/dev/mem@0x%" PRIx64 "+0x%" PRIx64
			      ",doorbell=/dev/mem@0x%" PRIx64 ",value=0x%x",
			      choice->memory.address, choice->memory.size, choice->doorbell.address,
			      choice->doorbell.value);

	if (choice->doorbell.keep)
		snprintf(line + length, LINE_ROOM - (size_t)length, ",keep=0x%x",
			 choice->doorbell.keep);
}

/* --- as text --- */

static const char *fits_of(const struct channel_choice *choice)
{
	if (choice->raw)
		return choice->mmio ? "raw or mmio" : "raw";
	return choice->mmio ? "mmio" : "no channel";
}

static void print_facts(const void *fdt, const struct channel_choice *choice)
{
	char path[TREE_PATH_MAX];

	printf("# %s, %s, fits %s:\n# %s.\n", tree_path(fdt, choice->node, path),
	       choice->compatible, fits_of(choice), choice->why.text);
	if (choice->memory_node >= 0)
		printf("#   memory    0x%" PRIx64 ", 0x%" PRIx64 " bytes: %s\n",
		       choice->memory.address, choice->memory.size,
		       tree_path(fdt, choice->memory_node, path));
	if (choice->transport == CHANNEL_SMC)
		printf("#   doorbell  SMC 0x%x\n", choice->function);
	if (choice->mailbox >= 0) {
		printf("#   doorbell  %s <", tree_path(fdt, choice->mailbox, path));
		for (int i = 0; i < choice->cell_count; i++)
			printf("%s%u", i ? " " : "", choice->cells[i]);
		printf(">, %s\n", tree_compatible(fdt, choice->mailbox, path));
	}
	for (unsigned int protocol = 0; protocol < SCMI_PROTOCOLS; protocol++)
		if (choice->own[protocol])
			printf("#   protocol 0x%x has a channel of its own\n", protocol);
}

static bool has_own(const struct channel_choice *choice)
{
	return memchr(choice->own, true, sizeof(choice->own));
}

static void print_raw(const struct findings *findings, const struct channel_choice *choice)
{
	char line[LINE_ROOM];

	raw_line(findings, choice, line);
	puts("\n# raw: dom0's kernel keeps the firmware; it needs "
	     "CONFIG_ARM_SCMI_RAW_MODE_SUPPORT.");
	if (choice->transport == CHANNEL_SMC)
		puts("# Xen has to be 4.20 or later. If the firmware is TF-A: payload=92.");
	if (findings->count > 1)
		puts("# N is the instance whose instance_name is this node's; choose one.");
	printf("%schannel = %s\n", findings->count > 1 ? "#" : "", line);
}

static void print_mmio(const struct findings *findings, const struct channel_choice *choice)
{
	char line[LINE_ROOM], path[TREE_PATH_MAX];

	mmio_line(choice, line);
	printf("\n# mmio: the daemon has the firmware alone; take %s out of dom0's tree.\n",
	       tree_path(findings->fdt, choice->node, path));
	if (choice->doorbell.needs_driver)
		puts("# Leave the mailbox in, whose driver wakes it up; with it /dev/mem needs a "
		     "kernel without\n# CONFIG_IO_STRICT_DEVMEM.");
	else
		puts("# Have UIO in place of /dev/mem if you can: scmid.conf(5).");
	if (has_own(choice))
		puts("# Channels that protocols have of their own are not used.");
	printf("%schannel = %s\n", choice->raw || findings->count > 1 ? "#" : "", line);
}

static void print_text(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct channel_choice *choice = &findings->all[i];

		if (i)
			putchar('\n');
		print_facts(findings->fdt, choice);
		if (choice->raw)
			print_raw(findings, choice);
		if (choice->mmio)
			print_mmio(findings, choice);
	}
}

/* --- as JSON --- */

static void add_string(struct json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key, json_object_new_string(value));
}

/** add_path() - a node's path, whole if it is not longer than any machine has */
static void add_path(struct json_object *object, const void *fdt, int node)
{
	char path[TREE_PATH_ROOM];

	if (fdt_get_path(fdt, node, path, sizeof(path)))
		tree_path(fdt, node, path);
	add_string(object, "path", path);
}

static void add_number(struct json_object *object, const char *key, uint64_t value)
{
	json_object_object_add(object, key, json_object_new_uint64(value));
}

static struct json_object *json_memory(const void *fdt, const struct channel_choice *choice)
{
	struct json_object *object = json_object_new_object();

	add_path(object, fdt, choice->memory_node);
	add_number(object, "address", choice->memory.address);
	add_number(object, "size", choice->memory.size);
	return object;
}

static struct json_object *json_mailbox(const void *fdt, const struct channel_choice *choice)
{
	struct json_object *object = json_object_new_object(), *cells = json_object_new_array();
	char compatible[TREE_PATH_MAX];

	add_path(object, fdt, choice->mailbox);
	add_string(object, "compatible", tree_compatible(fdt, choice->mailbox, compatible));
	for (int i = 0; i < choice->cell_count; i++)
		json_object_array_add(cells, json_object_new_uint64(choice->cells[i]));
	json_object_object_add(object, "cells", cells);
	return object;
}

static struct json_object *json_doorbell(const struct channel_choice *choice)
{
	struct json_object *object = json_object_new_object();

	add_number(object, "address", choice->doorbell.address);
	add_number(object, "value", choice->doorbell.value);
	add_number(object, "keep", choice->doorbell.keep);
	json_object_object_add(object, "needs-driver",
			       json_object_new_boolean(choice->doorbell.needs_driver));
	return object;
}

static struct json_object *json_own(const struct channel_choice *choice)
{
	struct json_object *array = json_object_new_array();

	for (unsigned int protocol = 0; protocol < SCMI_PROTOCOLS; protocol++)
		if (choice->own[protocol])
			json_object_array_add(array, json_object_new_uint64(protocol));
	return array;
}

/** json_channels() - each kind that fits, with its configuration */
static struct json_object *json_channels(const struct findings *findings,
					 const struct channel_choice *choice)
{
	struct json_object *object = json_object_new_object();
	char line[LINE_ROOM];

	if (choice->raw) {
		raw_line(findings, choice, line);
		add_string(object, "raw", line);
	}
	if (choice->mmio) {
		mmio_line(choice, line);
		add_string(object, "mmio", line);
	}
	return object;
}

static struct json_object *json_choice(const struct findings *findings,
				       const struct channel_choice *choice)
{
	struct json_object *object = json_object_new_object();

	add_path(object, findings->fdt, choice->node);
	add_string(object, "compatible", choice->compatible);
	add_string(object, "transport", channel_transport_name(choice->transport));
	if (choice->memory_node >= 0)
		json_object_object_add(object, "memory", json_memory(findings->fdt, choice));
	if (choice->transport == CHANNEL_SMC)
		add_number(object, "smc-id", choice->function);
	if (choice->mailbox >= 0)
		json_object_object_add(object, "mailbox", json_mailbox(findings->fdt, choice));
	if (choice->mmio)
		json_object_object_add(object, "doorbell", json_doorbell(choice));
	json_object_object_add(object, "own", json_own(choice));
	json_object_object_add(object, "channels", json_channels(findings, choice));
	add_string(object, "why", choice->why.text);
	return object;
}

static void print_json(const struct findings *findings)
{
	struct json_object *array = json_object_new_array();

	for (size_t i = 0; i < findings->count; i++)
		json_object_array_add(array, json_choice(findings, &findings->all[i]));
	puts(json_object_to_json_string_ext(
		array, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(array);
}

/* --- all of it --- */

static bool any_fits(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->all[i].raw || findings->all[i].mmio)
			return true;
	return false;
}

/** run() - Return: 0; a negative errno with the reason */
static int run(struct findings *findings, const char *name, struct why *why)
{
	int rc = channel_read(findings->fdt, take_choice, findings, why);

	if (rc == -ENOMEM)
		return why_not(why, rc, "out of memory");
	if (!rc && !findings->count)
		return why_not(why, -ENOENT,
			       "%s has no SCMI node that is enabled: nothing fits, but "
			       "channel = socket:PATH where the firmware is a process",
			       name);
	return rc;
}

int command_channel(int argc, char **argv)
{
	struct arguments arguments = { 0 };
	struct findings findings = { 0 };
	struct tree_file file;
	struct why why;
	bool fits;
	int rc;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	if (tree_file_read(&file, arguments.tree, &why))
		return command_fail(argv[0], &why);
	findings.fdt = file.fdt;
	rc = run(&findings, file.name, &why);
	if (!rc && arguments.json)
		print_json(&findings);
	else if (!rc)
		print_text(&findings);
	fits = any_fits(&findings);
	free(findings.all);
	tree_file_free(&file);
	if (rc)
		return command_fail(argv[0], &why);
	return fits ? EXIT_SUCCESS : EXIT_FAILURE;
}
