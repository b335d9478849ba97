/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * change.h - what people ask to be changed of a guest's policy: "clock=3,7-9:ro"
 *
 * A resource is written as in a policy key, behind the kind's name and an equals sign. What is
 * granted adds to what is there, and its right replaces the one to the same id; what is revoked is
 * taken away whatever right there is to it, so it is written without one.
 */
#ifndef XEN_SCMI_POLICY_CHANGE_H
#define XEN_SCMI_POLICY_CHANGE_H

#include "policy/rights.h"

/* Of a guest's name, so that it fits a section of a policy file and a path in xenstore. */
#define POLICY_NAME_MAX 48u

/* The key of a policy that says whether its guest is granted what its devices need, too. */
#define POLICY_DERIVE "derive"

enum policy_change_way {
	POLICY_GRANTS,
	POLICY_REVOKES,
};

struct policy_change {
	enum scmi_resource resource;
	struct rights rights;
};

/** policy_can_be_for() - whether xenstore can have keys for a guest of this name */
bool policy_can_be_for(const char *name);

/** policy_check_name() - Return: 0; -EINVAL where no policy can be written for such a guest */
int policy_check_name(const char *name, struct why *why);

/** policy_kind() - the kind of resource of a name; SCMI_NO_RESOURCE with @why where there is none
 */
enum scmi_resource policy_kind(const char *name, size_t length, struct why *why);

/**
 * policy_derive_parse() - read the value of POLICY_DERIVE
 * @derives: receives it; false where the text is refused
 *
 * Return: 0; -EINVAL with what was expected in @why.
 */
int policy_derive_parse(const char *text, bool *derives, struct why *why);

/**
 * policy_change_parse() - read one resource that is to be granted or revoked
 * @change: receives it, for policy_change_clear(); zero where the text is refused
 *
 * Return: 0; -EINVAL with the text and what was expected in @why; -ENOMEM.
 */
int policy_change_parse(struct policy_change *change, enum policy_change_way way, const char *text,
			struct why *why);
void policy_change_clear(struct policy_change *change);

/**
 * policy_change_apply() - make the change to the rights to its kind
 *
 * Return: 0; -ENOENT where nothing of what is to be revoked is there; -ENOMEM.
 */
int policy_change_apply(const struct policy_change *change, enum policy_change_way way,
			struct rights *rights);

/** policy_text() - rights_format() into a text of the size that it takes, to be freed; NULL */
char *policy_text(const struct rights *rights, enum scmi_resource resource);

#endif
