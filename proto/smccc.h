/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * smccc.h - function ids and results of SMC calls that guests make
 *
 * SMCCC is Arm DEN0028, PSCI is DEN0022. A function id is 32 bits wide in w0; the result is in x0.
 */
#ifndef XEN_SCMI_PROTO_SMCCC_H
#define XEN_SCMI_PROTO_SMCCC_H

#include <stdbool.h>
#include <stdint.h>

/* Bit 30 of a function id: its arguments are 64 bits wide. */
#define SMCCC_64 0x40000000u

#define SMCCC_VERSION_FID	0x80000000u
#define SMCCC_ARCH_FEATURES_FID 0x80000001u

#define SMCCC_VERSION_1_1   0x10001u
#define SMCCC_VERSION_1_2   0x10002u
#define SMCCC_SUCCESS	    0
#define SMCCC_NOT_SUPPORTED (-1)

/* Bit 31: a fast call. Bits 29:24: whose service it is (DEN0028 table 6-2). */
#define SMCCC_FAST	0x80000000u
#define SMCCC_OWNER_SIP 2u
#define SMCCC_OWNER_OEM 3u

/** smccc_is_doorbell() - whether a function id can be SCMI's doorbell: a fast call of SiP or OEM */
static inline bool smccc_is_doorbell(uint32_t id)
{
	uint32_t owner = id >> 24 & 0x3f;

	return id & SMCCC_FAST && (owner == SMCCC_OWNER_SIP || owner == SMCCC_OWNER_OEM);
}

#define PSCI_VERSION_FID	   0x84000000u
#define PSCI_CPU_SUSPEND_FID	   0x84000001u
#define PSCI_CPU_OFF_FID	   0x84000002u
#define PSCI_CPU_ON_FID		   0x84000003u
#define PSCI_AFFINITY_INFO_FID	   0x84000004u
#define PSCI_MIGRATE_INFO_TYPE_FID 0x84000006u
#define PSCI_SYSTEM_OFF_FID	   0x84000008u
#define PSCI_SYSTEM_RESET_FID	   0x84000009u
#define PSCI_FEATURES_FID	   0x8400000au

#define PSCI_VERSION_1_1 0x10001u

/* PSCI results (DEN0022 5.2.2). */
enum psci_result {
	PSCI_SUCCESS = 0,
	PSCI_NOT_SUPPORTED = -1,
	PSCI_INVALID_PARAMETERS = -2,
	PSCI_DENIED = -3,
	PSCI_ALREADY_ON = -4,
	PSCI_INTERNAL_FAILURE = -6,
	PSCI_INVALID_ADDRESS = -9,
};

/* AFFINITY_INFO */
#define PSCI_AFFINITY_ON  0
#define PSCI_AFFINITY_OFF 1

/* MIGRATE_INFO_TYPE: no trusted OS that would have to move */
#define PSCI_NO_TRUSTED_OS 2

#endif
