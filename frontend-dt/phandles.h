/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * phandles.h - lists of phandles, each with as many cells behind it as its node wants
 *
 *	clocks = <&osc>, <&scmi_clk 3>, <0>, <&cru 7 1>;
 */
#ifndef XEN_SCMI_FRONTEND_DT_PHANDLES_H
#define XEN_SCMI_FRONTEND_DT_PHANDLES_H

#include <stdbool.h>

#include "proto/why.h"
#include "providers.h"

/* Linux's limit, too. */
#define PHANDLES_CELLS_MAX 16

/**
 * struct phandles - a list, and the entry that was last taken from it
 * @cells:    name of the property that says how many cells follow a phandle; NULL: @fixed cells do
 * @optional: where a node has no such property none follow
 * @index:    cell of the entry in the list
 * @provider: NULL: an empty entry, which has the phandle 0 and no cells
 */
struct phandles {
	const void *fdt;
	const struct providers *providers;
	int node;
	const char *property;
	const char *cells;
	int fixed;
	bool optional;

	int index;
	const struct provider *provider;
	uint32_t arguments[PHANDLES_CELLS_MAX];
	int count; /* of arguments */

	const char *value;
	int length; /* in cells */
	int next;
};

/**
 * phandles_open() - begin a list; @fdt to @fixed are set by the caller
 * @value: the property's value
 *
 * Return: 0; -EINVAL where its length is not one of whole cells.
 */
int phandles_open(struct phandles *list, const void *value, int length, struct why *why);

/**
 * phandles_next() - take the next entry
 *
 * Return: 1; 0 at the end; -EINVAL where the list is wrong: a phandle of no node, a node that does
 * not say how many cells follow, an end in the middle of an entry.
 */
int phandles_next(struct phandles *list, struct why *why);

#endif
