/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * reset.h - the reset domain protocol, 0x16 (DEN0056E 4.8)
 *
 * Version 1.0 is that of SCMI 2.0 and 3.0, 3.0 that of 3.1, 3.1 that of 3.2.
 */
#ifndef XEN_SCMI_PROTO_RESET_H
#define XEN_SCMI_PROTO_RESET_H

#include "scmi.h"

enum scmi_reset_message {
	SCMI_RESET_DOMAIN_ATTRIBUTES = 0x3,
	SCMI_RESET_DOMAIN_RESET = 0x4, /* the specification calls it RESET */
	SCMI_RESET_NOTIFY = 0x5,
	SCMI_RESET_DOMAIN_NAME_GET = 0x6, /* 3.0 */
};

/* PROTOCOL_ATTRIBUTES: domains in bits 15:0. */
#define SCMI_RESET_COUNT_MASK 0xffffu

/* RESET_DOMAIN_ATTRIBUTES */
#define SCMI_RESET_ASYNC     (1u << 31)
#define SCMI_RESET_NOTIFIES  (1u << 30)
#define SCMI_RESET_LONG_NAME (1u << 29) /* 3.0 */

struct scmi_reset_domain_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	uint32_t latency; /* microseconds, 0xffffffff: not known */
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_reset_domain_attributes_p2a) == 28, "wire size");

/* RESET: without a flag the reset signal is let go of. */
#define SCMI_RESET_AUTONOMOUS (1u << 0) /* assert and let go */
#define SCMI_RESET_ASSERT     (1u << 1)
#define SCMI_RESET_IS_ASYNC   (1u << 2)

struct scmi_reset_a2p {
	uint32_t domain_id;
	uint32_t flags;
	uint32_t reset_state; /* 0: cold; with bit 31 the platform's own */
};
static_assert(sizeof(struct scmi_reset_a2p) == 12, "wire size");

#endif
