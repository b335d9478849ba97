// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_commands.c - what is granted, revoked and derived by command, and what is answered
 */
#include "unit.h"

#include <json-c/json.h>

#include "daemon/commands.h"
#include "daemon/present.h"
#include "guest_bench.h"

#define POLICY "/tool/xen-scmi/policy"

/* --- what stands behind the commands, as far as they use it --- */

struct firmware *server_firmware(const struct server *server, const char *name)
{
	(void)name;
	return server->firmware;
}

static void ignore(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	(void)refusal;
}

void firmware_resolve(struct firmware *firmware)
{
	policy_resolve(&firmware->policy, ignore, NULL);
}

static int set_up(void **state)
{
	bench_open(state);
	grants_load(&bench.a);
	grants_load(&bench.b);
	firmware_resolve(&bench.firmware);
	return 0;
}

/** ask() - the answer to a request, without its newline, in one buffer for all */
static const char *ask(const char *request)
{
	static char answer[2000];
	char *line = commands_answer(&bench.server, request, strlen(request));

	assert_non_null(line);
	snprintf(answer, sizeof(answer), "%.*s", (int)strcspn(line, "\n"), line);
	free(line);
	return answer;
}

/** change() - ask for a change of a guest; Return: the answer */
static const char *change(const char *command, const char *domain, const char *resource)
{
	char request[200];

	snprintf(request, sizeof(request),
		 "{\"command\":\"%s\",\"domain\":\"%s\",\"resources\":[\"%s\"]}", command, domain,
		 resource);
	return ask(request);
}

static const char *derive(const char *domain)
{
	char request[100];

	snprintf(request, sizeof(request), "{\"command\":\"derive\",\"domain\":\"%s\"}", domain);
	return ask(request);
}

/** written() - what stands in xenstore */
static void written(const char *expected)
{
	assert_string_equal(store_model_text(POLICY), expected);
}

/** test_grant() - what is granted comes beside what a guest's devices need */
static void test_grant(void **state)
{
	(void)state;
	assert_string_equal(change("grant", "a", "sensor=1:ro"),
			    "{\"ok\":{\"name\":\"a\",\"has_policy\":true,\"derives\":true,"
			    "\"granted\":{\"sensor\":\"1:ro\"},\"refused\":[]}}");
	written("a/derive = yes; a/sensor = 1:ro");
	assert_int_equal(store_model.commits, 1);
	/* It counts at once. */
	assert_string_equal(bench_granted(&bench.a), "clock 3-4; sensor 1:ro; reset 1");
	assert_int_equal(policy_right(&bench.a.agent, SCMI_RESOURCE_SENSOR, 1), RIGHT_READ);
	assert_string_equal(change("grant", "1", "clock=4:shared,7"),
			    "{\"ok\":{\"name\":\"a\",\"has_policy\":true,\"derives\":true,"
			    "\"granted\":{\"clock\":\"3 4:shared 7\"},\"refused\":[]}}");
	written("a/derive = yes; a/sensor = 1:ro; a/clock = 4:shared 7");
	bench_logged("policy of a: granted sensor=1:ro\npolicy of a: granted clock=4:shared,7\n");
}

static void test_grant_unserved(void **state)
{
	(void)state;
	assert_string_equal(change("grant", "later", "power=1"),
			    "{\"ok\":{\"name\":\"later\",\"has_policy\":true,\"derives\":true,"
			    "\"granted\":{\"power\":\"1\"}}}");
	written("later/derive = yes; later/power = 1");
}

/** test_grant_refused() - what another has is said, of what was asked for */
static void test_grant_refused(void **state)
{
	(void)state;
	change("grant", "b", "clock=4,50");
	assert_string_equal(change("grant", "b", "clock=3:shared,7"),
			    "{\"ok\":{\"name\":\"b\",\"has_policy\":true,\"derives\":true,"
			    "\"granted\":{\"clock\":\"3:shared 4-5 7 50\"},\"refused\":[{\"kind\":"
			    "\"clock\",\"resources\":\"3:shared\",\"owner\":\"a\"}]}}");
	written("b/derive = yes; b/clock = 3:shared 4 7 50");
	assert_string_equal(change("grant", "b", "clock=50"),
			    "{\"ok\":{\"name\":\"b\",\"has_policy\":true,\"derives\":true,"
			    "\"granted\":{\"clock\":\"3:shared 4-5 7 50\"},\"refused\":[{\"kind\":"
			    "\"clock\",\"resources\":\"50\",\"firmware_has\":10}]}}");
	/* As soon as the other has it no more, it is there. */
	change("revoke", "a", "clock=3");
	assert_int_equal(policy_right(&bench.b.agent, SCMI_RESOURCE_CLOCK, 3), RIGHT_SHARED);
}

/** test_grant_limit() - a policy that is the limit stays one */
static void test_grant_limit(void **state)
{
	(void)state;
	store_model_set(POLICY "/a/clock", "3");
	change("grant", "a", "sensor=1");
	written("a/clock = 3; a/sensor = 1");
	store_model_set(POLICY "/b", "");
	change("grant", "b", "sensor=2");
	written("a/clock = 3; a/sensor = 1; b/sensor = 2");
	bench.config.policy = CONFIG_POLICY_EXPLICIT;
	assert_string_equal(change("grant", "later", "power=1"),
			    "{\"ok\":{\"name\":\"later\",\"has_policy\":true,\"derives\":false,"
			    "\"granted\":{\"power\":\"1\"}}}");
	written("a/clock = 3; a/sensor = 1; b/sensor = 2; later/power = 1");
}

/** test_revoke() - all but what is revoked stays, and nothing comes back */
static void test_revoke(void **state)
{
	(void)state;
	assert_string_equal(change("revoke", "a", "clock=4"),
			    "{\"ok\":{\"name\":\"a\",\"has_policy\":true,\"derives\":false,"
			    "\"granted\":{\"clock\":\"3\"}}}");
	written("a/clock = 3; a/reset = 1");
	assert_int_equal(store_model.commits, 1);
	assert_string_equal(bench_granted(&bench.a), "clock 3; reset 1");
	assert_int_equal(policy_right(&bench.a.agent, SCMI_RESOURCE_CLOCK, 4), RIGHT_NONE);
}

/** test_revoke_beside() - with derive = yes, what was granted beside is what stays, too */
static void test_revoke_beside(void **state)
{
	(void)state;
	change("grant", "a", "clock=4:shared,7");
	change("grant", "a", "sensor=1-2:ro");
	change("revoke", "a", "sensor=2");
	written("a/clock = 3 4:shared 7; a/sensor = 1:ro; a/reset = 1");
	/* All is revoked: it has a policy that gives nothing. */
	change("revoke", "b", "clock=0-9");
	written("a/clock = 3 4:shared 7; a/sensor = 1:ro; a/reset = 1; b");
	assert_string_equal(bench_granted(&bench.b), "");
}

static void test_revoke_refused(void **state)
{
#define NOT_SERVED                                                                            \
	" is granted what its devices need, and not served: expected it to run, or a policy " \
	"that says what it is to keep\"}"
	(void)state;
	assert_string_equal(change("revoke", "later", "clock=1"), "{\"error\":\"later" NOT_SERVED);
	written("");
	change("grant", "later", "clock=1");
	assert_string_equal(change("revoke", "later", "clock=1"), "{\"error\":\"later" NOT_SERVED);
	written("later/derive = yes; later/clock = 1");
	bench.a.state = GUEST_LEAVING;
	assert_string_equal(change("revoke", "a", "clock=3"), "{\"error\":\"a" NOT_SERVED);
	/* What is not there to be revoked changes nothing. */
	assert_string_equal(change("revoke", "b", "clock=3"),
			    "{\"error\":\"clock=3: nothing of it is granted to b\"}");
	written("later/derive = yes; later/clock = 1");
	assert_string_equal(bench_granted(&bench.b), "clock 5");
	bench.config.policy = CONFIG_POLICY_EXPLICIT;
	assert_string_equal(change("revoke", "other", "clock=3"),
			    "{\"error\":\"clock=3: nothing of it is granted to other\"}");
}

/** test_revoke_unnamed() - what a guest is to keep must be known */
static void test_revoke_unnamed(void **state)
{
	(void)state;
	device_add_name(&bench.a.devices.device[0], SCMI_RESOURCE_PIN_GROUP, "uart", RIGHT_WHOLE);
	assert_string_equal(change("revoke", "a", "clock=3"),
			    "{\"error\":\"a: its devices have names for what they need, and the "
			    "firmware has not said yet what these are\"}");
	written("");
	bench.firmware.naming.found.pins_known = true;
	change("revoke", "a", "clock=3");
	written("a/clock = 4; a/reset = 1");
}

/** test_derive() - what a guest's devices need follows from them again */
static void test_derive(void **state)
{
	(void)state;
	change("revoke", "a", "clock=4");
	bench_logged("policy of a: revoked clock=4\n"
		     "a: clock 4 for /rtc refused: the policy of a does not give it\n");
	assert_string_equal(derive("a"),
			    "{\"ok\":{\"name\":\"a\",\"has_policy\":false,\"derives\":true,"
			    "\"granted\":{\"clock\":\"3-4\",\"reset\":\"1\"}}}");
	written("");
	assert_string_equal(bench_granted(&bench.a), "clock 3-4; reset 1");
	bench_logged("policy of a: removed; it is granted what its devices need\n");
	/* There is nothing to remove, and nothing wrong with that. */
	assert_string_equal(derive("later"),
			    "{\"ok\":{\"name\":\"later\",\"has_policy\":false,\"derives\":true,"
			    "\"granted\":{}}}");
	assert_string_equal(derive("7"),
			    "{\"error\":\"there is no domain 7, expected the id of one "
			    "or a name\"}");
	store_model_set(POLICY "/a/clock", "3");
	bench.config.policy = CONFIG_POLICY_EXPLICIT;
	assert_string_equal(
		derive("a"),
		"{\"error\":\"a would be granted nothing: the configuration says policy "
		"= explicit, expected grant or revoke\"}");
	written("a/clock = 3");
}

/** test_share() - two guests share one clock, and have what else they need */
static void test_share(void **state)
{
	(void)state;
	change("grant", "a", "clock=3:shared");
	change("grant", "b", "clock=3:shared");
	assert_int_equal(policy_right(&bench.a.agent, SCMI_RESOURCE_CLOCK, 3), RIGHT_SHARED);
	assert_int_equal(policy_right(&bench.a.agent, SCMI_RESOURCE_CLOCK, 4), RIGHT_WHOLE);
	assert_int_equal(policy_right(&bench.b.agent, SCMI_RESOURCE_CLOCK, 3), RIGHT_SHARED);
	assert_int_equal(policy_right(&bench.b.agent, SCMI_RESOURCE_CLOCK, 5), RIGHT_WHOLE);
}

static void test_nothing_by_halves(void **state)
{
	(void)state;
	store_model.fails_at = POLICY "/a/sensor";
	assert_string_equal(
		change("grant", "a", "sensor=1"),
		"{\"error\":\"cannot write the policy of a: sensor: Input/output error\"}");
	written("");
	store_model.fails_at = POLICY "/a/reset";
	assert_string_equal(
		change("revoke", "a", "clock=3"),
		"{\"error\":\"cannot write the policy of a: reset: Input/output error\"}");
	written("");
	assert_string_equal(bench_granted(&bench.a), "clock 3-4; reset 1");
	store_model.fails_at = NULL;
	store_model_set(POLICY "/a/derive", "maybe");
	assert_string_equal(
		change("grant", "a", "sensor=1"),
		"{\"error\":\"the policy of a has derive = \\\"maybe\\\": expected yes or "
		"no\"}");
	written("a/derive = maybe");
}

static void test_save(void **state)
{
	(void)state;
	change("grant", "a", "sensor=1");
	store_model_set(POLICY "/b/derive", "maybe");
	assert_string_equal(
		ask("{\"command\":\"policy-save\"}"),
		"{\"ok\":{\"policy\":{\"a\":{\"derive\":\"yes\",\"sensor\":\"1\"},\"b\":{"
		"}},\"wrong\":[{\"name\":\"b\",\"kind\":\"derive\",\"error\":\"the policy "
		"of b has derive = \\\"maybe\\\": expected yes or no\"}]}}");
}

/** saved() - all policies as a policy file, to be freed */
static char *saved(void)
{
	struct json_object *answer = json_tokener_parse(ask("{\"command\":\"policy-save\"}"));
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	present_policy(json_object_object_get(answer, "ok"), out);
	fclose(out);
	json_object_put(answer);
	return text;
}

/** test_save_load_save() - what is saved is what is loaded, also where it is nothing */
static void test_save_load_save(void **state)
{
	static const char before[] = "a/derive = yes; a/clock = 3:shared; b; c/power = 1";
	struct json_object *request = json_object_new_object();
	char *text, *again;

	(void)state;
	store_model_set(POLICY "/a/derive", "yes");
	store_model_set(POLICY "/a/clock", "3:shared");
	store_model_set(POLICY "/b", "");
	store_model_set(POLICY "/c/power", "1");
	written(before);
	text = saved();
	assert_string_equal(text,
			    "[a]\nderive = yes\nclock = 3:shared\n\n[b]\nderive = no\n\n"
			    "[c]\npower = 1\n");
	assert_int_equal(store_remove(&bench.server.store, POLICY), 0);
	json_object_object_add(request, "command", json_object_new_string("policy-load"));
	json_object_object_add(request, "file", json_object_new_string("f"));
	json_object_object_add(request, "text", json_object_new_string(text));
	assert_string_equal(ask(json_object_to_json_string(request)),
			    "{\"ok\":{\"guests\":[\"a\",\"b\",\"c\"]}}");
	written("a/clock = 3:shared; a/derive = yes; b; c/power = 1");
	again = saved();
	assert_string_equal(again,
			    "[a]\nclock = 3:shared\nderive = yes\n\n[b]\nderive = no\n\n"
			    "[c]\npower = 1\n");
	json_object_put(request);
	free(again);
	free(text);
}

static void test_load(void **state)
{
	(void)state;
	store_model_set(POLICY "/b/derive", "yes");
	ask("{\"command\":\"policy-load\",\"file\":\"f\",\"text\":"
	    "\"[a]\\nderive = yes\\nclock = 3:shared\\n[b]\\nclock = 5\\n\"}");
	written("a/clock = 3:shared; a/derive = yes; b/clock = 5");
}

static void test_show(void **state)
{
	(void)state;
	change("grant", "a", "sensor=1");
	assert_non_null(
		strstr(ask("{\"command\":\"show\",\"domain\":\"a\"}"),
		       "\"has_policy\":true,\"derives\":true,\"granted\":{\"clock\":\"3-4\""));
	assert_non_null(
		strstr(ask("{\"command\":\"show\",\"domain\":\"b\"}"),
		       "\"has_policy\":false,\"derives\":true,\"granted\":{\"clock\":\"5\""));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, bench_close)
	const struct CMUnitTest tests[] = {
		TEST(test_grant),
		TEST(test_grant_unserved),
		TEST(test_grant_refused),
		TEST(test_grant_limit),
		TEST(test_revoke),
		TEST(test_revoke_beside),
		TEST(test_revoke_refused),
		TEST(test_revoke_unnamed),
		TEST(test_derive),
		TEST(test_share),
		TEST(test_nothing_by_halves),
		TEST(test_save),
		TEST(test_save_load_save),
		TEST(test_load),
		TEST(test_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
