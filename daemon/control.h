/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * control.h - the control socket: one line in, one line out, for one user
 *
 * A Unix stream socket. A client sends a line of CONTROL_REQUEST_MAX bytes at the most, gets a line
 * and is done. One that stalls, sends more or goes away loses its own connection, and nobody else
 * notices: nothing here waits.
 */
#ifndef XEN_SCMI_DAEMON_CONTROL_H
#define XEN_SCMI_DAEMON_CONTROL_H

#include <ev.h>
#include <sys/types.h>

#include "proto/why.h"

#define CONTROL_SOCKET	    "/run/xen-scmi/control"
#define CONTROL_REQUEST_MAX 0x10000u
#define CONTROL_CLIENTS	    4u /* at once; others wait for their turn */

struct control;

/**
 * struct control_settings - what a control socket is like
 * @path:     of the socket; one that is there already is replaced
 * @user:     who may use it, as the kernel says, besides what the socket's mode says
 * @patience: seconds in which a client has to send its line, and to take each part of its answer
 * @answer:   makes the answer to a line, which is without its newline; Return: the line, with its
 *            newline, to be freed; NULL to end the connection
 */
struct control_settings {
	const char *path;
	uid_t user;
	double patience;
	char *(*answer)(void *context, const char *line, size_t length);
	void *context;
};

/** control_open() - listen; NULL with the reason */
struct control *control_open(struct ev_loop *loop, const struct control_settings *settings,
			     struct why *why);

/** control_close() - end all connections, and remove the socket */
void control_close(struct control *control);

#endif
