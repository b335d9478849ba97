// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_process.c - scmi-firmware as a process: socket, memory, delays, faults, log,
 * signals, bad usage
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "proto/scmi.h"

#define SLOW 7 /* the board's clock that answers after 300 ms */

/** struct process - a running scmi-firmware and its files, in a folder of their own */
struct process {
	pid_t pid;
	char folder[32];
	char socket[64];
	char log[64];
};

/** spawn() - Return: the pid of scmi-firmware run with these arguments; stderr goes to @error_path
 */
static pid_t spawn(char *const arguments[], const char *error_path)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	if (error_path) {
		int fd = open(error_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

		if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
			_exit(126);
	}
	execv(SCMI_FIRMWARE, arguments);
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status = -1;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		close(fd);
		return -1;
	}
	return fd;
}

/** connect_soon() - connect to a process that is still starting */
static int connect_soon(const char *path)
{
	const struct timespec pause = { 0, 10000000 };

	for (int tries = 0; tries < 1000; tries++) {
		int fd = connect_to(path);

		if (fd >= 0)
			return fd;
		nanosleep(&pause, NULL);
	}
	fail_msg("nobody listens on %s", path);
	return -1;
}

static int start(void **state)
{
	struct process *process = calloc(1, sizeof(*process));
	char *arguments[] = { (char[]){ "scmi-firmware" },
			      (char[]){ "--socket" },
			      NULL,
			      (char[]){ "--resources" },
			      (char[]){ BOARD },
			      (char[]){ "--log" },
			      NULL,
			      (char[]){ "--trace" },
			      NULL };

	if (!process)
		return -1;
	strcpy(process->folder, "/tmp/scmi-firmware.XXXXXX");
	if (!mkdtemp(process->folder))
		return -1;
	snprintf(process->socket, sizeof(process->socket), "%s/socket", process->folder);
	snprintf(process->log, sizeof(process->log), "%s/log", process->folder);
	arguments[2] = process->socket;
	arguments[6] = process->log;
	process->pid = spawn(arguments, NULL);
	close(connect_soon(process->socket));
	*state = process;
	return process->pid > 0 ? 0 : -1;
}

static int stop(void **state)
{
	struct process *process = *state;

	if (process->pid > 0) {
		kill(process->pid, SIGKILL);
		wait_for(process->pid);
	}
	unlink(process->socket);
	unlink(process->log);
	rmdir(process->folder);
	free(process);
	return 0;
}

static void send_words(int fd, const uint32_t *words, size_t count)
{
	assert_int_equal(send(fd, words, count * 4, 0), count * 4);
}

/** receive_words() - Return: bytes of the answer, -1 if none comes within @ms */
static ssize_t receive_words(int fd, uint32_t *words, size_t count, int ms)
{
	struct pollfd polled = { .fd = fd, .events = POLLIN };

	return poll(&polled, 1, ms) == 1 ? recv(fd, words, count * 4, 0) : -1;
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void read_file(const char *path, char *text, size_t size)
{
	FILE *in = fopen(path, "re");

	assert_non_null(in);
	text[fread(text, 1, size - 1, in)] = '\0';
	fclose(in);
}

/* Whole packets with their headers. */
static const uint32_t ask_version[] = { 0x4000 };
static const uint32_t switch_on_3[] = { 0x145007, 3, 1, 0 };
static const uint32_t read_slow_rate[] = { 0x145006, SLOW };

static void check_version_comes(int fd)
{
	uint32_t answer[8];

	assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 5000), 12);
	assert_int_equal(answer[0], 0x4000);
	assert_int_equal(answer[1], 0);
	assert_int_equal(answer[2], 0x20001);
}

static void test_serves_and_logs(void **state)
{
	struct process *process = *state;
	int fd = connect_to(process->socket);
	uint32_t answer[8];
	char log[4096];

	send_words(fd, switch_on_3, ARRAY_SIZE(switch_on_3));
	assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 5000), 8);
	assert_int_equal(answer[0], 0x145007);
	assert_int_equal(answer[1], 0);
	close(fd);

	/* its line is there before the answer is */
	read_file(process->log, log, sizeof(log));
	assert_non_null(strstr(log, "listening on /tmp/"));
	assert_non_null(strstr(log,
			       "agent connected\nclock 3 rtc_pclk: on\n"
			       "message: protocol 0x14 id 0x07 length 12: SUCCESS\n"));
}

static void test_bad_packets_do_no_harm(void **state)
{
	struct process *process = *state;
	int fd = connect_to(process->socket);
	static uint32_t oversized[1 + SCMI_PAYLOAD_MAX / 4 + 1] = { 0x4000 };
	uint32_t answer[8];
	char log[4096];

	assert_int_equal(send(fd, "abc", 3, 0), 3);
	assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 100), -1);
	send_words(fd, oversized, ARRAY_SIZE(oversized));
	assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 5000), 8);
	assert_int_equal(answer[0], 0x4000);
	assert_int_equal((int32_t)answer[1], SCMI_PROTOCOL_ERROR);
	send_words(fd, ask_version, ARRAY_SIZE(ask_version));
	check_version_comes(fd);
	close(fd);
	read_file(process->log, log, sizeof(log));
	assert_non_null(strstr(log,
			       "packet of 3 bytes: expected a header of 4\n"
			       "message: protocol 0x10 id 0x00 length 4072: PROTOCOL_ERROR\n"));
}

static void test_slow_answer_holds_up_nobody(void **state)
{
	struct process *process = *state;
	int slow = connect_to(process->socket), other = connect_to(process->socket);
	uint32_t answer[8];
	long begin = now_ms();

	send_words(slow, read_slow_rate, ARRAY_SIZE(read_slow_rate));
	send_words(slow, ask_version, ARRAY_SIZE(ask_version)); /* waits its turn */
	send_words(other, ask_version, ARRAY_SIZE(ask_version));
	check_version_comes(other);
	assert_int_equal(receive_words(slow, answer, ARRAY_SIZE(answer), 0), -1);

	assert_int_equal(receive_words(slow, answer, ARRAY_SIZE(answer), 5000), 16);
	assert_in_range(now_ms() - begin, 299, 5000);
	assert_int_equal(answer[0], 0x145006);
	assert_int_equal(answer[2], 24000000);
	check_version_comes(slow);
	close(slow);
	close(other);
}

static void test_agent_that_leaves_early(void **state)
{
	struct process *process = *state;
	int fd;

	for (int i = 0; i < 50; i++) {
		fd = connect_to(process->socket);
		send_words(fd, read_slow_rate, ARRAY_SIZE(read_slow_rate));
		close(fd);
	}
	fd = connect_soon(process->socket);
	send_words(fd, ask_version, ARRAY_SIZE(ask_version));
	check_version_comes(fd);
	close(fd);
}

static void check_stops(struct process *process, int signal)
{
	pid_t pid = process->pid;

	process->pid = 0;
	assert_int_equal(kill(pid, signal), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(access(process->socket, F_OK), -1);
}

static void test_sigterm_ends_it_while_an_answer_waits(void **state)
{
	struct process *process = *state;
	int fd = connect_to(process->socket);
	char log[4096];

	send_words(fd, read_slow_rate, ARRAY_SIZE(read_slow_rate));
	check_stops(process, SIGTERM);
	close(fd);
	read_file(process->log, log, sizeof(log));
	assert_non_null(strstr(log, "\nstopped\n"));
}

static void test_sigint_ends_it(void **state)
{
	check_stops(*state, SIGINT);
}

/** check_refuses() - a second process with the socket and board says @error and ends with 1 */
static void check_refuses(struct process *process, char *socket, char *board, const char *error)
{
	char *arguments[] = { (char[]){ "scmi-firmware" },
			      (char[]){ "--socket" },
			      socket,
			      (char[]){ "--resources" },
			      board,
			      NULL };
	char path[64], text[1024];

	snprintf(path, sizeof(path), "%s/error", process->folder);
	assert_int_equal(wait_for(spawn(arguments, path)), 1);
	read_file(path, text, sizeof(text));
	unlink(path);
	print_error("%s", text);
	assert_non_null(strstr(text, error));
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void test_refuses_to_start(void **state)
{
	struct process *process = *state;
	char bad_board[64], long_path[200];
	FILE *out;

	snprintf(bad_board, sizeof(bad_board), "%s/bad.conf", process->folder);
	out = fopen(bad_board, "we");
	assert_non_null(out);
	fputs("# one good line\nclock 0 a on rate=1\nclock 3 b off rate=x\n", out);
	fclose(out);
	memset(long_path, 'x', sizeof(long_path) - 1);
	long_path[sizeof(long_path) - 1] = '\0';

	check_refuses(process, process->socket, bad_board,
		      "/bad.conf:3: clock 3: rate \"x\": expected a number of Hz\n");
	check_refuses(process, process->socket, (char[]){ BOARD }, ": another process serves it\n");
	check_refuses(process, process->log, (char[]){ BOARD },
		      ": is something else, expected a socket or nothing\n");
	check_refuses(process, long_path, (char[]){ BOARD }, ": expected a path of at most 107");
	check_refuses(process, process->socket, (char[]){ "/nonexistent/board" },
		      "resources /nonexistent/board: No such file or directory\n");
	unlink(bad_board);
}

static void test_takes_over_a_stale_socket(void **state)
{
	struct process *process = *state;
	char *arguments[] = { (char[]){ "scmi-firmware" },
			      (char[]){ "--socket" },
			      process->socket,
			      (char[]){ "--resources" },
			      (char[]){ BOARD },
			      (char[]){ "--log" },
			      process->log,
			      NULL };
	int fd;

	kill(process->pid, SIGKILL);
	wait_for(process->pid);
	assert_int_equal(access(process->socket, F_OK), 0);
	process->pid = spawn(arguments, NULL);
	fd = connect_soon(process->socket);
	send_words(fd, ask_version, ARRAY_SIZE(ask_version));
	check_version_comes(fd);
	close(fd);
}

static void test_socket_is_the_owners(void **state)
{
	struct process *process = *state;
	struct stat stat_of;

	assert_int_equal(stat(process->socket, &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0700);
}

/* --- shared memory --- */

#define AREA_SIZE 256

static volatile uint32_t *map_area(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	uint8_t *bytes = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	close(fd);
	assert_ptr_not_equal(bytes, MAP_FAILED);
	return (volatile uint32_t *)(void *)(bytes + 4100);
}

/** wait_free() - until the channel is the agent's */
static void wait_free(const volatile uint32_t *area)
{
	const struct timespec pause = { 0, 100000 };

	for (int tries = 0; !(area[1] & 1); tries++) {
		assert_in_range(tries, 0, 50000);
		nanosleep(&pause, NULL);
	}
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

/** ask_area() - a message of words, the first is its header, that is said to have some length */
static void ask_area(volatile uint32_t *area, const uint32_t *words, size_t count, uint32_t length)
{
	for (size_t i = 0; i < count; i++)
		area[6 + i] = words[i];
	area[5] = length;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	area[1] = 0;
}

static void test_serves_memory(void **state)
{
	static const uint32_t bad_lengths[] = { 0, 3, AREA_SIZE - 23, 0xffffffff };
	struct process *process = *state;
	char path[64], where[100], text[4096];
	char *arguments[] = { (char[]){ "scmi-firmware" },
			      (char[]){ "--memory" },
			      where,
			      (char[]){ "--resources" },
			      (char[]){ BOARD },
			      (char[]){ "--log" },
			      process->log,
			      NULL };
	volatile uint32_t *area;
	long begin;

	/* in place of the one with a socket */
	check_stops(process, SIGTERM);
	unlink(process->log);
	snprintf(path, sizeof(path), "%s/area", process->folder);
	snprintf(where, sizeof(where), "%s@4100+%d", path, AREA_SIZE);
	fclose(fopen(path, "we"));
	assert_int_equal(truncate(path, 8192), 0);
	area = map_area(path);
	process->pid = spawn(arguments, NULL);
	wait_free(area);

	ask_area(area, ask_version, ARRAY_SIZE(ask_version), 4);
	wait_free(area);
	assert_int_equal(area[1], 1);
	assert_int_equal(area[5], 12);
	assert_int_equal(area[6], 0x4000);
	assert_int_equal(area[7], 0);
	assert_int_equal(area[8], 0x20001);
	for (size_t i = 0; i < ARRAY_SIZE(bad_lengths); i++) {
		ask_area(area, ask_version, ARRAY_SIZE(ask_version), bad_lengths[i]);
		wait_free(area);
		assert_int_equal(area[5], 8);
		assert_int_equal((int32_t)area[7], SCMI_PROTOCOL_ERROR);
	}
	begin = now_ms();
	ask_area(area, read_slow_rate, ARRAY_SIZE(read_slow_rate), 8);
	wait_free(area);
	assert_in_range(now_ms() - begin, 299, 5000);
	assert_int_equal(area[8], 24000000);

	check_stops(process, SIGTERM);
	read_file(process->log, text, sizeof(text));
	snprintf(where, sizeof(where), "serving memory %s@4100+%d\nstopped\n", path, AREA_SIZE);
	assert_string_equal(text, where);
	unlink(path);
}

static void test_what_is_in_memory_at_the_start(void **state)
{
	struct process *process = *state;
	char path[64], where[100];
	char *arguments[] = { (char[]){ "scmi-firmware" },
			      (char[]){ "--memory" },
			      where,
			      (char[]){ "--resources" },
			      (char[]){ BOARD },
			      (char[]){ "--log" },
			      process->log,
			      (char[]){ "--untidy" },
			      NULL };
	volatile uint32_t *area;

	check_stops(process, SIGTERM);
	snprintf(path, sizeof(path), "%s/area", process->folder);
	snprintf(where, sizeof(where), "%s@4100+%d", path, AREA_SIZE);
	fclose(fopen(path, "we"));
	assert_int_equal(truncate(path, 8192), 0);
	area = map_area(path);
	ask_area(area, ask_version, ARRAY_SIZE(ask_version), 4);
	process->pid = spawn(arguments, NULL);
	wait_free(area);
	assert_int_equal(area[5], 4);
	assert_int_equal(area[6], ask_version[0]);
	check_stops(process, SIGTERM);

	area[1] = 0;
	arguments[ARRAY_SIZE(arguments) - 2] = NULL;
	process->pid = spawn(arguments, NULL);
	wait_free(area);
	assert_int_equal(area[5], 0);
	assert_int_equal(area[6], 0);
	unlink(path);
}

static void test_refuses_memory(void **state)
{
	static const char *const bad[] = { "", "+64", "/x", "/x+31", "/x@2+64", "/x@4", "/x+64k" };
	struct process *process = *state;

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		char where[16], path[64], text[1024], expected[200];
		char *arguments[] = { (char[]){ "scmi-firmware" }, (char[]){ "--memory" }, where,
				      (char[]){ "--resources" },   (char[]){ BOARD },	   NULL };

		strcpy(where, bad[i]);
		snprintf(path, sizeof(path), "%s/error", process->folder);
		assert_int_equal(wait_for(spawn(arguments, path)), 1);
		read_file(path, text, sizeof(text));
		unlink(path);
		snprintf(
			expected, sizeof(expected),
			"scmi-firmware: memory %s: expected FILE[@OFFSET]+SIZE, of whole words and "
			"at least 32 bytes\n",
			bad[i]);
		assert_string_equal(text, expected);
	}
}

/* --- several agents --- */

static const char two_agents[] = "agent 1 xen\nagent 2 guest restricted\n"
				 "clock 3 rtc_pclk off rate=1\ndevice 5 rtc clock=3\n";

static const uint32_t allow_2_device_5[] = { 0x4009, 2, 5, 1 };
static const uint32_t switch_off_3[] = { 0x145007, 3, 0, 0 };
static const uint32_t ask_myself[] = { 0x4007, 0xffffffff };

/** check_answer() - a message gets a bare status */
static void check_answer(int fd, const uint32_t *words, size_t count, enum scmi_status status)
{
	uint32_t answer[8];

	send_words(fd, words, count);
	assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 5000), 8);
	assert_int_equal(answer[0], words[0]);
	assert_int_equal((int32_t)answer[1], status);
}

static void write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "we");

	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

/** connect_agents() - see the first agent give the second a device; Return: the second's connection
 */
static int connect_agents(int first, const char *second)
{
	int guest;

	check_answer(first, switch_off_3, ARRAY_SIZE(switch_off_3), SCMI_SUCCESS);
	guest = connect_to(second);
	check_answer(guest, switch_on_3, ARRAY_SIZE(switch_on_3), SCMI_DENIED);
	check_answer(guest, allow_2_device_5, ARRAY_SIZE(allow_2_device_5), SCMI_DENIED);
	check_answer(first, allow_2_device_5, ARRAY_SIZE(allow_2_device_5), SCMI_SUCCESS);
	check_answer(guest, switch_on_3, ARRAY_SIZE(switch_on_3), SCMI_SUCCESS);
	return guest;
}

static void check_area_of_agent_2(volatile uint32_t *area)
{
	ask_area(area, ask_myself, ARRAY_SIZE(ask_myself), 8);
	wait_free(area);
	assert_int_equal(area[5], 28);
	assert_int_equal(area[7], 0);
	assert_int_equal(area[8], 2);
	ask_area(area, switch_off_3, ARRAY_SIZE(switch_off_3), 16);
	wait_free(area);
	assert_int_equal(area[7], 0);
}

static void check_log_of_agents(const char *log, const char *socket, const char *second,
				const char *path)
{
	char text[4096], expected[1024];

	read_file(log, text, sizeof(text));
	snprintf(expected, sizeof(expected),
		 "listening on %s\n"
		 "listening on %s for agent 2\n"
		 "serving memory %s@4100+%d for agent 2\n"
		 "agent connected\n"
		 "clock 3 rtc_pclk: off\n"
		 "agent 2 connected\n"
		 "agent 2: clock 3 rtc_pclk: on: DENIED\n"
		 "agent 2: base: permissions agent 2 device 5 allow: DENIED\n"
		 "base: permissions agent 2 device 5 allow\n"
		 "agent 2: clock 3 rtc_pclk: on\n"
		 "agent 2: clock 3 rtc_pclk: off\n"
		 "stopped\n",
		 socket, second, path, AREA_SIZE);
	assert_string_equal(text, expected);
}

static void test_every_agent_has_its_channels(void **state)
{
	struct process *process = *state;
	char board[64], second[64], second_of[80], area_of[100], path[64];
	char *arguments[] = { (char[]){ "scmi-firmware" },
			      (char[]){ "--socket" },
			      process->socket,
			      (char[]){ "--socket" },
			      second_of,
			      (char[]){ "--memory" },
			      area_of,
			      (char[]){ "--resources" },
			      board,
			      (char[]){ "--log" },
			      process->log,
			      NULL };
	volatile uint32_t *area;
	int first, guest;

	check_stops(process, SIGTERM);
	unlink(process->log);
	snprintf(board, sizeof(board), "%s/board", process->folder);
	snprintf(second, sizeof(second), "%s/second", process->folder);
	snprintf(second_of, sizeof(second_of), "2@%s", second);
	snprintf(path, sizeof(path), "%s/area", process->folder);
	snprintf(area_of, sizeof(area_of), "02@%s@4100+%d", path, AREA_SIZE);
	write_file(board, two_agents);
	write_file(path, "");
	assert_int_equal(truncate(path, 8192), 0);
	area = map_area(path);
	process->pid = spawn(arguments, NULL);
	wait_free(area);
	first = connect_soon(process->socket);
	guest = connect_agents(first, second);
	check_area_of_agent_2(area);

	check_stops(process, SIGTERM);
	assert_int_equal(access(second, F_OK), -1);
	close(first);
	close(guest);
	check_log_of_agents(process->log, process->socket, second, path);
	unlink(board);
	unlink(path);
}

static void test_agents_that_the_board_does_not_have(void **state)
{
	static const struct {
		const char *option, *value;
	} rows[] = {
		{ "socket", "2@/x" },
		{ "socket", "0@/x" },
		{ "socket", "99999999999999999999@/x" },
		{ "memory", "16@/x+64" },
	};
	struct process *process = *state;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char option[16], value[32], path[64], text[1024], expected[200];
		char *arguments[] = {
			(char[]){ "scmi-firmware" }, option, value, (char[]){ "--resources" },
			(char[]){ BOARD },	     NULL
		};

		snprintf(option, sizeof(option), "--%s", rows[i].option);
		snprintf(value, sizeof(value), "%s", rows[i].value);
		snprintf(path, sizeof(path), "%s/error", process->folder);
		assert_int_equal(wait_for(spawn(arguments, path)), 1);
		read_file(path, text, sizeof(text));
		unlink(path);
		snprintf(expected, sizeof(expected),
			 "scmi-firmware: %s %s: expected an agent of the board in front of @\n",
			 rows[i].option, rows[i].value);
		assert_string_equal(text, expected);
	}
}

/* --- faults of the channel --- */

/* Every clock's rate is its id in MHz, so that no answer is another one's. */
static const char faulty[] = "clock 1 whole on rate=1000000\n"
			     "clock 2 lost on rate=2000000 fault=lost\n"
			     "clock 3 duplicate on rate=3000000 fault=duplicate\n"
			     "clock 4 short on rate=4000000 fault=short\n"
			     "clock 5 long on rate=5000000 fault=long\n"
			     "clock 6 token on rate=6000000 fault=token\n"
			     "clock 7 message on rate=7000000 fault=message\n"
			     "clock 8 error on rate=8000000 fault=channel-error\n"
			     "clock 9 never on rate=9000000 fault=never-free\n"
			     "sensor 3 broken fault=lost\n";

#define RATE_GET    0x00145006u
#define OTHER_TOKEN 0x08145006u /* half of all tokens away */
#define RATE_CONFIG 0x00145007u
#define RATE_ANSWER 16
#define MHZ	    1000000u
#define LONGEST	    (4 + SCMI_PAYLOAD_MAX)
#define SILENCE_MS  50

/** restart_with() - in place of the process another one, with a board of its own and a channel */
static void restart_with(struct process *process, const char *board_text, const char *channel,
			 char *place)
{
	char board[64], option[16];
	char *arguments[] = {
		(char[]){ "scmi-firmware" }, option,	   place, (char[]){ "--resources" }, board,
		(char[]){ "--log" },	     process->log, NULL
	};

	check_stops(process, SIGTERM);
	unlink(process->log);
	snprintf(board, sizeof(board), "%s/board", process->folder);
	snprintf(option, sizeof(option), "--%s", channel);
	write_file(board, board_text);
	process->pid = spawn(arguments, NULL);
}

static void remove_board(const struct process *process)
{
	char board[64];

	snprintf(board, sizeof(board), "%s/board", process->folder);
	unlink(board);
}

/** check_whole() - an answer that is as it should be */
static void check_whole(int fd, uint32_t clock)
{
	uint32_t answer[8];

	assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 5000), RATE_ANSWER);
	assert_int_equal(answer[0], RATE_GET);
	assert_int_equal(answer[1], 0);
	assert_int_equal(answer[2], clock * MHZ);
}

static void ask_rate(int fd, uint32_t clock)
{
	const uint32_t request[] = { RATE_GET, clock };

	send_words(fd, request, ARRAY_SIZE(request));
}

static void test_faulty_answers_on_a_socket(void **state)
{
	static const struct {
		uint32_t clock, times;
		ssize_t size;
		uint32_t header;
	} rows[] = {
		{ 2, 0, 0, 0 },
		{ 3, 2, RATE_ANSWER, RATE_GET },
		{ 4, 1, 6, RATE_GET },
		{ 5, 1, LONGEST + 4, RATE_GET },
		{ 6, 1, RATE_ANSWER, OTHER_TOKEN },
		{ 7, 1, RATE_ANSWER, RATE_CONFIG },
		{ 8, 0, 0, 0 },
		{ 9, 0, 0, 0 },
	};
	static uint32_t answer[LONGEST / 4 + 8];
	struct process *process = *state;
	int fd;

	restart_with(process, faulty, "socket", process->socket);
	fd = connect_soon(process->socket);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("clock %u\n", rows[i].clock);
		ask_rate(fd, rows[i].clock);
		for (uint32_t times = 0; times < rows[i].times; times++) {
			assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), 5000),
					 rows[i].size);
			assert_int_equal(answer[0], rows[i].header);
		}
		assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), SILENCE_MS), -1);
		/* the channel is as good as it was */
		ask_rate(fd, 1);
		check_whole(fd, 1);
	}
	close(fd);
	remove_board(process);
}

static void test_a_fault_is_of_every_answer_about_its_resource(void **state)
{
	static const uint32_t requests[][4] = {
		{ 0x145003, 2 },       /* CLOCK_ATTRIBUTES */
		{ 0x145007, 2, 0, 0 }, /* CLOCK_CONFIG_SET */
		{ 0x145006, 2 },       /* CLOCK_RATE_GET */
		{ 0x145409, 3 },       /* SENSOR_NAME_GET */
	};
	static const size_t words[] = { 2, 4, 2, 2 };
	static const uint32_t all_sensors[] = { 0x145403, 0 };
	struct process *process = *state;
	uint32_t answer[64];
	char log[4096];
	int fd;

	restart_with(process, faulty, "socket", process->socket);
	fd = connect_soon(process->socket);
	for (size_t i = 0; i < ARRAY_SIZE(requests); i++) {
		send_words(fd, requests[i], words[i]);
		assert_int_equal(receive_words(fd, answer, ARRAY_SIZE(answer), SILENCE_MS), -1);
	}
	/* what was asked for is done, and a list of all is about none */
	send_words(fd, all_sensors, ARRAY_SIZE(all_sensors));
	assert_in_range(receive_words(fd, answer, ARRAY_SIZE(answer), 5000), 13, sizeof(answer));
	assert_int_equal(answer[0], all_sensors[0]);
	read_file(process->log, log, sizeof(log));
	assert_non_null(strstr(log, "clock 2 lost: off\n"));
	close(fd);
	remove_board(process);
}

static void test_a_late_answer_that_is_lost(void **state)
{
	struct process *process = *state;
	long begin;
	int fd;

	restart_with(process,
		     "clock 1 whole on rate=1000000\n"
		     "clock 2 slow on rate=2000000 fault=lost answer-ms=200\n",
		     "socket", process->socket);
	fd = connect_soon(process->socket);
	begin = now_ms();
	ask_rate(fd, 2);
	ask_rate(fd, 1);
	check_whole(fd, 1);
	assert_in_range(now_ms() - begin, 199, 5000);
	close(fd);
	remove_board(process);
}

static void ask_rate_in(volatile uint32_t *area, uint32_t clock)
{
	const uint32_t request[] = { RATE_GET, clock };

	/* words that only an answer writes */
	area[8] = 0;
	ask_area(area, request, ARRAY_SIZE(request), 8);
}

static void check_whole_in(const volatile uint32_t *area, uint32_t clock)
{
	assert_int_equal(area[1], 1);
	assert_int_equal(area[5], RATE_ANSWER);
	assert_int_equal(area[6], RATE_GET);
	assert_int_equal(area[7], 0);
	assert_int_equal(area[8], clock * MHZ);
}

/** check_never_free() - a message is kept for good, until there is another process */
static void check_never_free(struct process *process, volatile uint32_t *area, char *where)
{
	const struct timespec while_kept = { 0, SILENCE_MS * 1000000 };

	ask_rate_in(area, 9);
	nanosleep(&while_kept, NULL);
	assert_int_equal(area[1], 0);
	restart_with(process, faulty, "memory", where);
	wait_free(area);
	ask_rate_in(area, 1);
	wait_free(area);
	check_whole_in(area, 1);
}

static void test_faulty_answers_in_memory(void **state)
{
	static const struct {
		uint32_t clock, status, length, header, word;
	} rows[] = {
		{ 2, 1, 8, RATE_GET, 2 }, /* the message itself */
		{ 4, 1, 6, RATE_GET, 0 },
		{ 5, 1, AREA_SIZE - 24 + 4, RATE_GET, 0 },
		{ 6, 1, RATE_ANSWER, OTHER_TOKEN, 0 },
		{ 7, 1, RATE_ANSWER, RATE_CONFIG, 0 },
		{ 8, 3, 8, RATE_GET, 8 },
	};
	struct process *process = *state;
	char path[64], where[100];
	volatile uint32_t *area;

	snprintf(path, sizeof(path), "%s/area", process->folder);
	snprintf(where, sizeof(where), "%s@4100+%d", path, AREA_SIZE);
	write_file(path, "");
	assert_int_equal(truncate(path, 8192), 0);
	area = map_area(path);
	restart_with(process, faulty, "memory", where);
	wait_free(area);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("clock %u\n", rows[i].clock);
		ask_rate_in(area, rows[i].clock);
		wait_free(area);
		assert_int_equal(area[1], rows[i].status);
		assert_int_equal(area[5], rows[i].length);
		assert_int_equal(area[6], rows[i].header);
		assert_int_equal(area[7], rows[i].word);
		/* the channel is as good as it was */
		ask_rate_in(area, 1);
		wait_free(area);
		check_whole_in(area, 1);
	}
	/* One that comes twice takes the place of the next. */
	ask_rate_in(area, 3);
	wait_free(area);
	check_whole_in(area, 3);
	ask_rate_in(area, 1);
	wait_free(area);
	check_whole_in(area, 3);
	ask_rate_in(area, 1);
	wait_free(area);
	check_whole_in(area, 1);

	check_never_free(process, area, where);
	unlink(path);
	remove_board(process);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_serves_and_logs, start, stop),
		cmocka_unit_test_setup_teardown(test_bad_packets_do_no_harm, start, stop),
		cmocka_unit_test_setup_teardown(test_slow_answer_holds_up_nobody, start, stop),
		cmocka_unit_test_setup_teardown(test_agent_that_leaves_early, start, stop),
		cmocka_unit_test_setup_teardown(test_sigterm_ends_it_while_an_answer_waits, start,
						stop),
		cmocka_unit_test_setup_teardown(test_sigint_ends_it, start, stop),
		cmocka_unit_test_setup_teardown(test_refuses_to_start, start, stop),
		cmocka_unit_test_setup_teardown(test_takes_over_a_stale_socket, start, stop),
		cmocka_unit_test_setup_teardown(test_socket_is_the_owners, start, stop),
		cmocka_unit_test_setup_teardown(test_serves_memory, start, stop),
		cmocka_unit_test_setup_teardown(test_what_is_in_memory_at_the_start, start, stop),
		cmocka_unit_test_setup_teardown(test_refuses_memory, start, stop),
		cmocka_unit_test_setup_teardown(test_every_agent_has_its_channels, start, stop),
		cmocka_unit_test_setup_teardown(test_agents_that_the_board_does_not_have, start,
						stop),
		cmocka_unit_test_setup_teardown(test_faulty_answers_on_a_socket, start, stop),
		cmocka_unit_test_setup_teardown(test_a_fault_is_of_every_answer_about_its_resource,
						start, stop),
		cmocka_unit_test_setup_teardown(test_a_late_answer_that_is_lost, start, stop),
		cmocka_unit_test_setup_teardown(test_faulty_answers_in_memory, start, stop),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
