// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_permit.c - firmware.c and permit.c: what is asked again and when, and who waits meanwhile
 *
 * The channels are the test's, with the model firmware behind them; so are timers, which end when
 * the test says so. What the daemon's other rooms do is noted.
 */
#include "packet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "daemon/frontend.h"
#include "daemon/grants.h"
#include "daemon/guest.h"
#include "daemon/log.h"
#include "daemon/permit.h"
#include "daemon/release.h"
#include "daemon/restore.h"
#include "tests/firmware/model.h"
#include "tests/unit/board.h"

#define CLOCK	0x14
#define PENDING 8

/* Agent 2 is told of nothing until it has a device. */
static const char board[] = "agent 1 dom0\nagent 2 gateway restricted blind\n"
			    "clock 3 rtc off rate=1\ndevice 7 rtc clock=3\ndevice 8 gpio\n";

/**
 * struct host - a channel
 * @error: what becomes of its messages; 0: they are answered
 */
struct host {
	uint32_t agent;
	int error;
	bool is_held;
	const struct host_events *events;
	void *context;
	struct host_request *pending[HOST_PRIORITIES][PENDING];
	unsigned int count[HOST_PRIORITIES];
};

/**
 * struct bench - a daemon with two channels, the second a guest's own
 * @lie:      status in place of the truth to a message, 0: the truth
 * @lie_to:   header of it, and @lie_about its first parameter
 * @asked:    messages that the firmware got
 * @commands: of them, those about permissions
 */
static struct bench {
	struct resources resources;
	struct model model;
	struct host hosts[2];
	struct config config;
	struct config_channel own_channel;
	struct server server;
	struct firmware shared, own;
	struct guest guest;
	struct policy_holds holds;
	enum scmi_status lie;
	uint32_t lie_to, lie_about;
	unsigned int asked, commands, published, restored, warnings;
} bench;

/* --- the channels --- */

struct host *host_open(struct ev_loop *loop, const char *channel, uint32_t timeout_ms,
		       const struct host_events *events, void *context, struct why *why)
{
	struct host *host = &bench.hosts[channel[0] - '0'];

	(void)loop;
	(void)timeout_ms;
	(void)why;
	host->events = events;
	host->context = context;
	return host;
}

void host_close(struct host *host)
{
	(void)host;
}

void host_hold(struct host *host, bool is_held)
{
	host->is_held = is_held;
}

void host_submit(struct host *host, struct host_request *request, enum host_priority priority)
{
	assert_false(request->is_pending);
	assert_in_range(host->count[priority], 0, PENDING - 1);
	request->is_pending = true;
	host->pending[priority][host->count[priority]++] = request;
}

/** take_at() - take a request out of the queue */
static struct host_request *take_at(struct host *host, int priority, unsigned int at)
{
	struct host_request *request = host->pending[priority][at];

	host->count[priority]--;
	memmove(&host->pending[priority][at], &host->pending[priority][at + 1],
		(host->count[priority] - at) * sizeof(request));
	request->is_pending = false;
	return request;
}

void host_cancel(struct host *host, struct host_request *request)
{
	for (int priority = 0; priority < HOST_PRIORITIES; priority++)
		for (unsigned int i = 0; i < host->count[priority]; i++)
			if (host->pending[priority][i] == request)
				take_at(host, priority, i--);
}

/** serve_one() - have the next message of a channel answered; false: there is none to send */
static bool serve_one(struct host *host)
{
	static struct scmi_packet answer;
	struct host_request *request;
	struct scmi_packet *packet;
	uint8_t message;

	if (host->count[HOST_URGENT])
		request = take_at(host, HOST_URGENT, 0);
	else if (host->count[HOST_NORMAL] && !host->is_held)
		request = take_at(host, HOST_NORMAL, 0);
	else
		return false;
	assert_in_range(++bench.asked, 0, 5000);
	packet = request->packet;
	message = scmi_header_message(packet->header);
	bench.commands += scmi_header_protocol(packet->header) == SCMI_BASE &&
		message >= SCMI_BASE_SET_DEVICE_PERMISSIONS;
	if (host->error) {
		request->done(request, host->error);
		return true;
	}
	model_serve_agent(&bench.model, host->agent, packet, &answer);
	if (bench.lie && packet->header == bench.lie_to && packet->payload[0] == bench.lie_about)
		packet_fill(&answer, packet->header, WORDS((uint32_t)bench.lie));
	packet->length = answer.length;
	memcpy(packet->payload, answer.payload, answer.length);
	request->done(request, 0);
	return true;
}

static void serve(void)
{
	while (serve_one(&bench.hosts[0]) || serve_one(&bench.hosts[1]))
		;
}

/** lie() - the firmware answers a message with a status */
static void lie(uint8_t protocol, uint8_t message, uint32_t about, enum scmi_status status)
{
	bench.lie = status;
	bench.lie_to = scmi_header(protocol, message, 0);
	bench.lie_about = about;
}

/** ends() - a timer that is to end after some seconds does so; 0: it does not run */
static void ends(ev_timer *timer, unsigned int seconds)
{
	struct ev_loop *loop = bench.server.loop;

	assert_int_equal(ev_is_active(timer) != 0, seconds != 0);
	if (!seconds)
		return;
	assert_int_equal((int)(ev_timer_remaining(loop, timer) + 0.5), seconds);
	ev_timer_stop(loop, timer);
	ev_invoke(loop, timer, EV_TIMER);
}

/* --- other rooms --- */

void log_line(enum log_level level, const char *format, ...)
{
	char line[300];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	print_message("%d %s\n", level, line);
	bench.warnings += level <= LOG_LEVEL_WARNING;
}

void frontend_publish_rights(struct guest *guest)
{
	(void)guest;
	bench.published++;
}

void frontend_publish_devices(struct guest *guest)
{
	(void)guest;
}

void frontend_find_permitted(const struct guest *guest, struct rights *devices)
{
	(void)guest;
	(void)devices;
}

void grants_find_names(struct guest *guest)
{
	(void)guest;
}

void grants_load(struct guest *guest)
{
	(void)guest;
}

void release_next(struct guest *guest)
{
	(void)guest;
}

void restore_begin(struct guest *guest)
{
	(void)guest;
	bench.restored++;
}

void restore_resume(struct guest *guest)
{
	(void)guest;
}

void server_begin(struct server *server)
{
	(void)server;
}

/* --- the daemon --- */

static void ignore_log(void *context, const char *line)
{
	(void)context;
	(void)line;
}

static void open_firmware(struct firmware *firmware, struct config_channel *config,
			  const char *address)
{
	struct why why;

	strcpy(config->address, address);
	firmware->server = &bench.server;
	firmware->config = config;
	assert_int_equal(firmware_open(firmware, &why), 0);
}

static int set_up(void **state)
{
	(void)state;
	memset(&bench, 0, sizeof(bench));
	board_read(&bench.resources, board_text(board));
	model_init(&bench.model, &bench.resources, ignore_log, NULL, false);
	bench.hosts[0].agent = 1;
	bench.hosts[1].agent = 2;
	bench.server.loop = ev_loop_new(EVFLAG_AUTO);
	bench.server.config = &bench.config;
	bench.server.firmware = &bench.shared;
	bench.server.is_serving = true;
	bench.shared.next = &bench.own;
	strcpy(bench.own_channel.guest, "gateway");
	bench.own_channel.restrict_agent = 2;
	open_firmware(&bench.shared, &bench.config.channel, "0");
	open_firmware(&bench.own, &bench.own_channel, "1");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	if (bench.guest.agent.holds)
		policy_leave(&bench.own.policy, &bench.guest.agent);
	firmware_close(&bench.shared);
	firmware_close(&bench.own);
	ev_loop_destroy(bench.server.loop);
	return 0;
}

static void connect_host(unsigned int i)
{
	bench.hosts[i].events->up(bench.hosts[i].context);
}

/** meet() - a guest with the own channel is there, and has devices */
static void meet(const char *devices)
{
	struct why why;

	bench.guest = (struct guest){
		.server = &bench.server,
		.firmware = &bench.own,
		.state = GUEST_SERVED,
		.agent = { .name = "gateway", .holds = &bench.holds },
	};
	bench.server.guests = &bench.guest;
	policy_join(&bench.own.policy, &bench.guest.agent);
	assert_int_equal(policy_grant(&bench.guest.agent, SCMI_RESOURCE_DEVICE, devices, &why), 0);
	assert_int_equal(policy_grant(&bench.guest.agent, SCMI_RESOURCE_CLOCK, "3", &why), 0);
	firmware_resolve(&bench.own);
}

static void connect_both(void)
{
	connect_host(0);
	serve();
	connect_host(1);
	serve();
	assert_true(bench.shared.platform.known && bench.own.platform.known);
}

/* --- what it has --- */

static void test_discovery_that_fails(void **state)
{
	static const unsigned int seconds[] = { 1, 2, 4, 8, 10, 10 };

	(void)state;
	bench.hosts[0].error = -ETIMEDOUT;
	connect_host(0);
	for (size_t i = 0; i < ARRAY_SIZE(seconds); i++) {
		serve();
		assert_false(bench.shared.platform.known);
		ends(&bench.shared.again, seconds[i]);
	}
	bench.hosts[0].error = 0;
	serve();
	assert_true(bench.shared.platform.known);
	ends(&bench.shared.again, 0);
	/* What fails after that begins anew. */
	bench.hosts[0].error = -ETIMEDOUT;
	firmware_discover_again(&bench.shared);
	serve();
	assert_true(bench.shared.platform.known);
	ends(&bench.shared.again, 1);
}

static void test_message_of_which_nothing_is_said_once(void **state)
{
	(void)state;
	lie(CLOCK, SCMI_PROTOCOL_MESSAGE_ATTRIBUTES, 0x7, SCMI_BUSY);
	connect_host(0);
	serve();
	assert_true(bench.shared.platform.known);
	assert_null(platform_message(&bench.shared.platform, CLOCK, 0x7));
	assert_int_equal(bench.warnings, 1);
	bench.lie = 0;
	ends(&bench.shared.again, 1);
	serve();
	assert_non_null(platform_message(&bench.shared.platform, CLOCK, 0x7));
	ends(&bench.shared.again, 0);
	/* One that is left open later on stays as it is. */
	lie(CLOCK, SCMI_PROTOCOL_MESSAGE_ATTRIBUTES, 0x7, SCMI_BUSY);
	firmware_discover_again(&bench.shared);
	serve();
	assert_non_null(platform_message(&bench.shared.platform, CLOCK, 0x7));
	assert_int_equal(bench.warnings, 2);
}

static void test_message_of_which_nothing_is_ever_said(void **state)
{
	static const unsigned int seconds[] = { 1, 2, 4, 8, 0 };
	unsigned int published, restored;

	(void)state;
	connect_both();
	meet("7");
	lie(CLOCK, SCMI_PROTOCOL_MESSAGE_ATTRIBUTES, 0x7, SCMI_GENERIC_ERROR);
	bench.warnings = 0;
	serve();
	published = bench.published;
	restored = bench.restored;
	for (size_t i = 0; i < ARRAY_SIZE(seconds); i++) {
		ends(&bench.own.again, seconds[i]);
		serve();
		assert_null(platform_message(&bench.own.platform, CLOCK, 0x7));
		assert_non_null(platform_message(&bench.own.platform, CLOCK, 0x6));
	}
	/* Nobody is told of what is as it was, and there is one line. */
	assert_int_equal(bench.warnings, 1);
	assert_int_equal(bench.published, published);
	assert_int_equal(bench.restored, restored);
}

/* --- what its agent may use --- */

static void test_agent_that_sees_more_with_a_device(void **state)
{
	unsigned int asked;

	(void)state;
	connect_both();
	assert_int_equal(platform_version(&bench.own.platform, CLOCK), 0);
	meet("7");
	serve();
	assert_int_equal(platform_version(&bench.own.platform, CLOCK), 0x30000);
	assert_int_equal(policy_right(&bench.guest.agent, SCMI_RESOURCE_CLOCK, 3), RIGHT_WHOLE);
	/* It is asked once. */
	asked = bench.asked;
	ends(&bench.own.again, 0);
	firmware_resolve(&bench.own);
	serve();
	assert_int_equal(bench.asked, asked);
}

/* Firmware that was away, or a daemon that takes a guest over, sees nothing at first. */
static void test_what_is_not_seen_yet_is_not_lost(void **state)
{
	struct resource_agent *agent = model_agent(&bench.model, 2);

	(void)state;
	connect_both();
	meet("7");
	serve();
	bench.holds.count = 1;
	bench.holds.hold[0] =
		(struct policy_hold){ .setting = SCMI_SETTING_CLOCK, .id = 3, .is_vote = 1 };
	memset(agent->allowed, 0, sizeof(agent->allowed));
	connect_host(1);
	while (bench.own.is_anew)
		assert_true(serve_one(&bench.hosts[1]));
	assert_int_equal(platform_version(&bench.own.platform, CLOCK), 0);
	assert_int_equal(bench.holds.hold[0].releasing, POLICY_KEEPS);
	bench.restored = 0;
	serve();
	assert_int_equal(platform_version(&bench.own.platform, CLOCK), 0x30000);
	assert_int_equal(bench.holds.hold[0].releasing, POLICY_KEEPS);
	assert_true(bench.restored > 0);
	/* Once it sees all, what is not there is. */
	assert_int_equal(policy_grant(&bench.guest.agent, SCMI_RESOURCE_CLOCK, "", NULL), 0);
	firmware_resolve(&bench.own);
	assert_int_equal(bench.holds.hold[0].releasing, POLICY_RELEASES);
}

static void test_guest_waits_for_its_devices(void **state)
{
	(void)state;
	connect_both();
	assert_false(bench.hosts[1].is_held);
	meet("7");
	assert_true(bench.hosts[1].is_held);
	assert_false(bench.hosts[0].is_held);
	serve();
	assert_false(bench.hosts[1].is_held);
}

static void test_guest_does_not_wait_for_ever(void **state)
{
	(void)state;
	connect_both();
	bench.hosts[0].error = -ETIMEDOUT;
	meet("7");
	assert_true(bench.hosts[1].is_held);
	bench.warnings = bench.restored = 0;
	for (int i = 0; i < 3; i++) {
		serve();
		assert_false(bench.hosts[1].is_held);
		/* One line is enough. */
		assert_int_equal(bench.warnings, 1);
		ends(&bench.shared.retry, 1);
		assert_false(bench.hosts[1].is_held);
	}
	bench.hosts[0].error = 0;
	serve();
	assert_int_equal(rights_to(&bench.own.permissions.given, 7), RIGHT_WHOLE);
	assert_true(bench.restored > 0);
	ends(&bench.shared.retry, 0);
	/* Then the next one does wait. */
	assert_int_equal(policy_grant(&bench.guest.agent, SCMI_RESOURCE_DEVICE, "7-8", NULL), 0);
	firmware_resolve(&bench.own);
	assert_true(bench.hosts[1].is_held);
	serve();
	assert_false(bench.hosts[1].is_held);
}

static void test_firmware_that_is_busy(void **state)
{
	unsigned int commands;

	(void)state;
	connect_both();
	lie(SCMI_BASE, SCMI_BASE_SET_DEVICE_PERMISSIONS, 2, SCMI_BUSY);
	commands = bench.commands;
	meet("7");
	for (unsigned int i = 1; i < 4; i++) {
		serve();
		assert_int_equal(bench.commands, commands + i);
		assert_false(bench.hosts[1].is_held);
		ends(&bench.shared.retry, 1);
	}
	bench.lie = 0;
	serve();
	assert_int_equal(bench.commands, commands + 4);
	assert_int_equal(rights_to(&bench.own.permissions.given, 7), RIGHT_WHOLE);
	assert_int_equal(platform_version(&bench.own.platform, CLOCK), 0x30000);
	ends(&bench.shared.retry, 0);
}

/* Its permissions are said when the channel that guests share is there. */
static void test_shared_channel_that_comes_later(void **state)
{
	(void)state;
	connect_host(1);
	serve();
	meet("7");
	serve();
	assert_int_equal(bench.commands, 0);
	assert_false(bench.hosts[1].is_held);
	bench.restored = 0;
	connect_host(0);
	serve();
	assert_int_equal(rights_to(&bench.own.permissions.given, 7), RIGHT_WHOLE);
	assert_int_equal(platform_version(&bench.own.platform, CLOCK), 0x30000);
	assert_true(bench.restored > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_discovery_that_fails),
		TEST(test_message_of_which_nothing_is_said_once),
		TEST(test_message_of_which_nothing_is_ever_said),
		TEST(test_agent_that_sees_more_with_a_device),
		TEST(test_what_is_not_seen_yet_is_not_lost),
		TEST(test_guest_waits_for_its_devices),
		TEST(test_guest_does_not_wait_for_ever),
		TEST(test_firmware_that_is_busy),
		TEST(test_shared_channel_that_comes_later),
	};

	return cmocka_run_group_tests_name("permit", tests, NULL, NULL);
}
