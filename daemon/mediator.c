// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mediator.c - the order of checks, and the hooks of the messages that need code
 *
 * To give a message code of its own, add an enum scmi_hook, name it in the message's row and add
 * its function to `hooks`. A hook runs when all that the row says has been checked.
 */
#include "mediator.h"

#include <errno.h>
#include <string.h>

#include "proto/base.h"
#include "proto/clock.h"

/* What hooks get to work with. */
struct context {
	const struct platform *platform;
	struct policy_agent *agent;
	struct scmi_packet *packet;
	struct mediator_call *call;
};

/* A guest is the one agent that it sees. */
#define GUEST_AGENT_ID 1u

/* --- small things that hooks share --- */

/** answer_room() - an answer of @size bytes, all zero, status SUCCESS; its bytes */
static void *answer_room(struct scmi_packet *packet, size_t size)
{
	memset(packet->payload, 0, size);
	packet->length = (uint32_t)size;
	return packet->payload;
}

static enum scmi_status refuse(struct context *c, enum scmi_status status, const char *refusal)
{
	c->call->refusal = refusal;
	return status;
}

/** is_visible() - whether a guest may know that the platform has a protocol */
static bool is_visible(const struct context *c, uint8_t protocol)
{
	return protocol == SCMI_BASE ||
		(platform_version(c->platform, protocol) &&
		 policy_owns_any(c->agent, scmi_protocol_resource(protocol)));
}

/** list_visible() - the protocols that a guest sees, without BASE, and how many they are */
static uint32_t list_visible(const struct context *c, uint8_t protocols[PLATFORM_PROTOCOLS])
{
	uint32_t count = 0;

	for (uint8_t protocol = SCMI_BASE + 1; protocol < SCMI_BASE + PLATFORM_PROTOCOLS;
	     protocol++)
		if (is_visible(c, protocol))
			protocols[count++] = protocol;
	return count;
}

/* --- every protocol --- */

static enum scmi_status answer_version(struct context *c)
{
	struct scmi_protocol_version_p2a *answer = answer_room(c->packet, sizeof(*answer));

	answer->version = platform_version(c->platform, c->call->row->protocol);
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

	if (request->message_id < PLATFORM_MESSAGES)
		row = platform_message(c->platform, c->call->row->protocol,
				       (uint8_t)request->message_id);
	if (!row || row->treatment == SCMI_REFUSE)
		return SCMI_NOT_FOUND;
	answer_room(c->packet, sizeof(struct scmi_message_attributes_p2a));
	return SCMI_SUCCESS;
}

/* --- BASE: the guest's own view --- */

static enum scmi_status answer_base_attributes(struct context *c)
{
	uint8_t protocols[PLATFORM_PROTOCOLS];
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
	uint8_t protocols[PLATFORM_PROTOCOLS];
	uint32_t total = list_visible(c, protocols);
	uint32_t skip = request->skip;

	if (skip > total)
		return SCMI_INVALID_PARAMETERS;
	/* Ids fill whole words, the rest of the last one is zero. */
	answer = answer_room(c->packet, sizeof(*answer) + (total - skip + 3) / 4 * 4);
	answer->count = total - skip;
	memcpy(answer->protocols, protocols + skip, total - skip);
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

/** answer_base_reset() - give up what the guest turned on; its rights are not its to change */
static enum scmi_status answer_base_reset(struct context *c)
{
	const struct scmi_base_reset_agent_configuration_a2p *request =
		(const void *)c->packet->payload;

	if (request->agent_id != GUEST_AGENT_ID)
		return refuse(c, SCMI_DENIED, "it may reset no agent but itself");
	policy_release_all(c->agent);
	answer_room(c->packet, sizeof(uint32_t));
	return SCMI_SUCCESS;
}

/* --- CLOCK --- */

static enum scmi_status answer_clock_protocol_attributes(struct context *c)
{
	struct scmi_protocol_attributes_p2a *answer = answer_room(c->packet, sizeof(*answer));

	answer->attributes = c->platform->count[SCMI_RESOURCE_CLOCK];
	return SCMI_SUCCESS;
}

/** prepare_rate_set() - a rate is set synchronously, whatever the guest would like */
static enum scmi_status prepare_rate_set(struct context *c)
{
	struct scmi_clock_rate_set_a2p *request = (void *)c->packet->payload;

	request->flags &= SCMI_CLOCK_RATE_ROUND_UP | SCMI_CLOCK_RATE_ROUND_AUTO;
	return SCMI_SUCCESS;
}

/** prepare_config_set() - see whether the clock will be on or off, and hold it before it is on */
static enum scmi_status prepare_config_set(struct context *c)
{
	struct scmi_clock_config_set_v1_a2p *request = (void *)c->packet->payload;
	bool is_v1 = c->call->row->until == SCMI_VERSION(3, 0);
	uint32_t mask = is_v1 ? SCMI_CLOCK_CONFIG_STATE_V1 : SCMI_CLOCK_CONFIG_STATE_V3;
	uint32_t state = request->attributes & mask;

	if (state != SCMI_CLOCK_CONFIG_OFF && state != SCMI_CLOCK_CONFIG_ON &&
	    state != SCMI_CLOCK_CONFIG_UNCHANGED)
		return refuse(c, SCMI_INVALID_PARAMETERS, "the state that it asks for is reserved");
	request->attributes &= is_v1 ? mask : mask | SCMI_CLOCK_CONFIG_EXTENDED;
	c->call->turns_on = state == SCMI_CLOCK_CONFIG_ON;
	c->call->turns_off = state == SCMI_CLOCK_CONFIG_OFF;
	return SCMI_SUCCESS;
}

/** filter_clock_attributes() - hide what a guest cannot have: notifications and parents */
static bool filter_clock_attributes(struct scmi_packet *packet)
{
	struct scmi_clock_attributes_v1_p2a *answer = (void *)packet->payload;

	answer->attributes &= ~(SCMI_CLOCK_NOTIFIES_CHANGES | SCMI_CLOCK_NOTIFIES_CHANGE_REQUESTS |
				SCMI_CLOCK_HAS_PARENTS);
	return true;
}

static bool filter_clock_rates(struct scmi_packet *packet)
{
	struct scmi_clock_describe_rates_p2a *answer = (void *)packet->payload;
	size_t rates = SCMI_LIST_HERE(answer->flags) * sizeof(answer->rates[0]);

	return sizeof(*answer) + rates <= packet->length;
}

static bool filter_clock_permissions(struct scmi_packet *packet)
{
	struct scmi_clock_permissions_p2a *answer = (void *)packet->payload;

	answer->permissions &= ~SCMI_CLOCK_MAY_SET_PARENT;
	return true;
}

/* --- the hooks --- */

/*
 * `request` makes the answer of a message that the mediator answers, and prepares a message that is
 * forwarded. `answer` sees the successful answer to a forwarded one: it changes it, or returns
 * false where it contradicts itself.
 */
static const struct {
	enum scmi_status (*request)(struct context *context);
	bool (*answer)(struct scmi_packet *packet);
} hooks[SCMI_HOOKS] = {
	[SCMI_HOOK_VERSION] = { .request = answer_version },
	[SCMI_HOOK_NEGOTIATE_VERSION] = { .request = answer_negotiate },
	[SCMI_HOOK_MESSAGE_ATTRIBUTES] = { .request = answer_message_attributes },
	[SCMI_HOOK_BASE_ATTRIBUTES] = { .request = answer_base_attributes },
	[SCMI_HOOK_BASE_VENDOR] = { .request = answer_base_vendor },
	[SCMI_HOOK_BASE_SUB_VENDOR] = { .request = answer_base_sub_vendor },
	[SCMI_HOOK_BASE_IMPLEMENTATION] = { .request = answer_base_implementation },
	[SCMI_HOOK_BASE_PROTOCOLS] = { .request = answer_base_protocols },
	[SCMI_HOOK_BASE_AGENT] = { .request = answer_base_agent },
	[SCMI_HOOK_BASE_RESET] = { .request = answer_base_reset },
	[SCMI_HOOK_CLOCK_PROTOCOL_ATTRIBUTES] = { .request = answer_clock_protocol_attributes },
	[SCMI_HOOK_CLOCK_ATTRIBUTES] = { .answer = filter_clock_attributes },
	[SCMI_HOOK_CLOCK_RATES] = { .answer = filter_clock_rates },
	[SCMI_HOOK_CLOCK_RATE_SET] = { .request = prepare_rate_set },
	[SCMI_HOOK_CLOCK_CONFIG_SET] = { .request = prepare_config_set },
	[SCMI_HOOK_CLOCK_PERMISSIONS] = { .answer = filter_clock_permissions },
};

/** judge() - the checks, in their order; SUCCESS where the call goes on as its row says */
static enum scmi_status judge(struct context *c)
{
	struct mediator_call *call = c->call;
	const struct scmi_packet *packet = c->packet;
	uint8_t protocol = scmi_header_protocol(call->header);
	const struct scmi_message *row;

	if (!c->platform->known)
		return refuse(c, SCMI_COMMS_ERROR, "the firmware has not answered yet");
	if (scmi_header_type(call->header) != SCMI_COMMAND)
		return refuse(c, SCMI_PROTOCOL_ERROR, "it is no command");
	if (!is_visible(c, protocol))
		return refuse(c, SCMI_NOT_SUPPORTED, "it owns nothing of this protocol");
	row = platform_message(c->platform, protocol, scmi_header_message(call->header));
	if (!row)
		return refuse(c, SCMI_NOT_SUPPORTED, "there is no such message");
	call->row = row;
	if (row->treatment == SCMI_REFUSE)
		return refuse(c, SCMI_NOT_SUPPORTED, "guests may not send this message");
	if (packet->length != row->request_size)
		return refuse(c, SCMI_PROTOCOL_ERROR, "its length is wrong");
	if (row->resource) {
		call->id = packet->payload[row->resource_at / sizeof(uint32_t)];
		call->has_id = true;
		if (!policy_owns(c->agent, row->resource, call->id))
			return refuse(c, row->unowned, "it does not own this resource");
	}
	return hooks[row->hook].request ? hooks[row->hook].request(c) : SCMI_SUCCESS;
}

bool mediator_request(const struct platform *platform, struct policy_agent *agent,
		      struct scmi_packet *packet, struct mediator_call *call)
{
	struct context c = { platform, agent, packet, call };
	enum scmi_status status;

	*call = (struct mediator_call){ .header = packet->header };
	status = judge(&c);
	if (status == SCMI_SUCCESS && call->turns_on) {
		int rc = policy_take(agent, call->row->resource, call->id);

		if (rc == -ENOSPC)
			status = refuse(&c, SCMI_OUT_OF_RANGE, "it holds too much already");
		call->took = rc == 0;
	}
	if (status != SCMI_SUCCESS) {
		scmi_packet_refuse(packet, call->header, status);
		return false;
	}
	if (call->row->treatment == SCMI_ANSWER)
		return false;
	packet->header = scmi_header(call->row->protocol, call->row->id, 0);
	return true;
}

/** fault_of() - what makes the firmware's answer unfit for a guest, NULL where it is fit */
static const char *fault_of(const struct scmi_message *row, struct scmi_packet *packet)
{
	if (packet->length < sizeof(uint32_t))
		return "it has no status";
	if (scmi_packet_status(packet) > SCMI_SUCCESS)
		return "its status is above 0";
	if (scmi_packet_status(packet) < SCMI_SUCCESS)
		return NULL;
	if (packet->length < row->answer_min)
		return "it is too short";
	if (packet->length > row->answer_max)
		return "it is too long";
	if (hooks[row->hook].answer && !hooks[row->hook].answer(packet))
		return "it contradicts itself";
	return NULL;
}

void mediator_answer(struct policy_agent *agent, struct scmi_packet *packet,
		     struct mediator_call *call)
{
	const struct scmi_message *row = call->row;
	enum scmi_status status;

	call->fault = fault_of(row, packet);
	if (call->fault) {
		scmi_packet_refuse(packet, call->header, SCMI_GENERIC_ERROR);
		return;
	}
	status = scmi_packet_status(packet);
	packet->header = call->header;
	if (status != SCMI_SUCCESS)
		packet->length = sizeof(uint32_t);
	if (call->turns_on && call->took && status != SCMI_SUCCESS)
		policy_drop(agent, row->resource, call->id);
	if (call->turns_off && status == SCMI_SUCCESS)
		policy_drop(agent, row->resource, call->id);
}

void mediator_fail(const struct mediator_call *call, struct scmi_packet *packet)
{
	scmi_packet_refuse(packet, call->header, SCMI_COMMS_ERROR);
}

void mediator_release(const struct platform *platform, enum scmi_resource resource, uint32_t id,
		      struct scmi_packet *packet)
{
	static const struct {
		uint8_t protocol;
		uint8_t message;
	} turns_off[SCMI_RESOURCES] = {
		[SCMI_RESOURCE_CLOCK] = { SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET },
	};
	uint8_t protocol = turns_off[resource].protocol;
	uint8_t message = turns_off[resource].message;
	const struct scmi_message *row =
		scmi_message_find(protocol, message, platform_version(platform, protocol));

	/* Off is 0 in every form of these messages. */
	packet->header = scmi_header(protocol, message, 0);
	packet->length = row ? row->request_size : 0;
	memset(packet->payload, 0, packet->length);
	if (row)
		packet->payload[row->resource_at / sizeof(uint32_t)] = id;
}
