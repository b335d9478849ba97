// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mmio.c - messages in shared memory, doorbells and interrupts
 */
#include "unit.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <termios.h>

#include "daemon/host/mmio_area.h"
#include "mmio_bench.h"

#define PAYLOAD (AREA_SIZE - 28)

static struct bench *now; /* the test that runs */

/* --- the kernel --- */

/**
 * struct uio - what stands for the interrupt
 * @terminal:	  its other end, or -1
 * @is_alone:	  the time when the memory is looked at without one never comes
 * @enable_error: why it cannot be enabled, or 0
 * @enabled:	  called when it is, or NULL
 */
static struct uio {
	int terminal;
	bool is_alone;
	int enable_error;
	void (*enabled)(void);
} uio;

int __real_timerfd_settime(int fd, int flags, const struct itimerspec *in, struct itimerspec *old);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *in, struct itimerspec *old);
ssize_t __real_write(int fd, const void *buffer, size_t size);
ssize_t __wrap_write(int fd, const void *buffer, size_t size);

int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *in, struct itimerspec *old)
{
	static const struct itimerspec never;

	return __real_timerfd_settime(fd, flags, uio.is_alone ? &never : in, old);
}

ssize_t __wrap_write(int fd, const void *buffer, size_t size)
{
	if (fd == uio.terminal || !isatty(fd))
		return __real_write(fd, buffer, size);
	if (uio.enable_error) {
		errno = uio.enable_error;
		return -1;
	}
	if (uio.enabled)
		uio.enabled();
	return __real_write(fd, buffer, size);
}

/* --- the bench --- */

static int set_up(void **state)
{
	set_up_memory(state);
	uio = (struct uio){ .terminal = -1 };
	now = *state;
	return 0;
}

static int tear_down(void **state)
{
	if (uio.terminal >= 0)
		close(uio.terminal);
	return tear_down_memory(state);
}

/** say_length() - an answer that tells that it has some length, whatever is there */
static void say_length(struct bench *bench, uint32_t length)
{
	write_message(bench, (const uint32_t[]){ bench->got[0], 0, 5 }, 12);
	bench->firmware.area->length = length;
	set_status(bench, SCMI_CHANNEL_FREE);
}

/* --- requests and answers --- */

static void test_request_and_answer(void **state)
{
	struct bench *bench = *state;
	volatile struct scmi_shmem *area;
	uint8_t before[FILE_SIZE];

	connect_host(bench, NEVER);
	area = bench->firmware.area;
	memcpy(before, bench->firmware.bytes, FILE_SIZE);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	assert_int_equal(area->channel_status, 0);
	assert_int_equal(area->flags, 0);
	assert_int_equal(area->length, 8);
	assert_int_equal(area->header & 0x3ffff, 0x14 << 10 | 0x6);
	/* Nothing else is touched. */
	assert_memory_equal(bench->firmware.bytes, before, AREA_OFFSET + 4);
	assert_memory_equal(bench->firmware.bytes + AREA_OFFSET + 8, before + AREA_OFFSET + 8, 8);
	assert_memory_equal(bench->firmware.bytes + AREA_OFFSET + 32, before + AREA_OFFSET + 32,
			    FILE_SIZE - AREA_OFFSET - 32);
	answer(bench, 24000000);
	ends_with(bench, "A");
	assert_packet(&bench->asks[0].packet, bench->got[0], WORDS(0, 24000000));
	for (int i = 0; i < 2000; i++)
		works(bench, (char)('a' + i % REQUESTS));
	assert_int_equal(bench->downs, 0);
}

static void test_one_at_a_time(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'a');
	got_nothing(bench);
	assert_int_equal(bench->firmware.area->payload[0], 'a');
	answer(bench, 0);
	got_of(bench, 'b');
	answer(bench, 0);
	ends_with(bench, "AB");
}

static void test_payload(void **state)
{
	struct bench *bench = *state;
	struct ask *ask = &bench->asks[0];
	uint32_t words[1 + PAYLOAD / 4] = { 0 };
	double start = monotonic_now();

	/* The longest one that there is room for, and answers of all lengths. */
	connect_host(bench, NEVER);
	packet_fill(&ask->packet, 0x14 << 10, NOTHING);
	ask->packet.length = PAYLOAD;
	host_submit(bench->host, &ask->request, HOST_NORMAL);
	while (!has_got(bench))
		turn(bench, start);
	assert_int_equal(bench->got_bytes, 4 + PAYLOAD);
	assert_memory_equal(bench->got + 1, ask->packet.payload, PAYLOAD);
	assert_int_equal(bench->firmware.bytes[AREA_OFFSET + AREA_SIZE], 0x5a);
	words[0] = bench->got[0];
	words[PAYLOAD / 4] = 0x12345678;
	say(bench, words, sizeof(words));
	ends_with(bench, "A");
	assert_int_equal(ask->packet.length, PAYLOAD);
	assert_int_equal(ask->packet.payload[PAYLOAD / 4 - 1], 0x12345678);

	for (uint32_t length = 8; length <= 4 + PAYLOAD; length++) {
		forget_ends(bench);
		submit(bench, 'b', HOST_NORMAL);
		got_of(bench, 'b');
		say_length(bench, length);
		ends_with(bench, "B");
		assert_int_equal(bench->asks[1].packet.length, length - 4);
	}

	/* One that there is no room for. */
	forget_ends(bench);
	ask->packet.length = PAYLOAD + 4;
	host_submit(bench->host, &ask->request, HOST_NORMAL);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EMSGSIZE);
	got_nothing(bench);
	works(bench, 'c');
}

static void test_payload_of_sizes(void **state)
{
	(void)state;
	assert_int_equal(mmio_area_payload(32), 4);
	assert_int_equal(mmio_area_payload(35), 4);
	assert_int_equal(mmio_area_payload(128), 100);
	assert_int_equal(mmio_area_payload(4096), SCMI_PAYLOAD_MAX);
	assert_int_equal(mmio_area_payload(4100), SCMI_PAYLOAD_MAX);
	assert_int_equal(mmio_area_payload(UINT64_MAX), SCMI_PAYLOAD_MAX);
}

/* --- doorbells --- */

#define REGISTER 8 /* offset in a file of 24 bytes */

static void test_doorbells(void **state)
{
	static const struct {
		const char *options;
		uint8_t before[8], after[8];
	} rows[] = {
		{ "", { 9, 9, 9, 9, 9, 9, 9, 9 }, { 1, 0, 0, 0, 9, 9, 9, 9 } },
		{ ",value=0x80018002",
		  { 9, 9, 9, 9, 9, 9, 9, 9 },
		  { 2, 0x80, 1, 0x80, 9, 9, 9, 9 } },
		{ ",width=8,value=0x81",
		  { 9, 9, 9, 9, 9, 9, 9, 9 },
		  { 0x81, 9, 9, 9, 9, 9, 9, 9 } },
		{ ",width=16,value=0x8100",
		  { 9, 9, 9, 9, 9, 9, 9, 9 },
		  { 0, 0x81, 9, 9, 9, 9, 9, 9 } },
		{ ",width=64,value=0x8100000000000002",
		  { 9, 9, 9, 9, 9, 9, 9, 9 },
		  { 2, 0, 0, 0, 0, 0, 0, 0x81 } },
		{ ",keep=0xff00f00f,value=0x100",
		  { 0xff, 0xee, 0xdd, 0xcc, 9, 9, 9, 9 },
		  { 0x0f, 0xe1, 0, 0xcc, 9, 9, 9, 9 } },
		{ ",width=8,keep=0xf0,value=0x03",
		  { 0xa5, 9, 9, 9, 9, 9, 9, 9 },
		  { 0xa3, 9, 9, 9, 9, 9, 9, 9 } },
		{ ",width=16,keep=0xf0f0,value=0x0001",
		  { 0x55, 0xa5, 9, 9, 9, 9, 9, 9 },
		  { 0x51, 0xa0, 9, 9, 9, 9, 9, 9 } },
		{ ",width=64,keep=0xff00000000000000,value=7",
		  { 1, 2, 3, 4, 5, 6, 7, 8 },
		  { 7, 0, 0, 0, 0, 0, 0, 8 } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench;
		uint8_t bytes[24], expected[24];
		char options[220];
		FILE *in;

		print_error("doorbell%s\n", rows[i].options);
		tear_down(state);
		set_up(state);
		bench = *state;
		memset(bytes, 0x77, sizeof(bytes));
		memcpy(bytes + REGISTER, rows[i].before, 8);
		memcpy(expected, bytes, sizeof(bytes));
		memcpy(expected + REGISTER, rows[i].after, 8);
		folder_write(&bench->folder, "bell", bytes, sizeof(bytes));
		snprintf(options, sizeof(options), ",doorbell=%.100s@8%.90s",
			 folder_file(&bench->folder, "bell"), rows[i].options);
		connect_with(bench, NEVER, options);
		submit(bench, 'a', HOST_NORMAL);
		got_of(bench, 'a');
		in = fopen(folder_file(&bench->folder, "bell"), "re");
		assert_non_null(in);
		assert_int_equal(fread(bytes, 1, sizeof(bytes), in), sizeof(bytes));
		fclose(in);
		assert_memory_equal(bytes, expected, sizeof(bytes));
		answer(bench, 0);
		ends_with(bench, "A");
	}
}

/* --- interrupts --- */

/** open_terminal() - a terminal stands for UIO's device: its other end counts, and is told to
 * enable */
static void open_terminal(struct bench *bench, char options[100])
{
	struct termios settings;
	int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);

	assert_true(terminal >= 0);
	assert_int_equal(grantpt(terminal), 0);
	assert_int_equal(unlockpt(terminal), 0);
	assert_int_equal(tcgetattr(terminal, &settings), 0);
	cfmakeraw(&settings);
	assert_int_equal(tcsetattr(terminal, TCSANOW, &settings), 0);
	uio.terminal = terminal;
	snprintf(options, 100, ",interrupt=%.80s", folder_file(&bench->folder, "uio"));
	assert_int_equal(symlink(ptsname(terminal), folder_file(&bench->folder, "uio")), 0);
}

/** is_enabled() - wait until the interrupt is enabled once */
static void is_enabled(struct bench *bench)
{
	double start = monotonic_now();
	uint32_t word;

	while (read(uio.terminal, &word, sizeof(word)) != sizeof(word))
		turn(bench, start);
	assert_int_equal(word, 1);
	assert_int_equal(read(uio.terminal, &word, sizeof(word)), -1);
}

static void interrupt(uint32_t count)
{
	assert_int_equal(write(uio.terminal, &count, sizeof(count)), sizeof(count));
}

static void test_interrupt(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	connect_with(bench, NEVER, options);
	is_enabled(bench);
	uio.is_alone = true;
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	assert_int_equal(bench->firmware.area->flags, SCMI_FLAG_INTERRUPT);
	answer(bench, 0);
	idle(bench, 0.03);
	assert_string_equal(bench->ends, "");
	interrupt(1);
	is_enabled(bench);
	ends_with(bench, "A");
	/* One that is lost, and one of someone else. */
	uio.is_alone = false;
	works(bench, 'b');
	forget_ends(bench);
	submit(bench, 'c', HOST_NORMAL);
	got_of(bench, 'c');
	interrupt(2);
	is_enabled(bench);
	idle(bench, 0.03);
	assert_string_equal(bench->ends, "");
	answer(bench, 0);
	ends_with(bench, "C");
}

static void answer_at_once(void)
{
	uio.enabled = NULL;
	answer(now, 0);
}

static void test_what_comes_while_it_is_enabled_is_not_lost(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	connect_with(bench, NEVER, options);
	uio.is_alone = true;
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	uio.enabled = answer_at_once;
	interrupt(1);
	ends_with(bench, "A");
}

/* The register that acknowledges the interrupt, where it was written. */
static uint8_t cleared[4];
static int clears;

static void look_at_clear(void)
{
	int fd = open(folder_file(&now->folder, "clear"), O_RDWR | O_CLOEXEC);

	assert_int_equal(pread(fd, cleared, 4, 8), 4);
	assert_int_equal(pwrite(fd, "\x09\x09\x09\x09", 4, 8), 4);
	close(fd);
	clears++;
}

static void test_level_is_cleared_before_it_is_enabled(void **state)
{
	static const struct {
		const char *options;
		uint8_t after[4];
	} rows[] = {
		{ "", { 1, 0, 0, 0 } },
		{ ",clear-value=0x80000002", { 2, 0, 0, 0x80 } },
		{ ",clear-width=8,clear-value=4", { 4, 9, 9, 9 } },
		{ ",clear-keep=0xff00,clear-value=2", { 2, 9, 0, 0 } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct bench *bench;
		char options[250], terminal[100];

		print_error("clear%s\n", rows[i].options);
		tear_down(state);
		set_up(state);
		bench = *state;
		clears = 0;
		folder_write(&bench->folder, "clear", "777777779999", 12);
		look_at_clear();
		open_terminal(bench, terminal);
		snprintf(options, sizeof(options), "%s,clear=%.60s@8%s", terminal,
			 folder_file(&bench->folder, "clear"), rows[i].options);
		uio.enabled = look_at_clear;
		connect_with(bench, NEVER, options);
		assert_int_equal(clears, 2);
		assert_memory_equal(cleared, rows[i].after, 4);
		is_enabled(bench);
		interrupt(1);
		is_enabled(bench);
		assert_int_equal(clears, 3);
		assert_memory_equal(cleared, rows[i].after, 4);
	}
}

static void test_clear_that_is_not_there(void **state)
{
	struct bench *bench = *state;
	char options[250], terminal[100];

	make_memory(bench, "memory");
	open_terminal(bench, terminal);
	snprintf(options, sizeof(options), "%s,clear=%.60s", terminal,
		 folder_file(&bench->folder, "clear"));
	open_host(bench, NEVER, options);
	wait_down(bench, 1);
	down_was(bench, "clear", "No such file or directory");
}

static unsigned int enables;

static void count_enables(void)
{
	enables++;
}

/** interrupt_often() - until the device is closed */
static void interrupt_often(struct bench *bench)
{
	double start = monotonic_now();
	uint32_t word;

	for (uint32_t i = 0; i < 300; i++)
		interrupt(i);
	do
		turn(bench, start);
	while (read(uio.terminal, &word, sizeof(word)) >= 0 || errno != EIO);
}

static void test_interrupt_without_end(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	connect_with(bench, NEVER, options);
	is_enabled(bench);
	/* It is no more than one for each message. */
	for (int i = 0; i < 120; i++) {
		forget_ends(bench);
		submit(bench, 'a', HOST_NORMAL);
		got_of(bench, 'a');
		answer(bench, 24000000);
		interrupt(1);
		is_enabled(bench);
		ends_with(bench, "A");
		assert_packet(&bench->asks[0].packet, bench->got[0], WORDS(0, 24000000));
	}
	assert_int_equal(bench->firmware.area->flags, SCMI_FLAG_INTERRUPT);
	enables = 0;
	uio.enabled = count_enables;
	interrupt_often(bench);
	assert_in_range(enables, 99, 299);
	/* It is not asked for any more. */
	works(bench, 'b');
	assert_int_equal(bench->firmware.area->flags, 0);
	assert_int_equal(bench->downs, 0);
	/* Nor is it when the channel is back. */
	works(bench, 'c');
	start_anew(bench);
	submit(bench, 'd', HOST_NORMAL);
	wait_up(bench, 2);
	works(bench, 'd');
	assert_int_equal(bench->firmware.area->flags, 0);
}

static void test_interrupt_that_cannot_be_enabled(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	uio.enable_error = ENOSYS;
	connect_with(bench, NEVER, options);
	uio.is_alone = true;
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	answer(bench, 0);
	interrupt(1);
	ends_with(bench, "A");
}

static void test_device_without_interrupt(void **state)
{
	struct bench *bench = *state;
	char options[100], expected[200];

	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	open_terminal(bench, options);
	uio.enable_error = EIO;
	open_host(bench, NEVER, options);
	wait_down(bench, 1);
	snprintf(expected, sizeof(expected),
		 "%.80s: has no interrupt, expected a UIO device with one",
		 options + strlen(",interrupt="));
	assert_string_equal(bench->down_why, expected);
	assert_int_equal(bench->ups, 0);
}

static void test_interrupt_goes_away(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	connect_with(bench, NEVER, options);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	/* Its name may be that of someone else's terminal from then on. */
	unlink(folder_file(&bench->folder, "uio"));
	close(uio.terminal);
	uio.terminal = -1;
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -ENOTCONN);
	idle(bench, 0.3);
	assert_int_equal(bench->downs, 1);
}

/* --- firmware that is wrong --- */

static void test_duplicate_answers(void **state)
{
	struct bench *bench = *state;
	uint32_t first;

	connect_host(bench, NEVER);
	works(bench, 'a');
	first = bench->got[0];
	say(bench, (const uint32_t[]){ first, 0, 77 }, 12);
	idle(bench, 0.02);
	works(bench, 'b');
	forget_ends(bench);
	submit(bench, 'c', HOST_NORMAL);
	got_of(bench, 'c');
	say(bench, (const uint32_t[]){ first, 0, 77 }, 12);
	ends_with(bench, "c");
	assert_int_equal(bench->last_error, -EBADMSG);
	works(bench, 'd');
}

static void test_headers_of_nothing(void **state)
{
	static const uint32_t differences[] = { 1u << 18, 0x200u << 18, 1u << 10,  1,
						1u << 8,  1u << 31,	0xffffffff };
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(differences); i++) {
		forget_ends(bench);
		submit(bench, 'a', HOST_NORMAL);
		got_of(bench, 'a');
		say(bench, (const uint32_t[]){ bench->got[0] ^ differences[i], 0, 5 }, 12);
		ends_with(bench, "a");
		assert_int_equal(bench->last_error, -EBADMSG);
	}
	works(bench, 'b');
}

static void test_lengths_of_nothing(void **state)
{
	static const uint32_t lengths[] = { 0,		1,	     3,		  4,
					    7,		PAYLOAD + 5, PAYLOAD + 8, 4096,
					    0x80000008, 0xfffffffc,  0xffffffff };
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		print_error("%u\n", lengths[i]);
		forget_ends(bench);
		submit(bench, 'a', HOST_NORMAL);
		got_of(bench, 'a');
		say_length(bench, lengths[i]);
		ends_with(bench, "a");
		assert_int_equal(bench->last_error, -EBADMSG);
		/* The request is what it was. */
		assert_packet(&bench->asks[0].packet, bench->got[0], WORDS('a'));
	}
	works(bench, 'b');
}

static void test_channel_error(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, NEVER);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	set_status(bench, SCMI_CHANNEL_FREE | SCMI_CHANNEL_ERROR);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EIO);
	/* The next message clears it. */
	works(bench, 'b');

	/* The firmware has failed, and still owns the memory. */
	forget_ends(bench);
	submit(bench, 'c', HOST_NORMAL);
	got_of(bench, 'c');
	set_status(bench, SCMI_CHANNEL_ERROR);
	ends_with(bench, "c");
	assert_int_equal(bench->last_error, -EIO);
	submit(bench, 'd', HOST_NORMAL);
	got_nothing(bench);
	set_status(bench, SCMI_CHANNEL_FREE | SCMI_CHANNEL_ERROR);
	got_of(bench, 'd');
	answer(bench, 0);
	ends_with(bench, "cD");
}

/* --- addresses --- */

static void test_size_of_the_file(void **state)
{
	struct bench *bench = *state;
	struct ask *ask = &bench->asks[0];
	char channel[200];
	struct why why;

	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	snprintf(channel, sizeof(channel), "mmio:%.100s@%d", folder_file(&bench->folder, "memory"),
		 FILE_SIZE - 40);
	bench->firmware.area =
		(volatile struct scmi_shmem *)(void *)(bench->firmware.bytes + FILE_SIZE - 40);
	set_status(bench, SCMI_CHANNEL_FREE);
	bench->host = host_open(bench->loop, channel, NEVER, &events, bench, &why);
	wait_up(bench, 1);
	works(bench, 'b');
	forget_ends(bench);
	packet_fill(&ask->packet, 0x14 << 10, WORDS(1, 2, 3, 4));
	host_submit(bench->host, &ask->request, HOST_NORMAL);
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -EMSGSIZE);
}

static void test_address_that_makes_no_sense(void **state)
{
	struct bench *bench = *state;
	struct why why;

	assert_null(host_open(bench->loop, "mmio:/run/area@2", 1, &events, bench, &why));
	assert_string_equal(why.text,
			    "channel = mmio:/run/area@2, expected memory on a boundary "
			    "of 4 bytes");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_request_and_answer),
		TEST(test_one_at_a_time),
		TEST(test_payload),
		cmocka_unit_test(test_payload_of_sizes),
		TEST(test_doorbells),
		TEST(test_interrupt),
		TEST(test_what_comes_while_it_is_enabled_is_not_lost),
		TEST(test_level_is_cleared_before_it_is_enabled),
		TEST(test_clear_that_is_not_there),
		TEST(test_interrupt_without_end),
		TEST(test_interrupt_that_cannot_be_enabled),
		TEST(test_device_without_interrupt),
		TEST(test_interrupt_goes_away),
		TEST(test_duplicate_answers),
		TEST(test_headers_of_nothing),
		TEST(test_lengths_of_nothing),
		TEST(test_channel_error),
		TEST(test_size_of_the_file),
		TEST(test_address_that_makes_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
