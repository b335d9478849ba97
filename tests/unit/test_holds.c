// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_holds.c - what agents hold, how their votes add up, and what undoes a hold
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/holds.h"

#define CLOCK	     SCMI_SETTING_CLOCK
#define POWER	     SCMI_SETTING_POWER
#define PERF_LIMITS  SCMI_SETTING_PERF_LIMITS
#define PERF_LEVEL   SCMI_SETTING_PERF_LEVEL
#define VOLTAGE	     SCMI_SETTING_VOLTAGE
#define LEVEL	     SCMI_SETTING_VOLTAGE_LEVEL
#define POWERCAP     SCMI_SETTING_POWERCAP
#define CAP_INTERVAL SCMI_SETTING_POWERCAP_INTERVAL
#define PIN	     SCMI_SETTING_PIN
#define PIN_GROUP    SCMI_SETTING_PIN_GROUP

#define NOTHING	  UINT32_MAX
#define POWER_OFF 0x40000000u

/**
 * struct bench - a platform of ten of everything, and three guests that have joined
 *
 * Holds of one guest lie behind those of the other, so that what runs over is seen.
 */
struct bench {
	struct policy policy;
	struct policy_agent a, b, c;
	struct policy_holds holds[3];
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->policy.known = true;
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++)
		bench->policy.count[resource] = 10;
	bench->a = (struct policy_agent){ .name = "a", .holds = &bench->holds[0] };
	bench->b = (struct policy_agent){ .name = "b", .holds = &bench->holds[1] };
	bench->c = (struct policy_agent){ .name = "c", .holds = &bench->holds[2] };
	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_join(&bench->policy, &bench->c);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	policy_leave(&bench->policy, &bench->a);
	policy_leave(&bench->policy, &bench->b);
	policy_leave(&bench->policy, &bench->c);
	policy_clear(&bench->policy);
	free(bench);
	return 0;
}

static void no_refusal(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	fail_msg("%s is refused %s %u", refusal->agent->name, scmi_resource_name(refusal->resource),
		 refusal->id);
}

/** share_all() - all three guests share all that can be shared */
static void share_all(struct bench *bench)
{
	static const enum scmi_resource kinds[] = { SCMI_RESOURCE_CLOCK, SCMI_RESOURCE_POWER,
						    SCMI_RESOURCE_PERF, SCMI_RESOURCE_VOLTAGE };
	struct policy_agent *agents[] = { &bench->a, &bench->b, &bench->c };
	struct why why;

	for (size_t i = 0; i < ARRAY_SIZE(agents); i++)
		for (size_t k = 0; k < ARRAY_SIZE(kinds); k++)
			assert_int_equal(policy_grant(agents[i], kinds[k], "0-9:shared", &why), 0);
	policy_resolve(&bench->policy, no_refusal, NULL);
}

/** take() - a guest sets something to a value */
static struct policy_hold *take(struct policy_agent *agent, enum scmi_setting setting, uint32_t id,
				uint32_t first, uint32_t second)
{
	struct policy_hold *hold = holds_take(agent, setting, id, NULL);

	assert_non_null(hold);
	holds_confirm(hold, (const uint32_t[SCMI_SETTING_WORDS]){ first, second });
	return hold;
}

/** turn_on() - a guest turns a clock on */
static void turn_on(struct policy_agent *agent, uint32_t id)
{
	take(agent, CLOCK, id, 1, 0);
}

static void set_before(struct policy_hold *hold, uint32_t first, uint32_t second)
{
	hold->has_before = true;
	hold->before[0] = first;
	hold->before[1] = second;
}

static void drop(struct policy_agent *agent, enum scmi_setting setting, uint32_t id)
{
	struct policy_hold *hold = holds_find(agent, setting, id);

	assert_non_null(hold);
	holds_drop(agent, hold);
}

/** check_holds() - what an agent holds, in the order of taking; "!" is to be released */
static void check_holds(const struct policy_agent *agent, const char *expected)
{
	char text[200] = "";

	for (uint32_t i = 0; i < agent->holds->count; i++) {
		const struct policy_hold *hold = &agent->holds->hold[i];
		size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "%s%s %u%s", used ? ", " : "",
			 scmi_setting_info(hold->setting)->name, hold->id,
			 hold->releasing ? "!" : "");
	}
	assert_string_equal(text, expected);
}

static const struct policy_hold *check_next(struct bench *bench, struct policy_agent *agent,
					    enum scmi_setting setting, uint32_t id)
{
	const struct policy_hold *hold = holds_next_release(&bench->policy, agent);

	if (id == NOTHING) {
		assert_null(hold);
		return NULL;
	}
	assert_non_null(hold);
	assert_int_equal(hold->setting, setting);
	assert_int_equal(hold->id, id);
	return hold;
}

/** check_release() - what is undone next, and the value that undoes it */
static void check_release(struct bench *bench, struct policy_agent *agent,
			  enum scmi_setting setting, uint32_t id, uint32_t first, uint32_t second)
{
	const struct policy_hold *hold = check_next(bench, agent, setting, id);
	uint32_t value[SCMI_SETTING_WORDS] = { 0xdead, 0xdead };

	holds_release_value(&bench->policy, agent, hold, value);
	assert_int_equal(value[0], first);
	if (scmi_setting_info(setting)->words == 2)
		assert_int_equal(value[1], second);
}

/* --- taking and dropping --- */

static void test_take_and_drop(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 7);
	turn_on(&bench->a, 3);
	turn_on(&bench->a, 5);
	check_holds(&bench->a, "clock 7, clock 3, clock 5");
	assert_ptr_equal(holds_take(&bench->a, CLOCK, 3, NULL), holds_find(&bench->a, CLOCK, 3));
	check_holds(&bench->a, "clock 7, clock 3, clock 5");
	drop(&bench->a, CLOCK, 3);
	check_holds(&bench->a, "clock 7, clock 5");
	assert_null(holds_find(&bench->a, CLOCK, 3));
	drop(&bench->a, CLOCK, 5);
	drop(&bench->a, CLOCK, 7);
	check_holds(&bench->a, "");
	check_holds(&bench->b, "");
}

static void test_settings_are_held_apart(void **state)
{
	struct bench *bench = *state;

	take(&bench->a, PERF_LIMITS, 3, 90, 10);
	take(&bench->a, PERF_LEVEL, 3, 50, 0);
	check_holds(&bench->a, "perf limits 3, perf level 3");
	assert_null(holds_find(&bench->a, CLOCK, 3));
	assert_null(holds_find(&bench->a, PERF_LEVEL, 2));
	assert_null(holds_find(&bench->b, PERF_LEVEL, 3));
	drop(&bench->a, PERF_LIMITS, 3);
	check_holds(&bench->a, "perf level 3");
	assert_int_equal(holds_find(&bench->a, PERF_LEVEL, 3)->value[0], 50);
}

static void test_dropping_keeps_other_values(void **state)
{
	struct bench *bench = *state;
	const struct policy_hold *hold;

	set_before(take(&bench->a, PERF_LIMITS, 1, 10, 11), 12, 13);
	set_before(take(&bench->a, PERF_LIMITS, 2, 20, 21), 22, 23);
	set_before(take(&bench->a, PERF_LIMITS, 3, 30, 31), 32, 33);
	drop(&bench->a, PERF_LIMITS, 2);
	for (uint32_t id = 1; id <= 3; id += 2) {
		hold = holds_find(&bench->a, PERF_LIMITS, id);
		assert_non_null(hold);
		assert_true(hold->has_before);
		assert_int_equal(hold->value[0], 10 * id);
		assert_int_equal(hold->value[1], 10 * id + 1);
		assert_int_equal(hold->before[0], 10 * id + 2);
		assert_int_equal(hold->before[1], 10 * id + 3);
	}
}

static void test_new_holds_are_zero(void **state)
{
	const struct policy_hold zero = { .setting = PERF_LIMITS, .id = 3 };
	struct bench *bench = *state;

	/* What was dropped leaves its bytes where the next one comes to lie. */
	set_before(take(&bench->a, PERF_LEVEL, 9, 90, 91), 92, 93);
	holds_release_all(&bench->a);
	drop(&bench->a, PERF_LEVEL, 9);
	memset(&bench->holds[0].hold[0], 0xff, sizeof(zero));
	assert_memory_equal(holds_take(&bench->a, PERF_LIMITS, 3, NULL), &zero, sizeof(zero));
}

static void test_take_again_keeps_value(void **state)
{
	struct bench *bench = *state;
	const struct policy_hold *hold;

	set_before(take(&bench->a, PERF_LIMITS, 3, 90, 10), 70, 20);
	hold = holds_take(&bench->a, PERF_LIMITS, 3, NULL);
	assert_int_equal(hold->value[0], 90);
	assert_int_equal(hold->value[1], 10);
	assert_true(hold->has_before);
	assert_int_equal(hold->before[0], 70);
	assert_int_equal(hold->before[1], 20);
}

static void test_holds_are_limited(void **state)
{
	struct bench *bench = *state;

	for (uint32_t id = 0; id < POLICY_HOLDS; id++)
		assert_non_null(holds_take(&bench->a, CLOCK, id, NULL));
	assert_null(holds_take(&bench->a, CLOCK, POLICY_HOLDS, NULL));
	assert_null(holds_take(&bench->a, POWER, 3, NULL));
	assert_non_null(holds_take(&bench->a, CLOCK, 3, NULL));
	assert_int_equal(bench->holds[0].count, POLICY_HOLDS);
	assert_int_equal(bench->holds[1].count, 0); /* lies behind: nothing ran over */
	drop(&bench->a, CLOCK, POLICY_HOLDS - 1);
	assert_non_null(holds_take(&bench->a, CLOCK, POLICY_HOLDS, NULL));
	assert_int_equal(bench->holds[0].hold[POLICY_HOLDS - 1].id, POLICY_HOLDS);
	drop(&bench->a, CLOCK, 0);
	assert_int_equal(bench->holds[0].count, POLICY_HOLDS - 1);
	assert_int_equal(bench->holds[0].hold[0].id, 1);
	assert_int_equal(bench->holds[0].hold[POLICY_HOLDS - 2].id, POLICY_HOLDS);
}

/* --- a list that a process has left which died --- */

static void test_list_is_mended(void **state)
{
	struct bench *bench = *state;
	struct policy_holds *holds = &bench->holds[0];
	struct policy_hold whole[5];

	for (uint32_t id = 0; id < 5; id++)
		set_before(take(&bench->a, PERF_LIMITS, id, 10 * id, 1), id, 2);
	memcpy(whole, holds->hold, sizeof(whole));

	holds_mend(holds);
	assert_int_equal(holds->count, 5);
	assert_memory_equal(holds->hold, whole, sizeof(whole));

	/* It was dropping the second, and had moved the third: to its place, not out of its own. */
	holds->hold[1] = holds->hold[2];
	holds_mend(holds);
	check_holds(&bench->a, "perf limits 0, perf limits 2, perf limits 3, perf limits 4");
	assert_memory_equal(&holds->hold[1], &whole[2], 3 * sizeof(whole[0]));

	/* It had moved it, and begun to move the one behind it. */
	holds->hold[2] = holds->hold[3];
	holds->hold[2].setting = SCMI_NO_SETTING;
	holds_mend(holds);
	check_holds(&bench->a, "perf limits 0, perf limits 2, perf limits 4");

	/* It had moved all of them, and not counted down. */
	holds->hold[2].setting = SCMI_NO_SETTING;
	holds_mend(holds);
	check_holds(&bench->a, "perf limits 0, perf limits 2");
	holds->hold[0].setting = holds->hold[1].setting = SCMI_NO_SETTING;
	holds_mend(holds);
	check_holds(&bench->a, "");
}

/* --- votes --- */

static void test_votes_add_up(void **state)
{
	static const struct {
		enum scmi_setting setting;
		const char *others; /* who holds it, beside the one that asks */
		uint32_t own[2], b[2], c[2], sum[2];
	} rows[] = {
		{ CLOCK, "", { 0 }, { 0 }, { 0 }, { 0 } },
		{ CLOCK, "", { 1 }, { 0 }, { 0 }, { 1 } },
		{ CLOCK, "b", { 0 }, { 1 }, { 0 }, { 1 } },
		{ CLOCK, "b", { 1 }, { 1 }, { 0 }, { 1 } },
		{ CLOCK, "c", { 0 }, { 0 }, { 1 }, { 1 } },
		{ CLOCK, "bc", { 0 }, { 1 }, { 1 }, { 1 } },
		{ CLOCK, "bc", { 0 }, { 0 }, { 1 }, { 1 } },
		/* Of power, on is 0. */
		{ POWER, "", { POWER_OFF }, { 0 }, { 0 }, { POWER_OFF } },
		{ POWER, "", { 0 }, { 0 }, { 0 }, { 0 } },
		{ POWER, "b", { POWER_OFF }, { 0 }, { 0 }, { 0 } },
		{ POWER, "b", { 0 }, { 0 }, { 0 }, { 0 } },
		{ POWER, "bc", { POWER_OFF }, { POWER_OFF }, { 0 }, { 0 } },
		/* Others see a mode of its own as on, and it stays for the one that sets it. */
		{ VOLTAGE, "", { 0 }, { 0 }, { 0 }, { 0 } },
		{ VOLTAGE, "b", { 0 }, { 7 }, { 0 }, { 7 } },
		{ VOLTAGE, "b", { 0 }, { 9 }, { 0 }, { 7 } },
		{ VOLTAGE, "bc", { 0 }, { 7 }, { 7 }, { 7 } },
		{ VOLTAGE, "bc", { 9 }, { 7 }, { 7 }, { 9 } },
		{ PERF_LEVEL, "", { 5 }, { 0 }, { 0 }, { 5 } },
		{ PERF_LEVEL, "b", { 5 }, { 4 }, { 0 }, { 5 } },
		{ PERF_LEVEL, "b", { 5 }, { 6 }, { 0 }, { 6 } },
		{ PERF_LEVEL, "bc", { 5 }, { 7 }, { 6 }, { 7 } },
		{ PERF_LEVEL, "bc", { 5 }, { 6 }, { 7 }, { 7 } },
		{ PERF_LEVEL, "b", { 5 }, { 0x80000000 }, { 0 }, { 0x80000000 } },
		{ PERF_LEVEL, "b", { 0xffffffff }, { 5 }, { 0 }, { 0xffffffff } },
		{ PERF_LIMITS, "", { 90, 10 }, { 0 }, { 0 }, { 90, 10 } },
		{ PERF_LIMITS, "b", { 90, 10 }, { 80, 20 }, { 0 }, { 90, 20 } },
		{ PERF_LIMITS, "b", { 80, 20 }, { 90, 10 }, { 0 }, { 90, 20 } },
		{ PERF_LIMITS, "bc", { 80, 20 }, { 90, 10 }, { 40, 30 }, { 90, 30 } },
		{ PERF_LIMITS,
		  "bc",
		  { 0, 0 },
		  { 1, 0x80000000 },
		  { 0x80000000, 1 },
		  { 0x80000000, 0x80000000 } },
		{ LEVEL, "", { (uint32_t)-5 }, { 0 }, { 0 }, { (uint32_t)-5 } },
		{ LEVEL, "b", { (uint32_t)-5 }, { 3 }, { 0 }, { 3 } },
		{ LEVEL, "b", { 3 }, { (uint32_t)-5 }, { 0 }, { 3 } },
		{ LEVEL, "b", { (uint32_t)-5 }, { (uint32_t)-2 }, { 0 }, { (uint32_t)-2 } },
		{ LEVEL, "b", { (uint32_t)-2 }, { (uint32_t)-5 }, { 0 }, { (uint32_t)-2 } },
		{ LEVEL, "bc", { 3 }, { 5 }, { (uint32_t)INT32_MIN }, { 5 } },
	};
	struct bench *bench = *state;

	share_all(bench);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		uint32_t value[] = { rows[i].own[0], rows[i].own[1] };

		print_error("row %zu, %s, others \"%s\":\n", i,
			    scmi_setting_info(rows[i].setting)->name, rows[i].others);
		bench->b.holds->count = 0;
		bench->c.holds->count = 0;
		if (strchr(rows[i].others, 'b'))
			take(&bench->b, rows[i].setting, 3, rows[i].b[0], rows[i].b[1]);
		if (strchr(rows[i].others, 'c'))
			take(&bench->c, rows[i].setting, 3, rows[i].c[0], rows[i].c[1]);
		holds_add_votes(&bench->policy, &bench->a, rows[i].setting, 3, value);
		assert_int_equal(value[0], rows[i].sum[0]);
		assert_int_equal(value[1], rows[i].sum[1]);
	}
}

/** check_votes() - what the others' votes make of a value */
static void check_votes(struct bench *bench, const struct policy_agent *agent,
			enum scmi_setting setting, uint32_t id, uint32_t own, uint32_t sum)
{
	uint32_t value[SCMI_SETTING_WORDS] = { own, 0xdead };

	holds_add_votes(&bench->policy, agent, setting, id, value);
	assert_int_equal(value[0], sum);
	assert_int_equal(value[1], 0xdead); /* it has one word */
}

static void test_own_vote_does_not_count(void **state)
{
	struct bench *bench = *state;

	share_all(bench);
	take(&bench->a, PERF_LEVEL, 3, 90, 0);
	take(&bench->b, PERF_LEVEL, 3, 50, 90);
	check_votes(bench, &bench->a, PERF_LEVEL, 3, 20, 50);
	check_votes(bench, &bench->b, PERF_LEVEL, 3, 20, 90);
	check_votes(bench, &bench->c, PERF_LEVEL, 3, 20, 90);
	turn_on(&bench->a, 3);
	check_votes(bench, &bench->a, CLOCK, 3, 0, 0);
	check_votes(bench, &bench->b, CLOCK, 3, 0, 1);
}

static void test_votes_on_something_else_do_not_count(void **state)
{
	struct bench *bench = *state;

	share_all(bench);
	take(&bench->b, PERF_LIMITS, 3, 90, 90);
	take(&bench->b, PERF_LEVEL, 4, 80, 80);
	turn_on(&bench->b, 3);
	check_votes(bench, &bench->a, PERF_LEVEL, 3, 20, 20);
	check_votes(bench, &bench->a, CLOCK, 4, 0, 0);
	check_votes(bench, &bench->a, POWER, 3, POWER_OFF, POWER_OFF);
}

static void test_releasing_holds_are_no_votes(void **state)
{
	struct bench *bench = *state;

	share_all(bench);
	turn_on(&bench->b, 3);
	take(&bench->b, PERF_LEVEL, 3, 90, 0);
	take(&bench->c, PERF_LEVEL, 3, 50, 0);
	holds_release_all(&bench->b);
	check_votes(bench, &bench->a, CLOCK, 3, 0, 0);
	check_votes(bench, &bench->a, PERF_LEVEL, 3, 20, 50);
	/* Who sets it anew votes again. */
	turn_on(&bench->b, 3);
	check_votes(bench, &bench->a, CLOCK, 3, 0, 1);
	check_votes(bench, &bench->a, PERF_LEVEL, 3, 20, 50);
}

static void test_unconfirmed_holds_are_no_votes(void **state)
{
	static const uint32_t more[SCMI_SETTING_WORDS] = { 80 };
	struct bench *bench = *state;
	uint32_t value[SCMI_SETTING_WORDS] = { 10 };
	struct policy_hold *hold;

	share_all(bench);
	hold = holds_take(&bench->a, PERF_LEVEL, 3, (const uint32_t[]){ 50, 0 });
	holds_add_votes(&bench->policy, &bench->b, PERF_LEVEL, 3, value);
	assert_int_equal(value[0], 10);
	holds_confirm(hold, more);
	holds_add_votes(&bench->policy, &bench->b, PERF_LEVEL, 3, value);
	assert_int_equal(value[0], 80);

	/* To set it again leaves the vote, unless the hold was being released. */
	holds_take(&bench->a, PERF_LEVEL, 3, NULL);
	assert_true(hold->is_vote);
	assert_int_equal(hold->before[0], 50);
	holds_release_all(&bench->a);
	holds_take(&bench->a, PERF_LEVEL, 3, NULL);
	assert_false(hold->is_vote);
	assert_int_equal(hold->releasing, POLICY_KEEPS);
	/* What is no vote is released all the same. */
	holds_release_all(&bench->a);
	check_release(bench, &bench->a, PERF_LEVEL, 3, 50, 0);
}

static void test_only_who_shares_votes(void **state)
{
	struct bench *bench = *state;
	struct why why;

	share_all(bench);
	turn_on(&bench->b, 3);
	check_votes(bench, &bench->a, CLOCK, 3, 0, 1);
	assert_int_equal(policy_grant(&bench->b, SCMI_RESOURCE_CLOCK, "3:ro", &why), 0);
	policy_resolve(&bench->policy, no_refusal, NULL);
	check_votes(bench, &bench->a, CLOCK, 3, 0, 0);
	turn_on(&bench->b, 3); /* even if it were to */
	check_votes(bench, &bench->a, CLOCK, 3, 0, 0);
}

static void test_unshared_has_no_votes(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->b, 3);
	check_votes(bench, &bench->a, CLOCK, 3, 0, 0);
}

/* --- what was before --- */

/** check_before() - what is known of the time before anyone set it; NOTHING: nothing */
static void check_before(struct bench *bench, enum scmi_setting setting, uint32_t id,
			 uint32_t first, uint32_t second)
{
	uint32_t before[SCMI_SETTING_WORDS] = { 0xdead, 0xbeef };
	bool is_known = holds_before(&bench->policy, setting, id, before);

	assert_int_equal(is_known, first != NOTHING);
	assert_int_equal(before[0], is_known ? first : 0xdead);
	assert_int_equal(before[1], is_known ? second : 0xbeef);
}

static void test_before_is_known_from_any_agent(void **state)
{
	struct bench *bench = *state;

	check_before(bench, PERF_LIMITS, 3, NOTHING, 0);
	take(&bench->a, PERF_LIMITS, 3, 90, 10);
	check_before(bench, PERF_LIMITS, 3, NOTHING, 0);
	set_before(take(&bench->c, PERF_LIMITS, 3, 90, 10), 70, 0);
	check_before(bench, PERF_LIMITS, 3, 70, 0);
	check_before(bench, PERF_LIMITS, 4, NOTHING, 0);
	check_before(bench, PERF_LEVEL, 3, NOTHING, 0);
	drop(&bench->c, PERF_LIMITS, 3);
	check_before(bench, PERF_LIMITS, 3, NOTHING, 0);
}

static void test_before_may_be_zero(void **state)
{
	struct bench *bench = *state;

	set_before(take(&bench->b, POWERCAP, 3, 90, 0), 0, 0);
	check_before(bench, POWERCAP, 3, 0, 0);
}

static void test_before_is_known_while_it_is_released(void **state)
{
	struct bench *bench = *state;

	set_before(take(&bench->b, PERF_LEVEL, 3, 90, 0), 70, 1);
	holds_release_all(&bench->b);
	check_before(bench, PERF_LEVEL, 3, 70, 1);
	policy_revoke(&bench->policy, &bench->b);
	policy_resolve(&bench->policy, no_refusal, NULL);
	check_before(bench, PERF_LEVEL, 3, 70, 1);
	policy_leave(&bench->policy, &bench->b);
	check_before(bench, PERF_LEVEL, 3, NOTHING, 0);
	check_holds(&bench->b, "perf level 3!");
}

/* --- releasing --- */

static void test_release_is_newest_first(void **state)
{
	struct bench *bench = *state;
	static const uint32_t order[] = { 5, 3, 7 };

	turn_on(&bench->a, 7);
	turn_on(&bench->a, 3);
	turn_on(&bench->a, 5);
	check_next(bench, &bench->a, CLOCK, NOTHING);
	holds_release_all(&bench->a);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		check_next(bench, &bench->a, CLOCK, order[i]);
		/* It stays on the list until it is off: a release can fail. */
		check_next(bench, &bench->a, CLOCK, order[i]);
		holds_released(&bench->a, CLOCK, order[i]);
	}
	check_next(bench, &bench->a, CLOCK, NOTHING);
	check_holds(&bench->a, "");
}

static void test_release_goes_over_all_settings(void **state)
{
	struct bench *bench = *state;

	take(&bench->a, POWER, 2, 0, 0);
	set_before(take(&bench->a, PERF_LEVEL, 3, 90, 0), 70, 0);
	turn_on(&bench->a, 3);
	take(&bench->a, PIN, 3, 0, 0);
	holds_release_all(&bench->a);
	check_holds(&bench->a, "power 2!, perf level 3!, clock 3!, pin 3!");
	check_next(bench, &bench->a, PIN, 3);
	holds_released(&bench->a, PIN, 3);
	check_next(bench, &bench->a, CLOCK, 3);
	holds_released(&bench->a, CLOCK, 3);
	check_next(bench, &bench->a, PERF_LEVEL, 3);
	holds_released(&bench->a, PERF_LEVEL, 3);
	check_next(bench, &bench->a, POWER, 2);
	holds_released(&bench->a, POWER, 2);
	check_next(bench, &bench->a, POWER, NOTHING);
}

static void test_released_is_of_one_hold(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	holds_release_all(&bench->a);
	turn_on(&bench->b, 3);
	holds_released(&bench->a, POWER, 3);
	holds_released(&bench->a, CLOCK, 4);
	holds_released(&bench->b, CLOCK, 3);
	check_holds(&bench->a, "clock 3!");
	check_holds(&bench->b, "clock 3");
}

static void test_what_is_put_off_comes_last(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->a, 4);
	turn_on(&bench->a, 5);
	holds_release_all(&bench->a);
	assert_true(holds_any_release(&bench->a));
	assert_true(holds_put_off(&bench->a, CLOCK, 5));
	check_next(bench, &bench->a, CLOCK, 4);
	assert_true(holds_put_off(&bench->a, CLOCK, 4));
	/* Nor does it come earlier for being released again. */
	holds_release_all(&bench->a);
	check_next(bench, &bench->a, CLOCK, 3);
	holds_released(&bench->a, CLOCK, 3);
	check_next(bench, &bench->a, CLOCK, 5);
	assert_false(holds_put_off(&bench->a, CLOCK, 5));
	check_next(bench, &bench->a, CLOCK, 4);
	assert_true(holds_any_release(&bench->a));
	holds_released(&bench->a, CLOCK, 4);
	check_holds(&bench->a, "");
	assert_false(holds_any_release(&bench->a));
	turn_on(&bench->a, 3);
	assert_false(holds_any_release(&bench->a));
	assert_false(holds_put_off(&bench->a, CLOCK, 4));
}

static void test_take_reclaims(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->a, 5);
	holds_release_all(&bench->a);
	check_holds(&bench->a, "clock 3!, clock 5!");
	turn_on(&bench->a, 5);
	check_holds(&bench->a, "clock 3!, clock 5");
	check_next(bench, &bench->a, CLOCK, 3);
	/* A release that was on its way does not undo the new taking. */
	holds_released(&bench->a, CLOCK, 5);
	check_holds(&bench->a, "clock 3!, clock 5");
	holds_released(&bench->a, CLOCK, 3);
	check_holds(&bench->a, "clock 5");
	check_next(bench, &bench->a, CLOCK, NOTHING);
}

static void test_switch_held_elsewhere_stays_on(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->a, 4);
	turn_on(&bench->a, 5);
	turn_on(&bench->b, 3);
	turn_on(&bench->b, 5);
	holds_release_all(&bench->a);
	check_release(bench, &bench->a, CLOCK, 4, 0, 0);
	check_holds(&bench->a, "clock 3!, clock 4!");
	holds_released(&bench->a, CLOCK, 4);
	check_next(bench, &bench->a, CLOCK, NOTHING);
	check_holds(&bench->a, "");
	check_holds(&bench->b, "clock 3, clock 5");
}

static void test_elsewhere_is_the_same_setting(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->b, 4);
	take(&bench->b, POWER, 3, 0, 0);
	holds_release_all(&bench->a);
	check_release(bench, &bench->a, CLOCK, 3, 0, 0);
}

static void test_pin_held_elsewhere_stays(void **state)
{
	struct bench *bench = *state;

	take(&bench->a, PIN, 3, 0, 0);
	take(&bench->a, PIN_GROUP, 3, 0, 0);
	take(&bench->b, PIN, 3, 0, 0);
	holds_release_all(&bench->a);
	check_next(bench, &bench->a, PIN_GROUP, 3);
	holds_released(&bench->a, PIN_GROUP, 3);
	check_next(bench, &bench->a, PIN, NOTHING);
	check_holds(&bench->a, "");
	check_holds(&bench->b, "pin 3");
}

static void test_releasing_elsewhere_does_not_count(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->b, 3);
	set_before(take(&bench->a, PERF_LEVEL, 3, 90, 0), 70, 0);
	set_before(take(&bench->b, PERF_LEVEL, 3, 50, 0), 70, 0);
	holds_release_all(&bench->a);
	holds_release_all(&bench->b);
	check_release(bench, &bench->a, PERF_LEVEL, 3, 70, 0);
	check_release(bench, &bench->b, PERF_LEVEL, 3, 70, 0);
	holds_released(&bench->a, PERF_LEVEL, 3);
	holds_released(&bench->b, PERF_LEVEL, 3);
	check_release(bench, &bench->a, CLOCK, 3, 0, 0);
	check_release(bench, &bench->b, CLOCK, 3, 0, 0);
}

static void test_agent_that_left_still_holds(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->a, 4);
	turn_on(&bench->b, 4);
	policy_leave(&bench->policy, &bench->a);
	/* It may be served again. */
	check_holds(&bench->a, "clock 3, clock 4");
	holds_release_all(&bench->a);
	check_next(bench, &bench->a, CLOCK, 3);
	check_holds(&bench->a, "clock 3!");
}

static void test_agent_that_left_is_not_elsewhere(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	turn_on(&bench->b, 3);
	policy_leave(&bench->policy, &bench->b);
	turn_on(&bench->b, 3);
	holds_release_all(&bench->a);
	check_release(bench, &bench->a, CLOCK, 3, 0, 0);
}

static void test_quantity_without_a_way_back_is_dropped(void **state)
{
	struct bench *bench = *state;

	turn_on(&bench->a, 3);
	take(&bench->a, PERF_LEVEL, 3, 90, 0);
	take(&bench->a, PERF_LIMITS, 3, 90, 10);
	take(&bench->a, POWERCAP, 3, 90, 0);
	take(&bench->b, PERF_LEVEL, 3, 80, 0);
	take(&bench->c, PERF_LEVEL, 3, 70, 0);
	holds_release_all(&bench->b);
	holds_release_all(&bench->a);
	/* Of the level it is known what another one wants. */
	check_release(bench, &bench->a, PERF_LEVEL, 3, 70, 0);
	check_holds(&bench->a, "clock 3!, perf level 3!");
	holds_release_all(&bench->c);
	check_next(bench, &bench->a, CLOCK, 3);
	check_holds(&bench->a, "clock 3!");
}

static void test_value_that_undoes(void **state)
{
	static const struct {
		enum scmi_setting setting;
		const char *others; /* who holds it, beside the one that releases */
		uint32_t before[2], b[2], c[2], value[2];
	} rows[] = {
		/* A switch is turned off, and has no message where others have it on. */
		{ CLOCK, "", { 1 }, { 0 }, { 0 }, { 0 } },
		{ POWER, "", { 0 }, { 0 }, { 0 }, { POWER_OFF } },
		{ VOLTAGE, "", { 7 }, { 0 }, { 0 }, { 0 } },
		/* A quantity goes back to what it was, or to what others want. */
		{ PERF_LEVEL, "", { 70 }, { 0 }, { 0 }, { 70 } },
		{ PERF_LEVEL, "", { 0 }, { 0 }, { 0 }, { 0 } },
		{ PERF_LEVEL, "b", { 70 }, { 20 }, { 0 }, { 20 } },
		{ PERF_LEVEL, "c", { 70 }, { 0 }, { 90 }, { 90 } },
		{ PERF_LEVEL, "bc", { 70 }, { 20 }, { 30 }, { 30 } },
		{ PERF_LEVEL, "bc", { 70 }, { 0 }, { 0 }, { 0 } },
		{ PERF_LIMITS, "", { 70, 30 }, { 0 }, { 0 }, { 70, 30 } },
		{ PERF_LIMITS, "b", { 70, 30 }, { 90, 20 }, { 0 }, { 90, 20 } },
		{ PERF_LIMITS, "bc", { 70, 30 }, { 50, 20 }, { 60, 10 }, { 60, 20 } },
		{ LEVEL, "", { (uint32_t)-7 }, { 0 }, { 0 }, { (uint32_t)-7 } },
		{ LEVEL, "b", { 7 }, { (uint32_t)-5 }, { 0 }, { (uint32_t)-5 } },
		{ LEVEL, "bc", { 7 }, { (uint32_t)-5 }, { (uint32_t)-2 }, { (uint32_t)-2 } },
		{ LEVEL, "bc", { 7 }, { 1 }, { (uint32_t)-2 }, { 1 } },
		/* Not to be shared, but another may have got what this one has lost. */
		{ POWERCAP, "", { 70 }, { 0 }, { 0 }, { 70 } },
		{ POWERCAP, "b", { 70 }, { 50 }, { 0 }, { 50 } },
		{ CAP_INTERVAL, "", { 70 }, { 0 }, { 0 }, { 70 } },
		{ CAP_INTERVAL, "c", { 70 }, { 0 }, { 50 }, { 50 } },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("row %zu, %s, others \"%s\":\n", i,
			    scmi_setting_info(rows[i].setting)->name, rows[i].others);
		memset(bench->holds, 0, sizeof(bench->holds));
		set_before(take(&bench->a, rows[i].setting, 3, 99, 99), rows[i].before[0],
			   rows[i].before[1]);
		holds_release_all(&bench->a);
		if (strchr(rows[i].others, 'b'))
			take(&bench->b, rows[i].setting, 3, rows[i].b[0], rows[i].b[1]);
		if (strchr(rows[i].others, 'c'))
			take(&bench->c, rows[i].setting, 3, rows[i].c[0], rows[i].c[1]);
		check_release(bench, &bench->a, rows[i].setting, 3, rows[i].value[0],
			      rows[i].value[1]);
	}
}

static void test_value_is_what_others_want_by_then(void **state)
{
	struct bench *bench = *state;
	const struct policy_hold *hold;
	uint32_t value[SCMI_SETTING_WORDS];

	/* A switch that another one turns on while its release waits to be sent stays on. */
	turn_on(&bench->a, 3);
	holds_release_all(&bench->a);
	hold = check_next(bench, &bench->a, CLOCK, 3);
	turn_on(&bench->b, 3);
	holds_release_value(&bench->policy, &bench->a, hold, value);
	assert_int_equal(value[0], 1);
	check_next(bench, &bench->a, CLOCK, NOTHING);
}

static void test_own_value_undoes_nothing(void **state)
{
	struct bench *bench = *state;
	struct policy_hold *hold;
	uint32_t value[SCMI_SETTING_WORDS];

	/* It may have set it anew while the release waits to be sent. */
	hold = take(&bench->a, PERF_LEVEL, 3, 90, 0);
	set_before(hold, 70, 0);
	holds_release_value(&bench->policy, &bench->a, hold, value);
	assert_int_equal(value[0], 70);
	take(&bench->c, PERF_LEVEL, 3, 20, 0);
	holds_release_value(&bench->policy, &bench->a, hold, value);
	assert_int_equal(value[0], 20);
}

static void revoke(struct bench *bench, struct policy_agent *agent)
{
	policy_revoke(&bench->policy, agent);
	policy_resolve(&bench->policy, no_refusal, NULL);
}

static void test_quantity_is_released_step_by_step(void **state)
{
	struct bench *bench = *state;

	share_all(bench);
	set_before(take(&bench->a, PERF_LIMITS, 3, 90, 10), 70, 30);
	set_before(take(&bench->b, PERF_LIMITS, 3, 80, 20), 70, 30);
	set_before(take(&bench->c, PERF_LIMITS, 3, 60, 5), 70, 30);
	revoke(bench, &bench->a);
	check_release(bench, &bench->a, PERF_LIMITS, 3, 80, 20);
	holds_released(&bench->a, PERF_LIMITS, 3);
	revoke(bench, &bench->b);
	check_release(bench, &bench->b, PERF_LIMITS, 3, 60, 5);
	holds_released(&bench->b, PERF_LIMITS, 3);
	revoke(bench, &bench->c);
	check_release(bench, &bench->c, PERF_LIMITS, 3, 70, 30);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_take_and_drop),
		TEST(test_settings_are_held_apart),
		TEST(test_dropping_keeps_other_values),
		TEST(test_new_holds_are_zero),
		TEST(test_take_again_keeps_value),
		TEST(test_holds_are_limited),
		TEST(test_list_is_mended),
		TEST(test_votes_add_up),
		TEST(test_own_vote_does_not_count),
		TEST(test_votes_on_something_else_do_not_count),
		TEST(test_releasing_holds_are_no_votes),
		TEST(test_unconfirmed_holds_are_no_votes),
		TEST(test_only_who_shares_votes),
		TEST(test_unshared_has_no_votes),
		TEST(test_before_is_known_from_any_agent),
		TEST(test_before_may_be_zero),
		TEST(test_before_is_known_while_it_is_released),
		TEST(test_release_is_newest_first),
		TEST(test_release_goes_over_all_settings),
		TEST(test_released_is_of_one_hold),
		TEST(test_what_is_put_off_comes_last),
		TEST(test_take_reclaims),
		TEST(test_switch_held_elsewhere_stays_on),
		TEST(test_elsewhere_is_the_same_setting),
		TEST(test_pin_held_elsewhere_stays),
		TEST(test_releasing_elsewhere_does_not_count),
		TEST(test_agent_that_left_still_holds),
		TEST(test_agent_that_left_is_not_elsewhere),
		TEST(test_quantity_without_a_way_back_is_dropped),
		TEST(test_value_that_undoes),
		TEST(test_value_is_what_others_want_by_then),
		TEST(test_own_value_undoes_nothing),
		TEST(test_quantity_is_released_step_by_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
