// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_scmi.c - guests' trees are completed as the daemon does it, by the same code
 */
#include "check.h"

#include "daemon/journal.h"
#include "frontend-dt/guest_tree.h"

/** check_page() - the page that is shared with the daemon is nothing that the guest is given */
static void check_page(struct check *check, uint64_t page)
{
	struct why why;

	for (size_t i = 0; i < check->config.given.iomem_count; i++) {
		const struct region *iomem = &check->config.given.iomem[i];

		if (page < iomem->address || page - iomem->address >= iomem->size)
			continue;
		why_not(&why, 0,
			"shared page at 0x%llx is in iomem, too: take it off there, or choose "
			"another one",
			(unsigned long long)page);
		check_found(check, &why);
		return;
	}
}

bool check_scmi_complete(struct check *check, const struct config *config, void *fdt, size_t size)
{
	struct guest_tree tree;
	struct why why;
	int rc = guest_tree_read(fdt, size, &tree, &why);

	if (!rc && !tree.wants_scmi)
		return false;
	if (!rc)
		rc = guest_tree_complete(fdt, size, &tree, &config->defaults, &why);
	if (!rc)
		check_page(check, tree.shmem_address);
	else
		check_found(check, &why);
	return true;
}

void check_scmi(struct check *check, struct check_rights *rights, const void *fdt)
{
	struct why why;

	if (check->config.vcpus > JOURNAL_VCPUS) {
		why_not(&why, 0, "vcpus = %u, expected %u at the most for a guest with SCMI",
			check->config.vcpus, JOURNAL_VCPUS);
		check_found(check, &why);
	}
	if (devices_read(&check->rights.devices, fdt, DEVICES_OF_GUEST, &why))
		check_found(check, &why);
	check_rights_add(rights, &check->rights, check->config.name, check_found, check);
}
