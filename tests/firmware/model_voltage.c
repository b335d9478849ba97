// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_voltage.c - the voltage domain protocol on the board's voltage domains
 *
 * A level can be set while the domain is off. An asynchronous change is answered as any other, and
 * no delayed response comes.
 */
#include "model.h"

#include <inttypes.h>

#include "proto/voltage.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static enum scmi_status domain_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_voltage *domain = model_find(call, request->id);
	struct scmi_voltage_domain_attributes_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	if (call->version >= SCMI_VERSION(2, 0)) {
		if (domain->async)
			values->attributes |= SCMI_VOLTAGE_SET_ASYNC;
		if (model_name_is_long(&domain->head))
			values->attributes |= SCMI_VOLTAGE_LONG_NAME;
	}
	model_put_name(values->name, &domain->head);
	return SCMI_SUCCESS;
}

static enum scmi_status describe_levels(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_voltage *domain = model_find(call, request->id);
	struct scmi_list_p2a *values;
	struct model_part part;
	int32_t *levels;

	if (!domain)
		return SCMI_NOT_FOUND;
	/* A range is one description, which has no second part. */
	if (request->index >= (domain->levels.range ? 1 : domain->levels.count))
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(*levels),
			  domain->levels.count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(*levels));
	values->flags =
		part.left << 16 | (domain->levels.range ? SCMI_LIST_TRIPLET : 0) | part.here;
	levels = (void *)(values + 1);
	for (uint32_t i = 0; i < part.here; i++)
		levels[i] = (int32_t)domain->levels.values[request->index + i];
	return SCMI_SUCCESS;
}

/** change_mode() - switch a domain; Return: how that went */
static enum scmi_status change_mode(struct resource_voltage *domain, uint32_t mode)
{
	if (!domain)
		return SCMI_NOT_FOUND;
	if (mode != SCMI_VOLTAGE_OFF && mode != SCMI_VOLTAGE_ON &&
	    !resource_ids_have(&domain->modes, mode))
		return SCMI_INVALID_PARAMETERS;
	if (domain->head.fail)
		return domain->head.fail;
	domain->mode = mode;
	return SCMI_SUCCESS;
}

static enum scmi_status config_set(struct model_call *call)
{
	const struct scmi_voltage_config_set_a2p *request = call->request;
	enum scmi_status status =
		change_mode(model_find(call, request->domain_id), request->config);

	if (request->config != SCMI_VOLTAGE_OFF && request->config != SCMI_VOLTAGE_ON)
		return model_logged(call, request->domain_id, status, "mode 0x%" PRIx32,
				    request->config);
	return model_logged(call, request->domain_id, status, "%s",
			    request->config == SCMI_VOLTAGE_ON ? "on" : "off");
}

static enum scmi_status config_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_voltage *domain = model_find(call, request->id);
	struct scmi_value_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->value = domain->mode;
	return SCMI_SUCCESS;
}

/** change_level() - set a domain's voltage; Return: how that went */
static enum scmi_status change_level(const struct model_call *call, struct resource_voltage *domain,
				     uint32_t flags, int32_t level)
{
	bool async = domain && domain->async && call->version >= SCMI_VERSION(2, 0);

	if (!domain)
		return SCMI_NOT_FOUND;
	if (flags & ~(async ? SCMI_VOLTAGE_LEVEL_SET_IS_ASYNC : 0u))
		return SCMI_INVALID_PARAMETERS;
	if (!resource_levels_have(&domain->levels, level))
		return SCMI_OUT_OF_RANGE;
	if (domain->head.fail)
		return domain->head.fail;
	domain->levels.current = level;
	return SCMI_SUCCESS;
}

static enum scmi_status level_set(struct model_call *call)
{
	const struct scmi_voltage_level_set_a2p *request = call->request;
	struct resource_voltage *domain = model_find(call, request->domain_id);

	return model_logged(call, request->domain_id,
			    change_level(call, domain, request->flags, request->level),
			    "level %" PRId32, request->level);
}

static enum scmi_status level_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_voltage *domain = model_find(call, request->id);
	struct scmi_value_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->value = (uint32_t)domain->levels.current;
	return SCMI_SUCCESS;
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = model_protocol_count },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 4, .serve = domain_attributes },
	{ 0x4, 0x10000, 0, 8, .serve = describe_levels },
	{ 0x5, 0x10000, 0, 8, .serve = config_set },
	{ 0x6, 0x10000, 0, 4, .serve = config_get },
	{ 0x7, 0x10000, 0, 12, .serve = level_set },
	{ 0x8, 0x10000, 0, 4, .serve = level_get },
	{ 0x9, 0x20000, 0, 4, .serve = model_name_get },
	{ 0x10, 0x20001, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_voltage = { commands, ARRAY_SIZE(commands), RESOURCE_VOLTAGE };
