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
#include <string.h>

#include "proto/clock.h"
#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define MAY_ALL (SCMI_CLOCK_MAY_SET_STATE | SCMI_CLOCK_MAY_SET_PARENT | SCMI_CLOCK_MAY_SET_RATE)

static uint64_t rate_value(struct scmi_clock_rate rate)
{
	return (uint64_t)rate.high << 32 | rate.low;
}

static struct scmi_clock_rate wire_rate(uint64_t rate)
{
	return (struct scmi_clock_rate){ .low = (uint32_t)rate, .high = (uint32_t)(rate >> 32) };
}

/** attribute_bits() - CLOCK_ATTRIBUTES' word in the version that is spoken */
static uint32_t attribute_bits(const struct resource_clock *clock, uint32_t version)
{
	uint32_t bits = clock->head.on ? SCMI_CLOCK_ENABLED : 0;

	if (version >= SCMI_VERSION(2, 0)) {
		bits |= SCMI_CLOCK_NOTIFIES_CHANGES | SCMI_CLOCK_NOTIFIES_CHANGE_REQUESTS;
		if (model_name_is_long(&clock->head))
			bits |= SCMI_CLOCK_LONG_NAME;
	}
	if (version >= SCMI_VERSION(3, 0)) {
		if (clock->parents.count)
			bits |= SCMI_CLOCK_HAS_PARENTS;
		if (clock->permissions != MAY_ALL)
			bits |= SCMI_CLOCK_RESTRICTED;
	}
	return bits;
}

static enum scmi_status clock_attributes_v1(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_attributes_v1_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = attribute_bits(clock, call->version);
	model_put_name(values->name, &clock->head);
	return SCMI_SUCCESS;
}

static enum scmi_status clock_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_attributes_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = attribute_bits(clock, call->version);
	model_put_name(values->name, &clock->head);
	values->enable_delay = clock->delay_us;
	return SCMI_SUCCESS;
}

static enum scmi_status describe_rates(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_describe_rates_p2a *values;
	struct model_part part;

	if (!clock)
		return SCMI_NOT_FOUND;
	/* A range is one description, which has no second part. */
	if (request->index >= (clock->rates.range ? 1 : clock->rates.count))
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(values->rates[0]),
			  clock->rates.count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(values->rates[0]));
	values->flags = part.here | (clock->rates.range ? SCMI_LIST_TRIPLET : 0) | part.left << 16;
	for (uint32_t i = 0; i < part.here; i++)
		values->rates[i] = wire_rate((uint64_t)clock->rates.values[request->index + i]);
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
	uint64_t lowest = (uint64_t)clock->rates.values[0];
	uint64_t highest = (uint64_t)clock->rates.values[1];
	uint64_t step = (uint64_t)clock->rates.values[2];
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

	for (uint32_t i = 0; i < clock->rates.count; i++) {
		uint64_t rate = (uint64_t)clock->rates.values[i];

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
	struct neighbours rates = clock->rates.range ? range_neighbours(clock, wanted) :
						       discrete_neighbours(clock, wanted);

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
	clock->rates.current = (int64_t)rate;
	return SCMI_SUCCESS;
}

static enum scmi_status rate_set(struct model_call *call)
{
	const struct scmi_clock_rate_set_a2p *request = call->request;
	struct resource_clock *clock = model_find(call, request->clock_id);
	uint64_t wanted = rate_value(request->rate);
	enum scmi_status status = change_rate(clock, wanted, request->flags);

	return model_logged(call, request->clock_id, status, "rate %" PRIu64,
			    status ? wanted : (uint64_t)clock->rates.current);
}

static enum scmi_status rate_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_rate_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->rate = wire_rate((uint64_t)clock->rates.current);
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
	if (clock->head.fail)
		return clock->head.fail;
	if (state != SCMI_CLOCK_CONFIG_UNCHANGED)
		clock->head.on = state == SCMI_CLOCK_CONFIG_ON;
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
	enum scmi_status status = change_state(model_find(call, id), valid, attributes);

	if (!valid)
		return model_logged(call, id, status, "config 0x%" PRIx32, attributes);
	return model_logged(call, id, status, "%s", names[attributes]);
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
	const struct resource_clock *clock = model_find(call, request->clock_id);
	struct scmi_clock_config_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (request->flags)
		return SCMI_INVALID_PARAMETERS;
	values = model_values(call, sizeof(*values));
	values->config = clock->head.on;
	return SCMI_SUCCESS;
}

static enum scmi_status rate_notify(struct model_call *call)
{
	return model_notify(call, "rate");
}

static enum scmi_status rate_change_requested_notify(struct model_call *call)
{
	return model_notify(call, "requests");
}

static enum scmi_status possible_parents_get(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_possible_parents_p2a *values;
	struct model_part part;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (!clock->parents.count)
		return SCMI_NOT_SUPPORTED;
	if (request->index >= clock->parents.count)
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(values->parents[0]),
			  clock->parents.count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(values->parents[0]));
	values->flags = part.here | part.left << 24;
	memcpy(values->parents, clock->parents.ids + request->index,
	       part.here * sizeof(values->parents[0]));
	return SCMI_SUCCESS;
}

/** change_parent() - give a clock another parent; Return: how that went */
static enum scmi_status change_parent(struct resource_clock *clock, uint32_t parent)
{
	if (!clock)
		return SCMI_NOT_FOUND;
	if (!clock->parents.count)
		return SCMI_NOT_SUPPORTED;
	if (!(clock->permissions & SCMI_CLOCK_MAY_SET_PARENT))
		return SCMI_DENIED;
	for (uint32_t i = 0; i < clock->parents.count; i++)
		if (clock->parents.ids[i] == parent) {
			clock->parent = parent;
			return SCMI_SUCCESS;
		}
	return SCMI_INVALID_PARAMETERS;
}

static enum scmi_status parent_set(struct model_call *call)
{
	const struct scmi_clock_parent_set_a2p *request = call->request;
	struct resource_clock *clock = model_find(call, request->clock_id);

	return model_logged(call, request->clock_id, change_parent(clock, request->parent_id),
			    "parent %" PRIu32, request->parent_id);
}

static enum scmi_status parent_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_parent_get_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	if (!clock->parents.count)
		return SCMI_NOT_SUPPORTED;
	values = model_values(call, sizeof(*values));
	values->parent_id = clock->parent;
	return SCMI_SUCCESS;
}

static enum scmi_status get_permissions(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_clock *clock = model_find(call, request->id);
	struct scmi_clock_permissions_p2a *values;

	if (!clock)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->permissions = clock->permissions;
	return SCMI_SUCCESS;
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = model_protocol_count },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0x20000, 4, .serve = clock_attributes_v1 },
	{ 0x3, 0x20000, 0, 4, .serve = clock_attributes },
	{ 0x4, 0x10000, 0, 8, .serve = describe_rates },
	{ 0x5, 0x10000, 0, 16, .serve = rate_set },
	{ 0x6, 0x10000, 0, 4, .serve = rate_get },
	{ 0x7, 0x10000, 0x30000, 8, .serve = config_set_v1 },
	{ 0x7, 0x30000, 0, 12, .serve = config_set_v3 },
	{ 0x8, 0x20000, 0, 4, .serve = model_name_get },
	{ 0x9, 0x20000, 0, 8, .serve = rate_notify },
	{ 0xa, 0x20000, 0, 8, .serve = rate_change_requested_notify },
	{ 0xb, 0x30000, 0, 8, .serve = config_get },
	{ 0xc, 0x30000, 0, 8, .serve = possible_parents_get },
	{ 0xd, 0x30000, 0, 8, .serve = parent_set },
	{ 0xe, 0x30000, 0, 4, .serve = parent_get },
	{ 0xf, 0x30000, 0, 4, .serve = get_permissions },
	{ 0x10, 0x30000, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_clock = { commands, ARRAY_SIZE(commands), RESOURCE_CLOCK };
