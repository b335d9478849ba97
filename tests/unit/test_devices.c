// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_devices.c - what a domain's devices need: a guest's by its tree, dom0's by the machine's
 *
 * Every test starts from trees/board.dts.
 */
#include "tree.h"

#include <errno.h>

#include "daemon/devices.h"
#include "daemon/machine.h"

#define SERIAL "/soc/serial@1000"
#define MIXED  "/soc/mixed@2000"

struct bench {
	_Alignas(8) char fdt[TREE_ROOM];
	struct devices devices;
	struct why why;
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	tree_load(bench->fdt, "board");
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	devices_free(&bench->devices);
	free(bench);
	return 0;
}

static void reads(struct bench *bench, enum devices_of of)
{
	devices_free(&bench->devices);
	bench->why.text[0] = '\0';
	if (devices_read(&bench->devices, bench->fdt, of, &bench->why))
		fail_msg("%s", bench->why.text);
}

/** check_device() - what the device of a path needs: "clock 3 4 8; power 1"; NULL: there is none */
static void check_device(const struct bench *bench, const char *path, const char *needs)
{
	char text[500] = "", ids[100];
	const struct device *found = NULL;

	for (uint32_t i = 0; i < bench->devices.count; i++)
		if (!strcmp(bench->devices.device[i].path, path))
			found = &bench->devices.device[i];
	if (!found || !needs) {
		assert_true(!found == !needs);
		return;
	}
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		if (rights_are_none(&found->needs[resource]))
			continue;
		rights_format(&found->needs[resource], resource, ids, sizeof(ids));
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s %s",
			 text[0] ? "; " : "", scmi_resource_name(resource), ids);
	}
	assert_string_equal(text, needs);
}

static void test_of_a_guest(void **state)
{
	struct bench *bench = *state;

	reads(bench, DEVICES_OF_GUEST);
	check_device(bench, MIXED, "clock 5; power 9; perf 2 4 7; reset 2; voltage 5");
	check_device(bench, "/soc/mmc@3000", "clock 7; voltage 5");
	check_device(bench, "/soc/gpio@5000", NULL); /* needs nothing */
	check_device(bench, SERIAL, NULL);	     /* disabled */
	check_device(bench, "/thermal-zones/board-thermal", "sensor 2");
	tree_set(bench->fdt, SERIAL, "status", "okay", 5);
	reads(bench, DEVICES_OF_GUEST);
	/* Pins are known by name only. */
	check_device(bench, SERIAL, "clock 3-4 8; power 1; reset 6");
}

static void test_of_the_machine(void **state)
{
	struct bench *bench = *state;

	tree_set(bench->fdt, SERIAL, "status", "okay", 5);
	tree_set(bench->fdt, "/soc/bus@40000", "xen,passthrough", "", 0);
	reads(bench, DEVICES_OF_MACHINE);
	check_device(bench, SERIAL, NULL);
	check_device(bench, "/soc/bus@40000/timer@1000", NULL);
	check_device(bench, "/soc/dma@6000", "clock 12");
	reads(bench, DEVICES_OF_GUEST);
	check_device(bench, "/soc/bus@40000/timer@1000", "clock 11");
}

static void test_disabled_bus(void **state)
{
	struct bench *bench = *state;

	tree_set(bench->fdt, "/soc", "status", "disabled", 9);
	reads(bench, DEVICES_OF_GUEST);
	check_device(bench, MIXED, NULL);
	check_device(bench, "/thermal-zones/board-thermal", "sensor 2");
}

static void test_path_on_the_machine(void **state)
{
	static const struct {
		const char *path;
		int size;
	} bad[] = { { "", 0 }, { "", 1 }, { "soc", 4 }, { "/soc", 4 } };
	struct bench *bench = *state;

	tree_set(bench->fdt, MIXED, "xen,path", "/bus/mixed", 11);
	reads(bench, DEVICES_OF_GUEST);
	check_device(bench, "/bus/mixed", "clock 5; power 9; perf 2 4 7; reset 2; voltage 5");
	check_device(bench, MIXED, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		tree_set(bench->fdt, MIXED, "xen,path", bad[i].path, bad[i].size);
		reads(bench, DEVICES_OF_GUEST);
		check_device(bench, MIXED, "clock 5; power 9; perf 2 4 7; reset 2; voltage 5");
	}
}

static void test_who_uses_what(void **state)
{
	struct rights all = { 0 };
	struct bench *bench = *state;
	char text[100];

	reads(bench, DEVICES_OF_GUEST);
	assert_string_equal(devices_user(&bench->devices, SCMI_RESOURCE_CLOCK, 5), MIXED);
	assert_null(devices_user(&bench->devices, SCMI_RESOURCE_CLOCK, 6));
	assert_null(devices_user(&bench->devices, SCMI_RESOURCE_RESET, 5));
	assert_int_equal(devices_all(&bench->devices, SCMI_RESOURCE_CLOCK, RIGHT_SHARED, &all), 0);
	rights_format(&all, SCMI_RESOURCE_CLOCK, text, sizeof(text));
	assert_string_equal(text, "5:shared 7:shared 11-13:shared");
	rights_clear(&all);
}

static void test_wrong_lists(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->fdt, "/soc/mmc@3000", "clocks", CELLS(9999));
	assert_int_equal(devices_read(&bench->devices, bench->fdt, DEVICES_OF_GUEST, &bench->why),
			 -EINVAL);
	assert_non_null(strstr(bench->why.text, "/soc/mmc@3000: clocks"));
	/* What came before it is known. */
	check_device(bench, MIXED, "clock 5; power 9; perf 2 4 7; reset 2; voltage 5");
	check_device(bench, "/soc/dma@6000", NULL);
}

/* --- dom0 --- */

static void no_refusal(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	fail_msg("%s is refused %u", refusal->agent->name, refusal->id);
}

static void ignore_refusal(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	(void)refusal;
}

static void test_what_dom0_uses_stays_on(void **state)
{
	struct policy policy = { .known = true };
	struct machine *machine = calloc(1, sizeof(*machine));
	struct policy_holds *holds = calloc(1, sizeof(*holds));
	struct policy_agent guest = { .name = "guest", .holds = holds };
	uint32_t off[SCMI_SETTING_WORDS] = { 0 }, power_off[SCMI_SETTING_WORDS] = { 0x40000000 };
	struct why why;

	(void)state;
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		policy.count[resource] = 20;
	if (machine_open(machine, &policy, TREES "/board.dtb", &why))
		fail_msg("%s", why.text);
	policy_join(&policy, &guest);
	policy_resolve(&policy, no_refusal, NULL);
	assert_int_equal(policy_right(&machine->agent, SCMI_RESOURCE_CLOCK, 12), RIGHT_SHARED);
	assert_int_equal(policy_right(&machine->agent, SCMI_RESOURCE_RESET, 2), RIGHT_WHOLE);
	assert_int_equal(policy_right(&machine->agent, SCMI_RESOURCE_CLOCK, 3), RIGHT_NONE);

	/* A guest can have it shared, and not turn it off; nor can it have it to itself. */
	assert_int_equal(policy_grant(&guest, SCMI_RESOURCE_CLOCK, "12:shared 13:ro 3", &why), 0);
	policy_resolve(&policy, no_refusal, NULL);
	holds_add_votes(&policy, &guest, SCMI_SETTING_CLOCK, 12, off);
	assert_int_equal(off[0], 1);
	policy_grant(&guest, SCMI_RESOURCE_POWER, "9:shared", &why);
	policy_resolve(&policy, no_refusal, NULL);
	holds_add_votes(&policy, &guest, SCMI_SETTING_POWER, 9, power_off);
	assert_int_equal(power_off[0], 0);
	policy_grant(&guest, SCMI_RESOURCE_CLOCK, "12", &why);
	assert_ptr_equal(policy_owner_before(&policy, &guest, SCMI_RESOURCE_CLOCK, 12),
			 &machine->agent);
	/* Nothing of it is ever released, also if the firmware comes back without it for a while.
	 */
	memset(policy.count, 0, sizeof(policy.count));
	policy_resolve(&policy, ignore_refusal, NULL);
	assert_int_equal(policy_right(&machine->agent, SCMI_RESOURCE_CLOCK, 12), RIGHT_NONE);
	assert_false(holds_any_release(&machine->agent));

	policy_leave(&policy, &guest);
	machine_close(machine, &policy);
	policy_clear(&policy);
	free(holds);
	free(machine);
}

static void test_files_that_are_no_tree(void **state)
{
	static const struct {
		const char *file, *why;
	} rows[] = {
		{ "/nonexistent",
		  "/nonexistent: No such file or directory; expected the machine's "
		  "device tree" },
		{ "/dev/null", "/dev/null: FDT_ERR_TRUNCATED; expected a device tree" },
		{ BOARD, BOARD ": FDT_ERR_BADMAGIC; expected a device tree" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct policy policy = { 0 };
		struct machine *machine = calloc(1, sizeof(*machine));
		struct why why = { "" };

		assert_true(machine_open(machine, &policy, rows[i].file, &why) < 0);
		assert_string_equal(why.text, rows[i].why);
		machine_close(machine, &policy);
		assert_null(policy.agents);
		free(machine);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_of_a_guest),
		TEST(test_of_the_machine),
		TEST(test_disabled_bus),
		TEST(test_path_on_the_machine),
		TEST(test_who_uses_what),
		TEST(test_wrong_lists),
		cmocka_unit_test(test_what_dom0_uses_stays_on),
		cmocka_unit_test(test_files_that_are_no_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
