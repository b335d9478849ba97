/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * world.h - a platform, some guests, and all that they do to each other in a short time
 *
 * A world follows from its seed alone. Its steps keep the order that the daemon keeps
 * (daemon/call.c, daemon/guest.c, daemon/host/host.c): one message is out at a time; calls are
 * judged as they come, wait in a queue, and are made ready when they are sent; what is to be
 * released waits with them, but is not queued while a call of the same guest is pending; rights
 * change and guests go at any time.
 *
 * Three books are kept beside the daemon's own, and compared with it: who owns what (grants.h),
 * what each guest wants, and what the firmware's state has to be (votes.h).
 */
#ifndef XEN_SCMI_PROPERTY_WORLD_H
#define XEN_SCMI_PROPERTY_WORLD_H

#include "daemon/mediator.h"
#include "grants.h"
#include "oracle.h"
#include "tests/firmware/model.h"

#define WORLD_GUESTS 8
#define WORLD_IDS    96 /* more than the board has of anything that can be set */
#define WORLD_WORDS  4	/* of a request that are kept */
#define WORLD_ROWS   1024

enum guest_state {
	GUEST_AWAY,
	GUEST_HERE,
	GUEST_LEAVING, /* gone, and not all that it held is released */
};

enum pending {
	IDLE,
	QUEUED,
	OUT,
};

/**
 * struct vote - what a guest has set, or may have
 * @counts:    the guest was told that it is set
 * @releasing: it is to be undone
 */
struct vote {
	bool held, counts, releasing;
	uint32_t value[2];
};

enum look {
	LOOK_NONE,
	LOOK_TOLD,
	LOOK_LIED,
	LOOK_REFUSED,
};

/**
 * struct call - a guest's call
 * @header, @length, @words: its request
 * @reading:  of the request
 * @rights:   the highest to each resource since the request
 * @changed:  rights have changed meanwhile
 * @lost:     ... in such a way that what is being set may not be kept
 * @again:    what is being set was to be released
 * @value:    that is being set
 * @look:     what became of the question what a quantity was
 * @honest:   all that the firmware answered was the truth
 */
struct call {
	enum pending pending;
	uint32_t header, length, words[WORLD_WORDS];
	struct oracle_reading reading;
	struct grants rights;
	bool changed, lost, again, honest;
	enum look look;
	uint32_t value[2];
	struct mediator_call mediator;
	struct scmi_packet packet;
};

struct release {
	enum pending pending;
	enum scmi_setting setting;
	uint32_t id;
	struct scmi_packet packet;
};

struct guest {
	char name[20];
	enum guest_state state;
	struct policy_agent agent;
	struct policy_holds holds;
	struct grants granted, owned;
	struct vote votes[SCMI_SETTINGS][WORLD_IDS];
	unsigned int held; /* of the votes */
	struct call call;
	struct release release;
};

/**
 * struct state - what is known of a setting at the firmware
 * @is_known:	  @value is what it has to be
 * @is_disturbed: that was not so all the time
 * @has_before:	  @before is what it was before the first guest set it
 * @first:	  what it was when the world began
 */
struct state {
	bool is_known, is_disturbed, has_before;
	uint32_t value[2];
	uint32_t before[2];
	uint32_t first[2];
};

/* What becomes of a message. */
enum luck {
	HONEST,
	LOST,	    /* it never comes to the firmware */
	UNANSWERED, /* it does, and no answer comes back */
	RUBBISH,    /* the answer is none to this message */
};

/** struct channel - the one way to the firmware; @owner is NULL where nobody waits any more */
struct channel {
	bool is_busy;
	struct guest *owner;
	bool is_release;
	enum luck luck;
	struct oracle_reading reading;
	uint32_t words[WORLD_WORDS];
	struct scmi_packet answer;
};

/** struct queued - a call, or something to be released, that waits to be sent */
struct queued {
	struct guest *guest;
	bool is_release;
};

/**
 * struct world_count - how much has happened
 * @messages:  of guests
 * @forwarded: of them, those that were not answered at once
 * @refused:   of them, those that were answered with an error
 * @sent:      messages to the firmware
 * @releases:  of them, those that undo something
 * @changes:   of rights
 * @unknown:   how often it could not be known what a setting is
 */
struct world_count {
	uint64_t messages, forwarded, refused, sent, releases, changes, unknown;
};

/**
 * struct world - all of it
 * @earlier: messages of the worlds before this one
 * @guests_given: how many guests there are was not left to chance, but said; 0: it was
 * @steady:  the firmware answers always, and the truth
 * @slow:    much happens before it answers
 * @lacking: messages that the firmware does not have, as protocol and message
 * @pins:    which pins, and groups, are requested; the model does not keep that
 * @retry:   releases wait for a while, after one was not answered
 */
struct world {
	uint64_t seed, earlier;
	struct dice dice;
	unsigned int guests_given;
	bool trace;
	bool steady, slow;
	bool is_ending;
	struct world_count count;
	struct resources resources;
	struct model model;
	struct platform platform;
	struct policy policy;
	uint32_t exist[SCMI_RESOURCES];
	unsigned int lacking_count;
	uint16_t lacking[4];
	bool pins[2][WORLD_IDS];

	unsigned int guest_count;
	struct guest guests[WORLD_GUESTS];
	unsigned int joined_count;
	struct guest *joined[WORLD_GUESTS]; /* in the order of joining */

	struct state states[SCMI_SETTINGS][WORLD_IDS];
	struct channel channel;
	unsigned int queued_count;
	struct queued queue[2 * WORLD_GUESTS];
	bool retry;
	const struct scmi_message *rows[WORLD_ROWS]; /* to choose requests from */
	unsigned int row_count;
};

/**
 * world_run() - live through a world
 * @board:  that it begins with
 * @guests: how many there are; 0: chance says
 * @most:   messages of guests after which it ends, if it does not before
 */
void world_run(struct world *world, uint64_t seed, const struct resources *board,
	       unsigned int guests, uint64_t most);

/** world_note() - a line of what happens, for who wants to follow it */
__attribute__((format(printf, 2, 3))) void world_note(const struct world *world, const char *format,
						      ...);

/** world_fail() - say what is wrong and how to see it again, and end */
__attribute__((format(printf, 2, 3), noreturn)) void world_fail(const struct world *world,
								const char *format, ...);

/** world_version() - of a protocol */
static inline uint32_t world_version(const struct world *world, uint8_t protocol)
{
	return world->model.offered[protocol];
}

static inline bool world_lacks(const struct world *world, uint8_t protocol, uint8_t message)
{
	for (unsigned int i = 0; i < world->lacking_count; i++)
		if (world->lacking[i] == (protocol << 8 | message))
			return true;
	return false;
}

#endif
