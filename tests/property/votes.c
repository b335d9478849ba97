// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * votes.c - the book of what guests want
 *
 * What the firmware's state has to be is written down when a message that sets it has succeeded:
 * then it is compared with what all guests' votes add up to. From there on it may not change but by
 * the next such message.
 */
#include "votes.h"

#include <inttypes.h>
#include <string.h>

#include "policy/holds.h"
#include "proto/perf.h"

/* --- the firmware's state --- */

/** level_on_wire() - a performance level as messages name it, which may be its place, from 1 on */
static uint32_t level_on_wire(const struct world *world, const struct resource_perf *domain,
			      uint32_t level)
{
	if (!domain->indexed || world_version(world, SCMI_PERFORMANCE) < 0x40000)
		return level;
	for (uint32_t i = 0; i < domain->levels.count; i++)
		if (domain->levels.values[i] == level)
			return i + 1;
	return level;
}

/** resource_exists() - of the firmware, whoever owns it */
static bool resource_exists(const struct world *world, enum scmi_setting setting, uint32_t id)
{
	return id < world->exist[oracle_resource(setting)];
}

bool votes_read(const struct world *world, enum scmi_setting setting, uint32_t id,
		uint32_t value[2])
{
	const struct resources *board = &world->resources;

	value[0] = value[1] = 0;
	if (!resource_exists(world, setting, id))
		return false;
	switch (setting) {
	case SCMI_SETTING_CLOCK: value[0] = board->clocks[id].head.on; break;
	case SCMI_SETTING_POWER: value[0] = board->powers[id].state; break;
	case SCMI_SETTING_PERF_LIMITS:
		value[0] = level_on_wire(world, &board->perfs[id], board->perfs[id].highest);
		value[1] = level_on_wire(world, &board->perfs[id], board->perfs[id].lowest);
		break;
	case SCMI_SETTING_PERF_LEVEL:
		value[0] = level_on_wire(world, &board->perfs[id],
					 (uint32_t)board->perfs[id].levels.current);
		break;
	case SCMI_SETTING_VOLTAGE: value[0] = board->voltages[id].mode; break;
	case SCMI_SETTING_VOLTAGE_LEVEL:
		value[0] = (uint32_t)board->voltages[id].levels.current;
		break;
	case SCMI_SETTING_POWERCAP: value[0] = (uint32_t)board->powercaps[id].caps.current; break;
	case SCMI_SETTING_POWERCAP_INTERVAL:
		value[0] = (uint32_t)board->powercaps[id].intervals.current;
		break;
	case SCMI_SETTING_PIN: value[0] = world->pins[0][id]; break;
	case SCMI_SETTING_PIN_GROUP: value[0] = world->pins[1][id]; break;
	case SCMI_NO_SETTING:
	case SCMI_SETTINGS: return false;
	}
	return true;
}

static bool same(const uint32_t one[2], const uint32_t other[2])
{
	return one[0] == other[0] && one[1] == other[1];
}

void votes_start(struct world *world)
{
	for (int setting = SCMI_NO_SETTING + 1; setting < SCMI_SETTINGS; setting++)
		for (uint32_t id = 0; id < WORLD_IDS; id++) {
			struct state *state = &world->states[setting][id];

			*state = (struct state){ 0 };
			state->is_known =
				votes_read(world, (enum scmi_setting)setting, id, state->value);
			memcpy(state->first, state->value, sizeof(state->first));
		}
}

void votes_unknown(struct world *world, enum scmi_setting setting, uint32_t id)
{
	world->states[setting][id].is_known = false;
	world->states[setting][id].is_disturbed = true;
	world->count.unknown++;
}

/* --- what votes add up to --- */

/** higher() - of one word of a quantity */
static uint32_t higher(enum scmi_setting setting, uint32_t one, uint32_t other)
{
	if (setting == SCMI_SETTING_VOLTAGE_LEVEL)
		return (int32_t)one > (int32_t)other ? one : other;
	return one > other ? one : other;
}

/** struct sum - of votes; @holders: releasing ones among them, @voters: without these */
struct sum {
	unsigned int holders, voters;
	uint32_t value[2];
};

static void add_vote(struct sum *sum, enum scmi_setting setting, const uint32_t value[2])
{
	for (int word = 0; word < 2; word++) {
		if (!sum->voters)
			sum->value[word] = value[word];
		else if (oracle_is_switch(setting))
			sum->value[word] = word ? 0 : oracle_on(setting);
		else
			sum->value[word] = higher(setting, sum->value[word], value[word]);
	}
	sum->voters++;
}

/** sum_of() - all votes but that of @except, which may be NULL */
static struct sum sum_of(const struct world *world, enum scmi_setting setting, uint32_t id,
			 const struct guest *except)
{
	struct sum sum = { 0 };

	for (unsigned int i = 0; i < world->guest_count; i++) {
		const struct vote *vote = &world->guests[i].votes[setting][id];

		if (&world->guests[i] == except)
			continue;
		sum.holders += vote->held;
		if (vote->held && vote->counts && !vote->releasing)
			add_vote(&sum, setting, vote->value);
	}
	return sum;
}

/** check_sum() - the firmware's state is what the votes add up to */
static void check_sum(struct world *world, enum scmi_setting setting, uint32_t id, struct sum sum)
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);
	struct state *state = &world->states[setting][id];
	bool is_settled = true;
	uint32_t value[2];

	votes_read(world, setting, id, value);
	if (!sum.voters && oracle_is_switch(setting))
		sum.value[0] = oracle_off(setting);
	else if (!sum.voters && state->has_before)
		memcpy(sum.value, state->before, sizeof(sum.value));
	else if (!sum.voters)
		is_settled = false;
	if (is_settled && oracle_is_switch(setting) && sum.voters == 1 &&
	    value[0] == oracle_on(setting))
		/* Others, who left since, were there when a mode of one's own was set. */
		sum.value[0] = oracle_on(setting);
	/* Nobody knows what a limit is that was left as it is, if the firmware cannot be asked. */
	for (int word = 0; setting == SCMI_SETTING_PERF_LIMITS && !state->has_before && word < 2;
	     word++)
		if (is_settled && !sum.value[word]) {
			sum.value[word] = value[word];
			is_settled = false;
		}
	if (is_settled && !same(value, sum.value))
		world_fail(world,
			   "%s %" PRIu32 " is 0x%" PRIx32 " 0x%" PRIx32
			   ", %u votes add up to 0x%" PRIx32 " 0x%" PRIx32,
			   info->name, id, value[0], value[1], sum.voters, sum.value[0],
			   sum.value[1]);
	state->is_known = true;
	memcpy(state->value, value, sizeof(value));
	if (!is_settled)
		votes_unknown(world, setting, id);
}

/* --- what guests do --- */

/** fill_up() - a limit that is left as it is stands for what it is, as far as that is known */
static void fill_up(const struct world *world, const struct guest *guest, uint32_t id,
		    uint32_t value[2])
{
	const struct state *state = &world->states[SCMI_SETTING_PERF_LIMITS][id];
	const struct vote *vote = &guest->votes[SCMI_SETTING_PERF_LIMITS][id];
	bool is_vote = vote->held && vote->counts && !vote->releasing;
	bool is_open[2] = { !value[0], !value[1] };

	if (!is_vote && !state->has_before)
		return;
	for (int word = 0; word < 2; word++)
		if (is_open[word])
			value[word] = is_vote ? vote->value[word] : state->before[word];
	/* A sharer's have to be in order: the open one gives way. */
	if (value[0] < value[1] &&
	    grants_to(&guest->owned, SCMI_RESOURCE_PERF, id) == RIGHT_SHARED) {
		if (is_open[0])
			value[0] = value[1];
		else
			value[1] = value[0];
	}
}

/** learn_before() - what a quantity is before it is set for the first time */
static void learn_before(struct world *world, const struct guest *guest, enum scmi_setting setting,
			 uint32_t id)
{
	struct state *state = &world->states[setting][id];
	uint16_t getter = oracle_getter(setting);

	/* A lie stays with who was told it. */
	if (guest->call.look == LOOK_LIED)
		state->has_before = false;
	if (sum_of(world, setting, id, NULL).holders)
		return;
	/* Whoever is the first to set it asks before, if the firmware lets it. */
	state->has_before = state->is_known &&
		(guest->call.look == LOOK_NONE || guest->call.look == LOOK_TOLD) &&
		!world_lacks(world, (uint8_t)(getter >> 8), (uint8_t)getter);
	votes_read(world, setting, id, state->before);
}

void votes_sending(struct world *world, struct guest *guest, const struct oracle_reading *reading)
{
	const struct oracle_reading *asked = &guest->call.reading;
	uint32_t id = reading->names[0].id, *value = guest->call.value;
	enum scmi_setting setting = reading->setting;

	if (!reading->row || reading->row != asked->row ||
	    !oracle_value(asked, guest->call.words, value) || !resource_exists(world, setting, id))
		return;
	if (!oracle_is_switch(setting))
		learn_before(world, guest, setting, id);
	if (setting == SCMI_SETTING_PERF_LIMITS &&
	    world_version(world, SCMI_PERFORMANCE) >= 0x30000)
		fill_up(world, guest, id, value);
	guest->call.again = guest->votes[setting][id].releasing;
}

void votes_looked(struct world *world, enum scmi_setting setting, uint32_t id)
{
	struct state *state = &world->states[setting][id];

	if (!sum_of(world, setting, id, NULL).holders)
		state->is_known = votes_read(world, setting, id, state->value);
}

/** check_level() - a level outside of new limits is moved into them */
static void check_level(struct world *world, uint32_t id)
{
	const struct state *level = &world->states[SCMI_SETTING_PERF_LEVEL][id];
	uint32_t value[2];

	votes_read(world, SCMI_SETTING_PERF_LEVEL, id, value);
	if (level->is_known && !same(level->value, value))
		votes_unknown(world, SCMI_SETTING_PERF_LEVEL, id);
}

void votes_served(struct world *world, const struct guest *guest,
		  const struct oracle_reading *reading, const uint32_t *words, bool is_release)
{
	enum scmi_setting setting = reading->setting;
	uint32_t id = reading->names[0].id, value[2];
	struct sum sum;

	if (!oracle_value(reading, words, value))
		return;
	if (setting == SCMI_SETTING_PIN || setting == SCMI_SETTING_PIN_GROUP)
		world->pins[setting - SCMI_SETTING_PIN][id] = value[0];
	if (setting == SCMI_SETTING_PERF_LIMITS)
		check_level(world, id);
	sum = sum_of(world, setting, id, guest);
	/* A limit was left as it is, and only the daemon may know what that is. */
	if (!is_release && setting == SCMI_SETTING_PERF_LIMITS &&
	    (!guest->call.value[0] || !guest->call.value[1])) {
		votes_unknown(world, setting, id);
		return;
	}
	if (!is_release && !oracle_ends(&guest->call.reading, guest->call.words))
		add_vote(&sum, setting, guest->call.value);
	check_sum(world, setting, id, sum);
}

static void drop(struct guest *guest, struct vote *vote)
{
	guest->held -= vote->held;
	*vote = (struct vote){ 0 };
}

/** hold() - note that a guest holds what its call sets */
static struct vote *hold(struct guest *guest)
{
	const struct oracle_reading *reading = &guest->call.reading;
	uint32_t id = reading->names[0].id;
	struct vote *vote = &guest->votes[reading->setting][id];

	guest->held += !vote->held;
	vote->held = true;
	return vote;
}

/** may_keep() - what a call sets, that is */
static bool may_keep(const struct guest *guest)
{
	const struct oracle_name *name = &guest->call.reading.names[0];

	return !guest->call.lost && grants_to(&guest->owned, name->kind, name->id) > RIGHT_READ;
}

void votes_answered(struct guest *guest)
{
	const struct oracle_reading *reading = &guest->call.reading;
	const struct policy_hold *its;
	struct vote *vote;

	if (oracle_ends(reading, guest->call.words)) {
		drop(guest, &guest->votes[reading->setting][reading->names[0].id]);
		return;
	}
	vote = hold(guest);
	vote->counts = true;
	vote->releasing = !may_keep(guest);
	memcpy(vote->value, guest->call.value, sizeof(vote->value));
	/* What a limit is that could not be filled up is the daemon's to know. */
	its = holds_find(&guest->agent, reading->setting, reading->names[0].id);
	for (int word = 0; its && reading->setting == SCMI_SETTING_PERF_LIMITS && word < 2; word++)
		if (!vote->value[word])
			vote->value[word] = its->value[word];
}

void votes_refused(struct guest *guest)
{
	const struct oracle_reading *reading = &guest->call.reading;
	struct vote *vote = &guest->votes[reading->setting][reading->names[0].id];

	if (!vote->held || oracle_ends(reading, guest->call.words))
		return;
	/* What the guest was never told to be set, or gave up, it has not got now either. */
	if (guest->call.again || !vote->counts) {
		vote->counts = false;
		vote->releasing = true;
	}
}

void votes_unanswered(struct guest *guest)
{
	struct vote *vote;

	if (oracle_ends(&guest->call.reading, guest->call.words))
		return;
	vote = hold(guest);
	if (guest->call.again)
		vote->counts = false;
	if (!vote->counts)
		vote->releasing = !may_keep(guest);
}

void votes_released(struct world *world, struct guest *guest, enum scmi_setting setting,
		    uint32_t id, bool is_done)
{
	drop(guest, &guest->votes[setting][id]);
	if (!is_done)
		votes_unknown(world, setting, id);
}

void votes_check_abandoned(const struct world *world, const struct guest *guest)
{
	const struct oracle_reading *reading = &guest->call.reading;
	enum scmi_setting setting = reading->setting;
	uint32_t id = reading->names[0].id, value[2];
	const struct state *state = &world->states[setting][id];

	if (!oracle_is_switch(setting) || !votes_read(world, setting, id, value) ||
	    !state->is_known || same(value, state->first) || value[0] == oracle_off(setting) ||
	    sum_of(world, setting, id, NULL).holders)
		return;
	world_fail(world, "%s %" PRIu32 " is left at 0x%" PRIx32 ", and nobody holds it",
		   scmi_setting_info(setting)->name, id, value[0]);
}

void votes_reset(struct guest *guest)
{
	for (int setting = 0; guest->held && setting < SCMI_SETTINGS; setting++)
		for (uint32_t id = 0; id < WORLD_IDS; id++)
			guest->votes[setting][id].releasing = guest->votes[setting][id].held;
}

void votes_check_rights(struct guest *guest)
{
	for (int setting = SCMI_NO_SETTING + 1; guest->held && setting < SCMI_SETTINGS; setting++)
		for (uint32_t id = 0; id < WORLD_IDS; id++) {
			struct vote *vote = &guest->votes[setting][id];

			if (vote->held &&
			    grants_to(&guest->owned, oracle_resource((enum scmi_setting)setting),
				      id) <= RIGHT_READ)
				vote->releasing = true;
		}
}

/** sync_vote() - a vote that is to be released, and which the daemon has forgotten */
static void sync_vote(struct world *world, struct guest *guest, enum scmi_setting setting,
		      uint32_t id)
{
	struct sum sum = sum_of(world, setting, id, NULL);
	struct state *state = &world->states[setting][id];
	bool is_switch = oracle_is_switch(setting);

	if (is_switch ? !sum.voters : sum.voters || state->has_before)
		world_fail(world, "%s forgets %s %" PRIu32 ", which only a message can undo",
			   guest->name, scmi_setting_info(setting)->name, id);
	drop(guest, &guest->votes[setting][id]);
	if (!is_switch)
		votes_unknown(world, setting, id);
}

void votes_sync(struct world *world, struct guest *guest)
{
	if (guest->held == guest->holds.count)
		return;
	for (int setting = SCMI_NO_SETTING + 1; setting < SCMI_SETTINGS; setting++)
		for (uint32_t id = 0; id < WORLD_IDS; id++)
			if (guest->votes[setting][id].held && guest->votes[setting][id].releasing &&
			    !holds_find(&guest->agent, (enum scmi_setting)setting, id))
				sync_vote(world, guest, (enum scmi_setting)setting, id);
}

/* --- comparing --- */

void votes_compare(const struct world *world, const struct guest *guest)
{
	if (guest->held != guest->holds.count)
		world_fail(world, "%s holds %u things, and has %u votes", guest->name,
			   guest->holds.count, guest->held);
	for (uint32_t i = 0; i < guest->holds.count; i++) {
		const struct policy_hold *hold = &guest->holds.hold[i];
		const struct scmi_setting_info *info = scmi_setting_info(hold->setting);
		const struct vote *vote = &guest->votes[hold->setting][hold->id];

		if (!vote->held)
			world_fail(world, "%s holds %s %" PRIu32 " without a vote", guest->name,
				   info->name, hold->id);
		if (vote->releasing && !hold->releasing)
			world_fail(world, "%s keeps %s %" PRIu32 ", which is to be released",
				   guest->name, info->name, hold->id);
		if (!vote->releasing && hold->releasing)
			world_fail(world, "%s loses %s %" PRIu32 ", which it may keep", guest->name,
				   info->name, hold->id);
		if (vote->counts != hold->is_vote)
			world_fail(world, "%s: %s %" PRIu32 " is %s vote", guest->name, info->name,
				   hold->id, vote->counts ? "no" : "a");
		for (uint32_t word = 0; vote->counts && word < info->words; word++)
			if (vote->value[word] != hold->value[word])
				world_fail(world,
					   "%s holds %s %" PRIu32 " at 0x%" PRIx32
					   ", its vote is 0x%" PRIx32,
					   guest->name, info->name, hold->id, hold->value[word],
					   vote->value[word]);
	}
}

void votes_check_states(const struct world *world)
{
	for (int setting = SCMI_NO_SETTING + 1; setting < SCMI_SETTINGS; setting++) {
		uint32_t end = world->exist[oracle_resource((enum scmi_setting)setting)];

		for (uint32_t id = 0; id < end; id++) {
			const struct state *state = &world->states[setting][id];
			uint32_t value[2];

			if (!state->is_known)
				continue;
			votes_read(world, (enum scmi_setting)setting, id, value);
			if (!same(value, state->value))
				world_fail(world,
					   "%s %" PRIu32 " is 0x%" PRIx32 " 0x%" PRIx32
					   ", was set to 0x%" PRIx32 " 0x%" PRIx32,
					   scmi_setting_info((enum scmi_setting)setting)->name, id,
					   value[0], value[1], state->value[0], state->value[1]);
		}
	}
}

/** check_left() - what one setting is when all guests have left */
static void check_left(const struct world *world, enum scmi_setting setting, uint32_t id)
{
	const struct state *state = &world->states[setting][id];
	bool is_switch = oracle_is_switch(setting);
	uint32_t value[2];

	votes_read(world, setting, id, value);
	if (!state->is_known || same(value, state->first))
		return;
	if (is_switch ? value[0] != oracle_off(setting) : !state->is_disturbed)
		world_fail(world,
			   "%s %" PRIu32 " is left at 0x%" PRIx32 " 0x%" PRIx32 ", was 0x%" PRIx32
			   " 0x%" PRIx32,
			   scmi_setting_info(setting)->name, id, value[0], value[1],
			   state->first[0], state->first[1]);
}

void votes_check_end(const struct world *world)
{
	for (unsigned int i = 0; i < world->guest_count; i++) {
		votes_compare(world, &world->guests[i]);
		if (world->guests[i].held)
			world_fail(world, "%s is gone and holds %u things", world->guests[i].name,
				   world->guests[i].held);
	}
	votes_check_states(world);
	for (int setting = SCMI_NO_SETTING + 1; setting < SCMI_SETTINGS; setting++)
		for (uint32_t id = 0; id < world->exist[oracle_resource(setting)]; id++)
			check_left(world, (enum scmi_setting)setting, id);
}
