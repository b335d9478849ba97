/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mailbox.h - the register with which a channel of a mailbox is rung
 *
 * The bindings of a mailbox say what the cells of an entry of `mboxes` mean, and its registers are
 * those of the hardware: for the mailboxes known here, the tree alone says what to write where.
 */
#ifndef XEN_SCMI_FRONTEND_DT_MAILBOX_H
#define XEN_SCMI_FRONTEND_DT_MAILBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "phandles.h"

/**
 * struct mailbox_doorbell - a register of 32 bits, written as (what is there & @keep) | @value
 * @address:      the CPU's
 * @keep:         0: what is there is not read
 * @needs_driver: the mailbox sleeps until its driver wakes it up, which holds the registers then
 */
struct mailbox_doorbell {
	uint64_t address;
	uint32_t value;
	uint32_t keep;
	bool needs_driver;
};

/**
 * mailbox_doorbell() - how to ring one
 * @list: an `mboxes`, after phandles_next(), with a provider
 *
 * Return: 1; 0 where that is not known, or the register cannot be used without the mailbox's
 * driver, with the reason; -EINVAL where the tree is wrong, with a line that says so.
 */
int mailbox_doorbell(const struct phandles *list, struct mailbox_doorbell *doorbell,
		     struct why *why);

#endif
