/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interrupts.h - the interrupts of a node, and the controllers that they go to
 *
 *	interrupts = <0 7 4>, <0 9 4>;				with `interrupt-parent` at or above
 *	interrupts-extended = <&gic 0 7 4>, <&gpio 3 1>;
 */
#ifndef XEN_SCMI_FRONTEND_DT_INTERRUPTS_H
#define XEN_SCMI_FRONTEND_DT_INTERRUPTS_H

#include <libfdt.h>
#include <stdbool.h>

#include "proto/why.h"
#include "providers.h"

#define INTERRUPTS_CELLS_MAX 4

/* An interrupt at a GIC: type, number, flags. Some have a fourth cell, for groups of CPUs. */
#define INTERRUPTS_GIC_CELLS	3
#define INTERRUPTS_SHARED	0u
#define INTERRUPTS_SHARED_FIRST 32u /* what the GIC itself, Xen and xl count from */
#define INTERRUPTS_SHARED_COUNT 988u

/**
 * struct interrupts - a list, and the interrupt that was last taken from it
 * @controller: the node that it goes to
 * @cells:      what that node is told
 */
struct interrupts {
	const void *fdt;
	const struct providers *providers;
	int node;
	const char *property;

	int controller;
	const fdt32_t *cells;
	int count;

	bool is_extended;
	const fdt32_t *next;
	int left; /* in cells */
};

/** interrupts_is_list() - whether a property is such a list */
bool interrupts_is_list(const char *property);

/**
 * interrupts_open() - begin a list; @fdt to @property are set by the caller
 * @value: the property's value
 *
 * Return: 0; -EINVAL where it goes to no controller, or is not of whole interrupts.
 */
int interrupts_open(struct interrupts *list, const void *value, int length, struct why *why);

/** interrupts_next() - take the next one; Return: 1; 0 at the end; -EINVAL where the list is wrong
 */
int interrupts_next(struct interrupts *list, struct why *why);

/** interrupts_is_gic() - whether a node is a GIC, which a guest has of Xen alone */
bool interrupts_is_gic(const void *fdt, int node);

#endif
