// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_check.c - xen-scmi-dt check: what would fail with guests' xl configurations
 *
 * The guest's tree is made as xl makes it, and completed as the daemon does, by the same code: what
 * the daemon would refuse is refused here, in the same words.
 */
#include <argp.h>
#include <errno.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "check_rights.h"
#include "command.h"
#include "daemon/journal.h"
#include "frontend-dt/guest_check.h"
#include "frontend-dt/guest_tree.h"
#include "frontend-dt/tree.h"
#include "frontend-dt/xl_tree.h"
#include "xl_config.h"

struct arguments {
	const char *config;
	const char *host;
	char **guests;
	int count;
};

static const struct argp_option options[] = {
	{ "config", 'c', "FILE", 0,
	  "xen-scmid's configuration, in place of " CONFIG_DEFAULT_FILE ", which need not be there",
	  0 },
	{ "host", 'H', "TREE", 0, "the machine's device tree, in place of the configuration's", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'c': arguments->config = value; return 0;
	case 'H': arguments->host = value; return 0;
	case ARGP_KEY_ARGS:
		arguments->guests = state->argv + state->next;
		arguments->count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "a GUEST is missing"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.args_doc = "GUEST...",
	.doc = "Look for what would fail with guests that are created from these xl "
	       "configurations, in this order, and say how to mend it.",
};

/** struct guest - one that is being checked, and how much was found */
struct guest {
	const char *file;
	struct xl_config config;
	struct check_guest rights;
	unsigned int found;
};

static void found(void *context, const struct why *why)
{
	struct guest *guest = context;

	printf("%s: %s\n", guest->file, why->text);
	guest->found++;
}

/* --- the machine --- */

static bool has_dtdev(const struct xl_config *config, const char *path)
{
	for (size_t i = 0; i < config->dtdev_count; i++)
		if (!strcmp(config->dtdev[i], path))
			return true;
	return false;
}

/** check_dtdev() - each names a device of the machine that an IOMMU can hold back */
static void check_dtdev(struct guest *guest, const struct tree_file *host)
{
	for (size_t i = 0; i < guest->config.dtdev_count; i++) {
		const char *path = guest->config.dtdev[i];
		struct why why, reason;
		int node = tree_file_node(host, path, &reason);

		if (node < 0)
			why_not(&why, 0, "dtdev: %s", reason.text);
		else if (!fdt_getprop(host->fdt, node, "iommus", NULL))
			why_not(&why, 0,
				"dtdev: %s has no iommus in %s: take it off, if it does not write "
				"to memory",
				path, host->name);
		else
			continue;
		found(guest, &why);
	}
}

/** check_origin() - a device is left to guests by dom0, and held back where it can be */
static void check_origin(struct guest *guest, const struct tree_file *host, const char *path)
{
	struct why why;
	int node = tree_file_node(host, path, &why);

	if (node < 0) {
		found(guest, &why);
		return;
	}
	if (!fdt_getprop(host->fdt, node, "xen,passthrough", NULL)) {
		why_not(&why, 0, "%s is dom0's: add xen,passthrough to it in %s", path, host->name);
		found(guest, &why);
	}
	if (fdt_getprop(host->fdt, node, "iommus", NULL) && !has_dtdev(&guest->config, path)) {
		why_not(&why, 0, "%s is behind an IOMMU: add \"%s\" to dtdev", path, path);
		found(guest, &why);
	}
}

/** check_machine() - the guest's devices beside those of the machine's tree that they are */
static void check_machine(struct guest *guest, const struct tree_file *host, const void *fdt)
{
	check_dtdev(guest, host);
	for (int node = 0; node >= 0; node = fdt_next_node(fdt, node, NULL)) {
		int length;
		const char *path = fdt_getprop(fdt, node, "xen,path", &length);

		if (path && length > 1 && !path[length - 1])
			check_origin(guest, host, path);
	}
}

/* --- SCMI --- */

/** check_page() - the page that is shared with the daemon is nothing that the guest is given */
static void check_page(struct guest *guest, uint64_t page)
{
	struct why why;

	for (size_t i = 0; i < guest->config.given.iomem_count; i++) {
		const struct region *iomem = &guest->config.given.iomem[i];

		if (page < iomem->address || page - iomem->address >= iomem->size)
			continue;
		why_not(&why, 0,
			"shared page at 0x%llx is in iomem, too: take it off there, or choose "
			"another one",
			(unsigned long long)page);
		found(guest, &why);
		return;
	}
}

/** complete() - what the daemon makes of the guest's tree; false: the guest has nothing to do with
 * SCMI
 */
static bool complete(struct guest *guest, const struct config *config, void *fdt, size_t size)
{
	struct guest_tree tree;
	struct why why;
	int rc = guest_tree_read(fdt, size, &tree, &why);

	if (!rc && !tree.wants_scmi)
		return false;
	if (!rc)
		rc = guest_tree_complete(fdt, size, &tree, &config->defaults, &why);
	if (!rc)
		check_page(guest, tree.shmem_address);
	else
		found(guest, &why);
	return true;
}

/** check_scmi() - whether the daemon would serve the guest, and what it would get */
static void check_scmi(struct guest *guest, struct check_rights *rights, const void *fdt)
{
	struct why why;

	if (guest->config.vcpus > JOURNAL_VCPUS) {
		why_not(&why, 0, "vcpus = %u, expected %u at the most for a guest with SCMI",
			guest->config.vcpus, JOURNAL_VCPUS);
		found(guest, &why);
	}
	if (devices_read(&guest->rights.devices, fdt, DEVICES_OF_GUEST, &why))
		found(guest, &why);
	check_rights_add(rights, &guest->rights, guest->config.name, found, guest);
}

/* --- all of it --- */

static void check_tree(struct guest *guest, struct check_rights *rights,
		       const struct tree_file *host, const struct tree_file *partial)
{
	struct why why, named;
	size_t size;
	void *fdt = xl_tree_make(partial->fdt, guest->config.memory, &size, &why);
	bool wants_scmi;

	if (!fdt) {
		why_not(&named, 0, "%.60s: %.180s", partial->name, why.text);
		found(guest, &named);
		return;
	}
	wants_scmi = complete(guest, &rights->config, fdt, size);
	guest_check(fdt, &guest->config.given, found, guest);
	if (host->fdt)
		check_machine(guest, host, fdt);
	if (wants_scmi)
		check_scmi(guest, rights, fdt);
	free(fdt);
}

static void check_guest(struct guest *guest, struct check_rights *rights,
			const struct tree_file *host)
{
	struct tree_file partial;
	struct why why;

	if (xl_config_read(&guest->config, guest->file, &why)) {
		/* The line names the file. */
		puts(why.text);
		guest->found++;
		return;
	}
	if (!guest->config.device_tree) {
		printf("%s: good, without a device_tree\n", guest->file);
		return;
	}
	if (tree_file_read(&partial, guest->config.device_tree, &why)) {
		found(guest, &why);
		return;
	}
	check_tree(guest, rights, host, &partial);
	tree_file_free(&partial);
	if (!guest->found)
		printf("%s: good, devices with SCMI: %u\n", guest->file,
		       guest->rights.devices.count);
}

static int check_all(const struct arguments *arguments, struct check_rights *rights,
		     const struct tree_file *host)
{
	struct guest *guests = calloc((size_t)arguments->count, sizeof(*guests));
	int status = guests ? EXIT_SUCCESS : EXIT_FAILURE;

	for (int i = 0; guests && i < arguments->count; i++) {
		guests[i].file = arguments->guests[i];
		check_guest(&guests[i], rights, host);
		if (guests[i].found)
			status = EXIT_FAILURE;
	}
	for (int i = 0; guests && i < arguments->count; i++) {
		check_rights_remove(rights, &guests[i].rights);
		xl_config_free(&guests[i].config);
	}
	free(guests);
	return status;
}

int command_check(int argc, char **argv)
{
	struct arguments arguments = { 0 };
	struct tree_file host = { 0 };
	struct check_rights rights;
	struct why why;
	int rc, status = EXIT_FAILURE;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	rc = check_rights_open(&rights, arguments.config, arguments.host, &why);
	if (!rc && rights.config.host_dtb[0])
		rc = tree_file_read(&host, rights.config.host_dtb, &why);
	if (rc)
		command_fail(argv[0], &why);
	else
		status = check_all(&arguments, &rights, &host);
	tree_file_free(&host);
	check_rights_close(&rights);
	return status;
}
