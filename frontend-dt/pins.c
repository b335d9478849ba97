// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pins.c - names from lists of strings, i.MX's numbers, and ranges
 */
#include "pins.h"

#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <string.h>

#include "tree.h"

/* One pin in fsl,pins: multiplexer's register, and five more that do not matter here. */
#define FSL_PIN_SIZE	   (6 * sizeof(fdt32_t))
#define FSL_REGISTER_BYTES 4u

/** struct state - what does not change while one is read */
struct state {
	const void *fdt;
	struct reference reference;
	reference_found found;
	void *context;
	struct why *why;
};

static int wrong(const struct state *state, int node, const char *property, const char *expected)
{
	char path[TREE_PATH_MAX];

	return why_not(state->why, -EINVAL, "%s: %s is not %s", tree_path(state->fdt, node, path),
		       property, expected);
}

/** read_names() - each string of a property is the name of a @resource */
static int read_names(struct state *state, int node, const char *property,
		      enum scmi_resource resource)
{
	int length, rc = 0;
	const char *name = fdt_getprop(state->fdt, node, property, &length);

	if (!name)
		return 0;
	state->reference.resource = resource;
	while (!rc && length > 0) {
		size_t size = strnlen(name, (size_t)length) + 1;

		if (size > (size_t)length || size == 1)
			return wrong(state, node, property, "a list of names");
		state->reference.name = name;
		rc = state->found(state->context, &state->reference);
		name += size;
		length -= (int)size;
	}
	state->reference.name = NULL;
	return rc;
}

static int read_numbers(struct state *state, int node)
{
	int length, rc = 0;
	const char *pin = fdt_getprop(state->fdt, node, "fsl,pins", &length);

	if (!pin)
		return 0;
	if (length % (int)FSL_PIN_SIZE)
		return wrong(state, node, "fsl,pins", "a list of six cells for each pin");
	state->reference.resource = SCMI_RESOURCE_PIN;
	for (; !rc && length > 0; pin += FSL_PIN_SIZE, length -= (int)FSL_PIN_SIZE) {
		state->reference.id =
			fdt32_ld((const fdt32_t *)(const void *)pin) / FSL_REGISTER_BYTES;
		if (state->reference.id > REFERENCE_ID_MAX)
			return wrong(state, node, "fsl,pins", "a list of pins up to 0xffff");
		rc = state->found(state->context, &state->reference);
	}
	state->reference.id = 0;
	return rc;
}

static int read_node(struct state *state, int node)
{
	bool has_function = fdt_getprop(state->fdt, node, "function", NULL);
	int rc = read_names(state, node, "pins", SCMI_RESOURCE_PIN);

	if (!rc)
		rc = read_names(state, node, "groups", SCMI_RESOURCE_PIN_GROUP);
	/* Linux gives a function to groups only, and takes pins that have one for groups. */
	if (!rc && has_function)
		rc = read_names(state, node, "pins", SCMI_RESOURCE_PIN_GROUP);
	if (!rc)
		rc = read_names(state, node, "function", SCMI_RESOURCE_PIN_FUNCTION);
	return rc ? rc : read_numbers(state, node);
}

int pins_read(const void *fdt, const struct reference *reference, reference_found found,
	      void *context, struct why *why)
{
	struct state state = { fdt, *reference, found, context, why };
	int rc = read_node(&state, reference->provider), child;

	fdt_for_each_subnode (child, fdt, reference->provider)
		if (!rc && tree_is_enabled(fdt, child))
			rc = read_node(&state, child);
	return rc;
}

/** read_group() - the group that a range without pins names */
static int read_group(const struct phandles *list, struct reference *group, reference_found found,
		      void *context, struct why *why)
{
	char path[TREE_PATH_MAX];
	int length, range = list->index / (1 + PINS_RANGE_CELLS);

	group->resource = SCMI_RESOURCE_PIN_GROUP;
	group->name = fdt_stringlist_get(list->fdt, list->node, "gpio-ranges-group-names", range,
					 &length);
	if (list->arguments[1] || !group->name || !length)
		return why_not(why, -EINVAL,
			       "%s: " PINS_RANGES "[%d] has 0 pins from %" PRIu32
			       " on, expected pins, or from 0 on and a group's name in "
			       "gpio-ranges-group-names[%d]",
			       tree_path(list->fdt, list->node, path), list->index,
			       list->arguments[1], range);
	return found(context, group);
}

int pins_read_range(const struct phandles *list, const struct reference *range,
		    reference_found found, void *context, struct why *why)
{
	struct reference reference = *range;
	uint32_t first = list->arguments[1], count = list->arguments[2];
	char path[TREE_PATH_MAX];
	int rc = 0;

	if (!count)
		return read_group(list, &reference, found, context, why);
	if (count > PINS_RANGE_MAX || first > REFERENCE_ID_MAX - (count - 1))
		return why_not(why, -EINVAL,
			       "%s: " PINS_RANGES "[%d] has %" PRIu32 " pins from %" PRIu32
			       " on, expected at most %u, up to 0xffff",
			       tree_path(list->fdt, list->node, path), list->index, count, first,
			       PINS_RANGE_MAX);
	for (uint32_t i = 0; !rc && i < count; i++) {
		reference.id = first + i;
		rc = found(context, &reference);
	}
	return rc;
}
