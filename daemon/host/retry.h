/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * retry.h - trying again what a channel needs to go up, first often, then less so
 *
 * That it failed is to be told once, however often it is tried.
 */
#ifndef XEN_SCMI_DAEMON_HOST_RETRY_H
#define XEN_SCMI_DAEMON_HOST_RETRY_H

#include <ev.h>
#include <stdbool.h>

/* Seconds between attempts: doubled from the first to the last. */
#define RETRY_FIRST 0.05
#define RETRY_LAST  1.0

struct retry {
	struct ev_loop *loop;
	double after; /* seconds until the next attempt */
	bool has_failed;
	ev_timer timer;
};

/** retry_start() - make the first attempt soon: @attempt with @data in the timer */
static inline void retry_start(struct retry *retry, struct ev_loop *loop,
			       void (*attempt)(struct ev_loop *, ev_timer *, int), void *data)
{
	retry->loop = loop;
	retry->after = RETRY_FIRST;
	retry->has_failed = false;
	ev_timer_init(&retry->timer, attempt, 0., 0.);
	retry->timer.data = data;
	ev_timer_start(loop, &retry->timer);
}

/** retry_later() - the attempt has failed; Return: whether it is the first since one that worked */
static inline bool retry_later(struct retry *retry)
{
	bool is_first = !retry->has_failed;

	retry->has_failed = true;
	ev_timer_stop(retry->loop, &retry->timer);
	ev_timer_set(&retry->timer, retry->after, 0.);
	ev_timer_start(retry->loop, &retry->timer);
	retry->after = retry->after * 2 > RETRY_LAST ? RETRY_LAST : retry->after * 2;
	return is_first;
}

/** retry_at_once() - as soon as it may, in place of later */
static inline void retry_at_once(struct retry *retry)
{
	ev_timer_stop(retry->loop, &retry->timer);
	ev_timer_set(&retry->timer, 0., 0.);
	ev_timer_start(retry->loop, &retry->timer);
}

/** retry_worked() - the next failure is a first one again */
static inline void retry_worked(struct retry *retry)
{
	retry->after = RETRY_FIRST;
	retry->has_failed = false;
}

static inline void retry_stop(struct retry *retry)
{
	ev_timer_stop(retry->loop, &retry->timer);
}

#endif
