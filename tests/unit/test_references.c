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

	if (reference->name)
		snprintf(bench->found + length, sizeof(bench->found) - length, "%s %s %s %s%s\n",
			 name, reference->property, scmi_resource_name(reference->resource),
			 reference->name, reference->only_read ? ":ro" : "");
	else
		snprintf(bench->found + length, sizeof(bench->found) - length, "%s %s %s %u%s\n",
			 name, reference->property, scmi_resource_name(reference->resource),
			 reference->id, reference->only_read ? ":ro" : "");
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
	const struct references_reader reader = { .context = bench, .found = note };

	bench->found[0] = '\0';
	bench->why.text[0] = '\0';
	assert_int_equal(tree_check(bench->fdt, TREE_ROOM), 0);
	return references_read_all(bench->fdt, &reader, &bench->why);
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

#define SERIAL_REFERENCES                                 \
	"serial@1000 clocks clock 3\n"                    \
	"serial@1000 assigned-clocks clock 4\n"           \
	"serial@1000 assigned-clock-parents clock 8:ro\n" \
	"serial@1000 power-domains power 1\n"             \
	"serial@1000 resets reset 6\n"                    \
	"serial@1000 pinctrl-0 pin-group uart0\n"         \
	"serial@1000 pinctrl-0 pin-function uart\n"

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
	const struct references_reader reader = { .context = &calls, .found = stop };

	assert_int_equal(references_read_all(bench->fdt, &reader, &bench->why), 77);
	assert_int_equal(calls, 1);
	assert_int_equal(references_read(bench->fdt, tree_node(bench->fdt, MIXED), stop, &calls,
					 &bench->why),
			 77);
	assert_int_equal(calls, 2);
}

static void note_wrong(void *context, const struct why *why)
{
	struct bench *bench = context;
	size_t length = strlen(bench->found);

	snprintf(bench->found + length, sizeof(bench->found) - length, "%s\n", why->text);
}

static bool is_no_timer(void *context, int node)
{
	const struct bench *bench = context;

	return strcmp(fdt_get_name(bench->fdt, node, NULL), "timer@1000") != 0;
}

/** test_wrong_nodes() - one that is not wanted does not matter, and any can be told of */
static void test_wrong_nodes(void **state)
{
	struct bench *bench = *state;
	struct references_reader reader = { .context = bench, .found = note, .wrong = note_wrong };

	tree_set_cells(bench->fdt, "/soc/bus@40000/timer@1000", "clocks", CELLS(0xabcd));
	tree_set_cells(bench->fdt, MIXED, "resets", CELLS(0xabcd));
	assert_int_equal(references_read_all(bench->fdt, &reader, &bench->why), 0);
	assert_string_equal(
		strstr(bench->found, "mixed@2000 clocks clock"),
		"mixed@2000 clocks clock 5\n"
		"mixed@2000 clocks perf 2\n"
		"mixed@2000 power-domains perf 7\n"
		"mixed@2000 power-domains power 9\n"
		"mixed@2000 performance-domains perf 4\n" MIXED
		": resets[0] = <0xabcd> is the phandle of no node\n"
		"mmc@3000 clocks clock 7\n"
		"mmc@3000 vmmc-supply voltage 5\n"
		"/soc/bus@40000/timer@1000: clocks[0] = <0xabcd> is the phandle of no node\n"
		"dma@6000 clocks clock 12\n"
		"i2c@7000 clocks clock 13\n");
	reader.wrong = NULL;
	assert_int_equal(references_read_all(bench->fdt, &reader, &bench->why), -EINVAL);
	tree_delete(bench->fdt, MIXED, "resets");
	reader.wants = is_no_timer;
	bench->found[0] = '\0';
	assert_int_equal(references_read_all(bench->fdt, &reader, &bench->why), 0);
	assert_non_null(strstr(bench->found, "i2c@7000 clocks clock 13\n"));
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
	      "gpio@5000 pinctrl-12 pin-group uart0\n"
	      "gpio@5000 pinctrl-12 pin-function uart\n"
	      "gpio@5000 pinctrl-0 pin-group uart0\n"
	      "gpio@5000 pinctrl-0 pin-function uart\n");
	tree_set_cells(bench->fdt, SERIAL, "pinctrl-0",
		       CELLS(tree_phandle(bench->fdt, SCMI "/protocol@14")));
	refuses(bench, SERIAL,
		SERIAL ": pinctrl-0[0] is " SCMI
		       "/protocol@14, expected a node of a fitting SCMI protocol");
}

/* What lines of a GPIO controller are: pins by number, or a group by its name. */
static void test_ranges_of_pins(void **state)
{
	static const char *const gpio = "/soc/gpio@5000";
	struct bench *bench = *state;
	uint32_t pins = 0x70, cru = tree_phandle(bench->fdt, "/soc/clock-controller@0");

	tree_set_cells(bench->fdt, SCMI "/protocol@19", "phandle", CELLS(pins));
	/* Ranges of other pin controllers are skipped. */
	tree_set_cells(bench->fdt, gpio, "gpio-ranges",
		       CELLS(pins, 0, 4, 2, cru, 2, 9, 2, pins, 4, 0, 0, pins, 8, 0xffff, 1));
	tree_set(bench->fdt, gpio, "gpio-ranges-group-names", "\0\0spi\0", 7);
	finds(bench, gpio,
	      "gpio@5000 gpio-ranges pin 4:ro\n"
	      "gpio@5000 gpio-ranges pin 5:ro\n"
	      "gpio@5000 gpio-ranges pin-group spi:ro\n"
	      "gpio@5000 gpio-ranges pin 65535:ro\n");
	/* Trees of real machines have ranges of others that are cut short. */
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 4, 1, cru, 0, 4));
	finds(bench, gpio, "gpio@5000 gpio-ranges pin 4:ro\n");
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 4));
	refuses(bench, gpio, "/soc/gpio@5000: gpio-ranges[0] has 2 cells behind it, expected 3");
	tree_set_cells(bench->fdt, gpio, "gpio-ranges",
		       CELLS(pins, 0, 4, 2, cru, 2, 9, 2, pins, 4, 0, 0, pins, 8, 0xffff, 1));
	tree_set(bench->fdt, gpio, "gpio-ranges-group-names", "\0\0\0", 3);
	refuses(bench, gpio,
		"/soc/gpio@5000: gpio-ranges[8] has 0 pins from 0 on, expected pins, or from 0 on "
		"and a group's name in gpio-ranges-group-names[2]");
	tree_delete(bench->fdt, gpio, "gpio-ranges-group-names");
	assert_int_equal(read_node(bench, gpio), -EINVAL);
	tree_set(bench->fdt, gpio, "gpio-ranges-group-names", "uart", 5);
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 3, 0));
	refuses(bench, gpio,
		"/soc/gpio@5000: gpio-ranges[0] has 0 pins from 3 on, expected pins, or from 0 on "
		"and a group's name in gpio-ranges-group-names[0]");
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 0xffff, 2));
	refuses(bench, gpio,
		"/soc/gpio@5000: gpio-ranges[0] has 2 pins from 65535 on, expected at most 1024, "
		"up to 0xffff");
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 0, 1025));
	refuses(bench, gpio,
		"/soc/gpio@5000: gpio-ranges[0] has 1025 pins from 0 on, expected at most 1024, up "
		"to 0xffff");
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 0, 0xffffffff));
	assert_int_equal(read_node(bench, gpio), -EINVAL);
	tree_set_cells(bench->fdt, gpio, "gpio-ranges", CELLS(pins, 0, 0xfffffff0, 0x20));
	assert_int_equal(read_node(bench, gpio), -EINVAL);
	tree_set_cells(bench->fdt, gpio, "gpio-ranges",
		       CELLS(tree_phandle(bench->fdt, SCMI "/protocol@14"), 0, 0, 2));
	refuses(bench, gpio,
		"/soc/gpio@5000: gpio-ranges[0] is " SCMI
		"/protocol@14, expected a node of a fitting SCMI protocol");
}

/* States as Linux reads them: the node itself and what is right below it. */
static void test_states_of_pins(void **state)
{
	struct bench *bench = *state;
	const char *const group = SCMI "/protocol@19/uart-grp";
	const char *const keys = SCMI "/protocol@19/uart-grp/keys";

	tree_add(bench->fdt, group, "keys");
	tree_set(bench->fdt, keys, "pins", "gpio_5_17\0gpio 18", 18);
	finds(bench, SERIAL,
	      SERIAL_REFERENCES "serial@1000 pinctrl-0 pin gpio_5_17\n"
				"serial@1000 pinctrl-0 pin gpio 18\n");
	/* Pins that have a function are a group. */
	tree_set(bench->fdt, keys, "pins", "a", 2);
	tree_set(bench->fdt, keys, "function", "f", 2);
	finds(bench, SERIAL,
	      SERIAL_REFERENCES "serial@1000 pinctrl-0 pin a\n"
				"serial@1000 pinctrl-0 pin-group a\n"
				"serial@1000 pinctrl-0 pin-function f\n");
	tree_set(bench->fdt, keys, "status", "disabled", 9);
	finds(bench, SERIAL, SERIAL_REFERENCES);
	tree_set(bench->fdt, group, "groups", "uart0", 5);
	refuses(bench, SERIAL, SCMI "/protocol@19/uart-grp: groups is not a list of names");
	tree_set(bench->fdt, group, "groups", "uart0\0", 7);
	refuses(bench, SERIAL, SCMI "/protocol@19/uart-grp: groups is not a list of names");
	tree_set(bench->fdt, group, "groups", "uart0", 6);
	/* i.MX95 has numbers. */
	tree_set_cells(bench->fdt, group, "fsl,pins",
		       CELLS(0x198, 0x39c, 0, 0, 0, 0x3fe, 0x3fffc, 0, 0, 0, 0, 0));
	finds(bench, SERIAL,
	      SERIAL_REFERENCES "serial@1000 pinctrl-0 pin 102\n"
				"serial@1000 pinctrl-0 pin 65535\n");
	tree_set_cells(bench->fdt, group, "fsl,pins", CELLS(0x40000, 0, 0, 0, 0, 0));
	refuses(bench, SERIAL,
		SCMI "/protocol@19/uart-grp: fsl,pins is not a list of pins up to 0xffff");
	tree_set_cells(bench->fdt, group, "fsl,pins", CELLS(0x198, 0x39c, 0, 0, 0));
	refuses(bench, SERIAL,
		SCMI "/protocol@19/uart-grp: fsl,pins is not a list of six cells for each pin");
}

/* Devices are the SCMI node's own, where it controls access. */
static void test_access_controllers(void **state)
{
	struct bench *bench = *state;
	uint32_t cru = tree_phandle(bench->fdt, "/soc/clock-controller@0");

	tree_set_cells(bench->fdt, SCMI, "phandle", CELLS(0x70));
	tree_set_cells(bench->fdt, SCMI, "#access-controller-cells", CELLS(1));
	tree_set_cells(bench->fdt, "/soc/clock-controller@0", "#access-controller-cells", CELLS(2));
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "access-controllers",
		       CELLS(cru, 1, 2, 0x70, 7, 0x70, 8));
	finds(bench, "/soc/gpio@5000",
	      "gpio@5000 access-controllers scmi-device 7\n"
	      "gpio@5000 access-controllers scmi-device 8\n");
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "access-controllers",
		       CELLS(tree_phandle(bench->fdt, SCMI "/protocol@14"), 7));
	tree_set_cells(bench->fdt, SCMI "/protocol@14", "#access-controller-cells", CELLS(1));
	refuses(bench, "/soc/gpio@5000",
		"/soc/gpio@5000: access-controllers[0] is " SCMI
		"/protocol@14, expected the node of SCMI itself");
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "access-controllers", CELLS(0x70, 0x10000));
	refuses(bench, "/soc/gpio@5000",
		"/soc/gpio@5000: access-controllers[0] is " SCMI
		" and number 0x10000, expected at most 0xffff");
	tree_set_cells(bench->fdt, "/soc/gpio@5000", "access-controllers", CELLS(0x70, 7));
	tree_set_cells(bench->fdt, SERIAL, "clocks", CELLS(0x70));
	tree_set_cells(bench->fdt, SCMI, "#clock-cells", CELLS(0));
	refuses(bench, SERIAL,
		SERIAL ": clocks[0] is " SCMI ", expected a node of a fitting SCMI protocol");
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
	const struct references_reader reader = { .context = &calls, .found = count };
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
	assert_int_equal(references_read_all(fdt, &reader, &bench->why), 0);
	free(fdt);
	assert_int_equal(calls, NODES * CLOCKS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_kind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_found_can_stop, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_nodes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scmi_nodes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lists_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_providers_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_protocols_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_supplies, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_supplies_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ranges_of_pins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_states_of_pins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_access_controllers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_beside_protocols, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_same_phandle_twice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_depth, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_big_tree, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("references", tests, NULL, NULL);
}
