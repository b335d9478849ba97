// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_reset.c - the reset domain protocol on the board's reset domains
 *
 * No state is kept, as no message asks for one: what a domain was told is in the log. An
 * asynchronous reset is answered as any other, and no delayed response comes.
 */
#include "model.h"

#include <inttypes.h>

#include "proto/reset.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static enum scmi_status domain_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_reset *domain = model_find(call, request->id);
	struct scmi_reset_domain_attributes_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = SCMI_RESET_NOTIFIES;
	if (domain->async)
		values->attributes |= SCMI_RESET_ASYNC;
	if (call->version >= SCMI_VERSION(3, 0) && model_name_is_long(&domain->head))
		values->attributes |= SCMI_RESET_LONG_NAME;
	values->latency = domain->latency_us;
	model_put_name(values->name, &domain->head);
	return SCMI_SUCCESS;
}

/** check_reset() - Return: how a reset goes */
static enum scmi_status check_reset(const struct resource_reset *domain, uint32_t flags,
				    uint32_t state)
{
	uint32_t possible = SCMI_RESET_AUTONOMOUS | SCMI_RESET_ASSERT;

	if (!domain)
		return SCMI_NOT_FOUND;
	if (domain->async)
		possible |= SCMI_RESET_IS_ASYNC;
	if (flags & ~possible)
		return SCMI_INVALID_PARAMETERS;
	/* Only an autonomous reset is one to a state. */
	if (flags & SCMI_RESET_AUTONOMOUS && state && !resource_ids_have(&domain->states, state))
		return SCMI_INVALID_PARAMETERS;
	return domain->head.fail;
}

static enum scmi_status reset(struct model_call *call)
{
	const struct scmi_reset_a2p *request = call->request;
	enum scmi_status status = check_reset(model_find(call, request->domain_id), request->flags,
					      request->reset_state);

	if (!(request->flags & SCMI_RESET_AUTONOMOUS))
		return model_logged(call, request->domain_id, status, "%s",
				    request->flags & SCMI_RESET_ASSERT ? "assert" : "deassert");
	if (request->reset_state)
		return model_logged(call, request->domain_id, status,
				    "autonomous to state 0x%" PRIx32, request->reset_state);
	return model_logged(call, request->domain_id, status, "autonomous");
}

static enum scmi_status notify(struct model_call *call)
{
	return model_notify(call, "reset");
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = model_protocol_count },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 4, .serve = domain_attributes },
	{ 0x4, 0x10000, 0, 12, .serve = reset },
	{ 0x5, 0x10000, 0, 8, .serve = notify },
	{ 0x6, 0x30000, 0, 4, .serve = model_name_get },
	{ 0x10, 0x30001, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_reset = { commands, ARRAY_SIZE(commands), RESOURCE_RESET };
