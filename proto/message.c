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

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define STATUS_ONLY sizeof(uint32_t)

/* Shorthands for groups of fields that always come together. */
#define MESSAGE(p, message_id) .name = #message_id, .protocol = (p), .id = SCMI_##message_id
#define NO_REQUEST	       .request_size = 0
#define REQUEST(type)	       .request_size = sizeof(struct type)
#define ANSWER(type)	       .answer_min = sizeof(struct type), .answer_max = sizeof(struct type)
#define ANSWER_STATUS	       .answer_min = STATUS_ONLY, .answer_max = STATUS_ONLY
#define ANSWER_LIST(type)      .answer_min = sizeof(struct type), .answer_max = SCMI_PAYLOAD_MAX
#define SINCE(major, minor)    .since = SCMI_VERSION(major, minor)
#define UNTIL(major, minor)    .until = SCMI_VERSION(major, minor)
#define MEDIATOR_ANSWERS(h)    .treatment = SCMI_ANSWER, .hook = (h), .repeatable = true
#define DESCRIBES_CLOCK(type, h)                                                 \
	.treatment = SCMI_FORWARD, .hook = (h), .resource = SCMI_RESOURCE_CLOCK, \
	.resource_at = offsetof(struct type, id), .unowned = SCMI_NOT_FOUND, .repeatable = true
#define READS_CLOCK(type, member, h)                                             \
	.treatment = SCMI_FORWARD, .hook = (h), .resource = SCMI_RESOURCE_CLOCK, \
	.resource_at = offsetof(struct type, member), .unowned = SCMI_DENIED, .repeatable = true
#define CHANGES_CLOCK(type, h) READS_CLOCK(type, clock_id, h), .changes_state = true

static const struct scmi_message messages[] = {
	/* --- BASE --- */
	{ MESSAGE(SCMI_BASE, PROTOCOL_VERSION), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_protocol_version_p2a), MEDIATOR_ANSWERS(SCMI_HOOK_VERSION),
	  .constant = true },
	{ MESSAGE(SCMI_BASE, PROTOCOL_ATTRIBUTES), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_protocol_attributes_p2a), MEDIATOR_ANSWERS(SCMI_HOOK_BASE_ATTRIBUTES),
	  .constant = true },
	{ MESSAGE(SCMI_BASE, PROTOCOL_MESSAGE_ATTRIBUTES), SINCE(1, 0),
	  REQUEST(scmi_message_attributes_a2p), ANSWER(scmi_message_attributes_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_MESSAGE_ATTRIBUTES), .constant = true },
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
	/* The SMC transport has no channel on which a notification could reach the guest. */
	{ MESSAGE(SCMI_BASE, BASE_NOTIFY_ERRORS), SINCE(1, 0), REQUEST(scmi_base_notify_errors_a2p),
	  ANSWER_STATUS, .treatment = SCMI_REFUSE, .changes_state = true },
	/* Who may use what is dom0's word, never a guest's. */
	{ MESSAGE(SCMI_BASE, BASE_SET_DEVICE_PERMISSIONS), SINCE(2, 0),
	  REQUEST(scmi_base_set_device_permissions_a2p), ANSWER_STATUS, .treatment = SCMI_REFUSE,
	  .changes_state = true },
	{ MESSAGE(SCMI_BASE, BASE_SET_PROTOCOL_PERMISSIONS), SINCE(2, 0),
	  REQUEST(scmi_base_set_protocol_permissions_a2p), ANSWER_STATUS, .treatment = SCMI_REFUSE,
	  .changes_state = true },
	{ MESSAGE(SCMI_BASE, BASE_RESET_AGENT_CONFIGURATION), SINCE(2, 0),
	  REQUEST(scmi_base_reset_agent_configuration_a2p), ANSWER_STATUS,
	  MEDIATOR_ANSWERS(SCMI_HOOK_BASE_RESET) },
	{ MESSAGE(SCMI_BASE, NEGOTIATE_PROTOCOL_VERSION), SINCE(2, 1),
	  REQUEST(scmi_negotiate_version_a2p), ANSWER_STATUS,
	  MEDIATOR_ANSWERS(SCMI_HOOK_NEGOTIATE_VERSION) },

	/* --- CLOCK --- */
	{ MESSAGE(SCMI_CLOCK, PROTOCOL_VERSION), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_protocol_version_p2a), MEDIATOR_ANSWERS(SCMI_HOOK_VERSION),
	  .constant = true },
	{ MESSAGE(SCMI_CLOCK, PROTOCOL_ATTRIBUTES), SINCE(1, 0), NO_REQUEST,
	  ANSWER(scmi_protocol_attributes_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_CLOCK_PROTOCOL_ATTRIBUTES), .constant = true },
	{ MESSAGE(SCMI_CLOCK, PROTOCOL_MESSAGE_ATTRIBUTES), SINCE(1, 0),
	  REQUEST(scmi_message_attributes_a2p), ANSWER(scmi_message_attributes_p2a),
	  MEDIATOR_ANSWERS(SCMI_HOOK_MESSAGE_ATTRIBUTES), .constant = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_ATTRIBUTES), SINCE(1, 0), UNTIL(2, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_attributes_v1_p2a),
	  DESCRIBES_CLOCK(scmi_id_a2p, SCMI_HOOK_CLOCK_ATTRIBUTES) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_ATTRIBUTES), SINCE(2, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_attributes_p2a),
	  DESCRIBES_CLOCK(scmi_id_a2p, SCMI_HOOK_CLOCK_ATTRIBUTES) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_DESCRIBE_RATES), SINCE(1, 0), REQUEST(scmi_list_a2p),
	  ANSWER_LIST(scmi_clock_describe_rates_p2a),
	  DESCRIBES_CLOCK(scmi_list_a2p, SCMI_HOOK_CLOCK_RATES), .constant = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_RATE_SET), SINCE(1, 0), REQUEST(scmi_clock_rate_set_a2p),
	  ANSWER_STATUS, CHANGES_CLOCK(scmi_clock_rate_set_a2p, SCMI_HOOK_CLOCK_RATE_SET) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_RATE_GET), SINCE(1, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_rate_get_p2a), READS_CLOCK(scmi_id_a2p, id, SCMI_PLAIN) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_CONFIG_SET), SINCE(1, 0), UNTIL(3, 0),
	  REQUEST(scmi_clock_config_set_v1_a2p), ANSWER_STATUS,
	  CHANGES_CLOCK(scmi_clock_config_set_v1_a2p, SCMI_HOOK_CLOCK_CONFIG_SET) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_CONFIG_SET), SINCE(3, 0), REQUEST(scmi_clock_config_set_a2p),
	  ANSWER_STATUS, CHANGES_CLOCK(scmi_clock_config_set_a2p, SCMI_HOOK_CLOCK_CONFIG_SET) },
	{ MESSAGE(SCMI_CLOCK, CLOCK_NAME_GET), SINCE(2, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_name_get_p2a), DESCRIBES_CLOCK(scmi_id_a2p, SCMI_PLAIN), .constant = true },
	/* No channel for notifications, as above. */
	{ MESSAGE(SCMI_CLOCK, CLOCK_RATE_NOTIFY), SINCE(2, 0), REQUEST(scmi_notify_a2p),
	  ANSWER_STATUS, .treatment = SCMI_REFUSE, .changes_state = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_RATE_CHANGE_REQUESTED_NOTIFY), SINCE(2, 0),
	  REQUEST(scmi_notify_a2p), ANSWER_STATUS, .treatment = SCMI_REFUSE,
	  .changes_state = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_CONFIG_GET), SINCE(3, 0), REQUEST(scmi_clock_config_get_a2p),
	  ANSWER(scmi_clock_config_get_p2a),
	  READS_CLOCK(scmi_clock_config_get_a2p, clock_id, SCMI_PLAIN) },
	/*
	 * Parents: they name clocks of others, so a guest is told that its clocks have none (the
	 * attribute's bit is cleared) until answers that list resources can be filtered.
	 */
	{ MESSAGE(SCMI_CLOCK, CLOCK_POSSIBLE_PARENTS_GET), SINCE(3, 0), REQUEST(scmi_list_a2p),
	  ANSWER_LIST(scmi_clock_possible_parents_p2a), .treatment = SCMI_REFUSE,
	  .repeatable = true, .constant = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_PARENT_SET), SINCE(3, 0), REQUEST(scmi_clock_parent_set_a2p),
	  ANSWER_STATUS, .treatment = SCMI_REFUSE, .changes_state = true, .repeatable = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_PARENT_GET), SINCE(3, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_parent_get_p2a), .treatment = SCMI_REFUSE, .repeatable = true },
	{ MESSAGE(SCMI_CLOCK, CLOCK_GET_PERMISSIONS), SINCE(3, 0), REQUEST(scmi_id_a2p),
	  ANSWER(scmi_clock_permissions_p2a),
	  DESCRIBES_CLOCK(scmi_id_a2p, SCMI_HOOK_CLOCK_PERMISSIONS) },
	{ MESSAGE(SCMI_CLOCK, NEGOTIATE_PROTOCOL_VERSION), SINCE(3, 0),
	  REQUEST(scmi_negotiate_version_a2p), ANSWER_STATUS,
	  MEDIATOR_ANSWERS(SCMI_HOOK_NEGOTIATE_VERSION) },
};

static const struct {
	uint8_t id;
	enum scmi_resource resource;
	const char *name;
} protocols[] = {
	{ SCMI_BASE, SCMI_NO_RESOURCE, "BASE" },
	{ SCMI_CLOCK, SCMI_RESOURCE_CLOCK, "CLOCK" },
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

bool scmi_protocol_known(uint8_t protocol)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		if (protocols[i].id == protocol)
			return true;
	return false;
}

enum scmi_resource scmi_protocol_resource(uint8_t protocol)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		if (protocols[i].id == protocol)
			return protocols[i].resource;
	return SCMI_NO_RESOURCE;
}

const char *scmi_protocol_name(uint8_t protocol)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		if (protocols[i].id == protocol)
			return protocols[i].name;
	return "unknown";
}

const char *scmi_resource_name(enum scmi_resource resource)
{
	static const char *const names[SCMI_RESOURCES] = {
		[SCMI_NO_RESOURCE] = "none",
		[SCMI_RESOURCE_CLOCK] = "clock",
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
