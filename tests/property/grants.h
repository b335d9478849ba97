/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * grants.h - random policies, and who owns what by them
 *
 * What a policy's text means is written down as the text is made, and who owns what is worked out
 * here anew, so that policy/ is not asked whether policy/ is right.
 */
#ifndef XEN_SCMI_PROPERTY_GRANTS_H
#define XEN_SCMI_PROPERTY_GRANTS_H

#include "dice.h"
#include "policy/rights.h"

/* More than the board has of any kind. Of vendor protocols, messages of the one that is there. */
#define GRANTS_IDS    256
#define GRANTS_VENDOR 0x80

/* enum right of each id. */
struct grants {
	uint8_t to[SCMI_RESOURCES][GRANTS_IDS];
};

/** grants_to() - the right to a resource */
static inline enum right grants_to(const struct grants *grants, enum scmi_resource resource,
				   uint32_t id)
{
	return id < GRANTS_IDS ? (enum right)grants->to[resource][id] : RIGHT_NONE;
}

/** grants_any() - whether there is a right to anything of a kind */
bool grants_any(const struct grants *grants, enum scmi_resource resource);

/** grants_count() - to how many of a kind there is a right */
uint32_t grants_count(const struct grants *grants, enum scmi_resource resource);

/** grants_pick() - any id of a kind to which there is a right; GRANTS_IDS: there is none */
uint32_t grants_pick(const struct grants *grants, enum scmi_resource resource, struct dice *dice);

/**
 * grants_make() - a random policy of one kind
 * @exist: how many there are
 * @text:  receives it, as an administrator writes it
 */
void grants_make(struct grants *granted, enum scmi_resource resource, uint32_t exist,
		 struct dice *dice, char *text, size_t size);

/**
 * grants_add() - what an agent owns, from what it is granted and what those before it own
 * @before: of @count agents that joined before it
 */
void grants_add(struct grants *owned, const struct grants *granted,
		const struct grants *const *before, unsigned int count,
		const uint32_t exist[SCMI_RESOURCES]);

/** grants_merge() - of each resource the higher right */
void grants_merge(struct grants *grants, const struct grants *more);

#endif
