// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_channel.c - what fits a machine's firmware, and nodes that are wrong
 *
 * Every test starts from trees/channels.dts and changes something in it.
 */
#include "tree.h"

#include <errno.h>

#include "frontend-dt/channel.h"
#include "frontend-dt/tree.h"

#define SCMI	"/firmware/scmi"
#define PERF	SCMI "/protocol@13"
#define BUS	"/bus@1000000000"
#define MHU	BUS "/mailbox@1000"
#define MHUV2	BUS "/mailbox@2000"
#define MHUV3	BUS "/mailbox@10000"
#define MU	BUS "/mailbox@4000"
#define UNKNOWN BUS "/mailbox@5000"
#define TO_SCP	BUS "/sram@80000/section@0"
#define FAST	BUS "/sram@80000/section@100"
#define RAM	"/reserved-memory/memory@2a0000000"

#define BASE UINT64_C(0x1000000000)

struct bench {
	_Alignas(8) char fdt[TREE_ROOM];
	struct channel_choice choice; /* the last one */
	unsigned int count;
	int result; /* of the callback */
	struct why why;
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	tree_load(bench->fdt, "channels");
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

static int note(void *context, const struct channel_choice *choice)
{
	struct bench *bench = context;

	bench->choice = *choice;
	bench->count++;
	return bench->result;
}

static int read_tree(struct bench *bench)
{
	bench->count = 0;
	bench->why.text[0] = '\0';
	assert_int_equal(tree_check(bench->fdt, TREE_ROOM), 0);
	return channel_read(bench->fdt, note, bench, &bench->why);
}

/** choose() - of a tree with one node that is right */
static const struct channel_choice *choose(struct bench *bench)
{
	if (read_tree(bench))
		fail_msg("%s", bench->why.text);
	assert_int_equal(bench->count, 1);
	return &bench->choice;
}

static void fits(struct bench *bench, bool raw, bool mmio, const char *why)
{
	const struct channel_choice *choice = choose(bench);

	assert_string_equal(choice->why.text, why);
	assert_int_equal(choice->raw, raw);
	assert_int_equal(choice->mmio, mmio);
}

static void rings(struct bench *bench, uint64_t address, uint32_t value, uint32_t keep)
{
	const struct channel_choice *choice = choose(bench);

	assert_true(choice->mmio);
	assert_int_equal(choice->doorbell.address, address);
	assert_int_equal(choice->doorbell.value, value);
	assert_int_equal(choice->doorbell.keep, keep);
}

static void refuses(struct bench *bench, const char *why)
{
	assert_int_equal(read_tree(bench), -EINVAL);
	assert_string_equal(bench->why.text, why);
	assert_int_equal(bench->count, 0);
}

static uint32_t phandle(struct bench *bench, const char *path)
{
	uint32_t known = tree_phandle(bench->fdt, path), free_one;

	if (known)
		return known;
	assert_int_equal(fdt_generate_phandle(bench->fdt, &free_one), 0);
	tree_set_cells(bench->fdt, path, "phandle", CELLS(free_one));
	return free_one;
}

/** set_mailbox() - a channel that is SCMI's only one; @third: -1: it has two cells */
static void set_mailbox(struct bench *bench, const char *path, uint32_t first, uint32_t second,
			int third)
{
	const uint32_t cells[] = { phandle(bench, path), first, second, (uint32_t)third };

	tree_set_cells(bench->fdt, SCMI, "mboxes", cells, third < 0 ? 3 : 4);
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(phandle(bench, TO_SCP)));
}

static void set_transport(struct bench *bench, const char *compatible)
{
	tree_set_string(bench->fdt, SCMI, "compatible", compatible);
	tree_delete(bench->fdt, SCMI, "mboxes");
	tree_delete(bench->fdt, PERF, "mboxes");
	tree_delete(bench->fdt, PERF, "shmem");
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(phandle(bench, RAM)));
}

#define WHY_REGISTER(of)                                                                          \
	"the doorbell is a register of " of ": raw if dom0's kernel keeps the firmware, mmio if " \
	"the daemon has it alone"

static void test_mailbox(void **state)
{
	struct bench *bench = *state;
	const struct channel_choice *choice;

	fits(bench, true, true, WHY_REGISTER(MHU));
	choice = &bench->choice;
	assert_int_equal(choice->node, tree_node(bench->fdt, SCMI));
	assert_int_equal(choice->transport, CHANNEL_MAILBOX);
	assert_string_equal(choice->compatible, "arm,scmi");
	assert_int_equal(choice->memory_node, tree_node(bench->fdt, TO_SCP));
	assert_int_equal(choice->memory.address, BASE + 0x80000);
	assert_int_equal(choice->memory.size, 0x80);
	assert_int_equal(choice->mailbox, tree_node(bench->fdt, MHU));
	assert_int_equal(choice->cell_count, 2);
	assert_int_equal(choice->cells[0], 1);
	assert_int_equal(choice->cells[1], 5);
	/* The protocol's own memory is the smallest, and no whole number of words. */
	assert_int_equal(choice->payload_max, 0x6e - 28 - 2);
	for (unsigned int protocol = 0; protocol < SCMI_PROTOCOLS; protocol++)
		assert_int_equal(choice->own[protocol], protocol == 0x13);
}

static void test_registers(void **state)
{
	struct bench *bench = *state;
	static const struct {
		const char *path;
		uint32_t first, second;
		int third;
		uint64_t address; /* behind the bus's */
		uint32_t value, keep;
	} rows[] = {
		{ MHU, 0, 0, -1, 0x1108, 1, 0 },
		{ MHU, 1, 5, -1, 0x1128, 0x20, 0 },
		{ MHU, 2, 31, -1, 0x1308, 0x80000000, 0 },
		{ MHUV2, 0, 3, -1, 0x200c, 8, 0 },
		{ MHUV2, 1, 0, -1, 0x202c, 1, 0 },
		{ MHUV2, 3, 0, -1, 0x2000 + 6 * 0x20 + 12, 1, 0 },
		{ MHUV2, 5, 31, -1, 0x2000 + 8 * 0x20 + 12, 0x80000000, 0 },
		{ MHUV3, 0, 0, 0, 0x1100c, 1, 0 },
		{ MHUV3, 0, 127, 31, 0x11000 + 127 * 0x20 + 12, 0x80000000, 0 },
		{ MU, 5, 0, -1, 0x4114, 1, 0xfffffffe },
		{ MU, 2, 3, -1, 0x4114, 8, 0xfffffff7 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		set_mailbox(bench, rows[i].path, rows[i].first, rows[i].second, rows[i].third);
		rings(bench, BASE + rows[i].address, rows[i].value, rows[i].keep);
		assert_int_equal(bench->choice.doorbell.needs_driver,
				 !strcmp(rows[i].path, MHUV2) || !strcmp(rows[i].path, MHUV3));
	}
}

static void test_raw_alone(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(phandle(bench, TO_SCP)));
	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(phandle(bench, UNKNOWN)));
	fits(bench, true, false,
	     "the doorbell is left to the driver of " UNKNOWN
	     ": which register rings \"example,mailbox\" is not known");
	tree_delete(bench->fdt, UNKNOWN, "compatible");
	fits(bench, true, false,
	     "the doorbell is left to the driver of " UNKNOWN
	     ": which register rings \"\" is not known");
	set_mailbox(bench, MHUV2, 2, 0, -1);
	fits(bench, true, false,
	     "the doorbell is left to the driver of " MHUV2
	     ": its windows carry data, and are no doorbells");
	set_mailbox(bench, MU, 0, 0, -1);
	fits(bench, true, false,
	     "the doorbell is left to the driver of " MU
	     ": its channel carries data, and is no doorbell");
	set_mailbox(bench, MU, 5, 0, -1);
	tree_set_cells(bench->fdt, MU, "clocks", CELLS(1));
	fits(bench, true, false,
	     "the doorbell is left to the driver of " MU ": it is off unless a driver uses it");
	tree_delete(bench->fdt, MU, "clocks");
	tree_set_cells(bench->fdt, MU, "power-domains", CELLS(1));
	fits(bench, true, false,
	     "the doorbell is left to the driver of " MU ": it is off unless a driver uses it");
}

static void test_wrong_cells(void **state)
{
	struct bench *bench = *state;
	static const struct {
		const char *path;
		uint32_t first, second;
		int third;
		const char *why;
	} rows[] = {
		{ MHU, 3, 0, -1, "<3 0>, expected 0 to 2, and a bit of 0 to 31" },
		{ MHU, 0, 32, -1, "<0 32>, expected 0 to 2, and a bit of 0 to 31" },
		{ MHUV2, 6, 0, -1,
		  "<6 0>, expected a window of arm,mhuv2-protocols, and a bit of 0 to 31" },
		{ MHUV2, 0, 32, -1,
		  "<0 32>, expected a window of arm,mhuv2-protocols, and a bit of 0 to 31" },
		{ MHUV3, 1, 0, 0,
		  "<1 0 0>, expected 0, a window of 0 to 127, and a bit of 0 to 31" },
		{ MHUV3, 0, 128, 0,
		  "<0 128 0>, expected 0, a window of 0 to 127, and a bit of 0 to 31" },
		{ MHUV3, 0, 0, 32,
		  "<0 0 32>, expected 0, a window of 0 to 127, and a bit of 0 to 31" },
		{ MU, 3, 0, -1, "<3 0>, expected 2 or 5, and 0 to 3" },
		{ MU, 5, 4, -1, "<5 4>, expected 2 or 5, and 0 to 3" },
	};
	char why[256];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		set_mailbox(bench, rows[i].path, rows[i].first, rows[i].second, rows[i].third);
		snprintf(why, sizeof(why), SCMI ": mboxes[0] has the cells %s", rows[i].why);
		refuses(bench, why);
	}
}

static void test_wrong_mailbox(void **state)
{
	struct bench *bench = *state;

	set_mailbox(bench, MHU, 1, 5, -1);
	tree_set_string(bench->fdt, MHU, "status", "disabled");
	refuses(bench, SCMI ": mboxes[0] is " MHU ", which is disabled, expected one that is not");
	tree_delete(bench->fdt, MHU, "status");
	tree_set_cells(bench->fdt, MHU, "reg", CELLS(0x1000, 0x108));
	refuses(bench,
		MHU ": reg is 0x1000001000 with 0x108 bytes, expected registers up to 0x12b");
	tree_set_cells(bench->fdt, MHU, "reg", CELLS(0x1002, 0x1000));
	refuses(bench,
		MHU ": reg is 0x1000001002 with 0x1000 bytes, expected registers up to 0x12b");
	tree_delete(bench->fdt, MHU, "reg");
	refuses(bench, MHU ": no reg, expected one, at most 8 levels deep");
	tree_set_cells(bench->fdt, MHU, "#mbox-cells", CELLS(1));
	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(phandle(bench, MHU), 1));
	tree_delete(bench->fdt, PERF, "mboxes");
	refuses(bench, MHU ": #mbox-cells is 1, expected 2 for arm,mhu-doorbell");
	tree_delete(bench->fdt, MHU, "#mbox-cells");
	refuses(bench, SCMI ": mboxes[0] is " MHU ", expected a node with #mbox-cells");
	set_mailbox(bench, MHUV2, 0, 0, -1);
	tree_set_cells(bench->fdt, MHUV2, "arm,mhuv2-protocols", CELLS(0, 1, 1));
	refuses(bench, MHUV2 ": arm,mhuv2-protocols has 12 bytes, expected pairs of cells");
	tree_set_cells(bench->fdt, MHUV2, "arm,mhuv2-protocols", CELLS(1, 0xffffffff, 0, 1));
	set_mailbox(bench, MHUV2, 1, 0, -1);
	refuses(bench,
		SCMI ": mboxes[0] has the cells <1 0>, expected a window of "
		     "arm,mhuv2-protocols, and a bit of 0 to 31");
	tree_delete(bench->fdt, MHUV2, "arm,mhuv2-protocols");
	refuses(bench, MHUV2 ": arm,mhuv2-protocols has 0 bytes, expected pairs of cells");
}

static void test_wrong_lists(void **state)
{
	struct bench *bench = *state;
	uint32_t mhu = phandle(bench, MHU), to = phandle(bench, TO_SCP);

	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(0xbeef, 1, 5));
	refuses(bench, SCMI ": mboxes[0] = <0xbeef> is the phandle of no node");
	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(mhu, 1));
	refuses(bench, SCMI ": mboxes[0] has 1 cells behind it, expected 2");
	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(0));
	refuses(bench, SCMI ": mboxes[0] = <0>, expected a mailbox");
	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(mhu, 1, 5));
	refuses(bench, SCMI ": shmem has 2 entries with 1 in mboxes, expected 1");
	tree_set_cells(bench->fdt, SCMI, "mboxes", CELLS(mhu, 1, 5, mhu, 1, 6, mhu, 1, 7));
	assert_int_equal(choose(bench)->doorbell.value, 0x20);
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(to));
	refuses(bench, SCMI ": shmem has 1 entries with 3 in mboxes, expected 2");
	tree_set_cells(bench->fdt, SCMI, "mboxes",
		       CELLS(mhu, 1, 5, mhu, 1, 6, mhu, 1, 7, mhu, 1, 8, mhu, 1, 9));
	refuses(bench, SCMI ": mboxes has 5 entries, expected 1 to 4");
	tree_delete(bench->fdt, SCMI, "mboxes");
	refuses(bench, SCMI ": mboxes has 0 entries, expected 1 to 4");
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(to, to, to));
	refuses(bench, SCMI ": shmem has 3 entries, expected 1 or 2");
	tree_delete(bench->fdt, SCMI, "shmem");
	refuses(bench, SCMI ": shmem has 0 entries, expected 1 or 2");
	tree_set(bench->fdt, SCMI, "shmem", "abc", 3);
	refuses(bench, SCMI ": shmem has 3 bytes, expected whole cells of 4");
}

static void test_wrong_memory(void **state)
{
	struct bench *bench = *state;
	uint32_t to = phandle(bench, TO_SCP);

	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(0xdead, to));
	refuses(bench, SCMI ": shmem[0] = <0xdead> is the phandle of no node");
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(to, 0));
	refuses(bench, SCMI ": shmem[1] = <0>, expected a node of arm,scmi-shmem");
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(phandle(bench, MHU), to));
	refuses(bench, SCMI ": shmem[0] is " MHU ", expected a node of arm,scmi-shmem");
	tree_set_cells(bench->fdt, SCMI, "shmem", CELLS(to));
	tree_set_cells(bench->fdt, TO_SCP, "reg", CELLS(0, 31));
	refuses(bench, TO_SCP ": reg has 31 bytes, expected at least 32");
	tree_set_cells(bench->fdt, TO_SCP, "reg", CELLS(0, 32));
	assert_int_equal(choose(bench)->payload_max, 4);
	tree_set_cells(bench->fdt, TO_SCP, "reg", CELLS(2, 32));
	refuses(bench, TO_SCP ": reg is at 0x1000080002, expected a multiple of 4");
	tree_set_cells(bench->fdt, TO_SCP, "reg", CELLS(0xff0, 32));
	refuses(bench,
		TO_SCP
		": reg is not in the CPU's view, expected ranges up to the root that have it");
	tree_set_cells(bench->fdt, TO_SCP, "reg", CELLS(0, 32, 0));
	refuses(bench, TO_SCP ": reg, or ranges on the way to the root, is malformed");
	tree_set_cells(bench->fdt, TO_SCP, "reg", CELLS(0, 128));
	tree_delete(bench->fdt, BUS, "ranges");
	refuses(bench,
		TO_SCP
		": reg is not in the CPU's view, expected ranges up to the root that have it");
}

/** test_wrong_protocol() - a protocol's own channel is looked at as closely */
static void test_wrong_protocol(void **state)
{
	struct bench *bench = *state;

	tree_set_cells(bench->fdt, FAST, "reg", CELLS(0x100, 16));
	refuses(bench, FAST ": reg has 16 bytes, expected at least 32");
	tree_delete(bench->fdt, PERF, "shmem");
	refuses(bench, PERF ": shmem has 0 entries, expected 1 or 2");
	tree_set_string(bench->fdt, PERF, "status", "disabled");
	assert_false(choose(bench)->own[0x13]);
	assert_int_equal(bench->choice.payload_max, 0x80 - 28);
}

static void test_smc(void **state)
{
	struct bench *bench = *state;

	set_transport(bench, "arm,scmi-smc");
	refuses(bench, SCMI ": arm,smc-id is missing, expected one cell");
	tree_set_cells(bench->fdt, SCMI, "arm,smc-id", CELLS(0x82000010, 0));
	refuses(bench, SCMI ": arm,smc-id has another length, expected one cell");
	tree_set_cells(bench->fdt, SCMI, "arm,smc-id", CELLS(0x82000010));
	fits(bench, true, false,
	     "the doorbell is an SMC, which only a kernel can make; Xen hands it on from 4.20 on");
	assert_int_equal(bench->choice.function, 0x82000010);
	assert_int_equal(bench->choice.memory.address, 0x2a0000000);
	assert_int_equal(bench->choice.payload_max, 0x1000 - 28);
	assert_int_equal(bench->choice.mailbox, -1);
	tree_set_cells(bench->fdt, PERF, "shmem", CELLS(phandle(bench, FAST)));
	assert_true(choose(bench)->own[0x13]);
}

static void test_smc_that_xen_keeps(void **state)
{
	struct bench *bench = *state;
	static const char both[] = "arm,scmi-smc-param\0arm,scmi-smc";

	set_transport(bench, "arm,scmi-smc");
	tree_set_cells(bench->fdt, SCMI, "arm,smc-id", CELLS(0x83000010));
	fits(bench, false, false,
	     "the doorbell is SMC 0x83000010, and Xen hands on only fast calls of the silicon "
	     "provider, such as 0x82000010");
	tree_set_cells(bench->fdt, SCMI, "arm,smc-id", CELLS(0x02000010));
	assert_false(choose(bench)->raw);
	tree_set_cells(bench->fdt, SCMI, "arm,smc-id", CELLS(0xc20000fe));
	assert_true(choose(bench)->raw);
	tree_set_string(bench->fdt, SCMI, "compatible", "arm,scmi-smc-param");
	fits(bench, false, false,
	     "the doorbell is an SMC with parameters, which Xen does not hand on");
	tree_set_string(bench->fdt, SCMI, "compatible", "qcom,scmi-smc");
	assert_false(choose(bench)->raw);
	tree_set(bench->fdt, SCMI, "compatible", both, sizeof(both));
	assert_true(choose(bench)->raw);
}

static void test_kernel(void **state)
{
	struct bench *bench = *state;

	set_transport(bench, "linaro,scmi-optee");
	fits(bench, true, false,
	     "OP-TEE is reached by a driver of the kernel's, and Xen needs CONFIG_OPTEE");
	assert_int_equal(bench->choice.memory_node, tree_node(bench->fdt, RAM));
	tree_delete(bench->fdt, SCMI, "shmem");
	tree_set_cells(bench->fdt, PERF, "linaro,optee-channel-id", CELLS(1));
	assert_int_equal(choose(bench)->memory_node, -1);
	assert_int_equal(bench->choice.payload_max, 0);
	assert_true(bench->choice.own[0x13]);
	tree_set_string(bench->fdt, SCMI, "compatible", "arm,scmi-virtio");
	fits(bench, true, false, "virtio is reached by a driver of the kernel's");
	assert_string_equal(channel_transport_name(bench->choice.transport), "virtio");
}

static void test_several(void **state)
{
	struct bench *bench = *state;

	tree_add(bench->fdt, "/", "scmi");
	tree_set_string(bench->fdt, "/scmi", "compatible", "arm,scmi-virtio");
	assert_int_equal(read_tree(bench), 0);
	assert_int_equal(bench->count, 2);
	tree_set_string(bench->fdt, SCMI, "status", "disabled");
	assert_int_equal(choose(bench)->transport, CHANNEL_VIRTIO);
	tree_set_string(bench->fdt, "/", "status", "disabled");
	assert_int_equal(read_tree(bench), 0);
	assert_int_equal(bench->count, 0);
	tree_delete(bench->fdt, "/", "status");
	tree_delete(bench->fdt, SCMI, "status");
	/* what is called can end it */
	bench->result = -ECANCELED;
	assert_int_equal(read_tree(bench), -ECANCELED);
	assert_int_equal(bench->count, 1);
}

/** test_enabled_below() - the node behind one that is disabled counts, and what is below does not
 */
static void test_enabled_below(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(choose(bench)->node, tree_node(bench->fdt, SCMI));
	tree_set_string(bench->fdt, SCMI, "status", "disabled");
	tree_delete(bench->fdt, "/firmware/other", "status");
	refuses(bench, "/firmware/other/scmi: shmem[0] = <0xdead> is the phandle of no node");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_mailbox, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_registers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_raw_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_cells, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_mailbox, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_lists, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_memory, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_protocol, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_smc, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_smc_that_xen_keeps, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_kernel, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_several, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_enabled_below, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
