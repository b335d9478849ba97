/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * system_power.h - the system power protocol, 0x12 (DEN0056E 4.4): off and reset
 *
 * Version 1.0 is that of SCMI 1.0 to 3.0, 2.0 that of 3.1, 2.1 that of 3.2.
 */
#ifndef XEN_SCMI_PROTO_SYSTEM_POWER_H
#define XEN_SCMI_PROTO_SYSTEM_POWER_H

#include "scmi.h"

enum scmi_system_power_message {
	SCMI_SYSTEM_POWER_STATE_SET = 0x3,
	SCMI_SYSTEM_POWER_STATE_GET = 0x4,
	SCMI_SYSTEM_POWER_STATE_NOTIFY = 0x5,
};

/* MESSAGE_ATTRIBUTES of SYSTEM_POWER_STATE_SET */
#define SCMI_SYSTEM_POWER_HAS_WARM_RESET (1u << 31)
#define SCMI_SYSTEM_POWER_HAS_SUSPEND	 (1u << 30)

/* Values from 0x80000000 on are the platform's own. */
enum scmi_system_state {
	SCMI_SYSTEM_SHUTDOWN,
	SCMI_SYSTEM_COLD_RESET,
	SCMI_SYSTEM_WARM_RESET,
	SCMI_SYSTEM_POWER_UP,
	SCMI_SYSTEM_SUSPEND,
};

#define SCMI_SYSTEM_POWER_GRACEFUL (1u << 0)

struct scmi_system_power_state_set_a2p {
	uint32_t flags;
	uint32_t system_state;
};
static_assert(sizeof(struct scmi_system_power_state_set_a2p) == 8, "wire size");

struct scmi_system_power_notify_a2p {
	uint32_t enable; /* bit 0 */
};
static_assert(sizeof(struct scmi_system_power_notify_a2p) == 4, "wire size");

#endif
