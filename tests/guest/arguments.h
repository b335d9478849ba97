/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * arguments.h - numbers that a guest's configuration passes (xl: extra = "clock=3 rate=24000000")
 */
#ifndef XEN_SCMI_GUEST_ARGUMENTS_H
#define XEN_SCMI_GUEST_ARGUMENTS_H

#include <stdint.h>

/** arguments_read() - find /chosen/bootargs in the tree that the guest was started with */
void arguments_read(void *tree);

/** arguments_tree() - that tree, in the guest's memory */
void *arguments_tree(void);

/** argument() - the decimal number behind "@name=", or @otherwise where there is none */
uint64_t argument(const char *name, uint64_t otherwise);

#endif
