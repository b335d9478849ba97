// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * channel.c - the nodes of channels, and what follows from them
 *
 * Lists are held to what Linux's driver takes, because with raw it is the one who reads them. The
 * first entry of `mboxes` and of `shmem` is the way to the firmware; more are for what the firmware
 * tells unasked, which the daemon does not listen to.
 *
 * To add a transport, add its row to `transports`.
 */
#include "channel.h"

#include <errno.h>
#include <libfdt.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "proto/shmem.h"
#include "proto/smccc.h"
#include "tree.h"

/* The least that has room for a header and a status. */
#define MEMORY_MIN (offsetof(struct scmi_shmem, payload) + sizeof(uint32_t))

#define SHMEM	   "arm,scmi-shmem"
#define SHMEM_LIST 2 /* entries, at the most */
#define MBOX_LIST  4

struct reader {
	const void *fdt;
	struct providers providers;
	struct channel_choice choice;
	struct why *why;
};

static int choose_smc(struct reader *reader);
static int choose_kernel(struct reader *reader);

static const struct transport {
	const char *compatible;
	enum channel_transport transport;
	bool needs_memory;
	/** choose() - what fits; NULL: follows from the lists, see note_mailbox() */
	int (*choose)(struct reader *reader);
} transports[] = {
	/* A node may be both of these: Xen looks for the first, and hands parameters on, too. */
	{ "arm,scmi-smc", CHANNEL_SMC, true, choose_smc },
	{ "arm,scmi-smc-param", CHANNEL_SMC, true, choose_smc },
	{ "qcom,scmi-smc", CHANNEL_SMC, true, choose_smc },
	{ "linaro,scmi-optee", CHANNEL_OPTEE, false, choose_kernel },
	{ "arm,scmi-virtio", CHANNEL_VIRTIO, false, choose_kernel },
	{ "arm,scmi", CHANNEL_MAILBOX, true, NULL },
};

const char *channel_transport_name(enum channel_transport transport)
{
	static const char *const names[] = {
		[CHANNEL_MAILBOX] = "mailbox",
		[CHANNEL_SMC] = "smc",
		[CHANNEL_OPTEE] = "optee",
		[CHANNEL_VIRTIO] = "virtio",
	};

	return names[transport];
}

/** open_list() - begin a list, of which the caller has set what it is; Return: 1; 0: there is none
 */
static int open_list(struct reader *reader, struct phandles *list)
{
	int length, rc;
	const void *value = fdt_getprop(reader->fdt, list->node, list->property, &length);

	if (!value)
		return 0;
	list->fdt = reader->fdt;
	list->providers = &reader->providers;
	rc = phandles_open(list, value, length, reader->why);
	return rc ? rc : 1;
}

/* --- memory --- */

/** check_memory() - what an entry of `shmem` refers to is memory that a message fits in */
static int check_memory(struct reader *reader, const struct phandles *list, struct region *memory)
{
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];
	int rc;

	tree_path(list->fdt, list->node, path);
	if (!list->provider)
		return why_not(reader->why, -EINVAL,
			       "%s: shmem[%d] = <0>, expected a node of " SHMEM, path, list->index);
	tree_path(list->fdt, list->provider->node, other);
	if (fdt_node_check_compatible(list->fdt, list->provider->node, SHMEM))
		return why_not(reader->why, -EINVAL,
			       "%s: shmem[%d] is %s, expected a node of " SHMEM, path, list->index,
			       other);
	rc = region_first(list->fdt, list->provider->node, memory, reader->why);
	if (rc)
		return rc;
	if (memory->size < MEMORY_MIN)
		return why_not(reader->why, -EINVAL,
			       "%s: reg has %llu bytes, expected at least %zu", other,
			       (unsigned long long)memory->size, MEMORY_MIN);
	if (memory->address % sizeof(uint32_t))
		return why_not(reader->why, -EINVAL,
			       "%s: reg is at 0x%llx, expected a multiple of 4", other,
			       (unsigned long long)memory->address);
	return 0;
}

/** note_memory() - the way to the firmware, of the SCMI node itself or of a protocol's */
static void note_memory(struct channel_choice *choice, const struct phandles *list,
			const struct region *memory)
{
	uint64_t payload = (memory->size - offsetof(struct scmi_shmem, payload)) & ~UINT64_C(3);

	if (!choice->payload_max || payload < choice->payload_max)
		choice->payload_max = payload;
	if (list->node != choice->node)
		return;
	choice->memory_node = list->provider->node;
	choice->memory = *memory;
}

/** read_memory() - Return: how many entries `shmem` has; a negative errno */
static int read_memory(struct reader *reader, int node)
{
	struct phandles list = { .node = node, .property = "shmem" };
	int count, rc = open_list(reader, &list);

	if (rc <= 0)
		return rc;
	for (count = 0; (rc = phandles_next(&list, reader->why)) > 0; count++) {
		struct region memory;

		rc = check_memory(reader, &list, &memory);
		if (rc)
			return rc;
		if (!count)
			note_memory(&reader->choice, &list, &memory);
	}
	return rc ? rc : count;
}

/* --- doorbells --- */

/** check_mailbox() - an entry of `mboxes` refers to a mailbox that is there */
static int check_mailbox(struct reader *reader, const struct phandles *list)
{
	char path[TREE_PATH_MAX], other[TREE_PATH_MAX];

	tree_path(list->fdt, list->node, path);
	if (!list->provider)
		return why_not(reader->why, -EINVAL, "%s: mboxes[%d] = <0>, expected a mailbox",
			       path, list->index);
	if (!tree_is_enabled(list->fdt, list->provider->node))
		return why_not(reader->why, -EINVAL,
			       "%s: mboxes[%d] is %s, which is disabled, expected one that is not",
			       path, list->index,
			       tree_path(list->fdt, list->provider->node, other));
	return 0;
}

/** note_mailbox() - the doorbell of the SCMI node itself, and whether it is a known register */
static int note_mailbox(struct reader *reader, const struct phandles *list)
{
	struct channel_choice *choice = &reader->choice;
	char path[TREE_PATH_MAX];
	struct why reason;
	int rc = mailbox_doorbell(list, &choice->doorbell, &reason);

	tree_path(list->fdt, list->provider->node, path);
	if (rc < 0)
		return why_not(reader->why, rc, "%s", reason.text);
	choice->mailbox = list->provider->node;
	choice->cell_count = list->count;
	memcpy(choice->cells, list->arguments, sizeof(choice->cells));
	choice->raw = true;
	choice->mmio = rc;
	if (rc)
		why_not(&choice->why, 0,
			"the doorbell is a register of %s: raw if dom0's kernel keeps the "
			"firmware, mmio if the daemon has it alone",
			path);
	else
		why_not(&choice->why, 0, "the doorbell is left to the driver of %s: %s", path,
			reason.text);
	return 0;
}

/** read_mailboxes() - Return: how many entries `mboxes` has; a negative errno */
static int read_mailboxes(struct reader *reader, int node)
{
	struct phandles list = { .node = node, .property = "mboxes", .cells = "#mbox-cells" };
	int count, rc = open_list(reader, &list);

	if (rc <= 0)
		return rc;
	for (count = 0; (rc = phandles_next(&list, reader->why)) > 0; count++) {
		rc = check_mailbox(reader, &list);
		if (!rc && !count && node == reader->choice.node)
			rc = note_mailbox(reader, &list);
		if (rc)
			return rc;
	}
	return rc ? rc : count;
}

/* --- channels --- */

/** check_lists() - how long they are */
static int check_lists(struct reader *reader, const struct transport *transport, int node,
		       int memories, int mailboxes)
{
	bool has_mailboxes = transport->transport == CHANNEL_MAILBOX;
	char path[TREE_PATH_MAX];

	tree_path(reader->fdt, node, path);
	if (memories > SHMEM_LIST || (!memories && transport->needs_memory))
		return why_not(reader->why, -EINVAL, "%s: shmem has %d entries, expected 1 or %d",
			       path, memories, SHMEM_LIST);
	if (has_mailboxes && (!mailboxes || mailboxes > MBOX_LIST))
		return why_not(reader->why, -EINVAL, "%s: mboxes has %d entries, expected 1 to %d",
			       path, mailboxes, MBOX_LIST);
	if (has_mailboxes && mailboxes != 2 && memories != 1 + (mailboxes > 2))
		return why_not(reader->why, -EINVAL,
			       "%s: shmem has %d entries with %d in mboxes, expected %d", path,
			       memories, mailboxes, 1 + (mailboxes > 2));
	return 0;
}

/** read_lists() - those of an SCMI node, or of a protocol below it */
static int read_lists(struct reader *reader, const struct transport *transport, int node)
{
	int memories = read_memory(reader, node), mailboxes = 0;

	if (memories >= 0 && transport->transport == CHANNEL_MAILBOX)
		mailboxes = read_mailboxes(reader, node);
	if (memories < 0 || mailboxes < 0)
		return memories < 0 ? memories : mailboxes;
	return check_lists(reader, transport, node, memories, mailboxes);
}

/** has_lists() - whether a protocol has a channel of its own, as Linux sees it */
static bool has_lists(const struct reader *reader, const struct transport *transport, int node)
{
	const char *list = transport->transport == CHANNEL_MAILBOX ? "mboxes" : "shmem";

	if (transport->transport == CHANNEL_OPTEE)
		list = "linaro,optee-channel-id";
	return fdt_getprop(reader->fdt, node, list, NULL);
}

static int read_protocols(struct reader *reader, const struct transport *transport)
{
	int node, rc = 0;

	fdt_for_each_subnode (node, reader->fdt, reader->choice.node) {
		uint32_t protocol;

		if (tree_cell(reader->fdt, node, "reg", &protocol) || protocol >= SCMI_PROTOCOLS ||
		    !tree_is_enabled(reader->fdt, node) || !has_lists(reader, transport, node))
			continue;
		reader->choice.own[protocol] = true;
		rc = read_lists(reader, transport, node);
		if (rc)
			break;
	}
	return rc;
}

/* --- what fits --- */

/**
 * choose_smc() - raw, where Xen hands the call on
 *
 * Xen 4.20 does so for dom0, with calls of the silicon provider, and only for "arm,scmi-smc".
 */
static int choose_smc(struct reader *reader)
{
	struct channel_choice *choice = &reader->choice;
	char path[TREE_PATH_MAX];
	int rc = tree_cell(reader->fdt, choice->node, "arm,smc-id", &choice->function);

	if (rc)
		return why_not(reader->why, -EINVAL, "%s: arm,smc-id %s, expected one cell",
			       tree_path(reader->fdt, choice->node, path),
			       rc == -ENOENT ? "is missing" : "has another length");
	if (strcmp(choice->compatible, "arm,scmi-smc"))
		return why_not(
			&choice->why, 0,
			"the doorbell is an SMC with parameters, which Xen does not hand on");
	if (!(choice->function & SMCCC_FAST) || (choice->function >> 24 & 0x3f) != SMCCC_OWNER_SIP)
		return why_not(&choice->why, 0,
			       "the doorbell is SMC 0x%x, and Xen hands on only fast calls of the "
			       "silicon provider, such as 0x82000010",
			       choice->function);
	choice->raw = true;
	return why_not(&choice->why, 0,
		       "the doorbell is an SMC, which only a kernel can make; Xen hands it on from "
		       "4.20 on");
}

/** choose_kernel() - raw, because a driver of the kernel is on the way */
static int choose_kernel(struct reader *reader)
{
	struct channel_choice *choice = &reader->choice;

	choice->raw = true;
	return why_not(&choice->why, 0, "%s",
		       choice->transport == CHANNEL_OPTEE ?
			       "OP-TEE is reached by a driver of the kernel's, and Xen needs "
			       "CONFIG_OPTEE" :
			       "virtio is reached by a driver of the kernel's");
}

/* --- the tree --- */

static const struct transport *transport_of(const void *fdt, int node)
{
	for (size_t i = 0; i < sizeof(transports) / sizeof(transports[0]); i++)
		if (!fdt_node_check_compatible(fdt, node, transports[i].compatible))
			return &transports[i];
	return NULL;
}

static int read_node(struct reader *reader, const struct transport *transport, int node)
{
	int rc;

	reader->choice = (struct channel_choice){
		.node = node,
		.transport = transport->transport,
		.compatible = transport->compatible,
		.memory_node = -1,
		.mailbox = -1,
	};
	rc = read_lists(reader, transport, node);
	if (!rc)
		rc = read_protocols(reader, transport);
	return rc || !transport->choose ? rc : transport->choose(reader);
}

static int read_all(struct reader *reader, channel_found found, void *context)
{
	const void *fdt = reader->fdt;
	int depth = 0, off_depth = INT_MAX, rc = 0; /* what is below off_depth is disabled */

	for (int node = 0; !rc && node >= 0 && depth >= 0;
	     node = fdt_next_node(fdt, node, &depth)) {
		const struct transport *transport;

		if (depth > off_depth)
			continue;
		off_depth = tree_is_enabled(fdt, node) ? INT_MAX : depth;
		transport = off_depth == INT_MAX ? transport_of(fdt, node) : NULL;
		if (transport)
			rc = read_node(reader, transport, node);
		if (transport && !rc)
			rc = found(context, &reader->choice);
	}
	return rc;
}

int channel_read(const void *fdt, channel_found found, void *context, struct why *why)
{
	struct reader reader = { .fdt = fdt, .why = why };
	int rc = providers_read(&reader.providers, fdt, why);

	if (rc)
		return rc;
	rc = read_all(&reader, found, context);
	providers_free(&reader.providers);
	return rc;
}
