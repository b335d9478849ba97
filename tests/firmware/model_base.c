// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_base.c - the base protocol for the one agent that the model knows
 */
#include "model.h"

#include <inttypes.h>
#include <string.h>

#include "proto/base.h"
#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Agents: the platform itself is 0 and not counted. */
#define AGENTS	  1u
#define THE_AGENT 1u

static enum scmi_status attributes(struct model_call *call)
{
	struct scmi_protocol_attributes_p2a *values = model_values(call, sizeof(*values));

	values->attributes = SCMI_BASE_ATTRIBUTES(AGENTS, call->model->resources->protocol_count);
	return SCMI_SUCCESS;
}

static enum scmi_status vendor(struct model_call *call)
{
	struct scmi_base_vendor_p2a *values = model_values(call, sizeof(*values));

	memcpy(values->name, call->model->resources->vendor, sizeof(values->name));
	return SCMI_SUCCESS;
}

static enum scmi_status sub_vendor(struct model_call *call)
{
	struct scmi_base_vendor_p2a *values = model_values(call, sizeof(*values));

	memcpy(values->name, call->model->resources->sub_vendor, sizeof(values->name));
	return SCMI_SUCCESS;
}

static enum scmi_status implementation_version(struct model_call *call)
{
	struct scmi_base_implementation_version_p2a *values = model_values(call, sizeof(*values));

	values->version = call->model->resources->implementation;
	return SCMI_SUCCESS;
}

static enum scmi_status list_protocols(struct model_call *call)
{
	const struct scmi_base_list_protocols_a2p *request = call->request;
	const struct resources *resources = call->model->resources;
	struct scmi_base_list_protocols_p2a *values;
	uint32_t room = resources->payload - (uint32_t)sizeof(*values);
	uint32_t count;

	if (request->skip > resources->protocol_count)
		return SCMI_INVALID_PARAMETERS;
	count = resources->protocol_count - request->skip;
	if (count > room)
		count = room;
	values = model_values(call, sizeof(*values) + (count + 3) / 4 * 4);
	values->count = count;
	memcpy(values->protocols, resources->protocols + request->skip, count);
	return SCMI_SUCCESS;
}

/** agent_name() - Return: NULL for an agent that does not exist */
static const char *agent_name(uint32_t id)
{
	switch (id) {
	case SCMI_AGENT_PLATFORM: return "platform";
	case THE_AGENT: return "xen-dom0";
	default: return NULL;
	}
}

static enum scmi_status discover_agent_v1(struct model_call *call)
{
	const struct scmi_base_discover_agent_a2p *request = call->request;
	struct scmi_base_discover_agent_v1_p2a *values;
	const char *name = agent_name(request->agent_id);

	if (!name)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	strcpy(values->name, name);
	return SCMI_SUCCESS;
}

static enum scmi_status discover_agent(struct model_call *call)
{
	const struct scmi_base_discover_agent_a2p *request = call->request;
	uint32_t id = request->agent_id == SCMI_AGENT_SELF ? THE_AGENT : request->agent_id;
	struct scmi_base_discover_agent_p2a *values;
	const char *name = agent_name(id);

	if (!name)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->agent_id = id;
	strcpy(values->name, name);
	return SCMI_SUCCESS;
}

/** logged() - log a command and how it went; Return: @status */
static enum scmi_status logged(const struct model_call *call, const char *command,
			       enum scmi_status status)
{
	model_log(call->model, "base: %s%s%s", command, status ? ": " : "",
		  status ? scmi_status_name(status) : "");
	return status;
}

static enum scmi_status notify_errors(struct model_call *call)
{
	const struct scmi_base_notify_errors_a2p *request = call->request;

	return logged(call, request->enable ? "notify errors on" : "notify errors off",
		      request->enable > 1 ? SCMI_INVALID_PARAMETERS : SCMI_SUCCESS);
}

/** check_agent() - what the three commands that manage agents check alike; bit 0 is their flag */
static enum scmi_status check_agent(uint32_t agent_id, uint32_t flags)
{
	if (agent_id != THE_AGENT)
		return SCMI_NOT_FOUND;
	return flags > 1 ? SCMI_INVALID_PARAMETERS : SCMI_SUCCESS;
}

static enum scmi_status set_device_permissions(struct model_call *call)
{
	const struct scmi_base_set_device_permissions_a2p *request = call->request;
	char text[96];

	snprintf(text, sizeof(text), "permissions agent %" PRIu32 " device %" PRIu32 " %s",
		 request->agent_id, request->device_id, request->flags & 1 ? "allow" : "deny");
	return logged(call, text, check_agent(request->agent_id, request->flags));
}

static enum scmi_status set_protocol_permissions(struct model_call *call)
{
	const struct scmi_base_set_protocol_permissions_a2p *request = call->request;
	enum scmi_status status = check_agent(request->agent_id, request->flags);
	char text[96];

	/* Nobody can be shut out of BASE. */
	if (!status && (request->command_id <= SCMI_BASE || request->command_id > UINT8_MAX))
		status = SCMI_INVALID_PARAMETERS;
	snprintf(text, sizeof(text),
		 "permissions agent %" PRIu32 " device %" PRIu32 " protocol 0x%02" PRIx32 " %s",
		 request->agent_id, request->device_id, request->command_id,
		 request->flags & 1 ? "allow" : "deny");
	return logged(call, text, status);
}

static enum scmi_status reset_agent_configuration(struct model_call *call)
{
	const struct scmi_base_reset_agent_configuration_a2p *request = call->request;
	char text[96];

	snprintf(text, sizeof(text), "reset agent %" PRIu32 "%s", request->agent_id,
		 request->flags & 1 ? " and permissions" : "");
	return logged(call, text, check_agent(request->agent_id, request->flags));
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = attributes },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 0, .serve = vendor },
	{ 0x4, 0x10000, 0, 0, .serve = sub_vendor },
	{ 0x5, 0x10000, 0, 0, .serve = implementation_version },
	{ 0x6, 0x10000, 0, 4, .serve = list_protocols },
	{ 0x7, 0x10000, 0x20000, 4, .serve = discover_agent_v1 },
	{ 0x7, 0x20000, 0, 4, .serve = discover_agent },
	{ 0x8, 0x10000, 0, 4, .serve = notify_errors },
	{ 0x9, 0x20000, 0, 12, .serve = set_device_permissions },
	{ 0xa, 0x20000, 0, 16, .serve = set_protocol_permissions },
	{ 0xb, 0x20000, 0, 8, .serve = reset_agent_configuration },
	{ 0x10, 0x20001, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_base = { commands, ARRAY_SIZE(commands), RESOURCE_NONE };
