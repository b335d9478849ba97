/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * commands.h - what the control socket can be asked (docs/xen-scmictl.8)
 */
#ifndef XEN_SCMI_DAEMON_COMMANDS_H
#define XEN_SCMI_DAEMON_COMMANDS_H

#include <stddef.h>

/**
 * commands_answer() - carry out a request
 * @context: struct server
 *
 * Return: the answer's line, to be freed; NULL where there is no memory for one.
 */
char *commands_answer(void *context, const char *line, size_t length);

#endif
