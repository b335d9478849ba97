// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_message.c - the table of messages against a list typed from the specification
 */
#include "unit.h"

#include <ctype.h>
#include <string.h>

#include "proto/message.h"

#define LIST 0xffff /* an answer as long as the payload lets it be */

/*
 * DEN0056E 4.2 and 4.6: protocol, message, first version of the form, first without it (0: none),
 * bytes of parameters, of a successful answer's fixed part, and its most.
 */
static const struct specified {
	uint8_t protocol, id;
	uint32_t since, until;
	uint16_t request, answer_min, answer_max;
	const char *name;
} specified[] = {
	{ 0x10, 0x00, 0x10000, 0, 0, 8, 8, "PROTOCOL_VERSION" },
	{ 0x10, 0x01, 0x10000, 0, 0, 8, 8, "PROTOCOL_ATTRIBUTES" },
	{ 0x10, 0x02, 0x10000, 0, 4, 8, 8, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x10, 0x03, 0x10000, 0, 0, 20, 20, "BASE_DISCOVER_VENDOR" },
	{ 0x10, 0x04, 0x10000, 0, 0, 20, 20, "BASE_DISCOVER_SUB_VENDOR" },
	{ 0x10, 0x05, 0x10000, 0, 0, 8, 8, "BASE_DISCOVER_IMPLEMENTATION_VERSION" },
	{ 0x10, 0x06, 0x10000, 0, 4, 8, LIST, "BASE_DISCOVER_LIST_PROTOCOLS" },
	{ 0x10, 0x07, 0x10000, 0x20000, 4, 20, 20, "BASE_DISCOVER_AGENT" },
	{ 0x10, 0x07, 0x20000, 0, 4, 24, 24, "BASE_DISCOVER_AGENT" },
	{ 0x10, 0x08, 0x10000, 0, 4, 4, 4, "BASE_NOTIFY_ERRORS" },
	{ 0x10, 0x09, 0x20000, 0, 12, 4, 4, "BASE_SET_DEVICE_PERMISSIONS" },
	{ 0x10, 0x0a, 0x20000, 0, 16, 4, 4, "BASE_SET_PROTOCOL_PERMISSIONS" },
	{ 0x10, 0x0b, 0x20000, 0, 8, 4, 4, "BASE_RESET_AGENT_CONFIGURATION" },
	{ 0x10, 0x10, 0x20001, 0, 4, 4, 4, "NEGOTIATE_PROTOCOL_VERSION" },

	{ 0x14, 0x00, 0x10000, 0, 0, 8, 8, "PROTOCOL_VERSION" },
	{ 0x14, 0x01, 0x10000, 0, 0, 8, 8, "PROTOCOL_ATTRIBUTES" },
	{ 0x14, 0x02, 0x10000, 0, 4, 8, 8, "PROTOCOL_MESSAGE_ATTRIBUTES" },
	{ 0x14, 0x03, 0x10000, 0x20000, 4, 24, 24, "CLOCK_ATTRIBUTES" },
	{ 0x14, 0x03, 0x20000, 0, 4, 28, 28, "CLOCK_ATTRIBUTES" },
	{ 0x14, 0x04, 0x10000, 0, 8, 8, LIST, "CLOCK_DESCRIBE_RATES" },
	{ 0x14, 0x05, 0x10000, 0, 16, 4, 4, "CLOCK_RATE_SET" },
	{ 0x14, 0x06, 0x10000, 0, 4, 12, 12, "CLOCK_RATE_GET" },
	{ 0x14, 0x07, 0x10000, 0x30000, 8, 4, 4, "CLOCK_CONFIG_SET" },
	{ 0x14, 0x07, 0x30000, 0, 12, 4, 4, "CLOCK_CONFIG_SET" },
	{ 0x14, 0x08, 0x20000, 0, 4, 72, 72, "CLOCK_NAME_GET" },
	{ 0x14, 0x09, 0x20000, 0, 8, 4, 4, "CLOCK_RATE_NOTIFY" },
	{ 0x14, 0x0a, 0x20000, 0, 8, 4, 4, "CLOCK_RATE_CHANGE_REQUESTED_NOTIFY" },
	{ 0x14, 0x0b, 0x30000, 0, 8, 16, 16, "CLOCK_CONFIG_GET" },
	{ 0x14, 0x0c, 0x30000, 0, 8, 8, LIST, "CLOCK_POSSIBLE_PARENTS_GET" },
	{ 0x14, 0x0d, 0x30000, 0, 8, 4, 4, "CLOCK_PARENT_SET" },
	{ 0x14, 0x0e, 0x30000, 0, 4, 8, 8, "CLOCK_PARENT_GET" },
	{ 0x14, 0x0f, 0x30000, 0, 4, 8, 8, "CLOCK_GET_PERMISSIONS" },
	{ 0x14, 0x10, 0x30000, 0, 4, 4, 4, "NEGOTIATE_PROTOCOL_VERSION" },
};

static const uint32_t versions[] = { 0, 0xffff, 0x10000, 0x20000, 0x20001, 0x30000, 0xffffffff };

static const struct specified *find_specified(uint8_t protocol, uint8_t id, uint32_t version)
{
	for (size_t i = 0; i < ARRAY_SIZE(specified); i++) {
		const struct specified *row = &specified[i];

		if (row->protocol == protocol && row->id == id && version >= row->since &&
		    (!row->until || version < row->until))
			return row;
	}
	return NULL;
}

static void name_row(const struct scmi_message *row)
{
	print_error("row %s of protocol 0x%x, since 0x%x:\n", row->name, row->protocol, row->since);
}

/** check_form() - compare what the table finds with what the specification says */
static void check_form(uint8_t protocol, uint8_t id, uint32_t version)
{
	const struct specified *wanted = find_specified(protocol, id, version);
	const struct scmi_message *found = scmi_message_find(protocol, id, version);

	if (!wanted && !found)
		return;
	if (!wanted || !found)
		fail_msg("protocol 0x%x message 0x%x version 0x%x: table %s it, specification %s",
			 protocol, id, version, found ? "has" : "lacks", wanted ? "has" : "lacks");
	if (found->request_size != wanted->request || found->answer_min != wanted->answer_min)
		name_row(found);
	assert_int_equal(found->protocol, protocol);
	assert_int_equal(found->id, id);
	assert_int_equal(found->request_size, wanted->request);
	assert_int_equal(found->answer_min, wanted->answer_min);
	assert_int_equal(found->answer_max,
			 wanted->answer_max == LIST ? SCMI_PAYLOAD_MAX : wanted->answer_max);
	assert_string_equal(found->name, wanted->name);
}

static void test_table_is_the_specification(void **state)
{
	(void)state;
	for (int protocol = 0; protocol < 256; protocol++)
		for (int id = 0; id < 256; id++)
			for (size_t v = 0; v < ARRAY_SIZE(versions); v++)
				check_form((uint8_t)protocol, (uint8_t)id, versions[v]);
}

static void test_no_row_is_out_of_reach(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	assert_int_equal(count, ARRAY_SIZE(specified));
	for (size_t i = 0; i < count; i++) {
		name_row(&rows[i]);
		assert_ptr_equal(scmi_message_find(rows[i].protocol, rows[i].id, rows[i].since),
				 &rows[i]);
	}
}

static void check_sizes(const struct scmi_message *row)
{
	assert_int_equal(row->request_size % 4, 0);
	assert_int_equal(row->answer_min % 4, 0);
	assert_int_equal(row->answer_max % 4, 0);
	assert_in_range(row->answer_min, 4, row->answer_max);
	assert_in_range(row->answer_max, row->answer_min, SCMI_PAYLOAD_MAX);
	assert_in_range(row->request_size, 0, SCMI_PAYLOAD_MAX);
}

static void check_resource(const struct scmi_message *row)
{
	assert_in_range(row->resource, 0, SCMI_RESOURCES - 1);
	if (row->resource == SCMI_NO_RESOURCE) {
		assert_int_equal(row->resource_at, 0);
		return;
	}
	assert_int_equal(row->resource_at % 4, 0);
	assert_in_range(row->resource_at + 4, 4, row->request_size);
	/* success would let a guest that owns nothing pass */
	assert_true(row->unowned == SCMI_NOT_FOUND || row->unowned == SCMI_DENIED);
}

static void check_treatment(const struct scmi_message *row)
{
	assert_in_range(row->hook, 0, SCMI_HOOKS - 1);
	switch (row->treatment) {
	case SCMI_REFUSE: assert_int_equal(row->hook, SCMI_PLAIN); break;
	case SCMI_ANSWER:
		/* the mediator has nothing to say without code */
		assert_int_not_equal(row->hook, SCMI_PLAIN);
		assert_false(row->changes_state);
		break;
	case SCMI_FORWARD:
		/* nothing reaches the firmware that is not about a resource of the guest's */
		assert_int_not_equal(row->resource, SCMI_NO_RESOURCE);
		break;
	default: fail_msg("treatment %d", row->treatment);
	}
	if (row->constant)
		assert_true(row->repeatable && !row->changes_state);
}

static void test_rows_are_sound(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		name_row(&rows[i]);
		check_sizes(&rows[i]);
		check_resource(&rows[i]);
		check_treatment(&rows[i]);
	}
}

static void test_forms_do_not_overlap(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++) {
			const struct scmi_message *a = &rows[i], *b = &rows[j];

			if (a->protocol != b->protocol || a->id != b->id)
				continue;
			name_row(b);
			/* forms stand together, the older one first */
			assert_int_not_equal(a->until, 0);
			assert_in_range(b->since, a->until, UINT32_MAX);
			assert_string_equal(a->name, b->name);
		}
}

/** offset_of_clock() - where the specification has a message's clock, -1: it names none */
static int offset_of_clock(uint8_t id)
{
	if (id < 0x3 || id == 0x10)
		return -1;
	return id == 0x5 ? 4 : 0; /* in RATE_SET the flags come first */
}

static void test_clock_id_stands_where_specified(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		if (rows[i].resource == SCMI_NO_RESOURCE)
			continue;
		name_row(&rows[i]);
		assert_int_equal(rows[i].protocol, 0x14);
		assert_int_equal(rows[i].resource, SCMI_RESOURCE_CLOCK);
		assert_int_equal(rows[i].resource_at, offset_of_clock(rows[i].id));
	}
}

/** changes_state() - the commands that the specification has change something */
static bool changes_state(uint8_t protocol, uint8_t id)
{
	if (protocol == 0x10)
		return id == 0x8 || id == 0x9 || id == 0xa;
	return id == 0x5 || id == 0x7 || id == 0x9 || id == 0xa || id == 0xd;
}

static void test_changes_are_marked(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		name_row(&rows[i]);
		assert_int_equal(rows[i].changes_state,
				 changes_state(rows[i].protocol, rows[i].id));
	}
}

static void test_permission_commands_never_pass(void **state)
{
	(void)state;
	for (uint8_t id = 0x9; id <= 0xa; id++)
		assert_int_equal(scmi_message_find(0x10, id, 0x20001)->treatment, SCMI_REFUSE);
	assert_int_equal(scmi_message_find(0x10, 0xb, 0x20001)->treatment, SCMI_ANSWER);
}

static void test_protocols_are_named(void **state)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);

	(void)state;
	assert_string_equal(scmi_protocol_name(0x10), "BASE");
	assert_string_equal(scmi_protocol_name(0x14), "CLOCK");
	assert_string_equal(scmi_protocol_name(0x80), "unknown");
	assert_false(scmi_protocol_known(0x0));
	assert_false(scmi_protocol_known(0x80));
	for (size_t i = 0; i < count; i++)
		assert_true(scmi_protocol_known(rows[i].protocol));
}

static void test_resources_are_named(void **state)
{
	(void)state;
	assert_string_equal(scmi_resource_name(SCMI_NO_RESOURCE), "none");
	assert_string_equal(scmi_resource_name(SCMI_RESOURCE_CLOCK), "clock");
	assert_string_equal(scmi_resource_name(SCMI_RESOURCES), "unknown");
	for (int kind = 0; kind < SCMI_RESOURCES; kind++) {
		const char *name = scmi_resource_name((enum scmi_resource)kind);

		assert_non_null(name);
		for (; *name; name++) /* part of xenstore paths */
			assert_true(islower((unsigned char)*name) || *name == '-');
	}
}

static void test_statuses_are_named(void **state)
{
	static const char *const names[] = {
		"SUCCESS",	  "NOT_SUPPORTED",  "INVALID_PARAMETERS",
		"DENIED",	  "NOT_FOUND",	    "OUT_OF_RANGE",
		"BUSY",		  "COMMS_ERROR",    "GENERIC_ERROR",
		"HARDWARE_ERROR", "PROTOCOL_ERROR", "IN_USE",
	};

	(void)state;
	for (int i = 0; i < (int)ARRAY_SIZE(names); i++)
		assert_string_equal(scmi_status_name((enum scmi_status) - i), names[i]);
	assert_string_equal(scmi_status_name((enum scmi_status) - 12), "unknown status");
	assert_string_equal(scmi_status_name((enum scmi_status)1), "unknown status");
	assert_string_equal(scmi_status_name((enum scmi_status)INT32_MIN), "unknown status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_the_specification),
		cmocka_unit_test(test_no_row_is_out_of_reach),
		cmocka_unit_test(test_rows_are_sound),
		cmocka_unit_test(test_forms_do_not_overlap),
		cmocka_unit_test(test_clock_id_stands_where_specified),
		cmocka_unit_test(test_changes_are_marked),
		cmocka_unit_test(test_permission_commands_never_pass),
		cmocka_unit_test(test_protocols_are_named),
		cmocka_unit_test(test_resources_are_named),
		cmocka_unit_test(test_statuses_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
