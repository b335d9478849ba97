/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tree.h - any device tree: whether it is whole, and words about its nodes
 */
#ifndef XEN_SCMI_FRONTEND_DT_TREE_H
#define XEN_SCMI_FRONTEND_DT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a path that messages show. */
#define TREE_PATH_MAX 100

/* Bytes of any real tree's longest path. */
#define TREE_PATH_ROOM 1024

/* Nodes are at most this deep, so that stacks are bounded. The root's depth is 0. */
#define TREE_DEPTH_MAX 32

/**
 * tree_check() - whether a tree is one that libfdt can be used on safely
 * @fdt:  anything
 * @size: bytes of memory at @fdt
 *
 * All else that takes a tree takes one that passed this.
 *
 * Return: 0, or the libfdt error that says what is wrong with it.
 */
int tree_check(const void *fdt, size_t size);

/** tree_path() - a node's path for a message, in a buffer of the caller's; what cannot be read is
 * '?' */
const char *tree_path(const void *fdt, int node, char path[TREE_PATH_MAX]);

/** tree_compatible() - the first string of a node's `compatible` for a message, as tree_path() */
const char *tree_compatible(const void *fdt, int node, char compatible[TREE_PATH_MAX]);

/** tree_is_enabled() - whether a node's `status` lets it be used */
bool tree_is_enabled(const void *fdt, int node);

/** tree_is_type() - whether a node's `device_type` is this */
bool tree_is_type(const void *fdt, int node, const char *type);

/** tree_is_pci() - whether a node is a host bridge, below which nodes are numbered in PCI's way */
bool tree_is_pci(const void *fdt, int node);

/** tree_end() - offset of the first node behind a node and all that is below it; INT_MAX: none */
int tree_end(const void *fdt, int node);

/**
 * tree_cell() - a property of one cell
 *
 * Return: 0; -ENOENT where the node has no such property; -EINVAL where it has another length.
 */
int tree_cell(const void *fdt, int node, const char *property, uint32_t *value);

#endif
