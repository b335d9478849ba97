// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_firmware_process.c - scmi-firmware as a process: socket, memory, delays, log, signals, bad
 * usage
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
		cmocka_unit_test_setup_teardown(test_refuses_memory, start, stop),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
