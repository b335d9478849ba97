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

/*
 * Properties with phandles beside those of references.h, and how many cells follow each. Where that
 * is optional, or several forms are in use, none is said: a list whose first node is copied has no
 * others.
 */
static const struct list {
	const char *property;
	const char *cells;
	int fixed;
} lists[] = {
	{ "dmas", "#dma-cells", 0 },
	{ "gpio", "#gpio-cells", 0 },
	{ "gpios", "#gpio-cells", 0 },
	{ "gpio-ranges", NULL, 3 },
	{ "hwlocks", "#hwlock-cells", 0 },
	{ "interconnects", "#interconnect-cells", 0 },
	{ "io-channels", "#io-channel-cells", 0 },
	{ "leds", NULL, 0 },
	{ "mboxes", "#mbox-cells", 0 },
	{ "memory-region", NULL, 0 },
	{ "mux-controls", "#mux-control-cells", 0 },
	{ "phys", "#phy-cells", 0 },
	{ "pwms", "#pwm-cells", 0 },
	{ "sound-dai", "#sound-dai-cells", 0 },
	{ "cooling-device", "#cooling-cells", 0 },
	{ "operating-points-v2", NULL, 0 },
	{ "phy-handle", NULL, 0 },
	{ "remote-endpoint", NULL, 0 },
	{ "required-opps", NULL, 0 },
	{ "ports", NULL, 0 },
};

/* The same, where we only look at the first node. */
static const char *const singles[] = {
	"access-controllers",
	"cpu",
	"cpus",
	"devfreq",
	"extcon",
	"i2c-parent",
	"interrupt-affinity",
	"iommu-map",
	"msi-map",
	"msi-parent",
	"next-level-cache",
	"nvmem",
	"nvmem-cells",
	"power-supplies",
	"sram",
	"syscon",
	"wakeup-parent",
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
	if (references_list(list->property, &list->cells))
		return true;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(list->property, lists[i].property))
			continue;
		list->cells = lists[i].cells;
		list->fixed = lists[i].fixed;
		return true;
	}
	list->cells = "#gpio-cells";
	return is_gpios(list->property);
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

/** follow_scmi() - SCMI follows, if all of it is one firmware's */
static int follow_scmi(struct maker *maker, const struct phandles *list)
{
	const struct provider *provider = list->provider;
	int rc = 0;

	if (provider->protocol_node < 0)
		return maker_refuse(maker, list->node, list->property, provider->node,
				    "a node of a protocol");
	if (maker->scmi >= 0 && maker->scmi != provider->scmi)
		return maker_refuse(maker, list->node, list->property, provider->node,
				    "all SCMI nodes to be below the same one");
	maker->scmi = provider->scmi;
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

static int follow(struct maker *maker, const struct phandles *list)
{
	struct reference reference;
	const char *cells;
	int node = list->provider->node;
	int rc;

	if (maker_has(maker, node))
		return 0;
	if (list->provider->kind != PROVIDER_OTHER) {
		rc = references_list(list->property, &cells) ?
			references_resolve(list, &reference, maker->why) :
			0;
		return rc < 0 ? rc : follow_scmi(maker, list);
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
