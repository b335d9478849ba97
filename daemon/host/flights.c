// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * flights.c - the messages that are out, told apart by their tokens
 */
#include "flights.h"

bool flights_may_begin(const struct flights *flights, const struct host_request *request,
		       uint32_t max)
{
	if (!flights->count)
		return true;
	return request->overlaps && !flights->is_alone && flights->count < max;
}

struct flight *flights_begin(struct flights *flights, struct host_request *request)
{
	struct flight *flight = flights->flight;

	while (flight->is_out)
		flight++;
	*flight = (struct flight){
		.is_out = true,
		.deadline = request->deadline,
		.request = request,
	};
	flights->count++;
	flights->is_alone = !request->overlaps;
	return flight;
}

/** is_taken() - whether a message that is out has this token, other than @but */
static bool is_taken(const struct flights *flights, uint16_t token, const struct flight *but)
{
	for (uint32_t i = 0; i < CHANNEL_IN_FLIGHT_MAX; i++) {
		const struct flight *flight = &flights->flight[i];

		if (flight->is_out && flight != but && scmi_header_token(flight->header) == token)
			return true;
	}
	return false;
}

void flights_name(struct flights *flights, struct flight *flight)
{
	uint32_t header = flight->request->packet->header;

	do
		flights->token = (flights->token + 1) & SCMI_TOKEN_MASK;
	while (is_taken(flights, flights->token, flight));
	flight->header = scmi_header(scmi_header_protocol(header), scmi_header_message(header),
				     flights->token);
	flight->request->packet->header = flight->header;
}

struct flight *flights_find(struct flights *flights, uint32_t header)
{
	for (uint32_t i = 0; i < CHANNEL_IN_FLIGHT_MAX; i++)
		if (flights->flight[i].is_out && flights->flight[i].header == header)
			return &flights->flight[i];
	return NULL;
}

struct flight *flights_of(struct flights *flights, const struct host_request *request)
{
	for (uint32_t i = 0; i < CHANNEL_IN_FLIGHT_MAX; i++)
		if (flights->flight[i].is_out && flights->flight[i].request == request)
			return &flights->flight[i];
	return NULL;
}

struct flight *flights_oldest(struct flights *flights)
{
	struct flight *oldest = NULL;

	for (uint32_t i = 0; i < CHANNEL_IN_FLIGHT_MAX; i++) {
		struct flight *flight = &flights->flight[i];

		if (flight->is_out && (!oldest || flight->deadline < oldest->deadline))
			oldest = flight;
	}
	return oldest;
}

struct host_request *flights_end(struct flights *flights, struct flight *flight)
{
	struct host_request *request = flight->request;

	*flight = (struct flight){ 0 };
	flights->count--;
	return request;
}
