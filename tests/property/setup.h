/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * setup.h - a random platform, as the daemon gets to know it
 */
#ifndef XEN_SCMI_PROPERTY_SETUP_H
#define XEN_SCMI_PROPERTY_SETUP_H

#include "world.h"

/** setup_platform() - firmware of random versions on the world's board, discovered by the daemon */
void setup_platform(struct world *world);

/** setup_serve() - the firmware's answer, which may lack messages that the model has */
void setup_serve(struct world *world, const struct scmi_packet *request,
		 struct scmi_packet *answer);

/** setup_break() - something begins to fail, or works again */
void setup_break(struct world *world);

#endif
