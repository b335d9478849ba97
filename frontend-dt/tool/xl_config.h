/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xl_config.h - what an xl configuration says of a guest's devices
 *
 * The file is read by xl's own parser, libxlutil; see xl.cfg(5) for the keys.
 */
#ifndef XEN_SCMI_FRONTEND_DT_TOOL_XL_CONFIG_H
#define XEN_SCMI_FRONTEND_DT_TOOL_XL_CONFIG_H

#include "frontend-dt/guest_check.h"

/**
 * struct xl_config - a guest
 * @device_tree: file of its partial tree; NULL: none
 * @vuart:       the kind of its emulated serial port; NULL: none
 * @memory:      bytes
 * @vcpus:       as many as it can ever have
 * @virtios:     virtio devices, disks among them, for which xl makes nodes
 * @dtdev:       paths of the machine's tree
 * @pages:       the machine's, of each that is in given.iomem
 */
struct xl_config {
	char *name;
	char *device_tree;
	char *vuart;
	uint64_t memory;
	uint32_t vcpus;
	uint32_t virtios;
	char **dtdev;
	size_t dtdev_count;
	struct region *pages;
	struct guest_given given;
};

/**
 * xl_config_read() - read one
 *
 * Return: 0, for xl_config_free(); a negative errno where the file cannot be read, xl would not
 * understand it, or a value makes no sense: the line names file, key, value and what was expected.
 */
int xl_config_read(struct xl_config *config, const char *file, struct why *why);
void xl_config_free(struct xl_config *config);

#endif
