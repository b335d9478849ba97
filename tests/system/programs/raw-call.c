// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * raw-call.c - calls by Linux's SCMI raw mode, and how long they take
 *
 * usage: raw-call FILE COUNT WORD...
 *
 * FILE is raw/message; the words are header and payload. The header gets a token of its own each
 * time. Prints the last answer, and the time from write to read in microseconds:
 *
 *     answer 00005006 00000000 016e3600 00000000
 *     fastest 135 median 145
 *
 * Status 1, with a line on stderr, where a call has no answer.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WORDS_MAX   1024
#define TOKEN_SHIFT 18
#define TOKEN_MASK  0x3ffu

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/** take() - one answer, and the end-of-file behind it. Return: its bytes, or -1 */
static ssize_t take(int in, uint32_t *answer)
{
	ssize_t bytes = read(in, answer, WORDS_MAX * sizeof(*answer));
	char more;

	return bytes > 0 && read(in, &more, 1) == 0 ? bytes : -1;
}

int main(int count, char **arguments)
{
	static uint32_t request[WORDS_MAX], answer[WORDS_MAX];
	size_t words = (size_t)count - 3;
	long calls = count > 3 ? atol(arguments[2]) : 0;
	double *times = calls > 0 ? calloc((size_t)calls, sizeof(*times)) : NULL;
	ssize_t bytes = 0;
	int out, in;

	if (!times || words > WORDS_MAX) {
		fprintf(stderr, "usage: raw-call FILE COUNT WORD...\n");
		return 64;
	}
	out = open(arguments[1], O_WRONLY | O_CLOEXEC);
	in = open(arguments[1], O_RDONLY | O_CLOEXEC);
	for (size_t i = 0; i < words; i++)
		request[i] = (uint32_t)strtoul(arguments[3 + i], NULL, 0);
	for (long i = 0; i < calls; i++) {
		double start = now_us();

		request[0] = (request[0] & ~(TOKEN_MASK << TOKEN_SHIFT)) |
			((uint32_t)i & TOKEN_MASK) << TOKEN_SHIFT;
		if (write(out, request, words * sizeof(*request)) < 0 ||
		    (bytes = take(in, answer)) < 0) {
			fprintf(stderr, "raw-call: call %ld: %s\n", i, strerror(errno));
			return 1;
		}
		times[i] = now_us() - start;
	}
	printf("answer");
	for (size_t i = 0; i < (size_t)bytes / sizeof(*answer); i++)
		printf(" %08x", answer[i]);
	qsort(times, (size_t)calls, sizeof(*times), compare);
	printf("\nfastest %.0f median %.0f\n", times[0], times[calls / 2]);
	return 0;
}
