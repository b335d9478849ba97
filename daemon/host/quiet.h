/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * quiet.h - lines that each answer could be worth are told once in a while
 */
#ifndef XEN_SCMI_DAEMON_HOST_QUIET_H
#define XEN_SCMI_DAEMON_HOST_QUIET_H

#include <stdbool.h>

#include "monotonic.h"

/* Seconds in which not more than one is told. */
#define QUIET_PERIOD 10.0

/* Zero-initialised it has told none. */
struct quiet {
	double until;
};

/** quiet_is_over() - Return: whether a line may be told; then none is for a while */
static inline bool quiet_is_over(struct quiet *quiet)
{
	double now = monotonic_now();

	if (now < quiet->until)
		return false;
	quiet->until = now + QUIET_PERIOD;
	return true;
}

#endif
