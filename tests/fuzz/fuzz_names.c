// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_names.c - firmware that answers questions for names with anything
 *
 * The input is an answer to each question, as it is sent.
 */
#include "input.h"

#include <stdlib.h>

#include "daemon/names.h"
#include "tests/unit/platform_of.h"

/* Of each kind; names and, for groups, lists that end when they are as long as there are ids. */
#define COUNT	      3u
#define QUESTIONS_MAX (SCMI_RESOURCES * COUNT * 2 + COUNT * (RIGHTS_IDS + 1))

static void check_found(const struct names *found)
{
	assert(found->known && found->pins_known);
	for (int resource = 0; resource < SCMI_RESOURCES; resource++) {
		assert(found->count[resource] <= COUNT);
		for (uint32_t id = 0; id < found->count[resource]; id++) {
			const struct name *name = &found->of[resource][id];

			if (name->text) {
				assert(*name->text && strlen(name->text) < SCMI_LONG_NAME);
				assert(names_find(found, resource, name->text) <= id);
			}
			assert(name->pin_count <= RIGHTS_IDS);
			assert(!name->pin_count || resource == SCMI_RESOURCE_PIN_GROUP);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct scmi_packet request, answer;
	struct input input = { data, size };
	struct naming naming = { 0 };
	struct platform platform;
	struct why why = { "" };
	unsigned int asked = 0;

	platform_of(&platform, take_u8(&input) % SCMI_RELEASES);
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		platform.count[resource] = platform.count[resource] ? COUNT : 0;
	naming_start(&naming, &platform);
	while (naming_next(&naming, &request)) {
		int rc;

		assert(++asked <= QUESTIONS_MAX);
		assert(!naming.found.known);
		assert(request.length && request.length <= 12);
		take_payload(&input, &answer);
		why.text[0] = '\0';
		rc = naming_learn(&naming, &answer, &why);
		assert(rc == 0 || rc == 1);
		assert(!rc == !why.text[0]);
	}
	check_found(&naming.found);
	names_clear(&naming.found);
	return 0;
}
