/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - settings in a board file: how the text of each becomes a value
 *
 * A row of a table says where the value goes and what it may be; the setters are the types that
 * values have.
 */
#ifndef XEN_SCMI_FIRMWARE_OPTIONS_H
#define XEN_SCMI_FIRMWARE_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "resources.h"

/** struct option_word - a word that stands for a number; the last of a table has no @word */
struct option_word {
	const char *word;
	uint32_t value;
};

/**
 * struct option - a setting of a board or of one of its resources
 * @set:      turns the text, which it may cut to pieces, into what is at @offset; 0 or -EINVAL.
 *	      NULL: the option is its key alone, and sets a bool
 * @offset:   in what the option belongs to
 * @lowest:   number, or element of a list
 * @highest:
 * @most:     elements of a list
 * @words:    that can stand for numbers
 * @refers:   the list is of ids of this kind, which must be on the board
 * @element:  what one of those is called
 * @expected: ends the message about a bad value
 */
struct option {
	const char *key;
	int (*set)(const struct option *option, void *field, char *text);
	size_t offset;
	int64_t lowest;
	int64_t highest;
	uint32_t most;
	const struct option_word *words;
	enum resource_kind refers;
	const char *element;
	const char *expected;
};

/** option_number() - decimal, or hexadecimal after 0x; Return: 0, or -EINVAL for anything else */
int option_number(const char *text, int64_t lowest, int64_t highest, int64_t *number);

/* Setters, by the type of what is at @offset. */
int option_u32(const struct option *option, void *field, char *text);
int option_i64(const struct option *option, void *field, char *text);
int option_status(const struct option *option, void *field, char *text);
int option_word(const struct option *option, void *field, char *text); /* uint32_t */
int option_bits(const struct option *option, void *field, char *text); /* uint32_t */
int option_current(const struct option *option, void *field,
		   char *text);						/* struct resource_levels */
int option_list(const struct option *option, void *field, char *text);	/* the same */
int option_range(const struct option *option, void *field, char *text); /* the same */
int option_ids(const struct option *option, void *field, char *text);
int option_region(const struct option *option, void *field, char *text);
int option_name(const struct option *option, void *field, char *text); /* a short one */

#endif
