/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * flights.h - the messages that are out, told apart by their tokens
 *
 * One that is out alone is out with no other one.
 */
#ifndef XEN_SCMI_DAEMON_HOST_FLIGHTS_H
#define XEN_SCMI_DAEMON_HOST_FLIGHTS_H

#include "channel.h"
#include "host.h"

struct flight {
	bool is_out;
	uint32_t header;
	double deadline;	      /* of monotonic_now() */
	struct host_request *request; /* whose it is; NULL: it was cancelled */
};

struct flights {
	struct flight flight[CHANNEL_IN_FLIGHT_MAX];
	uint32_t count; /* that are out */
	bool is_alone;	/* the one that is out */
	uint16_t token; /* the last that was given */
};

/**
 * flights_may_begin() - whether a request may go out beside those that are out
 * @max: messages that can be out, of those that may be together
 */
bool flights_may_begin(const struct flights *flights, const struct host_request *request,
		       uint32_t max);

/** flights_begin() - a request that may is out; its header is for flights_name() to make */
struct flight *flights_begin(struct flights *flights, struct host_request *request);

/** flights_name() - give a request's packet a header that no other message has which is out */
void flights_name(struct flights *flights, struct flight *flight);

/** flights_find() - the message that is out with this header, or NULL */
struct flight *flights_find(struct flights *flights, uint32_t header);

/** flights_of() - the message of a request, or NULL where it has none out */
struct flight *flights_of(struct flights *flights, const struct host_request *request);

/** flights_oldest() - the message whose time is up first, NULL where none is out */
struct flight *flights_oldest(struct flights *flights);

/** flights_end() - a message is not out any more; Return: whose it was, or NULL */
struct host_request *flights_end(struct flights *flights, struct flight *flight);

#endif
