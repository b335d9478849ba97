// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * store.c - xenstore through libxenstore
 */
#include "store.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <xenstore.h>

#define PATH_SIZE  256 /* XENSTORE_REL_PATH_MAX of xen/io/xs_wire.h */
#define VALUE_SIZE 4096

int store_open(struct store *store, struct why *why)
{
	errno = 0;
	/* Through the socket alone: the kernel's device waits for a xenstored that is not there. */
	store->handle = xs_open(XS_OPEN_SOCKETONLY);
	if (!store->handle)
		return why_not(why, errno ? -errno : -ENODEV,
			       "cannot reach xenstore: %s; expected a running xenstored",
			       errno ? strerror(errno) : "no connection");
	return 0;
}

void store_close(struct store *store)
{
	if (store->handle)
		xs_close(store->handle);
	store->handle = NULL;
}

char *store_read(struct store *store, const char *path, ...)
{
	char full[PATH_SIZE];
	unsigned int length;
	va_list arguments;
	int needed;

	va_start(arguments, path);
	needed = vsnprintf(full, sizeof(full), path, arguments);
	va_end(arguments);
	if (needed < 0 || (size_t)needed >= sizeof(full)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	return xs_read(store->handle, XBT_NULL, full, &length);
}

bool store_is_introduced(struct store *store, uint32_t domain)
{
	return xs_is_domain_introduced(store->handle, domain);
}

int store_make_directory(struct store *store, uint32_t reader, const char *path)
{
	struct xs_permissions permissions[] = {
		{ .id = 0, .perms = XS_PERM_NONE },
		{ .id = reader, .perms = XS_PERM_READ },
	};

	xs_rm(store->handle, XBT_NULL, path);
	if (!xs_mkdir(store->handle, XBT_NULL, path) ||
	    !xs_set_permissions(store->handle, XBT_NULL, path, permissions, 2))
		return -errno;
	return 0;
}

int store_remove(struct store *store, const char *path)
{
	return xs_rm(store->handle, XBT_NULL, path) ? 0 : -errno;
}

int store_write(struct store *store, const char *directory, const char *key, const char *value, ...)
{
	char path[PATH_SIZE];
	char text[VALUE_SIZE];
	va_list arguments;
	int needed;

	snprintf(path, sizeof(path), "%s/%s", directory, key);
	va_start(arguments, value);
	needed = vsnprintf(text, sizeof(text), value, arguments);
	va_end(arguments);
	if (needed < 0 || (size_t)needed >= sizeof(text))
		return -E2BIG;
	return xs_write(store->handle, XBT_NULL, path, text, (unsigned int)needed) ? 0 : -errno;
}

int store_watch(struct store *store, const char *path, const char *token)
{
	return xs_watch(store->handle, path, token) ? 0 : -errno;
}

int store_fd(const struct store *store)
{
	return xs_fileno(store->handle);
}

char **store_next_event(struct store *store)
{
	return xs_check_watch(store->handle);
}
