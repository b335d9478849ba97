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

/** protocol_commands() - Return: a protocol's table, NULL where the platform does not have it */
static const struct model_commands *protocol_commands(uint8_t protocol)
{
	switch (protocol) {
	case SCMI_BASE: return &model_base;
	case SCMI_CLOCK: return &model_clock;
	default: return NULL;
	}
}

/** find_command() - Return: the form of a message that is spoken now, NULL where there is none */
static const struct model_command *find_command(const struct model *model, uint8_t protocol,
						uint32_t id)
{
	const struct model_commands *table = protocol_commands(protocol);
	/* A negotiation to an old version can be taken back. */
	uint32_t version = id == SCMI_NEGOTIATE_PROTOCOL_VERSION ? model->offered[protocol] :
								   model->spoken[protocol];

	for (size_t i = 0; table && i < table->count; i++) {
		const struct model_command *command = &table->commands[i];

		if (command->id == id && version >= command->since &&
		    (!command->until || version < command->until))
			return command;
	}
	return NULL;
}

static enum scmi_status serve(struct model_call *call, const struct scmi_packet *request)
{
	const struct model_command *command =
		find_command(call->model, call->protocol, scmi_header_message(request->header));

	if (scmi_header_type(request->header) != SCMI_COMMAND)
		return SCMI_PROTOCOL_ERROR;
	if (!command)
		return SCMI_NOT_SUPPORTED;
	if (request->length != command->size)
		return SCMI_PROTOCOL_ERROR;
	return command->serve(call);
}

static void trace(const struct model *model, uint32_t header, size_t length,
		  enum scmi_status status)
{
	if (model->trace)
		model_log(model, "message: protocol 0x%02x id 0x%02x length %zu: %s",
			  scmi_header_protocol(header), scmi_header_message(header), length,
			  scmi_status_name(status));
}

uint32_t model_serve(struct model *model, const struct scmi_packet *request,
		     struct scmi_packet *answer)
{
	uint8_t protocol = scmi_header_protocol(request->header);
	struct model_call call = {
		.model = model,
		.protocol = protocol,
		.version = model->spoken[protocol],
		.request = request->payload,
		.answer = answer,
	};
	enum scmi_status status;

	scmi_packet_refuse(answer, request->header, SCMI_SUCCESS);
	status = serve(&call, request);
	if (status != SCMI_SUCCESS)
		scmi_packet_refuse(answer, request->header, status);
	trace(model, request->header, request->length, status);
	return call.delay_ms;
}

void model_refuse_oversized(struct model *model, uint32_t header, size_t length,
			    struct scmi_packet *answer)
{
	scmi_packet_refuse(answer, header, SCMI_PROTOCOL_ERROR);
	trace(model, header, length, SCMI_PROTOCOL_ERROR);
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
	model->offered[SCMI_BASE] = resources->base_version;
	model->offered[SCMI_CLOCK] = resources->clock_version;
	memcpy(model->spoken, model->offered, sizeof(model->spoken));
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

enum scmi_status model_protocol_version(struct model_call *call)
{
	struct scmi_protocol_version_p2a *values = model_values(call, sizeof(*values));

	values->version = call->model->offered[call->protocol];
	return SCMI_SUCCESS;
}

enum scmi_status model_message_attributes(struct model_call *call)
{
	const struct scmi_message_attributes_a2p *request = call->request;

	if (!find_command(call->model, call->protocol, request->message_id))
		return SCMI_NOT_FOUND;
	model_values(call, sizeof(struct scmi_message_attributes_p2a));
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
		model->spoken[call->protocol] = request->version;
	model_log(model, "protocol 0x%02x: version 0x%" PRIx32 "%s%s", call->protocol,
		  request->version, status ? ": " : "", status ? scmi_status_name(status) : "");
	return status;
}
