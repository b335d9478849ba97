/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kinds.h - the kinds of resource that a board can have, and the options of each
 *
 * To add a kind: its struct in resources.h, its options and its row in kinds.c.
 */
#ifndef XEN_SCMI_FIRMWARE_KINDS_H
#define XEN_SCMI_FIRMWARE_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "options.h"
#include "resources.h"

/**
 * struct kind_levels - a number that must be one of those that are possible
 * @word:   what it is called
 * @offset: of its struct resource_levels
 * @needs:  the options of which one is needed
 */
struct kind_levels {
	const char *word;
	size_t offset;
	const char *needs;
};

/**
 * struct kind - one kind of resource
 * @word:     that its lines begin with
 * @protocol: that it is of; 0: none, or each is a protocol, and its id is the protocol's
 * @offset:   in struct resources, of the array of all that can be
 * @size:     of one
 * @first:    lowest id
 * @room:     how many there can be
 * @name_most: characters of a name, 0: as many as fit
 * @single:   its line has neither id nor name
 * @bare:     it has none of the options that every other kind has
 * @switched: "on" or "off" stands before the options
 * @options:  besides those that every kind has
 * @levels:   that a line must settle
 * @prepare:  sets what is not 0 before a line is read
 * @settle:   sets what follows from a line
 */
struct kind {
	const char *word;
	uint8_t protocol;
	size_t offset;
	size_t size;
	uint32_t first;
	uint32_t room;
	size_t name_most;
	bool single;
	bool bare;
	bool switched;
	const struct option *options;
	size_t option_count;
	struct kind_levels levels[2];
	void (*prepare)(void *resource);
	void (*settle)(void *resource);
};

/** kind_row() - Return: a kind's row, for RESOURCE_NONE NULL */
const struct kind *kind_row(enum resource_kind kind);

/**
 * kind_option() - the options of a kind, those that all kinds share last
 * @index: from 0
 *
 * Return: NULL behind the last.
 */
const struct option *kind_option(const struct kind *kind, size_t index);

#endif
