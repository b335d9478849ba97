/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * shmem.h - the shared-memory transport's page (DEN0056E 5.1.2)
 *
 *   offset  0  reserved
 *           4  channel status   bit 0 free, bit 1 error
 *           8  reserved (implementation defined, 8 bytes)
 *          16  channel flags    bit 0: completion interrupt wanted
 *          20  length           of message header and payload, in bytes
 *          24  message header
 *          28  payload
 *
 * The agent clears `free`, writes a message and rings the doorbell; the platform writes the answer
 * in its place and sets `free`. Guest and daemon share the page, and a guest can change it at any
 * moment: scmi_shmem_take() copies a message out once, and nothing else reads what a guest wrote.
 */
#ifndef XEN_SCMI_PROTO_SHMEM_H
#define XEN_SCMI_PROTO_SHMEM_H

#include <stdbool.h>
#include <stddef.h>

#include "scmi.h"

#define SCMI_SHMEM_SIZE 4096u

struct scmi_shmem {
	uint32_t reserved;
	uint32_t channel_status;
	uint32_t implementation[2];
	uint32_t flags;
	uint32_t length;
	uint32_t header;
	uint32_t payload[SCMI_PAYLOAD_MAX / sizeof(uint32_t)];
};
static_assert(sizeof(struct scmi_shmem) == SCMI_SHMEM_SIZE, "one page");
static_assert(offsetof(struct scmi_shmem, channel_status) == 4, "wire offset");
static_assert(offsetof(struct scmi_shmem, flags) == 16, "wire offset");
static_assert(offsetof(struct scmi_shmem, length) == 20, "wire offset");
static_assert(offsetof(struct scmi_shmem, header) == 24, "wire offset");
static_assert(offsetof(struct scmi_shmem, payload) == 28, "wire offset");

#define SCMI_CHANNEL_FREE  (1u << 0)
#define SCMI_CHANNEL_ERROR (1u << 1)

#define SCMI_FLAG_INTERRUPT (1u << 0)

/** scmi_shmem_reset() - a page without a message, its channel free */
void scmi_shmem_reset(volatile struct scmi_shmem *page);

/**
 * scmi_shmem_is_free() - true where the channel belongs to the agent, and there is no message
 */
bool scmi_shmem_is_free(const volatile struct scmi_shmem *page);

/**
 * scmi_shmem_take() - copy the agent's message out of the page, each byte once
 * @page:    the shared page
 * @request: receives header and payload
 *
 * Return: 0; -EBADMSG where the page's length is less than a header or more than a page, with
 * @request then the header alone.
 */
int scmi_shmem_take(const volatile struct scmi_shmem *page, struct scmi_packet *request);

/**
 * scmi_shmem_answer() - write an answer and give the channel back to the agent
 *
 * The channel is marked free last, behind a barrier. @answer->length is at most SCMI_PAYLOAD_MAX.
 */
void scmi_shmem_answer(volatile struct scmi_shmem *page, const struct scmi_packet *answer);

#endif
