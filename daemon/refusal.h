/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * refusal.h - why an agent does not get a resource, in words
 */
#ifndef XEN_SCMI_DAEMON_REFUSAL_H
#define XEN_SCMI_DAEMON_REFUSAL_H

#include "daemon/devices.h"
#include "policy/policy.h"

/* Room for any of these texts. */
#define REFUSAL_TEXT 512

/* Why a device does not get what it has a name for. */
#define REFUSAL_NO_NAME "the firmware has none of that name"

enum refusal_cause {
	REFUSAL_NONE,	     /* the agent has it, or it is not known yet what the firmware has */
	REFUSAL_NOT_GRANTED, /* its policy does not give it */
	REFUSAL_NOT_THERE,   /* the firmware does not have it */
	REFUSAL_OWNED,	     /* an agent before this one has it */
};

/**
 * refusal_cause() - why an agent does not get a resource
 * @owner: receives the agent that has it, with REFUSAL_OWNED; else NULL
 */
enum refusal_cause refusal_cause(const struct policy *policy, const struct policy_agent *agent,
				 enum scmi_resource resource, uint32_t id,
				 const struct policy_agent **owner);

/** refusal_user() - " for PATH" with the device of an agent that needs a resource; else "" */
const char *refusal_user(const struct policy_agent *agent, enum scmi_resource resource, uint32_t id,
			 char text[REFUSAL_TEXT]);

/**
 * refusal_reason() - "rtc owns it for /rtc@9010000", "the firmware has 5 of them, from 0 on"
 *
 * Return: NULL with REFUSAL_NONE.
 */
const char *refusal_reason(const struct policy *policy, const struct policy_agent *agent,
			   enum scmi_resource resource, uint32_t id, char text[REFUSAL_TEXT]);

/** refusal_of_device() - what an agent's device does not get: "clock 3: REASON; reset 1: REASON" */
void refusal_of_device(const struct policy *policy, const struct policy_agent *agent,
		       const struct device *device, char *text, size_t size);

#endif
