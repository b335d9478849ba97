// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * main.c - scmi-firmware: a model SCMI platform behind a Unix socket, shared memory, or both
 *
 * One packet of the SOCK_SEQPACKET socket is one SCMI message, its header and its payload. All
 * connections, and the memory, are the same agent; each has one request in service at a time. A
 * slow answer waits with its connection and holds up nobody else: it has taken effect, only its
 * packet is to come. Memory has no doorbell: it is looked at less and less often while nothing
 * comes.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "area.h"
#include "model.h"
#include "proto/scmi.h"
#include "resources.h"

#define AGENTS 16

/* Microseconds until memory is looked at again: doubled from the first to the last. */
#define LOOK_FIRST 50
#define LOOK_LAST  1000

#define HEADER_SIZE sizeof(uint32_t)
static_assert(offsetof(struct scmi_packet, payload) ==
		      offsetof(struct scmi_packet, header) + HEADER_SIZE,
	      "header and payload are sent as one");

/**
 * struct agent - one connection
 * @fd:	      -1: none
 * @waiting:  @answer is to be sent at @due
 * @due:      milliseconds of CLOCK_MONOTONIC
 */
struct agent {
	int fd;
	bool waiting;
	uint64_t due;
	struct scmi_packet answer;
};

/**
 * struct memory - shared memory, if there is any
 * @waiting:  as above; the channel is not free
 * @look_us:  until it is looked at again
 */
struct memory {
	struct area area;
	bool waiting;
	uint64_t due;
	struct scmi_packet answer;
	long look_us;
};

struct server {
	struct model model;
	int listener; /* -1: none */
	struct agent agents[AGENTS];
	struct memory memory;
};

struct options {
	const char *socket;
	const char *memory;
	const char *resources;
	const char *log;
	bool trace;
};

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

/** die() - say what is wrong and end with 1 */
__attribute__((format(printf, 1, 2), noreturn)) static void die(const char *format, ...)
{
	va_list args;

	fputs("scmi-firmware: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(EXIT_FAILURE);
}

static void write_log(void *context, const char *line)
{
	fprintf(context, "%s\n", line);
}

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* --- agents --- */

static void drop_agent(struct server *server, struct agent *agent)
{
	close(agent->fd);
	agent->fd = -1;
	agent->waiting = false;
	model_log(&server->model, "agent gone");
}

static void accept_agent(struct server *server)
{
	int fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	for (size_t i = 0; i < AGENTS; i++)
		if (server->agents[i].fd < 0) {
			server->agents[i].fd = fd;
			model_log(&server->model, "agent connected");
			return;
		}
	close(fd);
	model_log(&server->model, "agent refused: expected at most %d connections", AGENTS);
}

static void send_answer(struct server *server, struct agent *agent)
{
	const char *bytes = (const char *)&agent->answer + offsetof(struct scmi_packet, header);

	agent->waiting = false;
	if (send(agent->fd, bytes, HEADER_SIZE + agent->answer.length, MSG_NOSIGNAL) < 0) {
		model_log(&server->model, "agent does not take its answer: %s", strerror(errno));
		drop_agent(server, agent);
	}
}

/** serve_packet() - answer what recv() put into @request; @size is the whole packet's */
static void serve_packet(struct server *server, struct agent *agent, struct scmi_packet *request,
			 size_t size)
{
	uint32_t delay = 0;

	if (size < HEADER_SIZE) {
		model_log(&server->model, "packet of %zu bytes: expected a header of %zu", size,
			  HEADER_SIZE);
		return;
	}
	if (size - HEADER_SIZE > SCMI_PAYLOAD_MAX) {
		model_refuse_oversized(&server->model, request->header, size - HEADER_SIZE,
				       &agent->answer);
	} else {
		request->length = (uint32_t)(size - HEADER_SIZE);
		delay = model_serve(&server->model, request, &agent->answer);
	}
	agent->waiting = true;
	agent->due = now_ms() + delay;
	if (!delay)
		send_answer(server, agent);
}

static void receive(struct server *server, struct agent *agent)
{
	struct scmi_packet request = { 0 };
	char *bytes = (char *)&request + offsetof(struct scmi_packet, header);
	ssize_t size = recv(agent->fd, bytes, HEADER_SIZE + SCMI_PAYLOAD_MAX, MSG_TRUNC);

	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	/* An empty packet cannot be told from the connection's end, and is as useless. */
	if (size <= 0)
		drop_agent(server, agent);
	else
		serve_packet(server, agent, &request, (size_t)size);
}

/* --- memory --- */

/** take_message() - serve the message that is there */
static void take_message(struct server *server)
{
	struct memory *memory = &server->memory;
	struct scmi_packet request;
	uint32_t length = area_take(&memory->area, &request);

	memory->waiting = true;
	memory->due = now_ms();
	if (length != request.length)
		model_refuse_oversized(&server->model, request.header, length, &memory->answer);
	else
		memory->due += model_serve(&server->model, &request, &memory->answer);
}

/** look() - see whether there is a message, or its answer is due */
static void look(struct server *server)
{
	struct memory *memory = &server->memory;

	if (!memory->area.words)
		return;
	memory->look_us = memory->look_us * 2 < LOOK_LAST ? memory->look_us * 2 : LOOK_LAST;
	if (!memory->waiting && area_has_message(&memory->area)) {
		take_message(server);
		memory->look_us = LOOK_FIRST;
	}
	if (memory->waiting && memory->due <= now_ms()) {
		area_answer(&memory->area, &memory->answer);
		memory->waiting = false;
	}
}

/* --- the loop --- */

/** send_due() - send what is due; Return: ms until the next is, -1: nothing waits */
static int send_due(struct server *server)
{
	uint64_t now = now_ms(), next = UINT64_MAX;

	for (size_t i = 0; i < AGENTS; i++) {
		struct agent *agent = &server->agents[i];

		if (agent->waiting && agent->due <= now)
			send_answer(server, agent);
		if (agent->waiting && agent->due < next)
			next = agent->due;
	}
	return next == UINT64_MAX ? -1 : (int)(next - now);
}

/** wait_for_work() - sleep until a packet, a due answer or a signal; signals only arrive here */
static void wait_for_work(struct server *server, struct pollfd polled[static AGENTS + 1])
{
	int timeout_ms = send_due(server);
	struct timespec timeout = { timeout_ms / 1000, timeout_ms % 1000 * 1000000L };
	bool waits = timeout_ms >= 0;
	sigset_t none;

	polled[AGENTS] = (struct pollfd){ .fd = server->listener, .events = POLLIN };
	for (size_t i = 0; i < AGENTS; i++) {
		struct agent *agent = &server->agents[i];

		/* While its answer waits its next request does too; the end is reported anyway. */
		polled[i] =
			(struct pollfd){ .fd = agent->fd, .events = agent->waiting ? 0 : POLLIN };
	}
	if (server->memory.area.words && timeout_ms) {
		timeout = (struct timespec){ .tv_nsec = server->memory.look_us * 1000 };
		waits = true;
	}
	sigemptyset(&none);
	if (ppoll(polled, AGENTS + 1, waits ? &timeout : NULL, &none) < 0) {
		if (errno != EINTR)
			die("poll: %s", strerror(errno));
		for (size_t i = 0; i <= AGENTS; i++)
			polled[i].revents = 0;
	}
}

static void serve(struct server *server)
{
	struct pollfd polled[AGENTS + 1];

	while (!stopped) {
		look(server);
		wait_for_work(server, polled);
		for (size_t i = 0; i < AGENTS; i++) {
			struct agent *agent = &server->agents[i];

			if (polled[i].revents && agent->waiting)
				drop_agent(server, agent);
			else if (polled[i].revents)
				receive(server, agent);
		}
		if (polled[AGENTS].revents)
			accept_agent(server);
	}
}

/* --- start and end --- */

/** remove_stale() - remove a socket that a process left which is no more */
static void remove_stale(const char *path, const struct sockaddr_un *address)
{
	struct stat stat;
	int probe;

	if (lstat(path, &stat))
		return;
	if (!S_ISSOCK(stat.st_mode))
		die("socket %s: is something else, expected a socket or nothing", path);
	probe = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (probe < 0)
		die("socket: %s", strerror(errno));
	if (!connect(probe, (const struct sockaddr *)address, sizeof(*address)))
		die("socket %s: another process serves it", path);
	close(probe);
	unlink(path);
}

static int open_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		die("socket %s: expected a path of at most %zu bytes", path,
		    sizeof(address.sun_path) - 1);
	strcpy(address.sun_path, path);
	remove_stale(path, &address);
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		die("socket: %s", strerror(errno));
	umask(S_IRWXG | S_IRWXO);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, AGENTS))
		die("socket %s: %s", path, strerror(errno));
	return fd;
}

static void open_memory(struct memory *memory, const char *where)
{
	char error[200];

	if (!area_open(&memory->area, where, error, sizeof(error)))
		die("memory %s: %s", where, error);
	memory->look_us = LOOK_FIRST;
}

static void read_resources(const char *path, struct resources *resources)
{
	FILE *in = fopen(path, "re");
	char error[512];

	if (!in)
		die("resources %s: %s", path, strerror(errno));
	if (resources_parse(resources, in, path, error, sizeof(error))) {
		fprintf(stderr, "%s\n", error);
		exit(EXIT_FAILURE);
	}
	fclose(in);
}

static FILE *open_log(const char *path)
{
	FILE *log = path ? fopen(path, "ae") : stderr;

	if (!log)
		die("log %s: %s", path, strerror(errno));
	setvbuf(log, NULL, _IOLBF, BUFSIZ);
	return log;
}

/** catch_signals() - note SIGTERM and SIGINT, which are let in while the loop sleeps only */
static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = stop };
	sigset_t blocked;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

static void usage(FILE *out)
{
	fputs("usage: scmi-firmware [--socket PATH] [--memory FILE[@OFFSET]+SIZE]\n"
	      "                     --resources FILE [--log FILE] [--trace]\n"
	      "\n"
	      "A model SCMI platform for tests: answers SCMI messages of all protocols, one a\n"
	      "packet, on a Unix socket of type SOCK_SEQPACKET, or in shared memory, or both.\n"
	      "Ends on SIGTERM and SIGINT.\n"
	      "\n"
	      "  --socket PATH     listen here\n"
	      "  --memory FILE[@OFFSET]+SIZE\n"
	      "                    look for messages here, without a doorbell\n"
	      "  --resources FILE  the board: its clocks, sensors, pins and so on\n"
	      "  --log FILE        append a line for each command that changes state (stderr)\n"
	      "  --trace           log a line for every message too\n"
	      "  --help            print this\n"
	      "  --version         print the version\n",
	      out);
}

__attribute__((noreturn)) static void bad_usage(const char *why)
{
	fprintf(stderr, "scmi-firmware: %s\n", why);
	usage(stderr);
	exit(2);
}

static void parse_options(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{ "socket", required_argument, NULL, 's' },
		{ "memory", required_argument, NULL, 'm' },
		{ "resources", required_argument, NULL, 'r' },
		{ "log", required_argument, NULL, 'l' },
		{ "trace", no_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
		switch (option) {
		case 's': options->socket = optarg; break;
		case 'm': options->memory = optarg; break;
		case 'r': options->resources = optarg; break;
		case 'l': options->log = optarg; break;
		case 't': options->trace = true; break;
		case 'h': usage(stdout); exit(EXIT_SUCCESS);
		case 'v': puts("scmi-firmware " PROJECT_VERSION); exit(EXIT_SUCCESS);
		default: usage(stderr); exit(2);
		}
	}
	if (optind < argc)
		bad_usage("expected options only");
	if (!options->socket && !options->memory)
		bad_usage("expected --socket or --memory");
	if (!options->resources)
		bad_usage("expected --resources");
}

int main(int argc, char **argv)
{
	static struct resources resources;
	static struct server server;
	struct options options = { 0 };
	FILE *log;

	parse_options(argc, argv, &options);
	read_resources(options.resources, &resources);
	log = open_log(options.log);
	for (size_t i = 0; i < AGENTS; i++)
		server.agents[i].fd = -1;
	model_init(&server.model, &resources, write_log, log, options.trace);
	catch_signals();
	server.listener = options.socket ? open_socket(options.socket) : -1;
	if (options.memory)
		open_memory(&server.memory, options.memory);
	if (options.socket)
		model_log(&server.model, "listening on %s", options.socket);
	if (options.memory)
		model_log(&server.model, "serving memory %s", options.memory);

	serve(&server);

	if (options.socket)
		unlink(options.socket);
	model_log(&server.model, "stopped");
	return EXIT_SUCCESS;
}
