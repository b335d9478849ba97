// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * crash.c - a guest that crashes while the clock that it turned on is on
 *
 * Expects clock 3 of the model firmware's default board to be its own.
 */
#include "call.h"
#include "console.h"
#include "machine.h"

void guest_main(void)
{
	print("crash: clock %u on: %s\n", CALL_CLOCK,
	      call_result_name(call_config_set(CALL_CLOCK, true)));
	print("crash: now\n");
	machine_crash();
}
