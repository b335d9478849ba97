/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * resources.h - the machine that the model firmware is, as its board file describes it
 */
#ifndef XEN_SCMI_FIRMWARE_RESOURCES_H
#define XEN_SCMI_FIRMWARE_RESOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "proto/scmi.h"

#define RESOURCES_CLOCKS    64
#define RESOURCES_RATES	    64
#define RESOURCES_PARENTS   16
#define RESOURCES_PROTOCOLS 64

/**
 * struct resource_clock - one clock
 * @line:	 of the board file, 0: there is no clock with this id
 * @name:	 whole name with its NUL
 * @on:		 current state
 * @range:	 @rates holds lowest, highest and step; else every possible rate, ascending
 * @rates:	 in Hz
 * @rate_count:	 3 for a range
 * @rate:	 current rate in Hz
 * @parents:	 ids of the clocks that can be its parent
 * @parent:	 id of the current one, where there are any
 * @permissions: bits of CLOCK_GET_PERMISSIONS
 * @delay_us:	 that switching it on takes, as CLOCK_ATTRIBUTES tells
 * @answer_ms:	 that every answer about this clock takes
 * @fail:	 what CLOCK_CONFIG_SET answers in place of doing its work, if not SCMI_SUCCESS
 */
struct resource_clock {
	unsigned int line;
	char name[SCMI_LONG_NAME];
	bool on;
	bool range;
	uint64_t rates[RESOURCES_RATES];
	uint32_t rate_count;
	uint64_t rate;
	uint32_t parents[RESOURCES_PARENTS];
	uint32_t parent_count;
	uint32_t parent;
	uint32_t permissions;
	uint32_t delay_us;
	uint32_t answer_ms;
	enum scmi_status fail;
};

/**
 * struct resources - the whole board
 * @payload:	    bytes of payload up to which a list is filled before it is continued in the
 *		    next answer
 * @protocols:	    what BASE lists besides itself
 * @protocol_count: of them
 * @clock_count:    highest id + 1
 */
struct resources {
	char vendor[SCMI_SHORT_NAME];
	char sub_vendor[SCMI_SHORT_NAME];
	uint32_t implementation;
	uint32_t base_version;
	uint32_t clock_version;
	uint32_t payload;
	uint8_t protocols[RESOURCES_PROTOCOLS];
	uint32_t protocol_count;
	struct resource_clock clocks[RESOURCES_CLOCKS];
	uint32_t clock_count;
};

/**
 * resources_parse() - read a board
 * @resources: receives the board; of no use after an error
 * @in:	       the board file's text
 * @name:      the file's name for messages
 * @error:     receives one line, without its end, that says what is wrong and where
 * @size:      of @error
 *
 * Return: 0, or -EINVAL with @error set.
 */
int resources_parse(struct resources *resources, FILE *in, const char *name, char *error,
		    size_t size);

/** resources_version_known() - whether the model speaks this version of a protocol */
bool resources_version_known(uint8_t protocol, uint32_t version);

#endif
