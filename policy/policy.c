// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * policy.c - the book of who owns and who holds what
 */
#include "policy.h"

#include <errno.h>
#include <string.h>

void policy_join(struct policy *policy, struct policy_agent *agent)
{
	struct policy_agent **link = &policy->agents;

	while (*link)
		link = &(*link)->next;
	agent->next = NULL;
	*link = agent;
}

void policy_leave(struct policy *policy, struct policy_agent *agent)
{
	struct policy_agent **link = &policy->agents;

	while (*link && *link != agent)
		link = &(*link)->next;
	if (*link)
		*link = agent->next;
	agent->next = NULL;
	for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
		idset_clear(&agent->granted[resource]);
		idset_clear(&agent->owned[resource]);
		idset_clear(&agent->reported[resource]);
	}
}

int policy_grant(struct policy_agent *agent, enum scmi_resource resource, const char *text,
		 struct why *why)
{
	struct idset granted = { 0 };
	int rc = idset_parse(&granted, text, why);

	if (!idset_equal(&granted, &agent->granted[resource]))
		idset_clear(&agent->reported[resource]);
	idset_clear(&agent->granted[resource]);
	agent->granted[resource] = granted;
	return rc;
}

/** owner_before() - the agent that owns a resource, among those that joined before @agent */
static const struct policy_agent *owner_before(const struct policy *policy,
					       const struct policy_agent *agent,
					       enum scmi_resource resource, uint32_t id)
{
	for (const struct policy_agent *other = policy->agents; other != agent; other = other->next)
		if (policy_owns(other, resource, id))
			return other;
	return NULL;
}

void policy_resolve(struct policy *policy,
		    void (*report)(void *context, const struct policy_refusal *refusal),
		    void *context)
{
	if (!policy->known)
		return;
	for (struct policy_agent *agent = policy->agents; agent; agent = agent->next) {
		for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
			idset_clear(&agent->owned[resource]);
			idset_for_each (id, &agent->granted[resource]) {
				struct policy_refusal refusal = {
					.agent = agent,
					.resource = (enum scmi_resource)resource,
					.id = id,
					.owner = owner_before(policy, agent, resource, id),
				};

				if (id < policy->count[resource] && !refusal.owner) {
					idset_add(&agent->owned[resource], id);
				} else if (!idset_has(&agent->reported[resource], id)) {
					idset_add(&agent->reported[resource], id);
					report(context, &refusal);
				}
				/* None of what follows exists, and one report of it is enough. */
				if (id >= policy->count[resource])
					break;
			}
		}
		for (uint32_t i = 0; i < agent->holds->count; i++) {
			struct policy_hold *hold = &agent->holds->hold[i];

			if (!policy_owns(agent, hold->resource, hold->id))
				hold->releasing = true;
		}
	}
}

bool policy_owns_any(const struct policy_agent *agent, enum scmi_resource resource)
{
	return !idset_is_empty(&agent->owned[resource]);
}

static struct policy_hold *find_hold(const struct policy_agent *agent, enum scmi_resource resource,
				     uint32_t id)
{
	for (uint32_t i = 0; i < agent->holds->count; i++) {
		struct policy_hold *hold = &agent->holds->hold[i];

		if (hold->resource == resource && hold->id == id)
			return hold;
	}
	return NULL;
}

static void forget(struct policy_agent *agent, struct policy_hold *hold)
{
	struct policy_hold *end = &agent->holds->hold[agent->holds->count];

	memmove(hold, hold + 1, (size_t)((char *)end - (char *)(hold + 1)));
	agent->holds->count--;
}

int policy_take(struct policy_agent *agent, enum scmi_resource resource, uint32_t id)
{
	struct policy_hold *hold = find_hold(agent, resource, id);

	if (hold) {
		hold->releasing = false;
		return -EEXIST;
	}
	if (agent->holds->count == POLICY_HOLDS)
		return -ENOSPC;
	agent->holds->hold[agent->holds->count] = (struct policy_hold){
		.resource = (uint16_t)resource,
		.id = id,
	};
	agent->holds->count++;
	return 0;
}

void policy_drop(struct policy_agent *agent, enum scmi_resource resource, uint32_t id)
{
	struct policy_hold *hold = find_hold(agent, resource, id);

	if (hold)
		forget(agent, hold);
}

void policy_release_all(struct policy_agent *agent)
{
	for (uint32_t i = 0; i < agent->holds->count; i++)
		agent->holds->hold[i].releasing = true;
}

/** held_elsewhere() - whether an agent other than @agent has a resource turned on */
static bool held_elsewhere(const struct policy *policy, const struct policy_agent *agent,
			   const struct policy_hold *hold)
{
	for (const struct policy_agent *other = policy->agents; other; other = other->next)
		if (other != agent && find_hold(other, hold->resource, hold->id))
			return true;
	return false;
}

const struct policy_hold *policy_next_release(const struct policy *policy,
					      struct policy_agent *agent)
{
	for (uint32_t i = agent->holds->count; i-- > 0;) {
		struct policy_hold *hold = &agent->holds->hold[i];

		if (!hold->releasing)
			continue;
		if (!held_elsewhere(policy, agent, hold))
			return hold;
		forget(agent, hold);
	}
	return NULL;
}

void policy_released(struct policy_agent *agent, enum scmi_resource resource, uint32_t id)
{
	struct policy_hold *hold = find_hold(agent, resource, id);

	if (hold && hold->releasing)
		forget(agent, hold);
}
