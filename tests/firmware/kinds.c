// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kinds.c - the tables: a row for each kind of resource, and for each option of each kind
 */
#include "kinds.h"

#include <errno.h>
#include <string.h>

#include "proto/clock.h"
#include "proto/perf.h"
#include "proto/pinctrl.h"
#include "proto/power.h"
#include "proto/powercap.h"
#include "proto/sensor.h"
#include "proto/voltage.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Where an option's value is. */
#define AT(kind, member) .offset = offsetof(struct resource_##kind, member)
#define U32(low, high)	 .set = option_u32, .lowest = (low), .highest = (high)

#define ANSWER_MS_MOST	  600000
#define DRIVE_STRENGTH	  2 /* its place among a pin's settings */
#define DRIVE_STRENGTH_MA 8

static const struct option common_options[] = {
	{ "answer-ms", U32(0, ANSWER_MS_MOST), .offset = offsetof(struct resource, answer_ms),
	  .expected = "a number of milliseconds up to 600000" },
	{ "fail", .set = option_status, .offset = offsetof(struct resource, fail),
	  .expected = "the name of an SCMI status, as HARDWARE_ERROR" },
	{ "fault", .set = option_word, .offset = offsetof(struct resource, fault),
	  .words = (const struct option_word[]){ { "lost", FAULT_LOST },
						 { "duplicate", FAULT_DUPLICATE },
						 { "short", FAULT_SHORT },
						 { "long", FAULT_LONG },
						 { "token", FAULT_TOKEN },
						 { "message", FAULT_MESSAGE },
						 { "channel-error", FAULT_CHANNEL_ERROR },
						 { "never-free", FAULT_NEVER_FREE },
						 { NULL, 0 } },
	  .expected = "lost, duplicate, short, long, token, message, channel-error or never-free" },
};

static const struct option power_options[] = {
	{ "async", AT(power, async) },
	{ "states", .set = option_ids, AT(power, states), .lowest = 0, .highest = UINT32_MAX,
	  .most = 16, .expected = "32-bit numbers with commas between, at most 16" },
};

static void power_settle(void *resource)
{
	struct resource_power *domain = resource;

	domain->state = domain->head.on ? SCMI_POWER_ON : SCMI_POWER_OFF;
}

static const struct option perf_options[] = {
	{ "level", .set = option_current, AT(perf, levels), .lowest = 1, .highest = UINT32_MAX,
	  .expected = "a 32-bit number" },
	{ "levels", .set = option_list, AT(perf, levels), .lowest = 1, .highest = UINT32_MAX,
	  .most = RESOURCES_LEVELS,
	  .expected = "ascending numbers or LOWEST:HIGHEST:STEP, with commas between, at most 64 "
		      "in all" },
	{ "fastchannels", AT(perf, fastchannels) },
	{ "indexed", AT(perf, indexed) },
	{ "may", .set = option_bits, AT(perf, permissions),
	  .words = (const struct option_word[]){ { "limits", SCMI_PERF_CAN_SET_LIMITS },
						 { "level", SCMI_PERF_CAN_SET_LEVEL },
						 { "nothing", 0 },
						 { NULL, 0 } },
	  .expected = "some of limits, level with commas between, or nothing" },
};

static void perf_prepare(void *resource)
{
	struct resource_perf *domain = resource;

	domain->permissions = SCMI_PERF_CAN_SET_LIMITS | SCMI_PERF_CAN_SET_LEVEL;
}

static void perf_settle(void *resource)
{
	struct resource_perf *domain = resource;

	domain->lowest = (uint32_t)domain->levels.values[0];
	domain->highest = (uint32_t)domain->levels.values[domain->levels.count - 1];
}

static const struct option clock_options[] = {
	{ "rate", .set = option_current, AT(clock, rates), .lowest = 1, .highest = INT64_MAX,
	  .expected = "a number of Hz" },
	{ "rates", .set = option_list, AT(clock, rates), .lowest = 1, .highest = INT64_MAX,
	  .most = RESOURCES_LEVELS,
	  .expected = "ascending numbers of Hz or LOWEST:HIGHEST:STEP, with commas between, at "
		      "most 64 in all" },
	{ "range", .set = option_range, AT(clock, rates), .lowest = 1, .highest = INT64_MAX,
	  .expected = "LOWEST:HIGHEST:STEP in Hz, and no rates before it" },
	{ "parents", .set = option_ids, AT(clock, parents), .lowest = 0,
	  .highest = RESOURCES_DOMAINS - 1, .most = 16, .refers = RESOURCE_CLOCK,
	  .element = "parent", .expected = "ids of clocks with commas between, at most 16" },
	{ "delay-us", U32(0, UINT32_MAX), AT(clock, delay_us),
	  .expected = "a number of microseconds" },
	{ "may", .set = option_bits, AT(clock, permissions),
	  .words = (const struct option_word[]){ { "state", SCMI_CLOCK_MAY_SET_STATE },
						 { "parent", SCMI_CLOCK_MAY_SET_PARENT },
						 { "rate", SCMI_CLOCK_MAY_SET_RATE },
						 { "nothing", 0 },
						 { NULL, 0 } },
	  .expected = "some of state, parent, rate with commas between, or nothing" },
};

static void clock_prepare(void *resource)
{
	struct resource_clock *clock = resource;

	clock->permissions =
		SCMI_CLOCK_MAY_SET_STATE | SCMI_CLOCK_MAY_SET_PARENT | SCMI_CLOCK_MAY_SET_RATE;
}

static void clock_settle(void *resource)
{
	struct resource_clock *clock = resource;

	clock->parent = clock->parents.ids[0];
}

/** sensor_axes() - the names of a sensor's axes */
static int sensor_axes(const struct option *option, void *field, char *text)
{
	struct resource_sensor *sensor = field;
	char *rest = NULL;

	(void)option;
	if (sensor->axes)
		return -EINVAL;
	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		if (sensor->axes == RESOURCES_AXES || strlen(part) >= SCMI_LONG_NAME)
			return -EINVAL;
		strcpy(sensor->axis_names[sensor->axes++], part);
	}
	return sensor->axes ? 0 : -EINVAL;
}

static const struct option sensor_options[] = {
	{ "type", U32(0, UINT8_MAX), AT(sensor, type),
	  .words = (const struct option_word[]){ { "celsius", SCMI_SENSOR_TYPE_CELSIUS },
						 { "kelvin", 4 },
						 { "volts", 5 },
						 { "amps", 6 },
						 { "watts", 7 },
						 { "joules", 8 },
						 { NULL, 0 } },
	  .expected = "celsius, kelvin, volts, amps, watts, joules or a number up to 255" },
	{ "scale", .set = option_i64, AT(sensor, scale), .lowest = -16, .highest = 15,
	  .expected = "a number from -16 to 15" },
	{ "value", .set = option_i64, AT(sensor, value), .lowest = INT64_MIN + 1,
	  .highest = INT64_MAX - RESOURCES_AXES, .expected = "a 64-bit number" },
	{ "axes", .set = sensor_axes, .offset = 0,
	  .expected = "at most 16 names of at most 63 characters with commas between" },
	{ "intervals", .set = option_list, AT(sensor, intervals), .lowest = 0, .highest = 0x1fffff,
	  .most = RESOURCES_LEVELS,
	  .expected = "ascending numbers of 21 bits or LOWEST:HIGHEST:STEP, with commas between, "
		      "at most 64 in all" },
	{ "interval-range", .set = option_range, AT(sensor, intervals), .lowest = 0,
	  .highest = 0x1fffff, .expected = "LOWEST:HIGHEST:STEP, and no intervals before it" },
	{ "trip-points", U32(0, UINT8_MAX), AT(sensor, trip_points),
	  .expected = "a number up to 255" },
	{ "async", AT(sensor, async) },
	{ "extended", AT(sensor, extended) },
	{ "timestamps", AT(sensor, timestamps) },
};

static void sensor_prepare(void *resource)
{
	struct resource_sensor *sensor = resource;

	sensor->type = 1; /* unspecified */
	sensor->config = SCMI_SENSOR_ENABLED;
}

static const struct option reset_options[] = {
	{ "async", AT(reset, async) },
	{ "states", .set = option_ids, AT(reset, states), .lowest = 0, .highest = UINT32_MAX,
	  .most = 16, .expected = "32-bit numbers with commas between, at most 16" },
	{ "latency-us", U32(0, UINT32_MAX), AT(reset, latency_us),
	  .expected = "a number of microseconds" },
};

static void reset_prepare(void *resource)
{
	struct resource_reset *domain = resource;

	domain->latency_us = UINT32_MAX; /* not known */
}

static const struct option voltage_options[] = {
	{ "level", .set = option_current, AT(voltage, levels), .lowest = INT32_MIN,
	  .highest = INT32_MAX, .expected = "a number of microvolts" },
	{ "levels", .set = option_list, AT(voltage, levels), .lowest = INT32_MIN,
	  .highest = INT32_MAX, .most = RESOURCES_LEVELS,
	  .expected = "ascending numbers of microvolts or LOWEST:HIGHEST:STEP, with commas "
		      "between, at most 64 in all" },
	{ "range", .set = option_range, AT(voltage, levels), .lowest = INT32_MIN,
	  .highest = INT32_MAX,
	  .expected = "LOWEST:HIGHEST:STEP in microvolts, and no levels before it" },
	{ "modes", .set = option_ids, AT(voltage, modes), .lowest = 0, .highest = SCMI_VOLTAGE_MODE,
	  .most = 16, .expected = "numbers up to 15 with commas between" },
	{ "async", AT(voltage, async) },
};

static void voltage_settle(void *resource)
{
	struct resource_voltage *domain = resource;

	domain->mode = domain->head.on ? SCMI_VOLTAGE_ON : SCMI_VOLTAGE_OFF;
}

static const struct option powercap_options[] = {
	{ "cap", .set = option_current, AT(powercap, caps), .lowest = 1, .highest = UINT32_MAX,
	  .expected = "a number of milliwatts" },
	{ "caps", .set = option_range, AT(powercap, caps), .lowest = 1, .highest = UINT32_MAX,
	  .expected = "LOWEST:HIGHEST:STEP in milliwatts" },
	{ "interval", .set = option_current, AT(powercap, intervals), .lowest = 0,
	  .highest = UINT32_MAX, .expected = "a number of microseconds" },
	{ "intervals", .set = option_range, AT(powercap, intervals), .lowest = 0,
	  .highest = UINT32_MAX, .expected = "LOWEST:HIGHEST:STEP in microseconds" },
	{ "parent", .set = option_ids, AT(powercap, parents), .lowest = 0,
	  .highest = RESOURCES_DOMAINS - 1, .most = 1, .refers = RESOURCE_POWERCAP,
	  .element = "parent", .expected = "the id of a powercap" },
	{ "power", U32(0, UINT32_MAX), AT(powercap, power), .expected = "a number of milliwatts" },
	{ "sustainable", U32(0, UINT32_MAX), AT(powercap, sustainable),
	  .expected = "a number of milliwatts" },
	{ "may", .set = option_bits, AT(powercap, permissions),
	  .words = (const struct option_word[]){ { "cap", SCMI_POWERCAP_CAN_SET_CAP },
						 { "interval", SCMI_POWERCAP_CAN_SET_PAI },
						 { "nothing", 0 },
						 { NULL, 0 } },
	  .expected = "some of cap, interval with commas between, or nothing" },
	{ "async", AT(powercap, async) },
	{ "fastchannels", AT(powercap, fastchannels) },
};

static void powercap_prepare(void *resource)
{
	struct resource_powercap *domain = resource;

	domain->permissions = SCMI_POWERCAP_CAN_SET_CAP | SCMI_POWERCAP_CAN_SET_PAI;
}

static void powercap_settle(void *resource)
{
	struct resource_powercap *domain = resource;

	if (!domain->sustainable)
		domain->sustainable = (uint32_t)domain->caps.values[domain->caps.range ? 1 : 0];
}

static const struct option group_options[] = {
	{ "pins", .set = option_ids, AT(pin, elements), .lowest = 0, .highest = RESOURCES_PINS - 1,
	  .most = RESOURCES_IDS, .refers = RESOURCE_PIN, .element = "pin",
	  .expected = "ids of pins or LOWEST:HIGHEST:STEP, with commas between, at most 256" },
};

static const struct option function_options[] = {
	{ "groups", .set = option_ids, AT(pin, elements), .lowest = 0,
	  .highest = RESOURCES_DOMAINS - 1, .most = RESOURCES_IDS, .refers = RESOURCE_GROUP,
	  .element = "group",
	  .expected = "ids of groups or LOWEST:HIGHEST:STEP, with commas between, at most 256" },
};

static void pin_prepare(void *resource)
{
	struct resource_pin *pin = resource;

	pin->function = SCMI_PINCTRL_NO_FUNCTION;
	pin->values[DRIVE_STRENGTH] = DRIVE_STRENGTH_MA;
}

static const struct option vendor_options[] = {
	{ "version", U32(1, UINT32_MAX), AT(vendor, version), .expected = "a number above 0" },
};

static void vendor_prepare(void *resource)
{
	struct resource_vendor *vendor = resource;

	vendor->version = SCMI_VERSION(1, 0);
}

static const struct option agent_options[] = {
	{ "restricted", AT(agent, restricted) },
	{ "blind", AT(agent, blind) },
};

/* An option of a device: its resources of one kind. */
#define PARTS(word, kind, member, room)                                                          \
	{                                                                                        \
		word, .set = option_ids, AT(device, member), .highest = (room)-1,                \
		      .most = RESOURCES_IDS, .refers = (kind), .element = word,                  \
		      .expected = "ids or LOWEST:HIGHEST:STEP, with commas between, at most 256" \
	}

static const struct option device_options[] = {
	PARTS("power", RESOURCE_POWER, powers, RESOURCES_DOMAINS),
	PARTS("perf", RESOURCE_PERF, perfs, RESOURCES_DOMAINS),
	PARTS("clock", RESOURCE_CLOCK, clocks, RESOURCES_DOMAINS),
	PARTS("sensor", RESOURCE_SENSOR, sensors, RESOURCES_DOMAINS),
	PARTS("reset", RESOURCE_RESET, resets, RESOURCES_DOMAINS),
	PARTS("voltage", RESOURCE_VOLTAGE, voltages, RESOURCES_DOMAINS),
	PARTS("powercap", RESOURCE_POWERCAP, powercaps, RESOURCES_DOMAINS),
	PARTS("pin", RESOURCE_PIN, pins, RESOURCES_PINS),
	PARTS("group", RESOURCE_GROUP, groups, RESOURCES_DOMAINS),
};

#define ARRAY(member)                                          \
	.offset = offsetof(struct resources, member),          \
	.size = sizeof(((struct resources *)NULL)->member[0]), \
	.room = ARRAY_SIZE(((struct resources *)NULL)->member)
#define OPTIONS(table) .options = table, .option_count = ARRAY_SIZE(table)

static const struct kind kinds[RESOURCE_KINDS] = {
	[RESOURCE_POWER] = { "power", SCMI_POWER_DOMAIN, ARRAY(powers), .switched = true,
			     OPTIONS(power_options), .settle = power_settle },
	[RESOURCE_SYSTEM_POWER] = { "system-power", SCMI_SYSTEM_POWER, ARRAY(system_power),
				    .single = true, .switched = true },
	[RESOURCE_PERF] = { "perf", SCMI_PERFORMANCE, ARRAY(perfs), OPTIONS(perf_options),
			    .levels = { { "level", offsetof(struct resource_perf, levels),
					  "level= or levels=" } },
			    .prepare = perf_prepare, .settle = perf_settle },
	[RESOURCE_CLOCK] = { "clock", SCMI_CLOCK, ARRAY(clocks), .switched = true,
			     OPTIONS(clock_options),
			     .levels = { { "rate", offsetof(struct resource_clock, rates),
					   "rate=, rates= or range=" } },
			     .prepare = clock_prepare, .settle = clock_settle },
	[RESOURCE_SENSOR] = { "sensor", SCMI_SENSOR, ARRAY(sensors), OPTIONS(sensor_options),
			      .prepare = sensor_prepare },
	[RESOURCE_RESET] = { "reset", SCMI_RESET, ARRAY(resets), OPTIONS(reset_options),
			     .prepare = reset_prepare },
	[RESOURCE_VOLTAGE] = { "voltage", SCMI_VOLTAGE, ARRAY(voltages), .switched = true,
			       OPTIONS(voltage_options),
			       .levels = { { "level", offsetof(struct resource_voltage, levels),
					     "level=, levels= or range=" } },
			       .settle = voltage_settle },
	[RESOURCE_POWERCAP] = { "powercap", SCMI_POWERCAP, ARRAY(powercaps),
				OPTIONS(powercap_options),
				.levels = { { "cap", offsetof(struct resource_powercap, caps),
					      "cap= or caps=" },
					    { "interval",
					      offsetof(struct resource_powercap, intervals),
					      "interval= or intervals=" } },
				.prepare = powercap_prepare, .settle = powercap_settle },
	[RESOURCE_PIN] = { "pin", SCMI_PINCTRL, ARRAY(pins), .prepare = pin_prepare },
	[RESOURCE_GROUP] = { "group", SCMI_PINCTRL, ARRAY(groups), OPTIONS(group_options),
			     .prepare = pin_prepare },
	[RESOURCE_FUNCTION] = { "function", SCMI_PINCTRL, ARRAY(functions),
				OPTIONS(function_options), .prepare = pin_prepare },
	[RESOURCE_VENDOR_PROTOCOL] = { "vendor-protocol", 0, ARRAY(vendors),
				       .first = RESOURCES_VENDOR, OPTIONS(vendor_options),
				       .prepare = vendor_prepare },
	[RESOURCE_AGENT] = { "agent", 0, ARRAY(agents), .first = 1, .bare = true,
			     .name_most = SCMI_SHORT_NAME - 1, OPTIONS(agent_options) },
	[RESOURCE_DEVICE] = { "device", 0, ARRAY(devices), .bare = true, OPTIONS(device_options) },
};

const struct kind *kind_row(enum resource_kind kind)
{
	return kinds[kind].word ? &kinds[kind] : NULL;
}

const struct option *kind_option(const struct kind *kind, size_t index)
{
	if (index < kind->option_count)
		return &kind->options[index];
	index -= kind->option_count;
	return !kind->bare && index < ARRAY_SIZE(common_options) ? &common_options[index] : NULL;
}

const char *resources_word(enum resource_kind kind)
{
	return kinds[kind].word;
}

void *resources_find(struct resources *resources, enum resource_kind kind, uint32_t id)
{
	const struct kind *row = &kinds[kind];
	struct resource *resource;

	if (id < row->first || id - row->first >= row->room)
		return NULL;
	resource = (void *)((char *)resources + row->offset + (id - row->first) * row->size);
	return resource->line ? resource : NULL;
}
