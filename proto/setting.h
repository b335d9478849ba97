/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * setting.h - what an agent can set of a resource, and has to be undone when it goes away
 *
 * A setting has a value of one or two words. A switch is on or off; anything else is a quantity,
 * which has no off: it goes back to what it was before the first agent set it. Where several agents
 * share a resource, each has a vote, and the firmware is told what they add up to.
 */
#ifndef XEN_SCMI_PROTO_SETTING_H
#define XEN_SCMI_PROTO_SETTING_H

#include <stdbool.h>
#include <stdint.h>

#include "message.h"

#define SCMI_SETTING_WORDS 2u

/* How values of several agents add up. */
enum scmi_votes {
	SCMI_VOTES_SWITCH,  /* on while any wants it on */
	SCMI_VOTES_HIGHEST, /* of each word the highest */
	SCMI_VOTES_HIGHEST_SIGNED,
	SCMI_VOTES_NONE, /* cannot be shared */
};

/**
 * struct scmi_setting_info - one setting
 * @name:    for the log, before the resource's id: "clock", "perf level"
 * @set:     the message that sets it
 * @release: the message that undoes it: @set, with the value to go back to, or one without a value
 * @get:     the message that asks for a quantity before it is set for the first time
 * @words:   of its value, 0 where there is none
 * @on:	     the value of a switch that other agents see as on
 * @off:     the value of a switch that is off
 * @zero_keeps: protocol version from which on a word that is 0 leaves the value as it is, 0: none
 */
struct scmi_setting_info {
	const char *name;
	uint8_t protocol;
	uint8_t set;
	uint8_t release;
	uint8_t get;
	uint8_t words;
	enum scmi_resource resource;
	enum scmi_votes votes;
	uint32_t on;
	uint32_t off;
	uint32_t zero_keeps;
};

/** scmi_setting_info() - @setting is one of the enum's, and not SCMI_NO_SETTING */
const struct scmi_setting_info *scmi_setting_info(enum scmi_setting setting);

static inline bool scmi_setting_is_switch(const struct scmi_setting_info *info)
{
	return info->votes == SCMI_VOTES_SWITCH || !info->words;
}

/** scmi_setting_add() - add one agent's value to @sum, the value of those before it */
void scmi_setting_add(const struct scmi_setting_info *info, const uint32_t *value,
		      uint32_t sum[SCMI_SETTING_WORDS]);

#endif
