// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rounds.c - calls of dom0's own, one right after the other, and how long they take
 */
#include "rounds.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/** parse() - Return: how many words there are, 0: none, or too many */
static size_t parse(char **arguments, long *calls, uint32_t request[static ROUNDS_WORDS_MAX])
{
	size_t words = 0;

	*calls = arguments[0] ? atol(arguments[0]) : 0;
	if (*calls <= 0)
		return 0;
	for (char **word = arguments + 1; *word; word++) {
		if (words == ROUNDS_WORDS_MAX)
			return 0;
		request[words++] = (uint32_t)strtoul(*word, NULL, 0);
	}
	return words;
}

static void print(const uint32_t *answer, size_t words, double *times, long calls)
{
	printf("answer");
	for (size_t i = 0; i < words; i++)
		printf(" %08x", answer[i]);
	qsort(times, (size_t)calls, sizeof(*times), compare);
	printf("\nfastest %.0f median %.0f\n", times[0], times[calls / 2]);
}

int rounds_run(const char *name, char **arguments, round_fn *round, void *context)
{
	static uint32_t request[ROUNDS_WORDS_MAX], answer[ROUNDS_WORDS_MAX];
	long calls;
	size_t words = parse(arguments, &calls, request);
	double *times = words ? calloc((size_t)calls, sizeof(*times)) : NULL;
	ssize_t bytes = 0;

	if (!times)
		return 64;
	for (long i = 0; i < calls; i++) {
		double start = now_us();

		request[0] = (request[0] & ~(TOKEN_MASK << TOKEN_SHIFT)) |
			((uint32_t)i & TOKEN_MASK) << TOKEN_SHIFT;
		bytes = round(context, request, words, answer);
		if (bytes < 0) {
			fprintf(stderr, "%s: call %ld: %s\n", name, i, strerror(errno));
			free(times);
			return 1;
		}
		times[i] = now_us() - start;
	}
	print(answer, (size_t)bytes / sizeof(*answer), times, calls);
	free(times);
	return 0;
}
