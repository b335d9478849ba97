// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * walk.c - every message of every protocol, request and answer printed word for word
 *
 * A line is
 *
 *     PROTOCOL MESSAGE > header parameters... < header payload... STATUS
 *
 * in 32-bit words; what an answer should not have (a channel that is still busy, a length that is
 * not whole words, a refused doorbell) is said at the line's end. Before a protocol's own messages
 * it is asked which there are. tests/system/expected/walk.txt holds the whole text.
 */
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/clock.h"
#include "proto/message.h"
#include "steps.h"

#define MANY 6u

static struct scmi_packet request, answer;

static void print_words(char direction, const struct scmi_packet *packet)
{
	uint32_t length = packet->length < SCMI_PAYLOAD_MAX ? packet->length : SCMI_PAYLOAD_MAX;

	print(" %c %08x", direction, packet->header);
	for (uint32_t i = 0; i < length / sizeof(packet->payload[0]); i++)
		print(" %08x", packet->payload[i]);
}

/* Make one call and print its line. */
static void walk_step(uint8_t protocol, const struct step *step)
{
	int x0;

	request.header = call_next_header(protocol, step->id);
	request.length = step->words * sizeof(step->parameters[0]);
	for (uint32_t i = 0; i < step->words; i++)
		request.payload[i] = step->parameters[i];

	x0 = call(&request, &answer);
	print("%s %s", scmi_protocol_name(protocol), step->name);
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

/* Which messages there are, as the platform says, and one more than there can be. */
static void walk_message_attributes(uint8_t protocol)
{
	struct step step = {
		.name = "PROTOCOL_MESSAGE_ATTRIBUTES",
		.id = SCMI_PROTOCOL_MESSAGE_ATTRIBUTES,
		.words = 1,
	};

	for (uint32_t id = 0; id <= SCMI_NEGOTIATE_PROTOCOL_VERSION + 1; id++) {
		step.parameters[0] = id;
		walk_step(protocol, &step);
	}
	step.parameters[0] = 0x100;
	walk_step(protocol, &step);
}

/* A clock's rates come in as many answers as the platform likes. */
static void walk_all_rates(uint32_t clock)
{
	struct step step = {
		.name = "CLOCK_DESCRIBE_RATES",
		.id = SCMI_CLOCK_DESCRIBE_RATES,
		.words = 2,
		.parameters = { clock, 0 },
	};
	const struct scmi_clock_describe_rates_p2a *rates = (const void *)answer.payload;

	do {
		walk_step(SCMI_CLOCK, &step);
		step.parameters[1] += SCMI_LIST_HERE(rates->flags);
	} while (scmi_packet_status(&answer) == SCMI_SUCCESS && SCMI_LIST_HERE(rates->flags) &&
		 SCMI_LIST_LEFT(rates->flags));
}

void guest_main(void)
{
	print("walk: start\n");
	for (uint32_t i = 0; i < all_steps_count; i++) {
		const struct steps *steps = &all_steps[i];

		walk_message_attributes(steps->protocol);
		for (uint32_t j = 0; j < steps->count; j++)
			walk_step(steps->protocol, &steps->steps[j]);
	}
	walk_all_rates(MANY);
	print("walk: done\n");
}
