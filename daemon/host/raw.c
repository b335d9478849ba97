// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * raw.c - the raw mode of Linux's SCMI driver: the firmware that dom0's own kernel reaches
 *
 * A file of debugfs, raw/message, sends what is written to it, header and payload, and queues the
 * answers for its readers, each with an end-of-file behind it. Two descriptors are used, one for
 * each way: the position in the file is shared between reading and writing. Where the firmware has
 * a channel for some protocols alone, Linux chooses it by the message's header.
 *
 * An answer's header is the request's, whatever the firmware made of it. So after a doorbell that
 * was refused, with the message still in the channel, Linux presents the answer to that one as the
 * answer to the next. Therefore whatever may have left a message behind takes the channel down, and
 * it goes up only after a message of its own, the probe, has been answered.
 *
 * Of firmware that answers no more, Linux may present the request itself as the answer, its first
 * parameter as the status. No status is above 0: such an answer is none, and a probe shows whether
 * the channel is as it should be.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "channel.h"
#include "daemon/log.h"
#include "quiet.h"
#include "raw_address.h"
#include "retry.h"

/* Bytes of payload where Linux does not tell: its limit for shared memory. */
#define PAYLOAD_DEFAULT 128u

#define NAMES_SIZE 100 /* of the instances that a message names */

/* The probe: PROTOCOL_VERSION of BASE, which every firmware answers with a status and a word. */
#define PROBE_HEADER scmi_header(SCMI_BASE, SCMI_PROTOCOL_VERSION, SCMI_TOKEN_MASK)
#define PROBE_ANSWER (sizeof(uint32_t) * 3)
#define PROBE_TIME   1.0 /* seconds until it is given up */

/* The least that Linux makes of an answer: header and status. */
#define ANSWER_LEAST (sizeof(uint32_t) * 2)

enum raw_state {
	RAW_CLOSED,
	RAW_PROBING,
	RAW_UP,
	RAW_DOUBTED, /* up, with a probe out since an answer was none */
};

struct raw_channel {
	struct channel channel;
	struct ev_loop *loop;
	const struct channel_events *events;
	void *context;
	struct raw_address address; /* what the configuration names, and allows */
	uint32_t payload_max;	    /* what Linux allows, too */
	uint32_t in_flight_max;	    /* the same */
	enum raw_state state;
	int in, out; /* raw/message, for answers and for requests; -1: closed */
	int error;   /* of a message that may still be in the channel, or 0 */
	struct retry retry;
	ev_io io;
	ev_timer check;	  /* a probe's time is up, or there is an error to be told */
	struct quiet bad; /* of answers that are none */
	struct scmi_packet packet;
	uint32_t
		words[1 + SCMI_PAYLOAD_MAX / sizeof(uint32_t)]; /* a message as it is in the file */
};

/* What errors mean here; others are what the system calls them. */
static const struct meaning {
	int error;
	const char *text;
} meanings[] = {
	{ EOPNOTSUPP, "the firmware refuses the doorbell" },
	{ ETIMEDOUT, "the firmware does not answer" },
	{ EBADMSG, "the firmware's answers are not to what it was asked" },
	{ EIO, "Linux's SCMI driver is gone" },
	{ ENODEV, "Linux's SCMI driver is gone" },
};

/* Errors of a write after which no message is in the channel, and the file as good as before. */
static const int harmless[] = { EBUSY, ENOMEM, ENOSPC, ERANGE };

static const char *meaning_of(int error)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].error == error)
			return meanings[i].text;
	return strerror(error);
}

static bool is_harmless(int error)
{
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		if (harmless[i] == error)
			return true;
	return false;
}

/* --- finding it --- */

/** path_of() - Return: false where it would be too long */
static bool path_of(char path[PATH_MAX], const char *directory, const char *file)
{
	return snprintf(path, PATH_MAX, "%s/%s", directory, file) < PATH_MAX;
}

static bool has_message(const char *directory)
{
	char path[PATH_MAX];

	return path_of(path, directory, "message") && !access(path, F_OK);
}

static bool is_debugfs_missing(const char *directory)
{
	struct statfs file_system;

	return !strncmp(directory, RAW_DEBUGFS, strlen(RAW_DEBUGFS)) &&
		!statfs(RAW_DEBUGFS, &file_system) && file_system.f_type != DEBUGFS_MAGIC;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/** note_instance() - whether an instance has raw mode: its raw directory, and its name to @names */
static bool note_instance(const char *instance, const char *name, char path[PATH_MAX],
			  char names[NAMES_SIZE])
{
	char candidate[PATH_MAX];

	if (!path_of(candidate, instance, "raw") || !has_message(candidate))
		return false;
	strcpy(path, candidate);
	if (strlen(names) + strlen(name) + 3 < NAMES_SIZE) {
		strcat(names, names[0] ? ", " : "");
		strcat(names, name);
	}
	return true;
}

/**
 * find_raw() - which directory is meant: @directory, or what one instance of SCMI has below it
 * @path: receives it
 *
 * Return: 0; -ENOENT where there is none; -ENOTUNIQ where several are.
 */
static int find_raw(const char *directory, char path[PATH_MAX], struct why *why)
{
	char instance[PATH_MAX], names[NAMES_SIZE] = "";
	struct dirent **entries;
	unsigned int found = 0;
	int count;

	if (has_message(directory)) {
		strcpy(path, directory);
		return 0;
	}
	count = scandir(directory, &entries, is_visible, versionsort);
	if (count < 0) {
		const char *reason = strerror(errno);

		return why_not(why, -ENOENT, "%s: %s", directory,
			       is_debugfs_missing(directory) ?
				       "debugfs is not mounted at " RAW_DEBUGFS :
				       reason);
	}
	for (int i = 0; i < count; i++) {
		if (path_of(instance, directory, entries[i]->d_name) &&
		    note_instance(instance, entries[i]->d_name, path, names))
			found++;
		free(entries[i]);
	}
	free(entries);
	if (found > 1)
		return why_not(why, -ENOTUNIQ,
			       "channel = raw:%.80s, several instances of SCMI there have raw mode "
			       "(%s), expected raw:DIR of one of them",
			       directory, names);
	if (!found)
		return why_not(why, -ENOENT, "%s: no instance of SCMI with raw mode", directory);
	return 0;
}

/** find_transport() - an instance's directory `transport`, by its raw directory or one below that
 */
static bool find_transport(const char *raw, char path[PATH_MAX])
{
	/* Of raw, and of raw/channels/0xNN. */
	static const char *const ways[] = { "../transport", "../../../transport" };

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (path_of(path, raw, ways[i]) && !access(path, F_OK))
			return true;
	return false;
}

/**
 * read_limit() - what Linux says of the transport of the raw directory @raw
 *
 * Return: not more than @limit; @otherwise where Linux says less than @least, or nothing.
 */
static uint32_t read_limit(const char *raw, const char *file, uint32_t least, uint32_t otherwise,
			   uint32_t limit)
{
	char path[PATH_MAX], name[PATH_MAX];
	uint32_t number = 0;
	FILE *in = NULL;

	if (find_transport(raw, path) && path_of(name, path, file))
		in = fopen(name, "re");
	if (in && fscanf(in, "%u", &number) != 1)
		number = 0;
	if (in)
		fclose(in);
	if (number < least)
		number = otherwise;
	return number < limit ? number : limit;
}

/* --- up and down --- */

static void close_files(struct raw_channel *s)
{
	ev_timer_stop(s->loop, &s->check);
	ev_io_stop(s->loop, &s->io);
	if (s->in >= 0)
		close(s->in);
	if (s->out >= 0)
		close(s->out);
	s->in = -1;
	s->out = -1;
	s->state = RAW_CLOSED;
	s->error = 0;
}

/** go_down() - close what is open, say so once, and try again */
static void go_down(struct raw_channel *s, const struct why *why)
{
	close_files(s);
	if (retry_later(&s->retry))
		s->events->down(s->context, why);
}

static void go_down_for(struct raw_channel *s, int error)
{
	struct why why;

	why_not(&why, -error, "%s: %s", s->address.directory, meaning_of(error));
	go_down(s, &why);
}

static void stop_doubting(struct raw_channel *s)
{
	ev_timer_stop(s->loop, &s->check);
	s->state = RAW_UP;
}

static void go_up(struct raw_channel *s)
{
	stop_doubting(s);
	retry_worked(&s->retry);
	s->events->up(s->context, s->payload_max, s->in_flight_max);
}

/** check_in() - look at the channel in so many seconds, from outside of all its functions */
static void check_in(struct raw_channel *s, double seconds)
{
	ev_timer_stop(s->loop, &s->check);
	ev_timer_set(&s->check, seconds, 0.);
	ev_timer_start(s->loop, &s->check);
}

static void check(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct raw_channel *s = timer->data;

	(void)loop;
	(void)revents;
	go_down_for(s, s->error ? s->error : ETIMEDOUT);
}

/* --- messages --- */

/** put() - write a message. Return: 0 or a negative errno */
static int put(struct raw_channel *s, const struct scmi_packet *packet)
{
	size_t bytes = sizeof(packet->header) + packet->length;
	ssize_t written;

	s->words[0] = packet->header;
	memcpy(s->words + 1, packet->payload, packet->length);
	written = write(s->out, s->words, bytes);
	if (written < 0)
		return -errno;
	/* Linux waits for the rest, which a new descriptor does without. */
	return (size_t)written == bytes ? 0 : -EIO;
}

/**
 * take() - read an answer, and the end-of-file behind it
 *
 * Return: its bytes; 0 where it makes no sense; -EAGAIN where there is none, or another negative
 * errno.
 */
static ssize_t take(struct raw_channel *s)
{
	ssize_t bytes = read(s->in, s->words, sizeof(s->words));
	bool is_whole = true;
	char more[64];

	if (bytes < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	while (bytes && read(s->in, more, sizeof(more)) > 0)
		is_whole = false;
	return is_whole && (size_t)bytes >= ANSWER_LEAST ? bytes : 0;
}

static int put_probe(struct raw_channel *s)
{
	s->packet.header = PROBE_HEADER;
	s->packet.length = 0;
	check_in(s, PROBE_TIME);
	return put(s, &s->packet);
}

/**
 * take_probe() - the probe's answer shows that the channel is as it should be, or it does not
 *
 * If it is the answer to a message that was left in the channel, the next probe gets its own.
 */
static void take_probe(struct raw_channel *s, size_t bytes)
{
	if (bytes != PROBE_ANSWER || s->words[1] != SCMI_SUCCESS)
		go_down_for(s, EBADMSG);
	else if (s->state == RAW_PROBING)
		go_up(s);
	else
		stop_doubting(s);
}

/** doubt() - an answer is none; nothing is sent until the probe has been answered */
static void doubt(struct raw_channel *s)
{
	uint32_t header = s->words[0];
	int rc = 0;

	if (quiet_is_over(&s->bad))
		log_warning("firmware: %s: an answer with status %" PRId32
			    ", expected 0 or an error",
			    s->address.directory, (int32_t)s->words[1]);
	if (s->state == RAW_UP) {
		s->state = RAW_DOUBTED;
		rc = put_probe(s);
	}
	s->events->failed(s->context, header, -EBADMSG);
	if (rc)
		go_down_for(s, -rc);
}

static void tell_message(struct raw_channel *s, size_t bytes)
{
	s->packet.header = s->words[0];
	s->packet.length = (uint32_t)(bytes - sizeof(s->packet.header));
	memcpy(s->packet.payload, s->words + 1, s->packet.length);
	if (scmi_packet_status(&s->packet) > SCMI_SUCCESS)
		doubt(s);
	else
		s->events->message(s->context, &s->packet);
}

static void receive(struct ev_loop *loop, ev_io *io, int revents)
{
	struct raw_channel *s = io->data;
	ssize_t bytes = take(s);

	(void)loop;
	(void)revents;
	if (bytes == -EAGAIN)
		return;
	if (bytes < 0)
		go_down_for(s, (int)-bytes);
	else if (!bytes || s->error)
		return;
	else if (s->state != RAW_UP && s->words[0] == PROBE_HEADER)
		take_probe(s, (size_t)bytes);
	else if (s->state != RAW_PROBING)
		tell_message(s, (size_t)bytes);
}

/* --- the channel's own functions --- */

/** open_files() - Return: 0; a negative errno with the reason in @why */
static int open_files(struct raw_channel *s, struct why *why)
{
	char path[PATH_MAX], name[PATH_MAX];
	int rc = find_raw(s->address.directory, path, why);

	if (rc)
		return rc;
	if (!path_of(name, path, "message"))
		return why_not(why, -ENAMETOOLONG, "%s: %s", path, strerror(ENAMETOOLONG));
	s->payload_max = read_limit(path, "max_msg_size", RAW_PAYLOAD_LEAST, PAYLOAD_DEFAULT,
				    s->address.payload_max);
	/* It has as many buffers, for messages and for answers. */
	s->in_flight_max = read_limit(path, "tx_max_msg", 1, s->address.in_flight_max,
				      s->address.in_flight_max);
	s->in = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (s->in >= 0)
		s->out = open(name, O_WRONLY | O_CLOEXEC);
	if (s->out < 0)
		return why_not(why, -errno, "%s: %s", name, strerror(errno));
	return 0;
}

static void try_open(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct raw_channel *s = timer->data;
	struct why why;
	ssize_t bytes;
	int rc;

	(void)revents;
	if (open_files(s, &why)) {
		go_down(s, &why);
		return;
	}
	/* Answers that somebody else left: behind so many of them, Linux drops ours. */
	do
		bytes = take(s);
	while (bytes >= 0);
	s->state = RAW_PROBING;
	rc = bytes == -EAGAIN ? put_probe(s) : (int)bytes;
	if (rc) {
		go_down_for(s, -rc);
		return;
	}
	ev_io_set(&s->io, s->in, EV_READ);
	ev_io_start(loop, &s->io);
}

static struct channel *raw_open(struct ev_loop *loop, const char *address,
				const struct channel_events *events, void *context, struct why *why)
{
	struct raw_channel *s = calloc(1, sizeof(*s));
	char path[PATH_MAX];

	if (!s) {
		why_not(why, -ENOMEM, "out of memory");
		return NULL;
	}
	if (raw_address_parse(&s->address, address, why)) {
		free(s);
		return NULL;
	}
	/* What is not there yet may come; which one is meant, only the configuration can say. */
	if (find_raw(s->address.directory, path, why) == -ENOTUNIQ) {
		free(s);
		return NULL;
	}
	s->channel.kind = &channel_raw;
	s->loop = loop;
	s->events = events;
	s->context = context;
	s->in = -1;
	s->out = -1;
	ev_init(&s->io, receive);
	s->io.data = s;
	ev_timer_init(&s->check, check, 0., 0.);
	s->check.data = s;
	retry_start(&s->retry, loop, try_open, s);
	return &s->channel;
}

static int raw_send(struct channel *channel, const struct scmi_packet *packet)
{
	struct raw_channel *s = (struct raw_channel *)channel;
	int rc;

	if (s->state == RAW_DOUBTED)
		return -EBUSY;
	if (s->state != RAW_UP || s->error)
		return -ENOTCONN;
	rc = put(s, packet);
	if (rc && !is_harmless(-rc)) {
		s->error = -rc;
		check_in(s, 0.);
	}
	return rc == -ENOMEM ? -EBUSY : rc;
}

static void raw_close(struct channel *channel)
{
	struct raw_channel *s = (struct raw_channel *)channel;

	retry_stop(&s->retry);
	close_files(s);
	free(s);
}

const struct channel_kind channel_raw = {
	.scheme = "raw",
	.form = "raw:DIR",
	.open = raw_open,
	.send = raw_send,
	.close = raw_close,
};
