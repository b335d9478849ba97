// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * maker_interrupts.c - a device's interrupts, at the controller that Xen makes for its guest
 *
 * What goes to the machine's GIC goes to the guest's, which has three cells for it. A controller
 * that follows the device into the guest keeps its own.
 */
#include "maker.h"

#include <errno.h>
#include <libfdt.h>
#include <string.h>

#include "interrupts.h"
#include "tree.h"
#include "xl_tree.h"

/** struct cells - of a list that is being written */
struct cells {
	fdt32_t cell[4 * GUEST_MAKER_MAX];
	int count;
};

/** add_irq() - for the xl configuration */
static int add_irq(struct maker *maker, uint32_t irq)
{
	struct guest_made *made = maker->made;

	for (size_t i = 0; i < made->irq_count; i++)
		if (made->irqs[i] == irq)
			return 0;
	if (made->irq_count == GUEST_MAKER_MAX)
		return why_not(maker->why, -EINVAL, "more than %d interrupts", GUEST_MAKER_MAX);
	made->irqs[made->irq_count++] = irq;
	return 0;
}

/** translate() - an interrupt of the machine's GIC as one of the guest's, and for xl */
static int translate(struct maker *maker, const struct interrupts *list, struct cells *to)
{
	char path[TREE_PATH_MAX];
	uint32_t type = fdt32_ld(list->cells), number = fdt32_ld(list->cells + 1);

	if (type != INTERRUPTS_SHARED || number >= INTERRUPTS_SHARED_COUNT)
		return why_not(maker->why, -EINVAL,
			       "%s: %s has <%u %u>, expected a shared interrupt, <0 0> to <0 987>",
			       tree_path(maker->host, list->node, path), list->property, type,
			       number);
	if (list->count > INTERRUPTS_GIC_CELLS && fdt32_ld(list->cells + INTERRUPTS_GIC_CELLS))
		return why_not(maker->why, -EINVAL,
			       "%s: %s has <0 %u> for a group of CPUs, expected 0 as fourth cell",
			       tree_path(maker->host, list->node, path), list->property, number);
	memcpy(&to->cell[to->count], list->cells, INTERRUPTS_GIC_CELLS * sizeof(fdt32_t));
	to->count += INTERRUPTS_GIC_CELLS;
	return add_irq(maker, number + INTERRUPTS_SHARED_FIRST);
}

static int copy(struct maker *maker, const struct interrupts *list, struct cells *to)
{
	bool follows = maker_has(maker, list->controller);

	if (!follows && !interrupts_is_gic(maker->host, list->controller))
		return maker_refuse(maker, list->node, list->property, list->controller,
				    "an interrupt controller that can follow into a guest");
	if (to->count + 1 + INTERRUPTS_CELLS_MAX > (int)(sizeof(to->cell) / sizeof(to->cell[0])))
		return why_not(maker->why, -EINVAL, "more than %d interrupts", GUEST_MAKER_MAX);
	if (list->is_extended)
		to->cell[to->count++] = cpu_to_fdt32(
			follows ? fdt_get_phandle(maker->host, list->controller) : XL_TREE_GIC);
	if (!follows)
		return translate(maker, list, to);
	memcpy(&to->cell[to->count], list->cells, (size_t)list->count * sizeof(fdt32_t));
	to->count += list->count;
	return 0;
}

static int write_list(struct maker *maker, const struct maker_property *property)
{
	struct interrupts list = { .fdt = maker->host,
				   .providers = &maker->providers,
				   .node = property->node,
				   .property = property->name };
	struct cells to = { .count = 0 };
	int rc = interrupts_open(&list, property->value, property->length, maker->why);

	while (!rc && (rc = interrupts_next(&list, maker->why)) > 0)
		rc = copy(maker, &list, &to);
	if (rc)
		return rc;
	if (!list.is_extended)
		rc = fdt_property_u32(maker->made->fdt, "interrupt-parent",
				      maker_has(maker, list.controller) ?
					      fdt_get_phandle(maker->host, list.controller) :
					      XL_TREE_GIC);
	if (!rc)
		rc = fdt_property(maker->made->fdt, property->name, to.cell,
				  to.count * (int)sizeof(to.cell[0]));
	rc = maker_done(maker, rc);
	return rc ? rc : 1;
}

int maker_interrupts(struct maker *maker, const struct maker_property *property)
{
	char path[TREE_PATH_MAX];

	/* It is written where it is needed, beside `interrupts`. */
	if (!strcmp(property->name, "interrupt-parent"))
		return 1;
	if (interrupts_is_list(property->name))
		return write_list(maker, property);
	if (!strcmp(property->name, "interrupt-map"))
		return why_not(maker->why, -EINVAL,
			       "%s: interrupt-map is of a bus that cannot follow into a guest",
			       tree_path(maker->host, property->node, path));
	return 0;
}
