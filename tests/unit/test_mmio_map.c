// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_mmio_map.c - where in a file's pages a region is
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/host/mmio_map.h"

/* As PCI devices have it: a line for each BAR, and more. */
#define RESOURCES                                                    \
	"0x0000000010001100 0x00000000100011ff 0x0000000000040200\n" \
	"0x0000000010000000 0x0000000010000fff 0x0000000000040200\n" \
	"0x0000008000000000 0x00000080000fffff 0x000000000014220c\n" \
	"0x0000000000000000 0x0000000000000000 0x0000000000000000\n"

static int make_folder(void **state)
{
	char *folder = strdup("/tmp/mmio-map.XXXXXX");

	*state = folder;
	return folder && mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	rmdir(*state);
	free(*state);
	return 0;
}

/** make() - a file of so many bytes that begins with @text, in the region; its path */
static void make(struct mmio_region *region, const char *folder, const char *name, const char *text,
		 size_t size)
{
	FILE *out;

	*region = (struct mmio_region){ 0 };
	snprintf(region->file, sizeof(region->file), "%s/%s", folder, name);
	out = fopen(region->file, "we");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
	assert_int_equal(truncate(region->file, (off_t)size), 0);
}

/** within() - where in what is mapped the region is */
static size_t within(const struct mmio_region *region, uint64_t size)
{
	struct mmio_map map = { 0 };
	struct why why;
	size_t bytes;

	assert_int_equal(mmio_map_open(&map, region, 4, &why), 0);
	assert_int_equal(map.size, size);
	bytes = (size_t)((volatile char *)map.at - (volatile char *)map.pages);
	mmio_map_close(&map);
	return bytes;
}

static void test_bar_of_less_than_a_page(void **state)
{
	struct mmio_region list, small, whole;

	make(&list, *state, "resource", RESOURCES, strlen(RESOURCES));
	make(&small, *state, "resource0", "", 0x100);
	make(&whole, *state, "resource2", "", 0x3000);
	small.offset = 12;
	small.size = 4;
	assert_int_equal(within(&small, 4), 0x10c);
	whole.offset = 0x1010;
	assert_int_equal(within(&whole, 0x1ff0), 0x10);
	unlink(list.file);
	unlink(small.file);
	unlink(whole.file);
}

static void test_files_that_have_only_the_name(void **state)
{
	struct mmio_region file;

	make(&file, *state, "resource0", "", 0x100);
	file.offset = 12;
	assert_int_equal(within(&file, 0xf4), 12);
	unlink(file.file);
}

static void test_list_without_the_line(void **state)
{
	struct mmio_region list, file;

	make(&list, *state, "resource", RESOURCES, strlen(RESOURCES));
	make(&file, *state, "resource5", "", 0x100);
	assert_int_equal(within(&file, 0x100), 0);
	unlink(list.file);
	unlink(file.file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_bar_of_less_than_a_page, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(test_files_that_have_only_the_name, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(test_list_without_the_line, make_folder,
						remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
