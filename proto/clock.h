/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.h - the clock protocol, 0x14 (DEN0056E 4.6): rates in Hz, on and off, parents
 *
 * Version 1.0 is that of SCMI 1.0 to 3.0, 2.0 that of 3.1, 3.0 that of 3.2.
 */
#ifndef XEN_SCMI_PROTO_CLOCK_H
#define XEN_SCMI_PROTO_CLOCK_H

#include <stddef.h>

#include "scmi.h"

enum scmi_clock_message {
	SCMI_CLOCK_ATTRIBUTES = 0x3,
	SCMI_CLOCK_DESCRIBE_RATES = 0x4,
	SCMI_CLOCK_RATE_SET = 0x5,
	SCMI_CLOCK_RATE_GET = 0x6,
	SCMI_CLOCK_CONFIG_SET = 0x7,
	SCMI_CLOCK_NAME_GET = 0x8,
	SCMI_CLOCK_RATE_NOTIFY = 0x9,
	SCMI_CLOCK_RATE_CHANGE_REQUESTED_NOTIFY = 0xa,
	SCMI_CLOCK_CONFIG_GET = 0xb,
	SCMI_CLOCK_POSSIBLE_PARENTS_GET = 0xc,
	SCMI_CLOCK_PARENT_SET = 0xd,
	SCMI_CLOCK_PARENT_GET = 0xe,
	SCMI_CLOCK_GET_PERMISSIONS = 0xf,
};

/* PROTOCOL_ATTRIBUTES: pending asynchronous rate changes in bits 23:16, clocks in 15:0. */
#define SCMI_CLOCK_COUNT_MASK 0xffffu
#define SCMI_CLOCK_ASYNC_MASK 0xff0000u

/* A 64-bit rate on the wire: only 4-byte aligned. */
struct scmi_clock_rate {
	uint32_t low;
	uint32_t high;
};
static_assert(sizeof(struct scmi_clock_rate) == 8, "wire size");

/* CLOCK_ATTRIBUTES */
#define SCMI_CLOCK_ENABLED		    (1u << 0)
#define SCMI_CLOCK_RESTRICTED		    (1u << 1)  /* 3.0: see GET_PERMISSIONS */
#define SCMI_CLOCK_EXTENDED_CONFIG	    (1u << 27) /* 3.0 */
#define SCMI_CLOCK_HAS_PARENTS		    (1u << 28) /* 3.0 */
#define SCMI_CLOCK_LONG_NAME		    (1u << 29) /* 2.0: NAME_GET has the rest */
#define SCMI_CLOCK_NOTIFIES_CHANGE_REQUESTS (1u << 30) /* 2.0 */
#define SCMI_CLOCK_NOTIFIES_CHANGES	    (1u << 31) /* 2.0 */

struct scmi_clock_attributes_v1_p2a {
	uint32_t status;
	uint32_t attributes;
	char name[SCMI_SHORT_NAME];
};
struct scmi_clock_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	char name[SCMI_SHORT_NAME];
	uint32_t enable_delay; /* microseconds, 0: not known */
};
static_assert(sizeof(struct scmi_clock_attributes_v1_p2a) == 24, "wire size");
static_assert(sizeof(struct scmi_clock_attributes_p2a) == 28, "wire size");

/* CLOCK_DESCRIBE_RATES, asked with struct scmi_list_a2p */
struct scmi_clock_describe_rates_p2a {
	uint32_t status;
	uint32_t flags; /* see struct scmi_list_p2a */
	struct scmi_clock_rate rates[];
};
static_assert(offsetof(struct scmi_clock_describe_rates_p2a, rates) == 8, "wire offset");

/* CLOCK_RATE_SET */
#define SCMI_CLOCK_RATE_ASYNC	       (1u << 0)
#define SCMI_CLOCK_RATE_IGNORE_DELAYED (1u << 1)
#define SCMI_CLOCK_RATE_ROUND_UP       (1u << 2)
#define SCMI_CLOCK_RATE_ROUND_AUTO     (1u << 3)

struct scmi_clock_rate_set_a2p {
	uint32_t flags;
	uint32_t clock_id;
	struct scmi_clock_rate rate;
};
static_assert(sizeof(struct scmi_clock_rate_set_a2p) == 16, "wire size");

struct scmi_clock_rate_get_p2a {
	uint32_t status;
	struct scmi_clock_rate rate;
};
static_assert(sizeof(struct scmi_clock_rate_get_p2a) == 12, "wire size");

/*
 * CLOCK_CONFIG_SET. Up to 2.0 bit 0 of the attributes is the new state. From 3.0 on bits 1:0 are
 * 0 off, 1 on, 3 unchanged, and bits 23:16 name an extended configuration that takes the value.
 */
struct scmi_clock_config_set_v1_a2p {
	uint32_t clock_id;
	uint32_t attributes;
};
struct scmi_clock_config_set_a2p {
	uint32_t clock_id;
	uint32_t attributes;
	uint32_t extended_value;
};
#define SCMI_CLOCK_CONFIG_STATE_V1  0x1u
#define SCMI_CLOCK_CONFIG_STATE_V3  0x3u
#define SCMI_CLOCK_CONFIG_EXTENDED  0xff0000u
#define SCMI_CLOCK_CONFIG_OFF	    0u
#define SCMI_CLOCK_CONFIG_ON	    1u
#define SCMI_CLOCK_CONFIG_UNCHANGED 3u
static_assert(sizeof(struct scmi_clock_config_set_v1_a2p) == 8, "wire size");
static_assert(sizeof(struct scmi_clock_config_set_a2p) == 12, "wire size");

/* CLOCK_CONFIG_GET, 3.0 */
struct scmi_clock_config_get_a2p {
	uint32_t clock_id;
	uint32_t flags; /* 7:0 the extended configuration to read, 0: none */
};
struct scmi_clock_config_get_p2a {
	uint32_t status;
	uint32_t attributes;
	uint32_t config; /* bit 0: on */
	uint32_t extended_value;
};
static_assert(sizeof(struct scmi_clock_config_get_a2p) == 8, "wire size");
static_assert(sizeof(struct scmi_clock_config_get_p2a) == 16, "wire size");

/* CLOCK_POSSIBLE_PARENTS_GET, 3.0, asked with struct scmi_list_a2p */
struct scmi_clock_possible_parents_p2a {
	uint32_t status;
	uint32_t flags; /* 31:24 parents left, 7:0 parents here */
	uint32_t parents[];
};
#define SCMI_CLOCK_PARENTS_HERE(flags) ((flags)&0xffu)
#define SCMI_CLOCK_PARENTS_LEFT(flags) ((flags) >> 24)
static_assert(offsetof(struct scmi_clock_possible_parents_p2a, parents) == 8, "wire offset");

/* CLOCK_PARENT_SET and CLOCK_PARENT_GET, 3.0 */
struct scmi_clock_parent_set_a2p {
	uint32_t clock_id;
	uint32_t parent_id;
};
struct scmi_clock_parent_get_p2a {
	uint32_t status;
	uint32_t parent_id;
};
static_assert(sizeof(struct scmi_clock_parent_set_a2p) == 8, "wire size");
static_assert(sizeof(struct scmi_clock_parent_get_p2a) == 8, "wire size");

/* CLOCK_GET_PERMISSIONS, 3.0 */
#define SCMI_CLOCK_MAY_SET_STATE  (1u << 31)
#define SCMI_CLOCK_MAY_SET_PARENT (1u << 30)
#define SCMI_CLOCK_MAY_SET_RATE	  (1u << 29)

struct scmi_clock_permissions_p2a {
	uint32_t status;
	uint32_t permissions;
};
static_assert(sizeof(struct scmi_clock_permissions_p2a) == 8, "wire size");

#endif
