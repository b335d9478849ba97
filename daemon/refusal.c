// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * refusal.c - who owns what an agent does not get, and what for
 */
#include "refusal.h"

#include <stdio.h>
#include <string.h>

enum refusal_cause refusal_cause(const struct policy *policy, const struct policy_agent *agent,
				 enum scmi_resource resource, uint32_t id,
				 const struct policy_agent **owner)
{
	*owner = NULL;
	if (!policy->known || policy_right(agent, resource, id) != RIGHT_NONE)
		return REFUSAL_NONE;
	if (rights_to(&agent->granted[resource], id) == RIGHT_NONE)
		return REFUSAL_NOT_GRANTED;
	if (id >= policy->count[resource])
		return REFUSAL_NOT_THERE;
	*owner = policy_owner_before(policy, agent, resource, id);
	return REFUSAL_OWNED;
}

const char *refusal_user(const struct policy_agent *agent, enum scmi_resource resource, uint32_t id,
			 char text[REFUSAL_TEXT])
{
	const char *path = agent->devices ? devices_user(agent->devices, resource, id) : NULL;

	snprintf(text, REFUSAL_TEXT, "%s%s", path ? " for " : "", path ? path : "");
	return text;
}

const char *refusal_reason(const struct policy *policy, const struct policy_agent *agent,
			   enum scmi_resource resource, uint32_t id, char text[REFUSAL_TEXT])
{
	const struct policy_agent *owner;
	char user[REFUSAL_TEXT];

	switch (refusal_cause(policy, agent, resource, id, &owner)) {
	case REFUSAL_NONE: return NULL;
	case REFUSAL_NOT_GRANTED:
		snprintf(text, REFUSAL_TEXT, "the policy of %s does not give it", agent->name);
		break;
	case REFUSAL_NOT_THERE:
		snprintf(text, REFUSAL_TEXT, "the firmware has %u of them, from 0 on",
			 policy->count[resource]);
		break;
	case REFUSAL_OWNED:
		/* Without an owner memory was short. */
		snprintf(text, REFUSAL_TEXT, "%s owns it%s", owner ? owner->name : "nobody",
			 owner ? refusal_user(owner, resource, id, user) : "");
		break;
	}
	return text;
}

void refusal_of_device(const struct policy *policy, const struct policy_agent *agent,
		       const struct device *device, char *text, size_t size)
{
	text[0] = '\0';
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		rights_for_each (id, &device->needs[resource]) {
			char reason[REFUSAL_TEXT];
			size_t used = strlen(text);

			if (refusal_reason(policy, agent, resource, id, reason))
				snprintf(text + used, size - used, "%s%s %u: %s", used ? "; " : "",
					 scmi_resource_name(resource), id, reason);
		}
	}
	for (uint32_t i = 0; i < device->names; i++) {
		const struct device_name *name = &device->name[i];
		size_t used = strlen(text);

		if (name->is_missing)
			snprintf(text + used, size - used, "%s%s \"%.64s\": " REFUSAL_NO_NAME,
				 used ? "; " : "", scmi_resource_name(name->resource), name->text);
	}
}
