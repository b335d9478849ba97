// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * xl_tree.c - what Xen gives to every guest, then what the partial tree has
 */
#include "xl_tree.h"

#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"

/* What it has more than the partial tree; what the daemon adds to that. */
#define OWN_ROOM  4096
#define SCMI_ROOM 65536

/* Guest physical addresses, from xen/arch-arm.h. */
enum { RAM_LOW, RAM_HIGH, GIC, GRANTS, PAGES, VIRTIO, REGIONS };

static const struct region layout[REGIONS] = {
	[RAM_LOW] = { 0x40000000, 0xc0000000 },
	[RAM_HIGH] = { 0x200000000, 0xfe00000000 },
	/* of either version, with the redistributors of version 3 */
	[GIC] = { 0x03001000, 0x0101f000 },
	/* with the pages for console and xenstore behind it */
	[GRANTS] = { 0x38000000, 0x02000000 },
	/* a vpl011, and where the daemon shares its page by default */
	[PAGES] = { 0x22000000, 0x10000 },
	[VIRTIO] = { 0x02000000, 0x100000 },
};

bool xl_tree_may_have(const struct region *region)
{
	for (int i = 0; i < REGIONS; i++)
		if (region_overlap(region, &layout[i]))
			return true;
	return false;
}

/* Less of a bank is not given to a guest as a region in which it can map others' memory. */
#define EXTENDED_LEAST (64u << 20)

static int begin_node(void *fdt, const char *name, const struct region *region)
{
	const fdt64_t reg[] = { cpu_to_fdt64(region->address), cpu_to_fdt64(region->size) };
	char full[64];
	int rc;

	snprintf(full, sizeof(full), "%s@%" PRIx64, name, region->address);
	rc = fdt_begin_node(fdt, full);
	return rc ? rc : fdt_property(fdt, "reg", reg, sizeof(reg));
}

static int write_memory(void *fdt, uint64_t memory)
{
	int rc = 0;

	for (int bank = RAM_LOW; !rc && bank <= RAM_HIGH && memory; bank++) {
		struct region ram = layout[bank];

		ram.size = memory < ram.size ? memory : ram.size;
		rc = begin_node(fdt, "memory", &ram);
		if (!rc)
			rc = fdt_property_string(fdt, "device_type", "memory");
		if (!rc)
			rc = fdt_end_node(fdt);
		memory -= ram.size;
	}
	return rc;
}

static int write_gic(void *fdt)
{
	int rc = begin_node(fdt, "interrupt-controller", &layout[GIC]);

	if (!rc)
		rc = fdt_property_string(fdt, "compatible", "arm,gic-v3");
	if (!rc)
		rc = fdt_property_u32(fdt, "#interrupt-cells", 3);
	if (!rc)
		rc = fdt_property(fdt, "interrupt-controller", NULL, 0);
	if (!rc)
		rc = fdt_property_u32(fdt, "phandle", XL_TREE_GIC);
	return rc ? rc : fdt_end_node(fdt);
}

static int write_psci(void *fdt)
{
	int rc = fdt_begin_node(fdt, "psci");

	if (!rc)
		rc = fdt_property_string(fdt, "compatible", "arm,psci-1.0");
	if (!rc)
		rc = fdt_property_string(fdt, "method", "hvc");
	return rc ? rc : fdt_end_node(fdt);
}

/** write_hypervisor() - the grant table, and what is left of the banks of memory */
static int write_hypervisor(void *fdt, uint64_t memory)
{
	struct region all[1 + RAM_HIGH - RAM_LOW + 1] = { layout[GRANTS] };
	fdt64_t reg[2 * (sizeof(all) / sizeof(all[0]))];
	char name[64];
	int count = 1, rc;

	for (int bank = RAM_LOW; bank <= RAM_HIGH; bank++) {
		uint64_t used = memory < layout[bank].size ? memory : layout[bank].size;

		memory -= used;
		if (layout[bank].size - used >= EXTENDED_LEAST)
			all[count++] = (struct region){ layout[bank].address + used,
							layout[bank].size - used };
	}
	for (int i = 0; i < count; i++) {
		reg[2 * i] = cpu_to_fdt64(all[i].address);
		reg[2 * i + 1] = cpu_to_fdt64(all[i].size);
	}
	snprintf(name, sizeof(name), "hypervisor@%" PRIx64, all[0].address);
	rc = fdt_begin_node(fdt, name);
	if (!rc)
		rc = fdt_property_string(fdt, "compatible", "xen,xen");
	if (!rc)
		rc = fdt_property(fdt, "reg", reg, count * 2 * (int)sizeof(reg[0]));
	return rc ? rc : fdt_end_node(fdt);
}

static int write_uart(void *fdt)
{
	const struct region page = { layout[PAGES].address, 0x1000 };
	int rc = begin_node(fdt, "sbsa-uart", &page);

	return rc ? rc : fdt_end_node(fdt);
}

static int begin(void *fdt, size_t size)
{
	int rc = fdt_create(fdt, (int)size);

	if (!rc)
		rc = fdt_finish_reservemap(fdt);
	if (!rc)
		rc = fdt_begin_node(fdt, "");
	if (!rc)
		rc = fdt_property_u32(fdt, "#address-cells", 2);
	if (!rc)
		rc = fdt_property_u32(fdt, "#size-cells", 2);
	if (!rc)
		rc = fdt_property_u32(fdt, "interrupt-parent", XL_TREE_GIC);
	return rc;
}

/** copy_node() - a node as it stands, with all that is below it; depth is what tree_check() allows
 */
static int copy_node(void *fdt, const void *from, int node)
{
	int offset, child, rc = fdt_begin_node(fdt, fdt_get_name(from, node, NULL));

	fdt_for_each_property_offset (offset, from, node) {
		int length;
		const char *name;
		const void *value = fdt_getprop_by_offset(from, offset, &name, &length);

		if (!rc)
			rc = value ? fdt_property(fdt, name, value, length) : length;
	}
	fdt_for_each_subnode (child, from, node)
		if (!rc)
			rc = copy_node(fdt, from, child);
	return rc ? rc : fdt_end_node(fdt);
}

/** check_partial() - whether a partial tree is one that xl takes, and goes with what is Xen's */
static int check_partial(const void *partial, struct why *why)
{
	char path[TREE_PATH_MAX];
	int first = fdt_subnode_offset(partial, 0, "passthrough"), end, depth = 0;

	/* xl wants the name as it stands, libfdt is content with passthrough@0. */
	if (first < 0 || strcmp(fdt_get_name(partial, first, NULL), "passthrough"))
		return why_not(why, -EINVAL,
			       "has no node /passthrough, expected all that is for the guest "
			       "below it");
	end = tree_end(partial, first);
	for (int node = first; node >= 0 && node < end;
	     node = fdt_next_node(partial, node, &depth)) {
		uint32_t phandle = fdt_get_phandle(partial, node);

		if (depth > TREE_DEPTH_MAX - 1)
			return why_not(why, -EINVAL, "%s: is more than %d levels deep",
				       tree_path(partial, node, path), TREE_DEPTH_MAX);
		if (phandle >= XL_TREE_GIC && phandle < UINT32_MAX)
			return why_not(why, -EINVAL,
				       "%s: phandle = <%u>, expected less than %u, which are Xen's",
				       tree_path(partial, node, path), phandle, XL_TREE_GIC);
	}
	return 0;
}

void *xl_tree_make(const void *partial, const struct xl_guest *guest, size_t *size, struct why *why)
{
	int aliases = fdt_path_offset(partial, "/aliases");
	void *fdt;
	int rc;

	if (check_partial(partial, why))
		return NULL;
	*size = fdt_totalsize(partial) * 2 + OWN_ROOM + SCMI_ROOM;
	fdt = malloc(*size);
	if (!fdt) {
		why_not(why, -ENOMEM, "out of memory");
		return NULL;
	}
	rc = begin(fdt, *size - SCMI_ROOM);
	if (!rc)
		rc = write_memory(fdt, guest->memory);
	if (!rc)
		rc = write_gic(fdt);
	if (!rc)
		rc = write_psci(fdt);
	if (!rc)
		rc = write_hypervisor(fdt, guest->memory);
	if (!rc && guest->has_uart)
		rc = write_uart(fdt);
	if (!rc)
		rc = copy_node(fdt, partial, fdt_path_offset(partial, "/passthrough"));
	if (!rc && aliases >= 0)
		rc = copy_node(fdt, partial, aliases);
	if (!rc)
		rc = fdt_end_node(fdt);
	if (!rc)
		rc = fdt_finish(fdt);
	if (!rc)
		return fdt;
	why_not(why, -EINVAL, "the guest's tree cannot be made from it: %s", fdt_strerror(rc));
	free(fdt);
	return NULL;
}
