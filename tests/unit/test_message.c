// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_message.c - the table of messages against lists typed from the specification
 */
#include "unit.h"

#include <ctype.h>
#include <string.h>

#include "proto/clock.h"
#include "proto/message.h"

#define LIST 0xffff /* an answer as long as the payload lets it be */
#define NONE (-1)   /* no resource is named */

#define ANSWER	SCMI_ANSWER
#define REFUSE	SCMI_REFUSE
#define FORWARD SCMI_FORWARD

/*
 * DEN0056E 4.2 to 4.11: protocol, message, first version of the form, first without it (0: none),
 * least and most bytes of parameters, of a successful answer's fixed part and of the longest
 * answer, where in the parameters the resource's id stands; then what is to become of it, and
 * whether the firmware would change something.
 */
static const struct specified {
	uint8_t protocol, id;
	uint32_t since, until;
	uint16_t request, request_max, answer_min, answer_max;
	int8_t resource_at;
	enum scmi_treatment treatment;
	bool changes_state;
	const char *name;
} specified[] = {
	{ 0x10, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x10, 0x01, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x10, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x10, 0x03, 0x10000, 0, 0, 0, 20, 20, NONE, ANSWER, 0, "BASE_DISCOVER_VENDOR" },
	{ 0x10, 0x04, 0x10000, 0, 0, 0, 20, 20, NONE, ANSWER, 0, "BASE_DISCOVER_SUB_VENDOR" },
	{ 0x10, 0x05, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0,
	  "BASE_DISCOVER_IMPLEMENTATION_VERSION" },
	{ 0x10, 0x06, 0x10000, 0, 4, 4, 8, LIST, NONE, ANSWER, 0, "BASE_DISCOVER_LIST_PROTOCOLS" },
	{ 0x10, 0x07, 0x10000, 0x20000, 4, 4, 20, 20, NONE, ANSWER, 0, "BASE_DISCOVER_AGENT" },
	{ 0x10, 0x07, 0x20000, 0, 4, 4, 24, 24, NONE, ANSWER, 0, "BASE_DISCOVER_AGENT" },
	{ 0x10, 0x08, 0x10000, 0, 4, 4, 4, 4, NONE, REFUSE, 1, "BASE_NOTIFY_ERRORS" },
	{ 0x10, 0x09, 0x20000, 0, 12, 12, 4, 4, NONE, REFUSE, 1, "BASE_SET_DEVICE_PERMISSIONS" },
	{ 0x10, 0x0a, 0x20000, 0, 16, 16, 4, 4, NONE, REFUSE, 1, "BASE_SET_PROTOCOL_PERMISSIONS" },
	{ 0x10, 0x0b, 0x20000, 0, 8, 8, 4, 4, NONE, ANSWER, 0, "BASE_RESET_AGENT_CONFIGURATION" },
	{ 0x10, 0x10, 0x20001, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x11, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x11, 0x01, 0x10000, 0, 0, 0, 20, 20, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x11, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x11, 0x03, 0x10000, 0, 4, 4, 24, 24, 0, FORWARD, 0, "POWER_DOMAIN_ATTRIBUTES" },
	{ 0x11, 0x04, 0x10000, 0, 12, 12, 4, 4, 4, FORWARD, 1, "POWER_STATE_SET" },
	{ 0x11, 0x05, 0x10000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "POWER_STATE_GET" },
	{ 0x11, 0x06, 0x10000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "POWER_STATE_NOTIFY" },
	{ 0x11, 0x07, 0x20000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "POWER_STATE_CHANGE_REQUESTED_NOTIFY" },
	{ 0x11, 0x08, 0x30000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "POWER_DOMAIN_NAME_GET" },
	{ 0x11, 0x10, 0x30001, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	/* The state that is asked for is what a guest has a right to. */
	{ 0x12, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x12, 0x01, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x12, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x12, 0x03, 0x10000, 0, 8, 8, 4, 4, 4, ANSWER, 0, "SYSTEM_POWER_STATE_SET" },
	{ 0x12, 0x04, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "SYSTEM_POWER_STATE_GET" },
	{ 0x12, 0x05, 0x10000, 0, 4, 4, 4, 4, NONE, REFUSE, 1, "SYSTEM_POWER_STATE_NOTIFY" },
	{ 0x12, 0x10, 0x20001, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x13, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x13, 0x01, 0x10000, 0, 0, 0, 20, 20, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x13, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x13, 0x03, 0x10000, 0, 4, 4, 36, 36, 0, FORWARD, 0, "PERFORMANCE_DOMAIN_ATTRIBUTES" },
	{ 0x13, 0x04, 0x10000, 0x40000, 8, 8, 8, LIST, 0, FORWARD, 0,
	  "PERFORMANCE_DESCRIBE_LEVELS" },
	{ 0x13, 0x04, 0x40000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "PERFORMANCE_DESCRIBE_LEVELS" },
	{ 0x13, 0x05, 0x10000, 0, 12, 12, 4, 4, 0, FORWARD, 1, "PERFORMANCE_LIMITS_SET" },
	{ 0x13, 0x06, 0x10000, 0, 4, 4, 12, 12, 0, FORWARD, 0, "PERFORMANCE_LIMITS_GET" },
	{ 0x13, 0x07, 0x10000, 0, 8, 8, 4, 4, 0, FORWARD, 1, "PERFORMANCE_LEVEL_SET" },
	{ 0x13, 0x08, 0x10000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "PERFORMANCE_LEVEL_GET" },
	{ 0x13, 0x09, 0x10000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "PERFORMANCE_NOTIFY_LIMITS" },
	{ 0x13, 0x0a, 0x10000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "PERFORMANCE_NOTIFY_LEVEL" },
	{ 0x13, 0x0b, 0x20000, 0, 8, 8, 48, 48, 0, REFUSE, 0, "PERFORMANCE_DESCRIBE_FASTCHANNEL" },
	{ 0x13, 0x0c, 0x30000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "PERFORMANCE_DOMAIN_NAME_GET" },
	{ 0x13, 0x10, 0x40000, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x14, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x14, 0x01, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x14, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x14, 0x03, 0x10000, 0x20000, 4, 4, 24, 24, 0, FORWARD, 0, "CLOCK_ATTRIBUTES" },
	/* the delay, which makes it 28, may be missing: TF-A leaves it out */
	{ 0x14, 0x03, 0x20000, 0, 4, 4, 24, 28, 0, FORWARD, 0, "CLOCK_ATTRIBUTES" },
	{ 0x14, 0x04, 0x10000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "CLOCK_DESCRIBE_RATES" },
	{ 0x14, 0x05, 0x10000, 0, 16, 16, 4, 4, 4, FORWARD, 1, "CLOCK_RATE_SET" },
	{ 0x14, 0x06, 0x10000, 0, 4, 4, 12, 12, 0, FORWARD, 0, "CLOCK_RATE_GET" },
	{ 0x14, 0x07, 0x10000, 0x30000, 8, 8, 4, 4, 0, FORWARD, 1, "CLOCK_CONFIG_SET" },
	{ 0x14, 0x07, 0x30000, 0, 12, 12, 4, 4, 0, FORWARD, 1, "CLOCK_CONFIG_SET" },
	{ 0x14, 0x08, 0x20000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "CLOCK_NAME_GET" },
	{ 0x14, 0x09, 0x20000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "CLOCK_RATE_NOTIFY" },
	{ 0x14, 0x0a, 0x20000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "CLOCK_RATE_CHANGE_REQUESTED_NOTIFY" },
	{ 0x14, 0x0b, 0x30000, 0, 8, 8, 16, 16, 0, FORWARD, 0, "CLOCK_CONFIG_GET" },
	{ 0x14, 0x0c, 0x30000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "CLOCK_POSSIBLE_PARENTS_GET" },
	{ 0x14, 0x0d, 0x30000, 0, 8, 8, 4, 4, 0, FORWARD, 1, "CLOCK_PARENT_SET" },
	{ 0x14, 0x0e, 0x30000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "CLOCK_PARENT_GET" },
	{ 0x14, 0x0f, 0x30000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "CLOCK_GET_PERMISSIONS" },
	{ 0x14, 0x10, 0x30000, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	/* What SENSOR_DESCRIPTION_GET starts at is an index, and no sensor yet. */
	{ 0x15, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x15, 0x01, 0x10000, 0, 0, 0, 20, 20, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x15, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x15, 0x03, 0x10000, 0, 4, 4, 8, LIST, NONE, FORWARD, 0, "SENSOR_DESCRIPTION_GET" },
	{ 0x15, 0x04, 0x10000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "SENSOR_TRIP_POINT_NOTIFY" },
	{ 0x15, 0x05, 0x10000, 0, 16, 16, 4, 4, 0, FORWARD, 1, "SENSOR_TRIP_POINT_CONFIG" },
	{ 0x15, 0x06, 0x10000, 0x20000, 8, 8, 12, 12, 0, FORWARD, 0, "SENSOR_READING_GET" },
	{ 0x15, 0x06, 0x20000, 0, 8, 8, 20, LIST, 0, FORWARD, 0, "SENSOR_READING_GET" },
	{ 0x15, 0x07, 0x20000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "SENSOR_AXIS_DESCRIPTION_GET" },
	{ 0x15, 0x08, 0x20000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "SENSOR_LIST_UPDATE_INTERVALS" },
	{ 0x15, 0x09, 0x20000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "SENSOR_CONFIG_GET" },
	{ 0x15, 0x0a, 0x20000, 0, 8, 8, 4, 4, 0, FORWARD, 1, "SENSOR_CONFIG_SET" },
	{ 0x15, 0x0b, 0x20000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "SENSOR_CONTINUOUS_UPDATE_NOTIFY" },
	{ 0x15, 0x0c, 0x30000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "SENSOR_NAME_GET" },
	{ 0x15, 0x0d, 0x30000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "SENSOR_AXIS_NAME_GET" },
	{ 0x15, 0x10, 0x30001, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x16, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x16, 0x01, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x16, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x16, 0x03, 0x10000, 0, 4, 4, 28, 28, 0, FORWARD, 0, "RESET_DOMAIN_ATTRIBUTES" },
	{ 0x16, 0x04, 0x10000, 0, 12, 12, 4, 4, 0, FORWARD, 1, "RESET" },
	{ 0x16, 0x05, 0x10000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "RESET_NOTIFY" },
	{ 0x16, 0x06, 0x30000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "RESET_DOMAIN_NAME_GET" },
	{ 0x16, 0x10, 0x30001, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x17, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x17, 0x01, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x17, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x17, 0x03, 0x10000, 0, 4, 4, 24, 24, 0, FORWARD, 0, "VOLTAGE_DOMAIN_ATTRIBUTES" },
	{ 0x17, 0x04, 0x10000, 0, 8, 8, 8, LIST, 0, FORWARD, 0, "VOLTAGE_DESCRIBE_LEVELS" },
	{ 0x17, 0x05, 0x10000, 0, 8, 8, 4, 4, 0, FORWARD, 1, "VOLTAGE_CONFIG_SET" },
	{ 0x17, 0x06, 0x10000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "VOLTAGE_CONFIG_GET" },
	{ 0x17, 0x07, 0x10000, 0, 12, 12, 4, 4, 0, FORWARD, 1, "VOLTAGE_LEVEL_SET" },
	{ 0x17, 0x08, 0x10000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "VOLTAGE_LEVEL_GET" },
	{ 0x17, 0x09, 0x20000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "VOLTAGE_DOMAIN_NAME_GET" },
	{ 0x17, 0x10, 0x20001, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x18, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x18, 0x01, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x18, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x18, 0x03, 0x10000, 0, 4, 4, 60, 60, 0, FORWARD, 0, "POWERCAP_DOMAIN_ATTRIBUTES" },
	{ 0x18, 0x04, 0x10000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "POWERCAP_CAP_GET" },
	{ 0x18, 0x05, 0x10000, 0, 12, 12, 4, 4, 0, FORWARD, 1, "POWERCAP_CAP_SET" },
	{ 0x18, 0x06, 0x10000, 0, 4, 4, 8, 8, 0, FORWARD, 0, "POWERCAP_PAI_GET" },
	{ 0x18, 0x07, 0x10000, 0, 12, 12, 4, 4, 0, FORWARD, 1, "POWERCAP_PAI_SET" },
	{ 0x18, 0x08, 0x10000, 0, 4, 4, 72, 72, 0, FORWARD, 0, "POWERCAP_DOMAIN_NAME_GET" },
	{ 0x18, 0x09, 0x10000, 0, 4, 4, 12, 12, 0, FORWARD, 0, "POWERCAP_MEASUREMENTS_GET" },
	{ 0x18, 0x0a, 0x10000, 0, 8, 8, 4, 4, 0, REFUSE, 1, "POWERCAP_CAP_NOTIFY" },
	{ 0x18, 0x0b, 0x10000, 0, 16, 16, 4, 4, 0, REFUSE, 1, "POWERCAP_MEASUREMENTS_NOTIFY" },
	{ 0x18, 0x0c, 0x20000, 0, 8, 8, 48, 48, 0, REFUSE, 0, "POWERCAP_DESCRIBE_FASTCHANNEL" },
	{ 0x18, 0x10, 0x20000, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },

	/* PINCTRL_SETTINGS_CONFIGURE goes on with 255 pairs at the most. */
	{ 0x19, 0x00, 0x10000, 0, 0, 0, 8, 8, NONE, ANSWER, 0, "PROTOCOL_VERSION" },
	{ 0x19, 0x01, 0x10000, 0, 0, 0, 12, 12, NONE, ANSWER, 0, "PROTOCOL_ATTRIBUTES" },
	{ 0x19, 0x02, 0x10000, 0, 4, 4, 8, 8, NONE, ANSWER, 0, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x19, 0x03, 0x10000, 0, 8, 8, 24, 24, 0, FORWARD, 0, "PINCTRL_ATTRIBUTES" },
	{ 0x19, 0x04, 0x10000, 0, 12, 12, 8, LIST, 0, FORWARD, 0, "PINCTRL_LIST_ASSOCIATIONS" },
	{ 0x19, 0x05, 0x10000, 0, 8, 8, 12, LIST, 0, FORWARD, 0, "PINCTRL_SETTINGS_GET" },
	{ 0x19, 0x06, 0x10000, 0, 12, 2052, 4, 4, 0, FORWARD, 1, "PINCTRL_SETTINGS_CONFIGURE" },
	{ 0x19, 0x07, 0x10000, 0, 8, 8, 4, 4, 0, FORWARD, 1, "PINCTRL_REQUEST" },
	{ 0x19, 0x08, 0x10000, 0, 8, 8, 4, 4, 0, FORWARD, 1, "PINCTRL_RELEASE" },
	{ 0x19, 0x09, 0x10000, 0, 8, 8, 72, 72, 0, FORWARD, 0, "PINCTRL_NAME_GET" },
	{ 0x19, 0x0a, 0x10000, 0, 12, 12, 4, 4, 4, REFUSE, 1, "PINCTRL_SET_PERMISSIONS" },
	{ 0x19, 0x10, 0x10000, 0, 4, 4, 4, 4, NONE, ANSWER, 0, "NEGOTIATE_PROTOCOL_VERSION" },
};

static const uint32_t versions[] = { 0,	      0xffff,  0x10000, 0x1ffff, 0x20000, 0x20001,
				     0x2ffff, 0x30000, 0x30001, 0x3ffff, 0x40000, 0xffffffff };

/*
 * The protocols, the words of PROTOCOL_ATTRIBUTES and which bits of these there are of use for a
 * guest: how many resources there are, and in which unit power is. No memory is shared.
 */
static const struct scmi_protocol_info protocols[] = {
	{ 0x10, 0, "BASE", SCMI_NO_RESOURCE, 0, { 0, 0 } },
	{ 0x11, 1, "POWER_DOMAIN", SCMI_RESOURCE_POWER, 1, { 0xffff, 0 } },
	{ 0x12, 1, "SYSTEM_POWER", SCMI_RESOURCE_SYSTEM_POWER, 1, { 0, 0 } },
	{ 0x13, 1, "PERFORMANCE", SCMI_RESOURCE_PERF, 1, { 0x3ffff, 0 } },
	{ 0x14, 1, "CLOCK", SCMI_RESOURCE_CLOCK, 1, { 0xffff, 0 } },
	{ 0x15, 1, "SENSOR", SCMI_RESOURCE_SENSOR, 1, { 0xffff, 0 } },
	{ 0x16, 1, "RESET", SCMI_RESOURCE_RESET, 1, { 0xffff, 0 } },
	{ 0x17, 1, "VOLTAGE", SCMI_RESOURCE_VOLTAGE, 1, { 0xffff, 0 } },
	{ 0x18, 1, "POWERCAP", SCMI_RESOURCE_POWERCAP, 1, { 0xffff, 0 } },
	{ 0x19, 3, "PINCTRL", SCMI_RESOURCE_PIN, 2, { 0xffffffff, 0xffff } },
};

static const struct specified *find_specified(uint8_t protocol, uint8_t id, uint32_t version)
{
	for (size_t i = 0; i < ARRAY_SIZE(specified); i++) {
		const struct specified *row = &specified[i];

		if (row->protocol == protocol && row->id == id && version >= row->since &&
		    (!row->until || version < row->until))
			return row;
	}
	return NULL;
}

static const struct scmi_protocol_info *find_protocol(uint8_t protocol)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		if (protocols[i].id == protocol)
			return &protocols[i];
	return NULL;
}

static void name_row(const struct scmi_message *row)
{
	print_error("row %s of protocol 0x%x, since 0x%x:\n", row->name, row->protocol, row->since);
}

/** for_each_row() - all rows but vendors', each named before it is checked */
static void for_each_row(void (*check)(const struct scmi_message *row))
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	for (size_t i = 0; i < count; i++) {
		name_row(&rows[i]);
		check(&rows[i]);
	}
}

/** specification_of() - what is specified of a form that the table has */
static const struct specified *specification_of(const struct scmi_message *row)
{
	const struct specified *wanted = find_specified(row->protocol, row->id, row->since);

	assert_non_null(wanted);
	return wanted;
}

/* --- the table and the specification --- */

/** check_form() - compare what the table finds with what the specification says */
static void check_form(uint8_t protocol, uint8_t id, uint32_t version)
{
	const struct specified *wanted = find_specified(protocol, id, version);
	const struct scmi_message *found = scmi_message_find(protocol, id, version);

	if (!wanted && !found)
		return;
	if (!wanted || !found)
		fail_msg("protocol 0x%x message 0x%x version 0x%x: table %s it, specification %s",
			 protocol, id, version, found ? "has" : "lacks", wanted ? "has" : "lacks");
	if (found->request_size != wanted->request || found->request_max != wanted->request_max ||
	    found->answer_min != wanted->answer_min)
		name_row(found);
	assert_int_equal(found->protocol, protocol);
	assert_int_equal(found->id, id);
	assert_int_equal(found->since, wanted->since);
	assert_int_equal(found->until, wanted->until);
	assert_int_equal(found->request_size, wanted->request);
	assert_int_equal(found->request_max, wanted->request_max);
	assert_int_equal(found->answer_min, wanted->answer_min);
	assert_int_equal(found->answer_max,
			 wanted->answer_max == LIST ? SCMI_PAYLOAD_MAX : wanted->answer_max);
	assert_string_equal(found->name, wanted->name);
}

static void test_table_is_the_specification(void **state)
{
	(void)state;
	for (int protocol = 0; protocol < 256; protocol++)
		for (int id = 0; id < 256; id++)
			for (size_t v = 0; v < ARRAY_SIZE(versions); v++)
				check_form((uint8_t)protocol, (uint8_t)id, versions[v]);
}

static void test_no_row_is_out_of_reach(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	assert_int_equal(count, ARRAY_SIZE(specified));
	for (size_t i = 0; i < count; i++) {
		name_row(&rows[i]);
		assert_ptr_equal(scmi_message_find(rows[i].protocol, rows[i].id, rows[i].since),
				 &rows[i]);
	}
}

static void test_forms_do_not_overlap(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 1; i < count; i++) {
		const struct scmi_message *a = &rows[i - 1], *b = &rows[i];

		name_row(b);
		/* in the order of ids, protocol by protocol */
		assert_in_range(b->protocol, a->protocol, UINT8_MAX);
		if (a->protocol != b->protocol)
			continue;
		assert_in_range(b->id, a->id, UINT8_MAX);
		if (a->id != b->id)
			continue;
		/* forms stand together, the older one first */
		assert_int_not_equal(a->until, 0);
		assert_in_range(b->since, a->until, UINT32_MAX);
		assert_string_equal(a->name, b->name);
	}
}

static void check_treatment_is_specified(const struct scmi_message *row)
{
	assert_int_equal(row->treatment, specification_of(row)->treatment);
}

static void test_treatments(void **state)
{
	(void)state;
	for_each_row(check_treatment_is_specified);
}

static void check_change_is_marked(const struct scmi_message *row)
{
	assert_int_equal(row->changes_state, specification_of(row)->changes_state);
}

static void test_changes_are_marked(void **state)
{
	(void)state;
	for_each_row(check_change_is_marked);
}

/** check_id() - a message is about the resource that it names, one of the protocol's own */
static void check_id(const struct scmi_message *row)
{
	const struct specified *wanted = specification_of(row);
	const struct scmi_protocol_info *protocol = find_protocol(row->protocol);

	/* what is refused needs no right */
	if (wanted->treatment == REFUSE || wanted->resource_at == NONE) {
		assert_int_equal(row->resource, SCMI_NO_RESOURCE);
		return;
	}
	assert_int_equal(row->resource, protocol->resource);
	assert_int_equal(row->resource_at, wanted->resource_at);
	assert_in_range(row->selectors, 0, protocol->kinds);
}

static void test_ids_stand_where_specified(void **state)
{
	(void)state;
	for_each_row(check_id);
}

/** describes() - messages that tell what there is; what is another's they do not find */
static bool describes(uint8_t protocol, uint8_t id)
{
	if (id == 0x3)
		return protocol != 0x12;
	switch (protocol) {
	case 0x11: return id == 0x5 || id == 0x8; /* POWER_STATE_GET is asked of all */
	case 0x13: return id == 0x4 || id == 0xc;
	case 0x14: return id == 0x4 || id == 0x8 || id == 0xc || id == 0xf;
	case 0x15: return id == 0x7 || id == 0x8 || id == 0xc || id == 0xd;
	case 0x16: return id == 0x6;
	case 0x17: return id == 0x4 || id == 0x9;
	case 0x18: return id == 0x8;
	case 0x19: return id == 0x4 || id == 0x9;
	}
	return false;
}

static void check_unowned(const struct scmi_message *row)
{
	if (row->resource == SCMI_NO_RESOURCE) {
		assert_int_equal(row->unowned, SCMI_SUCCESS);
		return;
	}
	/* success would let a guest that owns nothing pass */
	assert_int_equal(row->unowned,
			 describes(row->protocol, row->id) ? SCMI_NOT_FOUND : SCMI_DENIED);
}

static void test_unowned_is_not_found_or_denied(void **state)
{
	(void)state;
	for_each_row(check_unowned);
}

/* Selectors, all of them of pin control: the word that has them, and its bit. */
static const struct {
	uint8_t id, kinds, at, shift;
} selectors[] = {
	{ 0x3, 3, 4, 0 }, { 0x4, 3, 4, 0 }, { 0x5, 2, 4, 16 }, { 0x6, 2, 8, 0 },
	{ 0x7, 2, 4, 0 }, { 0x8, 2, 4, 0 }, { 0x9, 3, 4, 0 },
};

static void check_selector(const struct scmi_message *row)
{
	uint8_t kinds = 0, at = 0, shift = 0;

	for (size_t i = 0; i < ARRAY_SIZE(selectors); i++) {
		if (row->protocol == 0x19 && row->id == selectors[i].id) {
			kinds = selectors[i].kinds;
			at = selectors[i].at;
			shift = selectors[i].shift;
		}
	}
	assert_int_equal(row->selectors, kinds);
	assert_int_equal(row->selector_at, at);
	assert_int_equal(row->selector_shift, shift);
	if (!kinds)
		return;
	/* the firmware sees the selector that was checked */
	if (row->has_flags && row->flags_at == at)
		assert_int_equal(row->flags_kept >> shift & 3, 3);
}

static void test_selectors(void **state)
{
	(void)state;
	for_each_row(check_selector);
}

/*
 * Flags: where they are, and those that may reach the firmware. That an answer comes later, or a
 * notification with it, is none of them.
 */
static const struct {
	uint8_t protocol, id;
	uint32_t since;
	uint8_t at;
	uint32_t kept;
} flags[] = {
	{ 0x11, 0x4, 0x10000, 0, 0 },	  { 0x14, 0x5, 0x10000, 0, 0xc },
	{ 0x14, 0x7, 0x10000, 4, 0x1 },	  { 0x14, 0x7, 0x30000, 4, 0xff0003 },
	{ 0x15, 0x6, 0x10000, 4, 0 },	  { 0x15, 0x6, 0x20000, 4, 0 },
	{ 0x16, 0x4, 0x10000, 4, 0x3 },	  { 0x17, 0x5, 0x10000, 4, 0xf },
	{ 0x17, 0x7, 0x10000, 4, 0 },	  { 0x18, 0x5, 0x10000, 4, 0 },
	{ 0x18, 0x7, 0x10000, 4, 0 },	  { 0x19, 0x3, 0x10000, 4, 0x3 },
	{ 0x19, 0x4, 0x10000, 4, 0x3 },	  { 0x19, 0x5, 0x10000, 4, 0xfffff },
	{ 0x19, 0x6, 0x10000, 8, 0x7ff }, { 0x19, 0x7, 0x10000, 4, 0x3 },
	{ 0x19, 0x8, 0x10000, 4, 0x3 },	  { 0x19, 0x9, 0x10000, 4, 0x3 },
};

static void check_flags(const struct scmi_message *row)
{
	bool has_flags = false;

	for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
		if (row->protocol != flags[i].protocol || row->id != flags[i].id ||
		    row->since != flags[i].since)
			continue;
		has_flags = true;
		assert_int_equal(row->flags_at, flags[i].at);
		assert_int_equal(row->flags_kept, flags[i].kept);
	}
	assert_int_equal(row->has_flags, has_flags);
}

static void test_flags(void **state)
{
	(void)state;
	for_each_row(check_flags);
}

/* Attributes that no guest sees: notifications, answers that come later, fast channels. */
static const struct {
	uint8_t protocol, id;
	uint32_t since, hidden;
} hidden[] = {
	{ 0x11, 0x3, 0x10000, 0xd0000000 }, { 0x13, 0x3, 0x10000, 0x38000000 },
	{ 0x14, 0x3, 0x20000, 0xc0000000 }, { 0x16, 0x3, 0x10000, 0xc0000000 },
	{ 0x17, 0x3, 0x10000, 0x80000000 }, { 0x18, 0x3, 0x10000, 0xe0400000 },
};

static void check_hidden(const struct scmi_message *row)
{
	uint32_t wanted = 0;

	for (size_t i = 0; i < ARRAY_SIZE(hidden); i++)
		if (row->protocol == hidden[i].protocol && row->id == hidden[i].id &&
		    row->since == hidden[i].since)
			wanted = hidden[i].hidden;
	assert_int_equal(row->hidden, wanted);
}

static void test_what_goes_past_the_daemon_is_hidden(void **state)
{
	(void)state;
	for_each_row(check_hidden);
}

/* Attributes that say that something can be set. */
static const struct {
	uint8_t protocol, id;
	uint32_t can_set;
} settable[] = {
	{ 0x13, 0x3, 0xc0000000 }, /* limits, level */
	{ 0x14, 0xf, 0xe0000000 }, /* state, parent, rate */
};

static void check_hidden_if_read(const struct scmi_message *row)
{
	uint32_t wanted = 0;

	for (size_t i = 0; i < ARRAY_SIZE(settable); i++)
		if (row->protocol == settable[i].protocol && row->id == settable[i].id)
			wanted = settable[i].can_set;
	assert_int_equal(row->hidden_if_read, wanted);
}

static void test_who_only_reads_can_set_nothing(void **state)
{
	(void)state;
	for_each_row(check_hidden_if_read);
}

/* Lists in the common form, and the bytes of an item. */
static const struct {
	uint8_t protocol, id;
	uint32_t since;
	uint8_t item;
} lists[] = {
	{ 0x13, 0x4, 0x10000, 12 }, { 0x13, 0x4, 0x40000, 20 }, { 0x14, 0x4, 0x10000, 8 },
	{ 0x15, 0x8, 0x20000, 4 },  { 0x17, 0x4, 0x10000, 4 },
};

static void check_list(const struct scmi_message *row)
{
	uint8_t item = 0;

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		if (row->protocol == lists[i].protocol && row->id == lists[i].id &&
		    row->since == lists[i].since)
			item = lists[i].item;
	assert_int_equal(row->list_item, item);
	if (item)
		assert_int_equal(specification_of(row)->answer_max, LIST);
}

static void test_lists(void **state)
{
	(void)state;
	for_each_row(check_list);
}

/** test_older_forms() - what Linux 6.1 sends whatever the version is, and the sizes that it has */
static void test_older_forms(void **state)
{
	const struct scmi_message *row =
		scmi_message_find(SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET, SCMI_VERSION(3, 0));

	(void)state;
	assert_int_equal(row->request_older, 8);
	assert_int_equal(scmi_message_find(SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET, SCMI_VERSION(2, 0))
				 ->request_older,
			 0);
}

/* --- each row in itself --- */

static void check_sizes(const struct scmi_message *row)
{
	assert_int_equal(row->request_size % 4, 0);
	assert_int_equal(row->request_max % 4, 0);
	assert_int_equal(row->answer_min % 4, 0);
	assert_int_equal(row->answer_max % 4, 0);
	assert_in_range(row->answer_min, 4, row->answer_max);
	assert_in_range(row->answer_max, row->answer_min, SCMI_PAYLOAD_MAX);
	assert_in_range(row->request_size, 0, row->request_max);
	if (row->request_older)
		assert_in_range(row->request_older, 4, row->request_size - 4);
	assert_in_range(row->request_max, row->request_size, SCMI_PAYLOAD_MAX);
}

/** check_word() - a word that is read from parameters is one that every request has */
static void check_word(const struct scmi_message *row, uint8_t at)
{
	assert_int_equal(at % 4, 0);
	assert_in_range(at + 4, 4, row->request_size);
}

static void check_resource(const struct scmi_message *row)
{
	assert_in_range(row->resource, 0, SCMI_RESOURCES - 1);
	if (row->resource == SCMI_NO_RESOURCE) {
		assert_int_equal(row->resource_at, 0);
		assert_int_equal(row->selectors, 0);
		assert_int_equal(row->setting, SCMI_NO_SETTING);
		return;
	}
	check_word(row, row->resource_at);
	if (!row->selectors) {
		assert_int_equal(row->selector_at, 0);
		assert_int_equal(row->selector_shift, 0);
		return;
	}
	assert_in_range(row->selectors, 2, 4); /* two bits, and something to choose from */
	check_word(row, row->selector_at);
	assert_int_not_equal(row->selector_at, row->resource_at);
	assert_in_range(row->selector_shift, 0, 30);
}

static void check_bits(const struct scmi_message *row)
{
	uint32_t unseen = row->hidden | row->hidden_if_read;

	if (row->has_flags) {
		check_word(row, row->flags_at);
		assert_int_not_equal(row->flags_at, row->resource_at);
		assert_int_equal(row->treatment, SCMI_FORWARD);
	} else {
		assert_int_equal(row->flags_at, 0);
		assert_int_equal(row->flags_kept, 0);
	}
	assert_int_equal(row->hidden & row->hidden_if_read, 0);
	if (!unseen)
		return;
	/* the first value is there, and is attributes and no count of a list's items */
	assert_int_equal(row->treatment, SCMI_FORWARD);
	assert_int_not_equal(row->resource, SCMI_NO_RESOURCE);
	assert_false(row->changes_state);
	assert_in_range(row->answer_min, 8, SCMI_PAYLOAD_MAX);
	assert_int_equal(row->list_item, 0);
	/* it does not lie over the value of a setting */
	if (row->setting && row->value_at == 4)
		assert_int_equal(row->value_mask & unseen, 0);
}

static void check_list_form(const struct scmi_message *row)
{
	if (!row->list_item)
		return;
	assert_int_equal(row->list_item % 4, 0);
	assert_int_equal(row->answer_min, 8);
	assert_int_equal(row->answer_max, SCMI_PAYLOAD_MAX);
	assert_int_equal(row->treatment, SCMI_FORWARD);
}

static void check_treatment(const struct scmi_message *row)
{
	bool is_first_of_sensors = row->protocol == 0x15 && row->id == 0x3;
	bool is_reset = row->protocol == 0x16 && row->id == 0x4;

	assert_in_range(row->hook, 0, SCMI_HOOKS - 1);
	switch (row->treatment) {
	case SCMI_REFUSE:
		assert_int_equal(row->hook, SCMI_PLAIN);
		assert_non_null(row->why);
		assert_int_not_equal(row->why[0], '\0');
		break;
	case SCMI_ANSWER:
		/* the mediator has nothing to say without code */
		assert_int_not_equal(row->hook, SCMI_PLAIN);
		assert_false(row->changes_state);
		break;
	case SCMI_FORWARD:
		/* nothing reaches the firmware that is not about a resource of the guest's */
		assert_int_equal(row->resource == SCMI_NO_RESOURCE, is_first_of_sensors);
		/* without one, it takes code to see that it is */
		if (is_first_of_sensors)
			assert_int_not_equal(row->hook, SCMI_PLAIN);
		break;
	default: fail_msg("treatment %d", row->treatment);
	}
	if (row->treatment != SCMI_REFUSE)
		assert_null(row->why);
	/* all else asks, or sets something to a value */
	assert_int_equal(row->repeatable, !is_reset);
	if (row->constant)
		assert_true(row->repeatable && !row->changes_state);
	/* what can be set does not stay the same */
	if (row->constant)
		assert_int_equal(row->setting, SCMI_NO_SETTING);
}

static void check_row(const struct scmi_message *row)
{
	check_sizes(row);
	check_resource(row);
	check_bits(row);
	check_list_form(row);
	check_treatment(row);
}

static void test_rows_are_sound(void **state)
{
	(void)state;
	for_each_row(check_row);
}

static void test_every_hook_has_a_message(void **state)
{
	size_t count, vendors;
	const struct scmi_message *rows = scmi_messages(&count);
	const struct scmi_message *vendor_rows = scmi_vendor_messages(&vendors);
	bool has_message[SCMI_HOOKS] = { false };

	(void)state;
	for (size_t i = 0; i < count; i++)
		has_message[rows[i].hook] = true;
	for (size_t i = 0; i < vendors; i++)
		has_message[vendor_rows[i].hook] = true;
	for (int hook = 0; hook < SCMI_HOOKS; hook++) {
		print_error("hook %d:\n", hook);
		assert_true(has_message[hook]);
	}
}

static void test_permission_commands_never_pass(void **state)
{
	(void)state;
	for (uint8_t id = 0x9; id <= 0xa; id++)
		assert_int_equal(scmi_message_find(0x10, id, 0x20001)->treatment, SCMI_REFUSE);
	assert_int_equal(scmi_message_find(0x10, 0xb, 0x20001)->treatment, SCMI_ANSWER);
	assert_int_equal(scmi_message_find(0x19, 0xa, 0x10000)->treatment, SCMI_REFUSE);
}

static void test_system_power_never_passes(void **state)
{
	(void)state;
	for (int id = 0; id < 256; id++) {
		const struct scmi_message *row = scmi_message_find(0x12, (uint8_t)id, 0x20001);

		print_error("message 0x%x:\n", id);
		if (row)
			assert_int_not_equal(row->treatment, SCMI_FORWARD);
	}
}

/* --- vendors' protocols --- */

/* What is known of them: the messages that every protocol has. Of others, any may be long. */
static const struct {
	uint8_t id;
	uint16_t request, request_max, answer_min, answer_max;
	enum scmi_treatment treatment;
} vendor[] = {
	{ 0x00, 0, 0, 8, 8, FORWARD },
	{ 0x01, 0, 0, 8, LIST, FORWARD },
	{ 0x02, 4, 4, 8, 8, FORWARD },
	{ 0x10, 4, 4, 4, 4, REFUSE },
};

/** check_vendor_message() - a message that every protocol has; false: it is none of these */
static bool check_vendor_message(uint8_t id, const struct scmi_message *row)
{
	for (size_t i = 0; i < ARRAY_SIZE(vendor); i++) {
		if (vendor[i].id != id)
			continue;
		assert_int_equal(row->id, id);
		assert_string_equal(row->name, find_specified(0x14, id, 0x30000)->name);
		assert_int_equal(row->request_size, vendor[i].request);
		assert_int_equal(row->request_max, vendor[i].request_max);
		assert_int_equal(row->answer_min, vendor[i].answer_min);
		assert_int_equal(row->answer_max,
				 vendor[i].answer_max == LIST ? SCMI_PAYLOAD_MAX :
								vendor[i].answer_max);
		assert_int_equal(row->treatment, vendor[i].treatment);
		assert_int_equal(row->resource, SCMI_NO_RESOURCE);
		assert_false(row->changes_state);
		/* whether a message is there depends on what is open to the guest */
		assert_int_equal(row->hook,
				 id == 0x02 ? SCMI_HOOK_VENDOR_MESSAGE_ATTRIBUTES : SCMI_PLAIN);
		assert_int_equal(row->repeatable, row->treatment == SCMI_FORWARD);
		assert_int_equal(row->why != NULL, row->treatment == SCMI_REFUSE);
		return true;
	}
	return false;
}

static void test_vendor_messages(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_vendor_messages(&count), *other = &rows[count - 1];

	(void)state;
	assert_int_equal(count, ARRAY_SIZE(vendor) + 1);
	for (size_t i = 0; i < count; i++) {
		name_row(&rows[i]);
		check_sizes(&rows[i]);
		check_bits(&rows[i]);
		assert_int_equal(rows[i].setting, SCMI_NO_SETTING);
		assert_int_equal(rows[i].selectors, 0);
		assert_false(rows[i].constant);
	}
	for (int id = 0; id < 256; id++) {
		const struct scmi_message *row = scmi_vendor_message((uint8_t)id);

		print_error("message 0x%x:\n", id);
		assert_non_null(row);
		if (!check_vendor_message((uint8_t)id, row))
			assert_ptr_equal(row, other);
	}
	/* Nothing is known of it, so the worst is assumed. */
	assert_int_equal(other->request_size, 0);
	assert_int_equal(other->request_max, SCMI_PAYLOAD_MAX);
	assert_int_equal(other->answer_min, 4);
	assert_int_equal(other->answer_max, SCMI_PAYLOAD_MAX);
	assert_int_equal(other->treatment, SCMI_FORWARD);
	assert_int_equal(other->resource, SCMI_RESOURCE_VENDOR);
	assert_int_equal(other->unowned, SCMI_DENIED);
	assert_true(other->changes_state);
	assert_false(other->repeatable);
}

static void test_vendor_ids(void **state)
{
	(void)state;
	assert_int_equal(scmi_vendor_id(0x80, 0), 0x8000);
	assert_int_equal(scmi_vendor_id(0x81, 0x3), 0x8103);
	assert_int_equal(scmi_vendor_id(0xff, 0xff), 0xffff);
	for (int protocol = 0; protocol < 256; protocol++)
		assert_int_equal(scmi_protocol_is_vendor((uint8_t)protocol), protocol >= 0x80);
}

/* --- protocols and names --- */

static void test_protocols(void **state)
{
	(void)state;
	for (int id = 0; id < 256; id++) {
		const struct scmi_protocol_info *info = scmi_protocol_info((uint8_t)id);
		const struct scmi_protocol_info *wanted = find_protocol((uint8_t)id);

		print_error("protocol 0x%x:\n", id);
		if (!wanted) {
			assert_null(info);
			assert_string_equal(scmi_protocol_name((uint8_t)id),
					    id >= 0x80 ? "vendor" : "unknown");
			continue;
		}
		assert_non_null(info);
		assert_int_equal(info->id, id);
		assert_string_equal(info->name, wanted->name);
		assert_string_equal(scmi_protocol_name((uint8_t)id), wanted->name);
		assert_int_equal(info->kinds, wanted->kinds);
		assert_int_equal(info->resource, wanted->resource);
		assert_int_equal(info->attributes, wanted->attributes);
		assert_int_equal(info->shown[0], wanted->shown[0]);
		assert_int_equal(info->shown[1], wanted->shown[1]);
		/* the words are in the answer */
		assert_in_range(4 + 4 * info->attributes, 4,
				scmi_message_find((uint8_t)id, 0x1, 0x10000)->answer_min);
	}
}

static void test_each_kind_is_of_one_protocol(void **state)
{
	int protocols_of[SCMI_RESOURCES] = { 0 };

	(void)state;
	for (int id = 0; id < 256; id++) {
		const struct scmi_protocol_info *info = scmi_protocol_info((uint8_t)id);

		for (int kind = 0; info && kind < info->kinds; kind++)
			protocols_of[info->resource + kind]++;
	}
	for (int kind = 0; kind < SCMI_RESOURCES; kind++) {
		print_error("%s:\n", scmi_resource_name((enum scmi_resource)kind));
		assert_int_equal(protocols_of[kind],
				 kind != SCMI_NO_RESOURCE && kind != SCMI_RESOURCE_VENDOR &&
					 kind != SCMI_RESOURCE_DEVICE);
	}
}

static void test_resources_are_named(void **state)
{
	static const char *const names[] = {
		"none",		"clock",	"power",    "perf",	   "sensor",
		"reset",	"voltage",	"powercap", "pin",	   "pin-group",
		"pin-function", "system-power", "vendor",   "scmi-device",
	};

	(void)state;
	assert_int_equal(ARRAY_SIZE(names), SCMI_RESOURCES);
	assert_string_equal(scmi_resource_name(SCMI_RESOURCES), "unknown");
	for (int kind = 0; kind < SCMI_RESOURCES; kind++) {
		const char *name = scmi_resource_name((enum scmi_resource)kind);

		print_error("kind %d:\n", kind);
		assert_non_null(name);
		assert_string_equal(name, names[kind]);
		for (; *name; name++) /* part of xenstore paths */
			assert_true(islower((unsigned char)*name) || *name == '-');
	}
}

static void test_statuses_are_named(void **state)
{
	static const char *const names[] = {
		"SUCCESS",	  "NOT_SUPPORTED",  "INVALID_PARAMETERS",
		"DENIED",	  "NOT_FOUND",	    "OUT_OF_RANGE",
		"BUSY",		  "COMMS_ERROR",    "GENERIC_ERROR",
		"HARDWARE_ERROR", "PROTOCOL_ERROR", "IN_USE",
	};

	(void)state;
	for (int i = 0; i < (int)ARRAY_SIZE(names); i++)
		assert_string_equal(scmi_status_name((enum scmi_status) - i), names[i]);
	assert_string_equal(scmi_status_name((enum scmi_status) - 12), "unknown status");
	assert_string_equal(scmi_status_name((enum scmi_status)1), "unknown status");
	assert_string_equal(scmi_status_name((enum scmi_status)INT32_MIN), "unknown status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_the_specification),
		cmocka_unit_test(test_no_row_is_out_of_reach),
		cmocka_unit_test(test_forms_do_not_overlap),
		cmocka_unit_test(test_treatments),
		cmocka_unit_test(test_changes_are_marked),
		cmocka_unit_test(test_ids_stand_where_specified),
		cmocka_unit_test(test_unowned_is_not_found_or_denied),
		cmocka_unit_test(test_selectors),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_what_goes_past_the_daemon_is_hidden),
		cmocka_unit_test(test_who_only_reads_can_set_nothing),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_older_forms),
		cmocka_unit_test(test_rows_are_sound),
		cmocka_unit_test(test_every_hook_has_a_message),
		cmocka_unit_test(test_permission_commands_never_pass),
		cmocka_unit_test(test_system_power_never_passes),
		cmocka_unit_test(test_vendor_messages),
		cmocka_unit_test(test_vendor_ids),
		cmocka_unit_test(test_protocols),
		cmocka_unit_test(test_each_kind_is_of_one_protocol),
		cmocka_unit_test(test_resources_are_named),
		cmocka_unit_test(test_statuses_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
