/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * store.h - xenstore: read, write, watch
 */
#ifndef XEN_SCMI_DAEMON_XEN_STORE_H
#define XEN_SCMI_DAEMON_XEN_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/why.h"

struct xs_handle;

struct store {
	struct xs_handle *handle;
	uint32_t transaction; /* 0: none */
};

/** store_open() - Return: 0; -errno with the reason where xenstored does not answer */
int store_open(struct store *store, struct why *why);
void store_close(struct store *store);

/** store_read() - Return: the value, to be freed; NULL with errno set, ENOENT where it is absent */
__attribute__((format(printf, 2, 3))) char *store_read(struct store *store, const char *path, ...);

/** store_list() - Return: names below a path, to be freed as one; NULL with errno */
__attribute__((format(printf, 3, 4))) char **store_list(struct store *store, unsigned int *count,
							const char *path, ...);

/**
 * store_begin() - what is read, listed, written and removed until store_end() happens at once
 *
 * Return: 0; a negative errno.
 */
int store_begin(struct store *store);

/** store_end() - Return: 0; -EAGAIN: somebody else was faster, and nothing has happened */
int store_end(struct store *store, bool is_good);

/** store_is_introduced() - whether the toolstack has built a domain and told xenstore of it */
bool store_is_introduced(struct store *store, uint32_t domain);

/**
 * store_make_directory() - an empty directory that dom0 owns and a guest may read
 *
 * What was there before is gone. What is written below inherits the permissions.
 */
int store_make_directory(struct store *store, uint32_t reader, const char *path);

/** store_make() - see to it that there is a directory; what it has stays */
int store_make(struct store *store, const char *path);
int store_remove(struct store *store, const char *path);

/** store_write() - write @directory/@key */
__attribute__((format(printf, 4, 5))) int store_write(struct store *store, const char *directory,
						      const char *key, const char *value, ...);

/** store_watch() - have store_next_event() tell of changes at and below a path */
int store_watch(struct store *store, const char *path, const char *token);
int store_fd(const struct store *store);

/**
 * store_next_event() - the next event of a watch, without waiting
 *
 * Return: strings { path, token }, to be freed as one; NULL with errno EAGAIN where there is none,
 * with another errno where xenstored is gone.
 */
char **store_next_event(struct store *store);

#endif
