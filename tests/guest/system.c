// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * system.c - ask for the end of the system by SCMI, again and again as long as that is refused
 *
 * Arguments: state=N (0, off; 1 is a cold and 2 a warm reset), wait=MICROSECONDS (200000) between
 * calls.
 *
 *     system: start, state 0
 *     system: NOT_SUPPORTED
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/message.h"
#include "proto/system_power.h"
#include "time.h"

#define WAIT_US 200000

void guest_main(void)
{
	static struct scmi_packet request, answer;
	uint32_t state = (uint32_t)argument("state", SCMI_SYSTEM_SHUTDOWN);
	uint64_t wait = argument("wait", WAIT_US);

	print("system: start, state %u\n", state);
	for (;;) {
		request.header = call_next_header(SCMI_SYSTEM_POWER, SCMI_SYSTEM_POWER_STATE_SET);
		request.length = sizeof(struct scmi_system_power_state_set_a2p);
		request.payload[0] = 0;
		request.payload[1] = state;
		if (!call(&request, &answer))
			print("system: %s\n", scmi_status_name(scmi_packet_status(&answer)));
		time_wait(wait);
	}
}
