/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * client.h - ask the daemon through its control socket
 */
#ifndef XEN_SCMI_DAEMON_CLIENT_H
#define XEN_SCMI_DAEMON_CLIENT_H

#include <json-c/json.h>

#include "proto/why.h"

enum client_result {
	CLIENT_OK,
	CLIENT_REFUSED, /* the daemon says that something is wrong */
	CLIENT_ALONE,	/* there is no daemon, or it does not answer */
};

/**
 * client_ask() - one request, one answer
 * @path:   of the socket
 * @answer: receives what the daemon says behind "ok", for json_object_put()
 * @why:    the reason for any other result
 */
enum client_result client_ask(const char *path, struct json_object *request,
			      struct json_object **answer, struct why *why);

#endif
