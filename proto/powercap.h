/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * powercap.h - the power capping protocol, 0x18 (DEN0056E 4.10)
 *
 * Version 1.0 is that of SCMI 3.1, 2.0 that of 3.2. PAI is the averaging interval of power
 * measurements.
 */
#ifndef XEN_SCMI_PROTO_POWERCAP_H
#define XEN_SCMI_PROTO_POWERCAP_H

#include "scmi.h"

enum scmi_powercap_message {
	SCMI_POWERCAP_DOMAIN_ATTRIBUTES = 0x3,
	SCMI_POWERCAP_CAP_GET = 0x4,
	SCMI_POWERCAP_CAP_SET = 0x5,
	SCMI_POWERCAP_PAI_GET = 0x6,
	SCMI_POWERCAP_PAI_SET = 0x7,
	SCMI_POWERCAP_DOMAIN_NAME_GET = 0x8,
	SCMI_POWERCAP_MEASUREMENTS_GET = 0x9,
	SCMI_POWERCAP_CAP_NOTIFY = 0xa,
	SCMI_POWERCAP_MEASUREMENTS_NOTIFY = 0xb,
	SCMI_POWERCAP_DESCRIBE_FASTCHANNEL = 0xc, /* 2.0 */
};

/* PROTOCOL_ATTRIBUTES: domains in bits 15:0. */
#define SCMI_POWERCAP_COUNT_MASK 0xffffu

/* POWERCAP_DOMAIN_ATTRIBUTES */
#define SCMI_POWERCAP_NOTIFIES_CAP	    (1u << 31)
#define SCMI_POWERCAP_NOTIFIES_MEASUREMENTS (1u << 30)
#define SCMI_POWERCAP_SET_ASYNC		    (1u << 29)
#define SCMI_POWERCAP_LONG_NAME		    (1u << 28)
#define SCMI_POWERCAP_CAN_SET_CAP	    (1u << 27)
#define SCMI_POWERCAP_CAN_MEASURE	    (1u << 26)
#define SCMI_POWERCAP_CAN_SET_PAI	    (1u << 25)
#define SCMI_POWERCAP_MILLIWATT		    (2u << 23)
#define SCMI_POWERCAP_MICROWATT		    (1u << 23)
#define SCMI_POWERCAP_FASTCHANNELS	    (1u << 22) /* 2.0 */

#define SCMI_POWERCAP_NO_PARENT 0xffffffffu

struct scmi_powercap_domain_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	char name[SCMI_SHORT_NAME];
	uint32_t min_pai; /* microseconds */
	uint32_t max_pai;
	uint32_t pai_step;
	uint32_t min_cap;
	uint32_t max_cap;
	uint32_t cap_step;
	uint32_t sustainable_power;
	uint32_t accuracy; /* hundredths of a percent */
	uint32_t parent_id;
};
static_assert(sizeof(struct scmi_powercap_domain_attributes_p2a) == 60, "wire size");

/* POWERCAP_CAP_SET and, without flags, POWERCAP_PAI_SET */
#define SCMI_POWERCAP_IGNORE_DELAYED (1u << 0)
#define SCMI_POWERCAP_SET_IS_ASYNC   (1u << 1)

struct scmi_powercap_set_a2p {
	uint32_t domain_id;
	uint32_t flags;
	uint32_t value;
};
static_assert(sizeof(struct scmi_powercap_set_a2p) == 12, "wire size");

struct scmi_powercap_measurements_p2a {
	uint32_t status;
	uint32_t power;
	uint32_t pai;
};
static_assert(sizeof(struct scmi_powercap_measurements_p2a) == 12, "wire size");

struct scmi_powercap_measurements_notify_a2p {
	uint32_t domain_id;
	uint32_t enable;
	uint32_t threshold_low;
	uint32_t threshold_high;
};
static_assert(sizeof(struct scmi_powercap_measurements_notify_a2p) == 16, "wire size");

#endif
