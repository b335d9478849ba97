/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * memory.h - pages of a guest: foreign mappings, the shared page, its grant
 */
#ifndef XEN_SCMI_DAEMON_XEN_MEMORY_H
#define XEN_SCMI_DAEMON_XEN_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "daemon/xen/xen.h"

/**
 * xen_memory_map() - map guest memory
 * @address: guest physical, on a page boundary
 * @pages:   how many are wanted; then how many were mapped, up to the first that is not there
 *
 * Return: the mapping; NULL where not even the first page is there.
 */
void *xen_memory_map(struct xen *xen, uint32_t domain, uint64_t address, size_t *pages);
void xen_memory_unmap(struct xen *xen, void *mapping, size_t pages);

/** xen_memory_flush() - let a guest whose caches are off see what was written to its memory */
void xen_memory_flush(struct xen *xen, uint32_t domain, uint64_t address, size_t pages);

/** xen_memory_exists() - whether a guest has memory at an address */
bool xen_memory_exists(struct xen *xen, uint32_t domain, uint64_t address);

/** xen_memory_add_page() - give a guest one more page, at an address where it has none */
int xen_memory_add_page(struct xen *xen, uint32_t domain, uint64_t address);

/**
 * xen_grant_seed() - write an entry of a guest's grant table that gives dom0 one of its pages
 * @reference: below 8: those are the toolstack's (xen/grant_table.h, GNTTAB_NR_RESERVED_ENTRIES)
 *
 * Only while the guest has not run.
 */
int xen_grant_seed(struct xen *xen, uint32_t domain, uint32_t reference, uint64_t address);

/** xen_grant_map() - Return: the page; NULL with errno set */
void *xen_grant_map(struct xen *xen, uint32_t domain, uint32_t reference);
void xen_grant_unmap(struct xen *xen, void *page);

#endif
