/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * oracle.h - what a message to the firmware names and does
 *
 * Read from the specification (DEN0056E) a second time, and not from proto/'s table: what that
 * table gets wrong shows here. A message that has no row is none that firmware may get because a
 * guest asked for something.
 */
#ifndef XEN_SCMI_PROPERTY_ORACLE_H
#define XEN_SCMI_PROPERTY_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/message.h"

enum oracle_effect {
	ORACLE_READS,
	ORACLE_SETS,	/* a setting, so that a sharer may do it */
	ORACLE_CHANGES, /* what only an owner may */
};

/**
 * struct oracle_row - one form of one message
 * @since, @until: protocol versions, 0: none
 * @request:	   bytes of its parameters
 * @older:	   bytes of the form before, which guests send of any version; 0: none may
 * @answer:	   bytes of a successful answer, without its items
 * @item:	   bytes of an item, of which the flags in word 1 say how many follow; 0: none do
 * @here:	   bits of these flags that say so
 * @kind:	   of the resource that it names, with a selector the first of several
 * @at:		   word that holds the id
 * @kinds:	   how many a selector can mean, 0: there is no selector
 * @selector:	   word that holds it
 * @shift:	   of its two bits
 * @setting:	   that it reads or sets, with a selector the first of several
 * @value:	   word of the value: in the request of what sets, in the answer of what reads
 * @words:	   of the value
 * @mask:	   bits of the value's words that are the value
 * @flags:	   word in which bits are forbidden
 * @forbidden:	   asynchronous, or a promise to do without a delayed response
 */
struct oracle_row {
	uint8_t protocol, id;
	uint32_t since, until;
	uint16_t request, older, answer;
	uint8_t item;
	uint32_t here;
	enum scmi_resource kind;
	uint8_t at;
	uint8_t kinds, selector, shift;
	enum oracle_effect effect;
	enum scmi_setting setting;
	uint8_t value, words;
	uint32_t mask;
	uint8_t flags;
	uint32_t forbidden;
};

/** struct oracle_name - a resource that a message names, and what it does to it */
struct oracle_name {
	enum scmi_resource kind;
	uint32_t id;
	enum oracle_effect effect;
};

#define ORACLE_NAMES 2

/** struct oracle_reading - a message as it was read; @row is NULL where firmware must not get it */
struct oracle_reading {
	const struct oracle_row *row;
	unsigned int count;
	struct oracle_name names[ORACLE_NAMES];
	enum scmi_setting setting;
};

/**
 * oracle_read() - read a message of a protocol that is not a vendor's
 * @payload: at least three words, those behind @length of any content
 *
 * Its token and reserved bits are not looked at. A message that is too short has no row.
 */
void oracle_read(struct oracle_reading *reading, uint32_t header, const uint32_t *payload,
		 uint32_t length, uint32_t version);

/** oracle_is_switch() - whether a setting has an off */
bool oracle_is_switch(enum scmi_setting setting);

/** oracle_on(), oracle_off() - values of a switch */
uint32_t oracle_on(enum scmi_setting setting);
uint32_t oracle_off(enum scmi_setting setting);

/** oracle_getter() - the message that reads a quantity; its protocol is the upper byte */
uint16_t oracle_getter(enum scmi_setting setting);

/** oracle_resource() - the kind of resource that has a setting */
enum scmi_resource oracle_resource(enum scmi_setting setting);

/**
 * oracle_value() - what a message sets
 *
 * Return: false where it changes no setting, though it may: CLOCK_CONFIG_SET to "unchanged".
 */
bool oracle_value(const struct oracle_reading *reading, const uint32_t *payload, uint32_t value[2]);

/** oracle_ends() - whether a message turns its switch off */
bool oracle_ends(const struct oracle_reading *reading, const uint32_t *payload);

#endif
