// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_smccc.c - every SMC that a guest can make: SCMI's doorbell, PSCI, SMCCC, and all others
 */
#include "unit.h"

#include <errno.h>
#include <stdbool.h>

#include "daemon/smccc.h"

#define DOORBELL 0x82000010

/* Function ids, and their 64-bit forms. */
#define SMCCC_VERSION	  0x80000000
#define ARCH_FEATURES	  0x80000001
#define PSCI_VERSION	  0x84000000
#define CPU_SUSPEND	  0x84000001
#define CPU_OFF		  0x84000002
#define CPU_ON		  0x84000003
#define AFFINITY_INFO	  0x84000004
#define MIGRATE_INFO_TYPE 0x84000006
#define SYSTEM_OFF	  0x84000008
#define SYSTEM_RESET	  0x84000009
#define PSCI_FEATURES	  0x8400000a
#define CPU_SUSPEND_64	  0xc4000001
#define CPU_ON_64	  0xc4000003
#define AFFINITY_INFO_64  0xc4000004

#define NOT_SUPPORTED	   (-1)
#define INVALID_PARAMETERS (-2)
#define ALREADY_ON	   (-4)
#define INTERNAL_FAILURE   (-6)
#define INVALID_ADDRESS	   (-9)

/**
 * struct machine - a guest of 18 vCPUs, and what was done to it
 * @on:	     vCPUs that are on, by bit
 * @error:   what every function of it fails with, 0: none
 * @started: vCPU that was started last, -1: none was
 * @version: of SMCCC
 */
struct machine {
	uint32_t on;
	int error;
	int started;
	uint64_t entry, x0;
	int offs, resets;
	uint32_t version;
};

#define VCPUS 18u

static int is_on(void *context, uint32_t vcpu)
{
	struct machine *machine = context;

	if (vcpu >= VCPUS)
		return -ENOENT;
	return machine->error ? machine->error : (int)(machine->on >> vcpu & 1);
}

static int start(void *context, uint32_t vcpu, uint64_t entry, uint64_t x0)
{
	struct machine *machine = context;

	machine->started = (int)vcpu;
	machine->entry = entry;
	machine->x0 = x0;
	return vcpu == 5 ? -EIO : 0; /* a vCPU that does not start */
}

static int shut_down(void *context, bool reboot)
{
	struct machine *machine = context;

	if (reboot)
		machine->resets++;
	else
		machine->offs++;
	return machine->error;
}

static uint32_t version(void *context)
{
	const struct machine *machine = context;

	return machine->version;
}

static const struct smccc_machine functions = { is_on, start, shut_down, version };

static const struct machine fresh = { .on = 1, .started = -1, .version = 0x10001 };

/** call() - an SMC that returns to the guest; its result */
static int64_t call(struct machine *machine, uint64_t id, uint64_t x1, uint64_t x2, uint64_t x3)
{
	const uint64_t x[4] = { id, x1, x2, x3 };
	int64_t result = 0x5555;

	assert_int_equal(smccc_call(&functions, machine, DOORBELL, x, &result), SMCCC_RETURNS);
	return result;
}

/** answer() - the result of an SMC that changes nothing */
static int64_t answer(uint64_t id, uint64_t x1)
{
	struct machine machine = fresh;
	int64_t result = call(&machine, id, x1, 0, 0);

	assert_int_equal(machine.started, -1);
	assert_int_equal(machine.offs + machine.resets, 0);
	return result;
}

static void test_versions(void **state)
{
	(void)state;
	assert_int_equal(answer(SMCCC_VERSION, 0), 0x10001);
	assert_int_equal(answer(PSCI_VERSION, 0), 0x10001);
	assert_int_equal(answer(MIGRATE_INFO_TYPE, 0), 2);
	assert_int_equal(answer(CPU_SUSPEND, 0), 0);
	assert_int_equal(answer(CPU_SUSPEND_64, 0x10000), 0);
}

static void test_psci_features(void **state)
{
	static const uint32_t there[] = {
		SMCCC_VERSION, PSCI_VERSION, CPU_SUSPEND,   CPU_SUSPEND_64,   CPU_OFF,
		CPU_ON,	       CPU_ON_64,    AFFINITY_INFO, AFFINITY_INFO_64, MIGRATE_INFO_TYPE,
		SYSTEM_OFF,    SYSTEM_RESET, PSCI_FEATURES,
	};
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(there); i++)
		assert_int_equal(answer(PSCI_FEATURES, there[i]), 0);
	/* And nothing else of PSCI's. */
	for (uint32_t id = 0; id < 0x100; id++)
		found += (answer(PSCI_FEATURES, 0x84000000 + id) == 0) +
			(answer(PSCI_FEATURES, 0xc4000000 + id) == 0);
	assert_int_equal(found, ARRAY_SIZE(there) - 1);
	assert_int_equal(answer(PSCI_FEATURES, DOORBELL), NOT_SUPPORTED);
	assert_int_equal(answer(PSCI_FEATURES, 0), NOT_SUPPORTED);
	/* The argument has 32 bits. */
	assert_int_equal(answer(PSCI_FEATURES, 0x1200000000 + CPU_ON), 0);
}

static void test_arch_features(void **state)
{
	(void)state;
	assert_int_equal(answer(ARCH_FEATURES, SMCCC_VERSION), 0);
	assert_int_equal(answer(ARCH_FEATURES, ARCH_FEATURES), 0);
	assert_int_equal(answer(ARCH_FEATURES, 0x80000002), NOT_SUPPORTED); /* ARCH_SOC_ID */
	assert_int_equal(answer(ARCH_FEATURES, 0x80008000), NOT_SUPPORTED); /* WORKAROUND_1 */
	assert_int_equal(answer(ARCH_FEATURES, 0x80007fff), NOT_SUPPORTED); /* WORKAROUND_2 */
	assert_int_equal(answer(ARCH_FEATURES, 0x80003fff), NOT_SUPPORTED); /* WORKAROUND_3 */
	assert_int_equal(answer(ARCH_FEATURES, CPU_ON), NOT_SUPPORTED);
}

static void test_unknown_functions(void **state)
{
	static const uint32_t ids[] = {
		0,	    1,		0x04000003, 0x44000003, 0x80000002, 0x80008000, 0x82000011,
		0xc2000010, 0x83000010, 0x84000005, 0x84000007, 0x84000050, 0xc4000002, 0xc4000008,
		0xc4000009, 0xc400000a, 0xc4000000, 0xc0000000, 0xc0000001, 0x86000000, 0xffffffff,
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		print_error("0x%x\n", ids[i]);
		assert_int_equal(answer(ids[i], 0), NOT_SUPPORTED);
	}
}

static void test_doorbell(void **state)
{
	static const uint32_t doorbells[] = { DOORBELL, 0xc3000001, PSCI_VERSION, CPU_OFF };
	struct machine machine = fresh;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(doorbells); i++) {
		const uint64_t x[4] = { 0xabcd00000000 | doorbells[i], 1, 2, 3 };
		int64_t result = 0x5555;

		/* First of all, and without a result: the message has not been looked at. */
		assert_int_equal(smccc_call(&functions, &machine, doorbells[i], x, &result),
				 SMCCC_SCMI);
		assert_int_equal(result, 0x5555);
	}
	assert_memory_equal(&machine, &fresh, sizeof(machine));
}

static void test_function_ids_have_32_bits(void **state)
{
	(void)state;
	assert_int_equal(answer(0xffffffff00000000 | PSCI_VERSION, 0), 0x10001);
}

static void test_cpu_off(void **state)
{
	const uint64_t x[4] = { CPU_OFF };
	struct machine machine = fresh;
	int64_t result = 0x5555;

	(void)state;
	assert_int_equal(smccc_call(&functions, &machine, DOORBELL, x, &result), SMCCC_STOPS);
	assert_int_equal(result, 0x5555);
	assert_memory_equal(&machine, &fresh, sizeof(machine));
}

static void test_cpu_on(void **state)
{
	struct machine machine = fresh;

	(void)state;
	assert_int_equal(call(&machine, CPU_ON_64, 1, 0x140000000, 0xfedcba9876543210), 0);
	assert_int_equal(machine.started, 1);
	assert_int_equal(machine.entry, 0x140000000);
	assert_int_equal(machine.x0, 0xfedcba9876543210);
	/* 16 vCPUs to a cluster */
	assert_int_equal(call(&machine, CPU_ON_64, 0x100, 4, 0), 0);
	assert_int_equal(machine.started, 16);
	assert_int_equal(call(&machine, CPU_ON_64, 0x101, 4, 0), 0);
	assert_int_equal(machine.started, 17);
	assert_int_equal(call(&machine, CPU_ON_64, 0xf, 4, 0), 0);
	assert_int_equal(machine.started, 15);
}

static void test_cpu_on_in_32_bits(void **state)
{
	struct machine machine = fresh;

	(void)state;
	assert_int_equal(
		call(&machine, CPU_ON, 0xffffffff00000001, 0xffffffff40000000, 0xffffffff12345678),
		0);
	assert_int_equal(machine.started, 1);
	assert_int_equal(machine.entry, 0x40000000);
	assert_int_equal(machine.x0, 0x12345678);
}

static void test_cpu_on_refused(void **state)
{
	static const struct {
		uint64_t mpidr, entry;
		int error;
		int64_t result;
	} rows[] = {
		{ 0, 0x40000000, 0, ALREADY_ON },
		{ 0, 0x40000001, 0, ALREADY_ON },
		{ 18, 0x40000000, 0, INVALID_PARAMETERS },
		{ 0x10, 0x40000000, 0, INVALID_PARAMETERS }, /* Aff0 is 0 to 15 */
		{ 0xff, 0x40000000, 0, INVALID_PARAMETERS },
		{ 0x102, 0x40000000, 0, INVALID_PARAMETERS }, /* vCPU 18 */
		{ 0xff0f, 0x40000000, 0, INVALID_PARAMETERS },
		{ 0x10001, 0x40000000, 0, INVALID_PARAMETERS }, /* Aff2 */
		{ 0x80000001, 0x40000000, 0, INVALID_PARAMETERS },
		{ 0x100000001, 0x40000000, 0, INVALID_PARAMETERS }, /* Aff3 */
		{ UINT64_MAX, 0x40000000, 0, INVALID_PARAMETERS },
		{ 1, 0x40000001, 0, INVALID_ADDRESS },
		{ 1, 0x40000002, 0, INVALID_ADDRESS },
		{ 1, 0x40000000, -EIO, INTERNAL_FAILURE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct machine machine = fresh;

		print_error("row %zu\n", i);
		machine.error = rows[i].error;
		assert_int_equal(call(&machine, CPU_ON_64, rows[i].mpidr, rows[i].entry, 0),
				 rows[i].result);
		assert_int_equal(machine.started, -1);
	}
}

static void test_cpu_that_does_not_start(void **state)
{
	struct machine machine = fresh;

	(void)state;
	assert_int_equal(call(&machine, CPU_ON_64, 5, 0x40000000, 0), INTERNAL_FAILURE);
}

static void test_affinity_info(void **state)
{
	struct machine machine = fresh;

	(void)state;
	machine.on = 0x10001;
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0, 0, 0), 0);
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 1, 0, 0), 1);
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0x100, 0, 0), 0);
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0x101, 0, 0), 1);
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0x102, 0, 0), INVALID_PARAMETERS);
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0x1000000000, 0, 0), INVALID_PARAMETERS);
	assert_int_equal(call(&machine, AFFINITY_INFO, 0x1000000000, 0, 0), 0);
	/* Only single vCPUs. */
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0, 1, 0), INVALID_PARAMETERS);
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0, UINT64_MAX, 0), INVALID_PARAMETERS);
	machine.error = -EIO;
	assert_int_equal(call(&machine, AFFINITY_INFO_64, 0, 0, 0), INVALID_PARAMETERS);
}

static void test_off_and_reset(void **state)
{
	struct machine machine = fresh;

	(void)state;
	/* The result is for a guest that is still there. */
	assert_int_equal(call(&machine, SYSTEM_OFF, 0, 0, 0), INTERNAL_FAILURE);
	assert_int_equal(machine.offs, 1);
	assert_int_equal(machine.resets, 0);
	assert_int_equal(call(&machine, SYSTEM_RESET, 0, 0, 0), INTERNAL_FAILURE);
	assert_int_equal(machine.offs, 1);
	assert_int_equal(machine.resets, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_psci_features),
		cmocka_unit_test(test_arch_features),
		cmocka_unit_test(test_unknown_functions),
		cmocka_unit_test(test_doorbell),
		cmocka_unit_test(test_function_ids_have_32_bits),
		cmocka_unit_test(test_cpu_off),
		cmocka_unit_test(test_cpu_on),
		cmocka_unit_test(test_cpu_on_in_32_bits),
		cmocka_unit_test(test_cpu_on_refused),
		cmocka_unit_test(test_cpu_that_does_not_start),
		cmocka_unit_test(test_affinity_info),
		cmocka_unit_test(test_off_and_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
