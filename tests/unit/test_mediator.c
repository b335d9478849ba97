// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mediator.c - what the table of messages asks for, and what BASE tells a guest
 *
 * The checks are generated from the table, for every row in every release of the specification that
 * has it. Messages with code of their own are in test_hooks.c, votes in test_votes.c.
 */
#include "mediator_bench.h"

#include "proto/clock.h"
#include "proto/pinctrl.h"

/* --- generated from the table --- */

/** request_row() - send a row's message, zero but for its resource, in a length of choice */
static bool request_row(struct bench *bench, const struct scmi_message *row, uint32_t type,
			size_t length, uint32_t id)
{
	uint32_t header = header_of(row->protocol, row->id) | type << 8;

	memset(&bench->packet, 0, sizeof(bench->packet));
	bench->packet.header = header;
	bench->packet.length = (uint32_t)length;
	if (row->resource)
		bench->packet.payload[row->resource_at / 4] = id;
	memset(&bench->call, 0xa5, sizeof(bench->call));
	return mediator_request(&bench->platform, bench->agent, &bench->packet, &bench->call);
}

/** refuses_row() - such a request is refused with @status, and nothing is forwarded or held */
static void refuses_row(struct bench *bench, const struct scmi_message *row, uint32_t type,
			size_t length, uint32_t id, enum scmi_status status)
{
	print_error("%s since 0x%x: type %u, %zu bytes, id 0x%x: %s\n", row->name, row->since, type,
		    length, id, scmi_status_name(status));
	assert_false(request_row(bench, row, type, length, id));
	assert_status(&bench->packet, header_of(row->protocol, row->id) | type << 8, status);
	assert_non_null(bench->call.refusal);
	assert_int_equal(bench->holds[0].count, 0);
}

/** for_each_form() - run @check for every row in every version that has it */
static void for_each_form(struct bench *bench,
			  void (*check)(struct bench *bench, const struct scmi_message *row))
{
	size_t count, checked = 0;
	const struct scmi_message *rows = scmi_messages(&count);

	for (int release = 0; release < SCMI_RELEASES; release++) {
		bench_speak(bench, release);
		for (size_t i = 0; i < count; i++) {
			if (platform_message(&bench->platform, rows[i].protocol, rows[i].id) !=
			    &rows[i])
				continue;
			check(bench, &rows[i]);
			checked++;
		}
	}
	assert_in_range(checked, count, SCMI_RELEASES * count);
}

/** owned_by() - a resource of the row's kind that is the guest's, whole */
static uint32_t owned_by(const struct scmi_message *row)
{
	return row->resource == SCMI_RESOURCE_SYSTEM_POWER ? 0 : OWNED;
}

static void check_length(struct bench *bench, const struct scmi_message *row)
{
	const size_t least = row->request_size, most = row->request_max;
	const size_t lengths[] = { 0,
				   least - 4,
				   least - 1,
				   most + 1,
				   most + 4,
				   most * 2,
				   SCMI_PAYLOAD_MAX - 1,
				   SCMI_PAYLOAD_MAX };
	enum scmi_status status =
		row->treatment == SCMI_REFUSE ? SCMI_NOT_SUPPORTED : SCMI_PROTOCOL_ERROR;

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		if ((lengths[i] >= least && lengths[i] <= most) || lengths[i] > SCMI_PAYLOAD_MAX ||
		    (lengths[i] && lengths[i] == row->request_older))
			continue;
		refuses_row(bench, row, 0, lengths[i], owned_by(row), status);
		/* A wrong length says nothing of who owns what. */
		refuses_row(bench, row, 0, lengths[i], UNOWNED, status);
		assert_ptr_equal(bench->call.row, row);
		assert_false(bench->call.has_id);
	}
}

static void test_lengths(void **state)
{
	for_each_form(*state, check_length);
}

static void check_type(struct bench *bench, const struct scmi_message *row)
{
	for (uint32_t type = 1; type < 4; type++) {
		refuses_row(bench, row, type, row->request_size, owned_by(row),
			    SCMI_PROTOCOL_ERROR);
		assert_null(bench->call.row);
	}
}

static void test_types(void **state)
{
	for_each_form(*state, check_type);
}

/** is_described() - whether there is an answer about it, whose it is or not: test_unowned_pins() */
static bool is_described(const struct bench *bench, const struct scmi_message *row, uint32_t id)
{
	return (row->hook == SCMI_HOOK_PINCTRL_ATTRIBUTES ||
		row->hook == SCMI_HOOK_PINCTRL_ASSOCIATIONS) &&
		id < bench->platform.count[row->resource];
}

static void check_unowned(struct bench *bench, const struct scmi_message *row)
{
	static const uint32_t ids[] = { UNOWNED, 2, 8, 10, 64, 65535, 0x10003, 0xffffffff };

	for (size_t i = 0; row->resource && i < ARRAY_SIZE(ids); i++) {
		if (policy_right(bench->agent, row->resource, ids[i]) != RIGHT_NONE)
			continue; /* a state of SYSTEM_POWER */
		if (is_described(bench, row, ids[i]))
			continue;
		refuses_row(bench, row, 0, row->request_size, ids[i], row->unowned);
		assert_ptr_equal(bench->call.row, row);
		assert_true(bench->call.has_id);
		assert_int_equal(bench->call.id, ids[i]);
	}
}

static void test_unowned(void **state)
{
	for_each_form(*state, check_unowned);
}

/** forwards_row() - such a request is forwarded as it is, with the queue's token */
static void forwards_row(struct bench *bench, const struct scmi_message *row, uint32_t id)
{
	print_error("%s since 0x%x of %u\n", row->name, row->since, id);
	assert_true(request_row(bench, row, 0, row->request_size, id));
	assert_int_equal(bench->packet.header, (uint32_t)row->protocol << 10 | row->id);
	assert_int_equal(bench->packet.length, row->request_size);
	if (row->resource) {
		assert_int_equal(bench->packet.payload[row->resource_at / 4], id);
		assert_int_equal(bench->call.id, id);
		assert_int_equal(bench->call.resource, row->resource);
	}
	assert_int_equal(bench->call.header, header_of(row->protocol, row->id));
	assert_ptr_equal(bench->call.row, row);
	assert_ptr_equal(bench->call.out, row);
	assert_null(bench->call.refusal);
}

static void check_owned(struct bench *bench, const struct scmi_message *row)
{
	static const uint32_t ids[] = { 0, OWNED, 9 };

	for (size_t i = 0; row->treatment == SCMI_FORWARD && i < ARRAY_SIZE(ids); i++)
		if (row->hook != SCMI_HOOK_PINCTRL_ASSOCIATIONS) /* of a pin there are none */
			forwards_row(bench, row, ids[i]);
}

static void test_owned(void **state)
{
	for_each_form(*state, check_owned);
}

static void check_read_only(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment != SCMI_FORWARD || !row->resource ||
	    row->hook == SCMI_HOOK_PINCTRL_ASSOCIATIONS)
		return;
	if (row->changes_state)
		refuses_row(bench, row, 0, row->request_size, READ_ONLY, SCMI_DENIED);
	else
		forwards_row(bench, row, READ_ONLY);
}

static void test_read_only(void **state)
{
	for_each_form(*state, check_read_only);
}

static void check_shared(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment != SCMI_FORWARD || !row->resource || is_described(bench, row, SHARED))
		return;
	if (!bench_can_share(row->resource))
		refuses_row(bench, row, 0, row->request_size, SHARED, row->unowned);
	else if (row->changes_state && !row->setting)
		refuses_row(bench, row, 0, row->request_size, SHARED, SCMI_DENIED);
	else
		forwards_row(bench, row, SHARED);
}

static void test_shared(void **state)
{
	for_each_form(*state, check_shared);
}

/** check_older() - the form of before goes on as this one, with nothing of what lay behind it */
static void check_older(struct bench *bench, const struct scmi_message *row)
{
	if (!row->request_older)
		return;
	memset(&bench->packet, 0, sizeof(bench->packet));
	memset(bench->packet.payload, 0xff, 2 * (size_t)row->request_size);
	bench->packet.header = header_of(row->protocol, row->id);
	bench->packet.length = row->request_older;
	bench->packet.payload[row->resource_at / 4] = OWNED;
	bench->packet.payload[row->value_at / 4] = 1;
	assert_true(mediator_request(&bench->platform, bench->agent, &bench->packet, &bench->call));
	assert_int_equal(bench->packet.length, row->request_size);
	assert_int_equal(bench->packet.payload[row->value_at / 4], 1);
	for (uint32_t i = row->request_older / 4u; i < row->request_size / 4u; i++)
		assert_int_equal(bench->packet.payload[i], 0);
}

static void test_older_form(void **state)
{
	for_each_form(*state, check_older);
}

static void check_flags(struct bench *bench, const struct scmi_message *row)
{
	if (!row->has_flags || row->selectors || row->hook == SCMI_HOOK_CLOCK_CONFIG_SET)
		return;
	print_error("%s since 0x%x: all flags\n", row->name, row->since);
	memset(&bench->packet, 0, sizeof(bench->packet));
	bench->packet.header = header_of(row->protocol, row->id);
	bench->packet.length = row->request_size;
	bench->packet.payload[row->flags_at / 4] = UINT32_MAX;
	bench->packet.payload[row->resource_at / 4] = OWNED;
	assert_true(mediator_request(&bench->platform, bench->agent, &bench->packet, &bench->call));
	assert_int_equal(bench->packet.payload[row->flags_at / 4], row->flags_kept);
}

static void test_flags(void **state)
{
	for_each_form(*state, check_flags);
}

static void check_hidden(struct bench *bench, const struct scmi_message *row)
{
	static const uint32_t ids[] = { OWNED, READ_ONLY };

	for (size_t i = 0; (row->hidden || row->hidden_if_read) && i < ARRAY_SIZE(ids); i++) {
		uint32_t hidden = row->hidden | (ids[i] == READ_ONLY ? row->hidden_if_read : 0);

		forwards_row(bench, row, ids[i]);
		memset(bench->packet.payload, 0xff, row->answer_min);
		bench->packet.payload[0] = 0;
		bench->packet.length = row->answer_min;
		assert_false(mediator_answer(&bench->platform, bench->agent, &bench->packet,
					     &bench->call));
		assert_int_equal(bench->packet.payload[0], 0);
		assert_int_equal(bench->packet.payload[1], ~hidden);
	}
}

static void test_hidden_bits(void **state)
{
	for_each_form(*state, check_hidden);
}

static void check_refused(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment != SCMI_REFUSE)
		return;
	refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_NOT_SUPPORTED);
	assert_string_equal(bench->call.refusal, row->why);
}

static void test_refused_rows(void **state)
{
	for_each_form(*state, check_refused);
}

static void check_answered(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment != SCMI_ANSWER)
		return;
	print_error("%s since 0x%x\n", row->name, row->since);
	assert_false(request_row(bench, row, 0, row->request_size, 0));
	assert_int_equal(bench->packet.header, header_of(row->protocol, row->id));
	if (scmi_packet_status(&bench->packet) == SCMI_SUCCESS)
		assert_in_range(bench->packet.length, row->answer_min, row->answer_max);
	else
		assert_int_equal(bench->packet.length, 4);
	assert_int_not_equal(scmi_packet_status(&bench->packet), SCMI_PROTOCOL_ERROR);
}

static void test_answered_rows(void **state)
{
	for_each_form(*state, check_answered);
}

static void check_invisible(struct bench *bench, const struct scmi_message *row)
{
	if (row->protocol != BASE)
		refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_NOT_SUPPORTED);
	else
		check_answered(bench, row);
	if (row->protocol != BASE)
		assert_null(bench->call.row);
}

static void test_protocol_without_resources(void **state)
{
	struct bench *bench = *state;

	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		bench_grant(bench, 0, resource, "");
	for_each_form(bench, check_invisible);
}

static void check_lacking(struct bench *bench, const struct scmi_message *row)
{
	const struct scmi_message **known =
		&bench->platform.rows[row->protocol - SCMI_BASE][row->id];

	*known = NULL;
	refuses_row(bench, row, 0, row->request_size, OWNED, SCMI_NOT_SUPPORTED);
	/* The guest finds the same when it asks. */
	assert_false(request(bench, header_of(row->protocol, 2), WORDS(row->id)));
	if (row->id == 2)
		assert_status(&bench->packet, header_of(row->protocol, 2), SCMI_NOT_SUPPORTED);
	else
		assert_status(&bench->packet, header_of(row->protocol, 2), SCMI_NOT_FOUND);
	*known = row;
}

static void test_messages_that_the_firmware_lacks(void **state)
{
	for_each_form(*state, check_lacking);
}

static void check_unknown_platform(struct bench *bench, const struct scmi_message *row)
{
	bench->platform.known = false;
	refuses_row(bench, row, 0, row->request_size, owned_by(row), SCMI_COMMS_ERROR);
	refuses_row(bench, row, 0, row->request_size + 4u, UNOWNED, SCMI_COMMS_ERROR);
}

static void test_before_the_firmware_is_known(void **state)
{
	for_each_form(*state, check_unknown_platform);
}

static void check_message_attributes(struct bench *bench, const struct scmi_message *row)
{
	const uint32_t header = header_of(row->protocol, 2);

	assert_false(request(bench, header, WORDS(row->id)));
	if (row->treatment == SCMI_REFUSE)
		assert_status(&bench->packet, header, SCMI_NOT_FOUND);
	else
		assert_packet(&bench->packet, header,
			      WORDS(0, row->hook == SCMI_HOOK_SYSTEM_POWER_SET ? 0x80000000 : 0));
	/* Ids that differ from a message's only beyond 8 bits, and the last that can be. */
	assert_false(request(bench, header, WORDS(row->id | 0x100u)));
	assert_status(&bench->packet, header, SCMI_NOT_FOUND);
	assert_false(request(bench, header, WORDS(row->id | 0x80000000u)));
	assert_status(&bench->packet, header, SCMI_NOT_FOUND);
}

static void test_message_attributes(void **state)
{
	for_each_form(*state, check_message_attributes);
}

/* The mediator has nothing but rows: what is in none of them cannot be had. */
static void test_no_row_no_service(void **state)
{
	struct bench *bench = *state;

	for (unsigned int protocol = 0; protocol < 256; protocol++)
		for (unsigned int id = 0; id < 256; id++) {
			uint32_t header = header_of((uint8_t)protocol, (uint8_t)id);

			if (scmi_message_find((uint8_t)protocol, (uint8_t)id, UINT32_MAX) ||
			    protocol == VENDOR)
				continue;
			assert_false(request(bench, header, WORDS(OWNED)));
			assert_status(&bench->packet, header, SCMI_NOT_SUPPORTED);
			assert_null(bench->call.row);
		}
}

/** test_header_is_repeated() - also in bits that have no meaning; the firmware does not see them */
static void test_header_is_repeated(void **state)
{
	struct bench *bench = *state;
	const uint32_t version = 0xf0000000 | header_of(BASE, 0);
	const uint32_t rate_get = 0xf0000000 | header_of(CLOCK, 6);

	assert_false(request(bench, version, NOTHING));
	assert_packet(&bench->packet, version, WORDS(0, 0x20001));
	assert_true(request(bench, rate_get, WORDS(OWNED)));
	assert_packet(&bench->packet, CLOCK << 10 | 6, WORDS(OWNED));
	firmware_says(bench, WORDS(0, 24000000, 0));
	assert_packet(&bench->packet, rate_get, WORDS(0, 24000000, 0));
	assert_false(request(bench, rate_get, WORDS(UNOWNED)));
	assert_status(&bench->packet, rate_get, SCMI_DENIED);
}

/* --- word by word: what the mediator answers --- */

static void test_base(void **state)
{
	const struct vector vectors[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x20001) },
		{ BASE, 0x1, NOTHING, WORDS(0, 0x010a) },
		{ BASE, 0x2, WORDS(0x0), WORDS(0, 0) },
		{ BASE, 0x2, WORDS(0x8), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0x9), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0xa), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0xb), WORDS(0, 0) },
		{ BASE, 0x2, WORDS(0xc), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0x10), WORDS(0, 0) },
		{ BASE, 0x2, WORDS(0x1f), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0x20), WORDS(NOT_FOUND) },
		{ BASE, 0x2, WORDS(0xffffffff), WORDS(NOT_FOUND) },
		{ BASE, 0x3, NOTHING,
		  WORDS(0, TEXT('x', 'e', 'n', '-'), TEXT('s', 'c', 'm', 'i'), 0, 0) },
		{ BASE, 0x4, NOTHING, WORDS(0, TEXT('m', 'o', 'd', 'e'), 'l', 0, 0) },
		{ BASE, 0x5, NOTHING, WORDS(0, 0x00010203) },
		{ BASE, 0x6, WORDS(0), WORDS(0, 10, 0x14131211, 0x18171615, 0x8119) },
		{ BASE, 0x6, WORDS(3), WORDS(0, 7, 0x17161514, 0x811918) },
		{ BASE, 0x6, WORDS(10), WORDS(0, 0) },
		{ BASE, 0x6, WORDS(11), WORDS(INVALID_PARAMETERS) },
		{ BASE, 0x6, WORDS(0xffffffff), WORDS(INVALID_PARAMETERS) },
		{ BASE, 0x7, WORDS(0),
		  WORDS(0, 0, TEXT('p', 'l', 'a', 't'), TEXT('f', 'o', 'r', 'm'), 0, 0) },
		{ BASE, 0x7, WORDS(1),
		  WORDS(0, 1, TEXT('g', 'u', 'e', 's'), TEXT('t', '-', 'o', 'f'),
			TEXT('-', 'l', 'o', 'n'), TEXT('g', '-', 'n', 0)) },
		{ BASE, 0x7, WORDS(0xffffffff),
		  WORDS(0, 1, TEXT('g', 'u', 'e', 's'), TEXT('t', '-', 'o', 'f'),
			TEXT('-', 'l', 'o', 'n'), TEXT('g', '-', 'n', 0)) },
		{ BASE, 0x7, WORDS(2), WORDS(NOT_FOUND) },
		{ BASE, 0x8, WORDS(1), WORDS(NOT_SUPPORTED) },
		{ BASE, 0x9, WORDS(1, 0, 1), WORDS(NOT_SUPPORTED) },
		{ BASE, 0xa, WORDS(1, 0, 0x14, 1), WORDS(NOT_SUPPORTED) },
		{ BASE, 0xb, WORDS(0, 0), WORDS(DENIED) },
		{ BASE, 0xb, WORDS(2, 1), WORDS(DENIED) },
		{ BASE, 0xb, WORDS(1, 1), WORDS(0) },
		{ BASE, 0x10, WORDS(0x20001), WORDS(0) },
		{ BASE, 0x10, WORDS(0x20000), WORDS(NOT_SUPPORTED) },
		{ BASE, 0x10, WORDS(0x30000), WORDS(NOT_SUPPORTED) },
	};

	check_vectors(*state, vectors, ARRAY_SIZE(vectors));
}

static void test_base_of_a_guest_that_owns_nothing(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x20001) },
		{ BASE, 0x1, NOTHING, WORDS(0, 0x0100) },
		{ BASE, 0x6, WORDS(0), WORDS(0, 0) },
		{ BASE, 0x6, WORDS(1), WORDS(INVALID_PARAMETERS) },
	};

	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		bench_grant(bench, 0, resource, "");
	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
}

static void test_base_of_firmware_without_clocks(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ BASE, 0x1, NOTHING, WORDS(0, 0x0109) },
		{ BASE, 0x6, WORDS(2), WORDS(0, 7, 0x17161513, 0x811918) },
		{ CLOCK, 0x0, NOTHING, WORDS(NOT_SUPPORTED) },
	};

	bench->platform.version[CLOCK - BASE] = 0;
	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
}

static void test_base_before_2_0(void **state)
{
	struct bench *bench = *state;
	const struct vector vectors[] = {
		{ BASE, 0x0, NOTHING, WORDS(0, 0x10000) },
		{ BASE, 0x2, WORDS(0xb), WORDS(NOT_FOUND) },
		{ BASE, 0x7, WORDS(0),
		  WORDS(0, TEXT('p', 'l', 'a', 't'), TEXT('f', 'o', 'r', 'm'), 0, 0) },
		{ BASE, 0x7, WORDS(1),
		  WORDS(0, TEXT('g', 'u', 'e', 's'), TEXT('t', '-', 'o', 'f'),
			TEXT('-', 'l', 'o', 'n'), TEXT('g', '-', 'n', 0)) },
		{ BASE, 0x7, WORDS(0xffffffff), WORDS(NOT_FOUND) },
		{ BASE, 0xb, WORDS(1, 0), WORDS(NOT_SUPPORTED) },
		{ BASE, 0x10, WORDS(0x10000), WORDS(NOT_SUPPORTED) },
	};

	bench_speak(bench, SCMI_1_0);
	check_vectors(bench, vectors, ARRAY_SIZE(vectors));
}

static void test_all_vendor_protocols(void **state)
{
	struct bench *bench = *state;

	/* More than one answer can have: 9 protocols that the platform has, and 128 of vendors. */
	for (int i = 0; i < 128; i++)
		bench->platform.vendors[i] = true;
	bench_grant(bench, 0, SCMI_RESOURCE_VENDOR, "0x80 0x81/3 0x82 0x83 0xff/0xff");
	assert_false(request(bench, header_of(BASE, 6), WORDS(9)));
	assert_packet(&bench->packet, header_of(BASE, 6), WORDS(0, 5, 0x83828180, 0xff));
	for (int protocol = 0x80; protocol <= 0xff; protocol++)
		rights_set(&bench->agent->owned[SCMI_RESOURCE_VENDOR], (uint32_t)protocol << 8,
			   RIGHT_WHOLE);
	assert_false(request(bench, header_of(BASE, 1), NOTHING));
	assert_packet(&bench->packet, header_of(BASE, 1), WORDS(0, 0x100 | 137));
	assert_false(request(bench, header_of(BASE, 6), WORDS(0)));
	assert_int_equal(bench->packet.length, 128);
	assert_int_equal(bench->packet.payload[1], 120);
	assert_false(request(bench, header_of(BASE, 6), WORDS(120)));
	assert_int_equal(bench->packet.length, 8 + 20);
	assert_int_equal(bench->packet.payload[1], 17);
}

/* --- answers that make no sense, or do not come --- */

/** answers_row() - have the firmware answer what was forwarded, with @length bytes of zero */
static void answers_row(struct bench *bench, const struct scmi_message *row, uint32_t length)
{
	print_error("%s since 0x%x: answer of %u bytes\n", row->name, row->since, length);
	assert_true(request_row(bench, row, 0, row->request_size, OWNED));
	memset(bench->packet.payload, 0, sizeof(bench->packet.payload));
	bench->packet.length = length;
	assert_false(mediator_answer(&bench->platform, bench->agent, &bench->packet, &bench->call));
	assert_int_equal(bench->packet.header, header_of(row->protocol, row->id));
}

/** keeps_length() - whether a row's answer has as many bytes for the guest as the firmware's */
static bool keeps_length(const struct scmi_message *row)
{
	return row->hook != SCMI_HOOK_CLOCK_PARENTS && row->hook != SCMI_HOOK_SENSOR_DESCRIPTIONS &&
		row->hook != SCMI_HOOK_SENSOR_AXES && row->hook != SCMI_HOOK_SENSOR_AXIS_NAMES;
}

/** check_answer_lengths() - answers of a row that are exactly its bounds, or a byte beyond them */
static void check_answer_lengths(struct bench *bench, const struct scmi_message *row)
{
	const struct {
		uint32_t length;
		bool good;
	} cases[] = {
		{ 3, false },
		{ row->answer_min - 1u, false },
		{ row->answer_min, true },
		{ row->answer_max, true },
		{ row->answer_max + 1u, false },
	};

	if (row->treatment != SCMI_FORWARD || row->hook == SCMI_HOOK_PINCTRL_ASSOCIATIONS)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (cases[i].length > SCMI_PAYLOAD_MAX)
			continue;
		answers_row(bench, row, cases[i].length);
		if (!cases[i].good)
			assert_status(&bench->packet, header_of(row->protocol, row->id),
				      SCMI_GENERIC_ERROR);
		else if (keeps_length(row))
			assert_int_equal(bench->packet.length, cases[i].length);
		assert_int_equal(scmi_packet_status(&bench->packet),
				 cases[i].good ? SCMI_SUCCESS : SCMI_GENERIC_ERROR);
		assert_int_equal(bench->call.fault == NULL, cases[i].good);
		/* The call after it is another one. */
		request_row(bench, row, 0, row->request_size, OWNED);
		assert_int_equal(bench->call.fault_length, 0);
	}
}

static void test_answer_lengths(void **state)
{
	for_each_form(*state, check_answer_lengths);
}

static void check_list(struct bench *bench, const struct scmi_message *row)
{
	const uint32_t here[] = { 0, 1, 5, 0xfff };

	for (size_t i = 0; row->list_item && i < ARRAY_SIZE(here); i++) {
		for (uint32_t missing = 0; missing < 5; missing += 4) {
			uint32_t length = 8 + here[i] * row->list_item - missing;

			if (length < 8 || length > SCMI_PAYLOAD_MAX)
				continue;
			print_error("%s since 0x%x: %u items in %u bytes\n", row->name, row->since,
				    here[i], length);
			assert_true(request_row(bench, row, 0, row->request_size, OWNED));
			memset(bench->packet.payload, 0, sizeof(bench->packet.payload));
			bench->packet.payload[1] = 0x00070000 | here[i];
			bench->packet.length = length;
			mediator_answer(&bench->platform, bench->agent, &bench->packet,
					&bench->call);
			assert_int_equal(bench->call.fault == NULL, !missing);
			assert_int_equal(bench->packet.length, missing ? 4 : length);
		}
	}
}

static void test_lists_that_are_too_short(void **state)
{
	for_each_form(*state, check_list);
}

static void check_status(struct bench *bench, const struct scmi_message *row)
{
	static const struct {
		uint32_t status;
		bool good;
	} statuses[] = {
		{ 1, false },
		{ 0x7fffffff, false },
		{ HARDWARE_ERROR, true },
		{ NOT_SUPPORTED, true },
		{ PROTOCOL_ERROR, true },
		{ 0x80000000, true },
	};

	for (size_t i = 0; row->treatment == SCMI_FORWARD && i < ARRAY_SIZE(statuses); i++) {
		if (row->hook == SCMI_HOOK_PINCTRL_ASSOCIATIONS)
			return;
		print_error("%s since 0x%x: status 0x%x\n", row->name, row->since,
			    statuses[i].status);
		assert_true(request_row(bench, row, 0, row->request_size, OWNED));
		/* What stands behind an error is not the guest's. */
		assert_false(firmware_says(bench, WORDS(statuses[i].status, 1, 2, 3, 4, 5)));
		assert_status(
			&bench->packet, header_of(row->protocol, row->id),
			(enum scmi_status)(statuses[i].good ? statuses[i].status : GENERIC_ERROR));
	}
}

static void test_statuses(void **state)
{
	for_each_form(*state, check_status);
}

static void check_no_answer(struct bench *bench, const struct scmi_message *row)
{
	if (row->treatment != SCMI_FORWARD || row->hook == SCMI_HOOK_PINCTRL_ASSOCIATIONS)
		return;
	assert_true(request_row(bench, row, 0, row->request_size, OWNED));
	mediator_fail(&bench->call, &bench->packet);
	assert_status(&bench->packet, header_of(row->protocol, row->id), SCMI_COMMS_ERROR);
}

static void test_no_answer(void **state)
{
	for_each_form(*state, check_no_answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lengths),
		TEST(test_types),
		TEST(test_unowned),
		TEST(test_owned),
		TEST(test_read_only),
		TEST(test_shared),
		TEST(test_flags),
		TEST(test_older_form),
		TEST(test_hidden_bits),
		TEST(test_refused_rows),
		TEST(test_answered_rows),
		TEST(test_protocol_without_resources),
		TEST(test_messages_that_the_firmware_lacks),
		TEST(test_before_the_firmware_is_known),
		TEST(test_message_attributes),
		TEST(test_no_row_no_service),
		TEST(test_header_is_repeated),
		TEST(test_base),
		TEST(test_base_of_a_guest_that_owns_nothing),
		TEST(test_base_of_firmware_without_clocks),
		TEST(test_base_before_2_0),
		TEST(test_all_vendor_protocols),
		TEST(test_answer_lengths),
		TEST(test_lists_that_are_too_short),
		TEST(test_statuses),
		TEST(test_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
