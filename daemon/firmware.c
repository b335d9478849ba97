// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * firmware.c - ask the firmware what it has, whenever it comes up, and act on the answer
 */
#include "firmware.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "daemon/frontend.h"
#include "daemon/grants.h"
#include "daemon/guest.h"
#include "daemon/log.h"
#include "daemon/permit.h"
#include "daemon/refusal.h"
#include "daemon/release.h"
#include "daemon/restore.h"

/* Seconds until what failed is tried again. */
#define RETRY 1.0

/* Seconds until it is asked again what it has: doubled from the first to the last. */
#define AGAIN_FIRST 1.0
#define AGAIN_LAST  10.0

/* --- its guests --- */

/** is_served_by() - whether a guest is served, and by this one */
static bool is_served_by(const struct guest *guest, const struct firmware *firmware)
{
	return guest->state == GUEST_SERVED && guest->firmware == firmware;
}

static void report_refusal(void *context, const struct policy_refusal *refusal)
{
	const struct firmware *firmware = context;
	char user[REFUSAL_TEXT], reason[REFUSAL_TEXT];

	if (refusal_reason(&firmware->policy, refusal->agent, refusal->resource, refusal->id,
			   reason))
		log_warning("%s: %s %u%s refused: %s", refusal->agent->name,
			    scmi_resource_name(refusal->resource), refusal->id,
			    refusal_user(refusal->agent, refusal->resource, refusal->id, user),
			    reason);
}

void firmware_release_all(struct firmware *firmware)
{
	struct guest *next;

	for (struct guest *guest = firmware->server->guests; guest; guest = next) {
		next = guest->next;
		if (guest->journal && guest->firmware == firmware)
			release_next(guest);
	}
}

void firmware_restore_all(struct firmware *firmware)
{
	for (struct guest *guest = firmware->server->guests; guest; guest = guest->next)
		if (is_served_by(guest, firmware))
			restore_begin(guest);
}

void firmware_resolve(struct firmware *firmware)
{
	/* What its agent does not see yet is not lost to guests. */
	for (struct guest *guest = firmware->server->guests; guest; guest = guest->next)
		if (guest->firmware == firmware)
			guest->agent.keeps = firmware->is_limited;
	policy_resolve(&firmware->policy, report_refusal, firmware);
	for (struct guest *guest = firmware->server->guests; guest; guest = guest->next)
		if (is_served_by(guest, firmware))
			frontend_publish_rights(guest);
	permit(firmware);
	firmware_release_all(firmware);
}

/* --- what it has --- */

/** append() - add a piece to a text, with a separator where it is not the first */
__attribute__((format(printf, 3, 4))) static void append(char *text, size_t size,
							 const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;

	if (used && used + 2 < size)
		used += (size_t)snprintf(text + used, size - used, ", ");
	va_start(arguments, format);
	vsnprintf(text + used, size - used, format, arguments);
	va_end(arguments);
}

/** tell_platform() - what the firmware has, in one line */
static void tell_platform(const struct firmware *firmware, const struct platform *found)
{
	char protocols[300] = "", resources[300] = "";

	for (unsigned int slot = 0; slot < PLATFORM_PROTOCOLS; slot++)
		if (found->version[slot] && slot != SCMI_SYSTEM_POWER - SCMI_BASE)
			append(protocols, sizeof(protocols), "%s %u.%u",
			       scmi_protocol_name((uint8_t)(SCMI_BASE + slot)),
			       found->version[slot] >> 16, found->version[slot] & 0xffff);
	for (unsigned int i = 0; i < PLATFORM_VENDORS; i++)
		if (found->vendors[i])
			append(protocols, sizeof(protocols), "vendor's 0x%x", 0x80 + i);
	for (int resource = 0; resource < SCMI_RESOURCE_SYSTEM_POWER; resource++)
		if (found->count[resource])
			append(resources, sizeof(resources), "%u %s", found->count[resource],
			       scmi_resource_name(resource));
	log_info("%s: %s %s, version 0x%x: %s; %s", firmware->label, found->vendor,
		 found->sub_vendor, found->implementation, protocols,
		 *resources ? resources : "no resources");
}

/** settle() - guests need not wait any more */
static void settle(struct firmware *firmware)
{
	firmware->has_settled = true;
	server_begin(firmware->server);
}

/** adopt_pins() - devices that need pins by their names are found to need these */
static void adopt_pins(struct firmware *firmware)
{
	struct server *server = firmware->server;

	if (firmware == server->firmware)
		machine_resolve(&server->machine, firmware_names(firmware));
	for (struct guest *guest = server->guests; guest; guest = guest->next)
		if (is_served_by(guest, firmware) && devices_have_names(&guest->devices)) {
			grants_find_names(guest);
			grants_load(guest);
			/* The next daemon may have to serve it before it can ask for names. */
			frontend_publish_devices(guest);
		}
	firmware_resolve(firmware);
}

/** go_on_naming() - ask for the next name; @had_pins: those of pins were known before the last */
static void go_on_naming(struct firmware *firmware, bool had_pins)
{
	if (firmware_names(firmware)->pins_known && !had_pins) {
		adopt_pins(firmware);
		settle(firmware);
	}
	/* Guests may call already: it takes its turn. */
	if (naming_next(&firmware->naming, &firmware->name_packet))
		host_submit(firmware->host, &firmware->name_request, HOST_NORMAL);
}

/** name_later() - the last name has to be asked for once more, in a while */
static void name_later(struct firmware *firmware)
{
	firmware_retry_later(firmware);
	settle(firmware);
}

/** on_unnamed() - no answer came: once more, or without this name, so that guests are left alone */
static void on_unnamed(struct firmware *firmware, int error)
{
	bool had_pins = firmware_names(firmware)->pins_known;
	struct why why;

	/* While it is down, that is no question's fault. */
	if (error == -ENOTCONN || !naming_fail(&firmware->naming, error, &why)) {
		log_debug("%s: does not say what it calls something: %s", firmware->label,
			  strerror(-error));
		name_later(firmware);
		return;
	}
	log_warning("%s: a name is left out: %s", firmware->label, why.text);
	go_on_naming(firmware, had_pins);
}

static void on_named(struct host_request *request, int error)
{
	struct firmware *firmware = request->context;
	bool had_pins = firmware_names(firmware)->pins_known;
	struct why why;
	int rc;

	if (error) {
		on_unnamed(firmware, error);
		return;
	}
	rc = naming_learn(&firmware->naming, request->packet, &why);
	if (rc > 0)
		log_debug("%s: a name is left out: %s", firmware->label, why.text);
	if (rc < 0) {
		log_warning("%s: cannot learn what it calls its resources: out of memory",
			    firmware->label);
		name_later(firmware);
	} else {
		go_on_naming(firmware, had_pins);
	}
}

void firmware_begin_naming(struct firmware *firmware)
{
	host_cancel(firmware->host, &firmware->name_request);
	naming_start(&firmware->naming, &firmware->platform);
	go_on_naming(firmware, false);
}

/** discover_later() - ask again in a while what it has */
static void discover_later(struct firmware *firmware)
{
	if (!firmware->is_up)
		return;
	ev_timer_stop(firmware->server->loop, &firmware->again);
	ev_timer_set(&firmware->again, firmware->again_after, 0.);
	ev_timer_start(firmware->server->loop, &firmware->again);
	firmware->again_after *= 2;
	if (firmware->again_after > AGAIN_LAST)
		firmware->again_after = AGAIN_LAST;
}

/** adopt_platform() - it has what it was not known to have, or has forgotten all that was said */
static void adopt_platform(struct firmware *firmware)
{
	const struct platform *found = &firmware->discovery.found;
	bool is_anew = firmware->is_anew;

	tell_platform(firmware, found);
	firmware->is_anew = false;
	if (is_anew)
		firmware->is_limited = firmware->permissions.agent;
	firmware->platform = *found;
	firmware->policy.known = true;
	memcpy(firmware->policy.count, found->count, sizeof(firmware->policy.count));
	if (is_anew) {
		/* Whatever has failed before is begun anew. */
		ev_timer_stop(firmware->server->loop, &firmware->retry);
		permit_anew(firmware);
	}
	firmware_resolve(firmware);
	if (firmware->server->is_serving)
		firmware_restore_all(firmware);
	firmware_begin_naming(firmware);
	/* Who has waited long enough does not wait for names. */
	server_begin(firmware->server);
}

/**
 * adopt() - all was asked
 *
 * Firmware that never says all is asked until it has been waited for long enough, and believed
 * then.
 */
static void adopt(struct firmware *firmware)
{
	struct platform *found = &firmware->discovery.found;
	bool is_partial = firmware->discovery.is_partial, was_limited = firmware->is_limited;

	firmware->is_limited &= permissions_are_put_off(&firmware->permissions);
	if (is_partial && !firmware->is_anew)
		platform_keep(found, &firmware->platform);
	if (firmware->is_anew || !is_partial)
		firmware->again_after = AGAIN_FIRST;
	if (is_partial && firmware->again_after < AGAIN_LAST)
		discover_later(firmware);
	if (firmware->is_anew || !platform_is_equal(found, &firmware->platform))
		adopt_platform(firmware);
	else if (was_limited)
		firmware_resolve(firmware);
}

static void ask(struct firmware *firmware)
{
	/* Where guests can call already, it takes its turn. */
	if (discovery_next(&firmware->discovery, &firmware->packet))
		host_submit(firmware->host, &firmware->request,
			    firmware->is_anew ? HOST_URGENT : HOST_NORMAL);
	else
		adopt(firmware);
}

/** fail() - it cannot be learnt now what there is */
static void fail(struct firmware *firmware, const struct why *why)
{
	log_warning("%s: cannot learn what it has: %s", firmware->label, why->text);
	discover_later(firmware);
	settle(firmware);
}

static void on_learned(struct host_request *request, int error)
{
	struct firmware *firmware = request->context;
	struct why why;
	int rc = error;

	if (error)
		why_not(&why, error, "%s", strerror(-error));
	else
		rc = discovery_learn(&firmware->discovery, request->packet, &why);
	if (rc > 0 && !firmware->is_anew && firmware->again_after > AGAIN_FIRST)
		log_debug("%s: left out once more: %s", firmware->label, why.text);
	else if (rc > 0)
		log_warning("%s: left out: %s", firmware->label, why.text);
	if (rc < 0)
		fail(firmware, &why);
	else
		ask(firmware);
}

static void discover(struct firmware *firmware)
{
	host_cancel(firmware->host, &firmware->request);
	ev_timer_stop(firmware->server->loop, &firmware->again);
	discovery_start(&firmware->discovery);
	ask(firmware);
}

void firmware_discover_again(struct firmware *firmware)
{
	if (!firmware->is_up)
		return;
	firmware->again_after = AGAIN_FIRST;
	discover(firmware);
}

static void on_again(struct ev_loop *loop, ev_timer *timer, int revents)
{
	(void)loop;
	(void)revents;
	discover(timer->data);
}

static void on_up(void *context)
{
	struct firmware *firmware = context;

	firmware->is_up = true;
	firmware->is_anew = true;
	log_info("%s: connected", firmware->label);
	host_cancel(firmware->host, &firmware->name_request);
	discover(firmware);
}

static void on_down(void *context, const struct why *why)
{
	struct firmware *firmware = context;

	firmware->is_up = false;
	ev_timer_stop(firmware->server->loop, &firmware->retry);
	ev_timer_stop(firmware->server->loop, &firmware->again);
	log_warning("%s: not reached: %s; calls of guests get COMMS_ERROR", firmware->label,
		    why->text);
}

static const struct host_events host_events = { .up = on_up, .down = on_down };

/* --- trying again --- */

static void on_retry(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct firmware *firmware = timer->data;

	(void)loop;
	(void)revents;
	if (firmware->platform.known && !firmware->is_anew && !firmware->name_request.is_pending)
		go_on_naming(firmware, firmware_names(firmware)->pins_known);
	for (struct firmware *each = firmware->server->firmware; each; each = each->next)
		permit_resume(each);
	firmware_release_all(firmware);
	for (struct guest *guest = firmware->server->guests; guest; guest = guest->next)
		if (guest->firmware == firmware)
			restore_resume(guest);
}

void firmware_retry_later(struct firmware *firmware)
{
	if (firmware_is_waiting(firmware))
		return;
	ev_timer_set(&firmware->retry, RETRY, 0.);
	ev_timer_start(firmware->server->loop, &firmware->retry);
}

bool firmware_is_settled(const struct firmware *firmware, bool is_patient)
{
	return firmware->has_settled ||
		(!is_patient && (!firmware->request.is_pending || firmware->platform.known));
}

/* --- all of it --- */

int firmware_open(struct firmware *firmware, struct why *why)
{
	const struct config_channel *config = firmware->config;

	snprintf(firmware->label, sizeof(firmware->label), "firmware%s%s",
		 config->guest[0] ? " of " : "", config->guest);
	ev_timer_init(&firmware->retry, on_retry, 0., 0.);
	firmware->retry.data = firmware;
	ev_timer_init(&firmware->again, on_again, 0., 0.);
	firmware->again.data = firmware;
	firmware->again_after = AGAIN_FIRST;
	firmware->request = (struct host_request){
		.packet = &firmware->packet,
		.done = on_learned,
		.context = firmware,
		.overlaps = true,
	};
	permit_open(firmware);
	firmware->name_request = (struct host_request){
		.packet = &firmware->name_packet,
		.done = on_named,
		.context = firmware,
		.overlaps = true,
	};
	firmware->host =
		host_open(firmware->server->loop, config->address,
			  firmware->server->config->timeout_ms, &host_events, firmware, why);
	return firmware->host ? 0 : -EINVAL;
}

void firmware_close(struct firmware *firmware)
{
	policy_clear(&firmware->policy);
	names_clear(&firmware->naming.found);
	permissions_clear(&firmware->permissions);
	ev_timer_stop(firmware->server->loop, &firmware->retry);
	ev_timer_stop(firmware->server->loop, &firmware->again);
	if (firmware->host)
		host_close(firmware->host);
	firmware->host = NULL;
}
