// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * platform.c - asking the firmware what it has
 *
 * Theory of operation: the steps below are asked in order. A step that is done moves on to the next
 * one in its learn function; the steps of one protocol are repeated for each protocol that the
 * platform listed and the table knows.
 */
#include "platform.h"

#include <errno.h>
#include <string.h>

#include "proto/clock.h"

enum {
	ASK_BASE_VERSION,
	ASK_BASE_ATTRIBUTES,
	ASK_VENDOR,
	ASK_SUB_VENDOR,
	ASK_IMPLEMENTATION,
	ASK_LIST,
	ASK_VERSION,
	ASK_ATTRIBUTES,
	ASK_MESSAGE,
	ASKED_ALL,
};

static uint8_t protocol_of(const struct discovery *discovery)
{
	return (uint8_t)(SCMI_BASE + discovery->protocol);
}

/** values() - the words behind an answer's status; every step checks that they are there first */
static const uint32_t *values(const struct scmi_packet *answer)
{
	return &answer->payload[1];
}

/** adopt_message() - the platform has a message: guests may be served it */
static void adopt_message(struct discovery *discovery, uint8_t message)
{
	struct platform *found = &discovery->found;
	unsigned int slot = discovery->protocol;

	found->rows[slot][message] =
		scmi_message_find(protocol_of(discovery), message, found->version[slot]);
}

/** next_message() - go to the next message that only the firmware can answer, or past the last */
static void next_message(struct discovery *discovery)
{
	uint32_t version = discovery->found.version[discovery->protocol];

	for (discovery->message++; discovery->message < PLATFORM_MESSAGES; discovery->message++) {
		uint8_t id = (uint8_t)discovery->message;
		const struct scmi_message *row =
			scmi_message_find(protocol_of(discovery), id, version);

		if (!row)
			continue;
		if (row->treatment == SCMI_FORWARD)
			return;
		adopt_message(discovery, id);
	}
}

/** next_protocol() - go to the next protocol that was listed, or be done */
static void next_protocol(struct discovery *discovery)
{
	discovery->step = ASKED_ALL;
	while (++discovery->protocol < PLATFORM_PROTOCOLS) {
		if (discovery->found.version[discovery->protocol]) {
			discovery->step = ASK_VERSION;
			return;
		}
	}
}

static int learn_base_version(struct discovery *discovery, const struct scmi_packet *answer,
			      struct why *why)
{
	uint32_t version = values(answer)[0];

	if (version < SCMI_VERSION(1, 0))
		return why_not(why, -EPROTO, "BASE: version 0x%x, expected 0x10000 or more",
			       version);
	discovery->found.version[0] = version;
	for (uint8_t id = 0; id < PLATFORM_MESSAGES; id++)
		adopt_message(discovery, id);
	discovery->step++;
	return 0;
}

static int learn_base_attributes(struct discovery *discovery, const struct scmi_packet *answer,
				 struct why *why)
{
	(void)why;
	discovery->total = values(answer)[0] & 0xff;
	discovery->step++;
	return 0;
}

static void copy_name(char *name, const struct scmi_packet *answer)
{
	memcpy(name, values(answer), SCMI_SHORT_NAME);
	name[SCMI_SHORT_NAME - 1] = '\0';
}

static int learn_vendor(struct discovery *discovery, const struct scmi_packet *answer,
			struct why *why)
{
	(void)why;
	copy_name(discovery->found.vendor, answer);
	discovery->step++;
	return 0;
}

static int learn_sub_vendor(struct discovery *discovery, const struct scmi_packet *answer,
			    struct why *why)
{
	(void)why;
	copy_name(discovery->found.sub_vendor, answer);
	discovery->step++;
	return 0;
}

static int learn_implementation(struct discovery *discovery, const struct scmi_packet *answer,
				struct why *why)
{
	(void)why;
	discovery->found.implementation = values(answer)[0];
	discovery->step++;
	return 0;
}

static int learn_list(struct discovery *discovery, const struct scmi_packet *answer,
		      struct why *why)
{
	const struct scmi_base_list_protocols_p2a *list = (const void *)answer->payload;
	size_t room = answer->length - offsetof(struct scmi_base_list_protocols_p2a, protocols);

	if (list->count > room || list->count > discovery->total - discovery->listed)
		return why_not(why, -EPROTO,
			       "protocol list: %u protocols in an answer of %u bytes, expected %u",
			       list->count, answer->length, discovery->total - discovery->listed);
	for (uint32_t i = 0; i < list->count; i++) {
		unsigned int slot = list->protocols[i] - SCMI_BASE;

		/*
		 * Any version but 0 keeps the place until the protocol is asked for its own. BASE,
		 * in slot 0, has told its version, and should not be listed.
		 */
		if (slot && slot < PLATFORM_PROTOCOLS && scmi_protocol_known(list->protocols[i]))
			discovery->found.version[slot] = UINT32_MAX;
	}
	discovery->listed += list->count;
	if (!list->count || discovery->listed == discovery->total)
		next_protocol(discovery);
	return 0;
}

static int learn_version(struct discovery *discovery, const struct scmi_packet *answer,
			 struct why *why)
{
	uint32_t version = values(answer)[0];

	if (version < SCMI_VERSION(1, 0))
		return why_not(why, -EPROTO, "%s: version 0x%x, expected 0x10000 or more",
			       scmi_protocol_name(protocol_of(discovery)), version);
	discovery->found.version[discovery->protocol] = version;
	discovery->step++;
	return 0;
}

static int learn_attributes(struct discovery *discovery, const struct scmi_packet *answer,
			    struct why *why)
{
	(void)why;
	if (protocol_of(discovery) == SCMI_CLOCK)
		discovery->found.count[SCMI_RESOURCE_CLOCK] =
			values(answer)[0] & SCMI_CLOCK_COUNT_MASK;
	for (uint8_t id = 0; id <= SCMI_PROTOCOL_MESSAGE_ATTRIBUTES; id++)
		adopt_message(discovery, id);
	discovery->message = SCMI_PROTOCOL_MESSAGE_ATTRIBUTES;
	next_message(discovery);
	discovery->step++;
	return 0;
}

static int learn_message(struct discovery *discovery, const struct scmi_packet *answer,
			 struct why *why)
{
	(void)why;
	if (scmi_packet_status(answer) == SCMI_SUCCESS)
		adopt_message(discovery, (uint8_t)discovery->message);
	next_message(discovery);
	return 0;
}

static const struct {
	uint8_t message;
	bool of_base;	/* else of the protocol that is being asked about */
	bool required;	/* a refusal ends the discovery */
	size_t minimum; /* bytes of a successful answer */
	int (*learn)(struct discovery *discovery, const struct scmi_packet *answer,
		     struct why *why);
} steps[] = {
	[ASK_BASE_VERSION] = { SCMI_PROTOCOL_VERSION, .of_base = true, .required = true,
			       .minimum = sizeof(struct scmi_protocol_version_p2a),
			       .learn = learn_base_version },
	[ASK_BASE_ATTRIBUTES] = { SCMI_PROTOCOL_ATTRIBUTES, .of_base = true, .required = true,
				  .minimum = sizeof(struct scmi_protocol_attributes_p2a),
				  .learn = learn_base_attributes },
	[ASK_VENDOR] = { SCMI_BASE_DISCOVER_VENDOR, .of_base = true,
			 .minimum = sizeof(struct scmi_base_vendor_p2a), .learn = learn_vendor },
	[ASK_SUB_VENDOR] = { SCMI_BASE_DISCOVER_SUB_VENDOR, .of_base = true,
			     .minimum = sizeof(struct scmi_base_vendor_p2a),
			     .learn = learn_sub_vendor },
	[ASK_IMPLEMENTATION] = { SCMI_BASE_DISCOVER_IMPLEMENTATION_VERSION, .of_base = true,
				 .minimum = sizeof(struct scmi_base_implementation_version_p2a),
				 .learn = learn_implementation },
	[ASK_LIST] = { SCMI_BASE_DISCOVER_LIST_PROTOCOLS, .of_base = true, .required = true,
		       .minimum = sizeof(struct scmi_base_list_protocols_p2a),
		       .learn = learn_list },
	[ASK_VERSION] = { SCMI_PROTOCOL_VERSION, .required = true,
			  .minimum = sizeof(struct scmi_protocol_version_p2a),
			  .learn = learn_version },
	[ASK_ATTRIBUTES] = { SCMI_PROTOCOL_ATTRIBUTES, .required = true,
			     .minimum = sizeof(struct scmi_protocol_attributes_p2a),
			     .learn = learn_attributes },
	[ASK_MESSAGE] = { SCMI_PROTOCOL_MESSAGE_ATTRIBUTES,
			  .minimum = sizeof(struct scmi_message_attributes_p2a),
			  .learn = learn_message },
};

void discovery_start(struct discovery *discovery)
{
	*discovery = (struct discovery){ .step = ASK_BASE_VERSION };
}

bool discovery_next(const struct discovery *discovery, struct scmi_packet *request)
{
	uint8_t protocol;

	if (discovery->step == ASKED_ALL)
		return false;
	protocol = steps[discovery->step].of_base ? SCMI_BASE : protocol_of(discovery);
	request->header = scmi_header(protocol, steps[discovery->step].message, 0);
	request->length = 0;
	if (discovery->step == ASK_LIST)
		request->payload[0] = discovery->listed;
	if (discovery->step == ASK_MESSAGE)
		request->payload[0] = discovery->message;
	if (discovery->step == ASK_LIST || discovery->step == ASK_MESSAGE)
		request->length = sizeof(uint32_t);
	return true;
}

int discovery_learn(struct discovery *discovery, const struct scmi_packet *answer, struct why *why)
{
	unsigned int step = discovery->step;
	enum scmi_status status;
	int rc = 0;

	if (answer->length < sizeof(uint32_t))
		return why_not(why, -EPROTO,
			       "%s message 0x%x: answer of %u bytes, expected a status",
			       scmi_protocol_name(scmi_header_protocol(answer->header)),
			       steps[step].message, answer->length);
	status = scmi_packet_status(answer);
	if (status && steps[step].required)
		return why_not(why, -EPROTO, "%s message 0x%x: status %s (%d), expected SUCCESS",
			       scmi_protocol_name(scmi_header_protocol(answer->header)),
			       steps[step].message, scmi_status_name(status), status);
	if (!status && answer->length < steps[step].minimum)
		return why_not(why, -EPROTO, "%s message 0x%x: answer of %u bytes, expected %zu",
			       scmi_protocol_name(scmi_header_protocol(answer->header)),
			       steps[step].message, answer->length, steps[step].minimum);
	if (status && step != ASK_MESSAGE)
		discovery->step++;
	else
		rc = steps[step].learn(discovery, answer, why);
	if (rc)
		return rc;

	/* Steps that turned out to have nothing to ask. */
	if (discovery->step == ASK_LIST && discovery->listed == discovery->total)
		next_protocol(discovery);
	if (discovery->step == ASK_MESSAGE && discovery->message >= PLATFORM_MESSAGES)
		next_protocol(discovery);
	discovery->found.known = discovery->step == ASKED_ALL;
	return 0;
}
