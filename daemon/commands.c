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

#include "daemon/grants.h"
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
static struct guest *find_guest(const struct server *server, const char *domain)
{
	int64_t id = parse_id(domain);
	struct guest *found = NULL;

	for (struct guest *guest = server->guests; guest; guest = guest->next) {
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

/** run_firmware() - the firmware that all share, or the one that a guest has */
static int run_firmware(struct server *server, const struct request *request,
			struct json_object *answer, struct why *why)
{
	const struct firmware *firmware = server->firmware;

	if (request->domain) {
		const struct guest *guest = find_guest(server, request->domain);

		firmware = guest ? guest->firmware : server_firmware(server, request->domain);
	}
	if (!firmware->platform.known)
		return why_not(why, -EAGAIN, "%s: it has not said yet what it has (%.150s)",
			       firmware->label, firmware->config->address);
	report_firmware(firmware, answer);
	return 0;
}

/* --- grant, revoke and derive --- */

/**
 * find_subject() - the guest whose policy is meant; it need not exist, unless it is given by its id
 * @served: receives it where it is served; else NULL
 */
static int find_subject(const struct server *server, const char *domain,
			struct policy_subject *subject, struct guest **served, struct why *why)
{
	struct guest *guest = find_guest(server, domain);

	*served = guest && guest->state == GUEST_SERVED ? guest : NULL;
	if (!guest && parse_id(domain) >= 0)
		return why_not(why, -ENOENT,
			       "there is no domain %s, expected the id of one or a name", domain);
	*subject = (struct policy_subject){
		.name = guest && guest->name ? guest->name : domain,
		.derives = server->config->policy == CONFIG_POLICY_DERIVE,
		.devices = *served ? &guest->devices : NULL,
	};
	return policy_check_name(subject->name, why);
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

static bool is_changed(enum scmi_resource resource, const struct policy_change *changes,
		       size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (changes[i].resource == resource)
			return true;
	return false;
}

/**
 * report_granted() - what a guest is granted of a kind; one that is not served: by its policy
 * @is_asked: it is said, too, if that is nothing
 */
static int report_granted(struct store *store, const struct policy_subject *subject,
			  const struct policy_basis *basis, enum scmi_resource resource,
			  bool is_asked, struct json_object *kinds, struct why *why)
{
	struct rights rights = { 0 };
	int rc = policy_store_granted(store, subject, basis, resource, &rights, why);

	if (!rc && (is_asked || !rights_are_none(&rights)))
		report_text(kinds, scmi_resource_name(resource), &rights, resource);
	rights_clear(&rights);
	return rc;
}

/** report_changed() - what a guest is granted of the kinds that were changed; 0 changes: of all */
static int report_changed(struct server *server, const struct policy_subject *subject,
			  const struct policy_change *changes, size_t count,
			  struct json_object *answer, struct why *why)
{
	struct json_object *kinds = json_object_new_object();
	struct policy_basis basis;
	int rc = policy_store_basis(&server->store, subject, &basis, why);

	json_object_object_add(answer, "name", json_object_new_string(subject->name));
	report_basis(answer, &basis);
	json_object_object_add(answer, "granted", kinds);
	for (int resource = SCMI_NO_RESOURCE + 1; !rc && resource < SCMI_RESOURCES; resource++) {
		bool is_asked = is_changed(resource, changes, count);

		if (is_asked || !count)
			rc = report_granted(&server->store, subject, &basis, resource, is_asked,
					    kinds, why);
	}
	return rc;
}

/** report_missing() - what a guest that is served does not get of what it has just been granted */
static int report_missing(const struct guest *guest, const struct policy_change *changes,
			  size_t count, struct json_object *answer, struct why *why)
{
	struct rights granted[SCMI_RESOURCES] = { 0 };
	int rc = 0;

	for (size_t i = 0; i < count; i++)
		rc |= rights_add(&granted[changes[i].resource], &changes[i].rights);
	if (!rc)
		report_refusals(guest, granted, answer);
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		rights_clear(&granted[resource]);
	return rc ? why_not(why, -ENOMEM, "out of memory") : 0;
}

/** take_effect() - have a change count at once, and not when xenstore tells of it */
static void take_effect(struct guest *guest)
{
	if (!guest)
		return;
	grants_load(guest);
	firmware_resolve(guest->firmware);
}

/** check_needs() - what a guest may keep has to be known when something else is revoked */
static int check_needs(const struct guest *guest, struct why *why)
{
	if (!guest || !guest->basis.derives || !devices_have_names(&guest->devices) ||
	    firmware_names(guest->firmware)->pins_known)
		return 0;
	return why_not(why, -EAGAIN,
		       "%s: its devices have names for what they need, and the firmware has not "
		       "said yet what these are",
		       guest->name);
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
	struct policy_subject subject;
	struct policy_change *changes;
	struct guest *guest;
	size_t count = 0;
	int rc = find_subject(server, request->domain, &subject, &guest, why);

	if (!rc && way == POLICY_REVOKES)
		rc = check_needs(guest, why);
	if (rc)
		return rc;
	changes = calloc(json_object_array_length(request->resources), sizeof(*changes));
	if (!changes)
		return why_not(why, -ENOMEM, "out of memory");
	rc = parse_changes(changes, &count, way, request->resources, why);
	if (!rc)
		rc = policy_store_change(&server->store, &subject, way, changes, count, why);
	if (!rc) {
		tell_changes(subject.name, way, request->resources);
		take_effect(guest);
		rc = report_changed(server, &subject, changes, count, answer, why);
	}
	if (!rc && guest && way == POLICY_GRANTS)
		rc = report_missing(guest, changes, count, answer, why);
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

static int run_derive(struct server *server, const struct request *request,
		      struct json_object *answer, struct why *why)
{
	struct policy_subject subject;
	struct guest *guest;
	int rc = find_subject(server, request->domain, &subject, &guest, why);

	if (!rc && !subject.derives)
		rc = why_not(why, -EPERM,
			     "%s would be granted nothing: the configuration says policy = "
			     "explicit, expected grant or revoke",
			     subject.name);
	if (!rc)
		rc = policy_store_remove(&server->store, subject.name, why);
	if (rc)
		return rc;
	log_info("policy of %s: removed; it is granted what its devices need", subject.name);
	take_effect(guest);
	return report_changed(server, &subject, NULL, 0, answer, why);
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

/** save_derive() - whether a guest is granted what its devices need beside what is written */
static int save_derive(struct store *store, const char *guest, struct json_object *kinds,
		       struct why *why)
{
	const struct policy_subject subject = { .name = guest };
	struct policy_basis basis;
	int rc = policy_store_basis(store, &subject, &basis, why);

	if (!rc)
		json_object_object_add(kinds, POLICY_DERIVE,
				       json_object_new_string(basis.derives ? "yes" : "no"));
	return rc;
}

static int save_kind(struct store *store, const char *guest, const char *kind,
		     struct json_object *kinds, struct why *why)
{
	enum scmi_resource resource = policy_kind(kind, strlen(kind), why);
	struct rights rights = { 0 };
	int rc = resource ? policy_store_read(store, guest, resource, &rights, why) : -EINVAL;

	if (!rc)
		report_text(kinds, kind, &rights, resource);
	rights_clear(&rights);
	return rc;
}

/** save_key() - one key of a guest's policy, as good or as wrong as it is */
static void save_key(struct store *store, const char *guest, const char *kind,
		     struct json_object *kinds, struct json_object *wrong)
{
	struct json_object *object;
	struct why why;

	if (!strcmp(kind, POLICY_DERIVE) ? !save_derive(store, guest, kinds, &why) :
					   !save_kind(store, guest, kind, kinds, &why))
		return;
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
	{ "derive", REQUEST_DOMAIN, run_derive },
	{ "policy-load", REQUEST_FILE | REQUEST_TEXT, run_policy_load },
	{ "policy-save", 0, run_policy_save },
	{ "firmware", 0, run_firmware },
	{ "firmware-of", REQUEST_DOMAIN, run_firmware },
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
