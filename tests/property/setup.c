// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * setup.c - a random platform
 */
#include "setup.h"

#include <string.h>

#include "proto/system_power.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static void take_line(void *context, const char *line)
{
	world_note(context, "firmware: %s", line);
}

/** drop_protocol() - the platform does not have it */
static void drop_protocol(struct resources *board, uint8_t protocol)
{
	uint32_t kept = 0;

	board->versions[protocol] = 0;
	for (uint32_t i = 0; i < board->protocol_count; i++)
		if (board->protocols[i] != protocol)
			board->protocols[kept++] = board->protocols[i];
	board->protocol_count = kept;
}

/** choose_versions() - of each protocol any that the model speaks; some are not there */
static void choose_versions(struct world *world)
{
	static const uint32_t versions[] = { 0x10000, 0x20000, 0x20001, 0x30000, 0x30001, 0x40000 };
	struct resources *board = &world->resources;

	for (uint8_t protocol = SCMI_BASE; protocol <= SCMI_PINCTRL; protocol++) {
		uint32_t version = board->versions[protocol];

		if (protocol != SCMI_BASE && dice_once_in(&world->dice, 10)) {
			drop_protocol(board, protocol);
			continue;
		}
		/* The newest has most to go wrong. */
		if (dice_once_in(&world->dice, 2))
			do
				version = versions[dice_roll(&world->dice, ARRAY_SIZE(versions))];
			while (!resources_version_known(protocol, version));
		board->versions[protocol] = version;
	}
}

/** choose_lacking() - sometimes, a few messages about resources */
static void choose_lacking(struct world *world)
{
	world->lacking_count = 0;
	if (!dice_once_in(&world->dice, 6))
		return;
	while (world->lacking_count < ARRAY_SIZE(world->lacking)) {
		uint32_t protocol = SCMI_POWER_DOMAIN + dice_roll(&world->dice, 9);
		uint32_t message = 3 + dice_roll(&world->dice, 13);

		world->lacking[world->lacking_count++] = (uint16_t)(protocol << 8 | message);
	}
}

/** count_resources() - what there is, by the board and not by what was discovered */
static void count_resources(struct world *world)
{
	static const struct {
		uint8_t protocol;
		enum resource_kind kind;
	} kinds[SCMI_RESOURCES] = {
		[SCMI_RESOURCE_CLOCK] = { SCMI_CLOCK, RESOURCE_CLOCK },
		[SCMI_RESOURCE_POWER] = { SCMI_POWER_DOMAIN, RESOURCE_POWER },
		[SCMI_RESOURCE_PERF] = { SCMI_PERFORMANCE, RESOURCE_PERF },
		[SCMI_RESOURCE_SENSOR] = { SCMI_SENSOR, RESOURCE_SENSOR },
		[SCMI_RESOURCE_RESET] = { SCMI_RESET, RESOURCE_RESET },
		[SCMI_RESOURCE_VOLTAGE] = { SCMI_VOLTAGE, RESOURCE_VOLTAGE },
		[SCMI_RESOURCE_POWERCAP] = { SCMI_POWERCAP, RESOURCE_POWERCAP },
		[SCMI_RESOURCE_PIN] = { SCMI_PINCTRL, RESOURCE_PIN },
		[SCMI_RESOURCE_PIN_GROUP] = { SCMI_PINCTRL, RESOURCE_GROUP },
		[SCMI_RESOURCE_PIN_FUNCTION] = { SCMI_PINCTRL, RESOURCE_FUNCTION },
	};

	for (int resource = SCMI_NO_RESOURCE; resource < SCMI_RESOURCES; resource++) {
		world->exist[resource] = 0;
		if (kinds[resource].protocol && world_version(world, kinds[resource].protocol))
			world->exist[resource] = world->resources.count[kinds[resource].kind];
	}
	world->exist[SCMI_RESOURCE_SYSTEM_POWER] = SCMI_SYSTEM_WARM_RESET + 1;
	world->exist[SCMI_RESOURCE_VENDOR] = GRANTS_IDS;
	world->exist[SCMI_RESOURCE_DEVICE] = GRANTS_IDS;
}

/** discover() - as daemon/firmware.c does it */
static void discover(struct world *world)
{
	static struct scmi_packet request, answer;
	static struct discovery discovery;
	struct why why = { "" };

	discovery_start(&discovery);
	while (discovery_next(&discovery, &request)) {
		setup_serve(world, &request, &answer);
		if (discovery_learn(&discovery, &answer, &why))
			world_fail(world, "discovery: %s", why.text);
	}
	world->platform = discovery.found;
	world->policy.known = true;
	memcpy(world->policy.count, discovery.found.count, sizeof(world->policy.count));
}

void setup_platform(struct world *world)
{
	static const uint32_t payloads[] = { 32, 48, 128, 128, 512 };

	world->resources.payload = payloads[dice_roll(&world->dice, ARRAY_SIZE(payloads))];
	choose_versions(world);
	choose_lacking(world);
	model_init(&world->model, &world->resources, take_line, world, false);
	count_resources(world);
	discover(world);
}

void setup_serve(struct world *world, const struct scmi_packet *request, struct scmi_packet *answer)
{
	uint8_t protocol = scmi_header_protocol(request->header);
	uint8_t message = scmi_header_message(request->header);

	if (world_lacks(world, protocol, message))
		scmi_packet_refuse(answer, request->header, SCMI_NOT_SUPPORTED);
	else if (message == SCMI_PROTOCOL_MESSAGE_ATTRIBUTES && request->length == 4 &&
		 request->payload[0] <= UINT8_MAX &&
		 world_lacks(world, protocol, (uint8_t)request->payload[0]))
		scmi_packet_refuse(answer, request->header, SCMI_NOT_FOUND);
	else
		model_serve(&world->model, request, answer);
}

void setup_break(struct world *world)
{
	static const enum resource_kind kinds[] = { RESOURCE_CLOCK,    RESOURCE_POWER,
						    RESOURCE_PERF,     RESOURCE_VOLTAGE,
						    RESOURCE_POWERCAP, RESOURCE_PIN };
	enum resource_kind kind = kinds[dice_roll(&world->dice, ARRAY_SIZE(kinds))];
	struct resource *resource = resources_find(
		&world->resources, kind, dice_roll(&world->dice, world->resources.count[kind]));

	if (!resource)
		return;
	resource->fail = resource->fail ? SCMI_SUCCESS : SCMI_HARDWARE_ERROR;
	world_note(world, "%s %s", resource->name, resource->fail ? "breaks" : "works again");
}
