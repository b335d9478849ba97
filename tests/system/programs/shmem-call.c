// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * shmem-call.c - calls through shared memory that this program maps itself, and how long they take
 *
 * usage: shmem-call [-d FILE@OFFSET=VALUE] FILE@OFFSET COUNT WORD...
 *
 * FILE is a device's memory, and OFFSET where in it the area is; for the rest, and what is printed,
 * see rounds.h. It spins until the channel is free, without a back-off and without a sleep: no way
 * through this memory takes less. With -d it writes VALUE to a register when there is a message;
 * without, the firmware has to find that by itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "proto/shmem.h"
#include "rounds.h"

#define PATIENCE 10 /* seconds */

struct channel {
	volatile struct scmi_shmem *area;
	volatile uint32_t *doorbell; /* NULL: there is none */
	uint32_t value;
};

static void barrier(void)
{
#ifdef __aarch64__
	__asm__ volatile("dsb sy" : : : "memory");
#else
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

/** spin() - until the channel is free; Return: false where it does not become so */
static bool spin(const volatile struct scmi_shmem *area)
{
	time_t end = time(NULL) + PATIENCE;

	while (!(area->channel_status & SCMI_CHANNEL_FREE))
		if (time(NULL) > end)
			return false;
	barrier();
	return true;
}

static ssize_t shmem_round(void *context, const uint32_t *request, size_t words, uint32_t *answer)
{
	const struct channel *channel = context;
	volatile struct scmi_shmem *area = channel->area;
	size_t length;

	for (size_t i = 1; i < words; i++)
		area->payload[i - 1] = request[i];
	area->header = request[0];
	area->length = (uint32_t)(words * sizeof(*request));
	area->flags = 0;
	barrier();
	area->channel_status = 0;
	barrier();
	if (channel->doorbell)
		*channel->doorbell = channel->value;
	if (!spin(area)) {
		errno = ETIMEDOUT;
		return -1;
	}
	length = area->length;
	answer[0] = area->header;
	if (answer[0] != request[0] || length < 2 * sizeof(*answer) ||
	    length > ROUNDS_WORDS_MAX * sizeof(*answer)) {
		errno = EBADMSG;
		return -1;
	}
	for (size_t i = 1; i < length / sizeof(*answer); i++)
		answer[i] = area->payload[i - 1];
	return (ssize_t)length;
}

/**
 * map_place() - map FILE@OFFSET[=VALUE]
 * @text:  is cut in its parts
 * @value: receives the value, or stays as it is
 *
 * Return: NULL with errno where it is none, or cannot be mapped; it is mapped until the end.
 */
static volatile void *map_place(char *text, size_t size, uint32_t *value)
{
	char *at = strchr(text, '@'), *equals = strchr(text, '='), *pages;
	unsigned long offset, within;
	int fd;

	if (!at) {
		errno = EINVAL;
		return NULL;
	}
	*at = '\0';
	offset = strtoul(at + 1, NULL, 0);
	within = offset % (unsigned long)sysconf(_SC_PAGESIZE);
	if (equals)
		*value = (uint32_t)strtoul(equals + 1, NULL, 0);
	fd = open(text, O_RDWR | O_SYNC | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	pages = mmap(NULL, within + size, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		     (off_t)(offset - within));
	close(fd);
	return pages == MAP_FAILED ? NULL : pages + within;
}

static int fail(const char *what, const char *why)
{
	fprintf(stderr, "shmem-call: %s: %s\n", what, why);
	return 1;
}

int main(int count, char **arguments)
{
	struct channel channel = { 0 };
	int status = 64;

	if (count > 2 && !strcmp(arguments[1], "-d")) {
		channel.doorbell = map_place(arguments[2], sizeof(uint32_t), &channel.value);
		if (!channel.doorbell)
			return fail(arguments[2], strerror(errno));
		count -= 2;
		arguments += 2;
	}
	if (count > 3) {
		channel.area = map_place(arguments[1], SCMI_SHMEM_SIZE, &channel.value);
		if (!channel.area)
			return fail(arguments[1], strerror(errno));
		if (!spin(channel.area))
			return fail(arguments[1], "the channel is not free");
		status = rounds_run("shmem-call", arguments + 2, shmem_round, &channel);
	}
	if (status == 64)
		fprintf(stderr,
			"usage: shmem-call [-d FILE@OFFSET=VALUE] FILE@OFFSET COUNT WORD...\n");
	return status;
}
