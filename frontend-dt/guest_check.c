// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * guest_check.c - each node's `reg` and interrupts against what the guest is given
 */
#include "guest_check.h"

#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <stdbool.h>

#include "interrupts.h"
#include "tree.h"

#define PAGE ((uint64_t)REGION_PAGE)

struct check {
	const void *fdt;
	const struct guest_given *given;
	struct providers providers;
	int first, end; /* nodes of /passthrough */
	int shmem;	/* node of the page that is shared with the daemon; negative: none */
	void (*found)(void *context, const struct why *why);
	void *context;
};

/* --- registers --- */

/** given_from() - how far from an address on the guest has pages without a gap; 0: not there */
static uint64_t given_from(const struct guest_given *given, uint64_t address)
{
	for (size_t i = 0; i < given->iomem_count; i++) {
		const struct region *iomem = &given->iomem[i];

		if (address >= iomem->address && address - iomem->address < iomem->size)
			return iomem->size - (address - iomem->address);
	}
	return 0;
}

/** next_given() - the first address behind another one, and up to @end, that the guest has */
static uint64_t next_given(const struct guest_given *given, uint64_t address, uint64_t end)
{
	for (size_t i = 0; i < given->iomem_count; i++)
		if (given->iomem[i].address > address && given->iomem[i].address < end)
			end = given->iomem[i].address;
	return end;
}

/** lacks_pages() - whether a guest lacks pages of a region; @region is then the first gap */
static bool lacks_pages(const struct guest_given *given, struct region *region)
{
	uint64_t at = region->address & ~(PAGE - 1), last = region->address + region->size - 1;
	uint64_t covered;

	/* What is given, as what is there, ends below 2^64. */
	while (at <= last && (covered = given_from(given, at)))
		at += covered;
	if (at > last)
		return false;
	region->address = at;
	region->size = next_given(given, at, (last | (PAGE - 1))) - at;
	region->size = (region->size + PAGE - 1) & ~(PAGE - 1);
	return true;
}

/** owner_of_xen() - what every guest has, and lies where a region is; -1: nothing does */
static int owner_of_xen(const struct check *check, const struct region *region)
{
	for (int node = 0; node >= 0 && node < check->first;
	     node = fdt_next_node(check->fdt, node, NULL)) {
		struct region own;

		for (unsigned int i = 0;
		     node != check->shmem && !region_get(check->fdt, node, i, &own); i++)
			if (region_overlap(region, &own))
				return node;
	}
	return -1;
}

static void check_region(const struct check *check, int node, struct region *region)
{
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];
	struct why why;
	int owner = owner_of_xen(check, region);

	if (owner > 0)
		why_not(&why, 0,
			"%s: reg = 0x%" PRIx64
			" lies on the guest's own %s: have it elsewhere in reg, and in iomem as "
			"\"PAGE,COUNT@ELSEWHERE\"",
			tree_path(check->fdt, node, path), region->address,
			tree_path(check->fdt, owner, other));
	else if (lacks_pages(check->given, region))
		why_not(&why, 0,
			"%s: the guest lacks the page at 0x%" PRIx64 ": add \"%" PRIx64 ",%" PRIx64
			"\" to iomem, or \"PAGE,%" PRIx64 "@%" PRIx64
			"\" if the machine has it elsewhere",
			tree_path(check->fdt, node, path), region->address,
			region->address >> REGION_PAGE_SHIFT, region->size >> REGION_PAGE_SHIFT,
			region->size >> REGION_PAGE_SHIFT, region->address >> REGION_PAGE_SHIFT);
	else
		return;
	check->found(check->context, &why);
}

/** check_given() - what the guest is given is not where Xen has something else of its */
static void check_given(const struct check *check)
{
	char path[TREE_PATH_MAX];
	struct why why;

	for (size_t i = 0; i < check->given->iomem_count; i++) {
		const struct region *iomem = &check->given->iomem[i];
		int owner = owner_of_xen(check, iomem);

		if (owner <= 0)
			continue;
		why_not(&why, 0,
			"iomem: page 0x%" PRIx64 " of the guest lies on its own %s: add "
			"@ELSEWHERE to the entry",
			iomem->address >> REGION_PAGE_SHIFT, tree_path(check->fdt, owner, path));
		check->found(check->context, &why);
	}
}

static void check_registers(const struct check *check, int node)
{
	char path[TREE_PATH_MAX];
	struct region region;
	struct why why;
	int rc = 0;

	if (!fdt_getprop(check->fdt, node, "reg", NULL))
		return;
	for (unsigned int i = 0; !rc; i++) {
		rc = region_get(check->fdt, node, i, &region);
		if (!rc && region.size)
			check_region(check, node, &region);
	}
	if (rc == -EINVAL) {
		why_not(&why, 0, "%s: reg, or ranges on the way to it, is malformed",
			tree_path(check->fdt, node, path));
		check->found(check->context, &why);
	}
}

/** check_bus() - a bus without `ranges` is one that the CPU cannot reach */
static void check_bus(const struct check *check)
{
	struct why why;

	if (fdt_getprop(check->fdt, check->first, "ranges", NULL))
		return;
	why_not(&why, 0,
		"/passthrough: nothing below it can be reached by the CPU: add \"ranges;\" to it");
	check->found(check->context, &why);
}

/* --- interrupts --- */

bool guest_check_has_irq(const struct guest_given *given, uint32_t irq)
{
	for (size_t i = 0; i < given->irq_count; i++)
		if (given->irqs[i] == irq)
			return true;
	return false;
}

static void check_interrupt(const struct check *check, const struct interrupts *list)
{
	uint32_t type = fdt32_ld(list->cells), number = fdt32_ld(list->cells + 1);
	char path[TREE_PATH_MAX];
	struct why why;

	if (type != INTERRUPTS_SHARED || number >= INTERRUPTS_SHARED_COUNT)
		why_not(&why, 0,
			"%s: %s has <%u %u>, expected a shared interrupt, <0 0> to <0 987>: no "
			"other can be given to a guest",
			tree_path(check->fdt, list->node, path), list->property, type, number);
	else if (!guest_check_has_irq(check->given, number + INTERRUPTS_SHARED_FIRST))
		why_not(&why, 0, "%s: the guest lacks interrupt %u: add %u to irqs",
			tree_path(check->fdt, list->node, path), number,
			number + INTERRUPTS_SHARED_FIRST);
	else
		return;
	check->found(check->context, &why);
}

static void check_interrupts(const struct check *check, int node)
{
	int offset;

	fdt_for_each_property_offset (offset, check->fdt, node) {
		struct interrupts list = { .fdt = check->fdt,
					   .providers = &check->providers,
					   .node = node };
		struct why why;
		int length, rc;
		const void *value =
			fdt_getprop_by_offset(check->fdt, offset, &list.property, &length);

		if (!value || !interrupts_is_list(list.property))
			continue;
		rc = interrupts_open(&list, value, length, &why);
		while (!rc && (rc = interrupts_next(&list, &why)) > 0) {
			if (interrupts_is_gic(check->fdt, list.controller))
				check_interrupt(check, &list);
			rc = 0;
		}
		if (rc)
			check->found(check->context, &why);
	}
}

/* --- all of it --- */

/** is_a_device() - whether a node is one that a driver could use, and not shared with the daemon */
static bool is_a_device(const struct check *check, int node)
{
	bool is_below_pci = false;

	/* The shared page, and an SRAM that it is a part of. */
	if (check->shmem >= node && check->shmem < tree_end(check->fdt, node))
		return false;
	for (int above = node; above >= check->first;
	     above = fdt_parent_offset(check->fdt, above)) {
		if (!tree_is_enabled(check->fdt, above))
			return false;
		is_below_pci |= above != node && tree_is_pci(check->fdt, above);
	}
	return !is_below_pci;
}

void guest_check(const void *fdt, const struct guest_given *given,
		 void (*found)(void *context, const struct why *why), void *context)
{
	struct check check = { .fdt = fdt, .given = given, .found = found, .context = context };
	struct why why;

	if (providers_read(&check.providers, fdt, &why)) {
		found(context, &why);
		return;
	}
	check.first = fdt_path_offset(fdt, "/passthrough");
	check.end = tree_end(fdt, check.first);
	check.shmem = fdt_node_offset_by_compatible(fdt, -1, "arm,scmi-shmem");
	check_bus(&check);
	check_given(&check);
	for (int node = check.first; node >= 0 && node < check.end;
	     node = fdt_next_node(fdt, node, NULL)) {
		if (is_a_device(&check, node)) {
			check_registers(&check, node);
			check_interrupts(&check, node);
		}
	}
	providers_free(&check.providers);
}
