// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hello.c - a guest that has nothing to do with SCMI: it says that it runs, and stays
 */
#include "console.h"
#include "machine.h"
#include "time.h"

#define WAIT_US 1000000

void guest_main(void)
{
	print("hello\n");
	for (;;)
		time_wait(WAIT_US);
}
