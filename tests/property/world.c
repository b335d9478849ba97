// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * world.c - the steps of a world, in the order of the daemon's
 */
#include "world.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "requests.h"
#include "setup.h"
#include "votes.h"

#define LENGTH_LEAST  200 /* messages of a world */
#define LENGTH_VARIES 1600
#define ENDLESS	      100000 /* steps after which all releases should be done */

void world_note(const struct world *world, const char *format, ...)
{
	va_list args;

	if (!world->trace)
		return;
	fprintf(stderr, "%6" PRIu64 ": ", world->count.messages);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

void world_fail(const struct world *world, const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fprintf(stderr, "property: ");
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "\nThis was after %" PRIu64 " messages.",
		world->earlier + world->count.messages);
	fprintf(stderr, "\nTo see it again: property --seed 0x%016" PRIx64 " --messages %" PRIu64,
		world->seed, world->count.messages + !world->is_ending);
	if (world->guests_given)
		fprintf(stderr, " --guests %u", world->guests_given);
	fprintf(stderr, " --trace\n");
	exit(EXIT_FAILURE);
}

/* --- the queue --- */

static void push(struct world *world, struct guest *guest, bool is_release)
{
	world->queue[world->queued_count++] = (struct queued){ guest, is_release };
	if (is_release)
		guest->release.pending = QUEUED;
	else
		guest->call.pending = QUEUED;
}

static struct queued take_out(struct world *world, unsigned int index)
{
	struct queued queued = world->queue[index];

	world->queued_count--;
	memmove(&world->queue[index], &world->queue[index + 1],
		(world->queued_count - index) * sizeof(world->queue[0]));
	return queued;
}

/* --- releases --- */

/** leave_for_good() - nothing is left to be released */
static void leave_for_good(struct world *world, struct guest *guest)
{
	unsigned int kept = 0;

	policy_leave(&world->policy, &guest->agent);
	for (unsigned int i = 0; i < world->joined_count; i++)
		if (world->joined[i] != guest)
			world->joined[kept++] = world->joined[i];
	world->joined_count = kept;
	guest->state = GUEST_AWAY;
	world_note(world, "%s is forgotten", guest->name);
}

/** release() - as release_next() of the daemon: something may have to be undone for a guest */
static void release(struct world *world, struct guest *guest)
{
	if (guest->release.pending || guest->call.pending || world->retry)
		return;
	votes_compare(world, guest);
	if (holds_any_release(&guest->agent))
		push(world, guest, true);
	else if (guest->state == GUEST_LEAVING)
		leave_for_good(world, guest);
}

/** prepare_release() - as the daemon's; Return: false where no message is needed */
static bool prepare_release(struct world *world, struct guest *guest)
{
	struct release *next = &guest->release;
	const struct policy_hold *hold = holds_next_release(&world->policy, &guest->agent);

	votes_sync(world, guest);
	if (!hold) {
		next->pending = IDLE;
		release(world, guest);
		return false;
	}
	next->pending = OUT;
	next->setting = hold->setting;
	next->id = hold->id;
	mediator_release(&world->platform, &world->policy, &guest->agent, hold, &next->packet);
	return true;
}

static void release_all(struct world *world)
{
	for (unsigned int i = 0; i < world->guest_count; i++)
		if (world->guests[i].state != GUEST_AWAY)
			release(world, &world->guests[i]);
}

static void end_release(struct world *world, struct guest *guest)
{
	const struct channel *channel = &world->channel;
	struct release *done = &guest->release;
	bool is_done = channel->luck == HONEST && !channel->answer.payload[0];
	bool is_refused = channel->answer.length < 4 || channel->answer.payload[0];

	done->pending = IDLE;
	if (channel->luck == LOST || channel->luck == UNANSWERED) {
		world->retry = true;
		return;
	}
	if (is_refused && holds_put_off(&guest->agent, done->setting, done->id)) {
		release(world, guest);
		return;
	}
	if (!is_refused)
		holds_released(&guest->agent, done->setting, done->id);
	votes_released(world, guest, done->setting, done->id, is_done);
	release(world, guest);
}

/* --- calls --- */

/** end_call() - a guest has its answer */
static void end_call(struct world *world, struct guest *guest)
{
	struct call *call = &guest->call;

	call->pending = IDLE;
	world->count.refused += call->packet.payload[0] != SCMI_SUCCESS;
	world_note(world, "%s is answered %d", guest->name, (int)call->packet.payload[0]);
	checks_answer(world, guest, &call->packet, call->honest);
	release(world, guest);
}

static bool sets(const struct oracle_reading *reading, const uint32_t *words)
{
	uint32_t value[2];

	return oracle_value(reading, words, value);
}

/** note_set() - what an answer of the firmware to a guest's request means */
static void note_set(struct world *world, struct guest *guest)
{
	const struct channel *channel = &world->channel;
	uint32_t length = channel->answer.length;
	int32_t status = (int32_t)channel->answer.payload[0];

	if (!sets(&channel->reading, channel->words))
		return;
	if (length < 4 || status > 0 || (!status && length != 4))
		votes_unanswered(guest);
	else if (!status)
		votes_answered(guest);
	else
		votes_refused(guest);
	votes_check_abandoned(world, guest);
}

static void answer_call(struct world *world, struct guest *guest)
{
	struct channel *channel = &world->channel;
	struct call *call = &guest->call;

	if (channel->luck == LOST || channel->luck == UNANSWERED) {
		mediator_fail(&call->mediator, &call->packet);
		if (sets(&channel->reading, channel->words))
			votes_unanswered(guest);
		end_call(world, guest);
		return;
	}
	call->packet.length = channel->answer.length;
	memcpy(call->packet.payload, channel->answer.payload, channel->answer.length);
	if (mediator_answer(&world->platform, &guest->agent, &call->packet, &call->mediator)) {
		push(world, guest, false);
		return;
	}
	note_set(world, guest);
	end_call(world, guest);
}

/* --- the channel --- */

static enum luck roll_luck(struct world *world)
{
	if (world->steady || dice_roll(&world->dice, 24))
		return HONEST;
	return (enum luck)(LOST + dice_roll(&world->dice, 3));
}

/** note_look() - whether a message asks what something is before it is set */
static void note_look(struct world *world, struct guest *guest)
{
	const struct channel *channel = &world->channel;
	const struct oracle_reading *reading = &channel->reading;
	struct call *call = &guest->call;

	if (!reading->row || !reading->setting || reading->row->effect != ORACLE_READS ||
	    !sets(&call->reading, call->words))
		return;
	if (channel->answer.payload[0] || channel->answer.length != reading->row->answer)
		call->look = LOOK_REFUSED;
	else
		call->look = channel->luck == HONEST ? LOOK_TOLD : LOOK_LIED;
	if (call->look == LOOK_TOLD)
		votes_looked(world, reading->setting, reading->names[0].id);
}

/** transmit() - a message goes out; what the firmware does with it, it does at once */
static void transmit(struct world *world, struct guest *guest, struct scmi_packet *packet,
		     bool is_release)
{
	struct channel *channel = &world->channel;
	struct oracle_reading *reading = &channel->reading;

	channel->is_busy = true;
	channel->owner = guest;
	channel->is_release = is_release;
	memcpy(channel->words, packet->payload, sizeof(channel->words));
	oracle_read(reading, packet->header, channel->words, packet->length,
		    world_version(world, scmi_header_protocol(packet->header)));
	if (is_release)
		checks_release(world, guest, packet, reading);
	else
		checks_call(world, guest, packet, reading);
	world->count.sent++;
	world->count.releases += is_release;
	channel->luck = roll_luck(world);
	world_note(world, "%s%s: 0x%x.0x%x %" PRIx32 " %" PRIx32 " %" PRIx32 "%s", guest->name,
		   is_release ? " releases" : "", scmi_header_protocol(packet->header),
		   scmi_header_message(packet->header), packet->payload[0], packet->payload[1],
		   packet->payload[2], channel->luck ? ", and no luck" : "");
	if (!is_release)
		votes_sending(world, guest, reading);
	scmi_packet_refuse(&channel->answer, packet->header, SCMI_SUCCESS);
	if (channel->luck == HONEST || channel->luck == UNANSWERED ||
	    (channel->luck == RUBBISH && dice_once_in(&world->dice, 2))) {
		setup_serve(world, packet, &channel->answer);
		if (!channel->answer.payload[0])
			votes_served(world, guest, reading, channel->words, is_release);
	}
	if (channel->luck == RUBBISH)
		requests_rubbish(&world->dice, &channel->answer);
	if (channel->luck != HONEST && sets(reading, channel->words))
		votes_unknown(world, reading->setting, reading->names[0].id);
	if (channel->luck != HONEST)
		guest->call.honest = false;
	if (!is_release)
		note_look(world, guest);
}

/** send_next() - what waits longest comes out, or ends; Return: false where nothing waits */
static bool send_next(struct world *world)
{
	struct queued next;
	struct guest *guest;

	if (!world->queued_count)
		return false;
	next = take_out(world, 0);
	guest = next.guest;
	if (next.is_release) {
		if (prepare_release(world, guest))
			transmit(world, guest, &guest->release.packet, true);
		return true;
	}
	guest->call.pending = OUT;
	if (mediator_prepare(&world->platform, &world->policy, &guest->agent, &guest->call.packet,
			     &guest->call.mediator))
		transmit(world, guest, &guest->call.packet, false);
	else
		end_call(world, guest);
	return true;
}

/** turn() - the next thing that happens at the channel; Return: false where nothing does */
static bool turn(struct world *world)
{
	struct channel *channel = &world->channel;
	struct guest *guest = channel->owner;

	if (!channel->is_busy)
		return send_next(world);
	channel->is_busy = false;
	channel->owner = NULL;
	if (guest && channel->is_release)
		end_release(world, guest);
	else if (guest)
		answer_call(world, guest);
	votes_check_states(world);
	return true;
}

/** give_up() - something has waited for too long, and was never sent */
static void give_up(struct world *world)
{
	struct queued oldest;

	if (!world->queued_count)
		return;
	oldest = take_out(world, 0);
	if (oldest.is_release) {
		oldest.guest->release.pending = IDLE;
		world->retry = true;
	} else {
		mediator_fail(&oldest.guest->call.mediator, &oldest.guest->call.packet);
		end_call(world, oldest.guest);
	}
}

/* --- rights --- */

/** compare_rights() - policy/ says what we say */
static void compare_rights(const struct world *world, const struct guest *guest)
{
	for (int kind = SCMI_NO_RESOURCE + 1; kind < SCMI_RESOURCES; kind++) {
		enum scmi_resource resource = (enum scmi_resource)kind;

		if (resource == SCMI_RESOURCE_VENDOR)
			continue;
		for (uint32_t id = 0; id < world->exist[kind] + 4; id++)
			if (policy_right(&guest->agent, resource, id) !=
			    grants_to(&guest->owned, resource, id))
				world_fail(world, "%s has right %d to %s %" PRIu32 ", expected %d",
					   guest->name,
					   (int)policy_right(&guest->agent, resource, id),
					   scmi_resource_name(resource), id,
					   (int)grants_to(&guest->owned, resource, id));
	}
}

/** note_lost() - what a call is just setting cannot be kept any more */
static void note_lost(const struct world *world, struct guest *guest)
{
	const struct channel *channel = &world->channel;

	if (guest->call.pending == OUT && channel->owner == guest && !channel->is_release &&
	    sets(&channel->reading, channel->words) &&
	    grants_to(&guest->owned, channel->reading.names[0].kind,
		      channel->reading.names[0].id) <= RIGHT_READ)
		guest->call.lost = true;
}

static void ignore_refusal(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	(void)refusal;
}

/** resolve() - server_resolve() of the daemon */
static void resolve(struct world *world)
{
	const struct grants *before[WORLD_GUESTS];

	world->count.changes++;
	policy_resolve(&world->policy, ignore_refusal, NULL);
	for (unsigned int i = 0; i < world->joined_count; i++) {
		struct guest *guest = world->joined[i];

		grants_add(&guest->owned, &guest->granted, before, i, world->exist);
		before[i] = &guest->owned;
		compare_rights(world, guest);
		votes_check_rights(guest);
		note_lost(world, guest);
		if (guest->call.pending) {
			guest->call.changed = true;
			grants_merge(&guest->call.rights, &guest->owned);
		}
	}
	release_all(world);
}

/** grant() - replace a guest's policy of one kind */
static void grant(struct world *world, struct guest *guest, enum scmi_resource resource)
{
	struct why why = { "" };
	char text[256];

	grants_make(&guest->granted, resource, world->exist[resource], &world->dice, text,
		    sizeof(text));
	world_note(world, "%s: %s = %s", guest->name, scmi_resource_name(resource), text);
	if (policy_grant(&guest->agent, resource, text, &why))
		world_fail(world, "%s = \"%s\": %s", scmi_resource_name(resource), text, why.text);
}

static void change_rights(struct world *world, struct guest *guest)
{
	bool all = dice_once_in(&world->dice, 4);

	for (int kind = SCMI_NO_RESOURCE + 1; kind < SCMI_RESOURCES; kind++)
		if (all || dice_once_in(&world->dice, 4))
			grant(world, guest, (enum scmi_resource)kind);
	resolve(world);
}

/* --- guests --- */

static void come(struct world *world, struct guest *guest)
{
	world_note(world, "%s comes", guest->name);
	guest->state = GUEST_HERE;
	guest->agent.name = guest->name;
	guest->agent.holds = &guest->holds;
	policy_join(&world->policy, &guest->agent);
	world->joined[world->joined_count++] = guest;
	for (int kind = SCMI_NO_RESOURCE + 1; kind < SCMI_RESOURCES; kind++)
		grant(world, guest, (enum scmi_resource)kind);
	resolve(world);
}

/** cancel() - nobody waits for a guest's call any more */
static void cancel(struct world *world, struct guest *guest)
{
	struct channel *channel = &world->channel;

	for (unsigned int i = 0; i < world->queued_count; i++)
		if (world->queue[i].guest == guest && !world->queue[i].is_release)
			take_out(world, i--);
	if (guest->call.pending == OUT) {
		channel->owner = NULL;
		if (sets(&channel->reading, channel->words)) {
			votes_unanswered(guest);
			votes_unknown(world, channel->reading.setting,
				      channel->reading.names[0].id);
		}
	}
	guest->call.pending = IDLE;
}

/** go() - guest_leave() of the daemon */
static void go(struct world *world, struct guest *guest)
{
	world_note(world, "%s goes", guest->name);
	guest->state = GUEST_LEAVING;
	cancel(world, guest);
	policy_revoke(&world->policy, &guest->agent);
	memset(&guest->granted, 0, sizeof(guest->granted));
	memset(&guest->owned, 0, sizeof(guest->owned));
	votes_reset(guest);
	release(world, guest);
	resolve(world);
}

static void ask(struct world *world, struct guest *guest)
{
	struct call *call = &guest->call;

	requests_make(world, guest, &call->packet);
	call->header = call->packet.header;
	call->length = call->packet.length;
	memcpy(call->words, call->packet.payload, sizeof(call->words));
	oracle_read(&call->reading, call->header, call->words, call->length,
		    world_version(world, scmi_header_protocol(call->header)));
	call->rights = guest->owned;
	call->changed = call->lost = call->again = false;
	call->look = LOOK_NONE;
	call->honest = true;
	world->count.messages++;
	world_note(world,
		   "%s asks 0x%x.0x%x (0x%08" PRIx32 "), %" PRIu32 " bytes: %" PRIx32 " %" PRIx32
		   " %" PRIx32,
		   guest->name, scmi_header_protocol(call->header),
		   scmi_header_message(call->header), call->header, call->length, call->words[0],
		   call->words[1], call->words[2]);
	if (mediator_request(&world->platform, &guest->agent, &call->packet, &call->mediator)) {
		world->count.forwarded++;
		push(world, guest, false);
		return;
	}
	if (scmi_header_protocol(call->header) == SCMI_BASE && !call->packet.payload[0] &&
	    scmi_header_message(call->header) == SCMI_BASE_RESET_AGENT_CONFIGURATION)
		votes_reset(guest);
	end_call(world, guest);
	if (call->mediator.power != MEDIATOR_RUNS_ON && dice_once_in(&world->dice, 8))
		go(world, guest);
}

/* --- time --- */

static void step(struct world *world)
{
	struct guest *guest = &world->guests[dice_roll(&world->dice, world->guest_count)];
	uint32_t chance = dice_roll(&world->dice, 400);

	if (guest->state == GUEST_AWAY && chance < 128)
		come(world, guest);
	else if (chance == 0 && guest->state == GUEST_HERE)
		go(world, guest);
	else if (chance <= 5 && guest->state == GUEST_HERE)
		change_rights(world, guest);
	else if (chance <= 7)
		setup_break(world);
	else if (chance <= 9 && !world->steady)
		give_up(world);
	else if (chance <= 25 && world->retry) {
		world->retry = false;
		release_all(world);
	} else if (guest->state == GUEST_HERE && !guest->call.pending)
		ask(world, guest);
	for (uint32_t turns = dice_roll(&world->dice, world->slow ? 3 : 6); turns; turns--)
		turn(world);
	if (dice_once_in(&world->dice, world->slow ? 32 : 4))
		while (turn(world))
			;
}

/** end_world() - all go; what they hold is released, and all is as it was */
static void end_world(struct world *world)
{
	unsigned int steps = 0;

	world->is_ending = true;
	world->steady = true;
	for (unsigned int i = 0; i < world->guest_count; i++) {
		if (world->guests[i].state == GUEST_HERE)
			go(world, &world->guests[i]);
		for (uint32_t turns = dice_roll(&world->dice, 8); turns; turns--)
			turn(world);
	}
	while (world->joined_count) {
		if (++steps > ENDLESS)
			world_fail(world, "what guests held is never released");
		if (turn(world))
			continue;
		world->retry = false;
		release_all(world);
	}
	votes_check_end(world);
	if (world->policy.agents)
		world_fail(world, "an agent is left");
	policy_clear(&world->policy);
}

void world_run(struct world *world, uint64_t seed, const struct resources *board,
	       unsigned int guests, uint64_t most)
{
	uint64_t earlier = world->earlier + world->count.messages, length;
	bool trace = world->trace;

	memset(world, 0, sizeof(*world));
	world->earlier = earlier;
	world->trace = trace;
	world->seed = world->dice.state = seed;
	world->guests_given = guests;
	world->resources = *board;
	length = LENGTH_LEAST + dice_roll(&world->dice, LENGTH_VARIES);
	world->guest_count = 2 + dice_roll(&world->dice, 5);
	if (guests)
		world->guest_count = guests;
	world->steady = dice_once_in(&world->dice, 2);
	world->slow = dice_once_in(&world->dice, 2);
	setup_platform(world);
	requests_choose(world);
	votes_start(world);
	for (unsigned int i = 0; i < world->guest_count; i++)
		snprintf(world->guests[i].name, sizeof(world->guests[i].name), "guest%u", i);
	while (world->count.messages < length && world->count.messages < most)
		step(world);
	end_world(world);
}
