/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * guest_check.h - whether a guest is given what its tree speaks of
 */
#ifndef XEN_SCMI_FRONTEND_DT_GUEST_CHECK_H
#define XEN_SCMI_FRONTEND_DT_GUEST_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/why.h"
#include "region.h"

/** struct guest_given - what a guest's xl configuration gives it
 * @iomem: pages, where the guest has them
 * @irqs:  interrupts, as Xen counts them
 */
struct guest_given {
	struct region *iomem;
	size_t iomem_count;
	uint32_t *irqs;
	size_t irq_count;
};

/** guest_check_has_irq() - whether an interrupt is among those that a guest is given */
bool guest_check_has_irq(const struct guest_given *given, uint32_t irq);

/**
 * guest_check() - look for registers and interrupts that a guest's devices would not have
 * @fdt:   of xl_tree_make()
 * @given: to the guest
 * @found: called with a line for each thing that is wrong, and how to mend it
 *
 * Nodes below /passthrough are looked at, but disabled ones and the page that is shared with the
 * daemon.
 */
void guest_check(const void *fdt, const struct guest_given *given,
		 void (*found)(void *context, const struct why *why), void *context);

#endif
