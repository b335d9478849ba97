// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_perf.c - the performance domain protocol on the board's performance domains
 *
 * Levels are kept as levels; a domain that counts them is told indices, which begin with 1 so that
 * none of them is the 0 that leaves a limit as it is. Power, latency and frequency of a level are
 * made up. Fast channels are told, and nothing stands behind their addresses.
 */
#include "model.h"

#include <inttypes.h>

#include "proto/perf.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* What a level is said to need, and to take. */
#define LEVEL_POWER(index)     (100 * (index))
#define LEVEL_LATENCY	       50
#define LEVEL_FREQUENCY(level) (1000 * (level))

#define FIRST_INDEX 1 /* of the levels of a domain that counts them */

static enum scmi_status attributes(struct model_call *call)
{
	const struct resources *resources = call->model->resources;

	return model_region(call, SCMI_PERF_MILLIWATT | resources->count[RESOURCE_PERF],
			    &resources->perf_statistics);
}

/** counts_levels() - whether the messages about a domain name indices */
static bool counts_levels(const struct model_call *call, const struct resource_perf *domain)
{
	return domain->indexed && call->version >= SCMI_VERSION(4, 0);
}

/** wire_level() - what a level is in messages */
static uint32_t wire_level(const struct model_call *call, const struct resource_perf *domain,
			   uint32_t level)
{
	if (counts_levels(call, domain))
		for (uint32_t i = 0; i < domain->levels.count; i++)
			if (domain->levels.values[i] == level)
				return FIRST_INDEX + i;
	return level;
}

/** level_value() - Return: the level that a message names, 0: there is no such level */
static uint32_t level_value(const struct model_call *call, const struct resource_perf *domain,
			    uint32_t wire)
{
	if (counts_levels(call, domain))
		return wire >= FIRST_INDEX && wire - FIRST_INDEX < domain->levels.count ?
			(uint32_t)domain->levels.values[wire - FIRST_INDEX] :
			0;
	return resource_levels_have(&domain->levels, wire) ? wire : 0;
}

static enum scmi_status domain_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_perf *domain = model_find(call, request->id);
	struct scmi_perf_domain_attributes_p2a *values;
	uint32_t highest;

	if (!domain)
		return SCMI_NOT_FOUND;
	highest = (uint32_t)domain->levels.values[domain->levels.count - 1];
	values = model_values(call, sizeof(*values));
	values->attributes =
		domain->permissions | SCMI_PERF_NOTIFIES_LIMITS | SCMI_PERF_NOTIFIES_LEVEL;
	if (domain->fastchannels && call->version >= SCMI_VERSION(2, 0))
		values->attributes |= SCMI_PERF_FASTCHANNELS;
	if (model_name_is_long(&domain->head) && call->version >= SCMI_VERSION(3, 0))
		values->attributes |= SCMI_PERF_LONG_NAME;
	if (counts_levels(call, domain))
		values->attributes |= SCMI_PERF_LEVEL_INDEXING;
	values->sustained_freq = LEVEL_FREQUENCY(highest);
	values->sustained_level = highest;
	model_put_name(values->name, &domain->head);
	return SCMI_SUCCESS;
}

static void put_level_v1(struct scmi_perf_level_v1 *value, const struct resource_perf *domain,
			 uint32_t i)
{
	value->level = (uint32_t)domain->levels.values[i];
	value->power = LEVEL_POWER(i + 1);
	value->latency = LEVEL_LATENCY;
}

static enum scmi_status describe_levels_v1(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_perf *domain = model_find(call, request->id);
	struct scmi_perf_level_v1 *levels;
	struct scmi_list_p2a *values;
	struct model_part part;

	if (!domain)
		return SCMI_NOT_FOUND;
	if (request->index >= domain->levels.count)
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(*levels),
			  domain->levels.count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(*levels));
	values->flags = part.left << 16 | part.here;
	levels = (void *)(values + 1);
	for (uint32_t i = 0; i < part.here; i++)
		put_level_v1(&levels[i], domain, request->index + i);
	return SCMI_SUCCESS;
}

static enum scmi_status describe_levels(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_perf *domain = model_find(call, request->id);
	struct scmi_perf_level *levels;
	struct scmi_list_p2a *values;
	struct model_part part;

	if (!domain)
		return SCMI_NOT_FOUND;
	if (request->index >= domain->levels.count)
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(*levels),
			  domain->levels.count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(*levels));
	values->flags = part.left << 16 | part.here;
	levels = (void *)(values + 1);
	for (uint32_t i = 0; i < part.here; i++) {
		struct scmi_perf_level_v1 old;

		put_level_v1(&old, domain, request->index + i);
		levels[i] = (struct scmi_perf_level){
			.level = old.level,
			.power = old.power,
			.latency = old.latency,
			.frequency = LEVEL_FREQUENCY(old.level),
			.index = domain->indexed ? FIRST_INDEX + request->index + i : 0,
		};
	}
	return SCMI_SUCCESS;
}

/** pick_limit() - the level that a limit becomes; Return: SCMI_SUCCESS, or what is wrong with it */
static enum scmi_status pick_limit(const struct model_call *call,
				   const struct resource_perf *domain, uint32_t wire,
				   uint32_t *limit)
{
	uint32_t level = level_value(call, domain, wire);

	if (!wire) /* keep *limit */
		return call->version >= SCMI_VERSION(3, 0) ? SCMI_SUCCESS : SCMI_INVALID_PARAMETERS;
	if (!level)
		return SCMI_OUT_OF_RANGE;
	*limit = level;
	return SCMI_SUCCESS;
}

/** change_limits() - bound a domain, and bring its level into the bounds; Return: how that went */
static enum scmi_status change_limits(const struct model_call *call, struct resource_perf *domain,
				      uint32_t wire_highest, uint32_t wire_lowest)
{
	uint32_t lowest, highest;
	enum scmi_status status;

	if (!domain)
		return SCMI_NOT_FOUND;
	if (!(domain->permissions & SCMI_PERF_CAN_SET_LIMITS))
		return SCMI_DENIED;
	lowest = domain->lowest;
	highest = domain->highest;
	status = pick_limit(call, domain, wire_lowest, &lowest);
	if (!status)
		status = pick_limit(call, domain, wire_highest, &highest);
	if (!status && lowest > highest)
		status = SCMI_INVALID_PARAMETERS;
	if (!status)
		status = domain->head.fail;
	if (status)
		return status;
	domain->lowest = lowest;
	domain->highest = highest;
	if (domain->levels.current < lowest)
		domain->levels.current = lowest;
	if (domain->levels.current > highest)
		domain->levels.current = highest;
	return SCMI_SUCCESS;
}

static enum scmi_status limits_set(struct model_call *call)
{
	const struct scmi_perf_limits_set_a2p *request = call->request;
	struct resource_perf *domain = model_find(call, request->domain_id);

	return model_logged(call, request->domain_id,
			    change_limits(call, domain, request->range_max, request->range_min),
			    "limits %" PRIu32 " to %" PRIu32, request->range_min,
			    request->range_max);
}

static enum scmi_status limits_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_perf *domain = model_find(call, request->id);
	struct scmi_perf_limits_get_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->range_max = wire_level(call, domain, domain->highest);
	values->range_min = wire_level(call, domain, domain->lowest);
	return SCMI_SUCCESS;
}

/** change_level() - set a domain's level; Return: how that went */
static enum scmi_status change_level(const struct model_call *call, struct resource_perf *domain,
				     uint32_t wire)
{
	uint32_t level;

	if (!domain)
		return SCMI_NOT_FOUND;
	if (!(domain->permissions & SCMI_PERF_CAN_SET_LEVEL))
		return SCMI_DENIED;
	level = level_value(call, domain, wire);
	if (!level || level < domain->lowest || level > domain->highest)
		return SCMI_OUT_OF_RANGE;
	if (domain->head.fail)
		return domain->head.fail;
	domain->levels.current = level;
	return SCMI_SUCCESS;
}

static enum scmi_status level_set(struct model_call *call)
{
	const struct scmi_perf_level_set_a2p *request = call->request;
	struct resource_perf *domain = model_find(call, request->domain_id);

	return model_logged(call, request->domain_id, change_level(call, domain, request->level),
			    "level %" PRIu32, request->level);
}

static enum scmi_status level_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_perf *domain = model_find(call, request->id);
	struct scmi_value_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->value = wire_level(call, domain, (uint32_t)domain->levels.current);
	return SCMI_SUCCESS;
}

static enum scmi_status notify_limits(struct model_call *call)
{
	return model_notify(call, "limits");
}

static enum scmi_status notify_level(struct model_call *call)
{
	return model_notify(call, "level");
}

static enum scmi_status describe_fastchannel(struct model_call *call)
{
	const struct scmi_fastchannel_a2p *request = call->request;
	const struct resource_perf *domain = model_find(call, request->id);

	if (!domain)
		return SCMI_NOT_FOUND;
	if (!domain->fastchannels)
		return SCMI_NOT_SUPPORTED;
	switch (request->message_id) {
	case SCMI_PERFORMANCE_LIMITS_SET:
	case SCMI_PERFORMANCE_LIMITS_GET:
		return model_fastchannel(call, request, 2 * sizeof(uint32_t));
	case SCMI_PERFORMANCE_LEVEL_SET:
	case SCMI_PERFORMANCE_LEVEL_GET: return model_fastchannel(call, request, sizeof(uint32_t));
	default: return SCMI_INVALID_PARAMETERS;
	}
}

/** fastchannel_attributes() - of the messages that a fast channel can take the place of */
static uint32_t fastchannel_attributes(const struct model_call *call)
{
	if (call->version >= SCMI_VERSION(2, 0))
		for (uint32_t id = 0; id < RESOURCES_DOMAINS; id++)
			if (call->model->resources->perfs[id].fastchannels)
				return SCMI_HAS_FASTCHANNEL;
	return 0;
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = attributes },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 4, .serve = domain_attributes },
	{ 0x4, 0x10000, 0x40000, 8, .serve = describe_levels_v1 },
	{ 0x4, 0x40000, 0, 8, .serve = describe_levels },
	{ 0x5, 0x10000, 0, 12, .serve = limits_set, .attributes = fastchannel_attributes },
	{ 0x6, 0x10000, 0, 4, .serve = limits_get, .attributes = fastchannel_attributes },
	{ 0x7, 0x10000, 0, 8, .serve = level_set, .attributes = fastchannel_attributes },
	{ 0x8, 0x10000, 0, 4, .serve = level_get, .attributes = fastchannel_attributes },
	{ 0x9, 0x10000, 0, 8, .serve = notify_limits },
	{ 0xa, 0x10000, 0, 8, .serve = notify_level },
	{ 0xb, 0x20000, 0, 8, .serve = describe_fastchannel },
	{ 0xc, 0x30000, 0, 4, .serve = model_name_get },
	{ 0x10, 0x40000, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_perf = { commands, ARRAY_SIZE(commands), RESOURCE_PERF };
