// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mmio.c - firmware behind shared memory and a doorbell, both mapped by the daemon itself
 *
 * Whose the memory is says its status word alone: `free`, it is ours, else the firmware's. A
 * message is written only while it is ours, and held back until then. When nobody waits any more
 * for the message that is out, the firmware still owns the memory; what it writes there in the end
 * is nobody's answer. If it does not give it back, the channel is down until it does.
 *
 * Firmware that starts anew makes the memory a channel that is free and has no message, where the
 * last one was: then it has forgotten what it was told, and the channel goes down and up.
 *
 * The memory is looked at after some time, soon at first, and then less and less often; with an
 * interrupt that is only in case one was lost. libev's timers are no finer than a millisecond where
 * they wait by epoll, hence a timer of the kernel's.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "channel.h"
#include "daemon/log.h"
#include "mmio_address.h"
#include "mmio_area.h"
#include "mmio_map.h"
#include "monotonic.h"
#include "quiet.h"
#include "retry.h"

/* Seconds until the memory is looked at: doubled from the first to the last. */
#define LOOK_FIRST     20e-6
#define LOOK_LAST      1e-3
#define LOOK_INTERRUPT 10e-3 /* with an interrupt, always */
#define LOOK_DOWN      50e-3 /* the last, while the channel is down */
#define LOOK_IDLE      1.0   /* while nothing is out, in case the firmware starts anew */

/*
 * Interrupts that may come behind one message, within so many seconds. More are a level that nobody
 * acknowledges, and would come for ever.
 */
#define STORM	     100u
#define STORM_PERIOD 1.0

/* Seconds that the firmware may keep memory which nobody waits for. */
#define KEPT_MAX 2.0

struct mmio_channel {
	struct channel channel;
	struct ev_loop *loop;
	const struct channel_events *events;
	void *context;
	struct mmio_address address;
	struct mmio_map memory, doorbell, clear;
	int interrupt;		/* -1: none */
	bool is_stormy;		/* the interrupt was given up */
	bool is_told;		/* that it cannot be enabled */
	uint32_t interrupts;	/* since the last message */
	double interrupts_from; /* the time of the first one */
	uint32_t payload_max;
	bool is_up;
	bool is_awaited;   /* somebody waits for the message that is out */
	uint32_t header;   /* of the message that is out */
	bool is_held;	   /* `packet` is to be sent when the memory is ours */
	bool is_idle;	   /* the memory is ours, and nothing is to be sent */
	uint32_t answers;  /* since the channel went up, not counted beyond two */
	bool clears;	   /* the firmware takes messages out that it has answered */
	double kept_since; /* that the memory is not ours, and nobody waits for it */
	struct quiet bad;  /* of answers that are none */
	double look_after;
	struct retry retry;
	int timer; /* its end is when the memory is looked at */
	ev_io timer_io;
	ev_io interrupt_io;
	struct scmi_packet packet; /* that is held back, or the answer */
};

static volatile struct scmi_shmem *area(const struct mmio_channel *m)
{
	return m->memory.at;
}

/* --- when the memory is looked at --- */

static void set_timer(struct mmio_channel *m, double seconds)
{
	struct itimerspec in = { .it_value.tv_sec = (time_t)seconds };

	in.it_value.tv_nsec = (long)((seconds - (double)in.it_value.tv_sec) * 1e9);
	timerfd_settime(m->timer, 0, &in, NULL);
}

static void watch_from_now(struct mmio_channel *m)
{
	m->is_idle = false;
	m->look_after = m->interrupt >= 0 ? LOOK_INTERRUPT : LOOK_FIRST;
	set_timer(m, m->look_after);
}

static void watch_on(struct mmio_channel *m)
{
	double last = m->is_up ? LOOK_LAST : LOOK_DOWN;

	if (m->look_after < last)
		m->look_after = m->look_after * 2 < last ? m->look_after * 2 : last;
	set_timer(m, m->look_after);
}

static void watch_idle(struct mmio_channel *m)
{
	m->is_idle = true;
	set_timer(m, LOOK_IDLE);
}

/** wait_for_memory() - it is not ours, or may not be */
static void wait_for_memory(struct mmio_channel *m)
{
	if (m->is_idle)
		m->kept_since = monotonic_now();
	watch_from_now(m);
}

/* --- up and down --- */

static void close_interrupt(struct mmio_channel *m)
{
	if (m->interrupt < 0)
		return;
	ev_io_stop(m->loop, &m->interrupt_io);
	close(m->interrupt);
	m->interrupt = -1;
}

static void unmap(struct mmio_channel *m)
{
	set_timer(m, 0);
	close_interrupt(m);
	mmio_map_close(&m->memory);
	mmio_map_close(&m->doorbell);
	mmio_map_close(&m->clear);
}

/** go_down() - let go of the memory, say so once, and try again */
static void go_down(struct mmio_channel *m, const struct why *why)
{
	unmap(m);
	m->is_up = false;
	m->is_awaited = false;
	m->is_held = false;
	m->answers = 0;
	m->clears = false;
	if (retry_later(&m->retry))
		m->events->down(m->context, why);
}

static void go_up(struct mmio_channel *m)
{
	m->is_up = true;
	retry_worked(&m->retry);
	/* The memory is one. */
	m->events->up(m->context, m->payload_max, 1);
}

/**
 * has_restarted() - whether the firmware has, to judge by the memory, which is ours
 *
 * There may be firmware that takes a message out when it has answered it. That shows when the first
 * one is gone behind its answer, and from then on nothing follows from it.
 */
static bool has_restarted(struct mmio_channel *m, uint32_t status)
{
	if (!m->answers || m->clears || status & SCMI_CHANNEL_ERROR ||
	    !mmio_area_is_cleared(area(m)))
		return false;
	if (m->answers > 1 || m->is_awaited)
		return true;
	m->clears = true;
	log_info("firmware: %s: clears what it has answered, so a restart of it does not show",
		 m->address.memory.file);
	return false;
}

static void go_down_and_up(struct mmio_channel *m)
{
	struct why why;

	why_not(&why, -ECONNRESET, "%s: the firmware has started anew", m->address.memory.file);
	go_down(m, &why);
	retry_at_once(&m->retry);
}

/* --- messages --- */

/** put() - write the message that is held back, and ring */
static void put(struct mmio_channel *m)
{
	m->is_held = false;
	m->is_awaited = true;
	m->header = m->packet.header;
	m->interrupts = 0;
	mmio_area_send(area(m), &m->packet, m->interrupt >= 0);
	if (m->doorbell.at)
		mmio_write(m->doorbell.at, &m->address.doorbell);
	watch_from_now(m);
}

/** take() - Return: 0 where the answer to the message that was out is in `packet`, else an errno */
static int take(struct mmio_channel *m, uint32_t status)
{
	uint32_t length;

	if (status & SCMI_CHANNEL_ERROR) {
		if (quiet_is_over(&m->bad))
			log_warning("firmware: %s: reports a channel error",
				    m->address.memory.file);
		return -EIO;
	}
	if (mmio_area_receive(area(m), m->payload_max, &m->packet, &length)) {
		if (quiet_is_over(&m->bad))
			log_warning("firmware: %s: a message of %" PRIu32
				    " bytes, expected 8 to %" PRIu32,
				    m->address.memory.file, length,
				    m->payload_max + (uint32_t)sizeof(uint32_t));
		return -EBADMSG;
	}
	if (m->packet.header != m->header) {
		if (quiet_is_over(&m->bad))
			log_warning("firmware: %s: a message with header 0x%08" PRIx32
				    ", expected 0x%08" PRIx32,
				    m->address.memory.file, m->packet.header, m->header);
		return -EBADMSG;
	}
	return 0;
}

/** end_message() - the message that was out has ended */
static void end_message(struct mmio_channel *m, uint32_t status)
{
	int rc = take(m, status);

	m->is_awaited = false;
	m->kept_since = monotonic_now();
	if (!rc && m->answers < 2)
		m->answers++;
	if (rc)
		m->events->failed(m->context, m->header, rc);
	else
		m->events->message(m->context, &m->packet);
}

/** check_kept() - the memory is the firmware's; go down where it has been for too long */
static void check_kept(struct mmio_channel *m)
{
	double seconds = monotonic_now() - m->kept_since;
	struct why why;

	if (m->is_awaited || seconds < KEPT_MAX)
		return;
	why_not(&why, -EBUSY, "%s: the firmware has not freed the channel for %.0f s",
		m->address.memory.file, seconds);
	go_down(m, &why);
}

/** look() - see whose the memory is, and do what can be done then */
static void look(struct mmio_channel *m)
{
	uint32_t status = area(m)->channel_status;
	bool is_ours = status & SCMI_CHANNEL_FREE;

	if (is_ours && has_restarted(m, status)) {
		go_down_and_up(m);
		return;
	}
	if (m->is_awaited && (is_ours || status & SCMI_CHANNEL_ERROR))
		end_message(m, status);
	if (!is_ours) {
		if (m->is_idle)
			wait_for_memory(m);
		else
			watch_on(m);
		check_kept(m);
		return;
	}
	watch_idle(m);
	if (!m->is_up)
		go_up(m);
	if (m->is_held)
		put(m);
}

static void on_timer(struct ev_loop *loop, ev_io *io, int revents)
{
	struct mmio_channel *m = io->data;
	uint64_t count;

	(void)loop;
	(void)revents;
	if (read(m->timer, &count, sizeof(count)) == sizeof(count))
		look(m);
}

/**
 * enable_interrupt() - UIO disables one when it comes, but where a driver does not take this
 *
 * Return: 0; -EIO where there is none.
 */
static int enable_interrupt(struct mmio_channel *m)
{
	const int32_t on = 1;

	if (m->clear.at)
		mmio_write(m->clear.at, &m->address.clear);
	if (write(m->interrupt, &on, sizeof(on)) == sizeof(on))
		return 0;
	if (errno == EIO)
		return -EIO;
	if (!m->is_told)
		log_warning("firmware: %s: its driver takes no word to enable the interrupt: %s; "
			    "expected one such as uio_pdrv_genirq, without which it may come only "
			    "once",
			    m->address.interrupt, strerror(errno));
	m->is_told = true;
	return 0;
}

/** is_storm() - count an interrupt; Return: whether it is one of too many */
static bool is_storm(struct mmio_channel *m)
{
	double now = monotonic_now();

	if (now - m->interrupts_from > STORM_PERIOD)
		m->interrupts = 0;
	if (!m->interrupts)
		m->interrupts_from = now;
	return ++m->interrupts > STORM;
}

/** do_without_interrupt() - for good; UIO keeps it disabled */
static void do_without_interrupt(struct mmio_channel *m)
{
	m->is_stormy = true;
	close_interrupt(m);
	log_warning("firmware: %s: interrupts without end, so it is not used; expected an edge, or "
		    "clear=FILE@OFFSET, the register that acknowledges a level",
		    m->address.interrupt);
}

static void on_interrupt(struct ev_loop *loop, ev_io *io, int revents)
{
	struct mmio_channel *m = io->data;
	struct why why;
	uint32_t count;
	ssize_t got = read(m->interrupt, &count, sizeof(count));

	(void)loop;
	(void)revents;
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got != sizeof(count)) {
		why_not(&why, -EIO, "%s: %s", m->address.interrupt,
			got < 0 ? strerror(errno) : "tells of no interrupts any more");
		go_down(m, &why);
		return;
	}
	if (is_storm(m))
		do_without_interrupt(m);
	else
		/* Before the memory is looked at, so that what comes in between is not lost. */
		enable_interrupt(m);
	look(m);
}

/* --- opening --- */

static int open_interrupt(struct mmio_channel *m, struct why *why)
{
	const char *file = m->address.interrupt;

	if (!file[0] || m->is_stormy)
		return 0;
	m->interrupt = open(file, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (m->interrupt < 0)
		return why_not(why, -errno, "%s: %s", file, strerror(errno));
	if (enable_interrupt(m))
		return why_not(why, -EIO, "%s: has no interrupt, expected a UIO device with one",
			       file);
	ev_io_set(&m->interrupt_io, m->interrupt, EV_READ);
	ev_io_start(m->loop, &m->interrupt_io);
	return 0;
}

static int map_register(struct mmio_map *map, const struct mmio_register *reg, struct why *why)
{
	return reg->at.size ? mmio_map_open(map, &reg->at, reg->at.size, why) : 0;
}

static int map(struct mmio_channel *m, struct why *why)
{
	int rc = mmio_map_open(&m->memory, &m->address.memory, MMIO_MEMORY_MIN, why);

	if (!rc)
		rc = map_register(&m->doorbell, &m->address.doorbell, why);
	if (!rc)
		rc = map_register(&m->clear, &m->address.clear, why);
	return rc ? rc : open_interrupt(m, why);
}

static void try_map(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct mmio_channel *m = timer->data;
	struct why why;

	(void)loop;
	(void)revents;
	if (map(m, &why)) {
		go_down(m, &why);
		return;
	}
	m->payload_max = mmio_area_payload(m->memory.size);
	m->kept_since = monotonic_now();
	watch_from_now(m);
	look(m);
}

static struct channel *mmio_open(struct ev_loop *loop, const char *address,
				 const struct channel_events *events, void *context,
				 struct why *why)
{
	struct mmio_channel *m = calloc(1, sizeof(*m));

	if (!m) {
		why_not(why, -ENOMEM, "out of memory");
		return NULL;
	}
	if (mmio_address_parse(&m->address, address, why)) {
		free(m);
		return NULL;
	}
	m->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (m->timer < 0) {
		why_not(why, -errno, "cannot make a timer: %s", strerror(errno));
		free(m);
		return NULL;
	}
	m->channel.kind = &channel_mmio;
	m->loop = loop;
	m->events = events;
	m->context = context;
	m->interrupt = -1;
	ev_io_init(&m->timer_io, on_timer, m->timer, EV_READ);
	m->timer_io.data = m;
	ev_init(&m->interrupt_io, on_interrupt);
	m->interrupt_io.data = m;
	ev_io_start(loop, &m->timer_io);
	retry_start(&m->retry, loop, try_map, m);
	return &m->channel;
}

static int mmio_send(struct channel *channel, const struct scmi_packet *packet)
{
	struct mmio_channel *m = (struct mmio_channel *)channel;
	uint32_t status = area(m)->channel_status;

	m->packet.header = packet->header;
	m->packet.length = packet->length;
	memcpy(m->packet.payload, packet->payload, packet->length);
	m->is_held = true;
	if (status & SCMI_CHANNEL_FREE && !has_restarted(m, status))
		put(m);
	else
		wait_for_memory(m);
	return 0;
}

static void mmio_abandon(struct channel *channel, uint32_t header)
{
	struct mmio_channel *m = (struct mmio_channel *)channel;

	if (m->is_held && m->packet.header == header)
		m->is_held = false;
	if (!m->is_awaited || m->header != header)
		return;
	m->is_awaited = false;
	m->kept_since = monotonic_now();
}

static void mmio_close(struct channel *channel)
{
	struct mmio_channel *m = (struct mmio_channel *)channel;

	unmap(m);
	retry_stop(&m->retry);
	ev_io_stop(m->loop, &m->timer_io);
	close(m->timer);
	free(m);
}

const struct channel_kind channel_mmio = {
	.scheme = "mmio",
	.form = "mmio:FILE[@OFFSET][+SIZE]...",
	.open = mmio_open,
	.send = mmio_send,
	.abandon = mmio_abandon,
	.close = mmio_close,
};
