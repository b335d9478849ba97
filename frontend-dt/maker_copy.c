// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * maker_copy.c - copy nodes: those of devices property by property, SCMI's as they stand
 */
#include "maker.h"

#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <string.h>

#include "interrupts.h"
#include "iommu.h"
#include "proto/scmi.h"
#include "region.h"
#include "tree.h"
#include "xl_tree.h"

#define NAME_ROOM 80

/* Not for a guest: its own values are written, or it needs none. */
static const char *const left_out[] = { "phandle", "linux,phandle", "xen,passthrough", "xen,path",
					"iommus" };

static bool is_left_out(const struct maker_property *property)
{
	for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
		if (!strcmp(property->name, left_out[i]))
			return true;
	/* Whoever asks for a device wants to use it. */
	return property->is_top && !strcmp(property->name, "status");
}

static int copy_property(struct maker *maker, const struct maker_property *property)
{
	int rc;

	if (is_left_out(property))
		return 0;
	rc = maker_interrupts(maker, property);
	if (!rc)
		rc = maker_address(maker, property);
	if (!rc)
		rc = maker_list(maker, property);
	if (rc)
		return rc < 0 ? rc : 0;
	return maker_done(
		maker,
		fdt_property(maker->made->fdt, property->name, property->value, property->length));
}

/** write_phandle() - the one that the node has in the machine's tree, if it has one */
static int write_phandle(struct maker *maker, int node)
{
	uint32_t phandle = fdt_get_phandle(maker->host, node);
	char path[TREE_PATH_MAX];

	if (!phandle)
		return 0;
	if (phandle >= XL_TREE_GIC)
		return why_not(maker->why, -EINVAL,
			       "%s: phandle = <0x%x>, expected less than 0x%x, which are Xen's",
			       tree_path(maker->host, node, path), phandle, XL_TREE_GIC);
	return maker_done(maker, fdt_property_u32(maker->made->fdt, "phandle", phandle));
}

static int copy_properties(struct maker *maker, int node, bool is_top)
{
	struct maker_property property = { .node = node, .is_top = is_top };
	int offset, rc = write_phandle(maker, node);

	fdt_for_each_property_offset (offset, maker->host, node) {
		if (rc)
			break;
		property.value = fdt_getprop_by_offset(maker->host, offset, &property.name,
						       &property.length);
		if (property.value)
			rc = copy_property(maker, &property);
	}
	return rc;
}

/** check_kind() - some nodes are no devices, or not of a kind that xl can pass through */
static int check_kind(struct maker *maker, int node)
{
	char path[TREE_PATH_MAX];

	if (tree_is_pci(maker->host, node))
		return why_not(
			maker->why, -EINVAL,
			"%s: device_type is \"pci\", expected a device that is not behind PCI",
			tree_path(maker->host, node, path));
	if (fdt_getprop(maker->host, node, "#iommu-cells", NULL) ||
	    interrupts_is_gic(maker->host, node))
		return why_not(maker->why, -EINVAL,
			       "%s: is Xen's own, expected a device that Xen does not use",
			       tree_path(maker->host, node, path));
	return 0;
}

/** copy_below() - a node's properties and enabled children, and theirs */
static int copy_below(struct maker *maker, int node, bool is_top, bool is_behind_iommu)
{
	int child, rc = check_kind(maker, node);

	if (iommu_holds_back(maker->host, &maker->providers, node)) {
		is_behind_iommu = true;
		if (!rc)
			rc = maker_add(maker, &maker->made->dtdev, node);
	}
	if (!rc)
		rc = maker_check_node(maker, node, is_top, is_behind_iommu);
	if (!rc)
		rc = copy_properties(maker, node, is_top);
	fdt_for_each_subnode (child, maker->host, node) {
		if (rc || !tree_is_enabled(maker->host, child))
			continue;
		rc = fdt_begin_node(maker->made->fdt, fdt_get_name(maker->host, child, NULL));
		rc = rc ? maker_done(maker, rc) : copy_below(maker, child, false, is_behind_iommu);
		if (!rc)
			rc = maker_done(maker, fdt_end_node(maker->made->fdt));
	}
	return rc;
}

/** top_name() - a node's name, with the address that it has for the guest */
static int top_name(struct maker *maker, int node, char name[NAME_ROOM])
{
	const char *from = fdt_get_name(maker->host, node, NULL);
	struct region region;
	uint64_t guest;
	int rc;

	snprintf(name, NAME_ROOM, "%s", from);
	if (region_get(maker->host, node, 0, &region))
		return 0;
	rc = maker_place(maker, node, &region, true, &guest);
	snprintf(name, NAME_ROOM, "%.*s@%" PRIx64, (int)strcspn(from, "@"), from, guest);
	return rc;
}

/** check_name() - two nodes from different places can have the same name */
static int check_name(struct maker *maker, int node, const char *name)
{
	char other[NAME_ROOM], path[TREE_PATH_MAX], there[TREE_PATH_MAX];

	for (size_t i = 0; i < maker->tops.count; i++) {
		if (!top_name(maker, maker->tops.node[i], other) && !strcmp(name, other))
			return why_not(maker->why, -EINVAL,
				       "%s: has the name of %s, expected another",
				       tree_path(maker->host, node, path),
				       tree_path(maker->host, maker->tops.node[i], there));
	}
	return maker_add(maker, &maker->tops, node);
}

int maker_copy_top(struct maker *maker, int node, bool is_device)
{
	char name[NAME_ROOM], path[TREE_PATH_ROOM];
	void *fdt = maker->made->fdt;
	int rc;

	rc = top_name(maker, node, name);
	if (!rc)
		rc = check_name(maker, node, name);
	if (rc)
		return rc;
	rc = maker_done(maker, fdt_begin_node(fdt, name));
	/* For the daemon's messages. */
	if (!rc && is_device && !fdt_get_path(maker->host, node, path, sizeof(path)))
		rc = maker_done(maker, fdt_property_string(fdt, "xen,path", path));
	if (!rc)
		rc = copy_below(maker, node, true, false);
	return rc ? rc : maker_done(maker, fdt_end_node(fdt));
}

/** copy_plain() - a node below SCMI as it stands, but for what regulators hang on */
static int copy_plain(struct maker *maker, int node, bool with_children)
{
	void *fdt = maker->made->fdt;
	int offset, child;
	int rc = maker_done(maker, fdt_begin_node(fdt, fdt_get_name(maker->host, node, NULL)));

	if (!rc)
		rc = write_phandle(maker, node);
	fdt_for_each_property_offset (offset, maker->host, node) {
		int length;
		const char *name;
		const void *value = fdt_getprop_by_offset(maker->host, offset, &name, &length);
		size_t size = strlen(name);

		if (rc || !value || !strcmp(name, "phandle") || !strcmp(name, "linux,phandle") ||
		    (size > 7 && !strcmp(name + size - 7, "-supply")))
			continue;
		rc = maker_done(maker, fdt_property(fdt, name, value, length));
	}
	fdt_for_each_subnode (child, maker->host, node)
		if (!rc && with_children)
			rc = copy_plain(maker, child, true);
	return rc ? rc : maker_done(maker, fdt_end_node(fdt));
}

static int write_cells(struct maker *maker, uint32_t address_cells, uint32_t size_cells)
{
	int rc = fdt_property_u32(maker->made->fdt, "#address-cells", address_cells);

	if (!rc)
		rc = fdt_property_u32(maker->made->fdt, "#size-cells", size_cells);
	return maker_done(maker, rc);
}

/** copy_used() - those of a protocol's nodes that are used */
static int copy_used(struct maker *maker, const struct guest_maker_nodes *nodes)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < nodes->count; i++)
		rc = copy_plain(maker, nodes->node[i], true);
	return rc;
}

static int write_regulators(struct maker *maker)
{
	int rc = maker_done(maker, fdt_begin_node(maker->made->fdt, "regulators"));

	if (!rc)
		rc = write_cells(maker, 1, 0);
	if (!rc)
		rc = copy_used(maker, &maker->regulators);
	return rc ? rc : maker_done(maker, fdt_end_node(maker->made->fdt));
}

/** write_protocol() - its number, and how many cells follow its phandle; the used ones below it */
static int write_protocol(struct maker *maker, int node)
{
	void *fdt = maker->made->fdt;
	uint32_t protocol = 0;
	int offset, rc;

	tree_cell(maker->host, node, "reg", &protocol);
	rc = maker_done(maker, fdt_begin_node(fdt, fdt_get_name(maker->host, node, NULL)));
	if (!rc)
		rc = write_phandle(maker, node);
	if (!rc)
		rc = maker_done(maker, fdt_property_u32(fdt, "reg", protocol));
	fdt_for_each_property_offset (offset, maker->host, node) {
		int length;
		const char *name;
		const void *value = fdt_getprop_by_offset(maker->host, offset, &name, &length);

		if (!rc && value && name[0] == '#')
			rc = maker_done(maker, fdt_property(fdt, name, value, length));
	}
	if (!rc && protocol == SCMI_VOLTAGE)
		rc = write_regulators(maker);
	if (!rc && protocol == SCMI_PINCTRL)
		rc = copy_used(maker, &maker->pins);
	return rc ? rc : maker_done(maker, fdt_end_node(fdt));
}

/** write_access() - what devices need to refer to the SCMI node itself */
static int write_access(struct maker *maker)
{
	static const char cells[] = "#access-controller-cells";
	int length, rc = write_phandle(maker, maker->scmi);
	const void *value = fdt_getprop(maker->host, maker->scmi, cells, &length);

	if (!rc && value)
		rc = maker_done(maker, fdt_property(maker->made->fdt, cells, value, length));
	return rc;
}

int maker_write_scmi(struct maker *maker)
{
	void *fdt = maker->made->fdt;
	int rc;

	if (!maker->protocols.count && !maker->has_access)
		return 0;
	rc = fdt_begin_node(fdt, "firmware") ||
		fdt_property_string(fdt, "compatible", "simple-bus") ||
		fdt_property(fdt, "ranges", NULL, 0);
	rc = rc ? -FDT_ERR_NOSPACE : write_cells(maker, 2, 2);
	if (rc)
		return maker_done(maker, rc);
	rc = fdt_begin_node(fdt, "scmi");
	if (!rc)
		rc = fdt_property_string(fdt, "compatible", "arm,scmi-smc");
	rc = rc ? maker_done(maker, rc) : write_cells(maker, 1, 0);
	if (!rc && maker->has_access)
		rc = write_access(maker);
	for (size_t i = 0; !rc && i < maker->protocols.count; i++)
		rc = write_protocol(maker, maker->protocols.node[i]);
	if (!rc)
		rc = maker_done(maker, fdt_end_node(fdt));
	return rc ? rc : maker_done(maker, fdt_end_node(fdt));
}
