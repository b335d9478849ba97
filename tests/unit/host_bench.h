/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host_bench.h - the queue onto the firmware, with firmware that the test itself is
 *
 * A test defines `struct firmware`, its end of the channel, before it includes this, and behind it
 * has_got() and say().
 */
#ifndef XEN_SCMI_UNIT_HOST_BENCH_H
#define XEN_SCMI_UNIT_HOST_BENCH_H

#include "packet.h"

#include <stdbool.h>
#include <time.h>

#include "clocks.h"
#include "daemon/host/host.h"
#include "daemon/host/monotonic.h"
#include "folder.h"

#define PATIENCE   10.0	 /* seconds until a test gives up */
#define NEVER	   60000 /* a time-out that no test sees, in ms */
#define SOON	   400	 /* one that a test waits for, also on a slow machine */
#define REQUESTS   20
#define PACKET_MAX (4 + SCMI_PAYLOAD_MAX)

/** struct ask - a request, named by a letter */
struct ask {
	struct host_request request;
	struct scmi_packet packet;
	char name;
	int submissions; /* that done() is to make of it */
	uint32_t sent;	 /* the header that the firmware got */
};

/**
 * struct bench - a host channel, and the firmware's end of it
 * @ends: of requests, in their order: their names, in capitals where there was an answer
 */
struct bench {
	struct ev_loop *loop;
	struct folder folder;
	struct firmware firmware;
	struct host *host;
	int ups, downs;
	char down_why[256];
	struct ask asks[REQUESTS];
	char ends[2000];
	char ready[10]; /* names of requests that were made ready, in their order */
	int last_error;
	/* the packet that the firmware got last */
	uint32_t got[PACKET_MAX / 4];
	size_t got_bytes;
};

/* --- both ends --- */

static inline void on_up(void *context)
{
	((struct bench *)context)->ups++;
}

static inline void on_down(void *context, const struct why *why)
{
	struct bench *bench = context;

	bench->downs++;
	strcpy(bench->down_why, why->text);
}

static const struct host_events events = { .up = on_up, .down = on_down };

static inline void on_done(struct host_request *request, int error)
{
	struct ask *ask = (struct ask *)request; /* its first member */
	struct bench *bench = request->context;
	size_t used = strlen(bench->ends);

	assert_in_range(used, 0, sizeof(bench->ends) - 2);
	assert_false(request->is_pending);
	bench->ends[used] = (char)(error ? ask->name : ask->name - 'a' + 'A');
	bench->last_error = error;
	if (ask->submissions) {
		ask->submissions--;
		host_submit(bench->host, request, HOST_NORMAL);
	}
}

/** bench_make() - all but the firmware */
static inline struct bench *bench_make(void)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	folder_make(&bench->folder);
	bench->loop = ev_loop_new(EVFLAG_AUTO);
	for (int i = 0; i < REQUESTS; i++) {
		struct ask *ask = &bench->asks[i];

		ask->name = (char)('a' + i);
		ask->request = (struct host_request){ .packet = &ask->packet,
						      .done = on_done,
						      .context = bench };
	}
	return bench;
}

static inline void bench_open(struct bench *bench, const char *channel, uint32_t timeout_ms)
{
	struct why why;

	bench->host = host_open(bench->loop, channel, timeout_ms, &events, bench, &why);
	assert_non_null(bench->host);
}

static inline void bench_close(struct bench *bench)
{
	if (bench->host)
		host_close(bench->host);
	bench->host = NULL;
}

static inline void bench_remove(struct bench *bench)
{
	bench_close(bench);
	ev_loop_destroy(bench->loop);
	folder_remove(&bench->folder);
	free(bench);
}

/* --- turning the loop --- */

/** turn() - a turn of the loop; the test fails where it has waited since @start for too long */
static inline void turn(struct bench *bench, double start)
{
	if (monotonic_now() - start > PATIENCE)
		fail_msg("nothing happens any more; ends: \"%s\"", bench->ends);
	ev_run(bench->loop, EVRUN_NOWAIT);
	nanosleep(&(struct timespec){ .tv_nsec = 100000 }, NULL);
}

/** idle() - turns for some time, in which nothing is expected */
static inline void idle(struct bench *bench, double seconds)
{
	double start = monotonic_now();

	while (monotonic_now() - start < seconds)
		turn(bench, start);
}

/** later() - so much time passes at once, in which nothing is expected */
static inline void later(struct bench *bench, double seconds)
{
	clocks.passed += seconds;
	idle(bench, 0.02);
}

/* --- the firmware's end --- */

/** has_got() - whether a message is there for the firmware; it is taken */
static bool has_got(struct bench *bench);

/** say() - the firmware sends a header and a payload */
static void say(struct bench *bench, const uint32_t *words, size_t bytes);

/** got_of() - wait for the request of an ask; it is known by its first parameter */
static inline void got_of(struct bench *bench, char name)
{
	double start = monotonic_now();

	while (!has_got(bench))
		turn(bench, start);
	assert_int_equal(bench->got_bytes, 8);
	assert_int_equal(bench->got[1], name);
	bench->asks[name - 'a'].sent = bench->got[0];
}

/** got_all_of() - wait for requests, in their order, and for no more */
static inline void got_all_of(struct bench *bench, const char *names)
{
	while (*names)
		got_of(bench, *names++);
	idle(bench, 0.005);
	assert_false(has_got(bench));
}

static inline void got_nothing(struct bench *bench)
{
	idle(bench, 0.02);
	assert_false(has_got(bench));
}

/** answer() - the firmware answers what it got last with SUCCESS and a value */
static inline void answer(struct bench *bench, uint32_t value)
{
	say(bench, (const uint32_t[]){ bench->got[0], 0, value }, 12);
}

/** answer_to() - the same for one of several that it got */
static inline void answer_to(struct bench *bench, char name, uint32_t value)
{
	say(bench, (const uint32_t[]){ bench->asks[name - 'a'].sent, 0, value }, 12);
}

/** ends_with() - wait for as many ends as there are expected; exactly these there are */
static inline void ends_with(struct bench *bench, const char *expected)
{
	double start = monotonic_now();

	while (strlen(bench->ends) < strlen(expected))
		turn(bench, start);
	assert_string_equal(bench->ends, expected);
}

static inline void forget_ends(struct bench *bench)
{
	memset(bench->ends, 0, sizeof(bench->ends));
}

static inline struct ask *submit(struct bench *bench, char name, enum host_priority priority)
{
	struct ask *ask = &bench->asks[name - 'a'];

	packet_fill(&ask->packet, 0x14 << 10 | 0x6, WORDS((uint32_t)name));
	host_submit(bench->host, &ask->request, priority);
	assert_true(ask->request.is_pending);
	return ask;
}

/** submit_reads() - requests that may be out together */
static inline void submit_reads(struct bench *bench, const char *names)
{
	for (; *names; names++) {
		bench->asks[*names - 'a'].request.overlaps = true;
		submit(bench, *names, HOST_NORMAL);
	}
}

static inline void cancel(struct bench *bench, char name)
{
	struct host_request *request = &bench->asks[name - 'a'].request;

	host_cancel(bench->host, request);
	assert_false(request->is_pending);
}

#endif
