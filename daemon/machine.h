/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine.h - dom0 as an agent: what the machine's own tree says that its devices need
 *
 * Dom0 reaches the firmware without us. What it uses is known from the machine's device tree alone,
 * and counts as on for as long as there is a dom0: no guest gets it to itself, nor turns it off.
 */
#ifndef XEN_SCMI_DAEMON_MACHINE_H
#define XEN_SCMI_DAEMON_MACHINE_H

#include "daemon/devices.h"
#include "policy/holds.h"

/* Zero-initialised dom0 uses nothing. */
struct machine {
	struct policy_agent agent;
	struct policy_holds holds;
	struct devices devices;
};

/**
 * machine_open() - read the machine's tree, and have dom0 join the agents; no other has joined yet
 * @file: a flattened device tree
 *
 * Return: 0; a negative errno with the reason in @why: the line names file, node and property.
 */
int machine_open(struct machine *machine, struct policy *policy, const char *file, struct why *why);
void machine_close(struct machine *machine, struct policy *policy);

/**
 * machine_resolve() - have dom0 own what its devices need by names that are known now
 *
 * policy_resolve() comes next.
 */
void machine_resolve(struct machine *machine, const struct names *names);

#endif
