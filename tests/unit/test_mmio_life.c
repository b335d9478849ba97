// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mmio_life.c - whose shared memory is over time, and files that come and go
 */
#include "unit.h"

#include <errno.h>
#include <sys/timerfd.h>

#include "mmio_bench.h"

/* --- time --- */

static int timer; /* by which the memory is looked at */

int __real_timerfd_settime(int fd, int flags, const struct itimerspec *in, struct itimerspec *old);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *in, struct itimerspec *old);

int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *in, struct itimerspec *old)
{
	timer = fd;
	return __real_timerfd_settime(fd, flags, in, old);
}

/** pass() - later(), for the timer as well */
static void pass(struct bench *bench, double seconds)
{
	struct itimerspec in;
	double left;

	assert_int_equal(timerfd_gettime(timer, &in), 0);
	left = (double)in.it_value.tv_sec + (double)in.it_value.tv_nsec * 1e-9;
	/* One that is not set stays so, and none is unset. */
	if (left > 0.) {
		left = left > seconds + 1e-6 ? left - seconds : 1e-6;
		in.it_value.tv_sec = (time_t)left;
		in.it_value.tv_nsec = (long)((left - (double)in.it_value.tv_sec) * 1e9);
		assert_int_equal(__real_timerfd_settime(timer, 0, &in, NULL), 0);
	}
	later(bench, seconds);
}

/* --- firmware that is slow --- */

static void test_late_answer_is_nobodys(void **state)
{
	struct bench *bench = *state;
	uint32_t late;

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	late = bench->got[0];
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	/* The memory is still the firmware's, so that the next one is held back. */
	submit(bench, 'b', HOST_NORMAL);
	idle(bench, 0.02);
	assert_int_equal(bench->firmware.area->header, late);
	assert_int_equal(bench->firmware.area->payload[0], 'a');
	say(bench, (const uint32_t[]){ late, 0, 77 }, 12);
	got_of(bench, 'b');
	assert_int_not_equal(bench->got[0], late);
	answer(bench, 24);
	ends_with(bench, "aB");
	assert_packet(&bench->asks[1].packet, bench->got[0], WORDS(0, 24));
	assert_int_equal(bench->downs, 0);
}

static void test_what_is_held_back_too_long_is_not_sent(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	ends_with(bench, "a");
	submit(bench, 'b', HOST_NORMAL);
	ends_with(bench, "ab");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	answer(bench, 77);
	got_nothing(bench);
	assert_int_equal(bench->firmware.area->channel_status, SCMI_CHANNEL_FREE);
	works(bench, 'c');
}

static void test_memory_that_was_taken(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	works(bench, 'a');
	bench->firmware.area->channel_status = 0;
	bench->firmware.has_taken = true;
	forget_ends(bench);
	submit(bench, 'b', HOST_NORMAL);
	got_nothing(bench);
	set_status(bench, SCMI_CHANNEL_FREE);
	got_of(bench, 'b');
	answer(bench, 0);
	ends_with(bench, "B");
}

static void test_never_free(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	pass(bench, 2.5);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	ends_with(bench, "a");
	pass(bench, 1.5);
	assert_int_equal(bench->downs, 0);
	pass(bench, 0.5);
	wait_down(bench, 1);
	down_was(bench, "memory", "the firmware has not freed the channel for 2 s");
	submit(bench, 'b', HOST_NORMAL);
	ends_with(bench, "ab");
	assert_int_equal(bench->last_error, -ENOTCONN);
	/* The memory is mapped again, and kept again. */
	pass(bench, 0.1);
	pass(bench, 2.5);
	assert_int_equal(bench->downs, 1);
	assert_int_equal(bench->ups, 1);
	/* What it says in the end is nobody's. */
	answer(bench, 77);
	wait_up(bench, 2);
	got_nothing(bench);
	works(bench, 'c');
}

static void test_patience_begins_when_nobody_waits(void **state)
{
	struct bench *bench = *state;

	/* A message may take as long as somebody waits for it. */
	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	pass(bench, 2.2);
	answer(bench, 0);
	ends_with(bench, "A");
	/* Memory that the firmware keeps after an error, and memory that it took by itself. */
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	pass(bench, 2.2);
	set_status(bench, SCMI_CHANNEL_ERROR);
	ends_with(bench, "Ab");
	idle(bench, 0.1);
	set_status(bench, SCMI_CHANNEL_FREE);
	pass(bench, 2.2);
	bench->firmware.area->channel_status = 0;
	bench->firmware.has_taken = true;
	submit(bench, 'c', HOST_NORMAL);
	idle(bench, 0.1);
	set_status(bench, SCMI_CHANNEL_FREE);
	got_of(bench, 'c');
	answer(bench, 0);
	ends_with(bench, "AbC");
	assert_int_equal(bench->downs, 0);
}

static void test_memory_is_kept_while_nothing_is_sent(void **state)
{
	struct bench *bench = *state;
	double start;

	connect_host(bench, NEVER);
	works(bench, 'a');
	pass(bench, 1.5);
	start = monotonic_now();
	bench->firmware.area->channel_status = 0;
	bench->firmware.has_taken = true;
	while (!bench->downs) {
		turn(bench, start);
		pass(bench, 1.0);
	}
	wait_down(bench, 1);
	assert_true(monotonic_now() - start > 2.0);
	down_was(bench, "memory", "the firmware has not freed the channel for 2 s");
	set_status(bench, SCMI_CHANNEL_FREE);
	wait_up(bench, 2);
	works(bench, 'b');
}

static void test_not_free_at_first(void **state)
{
	struct bench *bench = *state;

	make_memory(bench, "memory");
	open_host(bench, NEVER, "");
	idle(bench, 0.3);
	assert_int_equal(bench->ups, 0);
	assert_int_equal(bench->downs, 0);
	set_status(bench, SCMI_CHANNEL_FREE | SCMI_CHANNEL_ERROR);
	wait_up(bench, 1);
	works(bench, 'a');
}

/* --- firmware that starts anew --- */

/** was_noticed() - the channel went down and up, for the COUNTth time */
static void was_noticed(struct bench *bench, int count)
{
	wait_down(bench, count);
	down_was(bench, "memory", "the firmware has started anew");
	wait_up(bench, count + 1);
	works(bench, 's');
	works(bench, 't');
}

static void test_firmware_starts_anew(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	works(bench, 'a');
	works(bench, 'b');

	/* Nothing is to be sent. */
	start_anew(bench);
	pass(bench, 1.0);
	was_noticed(bench, 1);

	/* There is a message for it, which the new one does not get before it is asked anew. */
	forget_ends(bench);
	start_anew(bench);
	submit(bench, 'c', HOST_NORMAL);
	ends_with(bench, "c");
	assert_int_equal(bench->last_error, -ENOTCONN);
	assert_int_equal(bench->firmware.area->length, 0);
	was_noticed(bench, 2);

	/* A message is out. */
	forget_ends(bench);
	submit(bench, 'd', HOST_NORMAL);
	submit(bench, 'e', HOST_NORMAL);
	got_of(bench, 'd');
	start_anew(bench);
	ends_with(bench, "de");
	assert_int_equal(bench->last_error, -ENOTCONN);
	was_noticed(bench, 3);

	/* A message is out for which nobody waits any more, with one behind it. */
	forget_ends(bench);
	submit(bench, 'd', HOST_NORMAL);
	got_of(bench, 'd');
	ends_with(bench, "d");
	submit(bench, 'e', HOST_NORMAL);
	got_nothing(bench);
	start_anew(bench);
	ends_with(bench, "de");
	assert_int_equal(bench->last_error, -ENOTCONN);
	was_noticed(bench, 4);
}

static void test_firmware_starts_anew_after_one_answer(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	works(bench, 'a');
	forget_ends(bench);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	start_anew(bench);
	ends_with(bench, "b");
	assert_int_equal(bench->last_error, -ENOTCONN);
	was_noticed(bench, 1);
}

static void test_memory_that_is_clear_without_a_restart(void **state)
{
	struct bench *bench = *state;

	/* A channel that was never used, one with an error, and an answer that is none. */
	make_memory(bench, "memory");
	start_anew(bench);
	open_host(bench, NEVER, "");
	wait_up(bench, 1);
	pass(bench, 1.2);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	start_anew(bench);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EBADMSG);
	works(bench, 'b');
	works(bench, 'c');
	forget_ends(bench);
	submit(bench, 'd', HOST_NORMAL);
	got_of(bench, 'd');
	write_message(bench, (const uint32_t[]){ 0, 0 }, 0);
	set_status(bench, SCMI_CHANNEL_FREE | SCMI_CHANNEL_ERROR);
	ends_with(bench, "d");
	assert_int_equal(bench->last_error, -EIO);
	pass(bench, 1.2);
	works(bench, 'e');
	assert_int_equal(bench->downs, 0);
}

static void test_firmware_that_clears_what_it_has_answered(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	for (char name = 'a'; name < 'g'; name++) {
		works(bench, name);
		start_anew(bench);
	}
	pass(bench, 1.2);
	works(bench, 'h');
	assert_int_equal(bench->downs, 0);
}

/* --- files --- */

static void test_file_comes_late(void **state)
{
	struct bench *bench = *state;

	open_host(bench, NEVER, "");
	wait_down(bench, 1);
	down_was(bench, "memory", "No such file or directory");
	folder_write(&bench->folder, "memory", "", 0);
	idle(bench, 0.3);
	unlink(folder_file(&bench->folder, "memory"));
	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	wait_up(bench, 1);
	assert_int_equal(bench->downs, 1);
	works(bench, 'a');
}

static void test_file_is_made_anew(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	works(bench, 'a');
	unlink(folder_file(&bench->folder, "memory"));
	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	forget_ends(bench);
	submit(bench, 'b', HOST_NORMAL);
	ends_with(bench, "b");
	pass(bench, 2.0);
	wait_down(bench, 1);
	wait_up(bench, 2);
	works(bench, 'c');
}

static void test_files_that_are_too_small(void **state)
{
	static const struct {
		size_t size;
		const char *why;
	} rows[] = {
		{ 0, "has 0 bytes, expected more than 4116" },
		{ AREA_OFFSET, "has 4116 bytes, expected more than 4116" },
		{ AREA_OFFSET + AREA_SIZE - 1, "has 255 bytes there, expected 256" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		static const uint8_t zeroes[FILE_SIZE];
		struct bench *bench;

		tear_down_memory(state);
		set_up_memory(state);
		bench = *state;
		folder_write(&bench->folder, "memory", zeroes, rows[i].size);
		open_host(bench, NEVER, "");
		wait_down(bench, 1);
		down_was(bench, "memory", rows[i].why);
	}
}

static void test_doorbell_that_is_not_there(void **state)
{
	struct bench *bench = *state;
	char options[200];

	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	snprintf(options, sizeof(options), ",doorbell=%.90s", folder_file(&bench->folder, "bell"));
	open_host(bench, NEVER, options);
	wait_down(bench, 1);
	down_was(bench, "bell", "No such file or directory");
	folder_write(&bench->folder, "bell", "12", 2);
	idle(bench, 0.2);
	assert_int_equal(bench->ups, 0);
	folder_write(&bench->folder, "bell", "1234", 4);
	wait_up(bench, 1);
	works(bench, 'a');
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_memory, tear_down_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_late_answer_is_nobodys),
		TEST(test_what_is_held_back_too_long_is_not_sent),
		TEST(test_memory_that_was_taken),
		TEST(test_never_free),
		TEST(test_patience_begins_when_nobody_waits),
		TEST(test_memory_is_kept_while_nothing_is_sent),
		TEST(test_not_free_at_first),
		TEST(test_firmware_starts_anew),
		TEST(test_firmware_starts_anew_after_one_answer),
		TEST(test_memory_that_is_clear_without_a_restart),
		TEST(test_firmware_that_clears_what_it_has_answered),
		TEST(test_file_comes_late),
		TEST(test_file_is_made_anew),
		TEST(test_files_that_are_too_small),
		TEST(test_doorbell_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
