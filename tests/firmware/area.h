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
 * @untidy: leave all of it as it is, but for the status
 *
 * Return: false with the reason in @error.
 */
bool area_open(struct area *area, const char *where, bool untidy, char *error, size_t error_size);

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

/** area_wants_interrupt() - whether the agent asks for one when there is an answer */
bool area_wants_interrupt(const struct area *area);

/** area_room() - Return: bytes of payload that a message there can have */
uint32_t area_room(const struct area *area);

/** area_write() - write an answer, or a bare GENERIC_ERROR where it has no room */
void area_write(struct area *area, struct scmi_packet *answer);

/** area_say_length() - say that what was written has so many bytes of payload */
void area_say_length(struct area *area, uint32_t length);

/** area_free() - give the channel back to the agent; @error: with the word that there was one */
void area_free(struct area *area, bool error);

#endif
