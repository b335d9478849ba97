// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * grants.c - what a guest is granted: what is written for it, and what its devices need
 */
#include "grants.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/log.h"
#include "daemon/policy_store.h"
#include "daemon/refusal.h"

bool grants_are_at(const struct guest *guest, const char *path)
{
	size_t root = strlen(GUEST_POLICY_ROOT "/"), length = strlen(guest->name);

	/* Something at or above the root concerns everyone. */
	return strncmp(path, GUEST_POLICY_ROOT "/", root) ||
		(!strncmp(path + root, guest->name, length) &&
		 (path[root + length] == '/' || !path[root + length]));
}

static void grant(struct guest *guest, const struct policy_subject *subject,
		  enum scmi_resource resource)
{
	struct rights rights = { 0 };
	struct why why;

	if (policy_store_granted(&guest->server->store, subject, &guest->basis, resource, &rights,
				 &why))
		log_error("%s: %s; it gets no %s", guest->label, why.text,
			  scmi_resource_name(resource));
	policy_grant_rights(&guest->agent, resource, &rights);
}

/** tell_beyond() - log what a guest's devices need, and policy does not give: once as long as it is
 * so
 */
static void tell_beyond(struct guest *guest, enum scmi_resource resource)
{
	struct rights *reported = &guest->agent.reported[resource];

	for (uint32_t i = 0; i < guest->devices.count; i++) {
		const struct device *device = &guest->devices.device[i];

		rights_for_each (id, &device->needs[resource]) {
			if (rights_to(&guest->agent.granted[resource], id) != RIGHT_NONE ||
			    rights_to(reported, id) != RIGHT_NONE)
				continue;
			/* Out of memory it is told once more. */
			rights_set(reported, id, RIGHT_READ);
			log_warning("%s: %s %u for %s refused: the policy of %s does not give it",
				    guest->name, scmi_resource_name(resource), id, device->path,
				    guest->name);
		}
	}
}

static void tell_missing(void *context, const struct device *device, const struct device_name *name)
{
	const struct guest *guest = context;

	log_warning("%s: %s \"%.64s\" for %s refused: " REFUSAL_NO_NAME, guest->name,
		    scmi_resource_name(name->resource), name->text, device->path);
}

void grants_find_names(struct guest *guest)
{
	if (devices_resolve(&guest->devices, firmware_names(guest->firmware), tell_missing, guest))
		log_error("%s: out of memory: it does not get every pin", guest->label);
}

/** grant_nothing() - where nothing can be written for a guest, and only that would count */
static void grant_nothing(struct guest *guest)
{
	log_warning("%s: gets nothing: the configuration says policy = explicit, and xenstore can "
		    "have no policy for its name, expected one of letters, digits, -, _ and @",
		    guest->label);
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++)
		policy_grant_rights(&guest->agent, resource, &(struct rights){ 0 });
}

void grants_load(struct guest *guest)
{
	struct server *server = guest->server;
	const struct policy_subject subject = {
		.name = guest->name,
		.derives = server->config->policy == CONFIG_POLICY_DERIVE,
		.devices = &guest->devices,
	};
	struct why why;

	if (policy_store_basis(&server->store, &subject, &guest->basis, &why))
		log_error("%s: %s; it counts as no", guest->label, why.text);
	if (!guest->basis.derives && !policy_can_be_for(guest->name)) {
		grant_nothing(guest);
		return;
	}
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		grant(guest, &subject, resource);
		tell_beyond(guest, resource);
	}
}
