// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_guest.c - xen-scmi-dt guest: a guest's partial tree, and lines for its xl configuration
 */
#include <argp.h>
#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "frontend-dt/guest_maker.h"
#include "frontend-dt/tree.h"

struct arguments {
	const char *command;
	const char *host;
	const char *output;
	const char *devices[GUEST_MAKER_MAX];
	size_t count;
	bool force;
};

enum { KEY_FORCE = 256 };

static const struct argp_option options[] = {
	{ "host", 'H', "TREE", 0, "the machine's device tree", 0 },
	{ "device", 'd', "PATH", 0, "a device, by its node in TREE; can be given several times",
	  0 },
	{ "output", 'o', "FILE", 0, "write the guest's tree to FILE", 0 },
	{ "force-without-iommu", KEY_FORCE, NULL, 0,
	  "also give away devices that may write to any memory, and no IOMMU prevents it", 0 },
	{ 0 },
};

static error_t add_device(struct arguments *arguments, const char *path, struct argp_state *state)
{
	if (arguments->count == GUEST_MAKER_MAX)
		argp_error(state, "more than %d devices", GUEST_MAKER_MAX);
	arguments->devices[arguments->count++] = path;
	return 0;
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'H': arguments->host = value; return 0;
	case 'o': arguments->output = value; return 0;
	case KEY_FORCE: arguments->force = true; return 0;
	case 'd': return add_device(arguments, value, state);
	case ARGP_KEY_ARG:
		/* --device PATH PATH... */
		if (!arguments->count)
			argp_error(state, "\"%s\" is one argument too many", value);
		return add_device(arguments, value, state);
	case ARGP_KEY_END:
		if (!arguments->host || !arguments->count || !arguments->output)
			argp_error(state, "--host, --device and --output are needed");
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.args_doc = "[PATH...]",
	.doc = "Make the partial device tree of a guest that gets devices of this machine, and "
	       "print the lines that its xl configuration needs for that.",
};

static int write_tree(const void *fdt, const char *name, struct why *why)
{
	FILE *out = fopen(name, "we");
	size_t size = fdt_totalsize(fdt);
	bool whole;

	if (!out)
		return why_not(why, -errno, "cannot open %s: %s", name, strerror(errno));
	whole = fwrite(fdt, 1, size, out) == size;
	if (fclose(out) || !whole)
		return why_not(why, -EIO, "cannot write %s: %s", name, strerror(errno));
	return 0;
}

static void print_pages(const struct guest_pages *pages, const char *before)
{
	printf("%s\"%" PRIx64 ",%" PRIx64, before, pages->machine.address >> REGION_PAGE_SHIFT,
	       pages->machine.size >> REGION_PAGE_SHIFT);
	if (pages->guest != pages->machine.address)
		printf("@%" PRIx64, pages->guest >> REGION_PAGE_SHIFT);
	putchar('"');
}

static void print_lines(const void *host, const struct guest_made *made, const char *output)
{
	char path[TREE_PATH_ROOM];

	printf("device_tree = \"%s\"\n", output);
	if (made->dtdev.count)
		printf("dtdev = [ ");
	for (size_t i = 0; i < made->dtdev.count; i++) {
		if (!fdt_get_path(host, made->dtdev.node[i], path, sizeof(path)))
			printf("%s\"%s\"", i ? ", " : "", path);
	}
	printf("%s", made->dtdev.count ? " ]\n" : "");
	if (made->iomem_count)
		printf("iomem = [ ");
	for (size_t i = 0; i < made->iomem_count; i++)
		print_pages(&made->iomem[i], i ? ", " : "");
	printf("%s", made->iomem_count ? " ]\n" : "");
	if (made->irq_count)
		printf("irqs = [ ");
	for (size_t i = 0; i < made->irq_count; i++)
		printf("%s%" PRIu32, i ? ", " : "", made->irqs[i]);
	printf("%s", made->irq_count ? " ]\n" : "");
}

/** print_left_out() - what a guest's driver has to do without, for people */
static void print_left_out(const char *command, const void *host, const struct guest_made *made)
{
	char path[TREE_PATH_MAX];

	for (size_t i = 0; i < made->no_dma.count; i++)
		fprintf(stderr,
			"%s: %s: dmas is left out: its DMA controller is not among the devices\n",
			command, tree_path(host, made->no_dma.node[i], path));
}

static int run(const struct arguments *arguments, const struct tree_file *file, struct why *why)
{
	struct guest_maker_nodes devices = { .count = arguments->count };
	struct guest_made made;
	int rc;

	for (size_t i = 0; i < arguments->count; i++) {
		devices.node[i] = tree_file_node(file, arguments->devices[i], why);
		if (devices.node[i] < 0)
			return devices.node[i];
	}
	rc = guest_make(file->fdt, &devices, arguments->force, &made, why);
	if (!rc)
		rc = write_tree(made.fdt, arguments->output, why);
	if (!rc) {
		print_lines(file->fdt, &made, arguments->output);
		print_left_out(arguments->command, file->fdt, &made);
	}
	free(made.fdt);
	return rc;
}

int command_guest(int argc, char **argv)
{
	struct arguments arguments = { .command = argv[0] };
	struct tree_file file;
	struct why why;
	int rc;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	rc = tree_file_read(&file, arguments.host, &why);
	if (rc)
		return command_fail(argv[0], &why);
	rc = run(&arguments, &file, &why);
	tree_file_free(&file);
	return rc ? command_fail(argv[0], &why) : EXIT_SUCCESS;
}
