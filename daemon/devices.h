/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * devices.h - the devices of a domain, and which SCMI resources each of them needs
 *
 * A device is a node of a tree that refers to SCMI resources; one that refers to none needs none.
 */
#ifndef XEN_SCMI_DAEMON_DEVICES_H
#define XEN_SCMI_DAEMON_DEVICES_H

#include "policy/rights.h"
#include "proto/why.h"

/* More of them are no real tree's. */
#define DEVICES_MAX	 1024u
#define DEVICES_PATH_MAX 256u

struct device {
	char *path;
	struct rights needs[SCMI_RESOURCES]; /* RIGHT_WHOLE to each */
};

/* Zero-initialised there are none. */
struct devices {
	struct device *device;
	uint32_t count;
};

enum devices_of {
	DEVICES_OF_GUEST,   /* all of its tree's, but those that are disabled */
	DEVICES_OF_MACHINE, /* nor those that are left to guests, with `xen,passthrough` */
};

/**
 * devices_read() - find the devices of a tree
 * @fdt: a tree that tree_check() accepted, whole: SCMI's own nodes are where they belong
 *
 * A device is called by the path that it has on the machine: `xen,path` where it is given, else
 * that of the node. Pins are left out: a tree has names for them, and the firmware ids.
 *
 * Return: 0; a negative errno with the reason in @why. What was found up to there is in @devices.
 */
int devices_read(struct devices *devices, const void *fdt, enum devices_of of, struct why *why);

/** devices_add() - one more, that needs nothing yet; NULL with errno: there are too many */
struct device *devices_add(struct devices *devices, const char *path);
void devices_free(struct devices *devices);

/** devices_user() - the path of the first device that needs a resource; NULL: none does */
const char *devices_user(const struct devices *devices, enum scmi_resource resource, uint32_t id);

/** devices_all() - add what all devices need of a kind to @rights, each with @right; 0 or -ENOMEM
 */
int devices_all(const struct devices *devices, enum scmi_resource resource, enum right right,
		struct rights *rights);

#endif
