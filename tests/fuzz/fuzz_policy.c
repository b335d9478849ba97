// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_policy.c - the text of policies: a line for each of up to three guests
 *
 * The first byte may choose another kind of resource than the clock, see `kinds`.
 */
#include "input.h"

#include <stdlib.h>

#include "policy/holds.h"
#include "policy/policy.h"

#define GUESTS	   3
#define COUNT	   40 /* of what the firmware counts */
#define SEPARATORS " \t\n,"

/* One of each way to write ids and to have rights to them. */
static const struct kind {
	char chosen_by; /* 0: by anything else, which is part of the text then */
	enum scmi_resource resource;
	uint32_t first, count; /* the least id that a text can name; those below count exist */
	bool is_shareable;
	bool is_exclusive;
} kinds[] = {
	{ 'R', SCMI_RESOURCE_RESET, 0, COUNT, false, true },
	{ 'S', SCMI_RESOURCE_SYSTEM_POWER, 0, 3, false, false },
	{ 'V', SCMI_RESOURCE_VENDOR, 0x8000, 0x8400, false, false },
	{ 0, SCMI_RESOURCE_CLOCK, 0, COUNT, true, true },
};

struct bench {
	const struct kind *kind;
	struct policy policy;
	struct policy_agent agents[GUESTS];
	struct policy_holds holds[GUESTS];
};

/** go_together() - whether two guests can have these rights to one resource */
static bool go_together(const struct kind *kind, enum right a, enum right b)
{
	return !kind->is_exclusive || (a != RIGHT_WHOLE && b != RIGHT_WHOLE) ||
		(a != RIGHT_WHOLE && a != RIGHT_SHARED) || (b != RIGHT_WHOLE && b != RIGHT_SHARED);
}

/** check_refusal() - only what was granted is refused, and for a reason */
static void check_refusal(void *context, const struct policy_refusal *refusal)
{
	const struct bench *bench = context;
	enum right granted = rights_to(&refusal->agent->granted[refusal->resource], refusal->id);

	assert(refusal->resource == bench->kind->resource);
	assert(granted != RIGHT_NONE);
	assert(refusal->owner != refusal->agent);
	if (refusal->owner)
		assert(!go_together(bench->kind, granted,
				    policy_right(refusal->owner, refusal->resource, refusal->id)));
	else
		assert(refusal->id >= bench->kind->count);
}

/** check_rights() - rights are of this kind, and as many as is said */
static void check_rights(const struct kind *kind, const struct rights *rights)
{
	uint32_t members = 0;

	rights_for_each (id, rights) {
		enum right right = rights_to(rights, id);

		assert(right == RIGHT_WHOLE || (right == RIGHT_READ && kind->is_exclusive) ||
		       (right == RIGHT_SHARED && kind->is_shareable));
		members++;
	}
	assert(members == rights->members);
}

/** check_text() - what is written for rights is read as these, and fits wherever it has to */
static void check_text(const struct kind *kind, const struct rights *rights, const char *text)
{
	static char formatted[1024 * 1024];
	struct rights again = { 0 };
	struct why why;
	char little[16];
	int rc;

	rights_format(rights, kind->resource, formatted, sizeof(formatted));
	rc = rights_parse(&again, kind->resource, formatted, &why);
	assert(!rc);
	assert(rights_equal(rights, &again));
	rights_clear(&again);
	rights_format(rights, kind->resource, little, sizeof(little));
	assert(strlen(little) < sizeof(little));
	assert(!strcmp(little, formatted) || !strcmp(little + strlen(little) - 4, " ..."));
	/* No right is of an empty text. */
	assert(rights_are_none(rights) == !text[strspn(text, SEPARATORS)]);
}

static void grant(const struct kind *kind, struct policy_agent *agent, const char *text)
{
	const struct rights *granted = &agent->granted[kind->resource];
	struct why why = { "" };

	if (policy_grant(agent, kind->resource, text, &why)) {
		assert(why.text[0]);
		assert(rights_are_none(granted));
	} else {
		check_rights(kind, granted);
		check_text(kind, granted, text);
	}
}

/** check_owned() - each guest has what it was granted, unless it goes against an older one's */
static void check_owned(const struct bench *bench, uint32_t id)
{
	enum scmi_resource resource = bench->kind->resource;
	enum right owned[GUESTS];
	int wholes = 0, shared = 0;

	for (int i = 0; i < GUESTS; i++) {
		enum right granted = rights_to(&bench->agents[i].granted[resource], id);

		owned[i] = policy_right(&bench->agents[i], resource, id);
		for (int older = 0; older < i; older++)
			if (!go_together(bench->kind, granted, owned[older]))
				granted = RIGHT_NONE;
		assert(owned[i] == granted);
		wholes += owned[i] == RIGHT_WHOLE;
		shared += owned[i] == RIGHT_SHARED;
	}
	assert(!bench->kind->is_exclusive || wholes + !!shared <= 1);
}

/** check_shares() - who shares a resource is listed, once, and nobody else is */
static void check_shares(const struct bench *bench, uint32_t id)
{
	enum scmi_resource resource = bench->kind->resource;
	int listed[GUESTS] = { 0 };

	for (const struct policy_share *share = policy_shares(&bench->policy, resource, id); share;
	     share = share->next)
		listed[share->agent - bench->agents]++;
	for (int i = 0; i < GUESTS; i++)
		assert(listed[i] ==
		       (policy_right(&bench->agents[i], resource, id) == RIGHT_SHARED));
}

static void check(struct bench *bench)
{
	policy_resolve(&bench->policy, check_refusal, bench);
	for (uint32_t id = bench->kind->first; id < bench->kind->count; id++) {
		check_owned(bench, id);
		check_shares(bench, id);
	}
	for (int i = 0; i < GUESTS; i++) {
		const struct rights *owned = &bench->agents[i].owned[bench->kind->resource];

		check_rights(bench->kind, owned);
		assert(rights_next(owned, 0) >= bench->kind->first);
		assert(rights_next(owned, bench->kind->count) == RIGHTS_IDS);
	}
}

static const struct kind *choose(char first)
{
	const struct kind *kind = kinds;

	while (kind->chosen_by && kind->chosen_by != first)
		kind++;
	return kind;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bench bench;
	char *text = malloc(size + 1), *line = text, *rest;

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	memset(&bench, 0, sizeof(bench));
	bench.kind = choose(text[0]);
	bench.policy.known = true;
	bench.policy.count[bench.kind->resource] = bench.kind->count;
	if (bench.kind->chosen_by)
		line++;
	for (int i = 0; i < GUESTS; i++) {
		bench.agents[i].name = "guest";
		bench.agents[i].holds = &bench.holds[i];
		policy_join(&bench.policy, &bench.agents[i]);
		rest = strchr(line, '\n');
		if (rest)
			*rest++ = '\0';
		grant(bench.kind, &bench.agents[i], line);
		line = rest ? rest : text + size;
		check(&bench);
	}
	/* Younger guests get what older ones leave. */
	for (int i = 0; i < GUESTS; i++) {
		policy_leave(&bench.policy, &bench.agents[i]);
		check(&bench);
	}
	policy_clear(&bench.policy);
	free(text);
	return 0;
}
