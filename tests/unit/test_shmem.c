// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_shmem.c - messages in and out of a page, also while the other side writes to it
 *
 * The page stands before one that cannot be touched, so that a byte too far ends the test.
 */
#include "unit.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

#include "proto/shmem.h"

#define ROUNDS 20000

static int make_page(void **state)
{
	char *pages = mmap(NULL, 2 * SCMI_SHMEM_SIZE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED || mprotect(pages + SCMI_SHMEM_SIZE, SCMI_SHMEM_SIZE, PROT_NONE))
		return -1;
	*state = pages;
	return 0;
}

static int free_page(void **state)
{
	return munmap(*state, 2 * SCMI_SHMEM_SIZE);
}

/** fill_payload() - word i becomes @first + i */
static void fill_payload(volatile struct scmi_shmem *page, uint32_t first)
{
	for (size_t i = 0; i < ARRAY_SIZE(page->payload); i++)
		page->payload[i] = first + (uint32_t)i;
}

static void test_reset(void **state)
{
	volatile struct scmi_shmem *page = *state;
	const uint8_t *bytes = *state;

	memset(*state, 0xff, SCMI_SHMEM_SIZE);
	scmi_shmem_reset(page);
	assert_true(scmi_shmem_is_free(page));
	for (size_t i = 0; i < SCMI_SHMEM_SIZE; i++)
		assert_int_equal(bytes[i], i == 4 ? 1 : 0);
}

static void test_free_is_bit_zero(void **state)
{
	volatile struct scmi_shmem *page = *state;

	page->channel_status = 0;
	assert_false(scmi_shmem_is_free(page));
	page->channel_status = SCMI_CHANNEL_ERROR;
	assert_false(scmi_shmem_is_free(page));
	page->channel_status = SCMI_CHANNEL_ERROR | SCMI_CHANNEL_FREE;
	assert_true(scmi_shmem_is_free(page));
}

static void test_take_lengths(void **state)
{
	static const struct {
		uint32_t page_length;
		int rc;
		uint32_t length;
	} rows[] = {
		{ 0, -EBADMSG, 0 },
		{ 1, -EBADMSG, 0 },
		{ 3, -EBADMSG, 0 },
		{ 4, 0, 0 },
		{ 5, 0, 1 },
		{ 8, 0, 4 },
		{ 20, 0, 16 },
		{ 4096 - 28, 0, 4064 },
		{ 4096 - 25, 0, 4067 },
		{ 4096 - 24, 0, 4068 },
		{ 4096 - 23, -EBADMSG, 0 },
		{ 4096, -EBADMSG, 0 },
		{ 4097, -EBADMSG, 0 },
		{ 0x7fffffff, -EBADMSG, 0 },
		{ 0x80000000, -EBADMSG, 0 },
		{ 0xfffffffc, -EBADMSG, 0 },
		{ 0xffffffff, -EBADMSG, 0 },
	};
	volatile struct scmi_shmem *page = *state;
	struct scmi_packet request;

	fill_payload(page, 0x1000);
	page->header = 0x145007;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		memset(&request, 0xa5, sizeof(request));
		page->length = rows[i].page_length;
		print_error("length %u:\n", rows[i].page_length);
		assert_int_equal(scmi_shmem_take(page, &request), rows[i].rc);
		assert_int_equal(request.header, 0x145007);
		assert_int_equal(request.length, rows[i].length);
		assert_memory_equal(request.payload, *(char **)state + 28, rows[i].length);
	}
}

static void test_take_leaves_the_page_alone(void **state)
{
	volatile struct scmi_shmem *page = *state;
	uint8_t before[SCMI_SHMEM_SIZE];
	struct scmi_packet request;

	memset(*state, 0x5a, SCMI_SHMEM_SIZE);
	page->length = 4072;
	memcpy(before, *state, sizeof(before));
	assert_int_equal(scmi_shmem_take(page, &request), 0);
	assert_memory_equal(before, *state, sizeof(before));
}

static void check_answer(volatile struct scmi_shmem *page, const struct scmi_packet *answer)
{
	const uint8_t *bytes = (const uint8_t *)(uintptr_t)page;

	assert_int_equal(page->header, answer->header);
	assert_int_equal(page->length, answer->length + 4);
	assert_int_equal(page->channel_status, SCMI_CHANNEL_FREE);
	assert_memory_equal(bytes + 28, answer->payload, answer->length);
	for (size_t i = 28 + answer->length; i < SCMI_SHMEM_SIZE; i++)
		assert_int_equal(bytes[i], 0xee);
}

static void test_answer(void **state)
{
	static const uint32_t lengths[] = { 4, 8, 72, 4064, 4068 };
	struct scmi_packet answer = { .header = 0x145007 };

	for (size_t i = 0; i < ARRAY_SIZE(answer.payload); i++)
		answer.payload[i] = 0x01020300 + (uint32_t)i;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		memset(*state, 0xee, SCMI_SHMEM_SIZE);
		answer.length = lengths[i];
		scmi_shmem_answer(*state, &answer);
		check_answer(*state, &answer);
	}
}

static void test_answer_keeps_what_is_the_agents(void **state)
{
	volatile struct scmi_shmem *page = *state;
	struct scmi_packet answer;

	memset(*state, 0xee, SCMI_SHMEM_SIZE);
	scmi_packet_refuse(&answer, 0x4000, SCMI_DENIED);
	scmi_shmem_answer(page, &answer);
	assert_int_equal(page->reserved, 0xeeeeeeee);
	assert_int_equal(page->implementation[0], 0xeeeeeeee);
	assert_int_equal(page->implementation[1], 0xeeeeeeee);
	assert_int_equal(page->flags, 0xeeeeeeee);
}

/**
 * struct contest - a page that two threads use
 * @over:  one of them has ended, the other is to
 * @wrong: messages that were not what they had to be
 */
struct contest {
	volatile struct scmi_shmem *page;
	atomic_bool over;
	unsigned int wrong;
};

/** ask() - the agent: send round numbers, look at the answer as soon as the channel is free */
static void *ask(void *context)
{
	struct contest *contest = context;
	volatile struct scmi_shmem *page = contest->page;

	for (uint32_t round = 1; round <= ROUNDS; round++) {
		page->header = round;
		page->length = 8;
		page->payload[0] = round;
		atomic_thread_fence(memory_order_seq_cst);
		page->channel_status = 0;
		while (!scmi_shmem_is_free(page))
			sched_yield();
		atomic_thread_fence(memory_order_seq_cst);
		contest->wrong += page->header != round || page->length != 68 ||
			page->payload[0] != ~round || page->payload[15] != ~round;
	}
	atomic_store(&contest->over, true);
	return NULL;
}

static void test_channel_is_free_last(void **state)
{
	struct contest contest = { .page = *state };
	struct scmi_packet request, answer;
	pthread_t agent;

	scmi_shmem_reset(contest.page);
	assert_int_equal(pthread_create(&agent, NULL, ask, &contest), 0);
	while (!atomic_load(&contest.over)) {
		if (scmi_shmem_is_free(contest.page)) {
			sched_yield();
			continue;
		}
		atomic_thread_fence(memory_order_seq_cst);
		if (scmi_shmem_take(contest.page, &request))
			continue;
		answer.header = request.header;
		answer.length = 64;
		for (size_t i = 0; i < 16; i++)
			answer.payload[i] = ~request.payload[0];
		scmi_shmem_answer(contest.page, &answer);
	}
	pthread_join(agent, NULL);
	assert_int_equal(contest.wrong, 0);
}

/** waver() - a guest that changes length and header all the time */
static void *waver(void *context)
{
	struct contest *contest = context;

	while (!atomic_load(&contest->over)) {
		contest->page->length = 8;
		contest->page->header = 0x11111111;
		contest->page->length = 0xffffffff;
		contest->page->header = 0x22222222;
	}
	return NULL;
}

static void test_length_is_read_once(void **state)
{
	struct contest contest = { .page = *state };
	struct scmi_packet request;
	pthread_t guest;

	scmi_shmem_reset(contest.page);
	contest.page->length = 8;
	contest.page->header = 0x11111111;
	assert_int_equal(pthread_create(&guest, NULL, waver, &contest), 0);
	for (size_t round = 0; round < 10 * ROUNDS; round++) {
		int rc = scmi_shmem_take(contest.page, &request);

		contest.wrong += (rc != 0 && rc != -EBADMSG) || request.length != (rc ? 0 : 4) ||
			(request.header != 0x11111111 && request.header != 0x22222222);
	}
	atomic_store(&contest.over, true);
	pthread_join(guest, NULL);
	assert_int_equal(contest.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_free_is_bit_zero),
		cmocka_unit_test(test_take_lengths),
		cmocka_unit_test(test_take_leaves_the_page_alone),
		cmocka_unit_test(test_answer),
		cmocka_unit_test(test_answer_keeps_what_is_the_agents),
		cmocka_unit_test(test_channel_is_free_last),
		cmocka_unit_test(test_length_is_read_once),
	};

	return cmocka_run_group_tests(tests, make_page, free_page);
}
