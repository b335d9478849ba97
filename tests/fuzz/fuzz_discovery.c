// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_discovery.c - firmware that answers the daemon's questions with anything
 *
 * The input is an answer to each question: a byte with bit 0 clear stands for a true answer.
 */
#include "input.h"

#include <stdio.h>

#include "daemon/platform.h"
#include "tests/firmware/model.h"

/* A list of 255 protocols, one in each answer, and then all messages of 15 protocols. */
#define QUESTIONS_MAX (6 + 255 + 15 * (2 + PLATFORM_MESSAGES))

static void ignore_log(void *context, const char *line)
{
	(void)context;
	(void)line;
}

static void model_of(struct model *model, struct resources *resources)
{
	char text[] = "clock 0 a on rate=1\nclock 1 b on rate=1\npower 0 a off\nreset 0 a\n"
		      "pin 0 a\ngroup 0 a pins=0\nfunction 0 a groups=0\nvendor-protocol 0x80 a\n";
	char error[100];
	FILE *in = fmemopen(text, sizeof(text) - 1, "r");
	int rc;

	assert(in);
	rc = resources_parse(resources, in, "", error, sizeof(error));
	assert(!rc);
	fclose(in);
	model_init(model, resources, ignore_log, NULL, false);
}

/** check_found() - whatever was said, rows are the table's, and names have an end */
static void check_found(const struct platform *found)
{
	assert(memchr(found->vendor, '\0', sizeof(found->vendor)));
	assert(memchr(found->sub_vendor, '\0', sizeof(found->sub_vendor)));
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		assert(found->count[resource] <= 0x10000);
	for (unsigned int slot = 0; slot < PLATFORM_PROTOCOLS; slot++)
		for (unsigned int id = 0; id < PLATFORM_MESSAGES; id++) {
			const struct scmi_message *row = found->rows[slot][id];

			assert(!row ||
			       row ==
				       scmi_message_find((uint8_t)(SCMI_BASE + slot), (uint8_t)id,
							 found->version[slot]));
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct resources resources;
	static struct model model;
	static struct scmi_packet request, answer;
	struct input input = { data, size };
	struct discovery discovery;
	struct why why = { "" };
	unsigned int asked = 0;
	int rc = 0;

	if (!model.resources)
		model_of(&model, &resources);
	discovery_start(&discovery);
	while (rc >= 0 && discovery_next(&discovery, &request)) {
		assert(++asked <= QUESTIONS_MAX);
		assert(!discovery.found.known);
		assert(request.length <= 4);
		model_serve(&model, &request, &answer);
		if (take_u8(&input) & 1)
			take_payload(&input, &answer);
		why.text[0] = '\0';
		rc = discovery_learn(&discovery, &answer, &why);
		assert(!rc == !why.text[0]);
	}
	assert(discovery.found.known == (rc >= 0));
	if (rc >= 0)
		check_found(&discovery.found);
	return 0;
}
