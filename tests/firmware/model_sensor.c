// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_sensor.c - the sensor protocol on the board's sensors
 *
 * Values never change, whatever a sensor is told. The descriptors of sensors are found by counting
 * them, so that an id without a sensor has one as well, with a name of no characters. Asynchronous
 * readings are answered as any other, and no delayed response comes.
 */
#include "model.h"

#include <inttypes.h>
#include <string.h>

#include "proto/sensor.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* What every sensor with an extended descriptor says of itself, and every one with timestamps. */
#define POWER_UW   1500
#define RESOLUTION 1
#define HIGHEST	   1000000 /* and the lowest is as far below 0 */
#define TIME_LOW   0x89abcdefu
#define TIME_HIGH  0x01234567u

/* Bits of an axis' attributes_low. */
#define AXIS_EXTENDED  (1u << 8)
#define AXIS_LONG_NAME (1u << 9)

static enum scmi_status attributes(struct model_call *call)
{
	const struct resources *resources = call->model->resources;

	return model_region(call, resources->count[RESOURCE_SENSOR], &resources->sensor_readings);
}

/** unit_of() - bits 15:11 and 7:0 of attributes_high */
static uint32_t unit_of(const struct resource_sensor *sensor)
{
	return ((uint32_t)sensor->scale & 0x1f) << 11 | sensor->type;
}

static struct scmi_sensor_extension extension(void)
{
	int64_t lowest = -(int64_t)HIGHEST;

	return (struct scmi_sensor_extension){
		.power = POWER_UW,
		.resolution = RESOLUTION,
		.lowest_low = (uint32_t)lowest,
		.lowest_high = (uint32_t)((uint64_t)lowest >> 32),
		.highest_low = HIGHEST,
	};
}

/* What lies behind the power: the part that axes have as well. */
#define RANGE_OFFSET offsetof(struct scmi_sensor_extension, resolution)
#define RANGE_SIZE   (sizeof(struct scmi_sensor_extension) - RANGE_OFFSET)

/* The longest descriptor; less of it is sent where it is shorter. */
struct description {
	struct scmi_sensor_descriptor head;
	struct scmi_sensor_extension extension;
};

/** describe() - fill in what is known of a sensor; Return: bytes that are sent of it */
static size_t describe(const struct model_call *call, const struct resource_sensor *sensor,
		       uint32_t id, struct description *description)
{
	struct scmi_sensor_descriptor *head = &description->head;
	bool extended = sensor && sensor->extended && call->version >= SCMI_VERSION(2, 0);

	*description = (struct description){ .head.id = id, .extension = extension() };
	if (!sensor)
		return sizeof(*head);
	model_put_name(head->name, &sensor->head);
	head->attributes_low = sensor->trip_points | (sensor->async ? SCMI_SENSOR_READS_ASYNC : 0);
	head->attributes_high = unit_of(sensor);
	if (call->version >= SCMI_VERSION(2, 0)) {
		head->attributes_low |= SCMI_SENSOR_NOTIFIES_UPDATES |
			(sensor->timestamps ? SCMI_SENSOR_TIMESTAMPS : 0) |
			(extended ? SCMI_SENSOR_EXTENDED : 0);
		if (sensor->axes)
			head->attributes_high |= SCMI_SENSOR_HAS_AXES | sensor->axes << 16;
	}
	if (call->version >= SCMI_VERSION(3, 0) && model_name_is_long(&sensor->head))
		head->attributes_low |= SCMI_SENSOR_LONG_NAME;
	if (!extended)
		return sizeof(*head);
	return sensor->axes ? sizeof(*head) + RANGE_OFFSET : sizeof(*description);
}

static enum scmi_status description_get(struct model_call *call)
{
	const struct scmi_sensor_description_get_a2p *request = call->request;
	const struct resources *resources = call->model->resources;
	uint32_t count = resources->count[RESOURCE_SENSOR], here = 0;
	struct scmi_list_p2a *values = model_values(call, SCMI_PAYLOAD_MAX);
	size_t size = sizeof(*values);

	if (request->index >= count)
		return SCMI_OUT_OF_RANGE;
	for (uint32_t id = request->index; id < count; id++, here++) {
		struct description description;
		size_t more = describe(call, model_find(call, id), id, &description);

		if (here && size + more > resources->payload)
			break;
		memcpy((char *)values + size, &description, more);
		size += more;
	}
	values->flags = (count - request->index - here) << 16 | here;
	call->answer->length = (uint32_t)size;
	/* This is about all of them; those that the agent may not use look as if not there. */
	call->way = (struct model_way){ 0 };
	call->denied = false;
	return SCMI_SUCCESS;
}

static enum scmi_status trip_point_notify(struct model_call *call)
{
	return model_notify(call, "trip points");
}

static enum scmi_status trip_point_config(struct model_call *call)
{
	const struct scmi_sensor_trip_point_config_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->sensor_id);
	int64_t value = (int64_t)((uint64_t)request->value_high << 32 | request->value_low);
	uint32_t point = request->flags >> 4 & 0xff, events = request->flags & 3;
	enum scmi_status status;

	if (!sensor)
		status = SCMI_NOT_FOUND;
	else if (point >= sensor->trip_points || request->flags & ~0xff3u)
		status = SCMI_INVALID_PARAMETERS;
	else
		status = sensor->head.fail;
	return model_logged(call, request->sensor_id, status,
			    "trip point %" PRIu32 " events %" PRIu32 " at %" PRId64, point, events,
			    value);
}

/** check_reading() - Return: how a reading goes */
static enum scmi_status check_reading(const struct resource_sensor *sensor, uint32_t flags)
{
	if (!sensor)
		return SCMI_NOT_FOUND;
	if (flags & ~(sensor->async ? SCMI_SENSOR_READING_IS_ASYNC : 0u))
		return SCMI_INVALID_PARAMETERS;
	return SCMI_SUCCESS;
}

static enum scmi_status reading_get_v1(struct model_call *call)
{
	const struct scmi_sensor_reading_get_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->sensor_id);
	enum scmi_status status = check_reading(sensor, request->flags);
	struct scmi_sensor_reading_v1_p2a *values;

	if (status)
		return status;
	values = model_values(call, sizeof(*values));
	values->value_low = (uint32_t)sensor->value;
	values->value_high = (uint32_t)((uint64_t)sensor->value >> 32);
	return SCMI_SUCCESS;
}

static enum scmi_status reading_get(struct model_call *call)
{
	const struct scmi_sensor_reading_get_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->sensor_id);
	enum scmi_status status = check_reading(sensor, request->flags);
	struct scmi_sensor_reading *readings;
	uint32_t count;

	if (status)
		return status;
	count = sensor->axes ? sensor->axes : 1;
	readings = (void *)((uint32_t *)model_values(call,
						     sizeof(uint32_t) + count * sizeof(*readings)) +
			    1);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t value = (uint64_t)(sensor->value + i);

		readings[i] = (struct scmi_sensor_reading){
			.value_low = (uint32_t)value,
			.value_high = (uint32_t)(value >> 32),
			.time_low = sensor->timestamps ? TIME_LOW : 0,
			.time_high = sensor->timestamps ? TIME_HIGH : 0,
		};
	}
	return SCMI_SUCCESS;
}

/** check_axes() - Return: how a question about the axes from @index on goes */
static enum scmi_status check_axes(const struct resource_sensor *sensor, uint32_t index)
{
	if (!sensor)
		return SCMI_NOT_FOUND;
	if (!sensor->axes)
		return SCMI_NOT_SUPPORTED;
	return index < sensor->axes ? SCMI_SUCCESS : SCMI_OUT_OF_RANGE;
}

/** at_least_one() - a part of a list whose elements can be longer than the shortest payload */
static struct model_part at_least_one(struct model_part part)
{
	return part.here ? part : (struct model_part){ 1, part.left - 1 };
}

static enum scmi_status axis_description_get(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->id);
	enum scmi_status status = check_axes(sensor, request->index);
	struct scmi_sensor_extension range = extension();
	struct scmi_list_p2a *values;
	struct model_part part;
	size_t size;

	if (status)
		return status;
	size = sizeof(struct scmi_sensor_axis_descriptor) + (sensor->extended ? RANGE_SIZE : 0);
	part = at_least_one(model_part(call, sizeof(*values), size, sensor->axes - request->index));
	values = model_values(call, sizeof(*values) + part.here * size);
	values->flags = part.left << 26 | part.here;
	for (uint32_t i = 0; i < part.here; i++) {
		char *at = (char *)(values + 1) + i * size;
		const char *name = sensor->axis_names[request->index + i];
		struct scmi_sensor_axis_descriptor axis = {
			.id = request->index + i,
			.attributes_low = sensor->extended ? AXIS_EXTENDED : 0,
			.attributes_high = unit_of(sensor),
		};

		if (call->version >= SCMI_VERSION(3, 0) && strlen(name) >= SCMI_SHORT_NAME)
			axis.attributes_low |= AXIS_LONG_NAME;
		memcpy(axis.name, name, sizeof(axis.name) - 1);
		memcpy(at, &axis, sizeof(axis));
		if (sensor->extended)
			memcpy(at + sizeof(axis), &range.resolution, RANGE_SIZE);
	}
	return SCMI_SUCCESS;
}

static enum scmi_status axis_name_get(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->id);
	enum scmi_status status = check_axes(sensor, request->index);
	struct scmi_sensor_axis_name *names;
	struct scmi_list_p2a *values;
	struct model_part part;

	if (status)
		return status;
	part = at_least_one(
		model_part(call, sizeof(*values), sizeof(*names), sensor->axes - request->index));
	values = model_values(call, sizeof(*values) + part.here * sizeof(*names));
	values->flags = part.left << 26 | part.here;
	names = (void *)(values + 1);
	for (uint32_t i = 0; i < part.here; i++) {
		names[i].id = request->index + i;
		memcpy(names[i].name, sensor->axis_names[request->index + i],
		       sizeof(names[i].name));
	}
	return SCMI_SUCCESS;
}

static enum scmi_status list_update_intervals(struct model_call *call)
{
	const struct scmi_list_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->id);
	const struct resource_levels *intervals;
	struct scmi_list_p2a *values;
	struct model_part part;
	uint32_t *words;

	if (!sensor)
		return SCMI_NOT_FOUND;
	intervals = &sensor->intervals;
	if (!intervals->count)
		return SCMI_NOT_SUPPORTED;
	if (request->index >= (intervals->range ? 1 : intervals->count))
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(*words), intervals->count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(*words));
	values->flags = part.left << 16 | (intervals->range ? SCMI_LIST_TRIPLET : 0) | part.here;
	words = (void *)(values + 1);
	for (uint32_t i = 0; i < part.here; i++)
		words[i] = (uint32_t)intervals->values[request->index + i];
	return SCMI_SUCCESS;
}

static enum scmi_status config_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_sensor *sensor = model_find(call, request->id);
	struct scmi_value_p2a *values;

	if (!sensor)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->value = sensor->config;
	return SCMI_SUCCESS;
}

/* Bits of a sensor's configuration: reserved ones, and timestamps. */
#define CONFIG_RESERVED	  0x1fcu
#define CONFIG_TIMESTAMPS (1u << 1)

/** change_config() - configure a sensor, with any interval; Return: how that went */
static enum scmi_status change_config(struct resource_sensor *sensor, uint32_t config)
{
	if (!sensor)
		return SCMI_NOT_FOUND;
	if (config & (CONFIG_RESERVED | (sensor->timestamps ? 0 : CONFIG_TIMESTAMPS)))
		return SCMI_INVALID_PARAMETERS;
	if (sensor->head.fail)
		return sensor->head.fail;
	sensor->config = config;
	return SCMI_SUCCESS;
}

static enum scmi_status config_set(struct model_call *call)
{
	const struct scmi_sensor_config_set_a2p *request = call->request;
	struct resource_sensor *sensor = model_find(call, request->sensor_id);

	return model_logged(call, request->sensor_id, change_config(sensor, request->config),
			    "config 0x%" PRIx32, request->config);
}

static enum scmi_status continuous_update_notify(struct model_call *call)
{
	return model_notify(call, "updates");
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = attributes },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 4, .serve = description_get },
	{ 0x4, 0x10000, 0, 8, .serve = trip_point_notify },
	{ 0x5, 0x10000, 0, 16, .serve = trip_point_config },
	{ 0x6, 0x10000, 0x20000, 8, .serve = reading_get_v1 },
	{ 0x6, 0x20000, 0, 8, .serve = reading_get },
	{ 0x7, 0x20000, 0, 8, .serve = axis_description_get },
	{ 0x8, 0x20000, 0, 8, .serve = list_update_intervals },
	{ 0x9, 0x20000, 0, 4, .serve = config_get },
	{ 0xa, 0x20000, 0, 8, .serve = config_set },
	{ 0xb, 0x20000, 0, 8, .serve = continuous_update_notify },
	{ 0xc, 0x30000, 0, 4, .serve = model_name_get },
	{ 0xd, 0x30000, 0, 8, .serve = axis_name_get },
	{ 0x10, 0x30001, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_sensor = { commands, ARRAY_SIZE(commands), RESOURCE_SENSOR };
