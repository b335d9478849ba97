/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - the state of guests and firmware as JSON
 *
 * Each function adds to an object that its caller has made. Texts of resources are as in the
 * policy.
 */
#ifndef XEN_SCMI_DAEMON_REPORT_H
#define XEN_SCMI_DAEMON_REPORT_H

#include <json-c/json.h>

#include "daemon/guest.h"

/** report_guests() - every guest that is served, or leaves and has something to be released */
void report_guests(const struct server *server, struct json_object *answer);

/** report_guest() - all that is known of one of them */
void report_guest(const struct guest *guest, struct json_object *answer);

/**
 * report_refusals() - what a guest is refused of what it is granted, and because of whom
 * @asked: of each kind, what is looked at; NULL: all
 */
void report_refusals(const struct guest *guest, const struct rights *asked,
		     struct json_object *answer);

/** report_firmware() - what the firmware has, and who owns it */
void report_firmware(const struct firmware *firmware, struct json_object *answer);

/** report_basis() - add where what a guest is granted comes from */
void report_basis(struct json_object *object, const struct policy_basis *basis);

/** report_text() - add a text of rights */
void report_text(struct json_object *object, const char *name, const struct rights *rights,
		 enum scmi_resource resource);

#endif
