// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_resources.c - xen-scmi-dt resources: what devices need of SCMI
 *
 * The resources of one kind that a property names make one row.
 */
#include <argp.h>
#include <errno.h>
#include <json.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "frontend-dt/references.h"
#include "frontend-dt/tree.h"

struct arguments {
	const char *tree;
	char **nodes;
	int count;
	bool json;
};

static const struct argp_option options[] = {
	{ "json", 'j', NULL, 0, "print JSON in place of a table", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'j': arguments->json = true; return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num > 0)
			return ARGP_ERR_UNKNOWN; /* for ARGP_KEY_ARGS */
		arguments->tree = value;
		return 0;
	case ARGP_KEY_ARGS:
		arguments->nodes = state->argv + state->next;
		arguments->count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "a TREE is missing"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.args_doc = "TREE [NODE...]",
	.doc = "Print which SCMI resources the nodes of a device tree refer to; with NODEs, only "
	       "those of these nodes and what is below them.",
};

/** struct span - a node, and the first one behind all that is below it */
struct span {
	int node;
	int end;
};

/** struct report - a row that may grow, and where rows go */
struct report {
	const struct tree_file *file;
	const struct span *spans; /* nodes that were asked for, with what is below them */
	int count;
	struct json_object *devices; /* NULL: a table */
	struct json_object *device;  /* the last of them */

	struct reference row; /* without a property: none */
	struct json_object *ids;
};

static bool is_wanted(void *context, int node)
{
	const struct report *report = context;

	for (int i = 0; i < report->count; i++)
		if (node >= report->spans[i].node && node < report->spans[i].end)
			return true;
	return !report->count;
}

static void print_row(const struct report *report, const char *path)
{
	printf("%-48s %-13s %-22s ", path, scmi_resource_name(report->row.resource),
	       report->row.property);
	for (size_t i = 0; i < json_object_array_length(report->ids); i++)
		printf(" %s%s", json_object_get_string(json_object_array_get_idx(report->ids, i)),
		       report->row.only_read ? ":ro" : "");
	putchar('\n');
}

static void add_row(struct report *report, const char *path)
{
	struct json_object *resource = json_object_new_object(), *known, *resources;

	if (report->device) {
		json_object_object_get_ex(report->device, "path", &known);
		if (strcmp(json_object_get_string(known), path))
			report->device = NULL;
	}
	if (!report->device) {
		report->device = json_object_new_object();
		json_object_object_add(report->device, "path", json_object_new_string(path));
		json_object_object_add(report->device, "resources", json_object_new_array());
		json_object_array_add(report->devices, report->device);
	}
	json_object_object_add(resource, "kind",
			       json_object_new_string(scmi_resource_name(report->row.resource)));
	json_object_object_add(resource, report->row.name ? "names" : "ids",
			       json_object_get(report->ids));
	json_object_object_add(resource, "property", json_object_new_string(report->row.property));
	if (report->row.only_read)
		json_object_object_add(resource, "right", json_object_new_string("ro"));
	json_object_object_get_ex(report->device, "resources", &resources);
	json_object_array_add(resources, resource);
}

/** end_row() - give out the row that has grown until now */
static void end_row(struct report *report)
{
	char path[TREE_PATH_ROOM];

	if (!report->row.property)
		return;
	if (fdt_get_path(report->file->fdt, report->row.node, path, sizeof(path)))
		tree_path(report->file->fdt, report->row.node, path);
	if (report->devices)
		add_row(report, path);
	else
		print_row(report, path);
	json_object_put(report->ids);
	report->row.property = NULL;
}

static bool is_same_row(const struct reference *a, const struct reference *b)
{
	return a->property && a->node == b->node && a->resource == b->resource &&
		!a->name == !b->name && !strcmp(a->property, b->property);
}

static int take_reference(void *context, const struct reference *reference)
{
	struct report *report = context;

	if (!is_same_row(&report->row, reference)) {
		end_row(report);
		report->row = *reference;
		report->ids = json_object_new_array();
	}
	json_object_array_add(report->ids,
			      reference->name ? json_object_new_string(reference->name) :
						json_object_new_int64(reference->id));
	return 0;
}

static int print_report(struct report *report, struct why *why)
{
	const struct references_reader reader = { .context = report,
						  .found = take_reference,
						  .wants = is_wanted };
	int rc = references_read_all(report->file->fdt, &reader, why);

	end_row(report);
	if (!rc && report->devices)
		puts(json_object_to_json_string_ext(
			report->devices, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	return rc;
}

static int run(const struct arguments *arguments, const struct tree_file *file, struct why *why)
{
	struct span *spans = calloc((size_t)arguments->count + 1, sizeof(*spans));
	struct report report = { .file = file, .spans = spans, .count = arguments->count };
	int rc = spans ? 0 : why_not(why, -ENOMEM, "no memory");

	for (int i = 0; !rc && i < arguments->count; i++) {
		int node = tree_file_node(file, arguments->nodes[i], why);

		if (node < 0)
			rc = node;
		else
			spans[i] = (struct span){ node, tree_end(file->fdt, node) };
	}
	if (!rc) {
		report.devices = arguments->json ? json_object_new_array() : NULL;
		rc = print_report(&report, why);
		json_object_put(report.devices);
	}
	free(spans);
	return rc;
}

int command_resources(int argc, char **argv)
{
	struct arguments arguments = { 0 };
	struct tree_file file;
	struct why why;
	int rc;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	rc = tree_file_read(&file, arguments.tree, &why);
	if (rc)
		return command_fail(argv[0], &why);
	rc = run(&arguments, &file, &why);
	tree_file_free(&file);
	return rc ? command_fail(argv[0], &why) : EXIT_SUCCESS;
}
