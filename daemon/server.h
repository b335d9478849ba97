/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * server.h - the daemon as a whole: firmware on one side, guests on the other
 */
#ifndef XEN_SCMI_DAEMON_SERVER_H
#define XEN_SCMI_DAEMON_SERVER_H

#include <ev.h>

#include "daemon/config.h"
#include "daemon/host/host.h"
#include "daemon/machine.h"
#include "daemon/platform.h"
#include "daemon/xen/store.h"
#include "daemon/xen/xen.h"
#include "policy/policy.h"

struct guest;

struct server {
	struct ev_loop *loop;
	const struct config *config;
	const char *directory; /* for run-time state */
	struct xen xen;
	struct store store;
	struct host *host;
	struct platform platform;
	struct policy policy;
	struct machine machine;
	struct guest *guests; /* every domain that was looked at, served or not */
	void (*ready)(struct server *server);

	/* The conversation with the firmware. */
	struct discovery discovery;
	struct host_request discovery_request;
	struct scmi_packet discovery_packet;

	bool is_serving;   /* the guests that there were at start are known */
	ev_timer patience; /* how long guests wait for firmware that is not there */
	ev_timer retry;	   /* discovery and releases that failed */
	ev_io store_io;
};

/**
 * server_start() - open everything and begin; the rest happens in the loop
 *
 * The caller has set loop, config, directory and ready (called once, when the guests that are there
 * are served), and zeroed the rest.
 *
 * Return: 0; a negative errno with the reason in @why, nothing being left open.
 */
int server_start(struct server *server, struct why *why);

/** server_stop() - let go of every guest so that it runs on without the daemon, and close */
void server_stop(struct server *server);

/** server_resolve() - work out anew who owns what, and publish and act on what changed */
void server_resolve(struct server *server);

/** server_retry_later() - something for the firmware failed: try again in a while */
void server_retry_later(struct server *server);

#endif
