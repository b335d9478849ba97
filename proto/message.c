// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * message.c - the table: a row for every message, protocol by protocol
 *
 * Sizes are written as the structs whose sizes they are. Within a protocol rows stand in the order
 * of ids, forms of one message together.
 */
#include "message.h"

#include "base.h"
#include "clock.h"
#include "perf.h"
#include "pinctrl.h"
#include "power.h"
#include "powercap.h"
#include "reset.h"
#include "sensor.h"
#include "system_power.h"
#include "voltage.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define STATUS_ONLY sizeof(uint32_t)

/* Shorthands for groups of fields that always come together. */
#define MESSAGE(p, message_id)	   .name = #message_id, .protocol = (p), .id = SCMI_##message_id
#define SINCE(major, minor)	   .since = SCMI_VERSION(major, minor)
#define UNTIL(major, minor)	   .until = SCMI_VERSION(major, minor)
#define REQUEST_SIZES(least, most) .request_size = (least), .request_max = (most)
#define REQUEST(type)		   REQUEST_SIZES(sizeof(struct type), sizeof(struct type))
#define NO_REQUEST		   REQUEST_SIZES(0, 0)
#define ANSWER_SIZES(least, most)  .answer_min = (least), .answer_max = (most)
#define ANSWER(type)		   ANSWER_SIZES(sizeof(struct type), sizeof(struct type))
#define ANSWER_STATUS		   ANSWER_SIZES(STATUS_ONLY, STATUS_ONLY)
#define ANSWER_LIST(type)	   ANSWER_SIZES(sizeof(struct type), SCMI_PAYLOAD_MAX)
#define ANSWER_ITEMS(size)	   ANSWER_LIST(scmi_list_p2a), .list_item = (size)
#define MEDIATOR_ANSWERS(h)	   .treatment = SCMI_ANSWER, .hook = (h), .repeatable = true
#define REFUSED(reason)		   .treatment = SCMI_REFUSE, .why = (reason)
#define HOOK(h)			   .hook = SCMI_HOOK_##h
#define OF(kind, type, member) \
	.resource = SCMI_RESOURCE_##kind, .resource_at = offsetof(struct type, member)
/* A description tells what there is, so of what is another's it finds nothing. */
#define DESCRIBES(kind, type, member)                                                 \
	.treatment = SCMI_FORWARD, OF(kind, type, member), .unowned = SCMI_NOT_FOUND, \
	.repeatable = true
#define READS(kind, type, member)                                                  \
	.treatment = SCMI_FORWARD, OF(kind, type, member), .unowned = SCMI_DENIED, \
	.repeatable = true
#define CHANGES(kind, type, member) READS(kind, type, member), .changes_state = true
#define KEEPS_FLAGS(type, member, kept) \
	.has_flags = true, .flags_at = offsetof(struct type, member), .flags_kept = (kept)
#define VALUE(type, member, mask) .value_at = offsetof(struct type, member), .value_mask = (mask)
#define SETS(what)		  .setting = SCMI_SETTING_##what, .use = SCMI_SETS
#define ENDS(what)		  .setting = SCMI_SETTING_##what, .use = SCMI_ENDS
#define READS_SETTING(what)	  .setting = SCMI_SETTING_##what, .use = SCMI_READS
/* A selector of pin control: @kinds is 2 where functions cannot be selected. */
#define SELECTED(kinds, type, member, shift)                                \
	.selectors = (kinds), .selector_at = offsetof(struct type, member), \
	.selector_shift = (shift)

#define NO_NOTIFICATIONS "the SMC transport has no channel on which a notification could come"
#define NO_FASTCHANNELS	 "a fast channel would go past the daemon"
#define NO_PERMISSIONS	 "who may use what is dom0's word, never a guest's"

#define NOTIFIES(p, message_id, request_type)                                                    \
	MESSAGE(p, message_id), REQUEST(request_type), ANSWER_STATUS, REFUSED(NO_NOTIFICATIONS), \
		.changes_state = true, .repeatable = true

/* What every protocol has. */
/* clang-format off */
#define COMMON(p, attributes_type, attributes_hook)                                                 \
	{ MESSAGE(p, PROTOCOL_VERSION), SINCE(1, 0), NO_REQUEST, ANSWER(scmi_protocol_version_p2a), \
	  MEDIATOR_ANSWERS(SCMI_HOOK_VERSION), .constant = true },                                  \
	{ MESSAGE(p, PROTOCOL_ATTRIBUTES), SINCE(1, 0), NO_REQUEST, ANSWER(attributes_type),        \
	  MEDIATOR_ANSWERS(SCMI_HOOK_##attributes_hook) },                                          \
	{ MESSAGE(p, PROTOCOL_MESSAGE_ATTRIBUTES), SINCE(1, 0),                                     \
	  REQUEST(scmi_message_attributes_a2p), ANSWER(scmi_message_attributes_p2a),                \
	  MEDIATOR_ANSWERS(SCMI_HOOK_MESSAGE_ATTRIBUTES) }
/* clang-format on */
#define NEGOTIATE(p, major, minor)                                           \
	{                                                                    \
		MESSAGE(p, NEGOTIATE_PROTOCOL_VERSION), SINCE(major, minor), \
			REQUEST(scmi_negotiate_version_a2p), ANSWER_STATUS,  \
			MEDIATOR_ANSWERS(SCMI_HOOK_NEGOTIATE_VERSION)        \
	}
#define LONG_NAME(p, message_id, kind)                                           \
	MESSAGE(p, message_id), REQUEST(scmi_id_a2p), ANSWER(scmi_name_get_p2a), \
		DESCRIBES(kind, scmi_id_a2p, id), .constant = true

static const struct scmi_message messages[] = {
	/* --- BASE --- */
	COMMON(SCMI_BASE, scmi_protocol_attributes_p2a, BASE_ATTRIBUTES),
	{ MESSAGE(SCMI_BASE, BASE_DISCOVER_VENDOR), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_base_vendor_p2a), MEDIATOR_ANSWERS(SCMI_HOOK_BASE_VENDOR), .constant = true },
	{ MESSAGE(SCMI_BASE, BASE_DISCOVER_SUB_VENDOR), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_base_vendor_p2a), MEDIATOR_ANSWERS(SCMI_HOOK_BASE_SUB_VENDOR),
	  .constant = true },
	{ MESSAGE(SCMI_BASE, BASE_DISCOVER_IMPLEMENTATION_VERSION), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_base_implementation_version_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_BASE_IMPLEMENTATION), .constant = true },
	{ MESSAGE(SCMI_BASE, BASE_DISCOVER_LIST_PROTOCOLS), SINCE(1, 0),
	  REQUEST(scmi_base_list_protocols_a2p), ANSWER_LIST(scmi_base_list_protocols_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_BASE_PROTOCOLS) },
	{ MESSAGE(SCMI_BASE, BASE_DISCOVER_AGENT), SINCE(1, 0), UNTIL(2, 0),
	  REQUEST(scmi_base_discover_agent_a2p), ANSWER(scmi_base_discover_agent_v1_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_BASE_AGENT), .constant = true },
	{ MESSAGE(SCMI_BASE, BASE_DISCOVER_AGENT), SINCE(2, 0),
	  REQUEST(scmi_base_discover_agent_a2p), ANSWER(scmi_base_discover_agent_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_BASE_AGENT), .constant = true },
	{ NOTIFIES(SCMI_BASE, BASE_NOTIFY_ERRORS, scmi_base_notify_errors_a2p), SINCE(1, 0) },
	{ MESSAGE(SCMI_BASE, BASE_SET_DEVICE_PERMISSIONS), SINCE(2, 0),
	  REQUEST(scmi_base_set_device_permissions_a2p), ANSWER_STATUS, REFUSED(NO_PERMISSIONS),
	  .changes_state = true, .repeatable = true },
	{ MESSAGE(SCMI_BASE, BASE_SET_PROTOCOL_PERMISSIONS), SINCE(2, 0),
	  REQUEST(scmi_base_set_protocol_permissions_a2p), ANSWER_STATUS, REFUSED(NO_PERMISSIONS),
	  .changes_state = true, .repeatable = true },
	{ MESSAGE(SCMI_BASE, BASE_RESET_AGENT_CONFIGURATION), SINCE(2, 0),
	  REQUEST(scmi_base_reset_agent_configuration_a2p), ANSWER_STATUS,
	  MEDIATOR_ANSWERS(SCMI_HOOK_BASE_RESET) },
	NEGOTIATE(SCMI_BASE, 2, 1),

	/* --- POWER_DOMAIN --- */
	COMMON(SCMI_POWER_DOMAIN, scmi_protocol_region_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_POWER_DOMAIN, POWER_DOMAIN_ATTRIBUTES), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_power_domain_attributes_p2a), DESCRIBES(POWER, scmi_id_a2p, id),
	  .hidden = SCMI_POWER_NOTIFIES_CHANGES | SCMI_POWER_SET_ASYNC |
		  SCMI_POWER_NOTIFIES_CHANGE_REQUESTS,
	  .constant = true },
	{ MESSAGE(SCMI_POWER_DOMAIN, POWER_STATE_SET), SINCE(1, 0),
	  REQUEST(scmi_power_state_set_a2p), ANSWER_STATUS,
	  CHANGES(POWER, scmi_power_state_set_a2p, domain_id),
	  KEEPS_FLAGS(scmi_power_state_set_a2p, flags, 0), SETS(POWER),
	  VALUE(scmi_power_state_set_a2p, state, SCMI_POWER_STATE) },
	/* Linux asks it of every domain that there is, so it is a description, and no news. */
	{ MESSAGE(SCMI_POWER_DOMAIN, POWER_STATE_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), DESCRIBES(POWER, scmi_id_a2p, id), READS_SETTING(POWER),
	  VALUE(scmi_value_p2a, value, UINT32_MAX) },
	{ NOTIFIES(SCMI_POWER_DOMAIN, POWER_STATE_NOTIFY, scmi_notify_a2p), SINCE(1, 0) },
	{ NOTIFIES(SCMI_POWER_DOMAIN, POWER_STATE_CHANGE_REQUESTED_NOTIFY, scmi_notify_a2p),
	  SINCE(2, 0) },
	{ LONG_NAME(SCMI_POWER_DOMAIN, POWER_DOMAIN_NAME_GET, POWER), SINCE(3, 0) },
	NEGOTIATE(SCMI_POWER_DOMAIN, 3, 1),

	/* --- SYSTEM_POWER: of the guest's own system, so the firmware never hears of it --- */
	COMMON(SCMI_SYSTEM_POWER, scmi_protocol_attributes_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_SYSTEM_POWER, SYSTEM_POWER_STATE_SET), SINCE(1, 0),
	  REQUEST(scmi_system_power_state_set_a2p), ANSWER_STATUS,
	  MEDIATOR_ANSWERS(SCMI_HOOK_SYSTEM_POWER_SET),
	  OF(SYSTEM_POWER, scmi_system_power_state_set_a2p, system_state), .unowned = SCMI_DENIED },
	{ MESSAGE(SCMI_SYSTEM_POWER, SYSTEM_POWER_STATE_GET), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_value_p2a), MEDIATOR_ANSWERS(SCMI_HOOK_SYSTEM_POWER_GET) },
	{ NOTIFIES(SCMI_SYSTEM_POWER, SYSTEM_POWER_STATE_NOTIFY, scmi_system_power_notify_a2p),
	  SINCE(1, 0) },
	NEGOTIATE(SCMI_SYSTEM_POWER, 2, 1),

	/* --- PERFORMANCE --- */
	COMMON(SCMI_PERFORMANCE, scmi_protocol_region_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_DOMAIN_ATTRIBUTES), SINCE(1, 0),
	  REQUEST(scmi_id_a2p), ANSWER(scmi_perf_domain_attributes_p2a),
	  DESCRIBES(PERF, scmi_id_a2p, id),
	  .hidden = SCMI_PERF_NOTIFIES_LIMITS | SCMI_PERF_NOTIFIES_LEVEL | SCMI_PERF_FASTCHANNELS,
	  .hidden_if_read = SCMI_PERF_CAN_SET_LIMITS | SCMI_PERF_CAN_SET_LEVEL, .constant = true },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_DESCRIBE_LEVELS), SINCE(1, 0), UNTIL(4, 0),
	  REQUEST(scmi_list_a2p), ANSWER_ITEMS(sizeof(struct scmi_perf_level_v1)),
	  DESCRIBES(PERF, scmi_list_a2p, id), .constant = true },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_DESCRIBE_LEVELS), SINCE(4, 0),
	  REQUEST(scmi_list_a2p), ANSWER_ITEMS(sizeof(struct scmi_perf_level)),
	  DESCRIBES(PERF, scmi_list_a2p, id), .constant = true },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_LIMITS_SET), SINCE(1, 0),
	  REQUEST(scmi_perf_limits_set_a2p), ANSWER_STATUS,
	  CHANGES(PERF, scmi_perf_limits_set_a2p, domain_id), SETS(PERF_LIMITS),
	  VALUE(scmi_perf_limits_set_a2p, range_max, UINT32_MAX) },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_LIMITS_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_perf_limits_get_p2a), READS(PERF, scmi_id_a2p, id),
	  READS_SETTING(PERF_LIMITS), VALUE(scmi_perf_limits_get_p2a, range_max, UINT32_MAX) },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_LEVEL_SET), SINCE(1, 0),
	  REQUEST(scmi_perf_level_set_a2p), ANSWER_STATUS,
	  CHANGES(PERF, scmi_perf_level_set_a2p, domain_id), SETS(PERF_LEVEL),
	  VALUE(scmi_perf_level_set_a2p, level, UINT32_MAX) },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_LEVEL_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), READS(PERF, scmi_id_a2p, id), READS_SETTING(PERF_LEVEL),
	  VALUE(scmi_value_p2a, value, UINT32_MAX) },
	{ NOTIFIES(SCMI_PERFORMANCE, PERFORMANCE_NOTIFY_LIMITS, scmi_notify_a2p), SINCE(1, 0) },
	{ NOTIFIES(SCMI_PERFORMANCE, PERFORMANCE_NOTIFY_LEVEL, scmi_notify_a2p), SINCE(1, 0) },
	{ MESSAGE(SCMI_PERFORMANCE, PERFORMANCE_DESCRIBE_FASTCHANNEL), SINCE(2, 0),
	  REQUEST(scmi_fastchannel_a2p), ANSWER(scmi_fastchannel_p2a), REFUSED(NO_FASTCHANNELS),
	  .repeatable = true, .constant = true },
	{ LONG_NAME(SCMI_PERFORMANCE, PERFORMANCE_DOMAIN_NAME_GET, PERF), SINCE(3, 0) },
	NEGOTIATE(SCMI_PERFORMANCE, 4, 0),

	/* --- CLOCK --- */
	COMMON(SCMI_CLOCK, scmi_protocol_attributes_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_CLOCK, CLOCK_ATTRIBUTES), SINCE(1, 0), UNTIL(2, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_attributes_v1_p2a), DESCRIBES(CLOCK, scmi_id_a2p, id),
	  READS_SETTING(CLOCK),
	  VALUE(scmi_clock_attributes_v1_p2a, attributes, SCMI_CLOCK_ENABLED) },
	/* TF-A says that it has 2.0, and leaves out the delay. */
	{ MESSAGE(SCMI_CLOCK, CLOCK_ATTRIBUTES), SINCE(2, 0), REQUEST(scmi_id_a2p),
	  ANSWER_SIZES(sizeof(struct scmi_clock_attributes_v1_p2a),
		       sizeof(struct scmi_clock_attributes_p2a)),
	  DESCRIBES(CLOCK, scmi_id_a2p, id), READS_SETTING(CLOCK),
	  VALUE(scmi_clock_attributes_p2a, attributes, SCMI_CLOCK_ENABLED),
	  .hidden = SCMI_CLOCK_NOTIFIES_CHANGES | SCMI_CLOCK_NOTIFIES_CHANGE_REQUESTS,
	  HOOK(CLOCK_ATTRIBUTES) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_DESCRIBE_RATES), SINCE(1, 0), REQUEST(scmi_list_a2p),
	  ANSWER_ITEMS(sizeof(struct scmi_clock_rate)), DESCRIBES(CLOCK, scmi_list_a2p, id),
	  .constant = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_RATE_SET), SINCE(1, 0), REQUEST(scmi_clock_rate_set_a2p),
	  ANSWER_STATUS, CHANGES(CLOCK, scmi_clock_rate_set_a2p, clock_id),
	  KEEPS_FLAGS(scmi_clock_rate_set_a2p, flags,
		      SCMI_CLOCK_RATE_ROUND_UP | SCMI_CLOCK_RATE_ROUND_AUTO) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_RATE_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_rate_get_p2a), READS(CLOCK, scmi_id_a2p, id) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_CONFIG_SET), SINCE(1, 0), UNTIL(3, 0),
	  REQUEST(scmi_clock_config_set_v1_a2p), ANSWER_STATUS,
	  CHANGES(CLOCK, scmi_clock_config_set_v1_a2p, clock_id), SETS(CLOCK),
	  VALUE(scmi_clock_config_set_v1_a2p, attributes, SCMI_CLOCK_CONFIG_STATE_V1),
	  KEEPS_FLAGS(scmi_clock_config_set_v1_a2p, attributes, SCMI_CLOCK_CONFIG_STATE_V1) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_CONFIG_SET), SINCE(3, 0), REQUEST(scmi_clock_config_set_a2p),
	  ANSWER_STATUS, CHANGES(CLOCK, scmi_clock_config_set_a2p, clock_id), SETS(CLOCK),
	  VALUE(scmi_clock_config_set_a2p, attributes, SCMI_CLOCK_CONFIG_STATE_V3),
	  KEEPS_FLAGS(scmi_clock_config_set_a2p, attributes,
		      SCMI_CLOCK_CONFIG_STATE_V3 | SCMI_CLOCK_CONFIG_EXTENDED),
	  HOOK(CLOCK_CONFIG_SET), .request_older = sizeof(struct scmi_clock_config_set_v1_a2p) },
	{ LONG_NAME(SCMI_CLOCK, CLOCK_NAME_GET, CLOCK), SINCE(2, 0) },
	{ NOTIFIES(SCMI_CLOCK, CLOCK_RATE_NOTIFY, scmi_notify_a2p), SINCE(2, 0) },
	{ NOTIFIES(SCMI_CLOCK, CLOCK_RATE_CHANGE_REQUESTED_NOTIFY, scmi_notify_a2p), SINCE(2, 0) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_CONFIG_GET), SINCE(3, 0), REQUEST(scmi_clock_config_get_a2p),
	  ANSWER(scmi_clock_config_get_p2a), READS(CLOCK, scmi_clock_config_get_a2p, clock_id),
	  READS_SETTING(CLOCK), VALUE(scmi_clock_config_get_p2a, config, SCMI_CLOCK_ENABLED) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_POSSIBLE_PARENTS_GET), SINCE(3, 0), REQUEST(scmi_list_a2p),
	  ANSWER_LIST(scmi_clock_possible_parents_p2a), DESCRIBES(CLOCK, scmi_list_a2p, id),
	  HOOK(CLOCK_PARENTS), .constant = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_PARENT_SET), SINCE(3, 0), REQUEST(scmi_clock_parent_set_a2p),
	  ANSWER_STATUS, CHANGES(CLOCK, scmi_clock_parent_set_a2p, clock_id),
	  HOOK(CLOCK_PARENT_SET) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_PARENT_GET), SINCE(3, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_parent_get_p2a), READS(CLOCK, scmi_id_a2p, id),
	  HOOK(CLOCK_PARENT_GET) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_GET_PERMISSIONS), SINCE(3, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_permissions_p2a), DESCRIBES(CLOCK, scmi_id_a2p, id),
	  .hidden_if_read =
		  SCMI_CLOCK_MAY_SET_STATE | SCMI_CLOCK_MAY_SET_PARENT | SCMI_CLOCK_MAY_SET_RATE,
	  HOOK(CLOCK_PERMISSIONS) },
	NEGOTIATE(SCMI_CLOCK, 3, 0),

	/* --- SENSOR --- */
	COMMON(SCMI_SENSOR, scmi_protocol_region_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_SENSOR, SENSOR_DESCRIPTION_GET), SINCE(1, 0),
	  REQUEST(scmi_sensor_description_get_a2p), ANSWER_LIST(scmi_list_p2a),
	  .treatment = SCMI_FORWARD, HOOK(SENSOR_DESCRIPTIONS), .repeatable = true,
	  .constant = true },
	{ NOTIFIES(SCMI_SENSOR, SENSOR_TRIP_POINT_NOTIFY, scmi_notify_a2p), SINCE(1, 0) },
	{ MESSAGE(SCMI_SENSOR, SENSOR_TRIP_POINT_CONFIG), SINCE(1, 0),
	  REQUEST(scmi_sensor_trip_point_config_a2p), ANSWER_STATUS,
	  CHANGES(SENSOR, scmi_sensor_trip_point_config_a2p, sensor_id) },
	{ MESSAGE(SCMI_SENSOR, SENSOR_READING_GET), SINCE(1, 0), UNTIL(2, 0),
	  REQUEST(scmi_sensor_reading_get_a2p), ANSWER(scmi_sensor_reading_v1_p2a),
	  READS(SENSOR, scmi_sensor_reading_get_a2p, sensor_id),
	  KEEPS_FLAGS(scmi_sensor_reading_get_a2p, flags, 0) },
	{ MESSAGE(SCMI_SENSOR, SENSOR_READING_GET), SINCE(2, 0),
	  REQUEST(scmi_sensor_reading_get_a2p),
	  ANSWER_SIZES(STATUS_ONLY + sizeof(struct scmi_sensor_reading), SCMI_PAYLOAD_MAX),
	  READS(SENSOR, scmi_sensor_reading_get_a2p, sensor_id),
	  KEEPS_FLAGS(scmi_sensor_reading_get_a2p, flags, 0) },
	{ MESSAGE(SCMI_SENSOR, SENSOR_AXIS_DESCRIPTION_GET), SINCE(2, 0), REQUEST(scmi_list_a2p),
	  ANSWER_LIST(scmi_list_p2a), DESCRIBES(SENSOR, scmi_list_a2p, id), HOOK(SENSOR_AXES),
	  .constant = true },
	{ MESSAGE(SCMI_SENSOR, SENSOR_LIST_UPDATE_INTERVALS), SINCE(2, 0), REQUEST(scmi_list_a2p),
	  ANSWER_ITEMS(sizeof(uint32_t)), DESCRIBES(SENSOR, scmi_list_a2p, id), .constant = true },
	{ MESSAGE(SCMI_SENSOR, SENSOR_CONFIG_GET), SINCE(2, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), READS(SENSOR, scmi_id_a2p, id) },
	{ MESSAGE(SCMI_SENSOR, SENSOR_CONFIG_SET), SINCE(2, 0), REQUEST(scmi_sensor_config_set_a2p),
	  ANSWER_STATUS, CHANGES(SENSOR, scmi_sensor_config_set_a2p, sensor_id) },
	{ NOTIFIES(SCMI_SENSOR, SENSOR_CONTINUOUS_UPDATE_NOTIFY, scmi_notify_a2p), SINCE(2, 0) },
	{ LONG_NAME(SCMI_SENSOR, SENSOR_NAME_GET, SENSOR), SINCE(3, 0) },
	{ MESSAGE(SCMI_SENSOR, SENSOR_AXIS_NAME_GET), SINCE(3, 0), REQUEST(scmi_list_a2p),
	  ANSWER_LIST(scmi_list_p2a), DESCRIBES(SENSOR, scmi_list_a2p, id), HOOK(SENSOR_AXIS_NAMES),
	  .constant = true },
	NEGOTIATE(SCMI_SENSOR, 3, 1),

	/* --- RESET --- */
	COMMON(SCMI_RESET, scmi_protocol_attributes_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_RESET, RESET_DOMAIN_ATTRIBUTES), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_reset_domain_attributes_p2a), DESCRIBES(RESET, scmi_id_a2p, id),
	  .hidden = SCMI_RESET_ASYNC | SCMI_RESET_NOTIFIES, .constant = true },
	{ .name = "RESET",
	  .protocol = SCMI_RESET,
	  .id = SCMI_RESET_DOMAIN_RESET,
	  SINCE(1, 0),
	  REQUEST(scmi_reset_a2p),
	  ANSWER_STATUS,
	  .treatment = SCMI_FORWARD,
	  OF(RESET, scmi_reset_a2p, domain_id),
	  .unowned = SCMI_DENIED,
	  .changes_state = true,
	  KEEPS_FLAGS(scmi_reset_a2p, flags, SCMI_RESET_AUTONOMOUS | SCMI_RESET_ASSERT) },
	{ NOTIFIES(SCMI_RESET, RESET_NOTIFY, scmi_notify_a2p), SINCE(1, 0) },
	{ LONG_NAME(SCMI_RESET, RESET_DOMAIN_NAME_GET, RESET), SINCE(3, 0) },
	NEGOTIATE(SCMI_RESET, 3, 1),

	/* --- VOLTAGE --- */
	COMMON(SCMI_VOLTAGE, scmi_protocol_attributes_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_VOLTAGE, VOLTAGE_DOMAIN_ATTRIBUTES), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_voltage_domain_attributes_p2a), DESCRIBES(VOLTAGE, scmi_id_a2p, id),
	  .hidden = SCMI_VOLTAGE_SET_ASYNC, .constant = true },
	{ MESSAGE(SCMI_VOLTAGE, VOLTAGE_DESCRIBE_LEVELS), SINCE(1, 0), REQUEST(scmi_list_a2p),
	  ANSWER_ITEMS(sizeof(int32_t)), DESCRIBES(VOLTAGE, scmi_list_a2p, id), .constant = true },
	{ MESSAGE(SCMI_VOLTAGE, VOLTAGE_CONFIG_SET), SINCE(1, 0),
	  REQUEST(scmi_voltage_config_set_a2p), ANSWER_STATUS,
	  CHANGES(VOLTAGE, scmi_voltage_config_set_a2p, domain_id), SETS(VOLTAGE),
	  VALUE(scmi_voltage_config_set_a2p, config, SCMI_VOLTAGE_MODE),
	  KEEPS_FLAGS(scmi_voltage_config_set_a2p, config, SCMI_VOLTAGE_MODE) },
	{ MESSAGE(SCMI_VOLTAGE, VOLTAGE_CONFIG_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), READS(VOLTAGE, scmi_id_a2p, id), READS_SETTING(VOLTAGE),
	  VALUE(scmi_value_p2a, value, SCMI_VOLTAGE_MODE) },
	{ MESSAGE(SCMI_VOLTAGE, VOLTAGE_LEVEL_SET), SINCE(1, 0),
	  REQUEST(scmi_voltage_level_set_a2p), ANSWER_STATUS,
	  CHANGES(VOLTAGE, scmi_voltage_level_set_a2p, domain_id),
	  KEEPS_FLAGS(scmi_voltage_level_set_a2p, flags, 0), SETS(VOLTAGE_LEVEL),
	  VALUE(scmi_voltage_level_set_a2p, level, UINT32_MAX) },
	{ MESSAGE(SCMI_VOLTAGE, VOLTAGE_LEVEL_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), READS(VOLTAGE, scmi_id_a2p, id), READS_SETTING(VOLTAGE_LEVEL),
	  VALUE(scmi_value_p2a, value, UINT32_MAX) },
	{ LONG_NAME(SCMI_VOLTAGE, VOLTAGE_DOMAIN_NAME_GET, VOLTAGE), SINCE(2, 0) },
	NEGOTIATE(SCMI_VOLTAGE, 2, 1),

	/* --- POWERCAP --- */
	COMMON(SCMI_POWERCAP, scmi_protocol_attributes_p2a, ATTRIBUTES),
	/*
	 * That cap and interval can be set is told to readers as well: without that Linux does not
	 * take a domain whose lowest and highest cap differ.
	 */
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_DOMAIN_ATTRIBUTES), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_powercap_domain_attributes_p2a), DESCRIBES(POWERCAP, scmi_id_a2p, id),
	  .hidden = SCMI_POWERCAP_NOTIFIES_CAP | SCMI_POWERCAP_NOTIFIES_MEASUREMENTS |
		  SCMI_POWERCAP_SET_ASYNC | SCMI_POWERCAP_FASTCHANNELS,
	  HOOK(POWERCAP_ATTRIBUTES), .constant = true },
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_CAP_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), READS(POWERCAP, scmi_id_a2p, id), READS_SETTING(POWERCAP),
	  VALUE(scmi_value_p2a, value, UINT32_MAX) },
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_CAP_SET), SINCE(1, 0), REQUEST(scmi_powercap_set_a2p),
	  ANSWER_STATUS, CHANGES(POWERCAP, scmi_powercap_set_a2p, domain_id),
	  KEEPS_FLAGS(scmi_powercap_set_a2p, flags, 0), SETS(POWERCAP),
	  VALUE(scmi_powercap_set_a2p, value, UINT32_MAX) },
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_PAI_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_value_p2a), READS(POWERCAP, scmi_id_a2p, id),
	  READS_SETTING(POWERCAP_INTERVAL), VALUE(scmi_value_p2a, value, UINT32_MAX) },
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_PAI_SET), SINCE(1, 0), REQUEST(scmi_powercap_set_a2p),
	  ANSWER_STATUS, CHANGES(POWERCAP, scmi_powercap_set_a2p, domain_id),
	  KEEPS_FLAGS(scmi_powercap_set_a2p, flags, 0), SETS(POWERCAP_INTERVAL),
	  VALUE(scmi_powercap_set_a2p, value, UINT32_MAX) },
	{ LONG_NAME(SCMI_POWERCAP, POWERCAP_DOMAIN_NAME_GET, POWERCAP), SINCE(1, 0) },
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_MEASUREMENTS_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_powercap_measurements_p2a), READS(POWERCAP, scmi_id_a2p, id) },
	{ NOTIFIES(SCMI_POWERCAP, POWERCAP_CAP_NOTIFY, scmi_notify_a2p), SINCE(1, 0) },
	{ NOTIFIES(SCMI_POWERCAP, POWERCAP_MEASUREMENTS_NOTIFY,
		   scmi_powercap_measurements_notify_a2p),
	  SINCE(1, 0) },
	{ MESSAGE(SCMI_POWERCAP, POWERCAP_DESCRIBE_FASTCHANNEL), SINCE(2, 0),
	  REQUEST(scmi_fastchannel_a2p), ANSWER(scmi_fastchannel_p2a), REFUSED(NO_FASTCHANNELS),
	  .repeatable = true, .constant = true },
	NEGOTIATE(SCMI_POWERCAP, 2, 0),

	/* --- PINCTRL --- */
	COMMON(SCMI_PINCTRL, scmi_pinctrl_protocol_attributes_p2a, ATTRIBUTES),
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_ATTRIBUTES), SINCE(1, 0), REQUEST(scmi_pinctrl_id_a2p),
	  ANSWER(scmi_pinctrl_attributes_p2a), DESCRIBES(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(3, scmi_pinctrl_id_a2p, flags, 0),
	  KEEPS_FLAGS(scmi_pinctrl_id_a2p, flags, SCMI_PINCTRL_SELECTOR), HOOK(PINCTRL_ATTRIBUTES),
	  .constant = true },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_LIST_ASSOCIATIONS), SINCE(1, 0),
	  REQUEST(scmi_pinctrl_list_associations_a2p),
	  ANSWER_LIST(scmi_pinctrl_list_associations_p2a),
	  DESCRIBES(PIN, scmi_pinctrl_list_associations_a2p, identifier),
	  SELECTED(3, scmi_pinctrl_list_associations_a2p, flags, 0),
	  KEEPS_FLAGS(scmi_pinctrl_list_associations_a2p, flags, SCMI_PINCTRL_SELECTOR),
	  HOOK(PINCTRL_ASSOCIATIONS), .constant = true },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_SETTINGS_GET), SINCE(1, 0),
	  REQUEST(scmi_pinctrl_settings_get_a2p), ANSWER_LIST(scmi_pinctrl_settings_get_p2a),
	  READS(PIN, scmi_pinctrl_settings_get_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_settings_get_a2p, attributes, SCMI_PINCTRL_GET_SELECTOR_SHIFT),
	  KEEPS_FLAGS(scmi_pinctrl_settings_get_a2p, attributes, SCMI_PINCTRL_GET_MASK),
	  HOOK(PINCTRL_SETTINGS_GET) },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_SETTINGS_CONFIGURE), SINCE(1, 0),
	  REQUEST_SIZES(sizeof(struct scmi_pinctrl_settings_configure_a2p),
			sizeof(struct scmi_pinctrl_settings_configure_a2p) +
				SCMI_PINCTRL_SET_CONFIGS_MAX * sizeof(struct scmi_pinctrl_config)),
	  ANSWER_STATUS, CHANGES(PIN, scmi_pinctrl_settings_configure_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_settings_configure_a2p, attributes,
		   SCMI_PINCTRL_SET_SELECTOR_SHIFT),
	  KEEPS_FLAGS(scmi_pinctrl_settings_configure_a2p, attributes, SCMI_PINCTRL_SET_MASK),
	  HOOK(PINCTRL_SETTINGS_CONFIGURE) },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_REQUEST), SINCE(1, 0), REQUEST(scmi_pinctrl_id_a2p),
	  ANSWER_STATUS, CHANGES(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_id_a2p, flags, 0),
	  KEEPS_FLAGS(scmi_pinctrl_id_a2p, flags, SCMI_PINCTRL_SELECTOR), SETS(PIN) },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_RELEASE), SINCE(1, 0), REQUEST(scmi_pinctrl_id_a2p),
	  ANSWER_STATUS, CHANGES(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(2, scmi_pinctrl_id_a2p, flags, 0),
	  KEEPS_FLAGS(scmi_pinctrl_id_a2p, flags, SCMI_PINCTRL_SELECTOR), ENDS(PIN) },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_NAME_GET), SINCE(1, 0), REQUEST(scmi_pinctrl_id_a2p),
	  ANSWER(scmi_name_get_p2a), DESCRIBES(PIN, scmi_pinctrl_id_a2p, identifier),
	  SELECTED(3, scmi_pinctrl_id_a2p, flags, 0),
	  KEEPS_FLAGS(scmi_pinctrl_id_a2p, flags, SCMI_PINCTRL_SELECTOR), .constant = true },
	{ MESSAGE(SCMI_PINCTRL, PINCTRL_SET_PERMISSIONS), SINCE(1, 0),
	  REQUEST(scmi_pinctrl_set_permissions_a2p), ANSWER_STATUS, REFUSED(NO_PERMISSIONS),
	  .changes_state = true, .repeatable = true },
	NEGOTIATE(SCMI_PINCTRL, 1, 0),
};

/*
 * Vendor protocols, of which nothing is known: a message is open to a guest or not, and what an
 * open one does is the administrator's responsibility.
 */
#define VENDOR(message_name) .name = (message_name), SINCE(1, 0)
static const struct scmi_message vendor_messages[] = {
	{ VENDOR("PROTOCOL_VERSION"), .id = SCMI_PROTOCOL_VERSION, NO_REQUEST,
	  ANSWER(scmi_protocol_version_p2a), .treatment = SCMI_FORWARD, .repeatable = true },
	{ VENDOR("PROTOCOL_ATTRIBUTES"), .id = SCMI_PROTOCOL_ATTRIBUTES, NO_REQUEST,
	  ANSWER_SIZES(sizeof(struct scmi_protocol_attributes_p2a), SCMI_PAYLOAD_MAX),
	  .treatment = SCMI_FORWARD, .repeatable = true },
	{ VENDOR("PROTOCOL_MESSAGE_ATTRIBUTES"), .id = SCMI_PROTOCOL_MESSAGE_ATTRIBUTES,
	  REQUEST(scmi_message_attributes_a2p), ANSWER(scmi_message_attributes_p2a),
	  .treatment = SCMI_FORWARD, HOOK(VENDOR_MESSAGE_ATTRIBUTES), .repeatable = true },
	{ VENDOR("NEGOTIATE_PROTOCOL_VERSION"), .id = SCMI_NEGOTIATE_PROTOCOL_VERSION,
	  REQUEST(scmi_negotiate_version_a2p), ANSWER_STATUS,
	  REFUSED("the version would change for everyone on the one channel") },
	{ VENDOR("vendor message"), REQUEST_SIZES(0, SCMI_PAYLOAD_MAX),
	  ANSWER_SIZES(STATUS_ONLY, SCMI_PAYLOAD_MAX), .treatment = SCMI_FORWARD,
	  .resource = SCMI_RESOURCE_VENDOR, .unowned = SCMI_DENIED, .changes_state = true },
};

static const struct scmi_protocol_info protocols[] = {
	[SCMI_BASE - SCMI_BASE] = { SCMI_BASE, .name = "BASE" },
	[SCMI_POWER_DOMAIN - SCMI_BASE] = { SCMI_POWER_DOMAIN,
					    1,
					    "POWER_DOMAIN",
					    SCMI_RESOURCE_POWER,
					    1,
					    { SCMI_POWER_COUNT_MASK } },
	[SCMI_SYSTEM_POWER - SCMI_BASE] = { SCMI_SYSTEM_POWER,
					    1,
					    "SYSTEM_POWER",
					    SCMI_RESOURCE_SYSTEM_POWER,
					    1,
					    { 0 } },
	[SCMI_PERFORMANCE - SCMI_BASE] = { SCMI_PERFORMANCE,
					   1,
					   "PERFORMANCE",
					   SCMI_RESOURCE_PERF,
					   1,
					   { SCMI_PERF_COUNT_MASK | SCMI_PERF_MILLIWATT |
					     SCMI_PERF_MICROWATT } },
	[SCMI_CLOCK - SCMI_BASE] = { SCMI_CLOCK,
				     1,
				     "CLOCK",
				     SCMI_RESOURCE_CLOCK,
				     1,
				     { SCMI_CLOCK_COUNT_MASK } },
	[SCMI_SENSOR - SCMI_BASE] = { SCMI_SENSOR,
				      1,
				      "SENSOR",
				      SCMI_RESOURCE_SENSOR,
				      1,
				      { SCMI_SENSOR_COUNT_MASK } },
	[SCMI_RESET - SCMI_BASE] = { SCMI_RESET,
				     1,
				     "RESET",
				     SCMI_RESOURCE_RESET,
				     1,
				     { SCMI_RESET_COUNT_MASK } },
	[SCMI_VOLTAGE - SCMI_BASE] = { SCMI_VOLTAGE,
				       1,
				       "VOLTAGE",
				       SCMI_RESOURCE_VOLTAGE,
				       1,
				       { SCMI_VOLTAGE_COUNT_MASK } },
	[SCMI_POWERCAP - SCMI_BASE] = { SCMI_POWERCAP,
					1,
					"POWERCAP",
					SCMI_RESOURCE_POWERCAP,
					1,
					{ SCMI_POWERCAP_COUNT_MASK } },
	[SCMI_PINCTRL - SCMI_BASE] = { SCMI_PINCTRL,
				       3,
				       "PINCTRL",
				       SCMI_RESOURCE_PIN,
				       2,
				       { UINT32_MAX, 0xffff } },
};

const struct scmi_message *scmi_message_find(uint8_t protocol, uint8_t id, uint32_t version)
{
	for (size_t i = 0; i < ARRAY_SIZE(messages); i++) {
		const struct scmi_message *row = &messages[i];

		if (row->protocol == protocol && row->id == id && version >= row->since &&
		    (!row->until || version < row->until))
			return row;
	}
	return NULL;
}

const struct scmi_message *scmi_messages(size_t *count)
{
	*count = ARRAY_SIZE(messages);
	return messages;
}

const struct scmi_message *scmi_vendor_message(uint8_t id)
{
	const struct scmi_message *row = vendor_messages;

	while (row->id != id && row != &vendor_messages[ARRAY_SIZE(vendor_messages) - 1])
		row++;
	return row;
}

const struct scmi_message *scmi_vendor_messages(size_t *count)
{
	*count = ARRAY_SIZE(vendor_messages);
	return vendor_messages;
}

const struct scmi_protocol_info *scmi_protocol_info(uint8_t protocol)
{
	unsigned int slot = protocol - SCMI_BASE;

	return slot < ARRAY_SIZE(protocols) ? &protocols[slot] : NULL;
}

const char *scmi_protocol_name(uint8_t protocol)
{
	const struct scmi_protocol_info *info = scmi_protocol_info(protocol);

	if (info)
		return info->name;
	return scmi_protocol_is_vendor(protocol) ? "vendor" : "unknown";
}

const char *scmi_resource_name(enum scmi_resource resource)
{
	static const char *const names[SCMI_RESOURCES] = {
		[SCMI_NO_RESOURCE] = "none",
		[SCMI_RESOURCE_CLOCK] = "clock",
		[SCMI_RESOURCE_POWER] = "power",
		[SCMI_RESOURCE_PERF] = "perf",
		[SCMI_RESOURCE_SENSOR] = "sensor",
		[SCMI_RESOURCE_RESET] = "reset",
		[SCMI_RESOURCE_VOLTAGE] = "voltage",
		[SCMI_RESOURCE_POWERCAP] = "powercap",
		[SCMI_RESOURCE_PIN] = "pin",
		[SCMI_RESOURCE_PIN_GROUP] = "pin-group",
		[SCMI_RESOURCE_PIN_FUNCTION] = "pin-function",
		[SCMI_RESOURCE_SYSTEM_POWER] = "system-power",
		[SCMI_RESOURCE_VENDOR] = "vendor",
		[SCMI_RESOURCE_DEVICE] = "scmi-device",
	};

	return resource < SCMI_RESOURCES ? names[resource] : "unknown";
}

const char *scmi_status_name(enum scmi_status status)
{
	static const char *const names[] = {
		[-SCMI_SUCCESS] = "SUCCESS",
		[-SCMI_NOT_SUPPORTED] = "NOT_SUPPORTED",
		[-SCMI_INVALID_PARAMETERS] = "INVALID_PARAMETERS",
		[-SCMI_DENIED] = "DENIED",
		[-SCMI_NOT_FOUND] = "NOT_FOUND",
		[-SCMI_OUT_OF_RANGE] = "OUT_OF_RANGE",
		[-SCMI_BUSY] = "BUSY",
		[-SCMI_COMMS_ERROR] = "COMMS_ERROR",
		[-SCMI_GENERIC_ERROR] = "GENERIC_ERROR",
		[-SCMI_HARDWARE_ERROR] = "HARDWARE_ERROR",
		[-SCMI_PROTOCOL_ERROR] = "PROTOCOL_ERROR",
		[-SCMI_IN_USE] = "IN_USE",
	};

	if (status > 0 || status < SCMI_IN_USE)
		return "unknown status";
	return names[-status];
}
