// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_mediator.c - guests' requests, the firmware's answers and changes of rights, in any order
 *
 * The input is versions and rights, then steps: what follows a step's first byte is up to it.
 */
#include "input.h"

#include "daemon/mediator.h"
#include "proto/clock.h"
#include "tests/unit/platform_of.h"

#define CLOCKS 10 /* of platform_of() */

/** struct bench - two guests, of which the first one makes calls */
struct bench {
	struct platform platform;
	struct policy policy;
	struct policy_agent guest, other;
	struct policy_holds holds, other_holds;
	struct scmi_packet packet;
	struct mediator_call call;
};

static void ignore_refusal(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	(void)refusal;
}

/** grant() - clocks by bits, some beyond what there is */
static void grant(struct policy_agent *agent, uint16_t clocks)
{
	idset_clear(&agent->granted[SCMI_RESOURCE_CLOCK]);
	for (uint32_t id = 0; id < 16; id++)
		if (clocks >> id & 1)
			idset_add(&agent->granted[SCMI_RESOURCE_CLOCK], id);
}

static void set_up(struct bench *bench, struct input *input)
{
	static const uint32_t base[] = { 0x10000, 0x20000, 0x20001, 0x20001 };
	static const uint32_t clock[] = { 0x10000, 0x20000, 0x30000, 0 };
	uint8_t spoken = take_u8(input);

	memset(bench, 0, sizeof(*bench));
	platform_of(&bench->platform, base[spoken & 3], clock[spoken >> 2 & 3]);
	bench->platform.known = !(spoken & 0x80);
	bench->policy.known = bench->platform.known;
	bench->policy.count[SCMI_RESOURCE_CLOCK] = CLOCKS;
	bench->guest.name = "guest";
	bench->guest.holds = &bench->holds;
	bench->other.name = "other";
	bench->other.holds = &bench->other_holds;
	policy_join(&bench->policy, &bench->other);
	policy_join(&bench->policy, &bench->guest);
	grant(&bench->other, take_u16(input));
	grant(&bench->guest, take_u16(input));
	policy_resolve(&bench->policy, ignore_refusal, NULL);
}

static void tear_down(struct bench *bench)
{
	policy_leave(&bench->policy, &bench->guest);
	policy_leave(&bench->policy, &bench->other);
}

/** check_holds() - nothing is held that is another's, or once more */
static void check_holds(const struct bench *bench)
{
	const struct policy_holds *holds = &bench->holds;

	assert(holds->count <= CLOCKS);
	for (uint32_t i = 0; i < holds->count; i++) {
		const struct policy_hold *hold = &holds->hold[i];

		assert(hold->resource == SCMI_RESOURCE_CLOCK);
		assert(policy_owns(&bench->guest, SCMI_RESOURCE_CLOCK, hold->id) ||
		       hold->releasing);
		for (uint32_t j = 0; j < i; j++)
			assert(holds->hold[j].id != hold->id);
	}
}

/** check_forwarded() - all that the firmware may ever get from a guest */
static void check_forwarded(const struct bench *bench)
{
	const struct scmi_packet *packet = &bench->packet;
	uint8_t protocol = scmi_header_protocol(packet->header);
	const struct scmi_message *row =
		platform_message(&bench->platform, protocol, scmi_header_message(packet->header));

	assert(bench->platform.known);
	assert(packet->header == scmi_header(protocol, scmi_header_message(packet->header), 0));
	assert(row && row == bench->call.row);
	assert(row->treatment == SCMI_FORWARD);
	assert(packet->length == row->request_size);
	assert(row->resource == SCMI_RESOURCE_CLOCK);
	assert(policy_owns(&bench->guest, row->resource, packet->payload[row->resource_at / 4]));
	if (row->id == SCMI_CLOCK_RATE_SET)
		assert(!(packet->payload[0] & SCMI_CLOCK_RATE_ASYNC));
}

/** check_answer() - all that a guest may ever get */
static void check_answer(const struct bench *bench, uint32_t header)
{
	const struct scmi_packet *packet = &bench->packet;
	enum scmi_status status = scmi_packet_status(packet);

	assert(packet->header == header);
	assert(packet->length >= 4 && packet->length <= SCMI_PAYLOAD_MAX);
	assert(status <= SCMI_SUCCESS);
	if (status != SCMI_SUCCESS) {
		assert(packet->length == 4);
		return;
	}
	assert(bench->call.row && bench->call.row->treatment != SCMI_REFUSE);
	assert(packet->length >= bench->call.row->answer_min);
	assert(packet->length <= bench->call.row->answer_max);
	if (bench->call.row->hook == SCMI_HOOK_CLOCK_ATTRIBUTES)
		assert(!(packet->payload[1] & SCMI_CLOCK_HAS_PARENTS));
}

/** take_request() - any packet, or one that is near to a good one */
static void take_request(struct bench *bench, struct input *input, bool any)
{
	const struct scmi_message *row;
	size_t count;

	if (any) {
		bench->packet.header = take_u32(input);
		take_payload(input, &bench->packet);
		return;
	}
	row = &scmi_messages(&count)[take_u8(input) % count];
	bench->packet.header = scmi_header(row->protocol, row->id, 0x155);
	bench->packet.length = row->request_size;
	for (uint32_t i = 0; i < row->request_size / 4u; i++)
		bench->packet.payload[i] = take_u8(input);
}

static void guest_calls(struct bench *bench, struct input *input, bool any)
{
	uint32_t header;

	take_request(bench, input, any);
	header = bench->packet.header;
	if (!mediator_request(&bench->platform, &bench->guest, &bench->packet, &bench->call)) {
		check_answer(bench, header);
		return;
	}
	assert(scmi_header_type(header) == SCMI_COMMAND);
	check_forwarded(bench);
	check_holds(bench);
	if (take_u8(input) & 1) {
		mediator_fail(&bench->call, &bench->packet);
	} else {
		take_payload(input, &bench->packet);
		mediator_answer(&bench->guest, &bench->packet, &bench->call);
	}
	check_answer(bench, header);
}

static void rights_change(struct bench *bench, struct input *input)
{
	grant(&bench->other, take_u16(input));
	grant(&bench->guest, take_u16(input));
	policy_resolve(&bench->policy, ignore_refusal, NULL);
}

static void other_takes(struct bench *bench, struct input *input)
{
	uint32_t id = take_u8(input) % CLOCKS;

	if (policy_owns(&bench->other, SCMI_RESOURCE_CLOCK, id))
		policy_take(&bench->other, SCMI_RESOURCE_CLOCK, id);
}

/** release() - what is turned off was held, and nobody else wants it on */
static void release(struct bench *bench, bool succeeds)
{
	const struct policy_hold *hold = policy_next_release(&bench->policy, &bench->guest);
	uint32_t id;

	if (!hold)
		return;
	id = hold->id;
	assert(hold->releasing);
	for (uint32_t i = 0; i < bench->other_holds.count; i++)
		assert(bench->other_holds.hold[i].id != id);
	mediator_release(&bench->platform, hold->resource, id, &bench->packet);
	if (platform_version(&bench->platform, SCMI_CLOCK)) {
		assert(bench->packet.payload[0] == id && !bench->packet.payload[1]);
		assert(bench->packet.length ==
		       platform_message(&bench->platform, SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET)
			       ->request_size);
	}
	if (succeeds)
		policy_released(&bench->guest, SCMI_RESOURCE_CLOCK, id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bench bench;
	struct input input = { data, size };

	set_up(&bench, &input);
	while (input.left) {
		switch (take_u8(&input) % 8) {
		case 0: guest_calls(&bench, &input, true); break;
		case 1: rights_change(&bench, &input); break;
		case 2: other_takes(&bench, &input); break;
		case 3: release(&bench, true); break;
		case 4: release(&bench, false); break;
		default: guest_calls(&bench, &input, false); break;
		}
		check_holds(&bench);
	}
	tear_down(&bench);
	return 0;
}
