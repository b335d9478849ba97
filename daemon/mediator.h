/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mediator.h - between a guest's SCMI message and the firmware
 *
 * Pure: bytes and state in, bytes and verdict out. A packet is changed in place, so that a call
 * needs no memory but its own.
 *
 * Every request is checked in one order: type, row, version, size, right, and only then the hook of
 * a message that needs code. What no row allows does not reach the firmware.
 */
#ifndef XEN_SCMI_DAEMON_MEDIATOR_H
#define XEN_SCMI_DAEMON_MEDIATOR_H

#include "daemon/platform.h"
#include "policy/policy.h"

/* A call between its request and its answer. */
struct mediator_call {
	const struct scmi_message *row; /* NULL: refused before one was found */
	uint32_t header;		/* the guest's, repeated in the answer */
	bool has_id;			/* the resource that it names is known */
	uint32_t id;			/* of the row's resource */
	bool turns_on;			/* if the firmware agrees the resource is on */
	bool turns_off;			/* ... is off */
	bool took;			/* it was not held before this call */
	const char *refusal;		/* why the guest was refused; NULL: it was not */
	const char *fault; /* what is wrong with the firmware's answer; NULL: nothing */
};

/**
 * mediator_request() - judge a guest's request
 * @packet: the request, copied out of the guest's reach; becomes what is sent to the firmware (with
 *          token 0), or the answer
 * @call:   filled in for the answer to come and for the log
 *
 * Return: true where @packet is to be sent to the firmware, false where it is the answer.
 */
bool mediator_request(const struct platform *platform, struct policy_agent *agent,
		      struct scmi_packet *packet, struct mediator_call *call);

/** mediator_answer() - turn the firmware's answer in @packet into the guest's */
void mediator_answer(struct policy_agent *agent, struct scmi_packet *packet,
		     struct mediator_call *call);

/**
 * mediator_fail() - make the answer for a call whose answer never came
 *
 * A resource that was to be turned on may be on: it is held, so that it will be turned off.
 */
void mediator_fail(const struct mediator_call *call, struct scmi_packet *packet);

/** mediator_release() - make the request that turns a resource off */
void mediator_release(const struct platform *platform, enum scmi_resource resource, uint32_t id,
		      struct scmi_packet *packet);

#endif
