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

#include "policy/rights.h"
#include "proto/pinctrl.h"
#include "proto/system_power.h"

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

void platform_add_own(struct platform *platform)
{
	const unsigned int slot = SCMI_SYSTEM_POWER - SCMI_BASE;

	platform->version[slot] = PLATFORM_SYSTEM_POWER_VERSION;
	for (uint8_t id = 0; id < PLATFORM_MESSAGES; id++)
		platform->rows[slot][id] =
			scmi_message_find(SCMI_SYSTEM_POWER, id, PLATFORM_SYSTEM_POWER_VERSION);
	platform->count[SCMI_RESOURCE_SYSTEM_POWER] = SCMI_SYSTEM_WARM_RESET + 1;
	/* Which messages a vendor protocol has is not asked: it may have any. */
	platform->count[SCMI_RESOURCE_VENDOR] = RIGHTS_IDS;
	/* Nor how many devices there are. */
	platform->count[SCMI_RESOURCE_DEVICE] = RIGHTS_IDS;
}

bool platform_is_equal(const struct platform *one, const struct platform *other)
{
	/* Each was all zero before it was found, what is between its members, too. */
	return !memcmp(one, other, sizeof(*one));
}

/** keep_protocol() - the same for one protocol */
static void keep_protocol(struct platform *platform, const struct platform *before,
			  unsigned int slot)
{
	const struct scmi_protocol_info *info = scmi_protocol_info((uint8_t)(SCMI_BASE + slot));

	if (!platform->version[slot]) {
		platform->version[slot] = before->version[slot];
		memcpy(platform->attributes[slot], before->attributes[slot],
		       sizeof(platform->attributes[slot]));
		for (unsigned int kind = 0; info && kind < info->kinds; kind++)
			platform->count[info->resource + kind] =
				before->count[info->resource + kind];
	}
	if (platform->version[slot] != before->version[slot])
		return;
	for (unsigned int id = 0; id < PLATFORM_MESSAGES; id++)
		if (!platform->rows[slot][id])
			platform->rows[slot][id] = before->rows[slot][id];
}

void platform_keep(struct platform *platform, const struct platform *before)
{
	for (unsigned int slot = 0; slot < PLATFORM_PROTOCOLS; slot++)
		keep_protocol(platform, before, slot);
	for (unsigned int i = 0; i < PLATFORM_VENDORS; i++)
		platform->vendors[i] |= before->vendors[i];
	if (!platform->vendor[0])
		memcpy(platform->vendor, before->vendor, sizeof(platform->vendor));
	if (!platform->sub_vendor[0])
		memcpy(platform->sub_vendor, before->sub_vendor, sizeof(platform->sub_vendor));
	if (!platform->implementation)
		platform->implementation = before->implementation;
}

/** next_protocol() - go to the next protocol that was listed, or be done */
static void next_protocol(struct discovery *discovery)
{
	discovery->step = ASK_VERSION;
	while (++discovery->protocol < PLATFORM_PROTOCOLS)
		if (discovery->found.version[discovery->protocol])
			return;
	discovery->step = ASKED_ALL;
	platform_add_own(&discovery->found);
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
	unsigned int left = discovery->total - discovery->listed;

	if (list->count > room)
		return why_not(why, -EPROTO, "protocol list: %u protocols in an answer of %u bytes",
			       list->count, answer->length);
	for (uint32_t i = 0; i < list->count; i++) {
		uint8_t protocol = list->protocols[i];

		/*
		 * Any version but 0 keeps the place until the protocol is asked for its own. BASE
		 * has told its version, and should not be listed.
		 */
		if (scmi_protocol_is_vendor(protocol))
			discovery->found.vendors[protocol & 0x7f] = true;
		else if (scmi_protocol_info(protocol) && protocol != SCMI_BASE &&
			 protocol != SCMI_SYSTEM_POWER)
			discovery->found.version[protocol - SCMI_BASE] = UINT32_MAX;
	}
	discovery->listed += list->count;
	if (!list->count || list->count >= left)
		next_protocol(discovery);
	if (list->count > left)
		return why_not(why, 1, "protocol list: %u protocols, expected no more than %u",
			       list->count, left);
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
	const struct scmi_protocol_info *info = scmi_protocol_info(protocol_of(discovery));
	uint32_t *attributes = discovery->found.attributes[discovery->protocol];
	uint32_t *count = &discovery->found.count[info->resource];

	if (answer->length < (1u + info->attributes) * sizeof(uint32_t))
		return why_not(why, -EPROTO, "%s: attributes of %u bytes, expected %zu", info->name,
			       answer->length, (1u + info->attributes) * sizeof(uint32_t));
	for (unsigned int i = 0; i < info->attributes; i++)
		attributes[i] = values(answer)[i];
	/* The first kind is always counted in the lower half of the first word. */
	count[0] = attributes[0] & 0xffff;
	if (info->kinds > 1) {
		count[SCMI_PINCTRL_GROUP] = attributes[0] >> 16;
		count[SCMI_PINCTRL_FUNCTION] = attributes[1] & 0xffff;
	}
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
	bool required;	/* of BASE: without it there is nothing; else there is no protocol */
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
	memset(discovery, 0, sizeof(*discovery));
	discovery->step = ASK_BASE_VERSION;
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

/** leave_out() - go on without a protocol that does not answer as it should */
static void leave_out(struct discovery *discovery)
{
	struct platform *found = &discovery->found;
	const struct scmi_protocol_info *info = scmi_protocol_info(protocol_of(discovery));

	for (unsigned int kind = 0; kind < info->kinds; kind++)
		found->count[info->resource + kind] = 0;
	found->version[discovery->protocol] = 0;
	memset(found->rows[discovery->protocol], 0, sizeof(found->rows[discovery->protocol]));
	next_protocol(discovery);
}

/** is_absence() - whether an answer says that there is no such thing, or not for this agent */
static bool is_absence(const struct scmi_packet *answer)
{
	enum scmi_status status =
		answer->length < sizeof(uint32_t) ? SCMI_GENERIC_ERROR : scmi_packet_status(answer);

	return status == SCMI_NOT_FOUND || status == SCMI_NOT_SUPPORTED || status == SCMI_DENIED;
}

/** check_answer() - whether an answer can be learnt from */
static int check_answer(const struct discovery *discovery, const struct scmi_packet *answer,
			struct why *why)
{
	unsigned int step = discovery->step;
	enum scmi_status status;
	char question[64];

	snprintf(question, sizeof(question), "%s message 0x%x",
		 scmi_protocol_name(scmi_header_protocol(answer->header)), steps[step].message);
	if (step == ASK_MESSAGE)
		snprintf(question + strlen(question), sizeof(question) - strlen(question),
			 " of 0x%x", discovery->message);
	if (answer->length < sizeof(uint32_t))
		return why_not(why, -EPROTO, "%s: answer of %u bytes, expected a status", question,
			       answer->length);
	status = scmi_packet_status(answer);
	if (status && (steps[step].required || !is_absence(answer)))
		return why_not(why, -EPROTO, "%s: status %s (%d), expected SUCCESS", question,
			       scmi_status_name(status), status);
	if (!status && answer->length < steps[step].minimum)
		return why_not(why, -EPROTO, "%s: answer of %u bytes, expected %zu", question,
			       answer->length, steps[step].minimum);
	return 0;
}

/** go_on_without() - leave out what an answer is about; Return: 1; @error: nothing works without */
static int go_on_without(struct discovery *discovery, const struct scmi_packet *answer, int error)
{
	unsigned int step = discovery->step;

	if (steps[step].of_base && steps[step].required && !discovery->listed)
		return error;
	/* A protocol that is listed, and says that it is not there, is not. */
	discovery->is_partial |= steps[step].of_base || !is_absence(answer);
	if (step == ASK_LIST)
		next_protocol(discovery);
	else if (steps[step].required)
		leave_out(discovery);
	else if (step == ASK_MESSAGE)
		next_message(discovery);
	else
		discovery->step++;
	return 1;
}

int discovery_learn(struct discovery *discovery, const struct scmi_packet *answer, struct why *why)
{
	unsigned int step = discovery->step;
	int rc = check_answer(discovery, answer, why);

	if (!rc && scmi_packet_status(answer) && step != ASK_MESSAGE)
		discovery->step++;
	else if (!rc)
		rc = steps[step].learn(discovery, answer, why);
	if (rc < 0)
		rc = go_on_without(discovery, answer, rc);
	if (rc < 0)
		return rc;

	/* Steps that turned out to have nothing to ask. */
	if (discovery->step == ASK_LIST && discovery->listed == discovery->total)
		next_protocol(discovery);
	if (discovery->step == ASK_MESSAGE && discovery->message >= PLATFORM_MESSAGES)
		next_protocol(discovery);
	discovery->found.known = discovery->step == ASKED_ALL;
	return rc;
}
