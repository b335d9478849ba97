/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hooks.h - the code of messages for which their row does not say it all
 *
 * A part of the mediator, for nobody else. A hook runs when all that the row says has been checked.
 * To give a message one, add an enum scmi_hook, name it in the message's row and add its functions
 * to the table in hooks.c.
 */
#ifndef XEN_SCMI_DAEMON_HOOKS_H
#define XEN_SCMI_DAEMON_HOOKS_H

#include "daemon/mediator.h"

/* What a call is judged with. */
struct context {
	const struct platform *platform;
	struct policy_agent *agent;
	struct scmi_packet *packet;
	struct mediator_call *call;
};

enum hook_outcome {
	HOOK_FIT,   /* the answer is the guest's */
	HOOK_WRONG, /* it contradicts itself */
	HOOK_AGAIN, /* the packet is one more request */
};

/**
 * hook_check() - what is checked beside the right to the resource, when a request is judged, and
 * again when it is sent
 *
 * Return: SUCCESS, or the status that is the answer.
 */
enum scmi_status hook_check(struct context *c);

/**
 * hook_request() - hook_check(), and then make the answer of a message that the mediator answers,
 * or prepare one that is forwarded
 */
enum scmi_status hook_request(struct context *c);

/**
 * hook_unowned() - make an answer about a resource that exists and that the guest does not own
 *
 * Return: false where there is none but the row's status.
 */
bool hook_unowned(struct context *c);

/** hook_answer() - see the successful answer to a forwarded message */
enum hook_outcome hook_answer(struct context *c);

/* --- what hooks and the mediator share --- */

/** answer_room() - an answer of @size bytes, all zero, status SUCCESS; its bytes */
void *answer_room(struct scmi_packet *packet, size_t size);

/** refuse() - Return: @status, with the reason noted for the log */
enum scmi_status refuse(struct context *c, enum scmi_status status, const char *refusal);

/** is_visible() - whether a guest may know that the platform has a protocol */
bool is_visible(const struct context *c, uint8_t protocol);

#endif
