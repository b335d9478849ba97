/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * maker.h - what the parts of the guest maker share
 *
 * guest_maker.c has the whole, maker_copy.c copies nodes, and asks maker_list.c about properties
 * with phandles, maker_interrupts.c and maker_address.c about those that mean something else in a
 * guest. maker_place.c finds places for what cannot be where it is on the machine.
 */
#ifndef XEN_SCMI_FRONTEND_DT_MAKER_H
#define XEN_SCMI_FRONTEND_DT_MAKER_H

#include "guest_maker.h"
#include "providers.h"

/** struct maker_move - what a guest has at another place than the machine */
struct maker_move {
	struct region machine;
	uint64_t guest;
};

/**
 * struct maker - a tree that is being made
 * @ends:       of each device: the first node behind it and what is below it
 * @companions: nodes outside of the devices that are copied, too
 * @protocols:  SCMI's protocol nodes that are used
 * @regulators: SCMI's that are used
 * @pins:       nodes right below protocol@19 that are used
 * @tops:       nodes that stand below /passthrough already, for their names
 * @moves:      what lies at another address for the guest
 * @scmi:       the SCMI node that all of it is of; -1: none yet
 * @has_access: devices refer to that node itself, which controls access to them
 */
struct maker {
	const void *host;
	struct providers providers;
	const struct guest_maker_nodes *devices;
	int ends[GUEST_MAKER_MAX];
	bool force;

	struct guest_maker_nodes companions;
	struct guest_maker_nodes protocols;
	struct guest_maker_nodes regulators;
	struct guest_maker_nodes pins;
	struct guest_maker_nodes tops;
	struct maker_move moves[GUEST_MAKER_MAX];
	size_t move_count;
	int scmi;
	bool has_access;

	struct guest_made *made;
	struct why *why;
};

/** struct maker_property - a property of a node that is copied */
struct maker_property {
	int node;
	bool is_top; /* of a node that will stand right below /passthrough */
	const char *name;
	const void *value;
	int length;
};

/** maker_add() - add a node, if it is not there; -EINVAL where there are too many */
int maker_add(struct maker *maker, struct guest_maker_nodes *nodes, int node);

/** maker_has() - whether a node is copied with the devices that were asked for */
bool maker_has(const struct maker *maker, int node);

/**
 * maker_lacks_dma() - whether a node has `dmas` with a controller that is not copied with the
 * devices
 *
 * Return: 1: it is to do without; 0; -EINVAL where the list is wrong.
 */
int maker_lacks_dma(struct maker *maker, int node);

/** maker_refuse() - Return: -EINVAL, with a line that @property of @node is @provider, and why */
int maker_refuse(const struct maker *maker, int node, const char *property, int provider,
		 const char *expected);

/** maker_done() - Return: 0, or -EINVAL with a line for an error of libfdt */
int maker_done(const struct maker *maker, int error);

/** maker_copy_top() - copy a node, and what is below it, to /passthrough */
int maker_copy_top(struct maker *maker, int node, bool is_device);

/** maker_write_scmi() - write the SCMI node, with what is used of it, if anything is */
int maker_write_scmi(struct maker *maker);

/*
 * Each of these looks at a property, and what it needs goes on the lists of the maker.
 *
 * Return: 1 where it is done with: it is written, or left out; 0 where it is to be copied as it
 * stands; a negative errno.
 */
int maker_list(struct maker *maker, const struct maker_property *property);
int maker_interrupts(struct maker *maker, const struct maker_property *property);
int maker_address(struct maker *maker, const struct maker_property *property);

/**
 * maker_place() - where the guest has a region of the machine
 * @may_move: it can be anywhere, since what is written says where
 * @guest:    receives its address
 *
 * Return: 0; -EINVAL with a line where it has to move, and may not, or there is no place.
 */
int maker_place(struct maker *maker, int node, const struct region *region, bool may_move,
		uint64_t *guest);

/** maker_check_node() - note a node's regions, refuse one that could write to any memory */
int maker_check_node(struct maker *maker, int node, bool is_top, bool is_behind_iommu);

#endif
