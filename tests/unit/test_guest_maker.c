// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_guest_maker.c - guests' trees made from a machine's, and devices that are refused
 *
 * Every test starts from trees/board.dts and changes something in it.
 */
#include "tree.h"

#include <errno.h>

#include "frontend-dt/guest_maker.h"
#include "frontend-dt/tree.h"

#define SCMI   "/firmware/scmi"
#define GUEST  "/passthrough"
#define SERIAL "/soc/serial@1000"
#define MMC    "/soc/mmc@3000"
#define BUS    "/soc/bus@40000"
#define GPIO   "/soc/gpio@5000"
#define DMA    "/soc/dma@6000"

#define NO_IOMMU                                                                   \
	": may write to any memory, expected `iommus` to one that Xen drives, or " \
	"--force-without-iommu where it is "                                       \
	"known "                                                                   \
	"not to"

struct bench {
	_Alignas(8) char host[TREE_ROOM];
	struct guest_made made;
	struct why why;
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	tree_load(bench->host, "board");
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	free(bench->made.fdt);
	free(bench);
	return 0;
}

/** make() - a guest's tree with one or two devices */
static int make(struct bench *bench, bool force, const char *first, const char *second)
{
	struct guest_maker_nodes devices = { .count = second ? 2 : 1 };

	devices.node[0] = tree_node(bench->host, first);
	devices.node[1] = second ? tree_node(bench->host, second) : 0;
	free(bench->made.fdt);
	bench->why.text[0] = '\0';
	assert_int_equal(tree_check(bench->host, TREE_ROOM), 0);
	return guest_make(bench->host, &devices, force, &bench->made, &bench->why);
}

static void makes(struct bench *bench, const char *first, const char *second)
{
	if (make(bench, false, first, second))
		fail_msg("%s", bench->why.text);
	assert_int_equal(tree_check(bench->made.fdt, fdt_totalsize(bench->made.fdt)), 0);
}

static void refuses(struct bench *bench, bool force, const char *path, const char *why)
{
	assert_int_equal(make(bench, force, path, NULL), -EINVAL);
	assert_string_equal(bench->why.text, why);
	assert_null(bench->made.fdt);
}

static void check_cells(const struct bench *bench, const char *path, const char *name,
			const uint32_t *cells, int count)
{
	int length;
	const fdt32_t *value =
		fdt_getprop(bench->made.fdt, tree_node(bench->made.fdt, path), name, &length);

	print_error("%s %s\n", path, name);
	assert_non_null(value);
	assert_int_equal(length, count * 4);
	for (int i = 0; i < count; i++)
		assert_int_equal(fdt32_ld(value + i), cells[i]);
}

static void check_string(const struct bench *bench, const char *path, const char *name,
			 const char *text)
{
	const char *value =
		fdt_getprop(bench->made.fdt, tree_node(bench->made.fdt, path), name, NULL);

	assert_non_null(value);
	assert_string_equal(value, text);
}

static void check_none(const struct bench *bench, const char *path, const char *name)
{
	assert_null(fdt_getprop(bench->made.fdt, tree_node(bench->made.fdt, path), name, NULL));
}

static void check_no_node(const struct bench *bench, const char *path)
{
	assert_int_equal(fdt_path_offset(bench->made.fdt, path), -FDT_ERR_NOTFOUND);
}

/** check_same() - a property is as it is on the machine */
static void check_same(const struct bench *bench, const char *path, const char *host_path,
		       const char *name)
{
	int length, host_length;
	const void *value =
		fdt_getprop(bench->made.fdt, tree_node(bench->made.fdt, path), name, &length);
	const void *host =
		fdt_getprop(bench->host, tree_node(bench->host, host_path), name, &host_length);

	print_error("%s %s\n", path, name);
	assert_non_null(value);
	assert_non_null(host);
	assert_int_equal(length, host_length);
	assert_memory_equal(value, host, (size_t)length);
}

static void test_serial(void **state)
{
	static const char *const same[] = { "compatible",
					    "clocks",
					    "clock-names",
					    "assigned-clocks",
					    "assigned-clock-parents",
					    "power-domains",
					    "resets",
					    "pinctrl-0" };
	const char *path = GUEST "/serial@110001000";
	struct bench *bench = *state;

	makes(bench, SERIAL, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(same); i++)
		check_same(bench, path, SERIAL, same[i]);
	check_cells(bench, path, "reg", CELLS(1, 0x10001000, 0, 0x1000));
	check_cells(bench, path, "interrupts", CELLS(0, 7, 4));
	check_cells(bench, path, "interrupt-parent", CELLS(65000));
	check_string(bench, path, "xen,path", SERIAL);
	check_none(bench, path, "status");
	check_none(bench, path, "xen,passthrough");
	assert_int_equal(bench->made.irq_count, 1);
	assert_int_equal(bench->made.irqs[0], 39);
	assert_int_equal(bench->made.iomem_count, 1);
	assert_int_equal(bench->made.iomem[0].machine.address, 0x110001000);
	assert_int_equal(bench->made.iomem[0].machine.size, 0x1000);
	assert_int_equal(bench->made.dtdev.count, 0);
}

static void test_scmi(void **state)
{
	const char *scmi = GUEST "/firmware/scmi";
	struct bench *bench = *state;

	makes(bench, SERIAL, NULL);
	check_string(bench, scmi, "compatible", "arm,scmi-smc");
	check_none(bench, scmi, "shmem");
	check_none(bench, scmi, "arm,smc-id");
	check_same(bench, GUEST "/firmware/scmi/protocol@14", SCMI "/protocol@14", "phandle");
	check_cells(bench, GUEST "/firmware/scmi/protocol@14", "reg", CELLS(0x14));
	check_cells(bench, GUEST "/firmware/scmi/protocol@14", "#clock-cells", CELLS(1));
	check_none(bench, GUEST "/firmware/scmi/protocol@14", "assigned-clocks");
	check_same(bench, GUEST "/firmware/scmi/protocol@19/uart-grp", SCMI "/protocol@19/uart-grp",
		   "phandle");
	check_string(bench, GUEST "/firmware/scmi/protocol@19/uart-grp", "groups", "uart0");
	/* What is not used is not there. */
	check_no_node(bench, GUEST "/firmware/scmi/protocol@13");
	check_no_node(bench, GUEST "/firmware/scmi/protocol@17");
	makes(bench, GPIO, NULL);
	check_no_node(bench, GUEST "/firmware");
}

/** test_ranges_of_pins() - a GPIO controller's lines are pins of SCMI's, which comes along */
static void test_ranges_of_pins(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, SCMI "/protocol@19", "phandle", CELLS(0x70));
	tree_set_cells(bench->host, GPIO, "gpio-ranges", CELLS(0x70, 0, 4, 8));
	makes(bench, GPIO, NULL);
	check_same(bench, GUEST "/gpio@110005000", GPIO, "gpio-ranges");
	check_cells(bench, GUEST "/firmware/scmi/protocol@19", "phandle", CELLS(0x70));
	check_no_node(bench, GUEST "/firmware/scmi/protocol@19/uart-grp");
}

static void test_companions(void **state)
{
	const char *vdd = GUEST "/firmware/scmi/protocol@17/regulators/regulator@5";
	struct bench *bench = *state;

	makes(bench, MMC, SERIAL);
	check_same(bench, GUEST "/oscillator", "/oscillator", "phandle");
	check_same(bench, GUEST "/oscillator", "/oscillator", "clock-frequency");
	check_same(bench, GUEST "/regulator-card", "/regulator-card", "vin-supply");
	check_same(bench, GUEST "/opp-table/opp-100", "/opp-table/opp-100", "opp-hz");
	check_none(bench, GUEST "/oscillator", "xen,path");
	check_cells(bench, vdd, "reg", CELLS(5));
	check_string(bench, vdd, "regulator-name", "vdd");
	check_same(bench, vdd, SCMI "/protocol@17/regulators/regulator@5", "phandle");
	/* Where that one gets its power is the firmware's business. */
	check_none(bench, vdd, "vin-supply");
	check_no_node(bench, GUEST "/regulator-5v");
}

static void test_device_behind_iommu(void **state)
{
	struct bench *bench = *state;

	makes(bench, MMC, NULL);
	check_none(bench, GUEST "/mmc@110003000", "iommus");
	check_no_node(bench, GUEST "/mmc@110003000/card@0");
	check_cells(bench, GUEST "/mmc@110003000", "reg",
		    CELLS(1, 0x10003000, 0, 0x1000, 1, 0x10008080, 0, 0x80));
	check_cells(bench, GUEST "/mmc@110003000", "interrupts", CELLS(0, 9, 4, 0, 12, 1));
	assert_int_equal(bench->made.dtdev.count, 1);
	assert_int_equal(bench->made.dtdev.node[0], tree_node(bench->host, MMC));
	/* whole pages */
	assert_int_equal(bench->made.iomem_count, 2);
	assert_int_equal(bench->made.iomem[1].machine.address, 0x110008000);
	assert_int_equal(bench->made.iomem[1].machine.size, 0x1000);
	assert_int_equal(bench->made.irqs[0], 41);
	assert_int_equal(bench->made.irqs[1], 44);
}

static void test_device_that_is_a_bus(void **state)
{
	const char *path = GUEST "/bus@110040000";
	struct bench *bench = *state;

	refuses(bench, false, BUS, BUS NO_IOMMU);
	assert_int_equal(make(bench, true, BUS, NULL), 0);
	check_cells(bench, path, "ranges", CELLS(0, 1, 0x10040000, 0x2000));
	check_cells(bench, GUEST "/bus@110040000/timer@1000", "reg", CELLS(0x1000, 0x100));
	/* Its own interrupt controller goes with it, and is one of the guest's GIC. */
	check_cells(bench, GUEST "/bus@110040000/timer@1000", "interrupts", CELLS(5));
	check_same(bench, GUEST "/bus@110040000/timer@1000", BUS "/timer@1000", "interrupt-parent");
	check_cells(bench, GUEST "/bus@110040000/interrupt-controller@0", "interrupts-extended",
		    CELLS(65000, 0, 20, 4));
	assert_int_equal(bench->made.irq_count, 1);
	assert_int_equal(bench->made.irqs[0], 52);
	/* Three regions in two pages that touch are one. */
	assert_int_equal(bench->made.iomem_count, 1);
	assert_int_equal(bench->made.iomem[0].machine.size, 0x2000);

	tree_set(bench->host, BUS, "ranges", "", 0);
	tree_set_cells(bench->host, BUS "/interrupt-controller@0", "reg", CELLS(0x40000, 0x100));
	refuses(bench, true, BUS,
		BUS ": ranges is empty, on a bus whose addresses are not the CPU's, expected "
		    "windows");
}

static void check_pages(const struct bench *bench, size_t i, uint64_t address, uint64_t size,
			uint64_t guest)
{
	assert_in_range(i, 0, bench->made.iomem_count - 1);
	assert_int_equal(bench->made.iomem[i].machine.address, address);
	assert_int_equal(bench->made.iomem[i].machine.size, size);
	assert_int_equal(bench->made.iomem[i].guest, guest);
}

/** test_where_guests_have_memory() - devices that are there are elsewhere for the guest */
static void test_where_guests_have_memory(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, "/soc", "ranges", CELLS(0, 0, 0x50000000, 0x1000000));
	makes(bench, SERIAL, MMC);
	check_cells(bench, GUEST "/serial@3a000000", "reg", CELLS(0, 0x3a000000, 0, 0x1000));
	check_cells(bench, GUEST "/mmc@3a001000", "reg",
		    CELLS(0, 0x3a001000, 0, 0x1000, 0, 0x3a002080, 0, 0x80));
	assert_int_equal(bench->made.iomem_count, 3);
	check_pages(bench, 0, 0x50008000, 0x1000, 0x3a002000);
	check_pages(bench, 1, 0x50003000, 0x1000, 0x3a001000);
	check_pages(bench, 2, 0x50001000, 0x1000, 0x3a000000);
}

/** test_bus_where_guests_have_memory() - its window moves, with what is below it */
static void test_bus_where_guests_have_memory(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, "/soc", "ranges", CELLS(0, 0, 0x50000000, 0x1000000));
	assert_int_equal(make(bench, true, BUS, NULL), 0);
	check_cells(bench, GUEST "/bus@3a000000", "ranges", CELLS(0, 0, 0x3a000000, 0x2000));
	check_cells(bench, GUEST "/bus@3a000000/timer@1000", "reg", CELLS(0x1000, 0x100));
	assert_int_equal(bench->made.iomem_count, 1);
	check_pages(bench, 0, 0x50040000, 0x2000, 0x3a000000);
}

/** test_no_other_place() - what cannot move, or is too large to, is refused */
static void test_no_other_place(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, "/soc", "ranges", CELLS(0, 0, 0x50000000, 0x20000000));
	tree_set_cells(bench->host, SERIAL, "reg", CELLS(0x1000, 0xc000000));
	refuses(bench, false, SERIAL,
		SERIAL ": 0xc000000 bytes at 0x50001000 are where a guest has its own memory, and "
		       "find no other place");
	/* The bus is addressed as the CPU does it, and so is what is below. */
	tree_set(bench->host, "/soc", "ranges", "", 0);
	tree_set(bench->host, BUS, "ranges", "", 0);
	tree_set_cells(bench->host, BUS "/interrupt-controller@0", "reg", CELLS(0x50000000, 0x100));
	refuses(bench, true, BUS,
		BUS "/interrupt-controller@0: 0x50000000 is where a guest has its own memory, and "
		    "cannot be elsewhere on a bus whose ranges is empty");
}

static void test_dma(void **state)
{
	struct bench *bench = *state;

	refuses(bench, false, DMA, DMA NO_IOMMU);
	assert_int_equal(make(bench, true, DMA, NULL), 0);
	makes(bench, "/soc/i2c@7000", NULL);
	check_cells(bench, GUEST "/i2c@110007000/eeprom@50", "reg", CELLS(0x50));
	tree_set(bench->host, "/soc/i2c@7000", "dma-coherent", "", 0);
	refuses(bench, false, "/soc/i2c@7000", "/soc/i2c@7000" NO_IOMMU);
	/* A child of a harmless device is looked at, too. */
	tree_set(bench->host, GPIO, "ranges", "", 0);
	tree_set_cells(bench->host, GPIO, "#address-cells", CELLS(1));
	tree_set_cells(bench->host, GPIO, "#size-cells", CELLS(1));
	tree_add(bench->host, GPIO, "engine@0");
	tree_set_cells(bench->host, GPIO "/engine@0", "reg", CELLS(0x5000, 0x1000));
	assert_int_equal(make(bench, false, GPIO, NULL), -EINVAL);
}

/** test_dma_controllers() - a device does without one that does not come along */
static void test_dma_controllers(void **state)
{
	const char *const i2c = "/soc/i2c@7000";
	const char *const made = GUEST "/i2c@110007000";
	struct bench *bench = *state;

	tree_set_cells(bench->host, DMA, "phandle", CELLS(0x70));
	tree_set_cells(bench->host, DMA, "#dma-cells", CELLS(2));
	tree_set_cells(bench->host, i2c, "dmas", CELLS(0x70, 1, 0, 0x70, 2, 0));
	tree_set(bench->host, i2c, "dma-names", "tx\0rx", 6);
	/* Without DMA it has registers and interrupts only. */
	makes(bench, i2c, NULL);
	check_none(bench, made, "dmas");
	check_none(bench, made, "dma-names");
	check_same(bench, made, i2c, "clocks");
	assert_int_equal(bench->made.no_dma.count, 1);
	assert_int_equal(bench->made.no_dma.node[0], tree_node(bench->host, i2c));
	/* With it, it is as good or bad as its controller. */
	assert_int_equal(make(bench, false, i2c, DMA), -EINVAL);
	assert_string_equal(bench->why.text, "/soc/i2c@7000" NO_IOMMU);
	assert_int_equal(make(bench, true, i2c, DMA), 0);
	check_same(bench, made, i2c, "dmas");
	check_same(bench, made, i2c, "dma-names");
	assert_int_equal(bench->made.no_dma.count, 0);
	/* A device with two controllers has both or none. */
	tree_set_cells(bench->host, MMC, "phandle", CELLS(0x71));
	tree_set_cells(bench->host, MMC, "#dma-cells", CELLS(0));
	tree_set_cells(bench->host, i2c, "dmas", CELLS(0x70, 1, 0, 0x71));
	assert_int_equal(make(bench, true, i2c, DMA), 0);
	check_none(bench, made, "dmas");
	check_none(bench, made, "dma-names");
	tree_set_cells(bench->host, i2c, "dmas", CELLS(0x70, 1));
	refuses(bench, true, i2c, "/soc/i2c@7000: dmas[0] has 1 cells behind it, expected 2");
}

static void test_what_cannot_follow(void **state)
{
	static const struct {
		const char *property, *provider, *expected;
		uint32_t arguments[2];
		int count;
	} rows[] = {
		{ "clocks",
		  "/soc/clock-controller@0",
		  "a node that can follow into a guest",
		  { 1, 2 },
		  2 },
		{ "resets",
		  "/soc/clock-controller@0",
		  "a node that can follow into a guest",
		  { 1 },
		  1 },
		{ "power-domains",
		  "/soc/clock-controller@0",
		  "a node that can follow into a guest",
		  { 0 },
		  0 },
		{ "pinctrl-0",
		  "/soc/clock-controller@0",
		  "a node that can follow into a guest",
		  { 0 },
		  0 },
		{ "reset-gpios", GPIO, "a node that can follow into a guest", { 1, 2 }, 2 },
		{ "gpio-ranges", GPIO, "a node that can follow into a guest", { 0, 2 }, 0 },
		{ "memory-region", MMC, "a node that can follow into a guest", { 0 }, 0 },
		{ "nvmem-cells", "/iommu@900000", "a node that can follow into a guest", { 0 }, 0 },
		{ "sram", "/iommu@900000", "nothing that a guest does not get", { 0 }, 0 },
		{ "example,grf",
		  "/soc/clock-controller@0",
		  "nothing that a guest does not get",
		  { 8 },
		  1 },
	};
	struct bench *bench = *state;
	char why[256];

	tree_delete(bench->host, MMC, "iommus");
	tree_set(bench->host, MMC, "phandle", "\0\0\0\x70", 4);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		uint32_t cells[4] = { tree_phandle(bench->host, rows[i].provider),
				      rows[i].arguments[0], rows[i].arguments[1], 0 };
		bool ranges = !strcmp(rows[i].property, "gpio-ranges");

		print_error("%s\n", rows[i].property);
		tree_set_cells(bench->host, DMA, rows[i].property, cells,
			       ranges ? 4 : 1 + rows[i].count);
		snprintf(why, sizeof(why), DMA ": %s refers to %s, expected %s", rows[i].property,
			 rows[i].provider, rows[i].expected);
		refuses(bench, true, DMA, why);
		tree_delete(bench->host, DMA, rows[i].property);
	}
	/* A vendor's number that is not one of a syscon, and a number of lines, are only numbers.
	 */
	tree_set_cells(bench->host, DMA, "example,depth",
		       CELLS(tree_phandle(bench->host, "/opp-table")));
	tree_set_cells(bench->host, DMA, "example,nr-gpios",
		       CELLS(tree_phandle(bench->host, "/opp-table")));
	assert_int_equal(make(bench, true, DMA, NULL), 0);
}

/** test_later_entries() - the first one comes along, and that is not all */
static void test_later_entries(void **state)
{
	static const struct {
		const char *property, *cells;
	} rows[] = {
		{ "nvmem-cells", "#nvmem-cell-cells" },
		{ "msi-parent", "#msi-cells" },
		{ "power-supplies", NULL },
		{ "nvmem", NULL },
	};
	struct bench *bench = *state;
	uint32_t smmu = tree_phandle(bench->host, "/iommu@900000");
	char why[256];

	tree_set_cells(bench->host, MMC, "phandle", CELLS(0x70));
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		tree_set_cells(bench->host, MMC, rows[i].property, CELLS(0x70));
		makes(bench, MMC, NULL);
		check_same(bench, GUEST "/mmc@110003000", MMC, rows[i].property);
		tree_set_cells(bench->host, MMC, rows[i].property, CELLS(0x70, smmu));
		snprintf(why, sizeof(why),
			 MMC ": %s refers to /iommu@900000, expected a node that can follow into a "
			     "guest",
			 rows[i].property);
		refuses(bench, false, MMC, why);
		if (rows[i].cells) {
			/* The same number is no phandle where a cell follows. */
			tree_set_cells(bench->host, MMC, rows[i].cells, CELLS(1));
			makes(bench, MMC, NULL);
			tree_delete(bench->host, MMC, rows[i].cells);
		}
		tree_delete(bench->host, MMC, rows[i].property);
	}
}

/** test_disabled_child() - it is not copied, so nothing can refer to it */
static void test_disabled_child(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, MMC "/card@0", "phandle", CELLS(0x70));
	tree_set_cells(bench->host, MMC, "memory-region", CELLS(0x70));
	refuses(bench, false, MMC,
		MMC ": memory-region refers to " MMC
		    "/card@0, expected a node that can follow into a guest");
	tree_delete(bench->host, MMC "/card@0", "status");
	tree_delete(bench->host, MMC "/card@0", "interrupts");
	makes(bench, MMC, NULL);
	check_same(bench, GUEST "/mmc@110003000/card@0", MMC "/card@0", "phandle");
}

static void test_interrupts_refused(void **state)
{
	uint32_t gpio;
	struct bench *bench = *state;

	gpio = tree_phandle(bench->host, GPIO);
	tree_set_cells(bench->host, SERIAL, "interrupts", CELLS(1, 7, 4, 0));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts has <1 7>, expected a shared interrupt, <0 0> to <0 987>");
	tree_set_cells(bench->host, SERIAL, "interrupts", CELLS(0, 988, 4, 0));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts has <0 988>, expected a shared interrupt, <0 0> to <0 987>");
	tree_set_cells(bench->host, SERIAL, "interrupts", CELLS(0, 7, 4, 9));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts has <0 7> for a group of CPUs, expected 0 as fourth cell");
	tree_set_cells(bench->host, SERIAL, "interrupts", CELLS(0, 7, 4));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts has 12 bytes, expected whole interrupts");
	tree_set_cells(bench->host, SERIAL, "interrupts", CELLS(0, 7));
	tree_set_cells(bench->host, SERIAL, "interrupt-parent", CELLS(gpio));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts refers to " GPIO
		       ", expected an interrupt controller that can follow into a guest");
	/* The controller comes along. */
	makes(bench, SERIAL, GPIO);
	check_cells(bench, GUEST "/serial@110001000", "interrupt-parent", CELLS(gpio));
	check_cells(bench, GUEST "/serial@110001000", "interrupts", CELLS(0, 7));
	tree_set_cells(bench->host, SERIAL, "interrupt-parent", CELLS(0xabcd));
	refuses(bench, false, SERIAL, SERIAL ": interrupts go to no interrupt controller");
	tree_delete(bench->host, SERIAL, "interrupts");
	tree_set_cells(bench->host, SERIAL, "interrupts-extended", CELLS(gpio, 0));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts-extended ends in the middle of an interrupt");
	tree_set_cells(bench->host, SERIAL, "interrupts-extended", CELLS(0xabcd, 0));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts-extended has the phandle 0xabcd, which is of no node");
	tree_set_cells(bench->host, SERIAL, "interrupts-extended", CELLS(gpio, 0, 7));
	refuses(bench, false, SERIAL,
		SERIAL ": interrupts-extended refers to " GPIO
		       ", expected an interrupt controller that can follow into a guest");
}

/** test_interrupt_parents_in_a_ring() - controllers that name each other */
static void test_interrupt_parents_in_a_ring(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, "/oscillator", "interrupt-parent",
		       CELLS(tree_phandle(bench->host, "/opp-table")));
	tree_set_cells(bench->host, "/opp-table", "interrupt-parent",
		       CELLS(tree_phandle(bench->host, "/oscillator")));
	tree_set_cells(bench->host, SERIAL, "interrupt-parent",
		       CELLS(tree_phandle(bench->host, "/opp-table")));
	refuses(bench, false, SERIAL, SERIAL ": interrupts go to no interrupt controller");
}

static void test_nodes_refused(void **state)
{
	struct bench *bench = *state;

	refuses(bench, true, "/", "/: is no device");
	refuses(bench, true, SCMI, SCMI ": is no device");
	refuses(bench, true, SCMI "/protocol@14", SCMI "/protocol@14: is no device");
	refuses(bench, true, "/thermal-zones/board-thermal",
		"/thermal-zones/board-thermal: has no compatible, expected a device that has a "
		"driver");
	tree_add(bench->host, "/", "cpus");
	tree_add(bench->host, "/cpus", "cpu@0");
	tree_set_string(bench->host, "/cpus/cpu@0", "device_type", "cpu");
	tree_set_string(bench->host, "/cpus/cpu@0", "compatible", "arm,cortex-a57");
	tree_set_cells(bench->host, "/cpus/cpu@0", "reg", CELLS(0));
	refuses(bench, true, "/cpus/cpu@0", "/cpus/cpu@0: is no device");
	refuses(bench, true, "/iommu@900000",
		"/iommu@900000: is Xen's own, expected a device that Xen does not use");
	refuses(bench, true, "/interrupt-controller@800000",
		"/interrupt-controller@800000: is Xen's own, expected a device that Xen does not "
		"use");
	refuses(bench, true, "/soc/i2c@7000/eeprom@50",
		"/soc/i2c@7000/eeprom@50: reg cannot be addressed by the CPU, expected the bus in "
		"its place");
	assert_int_equal(make(bench, true, BUS "/timer@1000", BUS), -EINVAL);
	assert_string_equal(bench->why.text,
			    BUS "/timer@1000: is already there with " BUS
				", expected each device once");
	tree_set_string(bench->host, DMA, "device_type", "pci");
	refuses(bench, true, DMA,
		DMA ": device_type is \"pci\", expected a device that is not behind PCI");
}

static void test_numbers_refused(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->host, GPIO, "phandle", CELLS(65000));
	refuses(bench, false, GPIO,
		GPIO ": phandle = <0xfde8>, expected less than 0xfde8, which are Xen's");
	tree_set_cells(bench->host, GPIO, "phandle", CELLS(64999));
	makes(bench, GPIO, NULL);
	tree_set_cells(bench->host, GPIO, "reg", CELLS(0x5000, 0xfffff000));
	refuses(bench, false, GPIO,
		GPIO ": reg cannot be addressed by the CPU, expected the bus in its place");
	tree_set_cells(bench->host, GPIO, "reg", CELLS(0x5000));
	refuses(bench, false, GPIO, GPIO ": reg, or ranges on the way to it, is malformed");
	tree_set(bench->host, GPIO, "reg", "", 0);
	refuses(bench, false, GPIO, GPIO ": reg has too many entries, or none");
}

static void test_same_names(void **state)
{
	struct bench *bench = *state;

	tree_add(bench->host, "/soc", "oscillator");
	tree_set_string(bench->host, "/soc/oscillator", "compatible", "fixed-clock");
	tree_set_cells(bench->host, "/soc/oscillator", "#clock-cells", CELLS(0));
	tree_set_cells(bench->host, "/soc/oscillator", "phandle", CELLS(0x70));
	tree_set_cells(bench->host, GPIO, "clocks",
		       CELLS(0x70, tree_phandle(bench->host, "/oscillator")));
	refuses(bench, false, GPIO,
		"/oscillator: has the name of /soc/oscillator, expected another");
}

/** test_two_firmwares() - a guest has one SCMI node */
static void test_two_firmwares(void **state)
{
	struct bench *bench = *state;

	tree_add(bench->host, "/", "scmi");
	tree_add(bench->host, "/scmi", "protocol@14");
	tree_set_cells(bench->host, "/scmi/protocol@14", "reg", CELLS(0x14));
	tree_set_cells(bench->host, "/scmi/protocol@14", "#clock-cells", CELLS(1));
	tree_set_cells(bench->host, "/scmi/protocol@14", "phandle", CELLS(0x70));
	tree_set_cells(bench->host, GPIO, "clocks",
		       CELLS(0x70, 1, tree_phandle(bench->host, SCMI "/protocol@14"), 2));
	refuses(bench, false, GPIO,
		GPIO ": clocks refers to " SCMI
		     "/protocol@14, expected all SCMI nodes to be below the same one");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_serial),
		CASE(test_scmi),
		CASE(test_ranges_of_pins),
		CASE(test_companions),
		CASE(test_device_behind_iommu),
		CASE(test_device_that_is_a_bus),
		CASE(test_where_guests_have_memory),
		CASE(test_bus_where_guests_have_memory),
		CASE(test_no_other_place),
		CASE(test_dma),
		CASE(test_dma_controllers),
		CASE(test_what_cannot_follow),
		CASE(test_later_entries),
		CASE(test_disabled_child),
		CASE(test_interrupts_refused),
		CASE(test_interrupt_parents_in_a_ring),
		CASE(test_nodes_refused),
		CASE(test_numbers_refused),
		CASE(test_same_names),
		CASE(test_two_firmwares),
	};

	return cmocka_run_group_tests_name("guest_maker", tests, NULL, NULL);
}
