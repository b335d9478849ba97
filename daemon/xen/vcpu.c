// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vcpu.c - registers through XEN_DOMCTL_{get,set}vcpucontext (xen/arch-arm.h)
 *
 * Xen sets a context as a whole. So the context that was read is kept, and what goes back is that
 * one with a register changed: the vCPU has stood still in between.
 */
#include "vcpu.h"

#include <errno.h>
#include <stdlib.h>
#include <xenctrl.h>

/* Reset state of a vCPU: MMU and caches off (SCTLR_GUEST_INIT in Xen's asm/arm64/processor.h). */
#define SCTLR_RESET 0x00c50078u

struct xen_vcpus {
	struct xen *xen;
	uint32_t domain;
	uint32_t count;
	vcpu_guest_context_any_t context[];
};

struct xen_vcpus *xen_vcpus_new(struct xen *xen, uint32_t domain, uint32_t count)
{
	struct xen_vcpus *vcpus = calloc(1, sizeof(*vcpus) + count * sizeof(vcpus->context[0]));

	if (!vcpus)
		return NULL;
	vcpus->xen = xen;
	vcpus->domain = domain;
	vcpus->count = count;
	return vcpus;
}

void xen_vcpus_free(struct xen_vcpus *vcpus)
{
	free(vcpus);
}

int xen_vcpu_read(struct xen_vcpus *vcpus, uint32_t vcpu, struct xen_registers *registers)
{
	const vcpu_guest_core_regs_t *core;

	if (vcpu >= vcpus->count)
		return -ENOENT;
	if (xc_vcpu_getcontext(vcpus->xen->control, vcpus->domain, vcpu, &vcpus->context[vcpu]))
		return -errno;
	core = &vcpus->context[vcpu].c.user_regs;
	*registers = (struct xen_registers){
		.x = { core->x0, core->x1, core->x2, core->x3, core->x4, core->x5, core->x6,
		       core->x7 },
		.pc = core->pc64,
		.is_arm64 = !(core->cpsr & PSR_MODE_BIT),
	};
	return 0;
}

static int set_context(struct xen_vcpus *vcpus, uint32_t vcpu, vcpu_guest_context_any_t *context)
{
	struct xc_interface_core *xc = vcpus->xen->control;

	if (vcpu >= vcpus->count)
		return -ENOENT;
	if (!xc_vcpu_setcontext(xc, vcpus->domain, vcpu, context))
		return 0;
	/*
	 * Xen takes no context whose spsr_el1 is that of a 32-bit process, as it is while such a
	 * process is in the kernel (arch_set_info_guest()). A kernel that makes an SMC has saved
	 * it.
	 */
	if (errno == EINVAL && context->c.user_regs.spsr_el1) {
		context->c.user_regs.spsr_el1 = 0;
		if (!xc_vcpu_setcontext(xc, vcpus->domain, vcpu, context))
			return 0;
	}
	return -errno;
}

int xen_vcpu_return(struct xen_vcpus *vcpus, uint32_t vcpu, uint64_t x0, bool skip)
{
	vcpu_guest_context_any_t *context = &vcpus->context[vcpu];

	context->c.user_regs.x0 = x0;
	if (skip)
		context->c.user_regs.pc64 += XEN_SMC_SIZE;
	return set_context(vcpus, vcpu, context);
}

int xen_vcpu_is_on(struct xen_vcpus *vcpus, uint32_t vcpu)
{
	xc_vcpuinfo_t info;

	if (vcpu >= vcpus->count)
		return -ENOENT;
	if (xc_vcpu_getinfo(vcpus->xen->control, vcpus->domain, vcpu, &info))
		return -errno;
	return !!info.online;
}

int xen_vcpu_start(struct xen_vcpus *vcpus, uint32_t vcpu, uint64_t entry, uint64_t x0)
{
	/* Not from the last context: one of a vCPU that never ran cannot be read. */
	vcpu_guest_context_any_t context = {
		.c = {
			.user_regs = {
				.pc64 = entry,
				.x0 = x0,
				.cpsr = PSR_GUEST64_INIT,
			},
			.sctlr = SCTLR_RESET,
			.flags = VGCF_online,
		},
	};

	return set_context(vcpus, vcpu, &context);
}

int xen_vcpu_stop(struct xen_vcpus *vcpus, uint32_t vcpu)
{
	vcpus->context[vcpu].c.flags &= ~VGCF_online;
	return set_context(vcpus, vcpu, &vcpus->context[vcpu]);
}
