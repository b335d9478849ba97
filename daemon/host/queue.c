// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * queue.c - requests that wait for their turn
 */
#include "queue.h"

void queue_init(struct queue *queue)
{
	for (int priority = 0; priority < HOST_PRIORITIES; priority++) {
		queue->of[priority].first = NULL;
		queue->of[priority].end = &queue->of[priority].first;
	}
}

void queue_add(struct queue *queue, struct host_request *request, enum host_priority priority)
{
	request->next = NULL;
	*queue->of[priority].end = request;
	queue->of[priority].end = &request->next;
}

struct host_request *queue_first(const struct queue *queue, enum host_priority least)
{
	for (int priority = 0; priority <= (int)least; priority++)
		if (queue->of[priority].first)
			return queue->of[priority].first;
	return NULL;
}

struct host_request *queue_oldest(const struct queue *queue)
{
	struct host_request *oldest = NULL;

	for (int priority = 0; priority < HOST_PRIORITIES; priority++) {
		struct host_request *first = queue->of[priority].first;

		if (first && (!oldest || first->deadline < oldest->deadline))
			oldest = first;
	}
	return oldest;
}

/** remove_from() - Return: whether it was there */
static bool remove_from(struct queue_of_priority *of, struct host_request *request)
{
	struct host_request **link = &of->first;

	while (*link && *link != request)
		link = &(*link)->next;
	if (!*link)
		return false;
	*link = request->next;
	if (of->end == &request->next)
		of->end = link;
	return true;
}

void queue_remove(struct queue *queue, struct host_request *request)
{
	for (int priority = 0; priority < HOST_PRIORITIES; priority++)
		if (remove_from(&queue->of[priority], request))
			return;
}
