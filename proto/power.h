/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * power.h - the power domain protocol, 0x11 (DEN0056E 4.3)
 *
 * Version 1.0 is that of SCMI 1.0, 2.0 and 2.1 those of 2.0 and 3.0, 3.0 that of 3.1, 3.1 that of
 * 3.2. PROTOCOL_ATTRIBUTES answers a struct scmi_protocol_region_p2a.
 */
#ifndef XEN_SCMI_PROTO_POWER_H
#define XEN_SCMI_PROTO_POWER_H

#include "scmi.h"

enum scmi_power_message {
	SCMI_POWER_DOMAIN_ATTRIBUTES = 0x3,
	SCMI_POWER_STATE_SET = 0x4,
	SCMI_POWER_STATE_GET = 0x5,
	SCMI_POWER_STATE_NOTIFY = 0x6,
	SCMI_POWER_STATE_CHANGE_REQUESTED_NOTIFY = 0x7, /* 2.0 */
	SCMI_POWER_DOMAIN_NAME_GET = 0x8,		/* 3.0 */
};

/* PROTOCOL_ATTRIBUTES: domains in bits 15:0. */
#define SCMI_POWER_COUNT_MASK 0xffffu

/* POWER_DOMAIN_ATTRIBUTES */
#define SCMI_POWER_NOTIFIES_CHANGES	    (1u << 31)
#define SCMI_POWER_SET_ASYNC		    (1u << 30)
#define SCMI_POWER_SET_SYNC		    (1u << 29)
#define SCMI_POWER_NOTIFIES_CHANGE_REQUESTS (1u << 28) /* 2.0 */
#define SCMI_POWER_LONG_NAME		    (1u << 27) /* 3.0: NAME_GET has the rest */

struct scmi_power_domain_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_power_domain_attributes_p2a) == 24, "wire size");

/*
 * POWER_STATE_SET, and the value of POWER_STATE_GET. Bit 30 of a state says that context is lost,
 * bits 27:0 which state it is: those but 0 are the platform's own.
 */
#define SCMI_POWER_ON	 0u
#define SCMI_POWER_OFF	 (1u << 30)
#define SCMI_POWER_STATE 0x4fffffffu

#define SCMI_POWER_STATE_SET_IS_ASYNC (1u << 0)

struct scmi_power_state_set_a2p {
	uint32_t flags;
	uint32_t domain_id;
	uint32_t state;
};
static_assert(sizeof(struct scmi_power_state_set_a2p) == 12, "wire size");

#endif
