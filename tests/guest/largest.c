// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * largest.c - messages of every length up to the page's, each with a good call behind it
 *
 * They are a vendor's (protocol 0x80, message 3), which is passed on whatever its length. A line is
 *
 *     largest: 4068 bytes: COMMS_ERROR, then good
 */
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/message.h"

#define VENDOR_PROTOCOL 0x80
#define VENDOR_MESSAGE	3

static struct scmi_packet request, answer;

static void send(uint32_t length)
{
	int x0;

	request.header = call_next_header(VENDOR_PROTOCOL, VENDOR_MESSAGE);
	request.length = length;
	x0 = call(&request, &answer);
	print("largest: %u bytes: %s, then %s\n", length,
	      x0 ? "refused" : scmi_status_name(scmi_packet_status(&answer)),
	      call_result_name(call_rate_get(CALL_CLOCK, CALL_RATE)));
}

void guest_main(void)
{
	static const uint32_t lengths[] = { 0, 88, 92, 96, 128, 132, 1024, SCMI_PAYLOAD_MAX };

	for (uint32_t i = 0; i < sizeof(request.payload) / sizeof(request.payload[0]); i++)
		request.payload[i] = i;
	print("largest: start\n");
	for (uint32_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		send(lengths[i]);
	print("largest: done\n");
}
