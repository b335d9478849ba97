// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_guest_maker.c - a guest's tree is made from a machine's, which can be anything
 *
 * Each of some nodes, evenly from all of it, is a device once, then together with the next one.
 */
#include "input.h"

#include <libfdt.h>
#include <stdlib.h>

#include "frontend-dt/guest_maker.h"
#include "frontend-dt/tree.h"
#include "frontend-dt/xl_tree.h"

#define NODES_MAX 64

/** check_pages() - they are whole, on nothing of Xen's, and on no others */
static void check_pages(const struct guest_made *made, size_t i)
{
	const struct guest_pages *pages = &made->iomem[i];
	const struct region there = { pages->guest, pages->machine.size };

	assert(!((pages->machine.address | pages->machine.size | pages->guest) & 0xfff));
	assert(!xl_tree_may_have(&there));
	for (size_t j = 0; j < i; j++) {
		const struct region other = { made->iomem[j].guest, made->iomem[j].machine.size };

		assert(!region_overlap(&there, &other));
	}
}

static void make(const void *host, const struct guest_maker_nodes *devices, bool force)
{
	static struct guest_made made;
	struct why why = { "" };
	int rc = guest_make(host, devices, force, &made, &why);

	assert(!rc == !why.text[0]);
	if (rc) {
		assert(!made.fdt);
		return;
	}
	assert(!tree_check(made.fdt, fdt_totalsize(made.fdt)));
	assert(fdt_path_offset(made.fdt, "/passthrough") > 0);
	for (size_t i = 0; i < made.iomem_count; i++)
		check_pages(&made, i);
	for (size_t i = 0; i < made.irq_count; i++)
		assert(made.irqs[i] >= 32 && (!i || made.irqs[i] > made.irqs[i - 1]));
	free(made.fdt);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct guest_maker_nodes devices = { .count = 1 };
	int nodes = 0, at = 0;

	if (tree_check(data, size))
		return 0;
	for (int node = 0; node >= 0; node = fdt_next_node(data, node, NULL))
		nodes++;
	for (int node = 0; node >= 0; node = fdt_next_node(data, node, NULL)) {
		if (at++ % (nodes / NODES_MAX + 1))
			continue;
		devices.node[0] = node;
		make(data, &devices, at % 2);
		devices.count = 2;
		devices.node[1] = fdt_next_node(data, node, NULL);
		if (devices.node[1] >= 0)
			make(data, &devices, true);
		devices.count = 1;
	}
	return 0;
}
