// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iommu.c - the IOMMUs of Xen's drivers for Arm: smmu.c, smmu-v3.c and ipmmu-vmsa.c
 */
#include "iommu.h"

#include <libfdt.h>

#include "tree.h"

static const char *const drivers[] = {
	"arm,mmu-400",
	"arm,mmu-401",
	"arm,mmu-500",
	"arm,smmu-v1",
	"arm,smmu-v2",
	"arm,smmu-v3",
	"cavium,smmu-v2",
	"renesas,ipmmu-r8a7795",
	"renesas,ipmmu-r8a7796",
	"renesas,ipmmu-r8a77965",
	"renesas,ipmmu-r8a779f0",
};

bool iommu_holds_back(const void *fdt, const struct providers *providers, int node)
{
	const struct provider *provider;
	int length;
	const fdt32_t *iommus = fdt_getprop(fdt, node, "iommus", &length);

	if (!iommus || length < (int)sizeof(*iommus))
		return false;
	provider = providers_find(providers, fdt32_ld(iommus));
	if (!provider || !tree_is_enabled(fdt, provider->node))
		return false;
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++)
		if (!fdt_node_check_compatible(fdt, provider->node, drivers[i]))
			return true;
	return false;
}
