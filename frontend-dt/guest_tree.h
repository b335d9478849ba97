/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * guest_tree.h - the device tree that a guest is about to boot with
 *
 * The tree is the toolstack's word as long as the guest has not run. Afterwards it is the guest's,
 * and nothing in it is trusted: guest_tree_read() checks everything that it reads, always.
 */
#ifndef XEN_SCMI_FRONTEND_DT_GUEST_TREE_H
#define XEN_SCMI_FRONTEND_DT_GUEST_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/why.h"

/* How a guest makes PSCI calls, and so, if it is Linux, SCMI calls too. */
enum guest_conduit {
	GUEST_CONDUIT_HVC,
	GUEST_CONDUIT_SMC,
};

/**
 * struct guest_tree - what a tree says about SCMI
 * @wants_scmi:    it has an enabled node that is compatible with "arm,scmi-smc", or protocol nodes
 *                 that stand alone (gather.h); else nothing below is set
 * @lacks_scmi:    it has these protocol nodes alone
 * @growth:        bytes of memory behind the tree that guest_tree_complete() needs
 * @smc_id:        function id of the doorbell, 0 where the tree leaves it open
 * @shmem_address: guest physical address of the shared page, 0 where the tree leaves it open
 */
struct guest_tree {
	bool wants_scmi;
	bool lacks_scmi;
	uint32_t growth;
	enum guest_conduit conduit;
	uint32_t smc_id;
	uint64_t shmem_address;
};

/* What an open place of a tree is completed with. */
struct guest_tree_defaults {
	uint32_t smc_id;
	uint64_t shmem_address;
};

/**
 * guest_tree_read() - find out what a guest's tree wants
 * @fdt:  the tree, in memory that does not change meanwhile
 * @size: bytes of memory at @fdt
 *
 * Return: 0; -EINVAL with the reason where the tree is damaged, or wants SCMI in a way that cannot
 * be served: the line names the node and the property.
 */
int guest_tree_read(const void *fdt, size_t size, struct guest_tree *tree, struct why *why);

/**
 * guest_tree_complete() - make a tree ready to boot: PSCI by SMC; SCMI, doorbell and page filled in
 * @fdt:      a tree that guest_tree_read() accepted
 * @room:     bytes of memory at @fdt
 * @tree:     what guest_tree_read() found; open places are filled in here too
 * @defaults: for the open places
 *
 * Return: 0; -ENOSPC where @room is too small; -EINVAL where the page at its default address would
 * lie on memory or a device, the tree being unchanged; -EINVAL where what the tree has leaves no
 * place for the rest, and it must be withdrawn.
 */
int guest_tree_complete(void *fdt, size_t room, struct guest_tree *tree,
			const struct guest_tree_defaults *defaults, struct why *why);

/**
 * guest_tree_withdraw() - take every SCMI node out of a tree, for a guest that cannot be served
 * @fdt: any tree that lies in memory with all of its size; left alone where it is damaged
 *
 * The guest then finds no SCMI, in place of a shared page that is not there. Needs no room.
 */
void guest_tree_withdraw(void *fdt);

#endif
