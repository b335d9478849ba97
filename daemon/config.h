/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.h - /etc/xen/scmid.conf
 */
#ifndef XEN_SCMI_DAEMON_CONFIG_H
#define XEN_SCMI_DAEMON_CONFIG_H

#include <stdint.h>

#include "daemon/log.h"
#include "daemon/policy_file.h"
#include "frontend-dt/guest_tree.h"
#include "proto/why.h"

#define CONFIG_DEFAULT_FILE "/etc/xen/scmid.conf"

/* What a guest may use. */
enum config_policy {
	CONFIG_POLICY_DERIVE,	/* what its devices need, if no policy is written for it */
	CONFIG_POLICY_EXPLICIT, /* what a policy says that is written for it, and nothing else */
};

/**
 * struct config_channel - a way to the firmware
 * @guest:          that has it for itself; "": all that have none for themselves
 * @restrict_agent: the agent that it is, to be given the devices of its guests; 0: it has its own
 */
struct config_channel {
	struct config_channel *next;
	char guest[POLICY_NAME_MAX + 1];
	char address[256]; /* "SCHEME:ADDRESS" */
	uint32_t restrict_agent;
};

struct config {
	struct config_channel channel;	     /* and those of single guests behind it */
	uint32_t timeout_ms;		     /* of a call to the firmware, queueing included */
	struct guest_tree_defaults defaults; /* for trees that leave them open */
	char policy_dir[256];		     /* policy files that are loaded at start */
	enum config_policy policy;
	char host_dtb[256]; /* the machine's device tree; "": none */
	enum log_level log_level;
	enum log_target log_target;
};

/* What holds where nothing is said; it names no channel. */
extern const struct config config_defaults;

/**
 * config_read() - read a configuration file
 *
 * Return: 0; a negative errno, with file, key, value and what was expected in @why, where the file
 * cannot be read, has an unknown key or a bad value, or does not name a channel; there is nothing
 * to free then.
 */
int config_read(struct config *config, const char *file, struct why *why);

/** config_free() - give memory back */
void config_free(struct config *config);

#endif
