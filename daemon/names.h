/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * names.h - what the firmware calls its resources, and the conversation in which it says so
 *
 * Device trees refer to pins by name, and to all else by number; people like to read names of
 * everything. So pins come first.
 *
 * The conversation is pure, as that of platform.h: naming_next() makes a request, naming_learn()
 * takes its answer, until there is nothing more to ask. What the firmware does not answer, or not
 * as it should, has no name; naming_fail() says that no answer came.
 */
#ifndef XEN_SCMI_DAEMON_NAMES_H
#define XEN_SCMI_DAEMON_NAMES_H

#include "daemon/platform.h"
#include "policy/rights.h"

/**
 * struct name - of one resource
 * @text: NULL: it has none
 * @pins: of a group of pins
 */
struct name {
	char *text;
	uint16_t *pins;
	uint32_t pin_count;
};

/* Zero-initialised there are none. */
struct names {
	bool known;			 /* all that there are */
	bool pins_known;		 /* those of pins, groups and functions */
	struct name *of[SCMI_RESOURCES]; /* by id */
	uint32_t count[SCMI_RESOURCES];
};

/** names_of() - the name of a resource; NULL: it has none, or it is not known */
const char *names_of(const struct names *names, enum scmi_resource resource, uint32_t id);

/** names_find() - the least id of a kind that has a name; RIGHTS_IDS: none has */
uint32_t names_find(const struct names *names, enum scmi_resource resource, const char *text);

void names_clear(struct names *names);

/* Zero-initialised nothing was asked, and nothing found. */
struct naming {
	struct names found; /* so far */
	const struct platform *platform;
	unsigned int kind; /* row of the table of kinds */
	uint32_t id;
	unsigned int step;
	uint32_t index;		 /* of a group's pins: how many are known */
	unsigned int unanswered; /* how often the next request has been made in vain */
	bool was_denied;	 /* something: the agent may not know all names, or not yet */
};

/**
 * naming_start() - begin anew; what was found before is forgotten
 * @platform: is known, and stays as it is until naming_next() says that all was asked
 */
void naming_start(struct naming *naming, const struct platform *platform);

/** naming_next() - the next request, with token 0; false: all was asked */
bool naming_next(const struct naming *naming, struct scmi_packet *request);

/**
 * naming_learn() - take the answer to the request that naming_next() made
 *
 * Return: 0; 1 with the reason where it makes no sense, so that a resource stays without a name;
 * -ENOMEM.
 */
int naming_learn(struct naming *naming, const struct scmi_packet *answer, struct why *why);

/**
 * naming_fail() - no answer came to the request that naming_next() made
 *
 * Return: 0 where it is to be made once more; 1 with the reason where it has been made often
 * enough: what it asks for is left out.
 */
int naming_fail(struct naming *naming, int error, struct why *why);

#endif
