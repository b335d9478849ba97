// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hooks.c - the code of messages, protocol by protocol
 */
#include "hooks.h"

#include <string.h>

#include "daemon/scan.h"
#include "proto/base.h"
#include "proto/clock.h"
#include "proto/pinctrl.h"
#include "proto/powercap.h"
#include "proto/sensor.h"
#include "proto/system_power.h"

/* A guest is the one agent that it sees. */
#define GUEST_AGENT_ID 1u

/* Of pins, groups and functions that a guest does not own. */
#define UNOWNED_NAME "not-granted"

/* Standard protocols without BASE, and the vendors'. */
#define PROTOCOLS_MAX (PLATFORM_PROTOCOLS - 1 + PLATFORM_VENDORS)

void *answer_room(struct scmi_packet *packet, size_t size)
{
	/* Whole words go to the guest's page. */
	memset(packet->payload, 0, (size + 3) & ~(size_t)3);
	packet->length = (uint32_t)size;
	return packet->payload;
}

enum scmi_status refuse(struct context *c, enum scmi_status status, const char *refusal)
{
	c->call->refusal = refusal;
	return status;
}

bool is_visible(const struct context *c, uint8_t protocol)
{
	const struct scmi_protocol_info *info;

	if (protocol == SCMI_BASE)
		return true;
	if (platform_has_vendor(c->platform, protocol))
		return rights_next(&c->agent->owned[SCMI_RESOURCE_VENDOR],
				   scmi_vendor_id(protocol, 0)) <= scmi_vendor_id(protocol, 0xff);
	if (!platform_version(c->platform, protocol))
		return false;
	info = scmi_protocol_info(protocol);
	for (unsigned int kind = 0; kind < info->kinds; kind++)
		if (policy_owns_any(c->agent, info->resource + kind))
			return true;
	return false;
}

/** list_visible() - the protocols that a guest sees, without BASE, and how many they are */
static uint32_t list_visible(const struct context *c, uint8_t protocols[PROTOCOLS_MAX])
{
	uint32_t count = 0;

	for (unsigned int protocol = SCMI_BASE + 1; protocol < SCMI_PROTOCOLS; protocol++)
		if (is_visible(c, (uint8_t)protocol))
			protocols[count++] = (uint8_t)protocol;
	return count;
}

static enum right right_of(const struct context *c, enum scmi_resource resource, uint32_t id)
{
	return policy_right(c->agent, resource, id);
}

/* --- every protocol --- */

static enum scmi_status answer_version(struct context *c)
{
	struct scmi_protocol_version_p2a *answer = answer_room(c->packet, sizeof(*answer));

	answer->version = platform_version(c->platform, c->call->row->protocol);
	return SCMI_SUCCESS;
}

/** answer_attributes() - counts as they are; nothing that goes past the daemon is told of */
static enum scmi_status answer_attributes(struct context *c)
{
	const struct scmi_message *row = c->call->row;
	const struct scmi_protocol_info *info = scmi_protocol_info(row->protocol);
	const uint32_t *told = c->platform->attributes[row->protocol - SCMI_BASE];

	answer_room(c->packet, row->answer_min);
	for (unsigned int i = 0; i < info->attributes; i++)
		c->packet->payload[1 + i] = told[i] & info->shown[i];
	return SCMI_SUCCESS;
}

/** answer_negotiate() - the one version that can be had is the firmware's */
static enum scmi_status answer_negotiate(struct context *c)
{
	const struct scmi_negotiate_version_a2p *request = (const void *)c->packet->payload;

	if (request->version != platform_version(c->platform, c->call->row->protocol))
		return SCMI_NOT_SUPPORTED;
	answer_room(c->packet, sizeof(uint32_t));
	return SCMI_SUCCESS;
}

static enum scmi_status answer_message_attributes(struct context *c)
{
	const struct scmi_message_attributes_a2p *request = (const void *)c->packet->payload;
	const struct scmi_message *row = NULL;
	struct scmi_message_attributes_p2a *answer;

	if (request->message_id < PLATFORM_MESSAGES)
		row = platform_message(c->platform, c->call->row->protocol,
				       (uint8_t)request->message_id);
	if (!row || row->treatment == SCMI_REFUSE)
		return SCMI_NOT_FOUND;
	/* The only other attribute that there is says that a message has a fast channel. */
	answer = answer_room(c->packet, sizeof(*answer));
	if (row->hook == SCMI_HOOK_SYSTEM_POWER_SET &&
	    right_of(c, SCMI_RESOURCE_SYSTEM_POWER, SCMI_SYSTEM_WARM_RESET) != RIGHT_NONE)
		answer->attributes = SCMI_SYSTEM_POWER_HAS_WARM_RESET;
	return SCMI_SUCCESS;
}

/* --- BASE: the guest's own view --- */

static enum scmi_status answer_base_attributes(struct context *c)
{
	uint8_t protocols[PROTOCOLS_MAX];
	struct scmi_protocol_attributes_p2a *answer = answer_room(c->packet, sizeof(*answer));

	answer->attributes = SCMI_BASE_ATTRIBUTES(GUEST_AGENT_ID, list_visible(c, protocols));
	return SCMI_SUCCESS;
}

static enum scmi_status answer_name(struct context *c, const char *name)
{
	struct scmi_base_vendor_p2a *answer = answer_room(c->packet, sizeof(*answer));

	memcpy(answer->name, name, SCMI_SHORT_NAME);
	return SCMI_SUCCESS;
}

static enum scmi_status answer_base_vendor(struct context *c)
{
	return answer_name(c, c->platform->vendor);
}

static enum scmi_status answer_base_sub_vendor(struct context *c)
{
	return answer_name(c, c->platform->sub_vendor);
}

static enum scmi_status answer_base_implementation(struct context *c)
{
	struct scmi_base_implementation_version_p2a *answer =
		answer_room(c->packet, sizeof(*answer));

	answer->version = c->platform->implementation;
	return SCMI_SUCCESS;
}

static enum scmi_status answer_base_protocols(struct context *c)
{
	const struct scmi_base_list_protocols_a2p *request = (const void *)c->packet->payload;
	struct scmi_base_list_protocols_p2a *answer;
	uint8_t protocols[PROTOCOLS_MAX];
	uint32_t total = list_visible(c, protocols);
	uint32_t skip = request->skip;
	uint32_t count;

	if (skip > total)
		return SCMI_INVALID_PARAMETERS;
	count = total - skip;
	if (count > MEDIATOR_LIST_MAX - sizeof(*answer))
		count = MEDIATOR_LIST_MAX - sizeof(*answer);
	/* Ids fill whole words, the rest of the last one is zero. */
	answer = answer_room(c->packet, sizeof(*answer) + (count + 3) / 4 * 4);
	answer->count = count;
	memcpy(answer->protocols, protocols + skip, count);
	return SCMI_SUCCESS;
}

static enum scmi_status answer_base_agent(struct context *c)
{
	const struct scmi_base_discover_agent_a2p *request = (const void *)c->packet->payload;
	bool has_self = c->call->row->since >= SCMI_VERSION(2, 0);
	uint32_t id = request->agent_id;
	char *name;

	if (id == SCMI_AGENT_SELF && has_self)
		id = GUEST_AGENT_ID;
	if (id > GUEST_AGENT_ID)
		return SCMI_NOT_FOUND;
	if (has_self) {
		struct scmi_base_discover_agent_p2a *answer =
			answer_room(c->packet, sizeof(*answer));

		answer->agent_id = id;
		name = answer->name;
	} else {
		struct scmi_base_discover_agent_v1_p2a *answer =
			answer_room(c->packet, sizeof(*answer));

		name = answer->name;
	}
	strncpy(name, id == SCMI_AGENT_PLATFORM ? "platform" : c->agent->name, SCMI_SHORT_NAME - 1);
	return SCMI_SUCCESS;
}

/** answer_base_reset() - give up what the guest has set; its rights are not its to change */
static enum scmi_status answer_base_reset(struct context *c)
{
	const struct scmi_base_reset_agent_configuration_a2p *request =
		(const void *)c->packet->payload;

	if (request->agent_id != GUEST_AGENT_ID)
		return refuse(c, SCMI_DENIED, "it may reset no agent but itself");
	holds_release_all(c->agent);
	answer_room(c->packet, sizeof(uint32_t));
	return SCMI_SUCCESS;
}

/* --- SYSTEM_POWER: the guest's own system --- */

static enum scmi_status answer_system_power_set(struct context *c)
{
	c->call->power =
		c->call->id == SCMI_SYSTEM_SHUTDOWN ? MEDIATOR_SHUTS_DOWN : MEDIATOR_REBOOTS;
	answer_room(c->packet, sizeof(uint32_t));
	return SCMI_SUCCESS;
}

static enum scmi_status answer_system_power_get(struct context *c)
{
	struct scmi_value_p2a *answer = answer_room(c->packet, sizeof(*answer));

	answer->value = SCMI_SYSTEM_POWER_UP;
	return SCMI_SUCCESS;
}

/* --- CLOCK --- */

/** filter_clock_attributes() - a guest that may not do all asks for permissions */
static enum hook_outcome filter_clock_attributes(struct context *c)
{
	struct scmi_clock_attributes_v1_p2a *answer = (void *)c->packet->payload;

	if (c->call->right != RIGHT_WHOLE &&
	    platform_message(c->platform, SCMI_CLOCK, SCMI_CLOCK_GET_PERMISSIONS))
		answer->attributes |= SCMI_CLOCK_RESTRICTED;
	if (c->call->right == RIGHT_SHARED)
		answer->attributes &= ~SCMI_CLOCK_EXTENDED_CONFIG;
	return HOOK_FIT;
}

static enum scmi_status check_clock_config(struct context *c)
{
	const struct scmi_clock_config_set_v1_a2p *request = (const void *)c->packet->payload;
	uint32_t state = request->attributes & SCMI_CLOCK_CONFIG_STATE_V3;

	if (state != SCMI_CLOCK_CONFIG_OFF && state != SCMI_CLOCK_CONFIG_ON &&
	    state != SCMI_CLOCK_CONFIG_UNCHANGED)
		return refuse(c, SCMI_INVALID_PARAMETERS, "the state that it asks for is reserved");
	if (c->call->right == RIGHT_SHARED && request->attributes & SCMI_CLOCK_CONFIG_EXTENDED)
		return refuse(c, SCMI_DENIED, "the clock is shared, and it can only be on or off");
	c->call->votes = state != SCMI_CLOCK_CONFIG_UNCHANGED;
	return SCMI_SUCCESS;
}

static const struct scan_list clock_parents = {
	.protocol = SCMI_CLOCK,
	.message = SCMI_CLOCK_POSSIBLE_PARENTS_GET,
	.index_at = offsetof(struct scmi_list_a2p, index) / sizeof(uint32_t),
	.item = sizeof(uint32_t),
	.here_mask = 0xff,
	.left_shift = 24,
};

static enum scmi_status prepare_clock_parents(struct context *c)
{
	const struct scmi_list_a2p *request = (const void *)c->packet->payload;

	scan_start(c, &clock_parents, request->index);
	return SCMI_SUCCESS;
}

/** end_list() - a list that has been read is the guest's answer */
static enum hook_outcome end_list(struct context *c, const struct scan_list *list)
{
	enum scmi_status status = scan_answer(c, list);

	if (status)
		scmi_packet_refuse(c->packet, c->call->header, status);
	return HOOK_FIT;
}

static enum hook_outcome filter_clock_parents(struct context *c)
{
	enum hook_outcome outcome = scan_part(c, &clock_parents, SCMI_RESOURCE_CLOCK);

	return outcome == HOOK_FIT ? end_list(c, &clock_parents) : outcome;
}

static enum scmi_status check_parent(struct context *c)
{
	const struct scmi_clock_parent_set_a2p *request = (const void *)c->packet->payload;

	if (right_of(c, SCMI_RESOURCE_CLOCK, request->parent_id) == RIGHT_NONE)
		return refuse(c, SCMI_DENIED, "it does not own the parent");
	return SCMI_SUCCESS;
}

static enum hook_outcome filter_parent(struct context *c)
{
	const struct scmi_clock_parent_get_p2a *answer = (const void *)c->packet->payload;

	if (right_of(c, SCMI_RESOURCE_CLOCK, answer->parent_id) == RIGHT_NONE)
		scmi_packet_refuse(c->packet, c->call->header, SCMI_NOT_FOUND);
	return HOOK_FIT;
}

static enum hook_outcome filter_clock_permissions(struct context *c)
{
	struct scmi_clock_permissions_p2a *answer = (void *)c->packet->payload;

	if (c->call->right == RIGHT_SHARED)
		answer->permissions &= SCMI_CLOCK_MAY_SET_STATE;
	return HOOK_FIT;
}

/* --- SENSOR --- */

/**
 * prepare_descriptions() - find out which sensor the guest means
 *
 * A guest counts its own sensors, the firmware all. Both count them in the order of ids, and the
 * firmware's index of a sensor is its id.
 */
static enum scmi_status prepare_descriptions(struct context *c)
{
	const struct rights *owned = &c->agent->owned[SCMI_RESOURCE_SENSOR];
	struct scmi_sensor_description_get_a2p *request = (void *)c->packet->payload;
	uint32_t id = rights_next(owned, 0);

	if (request->index >= owned->members)
		return SCMI_OUT_OF_RANGE;
	for (uint32_t i = 0; i < request->index; i++)
		id = rights_next(owned, id + 1);
	c->call->saved[0] = request->index;
	c->call->saved[1] = id;
	request->index = id;
	return SCMI_SUCCESS;
}

/** descriptor_size() - bytes of a sensor's descriptor, or of an axis' */
static size_t descriptor_size(const struct scmi_sensor_descriptor *descriptor, bool is_sensor)
{
	size_t size = sizeof(*descriptor);

	if (!(descriptor->attributes_low & SCMI_SENSOR_EXTENDED))
		return size;
	if (is_sensor)
		size += sizeof(uint32_t); /* power */
	if (!is_sensor || !(descriptor->attributes_high & SCMI_SENSOR_HAS_AXES))
		size += sizeof(struct scmi_sensor_extension) - sizeof(uint32_t);
	return size;
}

/** fits() - whether a descriptor is whole, that is @offset bytes from the payload's start */
static bool fits(const struct scmi_packet *packet, size_t offset, bool is_sensor)
{
	const struct scmi_sensor_descriptor *descriptor =
		(const void *)((const char *)packet->payload + offset);

	return offset + sizeof(*descriptor) <= packet->length &&
		offset + descriptor_size(descriptor, is_sensor) <= packet->length;
}

static enum hook_outcome filter_descriptions(struct context *c)
{
	struct scmi_list_p2a *answer = (void *)c->packet->payload;
	uint32_t here = SCMI_LIST_HERE(answer->flags), kept = 0;
	uint32_t members = c->agent->owned[SCMI_RESOURCE_SENSOR].members;
	size_t from = sizeof(*answer), to = sizeof(*answer);
	bool is_full = false;
	uint32_t had;

	for (uint32_t i = 0; i < here; i++) {
		struct scmi_sensor_descriptor *descriptor =
			(void *)((char *)c->packet->payload + from);
		size_t size;

		if (!fits(c->packet, from, true) || descriptor->id != c->call->saved[1] + i)
			return HOOK_WRONG;
		size = descriptor_size(descriptor, true);
		is_full |= to + size > MEDIATOR_LIST_MAX;
		if (!is_full && right_of(c, SCMI_RESOURCE_SENSOR, descriptor->id) != RIGHT_NONE) {
			descriptor->attributes_low &=
				~(SCMI_SENSOR_READS_ASYNC | SCMI_SENSOR_NOTIFIES_UPDATES);
			memmove((char *)c->packet->payload + to, descriptor, size);
			to += size;
			kept++;
		}
		from += size;
	}
	/* Fewer may be its own than when it asked. */
	had = c->call->saved[0] + kept;
	answer->flags = SCMI_LIST_FLAGS(kept, members > had ? members - had : 0, 0u);
	c->packet->length = (uint32_t)to;
	return HOOK_FIT;
}

/** cut_axes() - have an answer of @fit axes, or names of axes, that end @size bytes from its start
 */
static void cut_axes(struct scmi_packet *packet, uint32_t fit, size_t size)
{
	struct scmi_list_p2a *answer = (void *)packet->payload;
	uint32_t left = SCMI_SENSOR_AXES_LEFT(answer->flags);

	left += SCMI_SENSOR_AXES_HERE(answer->flags) - fit;
	if (left > SCMI_SENSOR_AXES_MAX)
		left = SCMI_SENSOR_AXES_MAX;
	answer->flags = SCMI_SENSOR_AXES_FLAGS(fit, left);
	packet->length = (uint32_t)size;
}

static enum hook_outcome filter_axes(struct context *c)
{
	const struct scmi_list_p2a *answer = (const void *)c->packet->payload;
	size_t offset = sizeof(*answer), end = offset;
	uint32_t fit = 0;

	for (uint32_t i = 0; i < SCMI_SENSOR_AXES_HERE(answer->flags); i++) {
		if (!fits(c->packet, offset, false))
			return HOOK_WRONG;
		offset += descriptor_size((const void *)((const char *)answer + offset), false);
		if (offset <= MEDIATOR_LIST_MAX) {
			end = offset;
			fit++;
		}
	}
	cut_axes(c->packet, fit, end);
	return HOOK_FIT;
}

static enum hook_outcome filter_axis_names(struct context *c)
{
	const struct scmi_list_p2a *answer = (const void *)c->packet->payload;
	const size_t name = sizeof(struct scmi_sensor_axis_name);
	const uint32_t room = (MEDIATOR_LIST_MAX - sizeof(*answer)) / name;
	uint32_t here = SCMI_SENSOR_AXES_HERE(answer->flags);

	if (sizeof(*answer) + here * name > c->packet->length)
		return HOOK_WRONG;
	if (here > room)
		here = room;
	cut_axes(c->packet, here, sizeof(*answer) + here * name);
	return HOOK_FIT;
}

/* --- POWERCAP --- */

static enum hook_outcome filter_powercap_attributes(struct context *c)
{
	struct scmi_powercap_domain_attributes_p2a *answer = (void *)c->packet->payload;

	if (right_of(c, SCMI_RESOURCE_POWERCAP, answer->parent_id) == RIGHT_NONE)
		answer->parent_id = SCMI_POWERCAP_NO_PARENT;
	return HOOK_FIT;
}

/* --- PINCTRL --- */

static const struct scan_list associations = {
	.protocol = SCMI_PINCTRL,
	.message = SCMI_PINCTRL_LIST_ASSOCIATIONS,
	.index_at = offsetof(struct scmi_pinctrl_list_associations_a2p, index) / sizeof(uint32_t),
	.item = sizeof(uint16_t),
	.here_mask = 0xfff,
	.left_shift = 16,
};

/** associated() - what a list of associations is of: pins of a group, groups of a function */
static enum scmi_resource associated(const struct context *c)
{
	return c->call->resource - 1;
}

static enum scmi_status prepare_associations(struct context *c)
{
	const struct scmi_pinctrl_list_associations_a2p *request = (const void *)c->packet->payload;

	if (c->call->resource == SCMI_RESOURCE_PIN)
		return refuse(c, SCMI_INVALID_PARAMETERS, "a pin has nothing that could be listed");
	scan_start(c, &associations, request->index);
	return SCMI_SUCCESS;
}

static enum hook_outcome filter_associations(struct context *c)
{
	enum hook_outcome outcome = scan_part(c, &associations, associated(c));

	return outcome == HOOK_FIT ? end_list(c, &associations) : outcome;
}

/**
 * filter_pinctrl_attributes() - the number of elements is that of the guest's own
 *
 * So the list of them is read as well, when the attributes have come; they wait meanwhile.
 */
static enum hook_outcome filter_pinctrl_attributes(struct context *c)
{
	struct mediator_call *call = c->call;
	struct scmi_pinctrl_attributes_p2a *answer = (void *)c->packet->payload;
	enum hook_outcome outcome;

	if (call->step == MEDIATOR_ASKS) {
		if (call->resource == SCMI_RESOURCE_PIN ||
		    !(answer->attributes & SCMI_PINCTRL_ELEMENTS_MASK))
			return HOOK_FIT;
		if (!platform_message(c->platform, SCMI_PINCTRL, SCMI_PINCTRL_LIST_ASSOCIATIONS)) {
			answer->attributes &= ~SCMI_PINCTRL_ELEMENTS_MASK;
			return HOOK_FIT;
		}
		call->kept = *answer;
		c->packet->payload[0] = call->id;
		c->packet->payload[1] = call->resource - SCMI_RESOURCE_PIN;
		c->packet->length = sizeof(struct scmi_pinctrl_list_associations_a2p);
		scan_start(c, &associations, 0);
		return HOOK_AGAIN;
	}
	outcome = scan_part(c, &associations, associated(c));
	if (outcome != HOOK_FIT)
		return outcome;
	answer = answer_room(c->packet, sizeof(*answer));
	*answer = call->kept;
	answer->attributes &= ~SCMI_PINCTRL_ELEMENTS_MASK;
	answer->attributes |= call->scan.members;
	return HOOK_FIT;
}

/** is_there() - whether the firmware has the resource that a message is about */
static bool is_there(const struct context *c)
{
	return c->call->id < c->platform->count[c->call->resource];
}

/**
 * answer_unowned_attributes() - a name that says no more than that there is something
 *
 * Linux's drivers ask for the names of all pins, groups and functions, and of what each has in it.
 * They give up where one is not found, or is empty.
 */
static bool answer_unowned_attributes(struct context *c)
{
	struct scmi_pinctrl_attributes_p2a *answer;

	if (!is_there(c))
		return false;
	answer = answer_room(c->packet, sizeof(*answer));
	answer->attributes = c->call->resource == SCMI_RESOURCE_PIN ? 0 : 1;
	strcpy(answer->name, UNOWNED_NAME);
	return true;
}

/** answer_unowned_associations() - that one element is one of the guest's own, if it has any */
static bool answer_unowned_associations(struct context *c)
{
	const struct scmi_pinctrl_list_associations_a2p *request = (const void *)c->packet->payload;
	struct scmi_pinctrl_list_associations_p2a *answer;
	uint32_t id;

	if (!is_there(c) || c->call->resource == SCMI_RESOURCE_PIN || request->index)
		return false;
	id = rights_next(&c->agent->owned[associated(c)], 0);
	answer = answer_room(c->packet, sizeof(*answer) + sizeof(answer->ids[0]));
	answer->flags = 1;
	answer->ids[0] = id < RIGHTS_IDS ? (uint16_t)id : 0;
	return true;
}

static enum hook_outcome filter_settings(struct context *c)
{
	struct scmi_pinctrl_settings_get_p2a *answer = (void *)c->packet->payload;
	size_t configs = SCMI_PINCTRL_CONFIGS_HERE(answer->flags) * sizeof(answer->configs[0]);

	if (sizeof(*answer) + configs > c->packet->length)
		return HOOK_WRONG;
	if (right_of(c, SCMI_RESOURCE_PIN_FUNCTION, answer->function_selected) == RIGHT_NONE)
		answer->function_selected = SCMI_PINCTRL_NO_FUNCTION;
	return HOOK_FIT;
}

static enum scmi_status check_configure(struct context *c)
{
	struct scmi_pinctrl_settings_configure_a2p *request = (void *)c->packet->payload;
	size_t configs =
		SCMI_PINCTRL_SET_CONFIGS(request->attributes) * sizeof(request->configs[0]);

	if (sizeof(*request) + configs != c->packet->length)
		return refuse(c, SCMI_PROTOCOL_ERROR, "its length is wrong");
	if (!(request->attributes & SCMI_PINCTRL_SET_FUNCTION))
		request->function_id = SCMI_PINCTRL_NO_FUNCTION;
	else if (right_of(c, SCMI_RESOURCE_PIN_FUNCTION, request->function_id) == RIGHT_NONE)
		return refuse(c, SCMI_DENIED, "it does not own the function");
	return SCMI_SUCCESS;
}

/* --- vendor protocols --- */

static enum scmi_status prepare_vendor_attributes(struct context *c)
{
	const struct scmi_message_attributes_a2p *request = (const void *)c->packet->payload;
	uint8_t protocol = scmi_header_protocol(c->call->header);

	if (request->message_id > 0xff)
		return SCMI_NOT_FOUND;
	if (request->message_id > SCMI_PROTOCOL_MESSAGE_ATTRIBUTES &&
	    right_of(c, SCMI_RESOURCE_VENDOR,
		     scmi_vendor_id(protocol, (uint8_t)request->message_id)) == RIGHT_NONE)
		return SCMI_NOT_FOUND;
	return SCMI_SUCCESS;
}

/* --- the table --- */

/* What a message lacks is NULL. */
static const struct {
	enum scmi_status (*check)(struct context *context);
	enum scmi_status (*request)(struct context *context);
	bool (*unowned)(struct context *context);
	enum hook_outcome (*answer)(struct context *context);
} hooks[SCMI_HOOKS] = {
	[SCMI_HOOK_VERSION] = { .request = answer_version },
	[SCMI_HOOK_ATTRIBUTES] = { .request = answer_attributes },
	[SCMI_HOOK_NEGOTIATE_VERSION] = { .request = answer_negotiate },
	[SCMI_HOOK_MESSAGE_ATTRIBUTES] = { .request = answer_message_attributes },
	[SCMI_HOOK_BASE_ATTRIBUTES] = { .request = answer_base_attributes },
	[SCMI_HOOK_BASE_VENDOR] = { .request = answer_base_vendor },
	[SCMI_HOOK_BASE_SUB_VENDOR] = { .request = answer_base_sub_vendor },
	[SCMI_HOOK_BASE_IMPLEMENTATION] = { .request = answer_base_implementation },
	[SCMI_HOOK_BASE_PROTOCOLS] = { .request = answer_base_protocols },
	[SCMI_HOOK_BASE_AGENT] = { .request = answer_base_agent },
	[SCMI_HOOK_BASE_RESET] = { .request = answer_base_reset },
	[SCMI_HOOK_SYSTEM_POWER_SET] = { .request = answer_system_power_set },
	[SCMI_HOOK_SYSTEM_POWER_GET] = { .request = answer_system_power_get },
	[SCMI_HOOK_CLOCK_ATTRIBUTES] = { .answer = filter_clock_attributes },
	[SCMI_HOOK_CLOCK_CONFIG_SET] = { .check = check_clock_config },
	[SCMI_HOOK_CLOCK_PARENTS] = { .request = prepare_clock_parents,
				      .answer = filter_clock_parents },
	[SCMI_HOOK_CLOCK_PARENT_SET] = { .check = check_parent },
	[SCMI_HOOK_CLOCK_PARENT_GET] = { .answer = filter_parent },
	[SCMI_HOOK_CLOCK_PERMISSIONS] = { .answer = filter_clock_permissions },
	[SCMI_HOOK_SENSOR_DESCRIPTIONS] = { .request = prepare_descriptions,
					    .answer = filter_descriptions },
	[SCMI_HOOK_SENSOR_AXES] = { .answer = filter_axes },
	[SCMI_HOOK_SENSOR_AXIS_NAMES] = { .answer = filter_axis_names },
	[SCMI_HOOK_POWERCAP_ATTRIBUTES] = { .answer = filter_powercap_attributes },
	[SCMI_HOOK_PINCTRL_ATTRIBUTES] = { .unowned = answer_unowned_attributes,
					   .answer = filter_pinctrl_attributes },
	[SCMI_HOOK_PINCTRL_ASSOCIATIONS] = { .request = prepare_associations,
					     .unowned = answer_unowned_associations,
					     .answer = filter_associations },
	[SCMI_HOOK_PINCTRL_SETTINGS_GET] = { .answer = filter_settings },
	[SCMI_HOOK_PINCTRL_SETTINGS_CONFIGURE] = { .check = check_configure },
	[SCMI_HOOK_VENDOR_MESSAGE_ATTRIBUTES] = { .request = prepare_vendor_attributes },
};

enum scmi_status hook_check(struct context *c)
{
	enum scmi_hook hook = c->call->row->hook;

	return hooks[hook].check ? hooks[hook].check(c) : SCMI_SUCCESS;
}

enum scmi_status hook_request(struct context *c)
{
	enum scmi_hook hook = c->call->row->hook;
	enum scmi_status status = hook_check(c);

	return !status && hooks[hook].request ? hooks[hook].request(c) : status;
}

bool hook_unowned(struct context *c)
{
	enum scmi_hook hook = c->call->row->hook;

	return hooks[hook].unowned && hooks[hook].unowned(c);
}

enum hook_outcome hook_answer(struct context *c)
{
	enum scmi_hook hook = c->call->row->hook;

	return hooks[hook].answer ? hooks[hook].answer(c) : HOOK_FIT;
}
