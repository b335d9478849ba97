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
#include "daemon/grants.h"
#include "daemon/log.h"
#include "daemon/permit.h"
#include "daemon/release.h"
#include "daemon/restore.h"
#include "daemon/xen/memory.h"

/* Xen's toolstack has references 0 to 7 of every guest's table for itself, and uses 0 and 1. */
#define SHMEM_GRANT 7u

/* How many calls of one guest are served before it is the others' turn. */
#define CALLS_PER_TURN 8

/* --- the list --- */

static struct guest *guest_new(struct server *server, const struct xen_domain *domain,
			       const char *name)
{
	struct guest *guest = calloc(1, sizeof(*guest));
	struct guest **link = &server->guests;

	if (!guest)
		return NULL;
	guest->server = server;
	guest->firmware = server_firmware(server, name);
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
	host_cancel(guest->firmware->host, &guest->call.request);
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
	restore_end(guest);
	host_cancel(guest->firmware->host, &guest->release.request);
	policy_leave(&guest->firmware->policy, &guest->agent);
	if (guest->journal)
		journal_close(guest->journal);
	devices_free(&guest->devices);
	free(guest->name);
	free(guest);
}

/* --- attach --- */

/** hold_still() - pause the domain, and note it first: the next daemon must know of it */
static int hold_still(struct guest *guest)
{
	if (guest->journal)
		guest->journal->pauses++;
	return xen_domain_pause(&guest->server->xen, guest->domain.id);
}

/** let_run() - take back all pauses of ours, those of a daemon that died among them */
static void let_run(struct guest *guest)
{
	uint32_t none = 1, *pauses = guest->journal ? &guest->journal->pauses : &none;

	for (; *pauses; --*pauses)
		xen_domain_unpause(&guest->server->xen, guest->domain.id);
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

/** join() - the guest becomes an agent */
static void join(struct guest *guest)
{
	if (!guest->journal->is_served)
		snprintf(guest->journal->name, JOURNAL_NAME, "%s", guest->name);
	guest->agent.name = guest->name;
	guest->agent.holds = &guest->journal->holds;
	guest->agent.devices = &guest->devices;
	policy_join(&guest->firmware->policy, &guest->agent);
	permit_inherit(guest);
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
	/* First its devices: a daemon that takes it over cannot find them out any more. */
	frontend_publish(guest);
	guest->journal->is_served = true;
	guest->journal->is_stopped = false;
	firmware_resolve(guest->firmware);
	log_info("%s: %s: %u vCPUs, smc-id 0x%08x, shared page at 0x%llx", guest->label, how,
		 guest->domain.vcpus, guest->journal->smc_id,
		 (unsigned long long)guest->journal->shmem_address);
}

/** can_serve() - whether there is what every guest that is served needs */
static int can_serve(struct guest *guest, struct why *why)
{
	if (guest->domain.vcpus > JOURNAL_VCPUS)
		return why_not(why, -ENOTSUP, "it has %u vCPUs, expected %u at the most",
			       guest->domain.vcpus, JOURNAL_VCPUS);
	if (!guest->journal)
		return why_not(why, -EIO, "no journal could be written for it");
	return 0;
}

static void tell_wrong(void *context, const struct why *why)
{
	const struct guest *guest = context;

	log_error(
		"%s: device tree: %s; it gets nothing for what that device refers to from there on",
		guest->label, why->text);
}

/** find_devices() - what the guest was given is what its tree has, as long as it has not run */
static void find_devices(struct guest *guest, const void *fdt)
{
	struct why why;

	if (devices_read_guest(&guest->devices, fdt, tell_wrong, guest, &why))
		log_error("%s: device tree: %s; it gets nothing for what comes from there on",
			  guest->label, why.text);
}

/** find_grants() - names that its agent was denied are known as soon as it is given its devices */
static void find_grants(struct guest *guest)
{
	if (!guest->firmware->naming.was_denied)
		grants_find_names(guest);
	grants_load(guest);
}

/**
 * attach() - set up a guest that has not run
 * @again: a daemon that died had begun to
 */
static int attach(struct guest *guest, struct boot_tree *boot, bool again, struct why *why)
{
	const struct guest_tree_defaults *defaults = &guest->server->config->defaults;
	struct journal *journal = guest->journal;
	int rc = can_serve(guest, why);

	if (rc)
		return rc;
	journal->smc_id = boot->tree.smc_id ? boot->tree.smc_id : defaults->smc_id;
	journal->shmem_address =
		boot->tree.shmem_address ? boot->tree.shmem_address : defaults->shmem_address;
	join(guest);
	rc = share_page(guest, again, why);
	if (!rc)
		rc = open_ring(guest, again, why);
	if (!rc)
		rc = guest_tree_complete(boot->fdt, boot->room, &boot->tree, defaults, why);
	if (!rc) {
		find_devices(guest, boot->fdt);
		find_grants(guest);
	}
	return rc;
}

/** meet_new() - a domain that has not run: does it want SCMI? */
static void meet_new(struct guest *guest, bool again)
{
	struct boot_tree boot = { 0 };
	struct why why;
	int rc = boot_tree_open(&guest->server->xen, &guest->domain, guest->vcpus, &boot, &why);

	if (boot.is_moved)
		log_info("%s: device tree moved to 0x%llx, where it has room", guest->label,
			 (unsigned long long)boot.address);
	if (!rc && boot.tree.wants_scmi)
		rc = attach(guest, &boot, again, &why);
	if (rc)
		log_error("%s: not served: %s", guest->label, why.text);
	if (rc && boot.fdt)
		guest_tree_withdraw(boot.fdt);
	if (!rc && boot.tree.wants_scmi)
		served(guest, "served");
	boot_tree_close(&guest->server->xen, &guest->domain, &boot);
}

/** attach_late() - set up a guest that runs, and whose tree says what it needs to be served */
static int attach_late(struct guest *guest, const struct guest_tree *tree, struct why *why)
{
	int rc = can_serve(guest, why);

	if (rc)
		return rc;
	if (tree->conduit != GUEST_CONDUIT_SMC)
		return why_not(why, -ENOTSUP,
			       "it ran before xen-scmid did, and its tree says PSCI by HVC: "
			       "destroy and create it again");
	if (!tree->smc_id || !tree->shmem_address)
		return why_not(
			why, -EINVAL,
			"it ran before xen-scmid did, and its tree lacks arm,smc-id or shmem: "
			"destroy and create it again");
	guest->journal->smc_id = tree->smc_id;
	guest->journal->shmem_address = tree->shmem_address;
	join(guest);
	find_grants(guest);
	rc = share_page(guest, true, why);
	return rc ? rc : open_ring(guest, true, why);
}

/** meet_late() - a domain that ran before we saw it, and that no journal knows */
static void meet_late(struct guest *guest)
{
	struct boot_tree boot = { 0 };
	struct why why;
	int rc = boot_tree_find(&guest->server->xen, &guest->domain, &boot, &why);

	if (!rc && boot.tree.wants_scmi)
		rc = attach_late(guest, &boot.tree, &why);
	if (rc)
		log_error("%s: not served: %s", guest->label, why.text);
	else if (boot.tree.wants_scmi)
		served(guest, "served, though it ran before");
	boot_tree_close(&guest->server->xen, &guest->domain, &boot);
}

/** take_over() - a domain that a daemon before this one served */
static void take_over(struct guest *guest)
{
	struct journal *journal = guest->journal;
	struct why why;
	int rc = can_serve(guest, &why);

	join(guest);
	/* Whatever fails below: what it has on stays its own as long as it runs. */
	frontend_find_devices(guest);
	find_grants(guest);
	if (!rc)
		guest->page = xen_grant_map(&guest->server->xen, guest->domain.id, journal->grant);
	if (!rc && !guest->page)
		rc = why_not(&why, -errno, "grant reference %u: cannot map it: %s", journal->grant,
			     strerror(errno));
	if (!rc && journal->is_stopped)
		call_clear_page(guest);
	for (uint32_t vcpu = 0; !rc && vcpu < guest->domain.vcpus; vcpu++)
		call_recover(guest, vcpu);
	if (!rc) {
		rc = open_ring(guest, true, &why);
	} else {
		/* Opened to be closed: so vCPUs that wait for the dead daemon go on. */
		struct why ignored;

		open_ring(guest, true, &ignored);
	}
	if (rc)
		log_error("%s: not served: %s", guest->label, why.text);
	else
		served(guest, "taken over");
}

/** open_journal() - the journal that a domain has, or a new one; true where it had one */
static bool open_journal(struct guest *guest)
{
	const char *directory = guest->server->directory;
	const struct xen_domain *domain = &guest->domain;
	struct why why;

	guest->journal = journal_open(directory, domain->id, &why);
	if (!guest->journal && errno != ENOENT)
		log_warning("%s: %s", guest->label, why.text);
	if (guest->journal && !memcmp(guest->journal->uuid, domain->uuid, XEN_UUID_SIZE))
		return true;
	/* One of another domain that had this id is guest_inherit()'s to see to. */
	if (guest->journal)
		journal_close(guest->journal);
	guest->journal = journal_create(directory, domain, &why);
	if (!guest->journal)
		log_warning("%s: %s", guest->label, why.text);
	return false;
}

/** meet_paused() - decide what a domain is, now that it stands still, and serve it accordingly */
static void meet_paused(struct guest *guest, bool had_journal)
{
	struct xen_domain now;

	if (xen_domain_next(&guest->server->xen, guest->domain.id, &now) ||
	    now.id != guest->domain.id || now.is_dying || !now.vcpus)
		return;
	guest->domain = now;
	guest->vcpus = xen_vcpus_new(&guest->server->xen, now.id, now.vcpus);
	if (!guest->vcpus)
		log_error("%s: not served: out of memory", guest->label);
	else if (had_journal && guest->journal->is_served)
		take_over(guest);
	else if (!now.cpu_time)
		meet_new(guest, had_journal);
	else
		meet_late(guest);
}

void guest_meet(struct server *server, const struct xen_domain *domain)
{
	char *name = store_read(&server->store, "/local/domain/%u/name", domain->id);
	struct guest *guest = guest_new(server, domain, name ? name : "?");
	bool had_journal;

	free(name);
	if (!guest) {
		log_error("domain %u: not served: out of memory", domain->id);
		return;
	}
	had_journal = open_journal(guest);
	/* It may have another name by now: what it holds is on the channel that it had. */
	if (had_journal && guest->journal->is_served)
		guest->firmware = server_firmware(server, guest->journal->name);
	if (!hold_still(guest))
		meet_paused(guest, had_journal);
	if (guest->state != GUEST_SERVED)
		disconnect(guest);
	let_run(guest);
	/* If it was served before, its journal says what is to be released when it goes away. */
	if (guest->state != GUEST_SERVED && guest->journal && !guest->journal->is_served) {
		policy_leave(&guest->firmware->policy, &guest->agent);
		guest->agent.holds = NULL;
		journal_close(guest->journal);
		guest->journal = NULL;
		journal_remove(server->directory, domain->id);
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
	log_info("%s: gone", guest->label);
	guest->state = GUEST_LEAVING;
	disconnect(guest);
	restore_end(guest);
	frontend_remove(guest);
	policy_revoke(&guest->firmware->policy, &guest->agent);
	release_next(guest);
}

void guest_inherit(struct server *server, uint32_t domain)
{
	struct xen_domain gone = { .id = domain };
	struct why why;
	struct journal *journal = journal_open(server->directory, domain, &why);
	struct guest *guest;

	if (!journal && errno == ENOENT)
		return;
	if (!journal) {
		log_warning("%s; what domain %u left on stays on", why.text, domain);
		journal_remove(server->directory, domain);
		return;
	}
	memcpy(gone.uuid, journal->uuid, XEN_UUID_SIZE);
	guest = guest_new(server, &gone, journal->name);
	if (!guest) {
		journal_close(journal);
		return;
	}
	guest->journal = journal;
	join(guest);
	guest->state = GUEST_SERVED;
	guest_leave(guest);
}

void guest_suspend(struct guest *guest)
{
	if (guest->state != GUEST_SERVED)
		return;
	hold_still(guest);
	call_abort(guest);
	guest->journal->is_stopped = true;
	disconnect(guest);
	for (uint32_t vcpu = 0; vcpu < guest->domain.vcpus; vcpu++)
		guest->journal->vcpu[vcpu].call = JOURNAL_IDLE;
	let_run(guest);
	frontend_close(guest);
}
