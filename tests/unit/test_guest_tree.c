// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_guest_tree.c - guests' trees: read, completed, withdrawn, damaged
 *
 * Every test starts from trees/guest.dts and changes something in it.
 */
#include "unit.h"

#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frontend-dt/guest_tree.h"

#define ROOM  16384
#define SCMI  "/passthrough/firmware/scmi"
#define SHMEM "/passthrough/scmi-shmem@22008000"

/* Cells of a property as its bytes, and their number. */
#define CELLS_MAX 24
#define CELLS(...)                         \
	(const uint32_t[]){ __VA_ARGS__ }, \
		(int)(sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

static const struct guest_tree_defaults defaults = {
	.smc_id = 0x82000010,
	.shmem_address = 0x22001000,
};

/** struct bench - a tree in memory that it may grow into */
struct bench {
	_Alignas(8) char fdt[ROOM];
	_Alignas(8) char before[ROOM]; /* for comparisons */
	struct guest_tree tree;
	struct why why;
};

static void load(struct bench *bench)
{
	FILE *in = fopen(TREES "/guest.dtb", "re");
	char file[ROOM];
	size_t size;

	assert_non_null(in);
	size = fread(file, 1, sizeof(file), in);
	fclose(in);
	assert_in_range(size, 100, ROOM / 2);
	assert_int_equal(fdt_open_into(file, bench->fdt, ROOM), 0);
}

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	load(bench);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

static int node_at(const struct bench *bench, const char *path)
{
	int node = fdt_path_offset(bench->fdt, path);

	if (node < 0)
		fail_msg("%s: %s", path, fdt_strerror(node));
	return node;
}

static void set_bytes(struct bench *bench, const char *path, const char *name, const void *value,
		      int size)
{
	assert_int_equal(fdt_setprop(bench->fdt, node_at(bench, path), name, value, size), 0);
}

static void set_string(struct bench *bench, const char *path, const char *name, const char *value)
{
	set_bytes(bench, path, name, value, (int)strlen(value) + 1);
}

static void set_cells(struct bench *bench, const char *path, const char *name,
		      const uint32_t *cells, int count)
{
	fdt32_t value[CELLS_MAX];

	assert_in_range(count, 0, CELLS_MAX);
	for (int i = 0; i < count; i++)
		value[i] = cpu_to_fdt32(cells[i]);
	set_bytes(bench, path, name, value, count * 4);
}

static void delete_property(struct bench *bench, const char *path, const char *name)
{
	assert_int_equal(fdt_delprop(bench->fdt, node_at(bench, path), name), 0);
}

static void delete_node(struct bench *bench, const char *path)
{
	assert_int_equal(fdt_del_node(bench->fdt, node_at(bench, path)), 0);
}

static void add_node(struct bench *bench, const char *parent, const char *name)
{
	int node = fdt_add_subnode(bench->fdt, node_at(bench, parent), name);

	assert_in_range(node, 1, ROOM);
}

/** pack() - no room in the tree itself, as in one that a toolstack wrote */
static void pack(struct bench *bench)
{
	assert_int_equal(fdt_pack(bench->fdt), 0);
	memcpy(bench->before, bench->fdt, ROOM);
}

static void reads(struct bench *bench)
{
	memset(&bench->tree, 0xa5, sizeof(bench->tree));
	bench->why.text[0] = '\0';
	if (guest_tree_read(bench->fdt, ROOM, &bench->tree, &bench->why))
		fail_msg("%s", bench->why.text);
}

static void refuses(struct bench *bench, const char *why)
{
	memset(&bench->tree, 0xa5, sizeof(bench->tree));
	bench->why.text[0] = '\0';
	assert_int_equal(guest_tree_read(bench->fdt, ROOM, &bench->tree, &bench->why), -EINVAL);
	assert_string_equal(bench->why.text, why);
}

static void check_tree(const struct bench *bench, enum guest_conduit conduit, uint32_t smc_id,
		       uint64_t shmem_address)
{
	assert_true(bench->tree.wants_scmi);
	assert_int_equal(bench->tree.conduit, conduit);
	assert_int_equal(bench->tree.smc_id, smc_id);
	assert_int_equal(bench->tree.shmem_address, shmem_address);
}

static void check_no_scmi(struct bench *bench)
{
	reads(bench);
	assert_false(bench->tree.wants_scmi);
	assert_int_equal(bench->tree.smc_id, 0);
	assert_int_equal(bench->tree.shmem_address, 0);
}

/* --- reading --- */

static void test_read(void **state)
{
	struct bench *bench = *state;

	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x22008000);
	set_string(bench, "/psci", "method", "smc");
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_SMC, 0x82000042, 0x22008000);
}

static void test_open_places(void **state)
{
	struct bench *bench = *state;

	delete_property(bench, SCMI, "shmem");
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0);
	delete_property(bench, SCMI, "arm,smc-id");
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0, 0);
}

static void test_psci_of_any_version(void **state)
{
	static const char *const versions[] = { "arm,psci-1.0", "arm,psci-0.2", "arm,psci" };
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(versions); i++) {
		set_string(bench, "/psci", "compatible", versions[i]);
		reads(bench);
		check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x22008000);
	}
}

static void test_no_scmi(void **state)
{
	struct bench *bench = *state;

	/* Nothing else in the tree matters then. */
	delete_node(bench, "/psci");
	set_string(bench, SCMI, "compatible", "arm,scmi");
	check_no_scmi(bench);
	delete_node(bench, SCMI);
	check_no_scmi(bench);
}

static void test_status(void **state)
{
	static const struct {
		const char *status;
		bool wants;
	} rows[] = {
		{ "okay", true },   { "ok", true },   { "disabled", false }, { "fail", false },
		{ "okay2", false }, { "oka", false }, { "", false },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("status %s\n", rows[i].status);
		set_string(bench, SCMI, "status", rows[i].status);
		reads(bench);
		assert_int_equal(bench->tree.wants_scmi, rows[i].wants);
	}
}

static void test_enabled_node_behind_a_disabled_one(void **state)
{
	struct bench *bench = *state;

	add_node(bench, "/", "scmi");
	set_string(bench, "/scmi", "compatible", "arm,scmi-smc");
	set_cells(bench, "/scmi", "arm,smc-id", CELLS(0x83000001));
	set_string(bench, "/scmi", "status", "disabled");
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x22008000);
	set_string(bench, "/scmi", "status", "okay");
	set_string(bench, SCMI, "status", "disabled");
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x83000001, 0);
}

static void test_psci_refused(void **state)
{
	struct bench *bench = *state;

	set_string(bench, "/psci", "method", "hvc2");
	refuses(bench, "/psci: method = \"hvc2\", expected \"hvc\" or \"smc\"");
	set_bytes(bench, "/psci", "method", "hvc", 3);
	refuses(bench, "/psci: method = \"hvc\", expected \"hvc\" or \"smc\"");
	set_bytes(bench, "/psci", "method", "", 0);
	refuses(bench, "/psci: method = \"\", expected \"hvc\" or \"smc\"");
	delete_property(bench, "/psci", "method");
	refuses(bench, "/psci: method = \"\", expected \"hvc\" or \"smc\"");
	delete_node(bench, "/psci");
	refuses(bench, "no PSCI node, expected one compatible with \"arm,psci-1.0\"");
}

static void test_doorbells(void **state)
{
	static const uint32_t good[] = { 0x82000000, 0x82ffffff, 0x83000001, 0xc2000010,
					 0xc300ffff };
	static const uint32_t bad[] = { 0,	    0x02000010, 0x80000001, 0x81000000,
					0x84000000, 0xc4000003, 0x86000000, 0xbf000000,
					0xc0000000, 0xffffffff, 0x43000000 };
	struct bench *bench = *state;
	char why[200];

	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		set_cells(bench, SCMI, "arm,smc-id", &good[i], 1);
		reads(bench);
		assert_int_equal(bench->tree.smc_id, good[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		set_cells(bench, SCMI, "arm,smc-id", &bad[i], 1);
		snprintf(why, sizeof(why),
			 SCMI ": arm,smc-id = <0x%08x>, expected a fast call of SiP (0x82...) or "
			      "OEM (0x83...)",
			 bad[i]);
		refuses(bench, why);
	}
	set_cells(bench, SCMI, "arm,smc-id", CELLS(0x82000010, 0));
	refuses(bench, SCMI ": arm,smc-id has 8 bytes, expected 4");
	set_bytes(bench, SCMI, "arm,smc-id", "", 0);
	refuses(bench, SCMI ": arm,smc-id has 0 bytes, expected 4");
	set_bytes(bench, SCMI, "arm,smc-id", "\x82", 1);
	refuses(bench, SCMI ": arm,smc-id has 1 bytes, expected 4");
}

static void test_shmem_refused(void **state)
{
	struct bench *bench = *state;

	set_cells(bench, SCMI, "shmem", CELLS(77));
	refuses(bench, SCMI ": shmem = <0x4d> is the phandle of no node");
	set_cells(bench, SCMI, "shmem", CELLS(0));
	refuses(bench, SCMI ": shmem = <0x0> is the phandle of no node");
	set_cells(bench, SCMI, "shmem", CELLS(0xffffffff));
	refuses(bench, SCMI ": shmem = <0xffffffff> is the phandle of no node");
	set_cells(bench, SCMI, "shmem", CELLS(1, 2));
	refuses(bench, SCMI ": shmem has 8 bytes, expected one phandle");
	set_bytes(bench, SCMI, "shmem", "", 0);
	refuses(bench, SCMI ": shmem has 0 bytes, expected one phandle");
	set_cells(bench, SCMI, "shmem", CELLS(65000));
	refuses(bench, "/interrupt-controller@3001000: is not compatible with \"arm,scmi-shmem\"");
}

static void test_shmem_regions_refused(void **state)
{
	static const struct {
		uint32_t reg[4];
		const char *why;
	} rows[] = {
		{ { 0, 0x22008004, 0, 0x1000 },
		  SHMEM ": reg is 0x1000 bytes at 0x22008004, expected one page of 0x1000" },
		{ { 0, 0x22008000, 0, 0x800 },
		  SHMEM ": reg is 0x800 bytes at 0x22008000, expected one page of 0x1000" },
		{ { 0, 0x22008000, 0, 0x2000 },
		  SHMEM ": reg is 0x2000 bytes at 0x22008000, expected one page of 0x1000" },
		{ { 0, 0x22008000, 1, 0x1000 },
		  SHMEM ": reg is 0x100001000 bytes at 0x22008000, expected one page of 0x1000" },
		{ { 0, 0x22008000, 0, 0 },
		  SHMEM ": reg is 0x0 bytes at 0x22008000, expected one page of 0x1000" },
		{ { 0xffffffff, 0xfffff000, 0, 0x1000 }, SHMEM ": reg is missing or malformed" },
		{ { 0, 0x40000000, 0, 0x1000 },
		  "shared page at 0x40000000 overlaps /memory@40000000, expected a page of its "
		  "own" },
		{ { 0, 0x47fff000, 0, 0x1000 },
		  "shared page at 0x47fff000 overlaps /memory@40000000, expected a page of its "
		  "own" },
		{ { 0, 0x22000000, 0, 0x1000 },
		  "shared page at 0x22000000 overlaps /sbsa-uart@22000000, expected a page of its "
		  "own" },
		{ { 0, 0x3800f000, 0, 0x1000 },
		  "shared page at 0x3800f000 overlaps /hypervisor, expected a page of its own" },
		/* a second region of a node */
		{ { 0, 0x3020000, 0, 0x1000 },
		  "shared page at 0x3020000 overlaps /interrupt-controller@3001000, expected a "
		  "page of its own" },
		{ { 0, 0x9010000, 0, 0x1000 },
		  "shared page at 0x9010000 overlaps /passthrough/rtc@9010000, expected a page of "
		  "its own" },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		set_cells(bench, SHMEM, "reg", rows[i].reg, 4);
		refuses(bench, rows[i].why);
	}
	set_cells(bench, SHMEM, "reg", CELLS(0, 0x22008000, 0));
	refuses(bench, SHMEM ": reg is missing or malformed");
	set_bytes(bench, SHMEM, "reg", "", 0);
	refuses(bench, SHMEM ": reg is missing or malformed");
	delete_property(bench, SHMEM, "reg");
	refuses(bench, SHMEM ": reg is missing or malformed");
}

static void test_pages_beside_others(void **state)
{
	static const uint32_t good[] = { 0x3ffff000, 0x48000000, 0x22001000, 0x21fff000,
					 0x900f000,  0x9011000,	 0x3011000 };
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		print_error("0x%x:\n", good[i]);
		set_cells(bench, SHMEM, "reg", CELLS(0, good[i], 0, 0x1000));
		reads(bench);
		assert_int_equal(bench->tree.shmem_address, good[i]);
	}
	set_cells(bench, SHMEM, "reg", CELLS(0x12, 0x3000, 0, 0x1000));
	reads(bench);
	assert_int_equal(bench->tree.shmem_address, 0x1200003000);
}

/* --- addresses through buses --- */

static void test_ranges(void **state)
{
	struct bench *bench = *state;

	/* Two windows, one after the other: child, parent, size. */
	set_cells(bench, "/passthrough", "ranges",
		  CELLS(0, 0x1000, 0, 0x30000000, 0, 0x2000, /* */
			0, 0x8000, 1, 0x22000000, 0, 0x1000));
	set_cells(bench, SHMEM, "reg", CELLS(0, 0x8000, 0, 0x1000));
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x122000000);
	set_cells(bench, SHMEM, "reg", CELLS(0, 0x2000, 0, 0x1000));
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x30001000);
	/* The CPU's address is what must be free. */
	set_cells(bench, "/passthrough", "ranges", CELLS(0, 0, 0, 0x40000000, 0, 0x10000));
	refuses(bench,
		"shared page at 0x40002000 overlaps /memory@40000000, expected a page of "
		"its own");
}

static void test_ranges_of_other_devices(void **state)
{
	struct bench *bench = *state;

	/* The rtc on its bus is elsewhere for the CPU: where the page is. */
	add_node(bench, "/", "bus");
	set_cells(bench, "/bus", "#address-cells", CELLS(1));
	set_cells(bench, "/bus", "#size-cells", CELLS(1));
	set_cells(bench, "/bus", "ranges", CELLS(0x100, 0, 0x22000000, 0x100000));
	add_node(bench, "/bus", "device@8000");
	set_cells(bench, "/bus/device@8000", "reg", CELLS(0x8ffc, 4));
	refuses(bench,
		"shared page at 0x22008000 overlaps /bus/device@8000, expected a page of "
		"its own");
	set_cells(bench, "/bus/device@8000", "reg", CELLS(0x9100, 4));
	reads(bench);
}

static void test_ranges_refused(void **state)
{
	struct bench *bench = *state;
	const char *unreachable =
		SHMEM ": reg cannot be addressed by the CPU, expected `ranges` on the way";
	const char *malformed = SHMEM ": reg is missing or malformed";

	set_cells(bench, "/passthrough", "ranges", CELLS(0, 0, 0, 0, 0, 0x22008000));
	refuses(bench, unreachable);
	set_cells(bench, "/passthrough", "ranges", CELLS(0, 0x22008000, 0, 0, 0, 0xfff));
	refuses(bench, unreachable);
	set_cells(bench, "/passthrough", "ranges", CELLS(0, 0x22008000, 0, 0, 0));
	refuses(bench, malformed);
	delete_property(bench, "/passthrough", "ranges");
	refuses(bench, unreachable);
	set_bytes(bench, "/passthrough", "ranges", "", 0);
	set_cells(bench, "/passthrough", "#address-cells", CELLS(3));
	set_cells(bench, SHMEM, "reg", CELLS(0, 0, 0x22008000, 0, 0x1000));
	refuses(bench, malformed);
	set_cells(bench, "/passthrough", "#address-cells", CELLS(99));
	refuses(bench, malformed);
	set_cells(bench, "/passthrough", "#address-cells", CELLS(2));
	set_cells(bench, "/passthrough", "#size-cells", CELLS(0));
	refuses(bench, unreachable);
}

/** test_page_within_sram() - as the binding has it: the page is a part of its parent */
static void test_page_within_sram(void **state)
{
	struct bench *bench = *state;

	delete_node(bench, SHMEM);
	add_node(bench, "/", "sram@22008000");
	set_cells(bench, "/sram@22008000", "reg", CELLS(0, 0x22008000, 0, 0x1000));
	set_cells(bench, "/sram@22008000", "#address-cells", CELLS(1));
	set_cells(bench, "/sram@22008000", "#size-cells", CELLS(1));
	set_cells(bench, "/sram@22008000", "ranges", CELLS(0, 0, 0x22008000, 0x1000));
	add_node(bench, "/sram@22008000", "scp-shmem@0");
	set_string(bench, "/sram@22008000/scp-shmem@0", "compatible", "arm,scmi-shmem");
	set_cells(bench, "/sram@22008000/scp-shmem@0", "reg", CELLS(0, 0x1000));
	set_cells(bench, "/sram@22008000/scp-shmem@0", "phandle", CELLS(50));
	set_cells(bench, SCMI, "shmem", CELLS(50));
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x22008000);
	/* What else is part of the parent is not. */
	add_node(bench, "/sram@22008000", "other@800");
	set_cells(bench, "/sram@22008000/other@800", "reg", CELLS(0x800, 0x100));
	refuses(bench,
		"shared page at 0x22008000 overlaps /sram@22008000/other@800, expected a "
		"page of its own");
}

static void test_long_paths_are_cut(void **state)
{
	struct bench *bench = *state;
	char path[300] = "/passthrough/firmware", why[300];

	for (int i = 0; i < 4; i++) {
		add_node(bench, path, "a-long-name-of-thirty-one-bytes");
		strcat(path, "/a-long-name-of-thirty-one-bytes");
	}
	set_string(bench, path, "compatible", "arm,scmi-smc");
	set_cells(bench, path, "arm,smc-id", CELLS(5));
	delete_node(bench, SCMI);
	snprintf(why, sizeof(why),
		 ".../a-long-name-of-thirty-one-bytes: arm,smc-id = <0x00000005>, expected a fast "
		 "call of SiP (0x82...) or OEM (0x83...)");
	refuses(bench, why);
}

/* --- completing --- */

static int complete(struct bench *bench, size_t room)
{
	bench->why.text[0] = '\0';
	return guest_tree_complete(bench->fdt, room, &bench->tree, &defaults, &bench->why);
}

static void check_completed(struct bench *bench, uint32_t smc_id, uint64_t address)
{
	check_tree(bench, GUEST_CONDUIT_SMC, smc_id, address);
	/* A fresh look finds the same, and so would the guest. */
	assert_int_equal(fdt_check_full(bench->fdt, ROOM), 0);
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_SMC, smc_id, address);
	assert_string_equal(fdt_getprop(bench->fdt, node_at(bench, "/psci"), "method", NULL),
			    "smc");
}

static void test_complete_tree_needs_no_room(void **state)
{
	struct bench *bench = *state;
	int changed = 0;

	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, fdt_totalsize(bench->fdt)), 0);
	check_completed(bench, 0x82000042, 0x22008000);
	for (int i = 0; i < ROOM; i++)
		changed += bench->fdt[i] != bench->before[i];
	assert_int_equal(changed, 2); /* "hvc" became "smc" */
}

static void test_smc_tree_is_left_alone(void **state)
{
	struct bench *bench = *state;

	set_string(bench, "/psci", "method", "smc");
	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, fdt_totalsize(bench->fdt)), 0);
	assert_memory_equal(bench->fdt, bench->before, ROOM);
}

static void test_complete_both(void **state)
{
	struct bench *bench = *state;
	int node, length;
	const fdt32_t *value;

	delete_property(bench, SCMI, "shmem");
	delete_property(bench, SCMI, "arm,smc-id");
	delete_node(bench, SHMEM);
	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, fdt_totalsize(bench->fdt) + 1024), 0);
	assert_in_range(fdt_totalsize(bench->fdt), 1, fdt_totalsize(bench->before) + 1024);
	check_completed(bench, 0x82000010, 0x22001000);

	node = node_at(bench, "/scmi-shmem@22001000");
	assert_string_equal(fdt_getprop(bench->fdt, node, "compatible", NULL), "arm,scmi-shmem");
	value = fdt_getprop(bench->fdt, node, "reg", &length);
	assert_int_equal(length, 16);
	assert_memory_equal(value, "\0\0\0\0\x22\0\x10\0\0\0\0\0\0\0\x10\0", 16);
	value = fdt_getprop(bench->fdt, node_at(bench, SCMI), "shmem", &length);
	assert_int_equal(length, 4);
	assert_int_equal(fdt32_ld(value), fdt_get_phandle(bench->fdt, node));
	assert_int_equal(fdt_node_offset_by_phandle(bench->fdt, fdt32_ld(value)), node);
}

static void test_complete_doorbell(void **state)
{
	struct bench *bench = *state;

	delete_property(bench, SCMI, "arm,smc-id");
	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, ROOM), 0);
	check_completed(bench, 0x82000010, 0x22008000);
	assert_int_equal(fdt_path_offset(bench->fdt, "/scmi-shmem@22001000"), -FDT_ERR_NOTFOUND);
}

static void test_complete_page(void **state)
{
	struct bench *bench = *state;

	delete_property(bench, SCMI, "shmem");
	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, ROOM), 0);
	check_completed(bench, 0x82000042, 0x22001000);
}

static void test_complete_in_one_cell(void **state)
{
	struct bench *bench = *state;
	int length;

	/* A tree of 32-bit addresses: everything in it is gone but what SCMI needs. */
	delete_node(bench, "/memory@40000000");
	delete_node(bench, "/interrupt-controller@3001000");
	delete_node(bench, "/sbsa-uart@22000000");
	delete_node(bench, "/hypervisor");
	delete_property(bench, SCMI, "shmem");
	set_cells(bench, "/", "#address-cells", CELLS(1));
	set_cells(bench, "/", "#size-cells", CELLS(1));
	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, ROOM), 0);
	check_completed(bench, 0x82000042, 0x22001000);
	fdt_getprop(bench->fdt, node_at(bench, "/scmi-shmem@22001000"), "reg", &length);
	assert_int_equal(length, 8);
}

/* --- protocol nodes that stand alone --- */

static void add_protocol(struct bench *bench, const char *parent, uint32_t protocol)
{
	char name[20], path[100];

	snprintf(name, sizeof(name), "protocol@%x", protocol);
	snprintf(path, sizeof(path), "%s/%s", parent, name);
	add_node(bench, parent, name);
	set_cells(bench, path, "reg", CELLS(protocol));
	set_cells(bench, path, "phandle", CELLS(0x100 + protocol));
}

static void check_cells(const struct bench *bench, const char *path, const char *name,
			const uint32_t *cells, int count)
{
	int length;
	const fdt32_t *value = fdt_getprop(bench->fdt, node_at(bench, path), name, &length);

	assert_non_null(value);
	assert_int_equal(length, count * 4);
	for (int i = 0; i < count; i++)
		assert_int_equal(fdt32_ld(value + i), cells[i]);
}

static void test_protocols_are_gathered(void **state)
{
	struct bench *bench = *state;

	delete_node(bench, SCMI);
	delete_node(bench, SHMEM);
	add_protocol(bench, "/passthrough", 0x14);
	set_cells(bench, "/passthrough/protocol@14", "#clock-cells", CELLS(1));
	add_protocol(bench, "/passthrough/firmware", 0x17);
	add_node(bench, "/passthrough/firmware/protocol@17", "regulators");
	add_node(bench, "/passthrough/firmware/protocol@17/regulators", "regulator@0");
	set_string(bench, "/passthrough/firmware/protocol@17/regulators/regulator@0",
		   "regulator-name", "vdd");
	pack(bench);
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0, 0);
	assert_true(bench->tree.lacks_scmi);
	assert_int_equal(complete(bench, fdt_totalsize(bench->fdt) + bench->tree.growth), 0);
	check_completed(bench, 0x82000010, 0x22001000);

	assert_string_equal(
		fdt_getprop(bench->fdt, node_at(bench, "/firmware/scmi"), "compatible", NULL),
		"arm,scmi-smc");
	check_cells(bench, "/firmware/scmi", "#address-cells", CELLS(1));
	check_cells(bench, "/firmware/scmi", "#size-cells", CELLS(0));
	check_cells(bench, "/firmware/scmi/protocol@14", "reg", CELLS(0x14));
	check_cells(bench, "/firmware/scmi/protocol@14", "phandle", CELLS(0x114));
	check_cells(bench, "/firmware/scmi/protocol@14", "#clock-cells", CELLS(1));
	check_cells(bench, "/firmware/scmi/protocol@17", "phandle", CELLS(0x117));
	assert_string_equal(
		fdt_getprop(bench->fdt,
			    node_at(bench, "/firmware/scmi/protocol@17/regulators/regulator@0"),
			    "regulator-name", NULL),
		"vdd");
	assert_int_equal(fdt_path_offset(bench->fdt, "/passthrough/protocol@14"),
			 -FDT_ERR_NOTFOUND);
	assert_int_equal(fdt_path_offset(bench->fdt, "/passthrough/firmware/protocol@17"),
			 -FDT_ERR_NOTFOUND);
}

/** test_other_firmware_stays() - as the node that libxl adds for OP-TEE */
static void test_other_firmware_stays(void **state)
{
	struct bench *bench = *state;

	delete_node(bench, SCMI);
	add_protocol(bench, "/passthrough", 0x14);
	add_node(bench, "/", "firmware");
	add_node(bench, "/firmware", "optee");
	set_string(bench, "/firmware/optee", "compatible", "linaro,optee-tz");
	set_string(bench, "/firmware/optee", "method", "hvc");
	pack(bench);
	reads(bench);
	assert_int_equal(complete(bench, ROOM), 0);
	check_completed(bench, 0x82000010, 0x22001000);
	node_at(bench, "/firmware/scmi/protocol@14");
	assert_string_equal(
		fdt_getprop(bench->fdt, node_at(bench, "/firmware/optee"), "method", NULL), "hvc");
}

static void test_what_is_no_protocol(void **state)
{
	static const struct {
		const char *name;
		uint32_t reg;
	} rows[] = {
		{ "protocol@14", 0x13 },  { "protocol@", 0x14 }, { "protocol", 0x14 },
		{ "protocol@14x", 0x14 }, { "protocol@f", 0xf }, { "protocol@100", 0x100 },
		{ "protocols@14", 0x14 },
	};
	struct bench *bench = *state;
	char path[100];

	delete_node(bench, SCMI);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s\n", rows[i].name);
		snprintf(path, sizeof(path), "/passthrough/%s", rows[i].name);
		add_node(bench, "/passthrough", rows[i].name);
		set_cells(bench, path, "reg", &rows[i].reg, 1);
		check_no_scmi(bench);
		delete_node(bench, path);
	}
	add_protocol(bench, "/passthrough", 0x14);
	set_string(bench, "/passthrough/protocol@14", "status", "disabled");
	check_no_scmi(bench);
	delete_property(bench, "/passthrough/protocol@14", "status");
	set_cells(bench, "/passthrough/protocol@14", "reg", CELLS(0x14, 0));
	check_no_scmi(bench);
	/* One for SCMI over another transport has its own protocols. */
	delete_node(bench, "/passthrough/protocol@14");
	set_string(bench, "/passthrough/firmware", "compatible", "arm,scmi");
	add_protocol(bench, "/passthrough/firmware", 0x14);
	check_no_scmi(bench);
}

static void test_protocols_refused(void **state)
{
	struct bench *bench = *state;
	char path[300] = "/passthrough/protocol@14";

	delete_node(bench, SCMI);
	add_protocol(bench, "/passthrough", 0x14);
	add_protocol(bench, "/passthrough/firmware", 0x14);
	refuses(bench,
		"/passthrough/firmware/protocol@14: protocol 0x14 has a node already: "
		"/passthrough/protocol@14");
	delete_node(bench, "/passthrough/firmware/protocol@14");
	for (int i = 0; i < 9; i++) {
		reads(bench);
		add_node(bench, path, "a");
		strcat(path, "/a");
	}
	refuses(bench, "/passthrough/protocol@14: more than 8 levels of nodes below it");
	add_node(bench, "/", "firmware");
	add_node(bench, "/firmware", "scmi");
	refuses(bench,
		"/firmware/scmi: is not an enabled node of \"arm,scmi-smc\", and protocols "
		"stand alone: expected one of the two");
}

static void test_protocols_withdrawn(void **state)
{
	struct bench *bench = *state;

	add_protocol(bench, "/passthrough", 0x14);
	add_protocol(bench, "/passthrough", 0x11);
	guest_tree_withdraw(bench->fdt);
	assert_int_equal(fdt_check_full(bench->fdt, ROOM), 0);
	check_no_scmi(bench);
	assert_int_equal(fdt_path_offset(bench->fdt, "/passthrough/protocol@14"),
			 -FDT_ERR_NOTFOUND);
}

/** not_completed() - refused, and not a bit of the tree has changed */
static void not_completed(struct bench *bench, size_t room, int error, const char *why)
{
	struct guest_tree found = bench->tree;

	assert_int_equal(complete(bench, room), error);
	assert_string_equal(bench->why.text, why);
	assert_memory_equal(bench->fdt, bench->before, ROOM);
	assert_int_equal(bench->tree.smc_id, found.smc_id);
	assert_int_equal(bench->tree.shmem_address, found.shmem_address);
	assert_int_equal(bench->tree.conduit, found.conduit);
}

static void test_no_room(void **state)
{
	static const char *const open[] = { "arm,smc-id", "shmem" };
	struct bench *bench = *state;
	char why[200];

	for (size_t i = 0; i < ARRAY_SIZE(open); i++) {
		uint32_t size;

		load(bench);
		delete_property(bench, SCMI, open[i]);
		pack(bench);
		size = fdt_totalsize(bench->fdt);
		reads(bench);
		snprintf(why, sizeof(why),
			 "device tree of %u bytes has %u bytes of memory, expected 1024 more", size,
			 size + 1023);
		not_completed(bench, size + 1023, -ENOSPC, why);
		snprintf(why, sizeof(why),
			 "device tree of %u bytes has %u bytes of memory, expected 1024 more", size,
			 size - 1);
		not_completed(bench, size - 1, -ENOSPC, why);
		assert_int_equal(complete(bench, size + 1024), 0);
	}
}

static void test_default_page_is_taken(void **state)
{
	struct bench *bench = *state;

	delete_property(bench, SCMI, "shmem");
	set_cells(bench, "/sbsa-uart@22000000", "reg", CELLS(0, 0x22000000, 0, 0x1001));
	pack(bench);
	reads(bench);
	not_completed(bench, ROOM, -EINVAL,
		      "shared page at 0x22001000 overlaps /sbsa-uart@22000000, expected a page of "
		      "its own");
	set_cells(bench, "/sbsa-uart@22000000", "reg", CELLS(0, 0x22000000, 0, 0x1000));
	set_cells(bench, "/memory@40000000", "reg", CELLS(0, 0x20000000, 0, 0x8000000));
	pack(bench);
	not_completed(bench, ROOM, -EINVAL,
		      "shared page at 0x22001000 overlaps /memory@40000000, expected a page of "
		      "its own");
}

static void test_no_phandle_left(void **state)
{
	static const uint32_t highest[] = { 0xfffffffe, 0xffffffff };
	struct bench *bench = *state;

	for (size_t i = 0; i < ARRAY_SIZE(highest); i++) {
		load(bench);
		delete_property(bench, SCMI, "shmem");
		set_cells(bench, SCMI "/protocol@14", "phandle", &highest[i], 1);
		pack(bench);
		reads(bench);
		assert_int_equal(complete(bench, ROOM), -EINVAL);
		assert_string_equal(bench->why.text,
				    "device tree cannot be completed: FDT_ERR_NOPHANDLES");
	}
}

/* --- withdrawing --- */

static void test_withdraw(void **state)
{
	struct bench *bench = *state;

	pack(bench);
	guest_tree_withdraw(bench->fdt);
	assert_int_equal(fdt_check_full(bench->fdt, ROOM), 0);
	assert_int_equal(fdt_totalsize(bench->fdt), fdt_totalsize(bench->before));
	assert_int_equal(fdt_path_offset(bench->fdt, SCMI), -FDT_ERR_NOTFOUND);
	check_no_scmi(bench);
	/* The rest is as it was. */
	node_at(bench, "/passthrough/rtc@9010000");
	assert_string_equal(fdt_getprop(bench->fdt, node_at(bench, "/psci"), "method", NULL),
			    "hvc");
}

static void test_withdraw_all(void **state)
{
	struct bench *bench = *state;

	add_node(bench, "/", "scmi");
	set_string(bench, "/scmi", "compatible", "arm,scmi-smc");
	guest_tree_withdraw(bench->fdt);
	check_no_scmi(bench);
	assert_int_equal(fdt_path_offset(bench->fdt, "/scmi"), -FDT_ERR_NOTFOUND);
	assert_int_equal(fdt_path_offset(bench->fdt, SCMI), -FDT_ERR_NOTFOUND);
}

static void test_withdraw_nothing(void **state)
{
	struct bench *bench = *state;

	set_string(bench, SCMI, "status", "disabled");
	pack(bench);
	guest_tree_withdraw(bench->fdt);
	assert_memory_equal(bench->fdt, bench->before, ROOM);
}

/* --- damage --- */

/** survive() - whatever @fdt is, nothing beyond @size is touched; the sanitizers watch */
static void survive(const char *fdt, size_t size)
{
	/* As much memory as a guest's tree has, and not a byte more. */
	size_t room = 2 * size + 1024;
	char *copy = calloc(1, room);
	struct guest_tree tree;
	struct why why;

	assert_non_null(copy);
	memcpy(copy, fdt, size);
	if (!guest_tree_read(copy, room, &tree, &why) && tree.wants_scmi)
		guest_tree_complete(copy, room, &tree, &defaults, &why);
	/* A tree that cannot be read is withdrawn too, if its header was good. */
	if (!fdt_check_header(copy) && fdt_totalsize(copy) <= room)
		guest_tree_withdraw(copy);
	free(copy);
}

static void test_truncated(void **state)
{
	struct bench *bench = *state;
	uint32_t size;

	pack(bench);
	size = fdt_totalsize(bench->fdt);
	for (uint32_t length = 0; length < size; length++) {
		char *copy = malloc(length ? length : 1);

		assert_non_null(copy);
		memcpy(copy, bench->fdt, length);
		assert_int_equal(guest_tree_read(copy, length, &bench->tree, &bench->why), -EINVAL);
		assert_memory_equal(bench->why.text, "device tree is damaged: ", 24);
		assert_false(bench->tree.wants_scmi);
		free(copy);
	}
}

/** test_tree_without_end() - a property whose length leads back to where it begins */
static void test_tree_without_end(void **state)
{
	struct bench *bench = *state;
	int property = fdt_first_property_offset(bench->fdt, node_at(bench, "/psci"));
	struct fdt_property *damaged =
		(void *)(uintptr_t)fdt_get_property_by_offset(bench->fdt, property, NULL);

	/* libfdt would walk round and round in it. */
	damaged->len = cpu_to_fdt32(0u - (uint32_t)sizeof(*damaged));
	memcpy(bench->before, bench->fdt, ROOM);
	refuses(bench, "device tree is damaged: FDT_ERR_BADSTRUCTURE");
	guest_tree_withdraw(bench->fdt);
	assert_memory_equal(bench->fdt, bench->before, ROOM);
}

/** test_old_versions() - libfdt takes them, and falls over their names */
static void test_old_versions(void **state)
{
	struct bench *bench = *state;

	fdt_set_last_comp_version(bench->fdt, 2);
	for (uint32_t version = 2; version < 16; version++) {
		fdt_set_version(bench->fdt, version);
		refuses(bench, "device tree is damaged: FDT_ERR_BADVERSION");
	}
	fdt_set_last_comp_version(bench->fdt, 16);
	fdt_set_version(bench->fdt, 16);
	reads(bench);
	check_tree(bench, GUEST_CONDUIT_HVC, 0x82000042, 0x22008000);
}

static void test_every_bit_flipped(void **state)
{
	struct bench *bench = *state;
	uint32_t size;

	delete_property(bench, SCMI, "arm,smc-id");
	pack(bench);
	size = fdt_totalsize(bench->fdt);
	for (uint32_t bit = 0; bit < size * 8; bit++) {
		bench->fdt[bit / 8] ^= (char)(1 << bit % 8);
		survive(bench->fdt, size);
		bench->fdt[bit / 8] ^= (char)(1 << bit % 8);
	}
	assert_memory_equal(bench->fdt, bench->before, ROOM);
}

static void test_every_byte_overwritten(void **state)
{
	static const char values[] = { 0, 1, 2, 3, 4, 9, 0x7f, (char)0x80, (char)0xff };
	struct bench *bench = *state;
	uint32_t size;

	delete_property(bench, SCMI, "shmem");
	pack(bench);
	size = fdt_totalsize(bench->fdt);
	for (uint32_t at = 0; at < size; at++)
		for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
			char good = bench->fdt[at];

			bench->fdt[at] = values[i];
			survive(bench->fdt, size);
			bench->fdt[at] = good;
		}
	assert_memory_equal(bench->fdt, bench->before, ROOM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_read),
		TEST(test_open_places),
		TEST(test_psci_of_any_version),
		TEST(test_no_scmi),
		TEST(test_status),
		TEST(test_enabled_node_behind_a_disabled_one),
		TEST(test_psci_refused),
		TEST(test_doorbells),
		TEST(test_shmem_refused),
		TEST(test_shmem_regions_refused),
		TEST(test_pages_beside_others),
		TEST(test_ranges),
		TEST(test_ranges_of_other_devices),
		TEST(test_ranges_refused),
		TEST(test_page_within_sram),
		TEST(test_long_paths_are_cut),
		TEST(test_complete_tree_needs_no_room),
		TEST(test_smc_tree_is_left_alone),
		TEST(test_complete_both),
		TEST(test_complete_doorbell),
		TEST(test_complete_page),
		TEST(test_complete_in_one_cell),
		TEST(test_protocols_are_gathered),
		TEST(test_other_firmware_stays),
		TEST(test_what_is_no_protocol),
		TEST(test_protocols_refused),
		TEST(test_protocols_withdrawn),
		TEST(test_no_room),
		TEST(test_default_page_is_taken),
		TEST(test_no_phandle_left),
		TEST(test_withdraw),
		TEST(test_withdraw_all),
		TEST(test_withdraw_nothing),
		TEST(test_tree_without_end),
		TEST(test_truncated),
		TEST(test_old_versions),
		TEST(test_every_bit_flipped),
		TEST(test_every_byte_overwritten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
