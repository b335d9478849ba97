// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * requests.c - random requests
 */
#include "requests.h"

#include <string.h>

#include "proto/clock.h"
#include "proto/pinctrl.h"

#define SETTING_WEIGHT 5 /* of messages about settings; that of others is 1 */

static void add_row(struct world *world, const struct scmi_message *row, unsigned int weight)
{
	while (weight-- && world->row_count < WORLD_ROWS)
		world->rows[world->row_count++] = row;
}

void requests_choose(struct world *world)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);
	uint8_t only = 0;

	/* Half of all worlds are about one protocol, so that guests meet more often. */
	if (dice_once_in(&world->dice, 2))
		only = (uint8_t)(SCMI_POWER_DOMAIN + dice_roll(&world->dice, 9));
	world->row_count = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t version = platform_version(&world->platform, rows[i].protocol);
		bool is_spoken =
			version >= rows[i].since && (!rows[i].until || version < rows[i].until);

		if (only && rows[i].protocol != only && rows[i].protocol != SCMI_BASE)
			continue;
		if (is_spoken)
			add_row(world, &rows[i], rows[i].setting ? SETTING_WEIGHT : 1);
	}
	rows = scmi_vendor_messages(&count);
	for (size_t i = 0; i < count; i++)
		add_row(world, &rows[i], 1);
}

/** odd_word() - small, empty, or anything */
static uint32_t odd_word(struct dice *dice)
{
	switch (dice_roll(dice, 4)) {
	case 0: return dice_word(dice);
	case 1: return dice_roll(dice, 4);
	default: return 0;
	}
}

/** pick_id() - mostly of what a guest owns, else of what there is, or just beyond */
static uint32_t pick_id(struct world *world, const struct guest *guest, enum scmi_resource resource)
{
	struct dice *dice = &world->dice;
	uint32_t exist = world->exist[resource], id;

	switch (dice_roll(dice, 32)) {
	case 0: return exist + dice_roll(dice, 2);
	case 1: return dice_roll(dice, exist + 1) | 1u << (8 + dice_roll(dice, 24));
	case 2: return dice_word(dice);
	case 3:
	case 4:
	case 5:
	case 6:
	case 7: return exist ? dice_roll(dice, exist) : 0;
	default: id = grants_pick(&guest->owned, resource, dice); return id < GRANTS_IDS ? id : 0;
	}
}

static uint32_t pick_level(struct dice *dice, const struct resource_levels *levels)
{
	uint32_t steps;

	if (dice_once_in(dice, 16))
		return odd_word(dice);
	if (!levels->range)
		return (uint32_t)levels->values[dice_roll(dice, levels->count)];
	steps = (uint32_t)((levels->values[1] - levels->values[0]) / levels->values[2]);
	return (uint32_t)(levels->values[0] +
			  dice_roll(dice, steps < 8 ? steps + 1 : 8) * levels->values[2]);
}

static uint32_t pick_perf(struct dice *dice, const struct resource_perf *domain)
{
	if (dice_once_in(dice, 8))
		return dice_roll(dice, 4);
	return domain->indexed && dice_once_in(dice, 2) ?
		1 + dice_roll(dice, domain->levels.count) :
		pick_level(dice, &domain->levels);
}

/** pick_mode() - a switch's on or off, or one of the modes that it has */
static uint32_t pick_mode(struct dice *dice, enum scmi_setting setting,
			  const struct resource_ids *modes)
{
	if (modes && modes->count && dice_once_in(dice, 3))
		return modes->ids[dice_roll(dice, modes->count)];
	if (dice_once_in(dice, 24))
		return odd_word(dice);
	return dice_once_in(dice, 2) ? oracle_on(setting) : oracle_off(setting);
}

/** put_value() - what a driver would set */
static void put_value(struct world *world, enum scmi_setting setting, uint32_t id, uint32_t *value)
{
	const struct resources *board = &world->resources;
	struct dice *dice = &world->dice;

	if (id >= world->exist[oracle_resource(setting)])
		id = 0;
	switch (setting) {
	case SCMI_SETTING_CLOCK: *value = pick_mode(dice, setting, NULL); break;
	case SCMI_SETTING_POWER:
		*value = pick_mode(dice, setting, &board->powers[id].states);
		break;
	case SCMI_SETTING_PERF_LIMITS:
		value[0] = pick_perf(dice, &board->perfs[id]);
		value[1] = pick_perf(dice, &board->perfs[id]);
		if (value[0] < value[1] && !dice_once_in(dice, 8)) {
			uint32_t higher = value[1];

			value[1] = value[0];
			value[0] = higher;
		}
		break;
	case SCMI_SETTING_PERF_LEVEL: *value = pick_perf(dice, &board->perfs[id]); break;
	case SCMI_SETTING_VOLTAGE:
		*value = pick_mode(dice, setting, &board->voltages[id].modes);
		break;
	case SCMI_SETTING_VOLTAGE_LEVEL:
		*value = pick_level(dice, &board->voltages[id].levels);
		break;
	case SCMI_SETTING_POWERCAP: *value = pick_level(dice, &board->powercaps[id].caps); break;
	case SCMI_SETTING_POWERCAP_INTERVAL:
		*value = pick_level(dice, &board->powercaps[id].intervals);
		break;
	default: break;
	}
}

/** put_settings() - of a pin: some that it has, and perhaps a function */
static void put_settings(struct world *world, const struct guest *guest, struct scmi_packet *packet)
{
	static const uint32_t types[] = { 2, 4, 10, 17, 18, 192 };
	struct scmi_pinctrl_settings_configure_a2p *request = (void *)packet->payload;
	struct dice *dice = &world->dice;
	uint32_t count = dice_roll(dice, 4);

	request->function_id = pick_id(world, guest, SCMI_RESOURCE_PIN_FUNCTION);
	request->attributes = (request->attributes & 3) | count << 2 |
		(dice_once_in(dice, 2) ? SCMI_PINCTRL_SET_FUNCTION : 0);
	for (uint32_t i = 0; i < count; i++)
		request->configs[i] =
			(struct scmi_pinctrl_config){ types[dice_roll(dice, 6)], odd_word(dice) };
	packet->length += count * (uint32_t)sizeof(request->configs[0]);
}

/** put_special() - parameters that are neither a resource nor a setting's value */
static void put_special(struct world *world, const struct guest *guest,
			const struct scmi_message *row, struct scmi_packet *packet)
{
	struct dice *dice = &world->dice;

	if (row->hook == SCMI_HOOK_CLOCK_PARENT_SET)
		packet->payload[1] = pick_id(world, guest, SCMI_RESOURCE_CLOCK);
	if (row->hook == SCMI_HOOK_PINCTRL_SETTINGS_CONFIGURE)
		put_settings(world, guest, packet);
	if (row->hook == SCMI_HOOK_MESSAGE_ATTRIBUTES ||
	    row->hook == SCMI_HOOK_VENDOR_MESSAGE_ATTRIBUTES)
		packet->payload[0] =
			dice_once_in(dice, 16) ? odd_word(dice) : dice_roll(dice, 0x22);
	if (row->hook == SCMI_HOOK_NEGOTIATE_VERSION && dice_once_in(dice, 2))
		packet->payload[0] = platform_version(&world->platform, row->protocol);
	if (row->hook == SCMI_HOOK_BASE_RESET)
		packet->payload[0] = !dice_once_in(dice, 4);
	if (row->hook == SCMI_HOOK_SENSOR_DESCRIPTIONS)
		packet->payload[0] = dice_roll(dice, 10);
	if (row->resource == SCMI_RESOURCE_VENDOR) {
		packet->header = (packet->header & ~0xffu) | dice_roll(dice, 0x21);
		packet->length =
			dice_roll(dice, dice_once_in(dice, 64) ? SCMI_PAYLOAD_MAX + 1 : 20);
	}
}

/** choose_row() - mostly one that is about something of the guest's */
static const struct scmi_message *choose_row(struct world *world, const struct guest *guest)
{
	const struct scmi_message *row;
	unsigned int tries = 4;

	do
		row = world->rows[dice_roll(&world->dice, world->row_count)];
	while (--tries && row->resource && !grants_any(&guest->owned, row->resource));
	return row;
}

/** make_valid() - a request that its row has nothing against */
static void make_valid(struct world *world, const struct guest *guest, struct scmi_packet *packet)
{
	struct dice *dice = &world->dice;
	const struct scmi_message *row = choose_row(world, guest);
	uint8_t protocol = row->protocol ? row->protocol : GRANTS_VENDOR;
	uint32_t selector = 0;

	packet->header = scmi_header(protocol, row->id, (uint16_t)dice_word(dice));
	packet->length = row->request_size;
	if (row->request_older && dice_once_in(dice, 4))
		packet->length = row->request_older;
	for (uint32_t i = 0; i < row->request_size / sizeof(uint32_t); i++)
		packet->payload[i] = dice_once_in(dice, 8) ? odd_word(dice) : 0;
	if (row->selectors) {
		selector = dice_roll(dice, row->selectors);
		packet->payload[row->selector_at / 4] &= ~(3u << row->selector_shift);
		packet->payload[row->selector_at / 4] |= selector << row->selector_shift;
	}
	if (row->resource && row->resource != SCMI_RESOURCE_VENDOR)
		packet->payload[row->resource_at / 4] =
			pick_id(world, guest, (enum scmi_resource)(row->resource + selector));
	if (row->use == SCMI_SETS && row->setting && row->value_mask)
		put_value(world, row->setting, packet->payload[row->resource_at / 4],
			  &packet->payload[row->value_at / 4]);
	put_special(world, guest, row, packet);
}

/** mutate() - make one thing of a request another */
static void mutate(struct dice *dice, struct scmi_packet *packet)
{
	switch (dice_roll(dice, 6)) {
	case 0: packet->header ^= 1u << dice_roll(dice, 32); break;
	case 1: packet->header ^= (1 + dice_roll(dice, 3)) << 8; break; /* type */
	case 2: packet->payload[dice_roll(dice, 4)] ^= 1u << dice_roll(dice, 32); break;
	case 3: packet->payload[dice_roll(dice, 4)] ^= dice_roll(dice, 4); break;
	case 4: packet->length += dice_roll(dice, 2) ? 1 + dice_roll(dice, 8) : 0; break;
	case 5: packet->length -= dice_roll(dice, packet->length < 8 ? packet->length + 1 : 9);
	}
	if (packet->length > SCMI_PAYLOAD_MAX)
		packet->length = SCMI_PAYLOAD_MAX;
}

void requests_make(struct world *world, const struct guest *guest, struct scmi_packet *packet)
{
	struct dice *dice = &world->dice;
	uint32_t kind = dice_roll(dice, 24);

	if (kind == 0) { /* anything at all */
		packet->header = dice_word(dice);
		packet->length = dice_roll(dice, dice_once_in(dice, 8) ? SCMI_PAYLOAD_MAX + 1 : 32);
		for (uint32_t i = 0; i < 8; i++)
			packet->payload[i] = odd_word(dice);
		return;
	}
	make_valid(world, guest, packet);
	for (uint32_t i = 0; kind < 5 && i < kind; i++)
		mutate(dice, packet);
}

void requests_rubbish(struct dice *dice, struct scmi_packet *answer)
{
	uint32_t words = 1 + dice_roll(dice, 24);

	switch (dice_roll(dice, 6)) {
	case 0: answer->payload[dice_roll(dice, words)] ^= 1u << dice_roll(dice, 32); return;
	case 1: answer->length = dice_roll(dice, SCMI_PAYLOAD_MAX + 1); return;
	case 2: answer->length -= dice_roll(dice, answer->length + 1); return;
	case 3: answer->payload[0] = dice_word(dice); return;
	case 4: answer->payload[0] = (uint32_t) - (int32_t)dice_roll(dice, 13); return;
	case 5:
		answer->length = dice_once_in(dice, 2) ? words * 4 : 8;
		for (uint32_t i = 0; i < words; i++)
			answer->payload[i] = odd_word(dice);
		if (dice_roll(dice, 4))
			answer->payload[0] = 0;
	}
}
