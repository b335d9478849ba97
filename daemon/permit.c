// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * permit.c - tell the firmware, one command after the other, and hold guests back meanwhile
 */
#include "permit.h"

#include <string.h>

#include "daemon/frontend.h"
#include "daemon/guest.h"
#include "daemon/log.h"

/** add_devices() - what the guests of a firmware's agent have; @wanted says what is to be done */
static int add_devices(const struct firmware *firmware, struct rights *devices,
		       struct permissions_wanted *wanted)
{
	int rc = 0;

	/* The agent that all share is dom0's, too, and never reset. */
	wanted->has_guests = !firmware->config->guest[0];
	wanted->may_take = true;
	for (const struct guest *guest = firmware->server->guests; guest; guest = guest->next) {
		/* One that could not be taken over runs on, and has what it has. */
		if (guest->firmware != firmware || !guest->agent.holds)
			continue;
		wanted->has_guests = true;
		wanted->may_take &= guest->state != GUEST_LEAVING;
		rights_for_each (id, &guest->agent.owned[SCMI_RESOURCE_DEVICE])
			rc |= rights_set(devices, id, RIGHT_WHOLE);
	}
	return rc;
}

/** end_limits() - the agent has nothing more to see, if it is not given anything later */
static void end_limits(struct firmware *firmware)
{
	if (!firmware->is_limited || permissions_are_put_off(&firmware->permissions))
		return;
	firmware->is_limited = false;
	firmware_resolve(firmware);
}

/** make_up() - do again what was denied before the agent had what it has been given since */
static void make_up(struct firmware *firmware)
{
	bool has_more = firmware->permissions.has_more, is_late = firmware->is_permitted_late;

	firmware->permissions.has_more = false;
	firmware->is_permitted_late = false;
	if (!firmware->platform.known)
		return;
	if (!has_more) {
		end_limits(firmware);
		return;
	}
	if (is_late)
		firmware_restore_all(firmware);
	if (firmware->naming.was_denied)
		firmware_begin_naming(firmware);
	firmware_discover_again(firmware);
}

/** permit_later() - not all could be said: again in a while, in which guests do without */
static void permit_later(struct firmware *firmware)
{
	firmware->is_permitted_late = true;
	firmware_retry_later(firmware->server->firmware);
}

/** tell() - a line, the same not once more each time that it is tried again */
static void tell(const struct firmware *firmware, const char *text)
{
	if (firmware->is_permitted_late)
		log_debug("%s: %s", firmware->label, text);
	else
		log_warning("%s: %s", firmware->label, text);
}

void permit(struct firmware *firmware)
{
	struct server *server = firmware->server;
	struct firmware *trusted = server->firmware;
	struct rights devices = { 0 };
	struct permissions_wanted wanted = { .devices = &devices };
	bool is_next;

	if (!firmware->permissions.agent || firmware->permission_request.is_pending ||
	    !server->is_serving)
		return;
	if (!trusted->platform.known) {
		firmware->is_permitted_late = true;
		return;
	}
	if (add_devices(firmware, &devices, &wanted))
		log_error("%s: out of memory: its agent is not given every device",
			  firmware->label);
	is_next = permissions_next(&firmware->permissions, &wanted, &firmware->permission_packet);
	rights_clear(&devices);
	/* What is sent before would be denied. Nobody waits for firmware that keeps one waiting. */
	host_hold(firmware->host, is_next && !firmware->is_permitted_late);
	if (is_next) {
		host_submit(trusted->host, &firmware->permission_request, HOST_URGENT);
		return;
	}
	make_up(firmware);
	if (permissions_are_put_off(&firmware->permissions))
		permit_later(firmware);
}

void permit_resume(struct firmware *firmware)
{
	if (!firmware->permission_request.is_pending)
		permissions_resume(&firmware->permissions);
	permit(firmware);
}

static void on_permitted(struct host_request *request, int error)
{
	struct firmware *firmware = request->context;
	struct permissions *permissions = &firmware->permissions;
	struct why why;
	int rc;

	if (error) {
		why_not(&why, error, "what agent %u may use is not said yet: %s",
			permissions->agent, strerror(-error));
		tell(firmware, why.text);
		host_hold(firmware->host, false);
		permit_later(firmware);
		return;
	}
	rc = permissions_learn(permissions, request->packet, &why);
	if (rc > 0)
		log_warning("%s: %s", firmware->label, why.text);
	else if (rc < 0)
		tell(firmware, why.text);
	permit(firmware);
}

void permit_inherit(struct guest *guest)
{
	struct permissions *permissions = &guest->firmware->permissions;
	struct rights devices = { 0 };
	int rc = 0;

	if (!permissions->agent)
		return;
	frontend_find_permitted(guest, &devices);
	rights_for_each (device, &devices)
		rc |= rights_set(&permissions->possible, device, RIGHT_WHOLE);
	rights_clear(&devices);
	if (rc)
		log_error("%s: out of memory: its agent keeps devices that it had", guest->label);
}

void permit_anew(struct firmware *firmware)
{
	struct firmware *trusted = firmware->server->firmware;

	for (struct firmware *each = trusted; each; each = each->next) {
		if (each != firmware && firmware != trusted)
			continue;
		host_cancel(trusted->host, &each->permission_request);
		host_hold(each->host, false);
		permissions_forget(&each->permissions);
		permit(each);
	}
}

void permit_open(struct firmware *firmware)
{
	firmware->permissions.agent = firmware->config->restrict_agent;
	firmware->permission_request = (struct host_request){
		.packet = &firmware->permission_packet,
		.done = on_permitted,
		.context = firmware,
	};
}
