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

/** make_path() - the path of a format, in errno's words where it is too long */
__attribute__((format(printf, 2, 0))) static bool make_path(char path[PATH_SIZE],
							    const char *format, va_list arguments)
{
	int needed = vsnprintf(path, PATH_SIZE, format, arguments);

	errno = ENAMETOOLONG;
	return needed >= 0 && needed < PATH_SIZE;
}

char *store_read(struct store *store, const char *path, ...)
{
	char full[PATH_SIZE];
	unsigned int length;
	va_list arguments;
	bool fits;

	va_start(arguments, path);
	fits = make_path(full, path, arguments);
	va_end(arguments);
	return fits ? xs_read(store->handle, store->transaction, full, &length) : NULL;
}

char **store_list(struct store *store, unsigned int *count, const char *path, ...)
{
	char full[PATH_SIZE];
	va_list arguments;
	bool fits;

	va_start(arguments, path);
	fits = make_path(full, path, arguments);
	va_end(arguments);
	return fits ? xs_directory(store->handle, store->transaction, full, count) : NULL;
}

int store_begin(struct store *store)
{
	store->transaction = xs_transaction_start(store->handle);
	return store->transaction == XBT_NULL ? -errno : 0;
}

int store_end(struct store *store, bool is_good)
{
	bool has_ended = xs_transaction_end(store->handle, store->transaction, !is_good);

	store->transaction = XBT_NULL;
	return has_ended ? 0 : -errno;
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

	xs_rm(store->handle, store->transaction, path);
	if (!xs_mkdir(store->handle, store->transaction, path) ||
	    !xs_set_permissions(store->handle, store->transaction, path, permissions, 2))
		return -errno;
	return 0;
}

int store_make(struct store *store, const char *path)
{
	return xs_mkdir(store->handle, store->transaction, path) ? 0 : -errno;
}

int store_remove(struct store *store, const char *path)
{
	return xs_rm(store->handle, store->transaction, path) ? 0 : -errno;
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
	return xs_write(store->handle, store->transaction, path, text, (unsigned int)needed) ?
		0 :
		-errno;
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
