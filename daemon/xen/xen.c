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

/**
 * check_option() - whether this Xen relays SMCs
 *
 * Without its option Xen accepts all that we ask of it, and then relays nothing. But this call is
 * compiled in with the option only, and refuses to act on the caller's own domain.
 */
static int check_option(struct xen *xen, struct why *why)
{
	if (!xc_domain_set_access_required(xen->control, 0, 0) || errno == EPERM)
		return 0;
	why_not(why, -errno,
		"Xen relays no SMCs (%s): expected it to be built with CONFIG_MEM_ACCESS=y "
		"(CONFIG_VM_EVENT=y from 4.21)",
		strerror(errno));
	xen_close(xen);
	return -ENOTSUP;
}

int xen_open(struct xen *xen, struct why *why)
{
	int version;

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
	version = xc_version(xen->control, XENVER_version, NULL);
	if (version < 0)
		return cannot_open(xen, "the hypervisor", why);
	xen->version = (unsigned int)version; /* as XEN_VERSION() makes it */
	return check_option(xen, why);
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
