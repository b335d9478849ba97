/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * channel.h - which of xen-scmid's kinds of channel fits the firmware that a tree describes
 *
 * Of an SCMI node this looks at how its messages are sent: the memory that is shared with the
 * firmware, and the doorbell.
 */
#ifndef XEN_SCMI_FRONTEND_DT_CHANNEL_H
#define XEN_SCMI_FRONTEND_DT_CHANNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "mailbox.h"
#include "proto/scmi.h"
#include "proto/why.h"
#include "region.h"

enum channel_transport {
	CHANNEL_MAILBOX,
	CHANNEL_SMC,
	CHANNEL_OPTEE,
	CHANNEL_VIRTIO,
};

/**
 * struct channel_choice - one SCMI node, and what fits it
 * @compatible:   the one of its strings that says how messages are sent
 * @memory_node:  -1: the tree names no memory
 * @memory:       the CPU's addresses
 * @function:     CHANNEL_SMC: the id of the call that is the doorbell
 * @mailbox:      CHANNEL_MAILBOX: its node
 * @cells:        CHANNEL_MAILBOX: which of the mailbox's channels; there are @cell_count
 * @doorbell:     where @mmio
 * @own:          protocols that have a channel of their own
 * @payload_max:  bytes behind a message's header that all of the channels can carry; 0: not known
 * @raw:          dom0's own kernel can reach the firmware
 * @mmio:         the daemon can, without dom0's kernel
 * @why:          it is so
 */
struct channel_choice {
	int node;
	enum channel_transport transport;
	const char *compatible;
	int memory_node;
	struct region memory;
	uint32_t function;
	int mailbox;
	uint32_t cells[PHANDLES_CELLS_MAX];
	int cell_count;
	struct mailbox_doorbell doorbell;
	bool own[SCMI_PROTOCOLS];
	uint64_t payload_max;
	bool raw;
	bool mmio;
	struct why why;
};

/* What is called for each. */
typedef int (*channel_found)(void *context, const struct channel_choice *choice);

/**
 * channel_read() - find what fits each SCMI node that is enabled
 * @fdt:     a tree that tree_check() accepted
 * @context: for @found
 *
 * Return: 0; -EINVAL where the tree is wrong, with a line that names node, property, value and what
 * was expected; -ENOMEM; what @found returned if not 0.
 */
int channel_read(const void *fdt, channel_found found, void *context, struct why *why);

/** channel_transport_name() - as people say it */
const char *channel_transport_name(enum channel_transport transport);

#endif
