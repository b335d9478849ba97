/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rounds.h - calls of dom0's own, one right after the other, and how long they take
 */
#ifndef XEN_SCMI_PROGRAMS_ROUNDS_H
#define XEN_SCMI_PROGRAMS_ROUNDS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ROUNDS_WORDS_MAX 1024

/**
 * round_fn - make one call
 * @request: header and payload
 * @answer:  receives as much, ROUNDS_WORDS_MAX words at the most
 *
 * Return: the answer's bytes, or -1 with errno where there is none.
 */
typedef ssize_t round_fn(void *context, const uint32_t *request, size_t words, uint32_t *answer);

/**
 * rounds_run() - make calls, and print the last answer and the time of one in microseconds:
 *
 *     answer 00005006 00000000 016e3600 00000000
 *     fastest 135 median 145
 *
 * @name:      the program's, for stderr
 * @arguments: COUNT WORD..., and NULL; the words are header and payload. The header gets a token
 *	       of its own each time.
 *
 * Return: 0; 1, with a line on stderr, where a call has no answer; 64, where the arguments are
 *none.
 */
int rounds_run(const char *name, char **arguments, round_fn *round, void *context);

#endif
