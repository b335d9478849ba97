// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * doorbell.c - interrupts from and to an emulated machine
 *
 * The server's messages are numbers of 64 bits, as QEMU's ivshmem specification has them: the
 * protocol's version, the newcomer's id, -1 with the memory's file, and then, with an eventfd, the
 * id of each peer whose interrupt that is, the newcomer's own at last. An id without one is of a
 * peer that is gone.
 */
#include "doorbell.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define VERSION	 0
#define MACHINE	 0
#define MEMORY	 -1
#define PATIENCE 5 /* seconds */

/** receive() - one message; Return: false where there is none. @fd receives -1 where it has none */
static bool receive(int server, int64_t *number, int *fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec part = { number, sizeof(*number) };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	struct cmsghdr *passed;

	*fd = -1;
	if (recvmsg(server, &message, MSG_CMSG_CLOEXEC) != sizeof(*number))
		return false;
	passed = CMSG_FIRSTHDR(&message);
	if (passed && passed->cmsg_level == SOL_SOCKET && passed->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(passed), sizeof(*fd));
	return true;
}

/** meet() - take what a newcomer is told; Return: NULL, or what is wrong */
static const char *meet(struct doorbell *doorbell)
{
	int64_t version, id, number;
	int fd;

	if (!receive(doorbell->server, &version, &fd) || version != VERSION ||
	    !receive(doorbell->server, &id, &fd))
		return "is no ivshmem server";
	while (doorbell->rung < 0) {
		if (!receive(doorbell->server, &number, &fd))
			return "does not tell of all that there is";
		if (number == id)
			doorbell->rung = fd;
		else if (number == MACHINE && doorbell->done < 0)
			doorbell->done = fd;
		else if (fd >= 0)
			close(fd);
	}
	return doorbell->done < 0 ? "does not know the machine" : NULL;
}

bool doorbell_open(struct doorbell *doorbell, const char *server, char *error, size_t error_size)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval patience = { .tv_sec = PATIENCE };
	const char *wrong = NULL;

	*doorbell = (struct doorbell){ -1, -1, -1 };
	if (strlen(server) >= sizeof(address.sun_path)) {
		snprintf(error, error_size, "expected a path of at most %zu bytes",
			 sizeof(address.sun_path) - 1);
		return false;
	}
	strcpy(address.sun_path, server);
	doorbell->server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (doorbell->server < 0 ||
	    setsockopt(doorbell->server, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) ||
	    connect(doorbell->server, (struct sockaddr *)&address, sizeof(address)))
		wrong = strerror(errno);
	else
		wrong = meet(doorbell);
	if (wrong)
		snprintf(error, error_size, "%s", wrong);
	return !wrong;
}

void doorbell_take(const struct doorbell *doorbell)
{
	uint64_t count;

	while (read(doorbell->rung, &count, sizeof(count)) < 0 && errno == EINTR)
		;
}

void doorbell_done(const struct doorbell *doorbell)
{
	const uint64_t one = 1;

	while (write(doorbell->done, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}
