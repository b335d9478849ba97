// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interrupts.c - lists of interrupts, of either form
 */
#include "interrupts.h"

#include <errno.h>
#include <string.h>

#include "tree.h"

static const char *const gics[] = { "arm,gic-v3",	 "arm,gic-400",	      "arm,cortex-a15-gic",
				    "arm,cortex-a9-gic", "arm,cortex-a7-gic", "arm,gic-v1",
				    "arm,pl390",	 "arm,eb11mp-gic",    "arm,tc11mp-gic" };

bool interrupts_is_gic(const void *fdt, int node)
{
	for (size_t i = 0; i < sizeof(gics) / sizeof(gics[0]); i++)
		if (!fdt_node_check_compatible(fdt, node, gics[i]))
			return true;
	return false;
}

bool interrupts_is_list(const char *property)
{
	return !strcmp(property, "interrupts") || !strcmp(property, "interrupts-extended");
}

/** parent_of() - the node that a node's interrupts go to; -1: none */
static int parent_of(const struct interrupts *list, int node)
{
	/* Each step goes up, or to a parent that is named; those can name each other in turn. */
	for (int steps = 0; steps < 2 * TREE_DEPTH_MAX && node >= 0; steps++) {
		const struct provider *provider;
		uint32_t phandle, cells;

		if (tree_cell(list->fdt, node, "interrupt-parent", &phandle)) {
			node = fdt_parent_offset(list->fdt, node);
		} else {
			provider = providers_find(list->providers, phandle);
			node = provider ? provider->node : -1;
		}
		if (node >= 0 && !tree_cell(list->fdt, node, "#interrupt-cells", &cells))
			return node;
	}
	return -1;
}

/** use_controller() - how many cells an interrupt has at a controller */
static int use_controller(struct interrupts *list, int controller, struct why *why)
{
	char path[TREE_PATH_MAX];
	bool gic = interrupts_is_gic(list->fdt, controller);
	uint32_t cells;

	if (tree_cell(list->fdt, controller, "#interrupt-cells", &cells) || !cells ||
	    cells > INTERRUPTS_CELLS_MAX || (gic && cells < INTERRUPTS_GIC_CELLS))
		return why_not(why, -EINVAL, "%s: #interrupt-cells is not one cell of %d to %d",
			       tree_path(list->fdt, controller, path),
			       gic ? INTERRUPTS_GIC_CELLS : 1, INTERRUPTS_CELLS_MAX);
	list->controller = controller;
	list->count = (int)cells;
	return 0;
}

static int wrong_length(const struct interrupts *list, int length, struct why *why)
{
	char path[TREE_PATH_MAX];

	return why_not(why, -EINVAL, "%s: %s has %d bytes, expected whole interrupts",
		       tree_path(list->fdt, list->node, path), list->property, length);
}

int interrupts_open(struct interrupts *list, const void *value, int length, struct why *why)
{
	char path[TREE_PATH_MAX];
	int parent, rc;

	list->is_extended = !strcmp(list->property, "interrupts-extended");
	list->next = value;
	list->left = length / (int)sizeof(fdt32_t);
	if (!length || length % (int)sizeof(fdt32_t))
		return wrong_length(list, length, why);
	if (list->is_extended)
		return 0;
	parent = parent_of(list, list->node);
	if (parent < 0)
		return why_not(why, -EINVAL, "%s: interrupts go to no interrupt controller",
			       tree_path(list->fdt, list->node, path));
	rc = use_controller(list, parent, why);
	if (rc)
		return rc;
	return list->left % list->count ? wrong_length(list, length, why) : 0;
}

/** take_controller() - the phandle in front of an interrupt */
static int take_controller(struct interrupts *list, struct why *why)
{
	uint32_t phandle = fdt32_ld(list->next);
	const struct provider *provider = providers_find(list->providers, phandle);
	char path[TREE_PATH_MAX];

	if (!provider)
		return why_not(why, -EINVAL, "%s: %s has the phandle 0x%x, which is of no node",
			       tree_path(list->fdt, list->node, path), list->property, phandle);
	list->next++;
	list->left--;
	return use_controller(list, provider->node, why);
}

int interrupts_next(struct interrupts *list, struct why *why)
{
	char path[TREE_PATH_MAX];
	int rc = 0;

	if (!list->left)
		return 0;
	if (list->is_extended)
		rc = take_controller(list, why);
	if (rc)
		return rc;
	if (list->left < list->count)
		return why_not(why, -EINVAL, "%s: %s ends in the middle of an interrupt",
			       tree_path(list->fdt, list->node, path), list->property);
	list->cells = list->next;
	list->next += list->count;
	list->left -= list->count;
	return 1;
}
