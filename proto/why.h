/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * why.h - one line that says why something was refused
 *
 * It names the thing, its value and what was expected, without a newline. It stands in the lowest
 * room because every room refuses things.
 */
#ifndef XEN_SCMI_PROTO_WHY_H
#define XEN_SCMI_PROTO_WHY_H

#include <stdarg.h>
#include <stdio.h>

struct why {
	char text[256];
};

/**
 * why_not() - fill in the line
 *
 * Return: @error, a negative errno, so that a function can refuse and explain in one statement.
 */
__attribute__((format(printf, 3, 4))) static inline int why_not(struct why *why, int error,
								const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(why->text, sizeof(why->text), format, arguments);
	va_end(arguments);
	return error;
}

#endif
