/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mmio_address.h - where shared memory, doorbell and interrupt are, as the configuration says it
 *
 *   REGION[,doorbell=REGION[,width=8|16|32|64][,value=N][,keep=MASK]]
 *         [,interrupt=/dev/uioN][,clear=REGION[,clear-width=...][,clear-value=...][,clear-keep=...]]
 *
 * A REGION is FILE[@OFFSET][+SIZE]. FILE is anything that can be mapped: a PCI BAR's resource file
 * in sysfs, /dev/mem, an ordinary file, or map M of a UIO device, which is called /dev/uioN/mapM;
 * map 0 has the device's own name, too. OFFSET counts from the beginning of the file, or of the
 * map.
 */
#ifndef XEN_SCMI_DAEMON_HOST_MMIO_ADDRESS_H
#define XEN_SCMI_DAEMON_HOST_MMIO_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/shmem.h"
#include "proto/why.h"

#define MMIO_FILE_SIZE 128 /* of a name, with its NUL */

/* The least that has room for a header and a status. */
#define MMIO_MEMORY_MIN (offsetof(struct scmi_shmem, payload) + sizeof(uint32_t))

struct mmio_region {
	char file[MMIO_FILE_SIZE];
	bool is_uio;
	uint32_t map;	 /* of a UIO device */
	uint64_t offset; /* in bytes */
	uint64_t size;	 /* in bytes; 0: all that is behind the offset */
};

/* Written as (what is there & keep) | value; where nothing is kept it is not read first. */
struct mmio_register {
	struct mmio_region at; /* its size is the width; file "": there is none */
	uint64_t value;
	uint64_t keep;
};

struct mmio_address {
	struct mmio_region memory;
	struct mmio_register doorbell;
	char interrupt[MMIO_FILE_SIZE]; /* "": none */
	struct mmio_register clear;	/* acknowledges the interrupt */
};

/** mmio_address_parse() - Return: 0; -EINVAL with what was expected in @why */
int mmio_address_parse(struct mmio_address *address, const char *text, struct why *why);

#endif
