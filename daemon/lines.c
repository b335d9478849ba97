// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lines.c - files for libinih, by lines that it takes as a whole
 */
#include "lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

char *lines_next(char *line, int size, void *context)
{
	struct lines *lines = context;
	const char *end = memchr(lines->text, '\n', lines->left);
	size_t length = end ? (size_t)(end - lines->text) + 1 : lines->left;

	if (!length || lines->error)
		return NULL;
	lines->number++;
	if (length >= (size_t)size)
		lines->error = why_not(lines->why, -EINVAL,
				       "%s:%u: has more than %d characters, expected the rest on "
				       "a line of its own, indented",
				       lines->name, lines->number, size - 2);
	else if (memchr(lines->text, '\0', length))
		lines->error = why_not(lines->why, -EINVAL, "%s:%u: has a zero byte, expected text",
				       lines->name, lines->number);
	if (lines->error)
		return NULL;
	memcpy(line, lines->text, length);
	line[length] = '\0';
	lines->is_indented = line[0] == ' ' || line[0] == '\t';
	lines->text += length;
	lines->left -= length;
	return line;
}

char *lines_read_file(const char *path, const char *what, size_t *length, struct why *why)
{
	FILE *stream = fopen(path, "re");
	char *text = malloc(LINES_FILE_MAX + 1);
	int rc = 0;

	if (!stream)
		rc = why_not(why, -errno, "%s: %s; expected %s", path, strerror(errno), what);
	else if (!text)
		rc = why_not(why, -ENOMEM, "%s: out of memory", path);
	if (!rc) {
		*length = fread(text, 1, LINES_FILE_MAX + 1, stream);
		if (ferror(stream))
			rc = why_not(why, -errno, "%s: %s; expected %s", path, strerror(errno),
				     what);
		else if (*length > LINES_FILE_MAX)
			rc = why_not(why, -EFBIG, "%s: has more than %u bytes, expected less", path,
				     LINES_FILE_MAX);
	}
	if (stream)
		fclose(stream);
	if (!rc)
		return text;
	free(text);
	errno = -rc;
	return NULL;
}
