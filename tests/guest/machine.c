// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * machine.c - SMC, PSCI, and a guest's beginning and end
 */
#include "machine.h"

#include "arguments.h"
#include "console.h"
#include "proto/smccc.h"
#include "time.h"

/* Xen's hypercall to end a domain (xen/include/public/sched.h). */
#define HYPERCALL_SCHED_OP 29
#define SCHEDOP_SHUTDOWN   2
#define SHUTDOWN_CRASH	   3

/* dom0 reads the console at least every 200 ms. */
#define CONSOLE_DRAIN_US 600000

/* Called by start.S, and second_vcpu is there. */
void machine_start(void *tree);
void machine_second_start(void);
void machine_fault(uint64_t vector, uint64_t esr, uint64_t elr, uint64_t far);
extern const char second_vcpu[];

static void (*volatile second_function)(void);

uint64_t smc(uint64_t function, uint64_t a1, uint64_t a2, uint64_t a3)
{
	register uint64_t x0 __asm__("x0") = function;
	register uint64_t x1 __asm__("x1") = a1;
	register uint64_t x2 __asm__("x2") = a2;
	register uint64_t x3 __asm__("x3") = a3;

	__asm__ volatile("dsb sy\n\tsmc #0"
			 : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3)
			 :
			 : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14",
			   "x15", "x16", "x17", "memory");
	return x0;
}

uint64_t hvc(uint64_t function)
{
	register uint64_t x0 __asm__("x0") = function;

	__asm__ volatile("hvc #0" : "+r"(x0) : : "x1", "x2", "x3", "memory");
	return x0;
}

static void hypercall(uint64_t number, uint64_t command, const void *argument)
{
	register uint64_t x0 __asm__("x0") = command;
	register const void *x1 __asm__("x1") = argument;
	register uint64_t x16 __asm__("x16") = number;

	__asm__ volatile("dsb sy\n\thvc #0xea1" : "+r"(x0), "+r"(x1), "+r"(x16) : : "memory");
}

int machine_start_second(void (*function)(void))
{
	second_function = function;
	return (int)smc(PSCI_CPU_ON_FID | SMCCC_64, 1, (uint64_t)second_vcpu, 0);
}

void machine_second_start(void)
{
	time_start(1);
	second_function();
}

/* An end by PSCI, first as the daemon's, then as Xen's own to give. */
static _Noreturn void end(uint32_t function, const char *name)
{
	int result;

	time_wait(CONSOLE_DRAIN_US);
	result = (int)smc(function, 0, 0, 0);
	print("%s by SMC came back with %d\n", name, result);
	time_wait(CONSOLE_DRAIN_US);
	hvc(function);
	for (;;)
		;
}

_Noreturn void machine_power_off(void)
{
	end(PSCI_SYSTEM_OFF_FID, "SYSTEM_OFF");
}

_Noreturn void machine_reset(void)
{
	end(PSCI_SYSTEM_RESET_FID, "SYSTEM_RESET");
}

_Noreturn void machine_crash(void)
{
	static const uint32_t reason = SHUTDOWN_CRASH;

	time_wait(CONSOLE_DRAIN_US);
	hypercall(HYPERCALL_SCHED_OP, SCHEDOP_SHUTDOWN, &reason);
	for (;;)
		;
}

void machine_fault(uint64_t vector, uint64_t esr, uint64_t elr, uint64_t far)
{
	print("\nfault: vector %lu esr %lx elr %lx far %lx\n", vector, esr, elr, far);
	machine_crash();
}

void machine_start(void *tree)
{
	time_start(0);
	arguments_read(tree);
	guest_main();
	machine_power_off();
}
