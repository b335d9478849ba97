// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * boot_tree.c - find and map a guest's device tree
 */
#include "boot_tree.h"

#include <errno.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/xen/memory.h"

/* arm64 Linux takes no larger tree (Documentation/arch/arm64/booting). */
#define TREE_MAX (2u << 20)

/*
 * Where the toolstack puts a tree (xg_dom_arm.c): behind kernel and ramdisk, 128 MiB into RAM, or
 * at the end of RAM where there is less. It is looked for over a ramdisk's length.
 */
#define RAM_BASE       0x40000000ull /* GUEST_RAM0_BASE */
#define MODULES_OFFSET (128ull << 20)
#define MODULES_LENGTH (128ull << 20)
#define SEARCH_PAGES   256u
#define FOUND_TREE_MAX (32u << 10) /* a hostile tree should not keep us busy */

/* The head of an arm64 Linux image (Documentation/arch/arm64/booting). */
struct image_head {
	uint32_t code[2];
	uint64_t text_offset;
	uint64_t image_size;
	uint64_t flags;
	uint64_t reserved[3];
	char magic[4];
};

#define IMAGE_MAGIC "ARM\x64"

static size_t pages_of(size_t size)
{
	return (size + XEN_PAGE_SIZE - 1) / XEN_PAGE_SIZE;
}

/** page_of() - where the page begins that an address lies in */
static uint64_t page_of(uint64_t address)
{
	return address - address % XEN_PAGE_SIZE;
}

/** map_tree() - map a tree and the memory behind it that it may grow into */
static bool map_tree(struct xen *xen, uint32_t domain, uint64_t address, uint32_t most,
		     struct boot_tree *boot)
{
	size_t pages = 1;
	void *fdt = xen_memory_map(xen, domain, address, &pages);
	uint32_t size;

	if (!fdt)
		return false;
	size = fdt_check_header(fdt) ? 0 : fdt_totalsize(fdt);
	xen_memory_unmap(xen, fdt, pages);
	if (!size || size > most)
		return false;
	/* To complete it takes less than as much again and a page. */
	boot->pages = pages_of(2 * (size_t)size + XEN_PAGE_SIZE);
	boot->fdt = xen_memory_map(xen, domain, address, &boot->pages);
	boot->address = address;
	boot->room = boot->pages * XEN_PAGE_SIZE;
	return boot->fdt && boot->room >= size;
}

/** end_of_kernel() - behind all memory that a kernel takes before it reads its tree; 0: not known
 */
static uint64_t end_of_kernel(struct xen *xen, uint32_t domain, uint64_t entry)
{
	size_t pages = 1;
	const struct image_head *head = xen_memory_map(xen, domain, page_of(entry), &pages);
	uint64_t end = 0;

	if (!head)
		return 0;
	if (!memcmp(head->magic, IMAGE_MAGIC, sizeof(head->magic)) && head->image_size)
		end = entry + head->image_size;
	xen_memory_unmap(xen, (void *)head, pages);
	return end;
}

/** start_of_ramdisk() - UINT64_MAX where a tree names none */
static uint64_t start_of_ramdisk(const void *fdt)
{
	int length;
	const void *start =
		fdt_getprop(fdt, fdt_path_offset(fdt, "/chosen"), "linux,initrd-start", &length);

	if (start && length == sizeof(fdt64_t))
		return fdt64_ld(start);
	return start && length == sizeof(fdt32_t) ? fdt32_ld(start) : UINT64_MAX;
}

/** move() - move a tree that has no room behind it below all that the toolstack put beside it */
static int move(struct xen *xen, uint32_t domain, struct xen_vcpus *vcpus, uint64_t entry,
		struct boot_tree *boot, struct why *why)
{
	uint32_t size = fdt_totalsize(boot->fdt);
	uint64_t ramdisk = start_of_ramdisk(boot->fdt);
	uint64_t end = page_of(ramdisk < boot->address ? ramdisk : boot->address);
	size_t wanted = pages_of(size + boot->tree.growth), pages = wanted;
	uint64_t address = end - wanted * XEN_PAGE_SIZE;
	uint64_t kernel = end_of_kernel(xen, domain, entry);
	void *fdt = NULL;
	int rc = -ENOSPC;

	/* Below the kernel, or above all of it. */
	if (address < end && (end <= entry || (kernel && kernel <= address)))
		fdt = xen_memory_map(xen, domain, address, &pages);
	if (fdt && pages == wanted) {
		memcpy(fdt, boot->fdt, size);
		rc = xen_vcpu_return(vcpus, 0, address, false);
	}
	if (rc) {
		if (fdt)
			xen_memory_unmap(xen, fdt, pages);
		return why_not(why, rc,
			       "device tree of %u bytes at 0x%llx needs %u more, and cannot be "
			       "moved to where there is room: %s",
			       size, (unsigned long long)boot->address, boot->tree.growth,
			       strerror(-rc));
	}
	xen_memory_unmap(xen, boot->fdt, boot->pages);
	boot->fdt = fdt;
	boot->address = address;
	boot->pages = pages;
	boot->room = pages * XEN_PAGE_SIZE;
	boot->is_moved = true;
	return 0;
}

int boot_tree_open(struct xen *xen, const struct xen_domain *domain, struct xen_vcpus *vcpus,
		   struct boot_tree *boot, struct why *why)
{
	struct xen_registers registers;
	uint64_t address;
	int rc = xen_vcpu_read(vcpus, 0, &registers);

	*boot = (struct boot_tree){ 0 };
	if (rc)
		return why_not(why, rc, "cannot read the registers of vCPU 0: %s", strerror(-rc));
	/* The boot protocol: x0 of the first vCPU is the tree's address. */
	address = registers.x[0];
	if (address % XEN_PAGE_SIZE || !map_tree(xen, domain->id, address, TREE_MAX, boot))
		return 0;
	/* What lies behind the tree is free memory, unless it is the kernel. */
	if (registers.pc > address && registers.pc - address < boot->room)
		boot->room = registers.pc - address;
	rc = guest_tree_read(boot->fdt, boot->room, &boot->tree, why);
	/* Nor is it if it is the ramdisk. */
	if (!rc && boot->tree.wants_scmi) {
		uint64_t ramdisk = start_of_ramdisk(boot->fdt);

		if (ramdisk > address && ramdisk - address < boot->room)
			boot->room = ramdisk - address;
	}
	if (!rc && boot->tree.wants_scmi && !registers.is_arm64)
		rc = why_not(why, -ENOTSUP, "it is a 32-bit guest, expected arm64");
	if (!rc && boot->room < fdt_totalsize(boot->fdt) + (uint64_t)boot->tree.growth)
		rc = move(xen, domain->id, vcpus, registers.pc, boot, why);
	return rc;
}

/** search() - look for a tree at each page of a region */
static bool search(struct xen *xen, uint32_t domain, uint64_t address, uint64_t end,
		   struct boot_tree *boot)
{
	while (address < end) {
		size_t pages = SEARCH_PAGES;
		const char *memory = xen_memory_map(xen, domain, address, &pages);
		size_t found = pages;

		if (!memory)
			return false;
		for (size_t page = 0; page < pages && found == pages; page++)
			if (!fdt_check_header(memory + page * XEN_PAGE_SIZE))
				found = page;
		xen_memory_unmap(xen, (void *)memory, pages);
		if (found < pages)
			return map_tree(xen, domain, address + found * XEN_PAGE_SIZE,
					FOUND_TREE_MAX, boot);
		address += pages * XEN_PAGE_SIZE;
	}
	return false;
}

int boot_tree_find(struct xen *xen, const struct xen_domain *domain, struct boot_tree *boot,
		   struct why *why)
{
	uint64_t start = RAM_BASE + MODULES_OFFSET;
	void *copy;
	int rc;

	*boot = (struct boot_tree){ 0 };
	if (!xen_memory_exists(xen, domain->id, start))
		start = RAM_BASE;
	if (!search(xen, domain->id, start, start + MODULES_LENGTH, boot))
		return 0;
	/* The guest can write to its tree while we read: read a copy. */
	copy = malloc(boot->room);
	if (!copy)
		return why_not(why, -ENOMEM, "out of memory");
	memcpy(copy, boot->fdt, boot->room);
	rc = guest_tree_read(copy, boot->room, &boot->tree, why);
	free(copy);
	return rc;
}

void boot_tree_close(struct xen *xen, const struct xen_domain *domain, struct boot_tree *boot)
{
	if (boot->fdt) {
		xen_memory_unmap(xen, boot->fdt, boot->pages);
		xen_memory_flush(xen, domain->id, boot->address, boot->pages);
	}
	boot->fdt = NULL;
}
