// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gather.c - move protocol nodes below a node for SCMI
 *
 * A node cannot be moved within a tree: it is read from a copy of the tree as it was.
 */
#include "gather.h"

#include <errno.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "proto/scmi.h"
#include "tree.h"

/* Where the node for SCMI comes to be. */
#define NODE "/firmware/scmi"

#define PROTOCOL_NAME "protocol@"

/* Bindings have protocol nodes with children, as regulators, that have no children. */
#define DEPTH_MAX 8

/** is_for_scmi() - whether a node is one for SCMI, over whatever transport */
static bool is_for_scmi(const void *fdt, int node)
{
	const char *compatible;

	for (int i = 0; (compatible = fdt_stringlist_get(fdt, node, "compatible", i, NULL)); i++)
		if (strstr(compatible, "scmi"))
			return true;
	return false;
}

static bool is_protocol(const void *fdt, int node)
{
	int length;
	const char *name = fdt_get_name(fdt, node, NULL);
	const fdt32_t *reg = fdt_getprop(fdt, node, "reg", &length);
	unsigned long protocol;
	char *end;

	if (strncmp(name, PROTOCOL_NAME, strlen(PROTOCOL_NAME)) || !reg || length != sizeof(*reg))
		return false;
	name += strlen(PROTOCOL_NAME);
	protocol = strtoul(name, &end, 16);
	return end != name && !*end && protocol == fdt32_ld(reg) && protocol >= SCMI_BASE &&
		protocol <= UINT8_MAX;
}

static bool stands_alone(const void *fdt, int node)
{
	if (!is_protocol(fdt, node) || !tree_is_enabled(fdt, node))
		return false;
	while ((node = fdt_parent_offset(fdt, node)) >= 0)
		if (is_for_scmi(fdt, node) || is_protocol(fdt, node))
			return false;
	return true;
}

int gather_next(const void *fdt, int after)
{
	int node = fdt_next_node(fdt, after, NULL);

	while (node >= 0 && !stands_alone(fdt, node))
		node = fdt_next_node(fdt, node, NULL);
	return node;
}

/** depth_below() - how many levels of nodes are below a node, up to one more than there may be */
static int depth_below(const void *fdt, int node)
{
	int depth = 0, deepest = 0;

	for (node = fdt_next_node(fdt, node, &depth);
	     node >= 0 && depth > 0 && deepest <= DEPTH_MAX;
	     node = fdt_next_node(fdt, node, &depth))
		deepest = depth > deepest ? depth : deepest;
	return deepest;
}

int gather_check(const void *fdt, struct why *why)
{
	int first[UINT8_MAX + 1] = { 0 };
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];

	if (fdt_path_offset(fdt, NODE) >= 0)
		return why_not(why, -EINVAL,
			       NODE ": is not an enabled node of \"arm,scmi-smc\", and protocols "
				    "stand alone: expected one of the two");
	for (int node = gather_next(fdt, -1); node >= 0; node = gather_next(fdt, node)) {
		uint32_t protocol = fdt32_ld(fdt_getprop(fdt, node, "reg", NULL));

		tree_path(fdt, node, path);
		if (first[protocol])
			return why_not(why, -EINVAL, "%s: protocol 0x%x has a node already: %s",
				       path, protocol, tree_path(fdt, first[protocol], other));
		if (depth_below(fdt, node) > DEPTH_MAX)
			return why_not(why, -EINVAL, "%s: more than %d levels of nodes below it",
				       path, DEPTH_MAX);
		first[protocol] = node;
	}
	return 0;
}

/** add_scmi() - Return: the new node's offset; a negative libfdt error */
static int add_scmi(void *fdt)
{
	int firmware = fdt_subnode_offset(fdt, 0, "firmware");
	int scmi, rc;

	if (firmware == -FDT_ERR_NOTFOUND)
		firmware = fdt_add_subnode(fdt, 0, "firmware");
	if (firmware < 0)
		return firmware;
	scmi = fdt_add_subnode(fdt, firmware, "scmi");
	if (scmi < 0)
		return scmi;
	rc = fdt_setprop_u32(fdt, scmi, "#size-cells", 0);
	if (!rc)
		rc = fdt_setprop_u32(fdt, scmi, "#address-cells", 1);
	if (!rc)
		rc = fdt_setprop_string(fdt, scmi, "compatible", "arm,scmi-smc");
	return rc ? rc : scmi;
}

/** copy_node() - copy a node, with all that it has, below a node of another tree */
static int copy_node(const void *from, int node, void *to, int parent)
{
	int copy = fdt_add_subnode(to, parent, fdt_get_name(from, node, NULL));
	int rc = copy < 0 ? copy : 0, property, child;

	fdt_for_each_property_offset (property, from, node) {
		const char *name;
		int length;
		const void *value = fdt_getprop_by_offset(from, property, &name, &length);

		if (!rc)
			rc = value ? fdt_setprop(to, copy, name, value, length) : length;
	}
	fdt_for_each_subnode (child, from, node)
		if (!rc)
			rc = copy_node(from, child, to, copy);
	return rc;
}

int gather(void *fdt)
{
	void *before = malloc(fdt_totalsize(fdt));
	int scmi, node, rc = 0;

	if (!before)
		return -FDT_ERR_NOSPACE;
	memcpy(before, fdt, fdt_totalsize(fdt));
	for (node = gather_next(fdt, -1); node >= 0 && !rc; node = gather_next(fdt, -1))
		rc = fdt_del_node(fdt, node);
	scmi = rc ? rc : add_scmi(fdt);
	rc = scmi < 0 ? scmi : 0;
	for (node = gather_next(before, -1); node >= 0 && !rc; node = gather_next(before, node))
		rc = copy_node(before, node, fdt, scmi);
	free(before);
	return rc;
}
