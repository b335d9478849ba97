/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * frontend.h - a guest in xenstore: the backend's directory and the frontend's (docs/xenstore.md)
 */
#ifndef XEN_SCMI_DAEMON_FRONTEND_H
#define XEN_SCMI_DAEMON_FRONTEND_H

#include "daemon/guest.h"

/** frontend_publish() - write both directories of a guest that is served from now on, but its
 * rights */
void frontend_publish(struct guest *guest);

/** frontend_publish_devices() - write what the devices of a served guest need by now */
void frontend_publish_devices(struct guest *guest);

/** frontend_find_devices() - read what a daemon before this one has written of a guest's devices */
void frontend_find_devices(struct guest *guest);

/** frontend_find_permitted() - read which of the firmware's devices a daemon before had it own */
void frontend_find_permitted(const struct guest *guest, struct rights *devices);

/** frontend_publish_rights() - write what a guest owns now, and what its devices are refused */
void frontend_publish_rights(struct guest *guest);

/** frontend_close() - say that a guest, which runs on, is not served for the time being */
void frontend_close(struct guest *guest);

/** frontend_remove() - remove the backend's directory of a domain that is gone */
void frontend_remove(struct guest *guest);

#endif
