// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_grants.c - what guests are granted: what is written for them, and what their devices need
 */
#include "unit.h"

#include "guest_bench.h"

#define POLICY "/tool/xen-scmi/policy"

static void test_needs(void **state)
{
	(void)state;
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "clock 3-4; reset 1");
	bench_logged("");
}

static void test_written(void **state)
{
	(void)state;
	store_model_set(POLICY "/a/clock", "4:ro 7");
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "clock 4:ro 7");
	bench_logged("a: clock 3 for /rtc refused: the policy of a does not give it\n"
		     "a: reset 1 for /rtc refused: the policy of a does not give it\n");
	/* What is written is nothing. */
	store_model_set(POLICY "/b", "");
	grants_load(&bench.b);
	assert_string_equal(bench_granted(&bench.b), "");
	bench_logged("b: clock 5 for /gpio refused: the policy of b does not give it\n");
}

/** test_derive() - what is written goes beside what devices need, and before it */
static void test_derive(void **state)
{
	(void)state;
	store_model_set(POLICY "/a/derive", "yes");
	store_model_set(POLICY "/a/clock", "4:shared 7");
	store_model_set(POLICY "/a/sensor", "1:ro");
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "clock 3 4:shared 7; sensor 1:ro; reset 1");
	assert_true(bench.a.basis.is_written && bench.a.basis.derives);
	bench_logged("");
	/* Who writes it means it, whatever holds for others. */
	bench.config.policy = CONFIG_POLICY_EXPLICIT;
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "clock 3 4:shared 7; sensor 1:ro; reset 1");
	store_model_set(POLICY "/a/derive", "no");
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "clock 4:shared 7; sensor 1:ro");
	bench_logged("a: clock 3 for /rtc refused: the policy of a does not give it\n"
		     "a: reset 1 for /rtc refused: the policy of a does not give it\n");
	/* It is told once, for as long as nothing changes. */
	store_model_set(POLICY "/a/derive", "1");
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "clock 4:shared 7; sensor 1:ro");
	bench_logged("a (domain 1): the policy of a has derive = \"1\": expected yes or no; it "
		     "counts as no\n");
}

/** test_wrong() - nothing is granted of a kind that cannot be understood, be it needed */
static void test_wrong(void **state)
{
	(void)state;
	store_model_set(POLICY "/a/derive", "yes");
	store_model_set(POLICY "/a/clock", "7 x");
	grants_load(&bench.a);
	assert_string_equal(bench_granted(&bench.a), "reset 1");
	bench_logged("a (domain 1): the policy of a has clock = \"7 x\": \"x\" is no id or range, "
		     "expected N or N-M up to 65535; it gets no clock\n"
		     "a: clock 3 for /rtc refused: the policy of a does not give it\n"
		     "a: clock 4 for /rtc refused: the policy of a does not give it\n");
}

static void test_explicit(void **state)
{
	(void)state;
	bench.config.policy = CONFIG_POLICY_EXPLICIT;
	grants_load(&bench.b);
	assert_string_equal(bench_granted(&bench.b), "");
	bench_logged("b: clock 5 for /gpio refused: the policy of b does not give it\n");
}

/** test_names() - no policy can be written for a guest with such a name, so it has none */
static void test_names(void **state)
{
	static const char *const names[] = { "web.example", "a b", "a+b", "x/y", "" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char line[300];

		print_error("\"%s\":\n", names[i]);
		store_model_set(POLICY "/x/y", "1");
		bench_rename(&bench.a, names[i]);
		bench.config.policy = CONFIG_POLICY_DERIVE;
		grants_load(&bench.a);
		assert_string_equal(bench_granted(&bench.a), "clock 3-4; reset 1");
		bench_logged("");
		bench.config.policy = CONFIG_POLICY_EXPLICIT;
		grants_load(&bench.a);
		assert_string_equal(bench_granted(&bench.a), "");
		snprintf(line, sizeof(line),
			 "%s (domain 1): gets nothing: the configuration says policy = explicit, "
			 "and xenstore can have no policy for its name, expected one of letters, "
			 "digits, -, _ and @\n",
			 names[i]);
		bench_logged(line);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)
	const struct CMUnitTest tests[] = {
		TEST(test_needs), TEST(test_written),  TEST(test_derive),
		TEST(test_wrong), TEST(test_explicit), TEST(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
