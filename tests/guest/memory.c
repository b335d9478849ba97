// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * memory.c - what the compiler calls by itself where there is no libc
 */
#include <stddef.h>

void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);

void *memcpy(void *to, const void *from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		((char *)to)[i] = ((const char *)from)[i];
	return to;
}

void *memset(void *to, int value, size_t count)
{
	for (size_t i = 0; i < count; i++)
		((char *)to)[i] = (char)value;
	return to;
}
