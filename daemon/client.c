// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * client.c - the other end of the control socket
 */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/control.h"
#include "daemon/request.h"

#define PATIENCE 30 /* seconds without a word from the daemon */
#define PIECE	 4096

/** connect_to() - a connection; a negative errno */
static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct timeval patience = { .tv_sec = PATIENCE };
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) ||
	    connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		int error = errno;

		close(fd);
		return -error;
	}
	return fd;
}

static int send_all(int fd, const char *text)
{
	size_t left = strlen(text);

	while (left) {
		ssize_t sent = send(fd, text, left, MSG_NOSIGNAL);

		/* Whoever refuses to read on has answered already. */
		if (sent < 0)
			return errno == EPIPE || errno == ECONNRESET ? 0 : -errno;
		text += sent;
		left -= (size_t)sent;
	}
	return 0;
}

/** receive_line() - to be freed; NULL with errno, 0 where the connection ends before the line does
 */
static char *receive_line(int fd)
{
	char *line = NULL, *larger;
	size_t used = 0;
	ssize_t length;

	for (;;) {
		larger = realloc(line, used + PIECE + 1);
		if (!larger)
			break;
		line = larger;
		length = recv(fd, line + used, PIECE, 0);
		if (length <= 0) {
			errno = length ? errno : 0;
			break;
		}
		used += (size_t)length;
		line[used] = '\0';
		if (line[used - 1] == '\n')
			return line;
	}
	free(line);
	return NULL;
}

static enum client_result alone(const char *path, int error, struct why *why)
{
	const char *reason = error ? strerror(error) : "the connection ended without an answer";

	if (error == EAGAIN)
		reason = "no answer";
	why_not(why, -error, "xen-scmid cannot be asked at %.100s: %s; expected it to run%s", path,
		reason, error == EACCES ? ", and root to ask" : "");
	return CLIENT_ALONE;
}

/** understand() - what stands in the answer's line */
static enum client_result understand(const char *path, const char *line,
				     struct json_object **answer, struct why *why)
{
	struct json_object *json = json_tokener_parse(line);
	struct json_object *error = json_object_object_get(json, "error");
	enum client_result result = CLIENT_REFUSED;

	*answer = json_object_get(json_object_object_get(json, "ok"));
	if (error)
		why_not(why, -EINVAL, "%s", json_object_get_string(error));
	else if (*answer)
		result = CLIENT_OK;
	else
		why_not(why, -EPROTO, "%.100s: \"%.40s\" is no answer of xen-scmid", path, line);
	json_object_put(json);
	return result;
}

enum client_result client_ask(const char *path, struct json_object *request,
			      struct json_object **answer, struct why *why)
{
	char *text = request_text(request), *line = NULL;
	enum client_result result;
	int fd, rc;

	*answer = NULL;
	if (text && strlen(text) > CONTROL_REQUEST_MAX) {
		why_not(why, -E2BIG, "the request has %zu bytes, expected %u at the most",
			strlen(text), CONTROL_REQUEST_MAX);
		free(text);
		return CLIENT_REFUSED;
	}
	fd = connect_to(path);
	rc = fd < 0 ? fd : !text ? -ENOMEM : send_all(fd, text);
	if (!rc) {
		line = receive_line(fd);
		rc = line ? 0 : -errno;
	}
	result = line ? understand(path, line, answer, why) : alone(path, -rc, why);
	if (fd >= 0)
		close(fd);
	free(text);
	free(line);
	return result;
}
