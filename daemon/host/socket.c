// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * socket.c - firmware that is a process: a Unix seqpacket socket, connected again when it breaks
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "channel.h"
#include "retry.h"

/* Messages at a time: a few, which the firmware may serve as it likes. */
#define IN_FLIGHT_MAX 8u

struct socket_channel {
	struct channel channel;
	struct ev_loop *loop;
	const struct channel_events *events;
	void *context;
	struct sockaddr_un address;
	int fd; /* -1: not connected */
	struct retry retry;
	ev_io io;
	struct scmi_packet packet;
};

/** go_down() - close what is left of a connection, say so once, and try again */
static void go_down(struct socket_channel *s, int error)
{
	struct why why;

	if (s->fd >= 0) {
		ev_io_stop(s->loop, &s->io);
		close(s->fd);
		s->fd = -1;
	}
	if (retry_later(&s->retry)) {
		why_not(&why, error, "%s: %s", s->address.sun_path,
			error ? strerror(error) : "closed by the firmware");
		s->events->down(s->context, &why);
	}
}

static void receive(struct ev_loop *loop, ev_io *io, int revents)
{
	struct socket_channel *s = io->data;
	struct iovec parts[] = {
		{ &s->packet.header, sizeof(s->packet.header) },
		{ s->packet.payload, sizeof(s->packet.payload) },
	};
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t length = recvmsg(s->fd, &message, MSG_DONTWAIT);

	(void)loop;
	(void)revents;
	if (length < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (length <= 0) {
		go_down(s, length ? errno : 0);
		return;
	}
	/* Less than a header, or cut: no message. The call that waits for it will time out. */
	if ((size_t)length < sizeof(s->packet.header) || message.msg_flags & MSG_TRUNC)
		return;
	s->packet.length = (uint32_t)length - (uint32_t)sizeof(s->packet.header);
	s->events->message(s->context, &s->packet);
}

static void try_connect(struct ev_loop *loop, ev_timer *timer, int revents)
{
	struct socket_channel *s = timer->data;

	(void)loop;
	(void)revents;
	s->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s->fd < 0 || connect(s->fd, (struct sockaddr *)&s->address, sizeof(s->address))) {
		int error = errno;

		if (s->fd >= 0)
			close(s->fd);
		s->fd = -1;
		go_down(s, error);
		return;
	}
	retry_worked(&s->retry);
	ev_io_set(&s->io, s->fd, EV_READ);
	ev_io_start(s->loop, &s->io);
	s->events->up(s->context, SCMI_PAYLOAD_MAX, IN_FLIGHT_MAX);
}

static struct channel *socket_open(struct ev_loop *loop, const char *address,
				   const struct channel_events *events, void *context,
				   struct why *why)
{
	struct socket_channel *s;

	if (address[0] != '/' || strlen(address) >= sizeof(s->address.sun_path)) {
		why_not(why, -EINVAL,
			"channel = socket:%.40s, expected an absolute path of less than %zu "
			"characters",
			address, sizeof(s->address.sun_path));
		return NULL;
	}
	s = calloc(1, sizeof(*s));
	if (!s) {
		why_not(why, -ENOMEM, "out of memory");
		return NULL;
	}
	s->channel.kind = &channel_socket;
	s->loop = loop;
	s->events = events;
	s->context = context;
	s->address.sun_family = AF_UNIX;
	strcpy(s->address.sun_path, address);
	s->fd = -1;
	ev_init(&s->io, receive);
	s->io.data = s;
	retry_start(&s->retry, loop, try_connect, s);
	return &s->channel;
}

static int socket_send(struct channel *channel, const struct scmi_packet *packet)
{
	struct socket_channel *s = (struct socket_channel *)channel;
	struct iovec parts[] = {
		{ (void *)&packet->header, sizeof(packet->header) },
		{ (void *)packet->payload, packet->length },
	};
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };

	if (s->fd < 0)
		return -ENOTCONN;
	if (sendmsg(s->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
		return 0;
	/* A connection that broke shows itself in receive(), which is not called from here. */
	return errno == EAGAIN || errno == ENOBUFS ? -EBUSY : -errno;
}

static void socket_close(struct channel *channel)
{
	struct socket_channel *s = (struct socket_channel *)channel;

	retry_stop(&s->retry);
	if (s->fd >= 0) {
		ev_io_stop(s->loop, &s->io);
		close(s->fd);
	}
	free(s);
}

const struct channel_kind channel_socket = {
	.scheme = "socket",
	.form = "socket:PATH",
	.open = socket_open,
	.send = socket_send,
	.close = socket_close,
};
