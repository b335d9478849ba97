/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host.h - one queue onto the one channel to the firmware
 *
 * Requests wait in the order in which they came; since a guest has at most one request waiting,
 * that is a turn for each. What is urgent goes before: what the daemon asks to learn what there is.
 *
 * As many requests are in flight at a time as the channel takes, of those that may overlap. Any
 * other one goes out when all before it have ended, and until it has ended nothing else does. What
 * waits for that is not overtaken by what may overlap.
 *
 * Memory belongs to those who ask: a request is a member of a struct of theirs.
 */
#ifndef XEN_SCMI_DAEMON_HOST_HOST_H
#define XEN_SCMI_DAEMON_HOST_HOST_H

#include <ev.h>
#include <stdbool.h>

#include "proto/scmi.h"
#include "proto/why.h"

struct host;

enum host_priority {
	HOST_URGENT,
	HOST_NORMAL,
	HOST_PRIORITIES,
};

/* Zero-initialised it is idle. */
struct host_request {
	/* Set by who asks. */
	struct scmi_packet *packet; /* the request with any token, then the answer */
	/* It changes nothing at the firmware, so it may be out while others are that say so, too.
	 */
	bool overlaps;
	/**
	 * done() - the request has ended, and may be submitted again
	 * @error: 0: the packet is the answer; -ETIMEDOUT, -ENOTCONN, -EMSGSIZE (the message was
	 * not sent, since the channel cannot carry it) or another negative errno: none came, and
	 * the packet is unchanged but for its token; not to be submitted again from here then
	 */
	void (*done)(struct host_request *request, int error);
	/**
	 * prepare() - right before the packet is sent; or NULL
	 *
	 * Where the request does not overlap, no other one is out any more.
	 *
	 * Return: true; false where nothing is to be sent any more: then the request has ended, and
	 * done() is not called.
	 */
	bool (*prepare)(struct host_request *request);
	void *context;

	/* The queue's own. */
	bool is_pending;
	double deadline; /* of monotonic_now() */
	struct host_request *next;
};

struct host_events {
	void (*up)(void *context);
	void (*down)(void *context, const struct why *why);
};

/**
 * host_open() - open the channel that the configuration names
 * @channel:    "SCHEME:ADDRESS"
 * @timeout_ms: of a request, counted from its submission
 *
 * Return: NULL with the reason in @why where the name makes no sense.
 */
struct host *host_open(struct ev_loop *loop, const char *channel, uint32_t timeout_ms,
		       const struct host_events *events, void *context, struct why *why);
void host_close(struct host *host);

/** host_hold() - whether nothing is sent for now but what is urgent */
void host_hold(struct host *host, bool is_held);

/** host_submit() - queue a request; done() is called later, never from here */
void host_submit(struct host *host, struct host_request *request, enum host_priority priority);

/**
 * host_cancel() - forget a request; done() is not called
 *
 * If it is in flight, it keeps its place there until its answer has come or its time is up.
 */
void host_cancel(struct host *host, struct host_request *request);

#endif
