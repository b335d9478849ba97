/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * time.h - the machine's time, and waiting for it without keeping the CPU
 */
#ifndef XEN_SCMI_GUEST_TIME_H
#define XEN_SCMI_GUEST_TIME_H

#include <stdint.h>

/** time_start() - let the calling vCPU, which is number @vcpu, wait */
void time_start(unsigned int vcpu);

/** time_now() - microseconds since some moment in the past */
uint64_t time_now(void);

/** time_wait() - let @microseconds pass; the vCPU sleeps, and dom0 has the CPU */
void time_wait(uint64_t microseconds);

#endif
