/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * requests.h - what guests send: what a driver would, what is nearly that, and anything at all
 */
#ifndef XEN_SCMI_PROPERTY_REQUESTS_H
#define XEN_SCMI_PROPERTY_REQUESTS_H

#include "world.h"

/** requests_choose() - fill in the rows that requests are made from, those that matter most often
 */
void requests_choose(struct world *world);

/** requests_make() - a guest's next request */
void requests_make(struct world *world, const struct guest *guest, struct scmi_packet *packet);

/** requests_rubbish() - an answer to a message of the firmware becomes one that makes no sense */
void requests_rubbish(struct dice *dice, struct scmi_packet *answer);

#endif
