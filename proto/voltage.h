/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * voltage.h - the voltage domain protocol, 0x17 (DEN0056E 4.9): levels in microvolt
 *
 * Version 1.0 is that of SCMI 3.0, 2.0 that of 3.1, 2.1 that of 3.2.
 */
#ifndef XEN_SCMI_PROTO_VOLTAGE_H
#define XEN_SCMI_PROTO_VOLTAGE_H

#include "scmi.h"

enum scmi_voltage_message {
	SCMI_VOLTAGE_DOMAIN_ATTRIBUTES = 0x3,
	SCMI_VOLTAGE_DESCRIBE_LEVELS = 0x4,
	SCMI_VOLTAGE_CONFIG_SET = 0x5,
	SCMI_VOLTAGE_CONFIG_GET = 0x6,
	SCMI_VOLTAGE_LEVEL_SET = 0x7,
	SCMI_VOLTAGE_LEVEL_GET = 0x8,
	SCMI_VOLTAGE_DOMAIN_NAME_GET = 0x9, /* 2.0 */
};

/* PROTOCOL_ATTRIBUTES: domains in bits 15:0. */
#define SCMI_VOLTAGE_COUNT_MASK 0xffffu

/* VOLTAGE_DOMAIN_ATTRIBUTES */
#define SCMI_VOLTAGE_SET_ASYNC (1u << 31) /* 2.0 */
#define SCMI_VOLTAGE_LONG_NAME (1u << 30) /* 2.0 */

struct scmi_voltage_domain_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_voltage_domain_attributes_p2a) == 24, "wire size");

/* VOLTAGE_DESCRIBE_LEVELS: a struct scmi_list_a2p, a struct scmi_list_p2a and int32_t levels. */

/* VOLTAGE_CONFIG_SET and the value of _GET: bit 3 says that the mode is the platform's own. */
#define SCMI_VOLTAGE_OFF  0u
#define SCMI_VOLTAGE_ON	  7u
#define SCMI_VOLTAGE_MODE 0xfu

struct scmi_voltage_config_set_a2p {
	uint32_t domain_id;
	uint32_t config;
};
static_assert(sizeof(struct scmi_voltage_config_set_a2p) == 8, "wire size");

/* VOLTAGE_LEVEL_SET */
#define SCMI_VOLTAGE_LEVEL_SET_IS_ASYNC (1u << 0) /* 2.0 */

struct scmi_voltage_level_set_a2p {
	uint32_t domain_id;
	uint32_t flags;
	int32_t level;
};
static_assert(sizeof(struct scmi_voltage_level_set_a2p) == 12, "wire size");

#endif
