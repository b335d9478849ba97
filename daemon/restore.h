/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * restore.h - what guests have set, said to the firmware once more
 */
#ifndef XEN_SCMI_DAEMON_RESTORE_H
#define XEN_SCMI_DAEMON_RESTORE_H

#include "daemon/guest.h"

/**
 * restore_begin() - tell the firmware all that a guest has set, in the order in which it did
 *
 * For firmware that may have started anew, and forgotten it. What is said is what guests want at
 * the moment at which it is sent; said twice it is the same.
 */
void restore_begin(struct guest *guest);

/** restore_resume() - go on, where an answer that did not come has stopped it */
void restore_resume(struct guest *guest);

/** restore_end() - stop, and forget what was still to be said */
void restore_end(struct guest *guest);

#endif
