// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model.c - finds the command that a message is, and what all protocols share
 */
#include "model.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Where made-up fast channels begin; a protocol's are 64 KiB apart from the next one's. */
#define FASTCHANNELS 0xf0000000u

/** protocol_commands() - Return: a protocol's table, NULL where the model does not know it */
static const struct model_commands *protocol_commands(uint8_t protocol)
{
	static const struct model_commands *const tables[] = {
		[SCMI_BASE] = &model_base,
		[SCMI_POWER_DOMAIN] = &model_power,
		[SCMI_SYSTEM_POWER] = &model_system_power,
		[SCMI_PERFORMANCE] = &model_perf,
		[SCMI_CLOCK] = &model_clock,
		[SCMI_SENSOR] = &model_sensor,
		[SCMI_RESET] = &model_reset,
		[SCMI_VOLTAGE] = &model_voltage,
		[SCMI_POWERCAP] = &model_powercap,
		[SCMI_PINCTRL] = &model_pinctrl,
	};

	if (protocol >= RESOURCES_VENDOR)
		return &model_vendor;
	return protocol < ARRAY_SIZE(tables) ? tables[protocol] : NULL;
}

/** find_command() - Return: the form of a message that the call's agent speaks, NULL: none */
static const struct model_command *find_command(const struct model_call *call, uint32_t id)
{
	const struct model_commands *table = protocol_commands(call->protocol);
	/* A negotiation to an old version can be taken back. */
	uint32_t version = id == SCMI_NEGOTIATE_PROTOCOL_VERSION ?
		call->model->offered[call->protocol] :
		call->version;

	/* Protocols that the board has nothing of are of version 0, which no command is since. */
	for (size_t i = 0; table && i < table->count; i++) {
		const struct model_command *command = &table->commands[i];
		uint32_t last = command->last ? command->last : command->id;

		if (id >= command->id && id <= last && version >= command->since &&
		    (!command->until || version < command->until))
			return command;
	}
	return NULL;
}

static bool size_fits(const struct model_command *command, uint32_t size)
{
	if (!command->step)
		return size == command->size;
	return size >= command->size && (size - command->size) % command->step == 0;
}

/** outcome() - how a command went, with what was said of its resource's use */
static enum scmi_status outcome(const struct model_call *call, enum scmi_status status)
{
	return call->denied ? SCMI_DENIED : status;
}

static enum scmi_status serve(struct model_call *call, const struct scmi_packet *request)
{
	const struct model_command *command = find_command(call, call->message);

	if (scmi_header_type(request->header) != SCMI_COMMAND)
		return SCMI_PROTOCOL_ERROR;
	if (!command || !model_shows(call, call->protocol))
		return SCMI_NOT_SUPPORTED;
	if (!size_fits(command, request->length))
		return SCMI_PROTOCOL_ERROR;
	call->kind = protocol_commands(call->protocol)->kind;
	return outcome(call, command->serve(call));
}

static void trace(const struct model_call *call, uint32_t header, size_t length,
		  enum scmi_status status)
{
	if (call->model->trace)
		model_call_log(call, "message: protocol 0x%02x id 0x%02x length %zu: %s",
			       scmi_header_protocol(header), scmi_header_message(header), length,
			       scmi_status_name(status));
}

struct model_way model_serve_agent(struct model *model, uint32_t agent,
				   const struct scmi_packet *request, struct scmi_packet *answer)
{
	uint8_t protocol = scmi_header_protocol(request->header);
	struct model_call call = {
		.model = model,
		.agent = agent,
		.protocol = protocol,
		.message = scmi_header_message(request->header),
		.version = model->spoken[agent][protocol],
		.request = request->payload,
		.size = request->length,
		.answer = answer,
	};
	enum scmi_status status;

	scmi_packet_refuse(answer, request->header, SCMI_SUCCESS);
	status = serve(&call, request);
	if (status != SCMI_SUCCESS)
		scmi_packet_refuse(answer, request->header, status);
	trace(&call, request->header, request->length, status);
	return call.way;
}

uint32_t model_serve(struct model *model, const struct scmi_packet *request,
		     struct scmi_packet *answer)
{
	return model_serve_agent(model, model->first, request, answer).delay_ms;
}

void model_refuse_oversized(struct model *model, uint32_t agent, uint32_t header, size_t length,
			    struct scmi_packet *answer)
{
	const struct model_call call = { .model = model, .agent = agent };

	scmi_packet_refuse(answer, header, SCMI_PROTOCOL_ERROR);
	trace(&call, header, length, SCMI_PROTOCOL_ERROR);
}

void model_init(struct model *model, struct resources *resources,
		void (*log)(void *context, const char *line), void *log_context, bool trace)
{
	*model = (struct model){
		.resources = resources,
		.log = log,
		.log_context = log_context,
		.trace = trace,
	};
	memcpy(model->offered, resources->versions, sizeof(model->offered));
	for (uint32_t id = RESOURCES_AGENTS; id > 0; id--) {
		memcpy(model->spoken[id], model->offered, sizeof(model->offered));
		if (model_agent(model, id))
			model->first = id;
	}
}

void *model_values(struct model_call *call, size_t size)
{
	call->answer->length = (uint32_t)size;
	return memset(call->answer->payload, 0, size);
}

void model_log(const struct model *model, const char *format, ...)
{
	char line[256];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	model->log(model->log_context, line);
}

bool model_trusts(const struct model_call *call)
{
	return call->agent == call->model->first;
}

bool model_shows(const struct model_call *call, uint8_t protocol)
{
	const struct resource_agent *agent = model_agent(call->model, call->agent);

	return protocol == SCMI_BASE || !agent->blind || agent->allowed[protocol];
}

void model_call_log(const struct model_call *call, const char *format, ...)
{
	char text[240];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (model_trusts(call))
		model_log(call->model, "%s", text);
	else
		model_log(call->model, "agent %" PRIu32 ": %s", call->agent, text);
}

struct resource_agent *model_agent(const struct model *model, uint32_t id)
{
	return resources_find(model->resources, RESOURCE_AGENT, id);
}

/** may_use() - whether a resource is the call's agent's, or everybody's */
static bool may_use(const struct model_call *call, const struct resource *resource)
{
	const struct resource_agent *agent = model_agent(call->model, call->agent);

	return !agent->restricted || !resource->devices ||
		resource->devices & agent->allowed[call->protocol];
}

void *model_find(struct model_call *call, uint32_t id)
{
	struct resource *resource = resources_find(call->model->resources, call->kind, id);

	if (!resource)
		return NULL;
	call->way = (struct model_way){ resource->answer_ms, resource->fault };
	if (may_use(call, resource))
		return resource;
	call->denied = true;
	return NULL;
}

enum scmi_status model_logged(struct model_call *call, uint32_t id, enum scmi_status status,
			      const char *format, ...)
{
	const struct resource *resource = resources_find(call->model->resources, call->kind, id);
	char text[96];
	va_list args;

	status = outcome(call, status);
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	model_call_log(call, "%s %" PRIu32 "%s%s: %s%s%s", resources_word(call->kind), id,
		       resource ? " " : "", resource ? resource->name : "", text,
		       status ? ": " : "", status ? scmi_status_name(status) : "");
	return status;
}

struct model_part model_part(const struct model_call *call, size_t head, size_t element,
			     uint32_t rest)
{
	uint32_t room = (uint32_t)((call->model->resources->payload - head) / element);
	uint32_t here = rest < room ? rest : room;

	return (struct model_part){ here, rest - here };
}

void model_put_name(char name[static SCMI_SHORT_NAME], const struct resource *resource)
{
	memcpy(name, resource->name, SCMI_SHORT_NAME - 1);
}

bool model_name_is_long(const struct resource *resource)
{
	return strlen(resource->name) >= SCMI_SHORT_NAME;
}

enum scmi_status model_notify(struct model_call *call, const char *what)
{
	const struct scmi_notify_a2p *request = call->request;
	enum scmi_status status = SCMI_SUCCESS;

	if (!model_find(call, request->id))
		status = SCMI_NOT_FOUND;
	else if (request->enable > 1)
		status = SCMI_INVALID_PARAMETERS;
	return model_logged(call, request->id, status, "notify %s %s", what,
			    request->enable ? "on" : "off");
}

enum scmi_status model_region(struct model_call *call, uint32_t attributes,
			      const struct resource_region *region)
{
	struct scmi_protocol_region_p2a *values = model_values(call, sizeof(*values));

	values->attributes = attributes;
	values->address_low = (uint32_t)region->address;
	values->address_high = (uint32_t)(region->address >> 32);
	values->length = region->length;
	return SCMI_SUCCESS;
}

enum scmi_status model_fastchannel(struct model_call *call, const struct scmi_fastchannel_a2p *of,
				   uint32_t size)
{
	struct scmi_fastchannel_p2a *values = model_values(call, sizeof(*values));

	/* no doorbell; 4 bits for the message, which leaves each of them 16 bytes */
	values->address_low =
		FASTCHANNELS | (uint32_t)call->protocol << 16 | of->id << 8 | of->message_id << 4;
	values->size = size;
	return SCMI_SUCCESS;
}

enum scmi_status model_protocol_version(struct model_call *call)
{
	struct scmi_protocol_version_p2a *values = model_values(call, sizeof(*values));

	values->version = call->model->offered[call->protocol];
	return SCMI_SUCCESS;
}

enum scmi_status model_protocol_count(struct model_call *call)
{
	struct scmi_protocol_attributes_p2a *values = model_values(call, sizeof(*values));

	values->attributes = call->model->resources->count[call->kind];
	return SCMI_SUCCESS;
}

enum scmi_status model_message_attributes(struct model_call *call)
{
	const struct scmi_message_attributes_a2p *request = call->request;

	const struct model_command *command = find_command(call, request->message_id);
	struct scmi_message_attributes_p2a *values;

	if (!command)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	if (command->attributes)
		values->attributes = command->attributes(call);
	return SCMI_SUCCESS;
}

enum scmi_status model_negotiate_version(struct model_call *call)
{
	const struct scmi_negotiate_version_a2p *request = call->request;
	struct model *model = call->model;
	enum scmi_status status = SCMI_SUCCESS;

	if (!resources_version_known(call->protocol, request->version) ||
	    request->version > model->offered[call->protocol])
		status = SCMI_NOT_SUPPORTED;
	else
		model->spoken[call->agent][call->protocol] = request->version;
	model_call_log(call, "protocol 0x%02x: version 0x%" PRIx32 "%s%s", call->protocol,
		       request->version, status ? ": " : "",
		       status ? scmi_status_name(status) : "");
	return status;
}

enum scmi_status model_name_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource *resource = model_find(call, request->id);
	struct scmi_name_get_p2a *values;

	if (!resource)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	memcpy(values->name, resource->name, sizeof(values->name));
	return SCMI_SUCCESS;
}
