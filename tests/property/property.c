// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * property.c - what has to hold whatever guests send, while rights change and firmware fails
 *
 *	property [--messages N] [--seed S] [--guests N] [--trace]
 *
 * Random worlds, one after another: the first follows from the seed, and each seed from the one
 * before. No command reaches the firmware for a resource to which its guest has no right, no answer
 * names one, and the firmware's state is always what all votes add up to. What fails is told with
 * the command that shows it again.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

#define MESSAGES 1000000u
#define SEED	 0x5ca1ab1edecade00u

static int usage(void)
{
	fprintf(stderr, "usage: property [--messages N] [--seed S] [--guests 1..%u] [--trace]\n",
		WORLD_GUESTS);
	return 2;
}

/** parse_number() - decimal, or hexadecimal behind 0x; Return: false where it is none */
static bool parse_number(const char *text, uint64_t *number)
{
	char *end;

	if (!text || *text < '0' || *text > '9')
		return false;
	errno = 0;
	*number = strtoull(text, &end, 0);
	return !errno && !*end;
}

static bool read_board(struct resources *board)
{
	FILE *in = fopen(BOARD, "re");
	char error[256];
	int rc;

	if (!in) {
		fprintf(stderr, "property: %s: %s\n", BOARD, strerror(errno));
		return false;
	}
	rc = resources_parse(board, in, BOARD, error, sizeof(error));
	fclose(in);
	if (rc)
		fprintf(stderr, "property: %s\n", error);
	return !rc;
}

static void add(struct world_count *sum, const struct world_count *count)
{
	sum->messages += count->messages;
	sum->forwarded += count->forwarded;
	sum->refused += count->refused;
	sum->sent += count->sent;
	sum->releases += count->releases;
	sum->changes += count->changes;
	sum->unknown += count->unknown;
}

static void run(struct world *world, const struct resources *board, uint64_t messages,
		uint64_t seed, unsigned int guests)
{
	struct world_count sum = { 0 };
	uint64_t worlds = 0;
	struct dice seeds = { seed };

	printf("seed 0x%016" PRIx64 "\n", seed);
	while (sum.messages < messages) {
		world_run(world, seeds.state, board, guests, messages - sum.messages);
		add(&sum, &world->count);
		worlds++;
		seeds.state = dice_throw(&seeds);
	}
	printf("%" PRIu64 " messages in %" PRIu64 " worlds: %" PRIu64 " forwarded, %" PRIu64
	       " refused; %" PRIu64 " sent to the firmware, %" PRIu64
	       " of them releases; rights changed %" PRIu64
	       " times, settings became unknown %" PRIu64 " times\n",
	       sum.messages, worlds, sum.forwarded, sum.refused, sum.sent, sum.releases,
	       sum.changes, sum.unknown);
}

int main(int argc, char **argv)
{
	uint64_t messages = MESSAGES, seed = SEED, guests = 0;
	static struct resources board;
	static struct world world;

	for (int i = 1; i < argc; i++) {
		uint64_t *number = !strcmp(argv[i], "--messages") ? &messages :
			!strcmp(argv[i], "--seed")		  ? &seed :
			!strcmp(argv[i], "--guests")		  ? &guests :
								    NULL;

		if (!strcmp(argv[i], "--trace"))
			world.trace = true;
		else if (!number || !parse_number(argv[++i], number))
			return usage();
	}
	if (guests > WORLD_GUESTS)
		return usage();
	if (!read_board(&board))
		return EXIT_FAILURE;
	run(&world, &board, messages, seed, (unsigned int)guests);
	return EXIT_SUCCESS;
}
