// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * time.c - the virtual timer, and just enough of a GICv3 for its interrupt to end a WFI
 *
 * Interrupts stay masked: nothing is ever taken. But Xen lets a vCPU sleep in a WFI only until an
 * interrupt is pending that the vCPU has enabled.
 */
#include "time.h"

/* Where Xen puts each vCPU's redistributor, and what of it is used (IHI 0069 12.11). */
#define REDISTRIBUTOR(vcpu) (0x03020000ul + (vcpu)*0x20000ul)
#define ENABLE_SGI_PPI	    0x10100ul
#define TIMER_PPI	    27u
#define NO_INTERRUPT	    1020u

#define READ(system_register, value) \
	__asm__ volatile("isb\n\tmrs %0, " system_register : "=r"(value))
#define WRITE(system_register, value) \
	__asm__ volatile("msr " system_register ", %0\n\tisb" : : "r"(value) : "memory")

#define CPU_INTERFACE_PRIORITY "s3_0_c4_c6_0"	/* ICC_PMR_EL1 */
#define CPU_INTERFACE_ENABLE   "s3_0_c12_c12_5" /* ICC_SRE_EL1 */
#define CPU_INTERFACE_GROUP_1  "s3_0_c12_c12_7" /* ICC_IGRPEN1_EL1 */
#define CPU_INTERFACE_TAKE     "s3_0_c12_c12_0" /* ICC_IAR1_EL1 */
#define CPU_INTERFACE_END      "s3_0_c12_c12_1" /* ICC_EOIR1_EL1 */

void time_start(unsigned int vcpu)
{
	*(volatile uint32_t *)(REDISTRIBUTOR(vcpu) + ENABLE_SGI_PPI) = 1u << TIMER_PPI;
	WRITE(CPU_INTERFACE_ENABLE, 7ul);
	WRITE(CPU_INTERFACE_PRIORITY, 0xfful);
	WRITE(CPU_INTERFACE_GROUP_1, 1ul);
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
	uint64_t interrupt;

	WRITE("cntv_cval_el0", ticks() + microseconds * ticks_per_second() / 1000000 + 1);
	WRITE("cntv_ctl_el0", 1ul);
	__asm__ volatile("wfi" : : : "memory");
	WRITE("cntv_ctl_el0", 0ul);
	READ(CPU_INTERFACE_TAKE, interrupt);
	if (interrupt < NO_INTERRUPT)
		WRITE(CPU_INTERFACE_END, interrupt);
}

void time_wait(uint64_t microseconds)
{
	uint64_t start = time_now(), past = 0;

	while (past < microseconds) {
		sleep(microseconds - past);
		past = time_now() - start;
	}
}
