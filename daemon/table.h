/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * table.h - tables for people
 *
 * Cells are written one after the other, row by row, the heads first. Columns are as wide as their
 * widest cell. A byte that is no plain text becomes '?': names in it can be anyone's.
 */
#ifndef XEN_SCMI_DAEMON_TABLE_H
#define XEN_SCMI_DAEMON_TABLE_H

#include <stddef.h>
#include <stdio.h>

#define TABLE_COLUMNS 10u

/* Zero-initialised but for the columns it is empty. */
struct table {
	unsigned int columns; /* TABLE_COLUMNS at the most */
	size_t count;	      /* cells */
	size_t room;
	char **cells;
};

/** table_add() - a cell; NULL or an empty text becomes "-" */
void table_add(struct table *table, const char *text);

__attribute__((format(printf, 2, 3))) void table_addf(struct table *table, const char *format, ...);

/** table_row() - all cells of a row, NULL behind the last */
void table_row(struct table *table, ...) __attribute__((sentinel));

/** table_print() - print it, unless there is nothing below the heads, and give back its memory */
void table_print(struct table *table, FILE *out);

#endif
