// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * maker_list.c - what a node refers to: does it follow, is it left out, or is the device refused?
 *
 * Phandles stay the same in a guest, so a list that can follow is copied as it stands.
 */
#include "maker.h"

#include <errno.h>
#include <libfdt.h>
#include <string.h>

#include "phandles.h"
#include "proto/scmi.h"
#include "references.h"

/* Properties with phandles beside those of references.h, and how many cells follow each. */
static const struct list {
	const char *property;
	const char *cells;
	bool optional;
} lists[] = {
	{ "gpio", "#gpio-cells", false },
	{ "gpios", "#gpio-cells", false },
	{ "hwlocks", "#hwlock-cells", false },
	{ "interconnects", "#interconnect-cells", false },
	{ "io-channels", "#io-channel-cells", false },
	{ "leds", NULL, false },
	{ "mboxes", "#mbox-cells", false },
	{ "memory-region", NULL, false },
	{ "msi-parent", "#msi-cells", true },
	{ "mux-controls", "#mux-control-cells", false },
	{ "nvmem", NULL, false },
	{ "nvmem-cells", "#nvmem-cell-cells", true },
	{ "phys", "#phy-cells", false },
	{ "power-supplies", NULL, false },
	{ "pwms", "#pwm-cells", false },
	{ "sound-dai", "#sound-dai-cells", false },
	{ "cooling-device", "#cooling-cells", false },
	{ "operating-points-v2", NULL, false },
	{ "phy-handle", NULL, false },
	{ "remote-endpoint", NULL, false },
	{ "required-opps", NULL, false },
	{ "ports", NULL, false },
};

/* The same in several forms, or of nodes that a guest never has: the first one tells. */
static const char *const singles[] = {
	"cpu",	     "cpus",	"devfreq",	    "extcon", "i2c-parent", "interrupt-affinity",
	"iommu-map", "msi-map", "next-level-cache", "sram",   "syscon",	    "wakeup-parent",
};

/* What is copied beside the devices that refer to it. */
static const char *const companions[] = { "fixed-clock", "operating-points-v2", "regulator-fixed" };

static bool ends_with(const char *text, const char *tail)
{
	size_t length = strlen(text), there = strlen(tail);

	return length > there && !strcmp(text + length - there, tail);
}

/** is_gpios() - "reset-gpios" and the older "reset-gpio"; a number of them is no list */
static bool is_gpios(const char *property)
{
	return (ends_with(property, "-gpios") && !ends_with(property, "nr-gpios")) ||
		ends_with(property, "-gpio");
}

/** find_list() - whether a property is a list, and of what form */
static bool find_list(struct phandles *list)
{
	if (references_list(list))
		return true;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(list->property, lists[i].property))
			continue;
		list->cells = lists[i].cells;
		list->optional = lists[i].optional;
		return true;
	}
	list->cells = "#gpio-cells";
	return is_gpios(list->property);
}

int maker_lacks_dma(struct maker *maker, int node)
{
	struct phandles list = {
		.fdt = maker->host,
		.providers = &maker->providers,
		.node = node,
		.property = "dmas",
		.cells = "#dma-cells",
	};
	int length, rc;
	const void *value = fdt_getprop(maker->host, node, list.property, &length);

	if (!value)
		return 0;
	rc = phandles_open(&list, value, length, maker->why);
	if (rc)
		return rc;
	while ((rc = phandles_next(&list, maker->why)) > 0)
		if (list.provider && !maker_has(maker, list.provider->node))
			return 1;
	return rc;
}

/** leave_dma() - `dmas` and their names follow together, or drivers do without both */
static int leave_dma(struct maker *maker, int node)
{
	int lacks = maker_lacks_dma(maker, node);
	int rc = lacks > 0 ? maker_add(maker, &maker->made->no_dma, node) : 0;

	return rc ? rc : lacks;
}

static bool is_single(const char *property)
{
	for (size_t i = 0; i < sizeof(singles) / sizeof(singles[0]); i++)
		if (!strcmp(property, singles[i]))
			return true;
	return false;
}

/** pins_below_protocol() - the node right below protocol@19 that some pins are, or are in */
static int pins_below_protocol(const struct maker *maker, const struct provider *provider)
{
	int node = provider->node, parent = fdt_parent_offset(maker->host, node);

	while (parent > provider->protocol_node) {
		node = parent;
		parent = fdt_parent_offset(maker->host, node);
	}
	return node;
}

/**
 * follow_scmi() - SCMI follows, if all of it is one firmware's
 * @is_access: it is referred to as what controls access to a device
 */
static int follow_scmi(struct maker *maker, const struct phandles *list, bool is_access)
{
	const struct provider *provider = list->provider;
	int rc = 0;

	if (provider->protocol_node < 0 && !is_access)
		return maker_refuse(maker, list->node, list->property, provider->node,
				    "a node of a protocol");
	if (maker->scmi >= 0 && maker->scmi != provider->scmi)
		return maker_refuse(maker, list->node, list->property, provider->node,
				    "all SCMI nodes to be below the same one");
	maker->scmi = provider->scmi;
	if (is_access) {
		maker->has_access = true;
		return 0;
	}
	if (provider->kind == PROVIDER_REGULATOR)
		rc = maker_add(maker, &maker->regulators, provider->node);
	if (provider->kind == PROVIDER_PINS)
		rc = maker_add(maker, &maker->pins, pins_below_protocol(maker, provider));
	return rc ? rc : maker_add(maker, &maker->protocols, provider->protocol_node);
}

static bool is_companion(const struct maker *maker, int node)
{
	for (size_t i = 0; i < sizeof(companions) / sizeof(companions[0]); i++)
		if (!fdt_node_check_compatible(maker->host, node, companions[i]))
			return true;
	return false;
}

static int follow(struct maker *maker, struct phandles *list)
{
	struct reference reference;
	int node = list->provider->node;
	int rc;

	if (maker_has(maker, node))
		return 0;
	if (list->provider->kind != PROVIDER_OTHER) {
		rc = references_list(list) ? references_resolve(list, &reference, maker->why) : 0;
		return rc < 0 ?
			rc :
			follow_scmi(maker, list, rc && reference.resource == SCMI_RESOURCE_DEVICE);
	}
	if (is_companion(maker, node))
		return maker_add(maker, &maker->companions, node);
	return maker_refuse(maker, list->node, list->property, node,
			    "a node that can follow into a guest");
}

/** check_first() - whether the first cell is a phandle of what does not follow */
static int check_first(struct maker *maker, const struct maker_property *property)
{
	const struct provider *provider;

	if (!property->length || property->length % (int)sizeof(fdt32_t))
		return 0;
	provider = providers_find(&maker->providers, fdt32_ld(property->value));
	if (!provider || maker_has(maker, provider->node))
		return 0;
	/* A vendor's own property can be a number, too. */
	if (!is_single(property->name) &&
	    fdt_node_check_compatible(maker->host, provider->node, "syscon"))
		return 0;
	return maker_refuse(maker, property->node, property->name, provider->node,
			    "nothing that a guest does not get");
}

int maker_list(struct maker *maker, const struct maker_property *property)
{
	struct phandles list = {
		.fdt = maker->host,
		.providers = &maker->providers,
		.node = property->node,
		.property = property->name,
	};
	int rc;

	if (!strcmp(property->name, "dmas") || !strcmp(property->name, "dma-names"))
		return leave_dma(maker, property->node);
	if (!find_list(&list)) {
		if (is_single(property->name) || strchr(property->name, ','))
			return check_first(maker, property);
		return 0;
	}
	rc = phandles_open(&list, property->value, property->length, maker->why);
	if (rc)
		return rc;
	while ((rc = phandles_next(&list, maker->why)) > 0) {
		rc = list.provider ? follow(maker, &list) : 0;
		if (rc)
			return rc;
	}
	return rc;
}
