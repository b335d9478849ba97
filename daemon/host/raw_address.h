/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * raw_address.h - the text of a raw channel's address: DIRECTORY[,option=NUMBER]...
 *
 *	auto			the directory is where Linux has its instances of SCMI
 *	payload=BYTES		that a message has behind its header at most
 *	messages=NUMBER		that are out at a time at most
 */
#ifndef XEN_SCMI_DAEMON_HOST_RAW_ADDRESS_H
#define XEN_SCMI_DAEMON_HOST_RAW_ADDRESS_H

#include <stdint.h>

#include "proto/why.h"

#define RAW_DEBUGFS	  "/sys/kernel/debug"
#define RAW_PAYLOAD_LEAST 4u

struct raw_address {
	char directory[256];
	uint32_t payload_max;
	uint32_t in_flight_max;
};

/** raw_address_parse() - Return: 0; -EINVAL with the reason in @why where it is none */
int raw_address_parse(struct raw_address *address, const char *text, struct why *why);

#endif
