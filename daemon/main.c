// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * main.c - xen-scmid: options, one instance, and an orderly end
 */
#include <argp.h>
#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "daemon/commands.h"
#include "daemon/config.h"
#include "daemon/control.h"
#include "daemon/journal.h"
#include "daemon/log.h"
#include "daemon/server.h"

#define RUN_DIRECTORY JOURNAL_DIRECTORY
#define LOCK_FILE     RUN_DIRECTORY "/lock"
#define PATIENCE      10.0 /* seconds that a client of the control socket may take */

const char *argp_program_version = "xen-scmid " VERSION;

static const struct argp_option options[] = {
	{ "config", 'c', "FILE", 0, "read FILE in place of " CONFIG_DEFAULT_FILE, 0 },
	{ "debug", 'd', NULL, 0, "log every call", 0 },
	{ 0 },
};

struct arguments {
	const char *config;
	bool debug;
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'c': arguments->config = value; return 0;
	case 'd': arguments->debug = true; return 0;
	case ARGP_KEY_ARG: argp_error(state, "\"%s\" is one argument too many", value); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options,
	.parser = take_option,
	.doc = "The SCMI backend of a Xen host on Arm: serves the guests of this machine with "
	       "those "
	       "resources of its SCMI firmware that are theirs.\v"
	       "It stays in the foreground and ends on SIGTERM; guests run on.",
};

/** lock() - be the only instance; Return: 0, or a negative errno with the reason */
static int lock(struct why *why)
{
	char pid[16] = "";
	int fd;

	if (mkdir(RUN_DIRECTORY, 0700) && errno != EEXIST)
		return why_not(why, -errno, "cannot make %s: %s", RUN_DIRECTORY, strerror(errno));
	fd = open(LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_not(why, -errno, "cannot open %s: %s", LOCK_FILE, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		ssize_t length = read(fd, pid, sizeof(pid) - 1);

		close(fd);
		return why_not(why, -EBUSY, "xen-scmid runs already, as process %s (%s is locked)",
			       length > 0 ? pid : "?", LOCK_FILE);
	}
	/* The descriptor is kept, and with it the lock, until the process ends. */
	if (ftruncate(fd, 0) || dprintf(fd, "%d", (int)getpid()) < 0)
		return why_not(why, -errno, "cannot write %s: %s", LOCK_FILE, strerror(errno));
	return 0;
}

static void on_signal(struct ev_loop *loop, ev_signal *watcher, int revents)
{
	(void)revents;
	*(int *)watcher->data = EXIT_SUCCESS;
	ev_break(loop, EVBREAK_ALL);
}

static void on_ready(struct server *server)
{
	(void)server;
	log_info("%s ready", argp_program_version);
	sd_notify(0, "READY=1");
}

/** listen_for_control() - guests are served, too, if nobody can ask how */
static struct control *listen_for_control(struct server *server)
{
	const struct control_settings settings = {
		.path = CONTROL_SOCKET,
		.user = 0,
		.patience = PATIENCE,
		.answer = commands_answer,
		.context = server,
	};
	struct why why;
	struct control *control = control_open(server->loop, &settings, &why);

	if (!control)
		log_error("xen-scmictl cannot be used: %s", why.text);
	return control;
}

int main(int argc, char **argv)
{
	struct arguments arguments = { .config = CONFIG_DEFAULT_FILE };
	struct server server = { .directory = RUN_DIRECTORY, .ready = on_ready };
	struct config config;
	struct control *control;
	ev_signal on_term, on_int;
	/* The loop ends by a signal, or because it cannot go on. */
	int status = EXIT_FAILURE;
	struct why why;
	int rc;

	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	if (config_read(&config, arguments.config, &why)) {
		log_error("%s", why.text);
		return EX_CONFIG;
	}
	signal(SIGPIPE, SIG_IGN);
	log_setup(arguments.debug ? LOG_LEVEL_DEBUG : config.log_level, config.log_target);
	server.config = &config;
	server.loop = ev_default_loop(0);
	rc = lock(&why);
	if (!rc)
		rc = server_start(&server, &why);
	if (rc) {
		log_error("%s", why.text);
		/* A name that makes no sense, or a Xen without the option: see the unit. */
		return rc == -EINVAL || rc == -ENOTSUP ? EX_CONFIG : EXIT_FAILURE;
	}
	control = listen_for_control(&server);
	ev_signal_init(&on_term, on_signal, SIGTERM);
	ev_signal_init(&on_int, on_signal, SIGINT);
	on_term.data = on_int.data = &status;
	ev_signal_start(server.loop, &on_term);
	ev_signal_start(server.loop, &on_int);
	ev_run(server.loop, 0);

	sd_notify(0, "STOPPING=1");
	if (control)
		control_close(control);
	server_stop(&server);
	config_free(&config);
	log_info("ended");
	return status;
}
