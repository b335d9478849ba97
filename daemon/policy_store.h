/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy_store.h - policies in xenstore: changed by command, and loaded from files
 *
 * Every change is made at once or not at all. The watch on the policy makes it count.
 */
#ifndef XEN_SCMI_DAEMON_POLICY_STORE_H
#define XEN_SCMI_DAEMON_POLICY_STORE_H

#include "daemon/policy_file.h"
#include "daemon/xen/store.h"

/**
 * policy_store_has() - whether anything is written for a guest, be it that it gets nothing
 *
 * If that cannot be known there is: the guest then gets what can be read, and no more.
 */
bool policy_store_has(struct store *store, const char *guest);

/** policy_store_read() - what a guest is granted of a kind; nothing where there is no key */
int policy_store_read(struct store *store, const char *guest, enum scmi_resource resource,
		      struct rights *rights, struct why *why);

/**
 * policy_store_change() - grant or revoke resources
 * @changes: @count of them, in the order in which they are made
 *
 * Return: 0; a negative errno with the reason in @why, nothing being changed.
 */
int policy_store_change(struct store *store, const char *guest, enum policy_change_way way,
			const struct policy_change *changes, size_t count, struct why *why);

/** policy_store_load() - replace the policy of each guest that has a section in a file */
int policy_store_load(struct store *store, const struct policy_file *file, struct why *why);

/**
 * policy_store_load_directory() - load all files *.conf of a directory, in the order of their names
 *
 * What is wrong with a file is logged, and the others count. Files that were loaded since the
 * machine started, and have not changed, are left alone: what was granted or revoked since then
 * outlives a daemon that ends.
 */
void policy_store_load_directory(struct store *store, const char *directory);

#endif
