/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xen.h - the handles on Xen that the whole daemon shares
 *
 * Files in this folder are the only ones that include Xen's headers; what they offer to the others
 * needs none. They translate and decide nothing. Domain and vCPU ids, frame numbers and grant
 * references are Xen's.
 */
#ifndef XEN_SCMI_DAEMON_XEN_XEN_H
#define XEN_SCMI_DAEMON_XEN_XEN_H

#include <stdint.h>

#include "proto/why.h"

struct xc_interface_core;
struct xenforeignmemory_handle;
struct xengntdev_handle;
struct xentoollog_logger;

struct xen {
	struct xentoollog_logger *logger;
	struct xc_interface_core *control;	 /* libxenctrl */
	struct xenforeignmemory_handle *foreign; /* libxenforeignmemory */
	struct xengntdev_handle *gnttab;	 /* libxengnttab */
	unsigned int version;			 /* of the running Xen, see XEN_VERSION() */
};

#define XEN_VERSION(major, minor) ((unsigned int)(major) << 16 | (unsigned int)(minor))

#define XEN_PAGE_SIZE 4096u
#define XEN_SMC_SIZE  4u /* bytes of the instruction, on arm64 */

/**
 * xen_open() - open the handles, and see whether this Xen can do what we need
 *
 * Return: 0, or a negative errno with what is missing in @why.
 */
int xen_open(struct xen *xen, struct why *why);
void xen_close(struct xen *xen);

#endif
