// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_check.c - xen-scmi-dt check: what would fail with guests' xl configurations
 *
 * The guest's tree is made as xl makes it, and completed as the daemon does, by the same code: what
 * the daemon would refuse is refused here, in the same words.
 */
#include <argp.h>
#include <stdlib.h>

#include "check.h"
#include "frontend-dt/guest_check.h"
#include "frontend-dt/xl_tree.h"

struct arguments {
	const char *config;
	const char *host;
	char **guests;
	int count;
};

static const struct argp_option options[] = {
	{ "config", 'c', "FILE", 0,
	  "xen-scmid's configuration, in place of " CONFIG_DEFAULT_FILE ", which need not be there",
	  0 },
	{ "host", 'H', "TREE", 0, "the machine's device tree, in place of the configuration's", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'c': arguments->config = value; return 0;
	case 'H': arguments->host = value; return 0;
	case ARGP_KEY_ARGS:
		arguments->guests = state->argv + state->next;
		arguments->count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "a GUEST is missing"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.args_doc = "GUEST...",
	.doc = "Look for what would fail with guests that are created from these xl "
	       "configurations, in this order, and say how to mend it.",
};

/** print_line() - what cannot be read becomes '?': names and values come from files */
static void print_line(const char *line)
{
	for (; *line; line++)
		putchar(*line >= ' ' && *line <= '~' ? *line : '?');
	putchar('\n');
}

void check_found(void *context, const struct why *why)
{
	struct check *check = context;

	printf("%s: ", check->file);
	print_line(why->text);
	check->found++;
}

/** found_before() - what is wrong before any guest; @status: of the program */
static void found_before(void *status, const struct why *why)
{
	print_line(why->text);
	*(int *)status = EXIT_FAILURE;
}

static void check_tree(struct check *check, struct check_rights *rights,
		       const struct check_machine *machine, const struct tree_file *partial)
{
	const struct xl_guest given = { check->config.memory, check->config.vuart != NULL };
	struct why why, named;
	size_t size;
	void *fdt = xl_tree_make(partial->fdt, &given, &size, &why);
	bool wants_scmi;

	if (!fdt) {
		why_not(&named, 0, "%.60s: %.180s", partial->name, why.text);
		check_found(check, &named);
		return;
	}
	wants_scmi = check_scmi_complete(check, &rights->config, fdt, size);
	guest_check(fdt, &check->config.given, check_found, check);
	if (machine->file.fdt)
		check_origins(check, machine, fdt);
	if (wants_scmi)
		check_scmi(check, rights, fdt);
	free(fdt);
}

static void check_guest(struct check *check, const struct check *before,
			struct check_rights *rights, const struct check_machine *machine)
{
	struct tree_file partial;
	struct why why;

	if (xl_config_read(&check->config, check->file, &why)) {
		print_line(why.text); /* which names the file */
		check->found++;
		return;
	}
	check_lists(check, before);
	if (machine->file.fdt)
		check_dtdev(check, machine);
	if (!check->config.device_tree) {
		if (!check->found)
			printf("%s: good, without a device_tree\n", check->file);
		return;
	}
	if (tree_file_read(&partial, check->config.device_tree, &why)) {
		check_found(check, &why);
		return;
	}
	check_tree(check, rights, machine, &partial);
	tree_file_free(&partial);
	if (!check->found)
		printf("%s: good, devices with SCMI: %u\n", check->file,
		       check->rights.devices.count);
}

static int check_all(const struct arguments *arguments, struct check_rights *rights,
		     const struct check_machine *machine)
{
	struct check *checks = calloc((size_t)arguments->count, sizeof(*checks));
	int status = checks ? EXIT_SUCCESS : EXIT_FAILURE;

	for (int i = 0; checks && i < arguments->count; i++) {
		checks[i].file = arguments->guests[i];
		check_guest(&checks[i], checks, rights, machine);
		if (checks[i].found)
			status = EXIT_FAILURE;
	}
	for (int i = 0; checks && i < arguments->count; i++) {
		check_rights_remove(&checks[i].rights);
		xl_config_free(&checks[i].config);
	}
	free(checks);
	return status;
}

int command_check(int argc, char **argv)
{
	struct arguments arguments = { 0 };
	struct check_machine machine = { 0 };
	struct check_rights rights;
	struct why why;
	int rc, status = EXIT_SUCCESS;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	rc = check_rights_open(&rights, arguments.config, arguments.host, found_before, &status,
			       &why);
	if (!rc && rights.config.host_dtb[0])
		rc = check_machine_open(&machine, rights.config.host_dtb, &why);
	if (rc)
		status = command_fail(argv[0], &why);
	else if (check_all(&arguments, &rights, &machine))
		status = EXIT_FAILURE;
	check_machine_close(&machine);
	check_rights_close(&rights);
	return status;
}
