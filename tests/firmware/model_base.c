// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_base.c - the base protocol: who is there, and which agent may use which devices
 *
 * The first agent is trusted with the commands that say so. What they say is looked at where a
 * command finds its resource, in model.c.
 */
#include "model.h"

#include <inttypes.h>
#include <string.h>

#include "proto/base.h"
#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/** find_protocols() - those that the agent is shown; Return: how many there are */
static uint32_t find_protocols(const struct model_call *call,
			       uint8_t protocols[static RESOURCES_PROTOCOLS])
{
	const struct resources *resources = call->model->resources;
	uint32_t count = 0;

	for (uint32_t i = 0; i < resources->protocol_count; i++)
		if (model_shows(call, resources->protocols[i]))
			protocols[count++] = resources->protocols[i];
	return count;
}

static enum scmi_status attributes(struct model_call *call)
{
	const struct resources *resources = call->model->resources;
	uint8_t protocols[RESOURCES_PROTOCOLS];
	struct scmi_protocol_attributes_p2a *values = model_values(call, sizeof(*values));

	/* The platform itself is agent 0 and not counted. */
	values->attributes = SCMI_BASE_ATTRIBUTES(resources->count[RESOURCE_AGENT],
						  find_protocols(call, protocols));
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
	uint8_t protocols[RESOURCES_PROTOCOLS];
	uint32_t count = find_protocols(call, protocols);

	if (request->skip > count)
		return SCMI_INVALID_PARAMETERS;
	count -= request->skip;
	if (count > room)
		count = room;
	values = model_values(call, sizeof(*values) + (count + 3) / 4 * 4);
	values->count = count;
	memcpy(values->protocols, protocols + request->skip, count);
	return SCMI_SUCCESS;
}

/** agent_name() - Return: NULL for an agent that does not exist */
static const char *agent_name(const struct model *model, uint32_t id)
{
	const struct resource_agent *agent = model_agent(model, id);

	if (id == SCMI_AGENT_PLATFORM)
		return "platform";
	return agent ? agent->head.name : NULL;
}

static enum scmi_status discover_agent_v1(struct model_call *call)
{
	const struct scmi_base_discover_agent_a2p *request = call->request;
	struct scmi_base_discover_agent_v1_p2a *values;
	const char *name = agent_name(call->model, request->agent_id);

	if (!name)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	strcpy(values->name, name);
	return SCMI_SUCCESS;
}

static enum scmi_status discover_agent(struct model_call *call)
{
	const struct scmi_base_discover_agent_a2p *request = call->request;
	uint32_t id = request->agent_id == SCMI_AGENT_SELF ? call->agent : request->agent_id;
	struct scmi_base_discover_agent_p2a *values;
	const char *name = agent_name(call->model, id);

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
	model_call_log(call, "base: %s%s%s", command, status ? ": " : "",
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
static enum scmi_status check_agent(const struct model_call *call, uint32_t agent_id,
				    uint32_t flags)
{
	if (!model_trusts(call))
		return SCMI_DENIED;
	if (!model_agent(call->model, agent_id))
		return SCMI_NOT_FOUND;
	return flags > 1 ? SCMI_INVALID_PARAMETERS : SCMI_SUCCESS;
}

/** check_device() - what the two commands check alike that are about a device */
static enum scmi_status check_device(const struct model_call *call, uint32_t agent_id,
				     uint32_t device_id, uint32_t flags)
{
	enum scmi_status status = check_agent(call, agent_id, flags);

	if (!status && !resources_find(call->model->resources, RESOURCE_DEVICE, device_id))
		return SCMI_NOT_FOUND;
	return status;
}

/** permit() - allow or deny an agent a device's resources of one protocol */
static void permit(struct resource_agent *agent, uint32_t device, uint32_t protocol, bool allow)
{
	uint64_t bit = UINT64_C(1) << device;

	if (allow)
		agent->allowed[protocol] |= bit;
	else
		agent->allowed[protocol] &= ~bit;
}

static enum scmi_status set_device_permissions(struct model_call *call)
{
	const struct scmi_base_set_device_permissions_a2p *request = call->request;
	enum scmi_status status =
		check_device(call, request->agent_id, request->device_id, request->flags);
	char text[96];

	for (uint32_t protocol = 0; !status && protocol < SCMI_PROTOCOLS; protocol++)
		permit(model_agent(call->model, request->agent_id), request->device_id, protocol,
		       request->flags & 1);
	snprintf(text, sizeof(text), "permissions agent %" PRIu32 " device %" PRIu32 " %s",
		 request->agent_id, request->device_id, request->flags & 1 ? "allow" : "deny");
	return logged(call, text, status);
}

static enum scmi_status set_protocol_permissions(struct model_call *call)
{
	const struct scmi_base_set_protocol_permissions_a2p *request = call->request;
	enum scmi_status status =
		check_device(call, request->agent_id, request->device_id, request->flags);
	char text[96];

	/* Nobody can be shut out of BASE. */
	if (!status && (request->command_id <= SCMI_BASE || request->command_id > UINT8_MAX))
		status = SCMI_INVALID_PARAMETERS;
	if (!status)
		permit(model_agent(call->model, request->agent_id), request->device_id,
		       request->command_id, request->flags & 1);
	snprintf(text, sizeof(text),
		 "permissions agent %" PRIu32 " device %" PRIu32 " protocol 0x%02" PRIx32 " %s",
		 request->agent_id, request->device_id, request->command_id,
		 request->flags & 1 ? "allow" : "deny");
	return logged(call, text, status);
}

static enum scmi_status reset_agent_configuration(struct model_call *call)
{
	const struct scmi_base_reset_agent_configuration_a2p *request = call->request;
	enum scmi_status status = check_agent(call, request->agent_id, request->flags);
	char text[96];

	if (!status && request->flags & 1) {
		struct resource_agent *agent = model_agent(call->model, request->agent_id);

		memset(agent->allowed, 0, sizeof(agent->allowed));
	}
	snprintf(text, sizeof(text), "reset agent %" PRIu32 "%s", request->agent_id,
		 request->flags & 1 ? " and permissions" : "");
	return logged(call, text, status);
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
