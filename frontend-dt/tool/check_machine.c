// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_machine.c - guests' devices on the machine: left to them by dom0, and held back by IOMMUs
 */
#include "check.h"

#include <errno.h>
#include <libfdt.h>
#include <string.h>

#include "frontend-dt/interrupts.h"
#include "frontend-dt/iommu.h"
#include "frontend-dt/tree.h"

int check_machine_open(struct check_machine *machine, const char *file, struct why *why)
{
	int rc = tree_file_read(&machine->file, file, why);

	return rc ? rc : providers_read(&machine->providers, machine->file.fdt, why);
}

void check_machine_close(struct check_machine *machine)
{
	providers_free(&machine->providers);
	tree_file_free(&machine->file);
}

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

void check_dtdev(struct check *check, const struct check_machine *machine)
{
	for (size_t i = 0; i < check->config.dtdev_count; i++) {
		const char *path = check->config.dtdev[i];
		struct why why, reason;
		int node = find_node(&machine->file, path, &reason);

		if (node < 0)
			why_not(&why, 0, "dtdev: %s", reason.text);
		else if (!iommu_holds_back(machine->file.fdt, &machine->providers, node))
			why_not(&why, 0,
				"dtdev: %s is behind no IOMMU that Xen drives in %s: take it off, "
				"if it does not write to memory",
				path, machine->file.name);
		else
			continue;
		check_found(check, &why);
	}
}

/** check_iommu() - what is behind an IOMMU is held back */
static void check_iommu(struct check *check, const struct check_machine *machine, int node)
{
	char path[TREE_PATH_ROOM];
	struct why why;

	if (!iommu_holds_back(machine->file.fdt, &machine->providers, node) ||
	    fdt_get_path(machine->file.fdt, node, path, sizeof(path)) ||
	    has_dtdev(&check->config, path))
		return;
	why_not(&why, 0, "%s is behind an IOMMU: add \"%s\" to dtdev", path, path);
	check_found(check, &why);
}

/** has_interrupt() - whether a node has an interrupt of the GIC */
static bool has_interrupt(const struct check_machine *machine, int node)
{
	const void *fdt = machine->file.fdt;
	int offset;

	fdt_for_each_property_offset (offset, fdt, node) {
		struct interrupts list = { .fdt = fdt,
					   .providers = &machine->providers,
					   .node = node };
		struct why why;
		int length;
		const void *value = fdt_getprop_by_offset(fdt, offset, &list.property, &length);

		if (!value || !interrupts_is_list(list.property) ||
		    interrupts_open(&list, value, length, &why))
			continue;
		while (interrupts_next(&list, &why) > 0)
			if (interrupts_is_gic(fdt, list.controller))
				return true;
	}
	return false;
}

/**
 * check_mark() - a node is left to guests
 *
 * What Xen would assign to dom0 it assigns node by node: a mark above a node only disables it for
 * dom0's kernel.
 */
static void check_mark(struct check *check, const struct check_machine *machine, int node)
{
	char path[TREE_PATH_MAX];
	struct why why;

	if (fdt_getprop(machine->file.fdt, node, "xen,passthrough", NULL))
		return;
	why_not(&why, 0, "%s is dom0's: add xen,passthrough to it in %s",
		tree_path(machine->file.fdt, node, path), machine->file.name);
	check_found(check, &why);
}

/** check_origin() - a device is left to guests by dom0, and held back where it can be */
static void check_origin(struct check *check, const struct check_machine *machine, const char *path)
{
	const void *fdt = machine->file.fdt;
	struct why why;
	int device = tree_file_node(&machine->file, path, &why), end;

	if (device < 0) {
		check_found(check, &why);
		return;
	}
	end = tree_end(fdt, device);
	for (int node = device; node >= 0 && node < end; node = fdt_next_node(fdt, node, NULL)) {
		if (node != device && !tree_is_enabled(fdt, node))
			continue;
		if (node == device || has_interrupt(machine, node) ||
		    iommu_holds_back(fdt, &machine->providers, node))
			check_mark(check, machine, node);
		check_iommu(check, machine, node);
	}
}

void check_origins(struct check *check, const struct check_machine *machine, const void *fdt)
{
	for (int node = 0; node >= 0; node = fdt_next_node(fdt, node, NULL)) {
		int length;
		const char *path = fdt_getprop(fdt, node, "xen,path", &length);

		if (path && length > 1 && !path[length - 1])
			check_origin(check, machine, path);
	}
}
