// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * shmem.c - messages in and out of a page that the other side can change at any time
 */
#include "shmem.h"

#include <errno.h>

/**
 * sync() - have caches and memory agree on a part of the page
 *
 * We see the page through caches, and a guest that maps it as device memory, as Linux does, past
 * them. What we have written is cleaned to memory; what we may have cached is dropped before we
 * read. With Armv8.4's FWB this does nothing but take time.
 */
static void sync(const volatile void *start, size_t size)
{
#ifdef __aarch64__
	uintptr_t end = (uintptr_t)start + size, line;
	uint64_t ctr;

	__asm__ volatile("mrs %0, ctr_el0" : "=r"(ctr));
	line = (uintptr_t)4 << (ctr >> 16 & 0xf); /* DminLine: log2 of words */
	for (uintptr_t at = (uintptr_t)start & ~(line - 1); at < end; at += line)
		__asm__ volatile("dc civac, %0" : : "r"(at) : "memory");
	__asm__ volatile("dsb sy" : : : "memory");
#else
	(void)start;
	(void)size;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

void scmi_shmem_reset(volatile struct scmi_shmem *page)
{
	volatile uint32_t *word = (volatile uint32_t *)page;

	for (size_t i = 0; i < sizeof(*page) / sizeof(*word); i++)
		word[i] = 0;
	page->channel_status = SCMI_CHANNEL_FREE;
	sync(page, sizeof(*page));
}

bool scmi_shmem_is_free(const volatile struct scmi_shmem *page)
{
	sync(&page->channel_status, sizeof(page->channel_status));
	return page->channel_status & SCMI_CHANNEL_FREE;
}

int scmi_shmem_take(const volatile struct scmi_shmem *page, struct scmi_packet *request)
{
	uint32_t length;

	sync(page, offsetof(struct scmi_shmem, payload));
	length = page->length;
	request->header = page->header;
	request->length = 0;
	if (length < sizeof(page->header) || length - sizeof(page->header) > SCMI_PAYLOAD_MAX)
		return -EBADMSG;

	/* Whole words, also where the length ends within one: the page has room for the rest. */
	request->length = length - sizeof(page->header);
	sync(page->payload, request->length);
	for (size_t i = 0; i * sizeof(uint32_t) < request->length; i++)
		request->payload[i] = page->payload[i];
	return 0;
}

void scmi_shmem_answer(volatile struct scmi_shmem *page, const struct scmi_packet *answer)
{
	for (size_t i = 0; i * sizeof(uint32_t) < answer->length; i++)
		page->payload[i] = answer->payload[i];
	page->header = answer->header;
	page->length = sizeof(answer->header) + answer->length;
	sync(&page->length,
	     offsetof(struct scmi_shmem, payload) - offsetof(struct scmi_shmem, length) +
		     answer->length);
	page->channel_status = SCMI_CHANNEL_FREE;
	sync(&page->channel_status, sizeof(page->channel_status));
}
