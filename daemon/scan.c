// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * scan.c - from one part of a list to the next
 */
#include "scan.h"

#include <string.h>

/** ask_for_next() - the packet becomes the request for the part that comes next */
static void ask_for_next(struct context *c, const struct scan_list *list)
{
	struct mediator_call *call = c->call;

	c->packet->header = scmi_header(list->protocol, list->message, 0);
	c->packet->length = call->out->request_size;
	memcpy(c->packet->payload, call->saved, call->out->request_size);
	c->packet->payload[list->index_at] = call->scan.next;
}

void scan_start(struct context *c, const struct scan_list *list, uint32_t skip)
{
	struct mediator_call *call = c->call;

	call->step = MEDIATOR_SCANS;
	call->scan.skip = skip;
	call->scan.next = 0;
	call->scan.members = 0;
	call->scan.listed = 0;
	/* The platform may be another one when the next part is asked for; the row is the same. */
	call->out = platform_message(c->platform, list->protocol, list->message);
	memcpy(call->saved, c->packet->payload, c->packet->length);
	ask_for_next(c, list);
}

static uint32_t id_at(const struct scan_list *list, const void *items, uint32_t index)
{
	return list->item == sizeof(uint16_t) ? ((const uint16_t *)items)[index] :
						((const uint32_t *)items)[index];
}

static uint32_t room_of(const struct scan_list *list)
{
	return (MEDIATOR_LIST_MAX - sizeof(struct scmi_list_p2a)) / list->item;
}

enum hook_outcome scan_part(struct context *c, const struct scan_list *list,
			    enum scmi_resource resource)
{
	const struct scmi_list_p2a *answer = (const void *)c->packet->payload;
	struct mediator_scan *scan = &c->call->scan;
	uint32_t here = answer->flags & list->here_mask;
	uint32_t left = answer->flags >> list->left_shift;

	/* More than there can be is a list without an end. */
	if (sizeof(*answer) + here * list->item > c->packet->length ||
	    scan->next + here > RIGHTS_IDS)
		return HOOK_WRONG;
	for (uint32_t i = 0; i < here; i++) {
		uint32_t id = id_at(list, answer + 1, i);

		if (policy_right(c->agent, resource, id) == RIGHT_NONE)
			continue;
		if (scan->members++ >= scan->skip && scan->listed < room_of(list))
			scan->ids[scan->listed++] = (uint16_t)id;
	}
	scan->next += here;
	if (!here || !left)
		return HOOK_FIT;
	ask_for_next(c, list);
	return HOOK_AGAIN;
}

enum scmi_status scan_answer(struct context *c, const struct scan_list *list)
{
	const struct mediator_scan *scan = &c->call->scan;
	const uint32_t left_max = UINT32_MAX >> list->left_shift;
	struct scmi_list_p2a *answer;
	uint32_t left;

	if (scan->skip > scan->members)
		return SCMI_OUT_OF_RANGE;
	left = scan->members - scan->skip - scan->listed;
	if (left > left_max)
		left = left_max;
	answer = answer_room(c->packet, sizeof(*answer) + scan->listed * list->item);
	answer->flags = scan->listed | left << list->left_shift;
	for (uint32_t i = 0; i < scan->listed; i++) {
		if (list->item == sizeof(uint16_t))
			((uint16_t *)(answer + 1))[i] = scan->ids[i];
		else
			((uint32_t *)(answer + 1))[i] = scan->ids[i];
	}
	return SCMI_SUCCESS;
}
