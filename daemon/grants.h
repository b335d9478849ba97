/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * grants.h - what a guest is granted
 */
#ifndef XEN_SCMI_DAEMON_GRANTS_H
#define XEN_SCMI_DAEMON_GRANTS_H

#include "daemon/guest.h"

/**
 * grants_load() - find out what a guest is granted; firmware_resolve() comes next
 *
 * Where the administrator has written anything for it, it is that, and beside it what its devices
 * need, if that is written; else, if the configuration lets it, what its devices need.
 */
void grants_load(struct guest *guest);

/**
 * grants_find_names() - have its devices need what they have names for, by what is known of names
 *
 * grants_load() comes next.
 */
void grants_find_names(struct guest *guest);

/** grants_are_at() - whether a change at a path in xenstore can be one of a guest's policy */
bool grants_are_at(const struct guest *guest, const char *path);

#endif
