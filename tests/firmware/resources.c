// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * resources.c - the reader of board files
 *
 * A line is a setting of the board, a version of a protocol, or a resource. Settings and versions
 * have their tables here, resources theirs in kinds.c. Every row of a table has the words that the
 * message about a bad value ends with.
 */
#include "resources.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kinds.h"
#include "options.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define BLANKS		  " \t\r\n"

#define PAYLOAD_DEFAULT 128
#define PAYLOAD_LEAST	32 /* status, flags and the three rates of a range */

/**
 * struct parser - where the reader stands
 * @name:  the file's
 * @line:  number of the current one, from 1
 * @rest:  strtok_r()'s place in it
 * @thing: what the line is about, as "clock 3"
 * @error: see resources_parse()
 */
struct parser {
	struct resources *resources;
	const char *name;
	unsigned int line;
	char *rest;
	char thing[32];
	char *error;
	size_t error_size;
};

/** complain() - set the error to "name:line: ..."; Return: -EINVAL */
__attribute__((format(printf, 2, 3))) static int complain(const struct parser *parser,
							  const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	snprintf(parser->error, parser->error_size, "%s:%u: %s", parser->name, parser->line, text);
	return -EINVAL;
}

/** next_word() - Return: the next word of the line, NULL at its end */
static char *next_word(struct parser *parser)
{
	return strtok_r(NULL, BLANKS, &parser->rest);
}

/**
 * struct listing - alternatives in one line: "a, b or c"
 * @last: waits until it is known whether another one follows
 */
struct listing {
	char text[480];
	char last[32];
};

__attribute__((format(printf, 2, 3))) static void listing_add(struct listing *listing,
							      const char *format, ...)
{
	size_t used = strlen(listing->text);
	va_list args;

	snprintf(listing->text + used, sizeof(listing->text) - used, "%s%s",
		 used && listing->last[0] ? ", " : "", listing->last);
	va_start(args, format);
	vsnprintf(listing->last, sizeof(listing->last), format, args);
	va_end(args);
}

/** listing_end() - Return: all of it */
static const char *listing_end(struct listing *listing)
{
	size_t used = strlen(listing->text);

	snprintf(listing->text + used, sizeof(listing->text) - used, "%s%s", used ? " or " : "",
		 listing->last);
	return listing->text;
}

/* --- resources --- */

static int parse_option(const struct parser *parser, const struct kind *kind,
			struct resource *resource, char *word)
{
	const struct option *option;
	struct listing known = { "", "" };
	char *value = strchr(word, '=');
	char shown[64];

	if (value)
		*value++ = '\0';
	for (size_t i = 0; (option = kind_option(kind, i)); i++) {
		void *field = (char *)resource + option->offset;

		listing_add(&known, "%s%s", option->key, option->set ? "=" : "");
		if (strcmp(word, option->key))
			continue;
		if (!option->set) {
			if (value)
				return complain(parser, "%s: %s: expected no value", parser->thing,
						word);
			*(bool *)field = true;
			return 0;
		}
		if (!value)
			return complain(parser, "%s: %s: expected %s=VALUE", parser->thing, word,
					word);
		/* setters cut the text to pieces */
		snprintf(shown, sizeof(shown), "%s", value);
		if (option->set(option, field, value))
			return complain(parser, "%s: %s \"%s\": expected %s", parser->thing, word,
					shown, option->expected);
		return 0;
	}
	return complain(parser, "%s: \"%s\": expected %s", parser->thing, word,
			listing_end(&known));
}

/** settle_levels() - fill in what a line left out, see that the rest fits */
static int settle_levels(const struct parser *parser, const struct kind *kind,
			 const struct kind_levels *row, struct resource *resource)
{
	struct resource_levels *levels = (void *)((char *)resource + row->offset);

	if (!levels->has_current && !levels->count)
		return complain(parser, "%s: no %s: expected %s", parser->thing, row->word,
				row->needs);
	if (!levels->count)
		levels->values[levels->count++] = levels->current;
	if (!levels->has_current)
		levels->current = levels->values[0];
	if (!resource_levels_have(levels, levels->current))
		return complain(parser, "%s: %s %" PRId64 ": expected one that the %s can have",
				parser->thing, row->word, levels->current, kind->word);
	return 0;
}

/** struct ids - one id, or all from @first to @last */
struct ids {
	uint32_t first;
	uint32_t last;
};

/** parse_ids() - "3", or "8:79" */
static int parse_ids(struct parser *parser, const struct kind *kind, const char *word,
		     struct ids *ids)
{
	int64_t lowest = kind->first, highest = kind->first + kind->room - 1, first, last;
	const char *colon = word ? strchr(word, ':') : NULL;
	char first_text[32] = "";

	if (word)
		snprintf(first_text, sizeof(first_text), "%.*s",
			 (int)(colon ? (size_t)(colon - word) : strlen(word)), word);
	if (option_number(first_text, lowest, highest, &first) ||
	    option_number(colon ? colon + 1 : first_text, first, highest, &last))
		return complain(parser, "%s \"%s\": expected an id from %" PRId64 " to %" PRId64,
				kind->word, word ? word : "", lowest, highest);
	*ids = (struct ids){ (uint32_t)first, (uint32_t)last };
	snprintf(parser->thing, sizeof(parser->thing), "%s %.12s", kind->word, word);
	return 0;
}

/** place_of() - where the resource with an id goes */
static struct resource *place_of(const struct parser *parser, const struct kind *kind, uint32_t id)
{
	return (void *)((char *)parser->resources + kind->offset + (id - kind->first) * kind->size);
}

/** name_most() - how many characters the name of a kind can have */
static size_t name_most(const struct kind *kind)
{
	return kind->name_most ? kind->name_most : SCMI_LONG_NAME - 1;
}

/** parse_name() - the name and, of kinds that have one, the state */
static int parse_name(struct parser *parser, const struct kind *kind, struct resource *resource)
{
	const char *name = kind->single ? "" : next_word(parser), *state;

	if (!kind->single && (!name || strlen(name) > name_most(kind)))
		return complain(parser, "%s: name \"%s\": expected 1 to %zu characters",
				parser->thing, name ? name : "", name_most(kind));
	strcpy(resource->name, name);
	if (!kind->switched)
		return 0;
	state = next_word(parser);
	if (!state || (strcmp(state, "on") && strcmp(state, "off")))
		return complain(parser, "%s: state \"%s\": expected on or off", parser->thing,
				state ? state : "");
	resource->on = !strcmp(state, "on");
	return 0;
}

/** repeat_resource() - make the others of a line with several ids, whose names end with the id */
static int repeat_resource(struct parser *parser, const struct kind *kind, struct ids ids)
{
	char name[SCMI_LONG_NAME];

	strcpy(name, place_of(parser, kind, ids.first)->name);
	for (uint32_t id = ids.first; id <= ids.last; id++) {
		struct resource *place = place_of(parser, kind, id);

		if (id > ids.first && place->line)
			return complain(parser, "%s: expected each once, but line %u has %" PRIu32,
					parser->thing, place->line, id);
		if (id > ids.first)
			memcpy(place, place_of(parser, kind, ids.first), kind->size);
		if ((size_t)snprintf(place->name, sizeof(place->name), "%s%" PRIu32, name, id) >
		    name_most(kind))
			return complain(parser,
					"%s: name \"%s\": expected 1 to %zu characters with the id",
					parser->thing, name, name_most(kind));
	}
	return 0;
}

static int parse_resource(struct parser *parser, enum resource_kind which)
{
	const struct kind *kind = kind_row(which);
	struct ids ids = { kind->first, kind->first };
	struct resource *resource;

	snprintf(parser->thing, sizeof(parser->thing), "%s", kind->word);
	if (!kind->single && parse_ids(parser, kind, next_word(parser), &ids))
		return -EINVAL;
	resource = place_of(parser, kind, ids.first);
	if (resource->line)
		return complain(parser, "%s: expected once, but line %u has it too", parser->thing,
				resource->line);
	resource->line = parser->line;
	if (kind->prepare)
		kind->prepare(resource);
	if (parse_name(parser, kind, resource))
		return -EINVAL;
	for (char *word = next_word(parser); word; word = next_word(parser))
		if (parse_option(parser, kind, resource, word))
			return -EINVAL;
	for (size_t i = 0; i < ARRAY_SIZE(kind->levels) && kind->levels[i].word; i++)
		if (settle_levels(parser, kind, &kind->levels[i], resource))
			return -EINVAL;
	if (kind->settle)
		kind->settle(resource);
	if (ids.last - kind->first >= parser->resources->count[which])
		parser->resources->count[which] = ids.last - kind->first + 1;
	return ids.last > ids.first ? repeat_resource(parser, kind, ids) : 0;
}

/* --- settings and versions --- */

static int set_payload(const struct option *option, void *field, char *text)
{
	uint32_t *payload = field;

	return option_u32(option, field, text) || *payload % sizeof(uint32_t) ? -EINVAL : 0;
}

#define AT(member) .offset = offsetof(struct resources, member)

static const struct option settings[] = {
	{ "vendor", .set = option_name, AT(vendor), .expected = "a name of at most 15 characters" },
	{ "sub-vendor", .set = option_name, AT(sub_vendor),
	  .expected = "a name of at most 15 characters" },
	{ "implementation", .set = option_u32, AT(implementation), .highest = UINT32_MAX,
	  .expected = "a 32-bit number" },
	{ "payload", .set = set_payload, AT(payload), .lowest = PAYLOAD_LEAST,
	  .highest = SCMI_PAYLOAD_MAX, .expected = "a multiple of 4 from 32 to 4068" },
	{ "also-list", .set = option_ids, AT(also), .lowest = SCMI_BASE + 1,
	  .highest = SCMI_PROTOCOLS - 1, .most = 63,
	  .expected = "protocol ids above 0x10 with commas between, at most 63" },
	{ "power-statistics", .set = option_region, AT(power_statistics),
	  .expected = "ADDRESS:LENGTH of a region" },
	{ "perf-statistics", .set = option_region, AT(perf_statistics),
	  .expected = "ADDRESS:LENGTH of a region" },
	{ "sensor-readings", .set = option_region, AT(sensor_readings),
	  .expected = "ADDRESS:LENGTH of a region" },
};

/** struct versions - those of a protocol that the model speaks, ascending; the last is offered */
static const struct versions {
	const char *key;
	uint8_t protocol;
	uint32_t known[4];
} versions[] = {
	{ "base-version", SCMI_BASE, { 0x10000, 0x20000, 0x20001 } },
	{ "power-version", SCMI_POWER_DOMAIN, { 0x10000, 0x20000, 0x30000, 0x30001 } },
	{ "system-version", SCMI_SYSTEM_POWER, { 0x10000, 0x20000, 0x20001 } },
	{ "perf-version", SCMI_PERFORMANCE, { 0x10000, 0x20000, 0x30000, 0x40000 } },
	{ "clock-version", SCMI_CLOCK, { 0x10000, 0x20000, 0x30000 } },
	{ "sensor-version", SCMI_SENSOR, { 0x10000, 0x20000, 0x30000, 0x30001 } },
	{ "reset-version", SCMI_RESET, { 0x10000, 0x30000, 0x30001 } },
	{ "voltage-version", SCMI_VOLTAGE, { 0x10000, 0x20000, 0x20001 } },
	{ "powercap-version", SCMI_POWERCAP, { 0x10000, 0x20000 } },
	{ "pinctrl-version", SCMI_PINCTRL, { 0x10000 } },
};

bool resources_version_known(uint8_t protocol, uint32_t version)
{
	for (size_t i = 0; i < ARRAY_SIZE(versions); i++)
		for (size_t j = 0; j < ARRAY_SIZE(versions[i].known); j++)
			if (versions[i].protocol == protocol && version &&
			    versions[i].known[j] == version)
				return true;
	return false;
}

static int parse_version(struct parser *parser, const struct versions *row)
{
	const char *text = next_word(parser);
	struct listing listing = { "", "" };
	int64_t version;

	if (text && !option_number(text, 1, UINT32_MAX, &version) &&
	    resources_version_known(row->protocol, (uint32_t)version)) {
		parser->resources->versions[row->protocol] = (uint32_t)version;
		return 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(row->known) && row->known[i]; i++)
		listing_add(&listing, "0x%" PRIx32, row->known[i]);
	return complain(parser, "%s \"%s\": expected %s", row->key, text ? text : "",
			listing_end(&listing));
}

static int parse_setting(struct parser *parser, const struct option *setting)
{
	char *value = next_word(parser);
	char shown[64];

	snprintf(shown, sizeof(shown), "%s", value ? value : "");
	if (!value || setting->set(setting, (char *)parser->resources + setting->offset, value))
		return complain(parser, "%s \"%s\": expected %s", setting->key, shown,
				setting->expected);
	return 0;
}

/** check_end() - settings and versions have one value */
static int check_end(struct parser *parser, const char *key)
{
	const char *more = next_word(parser);

	if (more)
		return complain(parser, "%s: \"%s\": expected nothing behind the value", key, more);
	return 0;
}

static int parse_line(struct parser *parser, char *line)
{
	struct listing known = { "", "" };
	const struct kind *kind;
	char *word;

	line[strcspn(line, "#")] = '\0';
	word = strtok_r(line, BLANKS, &parser->rest);
	if (!word)
		return 0;
	for (int i = RESOURCE_NONE + 1; i < RESOURCE_KINDS; i++) {
		kind = kind_row((enum resource_kind)i);
		listing_add(&known, "%s", kind->word);
		if (!strcmp(word, kind->word))
			return parse_resource(parser, (enum resource_kind)i);
	}
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		listing_add(&known, "%s", settings[i].key);
		if (!strcmp(word, settings[i].key))
			return parse_setting(parser, &settings[i]) ? -EINVAL :
								     check_end(parser, word);
	}
	for (size_t i = 0; i < ARRAY_SIZE(versions); i++) {
		listing_add(&known, "%s", versions[i].key);
		if (!strcmp(word, versions[i].key))
			return parse_version(parser, &versions[i]) ? -EINVAL :
								     check_end(parser, word);
	}
	return complain(parser, "\"%s\": expected %s", word, listing_end(&known));
}

/* --- what can only be seen behind the last line --- */

static int check_reference(struct parser *parser, const struct kind *kind,
			   const struct resource *resource, const struct option *option,
			   uint32_t id)
{
	const struct resource *other = resources_find(parser->resources, option->refers, id);

	if (other && other != resource)
		return 0;
	parser->line = resource->line;
	return complain(parser, "%s: %s %" PRIu32 ": expected %s %s of this board", parser->thing,
			option->element, id, kind_row(option->refers) == kind ? "another" : "a",
			resources_word(option->refers));
}

/** check_references() - ids that an option lists can stand on later lines */
static int check_references(struct parser *parser, enum resource_kind which)
{
	const struct kind *kind = kind_row(which);

	for (uint32_t n = 0; n < parser->resources->count[which]; n++) {
		const struct resource *resource =
			resources_find(parser->resources, which, kind->first + n);

		for (size_t i = 0; resource && i < kind->option_count; i++) {
			const struct option *option = &kind->options[i];
			const struct resource_ids *ids =
				(const void *)((const char *)resource + option->offset);

			snprintf(parser->thing, sizeof(parser->thing), "%s %" PRIu32, kind->word,
				 kind->first + n);
			for (uint32_t j = 0; option->refers && j < ids->count; j++)
				if (check_reference(parser, kind, resource, option, ids->ids[j]))
					return -EINVAL;
		}
	}
	return 0;
}

/** join_device() - tell resources of a device that they are its parts; all of them are there */
static void join_device(struct resources *resources, uint32_t id)
{
	const struct kind *kind = kind_row(RESOURCE_DEVICE);
	const char *device = resources_find(resources, RESOURCE_DEVICE, id);

	for (size_t i = 0; device && i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		const struct resource_ids *ids = (const void *)(device + option->offset);

		for (uint32_t j = 0; j < ids->count; j++) {
			struct resource *part =
				resources_find(resources, option->refers, ids->ids[j]);

			part->devices |= UINT64_C(1) << id;
		}
	}
}

/** settle_agents() - a board that names none has one */
static void settle_agents(struct resources *resources)
{
	struct resource *agent = &resources->agents[0].head;

	if (resources->count[RESOURCE_AGENT])
		return;
	agent->line = 1; /* the board as a whole says so */
	strcpy(agent->name, "xen-dom0");
	resources->count[RESOURCE_AGENT] = 1;
}

/** kind_there() - whether the board has anything of a kind */
static bool kind_there(const struct parser *parser, enum resource_kind which)
{
	const struct kind *kind = kind_row(which);

	/* Of what there is one of, "off" is the same as no line. */
	return parser->resources->count[which] &&
		(!kind->single || place_of(parser, kind, kind->first)->on);
}

/** protocol_there() - whether the board has any resource of a protocol; vendors' are not asked */
static bool protocol_there(const struct parser *parser, uint32_t protocol)
{
	for (int i = RESOURCE_NONE + 1; i < RESOURCE_KINDS; i++)
		if (kind_row((enum resource_kind)i)->protocol == protocol &&
		    kind_there(parser, (enum resource_kind)i))
			return true;
	return false;
}

/** list_protocols() - list what is there, in the order of ids, and behind it what is said to be */
static void list_protocols(const struct parser *parser)
{
	struct resources *resources = parser->resources;
	uint32_t total = 0;

	for (uint32_t i = 0; i < RESOURCES_VENDORS; i++)
		if (resources->vendors[i].head.line)
			resources->versions[RESOURCES_VENDOR + i] = resources->vendors[i].version;
	for (uint32_t id = SCMI_BASE + 1; id < SCMI_PROTOCOLS; id++) {
		if (id < RESOURCES_VENDOR && !protocol_there(parser, id))
			resources->versions[id] = 0;
		if (resources->versions[id])
			resources->protocols[total++] = (uint8_t)id;
	}
	for (uint32_t i = 0; i < resources->also.count; i++)
		resources->protocols[total++] = (uint8_t)resources->also.ids[i];
	resources->protocol_count = total;
}

int resources_parse(struct resources *resources, FILE *in, const char *name, char *error,
		    size_t size)
{
	struct parser parser = {
		.resources = resources,
		.name = name,
		.error = error,
		.error_size = size,
	};
	char *line = NULL;
	size_t room = 0;
	int rc = 0;

	memset(resources, 0, sizeof(*resources));
	strcpy(resources->vendor, "unknown");
	strcpy(resources->sub_vendor, "unknown");
	resources->payload = PAYLOAD_DEFAULT;
	for (size_t i = 0; i < ARRAY_SIZE(versions); i++)
		for (size_t j = 0; j < ARRAY_SIZE(versions[i].known) && versions[i].known[j]; j++)
			resources->versions[versions[i].protocol] = versions[i].known[j];
	while (!rc && getline(&line, &room, in) >= 0) {
		parser.line++;
		rc = parse_line(&parser, line);
	}
	free(line);
	if (!rc && ferror(in))
		rc = complain(&parser, "cannot read on: %s", strerror(errno));
	for (int i = RESOURCE_NONE + 1; !rc && i < RESOURCE_KINDS; i++)
		rc = check_references(&parser, (enum resource_kind)i);
	if (rc)
		return rc;
	for (uint32_t id = 0; id < resources->count[RESOURCE_DEVICE]; id++)
		join_device(resources, id);
	settle_agents(resources);
	list_protocols(&parser);
	return 0;
}
