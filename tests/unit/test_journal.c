// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_journal.c - guests' files: made, found again, and refused where they are not sound
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "daemon/journal.h"
#include "folder.h"

static struct folder folder;

static const struct xen_domain domain = {
	.id = 7,
	.uuid = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 },
	.vcpus = 2,
};

static int set_up(void **state)
{
	(void)state;
	folder_make(&folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

static struct journal *create(void)
{
	struct why why;
	struct journal *journal = journal_create(folder.path, &domain, &why);

	if (!journal)
		fail_msg("%s", why.text);
	return journal;
}

static void test_create(void **state)
{
	const uint8_t nothing[sizeof(struct journal)] = { 0 };
	struct journal *journal = create();
	struct stat status;

	(void)state;
	assert_int_equal(journal->layout, JOURNAL_LAYOUT);
	assert_int_equal(journal->domain, 7);
	assert_int_equal(journal->vcpus, 2);
	assert_memory_equal(journal->uuid, domain.uuid, XEN_UUID_SIZE);
	assert_memory_equal(&journal->is_served, nothing,
			    sizeof(*journal) - offsetof(struct journal, is_served));
	assert_int_equal(stat(folder_file(&folder, "guest-7"), &status), 0);
	assert_int_equal(status.st_size, sizeof(*journal));
	assert_int_equal(status.st_mode & 0777, 0600);
	journal_close(journal);
}

static void test_what_is_written_is_found(void **state)
{
	struct journal *journal = create(), *found;
	struct why why;

	(void)state;
	journal->is_served = 1;
	journal->shmem_address = 0x22001000;
	journal->holds.count = 1;
	journal->holds.hold[0] = (struct policy_hold){
		.setting = SCMI_SETTING_PERF_LIMITS,
		.releasing = true,
		.has_before = true,
		.id = 3,
		.value = { 90, 10 },
		.before = { 70, 30 },
	};
	journal->vcpu[JOURNAL_VCPUS - 1].result = UINT64_MAX;
	/* The daemon has died: the file is not closed. */
	found = journal_open(folder.path, 7, &why);
	assert_non_null(found);
	assert_memory_equal(found, journal, sizeof(*found));
	assert_ptr_not_equal(found, journal);
	/* And both are the same. */
	found->vcpu[0].call = JOURNAL_ANSWERED;
	assert_int_equal(journal->vcpu[0].call, JOURNAL_ANSWERED);
	journal_close(found);
	journal_close(journal);
}

static void test_holds_have_their_layout(void **state)
{
	(void)state;
	assert_int_equal(offsetof(struct policy_hold, setting), 0);
	assert_int_equal(offsetof(struct policy_hold, releasing), 1);
	assert_int_equal(offsetof(struct policy_hold, has_before), 2);
	assert_int_equal(offsetof(struct policy_hold, is_vote), 3);
	assert_int_equal(offsetof(struct policy_hold, id), 4);
	assert_int_equal(offsetof(struct policy_hold, value), 8);
	assert_int_equal(offsetof(struct policy_hold, before), 16);
	assert_int_equal(sizeof(struct policy_hold), 24);
	assert_int_equal(offsetof(struct policy_holds, hold), 4);
	assert_int_equal(sizeof(struct policy_holds), 4 + 24 * POLICY_HOLDS);
	/* Another one needs another JOURNAL_LAYOUT. */
	assert_int_equal(JOURNAL_LAYOUT, 3);
	assert_int_equal(SCMI_SETTINGS, 11);
}

static void test_create_replaces(void **state)
{
	struct journal *old = create(), *young;

	(void)state;
	old->smc_id = 5;
	young = create();
	assert_int_equal(young->smc_id, 0);
	/* A guest that is being left still has the old one. */
	young->smc_id = 6;
	assert_int_equal(old->smc_id, 5);
	journal_close(old);
	journal_close(young);
}

static void test_remove(void **state)
{
	struct journal *journal = create();
	struct why why;

	(void)state;
	journal_remove(folder.path, 7);
	errno = 0;
	assert_null(journal_open(folder.path, 7, &why));
	assert_int_equal(errno, ENOENT);
	journal->smc_id = 5; /* is still there */
	journal_close(journal);
	journal_remove(folder.path, 7);
}

static void test_none(void **state)
{
	struct why why;

	(void)state;
	errno = 0;
	assert_null(journal_open(folder.path, 8, &why));
	assert_int_equal(errno, ENOENT);
	errno = 0;
	assert_null(journal_open("/nonexistent", 8, &why));
	assert_int_equal(errno, ENOENT);
}

/** is_refused() - a journal that cannot be used, with a line that says so */
static void is_refused(const void *bytes, size_t size)
{
	struct why why = { "" };
	char expected[400];

	folder_write(&folder, "guest-7", bytes, size);
	errno = 0;
	assert_null(journal_open(folder.path, 7, &why));
	assert_int_not_equal(errno, 0);
	assert_int_not_equal(errno, ENOENT);
	snprintf(expected, sizeof(expected), "%s is not a journal of this version",
		 folder_file(&folder, "guest-7"));
	assert_string_equal(why.text, expected);
}

static void test_wrong_size(void **state)
{
	static struct journal bytes[2];
	struct journal *journal = create();

	(void)state;
	memcpy(bytes, journal, sizeof(*journal));
	journal_close(journal);
	is_refused(bytes, 0);
	is_refused(bytes, sizeof(*bytes) - 1);
	is_refused(bytes, sizeof(*bytes) + 1);
	is_refused(bytes, 2 * sizeof(*bytes));
}

static void test_unsound(void **state)
{
	static struct journal good, bad;
	struct journal *journal = create();
	struct why why;

	(void)state;
	good = *journal;
	journal_close(journal);
	good.vcpus = JOURNAL_VCPUS;
	good.holds.count = POLICY_HOLDS;
	for (uint32_t i = 0; i < POLICY_HOLDS; i++)
		good.holds.hold[i] = (struct policy_hold){
			.setting = SCMI_NO_SETTING + 1 + i % (SCMI_SETTINGS - 1), .id = i
		};
	folder_write(&folder, "guest-7", &good, sizeof(good));
	journal = journal_open(folder.path, 7, &why);
	assert_non_null(journal);
	assert_memory_equal(journal, &good, sizeof(good));
	journal_close(journal);

	bad = good;
	bad.layout = JOURNAL_LAYOUT + 1;
	is_refused(&bad, sizeof(bad));
	bad.layout = JOURNAL_LAYOUT - 1; /* an older daemon's */
	is_refused(&bad, sizeof(bad));
	bad.layout = 0;
	is_refused(&bad, sizeof(bad));
	bad = good;
	bad.vcpus = JOURNAL_VCPUS + 1;
	is_refused(&bad, sizeof(bad));
	bad = good;
	bad.holds.count = POLICY_HOLDS + 1;
	is_refused(&bad, sizeof(bad));
	bad.holds.count = UINT32_MAX;
	is_refused(&bad, sizeof(bad));
	bad = good;
	memset(bad.name, 'x', sizeof(bad.name));
	is_refused(&bad, sizeof(bad));
	/* Holds of a setting that there is not. */
	bad = good;
	bad.holds.hold[POLICY_HOLDS - 1].setting = SCMI_SETTINGS;
	is_refused(&bad, sizeof(bad));
	bad.holds.hold[POLICY_HOLDS - 1].setting = UINT8_MAX;
	is_refused(&bad, sizeof(bad));
	/* What lies behind the last hold does not count. */
	bad.holds.count = POLICY_HOLDS - 1;
	folder_write(&folder, "guest-7", &bad, sizeof(bad));
	journal = journal_open(folder.path, 7, &why);
	assert_non_null(journal);
	journal_close(journal);
	bad = good;
	bad.holds.hold[5].releasing = POLICY_RELEASES_LAST + 1;
	is_refused(&bad, sizeof(bad));
	/* A list that was being changed is mended. */
	bad = good;
	bad.holds.hold[5].setting = SCMI_NO_SETTING;
	folder_write(&folder, "guest-7", &bad, sizeof(bad));
	journal = journal_open(folder.path, 7, &why);
	assert_non_null(journal);
	assert_int_equal(journal->holds.count, POLICY_HOLDS - 1);
	assert_int_equal(journal->holds.hold[5].id, 6);
	journal_close(journal);
}

static void test_not_a_file(void **state)
{
	struct why why = { "" };
	char expected[400];

	(void)state;
	assert_int_equal(mkdir(folder_file(&folder, "guest-7"), 0700), 0);
	assert_null(journal_open(folder.path, 7, &why));
	assert_int_equal(errno, EISDIR);
	snprintf(expected, sizeof(expected), "cannot read %s: Is a directory",
		 folder_file(&folder, "guest-7"));
	assert_string_equal(why.text, expected);
}

static void test_cannot_create(void **state)
{
	struct why why = { "" };

	(void)state;
	assert_null(journal_create("/nonexistent", &domain, &why));
	assert_string_equal(why.text,
			    "cannot write /nonexistent/guest-7: No such file or directory");
}

/** test_no_room() - a file system that is full, for which a limit of our own stands in */
static void test_no_room(void **state)
{
	const struct rlimit limit = { sizeof(struct journal) - 1, RLIM_INFINITY };
	struct why why = { "" };
	struct rlimit before;
	struct journal *journal;
	char expected[400];

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	journal = journal_create(folder.path, &domain, &why);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_null(journal);
	snprintf(expected, sizeof(expected), "cannot write %s: File too large",
		 folder_file(&folder, "guest-7"));
	assert_string_equal(why.text, expected);
	/* Nothing is left of it. */
	assert_int_equal(access(folder_file(&folder, "guest-7"), F_OK), -1);
}

static void test_next(void **state)
{
	static const char *const others[] = {
		"guest-",
		"guest-x",
		"guest-5x",
		"guest-05",
		"guest-+5",
		"guest- 5",
		"guest--5",
		"guest-65536",
		"guest-4294967295",
		"guest-4294967301",
		"guest-18446744073709551621",
		"guest5",
		"Guest-5",
		"xguest-5",
	};

	(void)state;
	assert_int_equal(journal_next("/nonexistent", 0), -ENOENT);
	assert_int_equal(journal_next(folder.path, 0), -ENOENT);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		folder_write(&folder, others[i], "", 0);
	assert_int_equal(journal_next(folder.path, 0), -ENOENT);

	folder_write(&folder, "guest-10", "", 0);
	folder_write(&folder, "guest-9", "", 0);
	folder_write(&folder, "guest-32751", "", 0);
	folder_write(&folder, "guest-0", "", 0);
	assert_int_equal(journal_next(folder.path, 0), 0);
	assert_int_equal(journal_next(folder.path, 1), 9);
	assert_int_equal(journal_next(folder.path, 9), 9);
	assert_int_equal(journal_next(folder.path, 10), 10);
	assert_int_equal(journal_next(folder.path, 11), 32751);
	assert_int_equal(journal_next(folder.path, 32752), -ENOENT);
	assert_int_equal(journal_next(folder.path, UINT32_MAX), -ENOENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_create),
		TEST(test_what_is_written_is_found),
		TEST(test_holds_have_their_layout),
		TEST(test_create_replaces),
		TEST(test_remove),
		TEST(test_none),
		TEST(test_wrong_size),
		TEST(test_unsound),
		TEST(test_not_a_file),
		TEST(test_cannot_create),
		TEST(test_no_room),
		TEST(test_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
