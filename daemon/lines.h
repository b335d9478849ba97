/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lines.h - files for libinih, by lines that it takes as a whole
 *
 * libinih cuts lines and names that are longer than its buffers. A name that was cut would be
 * another guest's, and what is behind the cut a line of its own, so a longer line is refused. One
 * that is indented goes on with the value above it.
 */
#ifndef XEN_SCMI_DAEMON_LINES_H
#define XEN_SCMI_DAEMON_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/why.h"

/* Bytes of a file. */
#define LINES_FILE_MAX 0x10000u

/**
 * struct lines - where a file is at while it is read
 * @name:        of the file, for @why
 * @text, @left: what is still to be read
 * @number:      of the last line that was
 * @is_indented: that line is
 * @error:       the first one, with its reason in @why; what follows is not read
 */
struct lines {
	const char *name;
	const char *text;
	size_t left;
	unsigned int number;
	bool is_indented;
	struct why *why;
	int error;
};

/** lines_next() - libinih's reader: the next line of @lines, NULL where there is none to be read */
char *lines_next(char *line, int size, void *lines);

/**
 * lines_read_file() - the text of a file, to be freed
 * @what: the file should be, for @why
 *
 * Return: NULL with the reason in @why, and errno.
 */
char *lines_read_file(const char *path, const char *what, size_t *length, struct why *why);

#endif
