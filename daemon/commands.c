// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * commands.c - the table of commands
 *
 * To add one, add its row to `commands`, and its subcommand to xen-scmictl.
 */
#include "commands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/log.h"
#include "daemon/policy_store.h"
#include "daemon/report.h"
#include "daemon/request.h"
#include "daemon/server.h"

/** parse_id() - a domain id; -1 where the text is none, so that it is a name */
static int64_t parse_id(const char *text)
{
	if (!*text || text[strspn(text, "0123456789")] || strlen(text) > 5)
		return -1;
	return strtol(text, NULL, 10);
}

/** find_guest() - by name or domain id, one that is served before one that leaves; NULL */
static const struct guest *find_guest(const struct server *server, const char *domain)
{
	int64_t id = parse_id(domain);
	const struct guest *found = NULL;

	for (const struct guest *guest = server->guests; guest; guest = guest->next) {
		if (id >= 0 ? guest->domain.id != id :
			      !guest->name || strcmp(guest->name, domain) != 0)
			continue;
		if (!found || guest->state == GUEST_SERVED)
			found = guest;
	}
	return found;
}

static int run_list(struct server *server, const struct request *request,
		    struct json_object *answer, struct why *why)
{
	(void)request;
	(void)why;
	report_guests(server, answer);
	return 0;
}

static int run_show(struct server *server, const struct request *request,
		    struct json_object *answer, struct why *why)
{
	const struct guest *guest = find_guest(server, request->domain);

	if (!guest)
		return why_not(why, -ENOENT, "there is no domain \"%.60s\", expected one of list",
			       request->domain);
	if (guest->state == GUEST_IGNORED)
		return why_not(why, -ENOENT,
			       "%s is not served: it wants no SCMI, or the log says why not",
			       guest->label);
	report_guest(guest, answer);
	return 0;
}

static int run_firmware(struct server *server, const struct request *request,
			struct json_object *answer, struct why *why)
{
	(void)request;
	if (!server->platform.known)
		return why_not(why, -EAGAIN, "firmware: it has not said yet what it has (%.150s)",
			       server->config->channel);
	report_firmware(server, answer);
	return 0;
}

/* --- grant and revoke --- */

/** name_of() - the guest whose policy is meant; it need not exist, unless it is given by its id */
static const char *name_of(const struct server *server, const char *domain, struct why *why)
{
	const struct guest *guest = find_guest(server, domain);
	const char *name = guest && guest->name ? guest->name : domain;

	if (!guest && parse_id(domain) >= 0) {
		why_not(why, -ENOENT, "there is no domain %s, expected the id of one or a name",
			domain);
		return NULL;
	}
	return policy_check_name(name, why) ? NULL : name;
}

/** parse_changes() - all that a request names; *@count of them are to be cleared */
static int parse_changes(struct policy_change *changes, size_t *count, enum policy_change_way way,
			 struct json_object *resources, struct why *why)
{
	int rc = 0;

	for (*count = 0; !rc && *count < json_object_array_length(resources); ++*count)
		rc = policy_change_parse(
			&changes[*count], way,
			json_object_get_string(json_object_array_get_idx(resources, *count)), why);
	return rc;
}

/** report_changed() - what the guest is granted now of the kinds that were changed */
static int report_changed(struct store *store, const char *name,
			  const struct policy_change *changes, size_t count,
			  struct json_object *answer, struct why *why)
{
	struct json_object *kinds = json_object_new_object();
	int rc = 0;

	json_object_object_add(answer, "name", json_object_new_string(name));
	json_object_object_add(answer, "granted", kinds);
	for (size_t i = 0; !rc && i < count; i++) {
		struct rights rights = { 0 };

		rc = policy_store_read(store, name, changes[i].resource, &rights, why);
		report_text(kinds, scmi_resource_name(changes[i].resource), &rights,
			    changes[i].resource);
		rights_clear(&rights);
	}
	return rc;
}

/** tell_changes() - who may do what is worth a line each time that it changes */
static void tell_changes(const char *name, enum policy_change_way way,
			 struct json_object *resources)
{
	for (size_t i = 0; i < json_object_array_length(resources); i++)
		log_info("policy of %s: %s %s", name, way == POLICY_GRANTS ? "granted" : "revoked",
			 json_object_get_string(json_object_array_get_idx(resources, i)));
}

static int run_change(struct server *server, const struct request *request,
		      enum policy_change_way way, struct json_object *answer, struct why *why)
{
	const char *name = name_of(server, request->domain, why);
	struct policy_change *changes;
	size_t count = 0;
	int rc;

	if (!name)
		return -EINVAL;
	changes = calloc(json_object_array_length(request->resources), sizeof(*changes));
	if (!changes)
		return why_not(why, -ENOMEM, "out of memory");
	rc = parse_changes(changes, &count, way, request->resources, why);
	if (!rc)
		rc = policy_store_change(&server->store, name, way, changes, count, why);
	if (!rc)
		tell_changes(name, way, request->resources);
	if (!rc)
		rc = report_changed(&server->store, name, changes, count, answer, why);
	while (count)
		policy_change_clear(&changes[--count]);
	free(changes);
	return rc;
}

static int run_grant(struct server *server, const struct request *request,
		     struct json_object *answer, struct why *why)
{
	return run_change(server, request, POLICY_GRANTS, answer, why);
}

static int run_revoke(struct server *server, const struct request *request,
		      struct json_object *answer, struct why *why)
{
	return run_change(server, request, POLICY_REVOKES, answer, why);
}

/* --- whole policies --- */

static int run_policy_load(struct server *server, const struct request *request,
			   struct json_object *answer, struct why *why)
{
	struct json_object *guests = json_object_new_array();
	struct policy_file file;
	int rc = policy_file_parse(&file, request->file, request->text, strlen(request->text), why);

	json_object_object_add(answer, "guests", guests);
	if (!rc)
		rc = policy_store_load(&server->store, &file, why);
	if (!rc)
		log_info("policy file loaded: %s", request->file);
	for (const struct policy_section *section = file.sections; !rc && section;
	     section = section->next)
		json_object_array_add(guests, json_object_new_string(section->guest));
	policy_file_clear(&file);
	return rc;
}

/** save_key() - one key of a guest's policy, as good or as wrong as it is */
static void save_key(struct store *store, const char *guest, const char *kind,
		     struct json_object *kinds, struct json_object *wrong)
{
	enum scmi_resource resource;
	struct rights rights = { 0 };
	struct json_object *object;
	struct why why;

	resource = policy_kind(kind, strlen(kind), &why);
	if (resource && !policy_store_read(store, guest, resource, &rights, &why)) {
		report_text(kinds, kind, &rights, resource);
		rights_clear(&rights);
		return;
	}
	object = json_object_new_object();
	json_object_object_add(object, "name", json_object_new_string(guest));
	json_object_object_add(object, "kind", json_object_new_string(kind));
	json_object_object_add(object, "error", json_object_new_string(why.text));
	json_object_array_add(wrong, object);
}

static int run_policy_save(struct server *server, const struct request *request,
			   struct json_object *answer, struct why *why)
{
	struct json_object *policy = json_object_new_object();
	struct json_object *wrong = json_object_new_array();
	unsigned int guests = 0;
	char **names = store_list(&server->store, &guests, GUEST_POLICY_ROOT);

	(void)request;
	json_object_object_add(answer, "policy", policy);
	json_object_object_add(answer, "wrong", wrong);
	if (!names && errno != ENOENT)
		return why_not(why, -errno, "cannot read the policy: %s", strerror(errno));
	for (unsigned int guest = 0; names && guest < guests; guest++) {
		struct json_object *kinds = json_object_new_object();
		unsigned int count = 0;
		char **keys =
			store_list(&server->store, &count, GUEST_POLICY_ROOT "/%s", names[guest]);

		json_object_object_add(policy, names[guest], kinds);
		for (unsigned int key = 0; keys && key < count; key++)
			save_key(&server->store, names[guest], keys[key], kinds, wrong);
		free(keys);
	}
	free(names);
	return 0;
}

static const struct request_command commands[] = {
	{ "list", 0, run_list },
	{ "show", REQUEST_DOMAIN, run_show },
	{ "grant", REQUEST_DOMAIN | REQUEST_RESOURCES, run_grant },
	{ "revoke", REQUEST_DOMAIN | REQUEST_RESOURCES, run_revoke },
	{ "policy-load", REQUEST_FILE | REQUEST_TEXT, run_policy_load },
	{ "policy-save", 0, run_policy_save },
	{ "firmware", 0, run_firmware },
	{ NULL, 0, NULL },
};

char *commands_answer(void *context, const char *line, size_t length)
{
	struct json_object *answer = json_object_new_object();
	struct request request;
	struct why why;
	int rc = request_parse(&request, commands, line, length, &why);

	if (!rc) {
		rc = request.command->run(context, &request, answer, &why);
		log_debug("control: %s: %s", request.command->name, rc ? why.text : "done");
		request_clear(&request);
	}
	if (!rc)
		return request_ok(answer);
	json_object_put(answer);
	return request_error(&why);
}
