/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * log.h - lines for people: to stderr in the foreground, or to the journal
 */
#ifndef XEN_SCMI_DAEMON_LOG_H
#define XEN_SCMI_DAEMON_LOG_H

#include <stdbool.h>

/* Values are those of syslog(3), which the journal uses too. */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

enum log_target {
	LOG_TO_AUTO, /* the journal where stderr is connected to it, else stderr */
	LOG_TO_STDERR,
	LOG_TO_JOURNAL,
};

void log_setup(enum log_level level, enum log_target target);

/** log_enabled() - whether lines of a level are shown, for callers that have to prepare them */
bool log_enabled(enum log_level level);

__attribute__((format(printf, 2, 3))) void log_line(enum log_level level, const char *format, ...);

#define log_error(...)	 log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_info(...)	 log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...)	 log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
