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
#define PLATFORM_VENDORS   128u

/*
 * SYSTEM_POWER is of a guest's own system, whatever the firmware has: this daemon answers it, in
 * the version that it speaks.
 */
#define PLATFORM_SYSTEM_POWER_VERSION SCMI_VERSION(2, 1)

/* Zero-initialised it is a platform of which nothing is known. */
struct platform {
	bool known;
	uint32_t version[PLATFORM_PROTOCOLS]; /* 0: the platform does not have this protocol */
	/* The row of each message that the platform has, in the form of its version. */
	const struct scmi_message *rows[PLATFORM_PROTOCOLS][PLATFORM_MESSAGES];
	uint32_t attributes[PLATFORM_PROTOCOLS][2]; /* what PROTOCOL_ATTRIBUTES told */
	uint32_t count[SCMI_RESOURCES];
	bool vendors[PLATFORM_VENDORS]; /* which vendor protocols, from 0x80 on */
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

static inline bool platform_has_vendor(const struct platform *platform, uint8_t protocol)
{
	return scmi_protocol_is_vendor(protocol) && platform->vendors[protocol & 0x7f];
}

/** platform_message() - the row of a message, NULL where the platform or the table has none */
static inline const struct scmi_message *platform_message(const struct platform *platform,
							  uint8_t protocol, uint8_t message)
{
	unsigned int slot = protocol - SCMI_BASE;

	if (slot < PLATFORM_PROTOCOLS && message < PLATFORM_MESSAGES)
		return platform->rows[slot][message];
	return platform_has_vendor(platform, protocol) ? scmi_vendor_message(message) : NULL;
}

/** platform_is_equal() - whether two platforms have the same */
bool platform_is_equal(const struct platform *one, const struct platform *other);

/** platform_keep() - have a platform keep what it had @before, and did not say this time */
void platform_keep(struct platform *platform, const struct platform *before);

/** platform_add_own() - add what is there without any firmware: SYSTEM_POWER */
void platform_add_own(struct platform *platform);

struct discovery {
	struct platform found;
	unsigned int step;
	unsigned int protocol; /* slot that is being asked about */
	unsigned int message;
	unsigned int listed; /* protocols heard of so far */
	unsigned int total;  /* protocols that the platform says it has, without BASE */
	bool is_partial;     /* something is left out that may be there */
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
 * What is NOT_SUPPORTED, NOT_FOUND or DENIED is not there. Any other answer that makes no sense has
 * what it is about left out, and the discovery is a partial one.
 *
 * Return: 0; 1 with the reason where something is left out: a message, or a protocol that the
 * firmware lists and does not answer for; -EPROTO with the reason where nothing works without it.
 */
int discovery_learn(struct discovery *discovery, const struct scmi_packet *answer, struct why *why);

#endif
