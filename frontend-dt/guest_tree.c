// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * guest_tree.c - read a guest's tree, complete it, or take SCMI out of it
 */
#include "guest_tree.h"

#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <string.h>

#include "proto/shmem.h"
#include "proto/smccc.h"
#include "gather.h"
#include "region.h"
#include "tree.h"

#define SHMEM_NAME "scmi-shmem"

/* More bytes than SCMI's node, its doorbell and the shared page's node take. */
#define GROWTH 1024u

static const char *const psci_compatibles[] = { "arm,psci-1.0", "arm,psci-0.2", "arm,psci" };

/** find_scmi() - the first enabled SCMI node; a negative libfdt error where there is none */
static int find_scmi(const void *fdt)
{
	int node = fdt_node_offset_by_compatible(fdt, -1, "arm,scmi-smc");

	while (node >= 0 && !tree_is_enabled(fdt, node))
		node = fdt_node_offset_by_compatible(fdt, node, "arm,scmi-smc");
	return node;
}

static int find_psci(const void *fdt)
{
	int node = -FDT_ERR_NOTFOUND;

	for (size_t i = 0; i < sizeof(psci_compatibles) / sizeof(psci_compatibles[0]); i++) {
		node = fdt_node_offset_by_compatible(fdt, -1, psci_compatibles[i]);
		if (node >= 0)
			break;
	}
	return node;
}

static int read_conduit(const void *fdt, struct guest_tree *tree, struct why *why)
{
	char path[TREE_PATH_MAX];
	int node = find_psci(fdt);
	int length = 0;
	const char *method;

	if (node < 0)
		return why_not(why, -EINVAL, "no PSCI node, expected one compatible with \"%s\"",
			       psci_compatibles[0]);
	method = fdt_getprop(fdt, node, "method", &length);
	if (method && length == 4 && !memcmp(method, "hvc", 4)) {
		tree->conduit = GUEST_CONDUIT_HVC;
	} else if (method && length == 4 && !memcmp(method, "smc", 4)) {
		tree->conduit = GUEST_CONDUIT_SMC;
	} else {
		return why_not(why, -EINVAL, "%s: method = \"%.*s\", expected \"hvc\" or \"smc\"",
			       tree_path(fdt, node, path), method ? length : 0,
			       method ? method : "");
	}
	return 0;
}

static int read_smc_id(const void *fdt, int scmi, struct guest_tree *tree, struct why *why)
{
	char path[TREE_PATH_MAX];
	int length;
	const fdt32_t *id = fdt_getprop(fdt, scmi, "arm,smc-id", &length);

	if (!id)
		return 0;
	if (length != sizeof(*id))
		return why_not(why, -EINVAL, "%s: arm,smc-id has %d bytes, expected 4",
			       tree_path(fdt, scmi, path), length);
	tree->smc_id = fdt32_ld(id);
	if (!smccc_is_doorbell(tree->smc_id))
		return why_not(
			why, -EINVAL,
			"%s: arm,smc-id = <0x%08x>, expected a fast call of SiP (0x82...) or "
			"OEM (0x83...)",
			tree_path(fdt, scmi, path), tree->smc_id);
	return 0;
}

/** check_page() - whether the shared page can be at an address, nothing else being there */
static int check_page(const void *fdt, int shmem, uint64_t address, struct why *why)
{
	const struct region page = { address, SCMI_SHMEM_SIZE };
	char path[TREE_PATH_MAX];
	int owner = region_owner(fdt, &page, shmem);

	if (owner >= 0)
		return why_not(why, -EINVAL,
			       "shared page at 0x%" PRIx64
			       " overlaps %s, expected a page of its own",
			       address, tree_path(fdt, owner, path));
	return 0;
}

static int read_shmem(const void *fdt, int scmi, struct guest_tree *tree, struct why *why)
{
	char path[TREE_PATH_MAX];
	struct region region;
	int length, shmem, rc;
	const fdt32_t *phandle = fdt_getprop(fdt, scmi, "shmem", &length);

	if (!phandle)
		return 0;
	if (length != sizeof(*phandle))
		return why_not(why, -EINVAL, "%s: shmem has %d bytes, expected one phandle",
			       tree_path(fdt, scmi, path), length);
	shmem = fdt_node_offset_by_phandle(fdt, fdt32_ld(phandle));
	if (shmem < 0)
		return why_not(why, -EINVAL, "%s: shmem = <0x%x> is the phandle of no node",
			       tree_path(fdt, scmi, path), fdt32_ld(phandle));
	tree_path(fdt, shmem, path);
	if (fdt_node_check_compatible(fdt, shmem, "arm,scmi-shmem"))
		return why_not(why, -EINVAL, "%s: is not compatible with \"arm,scmi-shmem\"", path);
	rc = region_get(fdt, shmem, 0, &region);
	if (rc == -ENXIO)
		return why_not(
			why, -EINVAL,
			"%s: reg cannot be addressed by the CPU, expected `ranges` on the way",
			path);
	if (rc)
		return why_not(why, -EINVAL, "%s: reg is missing or malformed", path);
	if (region.address % SCMI_SHMEM_SIZE || region.size != SCMI_SHMEM_SIZE)
		return why_not(why, -EINVAL,
			       "%s: reg is 0x%" PRIx64 " bytes at 0x%" PRIx64
			       ", expected one page of 0x%x",
			       path, region.size, region.address, SCMI_SHMEM_SIZE);
	tree->shmem_address = region.address;
	return check_page(fdt, shmem, region.address, why);
}

int guest_tree_read(const void *fdt, size_t size, struct guest_tree *tree, struct why *why)
{
	int rc = tree_check(fdt, size);
	int scmi;

	*tree = (struct guest_tree){ 0 };
	if (rc)
		return why_not(why, -EINVAL, "device tree is damaged: %s", fdt_strerror(rc));
	scmi = find_scmi(fdt);
	if (scmi < 0 && gather_next(fdt, -1) < 0)
		return 0;
	tree->wants_scmi = true;
	tree->growth = GROWTH;
	rc = read_conduit(fdt, tree, why);
	if (!rc && scmi >= 0) {
		rc = read_smc_id(fdt, scmi, tree, why);
		if (!rc)
			rc = read_shmem(fdt, scmi, tree, why);
	} else if (!rc) {
		tree->lacks_scmi = true;
		tree->growth += fdt_size_dt_struct(fdt);
		rc = gather_check(fdt, why);
	}
	if (tree->smc_id && tree->shmem_address)
		tree->growth = 0;
	return rc;
}

/** add_shmem() - a shared page's node under the root, and the SCMI node's reference to it */
static int add_shmem(void *fdt, uint64_t address)
{
	char name[sizeof(SHMEM_NAME) + 20];
	uint32_t phandle;
	int node, rc;

	snprintf(name, sizeof(name), SHMEM_NAME "@%" PRIx64, address);
	rc = fdt_generate_phandle(fdt, &phandle);
	if (rc)
		return rc;
	if (!phandle) /* behind 0xffffffff, which is none, but can be in a tree */
		return -FDT_ERR_NOPHANDLES;
	node = fdt_add_subnode(fdt, 0, name);
	if (node < 0)
		return node;
	rc = fdt_setprop_string(fdt, node, "compatible", "arm,scmi-shmem");
	if (!rc)
		rc = fdt_appendprop_addrrange(fdt, 0, node, "reg", address, SCMI_SHMEM_SIZE);
	if (!rc)
		rc = fdt_setprop_u32(fdt, node, "phandle", phandle);
	/* Offsets have moved: find the SCMI node again. */
	return rc ? rc : fdt_setprop_u32(fdt, find_scmi(fdt), "shmem", phandle);
}

int guest_tree_complete(void *fdt, size_t room, struct guest_tree *tree,
			const struct guest_tree_defaults *defaults, struct why *why)
{
	uint32_t size = fdt_totalsize(fdt);
	int rc = 0;

	if (!tree->shmem_address && check_page(fdt, -1, defaults->shmem_address, why))
		return -EINVAL;
	if (room < size || room - size < tree->growth)
		return why_not(why, -ENOSPC,
			       "device tree of %u bytes has %zu bytes of memory, expected %u more",
			       size, room, tree->growth);
	if (tree->growth)
		rc = fdt_open_into(fdt, fdt, (int)(size + tree->growth));
	if (!rc && tree->lacks_scmi)
		rc = gather(fdt);
	if (!rc && !tree->smc_id) {
		tree->smc_id = defaults->smc_id;
		rc = fdt_setprop_u32(fdt, find_scmi(fdt), "arm,smc-id", tree->smc_id);
	}
	if (!rc && !tree->shmem_address) {
		tree->shmem_address = defaults->shmem_address;
		rc = add_shmem(fdt, tree->shmem_address);
	}
	if (!rc && tree->conduit != GUEST_CONDUIT_SMC)
		rc = fdt_setprop_inplace(fdt, find_psci(fdt), "method", "smc", sizeof("smc"));
	if (rc)
		return why_not(why, -EINVAL, "device tree cannot be completed: %s",
			       fdt_strerror(rc));
	tree->conduit = GUEST_CONDUIT_SMC;
	tree->lacks_scmi = false;
	tree->growth = 0;
	return 0;
}

void guest_tree_withdraw(void *fdt)
{
	int node;

	/* libfdt may walk a damaged tree for ever, and no guest boots with one. */
	if (fdt_check_header(fdt) || tree_check(fdt, fdt_totalsize(fdt)))
		return;
	node = find_scmi(fdt);
	while (node >= 0 && !fdt_nop_node(fdt, node))
		node = find_scmi(fdt);
	node = gather_next(fdt, -1);
	while (node >= 0 && !fdt_nop_node(fdt, node))
		node = gather_next(fdt, -1);
}
