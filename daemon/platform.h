/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform.h - what the firmware has said of itself, and the conversation in which it says so
 *
 * The conversation is pure: discovery_next() makes a request, discovery_learn() takes its answer,
 * until there is nothing more to ask.
 */
#ifndef XEN_SCMI_DAEMON_PLATFORM_H
#define XEN_SCMI_DAEMON_PLATFORM_H

#include "proto/base.h"
#include "proto/message.h"
#include "proto/why.h"

/* The protocols of the specification are 0x10 to 0x1f, their messages 0x0 to 0x1f. */
#define PLATFORM_PROTOCOLS 16u
#define PLATFORM_MESSAGES  32u

/* Zero-initialised it is a platform of which nothing is known. */
struct platform {
	bool known;
	uint32_t version[PLATFORM_PROTOCOLS]; /* 0: the platform does not have this protocol */
	/* The row of each message that the platform has, in the form of its version. */
	const struct scmi_message *rows[PLATFORM_PROTOCOLS][PLATFORM_MESSAGES];
	uint32_t count[SCMI_RESOURCES];
	uint32_t implementation;
	char vendor[SCMI_SHORT_NAME];
	char sub_vendor[SCMI_SHORT_NAME];
};

/** platform_version() - version of a protocol, 0 where the platform does not have it */
static inline uint32_t platform_version(const struct platform *platform, uint8_t protocol)
{
	unsigned int slot = protocol - SCMI_BASE;

	return slot < PLATFORM_PROTOCOLS ? platform->version[slot] : 0;
}

/** platform_message() - the row of a message, NULL where the platform or the table has none */
static inline const struct scmi_message *platform_message(const struct platform *platform,
							  uint8_t protocol, uint8_t message)
{
	unsigned int slot = protocol - SCMI_BASE;

	if (slot >= PLATFORM_PROTOCOLS || message >= PLATFORM_MESSAGES)
		return NULL;
	return platform->rows[slot][message];
}

struct discovery {
	struct platform found;
	unsigned int step;
	unsigned int protocol; /* slot that is being asked about */
	unsigned int message;
	unsigned int listed; /* protocols heard of so far */
	unsigned int total;  /* protocols that the platform says it has, without BASE */
};

void discovery_start(struct discovery *discovery);

/**
 * discovery_next() - the next request, with token 0
 *
 * Return: false where nothing is left to ask and @discovery->found is complete.
 */
bool discovery_next(const struct discovery *discovery, struct scmi_packet *request);

/**
 * discovery_learn() - take the answer to the request that discovery_next() made
 *
 * Return: 0; -EPROTO with the reason where the answer makes no sense or a question without which
 * nothing works was refused.
 */
int discovery_learn(struct discovery *discovery, const struct scmi_packet *answer, struct why *why);

#endif
