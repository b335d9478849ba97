/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * board.h - the board of the model firmware, for tests
 */
#ifndef XEN_SCMI_UNIT_BOARD_H
#define XEN_SCMI_UNIT_BOARD_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/firmware/resources.h"
#include "tests/unit/unit.h"

/** board_text() - a board that is written in a test, to be read */
static inline FILE *board_text(const char *text)
{
	return fmemopen((void *)(uintptr_t)text, strlen(text), "r");
}

/** board_read() - what a board has; closes @in */
static inline void board_read(struct resources *resources, FILE *in)
{
	char error[200];

	assert_non_null(in);
	if (resources_parse(resources, in, "board.conf", error, sizeof(error)))
		fail_msg("%s", error);
	fclose(in);
}

#endif
