// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command.c - trees from files, and errors of subcommands
 */
#include "command.h"

#include <errno.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "frontend-dt/tree.h"

/* No tree of a machine is near it. */
#define SIZE_MAX_READ (16u << 20)

/** read_bytes() - all of a file; -EFBIG where that is more than a tree can have */
static int read_bytes(FILE *in, void **bytes, size_t *size)
{
	char *room = malloc(SIZE_MAX_READ + 1);

	if (!room)
		return -ENOMEM;
	*size = fread(room, 1, SIZE_MAX_READ + 1, in);
	if (ferror(in) || *size > SIZE_MAX_READ) {
		free(room);
		return ferror(in) ? -EIO : -EFBIG;
	}
	*bytes = room;
	return 0;
}

int command_read(const char *name, void **bytes, size_t *size, struct why *why)
{
	FILE *in = fopen(name, "re");
	int rc;

	*bytes = NULL;
	if (!in)
		return why_not(why, -errno, "cannot open %s: %s", name, strerror(errno));
	rc = read_bytes(in, bytes, size);
	fclose(in);
	return rc ? why_not(why, rc, "cannot read %s: %s", name, strerror(-rc)) : 0;
}

int tree_file_read(struct tree_file *file, const char *name, struct why *why)
{
	int rc;

	*file = (struct tree_file){ .name = name };
	rc = command_read(name, &file->fdt, &file->size, why);
	if (rc)
		return rc;
	rc = tree_check(file->fdt, file->size);
	if (!rc)
		return 0;
	tree_file_free(file);
	return why_not(why, -EINVAL, "%s is no device tree, or damaged: %s", name,
		       fdt_strerror(rc));
}

void tree_file_free(struct tree_file *file)
{
	free(file->fdt);
	file->fdt = NULL;
}

int tree_file_node(const struct tree_file *file, const char *path, struct why *why)
{
	int node = path[0] == '/' ? fdt_path_offset(file->fdt, path) : -FDT_ERR_BADPATH;

	if (node < 0)
		return why_not(why, -ENOENT, "%s: no such node in %s, expected a path such as /soc",
			       path, file->name);
	return node;
}

int command_fail(const char *command, const struct why *why)
{
	fprintf(stderr, "%s: %s\n", command, why->text);
	return EXIT_FAILURE;
}
