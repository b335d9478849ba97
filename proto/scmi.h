/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * scmi.h - what every SCMI message has in common: header, statuses, protocols
 *
 * Section numbers are those of the SCMI specification, DEN0056E (SCMI 3.2). All fields on the wire
 * are 32-bit little-endian words; this code runs on little-endian machines only, so that a wire
 * word is a uint32_t as it stands.
 *
 * Naming of wire structs: `_a2p` is what an agent sends to the platform, `_p2a` what comes back.
 * An `_a2p` that reached us from a guest is not trusted; a `_p2a` from the firmware is checked for
 * its length and for whatever of it steers our own code.
 */
#ifndef XEN_SCMI_PROTO_SCMI_H
#define XEN_SCMI_PROTO_SCMI_H

#include <assert.h>
#include <stdint.h>

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "SCMI words are little-endian");

/* Status of an answer, its first word (4.1.4). */
enum scmi_status {
	SCMI_SUCCESS = 0,
	SCMI_NOT_SUPPORTED = -1,
	SCMI_INVALID_PARAMETERS = -2,
	SCMI_DENIED = -3,
	SCMI_NOT_FOUND = -4,
	SCMI_OUT_OF_RANGE = -5,
	SCMI_BUSY = -6,
	SCMI_COMMS_ERROR = -7,
	SCMI_GENERIC_ERROR = -8,
	SCMI_HARDWARE_ERROR = -9,
	SCMI_PROTOCOL_ERROR = -10,
	SCMI_IN_USE = -11,
};

/* Protocol identifiers (4.1.2.1). */
enum scmi_protocol {
	SCMI_BASE = 0x10,
	SCMI_POWER_DOMAIN = 0x11,
	SCMI_SYSTEM_POWER = 0x12,
	SCMI_PERFORMANCE = 0x13,
	SCMI_CLOCK = 0x14,
	SCMI_SENSOR = 0x15,
	SCMI_RESET = 0x16,
	SCMI_VOLTAGE = 0x17,
	SCMI_POWERCAP = 0x18,
	SCMI_PINCTRL = 0x19,
};
#define SCMI_PROTOCOLS 256 /* a protocol id has 8 bits */

/* Messages that every protocol has under the same id (4.1.2.2). */
enum scmi_common_message {
	SCMI_PROTOCOL_VERSION = 0x0,
	SCMI_PROTOCOL_ATTRIBUTES = 0x1,
	SCMI_PROTOCOL_MESSAGE_ATTRIBUTES = 0x2,
	SCMI_NEGOTIATE_PROTOCOL_VERSION = 0x10,
};

/* A protocol version: major in the upper half, minor in the lower (4.1.2.2.1). */
#define SCMI_VERSION(major, minor) ((uint32_t)(major) << 16 | (uint32_t)(minor))

/*
 * Message header (4.1.3):
 *
 *    31    28 27           18 17           10 9    8 7            0
 *   +--------+---------------+---------------+------+--------------+
 *   | 0 0 0 0|     token     |  protocol id  | type |  message id  |
 *   +--------+---------------+---------------+------+--------------+
 *
 * The token belongs to the sender of a command; an answer repeats the whole header.
 */
enum scmi_message_type {
	SCMI_COMMAND = 0,
	SCMI_DELAYED_RESPONSE = 2,
	SCMI_NOTIFICATION = 3,
};
#define SCMI_TOKEN_MASK 0x3ffu

static inline uint8_t scmi_header_message(uint32_t header)
{
	return header & 0xff;
}

static inline uint8_t scmi_header_type(uint32_t header)
{
	return header >> 8 & 0x3;
}

static inline uint8_t scmi_header_protocol(uint32_t header)
{
	return header >> 10 & 0xff;
}

static inline uint16_t scmi_header_token(uint32_t header)
{
	return header >> 18 & SCMI_TOKEN_MASK;
}

/** scmi_header() - the header of a command */
static inline uint32_t scmi_header(uint8_t protocol, uint8_t message, uint16_t token)
{
	return message | (uint32_t)protocol << 10 | (token & SCMI_TOKEN_MASK) << 18;
}

/*
 * A message in memory of our own. `length` counts the payload's bytes without the header; a
 * request's payload is its parameters, an answer's is its status and the values behind it. The
 * longest payload is what a guest's shared page has room for (see shmem.h).
 */
#define SCMI_PAYLOAD_MAX 4068u

struct scmi_packet {
	uint32_t length; /* bytes of payload in use */
	uint32_t header;
	uint32_t payload[SCMI_PAYLOAD_MAX / sizeof(uint32_t)];
};

static inline enum scmi_status scmi_packet_status(const struct scmi_packet *answer)
{
	return (enum scmi_status)(int32_t)answer->payload[0];
}

/** scmi_packet_refuse() - make @answer the bare status that ends a call without values */
static inline void scmi_packet_refuse(struct scmi_packet *answer, uint32_t header,
				      enum scmi_status status)
{
	answer->header = header;
	answer->length = sizeof(answer->payload[0]);
	answer->payload[0] = (uint32_t)status;
}

#define SCMI_SHORT_NAME 16 /* bytes with the terminating NUL */
#define SCMI_LONG_NAME	64

/* PROTOCOL_VERSION (4.1.2.2.1); no parameters. */
struct scmi_protocol_version_p2a {
	uint32_t status;
	uint32_t version;
};
static_assert(sizeof(struct scmi_protocol_version_p2a) == 8, "wire size");

/* PROTOCOL_ATTRIBUTES (4.1.2.2.2); no parameters, bits as each protocol says. */
struct scmi_protocol_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
};
static_assert(sizeof(struct scmi_protocol_attributes_p2a) == 8, "wire size");

/* PROTOCOL_MESSAGE_ATTRIBUTES (4.1.2.2.3): NOT_FOUND where the message is not implemented. */
struct scmi_message_attributes_a2p {
	uint32_t message_id;
};
struct scmi_message_attributes_p2a {
	uint32_t status;
	uint32_t attributes;
};
static_assert(sizeof(struct scmi_message_attributes_a2p) == 4, "wire size");
static_assert(sizeof(struct scmi_message_attributes_p2a) == 8, "wire size");

/* The same of protocols that may have a region of memory with statistics or readings. */
struct scmi_protocol_region_p2a {
	uint32_t status;
	uint32_t attributes;
	uint32_t address_low;
	uint32_t address_high;
	uint32_t length; /* 0: there is none */
};
static_assert(sizeof(struct scmi_protocol_region_p2a) == 20, "wire size");

/* NEGOTIATE_PROTOCOL_VERSION (4.1.2.2.4): the agent asks for a version; only a status comes back.
 */
struct scmi_negotiate_version_a2p {
	uint32_t version;
};
static_assert(sizeof(struct scmi_negotiate_version_a2p) == 4, "wire size");

/* --- parameters and values that many messages of many protocols have in common --- */

/* A resource (clock, domain, sensor) and nothing else. */
struct scmi_id_a2p {
	uint32_t id;
};
static_assert(sizeof(struct scmi_id_a2p) == 4, "wire size");

/* A resource, and the first of a list's elements that is wanted. */
struct scmi_list_a2p {
	uint32_t id;
	uint32_t index;
};
static_assert(sizeof(struct scmi_list_a2p) == 8, "wire size");

/* Most lists: how many there are here, and how many are left for the next answers. */
struct scmi_list_p2a {
	uint32_t status;
	uint32_t flags; /* 31:16 left, 12 a triplet of lowest, highest and step, 11:0 here */
};
#define SCMI_LIST_HERE(flags)		    ((flags)&0xfffu)
#define SCMI_LIST_TRIPLET		    (1u << 12)
#define SCMI_LIST_LEFT(flags)		    ((flags) >> 16)
#define SCMI_LIST_LEFT_MAX		    0xffffu
#define SCMI_LIST_FLAGS(here, left, others) ((here) | (left) << 16 | ((others)&0xf000u))
static_assert(sizeof(struct scmi_list_p2a) == 8, "wire size");

/* One 32-bit value. */
struct scmi_value_p2a {
	uint32_t status;
	uint32_t value;
};
static_assert(sizeof(struct scmi_value_p2a) == 8, "wire size");

/* ..._NAME_GET */
struct scmi_name_get_p2a {
	uint32_t status;
	uint32_t flags; /* reserved, 0 */
	char name[SCMI_LONG_NAME];
};
static_assert(sizeof(struct scmi_name_get_p2a) == 72, "wire size");

/* Notifications on or off. */
struct scmi_notify_a2p {
	uint32_t id;
	uint32_t enable; /* bit 0 */
};
static_assert(sizeof(struct scmi_notify_a2p) == 8, "wire size");

/* MESSAGE_ATTRIBUTES of messages that a fast channel can take the place of */
#define SCMI_HAS_FASTCHANNEL (1u << 0)

/* ..._DESCRIBE_FASTCHANNEL, of performance domains and power caps */
struct scmi_fastchannel_a2p {
	uint32_t id;
	uint32_t message_id;
};
struct scmi_fastchannel_p2a {
	uint32_t status;
	uint32_t attributes;
	uint32_t rate_limit;
	uint32_t address_low;
	uint32_t address_high;
	uint32_t size;
	uint32_t doorbell_address_low;
	uint32_t doorbell_address_high;
	uint32_t doorbell_set_low;
	uint32_t doorbell_set_high;
	uint32_t doorbell_preserve_low;
	uint32_t doorbell_preserve_high;
};
static_assert(sizeof(struct scmi_fastchannel_a2p) == 8, "wire size");
static_assert(sizeof(struct scmi_fastchannel_p2a) == 48, "wire size");

#endif
