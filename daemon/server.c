// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * server.c - learn what the firmware has, find the guests, and follow what changes
 *
 * At start the firmware is asked first, so that guests that boot right afterwards find what is
 * theirs. If it does not answer, guests are served all the same: their calls get COMMS_ERROR until
 * it does.
 */
#include "server.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/frontend.h"
#include "daemon/grants.h"
#include "daemon/guest.h"
#include "daemon/log.h"
#include "daemon/policy_store.h"
#include "daemon/refusal.h"
#include "daemon/release.h"
#include "daemon/restore.h"

#define PATIENCE      2.0 /* seconds that the first guests wait for firmware that is not there */
#define RETRY	      1.0 /* seconds until what failed is tried again */
#define WATCH_DOMAINS "domains"
#define WATCH_POLICY  "policy"

/* --- guests --- */

static struct guest *find_guest(const struct server *server, uint32_t domain)
{
	struct guest *guest = server->guests;

	while (guest && (guest->domain.id != domain || guest->state == GUEST_LEAVING))
		guest = guest->next;
	return guest;
}

/** is_alive() - whether a domain is there, is the one that it was, and will run again */
static bool is_alive(struct server *server, uint32_t id, const uint8_t *uuid)
{
	struct xen_domain domain;
	int rc = xen_domain_next(&server->xen, id, &domain);

	/* A question that got no answer kills nobody. */
	if (rc && rc != -ENOENT)
		return true;
	return !rc && domain.id == id && !memcmp(domain.uuid, uuid, XEN_UUID_SIZE) &&
		!domain.is_dying && !domain.is_shut_down;
}

/** look_for_domains() - leave those that are gone, then meet those that are new */
static void look_for_domains(struct server *server)
{
	struct xen_domain domain = { 0 };
	struct guest *next;
	bool left = false;

	for (struct guest *guest = server->guests; guest; guest = next) {
		next = guest->next;
		if (guest->state != GUEST_LEAVING &&
		    !is_alive(server, guest->domain.id, guest->domain.uuid)) {
			guest_leave(guest);
			left = true;
		}
	}
	/* What they owned may be another's now. */
	if (left)
		server_resolve(server);
	while (!xen_domain_next(&server->xen, domain.id + 1, &domain))
		/* One that is not introduced is still being built. */
		if (!domain.is_dying && !domain.is_shut_down && !find_guest(server, domain.id) &&
		    store_is_introduced(&server->store, domain.id))
			guest_meet(server, &domain);
	/* All this may have taken long; deadlines count from what is now. */
	ev_now_update(server->loop);
}

/** inherit_journals() - see to guests that went away while no daemon ran */
static void inherit_journals(struct server *server)
{
	for (int64_t id = journal_next(server->directory, 0); id >= 0;
	     id = journal_next(server->directory, (uint32_t)id + 1)) {
		struct why why;
		struct journal *journal = journal_open(server->directory, (uint32_t)id, &why);
		bool alive = journal && is_alive(server, (uint32_t)id, journal->uuid);

		if (journal)
			journal_close(journal);
		if (!alive)
			guest_inherit(server, (uint32_t)id);
	}
}

static void report_refusal(void *context, const struct policy_refusal *refusal)
{
	const struct server *server = context;
	char user[REFUSAL_TEXT], reason[REFUSAL_TEXT];

	if (refusal_reason(&server->policy, refusal->agent, refusal->resource, refusal->id, reason))
		log_warning("%s: %s %u%s refused: %s", refusal->agent->name,
			    scmi_resource_name(refusal->resource), refusal->id,
			    refusal_user(refusal->agent, refusal->resource, refusal->id, user),
			    reason);
}

static void release_all(struct server *server)
{
	struct guest *next;

	for (struct guest *guest = server->guests; guest; guest = next) {
		next = guest->next;
		if (guest->journal)
			release_next(guest);
	}
}

/** restore_all() - firmware that started anew, be it while no daemon ran, has forgotten all
 * settings */
static void restore_all(struct server *server)
{
	for (struct guest *guest = server->guests; guest; guest = guest->next)
		if (guest->state == GUEST_SERVED)
			restore_begin(guest);
}

void server_resolve(struct server *server)
{
	policy_resolve(&server->policy, report_refusal, server);
	for (struct guest *guest = server->guests; guest; guest = guest->next)
		if (guest->state == GUEST_SERVED)
			frontend_publish_rights(guest);
	release_all(server);
}

/** load_policy() - read anew what a change at @path may have changed */
static void load_policy(struct server *server, const char *path)
{
	for (struct guest *guest = server->guests; guest; guest = guest->next)
		if (guest->state == GUEST_SERVED && grants_are_at(guest, path))
			grants_load(guest);
}

static void on_store(struct ev_loop *loop, ev_io *io, int revents)
{
	struct server *server = io->data;
	bool domains = false, policy = false;
	char **event;

	(void)revents;
	/* One look at the domains is enough for any number of events. */
	while ((event = store_next_event(&server->store))) {
		if (!strcmp(event[1], WATCH_DOMAINS)) {
			domains = true;
		} else {
			policy = true;
			load_policy(server, event[0]);
		}
		free(event);
	}
	if (errno != EAGAIN) {
		log_error("xenstore is gone: %s", strerror(errno));
		ev_break(loop, EVBREAK_ALL);
		return;
	}
	if (policy)
		server_resolve(server);
	if (domains)
		look_for_domains(server);
}

/** start_serving() - look for guests from now on */
static void start_serving(struct server *server)
{
	if (server->is_serving)
		return;
	ev_timer_stop(server->loop, &server->patience);
	inherit_journals(server);
	look_for_domains(server);
	/* What is released goes back to what all of them want. */
	server->is_serving = true;
	release_all(server);
	if (server->platform.known)
		restore_all(server);
	if (store_watch(&server->store, "@introduceDomain", WATCH_DOMAINS) ||
	    store_watch(&server->store, "@releaseDomain", WATCH_DOMAINS) ||
	    store_watch(&server->store, GUEST_POLICY_ROOT, WATCH_POLICY)) {
		log_error("cannot watch xenstore: %s", strerror(errno));
		ev_break(server->loop, EVBREAK_ALL);
		return;
	}
	ev_io_init(&server->store_io, on_store, store_fd(&server->store), EV_READ);
	server->store_io.data = server;
	ev_io_start(server->loop, &server->store_io);
	server->ready(server);
}

/** on_patience() - guests are not kept waiting for firmware that is not there */
static void on_patience(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct server *server = timer->data;

	(void)loop;
	(void)revents;
	if (!server->discovery_request.is_pending)
		start_serving(server);
}

/* --- firmware --- */

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
static void tell_platform(const struct platform *found)
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
	log_info("firmware: %s %s, version 0x%x: %s; %s", found->vendor, found->sub_vendor,
		 found->implementation, protocols, *resources ? resources : "no resources");
}

static void adopt_platform(struct server *server)
{
	const struct platform *found = &server->discovery.found;

	tell_platform(found);
	server->platform = *found;
	server->policy.known = true;
	memcpy(server->policy.count, found->count, sizeof(server->policy.count));
	server_resolve(server);
	if (server->is_serving)
		restore_all(server);
	start_serving(server);
}

static void ask(struct server *server)
{
	if (discovery_next(&server->discovery, &server->discovery_packet))
		host_submit(server->host, &server->discovery_request, HOST_URGENT);
	else
		adopt_platform(server);
}

static void on_learned(struct host_request *request, int error)
{
	struct server *server = request->context;
	struct why why;
	int rc = error;

	if (error)
		why_not(&why, error, "%s", strerror(-error));
	else
		rc = discovery_learn(&server->discovery, request->packet, &why);
	if (rc > 0)
		log_warning("firmware: a protocol is left out: %s", why.text);
	if (rc < 0) {
		log_warning("firmware: cannot learn what it has: %s", why.text);
		server_retry_later(server);
		start_serving(server);
		return;
	}
	ask(server);
}

static void discover(struct server *server)
{
	if (server->discovery_request.is_pending)
		return;
	discovery_start(&server->discovery);
	ask(server);
}

static void on_up(void *context)
{
	struct server *server = context;

	log_info("firmware: connected");
	discover(server);
}

static void on_down(void *context, const struct why *why)
{
	(void)context;
	log_warning("firmware: not reached: %s; calls of guests get COMMS_ERROR", why->text);
}

static const struct host_events host_events = { .up = on_up, .down = on_down };

static void on_retry(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct server *server = timer->data;

	(void)loop;
	(void)revents;
	if (!server->discovery.found.known)
		discover(server);
	release_all(server);
	for (struct guest *guest = server->guests; guest; guest = guest->next)
		restore_resume(guest);
}

void server_retry_later(struct server *server)
{
	if (ev_is_active(&server->retry))
		return;
	ev_timer_set(&server->retry, RETRY, 0.);
	ev_timer_start(server->loop, &server->retry);
}

/* --- all of it --- */

static void close_all(struct server *server)
{
	while (server->guests)
		guest_free(server->guests);
	machine_close(&server->machine, &server->policy);
	policy_clear(&server->policy);
	ev_timer_stop(server->loop, &server->patience);
	ev_timer_stop(server->loop, &server->retry);
	ev_io_stop(server->loop, &server->store_io);
	if (server->host)
		host_close(server->host);
	store_close(&server->store);
	xen_close(&server->xen);
}

int server_start(struct server *server, struct why *why)
{
	int rc;

	ev_timer_init(&server->patience, on_patience, PATIENCE, 0.);
	server->patience.data = server;
	ev_timer_init(&server->retry, on_retry, 0., 0.);
	server->retry.data = server;
	ev_init(&server->store_io, on_store);
	server->discovery_request = (struct host_request){
		.packet = &server->discovery_packet,
		.done = on_learned,
		.context = server,
	};
	rc = xen_open(&server->xen, why);
	if (!rc)
		rc = store_open(&server->store, why);
	if (!rc && server->config->host_dtb[0])
		rc = machine_open(&server->machine, &server->policy, server->config->host_dtb, why);
	if (!rc) {
		server->host = host_open(server->loop, server->config->channel,
					 server->config->timeout_ms, &host_events, server, why);
		rc = server->host ? 0 : -EINVAL;
	}
	if (rc) {
		close_all(server);
		return rc;
	}
	policy_store_load_directory(&server->store, server->config->policy_dir);
	ev_timer_start(server->loop, &server->patience);
	return 0;
}

void server_stop(struct server *server)
{
	for (struct guest *guest = server->guests; guest; guest = guest->next)
		guest_suspend(guest);
	close_all(server);
}
