// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * slow.c - one CLOCK_RATE_GET after the other, a line before and after each
 *
 * Arguments: clock=ID (7, whose answers take 300 ms on the model firmware's default board),
 * rate=HZ (24000000), wait=MICROSECONDS (10000) between calls, and on=1 to turn the clock on first.
 *
 *     slow: call 0
 *     slow: answer 0: good SUCCESS
 *     slow: call 1
 *     slow: answer 1: wrong DENIED
 */
#include "arguments.h"
#include "call.h"
#include "console.h"
#include "machine.h"
#include "proto/message.h"
#include "time.h"

#define SLOW_CLOCK   7
#define SLOW_WAIT_US 10000

void guest_main(void)
{
	uint32_t clock = (uint32_t)argument("clock", SLOW_CLOCK);
	uint64_t rate = argument("rate", CALL_RATE);
	uint64_t wait = argument("wait", SLOW_WAIT_US);

	print("slow: start, clock %u\n", clock);
	if (argument("on", 0))
		print("slow: on: %s\n", call_result_name(call_config_set(clock, true)));
	for (unsigned int calls = 0;; calls++) {
		enum call_result result;

		print("slow: call %u\n", calls);
		result = call_rate_get(clock, rate);
		print("slow: answer %u: %s", calls, call_result_name(result));
		if (result != CALL_REFUSED)
			print(" %s", scmi_status_name(scmi_packet_status(call_last())));
		print("\n");
		time_wait(wait);
	}
}
