// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * maker_place.c - a guest's addresses of what it is given
 *
 * Xen has a guest's memory at fixed addresses, where many a machine has devices. Those are given to
 * the guest elsewhere.
 */
#include "maker.h"

#include <errno.h>
#include <inttypes.h>

#include "tree.h"
#include "xl_tree.h"

/* Free in Xen's layout of a guest, by xen/arch-arm.h: behind PCI's memory, and before the RAM. */
static const struct region spaces[] = {
	{ 0x3a000000, 0x06000000 },
	{ 0x33000000, 0x05000000 },
	{ 0x04100000, 0x0bf00000 },
};

/** taken_until() - the end of what the guest has in a region; 0: nothing */
static uint64_t taken_until(const struct maker *maker, const struct region *region)
{
	const struct guest_made *made = maker->made;

	for (size_t i = 0; i < made->iomem_count; i++) {
		const struct region there = { made->iomem[i].guest, made->iomem[i].machine.size };

		if (region_overlap(region, &there))
			return there.address + there.size;
	}
	for (size_t i = 0; i < maker->move_count; i++) {
		const struct region there = { maker->moves[i].guest, maker->moves[i].machine.size };

		if (region_overlap(region, &there))
			return there.address + there.size;
	}
	return 0;
}

/** find_space() - a place for so many bytes; 0: none */
static uint64_t find_space(const struct maker *maker, uint64_t size)
{
	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
		struct region at = { spaces[i].address, size };
		uint64_t end = 0;

		while (size <= spaces[i].size && region_contains(&spaces[i], &at) &&
		       (end = taken_until(maker, &at)))
			at.address = end;
		if (size <= spaces[i].size && region_contains(&spaces[i], &at))
			return at.address;
	}
	return 0;
}

/** must_move() - whether the guest may have something else where the machine has these pages */
static bool must_move(const struct maker *maker, const struct region *pages)
{
	for (size_t i = 0; i < maker->move_count; i++) {
		const struct region there = { maker->moves[i].guest, maker->moves[i].machine.size };

		if (region_overlap(pages, &there))
			return true;
	}
	return xl_tree_may_have(pages);
}

static int move(struct maker *maker, int node, const struct region *pages, uint64_t *to)
{
	char path[TREE_PATH_MAX];

	*to = maker->move_count < GUEST_MAKER_MAX ? find_space(maker, pages->size) : 0;
	if (!*to)
		return why_not(maker->why, -EINVAL,
			       "%s: 0x%" PRIx64 " bytes at 0x%" PRIx64
			       " are where a guest has its own memory, and find no other place",
			       tree_path(maker->host, node, path), pages->size, pages->address);
	maker->moves[maker->move_count++] = (struct maker_move){ *pages, *to };
	return 0;
}

int maker_place(struct maker *maker, int node, const struct region *region, bool may_move,
		uint64_t *guest)
{
	char path[TREE_PATH_MAX];
	struct region pages;
	int rc;

	if (!region_pages(region, &pages))
		return why_not(maker->why, -EINVAL,
			       "%s: reg has 0x%" PRIx64 " bytes at 0x%" PRIx64
			       ", expected less than 2^64",
			       tree_path(maker->host, node, path), region->size, region->address);
	for (size_t i = 0; i < maker->move_count; i++) {
		if (!region_contains(&maker->moves[i].machine, &pages))
			continue;
		*guest =
			maker->moves[i].guest + (region->address - maker->moves[i].machine.address);
		return 0;
	}
	*guest = region->address;
	if (!must_move(maker, &pages))
		return 0;
	if (!may_move)
		return why_not(maker->why, -EINVAL,
			       "%s: 0x%" PRIx64
			       " is where a guest has its own memory, and cannot be elsewhere on a "
			       "bus whose ranges is empty",
			       tree_path(maker->host, node, path), region->address);
	rc = move(maker, node, &pages, guest);
	*guest += region->address - pages.address;
	return rc;
}
