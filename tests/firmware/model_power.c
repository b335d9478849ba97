// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_power.c - the power domain protocol on the board's power domains
 *
 * An asynchronous change has happened when its command is answered, as this protocol has no delayed
 * responses.
 */
#include "model.h"

#include <inttypes.h>

#include "proto/power.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static enum scmi_status attributes(struct model_call *call)
{
	const struct resources *resources = call->model->resources;

	return model_region(call, resources->count[RESOURCE_POWER], &resources->power_statistics);
}

static enum scmi_status domain_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_power *domain = model_find(call, request->id);
	struct scmi_power_domain_attributes_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = SCMI_POWER_NOTIFIES_CHANGES | SCMI_POWER_SET_SYNC;
	if (domain->async)
		values->attributes |= SCMI_POWER_SET_ASYNC;
	if (call->version >= SCMI_VERSION(2, 0))
		values->attributes |= SCMI_POWER_NOTIFIES_CHANGE_REQUESTS;
	if (call->version >= SCMI_VERSION(3, 0) && model_name_is_long(&domain->head))
		values->attributes |= SCMI_POWER_LONG_NAME;
	model_put_name(values->name, &domain->head);
	return SCMI_SUCCESS;
}

/** change_state() - bring a domain into a state; Return: how that went */
static enum scmi_status change_state(struct resource_power *domain, uint32_t flags, uint32_t state)
{
	if (!domain)
		return SCMI_NOT_FOUND;
	if (flags & ~(domain->async ? SCMI_POWER_STATE_SET_IS_ASYNC : 0u))
		return SCMI_INVALID_PARAMETERS;
	if (state != SCMI_POWER_ON && state != SCMI_POWER_OFF &&
	    !resource_ids_have(&domain->states, state))
		return SCMI_INVALID_PARAMETERS;
	if (domain->head.fail)
		return domain->head.fail;
	domain->state = state;
	return SCMI_SUCCESS;
}

static enum scmi_status state_set(struct model_call *call)
{
	const struct scmi_power_state_set_a2p *request = call->request;
	enum scmi_status status =
		change_state(model_find(call, request->domain_id), request->flags, request->state);

	if (request->state != SCMI_POWER_ON && request->state != SCMI_POWER_OFF)
		return model_logged(call, request->domain_id, status, "state 0x%" PRIx32,
				    request->state);
	return model_logged(call, request->domain_id, status, "%s",
			    request->state == SCMI_POWER_ON ? "on" : "off");
}

static enum scmi_status state_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_power *domain = model_find(call, request->id);
	struct scmi_value_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->value = domain->state;
	return SCMI_SUCCESS;
}

static enum scmi_status state_notify(struct model_call *call)
{
	return model_notify(call, "state");
}

static enum scmi_status state_change_requested_notify(struct model_call *call)
{
	return model_notify(call, "requests");
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = attributes },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 4, .serve = domain_attributes },
	{ 0x4, 0x10000, 0, 12, .serve = state_set },
	{ 0x5, 0x10000, 0, 4, .serve = state_get },
	{ 0x6, 0x10000, 0, 8, .serve = state_notify },
	{ 0x7, 0x20000, 0, 8, .serve = state_change_requested_notify },
	{ 0x8, 0x30000, 0, 4, .serve = model_name_get },
	{ 0x10, 0x30001, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_power = { commands, ARRAY_SIZE(commands), RESOURCE_POWER };
