/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * call.h - the way of one trapped call: from the ring to the firmware and back
 */
#ifndef XEN_SCMI_DAEMON_CALL_H
#define XEN_SCMI_DAEMON_CALL_H

#include "daemon/guest.h"

/** call_receive() - serve the SMC that a vCPU waits in */
void call_receive(struct guest *guest, uint32_t vcpu);

/**
 * call_recover() - finish what a daemon that died had begun for a vCPU
 *
 * The domain is paused, and the ring not yet taken over. A call whose answer was ready is
 * completed. One that was with the firmware and must not be made twice ends with COMMS_ERROR. Any
 * other one the vCPU makes again when it is freed.
 */
void call_recover(struct guest *guest, uint32_t vcpu);

/** call_abort() - give a call that is with the firmware its answer now: COMMS_ERROR */
void call_abort(struct guest *guest);

/**
 * call_clear_page() - answer a message that no daemon is to serve any more, with COMMS_ERROR
 *
 * Its doorbell was answered by Xen, with "not supported", so nobody waits for it. But Linux waits
 * for the channel to be free, and rings anew for what stands there when it gives up waiting.
 */
void call_clear_page(struct guest *guest);

/** call_may_log() - whether one more line may be logged of what a guest causes as often as it likes
 */
bool call_may_log(struct guest *guest);

/** call_tell_hidden() - log how many lines were not shown, since there were too many of them */
void call_tell_hidden(struct guest *guest);

#endif
