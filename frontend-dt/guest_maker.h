/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * guest_maker.h - make a guest's partial tree, and what goes with it, from the machine's tree
 *
 * The partial tree is what xl takes as `device_tree`: below /passthrough stand the devices with
 * what is below them, the fixed clocks, fixed regulators and tables of operating points that they
 * refer to, and an SCMI node with those protocols that are referred to. The daemon fills in the
 * rest of that one. What a device needs and cannot have in a guest is a reason to refuse; but a DMA
 * controller that is not among the devices is done without.
 *
 * A device is where it is on the machine, unless a guest has its memory there, or something else of
 * Xen's: then the guest has it elsewhere.
 *
 * Nodes keep the phandles that they have in the machine's tree. So those still fit that stand in
 * properties which nobody but a driver understands.
 */
#ifndef XEN_SCMI_FRONTEND_DT_GUEST_MAKER_H
#define XEN_SCMI_FRONTEND_DT_GUEST_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/why.h"
#include "region.h"

/* Of devices, companions, protocols, regions and so on, of each. */
#define GUEST_MAKER_MAX 128

struct guest_maker_nodes {
	int node[GUEST_MAKER_MAX];
	size_t count;
};

/** struct guest_pages - whole pages of the machine, and where the guest has them */
struct guest_pages {
	struct region machine;
	uint64_t guest;
};

/**
 * struct guest_made - a guest's tree, and what its xl configuration has to say
 * @fdt:     the partial tree; the caller frees it
 * @dtdev:   nodes of the machine's tree that are behind an IOMMU
 * @iomem:   in order, what is moved last; those that touch are one
 * @irqs:    numbers as xl wants them, in order
 * @no_dma:  nodes of the machine's tree whose `dmas` are left out
 */
struct guest_made {
	void *fdt;
	struct guest_maker_nodes dtdev;
	struct guest_pages iomem[GUEST_MAKER_MAX];
	size_t iomem_count;
	uint32_t irqs[GUEST_MAKER_MAX];
	size_t irq_count;
	struct guest_maker_nodes no_dma;
};

/**
 * guest_make() - make all of it
 * @host:    the machine's tree, which tree_check() accepted
 * @devices: nodes of it
 * @force:   give devices away that may write to memory, and that no IOMMU holds back
 *
 * Return: 0; -EINVAL where something cannot follow a device into a guest, with a line that names
 * node, property and what it refers to, or where the tree is wrong; -ENOMEM.
 */
int guest_make(const void *host, const struct guest_maker_nodes *devices, bool force,
	       struct guest_made *made, struct why *why);

#endif
