/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * input.h - taking a fuzzer's bytes apart
 *
 * Where the input has ended it goes on with zeroes, so that every input is a complete one.
 */
#ifndef XEN_SCMI_FUZZ_INPUT_H
#define XEN_SCMI_FUZZ_INPUT_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "proto/scmi.h"

#ifdef NDEBUG
#error "what is asserted here is what is tested"
#endif

struct input {
	const uint8_t *next;
	size_t left;
};

/** take_bytes() - the next @size bytes */
static inline void take_bytes(struct input *input, void *bytes, size_t size)
{
	size_t there = size < input->left ? size : input->left;

	memset(bytes, 0, size);
	if (there)
		memcpy(bytes, input->next, there);
	input->next += there;
	input->left -= there;
}

static inline uint8_t take_u8(struct input *input)
{
	uint8_t value;

	take_bytes(input, &value, sizeof(value));
	return value;
}

static inline uint16_t take_u16(struct input *input)
{
	uint16_t value;

	take_bytes(input, &value, sizeof(value));
	return value;
}

static inline uint32_t take_u32(struct input *input)
{
	uint32_t value;

	take_bytes(input, &value, sizeof(value));
	return value;
}

/** take_payload() - length and payload of a packet; what lies behind them is as it was */
static inline void take_payload(struct input *input, struct scmi_packet *packet)
{
	packet->length = take_u16(input) % (SCMI_PAYLOAD_MAX + 1);
	take_bytes(input, packet->payload, packet->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
