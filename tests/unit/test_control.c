// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_control.c - clients of the control socket, well-behaved and not
 */
#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "daemon/client.h"
#include "daemon/control.h"
#include "daemon/request.h"
#include "folder.h"

#define PATIENCE 0.2
#define LARGE	 (4u << 20) /* bytes of an answer that no socket takes at once */

static struct folder folder;
static struct ev_loop *loop;
static struct control *control;
static unsigned int asked;

/** answer() - what was asked; for "large" much more, for "end" nothing */
static char *answer(void *context, const char *line, size_t length)
{
	char *text = NULL;

	assert_ptr_equal(context, &asked);
	assert_int_equal(line[length], '\0');
	asked++;
	if (!strcmp(line, "end"))
		return NULL;
	if (!strcmp(line, "large")) {
		text = malloc(LARGE + 1);
		memset(text, 'x', LARGE);
		text[LARGE - 1] = '\n';
		text[LARGE] = '\0';
		return text;
	}
	assert_true(asprintf(&text, "{\"ok\":{\"line\":\"%zu bytes\"}}\n", length) > 0);
	return text;
}

static struct control *open_for(uid_t user)
{
	static char path[300];
	const struct control_settings settings = {
		.path = path,
		.user = user,
		.patience = PATIENCE,
		.answer = answer,
		.context = &asked,
	};
	struct control *opened;
	struct why why;

	snprintf(path, sizeof(path), "%s", folder_file(&folder, "control"));
	opened = control_open(loop, &settings, &why);
	if (!opened)
		fail_msg("%s", why.text);
	return opened;
}

static int set_up(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	folder_make(&folder);
	loop = ev_loop_new(0);
	control = open_for(geteuid());
	asked = 0;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	control_close(control);
	ev_loop_destroy(loop);
	assert_int_equal(access(folder_file(&folder, "control"), F_OK), -1);
	folder_remove(&folder);
	return 0;
}

static int connect_client(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	strcpy(address.sun_path, folder_file(&folder, "control"));
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	return fd;
}

static void say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

static void on_time(struct ev_loop *of, ev_timer *timer, int revents)
{
	(void)timer;
	(void)revents;
	ev_break(of, EVBREAK_ALL);
}

/** run_for() - let the control socket work */
static void run_for(double seconds)
{
	ev_timer timer;

	ev_timer_init(&timer, on_time, seconds, 0.);
	ev_now_update(loop);
	ev_timer_start(loop, &timer);
	ev_run(loop, 0);
}

/** hear() - all that comes until the connection ends, as long as the others are served meanwhile */
static size_t hear(int fd, char *text, size_t size)
{
	size_t used = 0;
	ssize_t length;

	for (int turn = 0; turn < 2000; turn++) {
		run_for(0.001);
		while ((length = recv(fd, text + used, size - 1 - used, 0)) > 0)
			used += (size_t)length;
		if (!length || errno != EAGAIN) {
			text[used] = '\0';
			close(fd);
			return used;
		}
	}
	fail_msg("the connection does not end");
	return 0;
}

static void expect_answer(int fd, const char *expected)
{
	char text[300];

	hear(fd, text, sizeof(text));
	assert_string_equal(text, expected);
}

static void test_one_line_one_answer(void **state)
{
	struct stat status;
	int fd = connect_client();

	(void)state;
	assert_int_equal(stat(folder_file(&folder, "control"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	say(fd, "hello\n");
	expect_answer(fd, "{\"ok\":{\"line\":\"5 bytes\"}}\n");
	assert_int_equal(asked, 1);
}

static void test_line_in_parts(void **state)
{
	int fd = connect_client();

	(void)state;
	for (int i = 0; i < 5; i++) {
		say(fd, "x");
		run_for(0.01);
	}
	assert_int_equal(asked, 0);
	say(fd, "\nmore\n");
	expect_answer(fd, "{\"ok\":{\"line\":\"5 bytes\"}}\n");
	assert_int_equal(asked, 1);
}

static void test_largest_line(void **state)
{
	static char line[CONTROL_REQUEST_MAX + 2];
	int fd = connect_client();

	(void)state;
	memset(line, 'x', CONTROL_REQUEST_MAX);
	line[CONTROL_REQUEST_MAX] = '\n';
	say(fd, line);
	expect_answer(fd, "{\"ok\":{\"line\":\"65536 bytes\"}}\n");

	fd = connect_client();
	line[CONTROL_REQUEST_MAX] = 'x';
	say(fd, line);
	expect_answer(fd, "{\"error\":\"the request has more than 65536 bytes, expected less\"}\n");
	assert_int_equal(asked, 1);
}

static void test_large_answer(void **state)
{
	char *text = malloc(LARGE + 1);
	int fd = connect_client();

	(void)state;
	say(fd, "large\n");
	assert_int_equal(hear(fd, text, LARGE + 1), LARGE);
	assert_int_equal(text[LARGE - 2], 'x');
	free(text);
}

static void test_no_answer(void **state)
{
	int fd = connect_client();

	(void)state;
	say(fd, "end\n");
	expect_answer(fd, "");
}

/** test_stalling() - who sends nothing, half a line, or reads nothing, is gone in a while */
static void test_stalling(void **state)
{
	int silent = connect_client(), half = connect_client(), deaf = connect_client();
	int gone = connect_client(), fd;
	char text[16];

	(void)state;
	say(half, "hel");
	say(deaf, "large\n");
	run_for(0.02);
	say(gone, "large\n");
	close(gone);
	/* Others are served meanwhile ... */
	fd = connect_client();
	say(fd, "hello\n");
	expect_answer(fd, "{\"ok\":{\"line\":\"5 bytes\"}}\n");
	run_for(2 * PATIENCE);
	expect_answer(silent, "");
	assert_int_equal(recv(half, text, sizeof(text), 0), 0);
	close(half);
	close(deaf);
}

/** test_crowd() - with all places taken the next ones wait, and are served */
static void test_crowd(void **state)
{
	int silent[CONTROL_CLIENTS], waiting = -1;

	(void)state;
	for (unsigned int i = 0; i < CONTROL_CLIENTS; i++)
		silent[i] = connect_client();
	run_for(0.02);
	waiting = connect_client();
	say(waiting, "hello\n");
	run_for(0.02);
	assert_int_equal(asked, 0);
	expect_answer(waiting, "{\"ok\":{\"line\":\"5 bytes\"}}\n");
	for (unsigned int i = 0; i < CONTROL_CLIENTS; i++)
		close(silent[i]);
}

static void test_other_user(void **state)
{
	char expected[100];
	int fd;

	(void)state;
	control_close(control);
	control = open_for(geteuid() + 1);
	fd = connect_client();
	say(fd, "hello\n");
	snprintf(expected, sizeof(expected), "{\"error\":\"user %u asks, expected user %u\"}\n",
		 (unsigned int)geteuid(), (unsigned int)geteuid() + 1);
	expect_answer(fd, expected);
	assert_int_equal(asked, 0);
}

static void test_closed_with_clients(void **state)
{
	int fd = connect_client();

	(void)state;
	run_for(0.02);
	control_close(control);
	/* What a daemon that was killed leaves behind is in nobody's way. */
	control = open_for(geteuid());
	expect_answer(fd, "");
	fd = connect_client();
	say(fd, "hello\n");
	expect_answer(fd, "{\"ok\":{\"line\":\"5 bytes\"}}\n");
}

static void test_paths(void **state)
{
	struct control_settings settings = { .answer = answer, .patience = PATIENCE };
	char path[200];
	struct why why;

	(void)state;
	memset(path, '/', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	settings.path = path;
	assert_null(control_open(loop, &settings, &why));
	assert_non_null(strstr(why.text, ": the path is too long"));
	settings.path = "/nowhere/control";
	assert_null(control_open(loop, &settings, &why));
	assert_string_equal(why.text, "control socket /nowhere/control: No such file or directory");
}

/** serve_in_child() - the control socket in a process of its own, for a client that waits */
static pid_t serve_in_child(void)
{
	pid_t child = fork();

	if (!child) {
		ev_loop_fork(loop);
		run_for(5.);
		_exit(0);
	}
	return child;
}

static void test_client(void **state)
{
	struct json_object *request = json_object_new_object(), *ok = NULL;
	pid_t child = serve_in_child();
	char path[300], expected[400];
	struct why why;

	(void)state;
	snprintf(path, sizeof(path), "%s", folder_file(&folder, "control"));
	assert_int_equal(client_ask(path, request, &ok, &why), CLIENT_OK);
	assert_string_equal(json_object_to_json_string_ext(ok, 0), "{\"line\":\"2 bytes\"}");
	json_object_put(ok);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);

	control_close(control);
	assert_int_equal(client_ask(path, request, &ok, &why), CLIENT_ALONE);
	snprintf(expected, sizeof(expected),
		 "xen-scmid cannot be asked at %s: No such file or directory; expected it to run",
		 path);
	assert_string_equal(why.text, expected);
	json_object_put(request);
	control = open_for(geteuid());
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_one_line_one_answer),
		TEST(test_line_in_parts),
		TEST(test_largest_line),
		TEST(test_large_answer),
		TEST(test_no_answer),
		TEST(test_stalling),
		TEST(test_crowd),
		TEST(test_other_user),
		TEST(test_closed_with_clients),
		TEST(test_paths),
		TEST(test_client),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
