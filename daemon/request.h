/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * request.h - requests and answers of the control socket, as JSON
 *
 *	{"command": "grant", "domain": "gateway", "resources": ["clock=3,7-9:ro"]}
 *	{"ok": {...}}
 *	{"error": "one line"}
 *
 * Each is one line. A request has the command's arguments, all of them and no others.
 */
#ifndef XEN_SCMI_DAEMON_REQUEST_H
#define XEN_SCMI_DAEMON_REQUEST_H

#include <json-c/json.h>
#include <stddef.h>

#include "proto/why.h"

struct server;
struct request;

/* What a command can have as arguments. */
enum request_argument {
	REQUEST_DOMAIN = 1 << 0,    /* "domain": a guest's name or domain id */
	REQUEST_RESOURCES = 1 << 1, /* "resources": texts, at least one */
	REQUEST_FILE = 1 << 2,	    /* "file": a name for error lines */
	REQUEST_TEXT = 1 << 3,	    /* "text": of the file */
};

/**
 * struct request_command - a row of the table of commands
 * @arguments: bits of enum request_argument
 * @run:       adds to @answer; Return: 0; a negative errno with the reason
 */
struct request_command {
	const char *name;
	unsigned int arguments;
	int (*run)(struct server *server, const struct request *request, struct json_object *answer,
		   struct why *why);
};

struct request {
	const struct request_command *command;
	struct json_object *json; /* that the following are of */
	const char *domain;
	struct json_object *resources; /* an array of strings */
	const char *file;
	const char *text;
};

/**
 * request_parse() - understand a line
 * @commands: the table, ended by a row without a name
 *
 * Return: 0, @request being for request_clear(); -EINVAL with the reason.
 */
int request_parse(struct request *request, const struct request_command *commands, const char *line,
		  size_t length, struct why *why);
void request_clear(struct request *request);

/** request_text() - an answer or a request as a line with its newline, to be freed; NULL */
char *request_text(struct json_object *json);

/** request_ok() - the line that says ok; takes over @answer */
char *request_ok(struct json_object *answer);

/** request_error() - the line that says what is wrong */
char *request_error(const struct why *why);

#endif
