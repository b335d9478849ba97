// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * abuse.c - everything that a guest should not send, a good call after each
 *
 * Expects clock 3 and pin 3 of the model firmware's default board to be its own. A check passes
 * where the abuse was answered as its row expects and the good call behind it is answered in full.
 * A line is
 *
 *     abuse: WHAT: x0 0 status PROTOCOL_ERROR (-10) channel 1 length 8, next good call ok
 */
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/base.h"
#include "proto/clock.h"
#include "proto/message.h"
#include "proto/pinctrl.h"
#include "proto/smccc.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define PARAMETERS_MAX	  4
#define ANY		  1 /* no SCMI status and no PSCI error is positive */

#define OWNED	CALL_CLOCK
#define UNOWNED 0u

/* --- messages --- */

/* Where `length` differs from what the words take, that is the abuse. */
struct message_abuse {
	const char *what;
	uint8_t protocol;
	uint8_t id;
	uint8_t words;
	uint32_t parameters[PARAMETERS_MAX];
	uint32_t header_bits; /* set on top of protocol, id and token */
	uint32_t length;      /* 0: right for the words */
	bool length_zero;
	int expected; /* status, or ANY of them */
};

#define BASE(message)  .protocol = SCMI_BASE, .id = SCMI_##message
#define CLOCK(message) .protocol = SCMI_CLOCK, .id = SCMI_##message
#define PIN(message)   .protocol = SCMI_PINCTRL, .id = SCMI_PINCTRL_##message
#define PARAMETERS(...)                                                        \
	.words = sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), \
	.parameters = { __VA_ARGS__ }
#define TYPE(type) .header_bits = (type) << 8

static const struct message_abuse messages[] = {
	/* lengths; a right CLOCK_RATE_GET has 8 */
	{ "length 0", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length_zero = true,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length 3", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 3,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length short by a word", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 4,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length short by a byte", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 7,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length longer by a byte", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 9,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length longer by a word", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED, 0),
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length of the whole page", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 4072,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length longer than the page", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 4073,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length 0x7fffffff", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 0x7fffffff,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "length 0xffffffff", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), .length = 0xffffffff,
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "version with a parameter", BASE(PROTOCOL_VERSION), PARAMETERS(0),
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "rate to set without its upper half", CLOCK(CLOCK_RATE_SET),
	  PARAMETERS(0, OWNED, CALL_RATE), .expected = SCMI_PROTOCOL_ERROR },
	{ "state to set without a value", CLOCK(CLOCK_CONFIG_SET), PARAMETERS(OWNED),
	  .expected = SCMI_PROTOCOL_ERROR },

	/* messages and protocols that there are not */
	{ "unknown BASE message 0xc", .protocol = SCMI_BASE, .id = 0xc,
	  .expected = SCMI_NOT_SUPPORTED },
	{ "unknown BASE message 0xff", .protocol = SCMI_BASE, .id = 0xff,
	  .expected = SCMI_NOT_SUPPORTED },
	{ "unknown CLOCK message 0x11", .protocol = SCMI_CLOCK, .id = 0x11, PARAMETERS(OWNED),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "unknown CLOCK message 0xff", .protocol = SCMI_CLOCK, .id = 0xff, PARAMETERS(OWNED),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "protocol 0x00", .protocol = 0x00, .expected = SCMI_NOT_SUPPORTED },
	{ "protocol 0x0f", .protocol = 0x0f, .expected = SCMI_NOT_SUPPORTED },
	{ "protocol POWER_DOMAIN", .protocol = SCMI_POWER_DOMAIN, .expected = SCMI_NOT_SUPPORTED },
	{ "SYSTEM_POWER, set to shut down", .protocol = SCMI_SYSTEM_POWER, .id = 3,
	  PARAMETERS(0, 0), .expected = SCMI_NOT_SUPPORTED },
	{ "protocol VOLTAGE", .protocol = SCMI_VOLTAGE, .expected = SCMI_NOT_SUPPORTED },
	{ "vendor protocol 0x80", .protocol = 0x80, .expected = SCMI_NOT_SUPPORTED },
	{ "protocol 0xff", .protocol = 0xff, .expected = SCMI_NOT_SUPPORTED },

	/* headers */
	{ "type 1", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), TYPE(1u),
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "type delayed response", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), TYPE(2u),
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "type notification", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED), TYPE(3u),
	  .expected = SCMI_PROTOCOL_ERROR },
	{ "reserved header bits", CLOCK(CLOCK_RATE_GET), PARAMETERS(OWNED),
	  .header_bits = 0xf0000000, .expected = ANY },
	{ "header of all ones", .protocol = 0xff, .id = 0xff, .header_bits = 0xffffffff,
	  .expected = SCMI_PROTOCOL_ERROR },

	/* what is not a guest's to say */
	{ "device permission for itself", BASE(BASE_SET_DEVICE_PERMISSIONS), PARAMETERS(1, 0, 1),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "device permission for agent 0", BASE(BASE_SET_DEVICE_PERMISSIONS), PARAMETERS(0, 3, 0),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "protocol permission for itself", BASE(BASE_SET_PROTOCOL_PERMISSIONS),
	  PARAMETERS(1, 0, SCMI_CLOCK, 1), .expected = SCMI_NOT_SUPPORTED },
	{ "reset of another agent", BASE(BASE_RESET_AGENT_CONFIGURATION), PARAMETERS(2, 1),
	  .expected = SCMI_DENIED },
	{ "reset of the platform", BASE(BASE_RESET_AGENT_CONFIGURATION), PARAMETERS(0, 1),
	  .expected = SCMI_DENIED },
	{ "error notifications", BASE(BASE_NOTIFY_ERRORS), PARAMETERS(1),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "rate notifications", CLOCK(CLOCK_RATE_NOTIFY), PARAMETERS(OWNED, 1),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "rate request notifications", CLOCK(CLOCK_RATE_CHANGE_REQUESTED_NOTIFY),
	  PARAMETERS(OWNED, 1), .expected = SCMI_NOT_SUPPORTED },
	{ "parent of an unowned clock", CLOCK(CLOCK_PARENT_SET), PARAMETERS(1, 2),
	  .expected = SCMI_DENIED },
	{ "parent that is another's", CLOCK(CLOCK_PARENT_SET), PARAMETERS(OWNED, UNOWNED),
	  .expected = SCMI_DENIED },
	{ "parents of an unowned clock", CLOCK(CLOCK_POSSIBLE_PARENTS_GET), PARAMETERS(1, 0),
	  .expected = SCMI_NOT_FOUND },

	/* pins and vendors: what is open to it, and what is not */
	{ "settings that are fewer than they say", PIN(SETTINGS_CONFIGURE),
	  PARAMETERS(OWNED, 0, 255 << 2), .expected = SCMI_PROTOCOL_ERROR },
	{ "settings that are more than they say", PIN(SETTINGS_CONFIGURE),
	  PARAMETERS(OWNED, 0, 0, 1), .expected = SCMI_PROTOCOL_ERROR },
	{ "function that is another's", PIN(SETTINGS_CONFIGURE), PARAMETERS(OWNED, 0, 1 << 10),
	  .expected = SCMI_DENIED },
	{ "selector 3", PIN(REQUEST), PARAMETERS(OWNED, 3), .expected = SCMI_INVALID_PARAMETERS },
	{ "group in place of a pin", PIN(REQUEST), PARAMETERS(OWNED, 1), .expected = SCMI_DENIED },
	{ "permission for a pin", PIN(SET_PERMISSIONS), PARAMETERS(1, OWNED, 4),
	  .expected = SCMI_NOT_SUPPORTED },
	{ "list of pins from 0xffffffff on", PIN(LIST_ASSOCIATIONS),
	  PARAMETERS(OWNED, 1, 0xffffffff), .expected = SCMI_NOT_FOUND },
	{ "vendor message of the whole page", .protocol = 0x81, .id = 5, .length = 4072,
	  .expected = SCMI_NOT_SUPPORTED },

	/* values */
	{ "state of an unowned clock", CLOCK(CLOCK_CONFIG_SET), PARAMETERS(UNOWNED, 0, 0),
	  .expected = SCMI_DENIED },
	{ "rate of an unowned clock", CLOCK(CLOCK_RATE_SET), PARAMETERS(0, UNOWNED, 1, 0),
	  .expected = SCMI_DENIED },
	{ "clock 0xffffffff", CLOCK(CLOCK_RATE_GET), PARAMETERS(0xffffffff),
	  .expected = SCMI_DENIED },
	{ "clock 0x80000003", CLOCK(CLOCK_RATE_GET), PARAMETERS(0x80000003),
	  .expected = SCMI_DENIED },
	{ "clock 0x10003", CLOCK(CLOCK_CONFIG_SET), PARAMETERS(0x10003, 0, 0),
	  .expected = SCMI_DENIED },
	{ "asynchronous rate", CLOCK(CLOCK_RATE_SET),
	  PARAMETERS(SCMI_CLOCK_RATE_ASYNC, OWNED, CALL_RATE, 0), .expected = ANY },
	{ "asynchronous rate, no delayed response", CLOCK(CLOCK_RATE_SET),
	  PARAMETERS(SCMI_CLOCK_RATE_ASYNC | SCMI_CLOCK_RATE_IGNORE_DELAYED, OWNED, CALL_RATE, 0),
	  .expected = ANY },
	{ "reserved rate flags", CLOCK(CLOCK_RATE_SET), PARAMETERS(0xfffffff0, OWNED, CALL_RATE, 0),
	  .expected = ANY },
	{ "reserved state 2", CLOCK(CLOCK_CONFIG_SET), PARAMETERS(OWNED, 2, 0), .expected = ANY },
	{ "extended configuration", CLOCK(CLOCK_CONFIG_SET),
	  PARAMETERS(OWNED, 0xff0000 | SCMI_CLOCK_CONFIG_UNCHANGED, 0xffffffff), .expected = ANY },
	{ "rates from 0xffffffff on", CLOCK(CLOCK_DESCRIBE_RATES), PARAMETERS(OWNED, 0xffffffff),
	  .expected = ANY },
	{ "attributes of message 0xffffffff", CLOCK(PROTOCOL_MESSAGE_ATTRIBUTES),
	  PARAMETERS(0xffffffff), .expected = SCMI_NOT_FOUND },
	{ "version 0xffffffff", CLOCK(NEGOTIATE_PROTOCOL_VERSION), PARAMETERS(0xffffffff),
	  .expected = SCMI_NOT_SUPPORTED },
};

/* --- SMCs --- */

struct smc_abuse {
	const char *what;
	uint64_t x0, x1, x2, x3;
	int expected; /* lower half of x0 afterwards, or ANY error or number of PSCI's */
};

static const struct smc_abuse smcs[] = {
	{ "SMC 0", .x0 = 0, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC 0xffffffff", .x0 = 0xffffffff, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC of all ones", .x0 = ~0ull, .x1 = ~0ull, .x2 = ~0ull, .x3 = ~0ull,
	  .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC doorbell - 1", .x0 = CALL_DOORBELL - 1, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC doorbell + 1", .x0 = CALL_DOORBELL + 1, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC doorbell, 64 bits wide", .x0 = CALL_DOORBELL | SMCCC_64,
	  .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC doorbell, yielding", .x0 = CALL_DOORBELL & ~SMCCC_FAST,
	  .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC 0x12345678", .x0 = 0x12345678, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC hypervisor service", .x0 = 0x8600ff01, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC trusted application", .x0 = 0xb0000000, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC trusted OS", .x0 = 0xbf00ff01, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC FF-A version", .x0 = 0x84000063, .x1 = 0x10000, .expected = SMCCC_NOT_SUPPORTED },
	{ "SMC SMCCC_ARCH_WORKAROUND_1", .x0 = 0x80008000, .expected = ANY },
	{ "PSCI CPU_ON of vCPU 99", .x0 = PSCI_CPU_ON_FID | SMCCC_64, .x1 = 0x603, .x2 = 0x40080000,
	  .expected = PSCI_INVALID_PARAMETERS },
	{ "PSCI CPU_ON of affinity 99", .x0 = PSCI_CPU_ON_FID | SMCCC_64, .x1 = 99,
	  .x2 = 0x40080000, .expected = PSCI_INVALID_PARAMETERS },
	{ "PSCI CPU_ON of all ones", .x0 = PSCI_CPU_ON_FID | SMCCC_64, .x1 = ~0ull, .x2 = ~0ull,
	  .x3 = ~0ull, .expected = PSCI_INVALID_PARAMETERS },
	{ "PSCI CPU_ON of itself", .x0 = PSCI_CPU_ON_FID | SMCCC_64, .x1 = 0, .x2 = 0x40080000,
	  .expected = PSCI_ALREADY_ON },
	{ "PSCI CPU_ON of itself, 32 bits wide", .x0 = PSCI_CPU_ON_FID, .x1 = 0, .x2 = 0x40080000,
	  .expected = ANY },
	{ "PSCI AFFINITY_INFO of itself", .x0 = PSCI_AFFINITY_INFO_FID | SMCCC_64, .x1 = 0,
	  .expected = PSCI_AFFINITY_ON },
	{ "PSCI AFFINITY_INFO at level 4", .x0 = PSCI_AFFINITY_INFO_FID | SMCCC_64, .x2 = 4,
	  .expected = PSCI_INVALID_PARAMETERS },
	{ "PSCI AFFINITY_INFO at level -1", .x0 = PSCI_AFFINITY_INFO_FID | SMCCC_64, .x2 = ~0ull,
	  .expected = PSCI_INVALID_PARAMETERS },
	{ "PSCI AFFINITY_INFO of vCPU 99", .x0 = PSCI_AFFINITY_INFO_FID | SMCCC_64, .x1 = 0x603,
	  .expected = ANY },
	{ "PSCI AFFINITY_INFO of all ones", .x0 = PSCI_AFFINITY_INFO_FID | SMCCC_64, .x1 = ~0ull,
	  .expected = ANY },
	{ "PSCI FEATURES of CPU_ON", .x0 = PSCI_FEATURES_FID, .x1 = PSCI_CPU_ON_FID | SMCCC_64,
	  .expected = 0 },
	{ "PSCI FEATURES of 0", .x0 = PSCI_FEATURES_FID, .x1 = 0, .expected = PSCI_NOT_SUPPORTED },
	{ "PSCI FEATURES of all ones", .x0 = PSCI_FEATURES_FID, .x1 = ~0ull,
	  .expected = PSCI_NOT_SUPPORTED },
	{ "PSCI FEATURES of the doorbell", .x0 = PSCI_FEATURES_FID, .x1 = CALL_DOORBELL,
	  .expected = PSCI_NOT_SUPPORTED },
	{ "PSCI function 0x8400001f", .x0 = 0x8400001f, .expected = PSCI_NOT_SUPPORTED },
};

static unsigned int checks, failed;

/* Ends a check's line with what became of the next good call. */
static void judge(bool answered_right)
{
	enum call_result next = call_rate_get(CALL_CLOCK, CALL_RATE);

	checks++;
	failed += !answered_right || next != CALL_GOOD;
	print(", %snext good call %s\n", answered_right ? "" : "UNEXPECTED, ",
	      next == CALL_GOOD ? "ok" : "BROKEN");
}

static bool status_expected(int status, int expected)
{
	return expected == ANY ? status >= SCMI_IN_USE && status <= SCMI_SUCCESS :
				 status == expected;
}

static void abuse_message(const struct message_abuse *abuse)
{
	uint32_t header = call_next_header(abuse->protocol, abuse->id) | abuse->header_bits;
	uint32_t length = abuse->length;
	int x0, status;

	if (!length && !abuse->length_zero)
		length = sizeof(header) + abuse->words * sizeof(abuse->parameters[0]);
	call_put(length, header, abuse->parameters, abuse->words);
	x0 = (int)smc(CALL_DOORBELL, 0, 0, 0);
	status = (int)call_page->payload[0];

	print("abuse: %s: x0 %d", abuse->what, x0);
	if (x0) {
		judge(false);
		return;
	}
	print(" status %s (%d) channel %x length %u", scmi_status_name((enum scmi_status)status),
	      status, call_page->channel_status, call_page->length);
	if (call_page->header != header)
		print(" header %08x for %08x", call_page->header, header);
	judge(call_page->header == header && call_page->channel_status == SCMI_CHANNEL_FREE &&
	      call_page->length >= 2 * sizeof(uint32_t) &&
	      call_page->length <= sizeof(header) + SCMI_PAYLOAD_MAX &&
	      status_expected(status, abuse->expected));
}

/* A message in the page that nothing but the doorbell may touch. */
static uint32_t put_bait(void)
{
	uint32_t clock = CALL_CLOCK, header = call_next_header(SCMI_CLOCK, SCMI_CLOCK_RATE_GET);

	call_put(sizeof(header) + sizeof(clock), header, &clock, 1);
	return header;
}

static bool bait_untouched(uint32_t header, uint32_t channel)
{
	bool untouched = call_page->channel_status == channel && call_page->header == header &&
		call_page->length == 2 * sizeof(uint32_t) && call_page->payload[0] == CALL_CLOCK;

	if (!untouched)
		print(" page touched: channel %x length %u header %08x payload %08x",
		      call_page->channel_status, call_page->length, call_page->header,
		      call_page->payload[0]);
	return untouched;
}

static void abuse_smc(const struct smc_abuse *abuse)
{
	uint32_t header = put_bait();
	int x0 = (int)smc(abuse->x0, abuse->x1, abuse->x2, abuse->x3);
	bool expected = abuse->expected == ANY ?
		x0 >= PSCI_INVALID_ADDRESS && x0 <= PSCI_NO_TRUSTED_OS :
		x0 == abuse->expected;

	print("abuse: %s: x0 %d", abuse->what, x0);
	judge(bait_untouched(header, 0) && expected);
}

/* The doorbell while the channel is marked as the agent's own: there is no message. */
static void abuse_free_channel(uint32_t channel)
{
	uint32_t header = put_bait();
	int x0;

	call_page->channel_status = channel;
	x0 = (int)smc(CALL_DOORBELL, 0, 0, 0);
	print("abuse: doorbell on channel status %x: x0 %d", channel, x0);
	judge(bait_untouched(header, channel) && x0 == SMCCC_NOT_SUPPORTED);
}

/* Flags ask for an interrupt that there is not; the other words are nobody's. */
static void abuse_page_words(void)
{
	uint32_t header = put_bait();
	int x0;

	call_page->flags = 0xffffffff;
	call_page->reserved = 0xffffffff;
	call_page->implementation[0] = 0xffffffff;
	call_page->implementation[1] = 0xffffffff;
	x0 = (int)smc(CALL_DOORBELL, 0, 0, 0);
	print("abuse: all flags and reserved words set: x0 %d status %d channel %x length %u", x0,
	      (int)call_page->payload[0], call_page->channel_status, call_page->length);
	judge(!x0 && call_page->header == header && call_page->payload[0] == SCMI_SUCCESS);
	call_page->reserved = 0;
	call_page->implementation[0] = 0;
	call_page->implementation[1] = 0;
}

void guest_main(void)
{
	print("abuse: start");
	judge(true);
	for (uint32_t i = 0; i < ARRAY_SIZE(messages); i++)
		abuse_message(&messages[i]);
	abuse_free_channel(SCMI_CHANNEL_FREE);
	abuse_free_channel(SCMI_CHANNEL_FREE | SCMI_CHANNEL_ERROR);
	abuse_free_channel(0xffffffff);
	abuse_page_words();
	for (uint32_t i = 0; i < ARRAY_SIZE(smcs); i++)
		abuse_smc(&smcs[i]);
	print("abuse: done, %u checks, %u failed\n", checks, failed);
}
