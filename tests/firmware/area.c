// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * area.c - the platform's end of shared memory, for messages of one agent
 */
#include "area.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Words of the memory. */
enum {
	STATUS = 1, /* bit 0: the channel is the agent's, 1: there was an error */
	FLAGS = 4,  /* bit 0: an interrupt is wanted */
	LENGTH = 5, /* bytes from the header on */
	HEADER = 6,
	PAYLOAD = 7,
};
#define FREE	  1u
#define ERROR	  2u
#define INTERRUPT 1u

/** struct place - FILE[@OFFSET]+SIZE in its parts */
struct place {
	char file[200];
	unsigned long long offset, size;
};

static bool parse(struct place *place, const char *where)
{
	size_t name = strcspn(where, "@+");
	char *end = (char *)where + name;

	if (!name || name >= sizeof(place->file))
		return false;
	memcpy(place->file, where, name);
	place->file[name] = '\0';
	place->offset = 0;
	if (*end == '@')
		place->offset = strtoull(end + 1, &end, 0);
	if (*end != '+')
		return false;
	place->size = strtoull(end + 1, &end, 0);
	return !*end && place->offset % 4 == 0 && place->size >= 32 && place->size < 1ull << 32;
}

/** make_room() - of a file that others map, too: it is made longer, never shorter */
static bool make_room(int fd, off_t size)
{
	struct stat stat;

	if (fstat(fd, &stat))
		return false;
	return !S_ISREG(stat.st_mode) || stat.st_size >= size || !ftruncate(fd, size);
}

bool area_open(struct area *area, const char *where, bool untidy, char *error, size_t error_size)
{
	unsigned long long page = (unsigned long long)sysconf(_SC_PAGESIZE), begin;
	struct place place;
	char *pages = MAP_FAILED;
	int fd;

	if (!parse(&place, where)) {
		snprintf(error, error_size,
			 "expected FILE[@OFFSET]+SIZE, of whole words and at least 32 bytes");
		return false;
	}
	begin = place.offset & ~(page - 1);
	fd = open(place.file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && make_room(fd, (off_t)(place.offset + place.size)))
		pages = mmap(NULL, place.offset - begin + place.size, PROT_READ | PROT_WRITE,
			     MAP_SHARED, fd, (off_t)begin);
	if (pages == MAP_FAILED) {
		snprintf(error, error_size, "%s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	close(fd);
	area->words = (volatile uint32_t *)(void *)(pages + (place.offset - begin));
	area->size = place.size;
	for (size_t i = 0; i < PAYLOAD && !untidy; i++)
		area->words[i] = 0;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	area->words[STATUS] = FREE;
	return true;
}

bool area_has_message(const struct area *area)
{
	return !(area->words[STATUS] & FREE);
}

bool area_wants_interrupt(const struct area *area)
{
	return area->words[FLAGS] & INTERRUPT;
}

uint32_t area_take(const struct area *area, struct scmi_packet *request)
{
	uint32_t length;

	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	length = area->words[LENGTH] - 4;
	request->header = area->words[HEADER];
	request->length = 0;
	if (length > area_room(area) || length > SCMI_PAYLOAD_MAX)
		return length;
	request->length = length;
	for (size_t i = 0; i * 4 < length; i++)
		request->payload[i] = area->words[PAYLOAD + i];
	return length;
}

uint32_t area_room(const struct area *area)
{
	return (uint32_t)(area->size - PAYLOAD * sizeof(uint32_t));
}

void area_write(struct area *area, struct scmi_packet *answer)
{
	if (answer->length > area_room(area))
		scmi_packet_refuse(answer, answer->header, SCMI_GENERIC_ERROR);
	for (size_t i = 0; i * 4 < answer->length; i++)
		area->words[PAYLOAD + i] = answer->payload[i];
	area->words[HEADER] = answer->header;
	area_say_length(area, answer->length);
}

void area_say_length(struct area *area, uint32_t length)
{
	area->words[LENGTH] = 4 + length;
}

void area_free(struct area *area, bool error)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	area->words[STATUS] = FREE | (error ? ERROR : 0);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}
