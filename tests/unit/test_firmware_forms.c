// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_forms.c - the model platform: which messages there are in which version, and
 * lengths
 *
 * The table is typed from the specification, apart from the model's own tables and from proto/'s.
 */
#include "unit.h"

#include <inttypes.h>

#include "model_bench.h"
#include "proto/message.h"

/* Lengths of requests that are tried. */
#define LONGEST 40

/** struct form - a message: its size is @size from version @since on, until a later row is */
struct form {
	uint8_t protocol, id;
	uint32_t since;
	uint32_t size;
};

static const struct form forms[] = {
	{ 0x10, 0x0, 0x10000, 0 },
	{ 0x10, 0x1, 0x10000, 0 },
	{ 0x10, 0x2, 0x10000, 4 },
	{ 0x10, 0x3, 0x10000, 0 },
	{ 0x10, 0x4, 0x10000, 0 },
	{ 0x10, 0x5, 0x10000, 0 },
	{ 0x10, 0x6, 0x10000, 4 },
	{ 0x10, 0x7, 0x10000, 4 },
	{ 0x10, 0x8, 0x10000, 4 },
	{ 0x10, 0x9, 0x20000, 12 },
	{ 0x10, 0xa, 0x20000, 16 },
	{ 0x10, 0xb, 0x20000, 8 },
	{ 0x10, 0x10, 0x20001, 4 },

	{ 0x11, 0x0, 0x10000, 0 },
	{ 0x11, 0x1, 0x10000, 0 },
	{ 0x11, 0x2, 0x10000, 4 },
	{ 0x11, 0x3, 0x10000, 4 },
	{ 0x11, 0x4, 0x10000, 12 },
	{ 0x11, 0x5, 0x10000, 4 },
	{ 0x11, 0x6, 0x10000, 8 },
	{ 0x11, 0x7, 0x20000, 8 },
	{ 0x11, 0x8, 0x30000, 4 },
	{ 0x11, 0x10, 0x30001, 4 },

	{ 0x12, 0x0, 0x10000, 0 },
	{ 0x12, 0x1, 0x10000, 0 },
	{ 0x12, 0x2, 0x10000, 4 },
	{ 0x12, 0x3, 0x10000, 8 },
	{ 0x12, 0x4, 0x10000, 0 },
	{ 0x12, 0x5, 0x10000, 4 },
	{ 0x12, 0x10, 0x20001, 4 },

	{ 0x13, 0x0, 0x10000, 0 },
	{ 0x13, 0x1, 0x10000, 0 },
	{ 0x13, 0x2, 0x10000, 4 },
	{ 0x13, 0x3, 0x10000, 4 },
	{ 0x13, 0x4, 0x10000, 8 },
	{ 0x13, 0x5, 0x10000, 12 },
	{ 0x13, 0x6, 0x10000, 4 },
	{ 0x13, 0x7, 0x10000, 8 },
	{ 0x13, 0x8, 0x10000, 4 },
	{ 0x13, 0x9, 0x10000, 8 },
	{ 0x13, 0xa, 0x10000, 8 },
	{ 0x13, 0xb, 0x20000, 8 },
	{ 0x13, 0xc, 0x30000, 4 },
	{ 0x13, 0x10, 0x40000, 4 },

	{ 0x14, 0x0, 0x10000, 0 },
	{ 0x14, 0x1, 0x10000, 0 },
	{ 0x14, 0x2, 0x10000, 4 },
	{ 0x14, 0x3, 0x10000, 4 },
	{ 0x14, 0x4, 0x10000, 8 },
	{ 0x14, 0x5, 0x10000, 16 },
	{ 0x14, 0x6, 0x10000, 4 },
	{ 0x14, 0x7, 0x10000, 8 },
	{ 0x14, 0x7, 0x30000, 12 },
	{ 0x14, 0x8, 0x20000, 4 },
	{ 0x14, 0x9, 0x20000, 8 },
	{ 0x14, 0xa, 0x20000, 8 },
	{ 0x14, 0xb, 0x30000, 8 },
	{ 0x14, 0xc, 0x30000, 8 },
	{ 0x14, 0xd, 0x30000, 8 },
	{ 0x14, 0xe, 0x30000, 4 },
	{ 0x14, 0xf, 0x30000, 4 },
	{ 0x14, 0x10, 0x30000, 4 },

	{ 0x15, 0x0, 0x10000, 0 },
	{ 0x15, 0x1, 0x10000, 0 },
	{ 0x15, 0x2, 0x10000, 4 },
	{ 0x15, 0x3, 0x10000, 4 },
	{ 0x15, 0x4, 0x10000, 8 },
	{ 0x15, 0x5, 0x10000, 16 },
	{ 0x15, 0x6, 0x10000, 8 },
	{ 0x15, 0x7, 0x20000, 8 },
	{ 0x15, 0x8, 0x20000, 8 },
	{ 0x15, 0x9, 0x20000, 4 },
	{ 0x15, 0xa, 0x20000, 8 },
	{ 0x15, 0xb, 0x20000, 8 },
	{ 0x15, 0xc, 0x30000, 4 },
	{ 0x15, 0xd, 0x30000, 8 },
	{ 0x15, 0x10, 0x30001, 4 },

	{ 0x16, 0x0, 0x10000, 0 },
	{ 0x16, 0x1, 0x10000, 0 },
	{ 0x16, 0x2, 0x10000, 4 },
	{ 0x16, 0x3, 0x10000, 4 },
	{ 0x16, 0x4, 0x10000, 12 },
	{ 0x16, 0x5, 0x10000, 8 },
	{ 0x16, 0x6, 0x30000, 4 },
	{ 0x16, 0x10, 0x30001, 4 },

	{ 0x17, 0x0, 0x10000, 0 },
	{ 0x17, 0x1, 0x10000, 0 },
	{ 0x17, 0x2, 0x10000, 4 },
	{ 0x17, 0x3, 0x10000, 4 },
	{ 0x17, 0x4, 0x10000, 8 },
	{ 0x17, 0x5, 0x10000, 8 },
	{ 0x17, 0x6, 0x10000, 4 },
	{ 0x17, 0x7, 0x10000, 12 },
	{ 0x17, 0x8, 0x10000, 4 },
	{ 0x17, 0x9, 0x20000, 4 },
	{ 0x17, 0x10, 0x20001, 4 },

	{ 0x18, 0x0, 0x10000, 0 },
	{ 0x18, 0x1, 0x10000, 0 },
	{ 0x18, 0x2, 0x10000, 4 },
	{ 0x18, 0x3, 0x10000, 4 },
	{ 0x18, 0x4, 0x10000, 4 },
	{ 0x18, 0x5, 0x10000, 12 },
	{ 0x18, 0x6, 0x10000, 4 },
	{ 0x18, 0x7, 0x10000, 12 },
	{ 0x18, 0x8, 0x10000, 4 },
	{ 0x18, 0x9, 0x10000, 4 },
	{ 0x18, 0xa, 0x10000, 8 },
	{ 0x18, 0xb, 0x10000, 16 },
	{ 0x18, 0xc, 0x20000, 8 },
	{ 0x18, 0x10, 0x20000, 4 },

	/* SETTINGS_CONFIGURE of no setting, as all words are 0 */
	{ 0x19, 0x0, 0x10000, 0 },
	{ 0x19, 0x1, 0x10000, 0 },
	{ 0x19, 0x2, 0x10000, 4 },
	{ 0x19, 0x3, 0x10000, 8 },
	{ 0x19, 0x4, 0x10000, 12 },
	{ 0x19, 0x5, 0x10000, 8 },
	{ 0x19, 0x6, 0x10000, 12 },
	{ 0x19, 0x7, 0x10000, 8 },
	{ 0x19, 0x8, 0x10000, 8 },
	{ 0x19, 0x9, 0x10000, 8 },
	{ 0x19, 0xa, 0x10000, 12 },
	{ 0x19, 0x10, 0x10000, 4 },
};

/* What a board can say, the newest last. */
static const struct {
	const char *key;
	uint8_t protocol;
	uint32_t versions[4];
} protocols[] = {
	{ "base", 0x10, { 0x10000, 0x20000, 0x20001 } },
	{ "power", 0x11, { 0x10000, 0x20000, 0x30000, 0x30001 } },
	{ "system", 0x12, { 0x10000, 0x20000, 0x20001 } },
	{ "perf", 0x13, { 0x10000, 0x20000, 0x30000, 0x40000 } },
	{ "clock", 0x14, { 0x10000, 0x20000, 0x30000 } },
	{ "sensor", 0x15, { 0x10000, 0x20000, 0x30000, 0x30001 } },
	{ "reset", 0x16, { 0x10000, 0x30000, 0x30001 } },
	{ "voltage", 0x17, { 0x10000, 0x20000, 0x20001 } },
	{ "powercap", 0x18, { 0x10000, 0x20000 } },
	{ "pinctrl", 0x19, { 0x10000 } },
};

/** find_form() - Return: NULL for a message that a version does not have */
static const struct form *find_form(uint8_t protocol, uint32_t id, uint32_t version)
{
	const struct form *found = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++)
		if (forms[i].protocol == protocol && forms[i].id == id && forms[i].since <= version)
			found = &forms[i];
	return found;
}

/** check_exists() - MESSAGE_ATTRIBUTES knows of a message what the table does */
static void check_exists(struct bench *bench, uint8_t protocol, uint8_t id, bool exists)
{
	struct scmi_packet request = { .header = scmi_header(protocol, 0x2, 0), .length = 4 };
	struct scmi_packet answer;

	request.payload[0] = id;
	model_serve(&bench->model, &request, &answer);
	assert_int_equal(scmi_packet_status(&answer), exists ? SCMI_SUCCESS : SCMI_NOT_FOUND);
}

static void check_message(struct bench *bench, uint8_t protocol, uint8_t id, uint32_t version)
{
	const struct form *form = find_form(protocol, id, version);
	uint32_t header = scmi_header(protocol, id, 0);

	check_exists(bench, protocol, id, form);
	for (uint32_t length = 0; length <= LONGEST; length++) {
		enum scmi_status status = status_of(bench, header, length);

		bench->log[0] = '\0';
		if (!form)
			assert_int_equal(status, SCMI_NOT_SUPPORTED);
		else if (length != form->size)
			assert_int_equal(status, SCMI_PROTOCOL_ERROR);
		else
			assert_int_not_equal(status, SCMI_PROTOCOL_ERROR);
	}
	assert_int_equal(status_of(bench, header, SCMI_PAYLOAD_MAX),
			 form ? SCMI_PROTOCOL_ERROR : SCMI_NOT_SUPPORTED);
}

static void test_every_version(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		for (size_t j = 0; j < 4 && protocols[i].versions[j]; j++) {
			uint32_t version = protocols[i].versions[j];
			struct bench *bench;
			char line[64];

			snprintf(line, sizeof(line), "%s-version 0x%" PRIx32, protocols[i].key,
				 version);
			print_error("%s:\n", line);
			bench = bench_board(line);
			assert_int_equal(bench->model.offered[protocols[i].protocol], version);
			for (int id = 0; id < 256; id++)
				check_message(bench, protocols[i].protocol, (uint8_t)id, version);
			free(bench);
		}
}

static void test_forms_agree_with_the_mediators_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		for (size_t j = 0; j < 4 && protocols[i].versions[j]; j++)
			for (int id = 0; id < 256; id++) {
				uint8_t protocol = protocols[i].protocol;
				uint32_t version = protocols[i].versions[j];
				const struct form *form =
					find_form(protocol, (uint32_t)id, version);
				const struct scmi_message *row =
					scmi_message_find(protocol, (uint8_t)id, version);

				if (!scmi_protocol_info(protocol))
					continue;
				print_error("protocol 0x%x version 0x%x message 0x%x:\n", protocol,
					    version, id);
				assert_int_equal(!row, !form);
				if (row)
					assert_int_equal(row->request_size, form->size);
			}
}

static void test_newest_versions_are_offered(void **state)
{
	struct bench *bench = bench_board("");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++) {
		uint32_t newest = 0;

		for (size_t j = 0; j < 4 && protocols[i].versions[j]; j++)
			newest = protocols[i].versions[j];
		assert_int_equal(bench->model.offered[protocols[i].protocol], newest);
	}
	free(bench);
}

/** negotiate() - Return: the status of asking a protocol for a version */
static enum scmi_status negotiate(struct bench *bench, uint8_t protocol, uint32_t version)
{
	struct scmi_packet request = { .header = scmi_header(protocol, 0x10, 0), .length = 4 };
	struct scmi_packet answer;

	request.payload[0] = version;
	model_serve(&bench->model, &request, &answer);
	bench->log[0] = '\0';
	return scmi_packet_status(&answer);
}

static void test_every_version_can_be_negotiated(void **state)
{
	struct bench *bench = bench_board("");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		for (size_t j = 0; j < 4 && protocols[i].versions[j]; j++) {
			uint8_t protocol = protocols[i].protocol;
			uint32_t version = protocols[i].versions[j];

			print_error("protocol 0x%x version 0x%x:\n", protocol, version);
			assert_int_equal(negotiate(bench, protocol, version), SCMI_SUCCESS);
			assert_int_equal(negotiate(bench, protocol, version + 2),
					 SCMI_NOT_SUPPORTED);
			assert_int_equal(bench->model.spoken[1][protocol], version);
			for (int id = 0; id < 16; id++)
				check_message(bench, protocol, (uint8_t)id, version);
		}
	free(bench);
}

static void test_protocols_that_are_not_there(void **state)
{
	struct bench *bench = bench_from("implementation 1");

	(void)state;
	for (int protocol = 0x11; protocol < 0x100; protocol++)
		for (int id = 0; id < 256; id++)
			assert_int_equal(
				status_of(bench, scmi_header((uint8_t)protocol, (uint8_t)id, 0), 4),
				SCMI_NOT_SUPPORTED);
	free(bench);
}

/**
 * resource_at() - the word of a message's parameters that is the id of a resource, pin or clock
 *
 * Return: -1 where there is none, and of messages that are none unless another parameter is set.
 */
static int resource_at(const struct form *form)
{
	static const struct {
		uint8_t protocol, id;
		int at;
	} others[] = {
		{ 0x11, 0x4, 1 },  { 0x14, 0x5, 1 }, { 0x15, 0x3, -1 }, /* a list of all sensors */
		{ 0x19, 0x4, -1 },					/* not of pins */
		{ 0x19, 0xa, 1 },
	};

	if (form->protocol == 0x10 || form->protocol == 0x12 || form->id < 0x3 || form->id == 0x10)
		return -1;
	if (form->protocol == 0x14 && form->id == 0x7 && form->size == 8)
		return -1; /* of an older version */
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (others[i].protocol == form->protocol && others[i].id == form->id)
			return others[i].at;
	return 0;
}

/** delay_of() - of a message whose parameters name a resource @id in the word @at, others are 0 */
static uint32_t delay_of(struct bench *bench, const struct form *form, uint32_t at, uint32_t id)
{
	struct scmi_packet request = { .header = scmi_header(form->protocol, form->id, 0),
				       .length = form->size };
	struct scmi_packet answer;

	request.payload[at] = id;
	bench->log[0] = '\0';
	return model_serve(&bench->model, &request, &answer);
}

static void test_slow_resources(void **state)
{
	static const struct {
		uint8_t protocol;
		uint32_t slow;
		uint32_t ms;
	} rows[] = {
		{ 0x11, 4, 10 }, { 0x13, 5, 10 }, { 0x14, 7, 300 }, { 0x15, 5, 10 },
		{ 0x16, 4, 10 }, { 0x17, 6, 10 }, { 0x18, 3, 10 },  { 0x19, 9, 10 },
	};
	struct bench *bench = bench_board("");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++)
		for (size_t j = 0; j < ARRAY_SIZE(rows); j++) {
			const struct form *form = &forms[i];
			int at = resource_at(form);

			if (form->protocol != rows[j].protocol || at < 0)
				continue;
			print_error("protocol 0x%x message 0x%x:\n", form->protocol, form->id);
			assert_int_equal(delay_of(bench, form, (uint32_t)at, rows[j].slow),
					 rows[j].ms);
			assert_int_equal(delay_of(bench, form, (uint32_t)at, 0), 0);
		}
	free(bench);
}

static void test_what_is_denied_does_nothing(void **state)
{
	struct bench *bench = bench_board("agent 1 xen\nagent 2 guest restricted\n"
					  "device 0 all power=0:5:1 perf=0:5:1 clock=0:9:1 "
					  "sensor=0:6:1,8 reset=0:4:1 voltage=0:7:1 "
					  "powercap=0:4:1 pin=0:79:1 group=0,1,2");
	struct resources *before = malloc(sizeof(*before));
	size_t count = 0;

	(void)state;
	assert_non_null(before);
	memcpy(before, &bench->resources, sizeof(*before));
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct scmi_packet request = { .header = scmi_header(forms[i].protocol, forms[i].id,
								     0),
					       .length = forms[i].size };
		struct scmi_packet answer;
		int at = resource_at(&forms[i]);

		if (at < 0)
			continue;
		/* all else is 1 */
		for (size_t word = 0; word < forms[i].size / 4; word++)
			request.payload[word] = 1;
		request.payload[at] = 0;
		print_error("protocol 0x%x message 0x%x:\n", forms[i].protocol, forms[i].id);
		bench->log[0] = '\0';
		model_serve_agent(&bench->model, 2, &request, &answer);
		assert_int_equal(scmi_packet_status(&answer), SCMI_DENIED);
		assert_int_equal(answer.length, 4);
		if (bench->log[0])
			assert_non_null(strstr(bench->log, ": DENIED\n"));
		assert_memory_equal(&bench->resources, before, sizeof(*before));
		count++;
	}
	assert_in_range(count, 60, 90);
	free(before);
	free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_version),
		cmocka_unit_test(test_forms_agree_with_the_mediators_table),
		cmocka_unit_test(test_newest_versions_are_offered),
		cmocka_unit_test(test_every_version_can_be_negotiated),
		cmocka_unit_test(test_protocols_that_are_not_there),
		cmocka_unit_test(test_slow_resources),
		cmocka_unit_test(test_what_is_denied_does_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
