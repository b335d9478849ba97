// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * time.c - the virtual timer, and just enough of a GIC for its interrupt to end a WFI
 *
 * Interrupts stay masked: nothing is ever taken. But Xen lets a vCPU sleep in a WFI only until an
 * interrupt is pending that the vCPU has enabled. The GIC is of the version that the machine's is.
 */
#include "time.h"

#include <stdbool.h>

/* Where Xen puts a GICv2's distributor and CPU interface (IHI 0048 4.1). */
#define DISTRIBUTOR   0x03001000ul
#define CPU_INTERFACE 0x03002000ul
#define ENABLE	      0x100u /* of the distributor: SGIs and PPIs, of the vCPU's own */
#define CPU_CONTROL   0x0u
#define CPU_PRIORITY  0x4u
#define CPU_TAKE      0xcu
#define CPU_END	      0x10u

/* Where it puts each vCPU's redistributor of a GICv3, and what of it is used (IHI 0069 12.11). */
#define REDISTRIBUTOR(vcpu) (0x03020000ul + (vcpu)*0x20000ul)
#define ENABLE_SGI_PPI	    0x10100ul

#define TIMER_PPI    27u
#define NO_INTERRUPT 1020u

#define READ(system_register, value) \
	__asm__ volatile("isb\n\tmrs %0, " system_register : "=r"(value))
#define WRITE(system_register, value) \
	__asm__ volatile("msr " system_register ", %0\n\tisb" : : "r"(value) : "memory")
#define REGISTER(address) (*(volatile uint32_t *)(address))

#define CPU_INTERFACE_PRIORITY "s3_0_c4_c6_0"	/* ICC_PMR_EL1 */
#define CPU_INTERFACE_ENABLE   "s3_0_c12_c12_5" /* ICC_SRE_EL1 */
#define CPU_INTERFACE_GROUP_1  "s3_0_c12_c12_7" /* ICC_IGRPEN1_EL1 */
#define CPU_INTERFACE_TAKE     "s3_0_c12_c12_0" /* ICC_IAR1_EL1 */
#define CPU_INTERFACE_END      "s3_0_c12_c12_1" /* ICC_EOIR1_EL1 */

/* Whether the CPU interface is system registers, as it is from GICv3 on. */
static bool has_gic_registers(void)
{
	uint64_t features;

	READ("id_aa64pfr0_el1", features);
	return features >> 24 & 0xf;
}

void time_start(unsigned int vcpu)
{
	if (!has_gic_registers()) {
		REGISTER(DISTRIBUTOR + ENABLE) = 1u << TIMER_PPI;
		REGISTER(CPU_INTERFACE + CPU_PRIORITY) = 0xff;
		REGISTER(CPU_INTERFACE + CPU_CONTROL) = 1;
		return;
	}
	REGISTER(REDISTRIBUTOR(vcpu) + ENABLE_SGI_PPI) = 1u << TIMER_PPI;
	WRITE(CPU_INTERFACE_ENABLE, 7ul);
	WRITE(CPU_INTERFACE_PRIORITY, 0xfful);
	WRITE(CPU_INTERFACE_GROUP_1, 1ul);
}

/* What is pending is taken, so that it comes again. */
static void take_interrupt(void)
{
	uint64_t interrupt;

	if (!has_gic_registers()) {
		interrupt = REGISTER(CPU_INTERFACE + CPU_TAKE);
		if ((interrupt & 0x3ff) < NO_INTERRUPT)
			REGISTER(CPU_INTERFACE + CPU_END) = (uint32_t)interrupt;
		return;
	}
	READ(CPU_INTERFACE_TAKE, interrupt);
	if (interrupt < NO_INTERRUPT)
		WRITE(CPU_INTERFACE_END, interrupt);
}

static uint64_t ticks(void)
{
	uint64_t count;

	READ("cntvct_el0", count);
	return count;
}

static uint64_t ticks_per_second(void)
{
	uint64_t frequency;

	READ("cntfrq_el0", frequency);
	return frequency;
}

uint64_t time_now(void)
{
	uint64_t count = ticks(), frequency = ticks_per_second();

	return count / frequency * 1000000 + count % frequency * 1000000 / frequency;
}

/* Sleep until the timer fires; or shorter. */
static void sleep(uint64_t microseconds)
{
	WRITE("cntv_cval_el0", ticks() + microseconds * ticks_per_second() / 1000000 + 1);
	WRITE("cntv_ctl_el0", 1ul);
	__asm__ volatile("wfi" : : : "memory");
	WRITE("cntv_ctl_el0", 0ul);
	take_interrupt();
}

void time_wait(uint64_t microseconds)
{
	uint64_t start = time_now(), past = 0;

	while (past < microseconds) {
		sleep(microseconds - past);
		past = time_now() - start;
	}
}
