/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * iommu.h - whether Xen can hold a device back from the memory of others
 */
#ifndef XEN_SCMI_FRONTEND_DT_IOMMU_H
#define XEN_SCMI_FRONTEND_DT_IOMMU_H

#include <stdbool.h>

#include "providers.h"

/**
 * iommu_holds_back() - whether a node's `iommus` names an enabled IOMMU that Xen has a driver for
 *
 * Only then can the node be in `dtdev`.
 */
bool iommu_holds_back(const void *fdt, const struct providers *providers, int node);

#endif
