// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report.c - state as JSON
 */
#include "report.h"

#include <stdlib.h>

#include "daemon/refusal.h"
#include "policy/change.h"
#include "policy/holds.h"

static void add_text(struct json_object *object, const char *name, const char *text)
{
	json_object_object_add(object, name, json_object_new_string(text));
}

static void add_number(struct json_object *object, const char *name, uint64_t number)
{
	json_object_object_add(object, name, json_object_new_uint64(number));
}

void report_text(struct json_object *object, const char *name, const struct rights *rights,
		 enum scmi_resource resource)
{
	char *text = policy_text(rights, resource);

	/* NULL becomes null: out of memory nothing is said, and nothing wrong. */
	json_object_object_add(object, name, text ? json_object_new_string(text) : NULL);
	free(text);
}

/** add_kinds() - an object with a text for each kind to which there are rights */
static void add_kinds(struct json_object *object, const char *name, const struct rights *rights)
{
	struct json_object *kinds = json_object_new_object();

	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++)
		if (!rights_are_none(&rights[resource]))
			report_text(kinds, scmi_resource_name(resource), &rights[resource],
				    resource);
	json_object_object_add(object, name, kinds);
}

static void add_counters(struct json_object *object, const struct guest_counters *counters)
{
	struct json_object *json = json_object_new_object();

	add_number(json, "calls", counters->calls);
	add_number(json, "forwarded", counters->forwarded);
	add_number(json, "refused", counters->refused);
	add_number(json, "failed", counters->failed);
	add_number(json, "faults", counters->faults);
	json_object_object_add(object, "counters", json);
}

/** add_head() - what both the list and the report of one guest have */
static void add_head(struct json_object *object, const struct guest *guest)
{
	add_text(object, "name", guest->name ? guest->name : "?");
	add_number(object, "domain", guest->domain.id);
	add_text(object, "state", guest->state == GUEST_SERVED ? "served" : "leaving");
	add_kinds(object, "owned", guest->agent.owned);
	add_counters(object, &guest->counters);
}

void report_guests(const struct server *server, struct json_object *answer)
{
	struct json_object *guests = json_object_new_array();

	for (const struct guest *guest = server->guests; guest; guest = guest->next) {
		struct json_object *object;

		if (guest->state == GUEST_IGNORED)
			continue;
		object = json_object_new_object();
		add_head(object, guest);
		json_object_array_add(guests, object);
	}
	json_object_object_add(answer, "guests", guests);
}

/* --- refusals --- */

/** add_refusal() - all that a guest is refused of a kind because of @owner; NULL: the firmware */
static void add_refusal(struct json_object *refusals, const struct guest *guest,
			enum scmi_resource resource, const struct policy_agent *owner)
{
	const struct rights *granted = &guest->agent.granted[resource];
	struct rights refused = { 0 };
	struct json_object *object;

	rights_for_each (id, granted) {
		const struct policy_agent *before;
		enum refusal_cause cause =
			refusal_cause(&guest->server->policy, &guest->agent, resource, id, &before);

		if (cause == (owner ? REFUSAL_OWNED : REFUSAL_NOT_THERE) && before == owner)
			rights_set(&refused, id, rights_to(granted, id));
	}
	if (!rights_are_none(&refused)) {
		object = json_object_new_object();
		add_text(object, "kind", scmi_resource_name(resource));
		report_text(object, "resources", &refused, resource);
		if (owner)
			add_text(object, "owner", owner->name);
		else
			add_number(object, "firmware_has", guest->server->policy.count[resource]);
		json_object_array_add(refusals, object);
	}
	rights_clear(&refused);
}

static void add_refusals(struct json_object *answer, const struct guest *guest)
{
	const struct policy *policy = &guest->server->policy;
	struct json_object *refusals = json_object_new_array();

	for (int resource = SCMI_NO_RESOURCE + 1; policy->known && resource < SCMI_RESOURCES;
	     resource++) {
		if (guest->agent.granted[resource].members == guest->agent.owned[resource].members)
			continue;
		for (const struct policy_agent *owner = policy->agents;
		     owner && owner != &guest->agent; owner = owner->next)
			if (policy_owns_any(owner, resource))
				add_refusal(refusals, guest, resource, owner);
		add_refusal(refusals, guest, resource, NULL);
	}
	json_object_object_add(answer, "refused", refusals);
}

/* --- holds --- */

static void add_holds(struct json_object *answer, const struct policy_holds *holds)
{
	struct json_object *list = json_object_new_array();

	for (uint32_t i = 0; holds && i < holds->count; i++) {
		const struct policy_hold *hold = &holds->hold[i];
		const struct scmi_setting_info *info = scmi_setting_info(hold->setting);
		struct json_object *object = json_object_new_object();
		struct json_object *value = json_object_new_array();

		/* Where the firmware has not taken it, there is none. */
		for (uint32_t word = 0; hold->is_vote && word < info->words; word++)
			json_object_array_add(value, json_object_new_uint64(hold->value[word]));
		add_text(object, "setting", info->name);
		add_number(object, "id", hold->id);
		json_object_object_add(object, "value", value);
		json_object_object_add(object, "releasing",
				       json_object_new_boolean(hold->releasing));
		json_object_array_add(list, object);
	}
	json_object_object_add(answer, "holds", list);
}

static void add_devices(struct json_object *answer, const struct guest *guest)
{
	struct json_object *list = json_object_new_array();
	char refused[2048];

	for (uint32_t i = 0; i < guest->devices.count; i++) {
		const struct device *device = &guest->devices.device[i];
		struct json_object *object = json_object_new_object();

		refusal_of_device(&guest->server->policy, &guest->agent, device, refused,
				  sizeof(refused));
		add_text(object, "path", device->path);
		add_kinds(object, "needs", device->needs);
		add_text(object, "refused", refused);
		json_object_array_add(list, object);
	}
	json_object_object_add(answer, "devices", list);
}

void report_guest(const struct guest *guest, struct json_object *answer)
{
	add_head(answer, guest);
	add_devices(answer, guest);
	add_kinds(answer, "granted", guest->agent.granted);
	add_refusals(answer, guest);
	add_holds(answer, guest->agent.holds);
}

/* --- firmware --- */

static void add_protocol(struct json_object *protocols, uint8_t id, const char *version)
{
	struct json_object *object = json_object_new_object();

	add_number(object, "id", id);
	add_text(object, "name", scmi_protocol_name(id));
	if (version)
		add_text(object, "version", version);
	json_object_array_add(protocols, object);
}

static void add_protocols(struct json_object *answer, const struct platform *platform)
{
	struct json_object *protocols = json_object_new_array();
	char version[24];

	for (unsigned int slot = 0; slot < PLATFORM_PROTOCOLS; slot++) {
		/* That of guests is this daemon's. */
		if (!platform->version[slot] || slot == SCMI_SYSTEM_POWER - SCMI_BASE)
			continue;
		snprintf(version, sizeof(version), "%u.%u", platform->version[slot] >> 16,
			 platform->version[slot] & 0xffff);
		add_protocol(protocols, (uint8_t)(SCMI_BASE + slot), version);
	}
	for (unsigned int i = 0; i < PLATFORM_VENDORS; i++)
		if (platform->vendors[i])
			add_protocol(protocols, (uint8_t)(0x80 + i), NULL);
	json_object_object_add(answer, "protocols", protocols);
}

/** add_owners() - who owns what of a kind */
static void add_owners(struct json_object *object, const struct server *server,
		       enum scmi_resource resource)
{
	struct json_object *owners = json_object_new_array();

	for (const struct guest *guest = server->guests; guest; guest = guest->next) {
		struct json_object *owner;

		if (!policy_owns_any(&guest->agent, resource))
			continue;
		owner = json_object_new_object();
		add_text(owner, "guest", guest->name ? guest->name : "?");
		add_number(owner, "domain", guest->domain.id);
		report_text(owner, "resources", &guest->agent.owned[resource], resource);
		json_object_array_add(owners, owner);
	}
	json_object_object_add(object, "owners", owners);
}

void report_firmware(const struct server *server, struct json_object *answer)
{
	const struct platform *platform = &server->platform;
	struct json_object *resources = json_object_new_array();
	char version[16];

	snprintf(version, sizeof(version), "0x%x", platform->implementation);
	add_text(answer, "vendor", platform->vendor);
	add_text(answer, "sub_vendor", platform->sub_vendor);
	add_text(answer, "version", version);
	add_protocols(answer, platform);
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		struct json_object *object = json_object_new_object();

		add_text(object, "kind", scmi_resource_name(resource));
		/* The last two are no resources that could be counted. */
		if (resource < SCMI_RESOURCE_SYSTEM_POWER)
			add_number(object, "count", platform->count[resource]);
		add_owners(object, server, resource);
		json_object_array_add(resources, object);
	}
	json_object_object_add(answer, "resources", resources);
}
