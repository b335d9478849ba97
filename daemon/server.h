/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * server.h - the daemon as a whole: firmware on one side, guests on the other
 */
#ifndef XEN_SCMI_DAEMON_SERVER_H
#define XEN_SCMI_DAEMON_SERVER_H

#include <ev.h>

#include "daemon/config.h"
#include "daemon/firmware.h"
#include "daemon/machine.h"
#include "daemon/xen/store.h"
#include "daemon/xen/xen.h"

struct guest;

struct server {
	struct ev_loop *loop;
	const struct config *config;
	const char *directory; /* for run-time state */
	struct xen xen;
	struct store store;
	struct firmware
		*firmware;	/* the first is that of all guests without a channel of their own */
	struct machine machine; /* its devices' rights are to that one */
	struct guest *guests;	/* every domain that was looked at, served or not */
	void (*ready)(struct server *server);

	bool is_serving;   /* the guests that there were at start are known */
	ev_timer patience; /* how long guests wait for firmware that is not there */
	bool is_impatient; /* they do not wait any more */
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

/** server_firmware() - that of a guest, by its name */
struct firmware *server_firmware(const struct server *server, const char *name);

/** server_begin() - look for guests from now on, if there is no firmware left to wait for */
void server_begin(struct server *server);

#endif
