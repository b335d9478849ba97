// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_references.c - SCMI resources that nodes refer to, and lists that are wrong
 *
 * Every test starts from trees/board.dts and changes something in it.
 */
#include "tree.h"

#include <errno.h>

#include "frontend-dt/references.h"
#include "frontend-dt/tree.h"

#define SCMI   "/firmware/scmi"
#define SERIAL "/soc/serial@1000"
#define MIXED  "/soc/mixed@2000"

struct bench {
	_Alignas(8) char fdt[TREE_ROOM];
	char found[4096]; /* lines of what was found */
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
	free(*state);
	return 0;
}

static int note(void *context, const struct reference *reference)
{
	struct bench *bench = context;
	size_t length = strlen(bench->found);
	const char *name = fdt_get_name(bench->fdt, reference->node, NULL);

	if (reference_is_by_name(reference))
		snprintf(bench->found + length, sizeof(bench->found) - length, "%s %s pins %s\n",
			 name, reference->property,
			 fdt_get_name(bench->fdt, reference->provider, NULL));
	else
		snprintf(bench->found + length, sizeof(bench->found) - length, "%s %s %s %u\n",
			 name, reference->property, scmi_resource_name(reference->resource),
			 reference->id);
	return 0;
}

static int read_node(struct bench *bench, const char *path)
{
	bench->found[0] = '\0';
	bench->why.text[0] = '\0';
	assert_int_equal(tree_check(bench->fdt, TREE_ROOM), 0);
	return references_read(bench->fdt, tree_node(bench->fdt, path), note, bench, &bench->why);
}

static int read_all(struct bench *bench)
{
	bench->found[0] = '\0';
	bench->why.text[0] = '\0';
	assert_int_equal(tree_check(bench->fdt, TREE_ROOM), 0);
	return references_read_all(bench->fdt, note, bench, &bench->why);
}

static void finds(struct bench *bench, const char *path, const char *found)
{
	if (read_node(bench, path))
		fail_msg("%s", bench->why.text);
	assert_string_equal(bench->found, found);
}

/** refuses_one() - one node, whatever else is wrong in the tree */
static void refuses_one(struct bench *bench, const char *path, const char *why)
{
	assert_int_equal(read_node(bench, path), -EINVAL);
	assert_string_equal(bench->why.text, why);
}

/** refuses() - one node, and so the whole tree */
static void refuses(struct bench *bench, const char *path, const char *why)
{
	refuses_one(bench, path, why);
	assert_int_equal(read_all(bench), -EINVAL);
	assert_string_equal(bench->why.text, why);
}

#define SERIAL_REFERENCES                              \
	"serial@1000 clocks clock 3\n"                 \
	"serial@1000 assigned-clocks clock 4\n"        \
	"serial@1000 assigned-clock-parents clock 8\n" \
	"serial@1000 power-domains power 1\n"          \
	"serial@1000 resets reset 6\n"                 \
	"serial@1000 pinctrl-0 pins uart-grp\n"

#define MIXED_REFERENCES                          \
	"mixed@2000 clocks clock 5\n"             \
	"mixed@2000 clocks perf 2\n"              \
	"mixed@2000 power-domains perf 7\n"       \
	"mixed@2000 power-domains power 9\n"      \
	"mixed@2000 performance-domains perf 4\n" \
	"mixed@2000 resets reset 2\n"             \
	"mixed@2000 vmmc-supply voltage 5\n"      \
	"mixed@2000 vcore-supply voltage 5\n"

static void test_each_kind(void **state)
{
	struct bench *bench = *state;

	finds(bench, SERIAL, SERIAL_REFERENCES);
	finds(bench, MIXED, MIXED_REFERENCES);
	finds(bench, "/thermal-zones/board-thermal", "board-thermal thermal-sensors sensor 2\n");
	finds(bench, "/soc/gpio@5000", "");
	finds(bench, "/", "");
}

static void test_all(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(read_all(bench), 0);
	/* Neither SCMI's own nodes nor aliases are among them. */
	assert_string_equal(
		bench->found,
		"regulator-card vin-supply voltage 5\n"
		"board-thermal thermal-sensors sensor 2\n" SERIAL_REFERENCES MIXED_REFERENCES
		"mmc@3000 clocks clock 7\n"
		"mmc@3000 vmmc-supply voltage 5\n"
		"timer@1000 clocks clock 11\n"
		"dma@6000 clocks clock 12\n"
		"i2c@7000 clocks clock 13\n");
}

static int stop(void *context, const struct reference *reference)
{
	(void)reference;
	++*(int *)context;
	return 77;
}

static void test_found_can_stop(void **state)
{
	struct bench *bench = *state;
	int calls = 0;

	assert_int_equal(references_read_all(bench->fdt, stop, &calls, &bench->why), 77);
	assert_int_equal(calls, 1);
	assert_int_equal(references_read(bench->fdt, tree_node(bench->fdt, MIXED), stop, &calls,
					 &bench->why),
			 77);
	assert_int_equal(calls, 2);
}

static void test_scmi_nodes(void **state)
{
	static const struct {
		const char *compatible;
		bool is;
	} rows[] = {
		{ "arm,scmi-smc", true },      { "arm,scmi-virtio", true },
		{ "linaro,scmi-optee", true }, { "qcom,scmi-smc", true },
		{ "arm,scmi-shmem", false },   { "arm,scpi", false },
		{ "example,scmi", false },     { "", false },
		{ "a\0arm,scmi-smc", true },   { NULL, true },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s\n", rows[i].compatible ? rows[i].compatible : "(none)");
		if (!rows[i].compatible)
			tree_delete(bench->fdt, SCMI, "compatible");
		else if (!strcmp(rows[i].compatible, "a"))
			tree_set(bench->fdt, SCMI, "compatible", rows[i].compatible, 15);
		else
			tree_set_string(bench->fdt, SCMI, "compatible", rows[i].compatible);
		finds(bench, "/soc/dma@6000", rows[i].is ? "dma@6000 clocks clock 12\n" : "");
	}
	/* not terminated; then with another name */
	tree_set(bench->fdt, SCMI, "compatible", "arm,scmi", 8);
	finds(bench, "/soc/dma@6000", "");
	tree_delete(bench->fdt, SCMI, "compatible");
	assert_int_equal(fdt_set_name(bench->fdt, tree_node(bench->fdt, SCMI), "scmi@1"), 0);
	finds(bench, "/soc/dma@6000", "dma@6000 clocks clock 12\n");
	assert_int_equal(fdt_set_name(bench->fdt, tree_node(bench->fdt, SCMI "@1"), "scmi-1"), 0);
	finds(bench, "/soc/dma@6000", "");
}

static void test_lists_refused(void **state)
{
	struct bench *bench = *state;
	uint32_t clk = tree_phandle(bench->fdt, SCMI "/protocol@14");
	uint32_t cru = tree_phandle(bench->fdt, "/soc/clock-controller@0");

	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(clk, 3, 0xabcd, 1));
	refuses(bench, MIXED, MIXED ": clocks[2] = <0xabcd> is the phandle of no node");
	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(clk, 3, 0xffffffff));
	refuses(bench, MIXED, MIXED ": clocks[2] = <0xffffffff> is the phandle of no node");
	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(clk, 3, clk));
	refuses(bench, MIXED, MIXED ": clocks[2] has 0 cells behind it, expected 1");
	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(cru, 3));
	refuses(bench, MIXED, MIXED ": clocks[0] has 1 cells behind it, expected 2");
	tree_set(bench->fdt, MIXED, "clocks", "abcdefg", 7);
	refuses(bench, MIXED, MIXED ": clocks has 7 bytes, expected whole cells of 4");
	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(clk, 0x10000));
	refuses(bench, MIXED,
		MIXED ": clocks[0] is " SCMI
		      "/protocol@14 and number 0x10000, expected at most 0xffff");
	tree_set(bench->fdt, MIXED, "clocks", "", 0);
	finds(bench, MIXED, strstr(MIXED_REFERENCES, "mixed@2000 power"));
}

static void test_providers_refused(void **state)
{
	struct bench *bench = *state;
	uint32_t power = tree_phandle(bench->fdt, SCMI "/protocol@11");
	uint32_t cru = tree_phandle(bench->fdt, "/soc/clock-controller@0");

	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(power, 3));
	refuses(bench, MIXED,
		MIXED ": clocks[0] is " SCMI "/protocol@11, expected a node with #clock-cells");
	tree_set_cells(bench->fdt, SCMI "/protocol@11", "#clock-cells", CELLS(1));
	refuses(bench, MIXED,
		MIXED ": clocks[0] is " SCMI
		      "/protocol@11, expected a node of a fitting SCMI protocol");
	tree_set_cells(bench->fdt, SCMI "/protocol@11", "#clock-cells", CELLS(17));
	refuses(bench, MIXED,
		MIXED ": clocks[0] is " SCMI
		      "/protocol@11, expected its #clock-cells to be one cell of 0 to 16");
	tree_set_cells(bench->fdt, MIXED, "clocks", CELLS(cru, 3, 4));
	tree_set_cells(bench->fdt, "/soc/clock-controller@0", "#clock-cells", CELLS(2, 2));
	refuses(bench, MIXED,
		MIXED ": clocks[0] is /soc/clock-controller@0, expected its #clock-cells to be one "
		      "cell of 0 to 16");
	tree_delete(bench->fdt, MIXED, "clocks");
	tree_set_cells(bench->fdt, SCMI "/protocol@16", "#reset-cells", CELLS(0));
	tree_set_cells(bench->fdt, MIXED, "resets",
		       CELLS(tree_phandle(bench->fdt, SCMI "/protocol@16")));
	refuses_one(bench, MIXED,
		    MIXED ": resets[0] is " SCMI "/protocol@16, expected one cell behind it");
}

static void test_protocols_refused(void **state)
{
	static const uint32_t bad[] = { 0, 0x100, 0xffffffff };
	const char *why =
		SCMI "/protocol@14: reg is not one cell with the number of an SCMI protocol";
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		tree_set_cells(bench->fdt, SCMI "/protocol@14", "reg", &bad[i], 1);
		refuses(bench, SERIAL, why);
	}
	tree_set_cells(bench->fdt, SCMI "/protocol@14", "reg", CELLS(0, 0x14));
	refuses(bench, SERIAL, why);
	tree_delete(bench->fdt, SCMI "/protocol@14", "reg");
	refuses(bench, SERIAL, why);
	/* It is the number that counts, not the name. */
	tree_set_cells(bench->fdt, SCMI "/protocol@14", "reg", CELLS(0x80));
	refuses(bench, SERIAL,
		SERIAL ": clocks[1] is " SCMI
		       "/protocol@14, expected a node of a fitting SCMI protocol");
}

static void test_supplies(void **state)
{
	struct bench *bench = *state;
	uint32_t card = tree_phandle(bench->fdt, "/regulator-card");
	uint32_t fixed = tree_phandle(bench->fdt, "/regulator-5v");

	/* One more on the way is followed; one of another kind is its driver's business. */
	tree_set_cells(bench->fdt, "/regulator-5v", "vin-supply", CELLS(card));
	tree_delete(bench->fdt, MIXED, "clocks");
	tree_delete(bench->fdt, MIXED, "power-domains");
	tree_delete(bench->fdt, MIXED, "performance-domains");
	tree_delete(bench->fdt, MIXED, "resets");
	finds(bench, MIXED,
	      "mixed@2000 vmmc-supply voltage 5\n"
	      "mixed@2000 vcore-supply voltage 5\n"
	      "mixed@2000 vio-supply voltage 5\n");
	tree_set_string(bench->fdt, "/regulator-5v", "compatible", "example,pmic");
	finds(bench, MIXED,
	      "mixed@2000 vmmc-supply voltage 5\n"
	      "mixed@2000 vcore-supply voltage 5\n");
	/* two that feed each other */
	tree_set_string(bench->fdt, "/regulator-5v", "compatible", "regulator-gpio");
	tree_set_cells(bench->fdt, "/regulator-card", "vin-supply", CELLS(fixed));
	refuses_one(bench, MIXED,
		    MIXED
		    ": vmmc-supply[0] is /regulator-card, expected fewer regulators that hang "
		    "on each other");
}

static void test_supplies_refused(void **state)
{
	struct bench *bench = *state;
	const char *regulator = SCMI "/protocol@17/regulators/regulator@5";

	tree_delete(bench->fdt, "/regulator-card", "vin-supply");
	tree_delete(bench->fdt, "/soc/mmc@3000", "vmmc-supply");
	tree_set_cells(bench->fdt, regulator, "reg", CELLS(0x10000));
	refuses(bench, MIXED,
		MIXED ": vcore-supply[0] is " SCMI
		      "/protocol@17/regulators/regulator@5 and number 0x10000, expected at most "
		      "0xffff");
	tree_delete(bench->fdt, regulator, "reg");
	refuses(bench, MIXED,
		MIXED ": vcore-supply[0] is " SCMI
		      "/protocol@17/regulators/regulator@5, expected its reg to be the number of a "
		      "voltage domain");
	tree_set_cells(bench->fdt, MIXED, "vcore-supply",
		       CELLS(tree_phandle(bench->fdt, SCMI "/protocol@14")));
	refuses(bench, MIXED,
		MIXED ": vcore-supply[0] is " SCMI
		      "/protocol@14, expected a node of a fitting SCMI protocol");
}

static void test_pins(void **state)
{
	struct bench *bench = *state;
	uint32_t pins = tree_phandle(bench->fdt, SCMI "/protocol@19/uart-grp");
	uint32_t cru = tree_phandle(bench->fdt, "/soc/clock-controller@0");

	/* Nodes of other pin controllers are skipped; "pinctrl-names" is no list. */
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "pinctrl-0", CELLS(cru, pins));
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "pinctrl-12", CELLS(pins));
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "pinctrl-names", CELLS(0xabcd));
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "pinctrl-", CELLS(0xabcd));
	finds(bench, "/soc/gpio@5000",
	      "gpio@5000 pinctrl-12 pins uart-grp\ngpio@5000 pinctrl-0 pins uart-grp\n");
	tree_set_cells(bench->fdt, SERIAL, "pinctrl-0",
		       CELLS(tree_phandle(bench->fdt, SCMI "/protocol@14")));
	refuses(bench, SERIAL,
		SERIAL ": pinctrl-0[0] is " SCMI
		       "/protocol@14, expected a node of a fitting SCMI protocol");
}

/** test_beside_protocols() - a node of SCMI's that is no protocol, and in none */
static void test_beside_protocols(void **state)
{
	struct bench *bench = *state;

	/* libfdt adds a node before those that are there: this is the order that it ends up in. */
	tree_add(bench->fdt, SCMI, "last");
	tree_add(bench->fdt, SCMI, "protocol@1019");
	tree_set_cells(bench->fdt, SCMI "/protocol@1019", "reg", CELLS(0x19));
	tree_set_cells(bench->fdt, SCMI "/last", "phandle", CELLS(0x70));
	tree_set_cells(bench->fdt, SERIAL, "pinctrl-0", CELLS(0x70));
	refuses_one(bench, SERIAL,
		    SERIAL ": pinctrl-0[0] is " SCMI
			   "/last, expected a node of a fitting SCMI protocol");
}

static void test_same_phandle_twice(void **state)
{
	struct bench *bench = *state;
	uint32_t clk = tree_phandle(bench->fdt, SCMI "/protocol@14");

	/* The first one counts, as it does for Linux. */
	tree_set_cells(bench->fdt, "/soc/dma@6000", "phandle", CELLS(clk));
	finds(bench, "/soc/dma@6000", "dma@6000 clocks clock 12\n");
}

static void test_depth(void **state)
{
	struct bench *bench = *state;
	char path[256] = "";

	for (int depth = 1; depth <= TREE_DEPTH_MAX; depth++) {
		tree_add(bench->fdt, path[0] ? path : "/", "n");
		strcat(path, "/n");
	}
	assert_int_equal(read_all(bench), 0);
	tree_add(bench->fdt, path, "deep");
	refuses(bench, SERIAL, "node deep is 33 levels deep, expected at most 32");
}

static int count(void *context, const struct reference *reference)
{
	(void)reference;
	++*(int *)context;
	return 0;
}

/** test_big_tree() - as many nodes and references as a large board's, twice over */
static void test_big_tree(void **state)
{
	enum { NODES = 10000, CLOCKS = 4 };
	struct bench *bench = *state;
	size_t room = 4u << 20;
	char *fdt = malloc(room);
	int calls = 0;
	uint32_t clk = tree_phandle(bench->fdt, SCMI "/protocol@14");
	fdt32_t cells[2 * CLOCKS];
	char name[32];
	int rc = 0;

	assert_non_null(fdt);
	for (uint32_t i = 0; i < CLOCKS; i++) {
		cells[2 * i] = cpu_to_fdt32(clk);
		cells[2 * i + 1] = cpu_to_fdt32(i);
	}
	rc |= fdt_create(fdt, (int)room) || fdt_finish_reservemap(fdt) || fdt_begin_node(fdt, "");
	rc |= fdt_begin_node(fdt, "scmi") || fdt_begin_node(fdt, "protocol@14") ||
		fdt_property_u32(fdt, "reg", 0x14) || fdt_property_u32(fdt, "phandle", clk) ||
		fdt_property_u32(fdt, "#clock-cells", 1) || fdt_end_node(fdt) || fdt_end_node(fdt);
	for (uint32_t i = 0; i < NODES; i++) {
		snprintf(name, sizeof(name), "device%u", i);
		rc |= fdt_begin_node(fdt, name) || fdt_property_u32(fdt, "phandle", clk + 1 + i) ||
			fdt_property(fdt, "clocks", cells, sizeof(cells)) || fdt_end_node(fdt);
	}
	rc |= fdt_end_node(fdt) || fdt_finish(fdt);
	assert_int_equal(rc, 0);
	assert_int_equal(references_read_all(fdt, count, &calls, &bench->why), 0);
	free(fdt);
	assert_int_equal(calls, NODES * CLOCKS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_kind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_found_can_stop, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scmi_nodes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lists_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_providers_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_protocols_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_supplies, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_supplies_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_beside_protocols, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_same_phandle_twice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_depth, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_big_tree, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("references", tests, NULL, NULL);
}
