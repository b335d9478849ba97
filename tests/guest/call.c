// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * call.c - SCMI calls through the shared page and the doorbell
 */
#include "call.h"

#include "machine.h"
#include "proto/clock.h"

static struct scmi_packet request, last;

uint32_t call_next_header(uint8_t protocol, uint8_t message)
{
	static uint16_t token;

	return scmi_header(protocol, message, token++);
}

void call_put(uint32_t length, uint32_t header, const uint32_t *payload, uint32_t words)
{
	call_page->channel_status = 0;
	call_page->flags = 0;
	call_page->length = length;
	call_page->header = header;
	for (uint32_t i = 0; i < words; i++)
		call_page->payload[i] = payload[i];
}

int call(const struct scmi_packet *message, struct scmi_packet *answer)
{
	uint32_t length;
	int x0;

	call_put(message->length + sizeof(message->header), message->header, message->payload,
		 message->length / sizeof(message->payload[0]));
	x0 = (int)smc(CALL_DOORBELL, 0, 0, 0);
	if (x0)
		return x0;

	answer->header = call_page->header;
	answer->length = call_page->length - sizeof(answer->header);
	length = answer->length < SCMI_PAYLOAD_MAX ? answer->length : SCMI_PAYLOAD_MAX;
	for (uint32_t i = 0; i * sizeof(answer->payload[0]) < length; i++)
		answer->payload[i] = call_page->payload[i];
	return 0;
}

/* Make the call in @request; a good answer has @length bytes, status included. */
static enum call_result make(uint32_t length)
{
	int x0 = call(&request, &last);
	enum scmi_status status;

	if (x0)
		return x0 == -1 ? CALL_REFUSED : CALL_WRONG;
	if (last.header != request.header || call_page->channel_status != SCMI_CHANNEL_FREE)
		return CALL_WRONG;
	status = scmi_packet_status(&last);
	if (last.length == sizeof(last.payload[0]) &&
	    (status == SCMI_COMMS_ERROR || status == SCMI_GENERIC_ERROR))
		return CALL_COMMS;
	return status == SCMI_SUCCESS && last.length == length ? CALL_GOOD : CALL_WRONG;
}

enum call_result call_rate_get(uint32_t clock, uint64_t rate)
{
	enum call_result result;

	request.header = call_next_header(SCMI_CLOCK, SCMI_CLOCK_RATE_GET);
	request.length = sizeof(struct scmi_id_a2p);
	request.payload[0] = clock;
	result = make(sizeof(struct scmi_clock_rate_get_p2a));
	if (result == CALL_GOOD && (last.payload[1] | (uint64_t)last.payload[2] << 32) != rate)
		return CALL_WRONG;
	return result;
}

enum call_result call_rate_set(uint32_t clock, uint32_t rate)
{
	request.header = call_next_header(SCMI_CLOCK, SCMI_CLOCK_RATE_SET);
	request.length = sizeof(struct scmi_clock_rate_set_a2p);
	request.payload[0] = 0;
	request.payload[1] = clock;
	request.payload[2] = rate;
	request.payload[3] = 0;
	return make(sizeof(uint32_t));
}

enum call_result call_config_set(uint32_t clock, bool on)
{
	request.header = call_next_header(SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET);
	request.length = sizeof(struct scmi_clock_config_set_a2p);
	request.payload[0] = clock;
	request.payload[1] = on ? SCMI_CLOCK_CONFIG_ON : SCMI_CLOCK_CONFIG_OFF;
	request.payload[2] = 0;
	return make(sizeof(uint32_t));
}

const char *call_result_name(enum call_result result)
{
	static const char *const names[CALL_RESULTS] = {
		[CALL_GOOD] = "good",
		[CALL_REFUSED] = "refused",
		[CALL_COMMS] = "comms",
		[CALL_WRONG] = "wrong",
	};

	return names[result];
}

const struct scmi_packet *call_last(void)
{
	return &last;
}
