// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_policy.c - who owns what, and what agents hold
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy.h"

#define CLOCK	SCMI_RESOURCE_CLOCK
#define NOTHING UINT32_MAX

/**
 * struct bench - a platform of ten clocks and three guests, of which none has joined yet
 * @refusals: what was reported, a line each
 */
struct bench {
	struct policy policy;
	struct policy_agent a, b, c;
	struct policy_holds holds[3];
	char refusals[500];
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->policy.known = true;
	bench->policy.count[CLOCK] = 10;
	bench->a = (struct policy_agent){ .name = "a", .holds = &bench->holds[0] };
	bench->b = (struct policy_agent){ .name = "b", .holds = &bench->holds[1] };
	bench->c = (struct policy_agent){ .name = "c", .holds = &bench->holds[2] };
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	policy_leave(&bench->policy, &bench->a);
	policy_leave(&bench->policy, &bench->b);
	policy_leave(&bench->policy, &bench->c);
	free(bench);
	return 0;
}

static void note(void *context, const struct policy_refusal *refusal)
{
	struct bench *bench = context;
	size_t used = strlen(bench->refusals);

	assert_int_equal(refusal->resource, CLOCK);
	snprintf(bench->refusals + used, sizeof(bench->refusals) - used, "%s %u %s\n",
		 refusal->agent->name, refusal->id, refusal->owner ? refusal->owner->name : "-");
}

/** check_refusals() - resolve; exactly these refusals are reported */
static void check_refusals(struct bench *bench, const char *expected)
{
	bench->refusals[0] = '\0';
	policy_resolve(&bench->policy, note, bench);
	assert_string_equal(bench->refusals, expected);
}

static void grant(struct policy_agent *agent, const char *text)
{
	struct why why;

	assert_int_equal(policy_grant(agent, CLOCK, text, &why), 0);
}

static void check_owned(const struct policy_agent *agent, const char *expected)
{
	char text[100];

	idset_format(&agent->owned[CLOCK], text, sizeof(text));
	assert_string_equal(text, expected);
	assert_int_equal(policy_owns_any(agent, CLOCK), *expected != '\0');
	for (uint32_t id = 0; id < 20; id++)
		assert_int_equal(policy_owns(agent, CLOCK, id),
				 idset_has(&agent->owned[CLOCK], id));
}

/** check_holds() - what an agent holds, in the order of taking */
static void check_holds(const struct policy_agent *agent, const char *expected)
{
	char text[100] = "";

	for (uint32_t i = 0; i < agent->holds->count; i++) {
		const struct policy_hold *hold = &agent->holds->hold[i];
		size_t used = strlen(text);

		assert_int_equal(hold->resource, CLOCK);
		snprintf(text + used, sizeof(text) - used, "%s%u%s", used ? " " : "", hold->id,
			 hold->releasing ? "!" : "");
	}
	assert_string_equal(text, expected);
}

static void check_next_release(struct bench *bench, struct policy_agent *agent, uint32_t id)
{
	const struct policy_hold *hold = policy_next_release(&bench->policy, agent);

	if (id == NOTHING) {
		assert_null(hold);
		return;
	}
	assert_non_null(hold);
	assert_int_equal(hold->resource, CLOCK);
	assert_int_equal(hold->id, id);
}

/* --- ownership --- */

static void test_nobody_owns_at_first(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	check_refusals(bench, "");
	check_owned(&bench->a, "");
	assert_false(policy_owns(&bench->a, CLOCK, 0));
	assert_false(policy_owns(&bench->a, SCMI_NO_RESOURCE, 0));
	assert_false(policy_owns_any(&bench->a, SCMI_NO_RESOURCE));
}

static void test_grant_takes_effect_when_resolved(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3 7-9");
	check_owned(&bench->a, "");
	check_refusals(bench, "");
	check_owned(&bench->a, "3 7-9");
	assert_false(policy_owns(&bench->a, SCMI_NO_RESOURCE, 3));
	grant(&bench->a, "4");
	check_owned(&bench->a, "3 7-9");
	check_refusals(bench, "");
	check_owned(&bench->a, "4");
}

static void test_older_agent_owns(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->b);
	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->c);
	grant(&bench->a, "1-5");
	grant(&bench->b, "3");
	grant(&bench->c, "3-6");
	check_refusals(bench, "a 3 b\nc 3 b\nc 4 a\nc 5 a\n");
	check_owned(&bench->b, "3");
	check_owned(&bench->a, "1-2 4-5");
	check_owned(&bench->c, "6");
}

static void test_younger_agent_inherits(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_join(&bench->policy, &bench->c);
	grant(&bench->a, "3-4");
	grant(&bench->b, "3");
	grant(&bench->c, "3-4");
	check_refusals(bench, "b 3 a\nc 3 a\nc 4 a\n");

	policy_leave(&bench->policy, &bench->a);
	check_owned(&bench->a, "");
	assert_int_equal(bench->a.granted[CLOCK].limit, 0);
	check_refusals(bench, ""); /* c is refused 3 still, which is no news */
	check_owned(&bench->b, "3");
	check_owned(&bench->c, "4");

	policy_leave(&bench->policy, &bench->b);
	check_refusals(bench, "");
	check_owned(&bench->c, "3-4");

	/* Who comes back is the youngest. */
	grant(&bench->a, "3");
	policy_join(&bench->policy, &bench->a);
	check_refusals(bench, "a 3 c\n");
	check_owned(&bench->a, "");
	check_owned(&bench->c, "3-4");
}

static void test_later_grant_of_older_agent_wins(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	grant(&bench->b, "3");
	check_refusals(bench, "");
	check_owned(&bench->b, "3");
	grant(&bench->a, "3");
	check_refusals(bench, "b 3 a\n");
	check_owned(&bench->b, "");
	check_owned(&bench->a, "3");
}

static void test_leaving_twice_or_without_joining(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_leave(&bench->policy, &bench->b);
	assert_ptr_equal(bench->policy.agents, &bench->a);
	policy_leave(&bench->policy, &bench->a);
	policy_leave(&bench->policy, &bench->a);
	assert_null(bench->policy.agents);
}

static void test_what_does_not_exist_is_refused_once(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "8-11");
	/* 11 goes with 10: nothing from there on exists. */
	check_refusals(bench, "a 10 -\n");
	check_owned(&bench->a, "8-9");
	check_refusals(bench, "");
	grant(&bench->a, "8-11");
	check_refusals(bench, "");
	/* A new grant is news. */
	grant(&bench->a, "8-10");
	check_refusals(bench, "a 10 -\n");
	/* The firmware has grown. */
	bench->policy.count[CLOCK] = 11;
	check_refusals(bench, "");
	check_owned(&bench->a, "8-10");
}

static void test_bad_grant_is_no_grant(void **state)
{
	struct bench *bench = *state;
	struct why why = { "" };

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3");
	check_refusals(bench, "");
	assert_int_equal(policy_grant(&bench->a, CLOCK, "3 x", &why), -EINVAL);
	assert_string_equal(why.text, "\"x\" is no id or range, expected N or N-M up to 65535");
	check_refusals(bench, "");
	check_owned(&bench->a, "");
}

static void test_unknown_platform_changes_nothing(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3 12");
	bench->policy.known = false;
	check_refusals(bench, "");
	check_owned(&bench->a, "");

	bench->policy.known = true;
	check_refusals(bench, "a 12 -\n");
	assert_int_equal(policy_take(&bench->a, CLOCK, 3), 0);
	bench->policy.known = false;
	grant(&bench->a, "");
	check_refusals(bench, "");
	check_owned(&bench->a, "3");
	check_holds(&bench->a, "3");
}

/* --- holds --- */

static void test_take_and_drop(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(policy_take(&bench->a, CLOCK, 7), 0);
	assert_int_equal(policy_take(&bench->a, CLOCK, 3), 0);
	assert_int_equal(policy_take(&bench->a, CLOCK, 5), 0);
	assert_int_equal(policy_take(&bench->a, CLOCK, 3), -EEXIST);
	check_holds(&bench->a, "7 3 5");
	policy_drop(&bench->a, CLOCK, 3);
	check_holds(&bench->a, "7 5");
	policy_drop(&bench->a, CLOCK, 3);
	policy_drop(&bench->a, SCMI_NO_RESOURCE, 7);
	check_holds(&bench->a, "7 5");
	policy_drop(&bench->a, CLOCK, 5);
	policy_drop(&bench->a, CLOCK, 7);
	check_holds(&bench->a, "");
}

static void test_holds_are_limited(void **state)
{
	struct bench *bench = *state;

	for (uint32_t id = 0; id < POLICY_HOLDS; id++)
		assert_int_equal(policy_take(&bench->a, CLOCK, id), 0);
	assert_int_equal(policy_take(&bench->a, CLOCK, POLICY_HOLDS), -ENOSPC);
	assert_int_equal(policy_take(&bench->a, CLOCK, 3), -EEXIST);
	assert_int_equal(bench->holds[0].count, POLICY_HOLDS);
	assert_int_equal(bench->holds[1].count, 0); /* lies behind: nothing ran over */
	policy_drop(&bench->a, CLOCK, POLICY_HOLDS - 1);
	assert_int_equal(policy_take(&bench->a, CLOCK, POLICY_HOLDS), 0);
	assert_int_equal(bench->holds[0].hold[POLICY_HOLDS - 1].id, POLICY_HOLDS);
}

static void test_release_is_newest_first(void **state)
{
	struct bench *bench = *state;
	static const uint32_t order[] = { 5, 3, 7 };

	policy_join(&bench->policy, &bench->a);
	policy_take(&bench->a, CLOCK, 7);
	policy_take(&bench->a, CLOCK, 3);
	policy_take(&bench->a, CLOCK, 5);
	check_next_release(bench, &bench->a, NOTHING);
	policy_release_all(&bench->a);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		check_next_release(bench, &bench->a, order[i]);
		/* It stays on the list until it is off: a release can fail. */
		check_next_release(bench, &bench->a, order[i]);
		policy_released(&bench->a, CLOCK, order[i]);
	}
	check_next_release(bench, &bench->a, NOTHING);
	check_holds(&bench->a, "");
}

static void test_take_reclaims(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_take(&bench->a, CLOCK, 3);
	policy_take(&bench->a, CLOCK, 5);
	policy_release_all(&bench->a);
	check_holds(&bench->a, "3! 5!");
	assert_int_equal(policy_take(&bench->a, CLOCK, 5), -EEXIST);
	check_holds(&bench->a, "3! 5");
	check_next_release(bench, &bench->a, 3);
	/* A release that was on its way does not undo the new taking. */
	policy_released(&bench->a, CLOCK, 5);
	check_holds(&bench->a, "3! 5");
	policy_released(&bench->a, CLOCK, 3);
	check_holds(&bench->a, "5");
	check_next_release(bench, &bench->a, NOTHING);
}

static void test_revoked_rights_are_released(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3-5");
	check_refusals(bench, "");
	policy_take(&bench->a, CLOCK, 3);
	policy_take(&bench->a, CLOCK, 4);
	policy_take(&bench->a, CLOCK, 5);
	check_refusals(bench, "");
	check_holds(&bench->a, "3 4 5");
	grant(&bench->a, "4");
	check_refusals(bench, "");
	check_holds(&bench->a, "3! 4 5!");
	check_next_release(bench, &bench->a, 5);
}

static void test_held_elsewhere_stays_on(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_take(&bench->a, CLOCK, 3);
	policy_take(&bench->a, CLOCK, 4);
	policy_take(&bench->a, CLOCK, 5);
	policy_take(&bench->b, CLOCK, 3);
	policy_take(&bench->b, CLOCK, 5);
	policy_release_all(&bench->a);
	check_next_release(bench, &bench->a, 4);
	check_holds(&bench->a, "3! 4!");
	policy_released(&bench->a, CLOCK, 4);
	check_next_release(bench, &bench->a, NOTHING);
	check_holds(&bench->a, "");
	check_holds(&bench->b, "3 5");
}

static void test_one_of_two_leaving_agents_releases(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_take(&bench->a, CLOCK, 3);
	policy_take(&bench->b, CLOCK, 3);
	policy_release_all(&bench->a);
	policy_release_all(&bench->b);
	check_next_release(bench, &bench->a, NOTHING);
	check_next_release(bench, &bench->b, 3);
}

static void test_agent_that_left_still_holds(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_take(&bench->a, CLOCK, 3);
	policy_take(&bench->a, CLOCK, 4);
	policy_take(&bench->b, CLOCK, 4);
	policy_leave(&bench->policy, &bench->a);
	policy_release_all(&bench->a);
	check_holds(&bench->a, "3! 4!");
	check_next_release(bench, &bench->a, 3);
	check_holds(&bench->a, "3!");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nobody_owns_at_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_grant_takes_effect_when_resolved, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_older_agent_owns, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_younger_agent_inherits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_later_grant_of_older_agent_wins, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_leaving_twice_or_without_joining, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_what_does_not_exist_is_refused_once, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_bad_grant_is_no_grant, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unknown_platform_changes_nothing, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_take_and_drop, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_holds_are_limited, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_release_is_newest_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_take_reclaims, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_revoked_rights_are_released, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_held_elsewhere_stays_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_one_of_two_leaving_agents_releases, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_agent_that_left_still_holds, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
