// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * domain.c - domains as a whole
 */
#include "domain.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <xenctrl.h>

static_assert(sizeof(xen_domain_handle_t) == XEN_UUID_SIZE, "Xen's domain handle is a UUID");

int xen_domain_next(struct xen *xen, uint32_t id, struct xen_domain *domain)
{
	xc_domaininfo_t info;
	/* Of the ways to ask, this one is the same in Xen 4.17 and 4.20. */
	int count = xc_domain_getinfolist(xen->control, id, 1, &info);
	unsigned int reason;

	if (count < 0)
		return -errno;
	if (!count)
		return -ENOENT;
	reason = info.flags >> XEN_DOMINF_shutdownshift & XEN_DOMINF_shutdownmask;
	*domain = (struct xen_domain){
		.id = info.domain,
		.is_dying = info.flags & XEN_DOMINF_dying,
		.is_shut_down = info.flags & XEN_DOMINF_shutdown && reason != SHUTDOWN_suspend,
		.cpu_time = info.cpu_time,
		.vcpus = info.max_vcpu_id == XEN_INVALID_MAX_VCPU_ID ? 0 : info.max_vcpu_id + 1,
	};
	memcpy(domain->uuid, info.handle, XEN_UUID_SIZE);
	return 0;
}

int xen_domain_pause(struct xen *xen, uint32_t id)
{
	return xc_domain_pause(xen->control, id) ? -errno : 0;
}

int xen_domain_unpause(struct xen *xen, uint32_t id)
{
	return xc_domain_unpause(xen->control, id) ? -errno : 0;
}

int xen_domain_shutdown(struct xen *xen, uint32_t id, enum xen_shutdown reason)
{
	int code = reason == XEN_SHUTDOWN_REBOOT ? SHUTDOWN_reboot : SHUTDOWN_poweroff;

	return xc_domain_shutdown(xen->control, id, code) ? -errno : 0;
}
