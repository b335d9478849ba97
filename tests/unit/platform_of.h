/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform_of.h - platforms for tests, without asking any firmware
 */
#ifndef XEN_SCMI_UNIT_PLATFORM_OF_H
#define XEN_SCMI_UNIT_PLATFORM_OF_H

#include "daemon/platform.h"

/* A version of the whole specification. */
enum scmi_release {
	SCMI_1_0,
	SCMI_2_0,
	SCMI_3_0,
	SCMI_3_1,
	SCMI_3_2,
	SCMI_RELEASES,
};

/* How many there are of each kind of resource. */
#define PLATFORM_OF_COUNT 10u

/** release_version() - the version of a protocol that a release has, 0: it does not have it */
static inline uint32_t release_version(enum scmi_release release, unsigned int slot)
{
	static const uint32_t versions[SCMI_RELEASES][PLATFORM_PROTOCOLS] = {
		/* BASE, POWER, SYSTEM, PERF, CLOCK, SENSOR, RESET, VOLTAGE, POWERCAP, PINCTRL */
		[SCMI_1_0] = { 0x10000, 0x10000, 0x20001, 0x10000, 0x10000, 0x10000 },
		[SCMI_2_0] = { 0x20000, 0x20000, 0x20001, 0x20000, 0x10000, 0x10000, 0x10000 },
		[SCMI_3_0] = { 0x20000, 0x20001, 0x20001, 0x20000, 0x10000, 0x20000, 0x10000,
			       0x10000 },
		[SCMI_3_1] = { 0x20000, 0x30000, 0x20001, 0x30000, 0x20000, 0x30000, 0x30000,
			       0x20000, 0x10000 },
		[SCMI_3_2] = { 0x20001, 0x30001, 0x20001, 0x40000, 0x30000, 0x30001, 0x30001,
			       0x20001, 0x20000, 0x10000 },
	};

	return versions[release][slot];
}

/**
 * platform_of() - a platform that has all that a release of the specification has
 *
 * There are PLATFORM_OF_COUNT resources of each kind, and a vendor protocol, 0x81.
 */
static inline void platform_of(struct platform *platform, enum scmi_release release)
{
	*platform = (struct platform){
		.known = true,
		.implementation = 0x00010203,
		.vendor = "xen-scmi",
		.sub_vendor = "model",
	};
	for (unsigned int slot = 0; slot < PLATFORM_PROTOCOLS; slot++) {
		uint8_t protocol = (uint8_t)(SCMI_BASE + slot);
		const struct scmi_protocol_info *info = scmi_protocol_info(protocol);
		uint32_t version = release_version(release, slot);

		if (!version)
			continue;
		platform->version[slot] = version;
		for (uint8_t id = 0; id < PLATFORM_MESSAGES; id++)
			platform->rows[slot][id] = scmi_message_find(protocol, id, version);
		for (unsigned int kind = 0; kind < info->kinds; kind++)
			platform->count[info->resource + kind] = PLATFORM_OF_COUNT;
		platform->attributes[slot][0] = PLATFORM_OF_COUNT | 0xffff0000;
		platform->attributes[slot][1] = PLATFORM_OF_COUNT | 0xffff0000;
	}
	platform->vendors[0x81 - 0x80] = true;
	platform_add_own(platform);
}

#endif
