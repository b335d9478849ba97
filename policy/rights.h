/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rights.h - what right there is to each resource of a kind, and the text that people write for it
 *
 * Resources are written as ids and ranges of ids, each with a right behind a colon if it is not the
 * whole one:
 *
 *	3 7-9:ro 12:shared
 *
 * Two kinds have words of their own: `system-power` is "shutdown reboot", and `vendor` is protocols
 * ("0x80") and single messages of protocols ("0x81/0x3 0x81/5-7").
 */
#ifndef XEN_SCMI_POLICY_RIGHTS_H
#define XEN_SCMI_POLICY_RIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/message.h"
#include "proto/why.h"

/* SCMI counts resources in 16 bits. */
#define RIGHTS_IDS 0x10000u

enum right {
	RIGHT_NONE,   /* to the agent there is no such resource */
	RIGHT_READ,   /* ask, and change nothing: any number of agents */
	RIGHT_SHARED, /* vote on it, with all others that share it */
	RIGHT_WHOLE,  /* change it, alone */
};

/* Zero-initialised there is no right to anything. Memory is taken by rights_set() alone. */
struct rights {
	uint8_t *to;	  /* enum right of each id */
	uint32_t limit;	  /* from here on there is none */
	uint32_t members; /* to how many ids there is one */
};

static inline enum right rights_to(const struct rights *rights, uint32_t id)
{
	return id < rights->limit ? (enum right)rights->to[id] : RIGHT_NONE;
}

static inline bool rights_are_none(const struct rights *rights)
{
	return !rights->members;
}

/** rights_can_be_shared() - whether agents can have a vote each on a resource of this kind */
bool rights_can_be_shared(enum scmi_resource resource);

/** rights_set() - Return: 0, -ERANGE for an id of RIGHTS_IDS or more, -ENOMEM */
int rights_set(struct rights *rights, uint32_t id, enum right right);

/** rights_add() - add rights, each in place of the one to the same id; 0 or -ENOMEM */
int rights_add(struct rights *rights, const struct rights *more);

bool rights_equal(const struct rights *a, const struct rights *b);

/** rights_clear() - no right to anything; gives the memory back */
void rights_clear(struct rights *rights);

/** rights_next() - the least id, @from or more, to which there is a right; RIGHTS_IDS: none */
uint32_t rights_next(const struct rights *rights, uint32_t from);

#define rights_for_each(id, rights)                                     \
	for (uint32_t id = rights_next((rights), 0); (id) < RIGHTS_IDS; \
	     id = rights_next((rights), (id) + 1))

/**
 * rights_parse() - read what people write, pieces being separated by blanks or commas
 * @rights:   receives them; unchanged where the text is refused
 * @resource: the kind that the text is of
 *
 * An id that is written twice has the right that was written last.
 *
 * Return: 0; -EINVAL with the piece that is wrong named in @why; -ENOMEM.
 */
int rights_parse(struct rights *rights, enum scmi_resource resource, const char *text,
		 struct why *why);

/** rights_format() - the shortest text; cut with "..." where @size is too small */
void rights_format(const struct rights *rights, enum scmi_resource resource, char *text,
		   size_t size);

#endif
