// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * present.c - answers as tables
 */
#include "present.h"

#include <inttypes.h>
#include <string.h>

#include "daemon/policy_file.h"
#include "daemon/table.h"

static struct json_object *member(struct json_object *object, const char *name)
{
	return json_object_object_get(object, name);
}

/** members() - a member that is an object; an empty one where it is missing */
static struct json_object *members(struct json_object *object, const char *name)
{
	static struct json_object *none;
	struct json_object *found = member(object, name);

	if (json_object_is_type(found, json_type_object))
		return found;
	if (!none)
		none = json_object_new_object();
	return none;
}

/** text_of() - a member as text; NULL where there is none */
static const char *text_of(struct json_object *object, const char *name)
{
	return json_object_get_string(member(object, name));
}

static size_t length_of(struct json_object *array)
{
	return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

/** plain() - a text without line ends and the like, in one buffer for all */
static const char *plain(const char *text)
{
	static char copy[256];

	snprintf(copy, sizeof(copy), "%s", text ? text : "-");
	for (char *c = copy; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	return copy;
}

/* --- list --- */

/** add_kinds() - "clock 3 7-9; power 1" */
static void add_kinds(struct table *table, struct json_object *kinds)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (stream) {
		const char *separator = "";

		json_object_object_foreach(kinds, kind, resources)
		{
			fprintf(stream, "%s%s %s", separator, kind,
				json_object_get_string(resources));
			separator = "; ";
		}
		fclose(stream);
	}
	table_add(table, text);
	free(text);
}

void present_guests(struct json_object *answer, FILE *out)
{
	static const char *const counters[] = { "calls", "forwarded", "refused", "failed",
						"faults" };
	struct json_object *guests = member(answer, "guests");
	struct table table = { .columns = 9 };

	table_row(&table, "NAME", "DOMAIN", "STATE", "CALLS", "FORWARDED", "REFUSED", "FAILED",
		  "FAULTS", "OWNS", NULL);
	for (size_t i = 0; i < length_of(guests); i++) {
		struct json_object *guest = json_object_array_get_idx(guests, i);

		table_add(&table, text_of(guest, "name"));
		table_add(&table, text_of(guest, "domain"));
		table_add(&table, text_of(guest, "state"));
		for (size_t counter = 0; counter < 5; counter++)
			table_add(&table, text_of(member(guest, "counters"), counters[counter]));
		add_kinds(&table, members(guest, "owned"));
	}
	table_print(&table, out);
}

/* --- show --- */

/** present_basis() - where what a guest is granted comes from */
static void present_basis(struct json_object *answer, FILE *out)
{
	static const char *const words[][2] = {
		{ "no policy: it is granted nothing",
		  "no policy: it is granted what its devices need" },
		{ "a policy: it is granted what is written, and nothing else",
		  "a policy, derive = yes: it is granted what is written, and what its devices "
		  "need" },
	};
	bool has_policy = json_object_get_boolean(member(answer, "has_policy"));
	bool derives = json_object_get_boolean(member(answer, "derives"));

	if (member(answer, "derives"))
		fprintf(out, "%s has %s\n", plain(text_of(answer, "name")),
			words[has_policy][derives]);
}

static void present_rights(struct json_object *answer, FILE *out)
{
	struct json_object *granted = members(answer, "granted");
	struct json_object *owned = members(answer, "owned");
	struct table table = { .columns = 3 };

	table_row(&table, "KIND", "GRANTED", "OWNED", NULL);
	json_object_object_foreach(granted, kind, resources)
	{
		table_add(&table, kind);
		table_add(&table, json_object_get_string(resources));
		table_add(&table, text_of(owned, kind));
	}
	table_print(&table, out);
}

/** reason_of() - why a guest is refused something, in one buffer for all */
static const char *reason_of(struct json_object *refusal)
{
	static char text[160];

	if (member(refusal, "owner"))
		snprintf(text, sizeof(text), "%s owns it", text_of(refusal, "owner"));
	else
		snprintf(text, sizeof(text), "the firmware has %s, from 0 on",
			 text_of(refusal, "firmware_has"));
	return text;
}

static void present_refusals(struct json_object *refusals, FILE *out)
{
	struct table table = { .columns = 3 };

	table_row(&table, "REFUSED", "RESOURCES", "BECAUSE", NULL);
	for (size_t i = 0; i < length_of(refusals); i++) {
		struct json_object *refusal = json_object_array_get_idx(refusals, i);

		table_add(&table, text_of(refusal, "kind"));
		table_add(&table, text_of(refusal, "resources"));
		table_add(&table, reason_of(refusal));
	}
	table_print(&table, out);
}

static void present_holds(struct json_object *holds, FILE *out)
{
	struct table table = { .columns = 4 };

	table_row(&table, "HOLDS", "ID", "VALUE", "IS", NULL);
	for (size_t i = 0; i < length_of(holds); i++) {
		struct json_object *hold = json_object_array_get_idx(holds, i);
		struct json_object *value = member(hold, "value");
		char text[48] = "";

		for (size_t word = 0; word < length_of(value); word++)
			snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s0x%" PRIx64,
				 word ? " " : "",
				 json_object_get_uint64(json_object_array_get_idx(value, word)));
		table_add(&table, text_of(hold, "setting"));
		table_add(&table, text_of(hold, "id"));
		table_add(&table, text);
		table_add(&table,
			  json_object_get_boolean(member(hold, "releasing")) ? "being released" :
									       "held");
	}
	table_print(&table, out);
}

static void present_devices(struct json_object *devices, FILE *out)
{
	struct table table = { .columns = 3 };

	table_row(&table, "DEVICE", "NEEDS", "REFUSED", NULL);
	for (size_t i = 0; i < length_of(devices); i++) {
		struct json_object *device = json_object_array_get_idx(devices, i);

		table_add(&table, text_of(device, "path"));
		add_kinds(&table, members(device, "needs"));
		table_add(&table, text_of(device, "refused"));
	}
	table_print(&table, out);
}

void present_guest(struct json_object *answer, FILE *out)
{
	const char *separator = "";

	fprintf(out, "%s (domain %s): ", plain(text_of(answer, "name")), text_of(answer, "domain"));
	fprintf(out, "%s\n", text_of(answer, "state"));
	json_object_object_foreach(members(answer, "counters"), name, count)
	{
		fprintf(out, "%s%s %s", separator, name, json_object_get_string(count));
		separator = ", ";
	}
	fputc('\n', out);
	present_devices(member(answer, "devices"), out);
	present_basis(answer, out);
	present_rights(answer, out);
	present_refusals(member(answer, "refused"), out);
	present_holds(member(answer, "holds"), out);
}

/* --- firmware --- */

static void present_protocols(struct json_object *protocols, FILE *out)
{
	struct table table = { .columns = 3 };

	table_row(&table, "PROTOCOL", "ID", "VERSION", NULL);
	for (size_t i = 0; i < length_of(protocols); i++) {
		struct json_object *protocol = json_object_array_get_idx(protocols, i);

		table_add(&table, text_of(protocol, "name"));
		table_addf(&table, "0x%" PRIx64, json_object_get_uint64(member(protocol, "id")));
		table_add(&table, text_of(protocol, "version"));
	}
	table_print(&table, out);
}

/** add_kind() - a row for each owner; a kind that nobody owns, but exists, has one as well */
static void add_kind(struct table *table, struct json_object *kind)
{
	struct json_object *owners = member(kind, "owners");
	uint64_t count = json_object_get_uint64(member(kind, "count"));

	if (!length_of(owners) && count)
		table_row(table, text_of(kind, "kind"), text_of(kind, "count"), "-", "-", NULL);
	for (size_t i = 0; i < length_of(owners); i++) {
		struct json_object *owner = json_object_array_get_idx(owners, i);

		table_add(table, text_of(kind, "kind"));
		table_add(table, text_of(kind, "count"));
		table_addf(table, "%s (domain %s)", text_of(owner, "guest"),
			   text_of(owner, "domain"));
		table_add(table, text_of(owner, "resources"));
	}
}

/** add_names() - a row for each resource of a kind that has a name */
static void add_names(struct table *table, struct json_object *kind)
{
	struct json_object *names = member(kind, "names");

	for (size_t i = 0; i < length_of(names); i++) {
		struct json_object *name = json_object_array_get_idx(names, i);

		table_row(table, text_of(kind, "kind"), text_of(name, "id"), text_of(name, "name"),
			  NULL);
	}
}

void present_firmware(struct json_object *answer, FILE *out)
{
	struct json_object *resources = member(answer, "resources"),
			   *agent = member(answer, "agent");
	struct table table = { .columns = 4 }, names = { .columns = 3 };

	fprintf(out, "%s", plain(text_of(answer, "vendor")));
	fprintf(out, " %s", plain(text_of(answer, "sub_vendor")));
	fprintf(out, ", version %s\n", text_of(answer, "version"));
	if (agent) {
		fprintf(out, "agent %s", text_of(agent, "id"));
		fprintf(out, " (%s)", plain(text_of(agent, "name")));
		fprintf(out, " may use the devices %s\n", plain(text_of(agent, "devices")));
	}
	present_protocols(member(answer, "protocols"), out);
	table_row(&table, "KIND", "COUNT", "GUEST", "OWNS", NULL);
	for (size_t i = 0; i < length_of(resources); i++)
		add_kind(&table, json_object_array_get_idx(resources, i));
	table_print(&table, out);
	table_row(&names, "KIND", "ID", "NAME", NULL);
	for (size_t i = 0; i < length_of(resources); i++)
		add_names(&names, json_object_array_get_idx(resources, i));
	table_print(&names, out);
}

/* --- policy --- */

void present_changed(struct json_object *answer, FILE *out)
{
	struct table table = { .columns = 3 };

	present_basis(answer, out);
	table_row(&table, "NAME", "KIND", "GRANTED", NULL);
	json_object_object_foreach(members(answer, "granted"), kind, resources)
	{
		table_add(&table, text_of(answer, "name"));
		table_add(&table, kind);
		table_add(&table, json_object_get_string(resources));
	}
	table_print(&table, out);
	present_refusals(member(answer, "refused"), out);
}

bool present_missing(struct json_object *answer, struct why *why)
{
	struct json_object *refused = member(answer, "refused"), *first;

	if (!length_of(refused))
		return false;
	first = json_object_array_get_idx(refused, 0);
	why_not(why, 0, "%s does not get %s %.80s: %s%s", text_of(answer, "name"),
		text_of(first, "kind"), text_of(first, "resources"), reason_of(first),
		length_of(refused) > 1 ? ", and more" : "");
	return true;
}

void present_loaded(struct json_object *answer, FILE *out)
{
	struct json_object *guests = member(answer, "guests");

	for (size_t i = 0; i < length_of(guests); i++)
		fprintf(out, "%s\n",
			plain(json_object_get_string(json_object_array_get_idx(guests, i))));
}

void present_policy(struct json_object *answer, FILE *out)
{
	struct json_object *wrong = member(answer, "wrong");
	const char *separator = "";

	for (size_t i = 0; i < length_of(wrong); i++)
		fprintf(out, "# not saved: %s\n",
			plain(text_of(json_object_array_get_idx(wrong, i), "error")));
	json_object_object_foreach(members(answer, "policy"), guest, kinds)
	{
		fprintf(out, "%s[%s]\n", separator, guest);
		separator = "\n";
		if (!json_object_is_type(kinds, json_type_object))
			continue;
		/* A section without a key is none, and this guest gets nothing. */
		if (!json_object_object_length(kinds))
			policy_file_write_key(out, POLICY_DERIVE, "no");
		json_object_object_foreach(kinds, kind, resources)
		{
			const char *text = json_object_get_string(resources);

			policy_file_write_key(out, kind, text ? text : "");
		}
	}
}
