// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * control.c - clients of the control socket
 *
 * A connection is in one of two states: its line is being read, or its answer is being written. It
 * ends after the answer. While all places are taken no connection is accepted; since each place is
 * given back in a bounded time, everyone's turn comes.
 */
#include "control.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/request.h"

struct client {
	struct control *control;
	int fd; /* -1: the place is free */
	ev_io io;
	ev_timer patience;
	char *line; /* what was read so far */
	size_t used;
	char *answer; /* NULL: the line is not complete */
	size_t sent;
	size_t length;
};

struct control {
	struct ev_loop *loop;
	struct control_settings settings;
	int fd;
	ev_io io;
	struct client clients[CONTROL_CLIENTS];
};

static void end(struct client *client)
{
	struct control *control = client->control;

	ev_io_stop(control->loop, &client->io);
	ev_timer_stop(control->loop, &client->patience);
	close(client->fd);
	free(client->line);
	free(client->answer);
	client->fd = -1;
	client->line = client->answer = NULL;
	ev_io_start(control->loop, &control->io);
}

/** send_some() - what the socket takes of the answer */
static void send_some(struct client *client)
{
	ssize_t sent = send(client->fd, client->answer + client->sent,
			    client->length - client->sent, MSG_DONTWAIT | MSG_NOSIGNAL);

	if (sent < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (sent > 0)
		client->sent += (size_t)sent;
	if (sent <= 0 || client->sent == client->length)
		end(client);
	else
		ev_timer_again(client->control->loop, &client->patience);
}

/** begin_answer() - from now on the client is written to; takes over @answer */
static void begin_answer(struct client *client, char *answer)
{
	struct ev_loop *loop = client->control->loop;

	if (!answer) {
		end(client);
		return;
	}
	client->answer = answer;
	client->length = strlen(answer);
	client->sent = 0;
	ev_io_stop(loop, &client->io);
	ev_io_set(&client->io, client->fd, EV_WRITE);
	ev_io_start(loop, &client->io);
	ev_timer_again(loop, &client->patience);
}

static void refuse(struct client *client, const struct why *why)
{
	begin_answer(client, request_error(why));
}

/** receive_some() - more of the line; when it is complete, the answer to it */
static void receive_some(struct client *client)
{
	const struct control_settings *settings = &client->control->settings;
	ssize_t length = recv(client->fd, client->line + client->used,
			      CONTROL_REQUEST_MAX + 1 - client->used, MSG_DONTWAIT);
	char *newline;
	struct why why;

	if (length < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (length <= 0) {
		end(client);
		return;
	}
	newline = memchr(client->line + client->used, '\n', (size_t)length);
	client->used += (size_t)length;
	if (newline) {
		*newline = '\0';
		begin_answer(client,
			     settings->answer(settings->context, client->line,
					      (size_t)(newline - client->line)));
	} else if (client->used > CONTROL_REQUEST_MAX) {
		why_not(&why, -E2BIG, "the request has more than %u bytes, expected less",
			CONTROL_REQUEST_MAX);
		refuse(client, &why);
	}
}

static void on_client(struct ev_loop *loop, ev_io *io, int revents)
{
	struct client *client = io->data;

	(void)loop;
	(void)revents;
	if (client->answer)
		send_some(client);
	else
		receive_some(client);
}

static void on_patience(struct ev_loop *loop, ev_timer *timer, int revents)
{
	(void)loop;
	(void)revents;
	end(timer->data);
}

/** check_user() - whether the user at the other end may use the socket */
static int check_user(const struct client *client, struct why *why)
{
	const struct control_settings *settings = &client->control->settings;
	struct ucred peer;
	socklen_t size = sizeof(peer);

	if (getsockopt(client->fd, SOL_SOCKET, SO_PEERCRED, &peer, &size))
		return why_not(why, -errno, "the kernel does not say who asks: %s",
			       strerror(errno));
	if (peer.uid != settings->user)
		return why_not(why, -EPERM, "user %u asks, expected user %u",
			       (unsigned int)peer.uid, (unsigned int)settings->user);
	return 0;
}

static void begin(struct client *client, int fd)
{
	struct control *control = client->control;
	struct why why;

	client->fd = fd;
	client->used = 0;
	client->line = malloc(CONTROL_REQUEST_MAX + 1);
	ev_io_init(&client->io, on_client, fd, EV_READ);
	client->io.data = client;
	ev_init(&client->patience, on_patience);
	client->patience.repeat = control->settings.patience;
	client->patience.data = client;
	if (!client->line) {
		end(client);
		return;
	}
	ev_io_start(control->loop, &client->io);
	ev_timer_again(control->loop, &client->patience);
	if (check_user(client, &why))
		refuse(client, &why);
}

static struct client *free_place(struct control *control)
{
	for (unsigned int i = 0; i < CONTROL_CLIENTS; i++)
		if (control->clients[i].fd < 0)
			return &control->clients[i];
	return NULL;
}

static void on_connection(struct ev_loop *loop, ev_io *io, int revents)
{
	struct control *control = io->data;
	struct client *client = free_place(control);
	int fd;

	(void)revents;
	if (!client) {
		ev_io_stop(loop, io);
		return;
	}
	fd = accept4(control->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd >= 0)
		begin(client, fd);
}

/** listen_at() - a socket that only its owner may connect to; a negative errno */
static int listen_at(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t mask;
	int rc;

	if (fd < 0)
		return -errno;
	unlink(address->sun_path);
	mask = umask(0177);
	rc = bind(fd, (const struct sockaddr *)address, sizeof(*address)) ? -errno : 0;
	umask(mask);
	if (!rc && listen(fd, (int)CONTROL_CLIENTS))
		rc = -errno;
	if (!rc)
		return fd;
	close(fd);
	return rc;
}

struct control *control_open(struct ev_loop *loop, const struct control_settings *settings,
			     struct why *why)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct control *control = calloc(1, sizeof(*control));

	if (!control || strlen(settings->path) >= sizeof(address.sun_path)) {
		why_not(why, -EINVAL, "control socket %.100s: %s", settings->path,
			control ? "the path is too long" : "out of memory");
		free(control);
		return NULL;
	}
	strcpy(address.sun_path, settings->path);
	control->loop = loop;
	control->settings = *settings;
	control->fd = listen_at(&address);
	if (control->fd < 0) {
		why_not(why, control->fd, "control socket %s: %s", settings->path,
			strerror(-control->fd));
		free(control);
		return NULL;
	}
	for (unsigned int i = 0; i < CONTROL_CLIENTS; i++)
		control->clients[i] = (struct client){ .control = control, .fd = -1 };
	ev_io_init(&control->io, on_connection, control->fd, EV_READ);
	control->io.data = control;
	ev_io_start(loop, &control->io);
	return control;
}

void control_close(struct control *control)
{
	for (unsigned int i = 0; i < CONTROL_CLIENTS; i++)
		if (control->clients[i].fd >= 0)
			end(&control->clients[i]);
	ev_io_stop(control->loop, &control->io);
	close(control->fd);
	unlink(control->settings.path);
	free(control);
}
