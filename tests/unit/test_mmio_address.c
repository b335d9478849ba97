// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mmio_address.c - addresses of mmio channels, right ones and wrong ones
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "daemon/host/mmio_address.h"

#define OPTIONS                                                                                  \
	"doorbell, width, value, keep, interrupt, clear, clear-width, clear-value, clear-keep, " \
	"with =, behind each comma"
#define BAR "/sys/bus/pci/devices/0000:00:01.0/resource2"

static void assert_region(const struct mmio_region *region, const struct mmio_region *expected)
{
	assert_string_equal(region->file, expected->file);
	assert_int_equal(region->is_uio, expected->is_uio);
	assert_int_equal(region->map, expected->map);
	assert_int_equal(region->offset, expected->offset);
	assert_int_equal(region->size, expected->size);
}

static void assert_register(const struct mmio_register *reg, const struct mmio_register *expected)
{
	assert_region(&reg->at, &expected->at);
	assert_int_equal(reg->value, expected->value);
	assert_int_equal(reg->keep, expected->keep);
}

static void test_addresses(void **state)
{
	static const struct {
		const char *text;
		struct mmio_address address;
	} rows[] = {
		{ "/run/area", { .memory = { .file = "/run/area" } } },
		{ "/run/area@4", { .memory = { .file = "/run/area", .offset = 4 } } },
		{ "/run/area+32", { .memory = { .file = "/run/area", .size = 32 } } },
		{ "/dev/mem@0x4F000010+0x80",
		  { .memory = { .file = "/dev/mem", .offset = 0x4f000010, .size = 128 } } },
		{ "/dev/uio0", { .memory = { .file = "/dev/uio0", .is_uio = true } } },
		{ "/dev/uio12/map3@0x40",
		  { .memory = { .file = "/dev/uio12", .is_uio = true, .map = 3, .offset = 64 } } },
		{ BAR "+4096,doorbell=" BAR "@0x1000",
		  { .memory = { .file = BAR, .size = 4096 },
		    .doorbell = { .at = { .file = BAR, .offset = 4096, .size = 4 },
				  .value = 1 } } },
		{ "/a,doorbell=/b@8,width=64,value=0x8000000000000001,keep=0xff0",
		  { .memory = { .file = "/a" },
		    .doorbell = { .at = { .file = "/b", .offset = 8, .size = 8 },
				  .value = 0x8000000000000001,
				  .keep = 0xff0 } } },
		{ "/a,doorbell=/b@3,width=8,value=255",
		  { .memory = { .file = "/a" },
		    .doorbell = { .at = { .file = "/b", .offset = 3, .size = 1 },
				  .value = 255 } } },
		{ "/a,doorbell=/b@2,width=16,value=0,keep=0xffff",
		  { .memory = { .file = "/a" },
		    .doorbell = { .at = { .file = "/b", .offset = 2, .size = 2 },
				  .keep = 0xffff } } },
		{ "/a,doorbell=/dev/uio1/map1@0x20",
		  { .memory = { .file = "/a" },
		    .doorbell = { .at = { .file = "/dev/uio1",
					  .is_uio = true,
					  .map = 1,
					  .offset = 0x20,
					  .size = 4 },
				  .value = 1 } } },
		{ "/a,interrupt=/dev/uio1",
		  { .memory = { .file = "/a" }, .interrupt = "/dev/uio1" } },
		{ "/a,interrupt=/dev/uio1,doorbell=/b,value=2",
		  { .memory = { .file = "/a" },
		    .doorbell = { .at = { .file = "/b", .size = 4 }, .value = 2 },
		    .interrupt = "/dev/uio1" } },
		{ "/a,interrupt=/dev/uio0,clear=/b@16",
		  { .memory = { .file = "/a" },
		    .interrupt = "/dev/uio0",
		    .clear = { .at = { .file = "/b", .offset = 16, .size = 4 }, .value = 1 } } },
		{ "/a,clear=/dev/uio0/map1@0x208,clear-width=64,clear-value=6,clear-keep=0x80,"
		  "interrupt=/dev/uio0,doorbell=/b@2,width=16,value=3,keep=4",
		  { .memory = { .file = "/a" },
		    .doorbell = { .at = { .file = "/b", .offset = 2, .size = 2 },
				  .value = 3,
				  .keep = 4 },
		    .interrupt = "/dev/uio0",
		    .clear = { .at = { .file = "/dev/uio0",
				       .is_uio = true,
				       .map = 1,
				       .offset = 0x208,
				       .size = 8 },
			       .value = 6,
			       .keep = 0x80 } } },
		{ "/a@0x7ffffffffffffff0",
		  { .memory = { .file = "/a", .offset = 0x7ffffffffffffff0 } } },
	};
	struct mmio_address address;
	struct why why;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s\n", rows[i].text);
		assert_int_equal(mmio_address_parse(&address, rows[i].text, &why), 0);
		assert_region(&address.memory, &rows[i].address.memory);
		assert_register(&address.doorbell, &rows[i].address.doorbell);
		assert_register(&address.clear, &rows[i].address.clear);
		assert_string_equal(address.interrupt, rows[i].address.interrupt);
	}
}

static void test_bad_addresses(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{ "", "absolute paths of less than 128 characters" },
		{ "run/area", "absolute paths of less than 128 characters" },
		{ "@4", "absolute paths of less than 128 characters" },
		{ ",doorbell=/b", "absolute paths of less than 128 characters" },
		{ "/a,doorbell=b", "absolute paths of less than 128 characters" },
		{ "/a,doorbell=", "absolute paths of less than 128 characters" },
		{ "/a,interrupt=", "absolute paths of less than 128 characters" },
		{ "/a@", "a number behind @" },
		{ "/a@x", "a number behind @" },
		{ "/a@-4", "a number behind @" },
		{ "/a@4@4", "a number behind @" },
		{ "/a@0x8000000000000000", "a number behind @" },
		{ "/a@0x10000000000000000", "a number behind @" },
		{ "/a,doorbell=/b@x", "a number behind @" },
		{ "/a+", "a number of bytes behind +" },
		{ "/a+0", "a number of bytes behind +" },
		{ "/a+64@4", "a number of bytes behind +" },
		{ "/a+4k", "a number of bytes behind +" },
		{ "/a@4+0x7fffffffffffffff", "a number of bytes behind +" },
		{ "/a+0xffffffffffffffff", "a number of bytes behind +" },
		{ "/a@2", "memory on a boundary of 4 bytes" },
		{ "/a@0x1001+64", "memory on a boundary of 4 bytes" },
		{ "/a+31", "memory of at least 32 bytes" },
		{ "/dev/mem@0x1000", "+SIZE, which a device does not tell" },
		{ "/dev/uio0/map", "a map of a UIO device as /dev/uioN/mapM" },
		{ "/dev/uio0/mapx", "a map of a UIO device as /dev/uioN/mapM" },
		{ "/dev/uio0/map1/2", "a map of a UIO device as /dev/uioN/mapM" },
		{ "/dev/uio0/map256", "a map of a UIO device as /dev/uioN/mapM" },
		{ "/a,", OPTIONS },
		{ "/a,doorbell", OPTIONS },
		{ "/a,bell=/b", OPTIONS },
		{ "/a,doorbell=/b,", OPTIONS },
		{ "/a,width=8", "doorbell=FILE before what is said of it" },
		{ "/a,value=8,doorbell=/b", "doorbell=FILE before what is said of it" },
		{ "/a,keep=8", "doorbell=FILE before what is said of it" },
		{ "/a,doorbell=/b+4", "the size of doorbell= as width=BITS" },
		{ "/a,doorbell=/b,width=24", "a width of 8, 16, 32 or 64" },
		{ "/a,doorbell=/b,width=4", "a width of 8, 16, 32 or 64" },
		{ "/a,doorbell=/b,width=", "a width of 8, 16, 32 or 64" },
		{ "/a,doorbell=/b,value=", "a number behind value=" },
		{ "/a,doorbell=/b,value=on", "a number behind value=" },
		{ "/a,doorbell=/b,keep=~1", "a number behind keep=, the mask of bits to keep" },
		{ "/a,doorbell=/b@1,width=16", "doorbell= on a boundary of its width" },
		{ "/a,doorbell=/b@2", "doorbell= on a boundary of its width" },
		{ "/a,doorbell=/b@4,width=64", "doorbell= on a boundary of its width" },
		{ "/a,doorbell=/b,width=8,value=256",
		  "value and keep within the width of doorbell=" },
		{ "/a,doorbell=/b,keep=0x100,width=8",
		  "value and keep within the width of doorbell=" },
		{ "/a,doorbell=/b,value=0x100000000",
		  "value and keep within the width of doorbell=" },
		{ "/a,interrupt=/c,clear=b", "absolute paths of less than 128 characters" },
		{ "/a,interrupt=/c,clear=/b+4", "the size of clear= as clear-width=BITS" },
		{ "/a,doorbell=/b,clear-width=8", "clear=FILE before what is said of it" },
		{ "/a,doorbell=/b,clear-value=8", "clear=FILE before what is said of it" },
		{ "/a,clear=/b,value=8", "doorbell=FILE before what is said of it" },
		{ "/a,interrupt=/c,clear=/b,clear-width=4", "a width of 8, 16, 32 or 64" },
		{ "/a,interrupt=/c,clear=/b,clear-value=", "a number behind clear-value=" },
		{ "/a,interrupt=/c,clear=/b,clear-keep=x",
		  "a number behind clear-keep=, the mask of bits to keep" },
		{ "/a,interrupt=/c,clear=/b@2", "clear= on a boundary of its width" },
		{ "/a,interrupt=/c,clear=/b,clear-width=8,clear-value=256",
		  "clear-value and clear-keep within the width of clear=" },
		{ "/a,clear=/b", "interrupt= with clear=, which acknowledges it" },
	};
	struct mmio_address address;
	char expected[400];
	struct why why;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s\n", rows[i].text);
		snprintf(expected, sizeof(expected), "channel = mmio:%s, expected %s", rows[i].text,
			 rows[i].expected);
		assert_int_equal(mmio_address_parse(&address, rows[i].text, &why), -EINVAL);
		assert_string_equal(why.text, expected);
	}
}

static void test_long_addresses(void **state)
{
	struct mmio_address address;
	char text[600] = "/";
	struct why why;

	(void)state;
	memset(text + 1, 'x', 127);
	assert_int_equal(mmio_address_parse(&address, text, &why), -EINVAL);
	text[127] = '\0';
	assert_int_equal(mmio_address_parse(&address, text, &why), 0);
	assert_string_equal(address.memory.file, text);
	memset(text + 1, ',', sizeof(text) - 2);
	assert_int_equal(mmio_address_parse(&address, text, &why), -EINVAL);
	assert_non_null(strstr(why.text, "expected less than 512 characters"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_bad_addresses),
		cmocka_unit_test(test_long_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
