/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * area.h - the platform's end of shared memory, for messages of one agent
 */
#ifndef XEN_SCMI_FIRMWARE_AREA_H
#define XEN_SCMI_FIRMWARE_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/scmi.h"

/**
 * struct area - shared memory, zero-initialised: none
 * @words: of the memory, as in DEN0056 5.1.2
 * @size:  in bytes
 */
struct area {
	volatile uint32_t *words;
	size_t size;
};

/**
 * area_open() - map memory and make it a channel that is free
 * @where: FILE[@OFFSET]+SIZE; a file that is not there is made, and one that is too short made
 * longer
 *
 * Return: false with the reason in @error.
 */
bool area_open(struct area *area, const char *where, char *error, size_t error_size);

/** area_has_message() - whether the channel is the platform's */
bool area_has_message(const struct area *area);

/**
 * area_take() - copy the message out
 * @request: receives it; the header alone, where its length is none that the area has room for
 *
 * Return: bytes of payload that it is said to have; only where they were copied it is @request's
 * length.
 */
uint32_t area_take(const struct area *area, struct scmi_packet *request);

/** area_answer() - write an answer, or a bare GENERIC_ERROR where it has no room, and free the
 * channel */
void area_answer(struct area *area, struct scmi_packet *answer);

#endif
