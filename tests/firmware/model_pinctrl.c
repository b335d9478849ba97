// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_pinctrl.c - the pin control protocol on the board's pins, groups and functions
 *
 * What is set of a group is set of each of its pins as well. Requesting and releasing never fails,
 * and nothing needs a request.
 */
#include "model.h"

#include <inttypes.h>

#include "proto/pinctrl.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/*
 * The settings that every pin and group has: bias disable, bias pull-up, drive strength, output
 * mode, output value, and the first of the vendor's own.
 */
static const uint32_t config_types[RESOURCES_CONFIGS] = { 2, 4, 10, 17, 18, 192 };

/* Which of pins, groups and functions a message can be about. */
#define PINS	  (1u << SCMI_PINCTRL_PIN)
#define GROUPS	  (1u << SCMI_PINCTRL_GROUP)
#define FUNCTIONS (1u << SCMI_PINCTRL_FUNCTION)

/**
 * select_kind() - make a call one about the kind that its selector says
 * @possible: kinds that it can be about
 *
 * Return: SCMI_SUCCESS; SCMI_INVALID_PARAMETERS, with the call about pins, for any other kind.
 */
static enum scmi_status select_kind(struct model_call *call, uint32_t selector, uint32_t possible)
{
	static const enum resource_kind kinds[SCMI_PINCTRL_SELECTORS] = {
		[SCMI_PINCTRL_PIN] = RESOURCE_PIN,
		[SCMI_PINCTRL_GROUP] = RESOURCE_GROUP,
		[SCMI_PINCTRL_FUNCTION] = RESOURCE_FUNCTION,
	};

	call->kind = RESOURCE_PIN;
	if (selector >= SCMI_PINCTRL_SELECTORS)
		return SCMI_INVALID_PARAMETERS;
	call->kind = kinds[selector];
	return possible & 1u << selector ? SCMI_SUCCESS : SCMI_INVALID_PARAMETERS;
}

static enum scmi_status protocol_attributes(struct model_call *call)
{
	const uint32_t *count = call->model->resources->count;
	struct scmi_pinctrl_protocol_attributes_p2a *values = model_values(call, sizeof(*values));

	values->attributes_low = count[RESOURCE_GROUP] << 16 | count[RESOURCE_PIN];
	values->attributes_high = count[RESOURCE_FUNCTION];
	return SCMI_SUCCESS;
}

static enum scmi_status attributes(struct model_call *call)
{
	const struct scmi_pinctrl_id_a2p *request = call->request;
	enum scmi_status status = select_kind(call, request->flags, PINS | GROUPS | FUNCTIONS);
	const struct resource_pin *pin = model_find(call, request->identifier);
	struct scmi_pinctrl_attributes_p2a *values;

	if (status)
		return status;
	if (!pin)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->attributes = pin->elements.count;
	if (model_name_is_long(&pin->head))
		values->attributes |= SCMI_PINCTRL_LONG_NAME;
	model_put_name(values->name, &pin->head);
	return SCMI_SUCCESS;
}

static enum scmi_status name_get(struct model_call *call)
{
	const struct scmi_pinctrl_id_a2p *request = call->request;
	enum scmi_status status = select_kind(call, request->flags, PINS | GROUPS | FUNCTIONS);

	return status ? status : model_name_get(call); /* whose parameter is our first */
}

static enum scmi_status list_associations(struct model_call *call)
{
	const struct scmi_pinctrl_list_associations_a2p *request = call->request;
	enum scmi_status status = select_kind(call, request->flags, GROUPS | FUNCTIONS);
	const struct resource_pin *pin = model_find(call, request->identifier);
	struct scmi_pinctrl_list_associations_p2a *values;
	struct model_part part;

	if (status)
		return status;
	if (!pin)
		return SCMI_NOT_FOUND;
	/* A list can be empty, and then has a first answer too. */
	if (request->index && request->index >= pin->elements.count)
		return SCMI_OUT_OF_RANGE;
	part = model_part(call, sizeof(*values), sizeof(values->ids[0]),
			  pin->elements.count - request->index);
	values = model_values(call, sizeof(*values) + part.here * sizeof(values->ids[0]));
	values->flags = part.left << 16 | part.here;
	for (uint32_t i = 0; i < part.here; i++)
		values->ids[i] = (uint16_t)pin->elements.ids[request->index + i];
	return SCMI_SUCCESS;
}

/** find_config() - Return: the place of a setting, RESOURCES_CONFIGS: there is no such one */
static uint32_t find_config(uint32_t type)
{
	uint32_t i = 0;

	while (i < RESOURCES_CONFIGS && config_types[i] != type)
		i++;
	return i;
}

/* What SETTINGS_GET is asked for, in bits 19:18. */
enum settings_wanted { ONE_CONFIG, ALL_CONFIGS, THE_FUNCTION };

/** put_settings() - answer a pin's function, and its settings from one on */
static void put_settings(struct model_call *call, const struct resource_pin *pin, uint32_t first,
			 struct model_part part)
{
	struct scmi_pinctrl_settings_get_p2a *values =
		model_values(call, sizeof(*values) + part.here * sizeof(values->configs[0]));

	values->function_selected = pin->function;
	values->flags = part.left << 24 | part.here;
	for (uint32_t i = 0; i < part.here; i++) {
		values->configs[i].type = config_types[first + i];
		values->configs[i].value = pin->values[first + i];
	}
}

static enum scmi_status settings_get(struct model_call *call)
{
	const struct scmi_pinctrl_settings_get_a2p *request = call->request;
	uint32_t attributes = request->attributes;
	uint32_t skip = attributes >> 8 & 0xff, type = attributes & 0xff, config;
	enum scmi_status status =
		select_kind(call, attributes >> SCMI_PINCTRL_GET_SELECTOR_SHIFT & 3, PINS | GROUPS);
	const struct resource_pin *pin = model_find(call, request->identifier);
	struct model_part part;

	if (status)
		return status;
	if (!pin)
		return SCMI_NOT_FOUND;
	switch (attributes >> 18) { /* nothing stands above these two bits */
	case ONE_CONFIG:
		config = find_config(type);
		if (config == RESOURCES_CONFIGS)
			return SCMI_NOT_SUPPORTED;
		put_settings(call, pin, config, (struct model_part){ 1, 0 });
		return SCMI_SUCCESS;
	case ALL_CONFIGS:
		if (skip >= RESOURCES_CONFIGS)
			return SCMI_OUT_OF_RANGE;
		part = model_part(call, sizeof(struct scmi_pinctrl_settings_get_p2a),
				  sizeof(struct scmi_pinctrl_config), RESOURCES_CONFIGS - skip);
		put_settings(call, pin, skip, part);
		return SCMI_SUCCESS;
	case THE_FUNCTION:
		put_settings(call, pin, 0, (struct model_part){ 0, 0 });
		return SCMI_SUCCESS;
	default: return SCMI_INVALID_PARAMETERS;
	}
}

/** function_fits() - whether a pin or group can have a function */
static bool function_fits(const struct model_call *call, uint32_t id,
			  const struct resource_pin *function)
{
	if (call->kind == RESOURCE_GROUP)
		return resource_ids_have(&function->elements, id);
	for (uint32_t i = 0; i < function->elements.count; i++) {
		const struct resource_pin *group = resources_find(
			call->model->resources, RESOURCE_GROUP, function->elements.ids[i]);

		if (resource_ids_have(&group->elements, id))
			return true;
	}
	return false;
}

/** check_settings() - Return: how SETTINGS_CONFIGURE goes */
static enum scmi_status check_settings(struct model_call *call,
				       const struct scmi_pinctrl_settings_configure_a2p *request)
{
	const struct resource_pin *pin = model_find(call, request->identifier), *function;

	if (!pin)
		return SCMI_NOT_FOUND;
	if (request->attributes & ~0x7ffu)
		return SCMI_INVALID_PARAMETERS;
	for (uint32_t i = 0; i < SCMI_PINCTRL_SET_CONFIGS(request->attributes); i++) {
		if (request->configs[i].type > UINT8_MAX)
			return SCMI_INVALID_PARAMETERS;
		if (find_config(request->configs[i].type) == RESOURCES_CONFIGS)
			return SCMI_NOT_SUPPORTED;
	}
	if (request->attributes & SCMI_PINCTRL_SET_FUNCTION) {
		function = resources_find(call->model->resources, RESOURCE_FUNCTION,
					  request->function_id);
		if (!function)
			return SCMI_NOT_FOUND;
		if (!function_fits(call, request->identifier, function))
			return SCMI_INVALID_PARAMETERS;
	}
	return pin->head.fail;
}

/** apply_settings() - set what a request says of one pin or group */
static void apply_settings(struct resource_pin *pin,
			   const struct scmi_pinctrl_settings_configure_a2p *request)
{
	for (uint32_t i = 0; i < SCMI_PINCTRL_SET_CONFIGS(request->attributes); i++)
		pin->values[find_config(request->configs[i].type)] = request->configs[i].value;
	if (request->attributes & SCMI_PINCTRL_SET_FUNCTION)
		pin->function = request->function_id;
}

/** log_settings() - a line for each thing that is set, or was to be */
static void log_settings(struct model_call *call,
			 const struct scmi_pinctrl_settings_configure_a2p *request,
			 enum scmi_status status)
{
	uint32_t count = SCMI_PINCTRL_SET_CONFIGS(request->attributes);
	bool function = request->attributes & SCMI_PINCTRL_SET_FUNCTION;

	for (uint32_t i = 0; i < count; i++)
		model_logged(call, request->identifier, status, "config %" PRIu32 "=%" PRIu32,
			     request->configs[i].type, request->configs[i].value);
	if (function)
		model_logged(call, request->identifier, status, "function %" PRIu32,
			     request->function_id);
	if (!count && !function)
		model_logged(call, request->identifier, status, "unchanged");
}

static enum scmi_status settings_configure(struct model_call *call)
{
	const struct scmi_pinctrl_settings_configure_a2p *request = call->request;
	enum scmi_status status;
	struct resource_pin *pin;

	if (call->size !=
	    sizeof(*request) +
		    SCMI_PINCTRL_SET_CONFIGS(request->attributes) * sizeof(request->configs[0]))
		return SCMI_PROTOCOL_ERROR;
	status = select_kind(call, request->attributes & 3, PINS | GROUPS);
	if (!status)
		status = check_settings(call, request);
	log_settings(call, request, status);
	if (status)
		return status;
	pin = model_find(call, request->identifier);
	apply_settings(pin, request);
	for (uint32_t i = 0; i < pin->elements.count; i++)
		apply_settings(
			resources_find(call->model->resources, RESOURCE_PIN, pin->elements.ids[i]),
			request);
	return SCMI_SUCCESS;
}

/** own() - REQUEST and RELEASE, which differ in the word that is logged */
static enum scmi_status own(struct model_call *call, const char *word)
{
	const struct scmi_pinctrl_id_a2p *request = call->request;
	enum scmi_status status = select_kind(call, request->flags, PINS | GROUPS);
	const struct resource_pin *pin = model_find(call, request->identifier);

	if (!status)
		status = pin ? pin->head.fail : SCMI_NOT_FOUND;
	return model_logged(call, request->identifier, status, "%s", word);
}

static enum scmi_status request_pin(struct model_call *call)
{
	return own(call, "requested");
}

static enum scmi_status release_pin(struct model_call *call)
{
	return own(call, "released");
}

static enum scmi_status set_permissions(struct model_call *call)
{
	const struct scmi_pinctrl_set_permissions_a2p *request = call->request;
	enum scmi_status status = select_kind(call, request->flags & 3, PINS | GROUPS);
	const struct resource_pin *pin = model_find(call, request->identifier);

	if (!model_trusts(call))
		status = SCMI_DENIED;
	else if (!status && request->flags & ~7u)
		status = SCMI_INVALID_PARAMETERS;
	if (!status)
		status = pin && model_agent(call->model, request->agent_id) ? pin->head.fail :
									      SCMI_NOT_FOUND;
	return model_logged(call, request->identifier, status, "permissions agent %" PRIu32 " %s",
			    request->agent_id, request->flags & 4 ? "allow" : "deny");
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = protocol_attributes },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 8, .serve = attributes },
	{ 0x4, 0x10000, 0, 12, .serve = list_associations },
	{ 0x5, 0x10000, 0, 8, .serve = settings_get },
	{ 0x6, 0x10000, 0, 12, .serve = settings_configure, .step = 8 },
	{ 0x7, 0x10000, 0, 8, .serve = request_pin },
	{ 0x8, 0x10000, 0, 8, .serve = release_pin },
	{ 0x9, 0x10000, 0, 8, .serve = name_get },
	{ 0xa, 0x10000, 0, 12, .serve = set_permissions },
	{ 0x10, 0x10000, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_pinctrl = { commands, ARRAY_SIZE(commands), RESOURCE_PIN };
