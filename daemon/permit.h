/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * permit.h - have the agents of the firmware be given and taken devices, as their guests have them
 *
 * What is to be said is worked out in permissions.h. It is said on the channel that guests share,
 * by the agent that is trusted; without `restrict-agent` nothing is.
 */
#ifndef XEN_SCMI_DAEMON_PERMIT_H
#define XEN_SCMI_DAEMON_PERMIT_H

#include "daemon/firmware.h"

struct guest;

/** permit_open() - the agent of a channel is the one that the configuration names */
void permit_open(struct firmware *firmware);

/**
 * permit() - say what has changed
 *
 * Guests of this firmware wait meanwhile, unless it could not all be said the last time.
 */
void permit(struct firmware *firmware);

/** permit_resume() - the same, and what could not be said before */
void permit_resume(struct firmware *firmware);

/** permit_inherit() - a daemon before this one may have given a guest's agent devices for it */
void permit_inherit(struct guest *guest);

/** permit_anew() - firmware that may have started anew has forgotten what its agents may use */
void permit_anew(struct firmware *firmware);

#endif
