// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * walk.c - every message of BASE and CLOCK, request and answer printed word for word
 *
 * Expects clocks 3 and 6 of the model firmware's default board to be its own. A line is
 *
 *     PROTOCOL MESSAGE > header parameters... < header payload... STATUS
 *
 * in 32-bit words; what an answer should not have (a channel that is still busy, a length that is
 * not whole words, a refused doorbell) is said at the line's end. tests/system/expected/walk.txt
 * holds the whole text.
 */
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/base.h"
#include "proto/clock.h"
#include "proto/message.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define PARAMETERS_MAX	  4

#define OWNED	 3u
#define MANY	 6u
#define UNOWNED	 0u
#define NO_CLOCK 99u
#define NOBODY	 99u

struct step {
	const char *name;
	uint8_t protocol;
	uint8_t id;
	uint8_t words;
	uint32_t parameters[PARAMETERS_MAX];
};

#define BASE(message)  .name = #message, .protocol = SCMI_BASE, .id = SCMI_##message
#define CLOCK(message) .name = #message, .protocol = SCMI_CLOCK, .id = SCMI_##message
#define PARAMETERS(...)                                                        \
	.words = sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), \
	.parameters = { __VA_ARGS__ }

static const struct step base_steps[] = {
	{ BASE(PROTOCOL_VERSION) },
	{ BASE(PROTOCOL_ATTRIBUTES) },
	{ BASE(BASE_DISCOVER_VENDOR) },
	{ BASE(BASE_DISCOVER_SUB_VENDOR) },
	{ BASE(BASE_DISCOVER_IMPLEMENTATION_VERSION) },
	{ BASE(BASE_DISCOVER_LIST_PROTOCOLS), PARAMETERS(0) },
	{ BASE(BASE_DISCOVER_LIST_PROTOCOLS), PARAMETERS(1) },
	{ BASE(BASE_DISCOVER_LIST_PROTOCOLS), PARAMETERS(2) },
	{ BASE(BASE_DISCOVER_LIST_PROTOCOLS), PARAMETERS(0xffffffff) },
	{ BASE(BASE_DISCOVER_AGENT), PARAMETERS(SCMI_AGENT_PLATFORM) },
	{ BASE(BASE_DISCOVER_AGENT), PARAMETERS(1) },
	{ BASE(BASE_DISCOVER_AGENT), PARAMETERS(2) },
	{ BASE(BASE_DISCOVER_AGENT), PARAMETERS(SCMI_AGENT_SELF) },
	{ BASE(BASE_NOTIFY_ERRORS), PARAMETERS(1) },
	{ BASE(BASE_SET_DEVICE_PERMISSIONS), PARAMETERS(1, 0, 1) },
	{ BASE(BASE_SET_PROTOCOL_PERMISSIONS), PARAMETERS(1, 0, SCMI_CLOCK, 1) },
	{ BASE(BASE_RESET_AGENT_CONFIGURATION), PARAMETERS(NOBODY, 0) },
	{ BASE(BASE_RESET_AGENT_CONFIGURATION), PARAMETERS(1, 0) },
	{ BASE(NEGOTIATE_PROTOCOL_VERSION), PARAMETERS(SCMI_VERSION(2, 1)) },
	{ BASE(NEGOTIATE_PROTOCOL_VERSION), PARAMETERS(SCMI_VERSION(9, 0)) },
};

static const struct step clock_steps[] = {
	{ CLOCK(PROTOCOL_VERSION) },
	{ CLOCK(PROTOCOL_ATTRIBUTES) },

	{ CLOCK(CLOCK_ATTRIBUTES), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_ATTRIBUTES), PARAMETERS(MANY) },
	{ CLOCK(CLOCK_ATTRIBUTES), PARAMETERS(UNOWNED) },
	{ CLOCK(CLOCK_ATTRIBUTES), PARAMETERS(NO_CLOCK) },

	{ CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(OWNED, 0) },
	{ CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(OWNED, 2) },
	{ CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(OWNED, 3) },
	{ CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(UNOWNED, 0) },
	{ CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(NO_CLOCK, 0) },

	{ CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_RATE_GET), PARAMETERS(UNOWNED) },
	{ CLOCK(CLOCK_RATE_GET), PARAMETERS(NO_CLOCK) },

	{ CLOCK(CLOCK_RATE_SET), PARAMETERS(0, OWNED, 12000000, 0) },
	{ CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_RATE_SET), PARAMETERS(0, OWNED, 24000000, 0) },
	{ CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_RATE_SET), PARAMETERS(0, UNOWNED, 24000000, 0) },
	{ CLOCK(CLOCK_RATE_SET), PARAMETERS(0, NO_CLOCK, 24000000, 0) },

	{ CLOCK(CLOCK_CONFIG_GET), PARAMETERS(OWNED, 0) },
	{ CLOCK(CLOCK_CONFIG_SET), PARAMETERS(OWNED, SCMI_CLOCK_CONFIG_ON, 0) },
	{ CLOCK(CLOCK_CONFIG_GET), PARAMETERS(OWNED, 0) },
	{ CLOCK(CLOCK_ATTRIBUTES), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_CONFIG_SET), PARAMETERS(OWNED, SCMI_CLOCK_CONFIG_OFF, 0) },
	{ CLOCK(CLOCK_CONFIG_GET), PARAMETERS(OWNED, 0) },
	{ CLOCK(CLOCK_ATTRIBUTES), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_CONFIG_SET), PARAMETERS(UNOWNED, SCMI_CLOCK_CONFIG_OFF, 0) },
	{ CLOCK(CLOCK_CONFIG_SET), PARAMETERS(NO_CLOCK, SCMI_CLOCK_CONFIG_ON, 0) },
	{ CLOCK(CLOCK_CONFIG_GET), PARAMETERS(UNOWNED, 0) },
	{ CLOCK(CLOCK_CONFIG_GET), PARAMETERS(NO_CLOCK, 0) },

	{ CLOCK(CLOCK_NAME_GET), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_NAME_GET), PARAMETERS(UNOWNED) },
	{ CLOCK(CLOCK_NAME_GET), PARAMETERS(NO_CLOCK) },

	{ CLOCK(CLOCK_RATE_NOTIFY), PARAMETERS(OWNED, 1) },
	{ CLOCK(CLOCK_RATE_NOTIFY), PARAMETERS(UNOWNED, 1) },
	{ CLOCK(CLOCK_RATE_CHANGE_REQUESTED_NOTIFY), PARAMETERS(OWNED, 1) },
	{ CLOCK(CLOCK_RATE_CHANGE_REQUESTED_NOTIFY), PARAMETERS(UNOWNED, 1) },

	{ CLOCK(CLOCK_POSSIBLE_PARENTS_GET), PARAMETERS(OWNED, 0) },
	{ CLOCK(CLOCK_POSSIBLE_PARENTS_GET), PARAMETERS(UNOWNED, 0) },
	{ CLOCK(CLOCK_PARENT_SET), PARAMETERS(OWNED, UNOWNED) },
	{ CLOCK(CLOCK_PARENT_SET), PARAMETERS(UNOWNED, OWNED) },
	{ CLOCK(CLOCK_PARENT_GET), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_PARENT_GET), PARAMETERS(UNOWNED) },

	{ CLOCK(CLOCK_GET_PERMISSIONS), PARAMETERS(OWNED) },
	{ CLOCK(CLOCK_GET_PERMISSIONS), PARAMETERS(UNOWNED) },
	{ CLOCK(CLOCK_GET_PERMISSIONS), PARAMETERS(NO_CLOCK) },

	{ CLOCK(NEGOTIATE_PROTOCOL_VERSION), PARAMETERS(SCMI_VERSION(3, 0)) },
	{ CLOCK(NEGOTIATE_PROTOCOL_VERSION), PARAMETERS(SCMI_VERSION(9, 0)) },
};

static struct scmi_packet request, answer;

static void print_words(char direction, const struct scmi_packet *packet)
{
	uint32_t length = packet->length < SCMI_PAYLOAD_MAX ? packet->length : SCMI_PAYLOAD_MAX;

	print(" %c %08x", direction, packet->header);
	for (uint32_t i = 0; i < length / sizeof(packet->payload[0]); i++)
		print(" %08x", packet->payload[i]);
}

/* Make one call and print its line. */
static void walk_step(const struct step *step)
{
	int x0;

	request.header = call_next_header(step->protocol, step->id);
	request.length = step->words * sizeof(step->parameters[0]);
	for (uint32_t i = 0; i < step->words; i++)
		request.payload[i] = step->parameters[i];

	x0 = call(&request, &answer);
	print("%s %s", scmi_protocol_name(step->protocol), step->name);
	print_words('>', &request);
	if (x0) {
		print(" x0 %d\n", x0);
		return;
	}
	print_words('<', &answer);
	print(" %s", scmi_status_name(scmi_packet_status(&answer)));
	if (call_page->channel_status != SCMI_CHANNEL_FREE)
		print(" channel %x", call_page->channel_status);
	if (answer.length % sizeof(answer.payload[0]) || answer.length > SCMI_PAYLOAD_MAX)
		print(" payload of %u bytes", answer.length);
	print("\n");
}

static void walk_steps(const struct step *steps, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		walk_step(&steps[i]);
}

/* Which messages there are, as the platform says, and one more than there can be. */
static void walk_message_attributes(uint8_t protocol)
{
	struct step step = { BASE(PROTOCOL_MESSAGE_ATTRIBUTES), .words = 1 };

	step.protocol = protocol;
	for (uint32_t id = 0; id <= SCMI_NEGOTIATE_PROTOCOL_VERSION + 1; id++) {
		step.parameters[0] = id;
		walk_step(&step);
	}
	step.parameters[0] = 0x100;
	walk_step(&step);
}

/* A clock's rates come in as many answers as the platform likes. */
static void walk_all_rates(uint32_t clock)
{
	struct step step = { CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(clock, 0) };
	const struct scmi_clock_describe_rates_p2a *rates = (const void *)answer.payload;

	do {
		walk_step(&step);
		step.parameters[1] += SCMI_LIST_HERE(rates->flags);
	} while (scmi_packet_status(&answer) == SCMI_SUCCESS &&
		 SCMI_LIST_HERE(rates->flags) && SCMI_LIST_LEFT(rates->flags));
}

void guest_main(void)
{
	print("walk: start\n");
	walk_steps(base_steps, ARRAY_SIZE(base_steps));
	walk_message_attributes(SCMI_BASE);
	walk_steps(clock_steps, ARRAY_SIZE(clock_steps));
	walk_message_attributes(SCMI_CLOCK);
	walk_all_rates(MANY);
	print("walk: done\n");
}
