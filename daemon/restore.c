// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * restore.c - say settings once more, one after another
 *
 * What gets no answer may have been lost: the others have their turns first, then all of it is said
 * again.
 *
 * Holds come and go meanwhile. So which ones there were is noted at the beginning, and each is
 * looked up again when its turn comes.
 */
#include "restore.h"

#include <errno.h>
#include <stdlib.h>

#include "daemon/call.h"
#include "daemon/log.h"
#include "policy/holds.h"

static void restore_next(struct guest *guest);

/** prepare_restore() - what is set by now, if it still is, and what others want with it */
static bool prepare_restore(struct host_request *request)
{
	struct guest *guest = request->context;
	struct guest_restore *restore = &guest->restore;
	const struct firmware *firmware = guest->firmware;
	const struct guest_setting *setting = &restore->setting[restore->next - 1];
	const struct policy_hold *hold = holds_find(&guest->agent, setting->setting, setting->id);

	if (hold && holds_is_vote(hold) &&
	    mediator_restore(&firmware->platform, &firmware->policy, &guest->agent, hold,
			     &restore->packet))
		return true;
	restore_next(guest);
	return false;
}

static void on_restored(struct host_request *request, int error)
{
	struct guest *guest = request->context;
	struct guest_restore *restore = &guest->restore;
	const struct guest_setting *setting = &restore->setting[restore->next - 1];
	const struct scmi_packet *answer = &restore->packet;
	enum scmi_status status = SCMI_COMMS_ERROR;

	if (!error)
		status = mediator_outcome(&guest->firmware->platform, answer);
	if (status && call_may_log(guest))
		log_warning("%s: %s %u: the firmware was to set it again: %s (%d)", guest->label,
			    scmi_setting_info(setting->setting)->name, setting->id,
			    scmi_status_name(status), status);
	if (!error) {
		restore_next(guest);
		return;
	}
	restore->is_partial = true;
	/* Without a connection there is a new beginning when it is back. */
	if (error != -ENOTCONN)
		firmware_retry_later(guest->firmware);
}

static void restore_next(struct guest *guest)
{
	struct guest_restore *restore = &guest->restore;

	if (restore->next == restore->count) {
		bool is_partial = restore->is_partial;

		restore_end(guest);
		if (is_partial)
			restore_begin(guest);
		return;
	}
	restore->next++;
	restore->request = (struct host_request){
		.packet = &restore->packet,
		.prepare = prepare_restore,
		.done = on_restored,
		.context = guest,
	};
	/* It takes its turn, as a call does. */
	host_submit(guest->firmware->host, &restore->request, HOST_NORMAL);
}

void restore_begin(struct guest *guest)
{
	struct guest_restore *restore = &guest->restore;
	const struct policy_holds *holds = guest->agent.holds;

	restore_end(guest);
	if (!holds || !holds->count)
		return;
	restore->setting = calloc(holds->count, sizeof(*restore->setting));
	if (!restore->setting) {
		log_error("%s: out of memory: what it has set is not set again", guest->label);
		return;
	}
	for (uint32_t i = 0; i < holds->count; i++)
		restore->setting[i] =
			(struct guest_setting){ holds->hold[i].setting, holds->hold[i].id };
	restore->count = holds->count;
	restore_next(guest);
}

void restore_resume(struct guest *guest)
{
	if (guest->restore.setting && !guest->restore.request.is_pending)
		restore_next(guest);
}

void restore_end(struct guest *guest)
{
	host_cancel(guest->firmware->host, &guest->restore.request);
	free(guest->restore.setting);
	guest->restore = (struct guest_restore){ 0 };
}
