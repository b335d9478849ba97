// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * providers.c - one walk, an array, and a binary search
 */
#include "providers.h"

#include <errno.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "proto/scmi.h"
#include "tree.h"

#define GROWTH 256

static bool begins_with(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/** is_scmi_compatible() - whether a string of `compatible` is an SCMI firmware interface's */
static bool is_scmi_compatible(const char *text)
{
	return (begins_with(text, "arm,scmi") && strcmp(text, "arm,scmi-shmem")) ||
		!strcmp(text, "linaro,scmi-optee") || !strcmp(text, "qcom,scmi-smc");
}

static bool is_scmi(const void *fdt, int node, const char *name)
{
	int length;
	const char *compatible = fdt_getprop(fdt, node, "compatible", &length);

	if (!compatible)
		return !strcmp(name, "scmi") || begins_with(name, "scmi@");
	while (length > 0) {
		size_t size = strnlen(compatible, (size_t)length) + 1;

		if (size > (size_t)length)
			return false; /* not terminated */
		if (is_scmi_compatible(compatible))
			return true;
		compatible += size;
		length -= (int)size;
	}
	return false;
}

static int enter_protocol(struct provider_walk *walk, const void *fdt, int node, int depth,
			  struct why *why)
{
	char path[TREE_PATH_MAX];
	uint32_t protocol;

	if (tree_cell(fdt, node, "reg", &protocol) || !protocol || protocol >= SCMI_PROTOCOLS)
		return why_not(why, -EINVAL,
			       "%s: reg is not one cell with the number of an SCMI protocol",
			       tree_path(fdt, node, path));
	walk->protocol_depth = depth;
	walk->at.kind = PROVIDER_PROTOCOL;
	walk->at.protocol = (uint8_t)protocol;
	walk->at.protocol_node = node;
	return 0;
}

/** leave() - what the node before was in, and this one is not */
static void leave(struct provider_walk *walk, int depth)
{
	if (depth <= walk->regulators_depth)
		walk->regulators_depth = -1;
	if (depth <= walk->protocol_depth) {
		walk->protocol_depth = -1;
		walk->at.protocol_node = -1;
		walk->at.protocol = 0;
	}
	if (depth <= walk->scmi_depth) {
		walk->scmi_depth = -1;
		walk->at.scmi = -1;
	}
}

int provider_walk_enter(struct provider_walk *walk, const void *fdt, int node, int depth,
			struct why *why)
{
	const char *name = fdt_get_name(fdt, node, NULL);

	leave(walk, depth);
	walk->at.node = node;
	walk->at.kind = PROVIDER_SCMI;
	if (walk->at.scmi < 0) {
		if (is_scmi(fdt, node, name)) {
			walk->at.scmi = node;
			walk->scmi_depth = depth;
		} else {
			walk->at.kind = PROVIDER_OTHER;
		}
	} else if (depth == walk->scmi_depth + 1 && begins_with(name, "protocol@")) {
		return enter_protocol(walk, fdt, node, depth, why);
	} else if (walk->at.protocol == SCMI_PINCTRL) {
		walk->at.kind = PROVIDER_PINS;
	} else if (walk->at.protocol == SCMI_VOLTAGE) {
		if (depth == walk->protocol_depth + 1 && !strcmp(name, "regulators"))
			walk->regulators_depth = depth;
		else if (walk->regulators_depth >= 0 && depth == walk->regulators_depth + 1)
			walk->at.kind = PROVIDER_REGULATOR;
	}
	return 0;
}

static int add(struct providers *providers, const struct provider *provider)
{
	if (providers->count % GROWTH == 0) {
		struct provider *more =
			reallocarray(providers->all, providers->count + GROWTH, sizeof(*more));

		if (!more)
			return -ENOMEM;
		providers->all = more;
	}
	providers->all[providers->count++] = *provider;
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct provider *a = left, *b = right;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return a->node < b->node ? -1 : a->node > b->node;
}

int providers_read(struct providers *providers, const void *fdt, struct why *why)
{
	struct provider_walk walk = PROVIDER_WALK_START;
	int depth = 0, rc = 0;

	*providers = (struct providers){ 0 };
	for (int node = 0; !rc && node >= 0 && depth >= 0;
	     node = fdt_next_node(fdt, node, &depth)) {
		if (depth > TREE_DEPTH_MAX)
			rc = why_not(why, -EINVAL, "node %s is %d levels deep, expected at most %d",
				     fdt_get_name(fdt, node, NULL), depth, TREE_DEPTH_MAX);
		if (!rc)
			rc = provider_walk_enter(&walk, fdt, node, depth, why);
		walk.at.phandle = fdt_get_phandle(fdt, node);
		if (!rc && walk.at.phandle && add(providers, &walk.at))
			rc = why_not(why, -ENOMEM, "no memory for the phandles of a device tree");
	}
	if (rc)
		providers_free(providers);
	else if (providers->count)
		qsort(providers->all, providers->count, sizeof(providers->all[0]), compare);
	return rc;
}

const struct provider *providers_find(const struct providers *providers, uint32_t phandle)
{
	size_t low = 0, high = providers->count;

	/* The first of those with the same phandle, as Linux and libfdt take it. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (providers->all[middle].phandle < phandle)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == providers->count || providers->all[low].phandle != phandle)
		return NULL;
	return &providers->all[low];
}

void providers_free(struct providers *providers)
{
	free(providers->all);
	*providers = (struct providers){ 0 };
}
