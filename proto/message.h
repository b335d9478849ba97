/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * message.h - the one table of SCMI messages
 *
 * A row says all that is known of a message: its sizes, whose resource it touches, what right that
 * needs and how a guest's call is treated. Length checks, permission checks, MESSAGE_ATTRIBUTES,
 * the trace and the generated tests are made from it. A message without a row does not exist for a
 * guest. To add one, add its row in message.c; to add a protocol, its rows and its name.
 *
 * Messages that changed their form between protocol versions have a row for each form.
 */
#ifndef XEN_SCMI_PROTO_MESSAGE_H
#define XEN_SCMI_PROTO_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scmi.h"

/* Kinds of resource that a guest can own. */
enum scmi_resource {
	SCMI_NO_RESOURCE,
	SCMI_RESOURCE_CLOCK,
	SCMI_RESOURCES,
};

/* How a guest's call is treated once type, row, version, size and right are checked. */
enum scmi_treatment {
	SCMI_REFUSE,  /* NOT_SUPPORTED, on purpose: the row's comment says why */
	SCMI_ANSWER,  /* answered by the mediator, the firmware never sees it */
	SCMI_FORWARD, /* the firmware's to answer */
};

/* Messages that need code: what the mediator does before or after the plain treatment. */
enum scmi_hook {
	SCMI_PLAIN,
	/* answered by the mediator */
	SCMI_HOOK_VERSION,
	SCMI_HOOK_NEGOTIATE_VERSION,
	SCMI_HOOK_BASE_ATTRIBUTES,
	SCMI_HOOK_BASE_VENDOR,
	SCMI_HOOK_BASE_SUB_VENDOR,
	SCMI_HOOK_BASE_IMPLEMENTATION,
	SCMI_HOOK_BASE_PROTOCOLS,
	SCMI_HOOK_BASE_AGENT,
	SCMI_HOOK_BASE_RESET,
	SCMI_HOOK_MESSAGE_ATTRIBUTES,
	SCMI_HOOK_CLOCK_PROTOCOL_ATTRIBUTES,
	/* forwarded */
	SCMI_HOOK_CLOCK_ATTRIBUTES,
	SCMI_HOOK_CLOCK_RATES,
	SCMI_HOOK_CLOCK_RATE_SET,
	SCMI_HOOK_CLOCK_CONFIG_SET,
	SCMI_HOOK_CLOCK_PERMISSIONS,
	SCMI_HOOKS,
};

struct scmi_message {
	const char *name;
	uint32_t since; /* first protocol version with this form */
	uint32_t until; /* first version without it, 0: none */
	uint8_t protocol;
	uint8_t id;
	uint16_t request_size; /* bytes of parameters, exact */
	uint16_t answer_min;   /* bytes of a successful answer's payload, status included */
	uint16_t answer_max;
	enum scmi_treatment treatment;
	enum scmi_hook hook;
	enum scmi_resource resource; /* what the message names, if anything */
	uint8_t resource_at;	     /* byte offset of the resource's id in the parameters */
	enum scmi_status unowned;    /* answer where the guest does not own the resource */
	bool changes_state : 1;	     /* at the firmware */
	bool repeatable : 1;	     /* sending it twice is the same as once */
	bool constant : 1;	     /* the firmware always gives the same answer */
};

/**
 * scmi_message_find() - the row of a message
 * @version: protocol version that is spoken
 *
 * Return: NULL where this version of the protocol has no such message, or the table has no row.
 */
const struct scmi_message *scmi_message_find(uint8_t protocol, uint8_t id, uint32_t version);

/** scmi_messages() - all rows, for documentation and generated tests */
const struct scmi_message *scmi_messages(size_t *count);

/** scmi_protocol_known() - whether the table has rows for a protocol */
bool scmi_protocol_known(uint8_t protocol);

/** scmi_protocol_resource() - the kind of resource that a protocol is about */
enum scmi_resource scmi_protocol_resource(uint8_t protocol);

/** scmi_protocol_name() - "CLOCK"; "unknown" for a protocol that has no rows */
const char *scmi_protocol_name(uint8_t protocol);

/** scmi_resource_name() - "clock": the word that policy keys and log lines use */
const char *scmi_resource_name(enum scmi_resource resource);

/** scmi_status_name() - "DENIED" */
const char *scmi_status_name(enum scmi_status status);

#endif
