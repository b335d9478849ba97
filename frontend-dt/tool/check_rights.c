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

static int read_policies(struct check_rights *rights, struct why *why)
{
	struct policy_files files;
	int rc = policy_files_find(&files, rights->config.policy_dir);

	if (rc)
		return why_not(why, rc, "policy-dir = %s: %s, expected a directory",
			       rights->config.policy_dir, strerror(-rc));
	rights->files = calloc((size_t)files.count + 1, sizeof(*rights->files));
	if (!rights->files)
		rc = why_not(why, -ENOMEM, "out of memory");
	for (int i = 0; !rc && i < files.count; i++) {
		rc = policy_file_load(&rights->files[i], files.path[i], why);
		rights->file_count = i + 1;
	}
	policy_files_free(&files);
	return rc;
}

int check_rights_open(struct check_rights *rights, const char *config, const char *host,
		      struct why *why)
{
	int rc;

	*rights = (struct check_rights){ .policy.known = true };
	for (int resource = 0; resource < SCMI_RESOURCES; resource++)
		rights->policy.count[resource] = RIGHTS_IDS;
	rc = read_config(&rights->config, config, host, why);
	if (!rc)
		rc = read_policies(rights, why);
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
	int rc = 0;

	for (int resource = SCMI_NO_RESOURCE + 1; !rc && resource < SCMI_RESOURCES; resource++) {
		struct rights granted = { 0 };

		if (section)
			rights_for_each (id, &section->rights[resource])
				rc |= rights_set(&granted, id,
						 rights_to(&section->rights[resource], id));
		else if (rights->config.policy == CONFIG_POLICY_DERIVE)
			rc = devices_all(&guest->devices, resource, RIGHT_WHOLE, &granted);
		policy_grant_rights(&guest->agent, resource, &granted);
	}
	return rc;
}

static void tell(const struct check_rights *rights, const struct check_guest *guest,
		 const struct device *device, enum scmi_resource resource, uint32_t id,
		 struct why *why)
{
	const struct policy_agent *agent = &guest->agent, *owner;
	const char *kind = scmi_resource_name(resource);
	char reason[REFUSAL_TEXT];
	enum refusal_cause cause = refusal_cause(&rights->policy, agent, resource, id, &owner);

	refusal_reason(&rights->policy, agent, resource, id, reason);
	if (cause == REFUSAL_NOT_GRANTED)
		why_not(why, 0, "%s: %s %u: %s: add %s = %u to [%s] of a policy file", device->path,
			kind, id, reason, kind, id, agent->name);
	else if (owner == &rights->machine.agent)
		why_not(why, 0,
			"%s: %s %u: %s: have xen,passthrough there, or %s = %u:shared in [%s] of a "
			"policy file",
			device->path, kind, id, reason, kind, id, agent->name);
	else
		why_not(why, 0,
			"%s: %s %u: %s: have %s = %u:shared in the policies of both, or one of "
			"them without the device",
			device->path, kind, id, reason, kind, id);
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
	policy_join(&rights->policy, &guest->agent);
	if (grant(rights, guest, name)) {
		why_not(&why, 0, "out of memory");
		found(context, &why);
		return;
	}
	policy_resolve(&rights->policy, no_report, NULL);
	for (uint32_t i = 0; i < guest->devices.count; i++) {
		const struct device *device = &guest->devices.device[i];

		for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
			rights_for_each (id, &device->needs[resource]) {
				if (!refusal_cause(&rights->policy, &guest->agent, resource, id,
						   &owner))
					continue;
				tell(rights, guest, device, resource, id, &why);
				found(context, &why);
			}
		}
	}
}

void check_rights_remove(struct check_rights *rights, struct check_guest *guest)
{
	policy_leave(&rights->policy, &guest->agent);
	devices_free(&guest->devices);
}
