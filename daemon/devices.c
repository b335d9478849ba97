// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * devices.c - from the references of nodes to what devices need
 */
#include "devices.h"

#include <errno.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "frontend-dt/references.h"
#include "frontend-dt/tree.h"

struct reading {
	struct devices *devices;
	const void *fdt;
	enum devices_of of;
	void (*wrong)(void *context, const struct why *why); /* NULL: it ends the reading */
	void *context;					     /* for it */
	struct why *why;
	int behind; /* end of the last node that is none of ours, and of what is below it */
	int node;   /* whose references come; -1: none yet */
	struct device *device; /* of that node */
};

struct device *devices_add(struct devices *devices, const char *path)
{
	struct device *more;

	if (devices->count == DEVICES_MAX) {
		errno = E2BIG;
		return NULL;
	}
	more = realloc(devices->device, (devices->count + 1) * sizeof(*more));
	if (!more)
		return NULL;
	devices->device = more;
	more += devices->count;
	*more = (struct device){ .path = strdup(path) };
	if (!more->path)
		return NULL;
	devices->count++;
	return more;
}

void devices_free(struct devices *devices)
{
	for (uint32_t i = 0; i < devices->count; i++) {
		struct device *device = &devices->device[i];

		for (int resource = 0; resource < SCMI_RESOURCES; resource++)
			rights_clear(&device->needs[resource]);
		for (uint32_t name = 0; name < device->names; name++)
			free(device->name[name].text);
		free(device->name);
		free(device->path);
	}
	free(devices->device);
	*devices = (struct devices){ 0 };
}

int device_add_name(struct device *device, enum scmi_resource resource, const char *text,
		    enum right right)
{
	struct device_name *more;

	for (uint32_t i = 0; i < device->names; i++) {
		struct device_name *name = &device->name[i];

		if (name->resource != resource || strcmp(name->text, text) != 0)
			continue;
		if (name->right < right)
			name->right = right;
		return 0;
	}
	if (device->names == DEVICE_NAMES_MAX)
		return -E2BIG;
	more = reallocarray(device->name, device->names + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	device->name = more;
	more += device->names;
	*more = (struct device_name){ .resource = resource, .text = strdup(text), .right = right };
	if (!more->text)
		return -ENOMEM;
	device->names++;
	return 0;
}

bool devices_have_names(const struct devices *devices)
{
	for (uint32_t i = 0; i < devices->count; i++)
		if (devices->device[i].names)
			return true;
	return false;
}

/** need() - a device needs this right at least; Return: as rights_set() */
static int need(struct device *device, enum scmi_resource resource, uint32_t id, enum right right)
{
	struct rights *needs = &device->needs[resource];

	return rights_to(needs, id) < right ? rights_set(needs, id, right) : 0;
}

/** resolve() - Return: 0; -ENOENT where there is no such name; -ENOMEM */
static int resolve(struct device *device, const struct device_name *name, const struct names *names)
{
	uint32_t id = names_find(names, name->resource, name->text);
	const struct name *found;
	int rc;

	if (id == RIGHTS_IDS)
		return -ENOENT;
	found = &names->of[name->resource][id];
	rc = need(device, name->resource, id, name->right);
	for (uint32_t i = 0; !rc && i < found->pin_count; i++)
		rc = need(device, SCMI_RESOURCE_PIN, found->pins[i], name->right);
	return rc;
}

int devices_resolve(struct devices *devices, const struct names *names,
		    void (*missing)(void *context, const struct device *device,
				    const struct device_name *name),
		    void *context)
{
	if (!names->pins_known)
		return 0;
	for (uint32_t i = 0; i < devices->count; i++) {
		struct device *device = &devices->device[i];

		for (uint32_t j = 0; j < device->names; j++) {
			struct device_name *name = &device->name[j];
			bool was_missing = name->is_missing;
			int rc = resolve(device, name, names);

			if (rc == -ENOMEM)
				return rc;
			name->is_missing = rc;
			if (rc && !was_missing)
				missing(context, device, name);
		}
	}
	return 0;
}

/** is_ours() - whether a node is one of the domain's devices: all above it counts, too */
static bool is_ours(void *context, int node)
{
	struct reading *reading = context;

	if (node < reading->behind)
		return false;
	if (tree_is_enabled(reading->fdt, node) &&
	    (reading->of == DEVICES_OF_GUEST ||
	     !fdt_getprop(reading->fdt, node, "xen,passthrough", NULL)))
		return true;
	reading->behind = tree_end(reading->fdt, node);
	return false;
}

static void on_wrong(void *context, const struct why *why)
{
	const struct reading *reading = context;

	reading->wrong(reading->context, why);
}

static int begin_device(struct reading *reading, int node)
{
	char own[DEVICES_PATH_MAX];
	int length = 0;
	const char *path = fdt_getprop(reading->fdt, node, "xen,path", &length);

	reading->node = node;
	if (!path || length < 2 || length > (int)sizeof(own) || path[length - 1] || path[0] != '/')
		path = fdt_get_path(reading->fdt, node, own, sizeof(own)) ? "/..." : own;
	reading->device = devices_add(reading->devices, path);
	if (!reading->device)
		return why_not(reading->why, -errno, "%s: %s", path, strerror(errno));
	return 0;
}

/**
 * right_for() - the right that a device needs to what it refers to
 *
 * Dom0's devices change what can be shared, whatever they say: so it stays on, and a guest has it
 * shared or not at all. Other things that they only read are left to guests.
 */
static enum right right_for(const struct reading *reading, const struct reference *reference)
{
	if (!reference->only_read ||
	    (reading->of == DEVICES_OF_MACHINE && rights_can_be_shared(reference->resource)))
		return RIGHT_WHOLE;
	return RIGHT_READ;
}

static int on_reference(void *context, const struct reference *reference)
{
	struct reading *reading = context;
	enum right right = right_for(reading, reference);
	int rc = 0;

	if (reference->node != reading->node)
		rc = begin_device(reading, reference->node);
	if (rc)
		return rc;
	rc = reference->name ?
		device_add_name(reading->device, reference->resource, reference->name, right) :
		need(reading->device, reference->resource, reference->id, right);
	return rc ? why_not(reading->why, rc, "%s: %s", reading->device->path, strerror(-rc)) : 0;
}

/** read_tree() - find the devices of a tree; who reads has said which, and where they go */
static int read_tree(struct reading *reading)
{
	const struct references_reader reader = {
		.context = reading,
		.found = on_reference,
		.wants = is_ours,
		.wrong = reading->wrong ? on_wrong : NULL,
	};

	reading->node = -1;
	return references_read_all(reading->fdt, &reader, reading->why);
}

int devices_read(struct devices *devices, const void *fdt, enum devices_of of, struct why *why)
{
	struct reading reading = { .devices = devices, .fdt = fdt, .of = of, .why = why };

	return read_tree(&reading);
}

int devices_read_guest(struct devices *devices, const void *fdt,
		       void (*wrong)(void *context, const struct why *why), void *context,
		       struct why *why)
{
	struct reading reading = {
		.devices = devices,
		.fdt = fdt,
		.of = DEVICES_OF_GUEST,
		.wrong = wrong,
		.context = context,
		.why = why,
	};

	return read_tree(&reading);
}

const char *devices_user(const struct devices *devices, enum scmi_resource resource, uint32_t id)
{
	const char *reader = NULL;

	for (uint32_t i = 0; i < devices->count; i++) {
		const struct device *device = &devices->device[i];
		enum right right = rights_to(&device->needs[resource], id);

		if (right > RIGHT_READ)
			return device->path;
		if (right == RIGHT_READ && !reader)
			reader = device->path;
	}
	return reader;
}

int devices_all(const struct devices *devices, enum scmi_resource resource, enum right right,
		struct rights *rights)
{
	int rc = 0;

	for (uint32_t i = 0; i < devices->count; i++) {
		const struct rights *needs = &devices->device[i].needs[resource];

		rights_for_each (id, needs) {
			enum right needed = rights_to(needs, id);

			if (needed > right)
				needed = right;
			if (!rc && rights_to(rights, id) < needed)
				rc = rights_set(rights, id, needed);
		}
	}
	return rc;
}
