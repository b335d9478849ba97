// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * protocols.c - writes docs/protocols.md: what becomes of every message, read off the table
 */
#include <stdio.h>
#include <stdlib.h>

#include "proto/message.h"
#include "proto/setting.h"

/* What the code of a message does, for those whose row does not say it. */
static const char *const hooks[SCMI_HOOKS] = {
	[SCMI_PLAIN] = "",
	[SCMI_HOOK_VERSION] = "the firmware's version",
	[SCMI_HOOK_ATTRIBUTES] = "the firmware's counts",
	[SCMI_HOOK_MESSAGE_ATTRIBUTES] = "messages that a guest may send; none has a fast channel",
	[SCMI_HOOK_NEGOTIATE_VERSION] = "the firmware's version, and no other",
	[SCMI_HOOK_BASE_ATTRIBUTES] = "one agent, and the protocols in which it owns something",
	[SCMI_HOOK_BASE_VENDOR] = "the firmware's",
	[SCMI_HOOK_BASE_SUB_VENDOR] = "the firmware's",
	[SCMI_HOOK_BASE_IMPLEMENTATION] = "the firmware's",
	[SCMI_HOOK_BASE_PROTOCOLS] = "those in which it owns something",
	[SCMI_HOOK_BASE_AGENT] = "the platform, and the guest itself as agent 1",
	[SCMI_HOOK_BASE_RESET] = "releases what the guest has set; its rights stay",
	[SCMI_HOOK_SYSTEM_POWER_SET] = "powers off or restarts the guest itself",
	[SCMI_HOOK_SYSTEM_POWER_GET] = "the guest is up",
	[SCMI_HOOK_CLOCK_ATTRIBUTES] = "tells a guest with a lesser right to ask for permissions",
	[SCMI_HOOK_CLOCK_CONFIG_SET] = "no extended configuration where shared",
	[SCMI_HOOK_CLOCK_PARENTS] = "the guest's own, counted anew",
	[SCMI_HOOK_CLOCK_PARENT_SET] = "needs a right to the parent as well",
	[SCMI_HOOK_CLOCK_PARENT_GET] = "NOT_FOUND where the parent is another's",
	[SCMI_HOOK_CLOCK_PERMISSIONS] = "no more than the guest's right",
	[SCMI_HOOK_SENSOR_DESCRIPTIONS] = "the guest's own, counted anew",
	[SCMI_HOOK_SENSOR_AXES] = "",
	[SCMI_HOOK_SENSOR_AXIS_NAMES] = "",
	[SCMI_HOOK_POWERCAP_ATTRIBUTES] = "no parent that is another's",
	[SCMI_HOOK_PINCTRL_ATTRIBUTES] = "elements are the guest's own",
	[SCMI_HOOK_PINCTRL_ASSOCIATIONS] = "the guest's own, counted anew",
	[SCMI_HOOK_PINCTRL_SETTINGS_GET] = "no function that is another's",
	[SCMI_HOOK_PINCTRL_SETTINGS_CONFIGURE] = "needs a right to the function as well",
	[SCMI_HOOK_VENDOR_MESSAGE_ATTRIBUTES] = "messages that are open to the guest",
};

/** hook_text() - a hook that nobody has described ends the build */
static const char *hook_text(const struct scmi_message *row)
{
	if (!hooks[row->hook]) {
		fprintf(stderr, "docs/protocols.c: hook %d of %s has no text\n", row->hook,
			row->name);
		exit(EXIT_FAILURE);
	}
	return hooks[row->hook];
}

static const char *treatment_text(const struct scmi_message *row)
{
	switch (row->treatment) {
	case SCMI_ANSWER: return "answered here";
	case SCMI_REFUSE: return "refused";
	default: return "relayed";
	}
}

static const char *right_text(const struct scmi_message *row)
{
	if (row->treatment == SCMI_REFUSE || !row->resource)
		return "";
	return row->changes_state || row->treatment == SCMI_ANSWER ? "rw" : "ro";
}

/** shared_text() - what happens where the resource is shared */
static const char *shared_text(const struct scmi_message *row)
{
	const struct scmi_setting_info *info;

	if (row->treatment == SCMI_REFUSE || !row->resource)
		return "";
	info = row->setting ? scmi_setting_info(row->setting) : NULL;
	if (info && info->votes == SCMI_VOTES_NONE)
		info = NULL;
	if (!row->changes_state)
		return info ? "own vote" : "";
	return info ? "vote" : "denied";
}

static void print_remarks(const struct scmi_message *row)
{
	const char *separator = "";

	if (row->treatment == SCMI_REFUSE) {
		printf("%s", row->why);
		return;
	}
	if (*hook_text(row)) {
		printf("%s", hook_text(row));
		separator = "; ";
	}
	if (row->hidden) {
		printf("%sattributes 0x%08x hidden", separator, row->hidden);
		separator = "; ";
	}
	if (row->hidden_if_read) {
		printf("%s0x%08x hidden from readers", separator, row->hidden_if_read);
		separator = "; ";
	}
	if (row->request_older) {
		printf("%salso in the form before this one", separator);
		separator = "; ";
	}
	if (!row->has_flags || row->selectors || row->flags_at == row->value_at)
		return;
	if (row->flags_kept)
		printf("%sflags but 0x%x cleared", separator, row->flags_kept);
	else
		printf("%sflags cleared", separator);
}

static void print_versions(const struct scmi_message *row)
{
	printf("%u.%u", row->since >> 16, row->since & 0xffff);
	if (row->until)
		printf(" to below %u.%u", row->until >> 16, row->until & 0xffff);
}

static void print_row(const struct scmi_message *row, bool is_any)
{
	if (is_any)
		printf("| any other | %s | ", row->name);
	else
		printf("| 0x%x | %s | ", row->id, row->name);
	print_versions(row);
	printf(" | %s | %s | %s | ", treatment_text(row), right_text(row), shared_text(row));
	print_remarks(row);
	printf(" |\n");
}

static void print_head(void)
{
	printf("\n| id | message | since version | | right | if shared | |\n"
	       "|---|---|---|---|---|---|---|\n");
}

int main(void)
{
	size_t count;
	const struct scmi_message *rows = scmi_messages(&count);
	uint8_t protocol = 0;

	printf("# What becomes of every message\n\n"
	       "This page is made from the table of messages, `proto/message.c`: do not edit "
	       "it.\n\n"
	       "A guest speaks the version that the firmware has, and only messages that this\n"
	       "version and this firmware have; `SYSTEM_POWER` is the daemon's own, version 2.1.\n"
	       "What is not in the table is NOT_SUPPORTED. A message whose length is wrong is a\n"
	       "PROTOCOL_ERROR. Of a resource that is not its own a guest gets NOT_FOUND where it\n"
	       "asks for a description, and else DENIED. An answer that lists things ends after\n"
	       "128 bytes, as many as Linux reads; the next request gets what is left.\n");
	for (size_t i = 0; i < count; i++) {
		if (rows[i].protocol != protocol) {
			protocol = rows[i].protocol;
			printf("\n## %s, 0x%x\n", scmi_protocol_name(protocol), protocol);
			print_head();
		}
		print_row(&rows[i], false);
	}
	rows = scmi_vendor_messages(&count);
	printf("\n## Vendor protocols, 0x80 to 0xff\n");
	print_head();
	for (size_t i = 0; i < count; i++)
		print_row(&rows[i], i == count - 1);
	return 0;
}
