// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * host.c - turns, tokens and deadlines
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
#include "flights.h"
#include "monotonic.h"
#include "queue.h"

/*
 * Seconds until a channel that takes no more for now is tried again, unless a message ends before:
 * doubled from the first to the last.
 */
#define HELD_FIRST 1e-3
#define HELD_LAST  50e-3

static const struct channel_kind *const kinds[] = { &channel_socket, &channel_raw, &channel_mmio };

struct host {
	struct ev_loop *loop;
	struct channel *channel;
	const struct host_events *events;
	void *context;
	bool is_up;
	uint32_t payload_max;	  /* of the channel that is up */
	uint32_t in_flight_max;	  /* the same */
	enum host_priority least; /* what has less waits until it may be sent again */
	double timeout;
	struct flights flights;
	struct flight *held; /* what the channel has yet to take; NULL: nothing */
	double held_until;   /* then it is tried again */
	double held_for;     /* seconds, the last time */
	struct queue queue;
	ev_timer timer;	   /* the earliest deadline, or what is held back */
	ev_prepare sender; /* sends what was submitted, once before each wait */
};

static void finish(struct host_request *request, int error)
{
	request->is_pending = false;
	request->done(request, error);
}

/**
 * end_flight() - a message that was out is done with; tell its owner, if it still has one
 *
 * The channel may have room then for what is held back.
 */
static void end_flight(struct host *host, struct flight *flight, int error)
{
	struct host_request *request = flights_end(&host->flights, flight);

	if (flight == host->held)
		host->held = NULL;
	host->held_until = 0.;
	if (request)
		finish(request, error);
}

/** fail_queued() - end all requests that wait and have a deadline up to @now */
static void fail_queued(struct host *host, double now, int error)
{
	struct host_request *request;

	while ((request = queue_oldest(&host->queue)) && request->deadline <= now) {
		queue_remove(&host->queue, request);
		finish(request, error);
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

/**
 * launch() - have the channel send a message; it ends here where that fails
 *
 * To all but the channel, what is held back is out: it has been prepared. It gets another token
 * each time, in case its last one is what the channel has still in use.
 */
static void launch(struct host *host, struct flight *flight)
{
	bool was_held = flight == host->held;
	int rc;

	host->held = NULL;
	flights_name(&host->flights, flight);
	rc = transmit(host, flight->request->packet);
	if (rc == -EBUSY) {
		host->held = flight;
		host->held_for = was_held ? host->held_for * 2 : HELD_FIRST;
		if (host->held_for > HELD_LAST)
			host->held_for = HELD_LAST;
		host->held_until = monotonic_now() + host->held_for;
	} else if (rc) {
		end_flight(host, flight, rc);
	}
}

/** send_next() - put out what may be, in its turn: what may not yet keeps all behind it waiting */
static void send_next(struct host *host)
{
	struct host_request *request;

	if (host->held && host->held_until <= monotonic_now())
		launch(host, host->held);
	while (!host->held && (request = queue_first(&host->queue, host->least)) &&
	       flights_may_begin(&host->flights, request, host->in_flight_max)) {
		queue_remove(&host->queue, request);
		if (prepare(host, request))
			launch(host, flights_begin(&host->flights, request));
	}
}

/** next_deadline() - when something is given up or tried again next, 0 where nothing waits */
static double next_deadline(struct host *host)
{
	const struct host_request *waiting = queue_oldest(&host->queue);
	const struct flight *out = flights_oldest(&host->flights);
	double next = out ? out->deadline : 0.;

	if (waiting && (!out || waiting->deadline < next))
		next = waiting->deadline;
	return host->held && host->held_until < next ? host->held_until : next;
}

static void before_wait(struct ev_loop *loop, ev_prepare *prepare, int revents)
{
	struct host *host = prepare->data;
	double next, now;

	(void)revents;
	send_next(host);
	next = next_deadline(host);
	ev_timer_stop(loop, &host->timer);
	if (next == 0.)
		return;
	now = monotonic_now();
	ev_timer_set(&host->timer, next > now ? next - now : 0., 0.);
	ev_timer_start(loop, &host->timer);
}

static void on_deadline(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct host *host = timer->data;
	double now = monotonic_now();
	struct flight *flight;

	(void)loop;
	(void)revents;
	while ((flight = flights_oldest(&host->flights)) && flight->deadline <= now) {
		if (flight != host->held && host->channel->kind->abandon)
			host->channel->kind->abandon(host->channel, flight->header);
		end_flight(host, flight, -ETIMEDOUT);
	}
	fail_queued(host, now, -ETIMEDOUT);
}

/** find_sent() - the message that the firmware may know by this header, or NULL */
static struct flight *find_sent(struct host *host, uint32_t header)
{
	struct flight *flight = flights_find(&host->flights, header);

	return flight == host->held ? NULL : flight;
}

static void on_message(void *context, const struct scmi_packet *packet)
{
	struct host *host = context;
	struct flight *flight = find_sent(host, packet->header);

	if (!flight) {
		log_debug("firmware: message with header 0x%08x answers nothing, dropped",
			  packet->header);
		return;
	}
	if (flight->request) {
		flight->request->packet->length = packet->length;
		memcpy(flight->request->packet->payload, packet->payload, packet->length);
	}
	end_flight(host, flight, 0);
}

static void on_failed(void *context, uint32_t header, int error)
{
	struct host *host = context;
	struct flight *flight = find_sent(host, header);

	if (flight)
		end_flight(host, flight, error);
}

static void on_up(void *context, uint32_t payload_max, uint32_t in_flight_max)
{
	struct host *host = context;

	host->is_up = true;
	host->payload_max = payload_max;
	host->in_flight_max = in_flight_max;
	host->events->up(host->context);
}

static void on_down(void *context, const struct why *why)
{
	struct host *host = context;
	struct flight *flight;

	host->is_up = false;
	while ((flight = flights_oldest(&host->flights)))
		end_flight(host, flight, -ENOTCONN);
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
	host->least = HOST_NORMAL;
	queue_init(&host->queue);
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

void host_hold(struct host *host, bool is_held)
{
	host->least = is_held ? HOST_URGENT : HOST_NORMAL;
}

void host_submit(struct host *host, struct host_request *request, enum host_priority priority)
{
	request->is_pending = true;
	request->deadline = monotonic_now() + host->timeout;
	queue_add(&host->queue, request, priority);
}

void host_cancel(struct host *host, struct host_request *request)
{
	struct flight *flight;

	if (!request->is_pending)
		return;
	request->is_pending = false;
	flight = flights_of(&host->flights, request);
	if (flight && flight == host->held) {
		host->held = NULL;
		flights_end(&host->flights, flight);
	} else if (flight) {
		flight->request = NULL;
	} else {
		queue_remove(&host->queue, request);
	}
}
