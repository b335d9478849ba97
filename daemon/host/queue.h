/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * queue.h - requests that wait for their turn, in the order in which they came
 *
 * All have the same time from their submission on, so the first one of a priority is the first one
 * whose time is up.
 */
#ifndef XEN_SCMI_DAEMON_HOST_QUEUE_H
#define XEN_SCMI_DAEMON_HOST_QUEUE_H

#include "host.h"

struct queue {
	struct queue_of_priority {
		struct host_request *first;
		struct host_request **end;
	} of[HOST_PRIORITIES];
};

void queue_init(struct queue *queue);
void queue_add(struct queue *queue, struct host_request *request, enum host_priority priority);

/** queue_first() - whose turn is next, of those that have a priority or a higher one; NULL:
 * nobody's */
struct host_request *queue_first(const struct queue *queue, enum host_priority least);

/** queue_oldest() - the request whose time is up first, NULL where none waits */
struct host_request *queue_oldest(const struct queue *queue);

/** queue_remove() - take a request out, if it is there; the first one is found at once */
void queue_remove(struct queue *queue, struct host_request *request);

#endif
