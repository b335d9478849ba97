/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine.h - what a guest can ask of the machine below it: SMC, PSCI, its own end
 */
#ifndef XEN_SCMI_GUEST_MACHINE_H
#define XEN_SCMI_GUEST_MACHINE_H

#include <stdint.h>

/** guest_main() - a guest's program; the machine is powered off when it returns */
void guest_main(void);

/**
 * smc() - one secure monitor call
 *
 * Return: x0 as the call left it.
 */
uint64_t smc(uint64_t function, uint64_t x1, uint64_t x2, uint64_t x3);

/**
 * hvc() - the same to Xen itself, which never relays an HVC
 *
 * Return: x0 as the call left it.
 */
uint64_t hvc(uint64_t function);

/**
 * machine_start_second() - let vCPU 1 run @function, on a stack of its own
 *
 * Return: PSCI's answer to CPU_ON, 0 for success.
 */
int machine_start_second(void (*function)(void));

/*
 * The ends of a guest. Each gives the console's reader in dom0 time to fetch what was printed: a
 * domain's end takes unread text with it.
 */
_Noreturn void machine_power_off(void);
_Noreturn void machine_reset(void);
_Noreturn void machine_crash(void);

#endif
