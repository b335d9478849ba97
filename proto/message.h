/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * message.h - the one table of SCMI messages
 *
 * A row says all that is known of a message: its sizes, whose resource it touches, what right that
 * needs and how a guest's call is treated. Length checks, permission checks, MESSAGE_ATTRIBUTES,
 * the trace, docs/protocols.md and the generated tests are made from it. A message without a row
 * does not exist for a guest. To add one, add its row in message.c; to add a protocol, its rows and
 * its entry in `protocols`.
 *
 * Messages that changed their form between protocol versions have a row for each form.
 */
#ifndef XEN_SCMI_PROTO_MESSAGE_H
#define XEN_SCMI_PROTO_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scmi.h"

/* Kinds of resource that a guest can own. Those of pin control are in the order of its selectors.
 */
enum scmi_resource {
	SCMI_NO_RESOURCE,
	SCMI_RESOURCE_CLOCK,
	SCMI_RESOURCE_POWER,
	SCMI_RESOURCE_PERF,
	SCMI_RESOURCE_SENSOR,
	SCMI_RESOURCE_RESET,
	SCMI_RESOURCE_VOLTAGE,
	SCMI_RESOURCE_POWERCAP,
	SCMI_RESOURCE_PIN,
	SCMI_RESOURCE_PIN_GROUP,
	SCMI_RESOURCE_PIN_FUNCTION,
	SCMI_RESOURCE_SYSTEM_POWER, /* ids are enum scmi_system_state: what a guest may ask for */
	SCMI_RESOURCE_VENDOR,	    /* ids are protocol and message, see scmi_vendor_id() */
	SCMI_RESOURCE_DEVICE,	    /* of BASE_SET_DEVICE_PERMISSIONS; no message of a guest's */
	SCMI_RESOURCES,
};

/* What can be set of a resource, see setting.h. Those of pin control follow its selectors. */
enum scmi_setting {
	SCMI_NO_SETTING,
	SCMI_SETTING_CLOCK,
	SCMI_SETTING_POWER,
	SCMI_SETTING_PERF_LIMITS,
	SCMI_SETTING_PERF_LEVEL,
	SCMI_SETTING_VOLTAGE,
	SCMI_SETTING_VOLTAGE_LEVEL,
	SCMI_SETTING_POWERCAP,
	SCMI_SETTING_POWERCAP_INTERVAL,
	SCMI_SETTING_PIN,
	SCMI_SETTING_PIN_GROUP,
	SCMI_SETTINGS,
};

/* What a message does with the setting that it is about. */
enum scmi_use {
	SCMI_READS,
	SCMI_SETS,
	SCMI_ENDS,
};

/* How a guest's call is treated once type, row, version, size and right are checked. */
enum scmi_treatment {
	SCMI_REFUSE,  /* NOT_SUPPORTED, on purpose: the row's `why` says so */
	SCMI_ANSWER,  /* answered by the mediator, the firmware never sees it */
	SCMI_FORWARD, /* the firmware's to answer */
};

/* Messages that need code: what the mediator does before or after the plain treatment. */
enum scmi_hook {
	SCMI_PLAIN,
	/* answered by the mediator */
	SCMI_HOOK_VERSION,
	SCMI_HOOK_ATTRIBUTES,
	SCMI_HOOK_MESSAGE_ATTRIBUTES,
	SCMI_HOOK_NEGOTIATE_VERSION,
	SCMI_HOOK_BASE_ATTRIBUTES,
	SCMI_HOOK_BASE_VENDOR,
	SCMI_HOOK_BASE_SUB_VENDOR,
	SCMI_HOOK_BASE_IMPLEMENTATION,
	SCMI_HOOK_BASE_PROTOCOLS,
	SCMI_HOOK_BASE_AGENT,
	SCMI_HOOK_BASE_RESET,
	SCMI_HOOK_SYSTEM_POWER_SET,
	SCMI_HOOK_SYSTEM_POWER_GET,
	/* forwarded */
	SCMI_HOOK_CLOCK_ATTRIBUTES,
	SCMI_HOOK_CLOCK_CONFIG_SET,
	SCMI_HOOK_CLOCK_PARENTS,
	SCMI_HOOK_CLOCK_PARENT_SET,
	SCMI_HOOK_CLOCK_PARENT_GET,
	SCMI_HOOK_CLOCK_PERMISSIONS,
	SCMI_HOOK_SENSOR_DESCRIPTIONS,
	SCMI_HOOK_SENSOR_AXES,
	SCMI_HOOK_SENSOR_AXIS_NAMES,
	SCMI_HOOK_POWERCAP_ATTRIBUTES,
	SCMI_HOOK_PINCTRL_ATTRIBUTES,
	SCMI_HOOK_PINCTRL_ASSOCIATIONS,
	SCMI_HOOK_PINCTRL_SETTINGS_GET,
	SCMI_HOOK_PINCTRL_SETTINGS_CONFIGURE,
	SCMI_HOOK_VENDOR_MESSAGE_ATTRIBUTES,
	SCMI_HOOKS,
};

struct scmi_message {
	const char *name;
	uint32_t since; /* first protocol version with this form */
	uint32_t until; /* first version without it, 0: none */
	uint8_t protocol;
	uint8_t id;
	uint16_t request_size; /* bytes of parameters */
	uint16_t request_max;  /* where more may follow; else request_size */
	/*
	 * Not 0: bytes of the form before this one. Agents of before send it whatever the version
	 * is, and with zeros up to request_size it means the same.
	 */
	uint16_t request_older;
	uint16_t answer_min; /* bytes of a successful answer's payload, status included */
	uint16_t answer_max;
	uint8_t list_item; /* not 0: the answer is a struct scmi_list_p2a and items of this size */
	enum scmi_treatment treatment : 8;
	enum scmi_hook hook : 8;

	/* What the message names. */
	enum scmi_resource resource : 8; /* with selectors, the first of several kinds */
	uint8_t resource_at;		 /* byte offset of the resource's id in the parameters */
	uint8_t selectors;		 /* how many kinds there are; 0: one, and no selector */
	uint8_t selector_at;		 /* byte offset of the word with the selector */
	uint8_t selector_shift;		 /* of its two bits */
	enum scmi_status unowned : 8;	 /* answer where the guest does not own the resource */

	/* The setting that it is about, if any. */
	enum scmi_setting setting : 8; /* with selectors, the first of several */
	enum scmi_use use : 8;
	uint8_t value_at; /* byte offset of the value, in parameters that set it, else in the answer
			   */
	uint32_t value_mask; /* bits of its words that are the value */

	bool changes_state : 1; /* at the firmware: read-only will not do */
	bool repeatable : 1;	/* sending it twice is the same as once */
	bool constant : 1;	/* the firmware always gives the same answer */
	bool has_flags : 1;
	uint8_t flags_at;	 /* byte offset of flags in the parameters */
	uint32_t flags_kept;	 /* bits of them that reach the firmware */
	uint32_t hidden;	 /* bits of the answer's first value that no guest sees */
	uint32_t hidden_if_read; /* ... that a guest does not see that may only read */
	const char *why;	 /* it is refused */
};

/* A protocol as a whole. */
struct scmi_protocol_info {
	uint8_t id;
	uint8_t kinds; /* how many kinds of resource it has */
	const char *name;
	enum scmi_resource resource; /* the first of them */
	uint8_t attributes;	     /* words of PROTOCOL_ATTRIBUTES that tell something */
	uint32_t shown[2];	     /* bits of these that guests see */
};

/**
 * scmi_message_find() - the row of a message
 * @version: protocol version that is spoken
 *
 * Return: NULL where this version of the protocol has no such message, or the table has no row.
 */
const struct scmi_message *scmi_message_find(uint8_t protocol, uint8_t id, uint32_t version);

/** scmi_messages() - all rows but those of vendor protocols */
const struct scmi_message *scmi_messages(size_t *count);

/** scmi_vendor_message() - the row of any message of any vendor protocol; never NULL */
const struct scmi_message *scmi_vendor_message(uint8_t id);

/** scmi_vendor_messages() - all rows of vendor protocols; the last is of all ids without their own
 */
const struct scmi_message *scmi_vendor_messages(size_t *count);

/** scmi_protocol_info() - NULL for a protocol that the table does not know, or a vendor's */
const struct scmi_protocol_info *scmi_protocol_info(uint8_t protocol);

/** scmi_protocol_name() - "CLOCK"; "vendor" and "unknown" for what has no entry of its own */
const char *scmi_protocol_name(uint8_t protocol);

/* Vendor protocols are 0x80 to 0xff (4.1.2.1). */
static inline bool scmi_protocol_is_vendor(uint8_t protocol)
{
	return protocol & 0x80;
}

/** scmi_vendor_id() - a vendor's message as the id of a resource */
static inline uint32_t scmi_vendor_id(uint8_t protocol, uint8_t message)
{
	return (uint32_t)protocol << 8 | message;
}

/** scmi_resource_name() - "clock": the word that policy keys and log lines use */
const char *scmi_resource_name(enum scmi_resource resource);

/** scmi_status_name() - "DENIED" */
const char *scmi_status_name(enum scmi_status status);

#endif
