// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * grants.c - what a guest is granted: what is written for it, or what its devices need
 */
#include "grants.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/log.h"
#include "daemon/policy_store.h"

bool grants_are_at(const struct guest *guest, const char *path)
{
	size_t root = strlen(GUEST_POLICY_ROOT "/"), length = strlen(guest->name);

	/* Something at or above the root concerns everyone. */
	return strncmp(path, GUEST_POLICY_ROOT "/", root) ||
		(!strncmp(path + root, guest->name, length) &&
		 (path[root + length] == '/' || !path[root + length]));
}

/** grant_written() - what is written for a guest of a kind */
static void grant_written(struct guest *guest, enum scmi_resource resource)
{
	const char *kind = scmi_resource_name(resource);
	struct why why;
	char *text =
		store_read(&guest->server->store, GUEST_POLICY_ROOT "/%s/%s", guest->name, kind);

	if (!text && errno != ENOENT)
		log_error("policy of %s: cannot read %s: %s; it gets no %s", guest->label, kind,
			  strerror(errno), kind);
	if (policy_grant(&guest->agent, resource, text ? text : "", &why))
		log_error("policy of %s: %s = \"%.60s\": %s; it gets no %s", guest->label, kind,
			  text, why.text, kind);
	free(text);
}

/** grant_needs() - what a guest's devices need of a kind */
static void grant_needs(struct guest *guest, enum scmi_resource resource)
{
	struct rights rights = { 0 };

	if (devices_all(&guest->devices, resource, RIGHT_WHOLE, &rights))
		log_error("%s: out of memory: it does not get every %s", guest->label,
			  scmi_resource_name(resource));
	policy_grant_rights(&guest->agent, resource, &rights);
}

/** tell_beyond() - log what a guest's devices need, and policy does not give */
static void tell_beyond(const struct guest *guest, enum scmi_resource resource)
{
	for (uint32_t i = 0; i < guest->devices.count; i++) {
		const struct device *device = &guest->devices.device[i];

		rights_for_each (id, &device->needs[resource])
			if (rights_to(&guest->agent.granted[resource], id) == RIGHT_NONE)
				log_warning("%s: %s %u for %s refused: the policy of %s does not "
					    "give it",
					    guest->name, scmi_resource_name(resource), id,
					    device->path, guest->name);
	}
}

void grants_load(struct guest *guest)
{
	struct server *server = guest->server;
	bool derives = server->config->policy == CONFIG_POLICY_DERIVE &&
		!policy_store_has(&server->store, guest->name);

	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		if (derives) {
			grant_needs(guest, resource);
		} else {
			grant_written(guest, resource);
			tell_beyond(guest, resource);
		}
	}
}
