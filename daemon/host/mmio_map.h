/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mmio_map.h - memory and registers of the machine, mapped from files
 */
#ifndef XEN_SCMI_DAEMON_HOST_MMIO_MAP_H
#define XEN_SCMI_DAEMON_HOST_MMIO_MAP_H

#include <stddef.h>

#include "mmio_address.h"

/* Zero-initialised it maps nothing. */
struct mmio_map {
	volatile void *at; /* NULL: nothing is mapped */
	uint64_t size;	   /* in bytes from there on */
	void *pages;
	size_t length;
};

/**
 * mmio_map_open() - map a region, and the rest of the pages that it is in
 * @least: bytes that it has to have
 *
 * Return: 0; a negative errno with the reason in @why: the file cannot be opened or mapped, or is
 * not as large as that.
 */
int mmio_map_open(struct mmio_map *map, const struct mmio_region *region, uint64_t least,
		  struct why *why);

/** mmio_map_close() - also of a map that was not opened */
void mmio_map_close(struct mmio_map *map);

#endif
