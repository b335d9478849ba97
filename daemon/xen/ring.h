/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ring.h - a guest's monitor ring: its SMCs come in, responses go out (xen/vm_event.h)
 *
 * Each SMC of the guest becomes a request, and its vCPU waits for the response. The ring page
 * belongs to Xen and this process alone.
 */
#ifndef XEN_SCMI_DAEMON_XEN_RING_H
#define XEN_SCMI_DAEMON_XEN_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "daemon/xen/xen.h"

struct xen_ring;

/**
 * xen_ring_open() - start to relay a guest's SMCs
 * @take_over: also free each of @vcpus vCPUs that waits on the ring of a server that died; it then
 *             makes its SMC again
 *
 * The domain must be paused by the caller, and stay so until this returns.
 *
 * Return: the ring; NULL with the reason in @why.
 */
struct xen_ring *xen_ring_open(struct xen *xen, uint32_t domain, bool take_over, uint32_t vcpus,
			       struct why *why);

/**
 * xen_ring_close() - stop relaying
 *
 * Every vCPU that waits makes its SMC again, which Xen then handles itself. The domain must be
 * paused, or dead.
 */
void xen_ring_close(struct xen_ring *ring);

/** xen_ring_fd() - readable where requests have come */
int xen_ring_fd(const struct xen_ring *ring);

/** xen_ring_wake() - take the notification that made the descriptor readable */
void xen_ring_wake(struct xen_ring *ring);

/**
 * xen_ring_next() - take the next request
 *
 * Return: true with the vCPU that made an SMC in @vcpu; false where there is no request.
 */
bool xen_ring_next(struct xen_ring *ring, uint32_t *vcpu);

/** xen_ring_respond() - let a vCPU go on behind its SMC; its registers have been written before */
void xen_ring_respond(struct xen_ring *ring, uint32_t vcpu);

#endif
