/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pinctrl.h - the pin control protocol, 0x19 (DEN0056E 4.11): pins, groups of them, functions
 *
 * Version 1.0 is that of SCMI 3.2. An identifier goes with a selector that says what it is of.
 */
#ifndef XEN_SCMI_PROTO_PINCTRL_H
#define XEN_SCMI_PROTO_PINCTRL_H

#include <stddef.h>

#include "scmi.h"

enum scmi_pinctrl_message {
	SCMI_PINCTRL_ATTRIBUTES = 0x3,
	SCMI_PINCTRL_LIST_ASSOCIATIONS = 0x4,
	SCMI_PINCTRL_SETTINGS_GET = 0x5,
	SCMI_PINCTRL_SETTINGS_CONFIGURE = 0x6,
	SCMI_PINCTRL_REQUEST = 0x7,
	SCMI_PINCTRL_RELEASE = 0x8,
	SCMI_PINCTRL_NAME_GET = 0x9,
	SCMI_PINCTRL_SET_PERMISSIONS = 0xa,
};

enum scmi_pinctrl_selector {
	SCMI_PINCTRL_PIN,
	SCMI_PINCTRL_GROUP,
	SCMI_PINCTRL_FUNCTION,
	SCMI_PINCTRL_SELECTORS,
};
#define SCMI_PINCTRL_SELECTOR 0x3u /* its bits, where flags have nothing else */

/* PROTOCOL_ATTRIBUTES: groups in 31:16 and pins in 15:0 of low, functions in 15:0 of high. */
struct scmi_pinctrl_protocol_attributes_p2a {
	uint32_t status;
	uint32_t attributes_low;
	uint32_t attributes_high;
};
static_assert(sizeof(struct scmi_pinctrl_protocol_attributes_p2a) == 12, "wire size");

/* PINCTRL_ATTRIBUTES, _REQUEST, _RELEASE, _NAME_GET: flags 1:0 are the selector. */
struct scmi_pinctrl_id_a2p {
	uint32_t identifier;
	uint32_t flags;
};
static_assert(sizeof(struct scmi_pinctrl_id_a2p) == 8, "wire size");

/* 15:0 of the attributes: pins of a group, groups of a function */
#define SCMI_PINCTRL_LONG_NAME	   (1u << 31)
#define SCMI_PINCTRL_ELEMENTS_MASK 0xffffu

struct scmi_pinctrl_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
	char name[SCMI_SHORT_NAME];
};
static_assert(sizeof(struct scmi_pinctrl_attributes_p2a) == 24, "wire size");

/* PINCTRL_LIST_ASSOCIATIONS: a struct scmi_list_p2a and 16-bit ids */
struct scmi_pinctrl_list_associations_a2p {
	uint32_t identifier;
	uint32_t flags; /* 1:0 selector */
	uint32_t index;
};
struct scmi_pinctrl_list_associations_p2a {
	uint32_t status;
	uint32_t flags;
	uint16_t ids[];
};
static_assert(sizeof(struct scmi_pinctrl_list_associations_a2p) == 12, "wire size");
static_assert(offsetof(struct scmi_pinctrl_list_associations_p2a, ids) == 8, "wire offset");

/* One setting: which it is in bits 7:0 of the type. */
struct scmi_pinctrl_config {
	uint32_t type;
	uint32_t value;
};
static_assert(sizeof(struct scmi_pinctrl_config) == 8, "wire size");

/* PINCTRL_SETTINGS_GET */
#define SCMI_PINCTRL_GET_WHAT		(3u << 18) /* 0 one type, 1 all types, 2 the function */
#define SCMI_PINCTRL_GET_SELECTOR_SHIFT 16u	   /* 17:16 */
#define SCMI_PINCTRL_GET_MASK		0xfffffu   /* all that has a meaning */
#define SCMI_PINCTRL_NO_FUNCTION	0xffffffffu

struct scmi_pinctrl_settings_get_a2p {
	uint32_t identifier;
	uint32_t attributes; /* 15:8 settings to skip, 7:0 the one type */
};
struct scmi_pinctrl_settings_get_p2a {
	uint32_t status;
	uint32_t function_selected;
	uint32_t flags; /* 31:24 settings left, 7:0 settings here */
	struct scmi_pinctrl_config configs[];
};
#define SCMI_PINCTRL_CONFIGS_HERE(flags) ((flags)&0xffu)
#define SCMI_PINCTRL_CONFIGS_LEFT(flags) ((flags) >> 24)
static_assert(sizeof(struct scmi_pinctrl_settings_get_a2p) == 8, "wire size");
static_assert(offsetof(struct scmi_pinctrl_settings_get_p2a, configs) == 12, "wire offset");

/* PINCTRL_SETTINGS_CONFIGURE: as many settings follow as the attributes say */
#define SCMI_PINCTRL_SET_FUNCTION	(1u << 10)
#define SCMI_PINCTRL_SET_CONFIGS(attrs) ((attrs) >> 2 & 0xffu)
#define SCMI_PINCTRL_SET_CONFIGS_MAX	255u
#define SCMI_PINCTRL_SET_MASK		0x7ffu /* all that has a meaning */
#define SCMI_PINCTRL_SET_SELECTOR_SHIFT 0u     /* 1:0 */

struct scmi_pinctrl_settings_configure_a2p {
	uint32_t identifier;
	uint32_t function_id;
	uint32_t attributes;
	struct scmi_pinctrl_config configs[];
};
static_assert(offsetof(struct scmi_pinctrl_settings_configure_a2p, configs) == 12, "wire offset");

struct scmi_pinctrl_set_permissions_a2p {
	uint32_t agent_id;
	uint32_t identifier;
	uint32_t flags; /* 2 allow, 1:0 selector */
};
static_assert(sizeof(struct scmi_pinctrl_set_permissions_a2p) == 12, "wire size");

#endif
