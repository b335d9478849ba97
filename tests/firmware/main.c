// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * main.c - scmi-firmware: a model SCMI platform behind Unix sockets, shared memory, or both
 *
 * One packet of a SOCK_SEQPACKET socket is one SCMI message, its header and its payload. A socket,
 * with all its connections, or memory is of one agent; each has one request in service at a time. A
 * slow answer waits with its connection and holds up nobody else: it has taken effect, only its
 * packet is to come. Memory without a doorbell is looked at less and less often while nothing
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
#include "doorbell.h"
#include "faults.h"
#include "model.h"
#include "proto/scmi.h"
#include "resources.h"

#define CONNECTIONS 16
#define CHANNELS    16 /* sockets, and as many memories */

/* What is polled: connections, sockets, and the doorbell. */
enum { DOORBELL = CONNECTIONS + CHANNELS, POLLED };

/* Microseconds until memory is looked at again: doubled from the first to the last. */
#define LOOK_FIRST 50
#define LOOK_LAST  1000

#define HEADER_SIZE sizeof(uint32_t)
static_assert(offsetof(struct scmi_packet, payload) ==
		      offsetof(struct scmi_packet, header) + HEADER_SIZE,
	      "header and payload are sent as one");

/**
 * struct connection - one connection
 * @fd:	      -1: none
 * @agent:    whose it is
 * @waiting:  @answer is to be sent at @due
 * @due:      milliseconds of CLOCK_MONOTONIC
 * @fault:    that it is to be sent with
 */
struct connection {
	int fd;
	uint32_t agent;
	bool waiting;
	uint64_t due;
	enum resource_fault fault;
	struct scmi_packet answer;
};

/**
 * struct memory - shared memory
 * @agent:    whose it is
 * @waiting:  as above; the channel is not free
 * @again:    @answer is the next message's, too, in place of its own
 * @look_us:  until it is looked at again
 */
struct memory {
	struct area area;
	uint32_t agent;
	struct doorbell doorbell;
	bool waiting;
	bool wants_interrupt; /* for the message that is in service */
	bool again;
	uint64_t due;
	enum resource_fault fault;
	struct scmi_packet answer;
	long look_us;
};

/**
 * struct listener - a socket
 * @fd:    -1: none
 * @agent: whose the connections are
 */
struct listener {
	int fd;
	uint32_t agent;
	const char *path;
};

struct server {
	struct model model;
	struct listener listeners[CHANNELS];
	struct connection connections[CONNECTIONS];
	struct memory memories[CHANNELS];
	size_t memory_count;
};

/** struct places - what an option that can be repeated was given */
struct places {
	const char *of[CHANNELS];
	size_t count;
};

struct options {
	struct places sockets;
	struct places memories;
	const char *doorbell; /* of the first memory */
	bool untidy;	      /* memories are not cleared */
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

/* --- connections --- */

/** log_agent() - a line that begins with "agent", and tells which if it is not the first */
__attribute__((format(printf, 3, 4))) static void log_agent(const struct server *server,
							    uint32_t agent, const char *format, ...)
{
	char text[128];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (agent == server->model.first)
		model_log(&server->model, "agent %s", text);
	else
		model_log(&server->model, "agent %" PRIu32 " %s", agent, text);
}

static void drop_connection(struct server *server, struct connection *connection)
{
	close(connection->fd);
	connection->fd = -1;
	connection->waiting = false;
	log_agent(server, connection->agent, "gone");
}

static void accept_connection(struct server *server, const struct listener *listener)
{
	int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (server->connections[i].fd < 0) {
			server->connections[i].fd = fd;
			server->connections[i].agent = listener->agent;
			log_agent(server, listener->agent, "connected");
			return;
		}
	close(fd);
	log_agent(server, listener->agent, "refused: expected at most %d connections", CONNECTIONS);
}

static void send_answer(struct server *server, struct connection *connection)
{
	int rc = faults_send(connection->fd, connection->fault, &connection->answer);

	connection->waiting = false;
	if (rc) {
		log_agent(server, connection->agent, "does not take its answer: %s", strerror(-rc));
		drop_connection(server, connection);
	}
}

/** serve_packet() - answer what recv() put into @request; @size is the whole packet's */
static void serve_packet(struct server *server, struct connection *connection,
			 struct scmi_packet *request, size_t size)
{
	struct model_way way = { 0 };

	if (size < HEADER_SIZE) {
		model_log(&server->model, "packet of %zu bytes: expected a header of %zu", size,
			  HEADER_SIZE);
		return;
	}
	if (size - HEADER_SIZE > SCMI_PAYLOAD_MAX) {
		model_refuse_oversized(&server->model, connection->agent, request->header,
				       size - HEADER_SIZE, &connection->answer);
	} else {
		request->length = (uint32_t)(size - HEADER_SIZE);
		way = model_serve_agent(&server->model, connection->agent, request,
					&connection->answer);
	}
	connection->waiting = true;
	connection->due = now_ms() + way.delay_ms;
	connection->fault = way.fault;
	if (!way.delay_ms)
		send_answer(server, connection);
}

static void receive(struct server *server, struct connection *connection)
{
	struct scmi_packet request = { 0 };
	char *bytes = (char *)&request + offsetof(struct scmi_packet, header);
	ssize_t size = recv(connection->fd, bytes, HEADER_SIZE + SCMI_PAYLOAD_MAX, MSG_TRUNC);

	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	/* An empty packet cannot be told from the connection's end, and is as useless. */
	if (size <= 0)
		drop_connection(server, connection);
	else
		serve_packet(server, connection, &request, (size_t)size);
}

/* --- memory --- */

/** take_message() - serve the message that is there */
static void take_message(struct server *server, struct memory *memory)
{
	struct scmi_packet request;
	struct model_way way = { 0 };
	uint32_t length = area_take(&memory->area, &request);

	memory->wants_interrupt = area_wants_interrupt(&memory->area);
	if (length != request.length)
		model_refuse_oversized(&server->model, memory->agent, request.header, length,
				       &memory->answer);
	else
		way = model_serve_agent(&server->model, memory->agent, &request, &memory->answer);
	memory->due = faults_keep(way.fault) ? UINT64_MAX : now_ms() + way.delay_ms;
	memory->fault = way.fault;
}

/** put_again() - let the answer that is still there be that of the message that is there */
static void put_again(struct memory *memory)
{
	memory->again = false;
	memory->due = now_ms();
	memory->fault = FAULT_NONE;
}

/** look() - see whether there is a message, or its answer is due */
static void look(struct server *server, struct memory *memory)
{
	memory->look_us = memory->look_us * 2 < LOOK_LAST ? memory->look_us * 2 : LOOK_LAST;
	if (!memory->waiting && area_has_message(&memory->area)) {
		if (memory->again)
			put_again(memory);
		else
			take_message(server, memory);
		memory->waiting = true;
		memory->look_us = LOOK_FIRST;
	}
	if (memory->waiting && memory->due <= now_ms()) {
		memory->again = faults_put(&memory->area, memory->fault, &memory->answer);
		memory->waiting = false;
		if (memory->wants_interrupt && memory->doorbell.rung >= 0)
			doorbell_done(&memory->doorbell);
	}
}

/** is_looked_at() - whether time goes on for a memory; else a doorbell says when to look */
static bool is_looked_at(const struct memory *memory)
{
	return memory->doorbell.rung < 0 || memory->waiting;
}

/** look_timeout() - shorten a timeout until memory is to be looked at; Return: there is one */
static bool look_timeout(const struct server *server, struct timespec *timeout)
{
	long us = LOOK_LAST;
	bool is_any = false;

	for (size_t i = 0; i < server->memory_count; i++) {
		if (!is_looked_at(&server->memories[i]))
			continue;
		is_any = true;
		if (server->memories[i].look_us < us)
			us = server->memories[i].look_us;
	}
	if (is_any)
		*timeout = (struct timespec){ .tv_nsec = us * 1000 };
	return is_any;
}

/* --- the loop --- */

/** send_due() - send what is due; Return: ms until the next is, -1: nothing waits */
static int send_due(struct server *server)
{
	uint64_t now = now_ms(), next = UINT64_MAX;

	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *connection = &server->connections[i];

		if (connection->waiting && connection->due <= now)
			send_answer(server, connection);
		if (connection->waiting && connection->due < next)
			next = connection->due;
	}
	return next == UINT64_MAX ? -1 : (int)(next - now);
}

/** wait_for_work() - sleep until a packet, a due answer or a signal; signals only arrive here */
static void wait_for_work(struct server *server, struct pollfd polled[static POLLED])
{
	int timeout_ms = send_due(server);
	struct timespec timeout = { timeout_ms / 1000, timeout_ms % 1000 * 1000000L };
	bool waits = timeout_ms >= 0;
	sigset_t none;

	polled[DOORBELL] =
		(struct pollfd){ .fd = server->memories[0].doorbell.rung, .events = POLLIN };
	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *connection = &server->connections[i];

		/* While its answer waits its next request does too; the end is reported anyway. */
		polled[i] = (struct pollfd){ .fd = connection->fd,
					     .events = connection->waiting ? 0 : POLLIN };
	}
	for (size_t i = 0; i < CHANNELS; i++)
		polled[CONNECTIONS + i] =
			(struct pollfd){ .fd = server->listeners[i].fd, .events = POLLIN };
	if (timeout_ms && look_timeout(server, &timeout))
		waits = true;
	sigemptyset(&none);
	if (ppoll(polled, POLLED, waits ? &timeout : NULL, &none) < 0) {
		if (errno != EINTR)
			die("poll: %s", strerror(errno));
		for (size_t i = 0; i < POLLED; i++)
			polled[i].revents = 0;
	}
}

static void serve(struct server *server)
{
	struct pollfd polled[POLLED];

	while (!stopped) {
		for (size_t i = 0; i < server->memory_count; i++)
			look(server, &server->memories[i]);
		wait_for_work(server, polled);
		for (size_t i = 0; i < CONNECTIONS; i++) {
			struct connection *connection = &server->connections[i];

			if (polled[i].revents && connection->waiting)
				drop_connection(server, connection);
			else if (polled[i].revents)
				receive(server, connection);
		}
		for (size_t i = 0; i < CHANNELS; i++)
			if (polled[CONNECTIONS + i].revents)
				accept_connection(server, &server->listeners[i]);
		if (polled[DOORBELL].revents)
			doorbell_take(&server->memories[0].doorbell);
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
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, CONNECTIONS))
		die("socket %s: %s", path, strerror(errno));
	return fd;
}

/**
 * struct channel - what an option says: AGENT@PLACE, or PLACE, which is the first agent's
 * @owner: the agent for the log, nothing for the first
 */
struct channel {
	uint32_t agent;
	const char *place;
	char owner[24];
};

/** parse_channel() - Return: @text in its parts, which stay its */
static struct channel parse_channel(const struct model *model, const char *option, const char *text)
{
	size_t digits = strspn(text, "0123456789");
	struct channel channel = { .agent = model->first, .place = text };
	unsigned long agent;

	if (!digits || text[digits] != '@')
		return channel;
	agent = strtoul(text, NULL, 10);
	if (agent > RESOURCES_AGENTS || !model_agent(model, (uint32_t)agent))
		die("%s %s: expected an agent of the board in front of @", option, text);
	channel.agent = (uint32_t)agent;
	channel.place += digits + 1;
	if (channel.agent != model->first)
		snprintf(channel.owner, sizeof(channel.owner), " for agent %lu", agent);
	return channel;
}

static void open_listeners(struct server *server, const struct places *sockets)
{
	for (size_t i = 0; i < CHANNELS; i++)
		server->listeners[i].fd = -1;
	for (size_t i = 0; i < sockets->count; i++) {
		struct channel channel = parse_channel(&server->model, "socket", sockets->of[i]);

		server->listeners[i] = (struct listener){
			.fd = open_socket(channel.place),
			.agent = channel.agent,
			.path = channel.place,
		};
		model_log(&server->model, "listening on %s%s", channel.place, channel.owner);
	}
}

/** open_memories() - @doorbell: the ivshmem server of the first one's doorbell; NULL: it has none
 */
static void open_memories(struct server *server, const struct options *options)
{
	const struct places *memories = &options->memories;
	const char *doorbell = options->doorbell;
	char error[200];

	for (size_t i = 0; i < memories->count; i++) {
		struct channel channel = parse_channel(&server->model, "memory", memories->of[i]);
		struct memory *memory = &server->memories[server->memory_count++];

		if (doorbell && !i &&
		    !doorbell_open(&memory->doorbell, doorbell, error, sizeof(error)))
			die("doorbell %s: %s", doorbell, error);
		if (!area_open(&memory->area, channel.place, options->untidy, error, sizeof(error)))
			die("memory %s: %s", memories->of[i], error);
		memory->agent = channel.agent;
		memory->look_us = LOOK_FIRST;
		model_log(&server->model, "serving memory %s%s", channel.place, channel.owner);
	}
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
	fputs("usage: scmi-firmware [--socket [AGENT@]PATH]...\n"
	      "                     [--memory [AGENT@]FILE[@OFFSET]+SIZE]... [--doorbell PATH]\n"
	      "                     [--untidy] --resources FILE [--log FILE] [--trace]\n"
	      "\n"
	      "A model SCMI platform for tests: answers SCMI messages of all protocols, one a\n"
	      "packet, on Unix sockets of type SOCK_SEQPACKET, or in shared memory, or both.\n"
	      "Ends on SIGTERM and SIGINT.\n"
	      "\n"
	      "  --socket [AGENT@]PATH\n"
	      "                    listen here, for the first agent or the one with this id\n"
	      "  --memory [AGENT@]FILE[@OFFSET]+SIZE\n"
	      "                    look for messages here\n"
	      "  --doorbell PATH   look at the first memory when it is rung, by a peer at this\n"
	      "                    ivshmem server\n"
	      "  --untidy          leave messages where they are in memory when it starts\n"
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

static void add_place(struct places *places, const char *place)
{
	if (places->count == CHANNELS)
		bad_usage("expected at most 16 of --socket and of --memory");
	places->of[places->count++] = place;
}

static void parse_options(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{ "socket", required_argument, NULL, 's' },
		{ "memory", required_argument, NULL, 'm' },
		{ "doorbell", required_argument, NULL, 'd' },
		{ "untidy", no_argument, NULL, 'u' },
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
		case 's': add_place(&options->sockets, optarg); break;
		case 'm': add_place(&options->memories, optarg); break;
		case 'd': options->doorbell = optarg; break;
		case 'u': options->untidy = true; break;
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
	if (!options->sockets.count && !options->memories.count)
		bad_usage("expected --socket or --memory");
	if (options->doorbell && !options->memories.count)
		bad_usage("expected --memory with --doorbell");
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
	for (size_t i = 0; i < CONNECTIONS; i++)
		server.connections[i].fd = -1;
	for (size_t i = 0; i < CHANNELS; i++)
		server.memories[i].doorbell.rung = -1;
	model_init(&server.model, &resources, write_log, log, options.trace);
	catch_signals();
	open_listeners(&server, &options.sockets);
	open_memories(&server, &options);

	serve(&server);

	for (size_t i = 0; i < options.sockets.count; i++)
		unlink(server.listeners[i].path);
	model_log(&server.model, "stopped");
	return EXIT_SUCCESS;
}
