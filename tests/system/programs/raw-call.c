// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * raw-call.c - calls by Linux's SCMI raw mode, and how long they take from write to read
 *
 * usage: raw-call FILE COUNT WORD...
 *
 * FILE is raw/message; for the rest, and what is printed, see rounds.h.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "rounds.h"

struct raw {
	int out, in;
};

/** raw_round() - an answer ends with an end-of-file */
static ssize_t raw_round(void *context, const uint32_t *request, size_t words, uint32_t *answer)
{
	const struct raw *raw = context;
	ssize_t bytes;
	char more;

	if (write(raw->out, request, words * sizeof(*request)) < 0)
		return -1;
	bytes = read(raw->in, answer, ROUNDS_WORDS_MAX * sizeof(*answer));
	return bytes > 0 && read(raw->in, &more, 1) == 0 ? bytes : -1;
}

int main(int count, char **arguments)
{
	struct raw raw;
	int status = 64;

	if (count > 3) {
		raw.out = open(arguments[1], O_WRONLY | O_CLOEXEC);
		raw.in = open(arguments[1], O_RDONLY | O_CLOEXEC);
		status = rounds_run("raw-call", arguments + 2, raw_round, &raw);
	}
	if (status == 64)
		fprintf(stderr, "usage: raw-call FILE COUNT WORD...\n");
	return status;
}
