/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * refusal.h - why an agent does not get a resource, in words
 */
#ifndef XEN_SCMI_DAEMON_REFUSAL_H
#define XEN_SCMI_DAEMON_REFUSAL_H

#include "daemon/guest.h"

/* Room for any of these texts. */
#define REFUSAL_TEXT 512

/** refusal_user() - " for PATH" with the device of an agent that needs a resource; else "" */
const char *refusal_user(const struct server *server, const struct policy_agent *agent,
			 enum scmi_resource resource, uint32_t id, char text[REFUSAL_TEXT]);

/**
 * refusal_reason() - "rtc owns it for /rtc@9010000", "the firmware has 5 of them, from 0 on"
 *
 * Return: NULL where the agent has the resource, or it is not known yet what the firmware has.
 */
const char *refusal_reason(const struct server *server, const struct policy_agent *agent,
			   enum scmi_resource resource, uint32_t id, char text[REFUSAL_TEXT]);

/** refusal_of_device() - what a guest's device does not get: "clock 3: REASON; reset 1: REASON" */
void refusal_of_device(const struct guest *guest, const struct device *device, char *text,
		       size_t size);

#endif
