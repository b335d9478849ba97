/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tree.h - for tests that change something in a tree and look what becomes of it
 */
#ifndef XEN_SCMI_UNIT_TREE_H
#define XEN_SCMI_UNIT_TREE_H

#include "unit.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TREE_ROOM 65536

/* Cells of a property as its bytes, and their number. */
#define TREE_CELLS_MAX 24
#define CELLS(...)                         \
	(const uint32_t[]){ __VA_ARGS__ }, \
		(int)(sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

/** tree_load() - a tree of trees/ in @fdt, with room to grow */
static inline void tree_load(void *fdt, const char *name)
{
	static char file[TREE_ROOM];
	char path[512];
	size_t size;
	FILE *in;

	snprintf(path, sizeof(path), TREES "/%s.dtb", name);
	in = fopen(path, "re");
	assert_non_null(in);
	size = fread(file, 1, sizeof(file), in);
	fclose(in);
	assert_in_range(size, 100, TREE_ROOM / 2);
	assert_int_equal(fdt_open_into(file, fdt, TREE_ROOM), 0);
}

static inline int tree_node(const void *fdt, const char *path)
{
	int node = fdt_path_offset(fdt, path);

	if (node < 0)
		fail_msg("%s: %s", path, fdt_strerror(node));
	return node;
}

static inline uint32_t tree_phandle(const void *fdt, const char *path)
{
	return fdt_get_phandle(fdt, tree_node(fdt, path));
}

static inline void tree_set(void *fdt, const char *path, const char *name, const void *value,
			    int size)
{
	assert_int_equal(fdt_setprop(fdt, tree_node(fdt, path), name, value, size), 0);
}

static inline void tree_set_cells(void *fdt, const char *path, const char *name,
				  const uint32_t *cells, int count)
{
	fdt32_t value[TREE_CELLS_MAX];

	assert_in_range(count, 0, TREE_CELLS_MAX);
	for (int i = 0; i < count; i++)
		value[i] = cpu_to_fdt32(cells[i]);
	tree_set(fdt, path, name, value, count * 4);
}

static inline void tree_set_string(void *fdt, const char *path, const char *name, const char *text)
{
	tree_set(fdt, path, name, text, (int)strlen(text) + 1);
}

static inline void tree_delete(void *fdt, const char *path, const char *name)
{
	assert_int_equal(fdt_delprop(fdt, tree_node(fdt, path), name), 0);
}

static inline void tree_add(void *fdt, const char *parent, const char *name)
{
	assert_true(fdt_add_subnode(fdt, tree_node(fdt, parent), name) > 0);
}

#endif
