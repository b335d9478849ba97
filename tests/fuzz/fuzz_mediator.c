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

/** grant() - of every kind the same ids, by bits, some beyond what there is */
static void grant(struct policy_agent *agent, uint16_t ids, enum right right)
{
	for (int kind = SCMI_NO_RESOURCE + 1; kind < SCMI_RESOURCES; kind++) {
		rights_clear(&agent->granted[kind]);
		for (uint32_t id = 0; id < 16; id++)
			if (ids >> id & 1)
				rights_set(&agent->granted[kind],
					   kind == SCMI_RESOURCE_VENDOR ? 0x8100 + id : id, right);
	}
}

/* What the input's first byte says of rights; the rest of it is the release that is spoken. */
#define GUEST_SHARES 0x10
#define OTHER_SHARES 0x20
#define GUEST_READS  0x40
#define UNKNOWN	     0x80

static enum right guests_right(uint8_t first)
{
	if (first & GUEST_READS)
		return RIGHT_READ;
	return first & GUEST_SHARES ? RIGHT_SHARED : RIGHT_WHOLE;
}

static void grant_both(struct bench *bench, struct input *input, uint8_t first)
{
	grant(&bench->other, take_u16(input), first & OTHER_SHARES ? RIGHT_SHARED : RIGHT_WHOLE);
	grant(&bench->guest, take_u16(input), guests_right(first));
	policy_resolve(&bench->policy, ignore_refusal, NULL);
}

static void set_up(struct bench *bench, struct input *input, uint8_t first)
{
	static const enum scmi_release releases[] = { SCMI_1_0, SCMI_3_1, SCMI_3_2, SCMI_3_0 };

	memset(bench, 0, sizeof(*bench));
	platform_of(&bench->platform, releases[first >> 2 & 3]);
	bench->platform.known = !(first & UNKNOWN);
	bench->policy.known = bench->platform.known;
	memcpy(bench->policy.count, bench->platform.count, sizeof(bench->policy.count));
	bench->guest.name = "guest";
	bench->guest.holds = &bench->holds;
	bench->other.name = "other";
	bench->other.holds = &bench->other_holds;
	policy_join(&bench->policy, &bench->other);
	policy_join(&bench->policy, &bench->guest);
	grant_both(bench, input, first);
}

static void tear_down(struct bench *bench)
{
	policy_leave(&bench->policy, &bench->guest);
	policy_leave(&bench->policy, &bench->other);
	policy_clear(&bench->policy);
}

static enum right right_of(const struct bench *bench, enum scmi_resource resource, uint32_t id)
{
	return policy_right(&bench->guest, resource, id);
}

/** check_holds() - nothing is held that may not be changed, or once more */
static void check_holds(const struct bench *bench)
{
	const struct policy_holds *holds = &bench->holds;

	for (uint32_t i = 0; i < holds->count; i++) {
		const struct policy_hold *hold = &holds->hold[i];

		assert(hold->setting > SCMI_NO_SETTING && hold->setting < SCMI_SETTINGS);
		assert(right_of(bench, scmi_setting_info(hold->setting)->resource, hold->id) >
			       RIGHT_READ ||
		       hold->releasing);
		for (uint32_t j = 0; j < i; j++)
			assert(holds->hold[j].id != hold->id ||
			       holds->hold[j].setting != hold->setting);
	}
}

/** check_forwarded() - all that the firmware may ever get from a guest */
static void check_forwarded(const struct bench *bench)
{
	const struct scmi_packet *packet = &bench->packet;
	uint8_t protocol = scmi_header_protocol(packet->header);
	const struct scmi_message *row =
		platform_message(&bench->platform, protocol, scmi_header_message(packet->header));
	enum scmi_resource resource;
	enum right right;

	assert(bench->platform.known);
	assert(packet->header == scmi_header(protocol, scmi_header_message(packet->header), 0));
	assert(row && row == bench->call.out);
	assert(row->treatment == SCMI_FORWARD && protocol != SCMI_SYSTEM_POWER);
	assert(packet->length >= row->request_size && packet->length <= row->request_max);
	if (row->has_flags)
		assert(!(packet->payload[row->flags_at / 4] & ~row->flags_kept));
	if (!row->resource)
		return;
	resource = row->resource;
	if (row->selectors)
		resource += packet->payload[row->selector_at / 4] >> row->selector_shift & 3;
	if (resource == SCMI_RESOURCE_VENDOR)
		right = right_of(bench, resource,
				 scmi_vendor_id(protocol, scmi_header_message(packet->header)));
	else
		right = right_of(bench, resource, packet->payload[row->resource_at / 4]);
	assert(right != RIGHT_NONE);
	if (row->changes_state)
		assert(right == RIGHT_WHOLE || (right == RIGHT_SHARED && row->setting));
}

/** check_answer() - all that a guest may ever get */
static void check_answer(const struct bench *bench, uint32_t header)
{
	const struct scmi_packet *packet = &bench->packet;
	const struct scmi_message *row = bench->call.row;
	enum scmi_status status = scmi_packet_status(packet);

	assert(packet->header == header);
	assert(packet->length >= 4 && packet->length <= SCMI_PAYLOAD_MAX);
	assert(status <= SCMI_SUCCESS);
	if (status != SCMI_SUCCESS) {
		assert(packet->length == 4);
		return;
	}
	assert(row && row->treatment != SCMI_REFUSE);
	assert(packet->length >= row->answer_min);
	assert(packet->length <= row->answer_max);
	if (row->hidden)
		assert(!(packet->payload[1] & row->hidden));
	if (row->hook == SCMI_HOOK_CLOCK_PARENTS)
		for (uint32_t i = 0; i < (packet->payload[1] & 0xff); i++)
			assert(right_of(bench, SCMI_RESOURCE_CLOCK, packet->payload[2 + i]));
	if (row->hook == SCMI_HOOK_CLOCK_PARENT_GET)
		assert(right_of(bench, SCMI_RESOURCE_CLOCK, packet->payload[1]));
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
	row = scmi_messages(&count);
	row += take_u8(input) % count;
	bench->packet.header = scmi_header(row->protocol, row->id, 0x155);
	bench->packet.length = row->request_size;
	for (uint32_t i = 0; i < row->request_size / 4u; i++)
		bench->packet.payload[i] = take_u8(input);
}

/** firmware_answers() - whatever it likes, or nothing; Return: whether another message is to be
 * sent */
static bool firmware_answers(struct bench *bench, struct input *input)
{
	if (take_u8(input) & 1) {
		mediator_fail(&bench->call, &bench->packet);
		return false;
	}
	take_payload(input, &bench->packet);
	return mediator_answer(&bench->platform, &bench->guest, &bench->packet, &bench->call);
}

static void guest_calls(struct bench *bench, struct input *input, uint8_t first, bool any)
{
	bool is_out, has_time = true;
	uint32_t header;

	take_request(bench, input, any);
	header = bench->packet.header;
	is_out = mediator_request(&bench->platform, &bench->guest, &bench->packet, &bench->call);
	if (is_out)
		assert(scmi_header_type(header) == SCMI_COMMAND);
	while (is_out) {
		/* Until its turn comes, rights may change. */
		if (has_time && take_u8(input) == 0xff)
			grant_both(bench, input, first);
		has_time = false;
		if (!mediator_prepare(&bench->platform, &bench->policy, &bench->guest,
				      &bench->packet, &bench->call))
			break;
		check_forwarded(bench);
		check_holds(bench);
		is_out = firmware_answers(bench, input);
	}
	check_answer(bench, header);
}

static void other_takes(struct bench *bench, struct input *input)
{
	uint32_t id = take_u8(input) % PLATFORM_OF_COUNT;

	if (policy_right(&bench->other, SCMI_RESOURCE_CLOCK, id) > RIGHT_READ)
		holds_confirm(holds_take(&bench->other, SCMI_SETTING_CLOCK, id, NULL),
			      (const uint32_t[SCMI_SETTING_WORDS]){ SCMI_CLOCK_CONFIG_ON });
}

/** release() - what is undone was held, and goes to a message that the firmware has */
static void release(struct bench *bench, bool succeeds)
{
	const struct policy_hold *hold = holds_next_release(&bench->policy, &bench->guest);
	const struct scmi_setting_info *info;
	const struct scmi_message *row;
	enum scmi_setting setting;
	uint32_t id;

	if (!hold)
		return;
	id = hold->id;
	setting = hold->setting;
	info = scmi_setting_info(setting);
	assert(hold->releasing);
	mediator_release(&bench->platform, &bench->policy, &bench->guest, hold, &bench->packet);
	row = platform_message(&bench->platform, info->protocol, info->release);
	assert(bench->packet.length == (row ? row->request_size : 0));
	if (row)
		assert(bench->packet.payload[row->resource_at / 4] == id);
	if (setting == SCMI_SETTING_CLOCK && row)
		assert(!bench->packet.payload[1]);
	if (succeeds)
		holds_released(&bench->guest, setting, id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bench bench;
	struct input input = { data, size };
	uint8_t first = take_u8(&input);

	set_up(&bench, &input, first);
	while (input.left) {
		switch (take_u8(&input) % 8) {
		case 0: guest_calls(&bench, &input, first, true); break;
		case 1: grant_both(&bench, &input, first); break;
		case 2: other_takes(&bench, &input); break;
		case 3: release(&bench, true); break;
		case 4: release(&bench, false); break;
		default: guest_calls(&bench, &input, first, false); break;
		}
		check_holds(&bench);
	}
	tear_down(&bench);
	return 0;
}
