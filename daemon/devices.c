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
	struct why *why;
	int node;	       /* whose references come; -1: none yet */
	struct device *device; /* NULL: it is none of ours */
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
		for (int resource = 0; resource < SCMI_RESOURCES; resource++)
			rights_clear(&devices->device[i].needs[resource]);
		free(devices->device[i].path);
	}
	free(devices->device);
	*devices = (struct devices){ 0 };
}

/** is_ours() - whether a node is one of the domain's devices: all above it counts, too */
static bool is_ours(const struct reading *reading, int node)
{
	for (; node >= 0; node = fdt_parent_offset(reading->fdt, node))
		if (!tree_is_enabled(reading->fdt, node) ||
		    (reading->of == DEVICES_OF_MACHINE &&
		     fdt_getprop(reading->fdt, node, "xen,passthrough", NULL)))
			return false;
	return true;
}

static int begin_device(struct reading *reading, int node)
{
	char own[DEVICES_PATH_MAX];
	int length = 0;
	const char *path = fdt_getprop(reading->fdt, node, "xen,path", &length);

	reading->node = node;
	reading->device = NULL;
	if (!is_ours(reading, node))
		return 0;
	if (!path || length < 2 || length > (int)sizeof(own) || path[length - 1] || path[0] != '/')
		path = fdt_get_path(reading->fdt, node, own, sizeof(own)) ? "/..." : own;
	reading->device = devices_add(reading->devices, path);
	if (!reading->device)
		return why_not(reading->why, -errno, "%s: %s", path, strerror(errno));
	return 0;
}

static int on_reference(void *context, const struct reference *reference)
{
	struct reading *reading = context;
	int rc = 0;

	if (reference_is_by_name(reference))
		return 0;
	if (reference->node != reading->node)
		rc = begin_device(reading, reference->node);
	if (!rc && reading->device &&
	    rights_set(&reading->device->needs[reference->resource], reference->id, RIGHT_WHOLE))
		rc = why_not(reading->why, -ENOMEM, "%s: out of memory", reading->device->path);
	return rc;
}

int devices_read(struct devices *devices, const void *fdt, enum devices_of of, struct why *why)
{
	struct reading reading = { devices, fdt, of, why, -1, NULL };

	return references_read_all(fdt, on_reference, &reading, why);
}

const char *devices_user(const struct devices *devices, enum scmi_resource resource, uint32_t id)
{
	for (uint32_t i = 0; i < devices->count; i++)
		if (rights_to(&devices->device[i].needs[resource], id) != RIGHT_NONE)
			return devices->device[i].path;
	return NULL;
}

int devices_all(const struct devices *devices, enum scmi_resource resource, enum right right,
		struct rights *rights)
{
	int rc = 0;

	for (uint32_t i = 0; i < devices->count; i++)
		rights_for_each (id, &devices->device[i].needs[resource])
			if (!rc)
				rc = rights_set(rights, id, right);
	return rc;
}
