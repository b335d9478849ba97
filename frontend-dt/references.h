/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * references.h - which SCMI resources the nodes of a device tree refer to
 *
 * A tree may be a machine's, or the one that a guest is about to boot with. Lists may have other
 * providers mixed in, which are skipped. What these properties say is read:
 *
 *	clocks, assigned-clocks, assigned-clock-parents		clocks, or performance domains
 *	power-domains						power or performance domains
 *	performance-domains					performance domains
 *	resets							reset domains
 *	thermal-sensors						sensors
 *	NAME-supply						voltage domains, also where
 *regulators of other kinds are fed by them
 *	pinctrl-0 to pinctrl-N					pins, by name
 */
#ifndef XEN_SCMI_FRONTEND_DT_REFERENCES_H
#define XEN_SCMI_FRONTEND_DT_REFERENCES_H

#include <stdbool.h>
#include <stdint.h>

#include "phandles.h"
#include "proto/message.h"
#include "proto/why.h"

/* SCMI counts resources in 16 bits. */
#define REFERENCE_ID_MAX 0xffffu

/**
 * struct reference - one SCMI resource that a node refers to
 * @property: stands in the tree
 * @resource: SCMI_RESOURCE_PIN for pins, which have names there, or a vendor's numbers
 * @id:       the firmware's; 0 for pins
 * @provider: the node that is referred to: a protocol, a regulator, or below protocol@19
 */
struct reference {
	int node;
	const char *property;
	enum scmi_resource resource;
	uint32_t id;
	int provider;
};

/* What is called for each; the same resource may come several times. */
typedef int (*reference_found)(void *context, const struct reference *reference);

static inline bool reference_is_by_name(const struct reference *reference)
{
	return reference->resource == SCMI_RESOURCE_PIN;
}

/**
 * references_read() - find all SCMI resources that one node refers to
 * @fdt:     a tree that tree_check() accepted
 * @context: for @found
 *
 * Return: 0; -EINVAL where a list is wrong, with a line that names node, property, value and what
 * was expected; -ENOMEM; what @found returned if not 0.
 */
int references_read(const void *fdt, int node, reference_found found, void *context,
		    struct why *why);

/** references_read_all() - the same for each node of a tree, except for SCMI's own */
int references_read_all(const void *fdt, reference_found found, void *context, struct why *why);

/**
 * references_list() - whether a property is a list that may refer to SCMI resources
 * @cells: set to the property that says how many cells follow a phandle; NULL: none do
 */
bool references_list(const char *property, const char **cells);

/**
 * references_resolve() - what a list's entry refers to
 * @list: after phandles_next(), with a provider
 *
 * Return: 1; 0 where it is not SCMI's; -EINVAL where it is, and of a kind that the property cannot
 * mean, or without an id.
 */
int references_resolve(const struct phandles *list, struct reference *reference, struct why *why);

#endif
