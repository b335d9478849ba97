// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * checks.c - what must be true of every message, on its way there and on its way back
 */
#include "checks.h"

#include <inttypes.h>
#include <string.h>

#include "proto/clock.h"
#include "proto/perf.h"
#include "proto/pinctrl.h"
#include "proto/power.h"
#include "proto/powercap.h"
#include "proto/reset.h"
#include "proto/sensor.h"
#include "proto/system_power.h"
#include "proto/voltage.h"

/* The kinds of resource that protocols have, the first and how many. */
static const struct {
	enum scmi_resource kind;
	unsigned int count;
} kinds[] = {
	[SCMI_BASE - SCMI_BASE] = { SCMI_NO_RESOURCE, 0 },
	[SCMI_POWER_DOMAIN - SCMI_BASE] = { SCMI_RESOURCE_POWER, 1 },
	[SCMI_SYSTEM_POWER - SCMI_BASE] = { SCMI_RESOURCE_SYSTEM_POWER, 1 },
	[SCMI_PERFORMANCE - SCMI_BASE] = { SCMI_RESOURCE_PERF, 1 },
	[SCMI_CLOCK - SCMI_BASE] = { SCMI_RESOURCE_CLOCK, 1 },
	[SCMI_SENSOR - SCMI_BASE] = { SCMI_RESOURCE_SENSOR, 1 },
	[SCMI_RESET - SCMI_BASE] = { SCMI_RESOURCE_RESET, 1 },
	[SCMI_VOLTAGE - SCMI_BASE] = { SCMI_RESOURCE_VOLTAGE, 1 },
	[SCMI_POWERCAP - SCMI_BASE] = { SCMI_RESOURCE_POWERCAP, 1 },
	[SCMI_PINCTRL - SCMI_BASE] = { SCMI_RESOURCE_PIN, 3 },
};

bool checks_owns(const struct world *world, const struct grants *grants, uint8_t protocol)
{
	unsigned int slot = protocol - SCMI_BASE;

	if (protocol == SCMI_BASE)
		return true;
	if (protocol == GRANTS_VENDOR)
		return grants_any(grants, SCMI_RESOURCE_VENDOR);
	if (protocol < SCMI_BASE || slot >= sizeof(kinds) / sizeof(kinds[0]) ||
	    (protocol != SCMI_SYSTEM_POWER && !world_version(world, protocol)))
		return false;
	for (unsigned int i = 0; i < kinds[slot].count; i++)
		if (grants_any(grants, (enum scmi_resource)(kinds[slot].kind + i)))
			return true;
	return false;
}

/* --- to the firmware --- */

static void fail_sent(const struct world *world, const struct guest *guest,
		      const struct scmi_packet *packet, const char *what)
{
	world_fail(world,
		   "%s: the firmware gets protocol 0x%x message 0x%x (0x%08" PRIx32 "), %" PRIu32
		   " bytes, 0x%" PRIx32 " 0x%" PRIx32 " 0x%" PRIx32 ": %s",
		   guest->name, scmi_header_protocol(packet->header),
		   scmi_header_message(packet->header), packet->header, packet->length,
		   packet->payload[0], packet->payload[1], packet->payload[2], what);
}

/** check_bare_header() - it is a command, and nothing else stands in its header */
static void check_bare_header(const struct world *world, const struct guest *guest,
			      const struct scmi_packet *packet)
{
	uint32_t header = (uint32_t)scmi_header_protocol(packet->header) << 10 |
		scmi_header_message(packet->header);

	if (packet->header != header)
		fail_sent(world, guest, packet, "it is no plain command with token 0");
}

/** check_vendor() - an open message of a vendor's protocol, or one that only describes it */
static void check_vendor(const struct world *world, const struct guest *guest,
			 const struct scmi_packet *packet)
{
	uint8_t id = scmi_header_message(packet->header);

	if (scmi_header_protocol(packet->header) != GRANTS_VENDOR ||
	    !checks_owns(world, &guest->call.rights, GRANTS_VENDOR))
		fail_sent(world, guest, packet, "the protocol is not open to it");
	if (id == SCMI_NEGOTIATE_PROTOCOL_VERSION)
		fail_sent(world, guest, packet, "a version is negotiated for all");
	if (id > SCMI_PROTOCOL_MESSAGE_ATTRIBUTES &&
	    grants_to(&guest->owned, SCMI_RESOURCE_VENDOR, id) == RIGHT_NONE)
		fail_sent(world, guest, packet, "the message is not open to it");
	if ((packet->header & 0x3ffff) != (guest->call.header & 0x3ffff) ||
	    packet->length != guest->call.length)
		fail_sent(world, guest, packet, "it asked for something else");
}

static void check_name(const struct world *world, const struct guest *guest,
		       const struct scmi_packet *packet, const struct oracle_name *name)
{
	enum right right = grants_to(&guest->owned, name->kind, name->id);

	/* Which of its sensors a guest means is found out when it asks. */
	if (name->kind == SCMI_RESOURCE_SENSOR &&
	    scmi_header_message(packet->header) == SCMI_SENSOR_DESCRIPTION_GET)
		right = grants_to(&guest->call.rights, name->kind, name->id);
	if (right == RIGHT_NONE)
		fail_sent(world, guest, packet, "it has no right to what is named");
	if (name->effect == ORACLE_READS)
		return;
	if (right == RIGHT_READ)
		fail_sent(world, guest, packet, "it may only read");
	if (right == RIGHT_SHARED && name->effect == ORACLE_CHANGES)
		fail_sent(world, guest, packet, "it only shares what is changed");
	if (right == RIGHT_SHARED && name->kind == SCMI_RESOURCE_CLOCK &&
	    packet->payload[1] & 0xff0000)
		fail_sent(world, guest, packet, "it only shares the clock that is configured");
}

/** check_flags() - nothing that would be answered later than its answer */
static void check_flags(const struct world *world, const struct guest *guest,
			const struct scmi_packet *packet, const struct oracle_row *row)
{
	if (row->forbidden && packet->payload[row->flags] & row->forbidden)
		fail_sent(world, guest, packet, "its flags are not for guests");
}

/** check_asked() - a change is the one that the guest asked for, and any else is about the same */
static void check_asked(const struct world *world, const struct guest *guest,
			const struct scmi_packet *packet, const struct oracle_reading *reading)
{
	const struct oracle_reading *asked = &guest->call.reading;
	bool is_sensor = reading->names[0].kind == SCMI_RESOURCE_SENSOR;

	if (!asked->row)
		fail_sent(world, guest, packet, "it asked for nothing that could be");
	if (reading->row->older && packet->length == reading->row->older)
		fail_sent(world, guest, packet, "it is in the form of an older version");
	if (reading->row->effect != ORACLE_READS && reading->row != asked->row)
		fail_sent(world, guest, packet, "it did not ask for a change, or for another");
	/* Guests count sensors in their own way. */
	if (is_sensor && reading->row->id == SCMI_SENSOR_DESCRIPTION_GET &&
	    reading->row == asked->row)
		return;
	if (reading->names[0].kind != asked->names[0].kind ||
	    reading->names[0].id != asked->names[0].id)
		fail_sent(world, guest, packet, "it asked about something else");
	if (reading->row->effect != ORACLE_READS && reading->count != asked->count)
		fail_sent(world, guest, packet, "it asked for more, or less");
}

void checks_call(const struct world *world, const struct guest *guest,
		 const struct scmi_packet *packet, const struct oracle_reading *reading)
{
	check_bare_header(world, guest, packet);
	if (scmi_header_type(guest->call.header) != SCMI_COMMAND)
		fail_sent(world, guest, packet, "the guest sent no command");
	if (scmi_protocol_is_vendor(scmi_header_protocol(packet->header))) {
		check_vendor(world, guest, packet);
		return;
	}
	if (!reading->row)
		fail_sent(world, guest, packet, "it is none that a guest can cause");
	check_flags(world, guest, packet, reading->row);
	for (unsigned int i = 0; i < reading->count; i++)
		check_name(world, guest, packet, &reading->names[i]);
	check_asked(world, guest, packet, reading);
}

void checks_release(const struct world *world, const struct guest *guest,
		    const struct scmi_packet *packet, const struct oracle_reading *reading)
{
	const struct release *release = &guest->release;
	const struct vote *vote = &guest->votes[release->setting][release->id];

	check_bare_header(world, guest, packet);
	if (world_lacks(world, scmi_header_protocol(packet->header),
			scmi_header_message(packet->header)))
		return;
	if (!reading->row || reading->row->effect != ORACLE_SETS)
		fail_sent(world, guest, packet, "it releases nothing");
	check_flags(world, guest, packet, reading->row);
	if (reading->setting != release->setting || reading->names[0].id != release->id)
		fail_sent(world, guest, packet, "it releases something else");
	if (!vote->held || !vote->releasing)
		fail_sent(world, guest, packet, "it releases what is not to be released");
}

/* --- to the guest --- */

/** struct told - an answer that is being looked at */
struct told {
	const struct world *world;
	const struct guest *guest;
	const struct scmi_packet *packet;
	const uint32_t *words;
	bool is_honest;
	uint8_t protocol, id;
	uint32_t version;
	enum right right; /* the highest to the first resource that is named */
};

static void fail_told(const struct told *told, const char *what)
{
	world_fail(told->world,
		   "%s: asked protocol 0x%x message 0x%x with 0x%" PRIx32 " 0x%" PRIx32
		   " it is told 0x%" PRIx32 " 0x%" PRIx32 " 0x%" PRIx32 " in %" PRIu32 " bytes: %s",
		   told->guest->name, told->protocol, told->id, told->guest->call.words[0],
		   told->guest->call.words[1], told->words[0], told->words[1], told->words[2],
		   told->packet->length, what);
}

static void expect(const struct told *told, bool is_so, const char *what)
{
	if (!is_so)
		fail_told(told, what);
}

static bool may_know(const struct told *told, enum scmi_resource kind, uint32_t id)
{
	return grants_to(&told->guest->call.rights, kind, id) != RIGHT_NONE;
}

/** check_protocols() - BASE_DISCOVER_LIST_PROTOCOLS */
static void check_protocols(const struct told *told)
{
	const uint8_t *protocols = (const uint8_t *)&told->words[2];

	expect(told, told->packet->length >= 8, "there is no list");
	expect(told, told->packet->length == 8 + (told->words[1] + 3) / 4 * 4,
	       "the list has another length");
	for (uint32_t i = 0; i < told->words[1]; i++) {
		expect(told, protocols[i] != SCMI_BASE, "BASE is listed");
		expect(told, checks_owns(told->world, &told->guest->owned, protocols[i]),
		       "it owns nothing of a protocol that is listed");
	}
}

static void check_base(const struct told *told)
{
	uint32_t seen = 0;

	switch (told->id) {
	case SCMI_PROTOCOL_ATTRIBUTES:
		for (unsigned int protocol = SCMI_BASE + 1; protocol < SCMI_PROTOCOLS; protocol++)
			seen += checks_owns(told->world, &told->guest->owned, (uint8_t)protocol);
		expect(told, told->packet->length == 8 && told->words[1] == (1u << 8 | seen),
		       "the number of agents or of protocols is not its own");
		break;
	case 0x6: check_protocols(told); break;
	case 0x7:
		expect(told,
		       told->guest->call.words[0] <= 1 || told->guest->call.words[0] == UINT32_MAX,
		       "it learns of another agent");
		break;
	case 0xb: expect(told, told->guest->call.words[0] == 1, "it resets another agent"); break;
	default: expect(told, told->id <= 0x5 || told->id == 0x10, "it may not do that");
	}
}

static void check_system_power(const struct told *told)
{
	expect(told, told->id <= 0x4 || told->id == 0x10, "it may not do that");
	if (told->id == SCMI_SYSTEM_POWER_STATE_SET)
		expect(told,
		       grants_to(&told->guest->owned, SCMI_RESOURCE_SYSTEM_POWER,
				 told->guest->call.words[1]) != RIGHT_NONE,
		       "it may not do that");
}

/** check_common() - messages that every protocol has */
static void check_common(const struct told *told)
{
	uint32_t asked = told->guest->call.words[0], version = told->version;
	struct oracle_reading reading;
	uint32_t none[4] = { 0 };

	if (told->protocol == SCMI_SYSTEM_POWER)
		version = 0x20001;
	if (told->id == SCMI_PROTOCOL_VERSION)
		expect(told, told->packet->length == 8 && told->words[1] == version,
		       "the version is another");
	if (told->id == SCMI_PROTOCOL_ATTRIBUTES)
		for (uint32_t i = 2; i < told->packet->length / 4; i++)
			expect(told, told->protocol == SCMI_PINCTRL || !told->words[i],
			       "it learns of memory to read from");
	if (told->id == SCMI_NEGOTIATE_PROTOCOL_VERSION)
		expect(told, asked == version, "a version is negotiated");
	if (told->id != SCMI_PROTOCOL_MESSAGE_ATTRIBUTES)
		return;
	expect(told, asked <= UINT8_MAX, "there is no such message");
	expect(told, !(told->words[1] & ~SCMI_SYSTEM_POWER_HAS_WARM_RESET),
	       "a message has attributes that are not for guests");
	if (asked <= 2 || asked == 0x10 || told->protocol == SCMI_BASE)
		return;
	if (told->protocol == SCMI_SYSTEM_POWER) {
		expect(told, asked <= 4, "there is no such message");
		return;
	}
	expect(told, !told->words[1], "a message has attributes that are not for guests");
	/* Any form that has a row, be it of another length. */
	for (uint32_t length = 0; length <= 16; length += 4) {
		oracle_read(&reading, scmi_header(told->protocol, (uint8_t)asked, 0), none, length,
			    told->version);
		if (reading.row)
			return;
	}
	fail_told(told, "it may not send that message");
}

/** check_length() - the answer is as long as it says */
static void check_length(const struct told *told, const struct oracle_row *row)
{
	uint32_t length = row->answer;

	if (row->item) {
		expect(told, told->packet->length >= length, "there is no list");
		length += (told->words[1] & row->here) * row->item;
	} else if (row->answer == 12 && told->protocol == SCMI_PINCTRL) {
		length += (told->words[2] & 0xff) * 8;
	} else if (!row->here && row->answer == 8 && told->protocol == SCMI_SENSOR &&
		   told->id != SCMI_SENSOR_CONFIG_GET) {
		return; /* descriptors, of different lengths */
	} else if (row->answer == 20 && told->protocol == SCMI_SENSOR) {
		expect(told, told->packet->length >= length, "there is no reading");
		return; /* one for each axis */
	} else if (row->answer == 28 && told->protocol == SCMI_CLOCK && !told->is_honest) {
		length -= sizeof(uint32_t); /* the delay, which some firmware leaves out */
	}
	expect(told, told->packet->length >= length, "it is shorter than it says");
	expect(told, !told->is_honest || told->packet->length == length, "its length is wrong");
}

static void hides(const struct told *told, uint32_t bits)
{
	expect(told, !(told->words[1] & bits), "its attributes are not for guests");
}

static void check_parents(const struct told *told)
{
	for (uint32_t i = 0; i < (told->words[1] & 0xff); i++)
		expect(told, may_know(told, SCMI_RESOURCE_CLOCK, told->words[2 + i]),
		       "it learns of a parent that is not its own");
}

/** check_descriptors() - sensors, each at its length, all its own */
static void check_descriptors(const struct told *told)
{
	uint32_t here = told->words[1] & 0xfff, left = told->words[1] >> 16;
	uint32_t owned = grants_count(&told->guest->owned, SCMI_RESOURCE_SENSOR);
	size_t at = 2;

	for (uint32_t i = 0; i < here; i++) {
		const uint32_t *sensor = &told->words[at];
		size_t words = 7;

		expect(told, (at + words) * 4 <= told->packet->length, "a descriptor is cut off");
		expect(told, may_know(told, SCMI_RESOURCE_SENSOR, sensor[0]),
		       "it learns of a sensor that is not its own");
		expect(told, !(sensor[1] & 0xc0000000), "a sensor has what is not for guests");
		if (sensor[1] & 1u << 8)
			words += sensor[2] & 1u << 8 ? 1 : 6;
		at += words;
	}
	expect(told, at * 4 == told->packet->length, "its length is wrong");
	if (told->guest->call.changed)
		expect(told, left < GRANTS_IDS, "more sensors are left than there are");
	else
		expect(told, told->guest->call.words[0] + here + left == owned,
		       "the number of sensors is not that of its own");
}

static void check_associations(const struct told *told)
{
	const uint16_t *ids = (const uint16_t *)&told->words[2];
	uint32_t selector = told->guest->call.words[1] & 3;

	expect(told, selector != SCMI_PINCTRL_PIN, "pins have nothing that could be listed");
	for (uint32_t i = 0; i < (told->words[1] & 0xfff); i++)
		expect(told,
		       may_know(told, (enum scmi_resource)(SCMI_RESOURCE_PIN + selector - 1),
				ids[i]),
		       "it learns of an element that is not its own");
}

/** check_elements() - as many as it would be told of, if it asked for a list */
static void check_elements(const struct told *told)
{
	const struct resources *board = &told->world->resources;
	uint32_t selector = told->guest->call.words[1] & 3, id = told->guest->call.words[0];
	const struct resource_ids *elements;
	uint32_t count = 0;

	if (!selector || told->guest->call.changed || !told->is_honest)
		return;
	elements = selector == SCMI_PINCTRL_GROUP ? &board->groups[id].elements :
						    &board->functions[id].elements;
	for (uint32_t i = 0; i < elements->count; i++)
		count += may_know(told, (enum scmi_resource)(SCMI_RESOURCE_PIN + selector - 1),
				  elements->ids[i]);
	if (world_lacks(told->world, SCMI_PINCTRL, SCMI_PINCTRL_LIST_ASSOCIATIONS))
		count = 0;
	expect(told, (told->words[1] & 0xffff) == count,
	       "the number of elements is not that of its own");
}

/** check_values() - what stands in an answer about one resource */
static void check_values(const struct told *told)
{
	bool may_set = told->right >= RIGHT_SHARED;

	switch (told->protocol << 8 | told->id) {
	case 0x1103: hides(told, 0xd0000000); break;
	case 0x1303: hides(told, may_set ? 0x38000000 : 0xf8000000); break;
	case 0x1403:
		if (told->version >= 0x20000)
			hides(told, 0xc0000000);
		break;
	case 0x140c: check_parents(told); break;
	case 0x140e:
		expect(told, may_know(told, SCMI_RESOURCE_CLOCK, told->words[1]),
		       "it learns of a parent that is not its own");
		break;
	case 0x140f:
		if (told->right < RIGHT_WHOLE)
			hides(told, may_set ? 0x7fffffff : 0xe0000000);
		break;
	case 0x1503: check_descriptors(told); break;
	case 0x1603: hides(told, 0xc0000000); break;
	case 0x1703: hides(told, 0x80000000); break;
	case 0x1803:
		hides(told, 0xe0400000);
		expect(told,
		       told->words[14] == UINT32_MAX ||
			       may_know(told, SCMI_RESOURCE_POWERCAP, told->words[14]),
		       "it learns of a parent that is not its own");
		break;
	case 0x1903: check_elements(told); break;
	case 0x1904: check_associations(told); break;
	case 0x1905:
		expect(told,
		       told->words[1] == UINT32_MAX ||
			       may_know(told, SCMI_RESOURCE_PIN_FUNCTION, told->words[1]),
		       "it learns of a function that is not its own");
		break;
	}
}

/**
 * check_described() - of a pin, group or function that is not its own it is told no more than that
 * there is one
 */
static void check_described(const struct told *told)
{
	static const char name[16] = "not-granted";
	const struct resources *board = &told->world->resources;
	const uint32_t counts[] = { board->count[RESOURCE_PIN], board->count[RESOURCE_GROUP],
				    board->count[RESOURCE_FUNCTION] };
	uint32_t selector = told->guest->call.words[1] & 3, id = told->guest->call.words[0];
	enum scmi_resource within = (enum scmi_resource)(SCMI_RESOURCE_PIN + selector - 1);

	expect(told, id < counts[selector], "there is no such thing");
	if (told->id == SCMI_PINCTRL_ATTRIBUTES) {
		expect(told, told->packet->length == 24, "the answer has another length");
		expect(told, told->words[1] == !!selector, "it has another number of elements");
		expect(told, !memcmp(&told->words[2], name, sizeof(name)), "it has a name");
		return;
	}
	expect(told, selector, "a pin has nothing in it");
	expect(told, told->packet->length == 10 && told->words[1] == 1, "the list is another");
	expect(told,
	       may_know(told, within, told->words[2] & 0xffff) ||
		       (!grants_count(&told->guest->call.rights, within) &&
			!(told->words[2] & 0xffff)),
	       "it learns of an element that is not its own");
}

/** check_own_view() - of what it shares a guest is told what it asked for itself */
static void check_own_view(const struct told *told)
{
	const struct oracle_reading *reading = &told->guest->call.reading;
	const struct oracle_row *row = reading->row;
	const struct vote *vote;
	bool has_vote;

	if (!reading->setting || row->effect != ORACLE_READS || told->right != RIGHT_SHARED ||
	    told->guest->call.changed)
		return;
	vote = &told->guest->votes[reading->setting][reading->names[0].id];
	has_vote = vote->held && vote->counts && !vote->releasing;
	if (!has_vote && !oracle_is_switch(reading->setting))
		return;
	for (uint32_t i = 0; i < row->words; i++)
		expect(told,
		       (told->words[row->value + i] & row->mask) ==
			       ((has_vote ? vote->value[i] : oracle_off(reading->setting)) &
				row->mask),
		       "it shares this, and is not told its own vote");
}

/** check_success() - an answer with values */
static void check_success(struct told *told)
{
	const struct call *call = &told->guest->call;
	const struct oracle_reading *reading = &call->reading;

	expect(told, scmi_header_type(call->header) == SCMI_COMMAND, "it sent no command");
	expect(told, checks_owns(told->world, &call->rights, told->protocol),
	       "it owns nothing of this protocol");
	if (told->protocol == SCMI_BASE)
		check_base(told);
	if (told->protocol == SCMI_SYSTEM_POWER)
		check_system_power(told);
	if (scmi_protocol_is_vendor(told->protocol))
		return;
	if (told->id <= 2 || told->id == 0x10) {
		check_common(told);
		return;
	}
	if (told->protocol == SCMI_BASE || told->protocol == SCMI_SYSTEM_POWER)
		return;
	expect(told, reading->row != NULL, "it may not do that");
	if (told->protocol == SCMI_PINCTRL && told->id <= SCMI_PINCTRL_LIST_ASSOCIATIONS &&
	    !may_know(told, reading->names[0].kind, reading->names[0].id)) {
		check_described(told);
		return;
	}
	for (unsigned int i = 0; i < reading->count; i++) {
		const struct oracle_name *name = &reading->names[i];
		bool is_position =
			told->protocol == SCMI_SENSOR && told->id == SCMI_SENSOR_DESCRIPTION_GET;

		expect(told, is_position || may_know(told, name->kind, name->id),
		       "it has no right to what it asked about");
	}
	told->right = grants_to(&call->rights, reading->names[0].kind, reading->names[0].id);
	check_length(told, reading->row);
	check_values(told);
	check_own_view(told);
}

void checks_answer(const struct world *world, const struct guest *guest,
		   const struct scmi_packet *packet, bool is_honest)
{
	struct told told = {
		.world = world,
		.guest = guest,
		.packet = packet,
		.words = packet->payload,
		.is_honest = is_honest,
		.protocol = scmi_header_protocol(guest->call.header),
		.id = scmi_header_message(guest->call.header),
	};

	told.version = world_version(world, told.protocol);
	expect(&told, packet->header == guest->call.header, "the header is another");
	expect(&told, packet->length >= 4 && packet->length <= SCMI_PAYLOAD_MAX,
	       "there is no status, or too much behind it");
	expect(&told, (int32_t)packet->payload[0] <= 0, "there is no such status");
	if (packet->payload[0])
		expect(&told, packet->length == 4, "an error has values");
	else
		check_success(&told);
}
