/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command.h - what the subcommands of xen-scmi-dt share
 */
#ifndef XEN_SCMI_FRONTEND_DT_TOOL_COMMAND_H
#define XEN_SCMI_FRONTEND_DT_TOOL_COMMAND_H

#include <stddef.h>

#include "proto/why.h"

/*
 * A subcommand. Its first argument is its name. Wrong arguments end the program.
 *
 * Return: an exit status.
 */
int command_channel(int argc, char **argv);
int command_check(int argc, char **argv);
int command_guest(int argc, char **argv);
int command_resources(int argc, char **argv);

/**
 * command_read() - all of a file, to be freed
 *
 * Return: 0; a negative errno with the reason.
 */
int command_read(const char *name, void **bytes, size_t *size, struct why *why);

/** struct tree_file - a device tree that was read from a file, and is whole */
struct tree_file {
	const char *name;
	void *fdt;
	size_t size;
};

/**
 * tree_file_read() - read a tree, and check it
 *
 * Return: 0; a negative errno with the reason.
 */
int tree_file_read(struct tree_file *file, const char *name, struct why *why);
void tree_file_free(struct tree_file *file);

/**
 * tree_file_node() - a node's offset by its path
 *
 * Return: it; -ENOENT with the reason.
 */
int tree_file_node(const struct tree_file *file, const char *path, struct why *why);

/** command_fail() - print the reason; Return: EXIT_FAILURE */
int command_fail(const char *command, const struct why *why);

#endif
