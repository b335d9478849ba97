// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * guest_maker.c - devices first, then what they refer to, then SCMI
 */
#include "guest_maker.h"

#include <errno.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "maker.h"
#include "tree.h"

/* What a guest's tree has that the machine's does not. */
#define MORE_ROOM 65536

int maker_add(struct maker *maker, struct guest_maker_nodes *nodes, int node)
{
	char path[TREE_PATH_MAX];

	for (size_t i = 0; i < nodes->count; i++)
		if (nodes->node[i] == node)
			return 0;
	if (nodes->count == GUEST_MAKER_MAX)
		return why_not(maker->why, -EINVAL, "%s is one node too many, expected at most %d",
			       tree_path(maker->host, node, path), GUEST_MAKER_MAX);
	nodes->node[nodes->count++] = node;
	return 0;
}

bool maker_has(const struct maker *maker, int node)
{
	for (size_t i = 0; i < maker->devices->count; i++) {
		int device = maker->devices->node[i];

		if (node < device || node >= maker->ends[i])
			continue;
		while (node > device && tree_is_enabled(maker->host, node))
			node = fdt_parent_offset(maker->host, node);
		return node == device;
	}
	return false;
}

int maker_refuse(const struct maker *maker, int node, const char *property, int provider,
		 const char *expected)
{
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];

	return why_not(maker->why, -EINVAL, "%s: %s refers to %s, expected %s",
		       tree_path(maker->host, node, path), property,
		       tree_path(maker->host, provider, other), expected);
}

int maker_done(const struct maker *maker, int error)
{
	if (error >= 0)
		return 0;
	return why_not(maker->why, -EINVAL, "the guest's tree cannot be written: %s",
		       fdt_strerror(error));
}

/** check_device() - whether a node can have a driver in a guest: not SCMI's, nor a CPU */
static int check_device(const struct maker *maker, int node, enum provider_kind kind)
{
	char path[TREE_PATH_MAX];

	if (!node || kind != PROVIDER_OTHER || tree_is_type(maker->host, node, "cpu"))
		return why_not(maker->why, -EINVAL, "%s: is no device",
			       tree_path(maker->host, node, path));
	if (!fdt_getprop(maker->host, node, "compatible", NULL))
		return why_not(maker->why, -EINVAL,
			       "%s: has no compatible, expected a device that has a driver",
			       tree_path(maker->host, node, path));
	return 0;
}

/** check_devices() - all are devices; no node twice, none within another one */
static int check_devices(struct maker *maker)
{
	const struct guest_maker_nodes *devices = maker->devices;
	struct provider_walk walk = PROVIDER_WALK_START;
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];
	int depth = 0, rc = 0;

	for (int node = 0; !rc && node >= 0 && depth >= 0;
	     node = fdt_next_node(maker->host, node, &depth)) {
		rc = provider_walk_enter(&walk, maker->host, node, depth, maker->why);
		for (size_t i = 0; !rc && i < devices->count; i++)
			if (devices->node[i] == node)
				rc = check_device(maker, node, walk.at.kind);
	}
	for (size_t i = 0; i < devices->count; i++)
		maker->ends[i] = tree_end(maker->host, devices->node[i]);
	for (size_t i = 0; !rc && i < devices->count; i++)
		for (size_t j = 0; !rc && j < devices->count; j++)
			if (i != j && devices->node[i] >= devices->node[j] &&
			    devices->node[i] < maker->ends[j])
				rc = why_not(
					maker->why, -EINVAL,
					"%s: is already there with %s, expected each device once",
					tree_path(maker->host, devices->node[i], path),
					tree_path(maker->host, devices->node[j], other));
	return rc;
}

/** begin() - the root and /passthrough, as xl wants them */
static int begin(void *fdt, size_t room)
{
	int rc = fdt_create(fdt, (int)room);

	if (!rc)
		rc = fdt_finish_reservemap(fdt);
	for (int level = 0; !rc && level < 2; level++) {
		rc = fdt_begin_node(fdt, level ? "passthrough" : "");
		if (!rc && level)
			rc = fdt_property_string(fdt, "compatible", "simple-bus");
		if (!rc && level)
			rc = fdt_property(fdt, "ranges", NULL, 0);
		if (!rc)
			rc = fdt_property_u32(fdt, "#address-cells", 2);
		if (!rc)
			rc = fdt_property_u32(fdt, "#size-cells", 2);
	}
	return rc;
}

static int end(void *fdt)
{
	int rc = fdt_end_node(fdt);

	if (!rc)
		rc = fdt_end_node(fdt);
	if (!rc)
		rc = fdt_finish(fdt);
	return rc ? rc : fdt_pack(fdt);
}

static int write_all(struct maker *maker, size_t room)
{
	int rc = maker_done(maker, begin(maker->made->fdt, room));

	for (size_t i = 0; !rc && i < maker->devices->count; i++)
		rc = maker_copy_top(maker, maker->devices->node[i], true);
	/* A companion may bring another one. */
	for (size_t i = 0; !rc && i < maker->companions.count; i++)
		rc = maker_copy_top(maker, maker->companions.node[i], false);
	if (!rc)
		rc = maker_write_scmi(maker);
	return rc ? rc : maker_done(maker, end(maker->made->fdt));
}

static int compare_irqs(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

static int compare_pages(const void *left, const void *right)
{
	const struct guest_pages *a = left, *b = right;

	if (a->guest - a->machine.address != b->guest - b->machine.address)
		return a->guest - a->machine.address < b->guest - b->machine.address ? -1 : 1;
	return a->machine.address < b->machine.address ? -1 :
							 a->machine.address > b->machine.address;
}

/** touch() - whether pages continue others, or are among them, both on the machine and in the guest
 */
static bool touch(const struct guest_pages *last, const struct guest_pages *next)
{
	return next->guest - next->machine.address == last->guest - last->machine.address &&
		next->machine.address <= last->machine.address + last->machine.size;
}

/** tidy() - in order, what is not moved first, and pages that touch or overlap in one */
static void tidy(struct guest_made *made)
{
	size_t count = 0;

	qsort(made->irqs, made->irq_count, sizeof(made->irqs[0]), compare_irqs);
	qsort(made->iomem, made->iomem_count, sizeof(made->iomem[0]), compare_pages);
	for (size_t i = 0; i < made->iomem_count; i++) {
		const struct guest_pages *next = &made->iomem[i];
		struct guest_pages *last = count ? &made->iomem[count - 1] : NULL;
		uint64_t end = next->machine.address + next->machine.size;

		if (!last || !touch(last, next))
			made->iomem[count++] = *next;
		else if (end > last->machine.address + last->machine.size)
			last->machine.size = end - last->machine.address;
	}
	made->iomem_count = count;
}

int guest_make(const void *host, const struct guest_maker_nodes *devices, bool force,
	       struct guest_made *made, struct why *why)
{
	struct maker maker = {
		.host = host,
		.devices = devices,
		.force = force,
		.scmi = -1,
		.made = made,
		.why = why,
	};
	size_t room = 2 * (size_t)fdt_totalsize(host) + MORE_ROOM;
	int rc = providers_read(&maker.providers, host, why);

	*made = (struct guest_made){ 0 };
	if (rc)
		return rc;
	rc = check_devices(&maker);
	if (!rc) {
		made->fdt = calloc(1, room);
		rc = made->fdt ? write_all(&maker, room) : why_not(why, -ENOMEM, "no memory");
	}
	tidy(made);
	providers_free(&maker.providers);
	if (rc) {
		free(made->fdt);
		made->fdt = NULL;
	}
	return rc;
}
