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
	check_device(bench, SERIAL, "clock 3-4 8:ro; power 1; reset 6");
}

static void note_missing(void *context, const struct device *device, const struct device_name *name)
{
	char *text = context;

	sprintf(text + strlen(text), "%s %s %s\n", device->path, scmi_resource_name(name->resource),
		name->text);
}

/* What a tree has names for is known as soon as the firmware has said its own. */
static void test_names(void **state)
{
	static uint16_t pins[] = { 7, 4 };
	struct name groups[] = { { NULL, NULL, 0 }, { "uart0", pins, 2 }, { "uart0", NULL, 0 } };
	struct name functions[] = { { "gpio", NULL, 0 } };
	struct names names = { .of = { [SCMI_RESOURCE_PIN_GROUP] = groups,
				       [SCMI_RESOURCE_PIN_FUNCTION] = functions },
			       .count = { [SCMI_RESOURCE_PIN_GROUP] = ARRAY_SIZE(groups),
					  [SCMI_RESOURCE_PIN_FUNCTION] = 1 } };
	struct bench *bench = *state;
	char missing[200] = "";

	tree_set(bench->fdt, SERIAL, "status", "okay", 5);
	reads(bench, DEVICES_OF_GUEST);
	assert_int_equal(devices_resolve(&bench->devices, &names, note_missing, missing), 0);
	check_device(bench, SERIAL, "clock 3-4 8:ro; power 1; reset 6");
	names.pins_known = true;
	for (int time = 0; time < 2; time++) {
		assert_int_equal(devices_resolve(&bench->devices, &names, note_missing, missing),
				 0);
		check_device(bench, SERIAL,
			     "clock 3-4 8:ro; power 1; reset 6; pin 4 7; pin-group 1");
		/* It is told once. */
		assert_string_equal(missing, SERIAL " pin-function uart\n");
	}
	functions[0].text = "uart";
	assert_int_equal(devices_resolve(&bench->devices, &names, note_missing, missing), 0);
	check_device(bench, SERIAL,
		     "clock 3-4 8:ro; power 1; reset 6; pin 4 7; pin-group 1; pin-function 0");
	assert_string_equal(missing, SERIAL " pin-function uart\n");
}

/** test_ranges() - pins that are lines of a GPIO controller are read, but where a state has them */
static void test_ranges(void **state)
{
	static uint16_t pins[] = { 7, 4 };
	static const enum devices_of whose[] = { DEVICES_OF_GUEST, DEVICES_OF_MACHINE };
	struct name groups[] = { { "uart0", pins, 2 }, { "spi", pins, 1 } };
	struct name functions[] = { { "uart", NULL, 0 } };
	struct names names = { .pins_known = true,
			       .of = { [SCMI_RESOURCE_PIN_GROUP] = groups,
				       [SCMI_RESOURCE_PIN_FUNCTION] = functions },
			       .count = { [SCMI_RESOURCE_PIN_GROUP] = ARRAY_SIZE(groups),
					  [SCMI_RESOURCE_PIN_FUNCTION] = 1 } };
	struct bench *bench = *state;
	char missing[200] = "";

	tree_set_cells(bench->fdt, "/firmware/scmi/protocol@19", "phandle", CELLS(0x70));
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "gpio-ranges",
		       CELLS(0x70, 0, 3, 2, 0x70, 2, 0, 0, 0x70, 3, 0, 0));
	tree_set(bench->fdt, "/soc/gpio@5000", "gpio-ranges-group-names", "\0spi\0uart0", 11);
	for (size_t i = 0; i < ARRAY_SIZE(whose); i++) {
		reads(bench, whose[i]);
		check_device(bench, "/soc/gpio@5000", "pin 3-4:ro");
		assert_int_equal(devices_resolve(&bench->devices, &names, note_missing, missing),
				 0);
		check_device(bench, "/soc/gpio@5000", "pin 3-4:ro 7:ro; pin-group 0-1:ro");
	}
	/* A state of its own. */
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "pinctrl-0",
		       CELLS(tree_phandle(bench->fdt, "/firmware/scmi/protocol@19/uart-grp")));
	reads(bench, DEVICES_OF_GUEST);
	assert_int_equal(devices_resolve(&bench->devices, &names, note_missing, missing), 0);
	check_device(bench, "/soc/gpio@5000", "pin 3:ro 4 7; pin-group 0 1:ro; pin-function 0");
	assert_string_equal(missing, "");
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

/** test_parents() - what is only a parent is read, whichever property comes first */
static void test_parents(void **state)
{
	struct bench *bench = *state;
	uint32_t clk = tree_phandle(bench->fdt, "/firmware/scmi/protocol@14");
	uint32_t perf = tree_phandle(bench->fdt, "/firmware/scmi/protocol@13");
	struct rights all = { 0 };
	char text[100];

	/* libfdt adds a property before those that are there. */
	tree_set_cells(bench->fdt, "/soc/dma@6000", "assigned-clock-parents",
		       CELLS(clk, 12, clk, 5, clk, 6, perf, 2));
	tree_set_cells(bench->fdt, "/soc/mmc@3000", "assigned-clock-parents", CELLS(clk, 7));
	tree_delete(bench->fdt, "/soc/mmc@3000", "clocks");
	tree_set_cells(bench->fdt, "/soc/i2c@7000", "assigned-clock-parents", CELLS(clk, 6));
	tree_delete(bench->fdt, "/soc/i2c@7000", "clocks");
	tree_set_cells(bench->fdt, "/soc/i2c@7000", "clocks", CELLS(clk, 13, clk, 7));
	reads(bench, DEVICES_OF_GUEST);
	check_device(bench, "/soc/dma@6000", "clock 5-6:ro 12; perf 2:ro");
	check_device(bench, "/soc/mmc@3000", "clock 7:ro; voltage 5");
	check_device(bench, "/soc/i2c@7000", "clock 6:ro 7 13");
	assert_string_equal(devices_user(&bench->devices, SCMI_RESOURCE_CLOCK, 7), "/soc/i2c@7000");
	assert_string_equal(devices_user(&bench->devices, SCMI_RESOURCE_CLOCK, 6), "/soc/dma@6000");

	/* Together they need the most that one of them needs, and less if less is said. */
	assert_int_equal(devices_all(&bench->devices, SCMI_RESOURCE_CLOCK, RIGHT_WHOLE, &all), 0);
	rights_format(&all, SCMI_RESOURCE_CLOCK, text, sizeof(text));
	assert_string_equal(text, "5 6:ro 7 11-13");
	rights_clear(&all);
	assert_int_equal(devices_all(&bench->devices, SCMI_RESOURCE_CLOCK, RIGHT_SHARED, &all), 0);
	rights_format(&all, SCMI_RESOURCE_CLOCK, text, sizeof(text));
	assert_string_equal(text, "5:shared 6:ro 7:shared 11-13:shared");
	rights_clear(&all);

	/* Dom0's are on as any clock of its devices. */
	reads(bench, DEVICES_OF_MACHINE);
	check_device(bench, "/soc/dma@6000", "clock 5-6 12; perf 2");
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

static void note_wrong(void *context, const struct why *why)
{
	char *text = context;

	sprintf(text + strlen(text), "%s\n", why->text);
}

/** test_wrong_devices() - a guest's others are all there, and each that is wrong is told of */
static void test_wrong_devices(void **state)
{
	struct bench *bench = *state;
	char wrong[500] = "";

	tree_set_cells(bench->fdt, "/soc/mmc@3000", "clocks", CELLS(9999));
	tree_set_cells(bench->fdt, "/soc/dma@6000", "clocks", CELLS(9999));
	assert_int_equal(
		devices_read_guest(&bench->devices, bench->fdt, note_wrong, wrong, &bench->why), 0);
	assert_string_equal(wrong,
			    "/soc/mmc@3000: clocks[0] = <0x270f> is the phandle of no node\n"
			    "/soc/dma@6000: clocks[0] = <0x270f> is the phandle of no node\n");
	check_device(bench, MIXED, "clock 5; power 9; perf 2 4 7; reset 2; voltage 5");
	check_device(bench, "/soc/bus@40000/timer@1000", "clock 11");
	check_device(bench, "/soc/i2c@7000", "clock 13");
}

/** test_wrong_but_not_ours() - a list of a device that is disabled, or left to guests */
static void test_wrong_but_not_ours(void **state)
{
	static const char *const timer = "/soc/bus@40000/timer@1000";
	struct bench *bench = *state;

	tree_set_cells(bench->fdt, timer, "clocks", CELLS(9999));
	tree_set(bench->fdt, timer, "status", "disabled", 9);
	reads(bench, DEVICES_OF_GUEST);
	reads(bench, DEVICES_OF_MACHINE);
	check_device(bench, "/soc/i2c@7000", "clock 13");
	tree_delete(bench->fdt, timer, "status");
	tree_set(bench->fdt, "/soc/bus@40000", "status", "disabled", 9);
	reads(bench, DEVICES_OF_GUEST);
	reads(bench, DEVICES_OF_MACHINE);
	check_device(bench, "/soc/i2c@7000", "clock 13");
	tree_delete(bench->fdt, "/soc/bus@40000", "status");
	tree_set(bench->fdt, "/soc/bus@40000", "xen,passthrough", "", 0);
	reads(bench, DEVICES_OF_MACHINE);
	check_device(bench, "/soc/i2c@7000", "clock 13");
	assert_int_equal(devices_read(&bench->devices, bench->fdt, DEVICES_OF_GUEST, &bench->why),
			 -EINVAL);
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

/** test_two_guests_and_a_parent() - each has its clock, both can have it run from the same one */
static void test_two_guests_and_a_parent(void **state)
{
	static const char *const wants[] = { "3 8:ro", "4 8:ro" };
	static const char *const others[] = { "/soc/mixed@2000", "/soc/mmc@3000", "/soc/bus@40000",
					      "/soc/dma@6000", "/soc/i2c@7000" };
	struct bench *bench = *state;
	struct policy policy = { .known = true, .count = { [SCMI_RESOURCE_CLOCK] = 20 } };
	struct policy_holds *holds = calloc(2, sizeof(*holds));
	struct policy_agent guests[2] = { { .name = "first" }, { .name = "second" } };
	uint32_t clk = tree_phandle(bench->fdt, "/firmware/scmi/protocol@14");
	char text[100];

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		tree_set(bench->fdt, others[i], "status", "disabled", 9);
	tree_set(bench->fdt, SERIAL, "status", "okay", 5);
	for (uint32_t i = 0; i < 2; i++) {
		struct rights rights = { 0 };

		tree_set_cells(bench->fdt, SERIAL, "clocks", CELLS(clk, 3 + i));
		tree_set_cells(bench->fdt, SERIAL, "assigned-clocks", CELLS(clk, 3 + i));
		reads(bench, DEVICES_OF_GUEST);
		assert_int_equal(
			devices_all(&bench->devices, SCMI_RESOURCE_CLOCK, RIGHT_WHOLE, &rights), 0);
		guests[i].holds = &holds[i];
		policy_join(&policy, &guests[i]);
		policy_grant_rights(&guests[i], SCMI_RESOURCE_CLOCK, &rights);
	}
	policy_resolve(&policy, no_refusal, NULL);
	for (int i = 0; i < 2; i++) {
		rights_format(&guests[i].owned[SCMI_RESOURCE_CLOCK], SCMI_RESOURCE_CLOCK, text,
			      sizeof(text));
		assert_string_equal(text, wants[i]);
	}
	for (int i = 0; i < 2; i++)
		policy_leave(&policy, &guests[i]);
	policy_clear(&policy);
	free(holds);
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
		TEST(test_names),
		TEST(test_of_the_machine),
		TEST(test_parents),
		TEST(test_ranges),
		TEST(test_disabled_bus),
		TEST(test_path_on_the_machine),
		TEST(test_who_uses_what),
		TEST(test_wrong_lists),
		TEST(test_wrong_devices),
		TEST(test_wrong_but_not_ours),
		cmocka_unit_test(test_what_dom0_uses_stays_on),
		TEST(test_two_guests_and_a_parent),
		cmocka_unit_test(test_files_that_are_no_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
