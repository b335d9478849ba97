/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * smccc.h - what a guest's SMC asks for: SCMI's doorbell, PSCI, or nothing that exists here
 *
 * A guest whose conduit is SMC makes its PSCI and SMCCC calls to the daemon in place of Xen. This
 * is their answer, with Xen's own behaviour as the model. Pure: what has to happen to a vCPU or a
 * domain is done through struct smccc_machine.
 */
#ifndef XEN_SCMI_DAEMON_SMCCC_H
#define XEN_SCMI_DAEMON_SMCCC_H

#include <stdbool.h>
#include <stdint.h>

/* What PSCI acts on. Functions return 0 or a negative errno if not said otherwise. */
struct smccc_machine {
	int (*is_on)(void *context, uint32_t vcpu); /* 1 or 0; -ENOENT: no such vCPU */
	int (*start)(void *context, uint32_t vcpu, uint64_t entry, uint64_t x0);
	int (*shut_down)(void *context, bool reboot);
	uint32_t (*version)(void *context); /* of SMCCC, as Xen tells it */
};

enum smccc_outcome {
	SMCCC_RETURNS, /* the vCPU goes on with a result in x0 */
	SMCCC_STOPS,   /* the vCPU has turned itself off */
	SMCCC_SCMI,    /* the doorbell was rung */
};

/**
 * smccc_call() - answer an SMC
 * @doorbell: function id of SCMI's doorbell
 * @x:	      x0 to x3 of the vCPU: function id in w0, arguments behind it
 * @result:   set where the outcome is SMCCC_RETURNS
 */
enum smccc_outcome smccc_call(const struct smccc_machine *machine, void *context, uint32_t doorbell,
			      const uint64_t x[4], int64_t *result);

#endif
