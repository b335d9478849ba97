/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * idset.h - a set of resource ids, and the text that people write for it: "3 7-9"
 */
#ifndef XEN_SCMI_POLICY_IDSET_H
#define XEN_SCMI_POLICY_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/why.h"

/* SCMI counts resources in 16 bits. */
#define IDSET_IDS 0x10000u

/* Zero-initialised it is the empty set. Memory is taken by idset_add() alone. */
struct idset {
	uint64_t *words;
	uint32_t limit;	  /* ids from here on are not in the set */
	uint32_t members; /* how many there are */
};

static inline bool idset_has(const struct idset *set, uint32_t id)
{
	return id < set->limit && set->words[id / 64] >> (id % 64) & 1;
}

/** idset_add() - Return: 0, -ERANGE for an id of IDSET_IDS or more, -ENOMEM */
int idset_add(struct idset *set, uint32_t id);

static inline bool idset_is_empty(const struct idset *set)
{
	return !set->members;
}

bool idset_equal(const struct idset *a, const struct idset *b);

/** idset_clear() - make it the empty set and give its memory back */
void idset_clear(struct idset *set);

/** idset_next() - the least member that is @from or more; IDSET_IDS where there is none */
uint32_t idset_next(const struct idset *set, uint32_t from);

#define idset_for_each(id, set) \
	for (uint32_t id = idset_next((set), 0); (id) < IDSET_IDS; id = idset_next((set), (id) + 1))

/**
 * idset_parse() - read ids and ranges of ids, decimal, separated by blanks or commas
 * @set: receives the ids; unchanged where the text is refused
 *
 * Return: 0; -EINVAL with the piece that is wrong named in @why; -ENOMEM.
 */
int idset_parse(struct idset *set, const char *text, struct why *why);

/** idset_format() - the shortest text for a set; cut with "..." where @size is too small */
void idset_format(const struct idset *set, char *text, size_t size);

#endif
