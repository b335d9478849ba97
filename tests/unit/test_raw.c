// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_raw.c - the channel by Linux's raw mode, with a kernel that the test itself is
 *
 * Directories are real. A message file is a FIFO, of which the program opens both ends as it does
 * with the real one, and in which a byte waits for each answer, so that it polls as the real one
 * does. Reading and writing it are the test's own: see __wrap_read() and __wrap_write().
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#define QUEUE_MAX     20 /* answers that Linux keeps */
#define IN_FLIGHT_MAX 16
#define WORDS_MAX     1100
#define LINUX_MAX     132 /* header and payload that Linux takes */
#define ANYONES	      0xbadu
#define VERSION	      0x20001u
#define PROBE_BITS    0x3ffffu /* of a header: all but the token */
#define PROBE	      (0x10 << 10)

struct message {
	uint32_t words[WORDS_MAX];
	size_t bytes;
};

/** struct firmware - the firmware, and the kernel in front of it */
struct firmware {
	int keep;    /* an end of the FIFO, for as long as there is one */
	ino_t inode; /* of the FIFO */

	struct message answers[QUEUE_MAX];
	size_t answer_count;
	size_t position; /* of the reader in the first one */

	struct message requests[IN_FLIGHT_MAX];
	size_t request_count;
	size_t in_flight_max; /* of them, that the test allows */

	int write_error; /* of the next message, or 0 */
	bool is_cut;	 /* the next message is taken in part */
	bool is_silent;	 /* the probe gets no answer */
	bool is_wedged;	 /* the probe's answer is a bare status */
	bool has_left;	 /* a message is in the channel that its sender knows to have failed */
	int probes;
};

#include "host_bench.h"

static struct bench *now; /* the test that runs */

/* --- the kernel's file --- */

ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __real_write(int fd, const void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);
ssize_t __wrap_write(int fd, const void *buffer, size_t size);

static ssize_t fails(int error)
{
	errno = error;
	return -1;
}

/** is_message() - whether it is a message file; @is_gone: but one that is not there any more */
static bool is_message(int fd, bool *is_gone)
{
	struct stat status;

	if (fstat(fd, &status) || !S_ISFIFO(status.st_mode))
		return false;
	*is_gone = now->firmware.keep < 0 || status.st_ino != now->firmware.inode;
	return true;
}

static void queue_answer(const uint32_t *words, size_t bytes)
{
	struct firmware *firmware = &now->firmware;
	struct message *answer = &firmware->answers[firmware->answer_count++];

	assert_in_range(firmware->answer_count, 1, QUEUE_MAX);
	assert_in_range(bytes, 0, sizeof(answer->words));
	memcpy(answer->words, words, bytes);
	answer->bytes = bytes;
	assert_int_equal(__real_write(firmware->keep, "", 1), 1);
}

ssize_t __wrap_read(int fd, void *buffer, size_t size)
{
	struct firmware *firmware = &now->firmware;
	struct message *answer = firmware->answers;
	bool is_gone;
	char byte;

	if (!is_message(fd, &is_gone))
		return __real_read(fd, buffer, size);
	if (is_gone)
		return fails(EIO);
	if (!firmware->answer_count)
		return fails(EAGAIN);
	if (!firmware->position) /* in the kernel it is off the queue now */
		assert_int_equal(__real_read(fd, &byte, 1), 1);
	if (firmware->position && firmware->position >= answer->bytes) {
		memmove(answer, answer + 1, (QUEUE_MAX - 1) * sizeof(*answer));
		firmware->answer_count--;
		firmware->position = 0;
		return 0;
	}
	if (size > answer->bytes - firmware->position)
		size = answer->bytes - firmware->position;
	memcpy(buffer, (char *)answer->words + firmware->position, size);
	firmware->position += size;
	return (ssize_t)size;
}

/** probed() - what becomes of a probe */
static void probed(uint32_t header)
{
	now->firmware.probes++;
	if (now->firmware.is_silent || now->firmware.answer_count == QUEUE_MAX)
		return;
	queue_answer((const uint32_t[]){ header, 0, VERSION }, now->firmware.is_wedged ? 8 : 12);
}

ssize_t __wrap_write(int fd, const void *buffer, size_t size)
{
	struct firmware *firmware = &now->firmware;
	const uint32_t *words = buffer;
	int error = firmware->write_error;
	struct message *request;
	bool is_gone;

	if (!is_message(fd, &is_gone))
		return __real_write(fd, buffer, size);
	if (is_gone)
		return fails(EIO);
	assert_in_range(size, 4, LINUX_MAX);
	firmware->write_error = 0;
	if (error) {
		firmware->has_left = error == EOPNOTSUPP;
		return fails(error);
	}
	if (firmware->is_cut) {
		firmware->is_cut = false;
		return (ssize_t)size - 1;
	}
	if (firmware->has_left) {
		/* Linux leaves it where it is, and rings; the answer goes to who wrote last. */
		firmware->has_left = false;
		queue_answer((const uint32_t[]){ words[0], 0, ANYONES, ANYONES }, 16);
		return (ssize_t)size;
	}
	if ((words[0] & PROBE_BITS) == PROBE) {
		probed(words[0]);
		return (ssize_t)size;
	}
	assert_in_range(firmware->request_count, 0, firmware->in_flight_max - 1);
	request = &firmware->requests[firmware->request_count++];
	memcpy(request->words, words, size);
	request->bytes = size;
	return (ssize_t)size;
}

static bool has_got(struct bench *bench)
{
	struct firmware *firmware = &bench->firmware;
	struct message *request = firmware->requests;

	if (!firmware->request_count)
		return false;
	memcpy(bench->got, request->words, request->bytes);
	bench->got_bytes = request->bytes;
	memmove(request, request + 1, --firmware->request_count * sizeof(*request));
	return true;
}

static void say(struct bench *bench, const uint32_t *words, size_t bytes)
{
	(void)bench;
	queue_answer(words, bytes);
}

/* --- debugfs --- */

/** in_folder() - path of a file, of which there can be four at a time */
static const char *in_folder(struct bench *bench, const char *name)
{
	static char paths[4][300];
	static unsigned int next;
	char *path = paths[next++ % ARRAY_SIZE(paths)];

	snprintf(path, sizeof(paths[0]), "%s/%s", bench->folder.path, name);
	return path;
}

static void make_directory(struct bench *bench, const char *name)
{
	assert_int_equal(mkdir(in_folder(bench, name), 0700), 0);
}

/** appear() - instance 0 has raw mode */
static void appear(struct bench *bench)
{
	struct firmware *firmware = &bench->firmware;
	const char *message = in_folder(bench, "0/raw/message");
	struct stat status;

	make_directory(bench, "0");
	make_directory(bench, "0/raw");
	assert_int_equal(mkfifo(message, 0600), 0);
	firmware->keep = open(message, O_RDWR | O_CLOEXEC);
	assert_int_equal(fstat(firmware->keep, &status), 0);
	firmware->inode = status.st_ino;
}

/** disappear() - its driver is unbound */
static void disappear(struct bench *bench)
{
	static const char *const files[] = {
		"0/raw/channels/0x14/message",
		"0/raw/channels/0x14",
		"0/raw/channels",
		"0/raw/message",
		"0/raw",
		"0/transport/max_msg_size",
		"0/transport/tx_max_msg",
		"0/transport",
		"0",
	};
	struct firmware *firmware = &bench->firmware;

	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		remove(in_folder(bench, files[i]));
	if (firmware->keep >= 0)
		close(firmware->keep);
	firmware->keep = -1;
	firmware->answer_count = 0;
	firmware->position = 0;
	firmware->request_count = 0;
}

/** appear_second() - so has instance 1 */
static void appear_second(struct bench *bench)
{
	make_directory(bench, "1");
	make_directory(bench, "1/raw");
	assert_int_equal(mkfifo(in_folder(bench, "1/raw/message"), 0600), 0);
}

static void disappear_second(struct bench *bench)
{
	remove(in_folder(bench, "1/raw/message"));
	remove(in_folder(bench, "1/raw"));
	remove(in_folder(bench, "1"));
}

static void tell_max_msg_size(struct bench *bench, const char *text)
{
	make_directory(bench, "0/transport");
	folder_write(&bench->folder, "0/transport/max_msg_size", text, strlen(text));
}

static int set_up(void **state)
{
	now = bench_make();
	now->firmware.keep = -1;
	now->firmware.in_flight_max = 1;
	*state = now;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	bench_close(bench);
	disappear(bench);
	disappear_second(bench);
	bench_remove(bench);
	return 0;
}

/** open_host() - with what stands behind the folder's path in the configuration */
static void open_host(struct bench *bench, const char *behind, uint32_t timeout_ms)
{
	char channel[200];

	snprintf(channel, sizeof(channel), "raw:%s%s", bench->folder.path, behind);
	bench_open(bench, channel, timeout_ms);
}

static void wait_up(struct bench *bench, int ups)
{
	double start = monotonic_now();

	while (bench->ups < ups)
		turn(bench, start);
	assert_int_equal(bench->ups, ups);
}

static void wait_down(struct bench *bench, const char *directory, const char *why)
{
	double start = monotonic_now();
	char expected[400];

	while (!bench->downs)
		turn(bench, start);
	snprintf(expected, sizeof(expected), "%s%s: %s", bench->folder.path, directory, why);
	assert_string_equal(bench->down_why, expected);
	assert_int_equal(bench->downs, 1);
}

static void connect_host(struct bench *bench, uint32_t timeout_ms)
{
	appear(bench);
	open_host(bench, "/0/raw", timeout_ms);
	wait_up(bench, 1);
}

/** works() - a request is answered, in a channel that did not go down */
static void works(struct bench *bench)
{
	bench->ends[0] = '\0';
	memset(bench->ends, 0, sizeof(bench->ends));
	submit(bench, 'd', HOST_NORMAL);
	got_of(bench, 'd');
	answer(bench, 24);
	ends_with(bench, "D");
	assert_packet(&bench->asks[3].packet, bench->got[0], WORDS(0, 24));
}

/* --- messages --- */

static void test_request_and_answer(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	assert_int_equal(bench->firmware.probes, 1);
	works(bench);
	works(bench);
	assert_int_equal(bench->downs, 0);
	assert_int_equal(bench->firmware.probes, 1);
}

static void test_answers_left_by_others(void **state)
{
	struct bench *bench = *state;

	appear(bench);
	/* One is the answer to what will be the first request; one is longer than any. */
	say(bench, (const uint32_t[]){ 1 << 18 | 0x14 << 10 | 0x6, 0, ANYONES }, 12);
	say(bench, (const uint32_t[WORDS_MAX]){ 0 }, WORDS_MAX * 4);
	for (uint32_t token = 2; token < QUEUE_MAX; token++)
		say(bench, (const uint32_t[]){ token << 18 | 0x14 << 10 | 0x6, 0, ANYONES }, 12);
	open_host(bench, "/0/raw", NEVER);
	wait_up(bench, 1);
	assert_int_equal(bench->firmware.probes, 1);
	works(bench);
	works(bench);
}

static void test_late_and_lost(void **state)
{
	struct bench *bench = *state;
	uint32_t late[] = { 0, 0, ANYONES };

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	late[0] = bench->got[0];
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	works(bench);
	/* It comes while nothing is out, and while something is. */
	say(bench, late, sizeof(late));
	works(bench);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	say(bench, late, sizeof(late));
	answer(bench, 24);
	ends_with(bench, "DB");
	assert_int_equal(bench->asks[1].packet.payload[1], 24);
	assert_int_equal(bench->downs, 0);
}

static void test_answered_twice(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	answer(bench, 24);
	answer(bench, ANYONES);
	ends_with(bench, "A");
	assert_int_equal(bench->asks[0].packet.payload[1], 24);
	works(bench);
}

static void test_answers_that_are_none(void **state)
{
	static const uint32_t differences[] = { 1u << 18, 1u << 10, 1, 1u << 8, 1u << 31 };
	static const size_t lengths[] = { 1, 4, 7, 4 + SCMI_PAYLOAD_MAX + 1, WORDS_MAX * 4 };
	struct bench *bench = *state;
	uint32_t words[WORDS_MAX] = { 0 };

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	words[0] = bench->got[0];
	words[2] = ANYONES;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++)
		say(bench, words, lengths[i]);
	for (size_t i = 0; i < ARRAY_SIZE(differences); i++)
		say(bench, (const uint32_t[]){ bench->got[0] ^ differences[i], 0, ANYONES }, 12);
	got_nothing(bench);
	assert_string_equal(bench->ends, "");
	/* The shortest that can be one. What it should have been is not known here. */
	say(bench, words, 8);
	ends_with(bench, "A");
	assert_packet(&bench->asks[0].packet, bench->got[0], WORDS(0));
	works(bench);
	assert_int_equal(bench->downs, 0);
}

static void test_longest_answer(void **state)
{
	struct bench *bench = *state;
	uint32_t words[1 + SCMI_PAYLOAD_MAX / 4] = { 0 };

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	words[0] = bench->got[0];
	words[SCMI_PAYLOAD_MAX / 4] = 0x12345678;
	say(bench, words, sizeof(words));
	ends_with(bench, "A");
	assert_int_equal(bench->asks[0].packet.length, SCMI_PAYLOAD_MAX);
	assert_int_equal(bench->asks[0].packet.payload[SCMI_PAYLOAD_MAX / 4 - 1], 0x12345678);
}

/* --- what a channel carries --- */

/** carries() - so much payload and no more */
static void carries(struct bench *bench, uint32_t bytes)
{
	struct ask *ask = &bench->asks[0];
	double start = monotonic_now();

	packet_fill(&ask->packet, 0x14 << 10, NOTHING);
	ask->packet.length = bytes;
	host_submit(bench->host, &ask->request, HOST_NORMAL);
	while (!has_got(bench))
		turn(bench, start);
	assert_int_equal(bench->got_bytes, 4 + bytes);
	assert_memory_equal(bench->got + 1, ask->packet.payload, bytes);
	answer(bench, 0);
	ends_with(bench, "A");

	ask->packet.length = bytes + 1;
	host_submit(bench->host, &ask->request, HOST_NORMAL);
	ends_with(bench, "Aa");
	assert_int_equal(bench->last_error, -EMSGSIZE);
	got_nothing(bench);
	works(bench);
}

static void test_payload(void **state)
{
	static const struct {
		const char *linux_says, *behind;
		uint32_t bytes;
	} rows[] = {
		{ NULL, "/0/raw", 128 },
		{ "104\n", "/0/raw", 104 },
		{ "104\n", "/0/raw,payload=92", 92 },
		{ "104\n", "/0/raw,payload=4068", 104 },
		{ NULL, ",payload=92", 92 },
		{ NULL, ",payload=0x5c", 92 },
		{ NULL, ",payload=092", 92 },
		{ NULL, ",messages=4,payload=92", 92 },
		{ NULL, ",payload=92,messages=0x10", 92 },
		{ "nonsense\n", "/0/raw", 128 },
		{ "3\n", "/0/raw", 128 },
		{ "", "/0/raw", 128 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = *state;

		print_error("%zu\n", i);
		appear(bench);
		if (rows[i].linux_says)
			tell_max_msg_size(bench, rows[i].linux_says);
		open_host(bench, rows[i].behind, NEVER);
		wait_up(bench, 1);
		carries(bench, rows[i].bytes);
		tear_down(state);
		set_up(state);
	}
}

/* --- messages that Linux does not take --- */

static void test_errors_that_do_no_harm(void **state)
{
	static const int errors[] = { ENOSPC, ERANGE };
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		print_error("%s\n", strerror(errors[i]));
		memset(bench->ends, 0, sizeof(bench->ends));
		bench->firmware.write_error = errors[i];
		submit(bench, 'a', HOST_NORMAL);
		ends_with(bench, "a");
		assert_int_equal(bench->last_error, -errors[i]);
		works(bench);
	}
	assert_int_equal(bench->downs, 0);
	assert_int_equal(bench->firmware.probes, 1);
}

static void test_errors_that_make_it_wait(void **state)
{
	static const int errors[] = { EBUSY, ENOMEM };
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		print_error("%s\n", strerror(errors[i]));
		forget_ends(bench);
		bench->firmware.write_error = errors[i];
		submit(bench, 'a', HOST_NORMAL);
		submit(bench, 'b', HOST_NORMAL);
		got_of(bench, 'a');
		answer(bench, 1);
		got_of(bench, 'b');
		answer(bench, 2);
		ends_with(bench, "AB");
	}
	assert_int_equal(bench->downs, 0);
	assert_int_equal(bench->firmware.probes, 1);
}

static void test_errors_that_take_it_down(void **state)
{
	static const struct {
		int error;
		const char *why;
	} rows[] = {
		{ EOPNOTSUPP, "the firmware refuses the doorbell" },
		{ EIO, "Linux's SCMI driver is gone" },
		{ ENODEV, "Linux's SCMI driver is gone" },
		{ EINVAL, "Invalid argument" },
	};
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s\n", rows[i].why);
		memset(bench->ends, 0, sizeof(bench->ends));
		bench->downs = 0;
		bench->firmware.write_error = rows[i].error;
		submit(bench, 'a', HOST_NORMAL);
		submit(bench, 'b', HOST_NORMAL);
		ends_with(bench, "ab");
		assert_int_equal(bench->last_error, -ENOTCONN);
		wait_down(bench, "/0/raw", rows[i].why);
		/* It recovers, and what was left in the channel is nobody's. */
		wait_up(bench, (int)i + 2);
		assert_false(has_got(bench));
		works(bench);
		assert_int_equal(bench->downs, 1);
	}
}

static void test_doorbell_refused_for_long(void **state)
{
	struct bench *bench = *state;
	double start = monotonic_now();

	connect_host(bench, NEVER);
	bench->firmware.write_error = EOPNOTSUPP;
	submit(bench, 'a', HOST_NORMAL);
	ends_with(bench, "a");
	while (monotonic_now() - start < 0.3) {
		bench->firmware.write_error = EOPNOTSUPP;
		turn(bench, start);
	}
	assert_int_equal(bench->downs, 1);
	assert_int_equal(bench->ups, 1);
	wait_up(bench, 2);
	works(bench);
}

static void test_message_taken_in_part(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	bench->firmware.is_cut = true;
	submit(bench, 'a', HOST_NORMAL);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EIO);
	wait_up(bench, 2);
	works(bench);
}

/* --- several at a time --- */

static void connect_for_several(struct bench *bench, uint32_t timeout_ms)
{
	appear(bench);
	bench->firmware.in_flight_max = 4;
	open_host(bench, "/0/raw,messages=4", timeout_ms);
	wait_up(bench, 1);
}

static void test_several_at_a_time(void **state)
{
	static const struct {
		const char *linux_says;
		size_t in_flight;
	} rows[] = {
		{ NULL, 4 },  { "20\n", 4 }, { "4\n", 4 },    { "3\n", 3 },
		{ "1\n", 1 }, { "0\n", 4 },  { "many\n", 4 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench = *state;
		char expected[] = "abcd";

		print_error("%zu\n", i);
		if (rows[i].linux_says) {
			appear(bench);
			make_directory(bench, "0/transport");
			folder_write(&bench->folder, "0/transport/tx_max_msg", rows[i].linux_says,
				     strlen(rows[i].linux_says));
			bench->firmware.in_flight_max = 4;
			open_host(bench, "/0/raw,messages=4", NEVER);
			wait_up(bench, 1);
		} else {
			connect_for_several(bench, NEVER);
		}
		submit_reads(bench, "abcde");
		expected[rows[i].in_flight] = '\0';
		got_all_of(bench, expected);
		answer_to(bench, expected[rows[i].in_flight - 1], 24);
		got_all_of(bench,
			   rows[i].in_flight == 4	  ? "e" :
				   rows[i].in_flight == 3 ? "d" :
							    "b");
		tear_down(state);
		set_up(state);
	}
}

static void test_late_and_lost_among_several(void **state)
{
	struct bench *bench = *state;

	/* All but the first have half of that once it is over, on a slow machine as well. */
	connect_for_several(bench, 4 * SOON);
	submit_reads(bench, "a");
	got_all_of(bench, "a");
	later(bench, 2 * SOON / 1000.);
	submit_reads(bench, "bcde");
	got_all_of(bench, "bcd");
	answer_to(bench, 'c', 3);
	got_all_of(bench, "e");
	ends_with(bench, "Ca");
	assert_int_equal(bench->last_error, -ETIMEDOUT);
	submit_reads(bench, "f");
	got_all_of(bench, "f");
	/* Late, twice, with a token of nobody's, too short, too long: none of them is an answer. */
	answer_to(bench, 'a', ANYONES);
	answer_to(bench, 'c', ANYONES);
	say(bench, (const uint32_t[]){ bench->asks[1].sent ^ 0x200u << 18, 0, ANYONES }, 12);
	say(bench, &bench->asks[1].sent, 4);
	say(bench, (const uint32_t[WORDS_MAX]){ bench->asks[1].sent }, WORDS_MAX * 4);
	answer_to(bench, 'f', 6);
	answer_to(bench, 'e', 5);
	answer_to(bench, 'b', 2);
	ends_with(bench, "CaFEB");
	for (size_t i = 1; i < 6; i++)
		if (i != 3)
			assert_int_equal(bench->asks[i].packet.payload[1], i + 1);
	assert_int_equal(bench->downs, 0);
	assert_int_equal(bench->firmware.probes, 1);
}

static void test_message_that_does_not_fit_among_several(void **state)
{
	static const int errors[] = { ENOSPC, ERANGE };
	struct bench *bench = *state;

	connect_for_several(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		forget_ends(bench);
		submit_reads(bench, "ab");
		got_all_of(bench, "ab");
		bench->firmware.write_error = errors[i];
		submit_reads(bench, "cd");
		got_all_of(bench, "d");
		answer_to(bench, 'd', 0);
		answer_to(bench, 'b', 0);
		answer_to(bench, 'a', 0);
		ends_with(bench, "cDBA");
		assert_int_equal(bench->last_error, 0);
	}
	assert_int_equal(bench->downs, 0);
}

static void test_full_among_several(void **state)
{
	static const int errors[] = { EBUSY, ENOMEM };
	struct bench *bench = *state;

	connect_for_several(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		forget_ends(bench);
		submit_reads(bench, "ab");
		got_all_of(bench, "ab");
		bench->firmware.write_error = errors[i];
		submit_reads(bench, "cd");
		got_all_of(bench, "cd");
		for (char name = 'd'; name >= 'a'; name--)
			answer_to(bench, name, 0);
		ends_with(bench, "DCBA");
	}
	assert_int_equal(bench->downs, 0);
}

static void test_error_of_one_takes_all_down(void **state)
{
	static const int errors[] = { EOPNOTSUPP, EIO, ENODEV, EINVAL };
	struct bench *bench = *state;

	connect_for_several(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		print_error("%s\n", strerror(errors[i]));
		forget_ends(bench);
		submit_reads(bench, "ab");
		got_all_of(bench, "ab");
		bench->firmware.write_error = errors[i];
		submit_reads(bench, "c");
		/* Whose answers these are is not known any more. */
		answer_to(bench, 'a', ANYONES);
		ends_with(bench, "cab");
		assert_int_equal(bench->last_error, -ENOTCONN);
		wait_up(bench, (int)i + 2);
		assert_int_equal(bench->downs, (int)i + 1);
		answer_to(bench, 'b', ANYONES);
		works(bench);
	}
}

static void test_driver_goes_with_several_out(void **state)
{
	struct bench *bench = *state;

	connect_for_several(bench, NEVER);
	submit_reads(bench, "abc");
	got_all_of(bench, "abc");
	cancel(bench, 'b');
	disappear(bench);
	submit_reads(bench, "d");
	ends_with(bench, "dac");
	assert_int_equal(bench->last_error, -ENOTCONN);
	wait_down(bench, "/0/raw", "Linux's SCMI driver is gone");
	appear(bench);
	wait_up(bench, 2);
	submit_reads(bench, "efgh");
	got_all_of(bench, "efgh");
}

/* --- firmware that is not as it should be --- */

static void test_firmware_that_does_not_answer(void **state)
{
	struct bench *bench = *state;

	appear(bench);
	bench->firmware.is_silent = true;
	open_host(bench, "/0/raw", NEVER);
	idle(bench, 0.02); /* so that the probe is out */
	later(bench, 1.0);
	wait_down(bench, "/0/raw", "the firmware does not answer");
	assert_int_equal(bench->ups, 0);
	bench->firmware.is_silent = false;
	wait_up(bench, 1);
	works(bench);
}

static void test_answers_that_nobody_gave(void **state)
{
	struct bench *bench = *state;

	appear(bench);
	bench->firmware.is_wedged = true;
	open_host(bench, "/0/raw", NEVER);
	wait_down(bench, "/0/raw", "the firmware's answers are not to what it was asked");
	assert_int_equal(bench->ups, 0);
	bench->firmware.is_wedged = false;
	wait_up(bench, 1);
	works(bench);
}

/** echo() - Linux presents the request itself as its answer */
static void echo(struct bench *bench)
{
	say(bench, bench->got, bench->got_bytes);
}

static void test_firmware_that_answers_no_more(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	works(bench);
	bench->firmware.is_wedged = true;
	forget_ends(bench);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'a');
	echo(bench);
	ends_with(bench, "ab");
	assert_int_equal(bench->last_error, -ENOTCONN);
	assert_packet(&bench->asks[0].packet, bench->got[0], WORDS('a'));
	wait_down(bench, "/0/raw", "the firmware's answers are not to what it was asked");
	assert_false(has_got(bench));
	bench->firmware.is_wedged = false;
	wait_up(bench, 2);
	works(bench);
}

static void test_status_of_nothing(void **state)
{
	static const uint32_t statuses[] = { 1, 0x7fffffff };
	struct bench *bench = *state;

	/* The channel is as it should be. */
	connect_host(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++) {
		forget_ends(bench);
		submit(bench, 'a', HOST_NORMAL);
		submit(bench, 'b', HOST_NORMAL);
		got_of(bench, 'a');
		say(bench, (const uint32_t[]){ bench->got[0], statuses[i], 24 }, 12);
		ends_with(bench, "a");
		assert_int_equal(bench->last_error, -EBADMSG);
		got_of(bench, 'b');
		answer(bench, 0);
		ends_with(bench, "aB");
		assert_int_equal(bench->firmware.probes, i + 2);
	}
	forget_ends(bench);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	say(bench, (const uint32_t[]){ bench->got[0], (uint32_t)-1 }, 8);
	ends_with(bench, "A");
	assert_int_equal(bench->firmware.probes, 1 + ARRAY_SIZE(statuses));
	later(bench, 1.1);
	assert_int_equal(bench->downs, 0);
}

static void test_status_of_nothing_among_several(void **state)
{
	struct bench *bench = *state;

	connect_for_several(bench, NEVER);
	submit_reads(bench, "abc");
	got_all_of(bench, "abc");
	bench->firmware.is_silent = true;
	say(bench, (const uint32_t[]){ bench->asks[1].sent, 'b' }, 8);
	ends_with(bench, "b");
	assert_int_equal(bench->last_error, -EBADMSG);
	/* Those that are out are answered, and no other one goes out before the probe is. */
	submit_reads(bench, "d");
	got_nothing(bench);
	answer_to(bench, 'a', 1);
	say(bench, (const uint32_t[]){ bench->asks[2].sent, 'c' }, 8);
	ends_with(bench, "bAc");
	assert_int_equal(bench->firmware.probes, 2);
	got_nothing(bench);
	say(bench, (const uint32_t[]){ 0x3ffu << 18 | PROBE, 0, VERSION }, 12);
	got_of(bench, 'd');
	answer(bench, 4);
	ends_with(bench, "bAcD");
	assert_int_equal(bench->downs, 0);

	/* It is not answered at all. */
	submit_reads(bench, "ef");
	got_all_of(bench, "ef");
	echo(bench);
	ends_with(bench, "bAcDf");
	later(bench, 1.0);
	ends_with(bench, "bAcDfe");
	assert_int_equal(bench->last_error, -ENOTCONN);
	wait_down(bench, "/0/raw", "the firmware does not answer");
}

/* --- the directory --- */

static void test_driver_goes_and_comes_back(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	/* Who waits for an answer does not wait for ever: the next one finds out. */
	cancel(bench, 'a');
	say(bench, bench->got, 8);
	disappear(bench);
	submit(bench, 'b', HOST_NORMAL);
	ends_with(bench, "b");
	wait_down(bench, "/0/raw", "Linux's SCMI driver is gone");
	submit(bench, 'c', HOST_NORMAL);
	ends_with(bench, "bc");
	assert_int_equal(bench->last_error, -ENOTCONN);
	idle(bench, 0.3);
	assert_int_equal(bench->downs, 1);
	assert_int_equal(bench->ups, 1);

	appear(bench);
	wait_up(bench, 2);
	works(bench);
}

static void test_driver_is_another_one_at_once(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	disappear(bench);
	appear(bench);
	submit(bench, 'a', HOST_NORMAL);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EIO);
	wait_up(bench, 2);
	works(bench);
}

static void test_driver_comes_late(void **state)
{
	struct bench *bench = *state;

	open_host(bench, "/0/raw", NEVER);
	wait_down(bench, "/0/raw", "No such file or directory");
	idle(bench, 0.2);
	appear(bench);
	wait_up(bench, 1);
	works(bench);
	assert_int_equal(bench->downs, 1);
}

static void test_channels_of_protocols(void **state)
{
	struct bench *bench = *state;

	/* Linux itself chooses among them: another file than raw/message would be another FIFO. */
	appear(bench);
	make_directory(bench, "0/raw/channels");
	make_directory(bench, "0/raw/channels/0x14");
	assert_int_equal(mkfifo(in_folder(bench, "0/raw/channels/0x14/message"), 0600), 0);
	open_host(bench, "/0/raw", NEVER);
	wait_up(bench, 1);
	works(bench);
}

static void test_channel_of_one_protocol(void **state)
{
	struct bench *bench = *state;
	struct firmware *firmware = &bench->firmware;
	const char *message;
	struct stat status;

	appear(bench);
	close(firmware->keep);
	make_directory(bench, "0/raw/channels");
	make_directory(bench, "0/raw/channels/0x14");
	message = in_folder(bench, "0/raw/channels/0x14/message");
	assert_int_equal(mkfifo(message, 0600), 0);
	firmware->keep = open(message, O_RDWR | O_CLOEXEC);
	assert_int_equal(fstat(firmware->keep, &status), 0);
	firmware->inode = status.st_ino;
	tell_max_msg_size(bench, "104\n");
	open_host(bench, "/0/raw/channels/0x14", NEVER);
	wait_up(bench, 1);
	carries(bench, 104);
}

static void test_the_one_instance(void **state)
{
	struct bench *bench = *state;

	make_directory(bench, "1"); /* one without raw mode */
	open_host(bench, "", NEVER);
	wait_down(bench, "", "no instance of SCMI with raw mode");
	appear(bench);
	wait_up(bench, 1);
	works(bench);
}

static void test_several_instances(void **state)
{
	struct bench *bench = *state;
	char channel[200], expected[400];
	struct why why;

	appear(bench);
	appear_second(bench);
	snprintf(channel, sizeof(channel), "raw:%s", bench->folder.path);
	snprintf(expected, sizeof(expected),
		 "channel = raw:%s, several instances of SCMI there have raw mode (0, 1), "
		 "expected raw:DIR of one of them",
		 bench->folder.path);
	assert_null(host_open(bench->loop, channel, 1, &events, bench, &why));
	assert_string_equal(why.text, expected);
	open_host(bench, "/0/raw", NEVER);
	wait_up(bench, 1);
	works(bench);
}

static void test_debugfs_is_not_mounted(void **state)
{
	struct bench *bench = *state;
	double start = monotonic_now();
	struct statfs file_system;

	if (statfs("/sys/kernel/debug", &file_system) || file_system.f_type == DEBUGFS_MAGIC)
		skip();
	bench_open(bench, "raw:auto", NEVER);
	while (!bench->downs)
		turn(bench, start);
	assert_string_equal(bench->down_why,
			    "/sys/kernel/debug/scmi: debugfs is not mounted at /sys/kernel/debug");
}

static void test_addresses_that_make_no_sense(void **state)
{
	static const char *const addresses[] = {
		"",
		"0/raw",
		"automatic",
		"auto,",
		"auto,payload=",
		"auto,payload=3",
		"auto,payload=4069",
		"auto,payload=-1",
		"auto,payload= 92",
		"auto,payload=92,",
		"auto,payload=99999999999999999999",
		"auto,payload=0x",
		"auto,payload=5c",
		"auto,payload=92,payload=3",
		"auto,messages",
		"auto,messages=",
		"auto,messages=0",
		"auto,messages=17",
		"auto,messages=0x11",
		"auto,messages=4,",
		"auto,messages=4,payload=3",
		"auto,Messages=4",
		"/dir,message=4",
		",payload=92",
	};
	struct bench *bench = *state;
	char channel[400] = "raw:/", expected[400];
	struct why why;

	for (size_t i = 0; i < ARRAY_SIZE(addresses); i++) {
		print_error("%s\n", addresses[i]);
		snprintf(channel, sizeof(channel), "raw:%s", addresses[i]);
		snprintf(expected, sizeof(expected),
			 "channel = raw:%s, expected raw:auto, or raw: and an absolute path, and "
			 "behind it perhaps ,payload=BYTES from 4 to 4068 or ,messages=NUMBER from "
			 "1 "
			 "to 16",
			 addresses[i]);
		assert_null(host_open(bench->loop, channel, 1, &events, bench, &why));
		assert_string_equal(why.text, expected);
	}
	memset(channel, 'x', sizeof(channel) - 1);
	memcpy(channel, "raw:/", 5);
	assert_null(host_open(bench->loop, channel, 1, &events, bench, &why));
	channel[4 + 255] = '\0';
	bench_open(bench, channel, 1);
}

static void test_close_leaves_nothing(void **state)
{
	struct bench *bench = *state;
	int fd = dup(0);

	close(fd);
	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	bench_close(bench);
	disappear(bench);
	idle(bench, 0.02);
	assert_string_equal(bench->ends, "");
	/* The lowest free descriptor is what it was. */
	assert_int_equal(dup(0), fd);
	close(fd);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_request_and_answer),
		TEST(test_answers_left_by_others),
		TEST(test_late_and_lost),
		TEST(test_answered_twice),
		TEST(test_answers_that_are_none),
		TEST(test_longest_answer),
		TEST(test_payload),
		TEST(test_errors_that_do_no_harm),
		TEST(test_errors_that_make_it_wait),
		TEST(test_errors_that_take_it_down),
		TEST(test_doorbell_refused_for_long),
		TEST(test_message_taken_in_part),
		TEST(test_several_at_a_time),
		TEST(test_late_and_lost_among_several),
		TEST(test_message_that_does_not_fit_among_several),
		TEST(test_full_among_several),
		TEST(test_error_of_one_takes_all_down),
		TEST(test_driver_goes_with_several_out),
		TEST(test_firmware_that_does_not_answer),
		TEST(test_answers_that_nobody_gave),
		TEST(test_firmware_that_answers_no_more),
		TEST(test_status_of_nothing),
		TEST(test_status_of_nothing_among_several),
		TEST(test_driver_goes_and_comes_back),
		TEST(test_driver_is_another_one_at_once),
		TEST(test_driver_comes_late),
		TEST(test_channels_of_protocols),
		TEST(test_channel_of_one_protocol),
		TEST(test_the_one_instance),
		TEST(test_several_instances),
		TEST(test_debugfs_is_not_mounted),
		TEST(test_addresses_that_make_no_sense),
		TEST(test_close_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
