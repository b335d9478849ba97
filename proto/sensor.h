/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sensor.h - the sensor protocol, 0x15 (DEN0056E 4.7)
 *
 * Version 1.0 is that of SCMI 1.0 and 2.0, 2.0 that of 3.0 (axes, intervals, settings), 3.0 that of
 * 3.1, 3.1 that of 3.2. PROTOCOL_ATTRIBUTES answers a struct scmi_protocol_region_p2a.
 */
#ifndef XEN_SCMI_PROTO_SENSOR_H
#define XEN_SCMI_PROTO_SENSOR_H

#include <stddef.h>

#include "scmi.h"

enum scmi_sensor_message {
	SCMI_SENSOR_DESCRIPTION_GET = 0x3,
	SCMI_SENSOR_TRIP_POINT_NOTIFY = 0x4,
	SCMI_SENSOR_TRIP_POINT_CONFIG = 0x5,
	SCMI_SENSOR_READING_GET = 0x6,
	SCMI_SENSOR_AXIS_DESCRIPTION_GET = 0x7,	    /* 2.0 */
	SCMI_SENSOR_LIST_UPDATE_INTERVALS = 0x8,    /* 2.0 */
	SCMI_SENSOR_CONFIG_GET = 0x9,		    /* 2.0 */
	SCMI_SENSOR_CONFIG_SET = 0xa,		    /* 2.0 */
	SCMI_SENSOR_CONTINUOUS_UPDATE_NOTIFY = 0xb, /* 2.0 */
	SCMI_SENSOR_NAME_GET = 0xc,		    /* 3.0 */
	SCMI_SENSOR_AXIS_NAME_GET = 0xd,	    /* 3.0 */
};

/* PROTOCOL_ATTRIBUTES: outstanding asynchronous readings in bits 23:16, sensors in 15:0. */
#define SCMI_SENSOR_COUNT_MASK 0xffffu

/*
 * SENSOR_DESCRIPTION_GET answers a struct scmi_list_p2a and that many descriptors, in the order of
 * ids, which count from 0. A descriptor is the part that all have, and from 2.0 on, if its
 * attributes say so, power, and for a sensor without axes a resolution and a range.
 */
struct scmi_sensor_description_get_a2p {
	uint32_t index;
};
struct scmi_sensor_descriptor {
	uint32_t id;
	uint32_t attributes_low;
	uint32_t attributes_high;
	char name[SCMI_SHORT_NAME];
};
struct scmi_sensor_extension {
	uint32_t power; /* microwatt */
	uint32_t resolution;
	uint32_t lowest_low;
	uint32_t lowest_high;
	uint32_t highest_low;
	uint32_t highest_high;
};
#define SCMI_SENSOR_READS_ASYNC	     (1u << 31) /* of attributes_low */
#define SCMI_SENSOR_NOTIFIES_UPDATES (1u << 30) /* 2.0 */
#define SCMI_SENSOR_LONG_NAME	     (1u << 29) /* 3.0 */
#define SCMI_SENSOR_TIMESTAMPS	     (1u << 9)	/* 2.0 */
#define SCMI_SENSOR_EXTENDED	     (1u << 8)	/* 2.0 */
#define SCMI_SENSOR_TRIP_POINTS(low) ((low)&0xffu)
#define SCMI_SENSOR_HAS_AXES	     (1u << 8) /* of attributes_high, 2.0 */
#define SCMI_SENSOR_AXES(high)	     ((high) >> 16 & 0x3fu)
#define SCMI_SENSOR_TYPE_CELSIUS     2u /* 7:0 of attributes_high */
static_assert(sizeof(struct scmi_sensor_description_get_a2p) == 4, "wire size");
static_assert(sizeof(struct scmi_sensor_descriptor) == 28, "wire size");
static_assert(sizeof(struct scmi_sensor_extension) == 24, "wire size");

struct scmi_sensor_trip_point_config_a2p {
	uint32_t sensor_id;
	uint32_t flags; /* 11:4 which trip point, 1:0 events */
	uint32_t value_low;
	uint32_t value_high;
};
static_assert(sizeof(struct scmi_sensor_trip_point_config_a2p) == 16, "wire size");

/* SENSOR_READING_GET: one value to 1.0, from 2.0 on a value with its time for each axis */
#define SCMI_SENSOR_READING_IS_ASYNC (1u << 0)

struct scmi_sensor_reading_get_a2p {
	uint32_t sensor_id;
	uint32_t flags;
};
struct scmi_sensor_reading_v1_p2a {
	uint32_t status;
	uint32_t value_low;
	uint32_t value_high;
};
struct scmi_sensor_reading {
	uint32_t value_low;
	uint32_t value_high;
	uint32_t time_low;
	uint32_t time_high;
};
static_assert(sizeof(struct scmi_sensor_reading_get_a2p) == 8, "wire size");
static_assert(sizeof(struct scmi_sensor_reading_v1_p2a) == 12, "wire size");
static_assert(sizeof(struct scmi_sensor_reading) == 16, "wire size");

/*
 * SENSOR_AXIS_DESCRIPTION_GET and _NAME_GET, asked with struct scmi_list_a2p, answer flags (31:26
 * axes left, 5:0 axes here) and descriptors or names. A descriptor goes on with resolution and
 * range if bit 8 of attributes_low says so.
 */
#define SCMI_SENSOR_AXES_HERE(flags)	   ((flags)&0x3fu)
#define SCMI_SENSOR_AXES_LEFT(flags)	   ((flags) >> 26)
#define SCMI_SENSOR_AXES_MAX		   0x3fu
#define SCMI_SENSOR_AXES_FLAGS(here, left) ((here) | (left) << 26)

struct scmi_sensor_axis_descriptor {
	uint32_t id;
	uint32_t attributes_low;
	uint32_t attributes_high;
	char name[SCMI_SHORT_NAME];
};
struct scmi_sensor_axis_name {
	uint32_t id;
	char name[SCMI_LONG_NAME];
};
static_assert(sizeof(struct scmi_sensor_axis_descriptor) == 28, "wire size");
static_assert(sizeof(struct scmi_sensor_axis_name) == 68, "wire size");

/* SENSOR_CONFIG_SET and the value of SENSOR_CONFIG_GET */
#define SCMI_SENSOR_ENABLED (1u << 0)

struct scmi_sensor_config_set_a2p {
	uint32_t sensor_id;
	uint32_t config;
};
static_assert(sizeof(struct scmi_sensor_config_set_a2p) == 8, "wire size");

#endif
