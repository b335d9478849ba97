// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_host_several.c - several messages out at a time, onto a channel that the test itself is
 *
 * It takes the place of the mmio channel. Requests that may overlap are reads here, and others
 * changes.
 */
#include "unit.h"

#include <errno.h>

#include "daemon/host/channel.h"

#define MESSAGES_MAX 40

/** struct firmware - the channel, and the firmware behind it */
struct firmware {
	struct channel channel;
	const struct channel_events *events;
	void *context;

	struct scmi_packet messages[MESSAGES_MAX]; /* that has_got() has not taken yet */
	unsigned int count;
	uint32_t headers[MESSAGES_MAX]; /* of what was said to be for nobody */
	unsigned int abandoned;

	int send_error; /* of each message, until it is 0 again */
	int attempts;
	uint32_t tried; /* the header of the last one */
};

#include "host_bench.h"

static struct bench *now; /* the test that runs */

/* --- the channel --- */

static struct channel *open_channel(struct ev_loop *loop, const char *address,
				    const struct channel_events *events, void *context,
				    struct why *why)
{
	(void)loop;
	(void)address;
	(void)why;
	now->firmware.channel.kind = &channel_mmio;
	now->firmware.events = events;
	now->firmware.context = context;
	return &now->firmware.channel;
}

static int send(struct channel *channel, const struct scmi_packet *packet)
{
	struct firmware *firmware = (struct firmware *)channel;

	firmware->attempts++;
	/* Also where it is the same message once more. */
	assert_int_not_equal(packet->header, firmware->tried);
	firmware->tried = packet->header;
	if (firmware->send_error)
		return firmware->send_error;
	assert_in_range(firmware->count, 0, MESSAGES_MAX - 1);
	firmware->messages[firmware->count++] = *packet;
	return 0;
}

static void abandon(struct channel *channel, uint32_t header)
{
	struct firmware *firmware = (struct firmware *)channel;

	assert_in_range(firmware->abandoned, 0, MESSAGES_MAX - 1);
	firmware->headers[firmware->abandoned++] = header;
}

static void close_channel(struct channel *channel)
{
	(void)channel;
}

const struct channel_kind channel_mmio = {
	.scheme = "mmio",
	.form = "mmio:",
	.open = open_channel,
	.send = send,
	.abandon = abandon,
	.close = close_channel,
};

static bool has_got(struct bench *bench)
{
	struct firmware *firmware = &bench->firmware;
	const struct scmi_packet *first = firmware->messages;

	if (!firmware->count)
		return false;
	bench->got[0] = first->header;
	memcpy(bench->got + 1, first->payload, first->length);
	bench->got_bytes = sizeof(first->header) + first->length;
	memmove(firmware->messages, first + 1, --firmware->count * sizeof(*first));
	return true;
}

static void say(struct bench *bench, const uint32_t *words, size_t bytes)
{
	struct scmi_packet packet = { .header = words[0], .length = (uint32_t)bytes - 4 };

	memcpy(packet.payload, words + 1, packet.length);
	bench->firmware.events->message(bench->firmware.context, &packet);
}

/** fail_one() - the message of a request has failed */
static void fail_one(struct bench *bench, char name, int error)
{
	bench->firmware.events->failed(bench->firmware.context, bench->asks[name - 'a'].sent,
				       error);
}

static void go_down(struct bench *bench)
{
	struct why why;

	why_not(&why, -EIO, "gone");
	bench->firmware.events->down(bench->firmware.context, &why);
}

static void go_up(struct bench *bench, uint32_t in_flight_max)
{
	bench->firmware.events->up(bench->firmware.context, SCMI_PAYLOAD_MAX, in_flight_max);
}

static struct bench *connect_host(uint32_t in_flight_max, uint32_t timeout_ms)
{
	bench_open(now, "mmio:", timeout_ms);
	go_up(now, in_flight_max);
	return now;
}

static int set_up(void **state)
{
	*state = now = bench_make();
	return 0;
}

static int tear_down(void **state)
{
	bench_remove(*state);
	return 0;
}

/* --- together --- */

static void test_reads_are_out_together(void **state)
{
	struct bench *bench = connect_host(4, NEVER);

	(void)state;
	submit_reads(bench, "abcdef");
	got_all_of(bench, "abcd");
	/* Each has the answer that is its own, in whatever order they come. */
	answer_to(bench, 'c', 3);
	answer_to(bench, 'a', 1);
	ends_with(bench, "CA");
	got_all_of(bench, "ef");
	answer_to(bench, 'f', 6);
	answer_to(bench, 'b', 2);
	answer_to(bench, 'e', 5);
	answer_to(bench, 'd', 4);
	ends_with(bench, "CAFBED");
	for (char name = 'a'; name <= 'f'; name++)
		assert_packet(&bench->asks[name - 'a'].packet, bench->asks[name - 'a'].sent,
			      WORDS(0, (uint32_t)name - 'a' + 1));
}

static void test_as_many_as_the_channel_says(void **state)
{
	static const char names[] = "abcdefghijklmnopqrst";

	for (uint32_t max = 1; max <= CHANNEL_IN_FLIGHT_MAX; max++) {
		struct bench *bench = connect_host(max, NEVER);
		char expected[REQUESTS + 1] = "";

		print_error("%u\n", max);
		submit_reads(bench, names);
		memcpy(expected, names, max);
		got_all_of(bench, expected);
		answer_to(bench, 'a', 0);
		got_of(bench, names[max]);
		tear_down(state);
		set_up(state);
	}
}

static void test_another_limit_after_it_was_down(void **state)
{
	struct bench *bench = connect_host(3, NEVER);

	(void)state;
	submit_reads(bench, "abcd");
	got_all_of(bench, "abc");
	go_down(bench);
	ends_with(bench, "abc");
	go_up(bench, 2);
	submit_reads(bench, "efg");
	got_all_of(bench, "de");
}

static void test_tokens_of_what_is_out_are_not_given_again(void **state)
{
	struct bench *bench = connect_host(3, NEVER);

	(void)state;
	submit_reads(bench, "ab");
	got_all_of(bench, "ab");
	for (int i = 0; i < 3000; i++) {
		double start = monotonic_now();

		forget_ends(bench);
		submit_reads(bench, "c");
		while (!has_got(bench))
			ev_run(bench->loop, EVRUN_NOWAIT);
		assert_true(monotonic_now() - start < PATIENCE);
		assert_int_not_equal(bench->got[0], bench->asks[0].sent);
		assert_int_not_equal(bench->got[0], bench->asks[1].sent);
		answer(bench, 0);
		ends_with(bench, "C");
	}
	answer_to(bench, 'b', 2);
	answer_to(bench, 'a', 1);
	ends_with(bench, "CBA");
	assert_int_equal(bench->asks[0].packet.payload[1], 1);
	assert_int_equal(bench->asks[1].packet.payload[1], 2);
}

/* --- alone --- */

static void test_a_change_is_alone(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit_reads(bench, "ab");
	submit(bench, 'c', HOST_NORMAL);
	submit_reads(bench, "de");
	submit(bench, 'f', HOST_NORMAL);
	submit(bench, 'g', HOST_NORMAL);
	got_all_of(bench, "ab");
	answer_to(bench, 'b', 0);
	got_nothing(bench);
	answer_to(bench, 'a', 0);
	got_all_of(bench, "c");
	answer_to(bench, 'c', 0);
	got_all_of(bench, "de");
	answer_to(bench, 'd', 0);
	answer_to(bench, 'e', 0);
	got_all_of(bench, "f");
	answer_to(bench, 'f', 0);
	got_all_of(bench, "g");
	answer_to(bench, 'g', 0);
	ends_with(bench, "BACDEFG");
}

static void test_reads_do_not_keep_a_change_waiting(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	/* They ask again as soon as they are answered. */
	(void)state;
	bench->asks[0].submissions = 3;
	bench->asks[1].submissions = 3;
	submit_reads(bench, "ab");
	got_all_of(bench, "ab");
	submit(bench, 'c', HOST_NORMAL);
	say(bench, (const uint32_t[]){ bench->asks[0].sent, 'a' }, 8);
	got_nothing(bench);
	say(bench, (const uint32_t[]){ bench->asks[1].sent, 'b' }, 8);
	got_all_of(bench, "c");
	answer_to(bench, 'c', 0);
	got_all_of(bench, "ab");
	assert_string_equal(bench->ends, "ABC");
}

static void test_an_urgent_change_goes_before_reads(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit_reads(bench, "ab");
	got_all_of(bench, "ab");
	submit_reads(bench, "c");
	submit(bench, 'd', HOST_URGENT);
	got_nothing(bench);
	answer_to(bench, 'a', 0);
	answer_to(bench, 'b', 0);
	got_all_of(bench, "d");
	answer_to(bench, 'd', 0);
	got_all_of(bench, "c");
}

/* While it is held, what is urgent goes past all others, and their time runs on. */
static void test_held(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit_reads(bench, "a");
	got_all_of(bench, "a");
	host_hold(bench->host, true);
	submit_reads(bench, "b");
	submit(bench, 'c', HOST_NORMAL);
	submit(bench, 'd', HOST_URGENT);
	answer_to(bench, 'a', 0);
	got_all_of(bench, "d");
	answer_to(bench, 'd', 0);
	got_nothing(bench);
	ends_with(bench, "AD");
	host_hold(bench->host, false);
	got_all_of(bench, "b");
	answer_to(bench, 'b', 0);
	got_all_of(bench, "c");
	host_hold(bench->host, true);
	submit_reads(bench, "e");
	later(bench, NEVER / 1000.);
	ends_with(bench, "ADBce");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
}

/** note_ready() - Return: whether it is to be sent: 'b' is not */
static bool note_ready(struct host_request *request)
{
	struct bench *bench = request->context;
	char name = ((struct ask *)request)->name;

	bench->ready[strlen(bench->ready)] = name;
	return name != 'b';
}

static void test_made_ready_when_it_is_sent(void **state)
{
	struct bench *bench = connect_host(2, NEVER);

	(void)state;
	for (int i = 0; i < 5; i++)
		bench->asks[i].request.prepare = note_ready;
	submit_reads(bench, "abcd");
	submit(bench, 'e', HOST_NORMAL);
	got_all_of(bench, "ac");
	assert_string_equal(bench->ready, "abc");
	answer_to(bench, 'a', 0);
	got_all_of(bench, "d");
	answer_to(bench, 'c', 0);
	got_nothing(bench);
	/* A change only when all others have ended. */
	assert_string_equal(bench->ready, "abcd");
	answer_to(bench, 'd', 0);
	got_all_of(bench, "e");
	assert_string_equal(bench->ready, "abcde");
	ends_with(bench, "ACD");
}

/* --- answers that are none --- */

static void test_only_the_answer_answers(void **state)
{
	static const uint32_t differences[] = { 0x200u << 18, 1u << 10, 1, 1u << 8, 1u << 31 };
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit_reads(bench, "abc");
	got_all_of(bench, "abc");
	for (char name = 'a'; name <= 'c'; name++)
		for (size_t i = 0; i < ARRAY_SIZE(differences); i++)
			say(bench,
			    (const uint32_t[]){ bench->asks[name - 'a'].sent ^ differences[i], 0,
						77 },
			    12);
	assert_string_equal(bench->ends, "");
	answer_to(bench, 'b', 2);
	/* A second answer is none. */
	answer_to(bench, 'b', 77);
	assert_string_equal(bench->ends, "B");
	assert_int_equal(bench->asks[1].packet.payload[1], 2);
	answer_to(bench, 'c', 3);
	answer_to(bench, 'a', 1);
	ends_with(bench, "BCA");
	assert_int_equal(bench->asks[0].packet.payload[1], 1);
	assert_int_equal(bench->asks[2].packet.payload[1], 3);
}

static void test_one_of_several_fails(void **state)
{
	struct bench *bench = connect_host(2, NEVER);

	(void)state;
	submit_reads(bench, "abc");
	got_all_of(bench, "ab");
	fail_one(bench, 'a', -EBADMSG);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EBADMSG);
	/* It is not out any more. */
	fail_one(bench, 'a', -EBADMSG);
	answer_to(bench, 'a', 77);
	got_all_of(bench, "c");
	answer_to(bench, 'b', 2);
	answer_to(bench, 'c', 3);
	ends_with(bench, "aBC");
	assert_int_equal(bench->firmware.abandoned, 0);
}

/* --- time-outs and cancelling --- */

static void test_time_of_one_among_several(void **state)
{
	struct bench *bench = connect_host(2, NEVER);

	(void)state;
	submit_reads(bench, "a");
	got_all_of(bench, "a");
	later(bench, NEVER / 2 / 1000.);
	submit_reads(bench, "bc");
	got_all_of(bench, "b");
	later(bench, NEVER / 2 / 1000.);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	assert_int_equal(bench->firmware.abandoned, 1);
	assert_int_equal(bench->firmware.headers[0], bench->asks[0].sent);
	/* Its place is free, and its late answer nobody's. */
	got_all_of(bench, "c");
	answer_to(bench, 'a', 77);
	answer_to(bench, 'c', 3);
	answer_to(bench, 'b', 2);
	ends_with(bench, "aCB");
	assert_int_equal(bench->asks[1].packet.payload[1], 2);
	assert_int_equal(bench->asks[2].packet.payload[1], 3);
}

static void test_times_of_all(void **state)
{
	struct bench *bench = connect_host(3, NEVER);

	(void)state;
	submit_reads(bench, "abc");
	submit(bench, 'd', HOST_NORMAL);
	submit_reads(bench, "e");
	got_all_of(bench, "abc");
	answer_to(bench, 'a', 0);
	later(bench, NEVER / 1000.);
	/* What waits behind them has no more time than they have. */
	ends_with(bench, "Abcde");
	assert_int_equal(bench->firmware.abandoned, 2);
	got_nothing(bench);
	submit_reads(bench, "f");
	got_all_of(bench, "f");
}

static void test_times_in_their_order(void **state)
{
	struct bench *bench = connect_host(4, NEVER);

	/* Wherever there was room for a later one. */
	(void)state;
	submit_reads(bench, "ab");
	got_all_of(bench, "ab");
	answer_to(bench, 'a', 0);
	later(bench, NEVER / 4 / 1000.);
	submit_reads(bench, "c");
	later(bench, NEVER / 4 / 1000.);
	submit_reads(bench, "d");
	got_all_of(bench, "cd");
	later(bench, NEVER / 2 / 1000.);
	ends_with(bench, "Ab");
	later(bench, NEVER / 4 / 1000.);
	ends_with(bench, "Abc");
	later(bench, NEVER / 4 / 1000.);
	ends_with(bench, "Abcd");
}

static void test_cancelled_one_keeps_its_place(void **state)
{
	struct bench *bench = connect_host(2, NEVER);

	(void)state;
	submit_reads(bench, "abcd");
	got_all_of(bench, "ab");
	cancel(bench, 'a');
	memset(&bench->asks[0].packet, 0x5a, sizeof(bench->asks[0].packet));
	got_nothing(bench);
	answer_to(bench, 'a', 77);
	got_all_of(bench, "c");
	fail_one(bench, 'b', -EIO);
	got_all_of(bench, "d");
	answer_to(bench, 'd', 4);
	answer_to(bench, 'c', 3);
	ends_with(bench, "bDC");
	assert_int_equal(bench->asks[0].packet.payload[1], 0x5a5a5a5a);
}

static void test_cancelled_one_without_answer(void **state)
{
	struct bench *bench = connect_host(2, NEVER);

	(void)state;
	submit_reads(bench, "ab");
	got_all_of(bench, "ab");
	cancel(bench, 'a');
	answer_to(bench, 'b', 0);
	later(bench, NEVER / 2 / 1000.);
	submit_reads(bench, "cd");
	got_all_of(bench, "c");
	/* Until its time is up, which comes before d's. */
	later(bench, NEVER / 2 / 1000.);
	got_of(bench, 'd');
	assert_int_equal(bench->firmware.abandoned, 1);
	assert_int_equal(bench->firmware.headers[0], bench->asks[0].sent);
	answer_to(bench, 'c', 0);
	answer_to(bench, 'd', 0);
	ends_with(bench, "BCD");
}

static void test_cancelled_change_stays_alone(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit(bench, 'a', HOST_NORMAL);
	got_all_of(bench, "a");
	cancel(bench, 'a');
	submit_reads(bench, "bc");
	got_nothing(bench);
	answer_to(bench, 'a', 0);
	got_all_of(bench, "bc");
}

static void test_channel_down_ends_all(void **state)
{
	struct bench *bench = connect_host(4, NEVER);

	(void)state;
	submit_reads(bench, "abc");
	submit(bench, 'd', HOST_NORMAL);
	submit_reads(bench, "e");
	got_all_of(bench, "abc");
	cancel(bench, 'b');
	go_down(bench);
	ends_with(bench, "acde");
	assert_int_equal(bench->last_error, -ENOTCONN);
	assert_int_equal(bench->firmware.abandoned, 0);
	go_up(bench, 4);
	/* Answers to what was out before are nobody's. */
	answer_to(bench, 'a', 77);
	submit_reads(bench, "fghij");
	got_all_of(bench, "fghi");
	answer_to(bench, 'b', 77);
	got_nothing(bench);
	assert_string_equal(bench->ends, "acde");
}

/* --- a channel that takes no more for now --- */

static void test_full_channel_loses_nothing(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit_reads(bench, "ab");
	got_all_of(bench, "ab");
	bench->asks['c' - 'a'].request.prepare = note_ready;
	bench->firmware.send_error = -EBUSY;
	submit_reads(bench, "cde");
	got_nothing(bench);
	/* The first one is tried less and less often, and those behind it wait. */
	assert_in_range(bench->firmware.attempts, 3, 12);
	assert_string_equal(bench->ready, "c");
	assert_string_equal(bench->ends, "");
	bench->firmware.send_error = 0;
	got_all_of(bench, "cde");
	for (char name = 'a'; name <= 'e'; name++)
		answer_to(bench, name, 0);
	ends_with(bench, "ABCDE");
	assert_string_equal(bench->ready, "c");
}

static void test_full_channel_is_tried_when_a_message_ends(void **state)
{
	struct bench *bench = connect_host(8, NEVER);
	int attempts;

	(void)state;
	submit_reads(bench, "a");
	got_all_of(bench, "a");
	bench->firmware.send_error = -EBUSY;
	submit_reads(bench, "b");
	idle(bench, 0.3); /* it is tried every 50 ms by now */
	attempts = bench->firmware.attempts;
	bench->firmware.send_error = 0;
	answer_to(bench, 'a', 0);
	ev_run(bench->loop, EVRUN_NOWAIT);
	assert_int_equal(bench->firmware.attempts, attempts + 1);
	got_all_of(bench, "b");
}

static void test_full_channel_is_tried_while_nothing_happens(void **state)
{
	struct bench *bench = connect_host(8, SOON);

	(void)state;
	bench->firmware.send_error = -EBUSY;
	submit(bench, 'a', HOST_NORMAL);
	ev_run(bench->loop, EVRUN_NOWAIT);
	bench->firmware.send_error = 0;
	/* The loop wakes up for it, and not only for its time. */
	ev_run(bench->loop, EVRUN_ONCE);
	ev_run(bench->loop, EVRUN_NOWAIT);
	assert_string_equal(bench->ends, "");
	got_all_of(bench, "a");
}

static void test_what_is_held_back_can_end(void **state)
{
	static const struct {
		int error;
		const char *ends;
	} rows[] = {
		{ -EBUSY, "b" },    /* its time is up */
		{ -EMSGSIZE, "b" }, /* another error when it is tried again */
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = connect_host(8, SOON);

		print_error("%zu\n", i);
		bench->firmware.send_error = -EBUSY;
		submit(bench, 'b', HOST_NORMAL);
		idle(bench, 0.01);
		bench->firmware.send_error = rows[i].error;
		ends_with(bench, rows[i].ends);
		assert_int_equal(bench->last_error,
				 rows[i].error == -EBUSY ? -ETIMEDOUT : rows[i].error);
		/* The channel does not know of it. */
		assert_int_equal(bench->firmware.abandoned, 0);
		bench->firmware.send_error = 0;
		submit(bench, 'c', HOST_NORMAL);
		got_all_of(bench, "c");
		tear_down(state);
		set_up(state);
	}
}

static void test_cancel_what_is_held_back(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	bench->firmware.send_error = -EBUSY;
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	idle(bench, 0.01);
	cancel(bench, 'a');
	memset(&bench->asks[0].packet, 0x5a, sizeof(bench->asks[0].packet));
	idle(bench, 0.01);
	bench->firmware.send_error = 0;
	got_all_of(bench, "b");
	answer_to(bench, 'b', 0);
	ends_with(bench, "B");
}

static void test_channel_down_ends_what_is_held_back(void **state)
{
	struct bench *bench = connect_host(8, NEVER);

	(void)state;
	submit_reads(bench, "a");
	got_all_of(bench, "a");
	bench->firmware.send_error = -EBUSY;
	submit_reads(bench, "bc");
	idle(bench, 0.01);
	go_down(bench);
	ends_with(bench, "abc");
	assert_int_equal(bench->last_error, -ENOTCONN);
	bench->firmware.send_error = 0;
	go_up(bench, 8);
	submit_reads(bench, "d");
	got_all_of(bench, "d");
}

static void test_what_is_held_back_has_no_answer(void **state)
{
	struct bench *bench = connect_host(8, NEVER);
	const struct scmi_packet *packet = &bench->asks[0].packet;

	(void)state;
	bench->firmware.send_error = -EBUSY;
	submit_reads(bench, "a");
	idle(bench, 0.005);
	say(bench, (const uint32_t[]){ packet->header, 0, 77 }, 12);
	bench->firmware.events->failed(bench->firmware.context, packet->header, -EIO);
	assert_string_equal(bench->ends, "");
	bench->firmware.send_error = 0;
	got_all_of(bench, "a");
	answer_to(bench, 'a', 1);
	ends_with(bench, "A");
	assert_int_equal(packet->payload[1], 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reads_are_out_together),
		TEST(test_as_many_as_the_channel_says),
		TEST(test_another_limit_after_it_was_down),
		TEST(test_tokens_of_what_is_out_are_not_given_again),
		TEST(test_a_change_is_alone),
		TEST(test_reads_do_not_keep_a_change_waiting),
		TEST(test_an_urgent_change_goes_before_reads),
		TEST(test_held),
		TEST(test_made_ready_when_it_is_sent),
		TEST(test_only_the_answer_answers),
		TEST(test_one_of_several_fails),
		TEST(test_time_of_one_among_several),
		TEST(test_times_of_all),
		TEST(test_times_in_their_order),
		TEST(test_cancelled_one_keeps_its_place),
		TEST(test_cancelled_one_without_answer),
		TEST(test_cancelled_change_stays_alone),
		TEST(test_channel_down_ends_all),
		TEST(test_full_channel_loses_nothing),
		TEST(test_full_channel_is_tried_when_a_message_ends),
		TEST(test_full_channel_is_tried_while_nothing_happens),
		TEST(test_what_is_held_back_can_end),
		TEST(test_cancel_what_is_held_back),
		TEST(test_channel_down_ends_what_is_held_back),
		TEST(test_what_is_held_back_has_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
