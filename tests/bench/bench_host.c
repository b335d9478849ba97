// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bench_host.c - what it is worth that reads are out together
 *
 * Guests that ask again as soon as they are answered, and firmware behind a socket that answers
 * each message some time after it has come, and serves several at a time. Each row is measured with
 * messages that overlap, and with the same ones alone. Times depend on the machine; look at the
 * ratios.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "daemon/host/host.h"

#define GUESTS_MAX 20
#define CALLS	   600	 /* in each round */
#define ROUNDS	   3	 /* of which the quickest counts */
#define PENDING	   64	 /* messages that the firmware serves at a time */
#define NEVER	   60000 /* ms */

struct bench {
	struct ev_loop *loop;
	struct host *host;
	int left; /* calls that are still to be made */
	int out;  /* guests that wait for an answer */
	struct guest {
		struct host_request request;
		struct scmi_packet packet;
	} guests[GUESTS_MAX];
};

static char directory[] = "/tmp/scmi-bench.XXXXXX";
static struct sockaddr_un address = { .sun_family = AF_UNIX };

static void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

/* --- the firmware --- */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/** serve() - answer each message @delay seconds after it has come, until the connection ends */
static void serve(int fd, double delay)
{
	struct {
		double due;
		uint32_t words[3]; /* header, status, a value */
	} pending[PENDING];
	unsigned int first = 0, count = 0;

	for (;;) {
		double wait = count ? pending[first].due - now() : 60.;
		struct timespec timeout = { (time_t)wait,
					    (long)((wait - (double)(time_t)wait) * 1e9) };
		struct pollfd polled = { .fd = fd, .events = count < PENDING ? POLLIN : 0 };
		uint32_t words[2];

		if (wait <= 0) {
			send(fd, pending[first].words, sizeof(pending[first].words), MSG_NOSIGNAL);
			first = (first + 1) % PENDING;
			count--;
			continue;
		}
		if (ppoll(&polled, 1, &timeout, NULL) <= 0)
			continue;
		if (recv(fd, words, sizeof(words), 0) <= 0)
			return;
		pending[(first + count) % PENDING].due = now() + delay;
		pending[(first + count) % PENDING].words[0] = words[0];
		pending[(first + count) % PENDING].words[1] = SCMI_SUCCESS;
		pending[(first + count) % PENDING].words[2] = words[1];
		count++;
	}
}

/** start_firmware() - a process that serves one connection */
static pid_t start_firmware(double delay)
{
	int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	pid_t pid;

	if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof(address)) ||
	    listen(listener, 1))
		die("socket");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (!pid) {
		serve(accept(listener, NULL, NULL), delay);
		_exit(EXIT_SUCCESS);
	}
	close(listener);
	return pid;
}

/* --- guests --- */

static void ask(struct bench *bench, struct guest *guest)
{
	bench->left--;
	bench->out++;
	guest->packet.header = scmi_header(0x14, 0x6, 0);
	guest->packet.length = sizeof(uint32_t);
	host_submit(bench->host, &guest->request, HOST_NORMAL);
}

static void on_done(struct host_request *request, int error)
{
	struct bench *bench = request->context;

	if (error || scmi_packet_status(request->packet)) {
		fprintf(stderr, "a call failed: %s\n", strerror(-error));
		exit(EXIT_FAILURE);
	}
	bench->out--;
	if (bench->left)
		ask(bench, (struct guest *)request); /* its first member */
	else if (!bench->out)
		ev_break(bench->loop, EVBREAK_ALL);
}

static void on_up(void *context)
{
	ev_break(((struct bench *)context)->loop, EVBREAK_ALL);
}

static void on_down(void *context, const struct why *why)
{
	(void)context;
	fprintf(stderr, "%s\n", why->text);
	exit(EXIT_FAILURE);
}

/** measure_round() - Return: seconds of a call, of all of them one after another */
static double measure_round(unsigned int guests, double delay, bool overlaps)
{
	static const struct host_events events = { .up = on_up, .down = on_down };
	struct bench *bench = calloc(1, sizeof(*bench));
	pid_t firmware = start_firmware(delay);
	char channel[sizeof(address.sun_path) + 10];
	struct why why;
	double start, end;

	if (!bench)
		die("calloc");
	snprintf(channel, sizeof(channel), "socket:%s", address.sun_path);
	bench->loop = ev_loop_new(EVFLAG_AUTO);
	bench->host = host_open(bench->loop, channel, NEVER, &events, bench, &why);
	if (!bench->host)
		die(why.text);
	ev_run(bench->loop, 0);

	bench->left = CALLS;
	start = now();
	for (unsigned int i = 0; i < guests; i++) {
		bench->guests[i].request = (struct host_request){
			.packet = &bench->guests[i].packet,
			.overlaps = overlaps,
			.done = on_done,
			.context = bench,
		};
		ask(bench, &bench->guests[i]);
	}
	ev_run(bench->loop, 0);
	end = now();

	host_close(bench->host);
	ev_loop_destroy(bench->loop);
	free(bench);
	waitpid(firmware, NULL, 0);
	unlink(address.sun_path);
	return (end - start) / CALLS;
}

static double measure(unsigned int guests, double delay, bool overlaps)
{
	double best = 1e9;

	for (int round = 0; round < ROUNDS; round++) {
		double time = measure_round(guests, delay, overlaps);

		if (time < best)
			best = time;
	}
	return best;
}

static void compare(unsigned int guests, double delay)
{
	double alone = measure(guests, delay, false);
	double together = measure(guests, delay, true);

	printf("%2u guests, answers after %g ms  alone %7.1f us  together %7.1f us a call  ratio "
	       "%.2f\n",
	       guests, delay * 1e3, alone * 1e6, together * 1e6, alone / together);
	fflush(stdout);
}

int main(void)
{
	static const unsigned int counts[] = { 1, 2, 8, GUESTS_MAX };

	if (!mkdtemp(directory))
		die(directory);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", directory);
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		compare(counts[i], 1e-3);
	compare(1, 0);
	compare(GUESTS_MAX, 0);
	rmdir(directory);
	return 0;
}
