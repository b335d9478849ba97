// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_references.c - which SCMI resources a tree, which can be anything, refers to
 */
#include "input.h"

#include <libfdt.h>

#include "frontend-dt/references.h"
#include "frontend-dt/tree.h"

struct tally {
	const void *fdt;
	int last; /* node */
	unsigned long count, sum;
};

static int take(void *context, const struct reference *reference)
{
	struct tally *tally = context;

	assert((reference->resource > SCMI_NO_RESOURCE &&
		reference->resource <= SCMI_RESOURCE_PIN_FUNCTION) ||
	       reference->resource == SCMI_RESOURCE_DEVICE);
	assert(reference->id <= REFERENCE_ID_MAX);
	assert(!reference->name || (*reference->name && !reference->id));
	assert(fdt_get_name(tally->fdt, reference->node, NULL));
	assert(fdt_get_phandle(tally->fdt, reference->provider));
	assert(fdt_get_property(tally->fdt, reference->node, reference->property, NULL));
	assert(reference->node >= tally->last); /* in the tree's order */
	tally->last = reference->node;
	tally->count++;
	tally->sum += reference->id + (unsigned long)reference->resource * 0x10000;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tally all = { .fdt = data }, each = { .fdt = data };
	const struct references_reader reader = { .context = &all, .found = take };
	struct why why = { "" };
	int rc;

	if (tree_check(data, size))
		return 0;
	rc = references_read_all(data, &reader, &why);
	assert(!rc == !why.text[0]);
	if (rc || size > 8192)
		return 0;
	for (int node = 0; node >= 0; node = fdt_next_node(data, node, NULL)) {
		why.text[0] = '\0';
		rc = references_read(data, node, take, &each, &why);
		assert(!rc == !why.text[0]);
	}
	/* More, if SCMI's own nodes have references. */
	assert(each.count >= all.count && each.sum >= all.sum);
	return 0;
}
