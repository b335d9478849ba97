// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_guest_check.c - the tree that xl would make, and what a guest lacks of it
 *
 * Every test starts from trees/guest.dts as a partial tree and changes something in it.
 */
#include "tree.h"

#include <stdbool.h>

#include "frontend-dt/guest_check.h"
#include "frontend-dt/guest_tree.h"
#include "frontend-dt/tree.h"
#include "frontend-dt/xl_tree.h"

#define RTC    "/passthrough/rtc@9010000"
#define SRAM   "/passthrough/sram@22008000"
#define MEMORY (128u << 20)

#define ADD(page, count)                                                                          \
	"add \"" page "," count "\" to iomem, or \"PAGE," count "@" page "\" if the machine has " \
	"it elsewhere"
#define MOVE ": have it elsewhere in reg, and in iomem as \"PAGE,COUNT@ELSEWHERE\""

/* struct bench - a partial tree, what its guest is given, and the lines that were found */
struct bench {
	_Alignas(8) char partial[TREE_ROOM];
	void *fdt;
	size_t size;
	struct region iomem[4];
	uint32_t irqs[4];
	struct guest_given given;
	char lines[2000];
	struct why why;
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	tree_load(bench->partial, "guest");
	bench->iomem[0] = (struct region){ 0x9010000, 0x1000 };
	bench->irqs[0] = 34;
	bench->given = (struct guest_given){ bench->iomem, 1, bench->irqs, 1 };
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	free(bench->fdt);
	free(bench);
	return 0;
}

static void make(struct bench *bench, uint64_t memory)
{
	free(bench->fdt);
	bench->fdt = xl_tree_make(bench->partial, &(struct xl_guest){ memory, false }, &bench->size,
				  &bench->why);
}

static void found(void *context, const struct why *why)
{
	struct bench *bench = context;
	size_t used = strlen(bench->lines);

	snprintf(bench->lines + used, sizeof(bench->lines) - used, "%s%s", used ? "\n" : "",
		 why->text);
}

/** finds() - check the guest; exactly these lines are found */
static void finds(struct bench *bench, const char *lines)
{
	make(bench, MEMORY);
	assert_non_null(bench->fdt);
	bench->lines[0] = '\0';
	guest_check(bench->fdt, &bench->given, found, bench);
	assert_string_equal(bench->lines, lines);
}

/* --- the tree --- */

static void check_memory(const struct bench *bench, const char *path, uint64_t base, uint64_t size)
{
	const fdt64_t reg[] = { cpu_to_fdt64(base), cpu_to_fdt64(size) };
	int length;
	const void *value = fdt_getprop(bench->fdt, tree_node(bench->fdt, path), "reg", &length);

	assert_non_null(value);
	assert_int_equal(length, sizeof(reg));
	assert_memory_equal(value, reg, sizeof(reg));
}

/** test_made() - what is Xen's, what is the partial tree's, and nothing else of that one */
static void test_made(void **state)
{
	struct bench *bench = *state;
	struct guest_tree tree;

	make(bench, MEMORY);
	assert_non_null(bench->fdt);
	assert_int_equal(tree_check(bench->fdt, bench->size), 0);
	check_memory(bench, "/memory@40000000", 0x40000000, MEMORY);
	assert_true(fdt_path_offset(bench->fdt, "/memory@200000000") < 0);
	assert_true(fdt_path_offset(bench->fdt, "/sbsa-uart@22000000") < 0);
	assert_int_equal(tree_phandle(bench->fdt, "/interrupt-controller@3001000"), XL_TREE_GIC);
	assert_int_equal(tree_phandle(bench->fdt, "/passthrough/scmi-shmem@22008000"),
			 tree_phandle(bench->partial, "/passthrough/scmi-shmem@22008000"));
	assert_int_equal(guest_tree_read(bench->fdt, bench->size, &tree, &bench->why), 0);
	assert_true(tree.wants_scmi);
	assert_int_equal(tree.conduit, GUEST_CONDUIT_HVC);
	assert_int_equal(tree.shmem_address, 0x22008000);
}

/** test_memory_of_two_banks() - the second one begins at 8 GiB */
static void test_memory_of_two_banks(void **state)
{
	struct bench *bench = *state;

	make(bench, 0x100000000);
	assert_non_null(bench->fdt);
	check_memory(bench, "/memory@40000000", 0x40000000, 0xc0000000);
	check_memory(bench, "/memory@200000000", 0x200000000, 0x40000000);
}

static void test_not_made(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, RTC, "phandle", CELLS(65001));
	make(bench, MEMORY);
	assert_null(bench->fdt);
	assert_string_equal(bench->why.text,
			    RTC ": phandle = <65001>, expected less than 65000, which are Xen's");
	assert_int_equal(fdt_set_name(bench->partial, tree_node(bench->partial, "/passthrough"),
				      "passthrough@0"),
			 0);
	make(bench, MEMORY);
	assert_null(bench->fdt);
	assert_string_equal(bench->why.text,
			    "has no node /passthrough, expected all that is for "
			    "the guest below it");
}

/* --- what is found --- */

static void test_complete(void **state)
{
	finds(*state, "");
}

static void test_lacks_all(void **state)
{
	struct bench *bench = *state;

	bench->given.iomem_count = 0;
	bench->given.irq_count = 0;
	finds(bench,
	      RTC ": the guest lacks the page at 0x9010000: " ADD(
		      "9010", "1") "\n" RTC ": the guest lacks interrupt 2: add 34 to irqs");
	tree_set_string(bench->partial, RTC, "status", "disabled");
	finds(bench, "");
}

/** test_pages() - a region can be in parts of several entries, and lacks what is in none */
static void test_pages(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, RTC, "reg", CELLS(0, 0x9010f00, 0, 0x2200));
	finds(bench, RTC ": the guest lacks the page at 0x9011000: " ADD("9011", "3"));
	bench->iomem[1] = (struct region){ 0x9012000, 0x10000 };
	bench->given.iomem_count = 2;
	finds(bench, RTC ": the guest lacks the page at 0x9011000: " ADD("9011", "1"));
	bench->iomem[2] = (struct region){ 0x9011000, 0x1000 };
	bench->given.iomem_count = 3;
	finds(bench, "");
}

/** test_pages_at_the_end() - arithmetic does not wrap */
static void test_pages_at_the_end(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, RTC, "reg", CELLS(0xffffffff, 0xffffe000, 0, 0x1fff));
	finds(bench,
	      RTC ": the guest lacks the page at 0xffffffffffffe000: " ADD("ffffffffffffe", "2"));
	tree_set_cells(bench->partial, RTC, "reg", CELLS(0xffffffff, 0xfffff000, 0, 0x1000));
	finds(bench, RTC ": reg, or ranges on the way to it, is malformed");
}

static void test_on_xens_own(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, RTC, "reg", CELLS(0, 0x47fff000, 0, 0x2000));
	finds(bench, RTC ": reg = 0x47fff000 lies on the guest's own /memory@40000000" MOVE);
	tree_set_cells(bench->partial, RTC, "reg", CELLS(0, 0x3001000, 0, 0x1000));
	finds(bench,
	      RTC ": reg = 0x3001000 lies on the guest's own /interrupt-controller@3001000" MOVE);
	/* what is left of the memory's place */
	tree_set_cells(bench->partial, RTC, "reg", CELLS(0, 0xfe201000, 0, 0x1000));
	finds(bench, RTC ": reg = 0xfe201000 lies on the guest's own /hypervisor@38000000" MOVE);
}

static void test_given_on_xens_own(void **state)
{
	struct bench *bench = *state;

	bench->iomem[1] = (struct region){ 0x40000000, 0x1000 };
	bench->given.iomem_count = 2;
	finds(bench,
	      "iomem: page 0x40000 of the guest lies on its own /memory@40000000: add "
	      "@ELSEWHERE to the entry");
}

/** test_shared_page() - a page that is shared with the daemon is not given, nor an SRAM around it
 */
static void test_shared_page(void **state)
{
	struct bench *bench = *state;
	int sram = fdt_add_subnode(bench->partial, tree_node(bench->partial, "/passthrough"),
				   "sram@22008000");

	assert_true(sram > 0);
	fdt_del_node(bench->partial, tree_node(bench->partial, "/passthrough/scmi-shmem@22008000"));
	tree_set_cells(bench->partial, SRAM, "reg", CELLS(0, 0x22008000, 0, 0x1000));
	finds(bench, SRAM ": the guest lacks the page at 0x22008000: " ADD("22008", "1"));
	assert_true(fdt_add_subnode(bench->partial, tree_node(bench->partial, SRAM), "page@0") > 0);
	tree_set_string(bench->partial, SRAM "/page@0", "compatible", "arm,scmi-shmem");
	finds(bench, "");
}

/** test_below_pci() - what is numbered in PCI's way is nobody's registers */
static void test_below_pci(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, "/passthrough/firmware", "#address-cells", CELLS(3));
	tree_set_cells(bench->partial, "/passthrough/firmware", "#size-cells", CELLS(2));
	tree_set_cells(bench->partial, "/passthrough/firmware/scmi", "reg", CELLS(0, 0, 0, 0, 0));
	finds(bench, "/passthrough/firmware/scmi: reg, or ranges on the way to it, is malformed");
	tree_set_string(bench->partial, "/passthrough/firmware", "device_type", "pci");
	finds(bench, "");
}

static void test_malformed(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, RTC, "reg", CELLS(0, 0x9010000, 0));
	finds(bench, RTC ": reg, or ranges on the way to it, is malformed");
	tree_set_cells(bench->partial, RTC, "reg", CELLS(0, 0x9010000, 0, 0x1000));
	tree_set_cells(bench->partial, RTC, "interrupts", CELLS(0, 2));
	finds(bench, RTC ": interrupts has 8 bytes, expected whole interrupts");
	tree_set_cells(bench->partial, RTC, "interrupts", CELLS(1, 2, 4));
	finds(bench,
	      RTC ": interrupts has <1 2>, expected a shared interrupt, <0 0> to <0 987>: no "
		  "other can be given to a guest");
}

static void test_bus_without_ranges(void **state)
{
	struct bench *bench = *state;

	tree_delete(bench->partial, "/passthrough", "ranges");
	finds(bench,
	      "/passthrough: nothing below it can be reached by the CPU: add \"ranges;\" to "
	      "it");
}

/** test_controller_of_its_own() - only what goes to the GIC is Xen's to give */
static void test_controller_of_its_own(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->partial, "/passthrough/firmware", "#interrupt-cells", CELLS(1));
	tree_set_cells(bench->partial, "/passthrough/firmware", "phandle", CELLS(77));
	tree_set_cells(bench->partial, RTC, "interrupts-extended",
		       CELLS(77, 5, XL_TREE_GIC, 0, 9, 4, XL_TREE_GIC, 0, 2, 4));
	finds(bench, RTC ": the guest lacks interrupt 9: add 41 to irqs");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_made, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_memory_of_two_banks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_not_made, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_complete, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lacks_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pages_at_the_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_on_xens_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_given_on_xens_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_shared_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_below_pci, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_malformed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bus_without_ranges, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_controller_of_its_own, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
