// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_channel.c - what fits the firmware of a machine whose tree can be anything
 */
#include "input.h"

#include <libfdt.h>

#include "frontend-dt/channel.h"
#include "frontend-dt/tree.h"

struct order {
	const void *fdt;
	int last; /* node */
};

static void check_mmio(const struct channel_choice *choice)
{
	const struct mailbox_doorbell *doorbell = &choice->doorbell;

	assert(choice->transport == CHANNEL_MAILBOX && choice->raw);
	assert(choice->mailbox >= 0 && choice->memory_node >= 0);
	/* One bit is written, and none is lost. */
	assert(doorbell->value && !(doorbell->value & (doorbell->value - 1)));
	assert(!doorbell->keep || doorbell->keep == ~doorbell->value);
	assert(doorbell->address % 4 == 0);
}

static int take(void *context, const struct channel_choice *choice)
{
	struct order *order = context;

	assert(choice->node >= order->last);
	order->last = choice->node + 1;
	assert(!fdt_node_check_compatible(order->fdt, choice->node, choice->compatible));
	assert(tree_is_enabled(order->fdt, choice->node));
	assert(choice->why.text[0]);
	if (choice->memory_node >= 0) {
		assert(choice->memory.size >= 32 && choice->memory.address % 4 == 0);
		assert(choice->memory.address + choice->memory.size >= choice->memory.address);
		assert(choice->payload_max && choice->payload_max <= choice->memory.size - 28);
	}
	if (choice->mmio)
		check_mmio(choice);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct order order = { .fdt = data };
	struct why why = { "" };
	int rc;

	if (tree_check(data, size))
		return 0;
	rc = channel_read(data, take, &order, &why);
	assert(!rc == !why.text[0]);
	return 0;
}
