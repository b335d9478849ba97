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

struct devices;

/**
 * struct policy_subject - the guest that a policy is for
 * @derives: whether it is granted what its devices need where nothing is written for it
 * @devices: of a guest that is served; NULL: they are not known
 */
struct policy_subject {
	const char *name;
	bool derives;
	const struct devices *devices;
};

/* Where what a guest is granted comes from. */
struct policy_basis {
	bool is_written; /* its policy, be it that it gets nothing */
	bool derives;	 /* what its devices need; what is written for the same id counts */
};

/**
 * policy_store_basis() - where what a guest is granted comes from
 *
 * No policy can be written for one whose name xenstore does not take: policy_can_be_for(). If it
 * cannot be known whether there is one, there is: the guest gets what can be read, and no more.
 *
 * Return: 0; a negative errno with the reason where it is not known whether its policy has what its
 * devices need granted: then it has not.
 */
int policy_store_basis(struct store *store, const struct policy_subject *subject,
		       struct policy_basis *basis, struct why *why);

/**
 * policy_store_granted() - what a guest is granted of a kind
 * @rights: receives it; nothing where there is an error
 *
 * Return: 0; a negative errno with the reason.
 */
int policy_store_granted(struct store *store, const struct policy_subject *subject,
			 const struct policy_basis *basis, enum scmi_resource resource,
			 struct rights *rights, struct why *why);

/** policy_store_read() - what is written for a guest of a kind; nothing where there is no key */
int policy_store_read(struct store *store, const char *guest, enum scmi_resource resource,
		      struct rights *rights, struct why *why);

/**
 * policy_store_change() - grant or revoke resources
 * @changes: @count of them, in the order in which they are made
 *
 * Who is granted what its devices need keeps that when it is granted more. Before anything of it is
 * revoked, all of it is written, and it is granted what is written alone.
 *
 * Return: 0; a negative errno with the reason in @why, nothing being changed.
 */
int policy_store_change(struct store *store, const struct policy_subject *subject,
			enum policy_change_way way, const struct policy_change *changes,
			size_t count, struct why *why);

/** policy_store_remove() - leave no policy of a guest */
int policy_store_remove(struct store *store, const char *guest, struct why *why);

/** policy_store_load() - replace the policy of each guest that has a section in a file */
int policy_store_load(struct store *store, const struct policy_file *file, struct why *why);

/**
 * policy_store_load_directory() - load all files *.conf of a directory, in the order of their names
 *
 * What is wrong with a file is logged, and the others count. A policy that came from a file is
 * removed where no file has a section for its guest; what a wrong file had said stays. Files that
 * were loaded since the machine started, and have not changed, are left alone: what was granted or
 * revoked since then outlives a daemon that ends. Where xenstore fails, the next call loads them.
 */
void policy_store_load_directory(struct store *store, const char *path);

#endif
