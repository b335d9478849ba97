// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * journal.c - a mapped file for each guest
 */
#include "journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "guest-"

static void path_of(char *path, size_t size, const char *directory, uint32_t domain)
{
	snprintf(path, size, "%s/" PREFIX "%u", directory, domain);
}

static struct journal *map(int fd)
{
	void *mapping =
		mmap(NULL, sizeof(struct journal), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	return mapping == MAP_FAILED ? NULL : mapping;
}

struct journal *journal_create(const char *directory, const struct xen_domain *domain,
			       struct why *why)
{
	char path[128];
	struct journal *journal = NULL;
	int fd;

	path_of(path, sizeof(path), directory, domain->id);
	/* A new file: an old one may still be mapped by a guest that is being left. */
	unlink(path);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	/* Room for all of it now: to write to a mapping without is a signal. */
	if (fd >= 0)
		errno = posix_fallocate(fd, 0, sizeof(*journal));
	if (fd >= 0 && !errno)
		journal = map(fd);
	if (!journal) {
		why_not(why, -errno, "cannot write %s: %s", path, strerror(errno));
		if (fd >= 0)
			unlink(path);
	} else {
		journal->layout = JOURNAL_LAYOUT;
		journal->domain = domain->id;
		journal->vcpus = domain->vcpus;
		memcpy(journal->uuid, domain->uuid, XEN_UUID_SIZE);
	}
	if (fd >= 0)
		close(fd);
	return journal;
}

/** is_sound() - whether what a journal says can be used as it stands */
static bool is_sound(const struct journal *journal)
{
	if (journal->layout != JOURNAL_LAYOUT || journal->name[JOURNAL_NAME - 1] ||
	    journal->vcpus > JOURNAL_VCPUS || journal->holds.count > POLICY_HOLDS)
		return false;
	for (uint32_t i = 0; i < journal->holds.count; i++)
		if (journal->holds.hold[i].setting >= SCMI_SETTINGS ||
		    journal->holds.hold[i].releasing > POLICY_RELEASES_LAST)
			return false;
	return true;
}

struct journal *journal_open(const char *directory, uint32_t domain, struct why *why)
{
	char path[128];
	struct journal *journal = NULL;
	struct stat status;
	int fd;

	path_of(path, sizeof(path), directory, domain);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		if (errno != ENOENT)
			why_not(why, -errno, "cannot read %s: %s", path, strerror(errno));
		return NULL;
	}
	if (!fstat(fd, &status) && status.st_size == sizeof(*journal))
		journal = map(fd);
	close(fd);
	if (journal && !is_sound(journal)) {
		journal_close(journal);
		journal = NULL;
	}
	if (!journal) {
		errno = EINVAL;
		why_not(why, -EINVAL, "%s is not a journal of this version", path);
		return NULL;
	}
	holds_mend(&journal->holds);
	return journal;
}

/** domain_of() - the domain id in a file's name, -1 where it is no journal's */
static int64_t domain_of(const char *name)
{
	char canonical[sizeof(PREFIX) + 10];
	unsigned long domain;

	if (strncmp(name, PREFIX, sizeof(PREFIX) - 1))
		return -1;
	domain = strtoul(name + sizeof(PREFIX) - 1, NULL, 10);
	if (domain > UINT16_MAX) /* domid_t */
		return -1;
	/* There are other ways to write a number, but not ours. */
	snprintf(canonical, sizeof(canonical), PREFIX "%lu", domain);
	return strcmp(name, canonical) ? -1 : (int64_t)domain;
}

int64_t journal_next(const char *directory, uint32_t from)
{
	DIR *stream = opendir(directory);
	int64_t next = -ENOENT;
	struct dirent *entry;

	if (!stream)
		return -ENOENT;
	while ((entry = readdir(stream))) {
		int64_t domain = domain_of(entry->d_name);

		if (domain >= from && (next < 0 || domain < next))
			next = domain;
	}
	closedir(stream);
	return next;
}

void journal_close(struct journal *journal)
{
	munmap(journal, sizeof(*journal));
}

void journal_remove(const char *directory, uint32_t domain)
{
	char path[128];

	path_of(path, sizeof(path), directory, domain);
	unlink(path);
}
