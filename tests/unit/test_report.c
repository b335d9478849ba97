// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_report.c - guests and firmware as JSON
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/report.h"
#include "policy/holds.h"

#define GUESTS 3
#define COUNT  10 /* of each kind that firmware counts */

static struct bench {
	struct server server;
	struct firmware firmware;
	struct config_channel channel;
	struct guest guests[GUESTS];
	struct policy_holds holds[GUESTS];
} bench;

static void ignore(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	(void)refusal;
}

static void grant(unsigned int guest, enum scmi_resource resource, const char *text)
{
	struct why why;

	if (policy_grant(&bench.guests[guest].agent, resource, text, &why))
		fail_msg("%s", why.text);
	policy_resolve(&bench.firmware.policy, ignore, NULL);
}

static int set_up(void **state)
{
	static char names[GUESTS][2] = { "a", "b", "c" };

	(void)state;
	memset(&bench, 0, sizeof(bench));
	bench.firmware.server = &bench.server;
	bench.server.firmware = &bench.firmware;
	bench.firmware.config = &bench.channel;
	bench.firmware.policy.known = true;
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++)
		bench.firmware.policy.count[resource] = COUNT;
	bench.firmware.policy.count[SCMI_RESOURCE_VENDOR] = RIGHTS_IDS;
	for (unsigned int i = 0; i < GUESTS; i++) {
		struct guest *guest = &bench.guests[i];

		guest->server = &bench.server;
		guest->firmware = &bench.firmware;
		guest->next = i + 1 < GUESTS ? guest + 1 : NULL;
		guest->state = GUEST_SERVED;
		guest->domain.id = i + 1;
		guest->name = names[i];
		guest->agent.name = guest->name;
		guest->agent.holds = &bench.holds[i];
		policy_join(&bench.firmware.policy, &guest->agent);
	}
	bench.server.guests = &bench.guests[0];
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < GUESTS; i++)
		policy_leave(&bench.firmware.policy, &bench.guests[i].agent);
	policy_clear(&bench.firmware.policy);
	return 0;
}

/** check_json() - an answer, or a member of it, is this; gives the answer back */
static void check_json(struct json_object *answer, const char *name, const char *expected)
{
	struct json_object *json = name ? json_object_object_get(answer, name) : answer;

	assert_string_equal(json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN), expected);
	json_object_put(answer);
}

static void check_guest(unsigned int guest, const char *name, const char *expected)
{
	struct json_object *answer = json_object_new_object();

	report_guest(&bench.guests[guest], answer);
	check_json(answer, name, expected);
}

#define NO_COUNTERS \
	"\"counters\":{\"calls\":0,\"forwarded\":0,\"refused\":0,\"failed\":0,\"faults\":0}"

static void test_guests(void **state)
{
	struct json_object *answer = json_object_new_object();

	(void)state;
	grant(0, SCMI_RESOURCE_CLOCK, "3 7-9:ro");
	grant(0, SCMI_RESOURCE_VENDOR, "0x80");
	bench.guests[0].counters = (struct guest_counters){ 5, 4, 3, 2, 1 };
	bench.guests[1].state = GUEST_IGNORED;
	bench.guests[2].state = GUEST_LEAVING;
	report_guests(&bench.server, answer);
	check_json(answer, NULL,
		   "{\"guests\":[{\"name\":\"a\",\"domain\":1,\"state\":\"served\","
		   "\"owned\":{\"clock\":\"3 7-9:ro\",\"vendor\":\"0x80\"},"
		   "\"counters\":{\"calls\":5,\"forwarded\":4,\"refused\":3,\"failed\":2,"
		   "\"faults\":1}},"
		   "{\"name\":\"c\",\"domain\":3,\"state\":\"leaving\",\"owned\":{}," NO_COUNTERS
		   "}]}");
}

static void test_refusals(void **state)
{
	(void)state;
	grant(0, SCMI_RESOURCE_CLOCK, "1-2 3:shared");
	grant(1, SCMI_RESOURCE_CLOCK, "4");
	grant(2, SCMI_RESOURCE_CLOCK, "1-4:shared 5 9-11 30:ro");
	check_guest(2, "granted", "{\"clock\":\"1-4:shared 5 9-11 30:ro\"}");
	check_guest(2, "owned", "{\"clock\":\"3:shared 5 9\"}");
	check_guest(2, "refused",
		    "[{\"kind\":\"clock\",\"resources\":\"1-2:shared\",\"owner\":\"a\"},"
		    "{\"kind\":\"clock\",\"resources\":\"4:shared\",\"owner\":\"b\"},"
		    "{\"kind\":\"clock\",\"resources\":\"10-11 30:ro\",\"firmware_has\":10}]");
	check_guest(0, "refused", "[]");
	/* Before the firmware has spoken nobody is refused anything. */
	bench.firmware.policy.known = false;
	check_guest(2, "refused", "[]");
}

static void test_holds(void **state)
{
	struct policy_hold *hold;

	(void)state;
	grant(0, SCMI_RESOURCE_CLOCK, "3");
	grant(0, SCMI_RESOURCE_PERF, "1");
	grant(0, SCMI_RESOURCE_PIN, "2");
	hold = holds_take(&bench.guests[0].agent, SCMI_SETTING_CLOCK, 3, NULL);
	holds_confirm(hold, (const uint32_t[SCMI_SETTING_WORDS]){ 1 });
	hold = holds_take(&bench.guests[0].agent, SCMI_SETTING_PERF_LIMITS, 1, NULL);
	holds_confirm(hold, (const uint32_t[SCMI_SETTING_WORDS]){ 0xffffffff, 100 });
	hold->releasing = true;
	holds_take(&bench.guests[0].agent, SCMI_SETTING_PIN, 2, NULL);
	check_guest(0, "holds",
		    "[{\"setting\":\"clock\",\"id\":3,\"value\":[1],\"releasing\":false},"
		    "{\"setting\":\"perf limits\",\"id\":1,\"value\":[4294967295,100],"
		    "\"releasing\":true},"
		    "{\"setting\":\"pin\",\"id\":2,\"value\":[],\"releasing\":false}]");
	check_guest(1, "holds", "[]");
}

static void test_firmware(void **state)
{
	struct name names[COUNT] = { [3] = { .text = (char[]){ "rtc" } } };
	struct platform *platform = &bench.firmware.platform;
	struct json_object *answer = json_object_new_object(), *resources;

	(void)state;
	platform->known = true;
	strcpy(bench.channel.address, "socket:a");
	strcpy(platform->vendor, "acme");
	strcpy(platform->sub_vendor, "x");
	platform->implementation = 0x10203;
	platform->version[0] = SCMI_VERSION(2, 1);
	platform->version[SCMI_SYSTEM_POWER - SCMI_BASE] = PLATFORM_SYSTEM_POWER_VERSION;
	platform->version[SCMI_CLOCK - SCMI_BASE] = SCMI_VERSION(3, 0);
	platform->vendors[1] = true;
	platform->count[SCMI_RESOURCE_CLOCK] = COUNT;
	grant(0, SCMI_RESOURCE_CLOCK, "3:shared");
	grant(2, SCMI_RESOURCE_CLOCK, "3:shared 4");
	bench.firmware.naming.found.of[SCMI_RESOURCE_CLOCK] = names;
	bench.firmware.naming.found.count[SCMI_RESOURCE_CLOCK] = ARRAY_SIZE(names);
	bench.firmware.permissions.agent = 2;
	strcpy(bench.firmware.permissions.name, "dom0");
	rights_set(&bench.firmware.permissions.given, 7, RIGHT_WHOLE);
	report_firmware(&bench.firmware, answer);
	rights_clear(&bench.firmware.permissions.given);
	resources = json_object_get(json_object_object_get(answer, "resources"));
	json_object_object_del(answer, "resources");
	check_json(answer, NULL,
		   "{\"channel\":\"socket:a\",\"agent\":{\"id\":2,\"name\":\"dom0\",\"devices\":"
		   "\"7\"},"
		   "\"vendor\":\"acme\",\"sub_vendor\":\"x\",\"version\":"
		   "\"0x10203\","
		   "\"protocols\":[{\"id\":16,\"name\":\"BASE\",\"version\":\"2.1\"},"
		   "{\"id\":20,\"name\":\"CLOCK\",\"version\":\"3.0\"},"
		   "{\"id\":129,\"name\":\"vendor\"}]}");
	assert_int_equal(json_object_array_length(resources), SCMI_RESOURCES - 1);
	assert_string_equal(json_object_to_json_string_ext(json_object_array_get_idx(resources, 0),
							   JSON_C_TO_STRING_PLAIN),
			    "{\"kind\":\"clock\",\"count\":10,\"owners\":["
			    "{\"guest\":\"a\",\"domain\":1,\"resources\":\"3:shared\"},"
			    "{\"guest\":\"c\",\"domain\":3,\"resources\":\"3:shared "
			    "4\"}],\"names\":[{\"id\":3,\"name\":\"rtc\"}]}");
	json_object_put(resources);
}

/** clocks_owners() - who owns clocks of a firmware, as JSON, in one buffer for all */
static const char *clocks_owners(const struct firmware *firmware)
{
	static char text[300];
	struct json_object *answer = json_object_new_object(), *clocks;

	report_firmware(firmware, answer);
	clocks = json_object_array_get_idx(json_object_object_get(answer, "resources"), 0);
	snprintf(text, sizeof(text), "%s",
		 json_object_to_json_string_ext(json_object_object_get(clocks, "owners"),
						JSON_C_TO_STRING_PLAIN));
	json_object_put(answer);
	return text;
}

/** test_dom0() - what dom0's devices need is dom0's, of the firmware that all share alone */
static void test_dom0(void **state)
{
	struct firmware own = { .server = &bench.server, .config = &bench.channel };
	struct policy_agent *dom0 = &bench.server.machine.agent;

	(void)state;
	rights_set(&dom0->owned[SCMI_RESOURCE_CLOCK], 7, RIGHT_SHARED);
	grant(0, SCMI_RESOURCE_CLOCK, "3");
	assert_string_equal(clocks_owners(&bench.firmware),
			    "[{\"guest\":\"dom0\",\"domain\":0,\"resources\":\"7:shared\"},"
			    "{\"guest\":\"a\",\"domain\":1,\"resources\":\"3\"}]");
	assert_string_equal(clocks_owners(&own), "[]");
	rights_clear(&dom0->owned[SCMI_RESOURCE_CLOCK]);
	assert_string_equal(clocks_owners(&bench.firmware),
			    "[{\"guest\":\"a\",\"domain\":1,\"resources\":\"3\"}]");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_guests),   TEST(test_refusals), TEST(test_holds),
		TEST(test_firmware), TEST(test_dom0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
