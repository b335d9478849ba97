// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mmio.c - the queue onto shared memory, with firmware that the test itself is
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <termios.h>

#include "daemon/host/mmio_area.h"
#include "proto/shmem.h"

#define FILE_SIZE   0x3000
#define AREA_OFFSET 0x1014 /* on no page's boundary, and on none of 8 bytes */
#define AREA_SIZE   256
#define PAYLOAD	    (AREA_SIZE - 28)

/**
 * struct firmware - the other side of the memory
 * @bytes:     all of the file
 * @has_taken: the message that is there
 * @terminal:  the other end of what stands for an interrupt
 */
struct firmware {
	uint8_t *bytes;
	volatile struct scmi_shmem *area;
	bool has_taken;
	int terminal;
};

#include "host_bench.h"

/* --- the firmware's end --- */

/** make_memory() - the file is there; the channel is not free */
static void make_memory(struct bench *bench, const char *name)
{
	struct firmware *firmware = &bench->firmware;
	int fd = open(folder_file(&bench->folder, name), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
		      0600);

	assert_int_equal(ftruncate(fd, FILE_SIZE), 0);
	if (firmware->bytes)
		munmap(firmware->bytes, FILE_SIZE);
	firmware->bytes = mmap(NULL, FILE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	assert_ptr_not_equal(firmware->bytes, MAP_FAILED);
	memset(firmware->bytes, 0x5a, FILE_SIZE);
	firmware->area = (volatile struct scmi_shmem *)(void *)(firmware->bytes + AREA_OFFSET);
	firmware->area->channel_status = 0;
	firmware->has_taken = true;
}

static void set_status(struct bench *bench, uint32_t status)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	bench->firmware.area->channel_status = status;
	bench->firmware.has_taken = false;
}

static bool has_got(struct bench *bench)
{
	struct firmware *firmware = &bench->firmware;

	if (firmware->has_taken || firmware->area->channel_status)
		return false;
	bench->got_bytes = firmware->area->length;
	assert_in_range(bench->got_bytes, 4, AREA_SIZE - 24);
	bench->got[0] = firmware->area->header;
	for (size_t i = 1; i * 4 < bench->got_bytes; i++)
		bench->got[i] = firmware->area->payload[i - 1];
	firmware->has_taken = true;
	return true;
}

/** write_message() - all but the status */
static void write_message(struct bench *bench, const uint32_t *words, size_t bytes)
{
	volatile struct scmi_shmem *area = bench->firmware.area;

	area->length = (uint32_t)bytes;
	area->header = words[0];
	for (size_t i = 1; i * 4 < bytes; i++)
		area->payload[i - 1] = words[i];
}

static void say(struct bench *bench, const uint32_t *words, size_t bytes)
{
	write_message(bench, words, bytes);
	set_status(bench, SCMI_CHANNEL_FREE);
}

/** say_length() - an answer that tells that it has some length, whatever is there */
static void say_length(struct bench *bench, uint32_t length)
{
	write_message(bench, (const uint32_t[]){ bench->got[0], 0, 5 }, 12);
	bench->firmware.area->length = length;
	set_status(bench, SCMI_CHANNEL_FREE);
}

/* --- the bench --- */

static int set_up(void **state)
{
	struct bench *bench = bench_make();

	bench->firmware.terminal = -1;
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	if (bench->firmware.bytes)
		munmap(bench->firmware.bytes, FILE_SIZE);
	if (bench->firmware.terminal >= 0)
		close(bench->firmware.terminal);
	bench_remove(bench);
	return 0;
}

/** open_host() - @options: more of the channel's address, from the comma on */
static void open_host(struct bench *bench, uint32_t timeout_ms, const char *options)
{
	char channel[300];
	struct why why;

	snprintf(channel, sizeof(channel), "mmio:%.100s@%d+%d%.100s",
		 folder_file(&bench->folder, "memory"), AREA_OFFSET, AREA_SIZE, options);
	bench->host = host_open(bench->loop, channel, timeout_ms, &events, bench, &why);
	if (!bench->host)
		fail_msg("%s", why.text);
}

static void wait_up(struct bench *bench, int ups)
{
	ev_tstamp start = ev_time();

	while (bench->ups < ups)
		turn(bench, start);
	assert_int_equal(bench->ups, ups);
}

static void wait_down(struct bench *bench, int downs)
{
	ev_tstamp start = ev_time();

	while (bench->downs < downs)
		turn(bench, start);
	assert_int_equal(bench->downs, downs);
}

/** down_was() - the reason of the last one, of a file in the folder */
static void down_was(struct bench *bench, const char *file, const char *why)
{
	char expected[400];

	snprintf(expected, sizeof(expected), "%s: %s", folder_file(&bench->folder, file), why);
	assert_string_equal(bench->down_why, expected);
}

/** connect_with() - a channel that is up */
static void connect_with(struct bench *bench, uint32_t timeout_ms, const char *options)
{
	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	open_host(bench, timeout_ms, options);
	wait_up(bench, 1);
}

static void connect_host(struct bench *bench, uint32_t timeout_ms)
{
	connect_with(bench, timeout_ms, "");
}

/** works() - a request is answered */
static void works(struct bench *bench, char name)
{
	forget_ends(bench);
	submit(bench, name, HOST_NORMAL);
	got_of(bench, name);
	answer(bench, 24000000);
	ends_with(bench, (const char[]){ (char)(name - 'a' + 'A'), '\0' });
	assert_packet(&bench->asks[name - 'a'].packet, bench->got[0], WORDS(0, 24000000));
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
	ev_tstamp start = ev_time();

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
	bench->firmware.terminal = terminal;
	snprintf(options, 100, ",interrupt=%.80s", ptsname(terminal));
}

/** is_enabled() - wait until the interrupt is enabled once */
static void is_enabled(struct bench *bench)
{
	ev_tstamp start = ev_time();
	uint32_t word;

	while (read(bench->firmware.terminal, &word, sizeof(word)) != sizeof(word))
		turn(bench, start);
	assert_int_equal(word, 1);
	assert_int_equal(read(bench->firmware.terminal, &word, sizeof(word)), -1);
}

static void interrupt(struct bench *bench, uint32_t count)
{
	assert_int_equal(write(bench->firmware.terminal, &count, sizeof(count)), sizeof(count));
}

static void test_interrupt(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	connect_with(bench, NEVER, options);
	is_enabled(bench);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	assert_int_equal(bench->firmware.area->flags, SCMI_FLAG_INTERRUPT);
	answer(bench, 0);
	interrupt(bench, 1);
	is_enabled(bench);
	ends_with(bench, "A");
	/* One that is lost, and one of someone else. */
	works(bench, 'b');
	forget_ends(bench);
	submit(bench, 'c', HOST_NORMAL);
	got_of(bench, 'c');
	interrupt(bench, 2);
	is_enabled(bench);
	idle(bench, 0.03);
	assert_string_equal(bench->ends, "");
	answer(bench, 0);
	ends_with(bench, "C");
}

static void test_interrupt_goes_away(void **state)
{
	struct bench *bench = *state;
	char options[100];

	open_terminal(bench, options);
	connect_with(bench, NEVER, options);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	close(bench->firmware.terminal);
	bench->firmware.terminal = -1;
	ends_with(bench, "a");
	assert_int_equal(bench->last_error, -ENOTCONN);
	idle(bench, 0.3);
	assert_int_equal(bench->downs, 1);
}

/* --- firmware that is slow or wrong --- */

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

static void test_never_free(void **state)
{
	struct bench *bench = *state;

	connect_host(bench, SOON);
	submit(bench, 'a', HOST_NORMAL);
	got_of(bench, 'a');
	ends_with(bench, "a");
	wait_down(bench, 1);
	down_was(bench, "memory", "the firmware has not freed the channel for 2 s");
	submit(bench, 'b', HOST_NORMAL);
	ends_with(bench, "ab");
	assert_int_equal(bench->last_error, -ENOTCONN);
	idle(bench, 2.5);
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
	idle(bench, 2.2);
	answer(bench, 0);
	ends_with(bench, "A");
	/* Memory that the firmware keeps after an error, and memory that it took by itself. */
	submit(bench, 'b', HOST_NORMAL);
	got_of(bench, 'b');
	idle(bench, 2.2);
	set_status(bench, SCMI_CHANNEL_ERROR);
	ends_with(bench, "Ab");
	idle(bench, 0.1);
	set_status(bench, SCMI_CHANNEL_FREE);
	idle(bench, 2.2);
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

		tear_down(state);
		set_up(state);
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
		TEST(test_interrupt_goes_away),
		TEST(test_late_answer_is_nobodys),
		TEST(test_what_is_held_back_too_long_is_not_sent),
		TEST(test_memory_that_was_taken),
		TEST(test_duplicate_answers),
		TEST(test_headers_of_nothing),
		TEST(test_lengths_of_nothing),
		TEST(test_channel_error),
		TEST(test_never_free),
		TEST(test_patience_begins_when_nobody_waits),
		TEST(test_not_free_at_first),
		TEST(test_file_comes_late),
		TEST(test_file_is_made_anew),
		TEST(test_files_that_are_too_small),
		TEST(test_doorbell_that_is_not_there),
		TEST(test_size_of_the_file),
		TEST(test_address_that_makes_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
