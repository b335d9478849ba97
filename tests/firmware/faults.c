// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * faults.c - how answers leave: as they are, or with a fault
 *
 * What was asked for has been done by then: the fault is the channel's. What is wrong with the
 * message itself is the same on a socket and in memory; how often it leaves, and what becomes of
 * the channel, is not.
 */
#include "faults.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* A token that is not soon another message's. */
#define OTHER_TOKEN   ((SCMI_TOKEN_MASK + 1) / 2 << 18)
#define OTHER_MESSAGE 1u

/* Half a status. */
#define SHORT 2u

/** bend() - Return: an answer's header, with what is wrong with it */
static uint32_t bend(enum resource_fault fault, uint32_t header)
{
	switch (fault) {
	case FAULT_TOKEN: return header ^ OTHER_TOKEN;
	case FAULT_MESSAGE: return header ^ OTHER_MESSAGE;
	default: return header;
	}
}

/** times_sent() - how often an answer leaves by a socket */
static unsigned int times_sent(enum resource_fault fault)
{
	switch (fault) {
	case FAULT_LOST:
	case FAULT_CHANNEL_ERROR:
	case FAULT_NEVER_FREE: return 0;
	case FAULT_DUPLICATE: return 2;
	default: return 1;
	}
}

int faults_send(int fd, enum resource_fault fault, const struct scmi_packet *answer)
{
	static const char beyond[SCMI_PAYLOAD_MAX + sizeof(uint32_t)];
	uint32_t header = bend(fault, answer->header);
	size_t length = fault == FAULT_SHORT ? SHORT : answer->length;
	struct iovec parts[] = {
		{ &header, sizeof(header) },
		{ (void *)answer->payload, length },
		{ (void *)beyond, fault == FAULT_LONG ? sizeof(beyond) - length : 0 },
	};
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 3 };

	for (unsigned int i = times_sent(fault); i > 0; i--)
		if (sendmsg(fd, &message, MSG_NOSIGNAL) < 0)
			return -errno;
	return 0;
}

bool faults_keep(enum resource_fault fault)
{
	return fault == FAULT_NEVER_FREE;
}

bool faults_put(struct area *area, enum resource_fault fault, const struct scmi_packet *answer)
{
	struct scmi_packet bent = *answer;

	bent.header = bend(fault, answer->header);
	if (fault != FAULT_LOST && fault != FAULT_CHANNEL_ERROR)
		area_write(area, &bent);
	if (fault == FAULT_SHORT)
		area_say_length(area, SHORT);
	if (fault == FAULT_LONG)
		area_say_length(area, area_room(area) + (uint32_t)sizeof(uint32_t));
	area_free(area, fault == FAULT_CHANNEL_ERROR);
	return fault == FAULT_DUPLICATE;
}
