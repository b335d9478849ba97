// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * once.c - one RESET after the other, which must not happen twice for one call
 *
 * Arguments: reset=ID (4, the slow one of the model firmware's default board),
 * wait=MICROSECONDS (100000) between calls. The number of calls is printed before each.
 *
 *     once: call 0
 *     once: answer 0: SUCCESS
 *     once: call 1
 *     once: answer 1: COMMS_ERROR
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/message.h"
#include "proto/reset.h"
#include "time.h"

#define SLOW_RESET 4
#define WAIT_US	   100000

void guest_main(void)
{
	static struct scmi_packet request, answer;
	uint32_t reset = (uint32_t)argument("reset", SLOW_RESET);
	uint64_t wait = argument("wait", WAIT_US);

	print("once: start, reset %u\n", reset);
	for (unsigned int calls = 0;; calls++) {
		request.header = call_next_header(SCMI_RESET, SCMI_RESET_DOMAIN_RESET);
		request.length = sizeof(struct scmi_reset_a2p);
		request.payload[0] = reset;
		request.payload[1] = SCMI_RESET_AUTONOMOUS;
		request.payload[2] = 0;
		print("once: call %u\n", calls);
		if (call(&request, &answer))
			print("once: answer %u: none\n", calls);
		else
			print("once: answer %u: %s\n", calls,
			      scmi_status_name(scmi_packet_status(&answer)));
		time_wait(wait);
	}
}
