// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_policy_store.c - policy files that come, change and go, as a daemon finds them when it
 * starts
 */
#include "unit.h"

#include "folder.h"
#include "guest_bench.h"

#define POLICY "/tool/xen-scmi/policy"
#define FILES  "/tool/xen-scmi/policy-files"

static struct folder folder;

static int set_up(void **state)
{
	folder_make(&folder);
	return bench_open(state);
}

static int tear_down(void **state)
{
	folder_remove(&folder);
	return bench_close(state);
}

static void file(const char *name, const char *text)
{
	folder_write(&folder, name, text, strlen(text));
}

/** start() - a daemon starts; Return: what stands in xenstore then */
static const char *start(void)
{
	bench.log[0] = '\0';
	policy_store_load_directory(&bench.server.store, folder.path);
	return store_model_text(POLICY);
}

static bool is_remembered(void)
{
	const struct store_model_node *node = store_model_find(FILES);

	return node && *node->value;
}

/** by_command() - clock 9 is granted */
static void by_command(const char *guest)
{
	const struct policy_subject subject = { .name = guest };
	struct policy_change change;
	struct why why;

	assert_int_equal(policy_change_parse(&change, POLICY_GRANTS, "clock=9", &why), 0);
	if (policy_store_change(&bench.server.store, &subject, POLICY_GRANTS, &change, 1, &why))
		fail_msg("%s", why.text);
	policy_change_clear(&change);
}

static void test_loaded_once(void **state)
{
	(void)state;
	file("1.conf", "[a]\nclock = 1\n[b]\nclock = 2\n");
	file("2.conf", "[b]\nclock = 3\n");
	assert_string_equal(start(), "a/clock = 1; b/clock = 3");
	assert_true(is_remembered());
	by_command("a");
	assert_string_equal(start(), "a/clock = 1 9; b/clock = 3");
	file("2.conf", "[b]\nclock = 4\n");
	assert_string_equal(start(), "a/clock = 1; b/clock = 4");
}

static void test_files_go(void **state)
{
	(void)state;
	file("1.conf", "[a]\nclock = 1\n[b]\nclock = 2\n");
	file("2.conf", "[b]\nclock = 3\n[c]\nclock = 4\n");
	start();
	by_command("d");
	assert_string_equal(start(), "a/clock = 1; b/clock = 3; c/clock = 4; d/clock = 9");
	/* What another file says of a guest counts again. */
	remove(folder_file(&folder, "2.conf"));
	assert_string_equal(start(), "a/clock = 1; b/clock = 2; d/clock = 9");
	/* A section goes. */
	file("1.conf", "[b]\nclock = 2\n");
	assert_string_equal(start(), "b/clock = 2; d/clock = 9");
	assert_non_null(strstr(bench.log, "policy of a: removed: it came from /tmp/"));
	remove(folder_file(&folder, "1.conf"));
	assert_string_equal(start(), "d/clock = 9");
	assert_string_equal(store_model_text(FILES), "");
}

/** load() - as `policy load` does */
static void load(const char *text)
{
	struct policy_file loaded;
	struct why why;

	assert_int_equal(policy_file_parse(&loaded, "f", text, strlen(text), &why), 0);
	assert_int_equal(policy_store_load(&bench.server.store, &loaded, &why), 0);
	policy_file_clear(&loaded);
}

/** test_by_command() - what was loaded or removed by command is no file's */
static void test_by_command(void **state)
{
	struct why why;

	(void)state;
	file("1.conf", "[a]\nclock = 1\n[b]\nclock = 2\n[c]\nclock = 3\n");
	start();
	load("[a]\nclock = 7\n");
	assert_int_equal(policy_store_remove(&bench.server.store, "b", &why), 0);
	by_command("b");
	by_command("c");
	remove(folder_file(&folder, "1.conf"));
	assert_string_equal(start(), "a/clock = 7; b/clock = 9");
}

/** test_longest_name() - the same of a guest whose name is as long as may be */
static void test_longest_name(void **state)
{
	char name[POLICY_NAME_MAX + 1], text[128], wanted[128];

	(void)state;
	memset(name, 'n', POLICY_NAME_MAX);
	name[POLICY_NAME_MAX] = '\0';
	snprintf(text, sizeof(text), "[%s]\nclock = 1\n", name);
	snprintf(wanted, sizeof(wanted), "%s/clock = 1", name);
	file("1.conf", text);
	assert_string_equal(start(), wanted);
	load(text);
	remove(folder_file(&folder, "1.conf"));
	assert_string_equal(start(), wanted);
}

/** test_wrong_file() - what a file said before it became wrong stays */
static void test_wrong_file(void **state)
{
	(void)state;
	file("1.conf", "[a]\nclock = 1\n");
	file("2.conf", "[b]\nclock = 2\n");
	start();
	file("2.conf", "[b]\nclock = x\n");
	remove(folder_file(&folder, "1.conf"));
	assert_string_equal(start(), "b/clock = 2");
	assert_non_null(strstr(bench.log, "2.conf:2: [b] clock = \"x\": \"x\" is no id"));
	assert_true(is_remembered());
	/* It stays wrong, and is not looked at again. */
	by_command("b");
	assert_string_equal(start(), "b/clock = 2 9");
	file("2.conf", "[c]\nclock = 3\n");
	assert_string_equal(start(), "c/clock = 3");
}

/** test_xenstore_fails() - then it is tried again */
static void test_xenstore_fails(void **state)
{
	(void)state;
	file("1.conf", "[a]\nclock = 1\n");
	file("2.conf", "[b]\nclock = 2\n");
	store_model.fails_at = POLICY "/a";
	assert_string_equal(start(), "b/clock = 2");
	assert_non_null(strstr(bench.log, "1.conf: cannot write the policy of a: "));
	assert_false(is_remembered());
	store_model.fails_at = NULL;
	assert_string_equal(start(), "b/clock = 2; a/clock = 1");
	assert_true(is_remembered());

	remove(folder_file(&folder, "1.conf"));
	store_model.fails_at = POLICY "/a";
	assert_string_equal(start(), "b/clock = 2; a/clock = 1");
	assert_non_null(strstr(bench.log, "policy files: cannot remove the policy of a: "));
	store_model.fails_at = NULL;
	assert_string_equal(start(), "b/clock = 2");
}

static void test_no_directory(void **state)
{
	(void)state;
	file("1.conf", "[a]\nclock = 1\n");
	start();
	policy_store_load_directory(&bench.server.store, folder_file(&folder, "none"));
	assert_string_equal(store_model_text(POLICY), "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_loaded_once),	 TEST(test_files_go),	TEST(test_by_command),
		TEST(test_longest_name), TEST(test_wrong_file), TEST(test_xenstore_fails),
		TEST(test_no_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
