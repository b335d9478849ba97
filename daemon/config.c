// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config.c - keys and what may stand behind them
 *
 * To add a key, add its field to struct config and its line to `keys`.
 */
#include "config.h"

#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/lines.h"
#include "daemon/number.h"
#include "proto/shmem.h"
#include "proto/smccc.h"

/* Of each path in struct config. */
#define PATH_SIZE ((unsigned int)sizeof(((struct config *)0)->policy_dir))

/* Of a key, and of a value that may be too long, so that it is its key that says so. */
#define KEY_SIZE   64
#define VALUE_SIZE 1024

/* Agents have 8 bits in BASE's PROTOCOL_ATTRIBUTES (DEN0056 4.2.2.2); 0 is the platform. */
#define AGENT_MAX 255u

struct choice {
	const char *name;
	int value;
};

static const struct choice log_levels[] = {
	{ "error", LOG_LEVEL_ERROR },
	{ "warning", LOG_LEVEL_WARNING },
	{ "info", LOG_LEVEL_INFO },
	{ "debug", LOG_LEVEL_DEBUG },
	{ NULL, 0 },
};

static const struct choice log_targets[] = {
	{ "auto", LOG_TO_AUTO },
	{ "stderr", LOG_TO_STDERR },
	{ "journal", LOG_TO_JOURNAL },
	{ NULL, 0 },
};

static const struct choice policies[] = {
	{ "derive", CONFIG_POLICY_DERIVE },
	{ "explicit", CONFIG_POLICY_EXPLICIT },
	{ NULL, 0 },
};

/* Where the file is at while it is read. */
struct reading {
	struct config *config;
	char section[POLICY_NAME_MAX + 1];
	struct config_channel *channel; /* of this section */
	char key[KEY_SIZE];
	char value[VALUE_SIZE]; /* of this key, from all its lines */
	const char *file;
	struct why *why;
	struct lines lines;
};

struct key {
	const char *name;
	int (*set)(const struct key *key, struct reading *reading, const char *value);
	bool of_channel; /* there is one for each; else it is of the configuration as a whole */
	size_t offset;	 /* of the field, in struct config_channel or in struct config */
	uint64_t least, most, step;
	const struct choice *choices;
};

static void *field(const struct key *key, struct reading *reading)
{
	return (key->of_channel ? (char *)reading->channel : (char *)reading->config) + key->offset;
}

static int set_channel(const struct key *key, struct reading *reading, const char *value)
{
	if (strlen(value) >= sizeof(reading->config->channel.address))
		return why_not(reading->why, -EINVAL, "%s: %s: longer than %zu characters",
			       reading->file, key->name,
			       sizeof(reading->config->channel.address) - 1);
	strcpy(field(key, reading), value);
	return 0;
}

static int set_path(const struct key *key, struct reading *reading, const char *value)
{
	if (value[0] != '/' || strlen(value) >= PATH_SIZE)
		return why_not(reading->why, -EINVAL,
			       "%s: %s = \"%.40s\", expected an absolute path of less than %u "
			       "characters",
			       reading->file, key->name, value, PATH_SIZE);
	strcpy(field(key, reading), value);
	return 0;
}

/** parse_number() - a number within the key's bounds */
static int parse_number(const struct key *key, struct reading *reading, const char *value,
			uint64_t *number)
{
	if (number_parse(value, number) || *number < key->least || *number > key->most ||
	    *number % key->step)
		return why_not(reading->why, -EINVAL,
			       "%s: %s = \"%.40s\", expected a number from 0x%" PRIx64
			       " to 0x%" PRIx64 "%s",
			       reading->file, key->name, value, key->least, key->most,
			       key->step > 1 ? " on a page boundary" : "");
	return 0;
}

static int set_u32(const struct key *key, struct reading *reading, const char *value)
{
	uint64_t number;
	int rc = parse_number(key, reading, value, &number);

	if (!rc)
		*(uint32_t *)field(key, reading) = (uint32_t)number;
	return rc;
}

static int set_doorbell(const struct key *key, struct reading *reading, const char *value)
{
	uint64_t number;
	int rc = parse_number(key, reading, value, &number);

	if (!rc && !smccc_is_doorbell((uint32_t)number))
		return why_not(reading->why, -EINVAL,
			       "%s: %s = \"%.40s\", expected a fast call of SiP (0x82...) or OEM "
			       "(0x83...)",
			       reading->file, key->name, value);
	if (!rc)
		*(uint32_t *)field(key, reading) = (uint32_t)number;
	return rc;
}

static int set_u64(const struct key *key, struct reading *reading, const char *value)
{
	return parse_number(key, reading, value, field(key, reading));
}

static int set_choice(const struct key *key, struct reading *reading, const char *value)
{
	char expected[100] = "";

	for (const struct choice *choice = key->choices; choice->name; choice++) {
		if (!strcmp(choice->name, value)) {
			*(int *)field(key, reading) = choice->value;
			return 0;
		}
		strcat(expected, expected[0] ? ", " : "");
		strcat(expected, choice->name);
	}
	return why_not(reading->why, -EINVAL, "%s: %s = \"%.40s\", expected one of %s",
		       reading->file, key->name, value, expected);
}

static const struct key keys[] = {
	{ "channel", set_channel, .of_channel = true,
	  .offset = offsetof(struct config_channel, address) },
	{ "restrict-agent", set_u32, .of_channel = true,
	  .offset = offsetof(struct config_channel, restrict_agent), .least = 1, .most = AGENT_MAX,
	  .step = 1 },
	{ "timeout-ms", set_u32, .offset = offsetof(struct config, timeout_ms), .least = 1,
	  .most = 60000, .step = 1 },
	{ "smc-id", set_doorbell, .offset = offsetof(struct config, defaults.smc_id),
	  .least = 0x82000000, .most = 0xc3ffffff, .step = 1 },
	{ "shmem-address", set_u64, .offset = offsetof(struct config, defaults.shmem_address),
	  .least = SCMI_SHMEM_SIZE, .most = UINT64_MAX, .step = SCMI_SHMEM_SIZE },
	{ "policy", set_choice, .offset = offsetof(struct config, policy), .choices = policies },
	{ "policy-dir", set_path, .offset = offsetof(struct config, policy_dir) },
	{ "host-dtb", set_path, .offset = offsetof(struct config, host_dtb) },
	{ "log-level", set_choice, .offset = offsetof(struct config, log_level),
	  .choices = log_levels },
	{ "log-to", set_choice, .offset = offsetof(struct config, log_target),
	  .choices = log_targets },
};

/** is_known() - whether a key may stand in the section that is being read: a guest's, or none */
static bool is_known(const struct reading *reading, const struct key *key)
{
	return key->of_channel || !*reading->section;
}

static int unknown_key(struct reading *reading, const char *name)
{
	char expected[200] = "";

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!is_known(reading, &keys[i]))
			continue;
		strcat(expected, *expected ? ", " : "");
		strcat(expected, keys[i].name);
	}
	return why_not(reading->why, -EINVAL,
		       "%s: unknown key \"%.40s\"%s%.20s%s, expected one of %s", reading->file,
		       name, *reading->section ? " in section [" : "", reading->section,
		       *reading->section ? "]" : "", expected);
}

/** enter_section() - have the keys that follow be of a guest's channel */
static int enter_section(struct reading *reading, const char *section)
{
	struct config_channel **link = &reading->config->channel.next;
	int rc = policy_check_name(section, reading->why);

	if (rc) {
		struct why reason = *reading->why;

		return why_not(reading->why, rc, "%s: [%.60s]: %s", reading->file, section,
			       reason.text);
	}
	while (*link && strcmp((*link)->guest, section) != 0)
		link = &(*link)->next;
	if (!*link)
		*link = calloc(1, sizeof(**link));
	if (!*link)
		return why_not(reading->why, -ENOMEM, "out of memory");
	strcpy((*link)->guest, section);
	strcpy(reading->section, section);
	reading->key[0] = '\0';
	reading->channel = *link;
	return 0;
}

/** join() - a line's value, behind those of the lines above it that it goes on with */
static int join(struct reading *reading, const char *name, const char *value)
{
	size_t used;

	if (!reading->lines.is_indented || strcmp(name, reading->key) != 0) {
		snprintf(reading->key, sizeof(reading->key), "%s", name);
		reading->value[0] = '\0';
	}
	used = strlen(reading->value);
	if (strlen(value) >= sizeof(reading->value) - used)
		return why_not(reading->why, -EINVAL, "%s:%u: %.40s: longer than %zu characters",
			       reading->file, reading->lines.number, name,
			       sizeof(reading->value) - 1);
	strcpy(reading->value + used, value);
	return 0;
}

static int take_key(struct reading *reading, const char *section, const char *name,
		    const char *value)
{
	int rc = 0;

	if (strcmp(section, reading->section) != 0)
		rc = enter_section(reading, section);
	if (!rc)
		rc = join(reading, name, value);
	if (rc)
		return rc;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (is_known(reading, &keys[i]) && !strcmp(keys[i].name, name))
			return keys[i].set(&keys[i], reading, reading->value);
	return unknown_key(reading, name);
}

/** take() - libinih's handler; 1 to go on. Only the first thing that is wrong is reported. */
static int take(void *context, const char *section, const char *name, const char *value)
{
	struct reading *reading = context;

	if (!reading->lines.error)
		reading->lines.error = take_key(reading, section, name, value);
	return 1;
}

/** check_channels() - whether everyone has one */
static int check_channels(const struct config *config, const char *file, struct why *why)
{
	if (!config->channel.address[0])
		return why_not(why, -EINVAL,
			       "%s: no channel, expected one such as channel = socket:PATH", file);
	for (const struct config_channel *own = config->channel.next; own; own = own->next) {
		if (!own->address[0])
			return why_not(why, -EINVAL, "%s: [%s]: no channel, expected one", file,
				       own->guest);
		for (const struct config_channel *other = &config->channel; other != own;
		     other = other->next) {
			/* Two owners of one resource, and with mmio two writers of one memory. */
			if (!strcmp(other->address, own->address))
				return why_not(why, -EINVAL,
					       "%s: [%s]: channel = \"%.40s\" is another guest's, "
					       "or that of all, too, expected one of its own",
					       file, own->guest, own->address);
			if (own->restrict_agent && other->restrict_agent == own->restrict_agent)
				return why_not(why, -EINVAL,
					       "%s: [%s]: restrict-agent = %u is another "
					       "channel's, too, expected an agent for each",
					       file, own->guest, own->restrict_agent);
		}
	}
	return 0;
}

const struct config config_defaults = {
	.timeout_ms = 500,
	/* The page behind the vpl011 in Xen's layout of a guest, and a SiP call. */
	.defaults = { .smc_id = 0x82000010, .shmem_address = 0x22001000 },
	.policy_dir = "/etc/xen/scmi.d",
	.log_level = LOG_LEVEL_INFO,
	.log_target = LOG_TO_AUTO,
};

/** read_file() - Return: 0; a negative errno with the reason */
static int read_file(struct reading *reading)
{
	struct lines *lines = &reading->lines;
	char *text =
		lines_read_file(reading->file, "a configuration file", &lines->left, reading->why);
	int line;

	if (!text)
		return -errno;
	lines->name = reading->file;
	lines->text = text;
	lines->why = reading->why;
	line = ini_parse_stream(lines_next, lines, take, reading);
	free(text);
	/* libinih reads on after a line that is neither, so what else is wrong may come before. */
	if (line > 0 && (!lines->error || (unsigned int)line < lines->number))
		return why_not(reading->why, -EINVAL, "%s:%d: expected \"key = value\"",
			       reading->file, line);
	return lines->error;
}

int config_read(struct config *config, const char *file, struct why *why)
{
	struct reading reading = {
		.config = config,
		.channel = &config->channel,
		.file = file,
		.why = why,
	};
	int rc;

	*config = config_defaults;
	rc = read_file(&reading);
	if (!rc)
		rc = check_channels(config, file, why);
	if (rc)
		config_free(config);
	return rc;
}

void config_free(struct config *config)
{
	while (config->channel.next) {
		struct config_channel *next = config->channel.next->next;

		free(config->channel.next);
		config->channel.next = next;
	}
}
