/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * store_model.h - daemon/xen/store.h without Xen: a xenstore in memory
 *
 * It stands in for the real one when a test is linked. A path that xenstored would refuse is
 * refused, and store_model.fails_at has what is written below a path fail.
 */
#ifndef XEN_SCMI_UNIT_STORE_MODEL_H
#define XEN_SCMI_UNIT_STORE_MODEL_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/xen/store.h"
#include "tests/unit/unit.h"

#define STORE_MODEL_NODES 200
#define STORE_MODEL_PATH  256
#define STORE_MODEL_VALUE 4096 /* XENSTORE_PAYLOAD_MAX of xen/io/xs_wire.h */

struct store_model_node {
	char path[STORE_MODEL_PATH];
	char *value; /* "": a directory, or an empty value */
};

struct store_model_nodes {
	struct store_model_node node[STORE_MODEL_NODES];
	unsigned int count;
};

static struct {
	struct store_model_nodes nodes, before; /* the latter as a transaction began */
	unsigned int commits;
	const char *fails_at; /* NULL: nothing fails */
} store_model;

static inline void store_model_copy(struct store_model_nodes *to,
				    const struct store_model_nodes *from)
{
	for (unsigned int i = 0; i < to->count; i++)
		free(to->node[i].value);
	*to = *from;
	for (unsigned int i = 0; i < to->count; i++)
		to->node[i].value = strdup(from->node[i].value);
}

static inline void store_model_clear(void)
{
	const struct store_model_nodes none = { .count = 0 };

	store_model_copy(&store_model.nodes, &none);
	store_model_copy(&store_model.before, &none);
	store_model.commits = 0;
	store_model.fails_at = NULL;
}

/** store_model_check() - Return: 0; the negative errno with which xenstored refuses a path */
static inline int store_model_check(const char *path)
{
	static const char possible[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				       "0123456789-/_@";

	return path[0] != '/' || path[strspn(path, possible)] || strstr(path, "//") ? -EINVAL : 0;
}

/** store_model_below() - the rest of a path behind a directory and its slash; NULL: it is elsewhere
 */
static inline const char *store_model_below(const char *path, const char *directory)
{
	size_t length = strlen(directory);

	return !strncmp(path, directory, length) && path[length] == '/' ? path + length + 1 : NULL;
}

static inline struct store_model_node *store_model_find(const char *path)
{
	for (unsigned int i = 0; i < store_model.nodes.count; i++)
		if (!strcmp(store_model.nodes.node[i].path, path))
			return &store_model.nodes.node[i];
	return NULL;
}

/** store_model_set() - write a node, and make those above it */
static inline int store_model_set(const char *path, const char *value)
{
	struct store_model_node *node = store_model_find(path);
	int rc = store_model_check(path);

	if (rc)
		return rc;
	if (store_model.fails_at &&
	    (!strcmp(path, store_model.fails_at) || store_model_below(path, store_model.fails_at)))
		return -EIO;
	if (!node) {
		char above[STORE_MODEL_PATH];

		snprintf(above, sizeof(above), "%s", path);
		*strrchr(above, '/') = '\0';
		if (*above && !store_model_find(above))
			store_model_set(above, "");
		assert_in_range(store_model.nodes.count, 0, STORE_MODEL_NODES - 1);
		node = &store_model.nodes.node[store_model.nodes.count++];
		*node = (struct store_model_node){ 0 };
		snprintf(node->path, sizeof(node->path), "%s", path);
	}
	free(node->value);
	node->value = strdup(value);
	return 0;
}

/** store_model_text() - "PATH = VALUE; ..." of all that is below a path and has a value or is empty
 *
 * In the order in which it was made; in one buffer for all.
 */
static inline const char *store_model_text(const char *directory)
{
	static char text[3000];
	size_t used = 0;

	text[0] = '\0';
	for (unsigned int i = 0; i < store_model.nodes.count; i++) {
		const struct store_model_node *node = &store_model.nodes.node[i];
		const char *name = store_model_below(node->path, directory);
		bool is_empty = true;

		for (unsigned int j = 0; j < store_model.nodes.count; j++)
			is_empty &= !store_model_below(store_model.nodes.node[j].path, node->path);
		if (name && (is_empty || *node->value))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s%s%s",
						 used ? "; " : "", name, *node->value ? " = " : "",
						 node->value);
	}
	return text;
}

/* --- the interface --- */

__attribute__((format(printf, 2, 0))) static inline bool
store_model_path(char path[STORE_MODEL_PATH], const char *format, va_list arguments)
{
	int needed = vsnprintf(path, STORE_MODEL_PATH, format, arguments);

	errno = needed < STORE_MODEL_PATH ? -store_model_check(path) : ENAMETOOLONG;
	return !errno;
}

int store_open(struct store *store, struct why *why)
{
	(void)store;
	(void)why;
	return 0;
}

void store_close(struct store *store)
{
	(void)store;
}

char *store_read(struct store *store, const char *path, ...)
{
	struct store_model_node *node;
	char full[STORE_MODEL_PATH];
	va_list arguments;
	bool is_good;

	(void)store;
	va_start(arguments, path);
	is_good = store_model_path(full, path, arguments);
	va_end(arguments);
	if (!is_good)
		return NULL;
	node = store_model_find(full);
	errno = ENOENT;
	return node ? strdup(node->value) : NULL;
}

char **store_list(struct store *store, unsigned int *count, const char *path, ...)
{
	char full[STORE_MODEL_PATH], **names, *text;
	va_list arguments;
	bool is_good;

	(void)store;
	va_start(arguments, path);
	is_good = store_model_path(full, path, arguments);
	va_end(arguments);
	if (!is_good)
		return NULL;
	errno = ENOENT;
	if (!store_model_find(full))
		return NULL;
	*count = 0;
	names = malloc(STORE_MODEL_NODES * (sizeof(*names) + STORE_MODEL_PATH));
	text = (char *)(names + STORE_MODEL_NODES);
	for (unsigned int i = 0; i < store_model.nodes.count; i++) {
		const char *name = store_model_below(store_model.nodes.node[i].path, full);

		if (!name || strchr(name, '/'))
			continue;
		names[(*count)++] = strcpy(text, name);
		text += strlen(name) + 1;
	}
	return names;
}

int store_begin(struct store *store)
{
	assert_int_equal(store->transaction, 0);
	store->transaction = 1;
	store_model_copy(&store_model.before, &store_model.nodes);
	return 0;
}

int store_end(struct store *store, bool is_good)
{
	assert_int_equal(store->transaction, 1);
	store->transaction = 0;
	if (is_good)
		store_model.commits++;
	else
		store_model_copy(&store_model.nodes, &store_model.before);
	return 0;
}

bool store_is_introduced(struct store *store, uint32_t domain)
{
	(void)store;
	(void)domain;
	return true;
}

int store_make_directory(struct store *store, uint32_t reader, const char *path)
{
	(void)reader;
	store_remove(store, path);
	return store_model_set(path, "");
}

int store_make(struct store *store, const char *path)
{
	(void)store;
	return store_model_find(path) ? 0 : store_model_set(path, "");
}

int store_remove(struct store *store, const char *path)
{
	struct store_model_nodes *nodes = &store_model.nodes;
	unsigned int kept = 0, count = nodes->count;

	(void)store;
	if (store_model_check(path))
		return store_model_check(path);
	if (store_model.fails_at && !strcmp(path, store_model.fails_at))
		return -EIO;
	for (unsigned int i = 0; i < count; i++) {
		if (!strcmp(nodes->node[i].path, path) ||
		    store_model_below(nodes->node[i].path, path))
			free(nodes->node[i].value);
		else
			nodes->node[kept++] = nodes->node[i];
	}
	nodes->count = kept;
	return kept == count ? -ENOENT : 0;
}

int store_write(struct store *store, const char *directory, const char *key, const char *value, ...)
{
	char path[STORE_MODEL_PATH], text[STORE_MODEL_VALUE];
	va_list arguments;
	int needed;

	(void)store;
	snprintf(path, sizeof(path), "%s/%s", directory, key);
	va_start(arguments, value);
	needed = vsnprintf(text, sizeof(text), value, arguments);
	va_end(arguments);
	return needed < (int)sizeof(text) ? store_model_set(path, text) : -E2BIG;
}

int store_watch(struct store *store, const char *path, const char *token)
{
	(void)store;
	(void)path;
	(void)token;
	return 0;
}

int store_fd(const struct store *store)
{
	(void)store;
	return -1;
}

char **store_next_event(struct store *store)
{
	(void)store;
	errno = EAGAIN;
	return NULL;
}

#endif
