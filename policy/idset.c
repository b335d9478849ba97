// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * idset.c - a bitmap that grows, and its text
 */
#include "idset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SEPARATORS " \t\n,"

int idset_add(struct idset *set, uint32_t id)
{
	if (id >= IDSET_IDS)
		return -ERANGE;
	if (id >= set->limit) {
		uint32_t limit = (id / 64 + 1) * 64;
		uint64_t *words = realloc(set->words, limit / 8);

		if (!words)
			return -ENOMEM;
		memset(words + set->limit / 64, 0, (limit - set->limit) / 8);
		set->words = words;
		set->limit = limit;
	}
	if (!idset_has(set, id))
		set->members++;
	set->words[id / 64] |= 1ull << (id % 64);
	return 0;
}

bool idset_equal(const struct idset *a, const struct idset *b)
{
	uint32_t limit = a->limit > b->limit ? a->limit : b->limit;

	for (uint32_t id = 0; id < limit; id++)
		if (idset_has(a, id) != idset_has(b, id))
			return false;
	return true;
}

void idset_clear(struct idset *set)
{
	free(set->words);
	*set = (struct idset){ 0 };
}

uint32_t idset_next(const struct idset *set, uint32_t from)
{
	for (uint32_t id = from; id < set->limit; id++) {
		if (!(set->words[id / 64] >> (id % 64)))
			id |= 63; /* nothing more in this word */
		else if (idset_has(set, id))
			return id;
	}
	return IDSET_IDS;
}

/** parse_id() - digits up to @end, and nothing else; -1 where they are no id */
static int64_t parse_id(const char *text, const char *end)
{
	int64_t id = 0;

	if (text == end)
		return -1;
	for (; text < end; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		id = id * 10 + (*text - '0');
		if (id >= IDSET_IDS)
			return -1;
	}
	return id;
}

/** parse_piece() - add what one piece, "N" or "N-M", names */
static int parse_piece(struct idset *set, const char *piece, size_t length, struct why *why)
{
	const char *end = piece + length;
	const char *dash = memchr(piece, '-', length);
	int64_t first = parse_id(piece, dash ? dash : end);
	int64_t last = dash ? parse_id(dash + 1, end) : first;
	int shown = length > 40 ? 40 : (int)length;

	if (first < 0 || last < 0)
		return why_not(why, -EINVAL,
			       "\"%.*s\" is no id or range, expected N or N-M up to %u", shown,
			       piece, IDSET_IDS - 1);
	if (first > last)
		return why_not(why, -EINVAL, "range \"%.*s\" runs backwards, expected \"%d-%d\"",
			       shown, piece, (int)last, (int)first);
	for (int64_t id = first; id <= last; id++)
		if (idset_add(set, (uint32_t)id))
			return why_not(why, -ENOMEM, "\"%.*s\": out of memory", shown, piece);
	return 0;
}

int idset_parse(struct idset *set, const char *text, struct why *why)
{
	struct idset parsed = { 0 };

	for (text += strspn(text, SEPARATORS); *text; text += strspn(text, SEPARATORS)) {
		size_t length = strcspn(text, SEPARATORS);
		int rc = parse_piece(&parsed, text, length, why);

		if (rc) {
			idset_clear(&parsed);
			return rc;
		}
		text += length;
	}
	idset_clear(set);
	*set = parsed;
	return 0;
}

void idset_format(const struct idset *set, char *text, size_t size)
{
	size_t used = 0;
	uint32_t last;

	text[0] = '\0';
	for (uint32_t id = idset_next(set, 0); id < IDSET_IDS; id = idset_next(set, last + 1)) {
		char piece[24];
		int length;

		for (last = id; idset_has(set, last + 1); last++)
			;
		length = snprintf(piece, sizeof(piece), last > id ? "%s%u-%u" : "%s%u",
				  used ? " " : "", id, last);
		/* Room is kept for the dots that say that something is missing. */
		if (used + (size_t)length + sizeof(" ...") > size) {
			snprintf(text + used, size - used, " ...");
			return;
		}
		memcpy(text + used, piece, (size_t)length + 1);
		used += (size_t)length;
	}
}
