/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * start.S - from the first instruction to C: image head, memory map, exceptions, second vCPU
 *
 * Xen starts a guest as Linux is started: at the image's first byte, in EL1 with interrupts masked
 * and the MMU off, the device tree's address in x0. The MMU is turned on before anything is
 * written: the SCMI page is shared with a cacheable mapping in dom0, and only with cacheable
 * accesses of our own do both see the same bytes on hardware.
 */
#define IMAGE_OFFSET	0x80000
#define STACK_SIZE	16384

/* Memory attributes: 0 is a device, 1 normal write-back memory. */
#define MAIR		0xff04
/* 32 bits of address, 4 KiB pages, tables in inner-shareable write-back memory, no upper half. */
#define TCR		0x803520
#define SCTLR_M_C_I	0x1005

/* Page table entries (DDI 0487 D8.3): access flag set; memory is inner shareable. */
#define TABLE		0x3
#define DEVICE_PAGE	0x60000000000403
#define DEVICE_BLOCK	0x60000000000401
#define MEMORY_PAGE	0x60000000000707
#define MEMORY_BLOCK	0x705

#define RAM		0x40000000
#define INTERRUPTS	0x03000000
#define UART		0x22000000
#define SHARED_PAGE	0x22001000

	.section .head, "ax"
	.globl	image_start
image_start:
	b	first_vcpu
	.long	0
	.quad	IMAGE_OFFSET
	.quad	image_end - image_start
	.quad	0x2			// little-endian, 4 KiB pages
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

	.text
first_vcpu:
	mov	x20, x0
	bl	mmu_on
	ldr	x1, =first_stack_end
	mov	sp, x1
	mov	x0, x20
	bl	machine_start
	b	.

/* Where CPU_ON sends the second vCPU. */
	.globl	second_vcpu
second_vcpu:
	bl	mmu_on
	ldr	x1, =second_stack_end
	mov	sp, x1
	bl	machine_second_start
	b	.

mmu_on:
	ldr	x1, =vectors
	msr	vbar_el1, x1
	ldr	x1, =MAIR
	msr	mair_el1, x1
	ldr	x1, =TCR
	msr	tcr_el1, x1
	ldr	x1, =gigabytes
	msr	ttbr0_el1, x1
	tlbi	vmalle1
	dsb	nsh
	isb
	mrs	x1, sctlr_el1
	ldr	x2, =SCTLR_M_C_I
	orr	x1, x1, x2
	msr	sctlr_el1, x1
	isb
	ret

	.ltorg

/* No exception is expected: each is printed, and ends the guest. */
	.balign	2048
vectors:
	.set	number, 0
	.rept	16
	.balign	128
	mov	x0, #number
	b	fault
	.set	number, number + 1
	.endr

fault:
	ldr	x1, =fault_stack_end
	mov	sp, x1
	mrs	x1, esr_el1
	mrs	x2, elr_el1
	mrs	x3, far_el1
	b	machine_fault

	.ltorg

	.data
	.balign	4096
gigabytes:
	.quad	low + TABLE
	.quad	RAM + MEMORY_BLOCK
	.zero	4096 - 16
low:
	.zero	(INTERRUPTS >> 21) * 8
	.quad	INTERRUPTS + DEVICE_BLOCK
	.zero	((UART - INTERRUPTS) >> 21) * 8 - 8
	.quad	pages + TABLE
	.zero	4096 - (UART >> 21) * 8 - 8
pages:
	.quad	UART + DEVICE_PAGE
	.quad	SHARED_PAGE + MEMORY_PAGE
	.zero	4096 - 16

	.bss
	.balign	16
	.zero	STACK_SIZE
first_stack_end:
	.zero	STACK_SIZE
second_stack_end:
	.zero	STACK_SIZE
fault_stack_end:

	.section .note.GNU-stack, "", %progbits
