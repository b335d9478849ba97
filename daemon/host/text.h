/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * text.h - taking a channel's address apart
 */
#ifndef XEN_SCMI_DAEMON_HOST_TEXT_H
#define XEN_SCMI_DAEMON_HOST_TEXT_H

#include <string.h>

/** text_cut() - end a text at a character; Return: what is behind it, NULL where it is not there */
static inline char *text_cut(char *text, char at)
{
	char *end = strchr(text, at);

	if (!end)
		return NULL;
	*end = '\0';
	return end + 1;
}

#endif
