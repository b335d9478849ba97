/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * checks.h - what the firmware may get, and what a guest may be told
 */
#ifndef XEN_SCMI_PROPERTY_CHECKS_H
#define XEN_SCMI_PROPERTY_CHECKS_H

#include "world.h"

/** checks_owns() - whether a guest may know that there is a protocol */
bool checks_owns(const struct world *world, const struct grants *grants, uint8_t protocol);

/** checks_call() - a message that goes to the firmware because of a guest's call */
void checks_call(const struct world *world, const struct guest *guest,
		 const struct scmi_packet *packet, const struct oracle_reading *reading);

/** checks_release() - a message that undoes something for a guest */
void checks_release(const struct world *world, const struct guest *guest,
		    const struct scmi_packet *packet, const struct oracle_reading *reading);

/**
 * checks_answer() - what a guest is told
 * @is_honest: it comes from a firmware that told the truth
 */
void checks_answer(const struct world *world, const struct guest *guest,
		   const struct scmi_packet *packet, bool is_honest);

#endif
