// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * names.c - ask for the names of one kind after the other
 *
 * To have a kind's names asked for, give it a row in `kinds`.
 */
#include "names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "proto/clock.h"
#include "proto/perf.h"
#include "proto/pinctrl.h"
#include "proto/power.h"
#include "proto/powercap.h"
#include "proto/reset.h"
#include "proto/sensor.h"
#include "proto/voltage.h"

enum naming_step {
	ASK_ATTRIBUTES, /* in which a short name is */
	ASK_LONG_NAME,	/* where it does not fit there */
	ASK_PINS,	/* part after part, of a group */
};

/**
 * struct kind - where the names of a kind's resources are to be found
 * @attributes: the message that tells a short name
 * @flags_at:   byte offset of the word, in its answer, that says whether there is a long one
 * @is_long:    ... in this bit
 * @name_at:    byte offset of the short name
 * @get_long:   the message that tells the long one
 * @id_at:      byte offset of the id, where an answer has it; 0: it has none
 * @has_selector: both have a word behind the id that says which kind is meant
 */
static const struct kind {
	enum scmi_resource resource;
	uint8_t protocol;
	uint8_t attributes;
	uint8_t flags_at;
	uint8_t name_at;
	uint8_t get_long;
	uint8_t id_at;
	bool has_selector;
	uint32_t is_long;
} kinds[] = {
#define PINCTRL(kind)                                                                              \
	{                                                                                          \
		kind, SCMI_PINCTRL, SCMI_PINCTRL_ATTRIBUTES,                                       \
			offsetof(struct scmi_pinctrl_attributes_p2a, attributes),                  \
			offsetof(struct scmi_pinctrl_attributes_p2a, name), SCMI_PINCTRL_NAME_GET, \
			0, true, SCMI_PINCTRL_LONG_NAME                                            \
	}
	PINCTRL(SCMI_RESOURCE_PIN_GROUP),
	PINCTRL(SCMI_RESOURCE_PIN_FUNCTION),
	PINCTRL(SCMI_RESOURCE_PIN),
#define PLAIN(kind, protocol, attributes_message, answer, get_long, is_long)             \
	{                                                                                \
		kind, protocol, attributes_message, offsetof(struct answer, attributes), \
			offsetof(struct answer, name), get_long, 0, false, is_long       \
	}
	PLAIN(SCMI_RESOURCE_CLOCK, SCMI_CLOCK, SCMI_CLOCK_ATTRIBUTES, scmi_clock_attributes_v1_p2a,
	      SCMI_CLOCK_NAME_GET, SCMI_CLOCK_LONG_NAME),
	PLAIN(SCMI_RESOURCE_POWER, SCMI_POWER_DOMAIN, SCMI_POWER_DOMAIN_ATTRIBUTES,
	      scmi_power_domain_attributes_p2a, SCMI_POWER_DOMAIN_NAME_GET, SCMI_POWER_LONG_NAME),
	PLAIN(SCMI_RESOURCE_PERF, SCMI_PERFORMANCE, SCMI_PERFORMANCE_DOMAIN_ATTRIBUTES,
	      scmi_perf_domain_attributes_p2a, SCMI_PERFORMANCE_DOMAIN_NAME_GET,
	      SCMI_PERF_LONG_NAME),
	PLAIN(SCMI_RESOURCE_RESET, SCMI_RESET, SCMI_RESET_DOMAIN_ATTRIBUTES,
	      scmi_reset_domain_attributes_p2a, SCMI_RESET_DOMAIN_NAME_GET, SCMI_RESET_LONG_NAME),
	PLAIN(SCMI_RESOURCE_VOLTAGE, SCMI_VOLTAGE, SCMI_VOLTAGE_DOMAIN_ATTRIBUTES,
	      scmi_voltage_domain_attributes_p2a, SCMI_VOLTAGE_DOMAIN_NAME_GET,
	      SCMI_VOLTAGE_LONG_NAME),
	PLAIN(SCMI_RESOURCE_POWERCAP, SCMI_POWERCAP, SCMI_POWERCAP_DOMAIN_ATTRIBUTES,
	      scmi_powercap_domain_attributes_p2a, SCMI_POWERCAP_DOMAIN_NAME_GET,
	      SCMI_POWERCAP_LONG_NAME),
	/* A list of descriptors, of which the first is the one that was asked for. */
	{ SCMI_RESOURCE_SENSOR, SCMI_SENSOR, SCMI_SENSOR_DESCRIPTION_GET,
	  sizeof(struct scmi_list_p2a) + offsetof(struct scmi_sensor_descriptor, attributes_low),
	  sizeof(struct scmi_list_p2a) + offsetof(struct scmi_sensor_descriptor, name),
	  SCMI_SENSOR_NAME_GET,
	  sizeof(struct scmi_list_p2a) + offsetof(struct scmi_sensor_descriptor, id), false,
	  SCMI_SENSOR_LONG_NAME },
};
#define KINDS	   ((unsigned int)(sizeof(kinds) / sizeof(kinds[0])))
#define KINDS_PINS 3u /* the first of them */

/* How often a request is made that gets no answer: one may be lost. */
#define ATTEMPTS 3u

/* --- what is known --- */

const char *names_of(const struct names *names, enum scmi_resource resource, uint32_t id)
{
	return id < names->count[resource] ? names->of[resource][id].text : NULL;
}

uint32_t names_find(const struct names *names, enum scmi_resource resource, const char *text)
{
	for (uint32_t id = 0; id < names->count[resource]; id++)
		if (names->of[resource][id].text && !strcmp(names->of[resource][id].text, text))
			return id;
	return RIGHTS_IDS;
}

void names_clear(struct names *names)
{
	for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
		for (uint32_t id = 0; id < names->count[resource]; id++) {
			free(names->of[resource][id].text);
			free(names->of[resource][id].pins);
		}
		free(names->of[resource]);
	}
	*names = (struct names){ 0 };
}

/* --- asking --- */

static const struct scmi_message *find_message(const struct naming *naming, uint8_t message)
{
	return platform_message(naming->platform, kinds[naming->kind].protocol, message);
}

/** skip_kinds() - from a kind of which there is nothing to ask to the next; say what is known then
 */
static void skip_kinds(struct naming *naming)
{
	while (naming->kind < KINDS &&
	       (naming->id >= naming->platform->count[kinds[naming->kind].resource] ||
		!find_message(naming, kinds[naming->kind].attributes))) {
		naming->kind++;
		naming->id = 0;
	}
	naming->found.pins_known = naming->kind >= KINDS_PINS;
	naming->found.known = naming->kind == KINDS;
}

static void next_id(struct naming *naming)
{
	naming->id++;
	naming->step = ASK_ATTRIBUTES;
	skip_kinds(naming);
}

void naming_start(struct naming *naming, const struct platform *platform)
{
	names_clear(&naming->found);
	*naming = (struct naming){ .platform = platform };
	skip_kinds(naming);
}

bool naming_next(const struct naming *naming, struct scmi_packet *request)
{
	const struct kind *kind = &kinds[naming->kind];
	uint8_t message;

	if (naming->found.known)
		return false;
	message = naming->step == ASK_PINS    ? SCMI_PINCTRL_LIST_ASSOCIATIONS :
		naming->step == ASK_LONG_NAME ? kind->get_long :
						kind->attributes;
	request->header = scmi_header(kind->protocol, message, 0);
	request->length = find_message(naming, message)->request_size;
	memset(request->payload, 0, request->length);
	request->payload[0] = naming->id;
	if (kind->has_selector)
		request->payload[1] = kind->resource - SCMI_RESOURCE_PIN;
	if (naming->step == ASK_PINS)
		request->payload[2] = naming->index;
	return true;
}

/** name_at() - where the resource's name goes; NULL: no memory */
static struct name *name_at(struct naming *naming)
{
	enum scmi_resource resource = kinds[naming->kind].resource;
	struct names *found = &naming->found;

	if (!found->of[resource]) {
		found->of[resource] =
			calloc(naming->platform->count[resource], sizeof(*found->of[resource]));
		if (!found->of[resource])
			return NULL;
		found->count[resource] = naming->platform->count[resource];
	}
	return &found->of[resource][naming->id];
}

/** keep_name() - @text may have no end within @size; an empty one is none */
static int keep_name(struct naming *naming, const char *text, size_t size)
{
	struct name *name = name_at(naming);

	if (!name)
		return -ENOMEM;
	free(name->text);
	name->text = *text ? strndup(text, size) : NULL;
	return !*text || name->text ? 0 : -ENOMEM;
}

/** ask_pins() - what comes behind a name: a group's pins, if it says that it has some */
static void ask_pins(struct naming *naming)
{
	bool is_group = kinds[naming->kind].resource == SCMI_RESOURCE_PIN_GROUP;

	naming->index = 0;
	if (is_group && find_message(naming, SCMI_PINCTRL_LIST_ASSOCIATIONS))
		naming->step = ASK_PINS;
	else
		next_id(naming);
}

static int learn_attributes(struct naming *naming, const struct scmi_packet *answer,
			    struct why *why)
{
	const struct kind *kind = &kinds[naming->kind];
	const char *bytes = (const char *)answer->payload;
	uint32_t least = kind->name_at + SCMI_SHORT_NAME, flags, id = naming->id;
	int rc;

	if (answer->length < least) {
		why_not(why, 1, "%s %u: attributes of %u bytes, expected %u",
			scmi_resource_name(kind->resource), naming->id, answer->length, least);
		next_id(naming);
		return 1;
	}
	memcpy(&flags, bytes + kind->flags_at, sizeof(flags));
	if (kind->id_at)
		memcpy(&id, bytes + kind->id_at, sizeof(id));
	if (id != naming->id) {
		next_id(naming); /* it is in a gap, and this the one behind */
		return 0;
	}
	rc = keep_name(naming, bytes + kind->name_at, SCMI_SHORT_NAME - 1);
	if (flags & kind->is_long && find_message(naming, kind->get_long))
		naming->step = ASK_LONG_NAME;
	else
		ask_pins(naming);
	return rc;
}

static int learn_long_name(struct naming *naming, const struct scmi_packet *answer, struct why *why)
{
	const struct scmi_name_get_p2a *name = (const void *)answer->payload;
	int rc;

	if (answer->length < sizeof(*name)) {
		rc = why_not(why, 1, "%s %u: long name of %u bytes, expected %zu",
			     scmi_resource_name(kinds[naming->kind].resource), naming->id,
			     answer->length, sizeof(*name));
	} else {
		rc = keep_name(naming, name->name, SCMI_LONG_NAME - 1);
	}
	ask_pins(naming);
	return rc;
}

static int learn_pins(struct naming *naming, const struct scmi_packet *answer, struct why *why)
{
	const struct scmi_pinctrl_list_associations_p2a *list = (const void *)answer->payload;
	struct name *name = name_at(naming);
	bool is_list = answer->length >= sizeof(*list);
	uint32_t here = is_list ? list->flags & 0xfff : 0;
	uint16_t *more;

	if (!name)
		return -ENOMEM;
	if (!is_list || sizeof(*list) + here * sizeof(list->ids[0]) > answer->length ||
	    naming->index + here > RIGHTS_IDS) {
		why_not(why, 1, "pin-group %u: %u pins in an answer of %u bytes", naming->id, here,
			answer->length);
		next_id(naming);
		return 1;
	}
	more = reallocarray(name->pins, name->pin_count + here + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	name->pins = more;
	memcpy(more + name->pin_count, list->ids, here * sizeof(*more));
	name->pin_count += here;
	naming->index += here;
	if (!here || !(list->flags >> 16))
		next_id(naming);
	return 0;
}

/** leave_out() - go on without what is being asked for */
static void leave_out(struct naming *naming)
{
	if (naming->step == ASK_LONG_NAME)
		ask_pins(naming);
	else
		next_id(naming);
}

int naming_fail(struct naming *naming, int error, struct why *why)
{
	if (++naming->unanswered < ATTEMPTS)
		return 0;
	naming->unanswered = 0;
	why_not(why, 1, "%s %u: %s, %u times", scmi_resource_name(kinds[naming->kind].resource),
		naming->id, strerror(-error), ATTEMPTS);
	leave_out(naming);
	return 1;
}

int naming_learn(struct naming *naming, const struct scmi_packet *answer, struct why *why)
{
	static int (*const learn[])(struct naming *, const struct scmi_packet *, struct why *) = {
		[ASK_ATTRIBUTES] = learn_attributes,
		[ASK_LONG_NAME] = learn_long_name,
		[ASK_PINS] = learn_pins,
	};

	naming->unanswered = 0;
	/* A refusal is an answer: ids may have gaps. */
	if (answer->length < sizeof(uint32_t) || scmi_packet_status(answer)) {
		naming->was_denied |= answer->length >= sizeof(uint32_t) &&
			scmi_packet_status(answer) == SCMI_DENIED;
		leave_out(naming);
		return 0;
	}
	return learn[naming->step](naming, answer, why);
}
