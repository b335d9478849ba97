/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * region.h - where in physical memory the nodes of a device tree lie
 */
#ifndef XEN_SCMI_FRONTEND_DT_REGION_H
#define XEN_SCMI_FRONTEND_DT_REGION_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/why.h"

/* What a guest can be given. */
#define REGION_PAGE_SHIFT 12
#define REGION_PAGE	  (1u << REGION_PAGE_SHIFT)

struct region {
	uint64_t address;
	uint64_t size;
};

/** region_overlap() - neither wraps around the end of the address space */
static inline bool region_overlap(const struct region *a, const struct region *b)
{
	return a->address < b->address + b->size && b->address < a->address + a->size;
}

/** region_contains() - whether all of @inner is in @outer */
static inline bool region_contains(const struct region *outer, const struct region *inner)
{
	return inner->address >= outer->address &&
		inner->address + inner->size <= outer->address + outer->size;
}

/** region_pages() - the pages that a region touches; false: they end behind the address space */
bool region_pages(const struct region *region, struct region *pages);

/**
 * region_get() - one entry of a node's `reg`, as the CPU addresses it
 * @index: which entry, from 0
 *
 * Addresses are taken through the `ranges` of every bus up to the root.
 *
 * Return: 0; -ENOENT where there is no such entry, or the node is more than 8 levels deep; -ENXIO
 * where the node is on no bus that the CPU can address; -EINVAL where `reg` or a `ranges` is
 * malformed or wider than 64 bits.
 */
int region_get(const void *fdt, int node, unsigned int index, struct region *region);

/**
 * region_first() - the first entry of a node's `reg`, as region_get() has it
 *
 * Return: 0; -EINVAL with a line that names the node and what was expected.
 */
int region_first(const void *fdt, int node, struct region *region, struct why *why);

/**
 * region_translate() - an address on a bus, as the CPU addresses it
 * @size:    bytes from there on, which have to be in one window of each bus on the way
 * @address: of @bus, then the CPU's
 *
 * Return: 0; -ENXIO and -EINVAL as region_get().
 */
int region_translate(const void *fdt, int bus, uint64_t size, uint64_t *address);

/**
 * region_owner() - the node of a tree that lies on a region
 * @except: a node that does not count, nor does what it is a part of, as an SRAM; -1: none
 *
 * Return: its offset; -FDT_ERR_NOTFOUND where the region is free.
 */
int region_owner(const void *fdt, const struct region *region, int except);

#endif
