/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * guest.h - a domain's life with the daemon: met, served, left
 */
#ifndef XEN_SCMI_DAEMON_GUEST_H
#define XEN_SCMI_DAEMON_GUEST_H

#include <ev.h>

#include "daemon/devices.h"
#include "daemon/host/host.h"
#include "daemon/journal.h"
#include "daemon/mediator.h"
#include "daemon/policy_store.h"
#include "daemon/server.h"
#include "daemon/xen/domain.h"
#include "daemon/xen/ring.h"
#include "daemon/xen/vcpu.h"
#include "proto/shmem.h"

/* Below it a directory for each guest's name; see docs/xenstore.md. */
#define GUEST_POLICY_ROOT "/tool/xen-scmi/policy"

enum guest_state {
	GUEST_IGNORED, /* wants no SCMI, or cannot be served; remembered, to be looked at once */
	GUEST_SERVED,
	GUEST_LEAVING, /* the domain is gone; what it held is being released */
};

/* A guest's SCMI call between doorbell and answer. There is one channel, so there is one call. */
struct guest_call {
	uint32_t vcpu;
	bool has_failed; /* the firmware did not answer */
	struct mediator_call mediator;
	struct scmi_packet packet;
	struct host_request request;
};

/* What became of a guest's messages, since this daemon serves it. */
struct guest_counters {
	uint64_t calls;
	uint64_t forwarded; /* to the firmware */
	uint64_t refused;   /* by the mediator */
	uint64_t failed;    /* forwarded, and not answered */
	uint64_t faults;    /* forwarded, and the answer made no sense */
};

/* Something being undone for a guest. */
struct guest_release {
	enum scmi_setting setting;
	uint32_t id;
	struct scmi_packet packet;
	struct host_request request;
};

struct guest_setting {
	enum scmi_setting setting;
	uint32_t id;
};

/* Settings that are said to the firmware once more. */
struct guest_restore {
	struct guest_setting *setting;
	uint32_t count;
	uint32_t next;	 /* how many have had their turn, the one that is out among them */
	bool is_partial; /* not all of these got an answer */
	struct scmi_packet packet;
	struct host_request request;
};

/* Lines that a guest causes: it decides how often it is refused, we how often that is logged. */
struct guest_lines {
	double since; /* of monotonic_now() */
	unsigned int shown;
	unsigned int hidden;
};

struct guest {
	struct guest *next;
	struct server *server;
	struct firmware *firmware;
	enum guest_state state;
	struct xen_domain domain;
	char *name;
	char label[80]; /* "NAME (domain ID)" for the log */

	/* Where it is served or leaving. */
	struct journal *journal;
	struct policy_agent agent;
	struct devices devices;
	struct policy_basis basis; /* of what the agent is granted */

	/* Where it is served. */
	struct xen_vcpus *vcpus;
	struct xen_ring *ring;
	volatile struct scmi_shmem *page;
	ev_io ring_io;
	ev_timer next_turn;
	struct guest_call call;
	struct guest_release release;
	struct guest_restore restore;
	struct guest_lines lines;
	struct guest_counters counters;
};

/**
 * guest_meet() - look at a domain that is new to us, and serve it if it wants SCMI
 *
 * It is added to the server's guests, whatever is found. A domain that a daemon before this one
 * served is taken over.
 */
void guest_meet(struct server *server, const struct xen_domain *domain);

/** guest_inherit() - release what a domain held that went away while no daemon ran */
void guest_inherit(struct server *server, uint32_t domain);

/**
 * guest_leave() - the domain is dead or will never run again: leave nothing of it behind
 *
 * Frees the guest, unless something is left to release; then the last release does.
 */
void guest_leave(struct guest *guest);

/** guest_suspend() - stop serving a guest that runs on; the next daemon takes it over */
void guest_suspend(struct guest *guest);

/** guest_free() - forget a guest, without a word to Xen or the firmware */
void guest_free(struct guest *guest);

#endif
