// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * holds.c - the book of what agents hold
 *
 * A process may die between any two writes, and the next one goes on with what there is. So the
 * list is changed in steps, after each of which it is right, or holds_mend() can make it so: a hold
 * without a setting is none, and of two of the same setting and id both are whole.
 */
#include "holds.h"

#include <string.h>

struct policy_hold *holds_find(const struct policy_agent *agent, enum scmi_setting setting,
			       uint32_t id)
{
	for (uint32_t i = 0; i < agent->holds->count; i++) {
		struct policy_hold *hold = &agent->holds->hold[i];

		if (hold->id == id && hold->setting == setting)
			return hold;
	}
	return NULL;
}

/** step() - what was written before is there before what is written from now on */
static void step(void)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

static struct policy_hold *add(struct policy_holds *holds, enum scmi_setting setting, uint32_t id,
			       const uint32_t *before)
{
	struct policy_hold *hold = &holds->hold[holds->count];

	*hold = (struct policy_hold){ .setting = (uint8_t)setting, .id = id };
	if (before) {
		memcpy(hold->before, before, sizeof(hold->before));
		hold->has_before = true;
	}
	step();
	holds->count++;
	step();
	return hold;
}

struct policy_hold *holds_take(struct policy_agent *agent, enum scmi_setting setting, uint32_t id,
			       const uint32_t *before)
{
	struct policy_hold *hold = holds_find(agent, setting, id);

	if (!hold)
		return agent->holds->count == POLICY_HOLDS ? NULL :
							     add(agent->holds, setting, id, before);
	if (hold->releasing) {
		hold->is_vote = false;
		step();
		hold->releasing = POLICY_KEEPS;
	}
	return hold;
}

void holds_confirm(struct policy_hold *hold, const uint32_t value[SCMI_SETTING_WORDS])
{
	memcpy(hold->value, value, sizeof(hold->value));
	hold->is_vote = true;
}

/** move() - move a hold to a place that has none */
static void move(struct policy_hold *to, struct policy_hold *from)
{
	struct policy_hold hold = *from;

	hold.setting = SCMI_NO_SETTING;
	*to = hold;
	step();
	to->setting = from->setting;
	step();
	from->setting = SCMI_NO_SETTING;
	step();
}

static void drop(struct policy_holds *holds, uint32_t index)
{
	holds->hold[index].setting = SCMI_NO_SETTING;
	step();
	for (; index + 1 < holds->count; index++)
		move(&holds->hold[index], &holds->hold[index + 1]);
	holds->count--;
}

void holds_drop(struct policy_agent *agent, struct policy_hold *hold)
{
	drop(agent->holds, (uint32_t)(hold - agent->holds->hold));
}

void holds_mend(struct policy_holds *holds)
{
	for (uint32_t i = holds->count; i-- > 0;) {
		const struct policy_hold *hold = &holds->hold[i];
		bool is_one = hold->setting != SCMI_NO_SETTING;

		for (uint32_t j = 0; j < i && is_one; j++)
			is_one = holds->hold[j].setting != hold->setting ||
				holds->hold[j].id != hold->id;
		if (!is_one)
			drop(holds, i);
	}
}

void holds_add_votes(const struct policy *policy, const struct policy_agent *agent,
		     enum scmi_setting setting, uint32_t id, uint32_t value[SCMI_SETTING_WORDS])
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);

	for (const struct policy_share *share = policy_shares(policy, info->resource, id); share;
	     share = share->next) {
		const struct policy_hold *hold =
			share->agent == agent ? NULL : holds_find(share->agent, setting, id);

		if (hold && holds_is_vote(hold))
			scmi_setting_add(info, hold->value, value);
	}
}

bool holds_before(const struct policy *policy, enum scmi_setting setting, uint32_t id,
		  uint32_t before[SCMI_SETTING_WORDS])
{
	for (const struct policy_agent *agent = policy->agents; agent; agent = agent->next) {
		const struct policy_hold *hold = holds_find(agent, setting, id);

		if (hold && hold->has_before) {
			memcpy(before, hold->before, sizeof(hold->before));
			return true;
		}
	}
	return false;
}

void holds_release_all(struct policy_agent *agent)
{
	for (uint32_t i = 0; i < agent->holds->count; i++)
		if (!agent->holds->hold[i].releasing)
			agent->holds->hold[i].releasing = POLICY_RELEASES;
}

/**
 * wanted_elsewhere() - add up what agents other than @agent want
 *
 * Who does not share a resource is asked, too: it may have got what @agent has lost.
 *
 * Return: false where none wants anything, and @value is not set.
 */
static bool wanted_elsewhere(const struct policy *policy, const struct policy_agent *agent,
			     const struct policy_hold *hold, uint32_t value[SCMI_SETTING_WORDS])
{
	bool is_wanted = false;

	for (const struct policy_agent *other = policy->agents; other; other = other->next) {
		const struct policy_hold *its =
			other == agent ? NULL : holds_find(other, hold->setting, hold->id);

		if (!its || !holds_is_vote(its))
			continue;
		if (!is_wanted)
			memcpy(value, its->value, sizeof(its->value));
		else
			scmi_setting_add(scmi_setting_info(hold->setting), its->value, value);
		is_wanted = true;
	}
	return is_wanted;
}

/** needs_message() - whether the firmware has to be told that a hold is released */
static bool needs_message(const struct policy *policy, const struct policy_agent *agent,
			  const struct policy_hold *hold)
{
	uint32_t value[SCMI_SETTING_WORDS];
	bool is_wanted = wanted_elsewhere(policy, agent, hold, value);

	if (scmi_setting_is_switch(scmi_setting_info(hold->setting)))
		return !is_wanted;
	return is_wanted || hold->has_before;
}

/** newest() - the last taken of the holds that are to be released then; NULL: none needs a message
 */
static const struct policy_hold *newest(const struct policy *policy, struct policy_agent *agent,
					enum policy_releasing when)
{
	for (uint32_t i = agent->holds->count; i-- > 0;) {
		struct policy_hold *hold = &agent->holds->hold[i];

		if (hold->releasing != when)
			continue;
		if (needs_message(policy, agent, hold))
			return hold;
		holds_drop(agent, hold);
	}
	return NULL;
}

bool holds_any_release(const struct policy_agent *agent)
{
	for (uint32_t i = 0; i < agent->holds->count; i++)
		if (agent->holds->hold[i].releasing)
			return true;
	return false;
}

const struct policy_hold *holds_next_release(const struct policy *policy,
					     struct policy_agent *agent)
{
	const struct policy_hold *hold = newest(policy, agent, POLICY_RELEASES);

	return hold ? hold : newest(policy, agent, POLICY_RELEASES_LAST);
}

void holds_release_value(const struct policy *policy, const struct policy_agent *agent,
			 const struct policy_hold *hold, uint32_t value[SCMI_SETTING_WORDS])
{
	const struct scmi_setting_info *info = scmi_setting_info(hold->setting);

	if (wanted_elsewhere(policy, agent, hold, value))
		return;
	if (scmi_setting_is_switch(info))
		value[0] = info->off;
	else
		memcpy(value, hold->before, sizeof(hold->before));
}

void holds_released(struct policy_agent *agent, enum scmi_setting setting, uint32_t id)
{
	struct policy_hold *hold = holds_find(agent, setting, id);

	if (hold && hold->releasing)
		holds_drop(agent, hold);
}

bool holds_put_off(struct policy_agent *agent, enum scmi_setting setting, uint32_t id)
{
	struct policy_hold *hold = holds_find(agent, setting, id);

	if (!hold || hold->releasing != POLICY_RELEASES) {
		holds_released(agent, setting, id);
		return false;
	}
	hold->releasing = POLICY_RELEASES_LAST;
	return true;
}
