/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform_of.h - platforms for tests, without asking any firmware
 */
#ifndef XEN_SCMI_UNIT_PLATFORM_OF_H
#define XEN_SCMI_UNIT_PLATFORM_OF_H

#include "daemon/platform.h"

/**
 * platform_of() - a platform with ten clocks and every message of BASE and CLOCK
 * @base, @clock: versions of the protocols
 */
static inline void platform_of(struct platform *platform, uint32_t base, uint32_t clock)
{
	*platform = (struct platform){
		.known = true,
		.implementation = 0x00010203,
		.vendor = "xen-scmi",
		.sub_vendor = "model",
	};
	platform->version[0] = base;
	platform->version[SCMI_CLOCK - SCMI_BASE] = clock;
	platform->count[SCMI_RESOURCE_CLOCK] = 10;
	for (uint8_t id = 0; id < PLATFORM_MESSAGES; id++) {
		platform->rows[0][id] = scmi_message_find(SCMI_BASE, id, base);
		platform->rows[SCMI_CLOCK - SCMI_BASE][id] =
			scmi_message_find(SCMI_CLOCK, id, clock);
	}
}

#endif
