// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * forge.c - a guest that writes into its device tree that its devices need other clocks
 *
 * Arguments: own=ID (3), the clock of its device, other=ID (5), that it has nothing to do with.
 * Both are called before and after, again and again, while the tree says anything:
 *
 *     forge: own SUCCESS, other DENIED
 *     forge: 2 words of the tree forged
 *     forge: round 1: own SUCCESS, other DENIED
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/clock.h"
#include "proto/message.h"
#include "time.h"

#define WAIT_US 200000

static const char *status_of(uint32_t clock)
{
	static struct scmi_packet request, answer;

	request.header = call_next_header(SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET);
	request.length = sizeof(struct scmi_clock_config_set_a2p);
	request.payload[0] = clock;
	request.payload[1] = SCMI_CLOCK_CONFIG_ON;
	request.payload[2] = 0;
	if (call(&request, &answer))
		return "none";
	return scmi_status_name(scmi_packet_status(&answer));
}

/** forge() - each word of the tree that is one clock's number becomes another's; how many there
 * were */
static unsigned int forge(uint32_t *tree, uint32_t from, uint32_t to)
{
	uint32_t words = __builtin_bswap32(tree[1]) / sizeof(*tree);
	unsigned int forged = 0;

	/* behind the head, whose offsets are words like any other */
	for (uint32_t i = 10; i < words; i++) {
		if (tree[i] != __builtin_bswap32(from))
			continue;
		tree[i] = __builtin_bswap32(to);
		forged++;
	}
	return forged;
}

void guest_main(void)
{
	uint32_t own = (uint32_t)argument("own", 3), other = (uint32_t)argument("other", 5);

	print("forge: own %s, other %s\n", status_of(own), status_of(other));
	print("forge: %u words of the tree forged\n", forge(arguments_tree(), own, other));
	for (unsigned int round = 1;; round++) {
		print("forge: round %u: own %s, other %s\n", round, status_of(own),
		      status_of(other));
		time_wait(WAIT_US);
	}
}
