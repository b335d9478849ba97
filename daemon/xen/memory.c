// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * memory.c - pages of a guest
 */
#include "memory.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <xenctrl.h>
#include <xenforeignmemory.h>
#include <xengnttab.h>
#include <xen/grant_table.h>
#include <xen/memory.h>

static xen_pfn_t frame_of(uint64_t address)
{
	return address / XEN_PAGE_SIZE;
}

/** map_up_to() - map @pages, and see how many of them from the first on are there */
static void *map_up_to(struct xen *xen, uint32_t domain, uint64_t address, size_t pages,
		       size_t *there)
{
	xen_pfn_t *frames = calloc(pages, sizeof(*frames));
	int *errors = calloc(pages, sizeof(*errors));
	void *mapping = NULL;

	*there = 0;
	if (frames && errors) {
		for (size_t i = 0; i < pages; i++)
			frames[i] = frame_of(address) + i;
		mapping = xenforeignmemory_map(xen->foreign, domain, PROT_READ | PROT_WRITE, pages,
					       frames, errors);
		/* A page that failed to map faults on access. */
		while (mapping && *there < pages && !errors[*there])
			(*there)++;
	}
	free(frames);
	free(errors);
	return mapping;
}

void *xen_memory_map(struct xen *xen, uint32_t domain, uint64_t address, size_t *pages)
{
	size_t wanted = *pages;
	void *mapping = map_up_to(xen, domain, address, wanted, pages);

	if (!mapping || *pages == wanted)
		return mapping;
	xenforeignmemory_unmap(xen->foreign, mapping, wanted);
	if (!*pages)
		return NULL;
	wanted = *pages;
	return map_up_to(xen, domain, address, wanted, pages);
}

void xen_memory_unmap(struct xen *xen, void *mapping, size_t pages)
{
	xenforeignmemory_unmap(xen->foreign, mapping, pages);
}

void xen_memory_flush(struct xen *xen, uint32_t domain, uint64_t address, size_t pages)
{
	xc_domain_cacheflush(xen->control, domain, frame_of(address), pages);
}

bool xen_memory_exists(struct xen *xen, uint32_t domain, uint64_t address)
{
	size_t pages = 1;
	void *mapping = xen_memory_map(xen, domain, address, &pages);

	if (mapping)
		xen_memory_unmap(xen, mapping, pages);
	return mapping;
}

int xen_memory_add_page(struct xen *xen, uint32_t domain, uint64_t address)
{
	xen_pfn_t frame = frame_of(address);
	xc_domaininfo_t info;

	if (xc_domain_getinfolist(xen->control, domain, 1, &info) != 1 || info.domain != domain)
		return -ESRCH;
	if (xc_domain_setmaxmem(xen->control, domain,
				(info.max_pages + 1) * (XEN_PAGE_SIZE / 1024)))
		return -errno;
	if (xc_domain_populate_physmap_exact(xen->control, domain, 1, 0, 0, &frame))
		return -errno;
	return 0;
}

int xen_grant_seed(struct xen *xen, uint32_t domain, uint32_t reference, uint64_t address)
{
	grant_entry_v1_t *entry;
	void *table = NULL;
	xenforeignmemory_resource_handle *resource = xenforeignmemory_map_resource(
		xen->foreign, domain, XENMEM_resource_grant_table,
		XENMEM_resource_grant_table_id_shared, 0, 1, &table, PROT_READ | PROT_WRITE, 0);

	if (!resource)
		return -errno;
	entry = (grant_entry_v1_t *)table + reference;
	entry->domid = 0;
	entry->frame = (uint32_t)frame_of(address);
	/* The entry is complete before it is valid. */
	__atomic_store_n(&entry->flags, GTF_permit_access, __ATOMIC_RELEASE);
	xenforeignmemory_unmap_resource(xen->foreign, resource);
	return 0;
}

void *xen_grant_map(struct xen *xen, uint32_t domain, uint32_t reference)
{
	return xengnttab_map_grant_ref(xen->gnttab, domain, reference, PROT_READ | PROT_WRITE);
}

void xen_grant_unmap(struct xen *xen, void *page)
{
	xengnttab_unmap(xen->gnttab, page, 1);
}
