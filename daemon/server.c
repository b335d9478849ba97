// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * server.c - find the guests, and follow what changes
 *
 * At start the firmware is asked first, so that guests that boot right afterwards find what is
 * theirs. If it does not answer, guests are served all the same: their calls get COMMS_ERROR until
 * it does.
 */
#include "server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/grants.h"
#include "daemon/guest.h"
#include "daemon/log.h"
#include "daemon/permit.h"
#include "daemon/policy_store.h"

#define PATIENCE      2.0 /* seconds that the first guests wait for firmware that is not there */
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

static void resolve(struct server *server)
{
	for (struct firmware *firmware = server->firmware; firmware; firmware = firmware->next)
		firmware_resolve(firmware);
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
		resolve(server);
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
		resolve(server);
	if (domains)
		look_for_domains(server);
}

/** start_serving() - look for guests from now on */
static void start_serving(struct server *server)
{
	ev_timer_stop(server->loop, &server->patience);
	inherit_journals(server);
	look_for_domains(server);
	/* What is released goes back to what all of them want. */
	server->is_serving = true;
	for (struct firmware *firmware = server->firmware; firmware; firmware = firmware->next) {
		permit(firmware);
		firmware_release_all(firmware);
		if (firmware->platform.known)
			firmware_restore_all(firmware);
	}
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

void server_begin(struct server *server)
{
	bool is_settled = !server->is_serving;

	for (struct firmware *firmware = server->firmware; firmware; firmware = firmware->next)
		is_settled &= firmware_is_settled(firmware, !server->is_impatient);
	if (is_settled)
		start_serving(server);
}

/** on_patience() - guests are not kept waiting for firmware that is not there */
static void on_patience(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct server *server = timer->data;

	(void)loop;
	(void)revents;
	server->is_impatient = true;
	server_begin(server);
}

struct firmware *server_firmware(const struct server *server, const char *name)
{
	struct firmware *firmware = server->firmware->next;

	while (firmware && strcmp(firmware->config->guest, name) != 0)
		firmware = firmware->next;
	return firmware ? firmware : server->firmware;
}

/* --- all of it --- */

static void close_all(struct server *server)
{
	while (server->guests)
		guest_free(server->guests);
	if (server->firmware)
		machine_close(&server->machine, &server->firmware->policy);
	while (server->firmware) {
		struct firmware *firmware = server->firmware;

		server->firmware = firmware->next;
		firmware_close(firmware);
		free(firmware);
	}
	ev_timer_stop(server->loop, &server->patience);
	ev_io_stop(server->loop, &server->store_io);
	store_close(&server->store);
	xen_close(&server->xen);
}

/** open_firmware() - every channel that is configured */
static int open_firmware(struct server *server, struct why *why)
{
	struct firmware **link = &server->firmware;
	int rc = 0;

	for (const struct config_channel *config = &server->config->channel; !rc && config;
	     config = config->next) {
		struct firmware *firmware = calloc(1, sizeof(*firmware));

		if (!firmware)
			return why_not(why, -ENOMEM, "out of memory");
		firmware->server = server;
		firmware->config = config;
		*link = firmware;
		link = &firmware->next;
		rc = firmware_open(firmware, why);
	}
	return rc;
}

int server_start(struct server *server, struct why *why)
{
	int rc;

	ev_timer_init(&server->patience, on_patience, PATIENCE, 0.);
	server->patience.data = server;
	ev_init(&server->store_io, on_store);
	rc = xen_open(&server->xen, why);
	if (!rc)
		rc = store_open(&server->store, why);
	if (!rc)
		rc = open_firmware(server, why);
	if (!rc && server->config->host_dtb[0])
		rc = machine_open(&server->machine, &server->firmware->policy,
				  server->config->host_dtb, why);
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
