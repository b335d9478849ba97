// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change.c - grant and revoke by text
 */
#include "change.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN	   40 /* characters of a text that is refused */
#define TEXT_FIRST 256u
/* Each of all ids by itself, with the longest right. */
#define TEXT_MOST  (RIGHTS_IDS * sizeof("0xff/0xff:shared "))

bool policy_can_be_for(const char *name)
{
	/* What xenstore takes in a key's name. */
	static const char possible[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				       "0123456789-_@";

	return *name && !name[strspn(name, possible)];
}

int policy_check_name(const char *name, struct why *why)
{
	size_t length = strlen(name);

	if (!length)
		return why_not(why, -EINVAL, "the guest has no name, expected one");
	if (length > POLICY_NAME_MAX)
		return why_not(why, -EINVAL,
			       "guest \"%.*s...\": its name has %zu characters, expected %u at the "
			       "most",
			       SHOWN, name, length, POLICY_NAME_MAX);
	if (!policy_can_be_for(name))
		return why_not(why, -EINVAL,
			       "guest \"%s\": xenstore can have no key for it, expected a name of "
			       "letters, digits, -, _ and @",
			       name);
	return 0;
}

/** list_kinds() - the names of all kinds */
static const char *list_kinds(char text[160])
{
	size_t used = 0;

	text[0] = '\0';
	for (int kind = SCMI_NO_RESOURCE + 1; kind < SCMI_RESOURCES && used < 160; kind++)
		used += (size_t)snprintf(text + used, 160 - used, "%s%s", used ? ", " : "",
					 scmi_resource_name(kind));
	return text;
}

enum scmi_resource policy_kind(const char *name, size_t length, struct why *why)
{
	char kinds[160];

	for (int kind = SCMI_NO_RESOURCE + 1; kind < SCMI_RESOURCES; kind++) {
		const char *candidate = scmi_resource_name(kind);

		if (strlen(candidate) == length && !memcmp(candidate, name, length))
			return kind;
	}
	why_not(why, -EINVAL, "no such kind as \"%.*s\", expected one of %s",
		length > SHOWN ? SHOWN : (int)length, name, list_kinds(kinds));
	return SCMI_NO_RESOURCE;
}

int policy_derive_parse(const char *text, bool *derives, struct why *why)
{
	*derives = !strcmp(text, "yes");
	return *derives || !strcmp(text, "no") ? 0 : why_not(why, -EINVAL, "expected yes or no");
}

int policy_change_parse(struct policy_change *change, enum policy_change_way way, const char *text,
			struct why *why)
{
	const char *equals = strchr(text, '=');
	struct why reason;
	int rc;

	*change = (struct policy_change){ 0 };
	if (!equals)
		return why_not(why, -EINVAL,
			       "\"%.*s\": expected KIND=RESOURCES, such as clock=3,7-9", SHOWN,
			       text);
	change->resource = policy_kind(text, (size_t)(equals - text), &reason);
	if (!change->resource)
		return why_not(why, -EINVAL, "\"%.*s\": %.200s", SHOWN, text, reason.text);
	if (way == POLICY_REVOKES && strchr(equals, ':'))
		return why_not(why, -EINVAL,
			       "\"%.*s\": names a right, expected none: any right is revoked",
			       SHOWN, text);
	rc = rights_parse(&change->rights, change->resource, equals + 1, &reason);
	if (!rc && rights_are_none(&change->rights))
		rc = why_not(&reason, -EINVAL, "expected resources behind the equals sign");
	if (rc) {
		policy_change_clear(change);
		return why_not(why, rc, "\"%.*s\": %.200s", SHOWN, text, reason.text);
	}
	return 0;
}

void policy_change_clear(struct policy_change *change)
{
	rights_clear(&change->rights);
	change->resource = SCMI_NO_RESOURCE;
}

int policy_change_apply(const struct policy_change *change, enum policy_change_way way,
			struct rights *rights)
{
	bool found = false;

	if (way == POLICY_GRANTS)
		return rights_add(rights, &change->rights);
	rights_for_each (id, &change->rights) {
		found |= rights_to(rights, id) != RIGHT_NONE;
		rights_set(rights, id, RIGHT_NONE);
	}
	return found ? 0 : -ENOENT;
}

/** is_cut() - whether rights_format() had no room for all; no piece of a text has dots */
static bool is_cut(const char *text)
{
	return strstr(text, "...");
}

char *policy_text(const struct rights *rights, enum scmi_resource resource)
{
	char *text = NULL;

	for (size_t size = TEXT_FIRST; size < 2 * TEXT_MOST; size *= 2) {
		char *larger = realloc(text, size);

		if (!larger)
			break;
		text = larger;
		rights_format(rights, resource, text, size);
		if (!is_cut(text))
			return text;
	}
	free(text);
	return NULL;
}
