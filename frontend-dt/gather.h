/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gather.h - SCMI's protocol nodes of a tree that has no node for SCMI itself
 *
 * A guest's devices refer to protocol nodes. Whoever writes a tree by hand can leave it at these,
 * wherever they stand; Linux wants them below a node that says how SCMI is spoken.
 */
#ifndef XEN_SCMI_FRONTEND_DT_GATHER_H
#define XEN_SCMI_FRONTEND_DT_GATHER_H

#include "proto/why.h"

/**
 * gather_next() - the next protocol node that stands alone
 * @after: a node; -1 to begin
 *
 * It is called protocol@ID, has ID in `reg`, is not disabled, and is not below a node for
 * SCMI.
 *
 * Return: its offset; a negative libfdt error where there is none.
 */
int gather_next(const void *fdt, int after);

/**
 * gather_check() - whether these nodes can be moved
 *
 * Return: 0; -EINVAL with the reason: two nodes are of one protocol, one has too much below it, or
 * there is something where they would go.
 */
int gather_check(const void *fdt, struct why *why);

/**
 * gather() - add /firmware/scmi, and move all protocol nodes that stand alone below it
 * @fdt: passed gather_check(), and has room for all of its nodes once more, and 200 bytes
 *
 * Phandles stay what they are. Return: 0; a negative libfdt error.
 */
int gather(void *fdt);

#endif
