/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * scan.h - lists of resources that firmware gives in parts, and of which a guest sees its own
 *
 * A guest counts its own: "from the third on" are others for it than for the firmware. So a list is
 * read from its beginning, part after part, until it is known which of them are the guest's, and
 * how many follow. Every part is a message of its own, so other guests have their turn in between.
 */
#ifndef XEN_SCMI_DAEMON_SCAN_H
#define XEN_SCMI_DAEMON_SCAN_H

#include "daemon/hooks.h"

/**
 * struct scan_list - one kind of list
 * @protocol, @message: what asks for a part
 * @index_at:	where the request has the index of the first element that is wanted, in words
 * @item:	bytes of an element, 2 or 4; it is an id
 * @here_mask:	in the answer's first value: how many there are
 * @left_shift: ... and how many are left
 */
struct scan_list {
	uint8_t protocol;
	uint8_t message;
	uint8_t index_at;
	uint8_t item;
	uint32_t here_mask;
	uint32_t left_shift;
};

/** scan_start() - make the packet, which has a request for a list, the one for its first part */
void scan_start(struct context *c, const struct scan_list *list, uint32_t skip);

/**
 * scan_part() - take one part
 * @resource: what the list is of
 *
 * Return: HOOK_AGAIN with the request for the next part; HOOK_FIT where the call's scan is
 * complete.
 */
enum hook_outcome scan_part(struct context *c, const struct scan_list *list,
			    enum scmi_resource resource);

/** scan_answer() - make the guest's list; Return: OUT_OF_RANGE where it asked for more than there
 * is */
enum scmi_status scan_answer(struct context *c, const struct scan_list *list);

#endif
