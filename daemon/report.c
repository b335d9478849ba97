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

void report_basis(struct json_object *object, const struct policy_basis *basis)
{
	json_object_object_add(object, "has_policy", json_object_new_boolean(basis->is_written));
	json_object_object_add(object, "derives", json_object_new_boolean(basis->derives));
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

/**
 * add_refusal() - all that a guest is refused of a kind because of @owner; NULL: the firmware
 * @asked: see report_refusals()
 */
static void add_refusal(struct json_object *refusals, const struct guest *guest,
			const struct rights *asked, enum scmi_resource resource,
			const struct policy_agent *owner)
{
	const struct rights *granted = &guest->agent.granted[resource];
	struct rights refused = { 0 };
	struct json_object *object;

	rights_for_each (id, granted) {
		const struct policy_agent *before;
		enum refusal_cause cause = refusal_cause(&guest->firmware->policy, &guest->agent,
							 resource, id, &before);

		if (asked && rights_to(&asked[resource], id) == RIGHT_NONE)
			continue;
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
			add_number(object, "firmware_has", guest->firmware->policy.count[resource]);
		json_object_array_add(refusals, object);
	}
	rights_clear(&refused);
}

void report_refusals(const struct guest *guest, const struct rights *asked,
		     struct json_object *answer)
{
	const struct policy *policy = &guest->firmware->policy;
	struct json_object *refusals = json_object_new_array();

	for (int resource = SCMI_NO_RESOURCE + 1; policy->known && resource < SCMI_RESOURCES;
	     resource++) {
		if (guest->agent.granted[resource].members == guest->agent.owned[resource].members)
			continue;
		for (const struct policy_agent *owner = policy->agents;
		     owner && owner != &guest->agent; owner = owner->next)
			if (policy_owns_any(owner, resource))
				add_refusal(refusals, guest, asked, resource, owner);
		add_refusal(refusals, guest, asked, resource, NULL);
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

		refusal_of_device(&guest->firmware->policy, &guest->agent, device, refused,
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
	report_basis(answer, &guest->basis);
	add_kinds(answer, "granted", guest->agent.granted);
	report_refusals(guest, NULL, answer);
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

static void add_owner(struct json_object *owners, const struct policy_agent *agent,
		      const char *name, uint32_t domain, enum scmi_resource resource)
{
	struct json_object *owner;

	if (!policy_owns_any(agent, resource))
		return;
	owner = json_object_new_object();
	add_text(owner, "guest", name);
	add_number(owner, "domain", domain);
	report_text(owner, "resources", &agent->owned[resource], resource);
	json_object_array_add(owners, owner);
}

/** add_owners() - who owns what of a kind: dom0, then guests */
static void add_owners(struct json_object *object, const struct firmware *firmware,
		       enum scmi_resource resource)
{
	const struct server *server = firmware->server;
	struct json_object *owners = json_object_new_array();

	if (firmware == server->firmware)
		add_owner(owners, &server->machine.agent, "dom0", 0, resource);
	for (const struct guest *guest = server->guests; guest; guest = guest->next)
		if (guest->firmware == firmware)
			add_owner(owners, &guest->agent, guest->name ? guest->name : "?",
				  guest->domain.id, resource);
	json_object_object_add(object, "owners", owners);
}

/** add_names() - what the firmware calls them, so far as it has said */
static void add_names(struct json_object *object, const struct names *names,
		      enum scmi_resource resource)
{
	struct json_object *list = json_object_new_array();

	for (uint32_t id = 0; id < names->count[resource]; id++) {
		const char *text = names_of(names, resource, id);
		struct json_object *name;

		if (!text)
			continue;
		name = json_object_new_object();
		add_number(name, "id", id);
		add_text(name, "name", text);
		json_object_array_add(list, name);
	}
	json_object_object_add(object, "names", list);
}

/** add_agent() - the agent that is held to devices, if there is one, and what it was given */
static void add_agent(struct json_object *answer, const struct permissions *permissions)
{
	struct json_object *agent = json_object_new_object();

	if (!permissions->agent) {
		json_object_put(agent);
		return;
	}
	add_number(agent, "id", permissions->agent);
	add_text(agent, "name", permissions->name);
	report_text(agent, "devices", &permissions->given, SCMI_RESOURCE_DEVICE);
	json_object_object_add(answer, "agent", agent);
}

void report_firmware(const struct firmware *firmware, struct json_object *answer)
{
	const struct platform *platform = &firmware->platform;
	struct json_object *resources = json_object_new_array();
	char version[16];

	snprintf(version, sizeof(version), "0x%x", platform->implementation);
	add_text(answer, "channel", firmware->config->address);
	add_agent(answer, &firmware->permissions);
	add_text(answer, "vendor", platform->vendor);
	add_text(answer, "sub_vendor", platform->sub_vendor);
	add_text(answer, "version", version);
	add_protocols(answer, platform);
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		struct json_object *object = json_object_new_object();

		add_text(object, "kind", scmi_resource_name(resource));
		/* From there on they are no resources that could be counted. */
		if (resource < SCMI_RESOURCE_SYSTEM_POWER)
			add_number(object, "count", platform->count[resource]);
		add_owners(object, firmware, resource);
		add_names(object, firmware_names(firmware), resource);
		json_object_array_add(resources, object);
	}
	json_object_object_add(answer, "resources", resources);
}
