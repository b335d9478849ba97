// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * table.c - tables for people
 */
#include "table.h"

#include <err.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define GAP 2 /* blanks between columns */

/** add() - a cell that is the table's from now on; NULL: there was no memory for it */
static void add(struct table *table, char *cell)
{
	if (table->count == table->room) {
		table->room = table->room ? 2 * table->room : 64;
		table->cells = realloc(table->cells, table->room * sizeof(*table->cells));
	}
	if (!cell || !table->cells)
		errx(EX_OSERR, "out of memory");
	for (char *c = cell; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	table->cells[table->count++] = cell;
}

void table_add(struct table *table, const char *text)
{
	add(table, strdup(text && *text ? text : "-"));
}

void table_addf(struct table *table, const char *format, ...)
{
	char *cell;
	va_list arguments;

	va_start(arguments, format);
	if (vasprintf(&cell, format, arguments) < 0)
		cell = NULL;
	va_end(arguments);
	add(table, cell);
}

void table_row(struct table *table, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, table);
	while ((text = va_arg(arguments, const char *)))
		table_add(table, text);
	va_end(arguments);
}

static void measure(const struct table *table, int width[TABLE_COLUMNS])
{
	memset(width, 0, TABLE_COLUMNS * sizeof(*width));
	for (size_t i = 0; i < table->count; i++) {
		int length = (int)strlen(table->cells[i]);

		if (length > width[i % table->columns])
			width[i % table->columns] = length;
	}
}

void table_print(struct table *table, FILE *out)
{
	int width[TABLE_COLUMNS];

	measure(table, width);
	for (size_t i = 0; table->count > table->columns && i < table->count; i++) {
		size_t column = i % table->columns;

		/* Nothing stands behind the last one. */
		if (column + 1 == table->columns)
			fprintf(out, "%s\n", table->cells[i]);
		else
			fprintf(out, "%-*s", width[column] + GAP, table->cells[i]);
	}
	for (size_t i = 0; i < table->count; i++)
		free(table->cells[i]);
	free(table->cells);
	*table = (struct table){ .columns = table->columns };
}
