// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_host.c - the queue onto the firmware's socket, with firmware that the test itself is
 */
#include "unit.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

struct firmware {
	int listener, connection;
};

#include "host_bench.h"

static void listen_at(struct bench *bench)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	strcpy(address.sun_path, folder_file(&bench->folder, "socket"));
	bench->firmware.listener =
		socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_int_equal(
		bind(bench->firmware.listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(bench->firmware.listener, 5), 0);
}

/** disappear() - the firmware is gone */
static void disappear(struct bench *bench)
{
	if (bench->firmware.connection >= 0)
		close(bench->firmware.connection);
	if (bench->firmware.listener >= 0)
		close(bench->firmware.listener);
	bench->firmware.connection = -1;
	bench->firmware.listener = -1;
	unlink(folder_file(&bench->folder, "socket"));
}

static int set_up(void **state)
{
	struct bench *bench = bench_make();

	bench->firmware.listener = -1;
	bench->firmware.connection = -1;
	clocks.set_by = 0;
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	disappear(bench);
	bench_remove(bench);
	return 0;
}

static void open_host(struct bench *bench, uint32_t timeout_ms)
{
	char channel[200];

	snprintf(channel, sizeof(channel), "socket:%.100s", folder_file(&bench->folder, "socket"));
	bench_open(bench, channel, timeout_ms);
}

/** accept_host() - wait for the daemon's connection */
static void accept_host(struct bench *bench)
{
	int ups = bench->ups;
	double start = monotonic_now();

	while (bench->firmware.connection < 0 || bench->ups == ups) {
		turn(bench, start);
		if (bench->firmware.connection < 0)
			bench->firmware.connection = accept4(bench->firmware.listener, NULL, NULL,
							     SOCK_CLOEXEC | SOCK_NONBLOCK);
	}
	assert_int_equal(bench->ups, ups + 1);
}

static void connect_host(struct bench *bench, uint32_t timeout_ms)
{
	listen_at(bench);
	open_host(bench, timeout_ms);
	accept_host(bench);
}

/** has_got() - whether a packet is there for the firmware; it is taken */
static bool has_got(struct bench *bench)
{
	ssize_t bytes =
		recv(bench->firmware.connection, bench->got, sizeof(bench->got), MSG_DONTWAIT);

	if (bytes < 0)
		return false;
	bench->got_bytes = (size_t)bytes;
	return true;
}

/** say() - the firmware sends a packet of words */
static void say(struct bench *bench, const uint32_t *words, size_t bytes)
{
	assert_int_equal(send(bench->firmware.connection, words, bytes, MSG_NOSIGNAL), bytes);
}

/* --- requests and answers --- */

static void test_request_and_answer(void **state)
{
	struct bench *bench = *state;
	struct ask *ask;

	connect_host(bench, NEVER);
	ask = submit(bench, 'a', HOST_NORMAL);
	assert_string_equal(bench->ends, "");
	got_of(bench, 'a');
	assert_int_equal(bench->got[0] & 0x3ffff, 0x14 << 10 | 0x6);
	assert_int_equal(bench->got[0] >> 28, 0);
	answer(bench, 24000000);
	ends_with(bench, "A");
	assert_int_equal(bench->last_error, 0);
	assert_packet(&ask->packet, bench->got[0], WORDS(0, 24000000));
	got_nothing(bench);
}

static void test_one_at_a_time_in_order(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	submit(bench, 'c', HOST_NORMAL);
	for (char name = 'a'; name <= 'c'; name++) {
		got_of(bench, name);
		got_nothing(bench);
		answer(bench, 0);
	}
	ends_with(bench, "ABC");
}

static void test_several_at_a_time(void **state)
{
	struct bench *bench = *state;
	double start = monotonic_now();

	connect_host(bench, NEVER);
	submit_reads(bench, "abcdefghij");
	got_all_of(bench, "abcdefgh");
	answer_to(bench, 'h', 8);
	answer_to(bench, 'b', 2);
	ends_with(bench, "HB");
	assert_int_equal(bench->asks['h' - 'a'].packet.payload[1], 8);
	assert_int_equal(bench->asks['b' - 'a'].packet.payload[1], 2);
	got_all_of(bench, "ij");
	disappear(bench);
	while (strlen(bench->ends) < 10)
		turn(bench, start);
	assert_int_equal(bench->last_error, -ENOTCONN);
}

static void test_firmware_that_takes_nothing(void **state)
{
	static const struct timespec moment = { .tv_nsec = 1000000 };
	struct bench *bench = *state;
	int sent = 0;

	/* It is stopped: what is given up stays in the socket, until there is no more room. */
	connect_host(bench, 1);
	for (int i = 0; i < 300; i++) {
		forget_ends(bench);
		submit(bench, 'a', HOST_NORMAL);
		bench->asks[0].packet.length = SCMI_PAYLOAD_MAX;
		nanosleep(&moment, NULL);
		ends_with(bench, "a");
		assert_int_equal(bench->last_error, -ETIMEDOUT);
	}
	/* No message that did not fit is sent later. */
	while (has_got(bench))
		sent++;
	assert_in_range(sent, 2, 1000);
	got_nothing(bench);
}

static void test_urgent_goes_before(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_URGENT);
	got_of(bench, 'b');
	/* but does not interrupt */
	submit(bench, 'c', HOST_NORMAL);
	submit(bench, 'd', HOST_URGENT);
	got_nothing(bench);
	answer(bench, 0);
	got_of(bench, 'd');
	answer(bench, 0);
	got_of(bench, 'a');
	answer(bench, 0);
	got_of(bench, 'c');
	answer(bench, 0);
	ends_with(bench, "BDAC");
}

static void test_guests_take_turns(void **state)
{
	struct bench *bench = *state;

	/* A guest that asks again as soon as it is answered does not keep others waiting. */
	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL)->submissions = 2;
	submit(bench, 'b', HOST_NORMAL)->submissions = 1;
	for (int i = 0; i < 5; i++) {
		double start = monotonic_now();

		while (!has_got(bench))
			turn(bench, start);
		answer(bench, 0);
		while (strlen(bench->ends) <= (size_t)i)
			turn(bench, start);
	}
	assert_string_equal(bench->ends, "ABABA");
}

/* --- what is made ready when its turn comes --- */

/** make_ready() - 'b' has nothing to send any more, and submits 'd' in its place */
static bool make_ready(struct host_request *request)
{
	struct ask *ask = (struct ask *)request;
	struct bench *bench = request->context;

	assert_false(request->is_pending);
	bench->ready[strlen(bench->ready)] = ask->name;
	ask->packet.payload[0] = (uint32_t)ask->name; /* what the firmware is to see */
	if (ask->name == 'b')
		host_submit(bench->host, &bench->asks['d' - 'a'].request, HOST_URGENT);
	return ask->name != 'b';
}

static void submit_unready(struct bench *bench, char name)
{
	struct ask *ask = submit(bench, name, HOST_NORMAL);

	ask->request.prepare = make_ready;
	ask->packet.payload[0] = 0;
}

static void test_a_request_is_made_ready_when_it_is_sent(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	packet_fill(&bench->asks['d' - 'a'].packet, 0x14 << 10 | 0x6, WORDS('d'));
	submit_unready(bench, 'a');
	submit_unready(bench, 'b');
	submit_unready(bench, 'c');
	got_of(bench, 'a');
	got_nothing(bench);
	assert_string_equal(bench->ready, "a");
	answer(bench, 0);
	/* b has ended, without a word, and what it asked for is sent before c. */
	got_of(bench, 'd');
	assert_string_equal(bench->ready, "ab");
	assert_false(bench->asks['b' - 'a'].request.is_pending);
	answer(bench, 0);
	got_of(bench, 'c');
	assert_string_equal(bench->ready, "abc");
	answer(bench, 0);
	ends_with(bench, "ADC");
	got_nothing(bench);
}

static void test_nothing_is_made_ready_for_no_one(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	disappear(bench);
	idle(bench, 0.05);
	submit_unready(bench, 'a');
	ends_with(bench, "a");
	assert_string_equal(bench->ready, "");
}

static void test_tokens_differ(void **state)
{
	struct bench *bench = *state;
	uint8_t seen[1024] = { 0 };

	connect_host(bench, NEVER);
	for (int i = 0; i < 1024 + 10; i++) {
		forget_ends(bench);
		submit(bench, 'a', HOST_NORMAL);
		got_of(bench, 'a');
		assert_int_equal(bench->got[0] & ~(0x3ffu << 18), 0x14 << 10 | 0x6);
		/* Each comes round once in 1024. */
		assert_int_equal(seen[bench->got[0] >> 18]++, i / 1024);
		answer(bench, 0);
		ends_with(bench, "A");
	}
}

static void test_only_the_answer_answers(void **state)
{
	static const uint32_t differences[] = { 1u << 18, 0x200u << 18, 1u << 10,  1,
						1u << 8,  1u << 31,	0xffffffff };
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	/* Nothing is asked. */
	say(bench, (const uint32_t[]){ 0, 0 }, 8);
	say(bench, (const uint32_t[]){ 0x14 << 10 | 0x6, 0 }, 8);
	idle(bench, 0.02);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	for (size_t i = 0; i < ARRAY_SIZE(differences); i++)
		say(bench, (const uint32_t[]){ bench->got[0] ^ differences[i], 0, 5 }, 12);
	got_nothing(bench);
	assert_string_equal(bench->ends, "");
	answer(bench, 24);
	ends_with(bench, "A");
	assert_int_equal(bench->asks[0].packet.payload[1], 24);
	/* A second answer is none. */
	answer(bench, 25);
	idle(bench, 0.02);
	assert_string_equal(bench->ends, "A");
	assert_int_equal(bench->asks[0].packet.payload[1], 24);
}

static void test_packets_that_are_no_messages(void **state)
{
	static uint32_t large[PACKET_MAX / 4 + 2];
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	say(bench, bench->got, 1);
	say(bench, bench->got, 3);
	large[0] = bench->got[0];
	say(bench, large, PACKET_MAX + 1);
	say(bench, large, PACKET_MAX + 8);
	idle(bench, 0.02);
	assert_string_equal(bench->ends, "");
	assert_int_equal(bench->downs, 0);
	/* The longest one that is a message. */
	large[PACKET_MAX / 4 - 1] = 0x12345678;
	say(bench, large, PACKET_MAX);
	ends_with(bench, "A");
	assert_int_equal(bench->asks[0].packet.length, SCMI_PAYLOAD_MAX);
	assert_int_equal(bench->asks[0].packet.payload[SCMI_PAYLOAD_MAX / 4 - 1], 0x12345678);
}

static void test_answer_without_payload(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	say(bench, bench->got, 4);
	ends_with(bench, "A");
	assert_int_equal(bench->asks[0].packet.length, 0);
}

static void test_longest_request(void **state)
{
	struct bench *bench = *state;
	struct ask *ask = &bench->asks[0];
	double start = monotonic_now();

	connect_host(bench, NEVER);
	packet_fill(&ask->packet, 0x14 << 10, NOTHING);
	ask->packet.length = SCMI_PAYLOAD_MAX;
	host_submit(bench->host, &ask->request, HOST_NORMAL);
	while (!has_got(bench))
		turn(bench, start);
	assert_int_equal(bench->got_bytes, PACKET_MAX);
	assert_memory_equal(bench->got + 1, ask->packet.payload, SCMI_PAYLOAD_MAX);
}

/* --- time-outs --- */

static void test_timeout(void **state)
{
	struct bench *bench = *state;
	uint32_t late[3] = { 0 };
	double start;

	connect_host(bench, SOON);
	start = monotonic_now();
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	late[0] = bench->got[0];
	late[2] = 77;
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	assert_true(monotonic_now() - start > SOON * 0.9 / 1000);
	assert_int_equal(bench->downs, 0);
	/* The packet is what it was, but for its token. */
	assert_packet(&bench->asks[0].packet, late[0], WORDS('a'));

	/* An answer that comes too late is nobody's, also while the next one waits for its own. */
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	say(bench, late, sizeof(late));
	answer(bench, 24);
	ends_with(bench, "aB");
	assert_int_equal(bench->asks[1].packet.payload[1], 24);
}

static void test_queueing_counts(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	submit(bench, 'c', HOST_URGENT);
	got_of(bench, 'c');
	later(bench, SOON / 1000.);
	ends_with(bench, "cab");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	/* The others have not been sent, and will not be. */
	got_nothing(bench);
	submit(bench, 'd', HOST_NORMAL);
	got_of(bench, 'd');
	answer(bench, 0);
	ends_with(bench, "cabD");
}

static void test_later_requests_have_more_time(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	later(bench, SOON / 2 / 1000.);
	submit(bench, 'b', HOST_NORMAL);
	ends_with(bench, "a");
	got_of(bench, 'b');
	answer(bench, 0);
	ends_with(bench, "aB");
}

/* --- the time of day --- */

#define SECOND 1000 /* more than libev goes without the time of day, in ms */

static void test_clock_is_set_back(void **state)
{
	struct bench *bench = *state;
	double start;

	connect_host(bench, SECOND);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	start = monotonic_now();
	submit(bench, 'b', HOST_NORMAL);
	clocks.set_by = -3600;
	ends_with(bench, "ab");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	assert_true(monotonic_now() - start > SECOND * 0.9 / 1000);
}

static void test_clock_is_set_forward(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	submit(bench, 'b', HOST_NORMAL);
	clocks.set_by = 3600;
	later(bench, SECOND / 1000.);
	assert_string_equal(bench->ends, "");
	answer(bench, 1);
	got_of(bench, 'b');
	answer(bench, 2);
	ends_with(bench, "AB");
}

/* --- cancelling --- */

static void test_cancel_queued(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	submit(bench, 'c', HOST_NORMAL);
	submit(bench, 'd', HOST_URGENT);
	cancel(bench, 'd');
	cancel(bench, 'a');
	cancel(bench, 'c'); /* the last one */
	submit(bench, 'd', HOST_NORMAL);
	got_of(bench, 'b');
	answer(bench, 0);
	got_of(bench, 'd');
	answer(bench, 0);
	ends_with(bench, "BD");
	got_nothing(bench);
}

static void test_cancel_in_flight(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	cancel(bench, 'a');
	memset(&bench->asks[0].packet, 0x5a, sizeof(bench->asks[0].packet));
	submit(bench, 'b', HOST_URGENT);
	/* The channel is the cancelled one's until it is answered. */
	got_nothing(bench);
	answer(bench, 77);
	got_of(bench, 'b');
	answer(bench, 24);
	ends_with(bench, "B");
	assert_int_equal(bench->asks[1].packet.payload[1], 24);
	/* Its memory can be gone. */
	assert_int_equal(bench->asks[0].packet.payload[1], 0x5a5a5a5a);
}

static void test_cancel_in_flight_without_answer(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	cancel(bench, 'a');
	later(bench, SOON / 2 / 1000.);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	answer(bench, 0);
	ends_with(bench, "B");
}

static void test_cancel_and_ask_again(void **state)
{
	struct bench *bench = *state;
	uint32_t first;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	first = bench->got[0];
	cancel(bench, 'a');
	submit(bench, 'a', HOST_NORMAL);
	say(bench, (const uint32_t[]){ first, 0, 77 }, 12);
	got_of(bench, 'a');
	assert_int_not_equal(bench->got[0], first);
	answer(bench, 24);
	ends_with(bench, "A");
	assert_int_equal(bench->asks[0].packet.payload[1], 24);
}

static void test_cancel_what_is_idle(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	cancel(bench, 'a');
	answer(bench, 0);
	ends_with(bench, "B");
	cancel(bench, 'b');
	assert_string_equal(bench->ends, "B");
}

/* --- connections --- */

static void test_firmware_goes_and_comes_back(void **state)
{
	struct bench *bench = *state;
	char expected[400];

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'a');
	disappear(bench);
	ends_with(bench, "ab");
	assert_int_equal(bench->last_error, -ENOTCONN);
	assert_int_equal(bench->downs, 1);
	snprintf(expected, sizeof(expected), "%s: closed by the firmware",
		 folder_file(&bench->folder, "socket"));
	assert_string_equal(bench->down_why, expected);

	/* While it is away nothing waits, and it is said once. */
	submit(bench, 'c', HOST_URGENT);
	ends_with(bench, "abc");
	assert_int_equal(bench->last_error, -ENOTCONN);
	idle(bench, 0.3);
	assert_int_equal(bench->downs, 1);
	assert_int_equal(bench->ups, 1);

	listen_at(bench);
	accept_host(bench);
	submit(bench, 'd', HOST_NORMAL);
	got_of(bench, 'd');
	answer(bench, 0);
	ends_with(bench, "abcD");
}

static void test_cancelled_when_firmware_goes(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	cancel(bench, 'a');
	disappear(bench);
	listen_at(bench);
	accept_host(bench);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	answer(bench, 0);
	ends_with(bench, "B");
}

static void test_firmware_comes_late(void **state)
{
	struct bench *bench = *state;
	char expected[400];
	double start = monotonic_now();

	open_host(bench, NEVER);
	while (!bench->downs)
		turn(bench, start);
	snprintf(expected, sizeof(expected), "%s: No such file or directory",
		 folder_file(&bench->folder, "socket"));
	assert_string_equal(bench->down_why, expected);
	listen_at(bench);
	accept_host(bench);
	assert_int_equal(bench->downs, 1);
}

static void test_close_forgets_requests(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'a');
	host_close(bench->host);
	bench->host = NULL;
	/* The firmware sees that nobody is there. */
	assert_int_equal(recv(bench->firmware.connection, bench->got, sizeof(bench->got), 0), 0);
	idle(bench, 0.02);
	assert_string_equal(bench->ends, "");
}

static void test_channels_that_make_no_sense(void **state)
{
	static const char *const names[] = {
		"", "socket", "/run/firmware", ":", ":/run/firmware", "sock:/x", "socket2:/x",
	};
	struct bench *bench = *state;
	char channel[300] = "socket:/", expected[300];
	struct why why;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(expected, sizeof(expected),
			 "channel = \"%s\", expected socket:PATH or raw:DIR or "
			 "mmio:FILE[@OFFSET][+SIZE]...",
			 names[i]);
		assert_null(host_open(bench->loop, names[i], 1, &events, bench, &why));
		assert_string_equal(why.text, expected);
	}
	assert_null(host_open(bench->loop, "socket:run/x", 1, &events, bench, &why));
	assert_string_equal(why.text,
			    "channel = socket:run/x, expected an absolute path of less "
			    "than 108 characters");
	assert_null(host_open(bench->loop, "socket:", 1, &events, bench, &why));
	assert_string_equal(why.text,
			    "channel = socket:, expected an absolute path of less than "
			    "108 characters");
	memset(channel + 8, 'x', 107);
	assert_null(host_open(bench->loop, channel, 1, &events, bench, &why));
	assert_string_equal(why.text,
			    "channel = socket:/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, "
			    "expected an absolute path of less than 108 characters");
	channel[8 + 106] = '\0';
	bench->host = host_open(bench->loop, channel, 1, &events, bench, &why);
	assert_non_null(bench->host);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_request_and_answer),
		TEST(test_one_at_a_time_in_order),
		TEST(test_several_at_a_time),
		TEST(test_firmware_that_takes_nothing),
		TEST(test_urgent_goes_before),
		TEST(test_guests_take_turns),
		TEST(test_a_request_is_made_ready_when_it_is_sent),
		TEST(test_nothing_is_made_ready_for_no_one),
		TEST(test_tokens_differ),
		TEST(test_only_the_answer_answers),
		TEST(test_packets_that_are_no_messages),
		TEST(test_answer_without_payload),
		TEST(test_longest_request),
		TEST(test_timeout),
		TEST(test_queueing_counts),
		TEST(test_later_requests_have_more_time),
		TEST(test_clock_is_set_back),
		TEST(test_clock_is_set_forward),
		TEST(test_cancel_queued),
		TEST(test_cancel_in_flight),
		TEST(test_cancel_in_flight_without_answer),
		TEST(test_cancel_and_ask_again),
		TEST(test_cancel_what_is_idle),
		TEST(test_firmware_goes_and_comes_back),
		TEST(test_cancelled_when_firmware_goes),
		TEST(test_firmware_comes_late),
		TEST(test_close_forgets_requests),
		TEST(test_channels_that_make_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
