// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * resources.c - the reader of board files
 *
 * Two tables hold the format: a row for each keyword that starts a line, a row for each option of a
 * clock. Every row has the words that the message about a bad value ends with.
 */
#include "resources.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "proto/clock.h"
#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define BLANKS		  " \t\r\n"

#define PAYLOAD_DEFAULT 128
#define PAYLOAD_LEAST	32 /* status, flags and the three rates of a range */
#define ANSWER_MS_MOST	600000

/**
 * struct parser - where the reader stands
 * @name:  the file's
 * @line:  number of the current one, from 1
 * @rest:  strtok_r()'s place in it
 * @error: see resources_parse()
 */
struct parser {
	struct resources *resources;
	const char *name;
	unsigned int line;
	char *rest;
	char *error;
	size_t error_size;
};

/** complain() - set the error to "name:line: ..."; Return: -EINVAL */
__attribute__((format(printf, 2, 3))) static int complain(const struct parser *parser,
							  const char *format, ...)
{
	char text[256];
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

/** parse_number() - decimal, or hexadecimal after 0x; Return: 0, or -EINVAL for anything else */
static int parse_number(const char *text, uint64_t highest, uint64_t *number)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	const char *digits = hex ? text + 2 : text;
	char *end;

	if (!*digits ||
	    strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789") != strlen(digits))
		return -EINVAL;
	errno = 0;
	*number = strtoull(digits, &end, hex ? 16 : 10);
	return errno || *number > highest ? -EINVAL : 0;
}

static int parse_u32(const char *text, uint32_t highest, uint32_t *number)
{
	uint64_t wide;

	if (parse_number(text, highest, &wide))
		return -EINVAL;
	*number = (uint32_t)wide;
	return 0;
}

/** parse_triplet() - "lowest:highest:step", the step dividing what lies between evenly */
static int parse_triplet(char *text, uint64_t triplet[static 3])
{
	char *rest = NULL;
	char *part = strtok_r(text, ":", &rest);

	for (size_t i = 0; i < 3; i++) {
		if (!part || parse_number(part, UINT64_MAX, &triplet[i]))
			return -EINVAL;
		part = strtok_r(NULL, ":", &rest);
	}
	if (part || triplet[0] > triplet[1] || !triplet[2] ||
	    (triplet[1] - triplet[0]) % triplet[2])
		return -EINVAL;
	return 0;
}

/* --- options of a clock: each takes the text behind "=", and answers 0 or -EINVAL --- */

static int clock_rate(struct resource_clock *clock, char *text)
{
	if (parse_number(text, UINT64_MAX, &clock->rate) || !clock->rate)
		return -EINVAL;
	return 0;
}

static int append_rate(struct resource_clock *clock, uint64_t rate)
{
	if (!rate || clock->rate_count == RESOURCES_RATES ||
	    (clock->rate_count && rate <= clock->rates[clock->rate_count - 1]))
		return -EINVAL;
	clock->rates[clock->rate_count++] = rate;
	return 0;
}

static int append_rates(struct resource_clock *clock, char *text)
{
	uint64_t triplet[3];

	if (!strchr(text, ':')) {
		if (parse_number(text, UINT64_MAX, &triplet[0]))
			return -EINVAL;
		return append_rate(clock, triplet[0]);
	}
	if (parse_triplet(text, triplet))
		return -EINVAL;
	for (uint64_t n = 0; n <= (triplet[1] - triplet[0]) / triplet[2]; n++)
		if (append_rate(clock, triplet[0] + n * triplet[2]))
			return -EINVAL;
	return 0;
}

static int clock_rates(struct resource_clock *clock, char *text)
{
	char *rest = NULL;

	if (clock->rate_count)
		return -EINVAL;
	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest))
		if (append_rates(clock, part))
			return -EINVAL;
	return clock->rate_count ? 0 : -EINVAL;
}

static int clock_range(struct resource_clock *clock, char *text)
{
	if (clock->rate_count || parse_triplet(text, clock->rates) || !clock->rates[0])
		return -EINVAL;
	clock->range = true;
	clock->rate_count = 3;
	return 0;
}

static int clock_parents(struct resource_clock *clock, char *text)
{
	char *rest = NULL;

	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		if (clock->parent_count == RESOURCES_PARENTS ||
		    parse_u32(part, RESOURCES_CLOCKS - 1, &clock->parents[clock->parent_count]))
			return -EINVAL;
		clock->parent_count++;
	}
	clock->parent = clock->parents[0];
	return clock->parent_count ? 0 : -EINVAL;
}

static int clock_delay(struct resource_clock *clock, char *text)
{
	return parse_u32(text, UINT32_MAX, &clock->delay_us);
}

static int clock_answer(struct resource_clock *clock, char *text)
{
	return parse_u32(text, ANSWER_MS_MOST, &clock->answer_ms);
}

static int clock_fail(struct resource_clock *clock, char *text)
{
	for (int status = SCMI_NOT_SUPPORTED; status >= SCMI_IN_USE; status--)
		if (!strcmp(text, scmi_status_name((enum scmi_status)status))) {
			clock->fail = (enum scmi_status)status;
			return 0;
		}
	return -EINVAL;
}

static int clock_may(struct resource_clock *clock, char *text)
{
	static const struct {
		const char *word;
		uint32_t bit;
	} words[] = {
		{ "state", SCMI_CLOCK_MAY_SET_STATE },
		{ "parent", SCMI_CLOCK_MAY_SET_PARENT },
		{ "rate", SCMI_CLOCK_MAY_SET_RATE },
		{ "nothing", 0 },
	};
	char *rest = NULL;

	clock->permissions = 0;
	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		size_t i = 0;

		while (i < ARRAY_SIZE(words) && strcmp(part, words[i].word))
			i++;
		if (i == ARRAY_SIZE(words))
			return -EINVAL;
		clock->permissions |= words[i].bit;
	}
	return 0;
}

static const struct clock_option {
	const char *key;
	int (*set)(struct resource_clock *clock, char *text);
	const char *expected;
} clock_options[] = {
	{ "rate", clock_rate, "a number of Hz" },
	{ "rates", clock_rates,
	  "ascending numbers of Hz or LOWEST:HIGHEST:STEP, with commas between, at most 64 in "
	  "all" },
	{ "range", clock_range, "LOWEST:HIGHEST:STEP in Hz, and no rates before it" },
	{ "parents", clock_parents, "ids of clocks with commas between, at most 16" },
	{ "delay-us", clock_delay, "a number of microseconds" },
	{ "answer-ms", clock_answer, "a number of milliseconds up to 600000" },
	{ "fail", clock_fail, "the name of an SCMI status, as HARDWARE_ERROR" },
	{ "may", clock_may, "some of state, parent, rate with commas between, or nothing" },
};

static int parse_clock_option(const struct parser *parser, struct resource_clock *clock,
			      uint32_t id, char *word)
{
	char *value = strchr(word, '=');
	char shown[64];

	if (value)
		*value++ = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(clock_options); i++) {
		const struct clock_option *option = &clock_options[i];

		if (strcmp(word, option->key))
			continue;
		if (!value)
			return complain(parser, "clock %" PRIu32 ": %s: expected %s=VALUE", id,
					word, word);
		/* setters cut the text to pieces */
		snprintf(shown, sizeof(shown), "%s", value);
		if (option->set(clock, value))
			return complain(parser, "clock %" PRIu32 ": %s \"%s\": expected %s", id,
					word, shown, option->expected);
		return 0;
	}
	return complain(parser,
			"clock %" PRIu32 ": \"%s\": expected rate=, rates=, range=, parents=, "
			"delay-us=, answer-ms=, fail= or may=",
			id, word);
}

static bool rate_possible(const struct resource_clock *clock, uint64_t rate)
{
	if (clock->range)
		return rate >= clock->rates[0] && rate <= clock->rates[1] &&
			(rate - clock->rates[0]) % clock->rates[2] == 0;
	for (uint32_t i = 0; i < clock->rate_count; i++)
		if (clock->rates[i] == rate)
			return true;
	return false;
}

/** settle_rates() - fill in what a line left out, see that the rest fits */
static int settle_rates(const struct parser *parser, struct resource_clock *clock, uint32_t id)
{
	if (!clock->rate && !clock->rate_count)
		return complain(parser,
				"clock %" PRIu32 ": no rate: expected rate=, rates= or range=", id);
	if (!clock->rate_count)
		clock->rates[clock->rate_count++] = clock->rate;
	if (!clock->rate)
		clock->rate = clock->rates[0];
	if (!rate_possible(clock, clock->rate))
		return complain(parser,
				"clock %" PRIu32 ": rate %" PRIu64 ": expected one that the clock "
				"can have",
				id, clock->rate);
	return 0;
}

static int parse_clock(struct parser *parser)
{
	const char *id_word = next_word(parser), *name = next_word(parser);
	const char *state = next_word(parser);
	struct resources *resources = parser->resources;
	struct resource_clock *clock;
	uint32_t id;

	if (!id_word || parse_u32(id_word, RESOURCES_CLOCKS - 1, &id))
		return complain(parser, "clock \"%s\": expected an id from 0 to %d",
				id_word ? id_word : "", RESOURCES_CLOCKS - 1);
	clock = &resources->clocks[id];
	if (clock->line)
		return complain(parser, "clock %" PRIu32 ": expected once, but line %u has it too",
				id, clock->line);
	if (!name || strlen(name) >= sizeof(clock->name))
		return complain(parser,
				"clock %" PRIu32 ": name \"%s\": expected 1 to %zu characters", id,
				name ? name : "", sizeof(clock->name) - 1);
	if (!state || (strcmp(state, "on") && strcmp(state, "off")))
		return complain(parser, "clock %" PRIu32 ": state \"%s\": expected on or off", id,
				state ? state : "");

	clock->line = parser->line;
	strcpy(clock->name, name);
	clock->on = !strcmp(state, "on");
	clock->permissions =
		SCMI_CLOCK_MAY_SET_STATE | SCMI_CLOCK_MAY_SET_PARENT | SCMI_CLOCK_MAY_SET_RATE;
	if (id >= resources->clock_count)
		resources->clock_count = id + 1;
	for (char *word = next_word(parser); word; word = next_word(parser))
		if (parse_clock_option(parser, clock, id, word))
			return -EINVAL;
	return settle_rates(parser, clock, id);
}

/* --- settings of one value: each takes its word, and answers 0 or -EINVAL --- */

static int set_name(char name[static SCMI_SHORT_NAME], const char *text)
{
	if (strlen(text) >= SCMI_SHORT_NAME)
		return -EINVAL;
	memset(name, 0, SCMI_SHORT_NAME); /* all of it goes out on the wire */
	strcpy(name, text);
	return 0;
}

static int set_vendor(struct resources *resources, char *text)
{
	return set_name(resources->vendor, text);
}

static int set_sub_vendor(struct resources *resources, char *text)
{
	return set_name(resources->sub_vendor, text);
}

static int set_implementation(struct resources *resources, char *text)
{
	return parse_u32(text, UINT32_MAX, &resources->implementation);
}

static int set_version(uint8_t protocol, char *text, uint32_t *version)
{
	if (parse_u32(text, UINT32_MAX, version) || !resources_version_known(protocol, *version))
		return -EINVAL;
	return 0;
}

static int set_base_version(struct resources *resources, char *text)
{
	return set_version(SCMI_BASE, text, &resources->base_version);
}

static int set_clock_version(struct resources *resources, char *text)
{
	return set_version(SCMI_CLOCK, text, &resources->clock_version);
}

static int set_payload(struct resources *resources, char *text)
{
	if (parse_u32(text, SCMI_PAYLOAD_MAX, &resources->payload) ||
	    resources->payload < PAYLOAD_LEAST || resources->payload % sizeof(uint32_t))
		return -EINVAL;
	return 0;
}

static int set_also_list(struct resources *resources, char *text)
{
	char *rest = NULL;
	uint32_t id;

	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		if (resources->protocol_count == RESOURCES_PROTOCOLS ||
		    parse_u32(part, SCMI_PROTOCOLS - 1, &id) || id <= SCMI_BASE)
			return -EINVAL;
		resources->protocols[resources->protocol_count++] = (uint8_t)id;
	}
	return 0;
}

static const struct setting {
	const char *key;
	int (*set)(struct resources *resources, char *text);
	const char *expected;
} settings[] = {
	{ "vendor", set_vendor, "a name of at most 15 characters" },
	{ "sub-vendor", set_sub_vendor, "a name of at most 15 characters" },
	{ "implementation", set_implementation, "a 32-bit number" },
	{ "base-version", set_base_version, "0x10000, 0x20000 or 0x20001" },
	{ "clock-version", set_clock_version, "0x10000, 0x20000 or 0x30000" },
	{ "payload", set_payload, "a multiple of 4 from 32 to 4068" },
	{ "also-list", set_also_list, "protocol ids above 0x10 with commas between, at most 63" },
};

static int parse_setting(struct parser *parser, const struct setting *setting)
{
	char *value = next_word(parser), *more = next_word(parser);
	char shown[64];

	snprintf(shown, sizeof(shown), "%s", value ? value : "");
	if (!value || setting->set(parser->resources, value))
		return complain(parser, "%s \"%s\": expected %s", setting->key, shown,
				setting->expected);
	if (more)
		return complain(parser, "%s: \"%s\": expected nothing behind the value",
				setting->key, more);
	return 0;
}

static int parse_line(struct parser *parser, char *line)
{
	char *word;

	line[strcspn(line, "#")] = '\0';
	word = strtok_r(line, BLANKS, &parser->rest);
	if (!word)
		return 0;
	if (!strcmp(word, "clock"))
		return parse_clock(parser);
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		if (!strcmp(word, settings[i].key))
			return parse_setting(parser, &settings[i]);
	return complain(parser,
			"\"%s\": expected clock, vendor, sub-vendor, implementation, base-version, "
			"clock-version, payload or also-list",
			word);
}

/** check_parents() - parents are clocks too, which can stand on later lines */
static int check_parents(struct parser *parser)
{
	const struct resources *resources = parser->resources;

	for (uint32_t id = 0; id < resources->clock_count; id++) {
		const struct resource_clock *clock = &resources->clocks[id];

		for (uint32_t i = 0; i < clock->parent_count; i++) {
			uint32_t parent = clock->parents[i];

			if (parent != id && resources->clocks[parent].line)
				continue;
			parser->line = clock->line;
			return complain(parser,
					"clock %" PRIu32 ": parent %" PRIu32 ": expected another "
					"clock of this board",
					id, parent);
		}
	}
	return 0;
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

	*resources = (struct resources){
		.vendor = "unknown",
		.sub_vendor = "unknown",
		.base_version = SCMI_VERSION(2, 1),
		.clock_version = SCMI_VERSION(3, 0),
		.payload = PAYLOAD_DEFAULT,
		.protocols = { SCMI_CLOCK },
		.protocol_count = 1,
	};
	while (!rc && getline(&line, &room, in) >= 0) {
		parser.line++;
		rc = parse_line(&parser, line);
	}
	free(line);
	if (!rc && ferror(in))
		rc = complain(&parser, "cannot read on: %s", strerror(errno));
	return rc ? rc : check_parents(&parser);
}

bool resources_version_known(uint8_t protocol, uint32_t version)
{
	static const struct {
		uint8_t protocol;
		uint32_t version;
	} known[] = {
		{ SCMI_BASE, SCMI_VERSION(1, 0) },  { SCMI_BASE, SCMI_VERSION(2, 0) },
		{ SCMI_BASE, SCMI_VERSION(2, 1) },  { SCMI_CLOCK, SCMI_VERSION(1, 0) },
		{ SCMI_CLOCK, SCMI_VERSION(2, 0) }, { SCMI_CLOCK, SCMI_VERSION(3, 0) },
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i].protocol == protocol && known[i].version == version)
			return true;
	return false;
}
