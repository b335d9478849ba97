// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * shmem.c - messages in and out of a page that the other side can change at any time
 */
#include "shmem.h"

#include <errno.h>

void scmi_shmem_reset(volatile struct scmi_shmem *page)
{
	volatile uint32_t *word = (volatile uint32_t *)page;

	for (size_t i = 0; i < sizeof(*page) / sizeof(*word); i++)
		word[i] = 0;
	page->channel_status = SCMI_CHANNEL_FREE;
}

bool scmi_shmem_is_free(const volatile struct scmi_shmem *page)
{
	return page->channel_status & SCMI_CHANNEL_FREE;
}

int scmi_shmem_take(const volatile struct scmi_shmem *page, struct scmi_packet *request)
{
	uint32_t length = page->length;

	request->header = page->header;
	request->length = 0;
	if (length < sizeof(page->header) || length - sizeof(page->header) > SCMI_PAYLOAD_MAX)
		return -EBADMSG;

	/* Whole words, also where the length ends within one: the page has room for the rest. */
	request->length = length - sizeof(page->header);
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
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	page->channel_status = SCMI_CHANNEL_FREE;
}
