/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * firmware.h - the firmware as one of its agents sees it: what there is, and who owns what of it
 *
 * There is one that all guests share, and one more for each guest that has a channel of its own.
 * Ids of resources are of one agent's view, so each has its own policy.
 */
#ifndef XEN_SCMI_DAEMON_FIRMWARE_H
#define XEN_SCMI_DAEMON_FIRMWARE_H

#include <ev.h>

#include "daemon/config.h"
#include "daemon/host/host.h"
#include "daemon/names.h"
#include "daemon/permissions.h"
#include "daemon/platform.h"
#include "policy/policy.h"

struct server;

struct firmware {
	struct firmware *next;
	struct server *server;
	const struct config_channel *config;
	char label[80]; /* for the log: "firmware", "firmware of NAME" */
	struct host *host;
	bool is_up;
	struct platform platform;
	struct policy policy;

	/* The conversation in which it says what it has. */
	struct discovery discovery;
	struct host_request request;
	struct scmi_packet packet;
	bool has_settled;   /* it has said so, or has failed to */
	bool is_limited;    /* its agent had not been given all its devices then */
	bool is_anew;	    /* it may have started anew since it said so last */
	ev_timer again;	    /* when it failed to, or said only a part */
	double again_after; /* seconds until then; doubled each time */

	/* And, behind it, how it calls that. */
	struct naming naming;
	struct host_request name_request;
	struct scmi_packet name_packet;

	/* What its agent may use: permit.h. */
	struct permissions permissions;
	struct host_request permission_request;
	struct scmi_packet permission_packet;
	bool is_permitted_late; /* guests are not held back, and may be denied what they have set */

	ev_timer retry; /* names, permissions, releases and what is set again, where they failed */
};

/**
 * firmware_open() - open the channel; the rest happens in the loop
 * @firmware: zeroed but for server and config
 *
 * Return: 0; -EINVAL with the reason where the channel's name makes no sense.
 */
int firmware_open(struct firmware *firmware, struct why *why);

/** firmware_close() - its guests are gone from its policy */
void firmware_close(struct firmware *firmware);

/** firmware_is_settled() - whether guests need not wait any more for what it says */
bool firmware_is_settled(const struct firmware *firmware, bool is_patient);

/** firmware_discover_again() - ask anew what it has: its agent may see more */
void firmware_discover_again(struct firmware *firmware);

/** firmware_begin_naming() - ask for all names, once more if some were asked for already */
void firmware_begin_naming(struct firmware *firmware);

/** firmware_resolve() - work out anew who owns what, and publish and act on what changed */
void firmware_resolve(struct firmware *firmware);

/** firmware_release_all() - undo whatever its guests may not have any more */
void firmware_release_all(struct firmware *firmware);

/** firmware_restore_all() - set anew what its guests have set: it may have forgotten all of it */
void firmware_restore_all(struct firmware *firmware);

/**
 * firmware_retry_later() - something that it was asked has failed: try again in a while
 *
 * Where it cannot be reached there is nothing to try: all is said anew when it is back.
 */
void firmware_retry_later(struct firmware *firmware);

/** firmware_names() - what is known of its names so far */
static inline const struct names *firmware_names(const struct firmware *firmware)
{
	return &firmware->naming.found;
}

/** firmware_is_waiting() - whether there is a while to wait until it is asked anything again */
static inline bool firmware_is_waiting(const struct firmware *firmware)
{
	return !firmware->is_up || ev_is_active(&firmware->retry);
}

#endif
