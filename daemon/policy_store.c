// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * policy_store.c - policies in xenstore
 */
#include "policy_store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/guest.h"
#include "daemon/log.h"

#define TOOL_DIRECTORY "/tool/xen-scmi"
#define LOADED_KEY     "policy-files"
#define ATTEMPTS       10
#define PATH_SIZE      (sizeof(GUEST_POLICY_ROOT "/") + POLICY_NAME_MAX)

int policy_store_read(struct store *store, const char *guest, enum scmi_resource resource,
		      struct rights *rights, struct why *why)
{
	const char *kind = scmi_resource_name(resource);
	char *text = store_read(store, GUEST_POLICY_ROOT "/%s/%s", guest, kind);
	struct why reason;
	int rc;

	if (!text && errno == ENOENT)
		return 0;
	if (!text)
		return why_not(why, -errno, "cannot read the policy of %s: %s: %s", guest, kind,
			       strerror(errno));
	rc = rights_parse(rights, resource, text, &reason);
	if (rc)
		why_not(why, rc, "the policy of %s has %s = \"%.40s\": %.120s", guest, kind, text,
			reason.text);
	free(text);
	return rc;
}

/** write_kind() - write what a guest is granted of a kind; no right is no key */
static int write_kind(struct store *store, const char *guest, enum scmi_resource resource,
		      const struct rights *rights, struct why *why)
{
	const char *kind = scmi_resource_name(resource);
	char directory[PATH_SIZE], path[PATH_SIZE + 20];
	char *text;
	int rc;

	snprintf(directory, sizeof(directory), GUEST_POLICY_ROOT "/%s", guest);
	snprintf(path, sizeof(path), "%s/%s", directory, kind);
	if (rights_are_none(rights)) {
		rc = store_remove(store, path);
		rc = rc == -ENOENT ? 0 : rc;
	} else {
		text = policy_text(rights, resource);
		rc = text ? store_write(store, directory, kind, "%s", text) : -ENOMEM;
		free(text);
	}
	if (rc == -E2BIG)
		return why_not(why, rc,
			       "the policy of %s: %s would be longer than xenstore takes, expected "
			       "fewer ranges",
			       guest, kind);
	return rc ? why_not(why, rc, "cannot write the policy of %s: %s: %s", guest, kind,
			    strerror(-rc)) :
		    0;
}

bool policy_store_has(struct store *store, const char *guest)
{
	unsigned int count;
	char **names = store_list(store, &count, GUEST_POLICY_ROOT "/%s", guest);
	bool has = names || errno != ENOENT;

	free(names);
	return has;
}

/** keep() - a guest for which nothing is written any more gets nothing, and has a policy still */
static int keep(struct store *store, const char *guest, struct why *why)
{
	char path[PATH_SIZE];
	int rc;

	snprintf(path, sizeof(path), GUEST_POLICY_ROOT "/%s", guest);
	rc = store_make(store, path);
	return rc ? why_not(why, rc, "cannot write the policy of %s: %s", guest, strerror(-rc)) : 0;
}

/* --- at once or not at all --- */

/* What is done in a transaction; it may be done several times. */
struct work {
	int (*run)(struct store *store, const struct work *work, struct why *why);
	const char *guest;
	enum policy_change_way way;
	const struct policy_change *changes;
	size_t count;
	const struct policy_file *file;
};

static int at_once(struct store *store, const struct work *work, struct why *why)
{
	int rc = -EAGAIN;

	for (int attempt = 0; rc == -EAGAIN && attempt < ATTEMPTS; attempt++) {
		int ended;

		rc = store_begin(store);
		if (rc)
			return why_not(why, rc, "xenstore: cannot begin a transaction: %s",
				       strerror(-rc));
		rc = work->run(store, work, why);
		ended = store_end(store, !rc);
		if (!rc && ended)
			rc = why_not(why, ended, "xenstore: the policy could not be changed: %s",
				     strerror(-ended));
	}
	return rc;
}

static int change_one(struct store *store, const struct work *work,
		      const struct policy_change *change, struct why *why)
{
	struct rights rights = { 0 };
	int rc = policy_store_read(store, work->guest, change->resource, &rights, why);
	char *text;

	if (!rc) {
		rc = policy_change_apply(change, work->way, &rights);
		text = policy_text(&change->rights, change->resource);
		if (rc == -ENOENT && !policy_store_has(store, work->guest))
			why_not(why, rc,
				"%s has no policy, and may use what its devices need: grant it "
				"what "
				"it is to keep",
				work->guest);
		else if (rc)
			why_not(why, rc, "%s=%.100s: %s %s", scmi_resource_name(change->resource),
				text ? text : "?",
				rc == -ENOENT ? "nothing of it is granted to" : "out of memory for",
				work->guest);
		free(text);
	}
	if (!rc)
		rc = write_kind(store, work->guest, change->resource, &rights, why);
	rights_clear(&rights);
	return rc;
}

static int change_all(struct store *store, const struct work *work, struct why *why)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < work->count; i++)
		rc = change_one(store, work, &work->changes[i], why);
	return rc;
}

int policy_store_change(struct store *store, const char *guest, enum policy_change_way way,
			const struct policy_change *changes, size_t count, struct why *why)
{
	const struct work work = {
		.run = change_all,
		.guest = guest,
		.way = way,
		.changes = changes,
		.count = count,
	};

	return at_once(store, &work, why);
}

static int load_all(struct store *store, const struct work *work, struct why *why)
{
	int rc = 0;

	for (const struct policy_section *section = work->file->sections; !rc && section;
	     section = section->next) {
		for (int resource = SCMI_NO_RESOURCE + 1; !rc && resource < SCMI_RESOURCES;
		     resource++)
			rc = write_kind(store, section->guest, resource, &section->rights[resource],
					why);
		if (!rc)
			rc = keep(store, section->guest, why);
	}
	return rc;
}

int policy_store_load(struct store *store, const struct policy_file *file, struct why *why)
{
	const struct work work = { .run = load_all, .file = file };

	return at_once(store, &work, why);
}

/* --- the directory --- */

/** mix() - go on with a hash (FNV-1a) */
static uint64_t mix(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *byte = bytes;

	while (length--)
		hash = (hash ^ *byte++) * 0x100000001b3u;
	return hash;
}

/** hash_all() - of names and texts, in a word for xenstore */
static void hash_all(const struct policy_files *files, char word[20])
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (int i = 0; i < files->count; i++) {
		size_t length = 0;
		struct why why;
		char *text = policy_file_read(files->path[i], &length, &why);

		hash = mix(hash, files->path[i], strlen(files->path[i]) + 1);
		hash = mix(hash, &length, sizeof(length));
		hash = mix(hash, text, text ? length : 0);
		free(text);
	}
	snprintf(word, 20, "%016" PRIx64, hash);
}

static bool is_loaded(struct store *store, const char *word)
{
	char *known = store_read(store, TOOL_DIRECTORY "/" LOADED_KEY);
	bool same = known && !strcmp(known, word);

	free(known);
	return same;
}

static void load_one(struct store *store, const char *path)
{
	struct policy_file file = { 0 };
	struct why why;
	int rc = policy_file_load(&file, path, &why);

	if (!rc) {
		struct why reason;

		rc = policy_store_load(store, &file, &reason);
		if (rc)
			why_not(&why, rc, "%.60s: %.180s", path, reason.text);
	}
	if (rc)
		log_error("policy file skipped: %s", why.text);
	else
		log_info("policy file loaded: %s", path);
	policy_file_clear(&file);
}

void policy_store_load_directory(struct store *store, const char *directory)
{
	struct policy_files files;
	char word[20];
	int rc = policy_files_find(&files, directory);

	if (rc) {
		log_error("policy-dir = %s: %s, expected a directory", directory, strerror(-rc));
		return;
	}
	hash_all(&files, word);
	if (!is_loaded(store, word)) {
		for (int i = 0; i < files.count; i++)
			load_one(store, files.path[i]);
		store_write(store, TOOL_DIRECTORY, LOADED_KEY, "%s", word);
	}
	policy_files_free(&files);
}
