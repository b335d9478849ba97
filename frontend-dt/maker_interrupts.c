// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * maker_interrupts.c - a device's interrupts, at the controller that Xen makes for its guest
 *
 * A guest has a GIC whose interrupts have three cells: type, number, flags. Some machines' have a
 * fourth one, for groups of CPUs, which only private interrupts can use.
 */
#include "maker.h"

#include <errno.h>
#include <libfdt.h>
#include <string.h>

#include "tree.h"

#define GIC_CELLS     3
#define SHARED	      0
#define FIRST_SHARED  32
#define CELLS_MAX     4
#define SHARED_NUMBER 988

static const char *const gics[] = { "arm,gic-v3",	 "arm,gic-400",	      "arm,cortex-a15-gic",
				    "arm,cortex-a9-gic", "arm,cortex-a7-gic", "arm,gic-v1",
				    "arm,pl390",	 "arm,eb11mp-gic",    "arm,tc11mp-gic" };

bool maker_is_gic(const struct maker *maker, int node)
{
	for (size_t i = 0; i < sizeof(gics) / sizeof(gics[0]); i++)
		if (!fdt_node_check_compatible(maker->host, node, gics[i]))
			return true;
	return false;
}

/** interrupt_parent() - the node that a node's interrupts go to; -EINVAL: none */
static int interrupt_parent(const struct maker *maker, int node)
{
	/* Each step goes up, or to a parent that is named; those can name each other in turn. */
	for (int steps = 0; steps < 2 * TREE_DEPTH_MAX && node >= 0; steps++) {
		const struct provider *provider;
		uint32_t phandle, cells;

		if (tree_cell(maker->host, node, "interrupt-parent", &phandle)) {
			node = fdt_parent_offset(maker->host, node);
		} else {
			provider = providers_find(&maker->providers, phandle);
			node = provider ? provider->node : -1;
		}
		if (node >= 0 && !tree_cell(maker->host, node, "#interrupt-cells", &cells))
			return node;
	}
	return -EINVAL;
}

/** translate() - one interrupt of the machine's GIC as one of the guest's, and for xl */
static int translate(struct maker *maker, const struct maker_property *property,
		     const fdt32_t *from, uint32_t count, fdt32_t to[GIC_CELLS])
{
	struct guest_made *made = maker->made;
	char path[TREE_PATH_MAX];
	uint32_t number = fdt32_ld(from + 1);

	if (fdt32_ld(from) != SHARED || number >= SHARED_NUMBER)
		return why_not(maker->why, -EINVAL,
			       "%s: %s has <%u %u>, expected a shared interrupt, <0 0> to <0 987>",
			       tree_path(maker->host, property->node, path), property->name,
			       fdt32_ld(from), number);
	if (count > GIC_CELLS && fdt32_ld(from + GIC_CELLS))
		return why_not(maker->why, -EINVAL,
			       "%s: %s has <0 %u> for a group of CPUs, expected 0 as fourth cell",
			       tree_path(maker->host, property->node, path), property->name,
			       number);
	memcpy(to, from, GIC_CELLS * sizeof(*to));
	for (size_t i = 0; i < made->irq_count; i++)
		if (made->irqs[i] == number + FIRST_SHARED)
			return 0;
	if (made->irq_count == GUEST_MAKER_MAX)
		return why_not(maker->why, -EINVAL, "more than %d interrupts", GUEST_MAKER_MAX);
	made->irqs[made->irq_count++] = number + FIRST_SHARED;
	return 0;
}

/** cells_of() - how many cells an interrupt has at a controller; -EINVAL */
static int cells_of(const struct maker *maker, int controller)
{
	char path[TREE_PATH_MAX];
	uint32_t cells;
	bool gic = maker_is_gic(maker, controller);

	if (tree_cell(maker->host, controller, "#interrupt-cells", &cells) || !cells ||
	    cells > CELLS_MAX || (gic && cells < GIC_CELLS))
		return why_not(
			maker->why, -EINVAL, "%s: #interrupt-cells is not one cell of %d to %d",
			tree_path(maker->host, controller, path), gic ? GIC_CELLS : 1, CELLS_MAX);
	return (int)cells;
}

static int wrong_length(const struct maker *maker, const struct maker_property *property)
{
	char path[TREE_PATH_MAX];

	return why_not(maker->why, -EINVAL, "%s: %s has %d bytes, expected whole interrupts",
		       tree_path(maker->host, property->node, path), property->name,
		       property->length);
}

/** plain() - `interrupts`, with the parent beside it */
static int plain(struct maker *maker, const struct maker_property *property)
{
	int parent = interrupt_parent(maker, property->node);
	const fdt32_t *from = property->value;
	char path[TREE_PATH_MAX];
	int cells, count, rc;
	fdt32_t *to;
	void *room;

	if (parent < 0)
		return why_not(maker->why, -EINVAL, "%s: interrupts go to no interrupt controller",
			       tree_path(maker->host, property->node, path));
	if (!maker_is_gic(maker, parent) && !maker_has(maker, parent))
		return maker_refuse(maker, property->node, property->name, parent,
				    "an interrupt controller that can follow into a guest");
	cells = cells_of(maker, parent);
	if (cells < 0)
		return cells;
	count = property->length / (cells * (int)sizeof(*from));
	if (!count || property->length != count * cells * (int)sizeof(*from))
		return wrong_length(maker, property);
	if (maker_has(maker, parent)) {
		rc = fdt_property_u32(maker->made->fdt, "interrupt-parent",
				      fdt_get_phandle(maker->host, parent));
		return maker_done(maker, rc);
	}
	rc = fdt_property_u32(maker->made->fdt, "interrupt-parent", GUEST_MAKER_GIC);
	if (!rc)
		rc = fdt_property_placeholder(maker->made->fdt, "interrupts",
					      count * GIC_CELLS * (int)sizeof(*to), &room);
	rc = maker_done(maker, rc);
	for (to = rc ? NULL : room; !rc && count--; from += cells, to += GIC_CELLS)
		rc = translate(maker, property, from, (uint32_t)cells, to);
	return rc ? rc : 1;
}

/** extended() - `interrupts-extended`, whose interrupts each name a controller */
static int extended(struct maker *maker, const struct maker_property *property)
{
	const fdt32_t *from = property->value;
	int left = property->length / (int)sizeof(*from), used = 0, rc = 0;
	fdt32_t to[GUEST_MAKER_MAX];

	if (property->length % (int)sizeof(*from) || left > GUEST_MAKER_MAX)
		return wrong_length(maker, property);
	while (left > 0 && !rc) {
		const struct provider *provider = providers_find(&maker->providers, fdt32_ld(from));
		int cells = provider ? cells_of(maker, provider->node) : -1;

		if (!provider || (cells >= 0 && cells >= left))
			return wrong_length(maker, property);
		if (cells < 0)
			return cells;
		if (maker_has(maker, provider->node)) {
			memcpy(&to[used], from, (size_t)(cells + 1) * sizeof(*from));
			used += cells + 1;
		} else if (maker_is_gic(maker, provider->node)) {
			to[used] = cpu_to_fdt32(GUEST_MAKER_GIC);
			rc = translate(maker, property, from + 1, (uint32_t)cells, &to[used + 1]);
			used += GIC_CELLS + 1;
		} else {
			return maker_refuse(maker, property->node, property->name, provider->node,
					    "an interrupt controller that can follow into a guest");
		}
		left -= cells + 1;
		from += cells + 1;
	}
	if (!rc)
		rc = maker_done(maker,
				fdt_property(maker->made->fdt, property->name, to,
					     used * (int)sizeof(*to)));
	return rc ? rc : 1;
}

int maker_interrupts(struct maker *maker, const struct maker_property *property)
{
	char path[TREE_PATH_MAX];

	/* It is written where it is needed, beside `interrupts`. */
	if (!strcmp(property->name, "interrupt-parent"))
		return 1;
	if (!strcmp(property->name, "interrupts"))
		return plain(maker, property);
	if (!strcmp(property->name, "interrupts-extended"))
		return extended(maker, property);
	if (!strcmp(property->name, "interrupt-map"))
		return why_not(maker->why, -EINVAL,
			       "%s: interrupt-map is of a bus that cannot follow into a guest",
			       tree_path(maker->host, property->node, path));
	return 0;
}
