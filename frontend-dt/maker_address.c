// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * maker_address.c - where a device is, and whether it could write to any memory
 *
 * What stands right below /passthrough is addressed as the CPU does it, with two cells for an
 * address and two for a size. What is further down is as it was.
 */
#include "maker.h"

#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <string.h>

#include "tree.h"

/* As region_get() has it. */
#define REGION_DEPTH_MAX 8

/* Devices that are known to have registers and interrupts only. */
static const char *const simple_devices[] = {
	"arm,pl011",
	"arm,pl031",
	"arm,pl050",
	"arm,pl061",
	"arm,sbsa-gwdt",
	"arm,sbsa-uart",
	"arm,sp804",
	"arm,sp805",
	"arm,versatile-i2c",
	"fsl,imx7ulp-lpi2c",
	"fsl,imx7ulp-pwm",
	"fsl,imx8ulp-gpio",
	"fsl,imx93-wdt",
	"fsl,vf610-gpio",
	"mmio-sram",
	"ns16550a",
	"rockchip,gpio-bank",
	"rockchip,rk3288-pwm",
	"rockchip,rk3288-timer",
	"rockchip,rk3328-pwm",
	"rockchip,rk3399-i2c",
	"snps,designware-i2c",
	"snps,dw-apb-gpio",
	"snps,dw-apb-uart",
	"snps,dw-wdt",
};

static int wrong(const struct maker *maker, int node, const char *what)
{
	char path[TREE_PATH_MAX];

	return why_not(maker->why, -EINVAL, "%s: %s", tree_path(maker->host, node, path), what);
}

/** get_region() - as region_get(), with a reason where there is none for another cause */
static int get_region(const struct maker *maker, int node, unsigned int index,
		      struct region *region)
{
	int rc = region_get(maker->host, node, index, region);

	if (rc == -EINVAL)
		wrong(maker, node, "reg, or ranges on the way to it, is malformed");
	return rc;
}

/** write_reg() - a device's `reg` */
static int write_reg(struct maker *maker, const struct maker_property *property)
{
	struct region region;
	fdt64_t cells[2 * GUEST_MAKER_MAX];
	unsigned int count;
	uint64_t guest;
	int rc = 0;

	for (count = 0; count < GUEST_MAKER_MAX; count++) {
		rc = get_region(maker, property->node, count, &region);
		if (rc)
			break;
		rc = maker_place(maker, property->node, &region, true, &guest);
		if (rc)
			return rc;
		cells[2 * count] = cpu_to_fdt64(guest);
		cells[2 * count + 1] = cpu_to_fdt64(region.size);
	}
	if (rc == -EINVAL)
		return rc;
	if (rc == -ENXIO)
		return wrong(maker, property->node,
			     "reg cannot be addressed by the CPU, expected the bus in its place");
	if (rc != -ENOENT || !count)
		return wrong(maker, property->node, "reg has too many entries, or none");
	rc = fdt_property(maker->made->fdt, "reg", cells, (int)(count * 2 * sizeof(cells[0])));
	rc = maker_done(maker, rc);
	return rc ? rc : 1;
}

/** is_straight() - whether a bus and those above it address all as the CPU does */
static bool is_straight(const struct maker *maker, int bus)
{
	int length;

	for (int node = bus; node > 0; node = fdt_parent_offset(maker->host, node))
		if (!fdt_getprop(maker->host, node, "ranges", &length) || length)
			return false;
	return true;
}

/** take_cells() - a number of one or two cells */
static uint64_t take_cells(const fdt32_t **cell, int count)
{
	uint64_t value = 0;

	while (count--)
		value = value << 32 | fdt32_ld((*cell)++);
	return value;
}

/** struct window - of how many cells the entries of a `ranges` are */
struct window {
	int from;
	int to;
	int size;
};

/** write_windows() - each entry, with two cells for the CPU's address in place of its parent's */
static int write_windows(struct maker *maker, const struct maker_property *property, int bus,
			 const struct window *window)
{
	const fdt32_t *cell = property->value;
	int left = property->length / (int)sizeof(*cell);
	int entry = window->from + window->to + window->size;
	fdt32_t *out;
	void *room;
	int rc = fdt_property_placeholder(
		maker->made->fdt, "ranges",
		left / entry * (window->from + 2 + window->size) * (int)sizeof(*cell), &room);

	if (rc)
		return maker_done(maker, rc);
	for (out = room; left; left -= entry) {
		const fdt32_t *size = cell + window->from + window->to;
		struct region region = { .size = take_cells(&size, window->size) };
		uint64_t guest;
		int moved;

		memcpy(out, cell, (size_t)window->from * sizeof(*cell));
		cell += window->from;
		region.address = take_cells(&cell, window->to);
		if (region_translate(maker->host, bus, region.size, &region.address))
			return wrong(maker, property->node,
				     "ranges cannot be addressed by the CPU, expected `ranges` on "
				     "the way");
		moved = maker_place(maker, property->node, &region, true, &guest);
		if (moved)
			return moved;
		out[window->from] = cpu_to_fdt32((uint32_t)(guest >> 32));
		out[window->from + 1] = cpu_to_fdt32((uint32_t)guest);
		memcpy(out + window->from + 2, cell, (size_t)window->size * sizeof(*cell));
		out += window->from + 2 + window->size;
		cell += window->size;
	}
	return 1;
}

/** write_ranges() - of a device that is a bus: its parent's addresses become the CPU's */
static int write_ranges(struct maker *maker, const struct maker_property *property)
{
	int bus = fdt_parent_offset(maker->host, property->node);
	struct window window = {
		.from = fdt_address_cells(maker->host, property->node),
		.to = fdt_address_cells(maker->host, bus),
		.size = fdt_size_cells(maker->host, property->node),
	};

	if (!property->length) {
		if (is_straight(maker, bus))
			return 0;
		return wrong(
			maker, property->node,
			"ranges is empty, on a bus whose addresses are not the CPU's, expected "
			"windows");
	}
	if (window.from < 1 || window.from > 2 || window.to < 1 || window.to > 2 ||
	    window.size < 1 || window.size > 2)
		return wrong(maker, property->node, "ranges is not of one or two cells each");
	if (property->length % ((window.from + window.to + window.size) * (int)sizeof(fdt32_t)))
		return wrong(maker, property->node, "ranges ends in the middle of an entry");
	return write_windows(maker, property, bus, &window);
}

int maker_address(struct maker *maker, const struct maker_property *property)
{
	if (!strcmp(property->name, "dma-ranges") && property->length && !maker->force)
		return wrong(maker, property->node,
			     "dma-ranges is of a bus whose devices write to memory, expected none");
	if (!property->is_top)
		return 0;
	if (!strcmp(property->name, "reg"))
		return write_reg(maker, property);
	return strcmp(property->name, "ranges") ? 0 : write_ranges(maker, property);
}

static bool is_simple(struct maker *maker, int node)
{
	if (fdt_getprop(maker->host, node, "dma-coherent", NULL) ||
	    (fdt_getprop(maker->host, node, "dmas", NULL) && maker_lacks_dma(maker, node) <= 0))
		return false;
	for (size_t i = 0; i < sizeof(simple_devices) / sizeof(simple_devices[0]); i++)
		if (!fdt_node_check_compatible(maker->host, node, simple_devices[i]))
			return true;
	return false;
}

/** add_pages() - the pages that a region touches */
static int add_pages(struct maker *maker, int node, const struct region *region, bool is_top)
{
	struct guest_made *made = maker->made;
	struct guest_pages *pages = &made->iomem[made->iomem_count];
	uint64_t guest;
	int rc;

	if (!region->size)
		return 0;
	rc = maker_place(maker, node, region, is_top, &guest);
	if (rc)
		return rc;
	if (made->iomem_count == GUEST_MAKER_MAX)
		return why_not(maker->why, -EINVAL, "more than %d regions", GUEST_MAKER_MAX);
	region_pages(region, &pages->machine); /* which maker_place() has found to be some */
	pages->guest = guest - (region->address - pages->machine.address);
	made->iomem_count++;
	return 0;
}

int maker_check_node(struct maker *maker, int node, bool is_top, bool is_behind_iommu)
{
	unsigned int count;
	int rc = 0;

	if (!fdt_getprop(maker->host, node, "reg", NULL))
		return 0;
	if (fdt_node_depth(maker->host, node) > REGION_DEPTH_MAX)
		return wrong(maker, node, "is too deep in the tree to find its addresses");
	for (count = 0; !rc && count < GUEST_MAKER_MAX; count++) {
		struct region region;

		rc = get_region(maker, node, count, &region);
		if (!rc && !count && !is_behind_iommu && !maker->force && !is_simple(maker, node))
			return wrong(maker, node,
				     "may write to any memory, expected `iommus` to one that Xen "
				     "drives, or --force-without-iommu where it is known not to");
		if (!rc)
			rc = add_pages(maker, node, &region, is_top);
		else if (rc == -ENOENT || rc == -ENXIO)
			return 0; /* the last one, or numbered on a bus without memory */
	}
	return rc;
}
