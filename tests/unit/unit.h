/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * unit.h - what every unit test starts with
 *
 * A test that goes through a table names each row with print_error() before it looks at it: the
 * last one named is the one that failed.
 */
#ifndef XEN_SCMI_UNIT_H
#define XEN_SCMI_UNIT_H

/* cmocka.h wants these first */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
