/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * boot_tree.h - a guest's device tree, where it lies in the guest's memory
 */
#ifndef XEN_SCMI_DAEMON_BOOT_TREE_H
#define XEN_SCMI_DAEMON_BOOT_TREE_H

#include <stddef.h>

#include "daemon/xen/domain.h"
#include "daemon/xen/vcpu.h"
#include "frontend-dt/guest_tree.h"

struct boot_tree {
	uint64_t address; /* guest physical */
	void *fdt;	  /* mapped guest memory, NULL where there is no tree */
	size_t pages;
	size_t room; /* bytes at @fdt that the tree may use */
	bool is_moved;
	struct guest_tree tree;
};

/**
 * boot_tree_open() - map and read the tree of a domain that has not run
 *
 * A tree that wants SCMI and lies where it cannot grow is moved: vCPU 0 gets its new address.
 *
 * Return: 0, with boot->fdt NULL where vCPU 0 was given no tree; -EINVAL, -ENOTSUP with the reason
 * where the guest wants SCMI but cannot be served; boot_tree_close() is due in every case.
 */
int boot_tree_open(struct xen *xen, const struct xen_domain *domain, struct xen_vcpus *vcpus,
		   struct boot_tree *boot, struct why *why);

/**
 * boot_tree_find() - look for the tree of a domain that runs, where the toolstack puts trees
 *
 * What is found there is the guest's word: good for what concerns the guest alone.
 */
int boot_tree_find(struct xen *xen, const struct xen_domain *domain, struct boot_tree *boot,
		   struct why *why);

/** boot_tree_close() - unmap a tree; the guest sees what was changed in it */
void boot_tree_close(struct xen *xen, const struct xen_domain *domain, struct boot_tree *boot);

#endif
