// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tree.c - checks before anything else, and small questions
 */
#include "tree.h"

#include <errno.h>
#include <libfdt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/**
 * check_forward() - whether a tree begins with its root, each thing lies behind the one before it,
 * and no property's length is negative: libfdt looks at neither
 */
static int check_forward(const void *fdt)
{
	int offset = 0, next, length;
	uint32_t tag;

	/* Many a function of libfdt takes the root to be at 0, whatever is there. */
	if (fdt_next_tag(fdt, 0, &next) != FDT_BEGIN_NODE)
		return -FDT_ERR_BADSTRUCTURE;
	while ((tag = fdt_next_tag(fdt, offset, &next)) != FDT_END) {
		if (next <= offset)
			return -FDT_ERR_BADSTRUCTURE;
		if (tag == FDT_PROP &&
		    (!fdt_get_property_by_offset(fdt, offset, &length) || length < 0))
			return -FDT_ERR_BADSTRUCTURE;
		offset = next;
	}
	return 0;
}

int tree_check(const void *fdt, size_t size)
{
	int rc;

	if (size < FDT_V1_SIZE)
		return -FDT_ERR_TRUNCATED;
	/*
	 * Of trees older than version 16, which nobody makes any more, libfdt wants nodes' whole
	 * paths, and follows a null pointer where the root has none.
	 */
	if (fdt_magic(fdt) == FDT_MAGIC && fdt_version(fdt) < 16)
		return -FDT_ERR_BADVERSION;
	if (size < fdt_header_size(fdt))
		return -FDT_ERR_TRUNCATED;
	rc = fdt_check_header(fdt);
	if (!rc && fdt_totalsize(fdt) > size)
		rc = -FDT_ERR_TRUNCATED;
	if (!rc)
		rc = check_forward(fdt);
	return rc ? rc : fdt_check_full(fdt, size);
}

/** printable() - what cannot be read becomes '?' */
static const char *printable(char *text)
{
	for (char *letter = text; *letter; letter++)
		if (*letter < ' ' || *letter > '~')
			*letter = '?';
	return text;
}

const char *tree_path(const void *fdt, int node, char path[TREE_PATH_MAX])
{
	if (fdt_get_path(fdt, node, path, TREE_PATH_MAX))
		snprintf(path, TREE_PATH_MAX, ".../%s", fdt_get_name(fdt, node, NULL));
	return printable(path);
}

const char *tree_compatible(const void *fdt, int node, char compatible[TREE_PATH_MAX])
{
	const char *text = fdt_stringlist_get(fdt, node, "compatible", 0, NULL);

	snprintf(compatible, TREE_PATH_MAX, "%s", text ? text : "");
	return printable(compatible);
}

bool tree_is_enabled(const void *fdt, int node)
{
	int length;
	const char *status = fdt_getprop(fdt, node, "status", &length);

	return !status || (length == 5 && !memcmp(status, "okay", 5)) ||
		(length == 3 && !memcmp(status, "ok", 3));
}

bool tree_is_type(const void *fdt, int node, const char *type)
{
	int length;
	const char *value = fdt_getprop(fdt, node, "device_type", &length);
	size_t size = strlen(type) + 1;

	return value && (size_t)length == size && !memcmp(value, type, size);
}

bool tree_is_pci(const void *fdt, int node)
{
	return tree_is_type(fdt, node, "pci");
}

int tree_end(const void *fdt, int node)
{
	int depth = 0;

	do {
		node = fdt_next_node(fdt, node, &depth);
	} while (node >= 0 && depth > 0);
	return node >= 0 ? node : INT_MAX;
}

int tree_cell(const void *fdt, int node, const char *property, uint32_t *value)
{
	int length;
	const fdt32_t *cell = fdt_getprop(fdt, node, property, &length);

	if (!cell)
		return -ENOENT;
	if (length != (int)sizeof(*cell))
		return -EINVAL;
	*value = fdt32_ld(cell);
	return 0;
}
