/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.h - who owns what
 *
 * Every guest is an agent. An agent is *granted* rights by the administrator; it *owns* those of
 * them that are to something that exists and do not go against those of an agent before it: a
 * resource is changed by one agent alone, or by all that share it. What agents hold is in holds.h.
 *
 * Agents are kept in the order in which they joined: where two are granted the same resource, the
 * older one owns it, and the younger one gets it when the older one has left.
 */
#ifndef XEN_SCMI_POLICY_POLICY_H
#define XEN_SCMI_POLICY_POLICY_H

#include "policy/rights.h"
#include "proto/message.h"

struct policy_holds;
struct devices; /* of daemon/devices.h; nothing here looks into it */

struct policy_agent {
	struct policy_agent *next; /* the agent that joined after this one */
	const char *name;
	struct policy_holds *holds;    /* NULL: of an agent that never joined */
	const struct devices *devices; /* what it has its rights for; NULL: not known */
	bool keeps;		       /* what it holds is its own, whatever its rights come to */
	struct rights granted[SCMI_RESOURCES];
	struct rights owned[SCMI_RESOURCES];
	struct rights reported[SCMI_RESOURCES]; /* refusals that were told of already */
};

/* One agent's part in a shared resource. */
struct policy_share {
	struct policy_agent *agent;
	struct policy_share *next; /* of the same resource */
};

/* Zero-initialised it has no agents, and what exists is not known yet: nobody owns anything. */
struct policy {
	struct policy_agent *agents;
	bool known;			/* the firmware has said what exists */
	uint32_t count[SCMI_RESOURCES]; /* ids below this exist */

	/* Who shares a resource, so that a vote takes no time that grows with the agents. */
	struct policy_share **shares[SCMI_RESOURCES]; /* the first of each id below count */
	struct policy_share *all_shares;
};

/**
 * struct policy_refusal - a granted resource that an agent does not get
 * @owner: the agent that has it; NULL where the firmware has no such resource, nor any with a
 *         higher id
 */
struct policy_refusal {
	const struct policy_agent *agent;
	enum scmi_resource resource;
	uint32_t id;
	const struct policy_agent *owner;
};

void policy_join(struct policy *policy, struct policy_agent *agent);

/**
 * policy_revoke() - an agent that goes away is granted nothing any more; what it holds is released
 *
 * It stays among the agents until policy_leave(), so that it is known what it holds. What it had to
 * itself can be another's when policy_resolve() has run.
 */
void policy_revoke(struct policy *policy, struct policy_agent *agent);

/** policy_leave() - forget an agent, and leave what it holds as it is */
void policy_leave(struct policy *policy, struct policy_agent *agent);

/** policy_clear() - give back the memory that the policy itself has taken; all agents have left */
void policy_clear(struct policy *policy);

/**
 * policy_grant() - replace what an agent is granted of one kind
 * @text: see rights_parse(); where it is refused the agent is granted nothing of this kind
 */
int policy_grant(struct policy_agent *agent, enum scmi_resource resource, const char *text,
		 struct why *why);

/** policy_grant_rights() - the same with rights, which become the agent's to free */
void policy_grant_rights(struct policy_agent *agent, enum scmi_resource resource,
			 struct rights *rights);

/**
 * policy_resolve() - work out anew who owns what; call it after any change
 * @report: called for each refusal that is new since the agent's grant
 *
 * What an agent holds but may not change any more is marked to be released. While it is not known
 * what exists, nothing changes.
 */
void policy_resolve(struct policy *policy,
		    void (*report)(void *context, const struct policy_refusal *refusal),
		    void *context);

/** policy_owner_before() - the agent because of which another is refused what it is granted; NULL
 */
const struct policy_agent *policy_owner_before(const struct policy *policy,
					       const struct policy_agent *agent,
					       enum scmi_resource resource, uint32_t id);

static inline enum right policy_right(const struct policy_agent *agent, enum scmi_resource resource,
				      uint32_t id)
{
	return rights_to(&agent->owned[resource], id);
}

/** policy_owns_any() - whether there is any right of a kind */
static inline bool policy_owns_any(const struct policy_agent *agent, enum scmi_resource resource)
{
	return !rights_are_none(&agent->owned[resource]);
}

/** policy_shares() - the first of those that share a resource, the asker among them */
static inline const struct policy_share *policy_shares(const struct policy *policy,
						       enum scmi_resource resource, uint32_t id)
{
	return policy->shares[resource] ? policy->shares[resource][id] : NULL;
}

#endif
