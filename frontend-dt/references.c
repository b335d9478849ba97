// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * references.c - from properties to resources
 *
 * To read one more property of phandles with cells behind them, give it a row in `lists`.
 */
#include "references.h"

#include <errno.h>
#include <libfdt.h>
#include <string.h>

#include "pins.h"
#include "proto/scmi.h"
#include "tree.h"

/* Regulators that feed each other. */
#define SUPPLIES_MAX 8

/*
 * A property, how many cells follow a phandle, and the protocols whose resources it can mean; none:
 * the node of SCMI itself.
 */
static const struct list {
	const char *property;
	const char *cells;
	int fixed;
	uint8_t protocols[2];
	bool only_reads;
} lists[] = {
	{ .property = "clocks",
	  .cells = "#clock-cells",
	  .protocols = { SCMI_CLOCK, SCMI_PERFORMANCE } },
	{ .property = "assigned-clocks",
	  .cells = "#clock-cells",
	  .protocols = { SCMI_CLOCK, SCMI_PERFORMANCE } },
	{ .property = "assigned-clock-parents",
	  .cells = "#clock-cells",
	  .protocols = { SCMI_CLOCK, SCMI_PERFORMANCE },
	  .only_reads = true },
	{ .property = "power-domains",
	  .cells = "#power-domain-cells",
	  .protocols = { SCMI_POWER_DOMAIN, SCMI_PERFORMANCE } },
	{ .property = "performance-domains",
	  .cells = "#performance-domain-cells",
	  .protocols = { SCMI_PERFORMANCE } },
	{ .property = "resets", .cells = "#reset-cells", .protocols = { SCMI_RESET } },
	{ .property = "thermal-sensors",
	  .cells = "#thermal-sensor-cells",
	  .protocols = { SCMI_SENSOR } },
	{ .property = "access-controllers", .cells = "#access-controller-cells" },
	{ .property = PINS_RANGES,
	  .fixed = PINS_RANGE_CELLS,
	  .protocols = { SCMI_PINCTRL },
	  .only_reads = true },
};

static const struct list supply = { .property = "-supply", .protocols = { SCMI_VOLTAGE } };
static const struct list pins = { .property = "pinctrl-", .protocols = { SCMI_PINCTRL } };

static bool is_supply(const char *property)
{
	size_t length = strlen(property), tail = strlen(supply.property);

	return length > tail && !strcmp(property + length - tail, supply.property);
}

/** is_pins() - "pinctrl-" and a number; not "pinctrl-names" */
static bool is_pins(const char *property)
{
	size_t head = strlen(pins.property);

	return !strncmp(property, pins.property, head) && property[head] &&
		!property[head + strspn(property + head, "0123456789")];
}

static const struct list *find_list(const char *property)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (!strcmp(property, lists[i].property))
			return &lists[i];
	if (is_supply(property))
		return &supply;
	return is_pins(property) ? &pins : NULL;
}

bool references_list(struct phandles *list)
{
	const struct list *row = find_list(list->property);

	if (row) {
		list->cells = row->cells;
		list->fixed = row->fixed;
	}
	return row;
}

static bool is_range(const struct phandles *list)
{
	return !strcmp(list->property, PINS_RANGES);
}

static enum scmi_resource resource_of(uint8_t protocol)
{
	switch (protocol) {
	case SCMI_CLOCK: return SCMI_RESOURCE_CLOCK;
	case SCMI_POWER_DOMAIN: return SCMI_RESOURCE_POWER;
	case SCMI_PERFORMANCE: return SCMI_RESOURCE_PERF;
	case SCMI_SENSOR: return SCMI_RESOURCE_SENSOR;
	case SCMI_RESET: return SCMI_RESOURCE_RESET;
	case SCMI_VOLTAGE: return SCMI_RESOURCE_VOLTAGE;
	case SCMI_PINCTRL: return SCMI_RESOURCE_PIN;
	default: return SCMI_NO_RESOURCE;
	}
}

static enum provider_kind kind_for(const struct list *list)
{
	if (list == &supply)
		return PROVIDER_REGULATOR;
	if (list == &pins)
		return PROVIDER_PINS;
	return list->protocols[0] ? PROVIDER_PROTOCOL : PROVIDER_SCMI;
}

/** can_mean() - whether a property can mean a resource of this provider */
static bool can_mean(const struct list *list, const struct provider *provider)
{
	return provider->kind == kind_for(list) &&
		(provider->protocol == list->protocols[0] ||
		 provider->protocol == list->protocols[1]);
}

static int wrong(const struct phandles *list, const char *what, const char *expected,
		 struct why *why)
{
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];

	return why_not(why, -EINVAL, "%s: %s[%d] is %s%s, expected %s",
		       tree_path(list->fdt, list->node, path), list->property, list->index,
		       tree_path(list->fdt, list->provider->node, other), what, expected);
}

/** read_id() - a resource's id, which is an argument or a regulator's `reg` */
static int read_id(const struct phandles *list, uint32_t *id, struct why *why)
{
	*id = 0;
	if (list->provider->kind == PROVIDER_PINS || is_range(list))
		return 0;
	if (list->provider->kind == PROVIDER_REGULATOR) {
		if (tree_cell(list->fdt, list->provider->node, "reg", id))
			return wrong(list, "", "its reg to be the number of a voltage domain", why);
	} else if (list->count == 1) {
		*id = list->arguments[0];
	} else {
		return wrong(list, "", "one cell behind it", why);
	}
	if (*id > REFERENCE_ID_MAX) {
		char what[32];

		snprintf(what, sizeof(what), " and number 0x%x", *id);
		return wrong(list, what, "at most 0xffff", why);
	}
	return 0;
}

/** feeder() - a regulator that another one hangs on; NULL: none, or it is not for us to see */
static const struct provider *feeder(const struct phandles *list, const struct provider *regulator)
{
	uint32_t phandle;

	if (regulator->kind != PROVIDER_OTHER ||
	    (fdt_node_check_compatible(list->fdt, regulator->node, "regulator-fixed") &&
	     fdt_node_check_compatible(list->fdt, regulator->node, "regulator-gpio")) ||
	    tree_cell(list->fdt, regulator->node, "vin-supply", &phandle))
		return NULL;
	return providers_find(list->providers, phandle);
}

/** follow_supply() - up to the regulator of SCMI that a fixed one hangs on, if there is one */
static int follow_supply(struct phandles *list, struct why *why)
{
	const struct provider *regulator = list->provider, *next = feeder(list, regulator);
	int depth = 0;

	for (; next; next = feeder(list, next)) {
		if (++depth > SUPPLIES_MAX)
			return wrong(list, "", "fewer regulators that hang on each other", why);
		regulator = next;
	}
	if (regulator->kind != PROVIDER_OTHER)
		list->provider = regulator;
	return 0;
}

int references_resolve(const struct phandles *list, struct reference *reference, struct why *why)
{
	const struct list *row = find_list(list->property);
	struct phandles at = *list;
	uint32_t id;
	int rc = row == &supply ? follow_supply(&at, why) : 0;

	if (rc)
		return rc;
	if (at.provider->kind == PROVIDER_OTHER)
		return 0;
	if (!row || !can_mean(row, at.provider))
		return wrong(&at, "",
			     !row		       ? "no SCMI node" :
				     row->protocols[0] ? "a node of a fitting SCMI protocol" :
							 "the node of SCMI itself",
			     why);
	rc = read_id(&at, &id, why);
	if (rc)
		return rc;
	*reference = (struct reference){
		.node = at.node,
		.property = at.property,
		.resource = at.provider->kind == PROVIDER_SCMI ? SCMI_RESOURCE_DEVICE :
								 resource_of(at.provider->protocol),
		.id = id,
		.provider = at.provider->node,
		.only_read = row->only_reads,
	};
	return 1;
}

/** struct reader - what does not change while a tree is read */
struct reader {
	const void *fdt;
	struct providers providers;
	reference_found found;
	void *context;
	struct why *why;
};

/** tell() - have all found that an entry refers to */
static int tell(const struct reader *reader, const struct phandles *list,
		const struct reference *reference)
{
	if (list->provider->kind == PROVIDER_PINS)
		return pins_read(list->fdt, reference, reader->found, reader->context, reader->why);
	if (is_range(list))
		return pins_read_range(list, reference, reader->found, reader->context,
				       reader->why);
	return reader->found(reader->context, reference);
}

/** next() - as phandles_next(), but a range that is cut short, and not of SCMI's, is the end */
static int next(const struct reader *reader, struct phandles *list)
{
	struct why why;
	int rc = phandles_next(list, &why);

	if (rc >= 0)
		return rc;
	if (is_range(list) && list->provider && list->provider->kind == PROVIDER_OTHER)
		return 0;
	*reader->why = why;
	return rc;
}

static int read_list(const struct reader *reader, struct phandles *list, const void *value,
		     int length)
{
	struct reference reference;
	int rc = phandles_open(list, value, length, reader->why);

	if (rc)
		return rc;
	while ((rc = next(reader, list)) > 0) {
		if (!list->provider)
			continue;
		rc = references_resolve(list, &reference, reader->why);
		if (rc > 0)
			rc = tell(reader, list, &reference);
		if (rc)
			return rc;
	}
	return rc;
}

static int read_node(const struct reader *reader, int node)
{
	int property, rc = 0;

	fdt_for_each_property_offset (property, reader->fdt, node) {
		struct phandles list = {
			.fdt = reader->fdt,
			.providers = &reader->providers,
			.node = node,
		};
		int length;
		const void *value =
			fdt_getprop_by_offset(reader->fdt, property, &list.property, &length);

		if (!value || !references_list(&list))
			continue;
		rc = read_list(reader, &list, value, length);
		if (rc)
			break;
	}
	return rc;
}

/** is_about_tree() - whether a node below the root tells of the tree, and not of the machine */
static bool is_about_tree(const void *fdt, int node, int depth)
{
	const char *name = fdt_get_name(fdt, node, NULL);

	return depth == 1 && (!strncmp(name, "__", 2) || !strcmp(name, "aliases"));
}

/** read_wanted() - a node, if it is wanted, and what is wrong with it is told */
static int read_wanted(const struct reader *reader, const struct references_reader *of, int node)
{
	int rc;

	if (of->wants && !of->wants(of->context, node))
		return 0;
	rc = read_node(reader, node);
	if (rc != -EINVAL || !of->wrong)
		return rc;
	of->wrong(of->context, reader->why);
	return 0;
}

static int read_all(const struct reader *reader, const struct references_reader *of)
{
	struct provider_walk walk = PROVIDER_WALK_START;
	bool about_tree = false;
	int depth = 0, rc = 0;

	for (int node = 0; !rc && node >= 0 && depth >= 0;
	     node = fdt_next_node(reader->fdt, node, &depth)) {
		if (depth <= 1)
			about_tree = is_about_tree(reader->fdt, node, depth);
		rc = provider_walk_enter(&walk, reader->fdt, node, depth, reader->why);
		if (!rc && !about_tree && walk.at.kind == PROVIDER_OTHER)
			rc = read_wanted(reader, of, node);
	}
	return rc;
}

int references_read(const void *fdt, int node, reference_found found, void *context,
		    struct why *why)
{
	struct reader reader = { .fdt = fdt, .found = found, .context = context, .why = why };
	int rc = providers_read(&reader.providers, fdt, why);

	if (!rc)
		rc = read_node(&reader, node);
	providers_free(&reader.providers);
	return rc;
}

int references_read_all(const void *fdt, const struct references_reader *of, struct why *why)
{
	struct reader reader = {
		.fdt = fdt, .found = of->found, .context = of->context, .why = why
	};
	int rc = providers_read(&reader.providers, fdt, why);

	if (!rc)
		rc = read_all(&reader, of);
	providers_free(&reader.providers);
	return rc;
}
