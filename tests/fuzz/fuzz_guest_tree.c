// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_guest_tree.c - a guest's tree, which can be anything, is read, completed and withdrawn
 *
 * The input is the tree; behind it lies as much memory as the daemon demands.
 */
#include "input.h"

#include <libfdt.h>
#include <stdlib.h>

#include "frontend-dt/guest_tree.h"

#define XEN_PAGE 4096

static const struct guest_tree_defaults defaults = {
	.smc_id = 0x82000010,
	.shmem_address = 0x22001000,
};

static void check_same(const struct guest_tree *a, const struct guest_tree *b)
{
	assert(a->wants_scmi == b->wants_scmi);
	assert(a->conduit == b->conduit);
	assert(a->smc_id == b->smc_id);
	assert(a->shmem_address == b->shmem_address);
}

/** complete() - a completed tree is whole, and says what it was completed with */
static void complete(void *fdt, size_t room, struct guest_tree *tree)
{
	struct guest_tree again;
	struct why why = { "" };
	int rc = guest_tree_complete(fdt, room, tree, &defaults, &why);

	assert(tree->growth <= room - fdt_totalsize(fdt) || rc);
	if (rc) {
		assert(why.text[0]);
		return;
	}
	assert(tree->conduit == GUEST_CONDUIT_SMC && tree->smc_id && tree->shmem_address);
	assert(!fdt_check_full(fdt, room));
	rc = guest_tree_read(fdt, room, &again, &why);
	assert(!rc);
	check_same(tree, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t room = 2 * size + XEN_PAGE; /* as much as the daemon maps */
	char *fdt = calloc(1, room);
	struct guest_tree tree;
	struct why why = { "" };
	int rc;

	if (!fdt)
		return 0;
	memcpy(fdt, data, size);
	rc = guest_tree_read(fdt, room, &tree, &why);
	assert(!rc == !why.text[0]);
	if (!rc && tree.wants_scmi)
		complete(fdt, room, &tree);
	/* A tree is withdrawn in whatever state it is, if its header let us map it. */
	if (!fdt_check_header(fdt) && fdt_totalsize(fdt) <= room) {
		guest_tree_withdraw(fdt);
		rc = guest_tree_read(fdt, room, &tree, &why);
		assert(!tree.wants_scmi);
	}
	free(fdt);
	return 0;
}
