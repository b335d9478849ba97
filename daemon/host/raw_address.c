// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * raw_address.c - the text of a raw channel's address
 *
 * To add an option, add its row to `options`.
 */
#include "raw_address.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "channel.h"
#include "daemon/number.h"
#include "text.h"

#define OPTIONS_SIZE 100 /* behind a directory */

/*
 * Messages at a time where the address does not say: with most of Linux's transports a write waits
 * until the message before has been answered, and the daemon with it.
 */
#define IN_FLIGHT_DEFAULT 1u

static const struct option {
	const char *name;
	uint32_t least, most;
	size_t at; /* in struct raw_address */
} options[] = {
	{ "payload", RAW_PAYLOAD_LEAST, SCMI_PAYLOAD_MAX,
	  offsetof(struct raw_address, payload_max) },
	{ "messages", 1, CHANNEL_IN_FLIGHT_MAX, offsetof(struct raw_address, in_flight_max) },
};

static bool take_option(struct raw_address *address, char *text)
{
	const char *value = text_cut(text, '=');
	uint64_t number;

	for (size_t i = 0; value && i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(options[i].name, text))
			continue;
		if (number_parse(value, &number) || number < options[i].least ||
		    number > options[i].most)
			return false;
		*(uint32_t *)(void *)((char *)address + options[i].at) = (uint32_t)number;
		return true;
	}
	return false;
}

static bool take_directory(struct raw_address *address, const char *text)
{
	if (!strcmp(text, "auto"))
		text = RAW_DEBUGFS "/scmi";
	else if (text[0] != '/' || strlen(text) >= sizeof(address->directory))
		return false;
	strcpy(address->directory, text);
	return true;
}

static bool take_all(struct raw_address *address, char *text)
{
	char *rest = text_cut(text, ','), *option;

	if (!take_directory(address, text))
		return false;
	while ((option = rest)) {
		rest = text_cut(option, ',');
		if (!take_option(address, option))
			return false;
	}
	return true;
}

int raw_address_parse(struct raw_address *address, const char *text, struct why *why)
{
	char copy[sizeof(address->directory) + OPTIONS_SIZE];

	*address = (struct raw_address){
		.payload_max = SCMI_PAYLOAD_MAX,
		.in_flight_max = IN_FLIGHT_DEFAULT,
	};
	if (strlen(text) < sizeof(copy) && take_all(address, strcpy(copy, text)))
		return 0;
	return why_not(why, -EINVAL,
		       "channel = raw:%.80s, expected raw:auto, or raw: and an absolute path, and "
		       "behind it perhaps ,payload=BYTES from %u to %u or ,messages=NUMBER from 1 "
		       "to %u",
		       text, RAW_PAYLOAD_LEAST, SCMI_PAYLOAD_MAX, CHANNEL_IN_FLIGHT_MAX);
}
