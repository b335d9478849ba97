// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * region.c - `reg`, translated through `ranges`
 */
#include "region.h"

#include <errno.h>
#include <libfdt.h>
#include <stddef.h>
#include <string.h>

#include "tree.h"

/* Deeper nodes have no region for us: each level costs a look at the whole tree. */
#define DEPTH_MAX 8

/** cells() - a number of one or two cells; false where it is wider */
static bool cells(const fdt32_t *cell, int count, uint64_t *value)
{
	*value = 0;
	if (count < 0 || count > 2)
		return false;
	for (int i = 0; i < count; i++)
		*value = *value << 32 | fdt32_ld(&cell[i]);
	return true;
}

/** through_ranges() - an address on the bus @bus, as @bus's own parent addresses it */
static int through_ranges(const void *fdt, int bus, int parent, uint64_t size, uint64_t *address)
{
	int child_cells = fdt_address_cells(fdt, bus);
	int size_cells = fdt_size_cells(fdt, bus);
	int parent_cells = fdt_address_cells(fdt, parent);
	int length, entry;
	const fdt32_t *ranges = fdt_getprop(fdt, bus, "ranges", &length);

	if (!ranges)
		return -ENXIO;
	if (!length)
		return 0;
	if (child_cells < 0 || size_cells < 0 || parent_cells < 0)
		return -EINVAL;
	entry = child_cells + parent_cells + size_cells;
	if (!entry || length % (entry * (int)sizeof(fdt32_t)))
		return -EINVAL;
	for (int left = length / (int)sizeof(fdt32_t); left; left -= entry, ranges += entry) {
		uint64_t from, to, span;

		if (!cells(ranges, child_cells, &from) ||
		    !cells(ranges + child_cells, parent_cells, &to) ||
		    !cells(ranges + child_cells + parent_cells, size_cells, &span))
			return -EINVAL;
		if (*address < from || *address - from >= span || span - (*address - from) < size)
			continue;
		*address = *address - from + to;
		return 0;
	}
	return -ENXIO;
}

bool region_pages(const struct region *region, struct region *pages)
{
	const uint64_t within = REGION_PAGE - 1;

	pages->address = region->address & ~within;
	pages->size = region->address + region->size - pages->address;
	if (pages->size > UINT64_MAX - within)
		return false;
	pages->size = (pages->size + within) & ~within;
	return pages->address <= UINT64_MAX - pages->size;
}

int region_translate(const void *fdt, int bus, uint64_t size, uint64_t *address)
{
	while (bus > 0) {
		int parent = fdt_parent_offset(fdt, bus);
		int rc = through_ranges(fdt, bus, parent, size, address);

		if (rc)
			return rc;
		bus = parent;
	}
	return *address + size < *address ? -EINVAL : 0;
}

int region_get(const void *fdt, int node, unsigned int index, struct region *region)
{
	int bus = fdt_node_depth(fdt, node) <= DEPTH_MAX ? fdt_parent_offset(fdt, node) : -1;
	int address_cells, size_cells, entry, length;
	const fdt32_t *reg = fdt_getprop(fdt, node, "reg", &length);

	if (bus < 0 || !reg)
		return -ENOENT;
	address_cells = fdt_address_cells(fdt, bus);
	size_cells = fdt_size_cells(fdt, bus);
	if (address_cells < 0 || size_cells < 0)
		return -EINVAL;
	if (!size_cells)
		return -ENXIO; /* a bus of numbered things, not of memory */
	entry = (address_cells + size_cells) * (int)sizeof(fdt32_t);
	if (length % entry)
		return -EINVAL;
	if (index >= (unsigned int)(length / entry))
		return -ENOENT;
	reg += index * (unsigned int)(address_cells + size_cells);
	if (!cells(reg, address_cells, &region->address) ||
	    !cells(reg + address_cells, size_cells, &region->size))
		return -EINVAL;
	return region_translate(fdt, bus, region->size, &region->address);
}

int region_first(const void *fdt, int node, struct region *region, struct why *why)
{
	char path[TREE_PATH_MAX];
	int rc = region_get(fdt, node, 0, region);

	if (!rc)
		return 0;
	tree_path(fdt, node, path);
	if (rc == -ENOENT)
		return why_not(why, -EINVAL, "%s: no reg, expected one, at most %d levels deep",
			       path, DEPTH_MAX);
	if (rc == -ENXIO)
		return why_not(why, -EINVAL,
			       "%s: reg is not in the CPU's view, expected ranges up to the root "
			       "that have it",
			       path);
	return why_not(why, -EINVAL, "%s: reg, or ranges on the way to the root, is malformed",
		       path);
}

/** is_within() - whether a node is another one, or on a bus below it */
static bool is_within(const void *fdt, int node, int other)
{
	while (node > other)
		node = fdt_parent_offset(fdt, node);
	return node == other;
}

int region_owner(const void *fdt, const struct region *region, int except)
{
	for (int node = fdt_next_node(fdt, -1, NULL); node >= 0;
	     node = fdt_next_node(fdt, node, NULL)) {
		struct region other;

		for (unsigned int i = 0; !region_get(fdt, node, i, &other); i++)
			if (region_overlap(region, &other) && !is_within(fdt, except, node))
				return node;
	}
	return -FDT_ERR_NOTFOUND;
}
