// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_votes.c - what guests set, alone and together, from the request to the release
 */
#include "mediator_bench.h"

#include "proto/clock.h"

#define A 0
#define B 1
#define C 2

/* --- one guest, one switch --- */

#define OFF	  0u
#define ON	  1u
#define UNCHANGED 3u

enum before {
	FREE,
	HELD,
	BEING_RELEASED,
};

enum outcome {
	DONE,
	REFUSED,
	FAULTY,
	SILENT,
	NEVER_SENT,
};

static void hold_before(struct bench *bench, enum before before)
{
	bench->holds[0].count = 0;
	if (before != FREE)
		holds_confirm(holds_take(bench->agent, SCMI_SETTING_CLOCK, OWNED, NULL),
			      (const uint32_t[SCMI_SETTING_WORDS]){ ON });
	if (before == BEING_RELEASED)
		holds_release_all(bench->agent);
}

static void firmware_reacts(struct bench *bench, enum outcome outcome)
{
	if (outcome != NEVER_SENT)
		prepare(bench);
	switch (outcome) {
	case DONE: firmware_says(bench, WORDS(0)); break;
	case REFUSED: firmware_says(bench, WORDS(HARDWARE_ERROR)); break;
	case FAULTY: firmware_says(bench, WORDS(0, 0, 0)); break;
	case SILENT:
	case NEVER_SENT: mediator_fail(&bench->call, &bench->packet); break;
	}
}

static void test_a_clock_is_held(void **state)
{
	static const struct {
		uint32_t asked;
		enum before before;
		enum outcome outcome;
		bool after; /* whether it is held then */
	} rows[] = {
		/* It is held before it is on, and kept where it may be on. */
		{ ON, FREE, DONE, true },
		{ ON, FREE, REFUSED, false },
		{ ON, FREE, FAULTY, true },
		{ ON, FREE, SILENT, true },
		{ ON, FREE, NEVER_SENT, false },
		{ ON, HELD, DONE, true },
		{ ON, HELD, REFUSED, true },
		{ ON, HELD, FAULTY, true },
		{ ON, HELD, SILENT, true },
		{ ON, BEING_RELEASED, DONE, true },
		{ ON, BEING_RELEASED, REFUSED, true },
		{ ON, BEING_RELEASED, SILENT, true },
		{ OFF, FREE, DONE, false },
		{ OFF, FREE, REFUSED, false },
		{ OFF, HELD, DONE, false },
		{ OFF, HELD, REFUSED, true },
		{ OFF, HELD, FAULTY, true },
		{ OFF, HELD, SILENT, true },
		{ OFF, HELD, NEVER_SENT, true },
		{ OFF, BEING_RELEASED, DONE, false },
		{ UNCHANGED, FREE, DONE, false },
		{ UNCHANGED, HELD, DONE, true },
		{ UNCHANGED, HELD, REFUSED, true },
	};
	struct bench *bench = *state;

	for (int release = 0; release < SCMI_RELEASES; release++) {
		size_t words = release < SCMI_3_2 ? 2 : 3;

		bench_speak(bench, release);
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
			const uint32_t parameters[] = { OWNED, rows[i].asked, 0 };

			if (rows[i].asked == UNCHANGED && release < SCMI_3_2)
				continue;
			print_error("release %d row %zu\n", release, i);
			hold_before(bench, rows[i].before);
			assert_true(request(bench, header_of(CLOCK, 7), parameters, words));
			assert_int_equal(bench->holds[0].count, rows[i].before != FREE);
			firmware_reacts(bench, rows[i].outcome);
			assert_int_equal(bench->holds[0].count, rows[i].after);
			/* Who asks for it anew wants it on, and gives it up if it cannot be had. */
			if (rows[i].asked == ON && rows[i].after)
				assert_int_equal(bench->holds[0].hold[0].releasing,
						 rows[i].before == BEING_RELEASED &&
							 rows[i].outcome == REFUSED);
			if (rows[i].after)
				assert_int_equal(bench->holds[0].hold[0].id, OWNED);
		}
	}
}

static void test_it_is_held_while_the_firmware_turns_it_on(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(CLOCK, 7), WORDS(OWNED, ON, 0)));
	assert_int_equal(bench->holds[0].count, 0);
	prepare(bench);
	assert_int_equal(bench->holds[0].count, 1);
	assert_packet(&bench->packet, CLOCK << 10 | 7, WORDS(OWNED, ON, 0));
}

static void test_old_form_has_no_unchanged(void **state)
{
	struct bench *bench = *state;

	/* Bit 1 means nothing before 3.0: 3 is "on". */
	bench_speak(bench, SCMI_3_1);
	assert_true(request(bench, header_of(CLOCK, 7), WORDS(OWNED, 3)));
	prepare(bench);
	assert_packet(&bench->packet, CLOCK << 10 | 7, WORDS(OWNED, 1));
	assert_int_equal(bench->holds[0].count, 1);
}

static void test_refused_requests_hold_nothing(void **state)
{
	struct bench *bench = *state;
	static const uint32_t requests[][3] = {
		{ UNOWNED, ON, 0 },
		{ OWNED, 2, 0 },
		{ READ_ONLY, ON, 0 },
		{ SHARED, 0x10001, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(requests); i++) {
		assert_false(request(bench, header_of(CLOCK, 7), requests[i], 3));
		prepare(bench);
		assert_int_equal(bench->holds[0].count, 0);
	}
	assert_false(request(bench, header_of(CLOCK, 7), WORDS(OWNED)));
	assert_false(request(bench, header_of(CLOCK, 7) | 2 << 8, WORDS(OWNED, ON, 0)));
	assert_int_equal(bench->holds[0].count, 0);
}

static void test_too_many_holds(void **state)
{
	struct bench *bench = *state;

	for (uint32_t id = 0; id < POLICY_HOLDS; id++)
		holds_take(bench->agent, SCMI_SETTING_CLOCK, 100 + id, NULL);
	assert_false(request(bench, header_of(CLOCK, 7), WORDS(OWNED, ON, 0)));
	assert_status(&bench->packet, header_of(CLOCK, 7), SCMI_OUT_OF_RANGE);
	assert_string_equal(bench->call.refusal, "it holds too much already");
	assert_false(request(bench, header_of(PERF, 7), WORDS(OWNED, 1)));
	assert_status(&bench->packet, header_of(PERF, 7), SCMI_OUT_OF_RANGE);
	assert_int_equal(bench->holds[0].count, POLICY_HOLDS);
	/* Off and other messages go on. */
	assert_true(request(bench, header_of(CLOCK, 7), WORDS(OWNED, OFF, 0)));
	assert_true(request(bench, header_of(PINCTRL, 8), WORDS(OWNED, 0)));
	assert_true(request(bench, header_of(CLOCK, 6), WORDS(OWNED)));
}

static void test_other_messages_hold_nothing(void **state)
{
	struct bench *bench = *state;

	assert_true(request(bench, header_of(CLOCK, 5), WORDS(0, OWNED, 1, 0)));
	prepare(bench);
	firmware_says(bench, WORDS(0));
	assert_true(request(bench, header_of(RESET, 4), WORDS(OWNED, 1, 0)));
	prepare(bench);
	firmware_says(bench, WORDS(0));
	assert_int_equal(bench->holds[0].count, 0);
	hold_before(bench, HELD);
	assert_true(request(bench, header_of(CLOCK, 6), WORDS(OWNED)));
	prepare(bench);
	firmware_says(bench, WORDS(0, 0, 0));
	assert_int_equal(bench->holds[0].count, 1);
}

static void test_reset_releases(void **state)
{
	struct bench *bench = *state;

	hold_before(bench, HELD);
	assert_false(request(bench, header_of(BASE, 0xb), WORDS(2, 0)));
	assert_int_equal(bench->holds[0].hold[0].releasing, 0);
	assert_false(request(bench, header_of(BASE, 0xb), WORDS(1, 0)));
	assert_int_equal(bench->holds[0].count, 1);
	assert_int_not_equal(bench->holds[0].hold[0].releasing, 0);
}

/* --- every setting, set and released --- */

/** struct set - how a setting is set, and what undoes it */
struct set {
	enum scmi_setting setting;
	uint8_t protocol, set, get, release;
	const uint32_t *request;
	size_t request_words;
	const uint32_t *now; /* the firmware's answer to what it is before; NULL: it is not asked */
	size_t now_words;
	const uint32_t *undo;
	size_t undo_words;
};

static const struct set sets[] = {
	{ SCMI_SETTING_CLOCK, CLOCK, 7, 0, 7, WORDS(3, 1, 0), NOTHING, WORDS(3, 0, 0) },
	{ SCMI_SETTING_POWER, POWER, 4, 0, 4, WORDS(0, 3, 0), NOTHING, WORDS(0, 3, 0x40000000) },
	{ SCMI_SETTING_POWER, POWER, 4, 0, 4, WORDS(0, 3, 0x40000005), NOTHING,
	  WORDS(0, 3, 0x40000000) },
	{ SCMI_SETTING_PERF_LIMITS, PERF, 5, 6, 5, WORDS(3, 800, 200), WORDS(0, 600, 100),
	  WORDS(3, 600, 100) },
	{ SCMI_SETTING_PERF_LEVEL, PERF, 7, 8, 7, WORDS(3, 800), WORDS(0, 600), WORDS(3, 600) },
	{ SCMI_SETTING_VOLTAGE, VOLTAGE, 5, 0, 5, WORDS(3, 7), NOTHING, WORDS(3, 0) },
	{ SCMI_SETTING_VOLTAGE, VOLTAGE, 5, 0, 5, WORDS(3, 9), NOTHING, WORDS(3, 0) },
	{ SCMI_SETTING_VOLTAGE_LEVEL, VOLTAGE, 7, 8, 7, WORDS(3, 0, 0xfff00000),
	  WORDS(0, 0xffe00000), WORDS(3, 0, 0xffe00000) },
	{ SCMI_SETTING_POWERCAP, POWERCAP, 5, 4, 5, WORDS(3, 0, 50), WORDS(0, 90),
	  WORDS(3, 0, 90) },
	{ SCMI_SETTING_POWERCAP_INTERVAL, POWERCAP, 7, 6, 7, WORDS(3, 0, 50), WORDS(0, 90),
	  WORDS(3, 0, 90) },
	{ SCMI_SETTING_PIN, PINCTRL, 7, 0, 8, WORDS(3, 0), NOTHING, WORDS(3, 0) },
	{ SCMI_SETTING_PIN_GROUP, PINCTRL, 7, 0, 8, WORDS(3, 1), NOTHING, WORDS(3, 1) },
};

/** sends_set() - the guest's request, up to where it is on its way; what was before is asked for */
static void sends_set(struct bench *bench, const struct set *s, const uint32_t *now,
		      size_t now_words)
{
	uint32_t header = (uint32_t)s->protocol << 10 | s->set;

	assert_true(request(bench, header_of(s->protocol, s->set), s->request, s->request_words));
	prepare(bench);
	if (now_words) {
		assert_packet(&bench->packet, (uint32_t)s->protocol << 10 | s->get, WORDS(3));
		assert_int_equal(bench->holds[0].count, 0);
		assert_true(firmware_says(bench, now, now_words));
		prepare(bench);
	}
	assert_packet(&bench->packet, header, s->request, s->request_words);
	assert_int_equal(bench->holds[0].count, 1);
	assert_int_equal(bench->holds[0].hold[0].setting, s->setting);
	assert_int_equal(bench->holds[0].hold[0].id, 3);
}

static void release(struct bench *bench, int agent, uint8_t protocol, uint8_t id,
		    const uint32_t *words, size_t count)
{
	const struct policy_hold *hold = holds_next_release(&bench->policy, &bench->agents[agent]);

	assert_non_null(hold);
	memset(&bench->packet, 0xa5, sizeof(bench->packet));
	mediator_release(&bench->platform, &bench->policy, &bench->agents[agent], hold,
			 &bench->packet);
	assert_packet(&bench->packet, (uint32_t)protocol << 10 | id, words, count);
	holds_released(&bench->agents[agent], hold->setting, hold->id);
}

/** restores() - an agent's first hold is said once more with these words */
static void restores(struct bench *bench, int agent, uint8_t protocol, uint8_t id,
		     const uint32_t *words, size_t count)
{
	const struct policy_hold *hold = &bench->holds[agent].hold[0];

	assert_true(holds_is_vote(hold));
	memset(&bench->packet, 0xa5, sizeof(bench->packet));
	assert_true(mediator_restore(&bench->platform, &bench->policy, &bench->agents[agent], hold,
				     &bench->packet));
	assert_packet(&bench->packet, (uint32_t)protocol << 10 | id, words, count);
}

/* Answers to what is undone or set again are looked at as those to guests' calls are. */
static void test_outcomes(void **state)
{
	const struct {
		const uint32_t *words;
		size_t count;
		uint32_t length; /* 0: that of the words */
		enum scmi_status status;
	} rows[] = {
		{ WORDS(0), 0, SCMI_SUCCESS },	      { WORDS(DENIED), 0, SCMI_DENIED },
		{ WORDS(DENIED, 0), 0, SCMI_DENIED }, { WORDS(0, 0), 0, SCMI_GENERIC_ERROR },
		{ WORDS(0), 2, SCMI_GENERIC_ERROR },  { NOTHING, 0, SCMI_GENERIC_ERROR },
		{ WORDS(1), 0, SCMI_GENERIC_ERROR },
	};
	struct bench *bench = *state;
	uint32_t header = scmi_header(CLOCK, 0x7, 0x3ff);

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("answer %zu\n", i);
		packet_fill(&bench->packet, header, rows[i].words, rows[i].count);
		if (rows[i].length)
			bench->packet.length = rows[i].length;
		assert_int_equal(mediator_outcome(&bench->platform, &bench->packet),
				 rows[i].status);
	}
	/* The platform may have lost the message since. */
	packet_fill(&bench->packet, header, WORDS(0));
	memset(bench->platform.rows[CLOCK - BASE], 0, sizeof(bench->platform.rows[0]));
	assert_int_equal(mediator_outcome(&bench->platform, &bench->packet), SCMI_GENERIC_ERROR);
}

static void test_what_is_set_is_undone(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		const struct set *s = &sets[i];

		print_error("set %zu\n", i);
		bench->holds[0].count = 0;
		sends_set(bench, s, s->now, s->now_words);
		assert_false(firmware_says(bench, WORDS(0)));
		assert_status(&bench->packet, header_of(s->protocol, s->set), SCMI_SUCCESS);
		assert_int_equal(bench->holds[0].count, 1);
		/* Once more: what was before is known. */
		sends_set(bench, s, NULL, 0);
		firmware_says(bench, WORDS(0));
		/* To firmware that has forgotten it, it is said as the guest did. */
		if (s->release == s->set)
			restores(bench, A, s->protocol, s->set, s->request, s->request_words);
		holds_release_all(bench->agent);
		release(bench, A, s->protocol, s->release, s->undo, s->undo_words);
		assert_int_equal(bench->holds[0].count, 0);
	}
}

static void test_what_the_firmware_refuses_is_not_held(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		print_error("set %zu\n", i);
		bench->holds[0].count = 0;
		sends_set(bench, &sets[i], sets[i].now, sets[i].now_words);
		assert_false(firmware_says(bench, WORDS(OUT_OF_RANGE)));
		assert_int_equal(bench->holds[0].count, 0);
	}
}

static void test_without_a_value_to_go_back_to(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		const struct set *s = &sets[i];

		if (!s->now_words)
			continue;
		print_error("set %zu\n", i);
		/* The firmware does not tell ... */
		bench->holds[0].count = 0;
		sends_set(bench, s, WORDS(HARDWARE_ERROR));
		firmware_says(bench, WORDS(0));
		assert_int_equal(bench->holds[0].count, 1);
		holds_release_all(bench->agent);
		assert_null(holds_next_release(&bench->policy, bench->agent));
		assert_int_equal(bench->holds[0].count, 0);
		/* ... or has no message for it. */
		bench->platform.rows[s->protocol - BASE][s->get] = NULL;
		sends_set(bench, s, NULL, 0);
		bench_speak(bench, SCMI_3_2);
		/* What it tells makes no sense. */
		assert_true(request(bench, header_of(s->protocol, s->set), s->request,
				    s->request_words));
		prepare(bench);
		assert_false(firmware_says(bench, WORDS(0)));
		assert_status(&bench->packet, header_of(s->protocol, s->set), SCMI_GENERIC_ERROR);
		assert_int_equal(bench->holds[0].count, 0);
	}
}

static void test_a_refused_value_leaves_the_one_before(void **state)
{
	struct bench *bench = *state;

	sends_set(bench, &sets[4], sets[4].now, sets[4].now_words);
	firmware_says(bench, WORDS(0));
	assert_true(request(bench, header_of(PERF, 7), WORDS(OWNED, 9999)));
	prepare(bench);
	firmware_says(bench, WORDS(OUT_OF_RANGE));
	assert_int_equal(bench->holds[0].hold[0].value[0], 800);
	/* No answer: it may be set, but nobody has said so. */
	assert_true(request(bench, header_of(PERF, 7), WORDS(OWNED, 700)));
	prepare(bench);
	mediator_fail(&bench->call, &bench->packet);
	assert_int_equal(bench->holds[0].hold[0].value[0], 800);
	assert_true(bench->holds[0].hold[0].is_vote);
	assert_int_equal(bench->holds[0].count, 1);
}

static void test_pins_are_released_by_their_owner(void **state)
{
	struct bench *bench = *state;

	for (uint32_t selector = 0; selector < 2; selector++) {
		assert_true(request(bench, header_of(PINCTRL, 7), WORDS(OWNED, selector)));
		prepare(bench);
		firmware_says(bench, WORDS(0));
		assert_int_equal(bench->holds[0].count, 1);
		/* Another pin, and the other kind, are others. */
		assert_true(request(bench, header_of(PINCTRL, 8), WORDS(9, selector)));
		prepare(bench);
		firmware_says(bench, WORDS(0));
		assert_true(request(bench, header_of(PINCTRL, 8), WORDS(OWNED, !selector)));
		prepare(bench);
		firmware_says(bench, WORDS(0));
		assert_int_equal(bench->holds[0].count, 1);
		assert_true(request(bench, header_of(PINCTRL, 8), WORDS(OWNED, selector)));
		prepare(bench);
		assert_packet(&bench->packet, PINCTRL << 10 | 8, WORDS(OWNED, selector));
		firmware_says(bench, WORDS(0));
		assert_int_equal(bench->holds[0].count, 0);
	}
}

static void test_release_of_old_forms(void **state)
{
	struct bench *bench = *state;

	for (int spoken = 0; spoken < SCMI_RELEASES; spoken++) {
		bench_speak(bench, spoken);
		holds_take(bench->agent, SCMI_SETTING_CLOCK, 9, NULL);
		holds_release_all(bench->agent);
		if (spoken < SCMI_3_2)
			release(bench, A, CLOCK, 7, WORDS(9, 0));
		else
			release(bench, A, CLOCK, 7, WORDS(9, 0, 0));
	}
}

/* --- several guests --- */

/** set_up_sharers() - three guests that share 6 of all that can be shared */
static int set_up_sharers(void **state)
{
	struct bench *bench;

	if (bench_set_up(state))
		return -1;
	bench = *state;
	bench_join(bench, B, "b");
	bench_join(bench, C, "c");
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		if (!bench_can_share(resource))
			continue;
		bench_grant(bench, B, resource, "6:shared");
		bench_grant(bench, C, resource, "6:shared");
	}
	return 0;
}

/** calls() - one of the guests makes a call */
static void calls(struct bench *bench, int agent, uint8_t protocol, uint8_t id,
		  const uint32_t *words, size_t count)
{
	bench->agent = &bench->agents[agent];
	assert_true(request(bench, header_of(protocol, id), words, count));
	prepare(bench);
}

/** sent() - this is with the firmware, which does it */
static void sent(struct bench *bench, uint8_t protocol, uint8_t id, const uint32_t *words,
		 size_t count)
{
	assert_packet(&bench->packet, (uint32_t)protocol << 10 | id, words, count);
	assert_false(firmware_says(bench, WORDS(0)));
}

#define P_ON  WORDS(0, SHARED, 0)
#define P_OFF WORDS(0, SHARED, 0x40000000)

static void test_on_while_any_wants_it_on(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, POWER, 4, P_ON);
	sent(bench, POWER, 4, P_ON);
	calls(bench, B, POWER, 4, P_ON);
	sent(bench, POWER, 4, P_ON);
	calls(bench, A, POWER, 4, P_OFF);
	sent(bench, POWER, 4, P_ON);
	restores(bench, B, POWER, 4, P_ON);
	/* Who never turned it on turns nothing off. */
	calls(bench, C, POWER, 4, P_OFF);
	sent(bench, POWER, 4, P_ON);
	calls(bench, B, POWER, 4, P_OFF);
	sent(bench, POWER, 4, P_OFF);
}

/** reads() - a guest reads a value that the firmware says is @says */
static void reads(struct bench *bench, int agent, uint8_t protocol, uint8_t id,
		  const uint32_t *says, size_t says_words, const uint32_t *answer,
		  size_t answer_words)
{
	static const uint32_t parameters[] = { SHARED, 0 };

	calls(bench, agent, protocol, id, parameters, protocol == CLOCK && id == 0xb ? 2 : 1);
	assert_false(firmware_says(bench, says, says_words));
	assert_packet(&bench->packet, header_of(protocol, id), answer, answer_words);
}

#define C_NAME TEXT('r', 't', 'c', 0), 0, 0, 0

static void test_a_guest_reads_its_own_vote(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, POWER, 4, P_ON);
	sent(bench, POWER, 4, P_ON);
	reads(bench, A, POWER, 5, WORDS(0, 0), WORDS(0, 0));
	reads(bench, B, POWER, 5, WORDS(0, 0), WORDS(0, 0x40000000));

	calls(bench, B, CLOCK, 7, WORDS(SHARED, ON, 0));
	sent(bench, CLOCK, 7, WORDS(SHARED, ON, 0));
	reads(bench, B, CLOCK, 0xb, WORDS(0, 7, 1, 9), WORDS(0, 7, 1, 9));
	reads(bench, A, CLOCK, 0xb, WORDS(0, 7, 1, 9), WORDS(0, 7, 0, 9));
	reads(bench, B, CLOCK, 3, WORDS(0, 1, C_NAME, 0), WORDS(0, 3, C_NAME, 0));
	reads(bench, A, CLOCK, 3, WORDS(0, 1, C_NAME, 0), WORDS(0, 2, C_NAME, 0));

	calls(bench, C, VOLTAGE, 5, WORDS(SHARED, 7));
	sent(bench, VOLTAGE, 5, WORDS(SHARED, 7));
	reads(bench, C, VOLTAGE, 6, WORDS(0, 7), WORDS(0, 7));
	reads(bench, A, VOLTAGE, 6, WORDS(0, 7), WORDS(0, 0));
	/* An error is an error. */
	reads(bench, C, VOLTAGE, 6, WORDS(HARDWARE_ERROR), WORDS(HARDWARE_ERROR));
}

/** sets_level() - a guest's first: the firmware is asked for what it was, and then told @told */
static void sets_level(struct bench *bench, int agent, uint32_t level, uint32_t told)
{
	calls(bench, agent, PERF, 7, WORDS(SHARED, level));
	sent(bench, PERF, 7, WORDS(SHARED, told));
}

static void test_the_highest_level_counts(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, PERF, 7, WORDS(SHARED, 400));
	assert_packet(&bench->packet, PERF << 10 | 8, WORDS(SHARED));
	assert_true(firmware_says(bench, WORDS(0, 200)));
	prepare(bench);
	sent(bench, PERF, 7, WORDS(SHARED, 400));
	/* What it was is known from A. */
	sets_level(bench, B, 800, 800);
	restores(bench, A, PERF, 7, WORDS(SHARED, 800));
	sets_level(bench, A, 100, 800);
	restores(bench, A, PERF, 7, WORDS(SHARED, 800));
	restores(bench, B, PERF, 7, WORDS(SHARED, 800));
	reads(bench, A, PERF, 8, WORDS(0, 800), WORDS(0, 100));
	reads(bench, B, PERF, 8, WORDS(0, 800), WORDS(0, 800));
	reads(bench, C, PERF, 8, WORDS(0, 800), WORDS(0, 800));
	/* B goes, then A. */
	policy_revoke(&bench->policy, &bench->agents[B]);
	policy_resolve(&bench->policy, bench_no_refusal, bench);
	release(bench, B, PERF, 7, WORDS(SHARED, 100));
	assert_int_equal(bench->holds[B].count, 0);
	sets_level(bench, C, 300, 300);
	policy_revoke(&bench->policy, &bench->agents[A]);
	policy_resolve(&bench->policy, bench_no_refusal, bench);
	release(bench, A, PERF, 7, WORDS(SHARED, 300));
	holds_release_all(&bench->agents[C]);
	release(bench, C, PERF, 7, WORDS(SHARED, 200));
}

static void test_a_refused_vote_counts_for_nobody(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, PERF, 7, WORDS(SHARED, 400));
	firmware_says(bench, WORDS(0, 200));
	prepare(bench);
	sent(bench, PERF, 7, WORDS(SHARED, 400));
	calls(bench, B, PERF, 7, WORDS(SHARED, 9999));
	assert_packet(&bench->packet, PERF << 10 | 7, WORDS(SHARED, 9999));
	assert_false(firmware_says(bench, WORDS(OUT_OF_RANGE)));
	assert_int_equal(bench->holds[B].count, 0);
	sets_level(bench, A, 300, 300);
}

static void test_a_vote_without_an_answer_counts_for_nobody(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, PERF, 7, WORDS(SHARED, 0xfffffff0));
	firmware_says(bench, WORDS(0, 200));
	prepare(bench);
	mediator_fail(&bench->call, &bench->packet);
	sets_level(bench, B, 300, 300);
	reads(bench, A, PERF, 8, WORDS(0, 300), WORDS(0, 300));
	/* Nor one that comes to no good after it has been one. */
	sets_level(bench, A, 400, 400);
	calls(bench, A, PERF, 7, WORDS(SHARED, 0xfffffff0));
	mediator_fail(&bench->call, &bench->packet);
	sets_level(bench, B, 100, 400);
	/* It is undone all the same. */
	policy_revoke(&bench->policy, &bench->agents[A]);
	release(bench, A, PERF, 7, WORDS(SHARED, 100));
	policy_revoke(&bench->policy, &bench->agents[B]);
	release(bench, B, PERF, 7, WORDS(SHARED, 200));
}

/** test_limits_of_which_nothing_is_known() - 0 stays 0, and no bytes of an earlier call go out */
static void test_limits_of_which_nothing_is_known(void **state)
{
	struct bench *bench = *state;

	for (int agent = A; agent <= B; agent++) {
		calls(bench, agent, PERF, 5, WORDS(SHARED, 0, 300));
		memset(bench->call.before, 0xa5, sizeof(bench->call.before));
		assert_true(firmware_says(bench, WORDS(NOT_SUPPORTED)));
		prepare(bench);
		sent(bench, PERF, 5, WORDS(SHARED, 0, 300));
		assert_int_equal(bench->holds[agent].hold[0].has_before, 0);
	}
	/* Nothing to go back to: nothing is sent. */
	policy_revoke(&bench->policy, &bench->agents[A]);
	policy_revoke(&bench->policy, &bench->agents[B]);
	assert_null(holds_next_release(&bench->policy, &bench->agents[A]));
	assert_null(holds_next_release(&bench->policy, &bench->agents[B]));
}

static void test_open_limit_gives_way(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, PERF, 5, WORDS(SHARED, 0, 1500));
	assert_true(firmware_says(bench, WORDS(0, 1000, 500)));
	prepare(bench);
	sent(bench, PERF, 5, WORDS(SHARED, 1500, 1500));
	calls(bench, A, PERF, 5, WORDS(SHARED, 900, 0));
	sent(bench, PERF, 5, WORDS(SHARED, 900, 900));
}

static void test_limits_add_up(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, PERF, 5, WORDS(SHARED, 800, 200));
	assert_true(firmware_says(bench, WORDS(0, 900, 100)));
	prepare(bench);
	sent(bench, PERF, 5, WORDS(SHARED, 800, 200));
	calls(bench, B, PERF, 5, WORDS(SHARED, 600, 300));
	sent(bench, PERF, 5, WORDS(SHARED, 800, 300));
	/* 0 leaves a limit as it is, for the one that says so. */
	calls(bench, A, PERF, 5, WORDS(SHARED, 0, 100));
	sent(bench, PERF, 5, WORDS(SHARED, 800, 300));
	reads(bench, A, PERF, 6, WORDS(0, 800, 300), WORDS(0, 800, 100));
	/* Its first time it is the firmware's; and of two limits the open one gives way. */
	calls(bench, C, PERF, 5, WORDS(SHARED, 0, 950));
	sent(bench, PERF, 5, WORDS(SHARED, 950, 950));
	reads(bench, C, PERF, 6, WORDS(0, 950, 950), WORDS(0, 950, 950));

	bench->agent = &bench->agents[B];
	assert_false(request(bench, header_of(PERF, 5), WORDS(SHARED, 100, 200)));
	assert_status(&bench->packet, header_of(PERF, 5), SCMI_INVALID_PARAMETERS);
	/* Before 3.0 a 0 is a 0. */
	bench_speak(bench, SCMI_3_0);
	calls(bench, A, PERF, 5, WORDS(SHARED, 0, 0));
	assert_true(firmware_says(bench, WORDS(0, 900, 100)));
	prepare(bench);
	sent(bench, PERF, 5, WORDS(SHARED, 0, 0));
}

static void test_voltages_are_signed(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, VOLTAGE, 7, WORDS(SHARED, 0, (uint32_t)-500));
	assert_true(firmware_says(bench, WORDS(0, (uint32_t)-900)));
	prepare(bench);
	sent(bench, VOLTAGE, 7, WORDS(SHARED, 0, (uint32_t)-500));
	calls(bench, B, VOLTAGE, 7, WORDS(SHARED, 1, (uint32_t)-100));
	sent(bench, VOLTAGE, 7, WORDS(SHARED, 0, (uint32_t)-100));
	calls(bench, A, VOLTAGE, 7, WORDS(SHARED, 0, 100));
	sent(bench, VOLTAGE, 7, WORDS(SHARED, 0, 100));
}

static void test_shared_switches_are_on_or_off(void **state)
{
	struct bench *bench = *state;

	assert_false(request(bench, header_of(POWER, 4), WORDS(0, SHARED, 0x40000005)));
	assert_status(&bench->packet, header_of(POWER, 4), SCMI_DENIED);
	assert_false(request(bench, header_of(POWER, 4), WORDS(0, SHARED, 5)));
	assert_status(&bench->packet, header_of(POWER, 4), SCMI_DENIED);
	assert_false(request(bench, header_of(VOLTAGE, 5), WORDS(SHARED, 9)));
	assert_status(&bench->packet, header_of(VOLTAGE, 5), SCMI_DENIED);
	assert_false(request(bench, header_of(CLOCK, 5), WORDS(0, SHARED, 1, 0)));
	assert_status(&bench->packet, header_of(CLOCK, 5), SCMI_DENIED);
	/* Reserved bits mean nothing. */
	assert_true(request(bench, header_of(POWER, 4), WORDS(0, SHARED, 0xb0000000)));
	prepare(bench);
	assert_packet(&bench->packet, POWER << 10 | 4, P_ON);
}

/* What one guest leaves on another may have got meanwhile, whole. */
static void test_new_owner_keeps_it_on(void **state)
{
	struct bench *bench = *state;

	calls(bench, A, CLOCK, 7, WORDS(OWNED, ON, 0));
	sent(bench, CLOCK, 7, WORDS(OWNED, ON, 0));
	bench_grant(bench, A, SCMI_RESOURCE_CLOCK, "");
	assert_int_not_equal(bench->holds[A].hold[0].releasing, 0);
	bench_grant(bench, B, SCMI_RESOURCE_CLOCK, "3");
	calls(bench, B, CLOCK, 7, WORDS(OWNED, ON, 0));
	sent(bench, CLOCK, 7, WORDS(OWNED, ON, 0));
	assert_null(holds_next_release(&bench->policy, &bench->agents[A]));
	assert_int_equal(bench->holds[A].count, 0);
	holds_release_all(&bench->agents[B]);
	release(bench, B, CLOCK, 7, WORDS(OWNED, OFF, 0));
}

#define TEST_SHARERS(name) cmocka_unit_test_setup_teardown(name, set_up_sharers, bench_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_clock_is_held),
		TEST(test_it_is_held_while_the_firmware_turns_it_on),
		TEST(test_old_form_has_no_unchanged),
		TEST(test_refused_requests_hold_nothing),
		TEST(test_too_many_holds),
		TEST(test_other_messages_hold_nothing),
		TEST(test_reset_releases),
		TEST(test_outcomes),
		TEST(test_what_is_set_is_undone),
		TEST(test_what_the_firmware_refuses_is_not_held),
		TEST(test_without_a_value_to_go_back_to),
		TEST(test_a_refused_value_leaves_the_one_before),
		TEST(test_pins_are_released_by_their_owner),
		TEST(test_release_of_old_forms),
		TEST_SHARERS(test_on_while_any_wants_it_on),
		TEST_SHARERS(test_a_guest_reads_its_own_vote),
		TEST_SHARERS(test_the_highest_level_counts),
		TEST_SHARERS(test_a_refused_vote_counts_for_nobody),
		TEST_SHARERS(test_a_vote_without_an_answer_counts_for_nobody),
		TEST_SHARERS(test_limits_of_which_nothing_is_known),
		TEST_SHARERS(test_open_limit_gives_way),
		TEST_SHARERS(test_limits_add_up),
		TEST_SHARERS(test_voltages_are_signed),
		TEST_SHARERS(test_shared_switches_are_on_or_off),
		TEST_SHARERS(test_new_owner_keeps_it_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
