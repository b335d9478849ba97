// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * guest.c - a domain's life with the daemon
 *
 * A domain is met paused: by the toolstack, which has built it and not started it yet, and by us.
 * What is set up for it is set up in an order in which each step can be undone, and its tree is
 * changed last, so that a guest for which something fails runs on as if there were no SCMI.
 */
#include "guest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/boot_tree.h"
#include "daemon/call.h"
#include "daemon/frontend.h"
#include "daemon/log.h"
#include "daemon/xen/memory.h"

/* Xen's toolstack has references 0 to 7 of every guest's table for itself, and uses 0 and 1. */
#define SHMEM_GRANT 7u

/* How many calls of one guest are served before it is the others' turn. */
#define CALLS_PER_TURN 8

#define POLICY_ROOT "/tool/xen-scmi/policy"

/* --- the list --- */

static struct guest *guest_new(struct server *server, const struct xen_domain *domain,
			       const char *name)
{
	struct guest *guest = calloc(1, sizeof(*guest));
	struct guest **link = &server->guests;

	if (!guest)
		return NULL;
	guest->server = server;
	guest->domain = *domain;
	guest->name = strdup(name);
	snprintf(guest->label, sizeof(guest->label), "%s (domain %u)",
		 guest->name ? guest->name : "?", domain->id);
	while (*link)
		link = &(*link)->next;
	*link = guest;
	return guest;
}

/** disconnect() - give up all that was taken of Xen for a guest, in the reverse order of taking */
static void disconnect(struct guest *guest)
{
	host_cancel(guest->server->host, &guest->call.request);
	if (guest->ring) {
		ev_io_stop(guest->server->loop, &guest->ring_io);
		ev_timer_stop(guest->server->loop, &guest->next_turn);
		xen_ring_close(guest->ring);
	}
	if (guest->page)
		xen_grant_unmap(&guest->server->xen, (void *)guest->page);
	xen_vcpus_free(guest->vcpus);
	guest->ring = NULL;
	guest->page = NULL;
	guest->vcpus = NULL;
}

void guest_free(struct guest *guest)
{
	struct guest **link = &guest->server->guests;

	while (*link != guest)
		link = &(*link)->next;
	*link = guest->next;
	disconnect(guest);
	host_cancel(guest->server->host, &guest->release.request);
	policy_leave(&guest->server->policy, &guest->agent);
	if (guest->journal)
		journal_close(guest->journal);
	free(guest->name);
	free(guest);
}

/** ignore() - undo what was begun for a guest that cannot be served */
static void ignore(struct guest *guest)
{
	disconnect(guest);
	policy_leave(&guest->server->policy, &guest->agent);
	if (guest->journal) {
		journal_close(guest->journal);
		guest->journal = NULL;
		journal_remove(guest->server->directory, guest->domain.id);
	}
	guest->state = GUEST_IGNORED;
}

/* --- attach --- */

static void hold_still(struct guest *guest)
{
	if (guest->journal)
		guest->journal->is_paused = true;
	xen_domain_pause(&guest->server->xen, guest->domain.id);
}

static void let_run(struct guest *guest)
{
	xen_domain_unpause(&guest->server->xen, guest->domain.id);
	if (guest->journal)
		guest->journal->is_paused = false;
}

/** serve_turn() - serve a few calls of a guest, and leave more for after the others' turn */
static void serve_turn(struct guest *guest)
{
	uint32_t vcpu;

	for (int call = 0; call < CALLS_PER_TURN; call++) {
		if (!xen_ring_next(guest->ring, &vcpu))
			return;
		call_receive(guest, vcpu);
	}
	ev_timer_start(guest->server->loop, &guest->next_turn);
}

static void on_ring(struct ev_loop *loop, ev_io *io, int revents)
{
	struct guest *guest = io->data;

	(void)loop;
	(void)revents;
	xen_ring_wake(guest->ring);
	serve_turn(guest);
}

static void on_next_turn(struct ev_loop *loop, ev_timer *timer, int revents)
{
	(void)loop;
	(void)revents;
	serve_turn(timer->data);
}

/** join() - the guest becomes an agent, with the rights that policy gives it */
static void join(struct guest *guest)
{
	snprintf(guest->journal->name, JOURNAL_NAME, "%s", guest->name);
	guest->agent.name = guest->name;
	guest->agent.holds = &guest->journal->holds;
	policy_join(&guest->server->policy, &guest->agent);
	guest_load_policy(guest);
}

/** open_ring() - start to relay; @take_over: see xen_ring_open() */
static int open_ring(struct guest *guest, bool take_over, struct why *why)
{
	guest->ring = xen_ring_open(&guest->server->xen, guest->domain.id, take_over,
				    guest->domain.vcpus, why);
	if (!guest->ring)
		return -EIO;
	ev_io_init(&guest->ring_io, on_ring, xen_ring_fd(guest->ring), EV_READ);
	guest->ring_io.data = guest;
	ev_io_start(guest->server->loop, &guest->ring_io);
	ev_timer_init(&guest->next_turn, on_next_turn, 0., 0.);
	guest->next_turn.data = guest;
	return 0;
}

/** share_page() - see to it that the guest has the page of its journal, and map it */
static int share_page(struct guest *guest, bool may_exist, struct why *why)
{
	struct xen *xen = &guest->server->xen;
	struct journal *journal = guest->journal;
	uint32_t domain = guest->domain.id;
	bool exists = xen_memory_exists(xen, domain, journal->shmem_address);
	int rc = 0;

	if (exists && !may_exist)
		return why_not(why, -EINVAL,
			       "shared page at 0x%llx: the guest has memory there already",
			       (unsigned long long)journal->shmem_address);
	if (!exists)
		rc = xen_memory_add_page(xen, domain, journal->shmem_address);
	if (rc)
		return why_not(why, rc, "shared page at 0x%llx: cannot add it to the guest: %s",
			       (unsigned long long)journal->shmem_address, strerror(-rc));
	journal->added_page = true;
	journal->grant = SHMEM_GRANT;
	rc = xen_grant_seed(xen, domain, SHMEM_GRANT, journal->shmem_address);
	if (rc)
		return why_not(why, rc, "grant reference %u: cannot write it: %s", SHMEM_GRANT,
			       strerror(-rc));
	guest->page = xen_grant_map(xen, domain, SHMEM_GRANT);
	if (!guest->page)
		return why_not(why, -errno, "grant reference %u: cannot map it: %s", SHMEM_GRANT,
			       strerror(errno));
	scmi_shmem_reset(guest->page);
	return 0;
}

static void served(struct guest *guest, const char *how)
{
	guest->state = GUEST_SERVED;
	guest->journal->is_served = true;
	frontend_publish(guest);
	server_resolve(guest->server);
	log_info("%s: %s: %u vCPUs, smc-id 0x%08x, shared page at 0x%llx", guest->label, how,
		 guest->domain.vcpus, guest->journal->smc_id,
		 (unsigned long long)guest->journal->shmem_address);
}

/** begin() - what every guest that is served needs first: a journal and room for its vCPUs */
static int begin(struct guest *guest, struct why *why)
{
	if (guest->domain.vcpus > JOURNAL_VCPUS)
		return why_not(why, -ENOTSUP, "it has %u vCPUs, expected %u at the most",
			       guest->domain.vcpus, JOURNAL_VCPUS);
	guest->vcpus = xen_vcpus_new(&guest->server->xen, guest->domain.id, guest->domain.vcpus);
	if (!guest->vcpus)
		return why_not(why, -ENOMEM, "out of memory");
	if (!guest->journal)
		guest->journal = journal_create(guest->server->directory, &guest->domain, why);
	return guest->journal ? 0 : -EIO;
}

/**
 * attach() - set up a guest that has not run
 * @again: a daemon that died had begun to
 */
static int attach(struct guest *guest, struct boot_tree *boot, bool again, struct why *why)
{
	const struct guest_tree_defaults *defaults = &guest->server->config->defaults;
	struct journal *journal = guest->journal;
	int rc;

	journal->smc_id = boot->tree.smc_id ? boot->tree.smc_id : defaults->smc_id;
	journal->shmem_address =
		boot->tree.shmem_address ? boot->tree.shmem_address : defaults->shmem_address;
	join(guest);
	rc = share_page(guest, again, why);
	if (!rc)
		rc = open_ring(guest, again, why);
	if (!rc)
		rc = guest_tree_complete(boot->fdt, boot->room, &boot->tree, defaults, why);
	return rc;
}

/** meet_new() - a domain that has not run: does it want SCMI? */
static void meet_new(struct guest *guest, bool again)
{
	struct boot_tree boot = { 0 };
	struct why why;
	int rc = begin(guest, &why);

	hold_still(guest);
	if (!rc)
		rc = boot_tree_open(&guest->server->xen, &guest->domain, guest->vcpus, &boot, &why);
	if (!rc && boot.fdt && boot.tree.wants_scmi)
		rc = attach(guest, &boot, again, &why);
	if (rc)
		log_error("%s: not served: %s", guest->label, why.text);
	if (rc && boot.fdt)
		guest_tree_withdraw(boot.fdt);
	if (!rc && boot.tree.wants_scmi)
		served(guest, "served");
	boot_tree_close(&guest->server->xen, &boot);
	if (guest->state != GUEST_SERVED)
		ignore(guest);
	let_run(guest);
}

/** meet_late() - a domain that ran before we saw it, and that no journal knows */
static void meet_late(struct guest *guest)
{
	struct boot_tree boot = { 0 };
	struct why why;
	int rc = begin(guest, &why);

	hold_still(guest);
	if (!rc)
		rc = boot_tree_find(&guest->server->xen, &guest->domain, &boot, &why);
	if (!rc && boot.tree.wants_scmi && boot.tree.conduit != GUEST_CONDUIT_SMC)
		rc = why_not(&why, -ENOTSUP,
			     "it ran before xen-scmid did, and its tree says PSCI by HVC: "
			     "destroy and create it again");
	if (!rc && boot.tree.wants_scmi && (!boot.tree.smc_id || !boot.tree.shmem_address))
		rc = why_not(&why, -EINVAL,
			     "it ran before xen-scmid did, and its tree lacks arm,smc-id or shmem: "
			     "destroy and create it again");
	if (!rc && boot.tree.wants_scmi) {
		guest->journal->smc_id = boot.tree.smc_id;
		guest->journal->shmem_address = boot.tree.shmem_address;
		join(guest);
		rc = share_page(guest, true, &why);
		if (!rc)
			rc = open_ring(guest, true, &why);
	}
	if (rc)
		log_error("%s: not served: %s", guest->label, why.text);
	else if (boot.tree.wants_scmi)
		served(guest, "served, though it ran before");
	boot_tree_close(&guest->server->xen, &boot);
	if (guest->state != GUEST_SERVED)
		ignore(guest);
	let_run(guest);
}

/** take_over() - a domain that a daemon before this one served */
static void take_over(struct guest *guest)
{
	struct journal *journal = guest->journal;
	bool was_paused = journal->is_paused;
	struct why why;
	int rc = begin(guest, &why);

	hold_still(guest);
	join(guest);
	if (!rc) {
		guest->page = xen_grant_map(&guest->server->xen, guest->domain.id, journal->grant);
		if (!guest->page)
			rc = why_not(&why, -errno, "grant reference %u: cannot map it: %s",
				     journal->grant, strerror(errno));
	}
	for (uint32_t vcpu = 0; !rc && vcpu < guest->domain.vcpus; vcpu++)
		call_recover(guest, vcpu);
	if (!rc)
		rc = open_ring(guest, true, &why);
	if (rc) {
		/* It keeps its journal: what it holds is released when it goes away. */
		log_error("%s: not served: %s", guest->label, why.text);
		disconnect(guest);
	} else {
		served(guest, "taken over");
	}
	let_run(guest);
	/* The pause of the daemon that died. */
	if (was_paused)
		xen_domain_unpause(&guest->server->xen, guest->domain.id);
}

void guest_meet(struct server *server, const struct xen_domain *domain)
{
	char *name = store_read(&server->store, "/local/domain/%u/name", domain->id);
	struct guest *guest = guest_new(server, domain, name ? name : "?");
	struct why why;

	free(name);
	if (!guest) {
		log_error("domain %u: not served: out of memory", domain->id);
		return;
	}
	guest->journal = journal_open(server->directory, domain->id, &why);
	if (!guest->journal && errno != ENOENT)
		log_warning("%s: %s", guest->label, why.text);
	if (guest->journal && memcmp(guest->journal->uuid, domain->uuid, XEN_UUID_SIZE)) {
		/* Of another domain that had this id: guest_inherit() has seen to it. */
		journal_close(guest->journal);
		guest->journal = NULL;
	}

	if (guest->journal && guest->journal->is_served) {
		take_over(guest);
	} else if (guest->journal && !domain->cpu_time) {
		/* A daemon died while it attached it: the domain is as new, but for our pause. */
		bool was_paused = guest->journal->is_paused;

		meet_new(guest, true);
		if (was_paused)
			xen_domain_unpause(&server->xen, domain->id);
	} else if (!domain->cpu_time) {
		meet_new(guest, false);
	} else {
		meet_late(guest);
	}
}

void guest_load_policy(struct guest *guest)
{
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		const char *kind = scmi_resource_name(resource);
		struct why why;
		char *text =
			store_read(&guest->server->store, POLICY_ROOT "/%s/%s", guest->name, kind);

		if (!text && errno != ENOENT)
			log_error("policy of %s: cannot read %s: %s; it gets no %s", guest->label,
				  kind, strerror(errno), kind);
		if (policy_grant(&guest->agent, resource, text ? text : "", &why))
			log_error("policy of %s: %s = \"%.60s\": %s; it gets no %s", guest->label,
				  kind, text, why.text, kind);
		free(text);
	}
}

/* --- release --- */

static void on_released(struct host_request *request, int error)
{
	struct guest *guest = request->context;
	struct guest_release *release = &guest->release;
	const char *kind = scmi_resource_name(release->resource);

	if (error) {
		log_warning("%s: %s %u is not released yet: %s", guest->label, kind, release->id,
			    strerror(-error));
		server_retry_later(guest->server);
		return;
	}
	if (release->packet.length < sizeof(uint32_t) || scmi_packet_status(&release->packet))
		log_warning("%s: %s %u: the firmware refused to release it: %s", guest->label, kind,
			    release->id, scmi_status_name(scmi_packet_status(&release->packet)));
	else
		log_info("%s: released %s %u", guest->label, kind, release->id);
	policy_released(&guest->agent, release->resource, release->id);
	guest_release(guest);
}

void guest_release(struct guest *guest)
{
	struct server *server = guest->server;
	struct guest_release *release = &guest->release;
	const struct policy_hold *hold;

	if (release->request.is_pending || !server->platform.known)
		return;
	hold = policy_next_release(&server->policy, &guest->agent);
	if (hold) {
		release->resource = hold->resource;
		release->id = hold->id;
		mediator_release(&server->platform, hold->resource, hold->id, &release->packet);
		release->request.packet = &release->packet;
		release->request.done = on_released;
		release->request.context = guest;
		host_submit(server->host, &release->request, HOST_URGENT);
	} else if (guest->state == GUEST_LEAVING) {
		log_debug("%s: forgotten", guest->label);
		journal_remove(server->directory, guest->domain.id);
		guest_free(guest);
	}
}

void guest_leave(struct guest *guest)
{
	if (guest->state == GUEST_IGNORED && !guest->journal) {
		guest_free(guest);
		return;
	}
	if (guest->state == GUEST_LEAVING)
		return;
	call_tell_hidden(guest);
	log_info("%s: gone", guest->label);
	guest->state = GUEST_LEAVING;
	disconnect(guest);
	frontend_remove(guest);
	policy_leave(&guest->server->policy, &guest->agent);
	policy_release_all(&guest->agent);
	guest_release(guest);
}

void guest_inherit(struct server *server, uint32_t domain)
{
	struct xen_domain gone = { .id = domain };
	struct why why;
	struct journal *journal = journal_open(server->directory, domain, &why);
	struct guest *guest;

	if (!journal) {
		log_warning("%s", why.text);
		return;
	}
	memcpy(gone.uuid, journal->uuid, XEN_UUID_SIZE);
	guest = guest_new(server, &gone, journal->name);
	if (!guest) {
		journal_close(journal);
		return;
	}
	guest->journal = journal;
	guest->agent.name = guest->name;
	guest->agent.holds = &journal->holds;
	guest->state = GUEST_SERVED;
	guest_leave(guest);
}

void guest_suspend(struct guest *guest)
{
	if (guest->state != GUEST_SERVED)
		return;
	hold_still(guest);
	disconnect(guest);
	for (uint32_t vcpu = 0; vcpu < guest->domain.vcpus; vcpu++)
		guest->journal->vcpu[vcpu].call = JOURNAL_IDLE;
	let_run(guest);
	frontend_close(guest);
}
