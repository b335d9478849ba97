// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_log.c - lines on stderr, as people get to see them
 */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "daemon/log.h"
#include "folder.h"

static struct folder folder;
static int real_stderr;

/** capture() - stderr goes to a file from now on */
static int capture(void **state)
{
	(void)state;
	unsetenv("JOURNAL_STREAM");
	folder_make(&folder);
	fflush(stderr);
	real_stderr = dup(STDERR_FILENO);
	return real_stderr >= 0 && freopen(folder_file(&folder, "stderr"), "w+e", stderr) ? 0 : -1;
}

/** captured() - what has been written since capture(); stderr is itself again */
static const char *captured(void)
{
	static char text[2000];
	size_t size;

	fflush(stderr);
	rewind(stderr);
	size = fread(text, 1, sizeof(text) - 1, stderr);
	text[size] = '\0';
	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
	return text;
}

static int tear_down(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

static void one_of_each(void)
{
	log_error("a %d", 1);
	log_warning("b %s", "2");
	log_info("c");
	log_debug("d");
}

static void test_levels(void **state)
{
	(void)state;
	log_setup(LOG_LEVEL_ERROR, LOG_TO_STDERR);
	one_of_each();
	log_setup(LOG_LEVEL_WARNING, LOG_TO_STDERR);
	one_of_each();
	log_setup(LOG_LEVEL_INFO, LOG_TO_AUTO);
	one_of_each();
	log_setup(LOG_LEVEL_DEBUG, LOG_TO_STDERR);
	one_of_each();
	assert_string_equal(captured(),
			    "xen-scmid: error: a 1\n"
			    "xen-scmid: error: a 1\n"
			    "xen-scmid: warning: b 2\n"
			    "xen-scmid: error: a 1\n"
			    "xen-scmid: warning: b 2\n"
			    "xen-scmid: c\n"
			    "xen-scmid: error: a 1\n"
			    "xen-scmid: warning: b 2\n"
			    "xen-scmid: c\n"
			    "xen-scmid: debug: d\n");
}

static void test_enabled(void **state)
{
	(void)state;
	log_setup(LOG_LEVEL_WARNING, LOG_TO_STDERR);
	assert_true(log_enabled(LOG_LEVEL_ERROR));
	assert_true(log_enabled(LOG_LEVEL_WARNING));
	assert_false(log_enabled(LOG_LEVEL_INFO));
	assert_false(log_enabled(LOG_LEVEL_DEBUG));
	captured();
}

/** test_one_line() - whatever a guest has put into its names */
static void test_one_line(void **state)
{
	(void)state;
	log_setup(LOG_LEVEL_INFO, LOG_TO_STDERR);
	log_info("/psci: method = \"%s\"", "a\nxen-scmid: b\r\t\033[2J\177\x01");
	log_info("%s", "über");
	assert_string_equal(captured(),
			    "xen-scmid: /psci: method = \"a?xen-scmid: b???[2J??\"\n"
			    "xen-scmid: über\n");
}

static void test_long_lines_are_cut(void **state)
{
	char text[1000], expected[600] = "xen-scmid: ";
	size_t length = strlen(expected);

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	log_setup(LOG_LEVEL_INFO, LOG_TO_STDERR);
	log_info("%s", text);
	memset(expected + length, 'x', 511);
	strcpy(expected + length + 511, "\n");
	assert_string_equal(captured(), expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, capture, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_levels),
		TEST(test_enabled),
		TEST(test_one_line),
		TEST(test_long_lines_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
