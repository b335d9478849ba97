// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mmio_map.c - memory and registers of the machine, mapped from files
 *
 * Whether the processor may cache what is mapped, and in which order it may write it, is the
 * kernel's decision: device memory of UIO and of a PCI BAR is neither cached nor reordered, a
 * file's page is cached, and coherent with everyone who maps it. /dev/mem caches RAM that Linux
 * uses, unless it is opened with O_SYNC.
 */
#include "mmio_map.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/number.h"

/* Where a region is in its file. */
struct place {
	uint64_t pages;	 /* mmap()'s offset */
	uint64_t within; /* from there to the region */
	uint64_t room;	 /* from the region's beginning to the file's end; 0: nobody knows */
};

/** read_uio() - a number that the kernel tells of a UIO device's map */
static int read_uio(const struct mmio_region *region, const char *what, uint64_t *number,
		    struct why *why)
{
	char path[2 * MMIO_FILE_SIZE], text[32] = "";
	FILE *in;

	snprintf(path, sizeof(path), "/sys/class/uio/%s/maps/map%" PRIu32 "/%s",
		 region->file + strlen("/dev/"), region->map, what);
	in = fopen(path, "re");
	if (!in)
		return why_not(why, -errno, "%s: %s", path, strerror(errno));
	if (fgets(text, sizeof(text), in))
		text[strcspn(text, "\n")] = '\0';
	fclose(in);
	if (number_parse(text, number))
		return why_not(why, -EINVAL, "%s: \"%s\", expected a number", path, text);
	return 0;
}

/**
 * find_uio() - mmap()'s offset chooses the map; the region may begin within the map's first page
 */
static int find_uio(struct place *place, const struct mmio_region *region, uint64_t page,
		    struct why *why)
{
	uint64_t size, begin;
	int rc = read_uio(region, "size", &size, why);

	if (!rc)
		rc = read_uio(region, "offset", &begin, why);
	if (rc)
		return rc;
	place->pages = region->map * page;
	place->within = begin + region->offset;
	place->room = size > place->within ? size - place->within : 0;
	if (!place->room)
		return why_not(why, -ERANGE,
			       "%s: map %" PRIu32 " has %" PRIu64
			       " bytes, expected more than %" PRIu64,
			       region->file, region->map, size, place->within);
	return 0;
}

/**
 * read_bar() - where in its page a PCI device's BAR begins
 *
 * Registers of less than a page share it with others. What mmap() of the file resourceN maps begins
 * with the page, and that of the BAR tells line N of the device's file `resource` alone.
 */
static uint64_t read_bar(const struct mmio_region *region, uint64_t page)
{
	char path[MMIO_FILE_SIZE], line[64];
	const char *name = strrchr(region->file, '/') + 1;
	uint64_t begin = 0;
	unsigned int bar;
	FILE *in;

	if (sscanf(name, "resource%1u", &bar) != 1)
		return 0;
	snprintf(path, sizeof(path), "%.*sresource", (int)(name - region->file), region->file);
	in = fopen(path, "re");
	for (unsigned int i = 0; in && i <= bar; i++)
		if (!fgets(line, sizeof(line), in) || sscanf(line, "%" SCNx64, &begin) != 1)
			begin = 0;
	if (in)
		fclose(in);
	return begin & (page - 1);
}

/** find() - in a file; a device has no size that could be asked for */
static int find(struct place *place, const struct mmio_region *region, int fd, uint64_t page,
		struct why *why)
{
	struct stat stat;
	uint64_t size;

	if (region->is_uio)
		return find_uio(place, region, page, why);
	if (fstat(fd, &stat))
		return why_not(why, -errno, "%s: %s", region->file, strerror(errno));
	place->pages = region->offset & ~(page - 1);
	place->within = region->offset - place->pages + read_bar(region, page);
	place->room = 0;
	if (!S_ISREG(stat.st_mode))
		return 0;
	size = (uint64_t)stat.st_size;
	if (size <= region->offset)
		return why_not(why, -ERANGE,
			       "%s: has %" PRIu64 " bytes, expected more than %" PRIu64,
			       region->file, size, region->offset);
	place->room = size - region->offset;
	return 0;
}

/** check_room() - what is behind a file's end cannot be touched */
static int check_room(const struct place *place, const struct mmio_region *region, uint64_t size,
		      uint64_t least, struct why *why)
{
	if (place->room && size > place->room)
		return why_not(why, -ERANGE, "%s: has %" PRIu64 " bytes there, expected %" PRIu64,
			       region->file, place->room, size);
	if (size < least)
		return why_not(why, -ERANGE, "%s: has %" PRIu64 " bytes there, expected %" PRIu64,
			       region->file, size, least);
	return 0;
}

static int map_file(struct mmio_map *map, const struct mmio_region *region, int fd, uint64_t least,
		    struct why *why)
{
	struct place place = { 0 };
	uint64_t size;
	int rc = find(&place, region, fd, (uint64_t)sysconf(_SC_PAGESIZE), why);

	if (rc)
		return rc;
	size = region->size ? region->size : place.room;
	rc = check_room(&place, region, size, least, why);
	if (rc)
		return rc;
	map->length = place.within + size;
	map->pages =
		mmap(NULL, map->length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)place.pages);
	if (map->pages == MAP_FAILED)
		return why_not(why, -errno, "%s: cannot be mapped: %s", region->file,
			       strerror(errno));
	map->at = (char *)map->pages + place.within;
	map->size = size;
	return 0;
}

int mmio_map_open(struct mmio_map *map, const struct mmio_region *region, uint64_t least,
		  struct why *why)
{
	int fd = open(region->file, O_RDWR | O_SYNC | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return why_not(why, -errno, "%s: %s", region->file, strerror(errno));
	rc = map_file(map, region, fd, least, why);
	close(fd); /* what is mapped stays */
	return rc;
}

void mmio_map_close(struct mmio_map *map)
{
	if (map->at)
		munmap(map->pages, map->length);
	*map = (struct mmio_map){ 0 };
}
