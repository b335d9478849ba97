// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mmio_address.c - the text of an mmio channel's address
 *
 * To add an option, add its function and its row to `options`.
 */
#include "mmio_address.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "daemon/number.h"

#define DEVICES "/dev/"
#define UIO	DEVICES "uio"

/* Where the text is at while it is parsed. */
struct parsing {
	struct mmio_address *address;
	const char *text; /* all of it */
	struct why *why;
};

static int expected(struct parsing *parsing, const char *what)
{
	return why_not(parsing->why, -EINVAL, "channel = mmio:%.90s, expected %s", parsing->text,
		       what);
}

/** cut() - end a text at a character; Return: what is behind it, NULL where it is not there */
static char *cut(char *text, char at)
{
	char *end = strchr(text, at);

	if (!end)
		return NULL;
	*end = '\0';
	return end + 1;
}

static int take_file(struct parsing *parsing, char file[static MMIO_FILE_SIZE], const char *text)
{
	if (text[0] != '/' || strlen(text) >= MMIO_FILE_SIZE)
		return expected(parsing, "absolute paths of less than 128 characters");
	strcpy(file, text);
	return 0;
}

/** take_uio() - tell a UIO device's maps apart by the names that only we give them */
static int take_uio(struct parsing *parsing, struct mmio_region *region)
{
	char *map = strstr(region->file, "/map");
	uint64_t number = 0;

	region->is_uio = !strncmp(region->file, UIO, strlen(UIO));
	if (!region->is_uio || !map)
		return 0;
	if (number_parse(map + strlen("/map"), &number) || number > UINT8_MAX)
		return expected(parsing, "a map of a UIO device as /dev/uioN/mapM");
	region->map = (uint32_t)number;
	*map = '\0';
	return 0;
}

static int take_region(struct parsing *parsing, struct mmio_region *region, char *text)
{
	char *size = cut(text, '+');
	char *offset = cut(text, '@');

	if (take_file(parsing, region->file, text) || take_uio(parsing, region))
		return -EINVAL;
	if (offset && (number_parse(offset, &region->offset) || region->offset > INT64_MAX))
		return expected(parsing, "a number behind @");
	if (size &&
	    (number_parse(size, &region->size) || !region->size ||
	     region->size > INT64_MAX - region->offset))
		return expected(parsing, "a number of bytes behind +");
	return 0;
}

static int take_memory(struct parsing *parsing, char *text)
{
	struct mmio_region *memory = &parsing->address->memory;

	if (take_region(parsing, memory, text))
		return -EINVAL;
	if (memory->offset % sizeof(uint32_t))
		return expected(parsing, "memory on a boundary of 4 bytes");
	if (memory->size && memory->size < MMIO_MEMORY_MIN)
		return expected(parsing, "memory of at least 32 bytes");
	/* A device other than UIO's has no end, and a file has one. */
	if (!memory->size && !memory->is_uio && !strncmp(memory->file, DEVICES, strlen(DEVICES)))
		return expected(parsing, "+SIZE, which a device does not tell");
	return 0;
}

static int take_doorbell(struct parsing *parsing, char *text)
{
	struct mmio_doorbell *doorbell = &parsing->address->doorbell;

	if (strchr(text, '+'))
		return expected(parsing, "a doorbell's size as width=BITS");
	if (take_region(parsing, &doorbell->at, text))
		return -EINVAL;
	doorbell->at.size = sizeof(uint32_t);
	doorbell->value = 1;
	return 0;
}

static int take_width(struct parsing *parsing, char *text)
{
	uint64_t width;

	if (number_parse(text, &width) || (width != 8 && width != 16 && width != 32 && width != 64))
		return expected(parsing, "a width of 8, 16, 32 or 64");
	parsing->address->doorbell.at.size = width / 8;
	return 0;
}

static int take_value(struct parsing *parsing, char *text)
{
	if (number_parse(text, &parsing->address->doorbell.value))
		return expected(parsing, "a number as the doorbell's value");
	return 0;
}

static int take_keep(struct parsing *parsing, char *text)
{
	if (number_parse(text, &parsing->address->doorbell.keep))
		return expected(parsing, "a number as the mask of the doorbell's bits to keep");
	return 0;
}

static int take_interrupt(struct parsing *parsing, char *text)
{
	return take_file(parsing, parsing->address->interrupt, text);
}

static const struct option {
	const char *name;
	int (*take)(struct parsing *parsing, char *text);
	bool of_doorbell; /* and so behind it */
} options[] = {
	{ "doorbell", take_doorbell, false },	{ "width", take_width, true },
	{ "value", take_value, true },		{ "keep", take_keep, true },
	{ "interrupt", take_interrupt, false },
};

static int take_option(struct parsing *parsing, char *text)
{
	char *value = cut(text, '=');

	for (size_t i = 0; value && i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(options[i].name, text))
			continue;
		if (options[i].of_doorbell && !parsing->address->doorbell.at.size)
			return expected(parsing, "doorbell=FILE before what is said of it");
		return options[i].take(parsing, value);
	}
	return expected(parsing,
			"doorbell=, width=, value=, keep= or interrupt= behind each comma");
}

/** check_doorbell() - what can only be said when its width is known */
static int check_doorbell(struct parsing *parsing)
{
	const struct mmio_doorbell *doorbell = &parsing->address->doorbell;
	uint64_t bytes = doorbell->at.size;

	if (!bytes)
		return 0;
	if (doorbell->at.offset % bytes)
		return expected(parsing, "a doorbell on a boundary of its width");
	if (bytes < sizeof(uint64_t) && (doorbell->value | doorbell->keep) >> (8 * bytes))
		return expected(parsing, "value and keep within the doorbell's width");
	return 0;
}

int mmio_address_parse(struct mmio_address *address, const char *text, struct why *why)
{
	struct parsing parsing = { address, text, why };
	char copy[4 * MMIO_FILE_SIZE], *part = copy, *rest;

	*address = (struct mmio_address){ 0 };
	if (strlen(text) >= sizeof(copy))
		return expected(&parsing, "less than 512 characters");
	strcpy(copy, text);
	rest = cut(part, ',');
	if (take_memory(&parsing, part))
		return -EINVAL;
	while ((part = rest)) {
		rest = cut(part, ',');
		if (take_option(&parsing, part))
			return -EINVAL;
	}
	return check_doorbell(&parsing);
}
