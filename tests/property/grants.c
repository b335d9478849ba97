// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * grants.c - random policies
 */
#include "grants.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "proto/system_power.h"

#define PIECES 4 /* of a text, at the most */

bool grants_any(const struct grants *grants, enum scmi_resource resource)
{
	static const uint8_t none[GRANTS_IDS];

	return memcmp(grants->to[resource], none, sizeof(none)) != 0;
}

uint32_t grants_count(const struct grants *grants, enum scmi_resource resource)
{
	uint32_t count = 0;

	for (uint32_t id = 0; id < GRANTS_IDS; id++)
		count += grants->to[resource][id] != RIGHT_NONE;
	return count;
}

uint32_t grants_pick(const struct grants *grants, enum scmi_resource resource, struct dice *dice)
{
	uint32_t start = dice_roll(dice, dice_once_in(dice, 4) ? GRANTS_IDS : 6);

	for (uint32_t i = 0; i < GRANTS_IDS; i++)
		if (grants->to[resource][(start + i) % GRANTS_IDS] != RIGHT_NONE)
			return (start + i) % GRANTS_IDS;
	return GRANTS_IDS;
}

static void set_span(struct grants *granted, enum scmi_resource resource, uint32_t first,
		     uint32_t last, enum right right)
{
	for (uint32_t id = first; id <= last && id < GRANTS_IDS; id++)
		granted->to[resource][id] = (uint8_t)right;
}

static bool is_shareable(enum scmi_resource resource)
{
	return resource == SCMI_RESOURCE_CLOCK || resource == SCMI_RESOURCE_POWER ||
		resource == SCMI_RESOURCE_PERF || resource == SCMI_RESOURCE_VOLTAGE;
}

/** roll_right() - sharing is what this is most about */
static enum right roll_right(enum scmi_resource resource, struct dice *dice)
{
	switch (dice_roll(dice, 8)) {
	case 0: return RIGHT_READ;
	case 1:
	case 2:
	case 3:
	case 4:
	case 5: return is_shareable(resource) ? RIGHT_SHARED : RIGHT_WHOLE;
	default: return RIGHT_WHOLE;
	}
}

/** make_ids() - "3:ro", "7-9:shared" or "4": one piece, some of it beyond what there is */
static void make_ids(struct grants *granted, enum scmi_resource resource, uint32_t exist,
		     struct dice *dice, char *text, size_t size)
{
	static const char *const suffixes[] = { "", ":ro", ":shared", "" };
	/* The first few are what most want. */
	uint32_t first = dice_roll(dice, dice_once_in(dice, 2) && exist > 3 ? 3 : exist + 1);
	uint32_t last = dice_once_in(dice, 2) ? first : first + dice_roll(dice, exist + 2);
	enum right right = roll_right(resource, dice);
	const char *suffix =
		right == RIGHT_WHOLE && dice_once_in(dice, 2) ? ":rw" : suffixes[right];

	if (last > first)
		snprintf(text, size, "%" PRIu32 "-%" PRIu32 "%s", first, last, suffix);
	else
		snprintf(text, size, "%" PRIu32 "%s", first, suffix);
	set_span(granted, resource, first, last, right);
}

static void make_vendor(struct grants *granted, struct dice *dice, char *text, size_t size)
{
	/* A third one is no protocol of this board. */
	uint32_t protocol = GRANTS_VENDOR + dice_once_in(dice, 3);
	uint32_t first = 0, last = 0xff;

	if (dice_once_in(dice, 4)) {
		snprintf(text, size, "0x%" PRIx32, protocol);
	} else {
		first = dice_roll(dice, 0x20);
		last = first + dice_roll(dice, 3);
		snprintf(text, size, "0x%" PRIx32 "/%" PRIu32 "-%" PRIu32, protocol, first, last);
	}
	if (protocol == GRANTS_VENDOR)
		set_span(granted, SCMI_RESOURCE_VENDOR, first, last, RIGHT_WHOLE);
}

static void make_system_power(struct grants *granted, struct dice *dice, char *text, size_t size)
{
	bool reboots = dice_once_in(dice, 2);

	snprintf(text, size, "%s", reboots ? "reboot" : "shutdown");
	set_span(granted, SCMI_RESOURCE_SYSTEM_POWER,
		 reboots ? SCMI_SYSTEM_COLD_RESET : SCMI_SYSTEM_SHUTDOWN,
		 reboots ? SCMI_SYSTEM_WARM_RESET : SCMI_SYSTEM_SHUTDOWN, RIGHT_WHOLE);
}

void grants_make(struct grants *granted, enum scmi_resource resource, uint32_t exist,
		 struct dice *dice, char *text, size_t size)
{
	uint32_t pieces = dice_once_in(dice, 8) ? 0 : 1 + dice_roll(dice, PIECES);
	size_t used = 0;

	memset(granted->to[resource], RIGHT_NONE, sizeof(granted->to[resource]));
	text[0] = '\0';
	/* What is written stays below GRANTS_IDS. */
	if (exist > GRANTS_IDS / 3)
		exist = GRANTS_IDS / 3;
	/* Opened to few: there are many ids. */
	if (resource == SCMI_RESOURCE_VENDOR && !dice_once_in(dice, 4))
		pieces = 0;
	for (uint32_t i = 0; i < pieces; i++) {
		char piece[48];

		if (resource == SCMI_RESOURCE_VENDOR)
			make_vendor(granted, dice, piece, sizeof(piece));
		else if (resource == SCMI_RESOURCE_SYSTEM_POWER)
			make_system_power(granted, dice, piece, sizeof(piece));
		else
			make_ids(granted, resource, exist, dice, piece, sizeof(piece));
		used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", piece);
	}
}

/** stands_against() - whether two agents cannot both have these rights */
static bool stands_against(enum right one, enum right other)
{
	if (one < RIGHT_SHARED || other < RIGHT_SHARED)
		return false;
	return one == RIGHT_WHOLE || other == RIGHT_WHOLE;
}

void grants_add(struct grants *owned, const struct grants *granted,
		const struct grants *const *before, unsigned int count,
		const uint32_t exist[SCMI_RESOURCES])
{
	*owned = *granted;
	for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
		uint32_t end = exist[resource] < GRANTS_IDS ? exist[resource] : GRANTS_IDS;

		memset(owned->to[resource] + end, RIGHT_NONE, GRANTS_IDS - end);
		/* Of these everyone has its own. */
		if (resource == SCMI_RESOURCE_SYSTEM_POWER || resource == SCMI_RESOURCE_VENDOR)
			continue;
		for (uint32_t id = 0; id < end; id++)
			for (unsigned int i = 0; i < count; i++)
				if (stands_against(granted->to[resource][id],
						   before[i]->to[resource][id]))
					owned->to[resource][id] = RIGHT_NONE;
	}
}

void grants_merge(struct grants *grants, const struct grants *more)
{
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		for (uint32_t id = 0; id < GRANTS_IDS; id++)
			if (more->to[resource][id] > grants->to[resource][id])
				grants->to[resource][id] = more->to[resource][id];
}
