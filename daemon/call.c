// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * call.c - the way of one trapped call
 *
 * A vCPU that has made an SMC stands still until its ring response. In between its registers are
 * read once and written once. The order of writes on the way back is fixed, for the sake of a
 * daemon that dies in between (see call_recover()): shared page, journal, registers, response,
 * journal.
 */
#include "call.h"

#include <errno.h>
#include <string.h>

#include "daemon/host/monotonic.h"
#include "daemon/log.h"
#include "daemon/release.h"
#include "daemon/smccc.h"
#include "proto/smccc.h"

#define LINES_SHOWN  10	  /* in each period */
#define LINES_PERIOD 10.0 /* seconds */

static void set_record(struct guest *guest, uint32_t vcpu, enum journal_call call)
{
	__atomic_store_n(&guest->journal->vcpu[vcpu].call, (uint32_t)call, __ATOMIC_SEQ_CST);
}

/** check() - say so if a vCPU's registers could not be written; its domain should be dying */
static void check(struct guest *guest, uint32_t vcpu, int rc)
{
	if (rc && call_may_log(guest))
		log_warning("%s: vCPU %u: cannot write its registers: %s", guest->label, vcpu,
			    strerror(-rc));
}

/** complete() - give a vCPU its result and let it go on */
static void complete(struct guest *guest, uint32_t vcpu, int64_t result)
{
	guest->journal->vcpu[vcpu].result = (uint64_t)result;
	set_record(guest, vcpu, JOURNAL_ANSWERED);
	check(guest, vcpu, xen_vcpu_return(guest->vcpus, vcpu, (uint64_t)result, false));
	xen_ring_respond(guest->ring, vcpu);
	set_record(guest, vcpu, JOURNAL_IDLE);
}

void call_tell_hidden(struct guest *guest)
{
	if (guest->lines.hidden)
		log_info("%s: %u more lines were not shown", guest->label, guest->lines.hidden);
	guest->lines = (struct guest_lines){ .since = monotonic_now() };
}

bool call_may_log(struct guest *guest)
{
	struct guest_lines *lines = &guest->lines;

	if (monotonic_now() - lines->since >= LINES_PERIOD)
		call_tell_hidden(guest);
	if (lines->shown == LINES_SHOWN) {
		lines->hidden++;
		return false;
	}
	lines->shown++;
	return true;
}

/** describe() - a call in words: "CLOCK_RATE_GET of clock 3" */
static const char *describe(const struct mediator_call *call, char text[100])
{
	const struct scmi_message *row = call->row;

	uint8_t protocol = scmi_header_protocol(call->header);

	if (!row || scmi_protocol_is_vendor(protocol))
		snprintf(text, 100, "message 0x%x of protocol 0x%x (%s)",
			 scmi_header_message(call->header), protocol, scmi_protocol_name(protocol));
	else if (call->has_id)
		snprintf(text, 100, "%s of %s %u", row->name, scmi_resource_name(call->resource),
			 call->id);
	else
		snprintf(text, 100, "%s of %s", row->name, scmi_protocol_name(protocol));
	return text;
}

/** tell() - log what became of a call, if that is of interest to anyone */
static void tell(struct guest *guest)
{
	const struct mediator_call *call = &guest->call.mediator;
	enum scmi_status status = scmi_packet_status(&guest->call.packet);
	char text[100];

	/* A guest that looks around and does not find what is not its own is no news. */
	if (call->refusal && status != SCMI_NOT_FOUND && call_may_log(guest))
		log_info("%s: refused %s: %s (%s)", guest->label, describe(call, text),
			 scmi_status_name(status), call->refusal);
	if (call->fault_length && call_may_log(guest))
		log_warning(
			"firmware: the answer to %s is dropped: %s has %u bytes, expected %u to %u",
			describe(call, text), call->out->name, call->fault_length,
			call->out->answer_min, call->out->answer_max);
	else if (call->fault && call_may_log(guest))
		log_warning("firmware: the answer to %s is dropped: %s", describe(call, text),
			    call->fault);
	if (log_enabled(LOG_LEVEL_DEBUG))
		log_debug("%s: vCPU %u: %s: %s, %u bytes", guest->label, guest->call.vcpu,
			  describe(call, text), scmi_status_name(status),
			  guest->call.packet.length);
}

static int shut_down(void *context, bool reboot)
{
	struct guest *guest = context;

	log_info("%s: %s", guest->label, reboot ? "reboots" : "powers off");
	return xen_domain_shutdown(&guest->server->xen, guest->domain.id,
				   reboot ? XEN_SHUTDOWN_REBOOT : XEN_SHUTDOWN_POWEROFF);
}

/** count() - one more call, and what became of it */
static void count(struct guest *guest)
{
	struct guest_counters *counters = &guest->counters;
	const struct mediator_call *call = &guest->call.mediator;

	counters->calls++;
	if (call->refusal)
		counters->refused++;
	else if (call->out)
		counters->forwarded++;
	counters->failed += guest->call.has_failed;
	counters->faults += call->fault != NULL;
}

/** answer() - write the packet of the guest's call to its shared page and complete the call */
static void answer(struct guest *guest)
{
	count(guest);
	tell(guest);
	scmi_shmem_answer(guest->page, &guest->call.packet);
	/* Before its vCPU goes on: a guest that asked for its end does not see what comes after. */
	if (guest->call.mediator.power != MEDIATOR_RUNS_ON)
		shut_down(guest, guest->call.mediator.power == MEDIATOR_REBOOTS);
	complete(guest, guest->call.vcpu, SMCCC_SUCCESS);
	/* Rights do not change here, but what is held may: by a reset, or by turning on anew. */
	release_next(guest);
}

static bool prepare(struct host_request *request)
{
	struct guest *guest = request->context;
	struct guest_call *call = &guest->call;
	const struct firmware *firmware = guest->firmware;

	if (mediator_prepare(&firmware->platform, &firmware->policy, &guest->agent, &call->packet,
			     &call->mediator))
		return true;
	answer(guest);
	return false;
}

static void on_firmware_done(struct host_request *request, int error)
{
	struct guest *guest = request->context;
	struct guest_call *call = &guest->call;
	struct firmware *firmware = guest->firmware;

	if (error) {
		char text[100];

		if (call_may_log(guest))
			log_warning("%s: the firmware did not answer %s: %s", guest->label,
				    describe(&call->mediator, text), strerror(-error));
		call->has_failed = true;
		mediator_fail(&call->mediator, &call->packet);
	} else if (mediator_answer(&firmware->platform, &guest->agent, &call->packet,
				   &call->mediator)) {
		host_submit(firmware->host, &call->request, HOST_NORMAL);
		return;
	}
	answer(guest);
}

/** doorbell() - a vCPU says that there is a message in the shared page */
static void doorbell(struct guest *guest, uint32_t vcpu)
{
	struct guest_call *call = &guest->call;
	struct firmware *firmware = guest->firmware;

	/* One message at a time: a second doorbell, or one without a message, is none. */
	if (call->request.is_pending || scmi_shmem_is_free(guest->page)) {
		complete(guest, vcpu, SMCCC_NOT_SUPPORTED);
		return;
	}
	call->vcpu = vcpu;
	call->has_failed = false;
	if (scmi_shmem_take(guest->page, &call->packet)) {
		call->mediator = (struct mediator_call){
			.header = call->packet.header,
			.refusal = "its length is none that fits the shared page",
		};
		scmi_packet_refuse(&call->packet, call->packet.header, SCMI_PROTOCOL_ERROR);
	} else if (mediator_request(&firmware->platform, &guest->agent, &call->packet,
				    &call->mediator)) {
		guest->journal->vcpu[vcpu].once = !call->mediator.row->repeatable;
		set_record(guest, vcpu, JOURNAL_FORWARDED);
		call->request.packet = &call->packet;
		/* What the firmware answers to reads does not depend on their order. */
		call->request.overlaps = !call->mediator.row->changes_state;
		call->request.prepare = prepare;
		call->request.done = on_firmware_done;
		call->request.context = guest;
		host_submit(firmware->host, &call->request, HOST_NORMAL);
		return;
	}
	answer(guest);
}

void call_abort(struct guest *guest)
{
	struct guest_call *call = &guest->call;

	if (!call->request.is_pending)
		return;
	host_cancel(guest->firmware->host, &call->request);
	call->has_failed = true;
	mediator_fail(&call->mediator, &call->packet);
	answer(guest);
}

void call_clear_page(struct guest *guest)
{
	struct scmi_packet *packet = &guest->call.packet;

	if (scmi_shmem_is_free(guest->page))
		return;
	scmi_shmem_take(guest->page, packet);
	scmi_packet_refuse(packet, packet->header, SCMI_COMMS_ERROR);
	scmi_shmem_answer(guest->page, packet);
}

/* --- PSCI's hands --- */

static int vcpu_is_on(void *context, uint32_t vcpu)
{
	struct guest *guest = context;

	return xen_vcpu_is_on(guest->vcpus, vcpu);
}

static int vcpu_start(void *context, uint32_t vcpu, uint64_t entry, uint64_t x0)
{
	struct guest *guest = context;

	log_debug("%s: vCPU %u on", guest->label, vcpu);
	return xen_vcpu_start(guest->vcpus, vcpu, entry, x0);
}

/** smccc_version() - what Xen itself says: a guest asks it in place of a stopped daemon */
static uint32_t smccc_version(void *context)
{
	struct guest *guest = context;

	return guest->server->xen.version < XEN_VERSION(4, 18) ? SMCCC_VERSION_1_1 :
								 SMCCC_VERSION_1_2;
}

static const struct smccc_machine machine = {
	.is_on = vcpu_is_on,
	.start = vcpu_start,
	.shut_down = shut_down,
	.version = smccc_version,
};

void call_receive(struct guest *guest, uint32_t vcpu)
{
	struct journal_vcpu *record = &guest->journal->vcpu[vcpu];
	struct xen_registers registers;
	int64_t result = SMCCC_NOT_SUPPORTED;
	int rc = xen_vcpu_read(guest->vcpus, vcpu, &registers);

	if (rc) {
		/* The domain should be dying. Without its registers the vCPU is not let go on. */
		if (call_may_log(guest))
			log_warning("%s: vCPU %u: cannot read its registers: %s", guest->label,
				    vcpu, strerror(-rc));
		return;
	}
	record->function = (uint32_t)registers.x[0];
	record->pc = registers.pc;
	set_record(guest, vcpu, JOURNAL_RECEIVED);
	switch (smccc_call(&machine, guest, guest->journal->smc_id, registers.x, &result)) {
	case SMCCC_SCMI: doorbell(guest, vcpu); return;
	case SMCCC_RETURNS: complete(guest, vcpu, result); return;
	case SMCCC_STOPS:
		log_debug("%s: vCPU %u off", guest->label, vcpu);
		check(guest, vcpu, xen_vcpu_stop(guest->vcpus, vcpu));
		xen_ring_respond(guest->ring, vcpu);
		set_record(guest, vcpu, JOURNAL_IDLE);
		return;
	}
}

void call_recover(struct guest *guest, uint32_t vcpu)
{
	const struct journal_vcpu *record = &guest->journal->vcpu[vcpu];
	struct xen_registers registers;

	/* It may have been done or not: the guest is told that nobody knows. */
	if (record->call == JOURNAL_FORWARDED && record->once)
		call_clear_page(guest);
	if (record->call != JOURNAL_IDLE && !xen_vcpu_read(guest->vcpus, vcpu, &registers) &&
	    registers.pc == record->pc) {
		bool is_written = record->call == JOURNAL_ANSWERED &&
			record->result != record->function && registers.x[0] == record->result;
		/* The answer is in the page, and the vCPU has not seen it. */
		bool is_in_page = !is_written && record->function == guest->journal->smc_id &&
			(uint32_t)registers.x[0] == record->function &&
			scmi_shmem_is_free(guest->page);

		if (is_written)
			xen_vcpu_return(guest->vcpus, vcpu, record->result, true);
		else if (is_in_page)
			xen_vcpu_return(guest->vcpus, vcpu, SMCCC_SUCCESS, true);
	}
	set_record(guest, vcpu, JOURNAL_IDLE);
}
