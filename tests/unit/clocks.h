/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clocks.h - the machine's clocks, which a test can put forward
 *
 * libev has its time from here as well, so that its timers end.
 */
#ifndef XEN_SCMI_UNIT_CLOCKS_H
#define XEN_SCMI_UNIT_CLOCKS_H

#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define CLOCKS_SECOND 1000000000L /* in ns */

static struct {
	time_t set_by; /* seconds that somebody has set the time of day by */
	double passed; /* seconds that passed at once, on every clock */
} clocks;

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int rc = (int)syscall(SYS_clock_gettime, clock, time);

	time->tv_sec += (time_t)clocks.passed;
	time->tv_nsec += (long)((clocks.passed - (double)(time_t)clocks.passed) * CLOCKS_SECOND);
	time->tv_sec += time->tv_nsec / CLOCKS_SECOND;
	time->tv_nsec %= CLOCKS_SECOND;
	if (clock == CLOCK_REALTIME)
		time->tv_sec += clocks.set_by;
	return rc;
}

/* libev has the time of day from this one or the one above. */
int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	struct timespec now;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &now);
	*time = (struct timeval){ now.tv_sec, now.tv_nsec / 1000 };
	return 0;
}

#endif
