// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * arguments.c - /chosen/bootargs, with as little of a device tree reader as that takes
 *
 * The flattened tree (Devicetree Specification 5) is a stream of big-endian words. The property is
 * taken from whichever node has it: in a guest's tree that is /chosen alone.
 */
#include "arguments.h"

#include <stdbool.h>
#include <stddef.h>

#define TREE_MAGIC 0xd00dfeed

enum tree_token {
	TREE_BEGIN_NODE = 1,
	TREE_END_NODE = 2,
	TREE_PROPERTY = 3,
	TREE_NOP = 4,
};

struct tree_head {
	uint32_t magic;
	uint32_t size;
	uint32_t structure_at;
	uint32_t strings_at;
};

static const char *arguments = "";
static void *whole_tree;

static uint32_t big_endian(uint32_t word)
{
	return __builtin_bswap32(word);
}

static size_t length_of(const char *string)
{
	size_t length = 0;

	while (string[length])
		length++;
	return length;
}

static bool starts_with(const char *string, const char *start)
{
	while (*start)
		if (*string++ != *start++)
			return false;
	return true;
}

static const uint32_t *skip_bytes(const uint32_t *at, size_t bytes)
{
	return at + (bytes + sizeof(*at) - 1) / sizeof(*at);
}

void *arguments_tree(void)
{
	return whole_tree;
}

void arguments_read(void *tree)
{
	const struct tree_head *head = tree;
	const char *strings;
	const uint32_t *at;

	whole_tree = tree;
	if (big_endian(head->magic) != TREE_MAGIC)
		return;
	strings = (const char *)tree + big_endian(head->strings_at);
	at = (const uint32_t *)((const char *)tree + big_endian(head->structure_at));
	for (;;) {
		switch (big_endian(*at++)) {
		case TREE_BEGIN_NODE: at = skip_bytes(at, length_of((const char *)at) + 1); break;
		case TREE_PROPERTY:
			if (starts_with(strings + big_endian(at[1]), "bootargs")) {
				arguments = (const char *)(at + 2);
				return;
			}
			at = skip_bytes(at + 2, big_endian(at[0]));
			break;
		case TREE_END_NODE:
		case TREE_NOP: break;
		default: return;
		}
	}
}

static uint64_t number(const char *digits)
{
	uint64_t value = 0;

	while (*digits >= '0' && *digits <= '9')
		value = value * 10 + (uint64_t)(*digits++ - '0');
	return value;
}

uint64_t argument(const char *name, uint64_t otherwise)
{
	size_t length = length_of(name);

	for (const char *at = arguments; *at; at++)
		if ((at == arguments || at[-1] == ' ') && starts_with(at, name) &&
		    at[length] == '=')
			return number(at + length + 1);
	return otherwise;
}
