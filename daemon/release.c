// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * release.c - undo what a guest has set, when it goes away or may not have it any more
 */
#include "release.h"

#include <errno.h>
#include <string.h>

#include "daemon/call.h"
#include "daemon/log.h"
#include "daemon/permit.h"

/** prepare_release() - what is to be undone, and how, depends on others, and is decided at the end
 */
static bool prepare_release(struct host_request *request)
{
	struct guest *guest = request->context;
	struct guest_release *release = &guest->release;
	const struct firmware *firmware = guest->firmware;
	const struct policy_hold *hold = holds_next_release(&firmware->policy, &guest->agent);

	if (!hold) {
		release_next(guest);
		return false;
	}
	release->setting = hold->setting;
	release->id = hold->id;
	mediator_release(&firmware->platform, &firmware->policy, &guest->agent, hold,
			 &release->packet);
	return true;
}

/** released() - the firmware has answered to a release */
static void released(struct guest *guest, enum scmi_status status)
{
	const struct guest_release *release = &guest->release;
	const char *name = scmi_setting_info(release->setting)->name;

	if (!status) {
		holds_released(&guest->agent, release->setting, release->id);
		if (call_may_log(guest))
			log_info("%s: released %s %u", guest->label, name, release->id);
	} else if (!holds_put_off(&guest->agent, release->setting, release->id) &&
		   call_may_log(guest)) {
		log_warning("%s: %s %u: the firmware refused to release it: %s (%d)", guest->label,
			    name, release->id, scmi_status_name(status), status);
	}
}

static void on_released(struct host_request *request, int error)
{
	struct guest *guest = request->context;
	const struct scmi_packet *answer = &guest->release.packet;

	if (error) {
		if (call_may_log(guest))
			log_warning("%s: not all that it has set is released yet: %s", guest->label,
				    strerror(-error));
		firmware_retry_later(guest->firmware);
		return;
	}
	released(guest, mediator_outcome(&guest->firmware->platform, answer));
	release_next(guest);
}

/** has_heir() - whether a new domain has the id, and so the journal's name, of one that is left */
static bool has_heir(const struct guest *guest)
{
	for (const struct guest *other = guest->server->guests; other; other = other->next)
		if (other != guest && other->domain.id == guest->domain.id)
			return true;
	return false;
}

void release_next(struct guest *guest)
{
	struct server *server = guest->server;
	struct firmware *firmware = guest->firmware;
	struct guest_release *release = &guest->release;

	/*
	 * While a call is with the firmware, or waits for its turn, it may be one that turns on
	 * what is to be released: its answer comes first, and leads back here.
	 */
	if (release->request.is_pending || guest->call.request.is_pending ||
	    !firmware->platform.known || !server->is_serving)
		return;
	if (holds_any_release(&guest->agent)) {
		if (firmware_is_waiting(firmware))
			return;
		release->request.packet = &release->packet;
		release->request.prepare = prepare_release;
		release->request.done = on_released;
		release->request.context = guest;
		/* It takes its turn, as a call does: other guests are not to wait for all of them.
		 */
		host_submit(firmware->host, &release->request, HOST_NORMAL);
	} else if (guest->state == GUEST_LEAVING) {
		call_tell_hidden(guest);
		if (!has_heir(guest))
			journal_remove(server->directory, guest->domain.id);
		guest_free(guest);
		permit(firmware);
	}
}
