/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy_file.h - policies of guests as a file: a section for each guest, a key for each kind
 *
 *	[gateway]
 *	clock = 3 7-9:ro
 *	power = 1 2:shared
 *	        4
 *
 * An indented line goes on with the key above it, and what is written twice adds up. What stands in
 * a guest's section is all that the guest is granted, unless `derive = yes` stands there: then what
 * its devices need is granted beside it.
 */
#ifndef XEN_SCMI_DAEMON_POLICY_FILE_H
#define XEN_SCMI_DAEMON_POLICY_FILE_H

#include "daemon/lines.h"
#include "policy/change.h"

/* Bytes of a file. */
#define POLICY_FILE_MAX LINES_FILE_MAX

/* What a file says of one guest. */
struct policy_section {
	struct policy_section *next; /* in the order of the file */
	char guest[POLICY_NAME_MAX + 1];
	bool derives;
	struct rights rights[SCMI_RESOURCES];
};

struct policy_file {
	struct policy_section *sections;
};

/**
 * policy_file_parse() - understand the text of a file
 * @file: receives it, for policy_file_clear(); empty where the text is refused
 * @name: of the file, for @why
 *
 * Return: 0; -EINVAL with file, line, section, key, value and what was expected in @why; -ENOMEM.
 */
int policy_file_parse(struct policy_file *file, const char *name, const char *text, size_t length,
		      struct why *why);
void policy_file_clear(struct policy_file *file);

/** policy_file_read() - the text of a file, to be freed; NULL with the reason, and errno */
char *policy_file_read(const char *path, size_t *length, struct why *why);

/** policy_file_load() - read and parse a file; as policy_file_parse(), or the reason to read it */
int policy_file_load(struct policy_file *file, const char *path, struct why *why);

/* The policy files of a directory, NAME.conf in the order of their names. A guest's last is its
 * policy. */
struct policy_files {
	char **path;
	int count;
};

/**
 * policy_files_find() - find them; where there is no such directory there are none
 *
 * Return: 0, for policy_files_free(); a negative errno.
 */
int policy_files_find(struct policy_files *files, const char *directory);
void policy_files_free(struct policy_files *files);

/**
 * policy_file_write_key() - a key and its rights, in lines that policy_file_parse() understands
 * @text: see rights_format()
 */
void policy_file_write_key(FILE *out, const char *kind, const char *text);

#endif
