// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_setting.c - settings against the table of messages, and how values add up
 */
#include "unit.h"

#include <string.h>

#include "proto/setting.h"

#define CLOCK	    SCMI_SETTING_CLOCK
#define POWER	    SCMI_SETTING_POWER
#define PERF_LIMITS SCMI_SETTING_PERF_LIMITS
#define PERF_LEVEL  SCMI_SETTING_PERF_LEVEL
#define VOLTAGE	    SCMI_SETTING_VOLTAGE
#define LEVEL	    SCMI_SETTING_VOLTAGE_LEVEL
#define POWERCAP    SCMI_SETTING_POWERCAP

/* Versions that protocols of settings have had, the newest last (0: no more). */
static const struct {
	uint8_t protocol;
	uint32_t version[4];
} protocols[] = {
	{ 0x11, { 0x10000, 0x20000, 0x30000, 0x30001 } },
	{ 0x13, { 0x10000, 0x20000, 0x30000, 0x40000 } },
	{ 0x14, { 0x10000, 0x20000, 0x30000 } },
	{ 0x17, { 0x10000, 0x20000, 0x20001 } },
	{ 0x18, { 0x10000, 0x20000 } },
	{ 0x19, { 0x10000 } },
};

/*
 * DEN0056E 4.3 to 4.11: the messages that set, undo and tell a setting, where its value stands in
 * the parameters that set it, and in the answer that tells it (0: nothing asks for it).
 */
static const struct specified {
	enum scmi_setting setting;
	uint8_t protocol, set, release, get;
	uint8_t words, set_at, get_at;
} specified[] = {
	{ CLOCK, 0x14, 0x7, 0x7, 0, 1, 4, 0 },
	{ POWER, 0x11, 0x4, 0x4, 0, 1, 8, 0 },
	{ PERF_LIMITS, 0x13, 0x5, 0x5, 0x6, 2, 4, 4 },
	{ PERF_LEVEL, 0x13, 0x7, 0x7, 0x8, 1, 4, 4 },
	{ VOLTAGE, 0x17, 0x5, 0x5, 0, 1, 4, 0 },
	{ LEVEL, 0x17, 0x7, 0x7, 0x8, 1, 8, 4 },
	{ POWERCAP, 0x18, 0x5, 0x5, 0x4, 1, 8, 4 },
	{ SCMI_SETTING_POWERCAP_INTERVAL, 0x18, 0x7, 0x7, 0x6, 1, 8, 4 },
	{ SCMI_SETTING_PIN, 0x19, 0x7, 0x8, 0, 0, 0, 0 },
	{ SCMI_SETTING_PIN_GROUP, 0x19, 0x7, 0x8, 0, 0, 0, 0 },
};

static const uint32_t *versions_of(uint8_t protocol)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		if (protocols[i].protocol == protocol)
			return protocols[i].version;
	fail_msg("protocol 0x%x has no settings", protocol);
	return NULL;
}

/** find() - a message that has to be there */
static const struct scmi_message *find(uint8_t protocol, uint8_t id, uint32_t version)
{
	const struct scmi_message *row = scmi_message_find(protocol, id, version);

	if (!row)
		fail_msg("protocol 0x%x message 0x%x version 0x%x: no row", protocol, id, version);
	return row;
}

static void test_table_is_the_specification(void **state)
{
	(void)state;
	assert_int_equal(ARRAY_SIZE(specified), SCMI_SETTINGS - 1);
	for (size_t i = 0; i < ARRAY_SIZE(specified); i++) {
		const struct specified *wanted = &specified[i];
		const struct scmi_setting_info *info = scmi_setting_info(wanted->setting);
		const uint32_t *version = versions_of(wanted->protocol);

		print_error("%s:\n", info->name);
		assert_int_equal(wanted->setting, i + 1);
		assert_int_equal(info->protocol, wanted->protocol);
		assert_int_equal(info->set, wanted->set);
		assert_int_equal(info->release, wanted->release);
		assert_int_equal(info->get, wanted->get);
		assert_int_equal(info->words, wanted->words);
		for (int v = 0; v < 4 && version[v]; v++) {
			assert_int_equal(find(info->protocol, info->set, version[v])->value_at,
					 wanted->set_at);
			if (info->get)
				assert_int_equal(
					find(info->protocol, info->get, version[v])->value_at,
					wanted->get_at);
		}
	}
}

/** check_row() - a row of a setting leads back to it, and is about the same kind of resource */
static void check_row(const struct scmi_message *row, enum scmi_setting setting)
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);
	int selector = (int)setting - (int)row->setting;

	print_error("setting %s, row %s since 0x%x:\n", info->name, row->name, row->since);
	assert_int_not_equal(row->setting, SCMI_NO_SETTING);
	assert_in_range(selector, 0, row->selectors ? row->selectors - 1 : 0);
	assert_int_equal(row->resource + selector, info->resource);
	assert_int_equal(row->treatment, SCMI_FORWARD);
}

static void check_set_row(const struct scmi_message *row, enum scmi_setting setting)
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);

	check_row(row, setting);
	assert_int_equal(row->use, SCMI_SETS);
	assert_true(row->changes_state);
	/* a hold is taken before the firmware hears of it, and the message may go out again */
	assert_true(row->repeatable);
	assert_int_equal(row->value_at % 4, 0);
	assert_in_range(row->value_at + 4 * info->words, 0, row->request_size);
	assert_int_equal(!row->value_mask, !info->words);
	if (!info->words)
		return;
	/* the value does not lie over the resource, and no bit of it is lost with the flags */
	assert_true(row->resource_at + 4 <= row->value_at ||
		    row->value_at + 4 * info->words <= row->resource_at);
	if (row->has_flags && row->flags_at == row->value_at)
		assert_int_equal(row->value_mask & ~row->flags_kept, 0);
	if (info->votes == SCMI_VOTES_SWITCH) {
		assert_int_not_equal(info->on, info->off);
		assert_int_equal((info->on | info->off) & ~row->value_mask, 0);
	}
}

static void check_release_row(const struct scmi_message *row, enum scmi_setting setting)
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);

	check_row(row, setting);
	if (info->release == info->set) {
		/* something that is sent again needs a value to send */
		assert_int_not_equal(info->words, 0);
		return;
	}
	assert_int_equal(row->use, SCMI_ENDS);
	assert_true(row->changes_state);
	assert_true(row->repeatable);
	assert_int_equal(row->value_mask, 0);
}

static void check_get_row(const struct scmi_message *row, enum scmi_setting setting)
{
	const struct scmi_setting_info *info = scmi_setting_info(setting);

	check_row(row, setting);
	assert_int_equal(row->use, SCMI_READS);
	assert_false(row->changes_state);
	assert_int_equal(row->selectors, 0);
	/* it can be asked with nothing but the resource */
	assert_int_equal(row->request_size, 4);
	assert_int_equal(row->resource_at, 0);
	assert_int_equal(row->value_at % 4, 0);
	assert_in_range(row->value_at, 4, row->answer_min - 4 * info->words);
	assert_int_equal(row->value_mask, UINT32_MAX);
}

static void test_rows_are_sound_in_every_version(void **state)
{
	(void)state;
	for (int i = SCMI_NO_SETTING + 1; i < SCMI_SETTINGS; i++) {
		enum scmi_setting setting = (enum scmi_setting)i;
		const struct scmi_setting_info *info = scmi_setting_info(setting);
		const uint32_t *version = versions_of(info->protocol);

		for (int v = 0; v < 4 && version[v]; v++) {
			print_error("setting %s, version 0x%x:\n", info->name, version[v]);
			check_set_row(find(info->protocol, info->set, version[v]), setting);
			check_release_row(find(info->protocol, info->release, version[v]), setting);
			if (info->get)
				check_get_row(find(info->protocol, info->get, version[v]), setting);
		}
	}
}

static void test_settings_are_sound(void **state)
{
	(void)state;
	for (int i = SCMI_NO_SETTING + 1; i < SCMI_SETTINGS; i++) {
		const struct scmi_setting_info *info = scmi_setting_info((enum scmi_setting)i);
		const struct scmi_protocol_info *protocol = scmi_protocol_info(info->protocol);

		print_error("setting %d:\n", i);
		assert_non_null(info->name);
		assert_non_null(protocol);
		assert_in_range(info->resource, protocol->resource,
				protocol->resource + protocol->kinds - 1);
		assert_in_range(info->words, 0, SCMI_SETTING_WORDS);
		/* a switch is turned off; a quantity goes back to what it was asked for before */
		assert_int_equal(scmi_setting_is_switch(info), !info->get);
		if (info->zero_keeps)
			assert_true(info->get);
		for (int j = i + 1; j < SCMI_SETTINGS; j++)
			assert_string_not_equal(info->name,
						scmi_setting_info((enum scmi_setting)j)->name);
	}
}

/** check_message() - of a row that is about settings, each has it for what it does */
static void check_message(const struct scmi_message *row)
{
	int last = row->setting + (row->selectors ? row->selectors - 1 : 0);

	assert_in_range(last, row->setting, SCMI_SETTINGS - 1);
	for (int setting = row->setting; setting <= last; setting++) {
		const struct scmi_setting_info *info =
			scmi_setting_info((enum scmi_setting)setting);

		assert_int_equal(info->protocol, row->protocol);
		assert_int_equal(info->resource, row->resource + setting - row->setting);
		switch (row->use) {
		case SCMI_SETS: assert_int_equal(info->set, row->id); break;
		case SCMI_ENDS: assert_int_equal(info->release, row->id); break;
		case SCMI_READS:
			if (info->get)
				assert_int_equal(info->get, row->id);
			assert_int_equal(row->value_at % 4, 0);
			assert_in_range(row->value_at, 4, row->answer_min - 4 * info->words);
			assert_int_not_equal(row->value_mask, 0);
			break;
		default: fail_msg("use %d", row->use);
		}
	}
}

static void test_messages_lead_back(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		print_error("row %s, since 0x%x:\n", rows[i].name, rows[i].since);
		if (rows[i].setting) {
			check_message(&rows[i]);
			continue;
		}
		assert_int_equal(rows[i].use, 0);
		assert_int_equal(rows[i].value_at, 0);
		assert_int_equal(rows[i].value_mask, 0);
	}
}

static void test_zero_keeps_limits_from_3_0_on(void **state)
{
	(void)state;
	for (int i = SCMI_NO_SETTING + 1; i < SCMI_SETTINGS; i++) {
		print_error("setting %d:\n", i);
		assert_int_equal(scmi_setting_info((enum scmi_setting)i)->zero_keeps,
				 i == PERF_LIMITS ? 0x30000 : 0);
	}
}

static void test_add(void **state)
{
	static const struct {
		enum scmi_setting setting;
		uint32_t sum[2], value[2], expected[2];
	} rows[] = {
		/* On while any wants it on. */
		{ CLOCK, { 0 }, { 0 }, { 0 } },
		{ CLOCK, { 0 }, { 1 }, { 1 } },
		{ CLOCK, { 1 }, { 0 }, { 1 } },
		{ CLOCK, { 1 }, { 1 }, { 1 } },
		{ POWER, { 0x40000000 }, { 0x40000000 }, { 0x40000000 } },
		{ POWER, { 0x40000000 }, { 0 }, { 0 } },
		{ POWER, { 0 }, { 0x40000000 }, { 0 } },
		{ POWER, { 0x40000000 }, { 0x00000005 }, { 0 } },
		{ POWER, { 0x00000005 }, { 0 }, { 0x00000005 } },
		{ VOLTAGE, { 0 }, { 7 }, { 7 } },
		{ VOLTAGE, { 7 }, { 0 }, { 7 } },
		{ VOLTAGE, { 0 }, { 9 }, { 7 } },
		{ VOLTAGE, { 9 }, { 7 }, { 9 } },
		/* The highest. */
		{ PERF_LEVEL, { 0 }, { 5 }, { 5 } },
		{ PERF_LEVEL, { 5 }, { 0 }, { 5 } },
		{ PERF_LEVEL, { 5 }, { 0xfffffffb }, { 0xfffffffb } },
		{ PERF_LEVEL, { 0xfffffffb }, { 5 }, { 0xfffffffb } },
		{ PERF_LIMITS, { 90, 10 }, { 80, 20 }, { 90, 20 } },
		{ PERF_LIMITS, { 80, 20 }, { 90, 10 }, { 90, 20 } },
		{ PERF_LIMITS, { 1, 0x80000000 }, { 0x80000000, 1 }, { 0x80000000, 0x80000000 } },
		{ LEVEL, { 5 }, { 0xfffffffb }, { 5 } },
		{ LEVEL, { 0xfffffffb }, { 5 }, { 5 } },
		{ LEVEL, { 0xfffffffb }, { 0xfffffffe }, { 0xfffffffe } },
		{ LEVEL, { 0x80000000 }, { 0x7fffffff }, { 0x7fffffff } },
		/* What cannot be shared stays as the one agent has it. */
		{ POWERCAP, { 5 }, { 7 }, { 5 } },
		{ SCMI_SETTING_POWERCAP_INTERVAL, { 5 }, { 7 }, { 5 } },
		/* Words behind the value's are none of it. */
		{ CLOCK, { 0, 3 }, { 1, 9 }, { 1, 3 } },
		{ PERF_LEVEL, { 1, 3 }, { 2, 9 }, { 2, 3 } },
		{ LEVEL, { 1, 3 }, { 2, 9 }, { 2, 3 } },
		{ SCMI_SETTING_PIN, { 1, 3 }, { 2, 9 }, { 1, 3 } },
		{ SCMI_SETTING_PIN_GROUP, { 1, 3 }, { 2, 9 }, { 1, 3 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct scmi_setting_info *info = scmi_setting_info(rows[i].setting);
		uint32_t sum[] = { rows[i].sum[0], rows[i].sum[1] };

		print_error("row %zu, %s:\n", i, info->name);
		scmi_setting_add(info, rows[i].value, sum);
		assert_int_equal(sum[0], rows[i].expected[0]);
		assert_int_equal(sum[1], rows[i].expected[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_the_specification),
		cmocka_unit_test(test_rows_are_sound_in_every_version),
		cmocka_unit_test(test_settings_are_sound),
		cmocka_unit_test(test_messages_lead_back),
		cmocka_unit_test(test_zero_keeps_limits_from_3_0_on),
		cmocka_unit_test(test_add),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
