// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_powercap.c - the power capping protocol on the board's powercaps
 *
 * Each domain is on its own: a cap does not bound those of the domains below. An asynchronous
 * change is answered as any other, and no delayed response comes. Fast channels are told, and
 * nothing stands behind their addresses.
 */
#include "model.h"

#include <inttypes.h>

#include "proto/powercap.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define ACCURACY 100 /* one percent */

/** attribute_bits() - of POWERCAP_DOMAIN_ATTRIBUTES, in the version that is spoken */
static uint32_t attribute_bits(const struct resource_powercap *domain, uint32_t version)
{
	uint32_t bits = domain->permissions | SCMI_POWERCAP_NOTIFIES_CAP |
		SCMI_POWERCAP_NOTIFIES_MEASUREMENTS | SCMI_POWERCAP_CAN_MEASURE |
		SCMI_POWERCAP_MILLIWATT;

	if (domain->async)
		bits |= SCMI_POWERCAP_SET_ASYNC;
	if (model_name_is_long(&domain->head))
		bits |= SCMI_POWERCAP_LONG_NAME;
	if (domain->fastchannels && version >= SCMI_VERSION(2, 0))
		bits |= SCMI_POWERCAP_FASTCHANNELS;
	return bits;
}

/**
 * struct span - lowest, highest and step
 *
 * A single value is a span as well.
 */
struct span {
	uint32_t lowest;
	uint32_t highest;
	uint32_t step;
};

static struct span span_of(const struct resource_levels *levels)
{
	if (!levels->range)
		return (struct span){ (uint32_t)levels->values[0], (uint32_t)levels->values[0], 1 };
	return (struct span){ (uint32_t)levels->values[0], (uint32_t)levels->values[1],
			      (uint32_t)levels->values[2] };
}

static enum scmi_status domain_attributes(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_powercap *domain = model_find(call, request->id);
	struct scmi_powercap_domain_attributes_p2a *values;
	struct span caps, intervals;

	if (!domain)
		return SCMI_NOT_FOUND;
	caps = span_of(&domain->caps);
	intervals = span_of(&domain->intervals);
	values = model_values(call, sizeof(*values));
	values->attributes = attribute_bits(domain, call->version);
	model_put_name(values->name, &domain->head);
	values->min_pai = intervals.lowest;
	values->max_pai = intervals.highest;
	values->pai_step = intervals.step;
	values->min_cap = caps.lowest;
	values->max_cap = caps.highest;
	values->cap_step = caps.step;
	values->sustainable_power = domain->sustainable;
	values->accuracy = ACCURACY;
	values->parent_id =
		domain->parents.count ? domain->parents.ids[0] : SCMI_POWERCAP_NO_PARENT;
	return SCMI_SUCCESS;
}

/** get_level() - CAP_GET and PAI_GET: what is set of the levels at an offset of the domain */
static enum scmi_status get_level(struct model_call *call, size_t offset)
{
	const struct scmi_id_a2p *request = call->request;
	const char *domain = model_find(call, request->id);
	const struct resource_levels *levels;
	struct scmi_value_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	levels = (const void *)(domain + offset);
	values = model_values(call, sizeof(*values));
	values->value = (uint32_t)levels->current;
	return SCMI_SUCCESS;
}

/**
 * change_level() - set one of the levels of a domain; Return: how that went
 * @permission: that it takes
 * @flags:      that are left once those which are allowed are taken away
 */
static enum scmi_status change_level(struct resource_powercap *domain,
				     struct resource_levels *levels, uint32_t permission,
				     uint32_t flags, uint32_t level)
{
	if (!domain)
		return SCMI_NOT_FOUND;
	if (!(domain->permissions & permission))
		return SCMI_DENIED;
	if (flags)
		return SCMI_INVALID_PARAMETERS;
	if (!resource_levels_have(levels, level))
		return SCMI_OUT_OF_RANGE;
	if (domain->head.fail)
		return domain->head.fail;
	levels->current = level;
	return SCMI_SUCCESS;
}

static enum scmi_status cap_get(struct model_call *call)
{
	return get_level(call, offsetof(struct resource_powercap, caps));
}

static enum scmi_status cap_set(struct model_call *call)
{
	const struct scmi_powercap_set_a2p *request = call->request;
	struct resource_powercap *domain = model_find(call, request->domain_id);
	uint32_t possible = SCMI_POWERCAP_IGNORE_DELAYED;

	if (domain && domain->async)
		possible |= SCMI_POWERCAP_SET_IS_ASYNC;
	return model_logged(call, request->domain_id,
			    change_level(domain, domain ? &domain->caps : NULL,
					 SCMI_POWERCAP_CAN_SET_CAP, request->flags & ~possible,
					 request->value),
			    "cap %" PRIu32, request->value);
}

static enum scmi_status pai_get(struct model_call *call)
{
	return get_level(call, offsetof(struct resource_powercap, intervals));
}

static enum scmi_status pai_set(struct model_call *call)
{
	const struct scmi_powercap_set_a2p *request = call->request;
	struct resource_powercap *domain = model_find(call, request->domain_id);

	return model_logged(call, request->domain_id,
			    change_level(domain, domain ? &domain->intervals : NULL,
					 SCMI_POWERCAP_CAN_SET_PAI, request->flags, request->value),
			    "interval %" PRIu32, request->value);
}

static enum scmi_status measurements_get(struct model_call *call)
{
	const struct scmi_id_a2p *request = call->request;
	const struct resource_powercap *domain = model_find(call, request->id);
	struct scmi_powercap_measurements_p2a *values;

	if (!domain)
		return SCMI_NOT_FOUND;
	values = model_values(call, sizeof(*values));
	values->power = domain->power;
	values->pai = (uint32_t)domain->intervals.current;
	return SCMI_SUCCESS;
}

static enum scmi_status cap_notify(struct model_call *call)
{
	return model_notify(call, "cap");
}

static enum scmi_status measurements_notify(struct model_call *call)
{
	const struct scmi_powercap_measurements_notify_a2p *request = call->request;
	enum scmi_status status = SCMI_SUCCESS;

	if (!model_find(call, request->domain_id))
		status = SCMI_NOT_FOUND;
	else if (request->enable > 1 || request->threshold_low > request->threshold_high)
		status = SCMI_INVALID_PARAMETERS;
	return model_logged(call, request->domain_id, status, "notify measurements %s",
			    request->enable ? "on" : "off");
}

static enum scmi_status describe_fastchannel(struct model_call *call)
{
	const struct scmi_fastchannel_a2p *request = call->request;
	const struct resource_powercap *domain = model_find(call, request->id);

	if (!domain)
		return SCMI_NOT_FOUND;
	if (!domain->fastchannels)
		return SCMI_NOT_SUPPORTED;
	switch (request->message_id) {
	case SCMI_POWERCAP_CAP_GET:
	case SCMI_POWERCAP_CAP_SET:
	case SCMI_POWERCAP_PAI_GET:
	case SCMI_POWERCAP_PAI_SET: return model_fastchannel(call, request, sizeof(uint32_t));
	default: return SCMI_INVALID_PARAMETERS;
	}
}

/** fastchannel_attributes() - of the messages that a fast channel can take the place of */
static uint32_t fastchannel_attributes(const struct model_call *call)
{
	if (call->version >= SCMI_VERSION(2, 0))
		for (uint32_t id = 0; id < RESOURCES_DOMAINS; id++)
			if (call->model->resources->powercaps[id].fastchannels)
				return 1;
	return 0;
}

static const struct model_command commands[] = {
	{ 0x0, 0x10000, 0, 0, .serve = model_protocol_version },
	{ 0x1, 0x10000, 0, 0, .serve = model_protocol_count },
	{ 0x2, 0x10000, 0, 4, .serve = model_message_attributes },
	{ 0x3, 0x10000, 0, 4, .serve = domain_attributes },
	{ 0x4, 0x10000, 0, 4, .serve = cap_get, .attributes = fastchannel_attributes },
	{ 0x5, 0x10000, 0, 12, .serve = cap_set, .attributes = fastchannel_attributes },
	{ 0x6, 0x10000, 0, 4, .serve = pai_get, .attributes = fastchannel_attributes },
	{ 0x7, 0x10000, 0, 12, .serve = pai_set, .attributes = fastchannel_attributes },
	{ 0x8, 0x10000, 0, 4, .serve = model_name_get },
	{ 0x9, 0x10000, 0, 4, .serve = measurements_get },
	{ 0xa, 0x10000, 0, 8, .serve = cap_notify },
	{ 0xb, 0x10000, 0, 16, .serve = measurements_notify },
	{ 0xc, 0x20000, 0, 8, .serve = describe_fastchannel },
	{ 0x10, 0x20000, 0, 4, .serve = model_negotiate_version },
};

const struct model_commands model_powercap = { commands, ARRAY_SIZE(commands), RESOURCE_POWERCAP };
