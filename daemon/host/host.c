// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * host.c - the queue, tokens and deadlines
 *
 * Each request is sent with a token of its own, and only an answer that repeats its whole header is
 * its answer: one that comes too late belongs to nobody.
 */
#include "host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "daemon/log.h"

static const struct channel_kind *const kinds[] = { &channel_socket, &channel_raw, &channel_mmio };

struct queue {
	struct host_request *first;
	struct host_request **end;
};

struct host {
	struct ev_loop *loop;
	struct channel *channel;
	const struct host_events *events;
	void *context;
	bool is_up;
	uint32_t payload_max; /* of the channel that is up */
	double timeout;
	uint16_t token;
	bool is_busy;			/* a message is out */
	ev_tstamp busy_until;		/* then it is given up */
	uint32_t header;		/* of the message that is out */
	struct host_request *in_flight; /* whose it is; NULL: it was cancelled */
	struct queue queues[HOST_PRIORITIES];
	ev_timer timer;	   /* the earliest deadline */
	ev_prepare sender; /* sends what was submitted, once before each wait */
};

static void queue_init(struct queue *queue)
{
	queue->first = NULL;
	queue->end = &queue->first;
}

static void queue_add(struct queue *queue, struct host_request *request)
{
	request->next = NULL;
	*queue->end = request;
	queue->end = &request->next;
}

static void queue_remove(struct queue *queue, struct host_request *request)
{
	struct host_request **link = &queue->first;

	while (*link && *link != request)
		link = &(*link)->next;
	if (!*link)
		return;
	*link = request->next;
	if (queue->end == &request->next)
		queue->end = link;
}

static void finish(struct host_request *request, int error)
{
	request->is_pending = false;
	request->done(request, error);
}

/** end_flight() - the message that was out is done with; tell its owner, if it still has one */
static void end_flight(struct host *host, int error)
{
	struct host_request *request = host->in_flight;

	host->is_busy = false;
	host->in_flight = NULL;
	if (request)
		finish(request, error);
}

/** fail_queued() - end all requests that wait and have a deadline up to @now */
static void fail_queued(struct host *host, ev_tstamp now, int error)
{
	for (int priority = 0; priority < HOST_PRIORITIES; priority++) {
		struct queue *queue = &host->queues[priority];

		while (queue->first && queue->first->deadline <= now) {
			struct host_request *request = queue->first;

			queue_remove(queue, request);
			finish(request, error);
		}
	}
}

/** prepare() - have a request made ready; false: it has ended in place of that */
static bool prepare(const struct host *host, struct host_request *request)
{
	if (!host->is_up || !request->prepare)
		return true;
	request->is_pending = false;
	if (!request->prepare(request))
		return false;
	request->is_pending = true;
	return true;
}

/** transmit() - Return: 0; a negative errno where the channel did not take the message */
static int transmit(struct host *host, const struct scmi_packet *packet)
{
	if (!host->is_up)
		return -ENOTCONN;
	if (packet->length > host->payload_max)
		return -EMSGSIZE;
	return host->channel->kind->send(host->channel, packet);
}

/** send_next() - put the next request out, if the channel is free */
static void send_next(struct host *host)
{
	for (int priority = 0; priority < HOST_PRIORITIES && !host->is_busy; priority++) {
		struct queue *queue = &host->queues[priority];
		struct host_request *request = queue->first;
		uint32_t header;
		int rc;

		if (!request)
			continue;
		queue_remove(queue, request);
		if (!prepare(host, request)) {
			priority = -1; /* what ended may have submitted more */
			continue;
		}
		header = request->packet->header;
		host->token = (host->token + 1) & SCMI_TOKEN_MASK;
		host->header = scmi_header(scmi_header_protocol(header),
					   scmi_header_message(header), host->token);
		request->packet->header = host->header;
		host->is_busy = true;
		host->busy_until = request->deadline;
		host->in_flight = request;
		rc = transmit(host, request->packet);
		if (rc) {
			end_flight(host, rc);
			priority = -1; /* what was done may have submitted more */
		}
	}
}

/** next_deadline() - when something is given up next, 0 where nothing waits */
static ev_tstamp next_deadline(const struct host *host)
{
	ev_tstamp next = host->is_busy ? host->busy_until : 0.;

	for (int priority = 0; priority < HOST_PRIORITIES; priority++) {
		const struct host_request *first = host->queues[priority].first;

		if (first && (next == 0. || first->deadline < next))
			next = first->deadline;
	}
	return next;
}

static void before_wait(struct ev_loop *loop, ev_prepare *prepare, int revents)
{
	struct host *host = prepare->data;
	ev_tstamp next;

	(void)revents;
	send_next(host);
	next = next_deadline(host);
	ev_timer_stop(loop, &host->timer);
	if (next == 0.)
		return;
	ev_timer_set(&host->timer, next > ev_now(loop) ? next - ev_now(loop) : 0., 0.);
	ev_timer_start(loop, &host->timer);
}

static void on_deadline(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct host *host = timer->data;

	(void)revents;
	if (host->is_busy && host->busy_until <= ev_now(loop)) {
		if (host->channel->kind->abandon)
			host->channel->kind->abandon(host->channel);
		end_flight(host, -ETIMEDOUT);
	}
	fail_queued(host, ev_now(loop), -ETIMEDOUT);
}

static void on_message(void *context, const struct scmi_packet *packet)
{
	struct host *host = context;

	if (!host->is_busy || packet->header != host->header) {
		log_debug("firmware: message with header 0x%08x answers nothing, dropped",
			  packet->header);
		return;
	}
	if (host->in_flight) {
		host->in_flight->packet->length = packet->length;
		memcpy(host->in_flight->packet->payload, packet->payload, packet->length);
	}
	end_flight(host, 0);
}

static void on_failed(void *context, int error)
{
	struct host *host = context;

	if (host->is_busy)
		end_flight(host, error);
}

static void on_up(void *context, uint32_t payload_max)
{
	struct host *host = context;

	host->is_up = true;
	host->payload_max = payload_max;
	host->events->up(host->context);
}

static void on_down(void *context, const struct why *why)
{
	struct host *host = context;

	host->is_up = false;
	if (host->is_busy)
		end_flight(host, -ENOTCONN);
	host->events->down(host->context, why);
}

static const struct channel_events channel_events = {
	.up = on_up,
	.down = on_down,
	.message = on_message,
	.failed = on_failed,
};

static const struct channel_kind *find_kind(const char *channel, const char *colon)
{
	for (size_t i = 0; colon && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strlen(kinds[i]->scheme) == (size_t)(colon - channel) &&
		    !memcmp(kinds[i]->scheme, channel, (size_t)(colon - channel)))
			return kinds[i];
	return NULL;
}

/** unknown_kind() - say which kinds of channel there are */
static void unknown_kind(const char *channel, struct why *why)
{
	char expected[160] = "";

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		strcat(expected, i ? " or " : "");
		strcat(expected, kinds[i]->form);
	}
	why_not(why, -EINVAL, "channel = \"%.40s\", expected %s", channel, expected);
}

struct host *host_open(struct ev_loop *loop, const char *channel, uint32_t timeout_ms,
		       const struct host_events *events, void *context, struct why *why)
{
	const char *colon = strchr(channel, ':');
	const struct channel_kind *kind = find_kind(channel, colon);
	struct host *host;

	if (!kind) {
		unknown_kind(channel, why);
		return NULL;
	}
	host = calloc(1, sizeof(*host));
	if (!host) {
		why_not(why, -ENOMEM, "out of memory");
		return NULL;
	}
	host->loop = loop;
	host->events = events;
	host->context = context;
	host->timeout = timeout_ms / 1000.;
	for (int priority = 0; priority < HOST_PRIORITIES; priority++)
		queue_init(&host->queues[priority]);
	ev_timer_init(&host->timer, on_deadline, 0., 0.);
	/* An answer that has come is taken before its deadline is. */
	ev_set_priority(&host->timer, EV_MINPRI);
	host->timer.data = host;
	ev_prepare_init(&host->sender, before_wait);
	host->sender.data = host;
	host->channel = kind->open(loop, colon + 1, &channel_events, host, why);
	if (!host->channel) {
		free(host);
		return NULL;
	}
	ev_prepare_start(loop, &host->sender);
	return host;
}

void host_close(struct host *host)
{
	ev_timer_stop(host->loop, &host->timer);
	ev_prepare_stop(host->loop, &host->sender);
	host->channel->kind->close(host->channel);
	free(host);
}

void host_submit(struct host *host, struct host_request *request, enum host_priority priority)
{
	request->is_pending = true;
	request->deadline = ev_now(host->loop) + host->timeout;
	queue_add(&host->queues[priority], request);
}

void host_cancel(struct host *host, struct host_request *request)
{
	if (!request->is_pending)
		return;
	request->is_pending = false;
	if (host->in_flight == request) {
		host->in_flight = NULL;
		return;
	}
	for (int priority = 0; priority < HOST_PRIORITIES; priority++)
		queue_remove(&host->queues[priority], request);
}
