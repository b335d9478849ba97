/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pins.h - which pins, groups and functions are meant: by a state of pin control, by a GPIO's range
 *
 * A state is a node below protocol@19; it, and each of its children, is read as Linux reads it:
 *
 *	pins		names of pins
 *	groups		names of groups of pins
 *	function	the name of the function that these come to have
 *	fsl,pins	pins by number (i.MX95): six cells each, the first is four times the number
 *
 * A range, in a GPIO controller's gpio-ranges, says which pins its lines are:
 *
 *	<&protocol LINE PIN COUNT>	COUNT pins from PIN on
 *	<&protocol LINE 0 0>		those of the group whose name has the range's place in
 *					gpio-ranges-group-names
 *
 * Linux waits for the pin controller until it is there, which takes a right to any pin. What a line
 * changes of its pin it has a state for.
 */
#ifndef XEN_SCMI_FRONTEND_DT_PINS_H
#define XEN_SCMI_FRONTEND_DT_PINS_H

#include "references.h"

#define PINS_RANGES	 "gpio-ranges"
#define PINS_RANGE_CELLS 3

/* No GPIO controller has more lines. */
#define PINS_RANGE_MAX 1024u

/**
 * pins_read() - find what a state is about
 * @state: a reference to it; what is found differs from it in kind, id and name
 *
 * Return: as references_read() does.
 */
int pins_read(const void *fdt, const struct reference *state, reference_found found, void *context,
	      struct why *why);

/**
 * pins_read_range() - find the pins, or the group, of a range
 * @list:  gpio-ranges, after phandles_next() has taken the range
 * @range: a reference to it; what is found differs from it in kind, id and name
 *
 * Return: as references_read() does.
 */
int pins_read_range(const struct phandles *list, const struct reference *range,
		    reference_found found, void *context, struct why *why);

#endif
