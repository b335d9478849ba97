/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - what the parts of `check` share
 *
 * command_check.c has the whole. check_lists.c looks at what one guest alone can have,
 * check_machine.c at the machine's tree, check_scmi.c at what the daemon would do, which
 * check_rights.c is for.
 */
#ifndef XEN_SCMI_FRONTEND_DT_TOOL_CHECK_H
#define XEN_SCMI_FRONTEND_DT_TOOL_CHECK_H

#include "check_rights.h"
#include "command.h"
#include "frontend-dt/providers.h"
#include "xl_config.h"

/** struct check - a guest that is being checked, and how much was found */
struct check {
	const char *file;
	struct xl_config config;
	struct check_guest rights;
	unsigned int found;
};

/** check_found() - print what is wrong with a guest; @check: a struct check */
void check_found(void *check, const struct why *why);

/** check_lists() - what one guest alone can have, and once; @before: the first of those before it
 */
void check_lists(struct check *check, const struct check *before);

/** struct check_machine - the machine's tree; zero-initialised there is none */
struct check_machine {
	struct tree_file file;
	struct providers providers;
};

/** check_machine_open() - read it; Return: 0; a negative errno with the reason */
int check_machine_open(struct check_machine *machine, const char *file, struct why *why);
void check_machine_close(struct check_machine *machine);

/** check_dtdev() - each names a device of the machine that an IOMMU can hold back */
void check_dtdev(struct check *check, const struct check_machine *machine);

/** check_origins() - a guest's devices beside those of the machine's tree that they are */
void check_origins(struct check *check, const struct check_machine *machine, const void *fdt);

/**
 * check_scmi_complete() - do with a guest's tree what the daemon does
 *
 * Return: false where it has nothing to do with SCMI.
 */
bool check_scmi_complete(struct check *check, const struct config *config, void *fdt, size_t size);

/** check_scmi() - whether the daemon would serve a guest, and what that would get */
void check_scmi(struct check *check, struct check_rights *rights, const void *fdt);

#endif
