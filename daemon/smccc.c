// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * smccc.c - a table of functions (Arm DEN0028 for SMCCC, DEN0022 for PSCI)
 */
#include "smccc.h"

#include <errno.h>
#include <stddef.h>

#include "proto/smccc.h"

/* Xen puts 16 vCPUs into a cluster: bits 3:0 are Aff0, the rest is Aff1 (vpsci.c, vaffinity). */
#define AFF0_VCPUS 16u
#define NO_VCPU	   UINT32_MAX

struct call {
	const struct smccc_machine *machine;
	void *context;
	uint64_t argument[3];
};

static int64_t version(struct call *call)
{
	return call->machine->version(call->context);
}

static int64_t psci_version(struct call *call)
{
	(void)call;
	return PSCI_VERSION_1_1;
}

static int64_t migrate_info_type(struct call *call)
{
	(void)call;
	return PSCI_NO_TRUSTED_OS;
}

/** suspend() - a standby state that is left at once, which PSCI allows at any time */
static int64_t suspend(struct call *call)
{
	(void)call;
	return PSCI_SUCCESS;
}

/** vcpu_of() - the vCPU that an affinity names, NO_VCPU where it cannot name one */
static uint32_t vcpu_of(uint64_t mpidr)
{
	uint64_t aff0 = mpidr & 0xff, aff1 = mpidr >> 8 & 0xff;

	if (mpidr & ~0xffffull || aff0 >= AFF0_VCPUS)
		return NO_VCPU;
	return (uint32_t)(aff0 + aff1 * AFF0_VCPUS);
}

static int64_t cpu_on(struct call *call)
{
	uint32_t vcpu = vcpu_of(call->argument[0]);
	uint64_t entry = call->argument[1];
	int on = call->machine->is_on(call->context, vcpu);

	if (on == -ENOENT)
		return PSCI_INVALID_PARAMETERS;
	if (on)
		return on > 0 ? PSCI_ALREADY_ON : PSCI_INTERNAL_FAILURE;
	if (entry % 4)
		return PSCI_INVALID_ADDRESS;
	if (call->machine->start(call->context, vcpu, entry, call->argument[2]))
		return PSCI_INTERNAL_FAILURE;
	return PSCI_SUCCESS;
}

static int64_t affinity_info(struct call *call)
{
	int on = -ENOENT;

	/* Only single vCPUs: affinity level 0. */
	if (!call->argument[1])
		on = call->machine->is_on(call->context, vcpu_of(call->argument[0]));
	if (on < 0)
		return PSCI_INVALID_PARAMETERS;
	return on ? PSCI_AFFINITY_ON : PSCI_AFFINITY_OFF;
}

static int64_t system_off(struct call *call)
{
	call->machine->shut_down(call->context, false);
	return PSCI_INTERNAL_FAILURE; /* seen only by a guest that could not be shut down */
}

static int64_t system_reset(struct call *call)
{
	call->machine->shut_down(call->context, true);
	return PSCI_INTERNAL_FAILURE;
}

static int64_t features(struct call *call);
static int64_t arch_features(struct call *call);

/*
 * CPU_OFF has no function: it is an outcome of its own. Mitigations of the CPU's flaws
 * (SMCCC_ARCH_WORKAROUND_*) are not offered: they are the hypervisor's to make.
 */
static const struct function {
	uint32_t id;
	bool has_64; /* also exists with 64-bit arguments */
	int64_t (*answer)(struct call *call);
} functions[] = {
	{ SMCCC_VERSION_FID, false, version },
	{ SMCCC_ARCH_FEATURES_FID, false, arch_features },
	{ PSCI_VERSION_FID, false, psci_version },
	{ PSCI_CPU_SUSPEND_FID, true, suspend },
	{ PSCI_CPU_OFF_FID, false, NULL },
	{ PSCI_CPU_ON_FID, true, cpu_on },
	{ PSCI_AFFINITY_INFO_FID, true, affinity_info },
	{ PSCI_MIGRATE_INFO_TYPE_FID, false, migrate_info_type },
	{ PSCI_SYSTEM_OFF_FID, false, system_off },
	{ PSCI_SYSTEM_RESET_FID, false, system_reset },
	{ PSCI_FEATURES_FID, false, features },
};

static const struct function *find(uint32_t id)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (functions[i].id == id ||
		    (functions[i].has_64 && (functions[i].id | SMCCC_64) == id))
			return &functions[i];
	return NULL;
}

static int64_t features(struct call *call)
{
	return find((uint32_t)call->argument[0]) ? PSCI_SUCCESS : PSCI_NOT_SUPPORTED;
}

static int64_t arch_features(struct call *call)
{
	uint32_t id = (uint32_t)call->argument[0];

	return id == SMCCC_VERSION_FID || id == SMCCC_ARCH_FEATURES_FID ? SMCCC_SUCCESS :
									  SMCCC_NOT_SUPPORTED;
}

enum smccc_outcome smccc_call(const struct smccc_machine *machine, void *context, uint32_t doorbell,
			      const uint64_t x[4], int64_t *result)
{
	uint32_t id = (uint32_t)x[0];
	uint64_t mask = id & SMCCC_64 ? UINT64_MAX : UINT32_MAX;
	struct call call = { machine, context, { x[1] & mask, x[2] & mask, x[3] & mask } };
	const struct function *function;

	if (id == doorbell)
		return SMCCC_SCMI;
	function = find(id);
	if (function && !function->answer)
		return SMCCC_STOPS;
	*result = function ? function->answer(&call) : SMCCC_NOT_SUPPORTED;
	return SMCCC_RETURNS;
}
