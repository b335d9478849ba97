/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * providers.h - the nodes of a tree that others can refer to, and which of them are SCMI's
 *
 * libfdt looks a phandle up by walking the tree. Here it is walked once.
 *
 * An SCMI node is compatible with "arm,scmi..." or another firmware interface that has the same
 * children, or is named "scmi" and not compatible with anything: a guest's partial tree need not
 * say more. Its protocols are the nodes "protocol@..." right below it.
 */
#ifndef XEN_SCMI_FRONTEND_DT_PROVIDERS_H
#define XEN_SCMI_FRONTEND_DT_PROVIDERS_H

#include <stddef.h>
#include <stdint.h>

#include "proto/why.h"

enum provider_kind {
	PROVIDER_OTHER,	    /* not of SCMI */
	PROVIDER_SCMI,	    /* of SCMI, but nothing of the following */
	PROVIDER_PROTOCOL,  /* a protocol's node */
	PROVIDER_REGULATOR, /* protocol@17/regulators/NAME */
	PROVIDER_PINS,	    /* anywhere below protocol@19 */
};

/**
 * struct provider - a node with a phandle
 * @protocol:      id of the SCMI protocol that it belongs to, 0: none
 * @scmi:          the SCMI node that it is, or is below; -1: none
 * @protocol_node: the protocol's node that it is, or is below; -1: none
 */
struct provider {
	uint32_t phandle;
	int node;
	enum provider_kind kind;
	uint8_t protocol;
	int scmi;
	int protocol_node;
};

/* Zero-initialised there are none. */
struct providers {
	struct provider *all; /* ordered by phandle, then by place */
	size_t count;
};

/**
 * struct provider_walk - where a walk through a tree is, as seen from SCMI
 *
 * Initialised with PROVIDER_WALK_START, and told each node in order by provider_walk_enter(); then
 * @at is what that node is. Its phandle is not looked at.
 */
struct provider_walk {
	struct provider at;
	int scmi_depth;
	int protocol_depth;
	int regulators_depth;
};

#define PROVIDER_WALK_START                                                              \
	(struct provider_walk)                                                           \
	{                                                                                \
		.at = { .node = -1, .scmi = -1, .protocol_node = -1 }, .scmi_depth = -1, \
		.protocol_depth = -1, .regulators_depth = -1                             \
	}

/** provider_walk_enter() - Return: 0; -EINVAL for a protocol's node without a protocol's number */
int provider_walk_enter(struct provider_walk *walk, const void *fdt, int node, int depth,
			struct why *why);

/**
 * providers_read() - find all nodes with a phandle
 *
 * Return: 0; -ENOMEM; -EINVAL for a tree that is too deep, or as provider_walk_enter() does.
 */
int providers_read(struct providers *providers, const void *fdt, struct why *why);

/** providers_find() - the first node of the tree with this phandle; NULL: none */
const struct provider *providers_find(const struct providers *providers, uint32_t phandle);

/** providers_free() - give memory back; there are none then */
void providers_free(struct providers *providers);

#endif
