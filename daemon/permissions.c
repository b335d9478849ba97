// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * permissions.c - from what was given to what is wanted, one command at a time
 */
#include "permissions.h"

#include <errno.h>
#include <string.h>

#include "proto/message.h"

/* Flags: of SET_DEVICE_PERMISSIONS to allow, of RESET_AGENT_CONFIGURATION to take all devices. */
#define ALLOW		  1u
#define RESET_PERMISSIONS 1u

static void command(struct scmi_packet *request, struct permissions *permissions, uint8_t message,
		    uint32_t length)
{
	permissions->message = message;
	request->header = scmi_header(SCMI_BASE, message, 0);
	request->length = length;
	memset(request->payload, 0, length);
	request->payload[0] = permissions->agent;
}

static void set_device(struct scmi_packet *request, struct permissions *permissions,
		       uint32_t device, bool allows)
{
	struct scmi_base_set_device_permissions_a2p *values = (void *)request->payload;

	/* Until there is an answer. */
	rights_set(&permissions->given, device, RIGHT_NONE);
	if (rights_set(&permissions->possible, device, RIGHT_WHOLE))
		permissions->is_over = true;
	command(request, permissions, SCMI_BASE_SET_DEVICE_PERMISSIONS, sizeof(*values));
	permissions->device = device;
	permissions->allows = allows;
	values->device_id = device;
	values->flags = allows ? ALLOW : 0;
}

static void reset(struct scmi_packet *request, struct permissions *permissions)
{
	struct scmi_base_reset_agent_configuration_a2p *values = (void *)request->payload;

	command(request, permissions, SCMI_BASE_RESET_AGENT_CONFIGURATION, sizeof(*values));
	values->flags = RESET_PERMISSIONS;
}

/** is_missing() - whether a device is to be given */
static bool is_missing(const struct permissions *permissions, uint32_t device)
{
	return rights_to(&permissions->given, device) == RIGHT_NONE &&
		rights_to(&permissions->refused, device) == RIGHT_NONE &&
		rights_to(&permissions->put_off, device) == RIGHT_NONE;
}

/** is_spare() - whether a device is to be taken */
static bool is_spare(const struct permissions *permissions, const struct permissions_wanted *wanted,
		     uint32_t device)
{
	return wanted->may_take && rights_to(wanted->devices, device) == RIGHT_NONE &&
		rights_to(&permissions->put_off, device) == RIGHT_NONE;
}

bool permissions_next(struct permissions *permissions, const struct permissions_wanted *wanted,
		      struct scmi_packet *request)
{
	if (!permissions->agent || permissions->is_over)
		return false;
	if (!permissions->name[0] && permissions->is_put_off)
		return false;
	if (!permissions->name[0]) {
		command(request, permissions, SCMI_BASE_DISCOVER_AGENT,
			sizeof(struct scmi_base_discover_agent_a2p));
		return true;
	}
	if (wanted->has_guests)
		permissions->is_reset = false;
	for (int i = 0; i < 2; i++) {
		rights_for_each (device, i ? &permissions->possible : &permissions->given) {
			if (is_spare(permissions, wanted, device)) {
				set_device(request, permissions, device, false);
				return true;
			}
		}
	}
	/* What firmware makes of a reset differs, so that alone takes nothing. */
	if (!wanted->has_guests && !permissions->is_reset && !permissions->is_put_off) {
		reset(request, permissions);
		return true;
	}
	rights_for_each (device, wanted->devices) {
		if (is_missing(permissions, device)) {
			set_device(request, permissions, device, true);
			return true;
		}
	}
	return false;
}

static int learn_agent(struct permissions *permissions, const struct scmi_packet *answer,
		       struct why *why)
{
	/* The name stands last, whether the id is told before it or not. */
	size_t name_at = answer->length >= sizeof(struct scmi_base_discover_agent_p2a) ?
		offsetof(struct scmi_base_discover_agent_p2a, name) :
		offsetof(struct scmi_base_discover_agent_v1_p2a, name);

	if (answer->length < name_at + SCMI_SHORT_NAME) {
		permissions->is_over = true;
		return why_not(why, 1,
			       "agent %u: name in an answer of %u bytes, expected %zu; it is not "
			       "held to devices",
			       permissions->agent, answer->length, name_at + SCMI_SHORT_NAME);
	}
	memcpy(permissions->name, (const char *)answer->payload + name_at, SCMI_SHORT_NAME - 1);
	if (!permissions->name[0])
		strcpy(permissions->name, "?");
	return 0;
}

/** is_transient() - whether a status says that the firmware cannot do it now */
static bool is_transient(enum scmi_status status)
{
	return status == SCMI_BUSY || status == SCMI_COMMS_ERROR || status == SCMI_GENERIC_ERROR;
}

/** put_off() - the command is to be said again later */
static int put_off(struct permissions *permissions, enum scmi_status status, struct why *why)
{
	const char *text = scmi_status_name(status);

	if (permissions->message != SCMI_BASE_SET_DEVICE_PERMISSIONS) {
		permissions->is_put_off = true;
		return why_not(why, -EAGAIN, "agent %u cannot be %s yet: %s", permissions->agent,
			       permissions->message == SCMI_BASE_DISCOVER_AGENT ? "found" : "reset",
			       text);
	}
	if (rights_set(&permissions->put_off, permissions->device, RIGHT_WHOLE))
		permissions->is_over = true;
	return why_not(why, -EAGAIN, "device %u cannot be %s agent %u (%s) yet: %s",
		       permissions->device, permissions->allows ? "given to" : "taken from",
		       permissions->agent, permissions->name, text);
}

/** reset_done() - who speaks as the agent next is to be given all that is its own */
static void reset_done(struct permissions *permissions)
{
	permissions->is_reset = true;
	rights_clear(&permissions->refused);
}

/** fail() - the command was refused */
static int fail(struct permissions *permissions, enum scmi_status status, struct why *why)
{
	const char *text = scmi_status_name(status);

	if (is_transient(status))
		return put_off(permissions, status, why);
	switch (permissions->message) {
	case SCMI_BASE_DISCOVER_AGENT:
		permissions->is_over = true;
		return why_not(why, 1,
			       "restrict-agent = %u: the firmware has no such agent (%s), expected "
			       "one that it has; it is not held to devices",
			       permissions->agent, text);
	case SCMI_BASE_RESET_AGENT_CONFIGURATION:
		reset_done(permissions);
		return why_not(why, 1, "agent %u (%s) cannot be reset: %s", permissions->agent,
			       permissions->name, text);
	default: break;
	}
	if (permissions->allows &&
	    rights_set(&permissions->refused, permissions->device, RIGHT_WHOLE))
		permissions->is_over = true;
	rights_set(&permissions->possible, permissions->device, RIGHT_NONE);
	return why_not(why, 1, "device %u cannot be %s agent %u (%s): %s", permissions->device,
		       permissions->allows ? "given to" : "taken from", permissions->agent,
		       permissions->name, text);
}

int permissions_learn(struct permissions *permissions, const struct scmi_packet *answer,
		      struct why *why)
{
	enum scmi_status status =
		answer->length < sizeof(uint32_t) ? SCMI_GENERIC_ERROR : scmi_packet_status(answer);

	if (status)
		return fail(permissions, status, why);
	switch (permissions->message) {
	case SCMI_BASE_DISCOVER_AGENT: return learn_agent(permissions, answer, why);
	case SCMI_BASE_RESET_AGENT_CONFIGURATION: reset_done(permissions); return 0;
	default:
		permissions->has_more |= permissions->allows;
		rights_set(&permissions->possible, permissions->device, RIGHT_NONE);
		if (permissions->allows &&
		    rights_set(&permissions->given, permissions->device, RIGHT_WHOLE)) {
			permissions->is_over = true;
			return why_not(why, 1, "out of memory: agent %u is given no more",
				       permissions->agent);
		}
		return 0;
	}
}

void permissions_resume(struct permissions *permissions)
{
	permissions->is_put_off = false;
	rights_clear(&permissions->put_off);
}

void permissions_forget(struct permissions *permissions)
{
	struct permissions unsaid = { .agent = permissions->agent,
				      .possible = permissions->possible };

	rights_for_each (device, &permissions->given)
		unsaid.is_over |= rights_set(&unsaid.possible, device, RIGHT_WHOLE) != 0;
	permissions->possible = (struct rights){ 0 };
	permissions_clear(permissions);
	*permissions = unsaid;
}

void permissions_clear(struct permissions *permissions)
{
	uint32_t agent = permissions->agent;

	rights_clear(&permissions->given);
	rights_clear(&permissions->possible);
	rights_clear(&permissions->refused);
	rights_clear(&permissions->put_off);
	*permissions = (struct permissions){ .agent = agent };
}
