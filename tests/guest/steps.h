/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * steps.h - the calls that the walk makes, protocol by protocol
 *
 * They expect the model firmware's default board, and these rights:
 *
 *	clock 3 6, power 1 3-5 2:shared, perf 1-2 4 0:ro 3:shared 5:ro, sensor 2-3 6 1:ro, reset
 *1-3, voltage 1-2 7 3:shared, powercap 1-2, pin 2-3 10-20, pin-group 0 2, pin-function 0 2, vendor
 *0x80/3-4, system-power reboot
 *
 * Of every kind that firmware counts, 0 is there and another's, if it is not read-only, and 99 is
 * not there.
 */
#ifndef XEN_SCMI_GUEST_STEPS_H
#define XEN_SCMI_GUEST_STEPS_H

#include <stdint.h>

#define STEP_PARAMETERS_MAX 6

struct step {
	const char *name;
	uint8_t id;
	uint8_t words;
	uint32_t parameters[STEP_PARAMETERS_MAX];
};

/* All of one protocol's, and the message that lists something in parts, if there is one. */
struct steps {
	uint8_t protocol;
	const struct step *steps;
	uint32_t count;
};

extern const struct steps all_steps[];
extern const uint32_t all_steps_count;

#endif
