// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * log.c - one line at a time
 */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <systemd/sd-journal.h>

static enum log_level shown = LOG_LEVEL_INFO;
static bool to_journal;

void log_setup(enum log_level level, enum log_target target)
{
	shown = level;
	/* systemd sets JOURNAL_STREAM where it has connected stderr to the journal. */
	to_journal =
		target == LOG_TO_JOURNAL || (target == LOG_TO_AUTO && getenv("JOURNAL_STREAM"));
}

bool log_enabled(enum log_level level)
{
	return level <= shown;
}

static const char *prefix_of(enum log_level level)
{
	switch (level) {
	case LOG_LEVEL_ERROR: return "error: ";
	case LOG_LEVEL_WARNING: return "warning: ";
	case LOG_LEVEL_INFO: return "";
	case LOG_LEVEL_DEBUG: return "debug: ";
	}
	return "";
}

void log_line(enum log_level level, const char *format, ...)
{
	char text[512];
	va_list arguments;

	if (!log_enabled(level))
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	/* Names and values in a line can be a guest's: it stays one line, and plain text. */
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	if (to_journal)
		sd_journal_print(level, "%s", text);
	else
		fprintf(stderr, "xen-scmid: %s%s\n", prefix_of(level), text);
}
