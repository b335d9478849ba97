// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * xen.c - open and close the handles
 */
#include "xen.h"

#include <errno.h>
#include <string.h>
#include <xenctrl.h>
#include <xenforeignmemory.h>
#include <xengnttab.h>
#include <xentoollog.h>

static int cannot_open(struct xen *xen, const char *device, struct why *why)
{
	int error = errno ? errno : ENODEV;

	xen_close(xen);
	return why_not(why, -error, "cannot open %s: %s; expected root in dom0 of a running Xen",
		       device, strerror(error));
}

int xen_open(struct xen *xen, struct why *why)
{
	*xen = (struct xen){ 0 };
	errno = 0;
	/* Every failure is reported by us, with its context; the libraries' own lines say less. */
	xen->logger = (xentoollog_logger *)xtl_createlogger_stdiostream(stderr, XTL_CRITICAL, 0);
	if (!xen->logger)
		return why_not(why, -ENOMEM, "out of memory");
	xen->control = xc_interface_open(xen->logger, NULL, 0);
	if (!xen->control)
		return cannot_open(xen, "/dev/xen/privcmd", why);
	xen->foreign = xenforeignmemory_open(xen->logger, 0);
	if (!xen->foreign)
		return cannot_open(xen, "/dev/xen/privcmd", why);
	xen->gnttab = xengnttab_open(xen->logger, 0);
	if (!xen->gnttab)
		return cannot_open(xen, "/dev/xen/gntdev", why);
	return 0;
}

void xen_close(struct xen *xen)
{
	if (xen->gnttab)
		xengnttab_close(xen->gnttab);
	if (xen->foreign)
		xenforeignmemory_close(xen->foreign);
	if (xen->control)
		xc_interface_close(xen->control);
	if (xen->logger)
		xtl_logger_destroy(xen->logger);
	*xen = (struct xen){ 0 };
}
