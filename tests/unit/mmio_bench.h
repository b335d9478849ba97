/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mmio_bench.h - the queue onto shared memory in a file, with firmware that the test itself is
 */
#ifndef XEN_SCMI_UNIT_MMIO_BENCH_H
#define XEN_SCMI_UNIT_MMIO_BENCH_H

#include <fcntl.h>
#include <sys/mman.h>

#include "proto/shmem.h"
#include "tests/unit/unit.h"

#define FILE_SIZE   0x3000
#define AREA_OFFSET 0x1014 /* on no page's boundary, and on none of 8 bytes */
#define AREA_SIZE   256

/**
 * struct firmware - the other side of the memory
 * @bytes:     all of the file
 * @has_taken: the message that is there
 */
struct firmware {
	uint8_t *bytes;
	volatile struct scmi_shmem *area;
	bool has_taken;
};

#include "host_bench.h"

/* --- the firmware's end --- */

/** make_memory() - the file is there; the channel is not free */
static inline void make_memory(struct bench *bench, const char *name)
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

static inline void set_status(struct bench *bench, uint32_t status)
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
static inline void write_message(struct bench *bench, const uint32_t *words, size_t bytes)
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

/** start_anew() - what firmware makes of the memory when it starts */
static inline void start_anew(struct bench *bench)
{
	volatile struct scmi_shmem *area = bench->firmware.area;

	area->channel_status = 0;
	area->flags = 0;
	area->length = 0;
	area->header = 0;
	set_status(bench, SCMI_CHANNEL_FREE);
}

/* --- the bench --- */

static inline int set_up_memory(void **state)
{
	*state = bench_make();
	return 0;
}

static inline int tear_down_memory(void **state)
{
	struct bench *bench = *state;

	if (bench->firmware.bytes)
		munmap(bench->firmware.bytes, FILE_SIZE);
	bench_remove(bench);
	return 0;
}

/** open_host() - @options: more of the channel's address, from the comma on */
static inline void open_host(struct bench *bench, uint32_t timeout_ms, const char *options)
{
	char channel[400];
	struct why why;

	snprintf(channel, sizeof(channel), "mmio:%.100s@%d+%d%.250s",
		 folder_file(&bench->folder, "memory"), AREA_OFFSET, AREA_SIZE, options);
	bench->host = host_open(bench->loop, channel, timeout_ms, &events, bench, &why);
	if (!bench->host)
		fail_msg("%s", why.text);
}

static inline void wait_up(struct bench *bench, int ups)
{
	double start = monotonic_now();

	while (bench->ups < ups)
		turn(bench, start);
	assert_int_equal(bench->ups, ups);
}

static inline void wait_down(struct bench *bench, int downs)
{
	double start = monotonic_now();

	while (bench->downs < downs)
		turn(bench, start);
	assert_int_equal(bench->downs, downs);
}

/** down_was() - the reason of the last one, of a file in the folder */
static inline void down_was(struct bench *bench, const char *file, const char *why)
{
	char expected[400];

	snprintf(expected, sizeof(expected), "%s: %s", folder_file(&bench->folder, file), why);
	assert_string_equal(bench->down_why, expected);
}

/** connect_with() - a channel that is up */
static inline void connect_with(struct bench *bench, uint32_t timeout_ms, const char *options)
{
	make_memory(bench, "memory");
	set_status(bench, SCMI_CHANNEL_FREE);
	open_host(bench, timeout_ms, options);
	wait_up(bench, 1);
}

static inline void connect_host(struct bench *bench, uint32_t timeout_ms)
{
	connect_with(bench, timeout_ms, "");
}

/** works() - a request is answered */
static inline void works(struct bench *bench, char name)
{
	forget_ends(bench);
	submit(bench, name, HOST_NORMAL);
	got_of(bench, name);
	answer(bench, 24000000);
	ends_with(bench, (const char[]){ (char)(name - 'a' + 'A'), '\0' });
	assert_packet(&bench->asks[name - 'a'].packet, bench->got[0], WORDS(0, 24000000));
}

#endif
