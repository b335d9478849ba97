// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mmio_area.c - messages in and out of memory that is shared with the firmware
 */
#include "mmio_area.h"

#include <errno.h>

/**
 * barrier() - what was loaded and stored before it is done, for everyone, when it returns
 *
 * On Arm the other side need not be in the domain that a compiler's fence orders (dmb ish), and a
 * doorbell, which is another device's, must not overtake the memory: so the stores are waited for.
 */
static void barrier(void)
{
#ifdef __aarch64__
	__asm__ volatile("dsb sy" : : : "memory");
#else
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

uint32_t mmio_area_payload(uint64_t size)
{
	uint64_t payload = size - offsetof(struct scmi_shmem, payload);

	if (payload > SCMI_PAYLOAD_MAX)
		return SCMI_PAYLOAD_MAX;
	return (uint32_t)payload & ~3u;
}

void mmio_area_send(volatile struct scmi_shmem *area, const struct scmi_packet *message,
		    bool interrupt)
{
	for (size_t i = 0; i * sizeof(uint32_t) < message->length; i++)
		area->payload[i] = message->payload[i];
	area->header = message->header;
	area->length = (uint32_t)sizeof(message->header) + message->length;
	area->flags = interrupt ? SCMI_FLAG_INTERRUPT : 0;
	/* Firmware without a doorbell looks at the status alone. */
	barrier();
	area->channel_status = 0;
	barrier();
}

int mmio_area_receive(const volatile struct scmi_shmem *area, uint32_t payload_max,
		      struct scmi_packet *answer, uint32_t *length)
{
	/* The status, which said that there is an answer, was loaded before it. */
	barrier();
	*length = area->length;
	answer->header = area->header;
	answer->length = 0;
	if (*length < sizeof(answer->header) + sizeof(uint32_t) ||
	    *length - sizeof(answer->header) > payload_max)
		return -EBADMSG;
	answer->length = *length - (uint32_t)sizeof(answer->header);
	for (size_t i = 0; i * sizeof(uint32_t) < answer->length; i++)
		answer->payload[i] = area->payload[i];
	return 0;
}

bool mmio_area_is_cleared(const volatile struct scmi_shmem *area)
{
	/* The status, which said that the channel is free, was loaded before it. */
	barrier();
	return !area->length && !area->header;
}

/* One store of the register's width; a load before it only where bits are kept. */
#define WRITE(type, at, reg)                                              \
	do {                                                              \
		volatile type *where = (at);                              \
		type kept = (reg)->keep ? *where & (type)(reg)->keep : 0; \
		*where = (type)(kept | (type)(reg)->value);               \
	} while (0)

void mmio_write(volatile void *at, const struct mmio_register *reg)
{
	switch (reg->at.size) {
	case 1: WRITE(uint8_t, at, reg); break;
	case 2: WRITE(uint16_t, at, reg); break;
	case 4: WRITE(uint32_t, at, reg); break;
	case 8: WRITE(uint64_t, at, reg); break;
	}
}
