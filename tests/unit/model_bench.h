/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model_bench.h - a model platform on the bench, for tests of its answers word by word
 *
 * Exchanges of a test share one model, so that a later one sees what an earlier one changed.
 */
#ifndef XEN_SCMI_UNIT_MODEL_BENCH_H
#define XEN_SCMI_UNIT_MODEL_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/firmware/model.h"
#include "tests/unit/board.h"
#include "tests/unit/packet.h"
#include "tests/unit/unit.h"

/* What is behind the status of an answer that has no values. */
#define NOT_SUPPORTED	   0xffffffff
#define INVALID_PARAMETERS 0xfffffffe
#define DENIED		   0xfffffffd
#define NOT_FOUND	   0xfffffffc
#define OUT_OF_RANGE	   0xfffffffb
#define HARDWARE_ERROR	   0xfffffff7
#define PROTOCOL_ERROR	   0xfffffff6

/**
 * struct exchange - a request and what has to come of it
 * @log: the one line that is logged, NULL: none
 */
struct exchange {
	uint8_t protocol, id;
	const uint32_t *request;
	size_t request_words;
	const uint32_t *answer;
	size_t answer_words;
	const char *log;
};

/**
 * struct bench - a model and what it logged
 * @agent: that asks, the first unless a test says otherwise
 * @log: all lines since it was last emptied
 */
struct bench {
	struct resources resources;
	struct model model;
	uint32_t agent;
	char log[1024];
};

static inline void collect(void *context, const char *line)
{
	struct bench *bench = context;
	size_t used = strlen(bench->log);

	snprintf(bench->log + used, sizeof(bench->log) - used, "%s\n", line);
}

static inline int parse(struct resources *resources, const char *text, char *error, size_t size)
{
	FILE *in = board_text(text);
	int rc;

	assert_non_null(in);
	rc = resources_parse(resources, in, "board.conf", error, size);
	fclose(in);
	return rc;
}

/** bench_from() - a model of the board in @text; the caller frees it */
static inline struct bench *bench_from(const char *text)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	char error[256] = "";

	assert_non_null(bench);
	if (parse(&bench->resources, text, error, sizeof(error)))
		fail_msg("%s", error);
	model_init(&bench->model, &bench->resources, collect, bench, false);
	bench->agent = bench->model.first;
	return bench;
}

/** bench_board() - the model that the system tests use; @more is appended to its board */
static inline struct bench *bench_board(const char *more)
{
	static char text[16384];
	FILE *in = fopen(BOARD, "re");
	size_t size;

	assert_non_null(in);
	size = fread(text, 1, sizeof(text) - 1, in);
	fclose(in);
	snprintf(text + size, sizeof(text) - size, "%s", more);
	return bench_from(text);
}

static inline void check_exchange(struct bench *bench, const struct exchange *exchange,
				  uint16_t token)
{
	struct scmi_packet request = { .length = (uint32_t)(exchange->request_words * 4) };
	struct scmi_packet answer;
	char log[256] = "";

	request.header = (uint32_t)token << 18 | (uint32_t)exchange->protocol << 10 | exchange->id;
	if (exchange->request_words)
		memcpy(request.payload, exchange->request, request.length);
	memset(&answer, 0xa5, sizeof(answer));
	bench->log[0] = '\0';
	print_error("protocol 0x%x message 0x%x, first parameter 0x%x:\n", exchange->protocol,
		    exchange->id, request.payload[0]);
	model_serve_agent(&bench->model, bench->agent, &request, &answer);

	assert_int_equal(answer.header, request.header);
	assert_int_equal((int32_t)answer.payload[0], (int32_t)exchange->answer[0]);
	assert_int_equal(answer.length, exchange->answer_words * 4);
	for (size_t i = 0; i < exchange->answer_words; i++)
		assert_int_equal(answer.payload[i], exchange->answer[i]);
	if (exchange->log)
		snprintf(log, sizeof(log), "%s\n", exchange->log);
	assert_string_equal(bench->log, log);
}

static inline void check_exchanges(struct bench *bench, const struct exchange *exchanges,
				   size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_exchange(bench, &exchanges[i], (uint16_t)(0x3ff - i));
	free(bench);
}

/** status_of() - what the model answers to a message with parameters that are all zero */
static inline enum scmi_status status_of(struct bench *bench, uint32_t header, uint32_t length)
{
	struct scmi_packet request = { .header = header, .length = length };
	struct scmi_packet answer;

	model_serve(&bench->model, &request, &answer);
	assert_int_equal(answer.header, header);
	return scmi_packet_status(&answer);
}

#endif
