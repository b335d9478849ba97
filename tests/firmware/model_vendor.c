// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_vendor.c - vendors' protocols, whose messages answer what they were sent
 */
#include "model.h"

#include <inttypes.h>
#include <string.h>

#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static enum scmi_status attributes(struct model_call *call)
{
	model_values(call, sizeof(struct scmi_protocol_attributes_p2a));
	return SCMI_SUCCESS;
}

static enum scmi_status echo(struct model_call *call)
{
	const struct resource_vendor *vendor = model_find(call, call->protocol);
	enum scmi_status status = vendor->head.fail;
	uint32_t *values;

	/* An answer is longer than its request, by the status. */
	if (call->size > SCMI_PAYLOAD_MAX - sizeof(*values))
		status = SCMI_OUT_OF_RANGE;
	model_call_log(call, "vendor 0x%02x %s: message 0x%x, %" PRIu32 " bytes%s%s",
		       call->protocol, vendor->head.name, call->message, call->size,
		       status ? ": " : "", status ? scmi_status_name(status) : "");
	if (status)
		return status;
	values = model_values(call, sizeof(*values) + call->size);
	memcpy(values + 1, call->request, call->size);
	return SCMI_SUCCESS;
}

/* The message that would negotiate a version is not there. */
static const struct model_command commands[] = {
	{ 0x0, 1, 0, 0, .serve = model_protocol_version },
	{ 0x1, 1, 0, 0, .serve = attributes },
	{ 0x2, 1, 0, 4, .serve = model_message_attributes },
	{ 0x3, 1, 0, 0, .serve = echo, .step = 1, .last = 0xf },
	{ 0x11, 1, 0, 0, .serve = echo, .step = 1, .last = 0x1f },
};

const struct model_commands model_vendor = { commands, ARRAY_SIZE(commands),
					     RESOURCE_VENDOR_PROTOCOL };
