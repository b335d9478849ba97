/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * release.h - what a guest has set is undone
 */
#ifndef XEN_SCMI_DAEMON_RELEASE_H
#define XEN_SCMI_DAEMON_RELEASE_H

#include "daemon/guest.h"

/**
 * release_next() - undo what is to be released, one thing after another
 *
 * Where nothing is, a guest that has left is freed.
 */
void release_next(struct guest *guest);

#endif
