// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_guest_check.c - the tree that xl would make of a partial one, which can be anything
 *
 * It is completed as the daemon does it, and looked at with what a guest is given, which is two
 * pages and an interrupt. The devices of a machine's tree are taken for a guest's.
 */
#include "input.h"

#include <libfdt.h>
#include <stdlib.h>

#include "frontend-dt/guest_check.h"
#include "frontend-dt/guest_tree.h"
#include "frontend-dt/tree.h"
#include "frontend-dt/xl_tree.h"

#define MEMORY (128u << 20)

static const struct guest_tree_defaults defaults = {
	.smc_id = 0x82000010,
	.shmem_address = 0x22001000,
};

static void found(void *context, const struct why *why)
{
	(void)context;
	assert(why->text[0] && !strchr(why->text, '\n'));
}

static void check(void *fdt, size_t size)
{
	struct region iomem[] = { { 0x9010000, 0x1000 }, { 0x110001000, 0x1000 } };
	uint32_t irqs[] = { 34 };
	const struct guest_given given = { iomem, 2, irqs, 1 };
	struct guest_tree tree;
	struct why why;

	assert(!tree_check(fdt, size));
	if (!guest_tree_read(fdt, size, &tree, &why) && tree.wants_scmi &&
	    !guest_tree_complete(fdt, size, &tree, &defaults, &why))
		assert(!tree_check(fdt, size));
	guest_check(fdt, &given, found, NULL);
}

/** rename_soc() - a copy in which /soc is called /passthrough, to be freed; NULL: there is none */
static void *rename_soc(const void *data, size_t size)
{
	size_t room = size + sizeof("passthrough") + sizeof(fdt32_t);
	void *fdt = malloc(room);

	assert(fdt);
	if (!fdt_open_into(data, fdt, (int)room) && fdt_path_offset(fdt, "/passthrough") < 0 &&
	    !fdt_set_name(fdt, fdt_path_offset(fdt, "/soc"), "passthrough") &&
	    !tree_check(fdt, room))
		return fdt;
	free(fdt);
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct why why = { "" };
	void *renamed, *fdt;
	size_t room;

	if (tree_check(data, size))
		return 0;
	renamed = rename_soc(data, size);
	fdt = xl_tree_make(renamed ? renamed : data, &(struct xl_guest){ MEMORY, true }, &room,
			   &why);
	assert(!fdt == !!why.text[0]);
	if (fdt)
		check(fdt, room);
	free(fdt);
	free(renamed);
	return 0;
}
