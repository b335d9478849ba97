/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * folder.h - a folder of a test's own
 */
#ifndef XEN_SCMI_UNIT_FOLDER_H
#define XEN_SCMI_UNIT_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

struct folder {
	char path[32];
};

static inline void folder_make(struct folder *folder)
{
	strcpy(folder->path, "/tmp/scmi-unit.XXXXXX");
	assert_non_null(mkdtemp(folder->path));
}

/** folder_file() - path of a file in the folder, in one buffer for all */
static inline const char *folder_file(const struct folder *folder, const char *name)
{
	static char path[300];

	snprintf(path, sizeof(path), "%s/%s", folder->path, name);
	return path;
}

/** folder_write() - make a file */
static inline void folder_write(const struct folder *folder, const char *name, const void *bytes,
				size_t size)
{
	FILE *out = fopen(folder_file(folder, name), "we");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	assert_int_equal(fclose(out), 0);
}

/** folder_remove() - with the files in it; folders in it have to be empty */
static inline void folder_remove(const struct folder *folder)
{
	DIR *stream = opendir(folder->path);
	struct dirent *entry;

	assert_non_null(stream);
	while ((entry = readdir(stream)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			remove(folder_file(folder, entry->d_name));
	closedir(stream);
	assert_int_equal(rmdir(folder->path), 0);
}

#endif
