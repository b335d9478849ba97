// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * machine.c - what dom0's devices need is dom0's
 */
#include "machine.h"

#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/log.h"
#include "frontend-dt/tree.h"

/* Larger than any. */
#define TREE_MAX (8u << 20)

/** read_file() - Return: a file's bytes, to be freed; NULL with errno */
static void *read_file(const char *file, size_t *size)
{
	FILE *stream = fopen(file, "re");
	void *bytes = stream ? malloc(TREE_MAX) : NULL;

	if (bytes) {
		*size = fread(bytes, 1, TREE_MAX, stream);
		if (ferror(stream)) {
			free(bytes);
			bytes = NULL;
		}
	}
	if (stream)
		fclose(stream);
	return bytes;
}

static int read_devices(struct devices *devices, const char *file, struct why *why)
{
	size_t size;
	void *fdt = read_file(file, &size);
	struct why what;
	int rc;

	if (!fdt)
		return why_not(why, -errno, "%s: %s; expected the machine's device tree", file,
			       strerror(errno));
	rc = tree_check(fdt, size);
	if (rc) {
		rc = why_not(why, -EINVAL, "%s: %s; expected a device tree", file,
			     fdt_strerror(rc));
	} else {
		rc = devices_read(devices, fdt, DEVICES_OF_MACHINE, &what);
		if (rc)
			why_not(why, rc, "%s: %s", file, what.text);
	}
	free(fdt);
	return rc;
}

/** keep_on() - a vote, that never ends, for everything of dom0's that can be on or off */
static int keep_on(struct machine *machine)
{
	for (int setting = SCMI_NO_SETTING + 1; setting < SCMI_SETTINGS; setting++) {
		const struct scmi_setting_info *info = scmi_setting_info(setting);
		const uint32_t on[SCMI_SETTING_WORDS] = { info->on };

		if (info->votes != SCMI_VOTES_SWITCH)
			continue;
		rights_for_each (id, &machine->agent.granted[info->resource]) {
			struct policy_hold *hold = holds_take(&machine->agent, setting, id, NULL);

			if (!hold)
				return -E2BIG;
			holds_confirm(hold, on);
		}
	}
	return 0;
}

/** grant() - dom0 is granted what its devices need; Return: 0 or -ENOMEM */
static int grant(struct machine *machine)
{
	int rc = 0;

	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES && !rc; resource++) {
		struct rights rights = { 0 };

		rc = devices_all(&machine->devices, resource,
				 rights_can_be_shared(resource) ? RIGHT_SHARED : RIGHT_WHOLE,
				 &rights);
		policy_grant_rights(&machine->agent, resource, &rights);
	}
	return rc;
}

static void tell_missing(void *context, const struct device *device, const struct device_name *name)
{
	(void)context;
	log_warning("dom0: the firmware has no %s \"%.64s\", which %s refers to",
		    scmi_resource_name(name->resource), name->text, device->path);
}

void machine_resolve(struct machine *machine, const struct names *names)
{
	if (devices_resolve(&machine->devices, names, tell_missing, machine) || grant(machine))
		log_error(
			"dom0: out of memory: not every pin that its devices need is kept for it");
}

int machine_open(struct machine *machine, struct policy *policy, const char *file, struct why *why)
{
	int rc = read_devices(&machine->devices, file, why);

	machine->agent.name = "dom0";
	machine->agent.holds = &machine->holds;
	machine->agent.devices = &machine->devices;
	machine->agent.keeps = true;
	if (!rc) {
		rc = grant(machine);
		if (rc)
			why_not(why, rc, "%s: %s", file, strerror(-rc));
	}
	if (!rc) {
		rc = keep_on(machine);
		if (rc)
			why_not(why, rc, "%s: dom0's devices need more than %u resources", file,
				POLICY_HOLDS);
	}
	policy_join(policy, &machine->agent);
	return rc;
}

void machine_close(struct machine *machine, struct policy *policy)
{
	policy_leave(policy, &machine->agent);
	devices_free(&machine->devices);
}
