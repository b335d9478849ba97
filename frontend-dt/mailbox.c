// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mailbox.c - a table of mailboxes whose doorbells are registers
 *
 * To add one, add its function and its row to `rows`. A mailbox fits only if what is written does
 * not depend on the message: Arm's first MHU without "-doorbell", or Qualcomm's CPUCP, hand over a
 * word of the driver's.
 */
#include "mailbox.h"

#include <errno.h>
#include <libfdt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "region.h"
#include "tree.h"

#define BITS 32u /* of a register, each of which is a doorbell */

/* Where in the mailbox's registers, and what. */
struct place {
	uint32_t offset;
	uint32_t value;
	uint32_t keep;
};

/** wrong_cells() - Return: -EINVAL */
static int wrong_cells(const struct phandles *list, const char *expected, struct why *why)
{
	char path[TREE_PATH_MAX], cells[64] = "";
	size_t length = 0;

	for (int i = 0; i < list->count && length < sizeof(cells); i++)
		length += (size_t)snprintf(cells + length, sizeof(cells) - length, " %u",
					   list->arguments[i]);
	return why_not(why, -EINVAL, "%s: %s[%d] has the cells <%s>, expected %s",
		       tree_path(list->fdt, list->node, path), list->property, list->index,
		       cells[0] ? cells + 1 : cells, expected);
}

/*
 * Arm MHU, version 1. Its cells: low priority, high priority or secure, and a bit. The senders'
 * registers lie 0x100 behind the receivers': status at 0, set at 8, clear at 16.
 */
static int place_mhu(const struct phandles *list, struct place *place, struct why *why)
{
	static const uint32_t channels[] = { 0x0, 0x20, 0x200 };

	if (list->arguments[0] >= sizeof(channels) / sizeof(channels[0]) ||
	    list->arguments[1] >= BITS)
		return wrong_cells(list, "0 to 2, and a bit of 0 to 31", why);
	place->offset = channels[list->arguments[0]] + 0x100 + 0x8;
	place->value = 1u << list->arguments[1];
	return 1;
}

/** window_of() - which of MHUv2's windows is meant; -EINVAL; -ENOENT where it is one for data */
static int window_of(const struct phandles *list, const fdt32_t *protocols, int count)
{
	uint32_t channel = list->arguments[0];
	uint64_t window = 0;

	for (int i = 0; i + 1 < count; i += 2) {
		bool is_doorbell = !fdt32_ld(&protocols[i]);
		uint32_t windows = fdt32_ld(&protocols[i + 1]);
		uint32_t channels = is_doorbell ? windows : 1;

		if (channel < channels) {
			if (!is_doorbell)
				return -ENOENT;
			window += channel;
			return window < 124 ? (int)window : -EINVAL;
		}
		channel -= channels;
		window += windows;
	}
	return -EINVAL;
}

/*
 * Arm MHU, version 2. Its cells: a window, as arm,mhuv2-protocols counts them, and a bit. A window
 * has 32 bytes: status at 0, set at 12.
 */
static int place_mhuv2(const struct phandles *list, struct place *place, struct why *why)
{
	char path[TREE_PATH_MAX];
	int length, window;
	const fdt32_t *protocols =
		fdt_getprop(list->fdt, list->provider->node, "arm,mhuv2-protocols", &length);

	if (!protocols || length <= 0 || length % 8)
		return why_not(why, -EINVAL,
			       "%s: arm,mhuv2-protocols has %d bytes, expected pairs of cells",
			       tree_path(list->fdt, list->provider->node, path),
			       protocols ? length : 0);
	window = window_of(list, protocols, length / 4);
	if (window == -ENOENT)
		return why_not(why, 0, "its windows carry data, and are no doorbells");
	if (window < 0 || list->arguments[1] >= BITS)
		return wrong_cells(list, "a window of arm,mhuv2-protocols, and a bit of 0 to 31",
				   why);
	place->offset = (uint32_t)window * 0x20 + 0xc;
	place->value = 1u << list->arguments[1];
	return 1;
}

/*
 * Arm MHU, version 3. Its cells: 0 for a doorbell, a window, and a bit. Windows are as those of
 * version 2, in the second page.
 */
static int place_mhuv3(const struct phandles *list, struct place *place, struct why *why)
{
	if (list->arguments[0] || list->arguments[1] >= 128 || list->arguments[2] >= BITS)
		return wrong_cells(list, "0, a window of 0 to 127, and a bit of 0 to 31", why);
	place->offset = 0x1000 + list->arguments[1] * 0x20 + 0xc;
	place->value = 1u << list->arguments[2];
	return 1;
}

/*
 * i.MX messaging unit, version 2. Its cells: a kind of channel, of which 2 and 5 are doorbells, and
 * its number. The requests share a register, GCR.
 */
static int place_imx(const struct phandles *list, struct place *place, struct why *why)
{
	if (!list->arguments[0])
		return why_not(why, 0, "its channel carries data, and is no doorbell");
	if ((list->arguments[0] != 2 && list->arguments[0] != 5) || list->arguments[1] >= 4)
		return wrong_cells(list, "2 or 5, and 0 to 3", why);
	place->offset = 0x114;
	place->value = 1u << list->arguments[1];
	place->keep = ~place->value;
	return 1;
}

static const struct row {
	const char *compatible;
	int cells;
	bool needs_driver;     /* to ask that the other side stays awake */
	bool is_off_when_idle; /* where nobody has a channel, Linux's driver turns it off */
	int (*place)(const struct phandles *list, struct place *place, struct why *why);
} rows[] = {
	{ "arm,mhu-doorbell", 2, false, false, place_mhu },
	{ "arm,mhuv2-tx", 2, true, false, place_mhuv2 },
	{ "arm,mhuv3", 3, true, false, place_mhuv3 },
	{ "fsl,imx8ulp-mu", 2, false, true, place_imx },
	{ "fsl,imx95-mu", 2, false, true, place_imx },
};

static const struct row *row_of(const void *fdt, int mailbox)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!fdt_node_check_compatible(fdt, mailbox, rows[i].compatible))
			return &rows[i];
	return NULL;
}

/** add_base() - Return: 1; -EINVAL */
static int add_base(const struct phandles *list, const struct row *row, const struct place *place,
		    struct mailbox_doorbell *doorbell, struct why *why)
{
	char path[TREE_PATH_MAX];
	struct region registers;
	int rc = region_first(list->fdt, list->provider->node, &registers, why);

	if (rc)
		return rc;
	if (registers.size < place->offset + sizeof(uint32_t) ||
	    registers.address % sizeof(uint32_t))
		return why_not(why, -EINVAL,
			       "%s: reg is 0x%llx with 0x%llx bytes, expected registers up to 0x%x",
			       tree_path(list->fdt, list->provider->node, path),
			       (unsigned long long)registers.address,
			       (unsigned long long)registers.size, place->offset + 3);
	*doorbell = (struct mailbox_doorbell){
		.address = registers.address + place->offset,
		.value = place->value,
		.keep = place->keep,
		.needs_driver = row->needs_driver,
	};
	return 1;
}

int mailbox_doorbell(const struct phandles *list, struct mailbox_doorbell *doorbell,
		     struct why *why)
{
	int mailbox = list->provider->node, rc;
	const struct row *row = row_of(list->fdt, mailbox);
	struct place place = { 0 };
	char path[TREE_PATH_MAX];

	if (!row)
		return why_not(why, 0, "which register rings \"%s\" is not known",
			       tree_compatible(list->fdt, mailbox, path));
	if (list->count != row->cells)
		return why_not(why, -EINVAL, "%s: #mbox-cells is %d, expected %d for %s",
			       tree_path(list->fdt, mailbox, path), list->count, row->cells,
			       row->compatible);
	rc = row->place(list, &place, why);
	if (rc <= 0)
		return rc;
	if (row->is_off_when_idle &&
	    (fdt_getprop(list->fdt, mailbox, "clocks", NULL) ||
	     fdt_getprop(list->fdt, mailbox, "power-domains", NULL)))
		return why_not(why, 0, "it is off unless a driver uses it");
	return add_base(list, row, &place, doorbell, why);
}
