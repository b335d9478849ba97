/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * votes.h - what guests want, and what the firmware's state has to be because of it
 */
#ifndef XEN_SCMI_PROPERTY_VOTES_H
#define XEN_SCMI_PROPERTY_VOTES_H

#include "world.h"

/** votes_read() - the firmware's state; Return: false where there is no such resource */
bool votes_read(const struct world *world, enum scmi_setting setting, uint32_t id,
		uint32_t value[2]);

/** votes_start() - nobody has set anything: the firmware's state is what it is */
void votes_start(struct world *world);

/** votes_sending() - a guest's request is about to reach the firmware */
void votes_sending(struct world *world, struct guest *guest, const struct oracle_reading *reading);

/** votes_looked() - the firmware has truly said what a quantity is */
void votes_looked(struct world *world, enum scmi_setting setting, uint32_t id);

/** votes_served() - the firmware has done what it was told: that is what all votes add up to */
void votes_served(struct world *world, const struct guest *guest,
		  const struct oracle_reading *reading, const uint32_t *words, bool is_release);

/** votes_answered() - what was to be set is set, as far as the guest knows */
void votes_answered(struct guest *guest);

/** votes_refused() - what was to be set is as it was */
void votes_refused(struct guest *guest);

/** votes_unanswered() - what was to be set may be set */
void votes_unanswered(struct guest *guest);

/** votes_check_abandoned() - what a call was about is not left on with nobody to turn it off */
void votes_check_abandoned(const struct world *world, const struct guest *guest);

/** votes_released() - a release has been answered; @is_done: truly, and with success */
void votes_released(struct world *world, struct guest *guest, enum scmi_setting setting,
		    uint32_t id, bool is_done);

/** votes_unknown() - a setting can be anything now, until it is set */
void votes_unknown(struct world *world, enum scmi_setting setting, uint32_t id);

/** votes_reset() - all that a guest holds is to be released */
void votes_reset(struct guest *guest);

/** votes_check_rights() - rights have changed: what may not be held any more is to be released */
void votes_check_rights(struct guest *guest);

/** votes_sync() - what was released without a message could be: take it out of the book */
void votes_sync(struct world *world, struct guest *guest);

/** votes_compare() - the daemon's book of what a guest holds is ours */
void votes_compare(const struct world *world, const struct guest *guest);

/** votes_check_states() - all of the firmware's state is what it has to be */
void votes_check_states(const struct world *world);

/** votes_check_end() - nobody is there any more, and all is as it was */
void votes_check_end(const struct world *world);

#endif
