/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * resources.h - the machine that the model firmware is, as its board file describes it
 *
 * A struct resource_... begins with a struct resource, so that what all kinds have in common is
 * read and served by the same code.
 */
#ifndef XEN_SCMI_FIRMWARE_RESOURCES_H
#define XEN_SCMI_FIRMWARE_RESOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "proto/scmi.h"

#define RESOURCES_DOMAINS   64 /* of each kind but pins and vendor protocols */
#define RESOURCES_PINS	    512
#define RESOURCES_LEVELS    64
#define RESOURCES_IDS	    256
#define RESOURCES_AXES	    16
#define RESOURCES_PROTOCOLS 255
#define RESOURCES_AGENTS    15
#define RESOURCES_DEVICES   64	 /* a bit each in 64 */
#define RESOURCES_VENDOR    0x80 /* first id of a vendor's protocol */
#define RESOURCES_VENDORS   (SCMI_PROTOCOLS - RESOURCES_VENDOR)

enum resource_kind {
	RESOURCE_NONE,
	RESOURCE_POWER,
	RESOURCE_SYSTEM_POWER,
	RESOURCE_PERF,
	RESOURCE_CLOCK,
	RESOURCE_SENSOR,
	RESOURCE_RESET,
	RESOURCE_VOLTAGE,
	RESOURCE_POWERCAP,
	RESOURCE_PIN,
	RESOURCE_GROUP,
	RESOURCE_FUNCTION,
	RESOURCE_VENDOR_PROTOCOL,
	RESOURCE_AGENT,
	RESOURCE_DEVICE,
	RESOURCE_KINDS,
};

/** enum resource_fault - what becomes of an answer on its way out, see faults.c */
enum resource_fault {
	FAULT_NONE,
	FAULT_LOST,
	FAULT_DUPLICATE,
	FAULT_SHORT,
	FAULT_LONG,
	FAULT_TOKEN,
	FAULT_MESSAGE,
	FAULT_CHANNEL_ERROR,
	FAULT_NEVER_FREE,
};

/**
 * struct resource - what every kind has
 * @line:      of the board file, 0: there is no resource with this id
 * @name:      whole name with its NUL
 * @on:	       current state, of kinds that have one
 * @answer_ms: that every answer about this resource takes
 * @fail:      what commands that change it answer in place of doing their work, if not SCMI_SUCCESS
 * @fault:     enum resource_fault, of every answer about it
 * @devices:   that it is a part of, a bit for each id
 */
struct resource {
	unsigned int line;
	char name[SCMI_LONG_NAME];
	bool on;
	uint32_t answer_ms;
	enum scmi_status fail;
	uint32_t fault;
	uint64_t devices;
};

/**
 * struct resource_levels - what a number of a resource can be, and what it is
 * @range:	 @values holds lowest, highest and step; else every possible one, ascending
 * @count:	 3 for a range
 * @has_current: the board says what @current is
 */
struct resource_levels {
	bool range;
	bool has_current;
	uint32_t count;
	int64_t values[RESOURCES_LEVELS];
	int64_t current;
};

/** struct resource_ids - a set of ids, or of other small numbers, in the board's order */
struct resource_ids {
	uint32_t count;
	uint32_t ids[RESOURCES_IDS];
};

/** struct resource_region - memory with statistics or readings; no length: there is none */
struct resource_region {
	uint64_t address;
	uint32_t length;
};

/**
 * struct resource_power - a power domain
 * @async:  takes asynchronous changes
 * @states: that it can be in besides on and off
 * @state:  current one
 */
struct resource_power {
	struct resource head;
	bool async;
	struct resource_ids states;
	uint32_t state;
};

struct resource_system_power {
	struct resource head;
};

/**
 * struct resource_perf - a performance domain
 * @indexed:	  from 4.0 on levels are set by their index
 * @lowest:	  limit, a level
 * @highest:	  limit
 * @permissions:  which of SCMI_PERF_CAN_SET_...
 */
struct resource_perf {
	struct resource head;
	bool fastchannels;
	bool indexed;
	struct resource_levels levels;
	uint32_t lowest;
	uint32_t highest;
	uint32_t permissions;
};

/**
 * struct resource_clock - a clock; its @head.fail is about CLOCK_CONFIG_SET only
 * @rates:	 in Hz
 * @parents:	 ids of the clocks that can be its parent
 * @parent:	 id of the current one, where there are any
 * @permissions: bits of CLOCK_GET_PERMISSIONS
 * @delay_us:	 that switching it on takes, as CLOCK_ATTRIBUTES tells
 */
struct resource_clock {
	struct resource head;
	struct resource_levels rates;
	struct resource_ids parents;
	uint32_t parent;
	uint32_t permissions;
	uint32_t delay_us;
};

/**
 * struct resource_sensor - a sensor
 * @extended:	 its descriptor goes on with power, resolution and range
 * @timestamps:	 readings have a time
 * @type:	 of its unit
 * @scale:	 power of ten that its values are in
 * @value:	 reading; that of axis n is n more
 * @axis_names:	 of its @axes
 * @intervals:	 between updates, as they are on the wire
 * @config:	 as SENSOR_CONFIG_SET left it
 */
struct resource_sensor {
	struct resource head;
	bool async;
	bool extended;
	bool timestamps;
	uint32_t type;
	int64_t scale;
	int64_t value;
	uint32_t trip_points;
	uint32_t axes;
	char axis_names[RESOURCES_AXES][SCMI_LONG_NAME];
	struct resource_levels intervals;
	uint32_t config;
};

/**
 * struct resource_reset - a reset domain
 * @states:  that it can be reset to besides 0
 * @latency_us: as RESET_DOMAIN_ATTRIBUTES tells
 */
struct resource_reset {
	struct resource head;
	bool async;
	struct resource_ids states;
	uint32_t latency_us;
};

/**
 * struct resource_voltage - a voltage domain
 * @levels: in microvolt
 * @modes:  that it can be in besides on and off
 * @mode:   current one
 */
struct resource_voltage {
	struct resource head;
	bool async;
	struct resource_levels levels;
	struct resource_ids modes;
	uint32_t mode;
};

/**
 * struct resource_powercap - a power capping domain
 * @caps:	 in milliwatt
 * @intervals:	 of averaging, in microseconds
 * @parents:	 the one domain that it is a part of, if any
 * @power:	 that is measured
 * @sustainable: power
 * @permissions: which of SCMI_POWERCAP_CAN_SET_...
 */
struct resource_powercap {
	struct resource head;
	bool async;
	bool fastchannels;
	struct resource_levels caps;
	struct resource_levels intervals;
	struct resource_ids parents;
	uint32_t power;
	uint32_t sustainable;
	uint32_t permissions;
};

/* How many settings a pin or a group has; which they are is the same for all of them. */
#define RESOURCES_CONFIGS 6

/**
 * struct resource_pin - a pin, a group of pins, or a function that groups can have
 * @elements: ids of a group's pins, or of a function's groups
 * @function: that a pin or group has now, SCMI_PINCTRL_NO_FUNCTION: none
 * @values:   of its settings
 */
struct resource_pin {
	struct resource head;
	struct resource_ids elements;
	uint32_t function;
	uint32_t values[RESOURCES_CONFIGS];
};

/** struct resource_vendor - a protocol of the vendor's own */
struct resource_vendor {
	struct resource head;
	uint32_t version;
};

/**
 * struct resource_agent - who asks, with an own channel
 * @restricted: may use a device's resources only where it is allowed to
 * @blind:      to it there is a protocol only while it is allowed a device for it
 * @allowed:    for each protocol the devices that it may use, a bit for each id
 */
struct resource_agent {
	struct resource head;
	bool restricted;
	bool blind;
	uint64_t allowed[SCMI_PROTOCOLS];
};

/** struct resource_device - ids of the resources that a device is made of, by their kind */
struct resource_device {
	struct resource head;
	struct resource_ids powers;
	struct resource_ids perfs;
	struct resource_ids clocks;
	struct resource_ids sensors;
	struct resource_ids resets;
	struct resource_ids voltages;
	struct resource_ids powercaps;
	struct resource_ids pins;
	struct resource_ids groups;
};

/**
 * struct resources - the whole board
 * @payload:	    bytes of payload up to which a list is filled before it is continued in the
 *		    next answer
 * @also:	    protocols that are listed without being there
 * @protocols:	    what BASE lists besides itself
 * @protocol_count: of them
 * @versions:	    of each protocol, 0: not there
 * @count:	    of each kind: how many ids there are up to the highest
 */
struct resources {
	char vendor[SCMI_SHORT_NAME];
	char sub_vendor[SCMI_SHORT_NAME];
	uint32_t implementation;
	uint32_t payload;
	struct resource_ids also;
	uint8_t protocols[RESOURCES_PROTOCOLS];
	uint32_t protocol_count;
	uint32_t versions[SCMI_PROTOCOLS];
	struct resource_region power_statistics;
	struct resource_region perf_statistics;
	struct resource_region sensor_readings;
	uint32_t count[RESOURCE_KINDS];
	struct resource_power powers[RESOURCES_DOMAINS];
	struct resource_system_power system_power[1];
	struct resource_perf perfs[RESOURCES_DOMAINS];
	struct resource_clock clocks[RESOURCES_DOMAINS];
	struct resource_sensor sensors[RESOURCES_DOMAINS];
	struct resource_reset resets[RESOURCES_DOMAINS];
	struct resource_voltage voltages[RESOURCES_DOMAINS];
	struct resource_powercap powercaps[RESOURCES_DOMAINS];
	struct resource_pin pins[RESOURCES_PINS];
	struct resource_pin groups[RESOURCES_DOMAINS];
	struct resource_pin functions[RESOURCES_DOMAINS];
	struct resource_vendor vendors[RESOURCES_VENDORS];
	struct resource_agent agents[RESOURCES_AGENTS];
	struct resource_device devices[RESOURCES_DEVICES];
};

/**
 * resources_parse() - read a board
 * @resources: receives the board; of no use after an error
 * @in:	       the board file's text
 * @name:      the file's name for messages
 * @error:     receives one line, without its end, that says what is wrong and where
 * @size:      of @error
 *
 * Return: 0, or -EINVAL with @error set.
 */
int resources_parse(struct resources *resources, FILE *in, const char *name, char *error,
		    size_t size);

/** resources_find() - Return: a resource, which begins with a struct resource; NULL: no such id */
void *resources_find(struct resources *resources, enum resource_kind kind, uint32_t id);

/** resources_word() - "clock": what a kind is called in board files and in the log */
const char *resources_word(enum resource_kind kind);

/** resources_version_known() - whether the model speaks this version of a protocol */
bool resources_version_known(uint8_t protocol, uint32_t version);

/** resource_levels_have() - whether @level is one of those that are possible */
bool resource_levels_have(const struct resource_levels *levels, int64_t level);

/** resource_ids_have() - whether @id is in the set */
bool resource_ids_have(const struct resource_ids *ids, uint32_t id);

#endif
