// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * policy.c - the book of who owns what
 */
#include "policy.h"

#include <stdlib.h>
#include <string.h>

#include "policy/holds.h"

void policy_join(struct policy *policy, struct policy_agent *agent)
{
	struct policy_agent **link = &policy->agents;

	while (*link)
		link = &(*link)->next;
	agent->next = NULL;
	*link = agent;
}

/** forget_shares() - nobody shares anything until policy_resolve() finds who does */
static void forget_shares(struct policy *policy)
{
	for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
		free(policy->shares[resource]);
		policy->shares[resource] = NULL;
	}
	free(policy->all_shares);
	policy->all_shares = NULL;
}

/** disown() - an agent has no right to anything any more, and shares nothing */
static void disown(struct policy *policy, struct policy_agent *agent)
{
	for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
		rights_for_each (id, &agent->owned[resource]) {
			struct policy_share **link = NULL;

			if (policy->shares[resource])
				link = &policy->shares[resource][id];
			while (link && *link) {
				if ((*link)->agent == agent)
					*link = (*link)->next;
				else
					link = &(*link)->next;
			}
		}
		rights_clear(&agent->granted[resource]);
		rights_clear(&agent->owned[resource]);
		rights_clear(&agent->reported[resource]);
	}
}

void policy_revoke(struct policy *policy, struct policy_agent *agent)
{
	disown(policy, agent);
	if (agent->holds)
		holds_release_all(agent);
}

void policy_leave(struct policy *policy, struct policy_agent *agent)
{
	struct policy_agent **link = &policy->agents;

	while (*link && *link != agent)
		link = &(*link)->next;
	if (*link)
		*link = agent->next;
	agent->next = NULL;
	disown(policy, agent);
}

void policy_clear(struct policy *policy)
{
	forget_shares(policy);
}

int policy_grant(struct policy_agent *agent, enum scmi_resource resource, const char *text,
		 struct why *why)
{
	struct rights granted = { 0 };
	int rc = rights_parse(&granted, resource, text, why);

	policy_grant_rights(agent, resource, &granted);
	return rc;
}

void policy_grant_rights(struct policy_agent *agent, enum scmi_resource resource,
			 struct rights *rights)
{
	if (!rights_equal(rights, &agent->granted[resource]))
		rights_clear(&agent->reported[resource]);
	rights_clear(&agent->granted[resource]);
	agent->granted[resource] = *rights;
	*rights = (struct rights){ 0 };
}

/** is_exclusive() - whether one agent's right can go against another's: not where each has its own
 */
static bool is_exclusive(enum scmi_resource resource)
{
	return resource != SCMI_RESOURCE_SYSTEM_POWER && resource != SCMI_RESOURCE_VENDOR;
}

/** go_together() - whether two agents can have these rights to one resource */
static bool go_together(enum right one, enum right other)
{
	return one <= RIGHT_READ || other <= RIGHT_READ ||
		(one == RIGHT_SHARED && other == RIGHT_SHARED);
}

const struct policy_agent *policy_owner_before(const struct policy *policy,
					       const struct policy_agent *agent,
					       enum scmi_resource resource, uint32_t id)
{
	enum right granted = rights_to(&agent->granted[resource], id);

	if (!is_exclusive(resource))
		return NULL;
	for (const struct policy_agent *other = policy->agents; other != agent; other = other->next)
		if (!go_together(granted, policy_right(other, resource, id)))
			return other;
	return NULL;
}

/** resolve_kind() - work out what an agent owns of a kind; those before it have theirs */
static void resolve_kind(struct policy *policy, struct policy_agent *agent,
			 enum scmi_resource resource,
			 void (*report)(void *context, const struct policy_refusal *refusal),
			 void *context)
{
	rights_clear(&agent->owned[resource]);
	rights_for_each (id, &agent->granted[resource]) {
		struct policy_refusal refusal = {
			.agent = agent,
			.resource = resource,
			.id = id,
			.owner = policy_owner_before(policy, agent, resource, id),
		};

		if (id < policy->count[resource] && !refusal.owner) {
			/* Out of memory it has no right, which is the safe way to be wrong. */
			rights_set(&agent->owned[resource], id,
				   rights_to(&agent->granted[resource], id));
		} else if (rights_to(&agent->reported[resource], id) == RIGHT_NONE) {
			rights_set(&agent->reported[resource], id, RIGHT_READ);
			report(context, &refusal);
		}
		/* None of what follows exists, and one report of it is enough. */
		if (id >= policy->count[resource])
			break;
	}
}

/** add_share() - an agent is one more that shares a resource; false: out of memory */
static bool add_share(struct policy *policy, struct policy_agent *agent,
		      enum scmi_resource resource, uint32_t id, struct policy_share *share)
{
	struct policy_share ***shares = &policy->shares[resource];

	if (!*shares)
		*shares = calloc(policy->count[resource], sizeof(**shares));
	if (!*shares)
		return false;
	*share = (struct policy_share){ agent, (*shares)[id] };
	(*shares)[id] = share;
	return true;
}

static size_t count_shares(const struct policy *policy)
{
	size_t count = 0;

	for (const struct policy_agent *agent = policy->agents; agent; agent = agent->next)
		for (int resource = 0; resource < SCMI_RESOURCES; resource++)
			rights_for_each (id, &agent->owned[resource])
				count += policy_right(agent, resource, id) == RIGHT_SHARED;
	return count;
}

/** find_shares() - note who shares what */
static void find_shares(struct policy *policy)
{
	size_t count = count_shares(policy), used = 0;

	forget_shares(policy);
	if (!count)
		return;
	policy->all_shares = calloc(count, sizeof(*policy->all_shares));
	for (struct policy_agent *agent = policy->agents; agent; agent = agent->next) {
		for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
			rights_for_each (id, &agent->owned[resource]) {
				if (policy_right(agent, resource, id) != RIGHT_SHARED)
					continue;
				/* A vote that nobody would count is no right. */
				if (!policy->all_shares ||
				    !add_share(policy, agent, resource, id,
					       &policy->all_shares[used++]))
					rights_set(&agent->owned[resource], id, RIGHT_NONE);
			}
		}
	}
}

/** check_holds() - what an agent may not change any more is to be released */
static void check_holds(struct policy_agent *agent)
{
	if (agent->keeps)
		return;
	for (uint32_t i = 0; i < agent->holds->count; i++) {
		struct policy_hold *hold = &agent->holds->hold[i];

		if (!hold->releasing &&
		    policy_right(agent, scmi_setting_info(hold->setting)->resource, hold->id) <=
			    RIGHT_READ)
			hold->releasing = POLICY_RELEASES;
	}
}

void policy_resolve(struct policy *policy,
		    void (*report)(void *context, const struct policy_refusal *refusal),
		    void *context)
{
	if (!policy->known)
		return;
	for (struct policy_agent *agent = policy->agents; agent; agent = agent->next)
		for (int resource = 0; resource < SCMI_RESOURCES; resource++)
			resolve_kind(policy, agent, (enum scmi_resource)resource, report, context);
	find_shares(policy);
	for (struct policy_agent *agent = policy->agents; agent; agent = agent->next)
		check_holds(agent);
}
