// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_policy.c - the text of policies: a line for each of up to three guests
 */
#include "input.h"

#include <stdlib.h>

#include "policy/policy.h"

#define GUESTS 3
#define COUNT  40 /* clocks that there are */

struct bench {
	struct policy policy;
	struct policy_agent agents[GUESTS];
	struct policy_holds holds[GUESTS];
};

/** check_refusal() - only what was granted is refused, and for a reason */
static void check_refusal(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	assert(idset_has(&refusal->agent->granted[refusal->resource], refusal->id));
	assert(refusal->owner != refusal->agent);
	if (refusal->owner)
		assert(policy_owns(refusal->owner, refusal->resource, refusal->id));
	else
		assert(refusal->id >= COUNT);
}

/** check_text() - what is written for a set is read as this set, and fits wherever it has to */
static void check_text(const struct idset *set, const char *text)
{
	static char formatted[512 * 1024];
	struct idset again = { 0 };
	struct why why;
	char little[16];
	int rc;

	idset_format(set, formatted, sizeof(formatted));
	rc = idset_parse(&again, formatted, &why);
	assert(!rc);
	for (uint32_t id = 0; id < IDSET_IDS; id++)
		assert(idset_has(set, id) == idset_has(&again, id));
	idset_clear(&again);
	idset_format(set, little, sizeof(little));
	assert(strlen(little) < sizeof(little));
	assert(!strcmp(little, formatted) || !strcmp(little + strlen(little) - 4, " ..."));
	/* An empty set is of an empty text. */
	assert(!idset_is_empty(set) == (strpbrk(text, "0123456789") != NULL));
}

static void grant(struct policy_agent *agent, const char *text)
{
	struct idset *granted = &agent->granted[SCMI_RESOURCE_CLOCK];
	struct why why = { "" };

	if (policy_grant(agent, SCMI_RESOURCE_CLOCK, text, &why)) {
		assert(why.text[0]);
		assert(idset_is_empty(granted));
	} else {
		check_text(granted, text);
	}
}

/** check_owned() - each clock has one owner: the first one that it was granted to */
static void check_owned(const struct bench *bench)
{
	for (uint32_t id = 0; id < IDSET_IDS; id++) {
		bool is_owned = id >= COUNT;

		for (int i = 0; i < GUESTS; i++) {
			const struct policy_agent *agent = &bench->agents[i];
			bool gets =
				!is_owned && idset_has(&agent->granted[SCMI_RESOURCE_CLOCK], id);

			assert(policy_owns(agent, SCMI_RESOURCE_CLOCK, id) == gets);
			is_owned |= gets;
		}
	}
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
	bench.policy.known = true;
	bench.policy.count[SCMI_RESOURCE_CLOCK] = COUNT;
	for (int i = 0; i < GUESTS; i++) {
		bench.agents[i].name = "guest";
		bench.agents[i].holds = &bench.holds[i];
		policy_join(&bench.policy, &bench.agents[i]);
		rest = strchr(line, '\n');
		if (rest)
			*rest++ = '\0';
		grant(&bench.agents[i], line);
		line = rest ? rest : text + size;
		policy_resolve(&bench.policy, check_refusal, NULL);
	}
	check_owned(&bench);
	for (int i = 0; i < GUESTS; i++)
		policy_leave(&bench.policy, &bench.agents[i]);
	free(text);
	return 0;
}
