/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * permissions.h - what an agent of the firmware may use: given and taken device by device
 *
 * Where the firmware tells agents apart, it can hold one to the devices that it was given
 * (DEN0056E 4.2.2.10). A trusted agent says which these are, with
 *
 *	BASE_DISCOVER_AGENT		once: is there such an agent?
 *	BASE_SET_DEVICE_PERMISSIONS	for each device that a guest gets or loses
 *	BASE_RESET_AGENT_CONFIGURATION	when the agent has no guest, and all was taken from it
 *
 * What else it may use, by the firmware's own doing, cannot be asked for, and stays.
 *
 * The conversation is pure, as that of platform.h.
 */
#ifndef XEN_SCMI_DAEMON_PERMISSIONS_H
#define XEN_SCMI_DAEMON_PERMISSIONS_H

#include <stdbool.h>

#include "policy/rights.h"
#include "proto/base.h"
#include "proto/why.h"

/**
 * struct permissions - zero-initialised but for the agent nothing was said yet
 * @agent:    0: there is none to be held to anything
 * @name:     the firmware's, of the agent; "": not known yet
 * @given:    devices that it was given
 * @possible: others that it may have: given without an answer, or before, by whomever
 * @refused:  devices that the firmware did not let it have, until it is reset
 * @put_off:  devices about which it is asked again later
 * @is_put_off: ... and so it is about the agent itself
 * @is_reset: it has nothing, and no guest that could have anything
 * @has_more: it was given something; cleared by who acts on that
 * @is_over:  the firmware does not take part: it is not asked again
 */
struct permissions {
	uint32_t agent;
	char name[SCMI_SHORT_NAME];
	struct rights given;
	struct rights possible;
	struct rights refused;
	struct rights put_off;
	bool is_put_off;
	bool is_reset;
	bool has_more;
	bool is_over;

	/* The command that is out. */
	uint8_t message;
	uint32_t device;
	bool allows;
};

/* What the agent is to have. */
struct permissions_wanted {
	const struct rights *devices;
	bool has_guests; /* without any it is reset */
	bool may_take;	 /* else a guest that has gone needs its devices until all is undone */
};

/**
 * permissions_next() - the next command, with token 0
 *
 * Return: false where all is as it is wanted, but for what is put off.
 */
bool permissions_next(struct permissions *permissions, const struct permissions_wanted *wanted,
		      struct scmi_packet *request);

/**
 * permissions_learn() - take the answer to the command that permissions_next() made
 *
 * Return: 0; 1 with a line for the log, where a device or the agent cannot be had; -EAGAIN with a
 * line, where the firmware cannot say now: the command is put off.
 */
int permissions_learn(struct permissions *permissions, const struct scmi_packet *answer,
		      struct why *why);

/** permissions_are_put_off() - whether anything is to be said later */
static inline bool permissions_are_put_off(const struct permissions *permissions)
{
	return permissions->is_put_off || !rights_are_none(&permissions->put_off);
}

/** permissions_resume() - what was put off may be said again */
void permissions_resume(struct permissions *permissions);

/** permissions_forget() - the firmware may have started anew, or not: say all of it again */
void permissions_forget(struct permissions *permissions);

/** permissions_clear() - nothing was said yet; gives the memory back */
void permissions_clear(struct permissions *permissions);

#endif
