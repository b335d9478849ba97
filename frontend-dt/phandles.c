// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * phandles.c - take a list apart
 */
#include "phandles.h"

#include <errno.h>
#include <libfdt.h>

#include "tree.h"

int phandles_open(struct phandles *list, const void *value, int length, struct why *why)
{
	char path[TREE_PATH_MAX];

	list->value = value;
	list->length = length / (int)sizeof(fdt32_t);
	list->next = 0;
	if (length % (int)sizeof(fdt32_t))
		return why_not(why, -EINVAL, "%s: %s has %d bytes, expected whole cells of 4",
			       tree_path(list->fdt, list->node, path), list->property, length);
	return 0;
}

static uint32_t cell(const struct phandles *list, int index)
{
	return fdt32_ld((const fdt32_t *)(const void *)(list->value + index * 4));
}

/** count_cells() - how many cells follow a phandle; -EINVAL */
static int count_cells(const struct phandles *list, struct why *why)
{
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];
	uint32_t count;
	int rc;

	if (!list->cells)
		return list->fixed;
	rc = tree_cell(list->fdt, list->provider->node, list->cells, &count);
	if (!rc && count <= PHANDLES_CELLS_MAX)
		return (int)count;
	if (rc == -ENOENT && list->optional)
		return 0;
	tree_path(list->fdt, list->node, path);
	tree_path(list->fdt, list->provider->node, other);
	if (rc == -ENOENT)
		return why_not(why, -EINVAL, "%s: %s[%d] is %s, expected a node with %s", path,
			       list->property, list->index, other, list->cells);
	return why_not(why, -EINVAL, "%s: %s[%d] is %s, expected its %s to be one cell of 0 to %d",
		       path, list->property, list->index, other, list->cells, PHANDLES_CELLS_MAX);
}

int phandles_next(struct phandles *list, struct why *why)
{
	char path[TREE_PATH_MAX];
	uint32_t phandle;

	list->index = list->next;
	list->count = 0;
	list->provider = NULL;
	if (list->next >= list->length)
		return 0;
	phandle = cell(list, list->next++);
	if (!phandle)
		return 1;
	list->provider = providers_find(list->providers, phandle);
	if (!list->provider)
		return why_not(why, -EINVAL, "%s: %s[%d] = <0x%x> is the phandle of no node",
			       tree_path(list->fdt, list->node, path), list->property, list->index,
			       phandle);
	list->count = count_cells(list, why);
	if (list->count < 0)
		return list->count;
	if (list->count > list->length - list->next)
		return why_not(why, -EINVAL, "%s: %s[%d] has %d cells behind it, expected %d",
			       tree_path(list->fdt, list->node, path), list->property, list->index,
			       list->length - list->next, list->count);
	for (int i = 0; i < list->count; i++)
		list->arguments[i] = cell(list, list->next++);
	return 1;
}
