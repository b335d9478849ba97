// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mediator.c - the order of checks, what rows ask for, and votes
 *
 * What rows do not say is in hooks.c.
 */
#include "mediator.h"

#include <string.h>

#include "daemon/hooks.h"

static uint32_t *word_at(struct scmi_packet *packet, uint32_t offset)
{
	return &packet->payload[offset / sizeof(packet->payload[0])];
}

/* --- requests --- */

/** find_resource() - which resource a request names, and the guest's right to it */
static enum scmi_status find_resource(struct context *c)
{
	struct mediator_call *call = c->call;
	const struct scmi_message *row = call->row;
	uint32_t selector = 0;

	if (row->selectors) {
		selector = *word_at(c->packet, row->selector_at) >> row->selector_shift & 3;
		if (selector >= row->selectors)
			return refuse(c, SCMI_INVALID_PARAMETERS,
				      "its selector is not one of this message");
	}
	if (row->setting)
		call->setting = row->setting + selector;
	call->resource = row->resource + selector;
	call->id = row->resource == SCMI_RESOURCE_VENDOR ?
		scmi_vendor_id(scmi_header_protocol(call->header),
			       scmi_header_message(call->header)) :
		*word_at(c->packet, row->resource_at);
	call->has_id = true;
	call->right = policy_right(c->agent, call->resource, call->id);
	return SCMI_SUCCESS;
}

/** check_right() - whether the guest's right is enough for what the row does */
static enum scmi_status check_right(struct context *c)
{
	const struct mediator_call *call = c->call;
	const struct scmi_message *row = call->row;

	if (call->right == RIGHT_NONE)
		return refuse(c, row->unowned, "it does not own this resource");
	if (row->changes_state && call->right == RIGHT_READ)
		return refuse(c, SCMI_DENIED, "it may only read this resource");
	if (row->changes_state && call->right == RIGHT_SHARED && !row->setting)
		return refuse(c, SCMI_DENIED,
			      "the resource is shared, and there is no vote on this");
	return SCMI_SUCCESS;
}

/** check_value() - whether a value can be a vote */
static enum scmi_status check_value(struct context *c, const struct scmi_setting_info *info)
{
	const uint32_t *value = c->call->value;

	if (c->call->right != RIGHT_SHARED)
		return SCMI_SUCCESS;
	if (info->votes == SCMI_VOTES_SWITCH && value[0] != info->on && value[0] != info->off)
		return refuse(c, SCMI_DENIED, "the resource is shared, and can only be on or off");
	/* Two words are the highest and the lowest; added up, each has to have been in order. */
	if (info->words == 2 && value[0] && value[0] < value[1])
		return refuse(c, SCMI_INVALID_PARAMETERS, "its limits are the wrong way round");
	return SCMI_SUCCESS;
}

/**
 * find_value() - what the guest wants to set, and whether there is room to remember it
 *
 * Room that there is now is there when the request is sent: a guest has one call at a time.
 */
static enum scmi_status find_value(struct context *c)
{
	struct mediator_call *call = c->call;
	const struct scmi_message *row = call->row;
	const struct scmi_setting_info *info = scmi_setting_info(call->setting);

	for (uint32_t i = 0; i < SCMI_SETTING_WORDS; i++)
		call->value[i] = i < info->words ?
			word_at(c->packet, row->value_at)[i] & row->value_mask :
			0;
	call->is_off = row->use == SCMI_ENDS ||
		(info->votes == SCMI_VOTES_SWITCH && call->value[0] == info->off);
	if (!call->is_off && c->agent->holds->count == POLICY_HOLDS &&
	    !holds_find(c->agent, call->setting, call->id))
		return refuse(c, SCMI_OUT_OF_RANGE, "it holds too much already");
	return check_value(c, info);
}

/** owns_any() - whether a guest owns what a row is about: where it does, it sees the protocol */
static bool owns_any(const struct context *c, const struct scmi_message *row)
{
	return row && row->resource != SCMI_RESOURCE_VENDOR &&
		policy_owns_any(c->agent, row->resource);
}

/** modernise() - bring a message in the form of an older version into that of the platform's */
static void modernise(const struct scmi_message *row, struct scmi_packet *packet)
{
	if (!row->request_older || packet->length != row->request_older)
		return;
	memset((char *)packet->payload + packet->length, 0, row->request_size - packet->length);
	packet->length = row->request_size;
}

/** judge() - the checks, in their order; SUCCESS where the call goes on as its row says */
static enum scmi_status judge(struct context *c)
{
	struct mediator_call *call = c->call;
	uint8_t protocol = scmi_header_protocol(call->header);
	enum scmi_status status = SCMI_SUCCESS;
	const struct scmi_message *row;

	if (!c->platform->known)
		return refuse(c, SCMI_COMMS_ERROR, "the firmware has not answered yet");
	if (scmi_header_type(call->header) != SCMI_COMMAND)
		return refuse(c, SCMI_PROTOCOL_ERROR, "it is no command");
	row = platform_message(c->platform, protocol, scmi_header_message(call->header));
	if (!owns_any(c, row) && !is_visible(c, protocol))
		return refuse(c, SCMI_NOT_SUPPORTED, "it owns nothing of this protocol");
	if (!row)
		return refuse(c, SCMI_NOT_SUPPORTED, "there is no such message");
	call->row = row;
	if (row->treatment == SCMI_REFUSE)
		return refuse(c, SCMI_NOT_SUPPORTED, row->why);
	modernise(row, c->packet);
	if (c->packet->length < row->request_size || c->packet->length > row->request_max)
		return refuse(c, SCMI_PROTOCOL_ERROR, "its length is wrong");
	if (row->resource) {
		status = find_resource(c);
		if (!status)
			status = check_right(c);
		if (status && call->has_id && call->right == RIGHT_NONE && hook_unowned(c)) {
			call->refusal = NULL;
			call->is_answered = true;
			return SCMI_SUCCESS;
		}
	}
	if (status)
		return status;
	if (row->has_flags)
		*word_at(c->packet, row->flags_at) &= row->flags_kept;
	call->votes = row->setting && row->use != SCMI_READS;
	if (row->hook)
		status = hook_request(c);
	if (!status && call->votes)
		status = find_value(c);
	return status;
}

bool mediator_request(const struct platform *platform, struct policy_agent *agent,
		      struct scmi_packet *packet, struct mediator_call *call)
{
	struct context c = { platform, agent, packet, call };
	enum scmi_status status;

	memset(call, 0, offsetof(struct mediator_call, value));
	call->header = packet->header;
	status = judge(&c);
	if (status != SCMI_SUCCESS) {
		call->votes = false;
		scmi_packet_refuse(packet, call->header, status);
		return false;
	}
	packet->header = call->header;
	if (call->row->treatment == SCMI_ANSWER || call->is_answered)
		return false;
	/* A scan has made a request of its own. */
	if (call->step == MEDIATOR_ASKS)
		call->out = call->row;
	packet->header = scmi_header(scmi_header_protocol(call->header),
				     scmi_header_message(call->header), 0);
	return true;
}

/* --- votes --- */

/** write_value() - put a value into the request of a row that sets it */
static void write_value(const struct scmi_message *row, const uint32_t *value, uint32_t words,
			struct scmi_packet *packet)
{
	bool has_others = row->has_flags && row->flags_at == row->value_at;
	uint32_t others = has_others ? row->flags_kept & ~row->value_mask : 0;

	for (uint32_t i = 0; i < words; i++) {
		uint32_t *word = word_at(packet, row->value_at) + i;

		*word = (*word & others) | value[i];
	}
}

/** look_first() - ask for a quantity before it is set for the first time; the guest's request waits
 */
static bool look_first(const struct platform *platform, const struct scmi_setting_info *info,
		       struct scmi_packet *packet, struct mediator_call *call)
{
	const struct scmi_message *get = platform_message(platform, info->protocol, info->get);

	call->looked = true;
	if (!get)
		return false;
	memcpy(call->saved, packet->payload, packet->length);
	call->step = MEDIATOR_LOOKS;
	call->out = get;
	packet->header = scmi_header(info->protocol, info->get, 0);
	packet->length = get->request_size;
	*word_at(packet, get->resource_at) = call->id;
	return true;
}

/**
 * fill_up() - a word that leaves the value as it is stands for what it is
 * @now: what the guest's value is
 */
static void fill_up(const struct platform *platform, const struct scmi_setting_info *info,
		    const uint32_t *now, struct mediator_call *call)
{
	bool is_open[SCMI_SETTING_WORDS] = { false };

	if (platform_version(platform, info->protocol) < info->zero_keeps)
		return;
	for (uint32_t i = 0; i < info->words; i++) {
		is_open[i] = !call->value[i];
		if (is_open[i])
			call->value[i] = now[i];
	}
	/* A vote has to be in order; of two limits, the one that was left open gives way. */
	if (info->words == 2 && call->right == RIGHT_SHARED && call->value[0] < call->value[1])
		call->value[is_open[1]] = call->value[!is_open[1]];
}

/** check_again() - whether a request may still be sent, now that its turn has come */
static enum scmi_status check_again(struct context *c)
{
	struct mediator_call *call = c->call;
	enum scmi_status status = SCMI_SUCCESS;

	if (call->row->resource) {
		call->right = policy_right(c->agent, call->resource, call->id);
		status = check_right(c);
	}
	if (status || call->step != MEDIATOR_ASKS)
		return status;
	if (call->row->hook)
		status = hook_check(c);
	if (!status && call->votes)
		status = check_value(c, scmi_setting_info(call->setting));
	return status;
}

/** take() - note that the guest sets something, and complete its value */
static void take(const struct platform *platform, const struct scmi_setting_info *info,
		 struct policy_agent *agent, struct mediator_call *call)
{
	uint32_t count = agent->holds->count;
	/* There is room: find_value() has seen to it. */
	const struct policy_hold *hold =
		holds_take(agent, call->setting, call->id, call->has_before ? call->before : NULL);

	call->took = agent->holds->count != count;
	if (!info->zero_keeps)
		return;
	if (hold->is_vote)
		fill_up(platform, info, hold->value, call);
	else if (hold->has_before)
		fill_up(platform, info, hold->before, call);
}

/** knows_before() - whether it is known, as far as it can be, what a quantity was before */
static bool knows_before(const struct policy *policy, const struct policy_agent *agent,
			 struct mediator_call *call)
{
	if (call->has_before || holds_find(agent, call->setting, call->id))
		return true;
	call->has_before = holds_before(policy, call->setting, call->id, call->before);
	return call->has_before || call->looked;
}

/** vote() - note what the guest sets, and have the request say what all votes add up to */
static void vote(const struct platform *platform, const struct policy *policy,
		 struct policy_agent *agent, struct scmi_packet *packet, struct mediator_call *call)
{
	const struct scmi_setting_info *info = scmi_setting_info(call->setting);
	uint32_t value[SCMI_SETTING_WORDS];

	if (!call->is_off) {
		if (info->get && !knows_before(policy, agent, call) &&
		    look_first(platform, info, packet, call))
			return;
		take(platform, info, agent, call);
	}
	memcpy(value, call->value, sizeof(value));
	if (call->right == RIGHT_SHARED)
		holds_add_votes(policy, agent, call->setting, call->id, value);
	write_value(call->row, value, info->words, packet);
}

bool mediator_prepare(const struct platform *platform, const struct policy *policy,
		      struct policy_agent *agent, struct scmi_packet *packet,
		      struct mediator_call *call)
{
	struct context c = { platform, agent, packet, call };
	enum scmi_status status = check_again(&c);

	if (status) {
		call->votes = false;
		scmi_packet_refuse(packet, call->header, status);
		return false;
	}
	if (call->votes && call->step == MEDIATOR_ASKS)
		vote(platform, policy, agent, packet, call);
	return true;
}

/** settle() - the firmware has answered: what the guest wanted to set is so, or is as it was */
static void settle(struct policy_agent *agent, const struct mediator_call *call, bool is_done)
{
	struct policy_hold *hold = holds_find(agent, call->setting, call->id);

	if (!hold || (call->is_off && !is_done))
		return;
	if (call->is_off || (!is_done && call->took))
		holds_drop(agent, hold);
	else if (is_done)
		holds_confirm(hold, call->value);
	else if (!hold->is_vote) /* it was being released */
		hold->releasing = POLICY_RELEASES;
}

/** show_own() - of a shared resource a guest reads what it asked for itself, if it did */
static void show_own(struct context *c)
{
	const struct mediator_call *call = c->call;
	const struct scmi_message *row = call->row;
	const struct scmi_setting_info *info = scmi_setting_info(call->setting);
	const struct policy_hold *hold = holds_find(c->agent, call->setting, call->id);
	uint32_t *word = word_at(c->packet, row->value_at);

	/* A hold that is being given up is no vote any more. */
	if (hold && (!hold->is_vote || hold->releasing))
		hold = NULL;
	if (!hold && !scmi_setting_is_switch(info))
		return;
	for (uint32_t i = 0; i < info->words; i++)
		word[i] = (word[i] & ~row->value_mask) |
			((hold ? hold->value[i] : info->off) & row->value_mask);
}

/* --- answers --- */

/** fault_of() - what makes the firmware's answer unfit, NULL where it is fit */
static const char *fault_of(struct mediator_call *call, const struct scmi_packet *packet)
{
	const struct scmi_message *row = call->out;
	const struct scmi_list_p2a *list = (const void *)packet->payload;

	if (packet->length < sizeof(uint32_t))
		return "it has no status";
	if (scmi_packet_status(packet) > SCMI_SUCCESS)
		return "its status is above 0";
	if (scmi_packet_status(packet) < SCMI_SUCCESS)
		return NULL;
	if (packet->length < row->answer_min || packet->length > row->answer_max) {
		call->fault_length = packet->length;
		return "its length is wrong";
	}
	if (row->list_item &&
	    sizeof(*list) + SCMI_LIST_HERE(list->flags) * row->list_item > packet->length)
		return "it contradicts itself";
	return NULL;
}

/** cut_list() - leave what is beyond the longest list that guests take for their next request */
static void cut_list(struct scmi_packet *packet, uint32_t item)
{
	struct scmi_list_p2a *list = (void *)packet->payload;
	uint32_t here = SCMI_LIST_HERE(list->flags);
	uint32_t room = (MEDIATOR_LIST_MAX - sizeof(*list)) / item;
	uint32_t left = SCMI_LIST_LEFT(list->flags);

	if (here <= room)
		return;
	left += here - room;
	if (left > SCMI_LIST_LEFT_MAX)
		left = SCMI_LIST_LEFT_MAX;
	list->flags = SCMI_LIST_FLAGS(room, left, list->flags);
	packet->length = sizeof(*list) + room * item;
}

/** filter() - what the guest sees of a successful answer */
static enum hook_outcome filter(struct context *c)
{
	const struct mediator_call *call = c->call;
	const struct scmi_message *row = call->row;

	if (call->step == MEDIATOR_ASKS) {
		if (row->list_item)
			cut_list(c->packet, row->list_item);
		if (row->hidden)
			c->packet->payload[1] &= ~row->hidden;
		if (row->hidden_if_read && call->right == RIGHT_READ)
			c->packet->payload[1] &= ~row->hidden_if_read;
		if (row->setting && row->use == SCMI_READS && call->right == RIGHT_SHARED)
			show_own(c);
	}
	return row->hook ? hook_answer(c) : HOOK_FIT;
}

/** take_look() - the firmware has said what a quantity was; now the guest's request comes */
static void take_look(struct context *c)
{
	struct mediator_call *call = c->call;
	const struct scmi_setting_info *info = scmi_setting_info(call->setting);

	call->has_before = !scmi_packet_status(c->packet);
	for (uint32_t i = 0; i < SCMI_SETTING_WORDS; i++)
		call->before[i] = call->has_before && i < info->words ?
			word_at(c->packet, call->out->value_at)[i] :
			0;
	call->step = MEDIATOR_ASKS;
	call->out = call->row;
	c->packet->header = scmi_header(call->row->protocol, call->row->id, 0);
	c->packet->length = call->row->request_size;
	memcpy(c->packet->payload, call->saved, call->row->request_size);
}

bool mediator_answer(const struct platform *platform, struct policy_agent *agent,
		     struct scmi_packet *packet, struct mediator_call *call)
{
	struct context c = { platform, agent, packet, call };
	enum scmi_status status;

	call->fault = fault_of(call, packet);
	if (!call->fault && call->step == MEDIATOR_LOOKS) {
		take_look(&c);
		return true;
	}
	if (!call->fault && scmi_packet_status(packet) == SCMI_SUCCESS) {
		enum hook_outcome outcome = filter(&c);

		if (outcome == HOOK_AGAIN)
			return true;
		if (outcome == HOOK_WRONG)
			call->fault = "it contradicts itself";
	}
	if (call->fault) {
		scmi_packet_refuse(packet, call->header, SCMI_GENERIC_ERROR);
		return false;
	}
	status = scmi_packet_status(packet);
	packet->header = call->header;
	if (status != SCMI_SUCCESS)
		packet->length = sizeof(uint32_t);
	if (call->votes)
		settle(agent, call, status == SCMI_SUCCESS);
	return false;
}

void mediator_fail(const struct mediator_call *call, struct scmi_packet *packet)
{
	scmi_packet_refuse(packet, call->header, SCMI_COMMS_ERROR);
}

/** write_setting() - the message that sets what a hold is of; false: the platform has none */
static bool write_setting(const struct platform *platform, const struct policy_hold *hold,
			  const uint32_t value[SCMI_SETTING_WORDS], struct scmi_packet *packet)
{
	const struct scmi_setting_info *info = scmi_setting_info(hold->setting);
	const struct scmi_message *row = platform_message(platform, info->protocol, info->release);

	packet->header = scmi_header(info->protocol, info->release, 0);
	packet->length = row ? row->request_size : 0;
	memset(packet->payload, 0, packet->length);
	if (!row)
		return false;
	*word_at(packet, row->resource_at) = hold->id;
	if (row->selectors)
		*word_at(packet, row->selector_at) = (uint32_t)(info->resource - row->resource)
			<< row->selector_shift;
	write_value(row, value, info->words, packet);
	return true;
}

void mediator_release(const struct platform *platform, const struct policy *policy,
		      const struct policy_agent *agent, const struct policy_hold *hold,
		      struct scmi_packet *packet)
{
	uint32_t value[SCMI_SETTING_WORDS] = { 0 };

	holds_release_value(policy, agent, hold, value);
	write_setting(platform, hold, value, packet);
}

bool mediator_restore(const struct platform *platform, const struct policy *policy,
		      const struct policy_agent *agent, const struct policy_hold *hold,
		      struct scmi_packet *packet)
{
	uint32_t value[SCMI_SETTING_WORDS];

	memcpy(value, hold->value, sizeof(value));
	holds_add_votes(policy, agent, hold->setting, hold->id, value);
	return write_setting(platform, hold, value, packet);
}

enum scmi_status mediator_outcome(const struct platform *platform, const struct scmi_packet *answer)
{
	struct mediator_call call = {
		.out = platform_message(platform, scmi_header_protocol(answer->header),
					scmi_header_message(answer->header)),
	};

	if (!call.out || fault_of(&call, answer))
		return SCMI_GENERIC_ERROR;
	return scmi_packet_status(answer);
}
