// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_system_power.c - the system power protocol: what is asked for is logged, and nothing more
 */
#include "model.h"

#include <inttypes.h>
#include <stdio.h>

#include "proto/message.h"
#include "proto/system_power.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* There is one system, whose resource has this id. */
#define SYSTEM 0

/** logged() - log a command and how it went; Return: @status */
static enum scmi_status logged(struct model_call *call, const char *command,
			       enum scmi_status status)
{
	model_call_log(call, "system: %s%s%s", command, status ? ": " : "",
		       status ? scmi_status_name(status) : "");
	return status;
}

static enum scmi_status attributes(struct model_call *call)
{
	model_values(call, sizeof(struct scmi_protocol_attributes_p2a));
	return SCMI_SUCCESS;
}

static uint32_t state_set_attributes(const struct model_call *call)
{
	(void)call;
	return SCMI_SYSTEM_POWER_HAS_WARM_RESET | SCMI_SYSTEM_POWER_HAS_SUSPEND;
}

/** check_state() - Return: how a change to a state goes, which is not made anyway */
static enum scmi_status check_state(const struct resource *system, uint32_t flags, uint32_t state)
{
	if (flags & ~SCMI_SYSTEM_POWER_GRACEFUL)
		return SCMI_INVALID_PARAMETERS;
	/* The vendor has no states of its own, and who asks runs, so that it is up. */
	if (state == SCMI_SYSTEM_POWER_UP || state & 0x80000000)
		return SCMI_NOT_SUPPORTED;
	if (state > SCMI_SYSTEM_SUSPEND)
		return SCMI_INVALID_PARAMETERS;
	return system->fail;
}

static enum scmi_status state_set(struct model_call *call)
{
	static const char *const names[] = {
		[SCMI_SYSTEM_SHUTDOWN] = "shutdown",	 [SCMI_SYSTEM_COLD_RESET] = "cold reset",
		[SCMI_SYSTEM_WARM_RESET] = "warm reset", [SCMI_SYSTEM_POWER_UP] = "power up",
		[SCMI_SYSTEM_SUSPEND] = "suspend",
	};
	const struct scmi_system_power_state_set_a2p *request = call->request;
	uint32_t state = request->system_state;
	enum scmi_status status = check_state(model_find(call, SYSTEM), request->flags, state);
	char text[48];

	if (state < ARRAY_SIZE(names))
		snprintf(text, sizeof(text), "%s%s",
			 request->flags & SCMI_SYSTEM_POWER_GRACEFUL ? "graceful " : "",
			 names[state]);
	else
		snprintf(text, sizeof(text), "state 0x%" PRIx32, state);
	return logged(call, text, status);
}

static enum scmi_status state_get(struct model_call *call)
{
	struct scmi_value_p2a *values = model_values(call, sizeof(*values));

	model_find(call, SYSTEM);
	values->value = SCMI_SYSTEM_POWER_UP;
	return SCMI_SUCCESS;
}

static enum scmi_status state_notify(struct model_call *call)
{
	const struct scmi_system_power_notify_a2p *request = call->request;

	model_find(call, SYSTEM);
	return logged(call, request->enable ? "notify state on" : "notify state off",
		      request->enable > 1 ? SCMI_INVALID_PARAMETERS : SCMI_SUCCESS);
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = attributes },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 8, .serve = state_set, .attributes = state_set_attributes },
	{ 0x4, 0x10000, 0, 0, .serve = state_get },
	{ 0x5, 0x10000, 0, 4, .serve = state_notify },
	{ 0x10, 0x20001, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_system_power = { commands, ARRAY_SIZE(commands),
						   RESOURCE_SYSTEM_POWER };
