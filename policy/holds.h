/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * holds.h - what each agent has set at the firmware, and has to be undone when it goes away
 *
 * A hold is a setting of a resource with the agent's value: its vote, where the resource is shared.
 * The firmware is told what all votes add up to. What is released goes back to what the others
 * want, or to off, or to the value that it had before the first agent set it.
 *
 * Values are combined at the moment at which they are sent, and one message is out at a time; so
 * what was sent last is what all votes add up to.
 */
#ifndef XEN_SCMI_POLICY_HOLDS_H
#define XEN_SCMI_POLICY_HOLDS_H

#include "policy/policy.h"
#include "proto/setting.h"

/*
 * What an agent holds, in the order of taking. The layout is that of the journal's file: fixed
 * size, no pointers.
 */
#define POLICY_HOLDS 1024u

enum policy_releasing {
	POLICY_KEEPS,
	POLICY_RELEASES,
	POLICY_RELEASES_LAST, /* the firmware has refused it once: after all that is released */
};

/*
 * A hold that is no vote is released as others are, but does not count: the firmware has not said
 * yet that it takes its value, or never did say.
 */
struct policy_hold {
	uint8_t setting;    /* enum scmi_setting; last to be written, first to be cleared */
	uint8_t releasing;  /* enum policy_releasing: whether it is to be undone by us */
	uint8_t has_before; /* not 0: there is a value to go back to */
	uint8_t is_vote;
	uint32_t id;
	uint32_t value[SCMI_SETTING_WORDS];
	uint32_t before[SCMI_SETTING_WORDS];
};

struct policy_holds {
	uint32_t count;
	struct policy_hold hold[POLICY_HOLDS];
};

/** holds_find() - the hold of an agent; NULL: it does not hold this. Valid until holds change. */
struct policy_hold *holds_find(const struct policy_agent *agent, enum scmi_setting setting,
			       uint32_t id);

/**
 * holds_take() - note that an agent sets something, before the firmware hears of it
 * @before: the value to go back to, NULL: none; a hold that there is keeps its own
 *
 * A new hold is no vote, and one that there is stays the vote that it was, until holds_confirm().
 * If it was to be released, it is not any more: who sets it anew wants it, but it is no vote
 * either.
 *
 * Return: the hold; NULL where the agent holds POLICY_HOLDS others.
 */
struct policy_hold *holds_take(struct policy_agent *agent, enum scmi_setting setting, uint32_t id,
			       const uint32_t *before);

/** holds_confirm() - the firmware has taken a value: it is the agent's vote from now on */
void holds_confirm(struct policy_hold *hold, const uint32_t value[SCMI_SETTING_WORDS]);

/** holds_is_vote() - whether a hold is what its agent wants, and the firmware has taken it */
static inline bool holds_is_vote(const struct policy_hold *hold)
{
	return hold->is_vote && !hold->releasing;
}

/** holds_drop() - note that something is undone */
void holds_drop(struct policy_agent *agent, struct policy_hold *hold);

/** holds_mend() - make a list whole that a process left which died while it changed the list */
void holds_mend(struct policy_holds *holds);

/**
 * holds_add_votes() - add to @value what the others that share the resource want
 *
 * Time taken grows with those that share it, and with nothing else.
 */
void holds_add_votes(const struct policy *policy, const struct policy_agent *agent,
		     enum scmi_setting setting, uint32_t id, uint32_t value[SCMI_SETTING_WORDS]);

/**
 * holds_before() - the value that a resource had before any agent set it
 *
 * Return: false where no agent, not even one that is leaving, knows of any.
 */
bool holds_before(const struct policy *policy, enum scmi_setting setting, uint32_t id,
		  uint32_t before[SCMI_SETTING_WORDS]);

/** holds_release_all() - mark all that an agent holds to be released */
void holds_release_all(struct policy_agent *agent);

/** holds_any_release() - whether an agent holds anything that is to be released */
bool holds_any_release(const struct policy_agent *agent);

/**
 * holds_next_release() - what to undo next for an agent, the last taken first
 *
 * What needs no message is dropped from the list: a switch that another agent has on as well, and a
 * quantity with nothing to go back to. So no message of another agent may be out: its answer can
 * end what others want.
 *
 * Return: a hold, valid until the agent's holds change; NULL where there is nothing to release.
 */
const struct policy_hold *holds_next_release(const struct policy *policy,
					     struct policy_agent *agent);

/** holds_release_value() - the value that undoes a hold: what others want, off, or what was before
 */
void holds_release_value(const struct policy *policy, const struct policy_agent *agent,
			 const struct policy_hold *hold, uint32_t value[SCMI_SETTING_WORDS]);

/** holds_released() - what holds_next_release() named is undone; forget it unless taken anew */
void holds_released(struct policy_agent *agent, enum scmi_setting setting, uint32_t id);

/**
 * holds_put_off() - the firmware refuses to undo what holds_next_release() named
 *
 * It may be that something else has to be undone first: a level within limits that go back, too.
 *
 * Return: true where it will be tried once more, after the others; false where it is forgotten.
 */
bool holds_put_off(struct policy_agent *agent, enum scmi_setting setting, uint32_t id);

#endif
