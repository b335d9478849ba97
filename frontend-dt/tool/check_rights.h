/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check_rights.h - whether guests would get the SCMI resources that their devices need
 *
 * Rights are worked out by the daemon's own code, from its configuration and policy files. What the
 * firmware has is not known: a resource that it lacks is not found here, nor is one that a tree has
 * a name for. Nor is what was granted or revoked since the policy files were loaded.
 */
#ifndef XEN_SCMI_FRONTEND_DT_TOOL_CHECK_RIGHTS_H
#define XEN_SCMI_FRONTEND_DT_TOOL_CHECK_RIGHTS_H

#include "daemon/config.h"
#include "daemon/machine.h"
#include "daemon/policy_file.h"

struct check_rights {
	struct config config;
	struct machine machine;
	struct policy policy; /* of the channel that guests share */
	struct policy_file *files;
	int file_count;
};

/* A guest whose tree has been read. It stays where it is until check_rights_close(). */
struct check_guest {
	struct policy *policy; /* that it is an agent of */
	struct policy own;     /* the same, if it has a channel of its own */
	struct policy_agent agent;
	struct policy_holds holds; /* nothing */
	struct devices devices;
};

/**
 * check_rights_open() - read configuration, policy files and, where it is named, the machine's tree
 * @config: the daemon's configuration file; NULL: its usual one, if there is one
 * @host:   the machine's tree; NULL: what the configuration says
 * @found:  called with a line for each policy file that is skipped
 *
 * Return: 0; a negative errno with the reason. check_rights_close() is for either case.
 */
int check_rights_open(struct check_rights *rights, const char *config, const char *host,
		      void (*found)(void *context, const struct why *why), void *context,
		      struct why *why);
void check_rights_close(struct check_rights *rights);

/**
 * check_rights_add() - a guest is there, after those that were added before it
 * @guest: its devices are known
 * @name:  of the domain
 * @found: called with a line for each resource that it would not get, and how to mend that
 */
void check_rights_add(struct check_rights *rights, struct check_guest *guest, const char *name,
		      void (*found)(void *context, const struct why *why), void *context);

/** check_rights_remove() - forget a guest, and what it has */
void check_rights_remove(struct check_guest *guest);

#endif
