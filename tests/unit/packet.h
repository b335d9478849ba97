/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * packet.h - SCMI packets written down as words, for tests
 */
#ifndef XEN_SCMI_UNIT_PACKET_H
#define XEN_SCMI_UNIT_PACKET_H

#include <string.h>

#include "proto/scmi.h"
#include "tests/unit/unit.h"

/* Payload and its number of words, as two arguments or two members. */
#define WORDS(...)                         \
	(const uint32_t[]){ __VA_ARGS__ }, \
		sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t)
#define NOTHING NULL, 0

/* Four characters of a name as the word they are on the wire. */
#define TEXT(a, b, c, d) \
	((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

/** packet_fill() - make a packet of words; what lies behind them is not zero */
static inline void packet_fill(struct scmi_packet *packet, uint32_t header, const uint32_t *words,
			       size_t count)
{
	memset(packet, 0xa5, sizeof(*packet));
	packet->header = header;
	packet->length = (uint32_t)(count * sizeof(*words));
	if (count)
		memcpy(packet->payload, words, packet->length);
}

static inline void assert_packet(const struct scmi_packet *packet, uint32_t header,
				 const uint32_t *words, size_t count)
{
	assert_int_equal(packet->header, header);
	if (packet->length >= sizeof(*words) && count)
		assert_int_equal((int32_t)packet->payload[0], (int32_t)words[0]);
	assert_int_equal(packet->length, count * sizeof(*words));
	for (size_t i = 0; i < count; i++)
		assert_int_equal(packet->payload[i], words[i]);
}

/** assert_status() - the packet is a bare status */
static inline void assert_status(const struct scmi_packet *packet, uint32_t header,
				 enum scmi_status status)
{
	assert_packet(packet, header, WORDS((uint32_t)status));
}

#endif
