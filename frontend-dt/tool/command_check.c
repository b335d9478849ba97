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
#include "frontend-dt/iommu.h"
#include "frontend-dt/tree.h"
#include "frontend-dt/xl_tree.h"
#include "xl_config.h"

#define VUART_IRQ 32 /* GUEST_VPL011_SPI of xen/arch-arm.h */

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

/** print_line() - what cannot be read becomes '?': names and values come from files */
static void print_line(const char *line)
{
	for (; *line; line++)
		putchar(*line >= ' ' && *line <= '~' ? *line : '?');
	putchar('\n');
}

static void found(void *context, const struct why *why)
{
	struct guest *guest = context;

	printf("%s: ", guest->file);
	print_line(why->text);
	guest->found++;
}

/* --- the machine --- */

/** struct machine_tree - the machine's tree, if there is one */
struct machine_tree {
	struct tree_file file;
	struct providers providers;
};

static bool has_dtdev(const struct xl_config *config, const char *path)
{
	for (size_t i = 0; i < config->dtdev_count; i++)
		if (!strcmp(config->dtdev[i], path))
			return true;
	return false;
}

/** find_node() - a node by its whole path, which Xen wants where libfdt is content with less */
static int find_node(const struct tree_file *host, const char *path, struct why *why)
{
	char whole[TREE_PATH_ROOM];
	int node = tree_file_node(host, path, why);

	if (node >= 0 && !fdt_get_path(host->fdt, node, whole, sizeof(whole)) &&
	    strcmp(whole, path))
		return why_not(why, -ENOENT, "%s: is no whole path in %s, expected %s", path,
			       host->name, whole);
	return node;
}

/** check_dtdev() - each names a device of the machine that an IOMMU can hold back */
static void check_dtdev(struct guest *guest, const struct machine_tree *host)
{
	for (size_t i = 0; i < guest->config.dtdev_count; i++) {
		const char *path = guest->config.dtdev[i];
		struct why why, reason;
		int node = find_node(&host->file, path, &reason);

		if (node < 0)
			why_not(&why, 0, "dtdev: %s", reason.text);
		else if (!iommu_holds_back(host->file.fdt, &host->providers, node))
			why_not(&why, 0,
				"dtdev: %s is behind no IOMMU that Xen drives in %s: take it off, "
				"if it does not write to memory",
				path, host->file.name);
		else
			continue;
		found(guest, &why);
	}
}

/** check_iommus() - what is behind an IOMMU, of a device and what is below it, is held back */
static void check_iommus(struct guest *guest, const struct machine_tree *host, int device)
{
	const void *fdt = host->file.fdt;
	int end = tree_end(fdt, device);

	for (int node = device; node >= 0 && node < end; node = fdt_next_node(fdt, node, NULL)) {
		char path[TREE_PATH_ROOM];
		struct why why;

		if ((node != device && !tree_is_enabled(fdt, node)) ||
		    !iommu_holds_back(fdt, &host->providers, node) ||
		    fdt_get_path(fdt, node, path, sizeof(path)) || has_dtdev(&guest->config, path))
			continue;
		why_not(&why, 0, "%s is behind an IOMMU: add \"%s\" to dtdev", path, path);
		found(guest, &why);
	}
}

/** check_origin() - a device is left to guests by dom0, and held back where it can be */
static void check_origin(struct guest *guest, const struct machine_tree *host, const char *path)
{
	struct why why;
	int node = tree_file_node(&host->file, path, &why);

	if (node < 0) {
		found(guest, &why);
		return;
	}
	if (!fdt_getprop(host->file.fdt, node, "xen,passthrough", NULL)) {
		why_not(&why, 0, "%s is dom0's: add xen,passthrough to it in %s", path,
			host->file.name);
		found(guest, &why);
	}
	check_iommus(guest, host, node);
}

/** check_machine() - the guest's devices beside those of the machine's tree that they are */
static void check_machine(struct guest *guest, const struct machine_tree *host, const void *fdt)
{
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

/** complete() - what the daemon makes of the guest's tree; false: it has nothing to do with SCMI */
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
		       const struct machine_tree *host, const struct tree_file *partial)
{
	const struct xl_guest given = { guest->config.memory, guest->config.vuart != NULL };
	struct why why, named;
	size_t size;
	void *fdt = xl_tree_make(partial->fdt, &given, &size, &why);
	bool wants_scmi;

	if (!fdt) {
		why_not(&named, 0, "%.60s: %.180s", partial->name, why.text);
		found(guest, &named);
		return;
	}
	wants_scmi = complete(guest, &rights->config, fdt, size);
	guest_check(fdt, &guest->config.given, found, guest);
	if (host->file.fdt)
		check_machine(guest, host, fdt);
	if (wants_scmi)
		check_scmi(guest, rights, fdt);
	free(fdt);
}

/** check_irqs() - each interrupt is one guest's, and that one's once; @before: those before it */
static void check_irqs(struct guest *guest, const struct guest *before)
{
	const struct guest_given *given = &guest->config.given;
	struct why why;

	for (size_t i = 0; i < given->irq_count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (given->irqs[j] != given->irqs[i])
				continue;
			why_not(&why, 0, "irqs: %u is there twice, expected it once",
				given->irqs[i]);
			found(guest, &why);
		}
		for (const struct guest *other = before; other != guest; other++) {
			if (!guest_check_has_irq(&other->config.given, given->irqs[i]))
				continue;
			why_not(&why, 0, "irqs: %u is in %s, too, expected it in one",
				given->irqs[i], other->file);
			found(guest, &why);
		}
	}
	if (guest->config.vuart && guest_check_has_irq(given, VUART_IRQ)) {
		why_not(&why, 0, "irqs: %d is that of the guest's own vuart", VUART_IRQ);
		found(guest, &why);
	}
}

static void check_guest(struct guest *guest, const struct guest *before,
			struct check_rights *rights, const struct machine_tree *host)
{
	struct tree_file partial;
	struct why why;

	if (xl_config_read(&guest->config, guest->file, &why)) {
		print_line(why.text); /* which names the file */
		guest->found++;
		return;
	}
	check_irqs(guest, before);
	if (host->file.fdt)
		check_dtdev(guest, host);
	if (!guest->config.device_tree) {
		if (!guest->found)
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
		     const struct machine_tree *host)
{
	struct guest *guests = calloc((size_t)arguments->count, sizeof(*guests));
	int status = guests ? EXIT_SUCCESS : EXIT_FAILURE;

	for (int i = 0; guests && i < arguments->count; i++) {
		guests[i].file = arguments->guests[i];
		check_guest(&guests[i], guests, rights, host);
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
	struct machine_tree host = { 0 };
	struct check_rights rights;
	struct why why;
	int rc, status = EXIT_FAILURE;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	rc = check_rights_open(&rights, arguments.config, arguments.host, &why);
	if (!rc && rights.config.host_dtb[0])
		rc = tree_file_read(&host.file, rights.config.host_dtb, &why);
	if (!rc && host.file.fdt)
		rc = providers_read(&host.providers, host.file.fdt, &why);
	if (rc)
		command_fail(argv[0], &why);
	else
		status = check_all(&arguments, &rights, &host);
	providers_free(&host.providers);
	tree_file_free(&host.file);
	check_rights_close(&rights);
	return status;
}
