/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * monotonic.h - the time by which deadlines are kept, and which nobody sets
 *
 * libev's timers run by the same clock; ev_now() is the time of day.
 */
#ifndef XEN_SCMI_DAEMON_HOST_MONOTONIC_H
#define XEN_SCMI_DAEMON_HOST_MONOTONIC_H

#include <time.h>

/** monotonic_now() - Return: seconds since some moment that stays the same */
static inline double monotonic_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

#endif
