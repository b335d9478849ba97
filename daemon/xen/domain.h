/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * domain.h - domains as a whole: which there are, and starting and stopping them
 */
#ifndef XEN_SCMI_DAEMON_XEN_DOMAIN_H
#define XEN_SCMI_DAEMON_XEN_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "daemon/xen/xen.h"

#define XEN_UUID_SIZE 16

struct xen_domain {
	uint32_t id;
	uint8_t uuid[XEN_UUID_SIZE];
	bool is_dying;	   /* being destroyed */
	bool is_shut_down; /* powered off, rebooting or crashed; suspended does not count */
	uint64_t cpu_time; /* ns that its vCPUs have run */
	uint32_t vcpus;	   /* ids are below this; 0: none made yet */
};

enum xen_shutdown {
	XEN_SHUTDOWN_POWEROFF,
	XEN_SHUTDOWN_REBOOT,
};

/**
 * xen_domain_next() - the domain with the least id that is @id or more
 *
 * Return: 0; -ENOENT where there is none; another negative errno.
 */
int xen_domain_next(struct xen *xen, uint32_t id, struct xen_domain *domain);

/** xen_domain_pause() - stop all vCPUs; counted, and returns when they have stopped */
int xen_domain_pause(struct xen *xen, uint32_t id);
int xen_domain_unpause(struct xen *xen, uint32_t id);
int xen_domain_shutdown(struct xen *xen, uint32_t id, enum xen_shutdown reason);

#endif
