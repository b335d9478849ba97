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
#include <string.h>

#include "daemon/number.h"
#include "proto/shmem.h"
#include "proto/smccc.h"

/* Of each path in struct config. */
#define PATH_SIZE ((unsigned int)sizeof(((struct config *)0)->policy_dir))

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
	const char *file;
	struct why *why;
	int error;
};

struct key {
	const char *name;
	int (*set)(const struct key *key, struct reading *reading, const char *value);
	size_t offset; /* of the field in struct config */
	uint64_t least, most, step;
	const struct choice *choices;
};

static void *field(const struct key *key, struct reading *reading)
{
	return (char *)reading->config + key->offset;
}

static int set_channel(const struct key *key, struct reading *reading, const char *value)
{
	if (strlen(value) >= sizeof(reading->config->channel))
		return why_not(reading->why, -EINVAL, "%s: %s: longer than %zu characters",
			       reading->file, key->name, sizeof(reading->config->channel) - 1);
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
	{ "channel", set_channel, .offset = offsetof(struct config, channel) },
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

static int unknown_key(struct reading *reading, const char *section, const char *name)
{
	char expected[160] = "";

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		strcat(expected, i ? ", " : "");
		strcat(expected, keys[i].name);
	}
	return why_not(reading->why, -EINVAL,
		       "%s: unknown key \"%.40s\"%s%.20s%s, expected one of %s", reading->file,
		       name, *section ? " in section [" : "", section, *section ? "]" : "",
		       expected);
}

/** take() - libinih's handler; 1 to go on. Only the first thing that is wrong is reported. */
static int take(void *context, const char *section, const char *name, const char *value)
{
	struct reading *reading = context;

	if (reading->error)
		return 1;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!*section && !strcmp(keys[i].name, name)) {
			reading->error = keys[i].set(&keys[i], reading, value);
			return 1;
		}
	}
	reading->error = unknown_key(reading, section, name);
	return 1;
}

const struct config config_defaults = {
	.timeout_ms = 500,
	/* The page behind the vpl011 in Xen's layout of a guest, and a SiP call. */
	.defaults = { .smc_id = 0x82000010, .shmem_address = 0x22001000 },
	.policy_dir = "/etc/xen/scmi.d",
	.log_level = LOG_LEVEL_INFO,
	.log_target = LOG_TO_AUTO,
};

int config_read(struct config *config, const char *file, struct why *why)
{
	struct reading reading = { config, file, why, 0 };
	FILE *stream = fopen(file, "re");
	int line, error;

	*config = config_defaults;
	if (!stream)
		return why_not(why, -errno, "%s: %s; expected a configuration file", file,
			       strerror(errno));
	line = ini_parse_file(stream, take, &reading);
	error = ferror(stream) ? errno : 0;
	fclose(stream);
	if (error)
		return why_not(why, -error, "%s: %s; expected a configuration file", file,
			       strerror(error));
	if (line > 0)
		return why_not(why, -EINVAL, "%s:%d: expected \"key = value\"", file, line);
	if (reading.error)
		return reading.error;
	if (!config->channel[0])
		return why_not(why, -EINVAL,
			       "%s: no channel, expected one such as channel = socket:PATH", file);
	return 0;
}
