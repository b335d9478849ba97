// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * oracle.c - the table of what firmware may get
 */
#include "oracle.h"

#include "proto/clock.h"
#include "proto/perf.h"
#include "proto/pinctrl.h"
#include "proto/power.h"
#include "proto/powercap.h"
#include "proto/reset.h"
#include "proto/sensor.h"
#include "proto/voltage.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define WORD(type, member)     (offsetof(struct type, member) / sizeof(uint32_t))
#define ASKS(type)	       .request = sizeof(struct type)
#define GETS(type)	       .answer = sizeof(struct type)
#define DONE		       .answer = sizeof(uint32_t)
#define LIST(size, bits)       GETS(scmi_list_p2a), .item = (size), .here = (bits)
#define OF(what, type, member) ASKS(type), .kind = SCMI_RESOURCE_##what, .at = WORD(type, member)
#define SELECTED(count, type, member, by) \
	.kinds = (count), .selector = WORD(type, member), .shift = (by)
#define SHOWS(what, type, member, count, bits)                                         \
	.setting = SCMI_SETTING_##what, .value = WORD(type, member), .words = (count), \
	.mask = (bits)
#define SETS(what, type, member, count, bits) \
	.effect = ORACLE_SETS, SHOWS(what, type, member, count, bits)
#define NEVER(type, member, bits) .flags = WORD(type, member), .forbidden = (bits)
#define ALL			  UINT32_MAX

static const struct oracle_row rows[] = {
	{ 0x11, 0x3, 0x10000, 0, OF(POWER, scmi_id_a2p, id),
	  GETS(scmi_power_domain_attributes_p2a) },
	{ 0x11, 0x4, 0x10000, 0, OF(POWER, scmi_power_state_set_a2p, domain_id), DONE,
	  SETS(POWER, scmi_power_state_set_a2p, state, 1, 0x4fffffff),
	  NEVER(scmi_power_state_set_a2p, flags, ALL) },
	{ 0x11, 0x5, 0x10000, 0, OF(POWER, scmi_id_a2p, id), GETS(scmi_value_p2a),
	  SHOWS(POWER, scmi_value_p2a, value, 1, ALL) },
	{ 0x11, 0x8, 0x30000, 0, OF(POWER, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },

	{ 0x13, 0x3, 0x10000, 0, OF(PERF, scmi_id_a2p, id), GETS(scmi_perf_domain_attributes_p2a) },
	{ 0x13, 0x4, 0x10000, 0x40000, OF(PERF, scmi_list_a2p, id), LIST(12, 0xfff) },
	{ 0x13, 0x4, 0x40000, 0, OF(PERF, scmi_list_a2p, id), LIST(20, 0xfff) },
	{ 0x13, 0x5, 0x10000, 0, OF(PERF, scmi_perf_limits_set_a2p, domain_id), DONE,
	  SETS(PERF_LIMITS, scmi_perf_limits_set_a2p, range_max, 2, ALL) },
	{ 0x13, 0x6, 0x10000, 0, OF(PERF, scmi_id_a2p, id), GETS(scmi_perf_limits_get_p2a),
	  SHOWS(PERF_LIMITS, scmi_perf_limits_get_p2a, range_max, 2, ALL) },
	{ 0x13, 0x7, 0x10000, 0, OF(PERF, scmi_perf_level_set_a2p, domain_id), DONE,
	  SETS(PERF_LEVEL, scmi_perf_level_set_a2p, level, 1, ALL) },
	{ 0x13, 0x8, 0x10000, 0, OF(PERF, scmi_id_a2p, id), GETS(scmi_value_p2a),
	  SHOWS(PERF_LEVEL, scmi_value_p2a, value, 1, ALL) },
	{ 0x13, 0xc, 0x30000, 0, OF(PERF, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },

	{ 0x14, 0x3, 0x10000, 0x20000, OF(CLOCK, scmi_id_a2p, id),
	  GETS(scmi_clock_attributes_v1_p2a),
	  SHOWS(CLOCK, scmi_clock_attributes_v1_p2a, attributes, 1, 1) },
	{ 0x14, 0x3, 0x20000, 0, OF(CLOCK, scmi_id_a2p, id), GETS(scmi_clock_attributes_p2a),
	  SHOWS(CLOCK, scmi_clock_attributes_p2a, attributes, 1, 1) },
	{ 0x14, 0x4, 0x10000, 0, OF(CLOCK, scmi_list_a2p, id), LIST(8, 0xfff) },
	{ 0x14, 0x5, 0x10000, 0, OF(CLOCK, scmi_clock_rate_set_a2p, clock_id), DONE,
	  .effect = ORACLE_CHANGES, NEVER(scmi_clock_rate_set_a2p, flags, ~0xcu) },
	{ 0x14, 0x6, 0x10000, 0, OF(CLOCK, scmi_id_a2p, id), GETS(scmi_clock_rate_get_p2a) },
	{ 0x14, 0x7, 0x10000, 0x30000, OF(CLOCK, scmi_clock_config_set_v1_a2p, clock_id), DONE,
	  SETS(CLOCK, scmi_clock_config_set_v1_a2p, attributes, 1, 1) },
	{ 0x14, 0x7, 0x30000, 0, OF(CLOCK, scmi_clock_config_set_a2p, clock_id), DONE,
	  SETS(CLOCK, scmi_clock_config_set_a2p, attributes, 1, 3),
	  .older = sizeof(struct scmi_clock_config_set_v1_a2p) },
	{ 0x14, 0x8, 0x20000, 0, OF(CLOCK, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },
	{ 0x14, 0xb, 0x30000, 0, OF(CLOCK, scmi_clock_config_get_a2p, clock_id),
	  GETS(scmi_clock_config_get_p2a), SHOWS(CLOCK, scmi_clock_config_get_p2a, config, 1, 1) },
	{ 0x14, 0xc, 0x30000, 0, OF(CLOCK, scmi_list_a2p, id), LIST(4, 0xff) },
	{ 0x14, 0xd, 0x30000, 0, OF(CLOCK, scmi_clock_parent_set_a2p, clock_id), DONE,
	  .effect = ORACLE_CHANGES },
	{ 0x14, 0xe, 0x30000, 0, OF(CLOCK, scmi_id_a2p, id), GETS(scmi_clock_parent_get_p2a) },
	{ 0x14, 0xf, 0x30000, 0, OF(CLOCK, scmi_id_a2p, id), GETS(scmi_clock_permissions_p2a) },

	/* Items of no size are measured by who checks the answer. */
	{ 0x15, 0x3, 0x10000, 0, OF(SENSOR, scmi_sensor_description_get_a2p, index), LIST(0, 0) },
	{ 0x15, 0x5, 0x10000, 0, OF(SENSOR, scmi_sensor_trip_point_config_a2p, sensor_id), DONE,
	  .effect = ORACLE_CHANGES },
	{ 0x15, 0x6, 0x10000, 0x20000, OF(SENSOR, scmi_sensor_reading_get_a2p, sensor_id),
	  GETS(scmi_sensor_reading_v1_p2a), NEVER(scmi_sensor_reading_get_a2p, flags, ALL) },
	{ 0x15, 0x6, 0x20000, 0, OF(SENSOR, scmi_sensor_reading_get_a2p, sensor_id),
	  .answer = 4 + 16, NEVER(scmi_sensor_reading_get_a2p, flags, ALL) },
	{ 0x15, 0x7, 0x20000, 0, OF(SENSOR, scmi_list_a2p, id), LIST(0, 0) },
	{ 0x15, 0x8, 0x20000, 0, OF(SENSOR, scmi_list_a2p, id), LIST(4, 0xfff) },
	{ 0x15, 0x9, 0x20000, 0, OF(SENSOR, scmi_id_a2p, id), GETS(scmi_value_p2a) },
	{ 0x15, 0xa, 0x20000, 0, OF(SENSOR, scmi_sensor_config_set_a2p, sensor_id), DONE,
	  .effect = ORACLE_CHANGES },
	{ 0x15, 0xc, 0x30000, 0, OF(SENSOR, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },
	{ 0x15, 0xd, 0x30000, 0, OF(SENSOR, scmi_list_a2p, id), LIST(68, 0x3f) },

	{ 0x16, 0x3, 0x10000, 0, OF(RESET, scmi_id_a2p, id),
	  GETS(scmi_reset_domain_attributes_p2a) },
	{ 0x16, 0x4, 0x10000, 0, OF(RESET, scmi_reset_a2p, domain_id), DONE,
	  .effect = ORACLE_CHANGES, NEVER(scmi_reset_a2p, flags, ~0x3u) },
	{ 0x16, 0x6, 0x30000, 0, OF(RESET, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },

	{ 0x17, 0x3, 0x10000, 0, OF(VOLTAGE, scmi_id_a2p, id),
	  GETS(scmi_voltage_domain_attributes_p2a) },
	{ 0x17, 0x4, 0x10000, 0, OF(VOLTAGE, scmi_list_a2p, id), LIST(4, 0xfff) },
	{ 0x17, 0x5, 0x10000, 0, OF(VOLTAGE, scmi_voltage_config_set_a2p, domain_id), DONE,
	  SETS(VOLTAGE, scmi_voltage_config_set_a2p, config, 1, 0xf) },
	{ 0x17, 0x6, 0x10000, 0, OF(VOLTAGE, scmi_id_a2p, id), GETS(scmi_value_p2a),
	  SHOWS(VOLTAGE, scmi_value_p2a, value, 1, 0xf) },
	{ 0x17, 0x7, 0x10000, 0, OF(VOLTAGE, scmi_voltage_level_set_a2p, domain_id), DONE,
	  SETS(VOLTAGE_LEVEL, scmi_voltage_level_set_a2p, level, 1, ALL),
	  NEVER(scmi_voltage_level_set_a2p, flags, ALL) },
	{ 0x17, 0x8, 0x10000, 0, OF(VOLTAGE, scmi_id_a2p, id), GETS(scmi_value_p2a),
	  SHOWS(VOLTAGE_LEVEL, scmi_value_p2a, value, 1, ALL) },
	{ 0x17, 0x9, 0x20000, 0, OF(VOLTAGE, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },

	{ 0x18, 0x3, 0x10000, 0, OF(POWERCAP, scmi_id_a2p, id),
	  GETS(scmi_powercap_domain_attributes_p2a) },
	{ 0x18, 0x4, 0x10000, 0, OF(POWERCAP, scmi_id_a2p, id), GETS(scmi_value_p2a),
	  SHOWS(POWERCAP, scmi_value_p2a, value, 1, ALL) },
	{ 0x18, 0x5, 0x10000, 0, OF(POWERCAP, scmi_powercap_set_a2p, domain_id), DONE,
	  SETS(POWERCAP, scmi_powercap_set_a2p, value, 1, ALL),
	  NEVER(scmi_powercap_set_a2p, flags, ALL) },
	{ 0x18, 0x6, 0x10000, 0, OF(POWERCAP, scmi_id_a2p, id), GETS(scmi_value_p2a),
	  SHOWS(POWERCAP_INTERVAL, scmi_value_p2a, value, 1, ALL) },
	{ 0x18, 0x7, 0x10000, 0, OF(POWERCAP, scmi_powercap_set_a2p, domain_id), DONE,
	  SETS(POWERCAP_INTERVAL, scmi_powercap_set_a2p, value, 1, ALL),
	  NEVER(scmi_powercap_set_a2p, flags, ALL) },
	{ 0x18, 0x8, 0x10000, 0, OF(POWERCAP, scmi_id_a2p, id), GETS(scmi_name_get_p2a) },
	{ 0x18, 0x9, 0x10000, 0, OF(POWERCAP, scmi_id_a2p, id),
	  GETS(scmi_powercap_measurements_p2a) },

	{ 0x19, 0x3, 0x10000, 0, OF(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(3, scmi_pinctrl_id_a2p, flags, 0), GETS(scmi_pinctrl_attributes_p2a) },
	{ 0x19, 0x4, 0x10000, 0, OF(PIN, scmi_pinctrl_list_associations_a2p, identifier),
	  SELECTED(3, scmi_pinctrl_list_associations_a2p, flags, 0), LIST(2, 0xfff) },
	{ 0x19, 0x5, 0x10000, 0, OF(PIN, scmi_pinctrl_settings_get_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_settings_get_a2p, attributes, 16), .answer = 12 },
	{ 0x19, 0x6, 0x10000, 0, OF(PIN, scmi_pinctrl_settings_configure_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_settings_configure_a2p, attributes, 0), DONE,
	  .effect = ORACLE_CHANGES },
	{ 0x19, 0x7, 0x10000, 0, OF(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_id_a2p, flags, 0), DONE, .effect = ORACLE_SETS,
	  .setting = SCMI_SETTING_PIN },
	{ 0x19, 0x8, 0x10000, 0, OF(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_id_a2p, flags, 0), DONE, .effect = ORACLE_SETS,
	  .setting = SCMI_SETTING_PIN },
	{ 0x19, 0x9, 0x10000, 0, OF(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(3, scmi_pinctrl_id_a2p, flags, 0), GETS(scmi_name_get_p2a) },
};

/** find_row() - the form of a message that a version has */
static const struct oracle_row *find_row(uint8_t protocol, uint8_t id, uint32_t version)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct oracle_row *row = &rows[i];

		if (row->protocol == protocol && row->id == id && version >= row->since &&
		    (!row->until || version < row->until))
			return row;
	}
	return NULL;
}

static void add_name(struct oracle_reading *reading, enum scmi_resource kind, uint32_t id,
		     enum oracle_effect effect)
{
	reading->names[reading->count++] = (struct oracle_name){ kind, id, effect };
}

/** is_long_enough() - settings of pins follow in a number that the attributes tell */
static bool is_long_enough(const struct oracle_row *row, const uint32_t *payload, uint32_t length)
{
	if (row->protocol == SCMI_PINCTRL && row->id == SCMI_PINCTRL_SETTINGS_CONFIGURE)
		return length >= row->request &&
			length == row->request + 8 * (payload[2] >> 2 & 0xff);
	return length == row->request || (row->older && length == row->older);
}

void oracle_read(struct oracle_reading *reading, uint32_t header, const uint32_t *payload,
		 uint32_t length, uint32_t version)
{
	uint8_t protocol = scmi_header_protocol(header), id = scmi_header_message(header);
	const struct oracle_row *row = find_row(protocol, id, version);
	uint32_t selector = 0;

	reading->row = NULL;
	reading->count = 0;
	reading->setting = SCMI_NO_SETTING;
	if (!row || !is_long_enough(row, payload, length))
		return;
	if (row->kinds)
		selector = payload[row->selector] >> row->shift & 3;
	if (row->kinds && selector >= row->kinds)
		return;
	reading->row = row;
	add_name(reading, (enum scmi_resource)(row->kind + selector), payload[row->at],
		 row->effect);
	if (row->setting)
		reading->setting = (enum scmi_setting)(row->setting + selector);
	if (protocol == SCMI_CLOCK && id == SCMI_CLOCK_PARENT_SET)
		add_name(reading, SCMI_RESOURCE_CLOCK, payload[1], ORACLE_READS);
	if (protocol == SCMI_PINCTRL && id == SCMI_PINCTRL_SETTINGS_CONFIGURE &&
	    payload[2] & 1u << 10)
		add_name(reading, SCMI_RESOURCE_PIN_FUNCTION, payload[1], ORACLE_READS);
}

static const struct {
	enum scmi_resource resource;
	bool is_switch;
	uint32_t on, off;
	uint16_t getter;
} settings[SCMI_SETTINGS] = {
	[SCMI_SETTING_CLOCK] = { .resource = SCMI_RESOURCE_CLOCK,
				 .is_switch = true,
				 .on = 1,
				 .off = 0 },
	[SCMI_SETTING_POWER] = { .resource = SCMI_RESOURCE_POWER,
				 .is_switch = true,
				 .on = 0,
				 .off = 0x40000000 },
	[SCMI_SETTING_PERF_LIMITS] = { .resource = SCMI_RESOURCE_PERF, .getter = 0x1306 },
	[SCMI_SETTING_PERF_LEVEL] = { .resource = SCMI_RESOURCE_PERF, .getter = 0x1308 },
	[SCMI_SETTING_VOLTAGE] = { .resource = SCMI_RESOURCE_VOLTAGE,
				   .is_switch = true,
				   .on = 7,
				   .off = 0 },
	[SCMI_SETTING_VOLTAGE_LEVEL] = { .resource = SCMI_RESOURCE_VOLTAGE, .getter = 0x1708 },
	[SCMI_SETTING_POWERCAP] = { .resource = SCMI_RESOURCE_POWERCAP, .getter = 0x1804 },
	[SCMI_SETTING_POWERCAP_INTERVAL] = { .resource = SCMI_RESOURCE_POWERCAP, .getter = 0x1806 },
	/* Requested or not; there is no value on the wire. */
	[SCMI_SETTING_PIN] = { .resource = SCMI_RESOURCE_PIN,
			       .is_switch = true,
			       .on = 1,
			       .off = 0 },
	[SCMI_SETTING_PIN_GROUP] = { .resource = SCMI_RESOURCE_PIN_GROUP,
				     .is_switch = true,
				     .on = 1,
				     .off = 0 },
};

bool oracle_is_switch(enum scmi_setting setting)
{
	return settings[setting].is_switch;
}

uint32_t oracle_on(enum scmi_setting setting)
{
	return settings[setting].on;
}

uint32_t oracle_off(enum scmi_setting setting)
{
	return settings[setting].off;
}

uint16_t oracle_getter(enum scmi_setting setting)
{
	return settings[setting].getter;
}

enum scmi_resource oracle_resource(enum scmi_setting setting)
{
	return settings[setting].resource;
}

bool oracle_value(const struct oracle_reading *reading, const uint32_t *payload, uint32_t value[2])
{
	const struct oracle_row *row = reading->row;

	value[0] = value[1] = 0;
	if (!row || row->effect != ORACLE_SETS)
		return false;
	for (uint32_t i = 0; i < row->words; i++)
		value[i] = payload[row->value + i] & row->mask;
	if (row->protocol == SCMI_PINCTRL)
		value[0] = row->id == SCMI_PINCTRL_REQUEST;
	/* From 3.0 on a clock can be left as it is, or told the value of something else. */
	return !(row->protocol == SCMI_CLOCK && value[0] > 1);
}

bool oracle_ends(const struct oracle_reading *reading, const uint32_t *payload)
{
	uint32_t value[2];

	return oracle_value(reading, payload, value) && oracle_is_switch(reading->setting) &&
		value[0] == oracle_off(reading->setting);
}
