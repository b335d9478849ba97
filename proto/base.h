/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * base.h - the base protocol, 0x10 (DEN0056E 4.2): who is there and what it speaks
 */
#ifndef XEN_SCMI_PROTO_BASE_H
#define XEN_SCMI_PROTO_BASE_H

#include <stddef.h>

#include "scmi.h"

enum scmi_base_message {
	SCMI_BASE_DISCOVER_VENDOR = 0x3,
	SCMI_BASE_DISCOVER_SUB_VENDOR = 0x4,
	SCMI_BASE_DISCOVER_IMPLEMENTATION_VERSION = 0x5,
	SCMI_BASE_DISCOVER_LIST_PROTOCOLS = 0x6,
	SCMI_BASE_DISCOVER_AGENT = 0x7,
	SCMI_BASE_NOTIFY_ERRORS = 0x8,
	SCMI_BASE_SET_DEVICE_PERMISSIONS = 0x9,
	SCMI_BASE_SET_PROTOCOL_PERMISSIONS = 0xa,
	SCMI_BASE_RESET_AGENT_CONFIGURATION = 0xb,
};

/* PROTOCOL_ATTRIBUTES: number of agents in bits 15:8, of protocols (without BASE) in 7:0. */
#define SCMI_BASE_ATTRIBUTES(agents, protocols) ((uint32_t)(agents) << 8 | (uint32_t)(protocols))

/* BASE_DISCOVER_VENDOR and _SUB_VENDOR: a NUL-terminated name. */
struct scmi_base_vendor_p2a {
	uint32_t status;
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_base_vendor_p2a) == 20, "wire size");

struct scmi_base_implementation_version_p2a {
	uint32_t status;
	uint32_t version;
};
static_assert(sizeof(struct scmi_base_implementation_version_p2a) == 8, "wire size");

/*
 * BASE_DISCOVER_LIST_PROTOCOLS: ids are packed four to a word, the first in the lowest byte; the
 * last word is filled up with zeroes. BASE itself is not listed.
 */
struct scmi_base_list_protocols_a2p {
	uint32_t skip;
};
struct scmi_base_list_protocols_p2a {
	uint32_t status;
	uint32_t count; /* in this answer */
	uint8_t protocols[];
};
static_assert(sizeof(struct scmi_base_list_protocols_a2p) == 4, "wire size");
static_assert(offsetof(struct scmi_base_list_protocols_p2a, protocols) == 8, "wire offset");

/* BASE_DISCOVER_AGENT: 0 is the platform; from version 2.0 on there is "whoever asks". */
#define SCMI_AGENT_PLATFORM 0u
#define SCMI_AGENT_SELF	    0xffffffffu

struct scmi_base_discover_agent_a2p {
	uint32_t agent_id;
};
struct scmi_base_discover_agent_v1_p2a {
	uint32_t status;
	char name[SCMI_SHORT_NAME];
};
struct scmi_base_discover_agent_p2a {
	uint32_t status;
	uint32_t agent_id;
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_base_discover_agent_a2p) == 4, "wire size");
static_assert(sizeof(struct scmi_base_discover_agent_v1_p2a) == 20, "wire size");
static_assert(sizeof(struct scmi_base_discover_agent_p2a) == 24, "wire size");

struct scmi_base_notify_errors_a2p {
	uint32_t enable;
};
static_assert(sizeof(struct scmi_base_notify_errors_a2p) == 4, "wire size");

struct scmi_base_set_device_permissions_a2p {
	uint32_t agent_id;
	uint32_t device_id;
	uint32_t flags; /* bit 0: allow */
};
static_assert(sizeof(struct scmi_base_set_device_permissions_a2p) == 12, "wire size");

struct scmi_base_set_protocol_permissions_a2p {
	uint32_t agent_id;
	uint32_t device_id;
	uint32_t command_id; /* protocol in bits 7:0 */
	uint32_t flags;	     /* bit 0: allow */
};
static_assert(sizeof(struct scmi_base_set_protocol_permissions_a2p) == 16, "wire size");

struct scmi_base_reset_agent_configuration_a2p {
	uint32_t agent_id;
	uint32_t flags; /* bit 0: permissions too */
};
static_assert(sizeof(struct scmi_base_reset_agent_configuration_a2p) == 8, "wire size");

#endif
