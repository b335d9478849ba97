// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ivshmem-server.c - hands memory, and each other's interrupts, to an emulated machine and its
 * peers
 *
 * usage: ivshmem-server SOCKET MEMORY
 *
 * The other end of the ivshmem-doorbell device of QEMU, whose specification of ivshmem has the
 * protocol; doorbell.c tells it in short. Each peer has one interrupt, and the lowest id that is
 * free. Who goes and comes back has the id and the interrupt that were there, and nobody is told:
 * QEMU 7.2 frees what it knows of a peer that is gone, and uses it when the id comes again. Prints
 * a line when it listens.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PEERS	4
#define VERSION 0
#define MEMORY	-1
#define NO_FD	-1

/* The index is the peer's id. */
struct server {
	int listener, memory;
	struct peer {
		int fd;	       /* -1: it is not there */
		int interrupt; /* -1: it has never been there */
	} peers[PEERS];
};

static void die(const char *what)
{
	fprintf(stderr, "ivshmem-server: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

/** tell() - one message. A peer that does not take it is gone, which is seen in time. */
static void tell(int to, int64_t number, int fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { &number, sizeof(number) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	struct cmsghdr *passed;

	if (fd != NO_FD) {
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
		passed = CMSG_FIRSTHDR(&message);
		passed->cmsg_level = SOL_SOCKET;
		passed->cmsg_type = SCM_RIGHTS;
		passed->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(passed), &fd, sizeof(fd));
	}
	sendmsg(to, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/** announce() - to those who are there, that there is one more */
static void announce(struct server *server, int id)
{
	server->peers[id].interrupt = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (server->peers[id].interrupt < 0)
		die("eventfd");
	for (int other = 0; other < PEERS; other++)
		if (other != id && server->peers[other].fd >= 0)
			tell(server->peers[other].fd, id, server->peers[id].interrupt);
}

static void welcome(struct server *server)
{
	int fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
	int id = 0;

	while (id < PEERS && server->peers[id].fd >= 0)
		id++;
	if (fd < 0)
		return;
	if (id == PEERS) {
		close(fd);
		return;
	}
	server->peers[id].fd = fd;
	if (server->peers[id].interrupt < 0)
		announce(server, id);
	tell(fd, VERSION, NO_FD);
	tell(fd, id, NO_FD);
	tell(fd, MEMORY, server->memory);
	for (int other = 0; other < PEERS; other++)
		if (other != id && server->peers[other].fd >= 0)
			tell(fd, other, server->peers[other].interrupt);
	tell(fd, id, server->peers[id].interrupt);
}

static void serve(struct server *server)
{
	struct pollfd polled[PEERS + 1];

	for (;;) {
		for (int id = 0; id < PEERS; id++)
			polled[id] =
				(struct pollfd){ .fd = server->peers[id].fd, .events = POLLIN };
		polled[PEERS] = (struct pollfd){ .fd = server->listener, .events = POLLIN };
		if (poll(polled, PEERS + 1, -1) < 0)
			die("poll");
		/* Peers say nothing until they are gone; their ids are free for who comes then. */
		for (int id = 0; id < PEERS; id++)
			if (polled[id].revents) {
				close(server->peers[id].fd);
				server->peers[id].fd = -1;
			}
		if (polled[PEERS].revents)
			welcome(server);
	}
}

int main(int count, char **arguments)
{
	static struct server server;
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (count != 3 || strlen(arguments[1]) >= sizeof(address.sun_path)) {
		fprintf(stderr, "usage: ivshmem-server SOCKET MEMORY\n");
		return 2;
	}
	strcpy(address.sun_path, arguments[1]);
	for (int id = 0; id < PEERS; id++)
		server.peers[id] = (struct peer){ -1, -1 };
	server.memory = open(arguments[2], O_RDWR | O_CLOEXEC);
	if (server.memory < 0)
		die(arguments[2]);
	server.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (server.listener < 0 ||
	    bind(server.listener, (struct sockaddr *)&address, sizeof(address)) ||
	    listen(server.listener, PEERS))
		die(arguments[1]);
	printf("listening on %s\n", arguments[1]);
	fflush(stdout);
	serve(&server);
}
