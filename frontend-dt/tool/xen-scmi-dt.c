// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * xen-scmi-dt.c - a tool for device trees with SCMI in them; each subcommand has a file
 */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

const char *argp_program_version = "xen-scmi-dt " VERSION;

static const struct command {
	char name[32]; /* as the program's own name in usage and errors */
	const char *word;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "xen-scmi-dt channel", "channel", command_channel },
	{ "xen-scmi-dt check", "check", command_check },
	{ "xen-scmi-dt guest", "guest", command_guest },
	{ "xen-scmi-dt resources", "resources", command_resources },
};

/** struct selection - the subcommand, and where its arguments begin */
struct selection {
	const struct command *command;
	int at;
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct selection *selection = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
			if (!strcmp(value, commands[i].word))
				selection->command = &commands[i];
		if (!selection->command)
			argp_error(state, "\"%s\" is no command", value);
		selection->at = state->next - 1;
		state->next = state->argc; /* the rest is the subcommand's */
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "a command is missing"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.parser = take_option,
	.args_doc = "COMMAND ...",
	.doc = "Device trees of machines and guests with SCMI.\v"
	       "Commands:\n"
	       "  channel TREE               how the daemon can reach a machine's firmware\n"
	       "  check GUEST...             find what would fail with a guest's xl configuration\n"
	       "  guest ...                  make a guest's tree from the machine's\n"
	       "  resources TREE [NODE...]   which SCMI resources the nodes of a tree refer to\n"
	       "\n"
	       "COMMAND --help tells more of each.",
};

int main(int argc, char **argv)
{
	struct selection selection = { 0 };
	char name[sizeof(selection.command->name)];

	argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &selection);
	if (!selection.command)
		return EXIT_FAILURE;
	strcpy(name, selection.command->name);
	argv[selection.at] = name;
	return selection.command->run(argc - selection.at, argv + selection.at);
}
