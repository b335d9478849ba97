/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vcpu.h - a guest's vCPUs and their registers (arm64)
 */
#ifndef XEN_SCMI_DAEMON_XEN_VCPU_H
#define XEN_SCMI_DAEMON_XEN_VCPU_H

#include <stdbool.h>
#include <stdint.h>

#include "daemon/xen/xen.h"

#define XEN_VCPU_REGISTERS 8

/* What an SMC has to say (SMCCC 2.6): function id and arguments, and where it stands. */
struct xen_registers {
	uint64_t x[XEN_VCPU_REGISTERS];
	uint64_t pc;
	bool is_arm64;
};

/* The vCPUs of one guest, with the last context read of each. */
struct xen_vcpus;

/** xen_vcpus_new() - Return: NULL where memory is short */
struct xen_vcpus *xen_vcpus_new(struct xen *xen, uint32_t domain, uint32_t count);
void xen_vcpus_free(struct xen_vcpus *vcpus);

/** xen_vcpu_read() - read the registers of a vCPU that is paused and has run before */
int xen_vcpu_read(struct xen_vcpus *vcpus, uint32_t vcpu, struct xen_registers *registers);

/**
 * xen_vcpu_return() - set x0 of a vCPU that has stood still since xen_vcpu_read()
 * @skip: also step over the instruction at pc
 */
int xen_vcpu_return(struct xen_vcpus *vcpus, uint32_t vcpu, uint64_t x0, bool skip);

/** xen_vcpu_is_on() - Return: 1 or 0; -ENOENT where there is no such vCPU */
int xen_vcpu_is_on(struct xen_vcpus *vcpus, uint32_t vcpu);

/** xen_vcpu_start() - let a vCPU that is off run from @entry, as PSCI's CPU_ON says */
int xen_vcpu_start(struct xen_vcpus *vcpus, uint32_t vcpu, uint64_t entry, uint64_t x0);

/** xen_vcpu_stop() - turn off a vCPU that is paused since xen_vcpu_read() */
int xen_vcpu_stop(struct xen_vcpus *vcpus, uint32_t vcpu);

#endif
