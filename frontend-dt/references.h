/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * references.h - which SCMI resources the nodes of a device tree refer to
 *
 * A tree may be a machine's, or the one that a guest is about to boot with. Lists may have other
 * providers mixed in, which are skipped. What these properties say is read:
 *
 *	clocks, assigned-clocks					clocks, or performance domains
 *	assigned-clock-parents					the same, which are not changed
 *	power-domains						power or performance domains
 *	performance-domains					performance domains
 *	resets							reset domains
 *	thermal-sensors						sensors
 *	access-controllers, of the SCMI node itself		devices, as permissions are given by
 *	NAME-supply						voltage domains, fixed ones
 *								of other kinds that they feed
 *	pinctrl-0 to pinctrl-N					pins, groups, functions: pins.h
 *	gpio-ranges						pins or groups, which are not
 *								changed: pins.h
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
 * @property:  stands in the tree
 * @id:        the firmware's; 0 where there is a name
 * @name:      by which the firmware knows it, of pins, groups and functions; else NULL
 * @provider:  the node that is referred to: a protocol, a regulator, or below protocol@19
 * @only_read: the node makes use of it, and changes nothing of it
 */
struct reference {
	int node;
	const char *property;
	enum scmi_resource resource;
	uint32_t id;
	const char *name;
	int provider;
	bool only_read;
};

/* What is called for each; the same resource may come several times. */
typedef int (*reference_found)(void *context, const struct reference *reference);

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

/**
 * struct references_reader - what is read of a tree, and who is told
 * @context: for what is called
 * @found:   as of references_read()
 * @wants:   called for each node but SCMI's own, in their order: whether it is read; NULL: all are
 * @wrong:   called for a node with a list that is wrong, of which no more is read; NULL: nor is of
 *           the tree
 */
struct references_reader {
	void *context;
	reference_found found;
	bool (*wants)(void *context, int node);
	void (*wrong)(void *context, const struct why *why);
};

/**
 * references_read_all() - the same for each node of a tree that is wanted, except for SCMI's own
 *
 * Return: as references_read() does; @found returns no -EINVAL.
 */
int references_read_all(const void *fdt, const struct references_reader *of, struct why *why);

/**
 * references_list() - whether a property is a list that may refer to SCMI resources
 * @list: has the property; how many cells follow a phandle is set
 */
bool references_list(struct phandles *list);

/**
 * references_resolve() - what a list's entry refers to
 * @list: after phandles_next(), with a provider
 *
 * A state of pin control is pin 0 here, whatever it is about, and so is a range of pins.
 *
 * Return: 1; 0 where it is not SCMI's; -EINVAL where it is, and of a kind that the property cannot
 * mean, or without an id.
 */
int references_resolve(const struct phandles *list, struct reference *reference, struct why *why);

#endif
