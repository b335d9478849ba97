/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * number.h - numbers in the configuration, decimal or hexadecimal behind 0x
 */
#ifndef XEN_SCMI_DAEMON_NUMBER_H
#define XEN_SCMI_DAEMON_NUMBER_H

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/** number_parse() - Return: 0; -EINVAL where the text is not a number of 64 bits, and nothing else
 */
static inline int number_parse(const char *text, uint64_t *number)
{
	int is_hex = !strncmp(text, "0x", 2);
	const char *digits = is_hex ? text + 2 : text;
	const char *possible = is_hex ? "0123456789abcdefABCDEF" : "0123456789";

	errno = 0;
	*number = strtoull(digits, NULL, is_hex ? 16 : 10);
	return errno || !*digits || digits[strspn(digits, possible)] ? -EINVAL : 0;
}

#endif
