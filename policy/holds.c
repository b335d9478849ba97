// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * holds.c - the book of what agents hold
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

struct policy_hold *holds_take(struct policy_agent *agent, enum scmi_setting setting, uint32_t id)
{
	struct policy_hold *hold = holds_find(agent, setting, id);

	if (!hold) {
		if (agent->holds->count == POLICY_HOLDS)
			return NULL;
		hold = &agent->holds->hold[agent->holds->count];
		*hold = (struct policy_hold){ .setting = (uint8_t)setting, .id = id };
		agent->holds->count++;
	}
	hold->releasing = false;
	return hold;
}

void holds_drop(struct policy_agent *agent, struct policy_hold *hold)
{
	struct policy_hold *end = &agent->holds->hold[agent->holds->count];

	memmove(hold, hold + 1, (size_t)((char *)end - (char *)(hold + 1)));
	agent->holds->count--;
}

void holds_add_votes(const struct policy *policy, const struct policy_agent *agent,
		     enum scmi_setting setting, uint32_t id, uint32_t value[SCMI_SETTING_WORDS])
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);

	for (const struct policy_share *share = policy_shares(policy, info->resource, id); share;
	     share = share->next) {
		const struct policy_hold *hold =
			share->agent == agent ? NULL : holds_find(share->agent, setting, id);

		if (hold && !hold->releasing)
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
		agent->holds->hold[i].releasing = true;
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

		if (!its || its->releasing)
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

const struct policy_hold *holds_next_release(const struct policy *policy,
					     struct policy_agent *agent)
{
	for (uint32_t i = agent->holds->count; i-- > 0;) {
		struct policy_hold *hold = &agent->holds->hold[i];

		if (!hold->releasing)
			continue;
		if (needs_message(policy, agent, hold))
			return hold;
		holds_drop(agent, hold);
	}
	return NULL;
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
