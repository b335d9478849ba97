// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_rights.c - guests join a policy as they do in the daemon
 */
#include "check_rights.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/refusal.h"

static int read_config(struct config *config, const char *file, const char *host, struct why *why)
{
	*config = config_defaults;
	if (file || !access(CONFIG_DEFAULT_FILE, F_OK)) {
		int rc = config_read(config, file ? file : CONFIG_DEFAULT_FILE, why);

		if (rc)
			return rc;
	}
	if (!host)
		return 0;
	if (strlen(host) >= sizeof(config->host_dtb))
		return why_not(why, -ENAMETOOLONG,
			       "--host %.40s...: expected at most %zu characters", host,
			       sizeof(config->host_dtb) - 1);
	strcpy(config->host_dtb, host);
	return 0;
}

/** read_policies() - as the daemon: what cannot be read is told, and skipped */
static int read_policies(struct check_rights *rights,
			 void (*found)(void *context, const struct why *why), void *context)
{
	struct policy_files files;
	struct why why, what;
	int rc = policy_files_find(&files, rights->config.policy_dir);

	if (rc) {
		why_not(&why, rc, "policy-dir = %s: %s, expected a directory",
			rights->config.policy_dir, strerror(-rc));
		found(context, &why);
		return 0;
	}
	rights->files = calloc((size_t)files.count + 1, sizeof(*rights->files));
	for (int i = 0; rights->files && i < files.count; i++) {
		if (policy_file_load(&rights->files[i], files.path[i], &what)) {
			why_not(&why, 0, "policy file skipped: %.230s", what.text);
			found(context, &why);
		}
		rights->file_count = i + 1;
	}
	policy_files_free(&files);
	return rights->files ? 0 : -ENOMEM;
}

/** know_all() - of every kind there is as much as there can be */
static void know_all(struct policy *policy)
{
	*policy = (struct policy){ .known = true };
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		policy->count[resource] = RIGHTS_IDS;
}

int check_rights_open(struct check_rights *rights, const char *config, const char *host,
		      void (*found)(void *context, const struct why *why), void *context,
		      struct why *why)
{
	int rc;

	*rights = (struct check_rights){ 0 };
	know_all(&rights->policy);
	rc = read_config(&rights->config, config, host, why);
	if (!rc && read_policies(rights, found, context))
		rc = why_not(why, -ENOMEM, "out of memory");
	if (!rc && rights->config.host_dtb[0])
		rc = machine_open(&rights->machine, &rights->policy, rights->config.host_dtb, why);
	return rc;
}

void check_rights_close(struct check_rights *rights)
{
	machine_close(&rights->machine, &rights->policy);
	policy_clear(&rights->policy);
	for (int i = 0; i < rights->file_count; i++)
		policy_file_clear(&rights->files[i]);
	free(rights->files);
	config_free(&rights->config);
}

/** section_of() - what the policy files say of a guest; NULL: nothing */
static const struct policy_section *section_of(const struct check_rights *rights, const char *name)
{
	const struct policy_section *last = NULL;

	for (int i = 0; i < rights->file_count; i++)
		for (const struct policy_section *section = rights->files[i].sections; section;
		     section = section->next)
			if (!strcmp(section->guest, name))
				last = section;
	return last;
}

/** grant() - as grants_load() of the daemon */
static int grant(const struct check_rights *rights, struct check_guest *guest, const char *name)
{
	const struct policy_section *section = section_of(rights, name);
	bool derives = section ? section->derives : rights->config.policy == CONFIG_POLICY_DERIVE;
	int rc = 0;

	for (int resource = SCMI_NO_RESOURCE + 1; !rc && resource < SCMI_RESOURCES; resource++) {
		struct rights granted = { 0 };

		if (derives)
			rc = devices_all(&guest->devices, resource, RIGHT_WHOLE, &granted);
		if (section && !rc)
			rc = rights_add(&granted, &section->rights[resource]);
		policy_grant_rights(&guest->agent, resource, &granted);
	}
	return rc;
}

/** policy_of() - what a guest's rights can go against: a channel of its own has a policy of its own
 */
static struct policy *policy_of(struct check_rights *rights, struct check_guest *guest,
				const char *name)
{
	for (const struct config_channel *own = rights->config.channel.next; own; own = own->next) {
		if (strcmp(own->guest, name) != 0)
			continue;
		know_all(&guest->own);
		return &guest->own;
	}
	return &rights->policy;
}

static void tell(const struct check_rights *rights, const struct check_guest *guest,
		 const struct device *device, enum scmi_resource resource, uint32_t id,
		 struct why *why)
{
	const struct policy_agent *agent = &guest->agent, *owner;
	const char *kind = scmi_resource_name(resource);
	const char *right = rights_to(&device->needs[resource], id) == RIGHT_READ ? ":ro" : "";
	char reason[REFUSAL_TEXT];
	enum refusal_cause cause = refusal_cause(guest->policy, agent, resource, id, &owner);
	/* A section alone would leave a guest without what else its devices need. */
	const char *derive = section_of(rights, agent->name) ? "" : POLICY_DERIVE " = yes and ";
	bool can_share = rights_can_be_shared(resource);
	char share[120] = "";
	struct why name;

	refusal_reason(guest->policy, agent, resource, id, reason);
	if (can_share)
		snprintf(share, sizeof(share), "%s%s = %u:shared in ", derive, kind, id);
	if (policy_check_name(agent->name, &name) ||
	    (owner && policy_check_name(owner->name, &name)))
		why_not(why, 0, "%s: %s %u: %s: %srename %s", device->path, kind, id, reason,
			owner ? "have the device in one of them alone, or " : "", name.text);
	else if (cause == REFUSAL_NOT_GRANTED)
		why_not(why, 0, "%s: %s %u: %s: add %s = %u%s to [%s] of a policy file",
			device->path, kind, id, reason, kind, id, right, agent->name);
	else if (owner == &rights->machine.agent && can_share)
		why_not(why, 0,
			"%s: %s %u: %s: have xen,passthrough there, or %s[%s] of a policy file",
			device->path, kind, id, reason, share, agent->name);
	else if (owner == &rights->machine.agent)
		why_not(why, 0, "%s: %s %u: %s: have xen,passthrough there", device->path, kind, id,
			reason);
	else
		why_not(why, 0, "%s: %s %u: %s: have %s%sone of them without the device",
			device->path, kind, id, reason, share,
			can_share ? "the policies of both, or " : "");
}

static void no_report(void *context, const struct policy_refusal *refusal)
{
	(void)context;
	(void)refusal;
}

void check_rights_add(struct check_rights *rights, struct check_guest *guest, const char *name,
		      void (*found)(void *context, const struct why *why), void *context)
{
	const struct policy_agent *owner;
	struct why why;

	guest->agent.name = name;
	guest->agent.holds = &guest->holds;
	guest->agent.devices = &guest->devices;
	guest->policy = policy_of(rights, guest, name);
	policy_join(guest->policy, &guest->agent);
	if (grant(rights, guest, name)) {
		why_not(&why, 0, "out of memory");
		found(context, &why);
		return;
	}
	policy_resolve(guest->policy, no_report, NULL);
	for (uint32_t i = 0; i < guest->devices.count; i++) {
		const struct device *device = &guest->devices.device[i];

		for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
			rights_for_each (id, &device->needs[resource]) {
				if (!refusal_cause(guest->policy, &guest->agent, resource, id,
						   &owner))
					continue;
				tell(rights, guest, device, resource, id, &why);
				found(context, &why);
			}
		}
	}
}

void check_rights_remove(struct check_guest *guest)
{
	if (guest->policy)
		policy_leave(guest->policy, &guest->agent);
	policy_clear(&guest->own);
	devices_free(&guest->devices);
}
