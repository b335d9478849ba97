/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * present.h - the daemon's answers as people read them
 *
 * An answer is what stands behind "ok". What is missing in it is shown as "-".
 */
#ifndef XEN_SCMI_DAEMON_PRESENT_H
#define XEN_SCMI_DAEMON_PRESENT_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>

#include "proto/why.h"

/** present_guests() - list */
void present_guests(struct json_object *answer, FILE *out);

/** present_guest() - show */
void present_guest(struct json_object *answer, FILE *out);

/** present_firmware() - firmware */
void present_firmware(struct json_object *answer, FILE *out);

/** present_changed() - grant, revoke and derive */
void present_changed(struct json_object *answer, FILE *out);

/** present_missing() - say in a line what a guest does not get of what it was granted; false:
 * nothing
 */
bool present_missing(struct json_object *answer, struct why *why);

/** present_loaded() - policy load and policy check */
void present_loaded(struct json_object *answer, FILE *out);

/** present_policy() - policy save, as a policy file; what is wrong in it becomes comments */
void present_policy(struct json_object *answer, FILE *out);

#endif
