// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * refusal.c - who owns what an agent does not get, and what for
 */
#include "refusal.h"

#include <stdio.h>
#include <string.h>

/** devices_of() - the devices of an agent */
static const struct devices *devices_of(const struct server *server,
					const struct policy_agent *agent)
{
	const struct guest *guest = server->guests;

	if (agent == &server->machine.agent)
		return &server->machine.devices;
	while (guest && &guest->agent != agent)
		guest = guest->next;
	return guest ? &guest->devices : NULL;
}

const char *refusal_user(const struct server *server, const struct policy_agent *agent,
			 enum scmi_resource resource, uint32_t id, char text[REFUSAL_TEXT])
{
	const struct devices *devices = devices_of(server, agent);
	const char *path = devices ? devices_user(devices, resource, id) : NULL;

	snprintf(text, REFUSAL_TEXT, "%s%s", path ? " for " : "", path ? path : "");
	return text;
}

const char *refusal_reason(const struct server *server, const struct policy_agent *agent,
			   enum scmi_resource resource, uint32_t id, char text[REFUSAL_TEXT])
{
	const struct policy *policy = &server->policy;
	const struct policy_agent *owner;
	char user[REFUSAL_TEXT];

	if (!policy->known || policy_right(agent, resource, id) != RIGHT_NONE)
		return NULL;
	if (rights_to(&agent->granted[resource], id) == RIGHT_NONE) {
		snprintf(text, REFUSAL_TEXT, "the policy of %s does not give it", agent->name);
	} else if (id >= policy->count[resource]) {
		snprintf(text, REFUSAL_TEXT, "the firmware has %u of them, from 0 on",
			 policy->count[resource]);
	} else {
		owner = policy_owner_before(policy, agent, resource, id);
		snprintf(text, REFUSAL_TEXT, "%s owns it%s", owner ? owner->name : "nobody",
			 owner ? refusal_user(server, owner, resource, id, user) : "");
	}
	return text;
}

void refusal_of_device(const struct guest *guest, const struct device *device, char *text,
		       size_t size)
{
	text[0] = '\0';
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		rights_for_each (id, &device->needs[resource]) {
			char reason[REFUSAL_TEXT];
			size_t used = strlen(text);

			if (refusal_reason(guest->server, &guest->agent, resource, id, reason))
				snprintf(text + used, size - used, "%s%s %u: %s", used ? "; " : "",
					 scmi_resource_name(resource), id, reason);
		}
	}
}
