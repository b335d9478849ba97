// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ring.c - vm_event requests and responses over a shared ring and an event channel
 *
 * A request holds the vCPU's pc but none of its x registers. A response with SET_REGISTERS sets the
 * pc, and that alone; one without lets the vCPU make its SMC again. Requests are kept until their
 * response, since it repeats the registers.
 */
#include "ring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <xenctrl.h>
#include <xenevtchn.h>
#include <xen/hvm/params.h>
#include <xen/vm_event.h>

struct waiting {
	bool is_waiting;
	struct vm_event_regs_arm registers;
};

struct xen_ring {
	struct xen *xen;
	uint32_t domain;
	xenevtchn_handle *evtchn;
	xenevtchn_port_or_error_t port;
	void *page;
	vm_event_back_ring_t back;
	uint32_t vcpus;
	struct waiting waiting[];
};

static void push_response(struct xen_ring *ring, uint32_t vcpu, const struct waiting *served)
{
	vm_event_response_t response = {
		.version = VM_EVENT_INTERFACE_VERSION,
		.flags = VM_EVENT_FLAG_VCPU_PAUSED,
		.reason = VM_EVENT_REASON_PRIVILEGED_CALL,
		.vcpu_id = vcpu,
	};

	if (served) {
		response.flags |= VM_EVENT_FLAG_SET_REGISTERS;
		response.data.regs.arm = served->registers;
		response.data.regs.arm.pc += XEN_SMC_SIZE;
	}
	*RING_GET_RESPONSE(&ring->back, ring->back.rsp_prod_pvt) = response;
	ring->back.rsp_prod_pvt++;
	RING_PUSH_RESPONSES(&ring->back);
	xenevtchn_notify(ring->evtchn, (evtchn_port_t)ring->port);
}

/** disable() - take the ring from Xen; what waits in it waits on */
static void disable(struct xen_ring *ring)
{
	if (ring->port >= 0)
		xenevtchn_unbind(ring->evtchn, (evtchn_port_t)ring->port);
	ring->port = -1;
	xc_monitor_disable(ring->xen->control, ring->domain);
	if (ring->page)
		munmap(ring->page, XEN_PAGE_SIZE);
	ring->page = NULL;
}

/*
 * Where the ring's page is put for a moment, before it is taken out of the guest's memory:
 * addresses that Xen's layout of a guest (xen/arch-arm.h) leaves free, the larger region first.
 */
static const struct {
	uint64_t address, size;
} regions[] = {
	{ 0x8000000000, 0x8000000000 }, /* the upper half of 40 bits */
	{ 0x3a000000, 0x6000000 },	/* between the magic pages and RAM */
};

/** choose_place() - put the ring's page where nobody can have made arrangements for it */
static void choose_place(struct xen_ring *ring)
{
	for (size_t i = 0; i < sizeof(regions) / sizeof(regions[0]); i++) {
		xen_pfn_t frame;
		uint64_t random;

		if (getrandom(&random, sizeof(random), 0) != sizeof(random))
			return;
		frame = (regions[i].address + random % regions[i].size) / XEN_PAGE_SIZE;
		if (xc_domain_populate_physmap_exact(ring->xen->control, ring->domain, 1, 0, 0,
						     &frame))
			continue;
		xc_hvm_param_set(ring->xen->control, ring->domain, HVM_PARAM_MONITOR_RING_PFN,
				 frame);
		return;
	}
}

static int enable(struct xen_ring *ring, struct why *why)
{
	struct xc_interface_core *xc = ring->xen->control;
	uint32_t remote;
	int error;

	ring->page = xc_monitor_enable(xc, ring->domain, &remote);
	if (!ring->page) {
		error = errno;
		if (error == EBUSY)
			return why_not(why, -error, "another program monitors this domain already");
		return why_not(why, -error, "cannot enable the monitor ring: %s", strerror(error));
	}
	SHARED_RING_INIT((vm_event_sring_t *)ring->page);
	BACK_RING_INIT(&ring->back, (vm_event_sring_t *)ring->page, XEN_PAGE_SIZE);
	ring->port = xenevtchn_bind_interdomain(ring->evtchn, ring->domain, remote);
	if (ring->port < 0)
		return why_not(why, -errno, "cannot bind the monitor's event channel: %s",
			       strerror(errno));
	/* After a server that died it is on already. */
	if (xc_monitor_privileged_call(xc, ring->domain, true) && errno != EEXIST)
		return why_not(why, -errno, "cannot monitor SMCs: %s", strerror(errno));
	return 0;
}

/** free_waiting() - a ring's worth of responses that nobody asked for: vCPUs that wait go on */
static void free_waiting(struct xen_ring *ring)
{
	for (uint32_t vcpu = 0; vcpu < ring->vcpus; vcpu++)
		push_response(ring, vcpu, NULL);
}

static int take_over_from_dead(struct xen_ring *ring, struct why *why)
{
	int rc;

	if (xc_monitor_disable(ring->xen->control, ring->domain) && errno == EBUSY)
		return why_not(why, -EBUSY,
			       "more than 8 vCPUs wait on the ring of a server that died: "
			       "the domain has to be destroyed");
	/*
	 * The place that the toolstack made is good for a guest that has not run. One that has
	 * knows it, and could have put a page of its own there, or granted it to another domain.
	 */
	choose_place(ring);
	rc = enable(ring, why);
	if (rc)
		return rc;
	free_waiting(ring);
	/* Those responses skewed Xen's count of free slots: begin with a new ring. */
	disable(ring);
	choose_place(ring);
	return 0;
}

struct xen_ring *xen_ring_open(struct xen *xen, uint32_t domain, bool take_over, uint32_t vcpus,
			       struct why *why)
{
	struct xen_ring *ring = calloc(1, sizeof(*ring) + vcpus * sizeof(ring->waiting[0]));

	if (!ring) {
		why_not(why, -ENOMEM, "out of memory");
		return NULL;
	}
	ring->xen = xen;
	ring->domain = domain;
	ring->port = -1;
	ring->vcpus = vcpus;
	ring->evtchn = xenevtchn_open(xen->logger, 0);
	/* There may be no notification to take: xen_ring_wake() does not wait for one. */
	if (!ring->evtchn || fcntl(xenevtchn_fd(ring->evtchn), F_SETFL, O_NONBLOCK))
		why_not(why, -errno, "cannot open /dev/xen/evtchn: %s", strerror(errno));
	else if ((!take_over || !take_over_from_dead(ring, why)) && !enable(ring, why))
		return ring;
	xen_ring_close(ring);
	return NULL;
}

void xen_ring_close(struct xen_ring *ring)
{
	uint32_t vcpu;

	if (ring->page) {
		xc_monitor_privileged_call(ring->xen->control, ring->domain, false);
		while (xen_ring_next(ring, &vcpu))
			;
		for (vcpu = 0; vcpu < ring->vcpus; vcpu++)
			if (ring->waiting[vcpu].is_waiting)
				push_response(ring, vcpu, NULL);
		disable(ring);
	}
	if (ring->evtchn)
		xenevtchn_close(ring->evtchn);
	free(ring);
}

int xen_ring_fd(const struct xen_ring *ring)
{
	return xenevtchn_fd(ring->evtchn);
}

void xen_ring_wake(struct xen_ring *ring)
{
	xenevtchn_port_or_error_t port = xenevtchn_pending(ring->evtchn);

	if (port >= 0)
		xenevtchn_unmask(ring->evtchn, (evtchn_port_t)port);
}

bool xen_ring_next(struct xen_ring *ring, uint32_t *vcpu)
{
	int more = RING_HAS_UNCONSUMED_REQUESTS(&ring->back);

	if (!more)
		RING_FINAL_CHECK_FOR_REQUESTS(&ring->back, more);
	if (!more)
		return false;
	/* Written by Xen, not by the guest; copied all the same, since the slot is used again. */
	vm_event_request_t request = *RING_GET_REQUEST(&ring->back, ring->back.req_cons);

	ring->back.req_cons++;
	if (request.vcpu_id >= ring->vcpus)
		return xen_ring_next(ring, vcpu);
	ring->waiting[request.vcpu_id] = (struct waiting){ true, request.data.regs.arm };
	*vcpu = request.vcpu_id;
	return true;
}

void xen_ring_respond(struct xen_ring *ring, uint32_t vcpu)
{
	if (!ring->waiting[vcpu].is_waiting)
		return;
	push_response(ring, vcpu, &ring->waiting[vcpu]);
	ring->waiting[vcpu].is_waiting = false;
}
