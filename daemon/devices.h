/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * devices.h - the devices of a domain, and which SCMI resources each of them needs
 *
 * A device is a node of a tree that refers to SCMI resources; one that refers to none needs none.
 */
#ifndef XEN_SCMI_DAEMON_DEVICES_H
#define XEN_SCMI_DAEMON_DEVICES_H

#include "daemon/names.h"
#include "policy/rights.h"
#include "proto/why.h"

/* More of them are no real tree's. */
#define DEVICES_MAX	 1024u
#define DEVICES_PATH_MAX 256u
#define DEVICE_NAMES_MAX 1024u

/**
 * struct device_name - a resource that a device needs, by the firmware's name
 * @right:      that it needs at least
 * @is_missing: the firmware has said all names that there are, and it is none of them
 */
struct device_name {
	enum scmi_resource resource;
	char *text;
	enum right right;
	bool is_missing;
};

struct device {
	char *path;
	struct rights needs[SCMI_RESOURCES]; /* RIGHT_WHOLE to what it changes, else RIGHT_READ */
	struct device_name *name;
	uint32_t names;
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
 * devices_read() - find the devices of a tree; disabled ones are not looked at
 * @fdt: a tree that tree_check() accepted, whole: SCMI's own nodes are where they belong
 *
 * A device is called by the path that it has on the machine: `xen,path` where it is given, else
 * that of the node. What a tree has names for, it needs as soon as devices_resolve() has found it.
 *
 * Return: 0; a negative errno with the reason in @why. What was found up to there is in @devices.
 */
int devices_read(struct devices *devices, const void *fdt, enum devices_of of, struct why *why);

/**
 * devices_read_guest() - the same with DEVICES_OF_GUEST, whatever is wrong with some of them
 * @wrong: called with the reason for each device that refers to something wrong, and does not need
 *         all that it would
 */
int devices_read_guest(struct devices *devices, const void *fdt,
		       void (*wrong)(void *context, const struct why *why), void *context,
		       struct why *why);

/** devices_add() - one more, that needs nothing yet; NULL with errno: there are too many */
struct device *devices_add(struct devices *devices, const char *path);
void devices_free(struct devices *devices);

/** device_add_name() - one more name of a device's; 0, -E2BIG, or -ENOMEM */
int device_add_name(struct device *device, enum scmi_resource resource, const char *text,
		    enum right right);

/** devices_have_names() - whether any device has a name for what it needs */
bool devices_have_names(const struct devices *devices);

/**
 * devices_resolve() - have devices need what the firmware has by the names that they have
 *
 * @missing: called for each name that is found not to be the firmware's
 *
 * Linux requests each pin of a group that it uses: so with a group a device needs its pins, with
 * the same right. What it needs by names that were others before, it keeps.
 *
 * Return: 0 or -ENOMEM.
 */
int devices_resolve(struct devices *devices, const struct names *names,
		    void (*missing)(void *context, const struct device *device,
				    const struct device_name *name),
		    void *context);

/**
 * devices_user() - the path of the first device that changes a resource
 *
 * Return: NULL where none needs it; the first one that reads it where none changes it.
 */
const char *devices_user(const struct devices *devices, enum scmi_resource resource, uint32_t id);

/**
 * devices_all() - add what all devices need of a kind to @rights, each with @right at the most
 *
 * Return: 0 or -ENOMEM.
 */
int devices_all(const struct devices *devices, enum scmi_resource resource, enum right right,
		struct rights *rights);

#endif
