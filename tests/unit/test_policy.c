// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_policy.c - who owns what, and who shares it
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/holds.h"
#include "policy/policy.h"

#define CLOCK	     SCMI_RESOURCE_CLOCK
#define PERF	     SCMI_RESOURCE_PERF
#define SYSTEM_POWER SCMI_RESOURCE_SYSTEM_POWER
#define VENDOR	     SCMI_RESOURCE_VENDOR

#define COUNT 10 /* of everything that firmware counts */

/**
 * struct bench - a platform of ten of everything and three guests, of which none has joined yet
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
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++)
		bench->policy.count[resource] = COUNT;
	bench->policy.count[VENDOR] = RIGHTS_IDS;
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
	policy_clear(&bench->policy);
	free(bench);
	return 0;
}

static void join_all(struct bench *bench)
{
	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_join(&bench->policy, &bench->c);
}

static void note(void *context, const struct policy_refusal *refusal)
{
	struct bench *bench = context;
	size_t used = strlen(bench->refusals);

	snprintf(bench->refusals + used, sizeof(bench->refusals) - used, "%s %s %u %s\n",
		 refusal->agent->name, scmi_resource_name(refusal->resource), refusal->id,
		 refusal->owner ? refusal->owner->name : "-");
}

/** check_refusals() - resolve; exactly these refusals are reported */
static void check_refusals(struct bench *bench, const char *expected)
{
	bench->refusals[0] = '\0';
	policy_resolve(&bench->policy, note, bench);
	assert_string_equal(bench->refusals, expected);
}

static void grant_kind(struct policy_agent *agent, enum scmi_resource resource, const char *text)
{
	struct why why;

	assert_int_equal(policy_grant(agent, resource, text, &why), 0);
}

static void grant(struct policy_agent *agent, const char *text)
{
	grant_kind(agent, CLOCK, text);
}

static void check_owned_kind(const struct policy_agent *agent, enum scmi_resource resource,
			     const char *expected)
{
	char text[100];

	rights_format(&agent->owned[resource], resource, text, sizeof(text));
	assert_string_equal(text, expected);
	assert_int_equal(policy_owns_any(agent, resource), *expected != '\0');
	for (uint32_t id = 0; id < 2 * COUNT; id++)
		assert_int_equal(policy_right(agent, resource, id),
				 rights_to(&agent->owned[resource], id));
}

static void check_owned(const struct policy_agent *agent, const char *expected)
{
	check_owned_kind(agent, CLOCK, expected);
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

/** check_shares_kind() - who shares a resource, in the order of the alphabet, each once */
static void check_shares_kind(const struct bench *bench, enum scmi_resource resource, uint32_t id,
			      const char *expected)
{
	const struct policy_agent *agents[] = { &bench->a, &bench->b, &bench->c };
	char text[10];
	size_t listed = 0, used = 0;

	for (const struct policy_share *share = policy_shares(&bench->policy, resource, id); share;
	     share = share->next)
		assert_in_range(++listed, 1, ARRAY_SIZE(agents));
	for (size_t i = 0; i < ARRAY_SIZE(agents); i++)
		for (const struct policy_share *share = policy_shares(&bench->policy, resource, id);
		     share; share = share->next)
			if (share->agent == agents[i])
				text[used++] = agents[i]->name[0];
	text[used] = '\0';
	assert_string_equal(text, expected);
	assert_int_equal(used, listed); /* nobody else's */
}

static void check_shares(const struct bench *bench, uint32_t id, const char *expected)
{
	check_shares_kind(bench, CLOCK, id, expected);
}

/* --- ownership --- */

static void test_nobody_owns_at_first(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	check_refusals(bench, "");
	check_owned(&bench->a, "");
	assert_int_equal(policy_right(&bench->a, CLOCK, 0), RIGHT_NONE);
	assert_int_equal(policy_right(&bench->a, SCMI_NO_RESOURCE, 0), RIGHT_NONE);
	assert_false(policy_owns_any(&bench->a, SCMI_NO_RESOURCE));
}

static void test_grant_takes_effect_when_resolved(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3 7-9:ro");
	check_owned(&bench->a, "");
	check_refusals(bench, "");
	check_owned(&bench->a, "3 7-9:ro");
	assert_int_equal(policy_right(&bench->a, CLOCK, 3), RIGHT_WHOLE);
	assert_int_equal(policy_right(&bench->a, CLOCK, 7), RIGHT_READ);
	assert_int_equal(policy_right(&bench->a, SCMI_NO_RESOURCE, 3), RIGHT_NONE);
	grant(&bench->a, "4");
	check_owned(&bench->a, "3 7-9:ro");
	check_refusals(bench, "");
	check_owned(&bench->a, "4");
}

static void test_kinds_are_granted_apart(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	grant_kind(&bench->a, CLOCK, "3");
	grant_kind(&bench->a, PERF, "4:shared");
	grant_kind(&bench->b, CLOCK, "4");
	grant_kind(&bench->b, PERF, "3");
	check_refusals(bench, "");
	check_owned_kind(&bench->a, CLOCK, "3");
	check_owned_kind(&bench->a, PERF, "4:shared");
	check_owned_kind(&bench->b, CLOCK, "4");
	check_owned_kind(&bench->b, PERF, "3");
	grant_kind(&bench->a, CLOCK, "");
	check_refusals(bench, "");
	check_owned_kind(&bench->a, CLOCK, "");
	check_owned_kind(&bench->a, PERF, "4:shared");
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
	check_refusals(bench, "a clock 3 b\nc clock 3 b\nc clock 4 a\nc clock 5 a\n");
	check_owned(&bench->b, "3");
	check_owned(&bench->a, "1-2 4-5");
	check_owned(&bench->c, "6");
}

static void test_younger_agent_inherits(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3-4");
	grant(&bench->b, "3");
	grant(&bench->c, "3-4");
	check_refusals(bench, "b clock 3 a\nc clock 3 a\nc clock 4 a\n");

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
	check_refusals(bench, "a clock 3 c\n");
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
	check_refusals(bench, "b clock 3 a\n");
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

static void test_who_has_no_holds_can_leave(void **state)
{
	struct bench *bench = *state;
	struct policy_agent agent = { .name = "never joined" };

	grant(&agent, "3");
	policy_leave(&bench->policy, &agent);
	assert_true(rights_are_none(&agent.granted[CLOCK]));
	assert_null(agent.granted[CLOCK].to);
}

static void test_what_does_not_exist_is_refused_once(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "8-11");
	/* 11 goes with 10: nothing from there on exists. */
	check_refusals(bench, "a clock 10 -\n");
	check_owned(&bench->a, "8-9");
	check_refusals(bench, "");
	grant(&bench->a, "8-11");
	check_refusals(bench, "");
	/* A new grant is news. */
	grant(&bench->a, "8-10");
	check_refusals(bench, "a clock 10 -\n");
	/* The firmware has grown. */
	bench->policy.count[CLOCK] = 11;
	check_refusals(bench, "");
	check_owned(&bench->a, "8-10");
}

static void test_no_right_makes_it_exist(void **state)
{
	static const struct {
		enum scmi_resource resource;
		const char *text, *refusals;
	} rows[] = {
		{ CLOCK, "10", "a clock 10 -\n" },
		{ CLOCK, "10:ro", "a clock 10 -\n" },
		{ CLOCK, "10:shared", "a clock 10 -\n" },
		{ SYSTEM_POWER, "reboot", "a system-power 1 -\n" },
		{ VENDOR, "0x80", "a vendor 32768 -\n" },
	};
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	bench->policy.count[SYSTEM_POWER] = 0;
	bench->policy.count[VENDOR] = 0;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s %s:\n", scmi_resource_name(rows[i].resource), rows[i].text);
		grant_kind(&bench->a, rows[i].resource, rows[i].text);
		check_refusals(bench, rows[i].refusals);
		check_owned_kind(&bench->a, rows[i].resource, "");
	}
}

static void test_bad_grant_is_no_grant(void **state)
{
	struct bench *bench = *state;
	struct why why = { "" };

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3");
	grant_kind(&bench->a, PERF, "3");
	check_refusals(bench, "");
	assert_int_equal(policy_grant(&bench->a, CLOCK, "3 x", &why), -EINVAL);
	assert_string_equal(why.text, "\"x\" is no id or range, expected N or N-M up to 65535");
	check_refusals(bench, "");
	check_owned(&bench->a, "");
	check_owned_kind(&bench->a, PERF, "3");
}

static void test_unknown_platform_changes_nothing(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3 5:shared 12");
	bench->policy.known = false;
	check_refusals(bench, "");
	check_owned(&bench->a, "");

	bench->policy.known = true;
	check_refusals(bench, "a clock 12 -\n");
	assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 3, NULL));
	bench->policy.known = false;
	grant(&bench->a, "");
	check_refusals(bench, "");
	check_owned(&bench->a, "3 5:shared");
	check_shares(bench, 5, "a");
	check_holds(&bench->a, "clock 3");
}

/* --- rights --- */

static void test_rights_that_go_together(void **state)
{
	static const struct {
		const char *granted[3]; /* to a, b and c, of which a is the oldest */
		const char *owned[3];
		const char *refusals, *shares;
	} rows[] = {
		{ { "3:ro", "3", "3:ro" }, { "3:ro", "3", "3:ro" }, "", "" },
		{ { "3", "3:ro", "3:ro" }, { "3", "3:ro", "3:ro" }, "", "" },
		{ { "3:ro", "3:ro", "3" }, { "3:ro", "3:ro", "3" }, "", "" },
		{ { "3:ro", "3:ro", "3:ro" }, { "3:ro", "3:ro", "3:ro" }, "", "" },
		{ { "3:shared", "", "" }, { "3:shared", "", "" }, "", "a" },
		{ { "3:shared", "3:shared", "" }, { "3:shared", "3:shared", "" }, "", "ab" },
		{ { "3:shared", "3:shared", "3:shared" },
		  { "3:shared", "3:shared", "3:shared" },
		  "",
		  "abc" },
		{ { "3:shared", "3:ro", "3:shared" },
		  { "3:shared", "3:ro", "3:shared" },
		  "",
		  "ac" },
		/* The whole of it goes together with nothing that changes it. */
		{ { "3", "3", "" }, { "3", "", "" }, "b clock 3 a\n", "" },
		{ { "3", "3:shared", "" }, { "3", "", "" }, "b clock 3 a\n", "" },
		{ { "3:shared", "3", "" }, { "3:shared", "", "" }, "b clock 3 a\n", "a" },
		{ { "3", "3:shared", "3:shared" },
		  { "3", "", "" },
		  "b clock 3 a\nc clock 3 a\n",
		  "" },
		{ { "3:shared", "3", "3:shared" },
		  { "3:shared", "", "3:shared" },
		  "b clock 3 a\n",
		  "ac" },
		{ { "3:shared", "3:shared", "3" },
		  { "3:shared", "3:shared", "" },
		  "c clock 3 a\n",
		  "ab" },
		{ { "3:ro", "3", "3:shared" }, { "3:ro", "3", "" }, "c clock 3 b\n", "" },
		{ { "3:ro", "3:shared", "3" }, { "3:ro", "3:shared", "" }, "c clock 3 b\n", "b" },
		/* Who is refused keeps nobody away. */
		{ { "3", "3-4", "4:shared" }, { "3", "4", "" }, "b clock 3 a\nc clock 4 b\n", "" },
		{ { "3", "3", "3:ro" }, { "3", "", "3:ro" }, "b clock 3 a\n", "" },
	};
	struct bench *bench = *state;
	struct policy_agent *agents[] = { &bench->a, &bench->b, &bench->c };

	join_all(bench);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("row %zu, \"%s\", \"%s\", \"%s\":\n", i, rows[i].granted[0],
			    rows[i].granted[1], rows[i].granted[2]);
		for (size_t n = 0; n < ARRAY_SIZE(agents); n++) {
			/* a grant that is new is reported anew */
			grant(agents[n], "");
			grant(agents[n], rows[i].granted[n]);
		}
		check_refusals(bench, rows[i].refusals);
		for (size_t n = 0; n < ARRAY_SIZE(agents); n++)
			check_owned(agents[n], rows[i].owned[n]);
		check_shares(bench, 3, rows[i].shares);
	}
}

static void test_right_is_inherited_as_it_was_granted(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3");
	grant(&bench->b, "3:shared");
	grant(&bench->c, "3:shared");
	check_refusals(bench, "b clock 3 a\nc clock 3 a\n");
	check_shares(bench, 3, "");
	policy_leave(&bench->policy, &bench->a);
	check_refusals(bench, "");
	check_owned(&bench->b, "3:shared");
	check_owned(&bench->c, "3:shared");
	check_shares(bench, 3, "bc");
}

static void test_whole_right_ends_sharing_of_younger_ones(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3:shared");
	grant(&bench->b, "3");
	grant(&bench->c, "3:shared");
	check_refusals(bench, "b clock 3 a\n");
	check_shares(bench, 3, "ac");
	policy_leave(&bench->policy, &bench->a);
	check_refusals(bench, "c clock 3 b\n");
	check_owned(&bench->b, "3");
	check_owned(&bench->c, "");
	check_shares(bench, 3, "");
}

static void test_exclusive_kinds(void **state)
{
	static const struct {
		enum scmi_resource resource;
		const char *text;
		bool is_exclusive;
	} rows[] = {
		{ CLOCK, "3", true },
		{ SCMI_RESOURCE_POWER, "3", true },
		{ PERF, "3", true },
		{ SCMI_RESOURCE_SENSOR, "3", true },
		{ SCMI_RESOURCE_RESET, "3", true },
		{ SCMI_RESOURCE_VOLTAGE, "3", true },
		{ SCMI_RESOURCE_POWERCAP, "3", true },
		{ SCMI_RESOURCE_PIN, "3", true },
		{ SCMI_RESOURCE_PIN_GROUP, "3", true },
		{ SCMI_RESOURCE_PIN_FUNCTION, "3", true },
		{ SYSTEM_POWER, "shutdown", false },
		{ SYSTEM_POWER, "shutdown reboot", false },
		{ VENDOR, "0x81/0x3", false },
		{ VENDOR, "0x80 0xff", false },
	};
	struct bench *bench = *state;

	join_all(bench);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		enum scmi_resource resource = rows[i].resource;
		const char *text = rows[i].text, *left = rows[i].is_exclusive ? "" : text;
		char refusals[100] = "";

		print_error("%s %s:\n", scmi_resource_name(resource), text);
		if (rows[i].is_exclusive)
			snprintf(refusals, sizeof(refusals), "b %s 3 a\nc %s 3 a\n",
				 scmi_resource_name(resource), scmi_resource_name(resource));
		grant_kind(&bench->a, resource, text);
		grant_kind(&bench->b, resource, text);
		grant_kind(&bench->c, resource, text);
		check_refusals(bench, refusals);
		check_owned_kind(&bench->a, resource, text);
		check_owned_kind(&bench->b, resource, left);
		check_owned_kind(&bench->c, resource, left);
		check_shares_kind(bench, resource, 3, "");
	}
}

/* --- reports --- */

static void test_refusals_are_reported_once(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3-4");
	grant(&bench->b, "3-4:shared");
	check_refusals(bench, "b clock 3 a\nb clock 4 a\n");
	check_refusals(bench, "");
	/* Neither the same grant nor another agent's is news. */
	grant(&bench->b, "4:shared,3:shared");
	check_refusals(bench, "");
	grant(&bench->c, "3");
	check_refusals(bench, "c clock 3 a\n");
	/* Another owner is none, either. */
	grant(&bench->a, "4");
	check_refusals(bench, "");
	check_owned(&bench->b, "3:shared");
	/* Another right is. */
	grant(&bench->b, "3-4");
	check_refusals(bench, "b clock 4 a\n");
	/* Of another kind it is told for itself. */
	grant_kind(&bench->a, PERF, "4");
	grant_kind(&bench->b, PERF, "4");
	check_refusals(bench, "b perf 4 a\n");
	check_refusals(bench, "");
}

static void test_who_comes_back_is_told_again(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	grant(&bench->a, "3");
	grant(&bench->b, "3");
	check_refusals(bench, "b clock 3 a\n");
	policy_leave(&bench->policy, &bench->b);
	assert_null(bench->b.reported[CLOCK].to);
	check_refusals(bench, "");
	policy_join(&bench->policy, &bench->b);
	grant(&bench->b, "3");
	check_refusals(bench, "b clock 3 a\n");
}

/* --- sharing --- */

static void test_shares_are_of_each_resource(void **state)
{
	static const char *const clocks[COUNT] = {
		"", "a", "ab", "abc", "bc", "", "c", "", "", "a"
	};
	static const char *const perfs[COUNT] = { "c", "", "", "bc" };
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "1-3:shared 5 9:shared");
	grant(&bench->b, "2-4:shared 5:ro 7:ro");
	grant(&bench->c, "3-4:shared 6:shared 8");
	grant_kind(&bench->b, PERF, "3:shared");
	grant_kind(&bench->c, PERF, "0:shared 3:shared");
	check_refusals(bench, "");
	/* However often it is worked out, everyone is listed once. */
	for (int times = 0; times < 3; times++) {
		for (uint32_t id = 0; id < COUNT; id++) {
			print_error("id %u:\n", id);
			check_shares(bench, id, clocks[id]);
			check_shares_kind(bench, PERF, id, perfs[id] ? perfs[id] : "");
			check_shares_kind(bench, SCMI_RESOURCE_POWER, id, "");
		}
		check_refusals(bench, "");
	}
}

static void test_who_does_not_get_it_does_not_share(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3 9:shared");
	grant(&bench->b, "3:shared 9-11:shared");
	grant(&bench->c, "3:shared");
	check_refusals(bench, "b clock 3 a\nb clock 10 -\nc clock 3 a\n");
	check_shares(bench, 3, "");
	check_shares(bench, 9, "ab");
}

static void test_shares_follow_grants(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3:shared");
	grant(&bench->b, "3:shared");
	check_shares(bench, 3, "");
	check_refusals(bench, "");
	check_shares(bench, 3, "ab");
	grant(&bench->c, "3:shared");
	check_shares(bench, 3, "ab");
	check_refusals(bench, "");
	check_shares(bench, 3, "abc");
	grant(&bench->b, "3:ro");
	check_refusals(bench, "");
	check_shares(bench, 3, "ac");
	grant(&bench->a, "4:shared");
	check_refusals(bench, "");
	check_shares(bench, 3, "c");
	check_shares(bench, 4, "a");
	grant(&bench->c, "3");
	check_refusals(bench, "");
	check_shares(bench, 3, "");
	grant(&bench->a, "");
	check_refusals(bench, "");
	check_shares(bench, 4, "");
}

static void test_shares_follow_the_platform(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3:shared 12:shared");
	grant(&bench->b, "12:shared");
	check_refusals(bench, "a clock 12 -\nb clock 12 -\n");
	check_shares(bench, 3, "a");
	bench->policy.count[CLOCK] = 13;
	check_refusals(bench, "");
	check_shares(bench, 12, "ab");
	bench->policy.count[CLOCK] = 4;
	check_refusals(bench, "");
	check_shares(bench, 3, "a");
	check_owned(&bench->b, "");
}

/* --- leaving --- */

static void test_revoked_agent_stays_and_owns_nothing(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3:shared 5");
	grant(&bench->b, "3:shared 5");
	grant(&bench->c, "3:shared 6");
	check_refusals(bench, "b clock 5 a\n");
	assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 3, NULL));
	assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 5, NULL));
	assert_non_null(holds_take(&bench->b, SCMI_SETTING_CLOCK, 3, NULL));

	policy_revoke(&bench->policy, &bench->a);
	check_owned(&bench->a, "");
	assert_true(rights_are_none(&bench->a.granted[CLOCK]));
	check_holds(&bench->a, "clock 3!, clock 5!");
	/* The others' votes count at all times. */
	check_shares(bench, 3, "bc");

	check_refusals(bench, "");
	check_owned(&bench->a, "");
	check_owned(&bench->b, "3:shared 5");
	check_owned(&bench->c, "3:shared 6");
	check_shares(bench, 3, "bc");
	check_holds(&bench->b, "clock 3");
	/* It is still where it was, and only grants are gone. */
	assert_ptr_equal(bench->policy.agents, &bench->a);
	assert_ptr_equal(bench->a.next, &bench->b);
	grant(&bench->a, "3:shared 5");
	check_refusals(bench, ""); /* b was told of 5 already */
	check_owned(&bench->a, "3:shared 5");
	check_owned(&bench->b, "3:shared");
	check_shares(bench, 3, "abc");

	policy_revoke(&bench->policy, &bench->a);
	policy_revoke(&bench->policy, &bench->a);
	check_refusals(bench, "");
	check_shares(bench, 3, "bc");
}

static void test_agent_that_left_shares_nothing(void **state)
{
	struct bench *bench = *state;

	join_all(bench);
	grant(&bench->a, "3:shared");
	grant(&bench->b, "3:shared");
	grant(&bench->c, "3:shared");
	check_refusals(bench, "");
	assert_non_null(holds_take(&bench->b, SCMI_SETTING_CLOCK, 3, NULL));
	policy_leave(&bench->policy, &bench->b);
	check_holds(&bench->b, "clock 3");
	check_shares(bench, 3, "ac");
	assert_ptr_equal(bench->policy.agents, &bench->a);
	assert_ptr_equal(bench->a.next, &bench->c);
	assert_null(bench->b.next);
	check_refusals(bench, "");
	check_shares(bench, 3, "ac");
	policy_leave(&bench->policy, &bench->a);
	policy_leave(&bench->policy, &bench->c);
	check_refusals(bench, "");
	check_shares(bench, 3, "");
	assert_null(bench->policy.all_shares);
}

/** test_stranger_that_leaves_changes_nothing() - one that was never served, or owned other things
 */
static void test_stranger_that_leaves_changes_nothing(void **state)
{
	struct bench *bench = *state;
	struct policy_agent stranger = { .name = "stranger" };

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	policy_join(&bench->policy, &bench->c);
	grant(&bench->a, "3:shared");
	grant(&bench->b, "3:shared");
	grant(&bench->c, "4:shared");
	check_refusals(bench, "");
	policy_leave(&bench->policy, &stranger);
	check_shares(bench, 3, "ab");
	policy_leave(&bench->policy, &bench->c);
	check_shares(bench, 3, "ab");
	check_shares(bench, 4, "");
}

/* --- what is held without the right to it --- */

static void test_revoked_rights_are_released(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	grant(&bench->a, "3-5");
	check_refusals(bench, "");
	assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 3, NULL));
	assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 4, NULL));
	assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 5, NULL));
	check_refusals(bench, "");
	check_holds(&bench->a, "clock 3, clock 4, clock 5");
	grant(&bench->a, "4");
	check_refusals(bench, "");
	check_holds(&bench->a, "clock 3!, clock 4, clock 5!");
	/* A right that comes back does not take anything back. */
	grant(&bench->a, "3-5");
	check_refusals(bench, "");
	check_holds(&bench->a, "clock 3!, clock 4, clock 5!");
}

static void test_change_of_right(void **state)
{
	static const struct {
		const char *from, *to;
		bool is_released;
	} rows[] = {
		{ "3", "3", false },
		{ "3", "3:ro", true },
		{ "3", "3:shared", false },
		{ "3", "", true },
		{ "3:shared", "3", false },
		{ "3:shared", "3:ro", true },
		{ "3:shared", "3:shared", false },
		{ "3:shared", "4", true },
	};
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("from \"%s\" to \"%s\":\n", rows[i].from, rows[i].to);
		bench->holds[0].count = 0;
		grant(&bench->a, rows[i].from);
		check_refusals(bench, "");
		assert_non_null(holds_take(&bench->a, SCMI_SETTING_CLOCK, 3, NULL));
		grant(&bench->a, rows[i].to);
		check_holds(&bench->a, "clock 3");
		check_refusals(bench, "");
		check_holds(&bench->a, rows[i].is_released ? "clock 3!" : "clock 3");
	}
}

static void test_lost_to_an_older_agent(void **state)
{
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	policy_join(&bench->policy, &bench->b);
	grant(&bench->b, "3-4:shared");
	check_refusals(bench, "");
	assert_non_null(holds_take(&bench->b, SCMI_SETTING_CLOCK, 3, NULL));
	assert_non_null(holds_take(&bench->b, SCMI_SETTING_CLOCK, 4, NULL));
	grant(&bench->a, "3 4:shared");
	check_refusals(bench, "b clock 3 a\n");
	check_holds(&bench->b, "clock 3!, clock 4");
}

static void test_each_setting_goes_by_its_kind(void **state)
{
	static const struct {
		enum scmi_setting setting;
		enum scmi_resource resource;
	} rows[] = {
		{ SCMI_SETTING_CLOCK, CLOCK },
		{ SCMI_SETTING_POWER, SCMI_RESOURCE_POWER },
		{ SCMI_SETTING_PERF_LIMITS, PERF },
		{ SCMI_SETTING_PERF_LEVEL, PERF },
		{ SCMI_SETTING_VOLTAGE, SCMI_RESOURCE_VOLTAGE },
		{ SCMI_SETTING_VOLTAGE_LEVEL, SCMI_RESOURCE_VOLTAGE },
		{ SCMI_SETTING_POWERCAP, SCMI_RESOURCE_POWERCAP },
		{ SCMI_SETTING_POWERCAP_INTERVAL, SCMI_RESOURCE_POWERCAP },
		{ SCMI_SETTING_PIN, SCMI_RESOURCE_PIN },
		{ SCMI_SETTING_PIN_GROUP, SCMI_RESOURCE_PIN_GROUP },
	};
	struct bench *bench = *state;

	policy_join(&bench->policy, &bench->a);
	assert_int_equal(ARRAY_SIZE(rows), SCMI_SETTINGS - 1);
	for (size_t lost = 0; lost < ARRAY_SIZE(rows); lost++) {
		bench->holds[0].count = 0;
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
			grant_kind(&bench->a, rows[i].resource, "3");
		check_refusals(bench, "");
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
			assert_non_null(holds_take(&bench->a, rows[i].setting, 3, NULL));
		grant_kind(&bench->a, rows[lost].resource, "3:ro");
		check_refusals(bench, "");
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
			print_error("setting %zu without right to %s:\n", i,
				    scmi_resource_name(rows[lost].resource));
			assert_int_equal(holds_find(&bench->a, rows[i].setting, 3)->releasing,
					 rows[i].resource == rows[lost].resource);
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nobody_owns_at_first),
		TEST(test_grant_takes_effect_when_resolved),
		TEST(test_kinds_are_granted_apart),
		TEST(test_older_agent_owns),
		TEST(test_younger_agent_inherits),
		TEST(test_later_grant_of_older_agent_wins),
		TEST(test_leaving_twice_or_without_joining),
		TEST(test_who_has_no_holds_can_leave),
		TEST(test_what_does_not_exist_is_refused_once),
		TEST(test_no_right_makes_it_exist),
		TEST(test_bad_grant_is_no_grant),
		TEST(test_unknown_platform_changes_nothing),
		TEST(test_rights_that_go_together),
		TEST(test_right_is_inherited_as_it_was_granted),
		TEST(test_whole_right_ends_sharing_of_younger_ones),
		TEST(test_exclusive_kinds),
		TEST(test_refusals_are_reported_once),
		TEST(test_who_comes_back_is_told_again),
		TEST(test_shares_are_of_each_resource),
		TEST(test_who_does_not_get_it_does_not_share),
		TEST(test_shares_follow_grants),
		TEST(test_shares_follow_the_platform),
		TEST(test_revoked_agent_stays_and_owns_nothing),
		TEST(test_agent_that_left_shares_nothing),
		TEST(test_stranger_that_leaves_changes_nothing),
		TEST(test_revoked_rights_are_released),
		TEST(test_change_of_right),
		TEST(test_lost_to_an_older_agent),
		TEST(test_each_setting_goes_by_its_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
