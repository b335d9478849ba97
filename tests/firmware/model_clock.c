// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_clock.c - the clock protocol on the board's clocks
 *
 * Nothing here takes time or fails by itself; a board can make a clock slow or broken. There are no
 * asynchronous rate changes and no extended configurations. Notifications can be asked for, but
 * with one agent nobody else changes a rate, so none is ever sent.
 */
#include "model.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "proto/clock.h"
#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define MAY_ALL (SCMI_CLOCK_MAY_SET_STATE | SCMI_CLOCK_MAY_SET_PARENT | SCMI_CLOCK_MAY_SET_RATE)

/** find_clock() - the clock a command names, whose slowness it takes on; Return: NULL: none */
static struct resource_clock *find_clock(struct model_call *call, uint32_t id)
{
	struct resources *resources = call->model->resources;

	if (id >= resources->clock_count || !resources->clocks[id].line)
		return NULL;
	call->delay_ms = resources->clocks[id].answer_ms;
	return &resources->clocks[id];
}

/** logged() - log a command that changes a clock, and how it went; Return: @status */
__attribute__((format(printf, 4, 5))) static enum scmi_status
logged(struct model_call *call, uint32_t id, enum scmi_status status, const char *format, ...)
{
	const struct resource_clock *clock = find_clock(call, id);
	char text[96];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	model_log(call->model, "clock %" PRIu32 "%s%s: %s%s%s", id, clock ? " " : "",
		  clock ? clock->name : "", text, status ? ": " : "",
		  status ? scmi_status_name(status) : "");
	return status;
}

static uint64_t rate_value(struct scmi_clock_rate rate)
{
	return (uint64_t)rate.high << 32 | rate.low;
}

static struct scmi_clock_rate wire_rate(uint64_t rate)
{
	return (struct scmi_clock_rate){ .low = (uint32_t)rate, .high = (uint32_t)(rate >> 32) };
}

static enum scmi_status protocol_attributes(struct model_call *call)
{
	struct scmi_protocol_attributes_p2a *values = model_values(call, sizeof(*values));

	values->attributes = call->model->resources->clock_count;
	return SCMI_SUCCESS;
}

/** attribute_bits() - CLOCK_ATTRIBUTES' word in the version that is spoken */
static uint32_t attribute_bits(const struct resource_clock *clock, uint32_t version)
{
	uint32_t bits = clock->on ? SCMI_CLOCK_ENABLED : 0;

	if (version >= SCMI_VERSION(2, 0)) {
		bits |= SCMI_CLOCK_NOTIFIES_CHANGES | SCMI_CLOCK_NOTIFIES_CHANGE_REQUESTS;
		if (strlen(clock->name) >= SCMI_SHORT_NAME)
			bits |= SCMI_CLOCK_LONG_NAME;
	}
	if (version >= SCMI_VERSION(3, 0)) {
		if (clock->parent_count)
			bits |= SCMI_CLOCK_HAS_PARENTS;
		if (clock->permissions != MAY_ALL)
			bits |= SCMI_CLOCK_RESTRICTED;
	}
	return bits;
}

static enum scmi_status clock_attributes_v1(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_attributes_v1_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = attribute_bits(clock, call->version);
	memcpy(values->name, clock->name, sizeof(values->name) - 1);
	return SCMI_SUCCESS;
}

static enum scmi_status clock_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_attributes_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = attribute_bits(clock, call->version);
	memcpy(values->name, clock->name, sizeof(values->name) - 1);
	values->enable_delay = clock->delay_us;
	return SCMI_SUCCESS;
}

static enum scmi_status describe_rates(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_describe_rates_p2a *values;
	uint32_t room = (call->model->resources->payload - (uint32_t)sizeof(*values)) /
		(uint32_t)sizeof(values->rates[0]);
	uint32_t here, left;

	if (!clock)
		return SCMI_NOT_FOUND;
	/* A range is one description, which has no second part. */
	if (request->index >= (clock->range ? 1 : clock->rate_count))
		return SCMI_OUT_OF_RANGE;
	left = clock->rate_count - request->index;
	here = left < room ? left : room;
	left -= here;

	values = model_values(call, sizeof(*values) + here * sizeof(values->rates[0]));
	values->flags = here | (clock->range ? SCMI_LIST_TRIPLET : 0) | left << 16;
	for (uint32_t i = 0; i < here; i++)
		values->rates[i] = wire_rate(clock->rates[request->index + i]);
	return SCMI_SUCCESS;
}

/**
 * struct neighbours - the possible rates around one that is wanted
 * @below: highest that is not above it, 0: none
 * @above: lowest that is not below it, 0: none
 */
struct neighbours {
	uint64_t below;
	uint64_t above;
};

static struct neighbours range_neighbours(const struct resource_clock *clock, uint64_t wanted)
{
	uint64_t lowest = clock->rates[0], highest = clock->rates[1], step = clock->rates[2];
	uint64_t below;

	if (wanted < lowest)
		return (struct neighbours){ 0, lowest };
	if (wanted > highest)
		return (struct neighbours){ highest, 0 };
	below = wanted - (wanted - lowest) % step;
	return (struct neighbours){ below, below == wanted ? wanted : below + step };
}

static struct neighbours discrete_neighbours(const struct resource_clock *clock, uint64_t wanted)
{
	struct neighbours found = { 0, 0 };

	for (uint32_t i = 0; i < clock->rate_count; i++) {
		uint64_t rate = clock->rates[i];

		if (rate <= wanted)
			found.below = rate;
		if (rate >= wanted && !found.above)
			found.above = rate;
	}
	return found;
}

/** round_rate() - Return: the possible rate that a wanted one becomes, 0: there is none */
static uint64_t round_rate(const struct resource_clock *clock, uint64_t wanted, uint32_t flags)
{
	struct neighbours rates =
		clock->range ? range_neighbours(clock, wanted) : discrete_neighbours(clock, wanted);

	if (flags & SCMI_CLOCK_RATE_ROUND_AUTO) {
		if (!rates.below || !rates.above)
			return rates.below | rates.above;
		return rates.above - wanted < wanted - rates.below ? rates.above : rates.below;
	}
	return flags & SCMI_CLOCK_RATE_ROUND_UP ? rates.above : rates.below;
}

/** change_rate() - set a clock to what @wanted becomes; Return: how that went */
static enum scmi_status change_rate(struct resource_clock *clock, uint64_t wanted, uint32_t flags)
{
	const uint32_t possible = SCMI_CLOCK_RATE_IGNORE_DELAYED | SCMI_CLOCK_RATE_ROUND_UP |
		SCMI_CLOCK_RATE_ROUND_AUTO;
	uint64_t rate;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (!(clock->permissions & SCMI_CLOCK_MAY_SET_RATE))
		return SCMI_DENIED;
	rate = round_rate(clock, wanted, flags);
	if ((flags & ~possible) || !rate)
		return SCMI_INVALID_PARAMETERS;
	clock->rate = rate;
	return SCMI_SUCCESS;
}

static enum scmi_status rate_set(struct model_call *call)
{
	const struct scmi_clock_rate_set_a2p *request = call->request;
	struct resource_clock *clock = find_clock(call, request->clock_id);
	uint64_t wanted = rate_value(request->rate);
	enum scmi_status status = change_rate(clock, wanted, request->flags);

	return logged(call, request->clock_id, status, "rate %" PRIu64,
		      status ? wanted : clock->rate);
}

static enum scmi_status rate_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_rate_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->rate = wire_rate(clock->rate);
	return SCMI_SUCCESS;
}

/** change_state() - switch a clock, where it and its board let us; Return: how that went */
static enum scmi_status change_state(struct resource_clock *clock, bool valid, uint32_t state)
{
	if (!clock)
		return SCMI_NOT_FOUND;
	if (!(clock->permissions & SCMI_CLOCK_MAY_SET_STATE))
		return SCMI_DENIED;
	if (!valid)
		return SCMI_INVALID_PARAMETERS;
	if (clock->fail)
		return clock->fail;
	if (state != SCMI_CLOCK_CONFIG_UNCHANGED)
		clock->on = state == SCMI_CLOCK_CONFIG_ON;
	return SCMI_SUCCESS;
}

/** config_set() - both forms; attributes that are @valid are the state and nothing else */
static enum scmi_status config_set(struct model_call *call, uint32_t id, bool valid,
				   uint32_t attributes)
{
	static const char *const names[] = {
		[SCMI_CLOCK_CONFIG_OFF] = "off",
		[SCMI_CLOCK_CONFIG_ON] = "on",
		[SCMI_CLOCK_CONFIG_UNCHANGED] = "unchanged",
	};
	enum scmi_status status = change_state(find_clock(call, id), valid, attributes);

	if (!valid)
		return logged(call, id, status, "config 0x%" PRIx32, attributes);
	return logged(call, id, status, "%s", names[attributes]);
}

static enum scmi_status config_set_v1(struct model_call *call)
{
	const struct scmi_clock_config_set_v1_a2p *request = call->request;

	return config_set(call, request->clock_id, request->attributes <= SCMI_CLOCK_CONFIG_ON,
			  request->attributes);
}

static enum scmi_status config_set_v3(struct model_call *call)
{
	const struct scmi_clock_config_set_a2p *request = call->request;

	/* The type of an extended configuration makes the word larger than the states. */
	return config_set(call, request->clock_id,
			  request->attributes <= SCMI_CLOCK_CONFIG_ON ||
				  request->attributes == SCMI_CLOCK_CONFIG_UNCHANGED,
			  request->attributes);
}

static enum scmi_status config_get(struct model_call *call)
{
	const struct scmi_clock_config_get_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->clock_id);
	struct scmi_clock_config_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (request->flags)
		return SCMI_INVALID_PARAMETERS;
	values = model_values(call, sizeof(*values));
	values->config = clock->on;
	return SCMI_SUCCESS;
}

static enum scmi_status name_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_name_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	memcpy(values->name, clock->name, sizeof(values->name));
	return SCMI_SUCCESS;
}

static enum scmi_status notify(struct model_call *call, const char *what)
{
	const struct scmi_notify_a2p *request = call->request;
	enum scmi_status status = SCMI_SUCCESS;

	if (!find_clock(call, request->id))
		status = SCMI_NOT_FOUND;
	else if (request->enable > 1)
		status = SCMI_INVALID_PARAMETERS;
	return logged(call, request->id, status, "%s %s", what, request->enable ? "on" : "off");
}

static enum scmi_status rate_notify(struct model_call *call)
{
	return notify(call, "notify rate");
}

static enum scmi_status rate_change_requested_notify(struct model_call *call)
{
	return notify(call, "notify requests");
}

static enum scmi_status possible_parents_get(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_possible_parents_p2a *values;
	uint32_t room = (call->model->resources->payload - (uint32_t)sizeof(*values)) /
		(uint32_t)sizeof(values->parents[0]);
	uint32_t here, left;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (!clock->parent_count)
		return SCMI_NOT_SUPPORTED;
	if (request->index >= clock->parent_count)
		return SCMI_OUT_OF_RANGE;
	left = clock->parent_count - request->index;
	here = left < room ? left : room;
	left -= here;

	values = model_values(call, sizeof(*values) + here * sizeof(values->parents[0]));
	values->flags = here | left << 24;
	memcpy(values->parents, clock->parents + request->index, here * sizeof(values->parents[0]));
	return SCMI_SUCCESS;
}

/** change_parent() - give a clock another parent; Return: how that went */
static enum scmi_status change_parent(struct resource_clock *clock, uint32_t parent)
{
	if (!clock)
		return SCMI_NOT_FOUND;
	if (!clock->parent_count)
		return SCMI_NOT_SUPPORTED;
	if (!(clock->permissions & SCMI_CLOCK_MAY_SET_PARENT))
		return SCMI_DENIED;
	for (uint32_t i = 0; i < clock->parent_count; i++)
		if (clock->parents[i] == parent) {
			clock->parent = parent;
			return SCMI_SUCCESS;
		}
	return SCMI_INVALID_PARAMETERS;
}

static enum scmi_status parent_set(struct model_call *call)
{
	const struct scmi_clock_parent_set_a2p *request = call->request;
	struct resource_clock *clock = find_clock(call, request->clock_id);

	return logged(call, request->clock_id, change_parent(clock, request->parent_id),
		      "parent %" PRIu32, request->parent_id);
}

static enum scmi_status parent_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_parent_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (!clock->parent_count)
		return SCMI_NOT_SUPPORTED;
	values = model_values(call, sizeof(*values));
	values->parent_id = clock->parent;
	return SCMI_SUCCESS;
}

static enum scmi_status get_permissions(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = find_clock(call, request->id);
	struct scmi_clock_permissions_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->permissions = clock->permissions;
	return SCMI_SUCCESS;
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, model_protocol_version },
	{ 0x1, 0x10000, 0, 0, protocol_attributes },
	{ 0x2, 0x10000, 0, 4, model_message_attributes },
	{ 0x3, 0x10000, 0x20000, 4, clock_attributes_v1 },
	{ 0x3, 0x20000, 0, 4, clock_attributes },
	{ 0x4, 0x10000, 0, 8, describe_rates },
	{ 0x5, 0x10000, 0, 16, rate_set },
	{ 0x6, 0x10000, 0, 4, rate_get },
	{ 0x7, 0x10000, 0x30000, 8, config_set_v1 },
	{ 0x7, 0x30000, 0, 12, config_set_v3 },
	{ 0x8, 0x20000, 0, 4, name_get },
	{ 0x9, 0x20000, 0, 8, rate_notify },
	{ 0xa, 0x20000, 0, 8, rate_change_requested_notify },
	{ 0xb, 0x30000, 0, 8, config_get },
	{ 0xc, 0x30000, 0, 8, possible_parents_get },
	{ 0xd, 0x30000, 0, 8, parent_set },
	{ 0xe, 0x30000, 0, 4, parent_get },
	{ 0xf, 0x30000, 0, 4, get_permissions },
	{ 0x10, 0x30000, 0, 4, model_negotiate_version },
};

const struct model_commands model_clock = { commands, ARRAY_SIZE(commands) };
