/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mmio_area.h - the agent's side of the shared memory that proto/shmem.h draws, and registers
 *
 * The memory may be a device's: it is loaded and stored in whole aligned words, each one once. What
 * the firmware writes is trusted no further than its length is checked.
 */
#ifndef XEN_SCMI_DAEMON_HOST_MMIO_AREA_H
#define XEN_SCMI_DAEMON_HOST_MMIO_AREA_H

#include <stdbool.h>
#include <stdint.h>

#include "mmio_address.h"
#include "proto/shmem.h"

/** mmio_area_payload() - bytes of payload that an area of this size carries */
uint32_t mmio_area_payload(uint64_t size);

/**
 * mmio_area_send() - write a message, and give the channel to the firmware
 * @interrupt: ask for one when the firmware is done
 *
 * That clears an error of before, too. All of it is in memory when this returns, so that the
 * doorbell may be rung.
 */
void mmio_area_send(volatile struct scmi_shmem *area, const struct scmi_packet *message,
		    bool interrupt);

/**
 * mmio_area_receive() - copy the firmware's message out of a channel that it has given back
 * @payload_max: that the area carries
 * @answer:	 receives header and payload
 * @length:	 receives what the area tells as the length
 *
 * Return: 0; -EBADMSG where there is less than a header and a status, or more than the area has
 * room for, with @answer then the header alone.
 */
int mmio_area_receive(const volatile struct scmi_shmem *area, uint32_t payload_max,
		      struct scmi_packet *answer, uint32_t *length);

/**
 * mmio_area_is_cleared() - whether there is no message in a channel that is free
 *
 * After the first message there always is one, the last, unless the firmware clears it.
 */
bool mmio_area_is_cleared(const volatile struct scmi_shmem *area);

/** mmio_write() - write a register, which is as wide as its region's size */
void mmio_write(volatile void *at, const struct mmio_register *reg);

#endif
