/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * perf.h - the performance domain protocol, 0x13 (DEN0056E 4.5): levels and their limits
 *
 * Version 1.0 is that of SCMI 1.0, 2.0 that of 2.0 and 3.0, 3.0 that of 3.1, 4.0 that of 3.2. A
 * level is a number of which a higher one means more performance; from 4.0 on a domain may count
 * its levels, and then sets and limits name a level's index. PROTOCOL_ATTRIBUTES answers a struct
 * scmi_protocol_region_p2a.
 */
#ifndef XEN_SCMI_PROTO_PERF_H
#define XEN_SCMI_PROTO_PERF_H

#include <stddef.h>

#include "scmi.h"

enum scmi_perf_message {
	SCMI_PERFORMANCE_DOMAIN_ATTRIBUTES = 0x3,
	SCMI_PERFORMANCE_DESCRIBE_LEVELS = 0x4,
	SCMI_PERFORMANCE_LIMITS_SET = 0x5,
	SCMI_PERFORMANCE_LIMITS_GET = 0x6,
	SCMI_PERFORMANCE_LEVEL_SET = 0x7,
	SCMI_PERFORMANCE_LEVEL_GET = 0x8,
	SCMI_PERFORMANCE_NOTIFY_LIMITS = 0x9,
	SCMI_PERFORMANCE_NOTIFY_LEVEL = 0xa,
	SCMI_PERFORMANCE_DESCRIBE_FASTCHANNEL = 0xb, /* 2.0 */
	SCMI_PERFORMANCE_DOMAIN_NAME_GET = 0xc,	     /* 3.0 */
};

/* PROTOCOL_ATTRIBUTES: power in milliwatt or microwatt (3.0), domains in bits 15:0. */
#define SCMI_PERF_MICROWATT  (1u << 17)
#define SCMI_PERF_MILLIWATT  (1u << 16)
#define SCMI_PERF_COUNT_MASK 0xffffu

/* PERFORMANCE_DOMAIN_ATTRIBUTES */
#define SCMI_PERF_CAN_SET_LIMITS  (1u << 31)
#define SCMI_PERF_CAN_SET_LEVEL	  (1u << 30)
#define SCMI_PERF_NOTIFIES_LIMITS (1u << 29)
#define SCMI_PERF_NOTIFIES_LEVEL  (1u << 28)
#define SCMI_PERF_FASTCHANNELS	  (1u << 27) /* 2.0 */
#define SCMI_PERF_LONG_NAME	  (1u << 26) /* 3.0 */
#define SCMI_PERF_LEVEL_INDEXING  (1u << 25) /* 4.0 */

struct scmi_perf_domain_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	uint32_t rate_limit;	 /* 19:0 microseconds between requests */
	uint32_t sustained_freq; /* kHz */
	uint32_t sustained_level;
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_perf_domain_attributes_p2a) == 36, "wire size");

/* PERFORMANCE_DESCRIBE_LEVELS, asked with struct scmi_list_a2p; flags have no triplets. */
struct scmi_perf_level_v1 {
	uint32_t level;
	uint32_t power;
	uint32_t latency; /* 15:0 microseconds */
};
struct scmi_perf_level {
	uint32_t level;
	uint32_t power;
	uint32_t latency;
	uint32_t frequency; /* kHz */
	uint32_t index;
};
static_assert(sizeof(struct scmi_perf_level_v1) == 12, "wire size");
static_assert(sizeof(struct scmi_perf_level) == 20, "wire size");

/* From 3.0 on 0 leaves a limit as it is. */
struct scmi_perf_limits_set_a2p {
	uint32_t domain_id;
	uint32_t range_max;
	uint32_t range_min;
};
struct scmi_perf_limits_get_p2a {
	uint32_t status;
	uint32_t range_max;
	uint32_t range_min;
};
static_assert(sizeof(struct scmi_perf_limits_set_a2p) == 12, "wire size");
static_assert(sizeof(struct scmi_perf_limits_get_p2a) == 12, "wire size");

struct scmi_perf_level_set_a2p {
	uint32_t domain_id;
	uint32_t level;
};
static_assert(sizeof(struct scmi_perf_level_set_a2p) == 8, "wire size");

#endif
