// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * policy_store.c - policies in xenstore
 */
#include "policy_store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/devices.h"
#include "daemon/guest.h"
#include "daemon/log.h"

#define TOOL_DIRECTORY "/tool/xen-scmi"
#define LOADED_KEY     "policy-files"
#define LOADED_PATH    TOOL_DIRECTORY "/" LOADED_KEY
#define ATTEMPTS       10
/* of either directory; this is the longer */
#define PATH_SIZE      (sizeof(LOADED_PATH "/") + POLICY_NAME_MAX)

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

static bool has_policy(struct store *store, const char *guest)
{
	unsigned int count;
	char **names;
	bool has;

	if (!policy_can_be_for(guest))
		return false;
	names = store_list(store, &count, GUEST_POLICY_ROOT "/%s", guest);
	has = names || errno != ENOENT;
	free(names);
	return has;
}

int policy_store_basis(struct store *store, const struct policy_subject *subject,
		       struct policy_basis *basis, struct why *why)
{
	char *text = NULL;
	struct why reason;
	int rc = 0;

	*basis = (struct policy_basis){ .is_written = has_policy(store, subject->name) };
	basis->derives = !basis->is_written && subject->derives;
	if (!basis->is_written)
		return 0;
	text = store_read(store, GUEST_POLICY_ROOT "/%s/" POLICY_DERIVE, subject->name);
	if (!text && errno != ENOENT)
		rc = why_not(why, -errno, "cannot read the policy of %s: " POLICY_DERIVE ": %s",
			     subject->name, strerror(errno));
	if (text && policy_derive_parse(text, &basis->derives, &reason))
		rc = why_not(why, -EINVAL, "the policy of %s has " POLICY_DERIVE " = \"%.40s\": %s",
			     subject->name, text, reason.text);
	free(text);
	return rc;
}

int policy_store_granted(struct store *store, const struct policy_subject *subject,
			 const struct policy_basis *basis, enum scmi_resource resource,
			 struct rights *rights, struct why *why)
{
	struct rights written = { 0 };
	int rc = 0;

	if (basis->is_written)
		rc = policy_store_read(store, subject->name, resource, &written, why);
	if (!rc) {
		if (basis->derives && subject->devices)
			rc = devices_all(subject->devices, resource, RIGHT_WHOLE, rights);
		if (!rc)
			rc = rights_add(rights, &written);
		if (rc)
			why_not(why, rc, "out of memory");
	}
	rights_clear(&written);
	if (rc)
		rights_clear(rights);
	return rc;
}

/** write_key() - write a key of a guest's policy; NULL: there is to be none */
static int write_key(struct store *store, const char *guest, const char *key, const char *text,
		     struct why *why)
{
	char directory[PATH_SIZE], path[PATH_SIZE + 20];
	int rc;

	snprintf(directory, sizeof(directory), GUEST_POLICY_ROOT "/%s", guest);
	snprintf(path, sizeof(path), "%s/%s", directory, key);
	if (text) {
		rc = store_write(store, directory, key, "%s", text);
	} else {
		rc = store_remove(store, path);
		rc = rc == -ENOENT ? 0 : rc;
	}
	if (rc == -E2BIG)
		return why_not(why, rc,
			       "the policy of %s: %s would be longer than xenstore takes, expected "
			       "fewer ranges",
			       guest, key);
	return rc ? why_not(why, rc, "cannot write the policy of %s: %s: %s", guest, key,
			    strerror(-rc)) :
		    0;
}

/** write_kind() - write what a guest is granted of a kind; no right is no key */
static int write_kind(struct store *store, const char *guest, enum scmi_resource resource,
		      const struct rights *rights, struct why *why)
{
	bool is_none = rights_are_none(rights);
	char *text = is_none ? NULL : policy_text(rights, resource);
	int rc = text || is_none ?
		write_key(store, guest, scmi_resource_name(resource), text, why) :
		why_not(why, -ENOMEM, "out of memory");

	free(text);
	return rc;
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

/** note_file() - note from which file a guest's policy comes; NULL: from none */
static int note_file(struct store *store, const char *guest, const char *file, struct why *why)
{
	char path[PATH_SIZE];
	int rc;

	snprintf(path, sizeof(path), LOADED_PATH "/%s", guest);
	rc = file ? store_write(store, LOADED_PATH, guest, "%s", file) : store_remove(store, path);
	return rc && (file || rc != -ENOENT) ?
		why_not(why, rc, "cannot write %s: %s", path, strerror(-rc)) :
		0;
}

/** remove_policy() - leave no policy of a guest, and no word of where it came from */
static int remove_policy(struct store *store, const char *guest, struct why *why)
{
	char path[PATH_SIZE];
	int rc;

	snprintf(path, sizeof(path), GUEST_POLICY_ROOT "/%s", guest);
	rc = store_remove(store, path);
	if (rc && rc != -ENOENT)
		return why_not(why, rc, "cannot remove the policy of %s: %s", guest, strerror(-rc));
	return note_file(store, guest, NULL, why);
}

/* --- at once or not at all --- */

struct directory;

/* What is done in a transaction; it may be done several times. */
struct work {
	int (*run)(struct store *store, const struct work *work, struct why *why);
	const struct policy_subject *subject;
	enum policy_change_way way;
	const struct policy_change *changes;
	size_t count;
	const struct policy_file *file;
	const char *path; /* of the file, where the policies are to go with it; else NULL */
	const struct directory *directory;
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
	const char *guest = work->subject->name;
	struct rights rights = { 0 };
	int rc = policy_store_read(store, guest, change->resource, &rights, why);
	char *text;

	if (!rc) {
		rc = policy_change_apply(change, work->way, &rights);
		text = policy_text(&change->rights, change->resource);
		if (rc)
			why_not(why, rc, "%s=%.100s: %s %s", scmi_resource_name(change->resource),
				text ? text : "?",
				rc == -ENOENT ? "nothing of it is granted to" : "out of memory for",
				guest);
		free(text);
	}
	if (!rc)
		rc = write_kind(store, guest, change->resource, &rights, why);
	rights_clear(&rights);
	return rc;
}

/** write_out() - write all that a guest is granted, in place of what its devices need */
static int write_out(struct store *store, const struct policy_subject *subject,
		     const struct policy_basis *basis, struct why *why)
{
	int rc = 0;

	if (!subject->devices)
		return why_not(why, -ENOENT,
			       "%s is granted what its devices need, and not served: expected it "
			       "to run, or a policy that says what it is to keep",
			       subject->name);
	for (int resource = SCMI_NO_RESOURCE + 1; !rc && resource < SCMI_RESOURCES; resource++) {
		struct rights rights = { 0 };

		rc = policy_store_granted(store, subject, basis, resource, &rights, why);
		if (!rc)
			rc = write_kind(store, subject->name, resource, &rights, why);
		rights_clear(&rights);
	}
	if (!rc)
		rc = write_key(store, subject->name, POLICY_DERIVE, NULL, why);
	return rc ? rc : keep(store, subject->name, why);
}

static int change_all(struct store *store, const struct work *work, struct why *why)
{
	const struct policy_subject *subject = work->subject;
	struct policy_basis basis;
	int rc = policy_store_basis(store, subject, &basis, why);

	if (!rc && basis.derives && work->way == POLICY_REVOKES)
		rc = write_out(store, subject, &basis, why);
	if (!rc && basis.derives && work->way == POLICY_GRANTS)
		rc = write_key(store, subject->name, POLICY_DERIVE, "yes", why);
	for (size_t i = 0; !rc && i < work->count; i++)
		rc = change_one(store, work, &work->changes[i], why);
	return rc;
}

int policy_store_change(struct store *store, const struct policy_subject *subject,
			enum policy_change_way way, const struct policy_change *changes,
			size_t count, struct why *why)
{
	const struct work work = {
		.run = change_all,
		.subject = subject,
		.way = way,
		.changes = changes,
		.count = count,
	};

	return at_once(store, &work, why);
}

static int remove_one(struct store *store, const struct work *work, struct why *why)
{
	return remove_policy(store, work->subject->name, why);
}

int policy_store_remove(struct store *store, const char *guest, struct why *why)
{
	const struct policy_subject subject = { .name = guest };
	const struct work work = { .run = remove_one, .subject = &subject };

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
			rc = write_key(store, section->guest, POLICY_DERIVE,
				       section->derives ? "yes" : NULL, why);
		if (!rc)
			rc = keep(store, section->guest, why);
		if (!rc)
			rc = note_file(store, section->guest, work->path, why);
	}
	return rc;
}

int policy_store_load(struct store *store, const struct policy_file *file, struct why *why)
{
	const struct work work = { .run = load_all, .file = file };

	return at_once(store, &work, why);
}

/* --- the directory --- */

struct directory {
	struct policy_files files;
	struct policy_file *file; /* what each of them says */
	bool *is_good;		  /* whether it can be understood */
};

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
	char *known = store_read(store, LOADED_PATH);
	bool same = known && !strcmp(known, word);

	free(known);
	return same;
}

/** load_one() - Return: 0; a negative errno where it may go well another time */
static int load_one(struct store *store, struct directory *directory, int file)
{
	const char *path = directory->files.path[file];
	const struct work work = { .run = load_all, .file = &directory->file[file], .path = path };
	struct why why, reason;
	int rc = policy_file_load(&directory->file[file], path, &why);

	directory->is_good[file] = !rc;
	if (rc) {
		log_error("policy file skipped: %s", why.text);
		return 0;
	}
	rc = at_once(store, &work, &reason);
	if (rc)
		log_error("policy file skipped: %s: %s", path, reason.text);
	else
		log_info("policy file loaded: %s", path);
	/* What is too long stays so. */
	return rc == -E2BIG ? 0 : rc;
}

/** is_gone() - whether the file is gone that a guest's policy came from, or its section for it */
static bool is_gone(const struct directory *directory, const char *guest, const char *path)
{
	int file = 0;

	while (file < directory->files.count && strcmp(directory->files.path[file], path) != 0)
		file++;
	if (file == directory->files.count)
		return true;
	if (!directory->is_good[file])
		return false;
	for (const struct policy_section *section = directory->file[file].sections; section;
	     section = section->next)
		if (!strcmp(section->guest, guest))
			return false;
	return true;
}

static int remove_gone(struct store *store, const struct work *work, struct why *why)
{
	unsigned int count = 0;
	char **guests = store_list(store, &count, LOADED_PATH);
	int rc = guests || errno == ENOENT ?
		0 :
		why_not(why, -errno, "cannot read " LOADED_PATH ": %s", strerror(errno));

	for (unsigned int i = 0; !rc && i < count; i++) {
		char *path = store_read(store, LOADED_PATH "/%s", guests[i]);

		if (!path)
			rc = why_not(why, -errno, "cannot read " LOADED_PATH "/%s: %s", guests[i],
				     strerror(errno));
		if (path && is_gone(work->directory, guests[i], path)) {
			rc = remove_policy(store, guests[i], why);
			if (!rc)
				log_info("policy of %s: removed: it came from %s", guests[i], path);
		}
		free(path);
	}
	free(guests);
	return rc;
}

/** load_files() - load all of them, and remember that only if all went well */
static void load_files(struct store *store, struct directory *directory, const char *word)
{
	const struct work work = { .run = remove_gone, .directory = directory };
	struct why why;
	int rc = 0;

	for (int file = 0; file < directory->files.count; file++) {
		int loaded = load_one(store, directory, file);

		rc = rc ? rc : loaded;
	}
	if (rc)
		return;
	rc = at_once(store, &work, &why);
	if (!rc) {
		rc = store_write(store, TOOL_DIRECTORY, LOADED_KEY, "%s", word);
		if (rc)
			why_not(&why, rc, "cannot write " LOADED_PATH ": %s", strerror(-rc));
	}
	if (rc)
		log_error("policy files: %s", why.text);
}

void policy_store_load_directory(struct store *store, const char *path)
{
	struct directory directory = { 0 };
	char word[20];
	int rc = policy_files_find(&directory.files, path);

	if (rc) {
		log_error("policy-dir = %s: %s, expected a directory", path, strerror(-rc));
		return;
	}
	directory.file = calloc((size_t)directory.files.count + 1, sizeof(*directory.file));
	directory.is_good = calloc((size_t)directory.files.count + 1, sizeof(*directory.is_good));
	hash_all(&directory.files, word);
	if (!directory.file || !directory.is_good)
		log_error("policy-dir = %s: out of memory", path);
	else if (!is_loaded(store, word))
		load_files(store, &directory, word);
	for (int file = 0; directory.file && file < directory.files.count; file++)
		policy_file_clear(&directory.file[file]);
	free(directory.file);
	free(directory.is_good);
	policy_files_free(&directory.files);
}
