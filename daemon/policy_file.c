// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * policy_file.c - policy files through libinih
 */
#include "policy_file.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 72u /* of the lines that are written */

/* Where the file is at while it is read. */
struct reading {
	struct policy_file *file;
	struct lines lines;
};

/** section_of() - a guest's section, or a new one */
static struct policy_section *section_of(struct policy_file *file, const char *guest)
{
	struct policy_section **link = &file->sections;

	while (*link && strcmp((*link)->guest, guest))
		link = &(*link)->next;
	if (!*link)
		*link = calloc(1, sizeof(**link));
	if (*link)
		strcpy((*link)->guest, guest);
	return *link;
}

/** add() - what one line says of one kind */
static int add(struct rights *rights, enum scmi_resource resource, const char *value,
	       struct why *why)
{
	struct policy_change change = { .resource = resource };
	int rc = rights_parse(&change.rights, resource, value, why);

	if (!rc)
		rc = policy_change_apply(&change, POLICY_GRANTS, rights);
	if (rc == -ENOMEM)
		why_not(why, rc, "out of memory");
	policy_change_clear(&change);
	return rc;
}

/** take_key() - what a key says; the reason for an error does not name file and line */
static int take_key(struct reading *reading, const char *guest, const char *key, const char *value,
		    struct why *why)
{
	bool is_derive = !strcmp(key, POLICY_DERIVE);
	enum scmi_resource resource = SCMI_NO_RESOURCE;
	struct policy_section *section;
	struct why reason;
	int rc;

	if (!*guest)
		return why_not(why, -EINVAL, "expected a section before it, [GUEST]");
	rc = policy_check_name(guest, why);
	if (rc)
		return rc;
	if (!is_derive) {
		resource = policy_kind(key, strlen(key), &reason);
		if (!resource)
			return why_not(why, -EINVAL, "%s, or " POLICY_DERIVE, reason.text);
	}
	section = section_of(reading->file, guest);
	if (!section)
		return why_not(why, -ENOMEM, "out of memory");
	if (is_derive)
		return policy_derive_parse(value, &section->derives, why);
	return add(&section->rights[resource], resource, value, why);
}

/** take() - libinih's handler */
static int take(void *context, const char *guest, const char *key, const char *value)
{
	struct reading *reading = context;
	struct lines *lines = &reading->lines;
	struct why reason;

	if (lines->error)
		return 1;
	lines->error = take_key(reading, guest, key, value, &reason);
	if (lines->error)
		why_not(lines->why, lines->error, "%s:%u: [%s] %.20s = \"%.40s\": %.180s",
			lines->name, lines->number, guest, key, value, reason.text);
	return 1;
}

int policy_file_parse(struct policy_file *file, const char *name, const char *text, size_t length,
		      struct why *why)
{
	struct reading reading = {
		.file = file,
		.lines = { .name = name, .text = text, .left = length, .why = why },
	};
	struct lines *lines = &reading.lines;
	int line;

	*file = (struct policy_file){ 0 };
	line = ini_parse_stream(lines_next, lines, take, &reading);
	/* libinih reads on after a line that is neither, so what else is wrong comes later. */
	if (line && (!lines->error || (unsigned int)line < lines->number))
		lines->error = why_not(why, -EINVAL, "%s:%d: expected [GUEST] or KIND = RESOURCES",
				       name, line);
	if (lines->error)
		policy_file_clear(file);
	return lines->error;
}

void policy_file_clear(struct policy_file *file)
{
	struct policy_section *next;

	for (struct policy_section *section = file->sections; section; section = next) {
		next = section->next;
		for (int resource = 0; resource < SCMI_RESOURCES; resource++)
			rights_clear(&section->rights[resource]);
		free(section);
	}
	file->sections = NULL;
}

char *policy_file_read(const char *path, size_t *length, struct why *why)
{
	return lines_read_file(path, "a policy file", length, why);
}

int policy_file_load(struct policy_file *file, const char *path, struct why *why)
{
	size_t length;
	char *text = policy_file_read(path, &length, why);
	int rc = text ? policy_file_parse(file, path, text, length, why) : -errno;

	free(text);
	return rc;
}

static int is_policy_file(const struct dirent *entry)
{
	return !fnmatch("*.conf", entry->d_name, FNM_PERIOD);
}

int policy_files_find(struct policy_files *files, const char *directory)
{
	struct dirent **entries;
	int found = scandir(directory, &entries, is_policy_file, alphasort), rc = 0;

	*files = (struct policy_files){ 0 };
	if (found < 0)
		return errno == ENOENT ? 0 : -errno;
	files->path = calloc((size_t)found + 1, sizeof(*files->path));
	for (int i = 0; i < found; i++) {
		if (!files->path ||
		    asprintf(&files->path[i], "%s/%s", directory, entries[i]->d_name) < 0)
			rc = -ENOMEM;
		else
			files->count++;
		free(entries[i]);
	}
	free(entries);
	if (rc)
		policy_files_free(files);
	return rc;
}

void policy_files_free(struct policy_files *files)
{
	for (int i = 0; i < files->count; i++)
		free(files->path[i]);
	free(files->path);
	*files = (struct policy_files){ 0 };
}

void policy_file_write_key(FILE *out, const char *kind, const char *text)
{
	size_t indent = strlen(kind) + strlen(" = "), column = indent;

	fprintf(out, "%s =", kind);
	while (*(text += strspn(text, " "))) {
		size_t length = strcspn(text, " ");

		if (column > indent && column + length > WIDTH) {
			fprintf(out, "\n%*s", (int)indent - 1, "");
			column = indent;
		}
		fprintf(out, " %.*s", (int)length, text);
		column += length + 1;
		text += length;
	}
	fputc('\n', out);
}
