// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mmio_address.c - the text of an mmio channel's address
 *
 * To add an option, add its function and its row to `options`.
 */
#include "mmio_address.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "daemon/number.h"
#include "text.h"

#define DEVICES "/dev/"
#define UIO	DEVICES "uio"

/* Where the text is at while it is parsed. */
struct parsing {
	struct mmio_address *address;
	const char *text; /* all of it */
	struct why *why;
};

__attribute__((format(printf, 2, 3))) static int expected(struct parsing *parsing,
							  const char *format, ...)
{
	char what[160];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	return why_not(parsing->why, -EINVAL, "channel = mmio:%.90s, expected %s", parsing->text,
		       what);
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
	char *size = text_cut(text, '+');
	char *offset = text_cut(text, '@');

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

/** struct register_name - a register that can be named, and how what is said of it begins */
struct register_name {
	const char *name, *prefix;
	size_t offset; /* in struct mmio_address */
};

static const struct register_name doorbell = { "doorbell", "",
					       offsetof(struct mmio_address, doorbell) };
static const struct register_name clear = { "clear", "clear-",
					    offsetof(struct mmio_address, clear) };

static struct mmio_register *register_of(struct parsing *parsing, const struct register_name *name)
{
	return (struct mmio_register *)(void *)((char *)parsing->address + name->offset);
}

static int take_register(struct parsing *parsing, const struct register_name *name, char *text)
{
	struct mmio_register *reg = register_of(parsing, name);

	if (strchr(text, '+'))
		return expected(parsing, "the size of %s= as %swidth=BITS", name->name,
				name->prefix);
	if (take_region(parsing, &reg->at, text))
		return -EINVAL;
	reg->at.size = sizeof(uint32_t);
	reg->value = 1;
	return 0;
}

static int take_width(struct parsing *parsing, const struct register_name *name, char *text)
{
	uint64_t width;

	if (number_parse(text, &width) || (width != 8 && width != 16 && width != 32 && width != 64))
		return expected(parsing, "a width of 8, 16, 32 or 64");
	register_of(parsing, name)->at.size = width / 8;
	return 0;
}

static int take_value(struct parsing *parsing, const struct register_name *name, char *text)
{
	if (number_parse(text, &register_of(parsing, name)->value))
		return expected(parsing, "a number behind %svalue=", name->prefix);
	return 0;
}

static int take_keep(struct parsing *parsing, const struct register_name *name, char *text)
{
	if (number_parse(text, &register_of(parsing, name)->keep))
		return expected(parsing, "a number behind %skeep=, the mask of bits to keep",
				name->prefix);
	return 0;
}

static int take_interrupt(struct parsing *parsing, const struct register_name *name, char *text)
{
	(void)name;
	return take_file(parsing, parsing->address->interrupt, text);
}

static const struct option {
	const char *name;
	int (*take)(struct parsing *parsing, const struct register_name *name, char *text);
	const struct register_name *of; /* NULL: of none */
	bool is_behind;			/* it is said of a register, and so behind it */
} options[] = {
	{ "doorbell", take_register, &doorbell, false },
	{ "width", take_width, &doorbell, true },
	{ "value", take_value, &doorbell, true },
	{ "keep", take_keep, &doorbell, true },
	{ "interrupt", take_interrupt, NULL, false },
	{ "clear", take_register, &clear, false },
	{ "clear-width", take_width, &clear, true },
	{ "clear-value", take_value, &clear, true },
	{ "clear-keep", take_keep, &clear, true },
};

static int unknown_option(struct parsing *parsing)
{
	char names[120] = "";

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		strcat(names, i ? ", " : "");
		strcat(names, options[i].name);
	}
	return expected(parsing, "%s, with =, behind each comma", names);
}

static int take_option(struct parsing *parsing, char *text)
{
	char *value = text_cut(text, '=');

	for (size_t i = 0; value && i < sizeof(options) / sizeof(options[0]); i++) {
		if (strcmp(options[i].name, text))
			continue;
		if (options[i].is_behind && !register_of(parsing, options[i].of)->at.size)
			return expected(parsing, "%s=FILE before what is said of it",
					options[i].of->name);
		return options[i].take(parsing, options[i].of, value);
	}
	return unknown_option(parsing);
}

/** check_register() - what can only be said when its width is known */
static int check_register(struct parsing *parsing, const struct register_name *name)
{
	const struct mmio_register *reg = register_of(parsing, name);
	uint64_t bytes = reg->at.size;

	if (!bytes)
		return 0;
	if (reg->at.offset % bytes)
		return expected(parsing, "%s= on a boundary of its width", name->name);
	if (bytes < sizeof(uint64_t) && (reg->value | reg->keep) >> (8 * bytes))
		return expected(parsing, "%svalue and %skeep within the width of %s=", name->prefix,
				name->prefix, name->name);
	return 0;
}

/** check() - Return: 0; -EINVAL where parts do not go together */
static int check(struct parsing *parsing)
{
	if (check_register(parsing, &doorbell) || check_register(parsing, &clear))
		return -EINVAL;
	if (parsing->address->clear.at.size && !parsing->address->interrupt[0])
		return expected(parsing, "interrupt= with clear=, which acknowledges it");
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
	rest = text_cut(part, ',');
	if (take_memory(&parsing, part))
		return -EINVAL;
	while ((part = rest)) {
		rest = text_cut(part, ',');
		if (take_option(&parsing, part))
			return -EINVAL;
	}
	return check(&parsing);
}
