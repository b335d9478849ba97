/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xl_tree.h - the tree that xl will make from a guest's partial one
 *
 * It takes /passthrough and /aliases, and puts them beside what every guest has of Xen. Here it is
 * made beforehand, so that it can be looked at before there is a guest: memory, the interrupt
 * controller, the grant table and PSCI are where Xen's layout of a guest has them (xen/arch-arm.h).
 * CPUs, timers and so on are left out.
 */
#ifndef XEN_SCMI_FRONTEND_DT_XL_TREE_H
#define XEN_SCMI_FRONTEND_DT_XL_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/why.h"
#include "region.h"

/* Phandle of the interrupt controller that Xen makes for a guest; those behind it are Xen's, too.
 */
#define XL_TREE_GIC 65000u

/** xl_tree_may_have() - whether Xen, or the daemon, may have something of a guest's in a region */
bool xl_tree_may_have(const struct region *region);

/** struct xl_guest - what else of a guest's configuration makes its tree
 * @memory:   bytes of RAM
 * @has_uart: an emulated serial port
 */
struct xl_guest {
	uint64_t memory;
	bool has_uart;
};

/**
 * xl_tree_make() - make it
 * @partial: a tree that tree_check() accepted
 * @size:    receives the size of the memory that it is in, with room for SCMI's nodes
 *
 * Return: it, to be freed; NULL with the reason: it has no /passthrough, or a phandle of Xen's.
 */
void *xl_tree_make(const void *partial, const struct xl_guest *guest, size_t *size,
		   struct why *why);

#endif
