/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.h - who owns what, and what each agent holds
 *
 * Every guest is an agent. An agent is *granted* resources by the administrator; it *owns* those of
 * them that exist and that no agent before it owns, since a resource has one owner. What it turned
 * on at the firmware it *holds*, until it turns it off or goes away and it is released for it.
 *
 * Agents are kept in the order in which they joined: where two are granted the same resource, the
 * older one owns it, and the younger one gets it when the older one has left.
 */
#ifndef XEN_SCMI_POLICY_POLICY_H
#define XEN_SCMI_POLICY_POLICY_H

#include "policy/idset.h"
#include "proto/message.h"

/*
 * What an agent holds, in the order of taking. The layout is that of the journal's file: fixed
 * size, no pointers.
 */
#define POLICY_HOLDS 1024u

struct policy_hold {
	uint16_t resource;  /* enum scmi_resource */
	uint16_t releasing; /* not 0: to be turned off by us */
	uint32_t id;
};

struct policy_holds {
	uint32_t count;
	struct policy_hold hold[POLICY_HOLDS];
};

struct policy_agent {
	struct policy_agent *next; /* the agent that joined after this one */
	const char *name;
	struct policy_holds *holds;
	struct idset granted[SCMI_RESOURCES];
	struct idset owned[SCMI_RESOURCES];
	struct idset reported[SCMI_RESOURCES]; /* refusals that were told of already */
};

/* Zero-initialised it has no agents, and what exists is not known yet: nobody owns anything. */
struct policy {
	struct policy_agent *agents;
	bool known;			/* the firmware has said what exists */
	uint32_t count[SCMI_RESOURCES]; /* ids below this exist */
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

/** policy_leave() - the agent is granted nothing any more; what it holds it still holds */
void policy_leave(struct policy *policy, struct policy_agent *agent);

/**
 * policy_grant() - replace what an agent is granted of one kind
 * @text: see idset_parse(); where it is refused the agent is granted nothing of this kind
 */
int policy_grant(struct policy_agent *agent, enum scmi_resource resource, const char *text,
		 struct why *why);

/**
 * policy_resolve() - work out anew who owns what; call it after any change
 * @report: called for each refusal that is new since the agent's grant
 *
 * What an agent holds but no longer owns is marked to be released. While it is not known what
 * exists, nothing changes.
 */
void policy_resolve(struct policy *policy,
		    void (*report)(void *context, const struct policy_refusal *refusal),
		    void *context);

static inline bool policy_owns(const struct policy_agent *agent, enum scmi_resource resource,
			       uint32_t id)
{
	return idset_has(&agent->owned[resource], id);
}

/** policy_owns_any() - whether anything of a kind is the agent's */
bool policy_owns_any(const struct policy_agent *agent, enum scmi_resource resource);

/**
 * policy_take() - note that an agent turns a resource on, before the firmware hears of it
 *
 * Return: 0; -EEXIST where it holds it already; -ENOSPC where it holds POLICY_HOLDS others.
 */
int policy_take(struct policy_agent *agent, enum scmi_resource resource, uint32_t id);

/** policy_drop() - note that a resource is off again */
void policy_drop(struct policy_agent *agent, enum scmi_resource resource, uint32_t id);

/** policy_release_all() - mark all that an agent holds to be released */
void policy_release_all(struct policy_agent *agent);

/**
 * policy_next_release() - what to turn off next for an agent, the last taken first
 *
 * What another agent has turned on meanwhile is dropped from the list: it must stay on.
 *
 * Return: a hold, valid until the agent's holds change; NULL where there is nothing to release.
 */
const struct policy_hold *policy_next_release(const struct policy *policy,
					      struct policy_agent *agent);

/** policy_released() - what policy_next_release() named is off; forget it unless taken anew */
void policy_released(struct policy_agent *agent, enum scmi_resource resource, uint32_t id);

#endif
