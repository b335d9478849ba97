/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * guest_bench.h - a server with guests whose devices are known, on a xenstore in memory
 *
 * Firmware has BENCH_COUNT of each kind. Guests "a" and "b" are served in this order, each with one
 * device: /rtc of a's needs clocks 3 and 4 and reset 1, /gpio of b's clock 5. The log's lines are
 * kept.
 */
#ifndef XEN_SCMI_UNIT_GUEST_BENCH_H
#define XEN_SCMI_UNIT_GUEST_BENCH_H

#include <string.h>

#include "daemon/firmware.h"
#include "daemon/grants.h"
#include "daemon/log.h"
#include "tests/unit/store_model.h"

#define BENCH_COUNT 10

static struct {
	struct config config;
	struct config_channel channel;
	struct server server;
	struct firmware firmware;
	struct guest a, b;
	struct policy_holds holds[2];
	char log[3000]; /* a line each, with its end */
} bench;

/* --- daemon/log.h --- */

void log_setup(enum log_level level, enum log_target target)
{
	(void)level;
	(void)target;
}

bool log_enabled(enum log_level level)
{
	return level <= LOG_LEVEL_INFO;
}

void log_line(enum log_level level, const char *format, ...)
{
	size_t used = strlen(bench.log);
	va_list arguments;

	if (!log_enabled(level))
		return;
	va_start(arguments, format);
	vsnprintf(bench.log + used, sizeof(bench.log) - used, format, arguments);
	va_end(arguments);
	used = strlen(bench.log);
	snprintf(bench.log + used, sizeof(bench.log) - used, "\n");
}

/** bench_logged() - these lines were logged since it was asked last, and no others */
static inline void bench_logged(const char *lines)
{
	assert_string_equal(bench.log, lines);
	bench.log[0] = '\0';
}

/* --- the bench --- */

static inline void bench_need(struct guest *guest, enum scmi_resource resource, uint32_t id)
{
	rights_set(&guest->devices.device[0].needs[resource], id, RIGHT_WHOLE);
}

static inline void bench_add(struct guest *guest, const char *name, uint32_t domain,
			     const char *device)
{
	struct guest **link = &bench.server.guests;

	guest->server = &bench.server;
	guest->firmware = &bench.firmware;
	guest->state = GUEST_SERVED;
	guest->domain.id = domain;
	guest->name = strdup(name);
	snprintf(guest->label, sizeof(guest->label), "%s (domain %u)", name, domain);
	guest->agent.name = guest->name;
	guest->agent.holds = &bench.holds[domain - 1];
	guest->agent.devices = &guest->devices;
	assert_non_null(devices_add(&guest->devices, device));
	policy_join(&bench.firmware.policy, &guest->agent);
	while (*link)
		link = &(*link)->next;
	*link = guest;
}

static inline int bench_open(void **state)
{
	(void)state;
	memset(&bench, 0, sizeof(bench));
	bench.config.policy = CONFIG_POLICY_DERIVE;
	bench.server.config = &bench.config;
	bench.server.firmware = &bench.firmware;
	bench.firmware.server = &bench.server;
	bench.firmware.config = &bench.channel;
	bench.firmware.policy.known = true;
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++)
		bench.firmware.policy.count[resource] = BENCH_COUNT;
	bench_add(&bench.a, "a", 1, "/rtc");
	bench_need(&bench.a, SCMI_RESOURCE_CLOCK, 3);
	bench_need(&bench.a, SCMI_RESOURCE_CLOCK, 4);
	bench_need(&bench.a, SCMI_RESOURCE_RESET, 1);
	bench_add(&bench.b, "b", 2, "/gpio");
	bench_need(&bench.b, SCMI_RESOURCE_CLOCK, 5);
	return 0;
}

static inline int bench_close(void **state)
{
	(void)state;
	for (struct guest *guest = bench.server.guests; guest; guest = guest->next) {
		policy_leave(&bench.firmware.policy, &guest->agent);
		devices_free(&guest->devices);
		free(guest->name);
	}
	policy_clear(&bench.firmware.policy);
	store_model_clear();
	return 0;
}

/** bench_rename() - a guest has another name */
static inline void bench_rename(struct guest *guest, const char *name)
{
	free(guest->name);
	guest->name = strdup(name);
	guest->agent.name = guest->name;
	snprintf(guest->label, sizeof(guest->label), "%s (domain %u)", name, guest->domain.id);
}

/** bench_granted() - "clock 3-4; reset 1", in one buffer for all */
static inline const char *bench_granted(const struct guest *guest)
{
	static char text[500];

	text[0] = '\0';
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		const struct rights *granted = &guest->agent.granted[resource];
		size_t used = strlen(text);
		char ids[200];

		if (rights_are_none(granted))
			continue;
		rights_format(granted, resource, ids, sizeof(ids));
		snprintf(text + used, sizeof(text) - used, "%s%s %s", used ? "; " : "",
			 scmi_resource_name(resource), ids);
	}
	return text;
}

#endif
