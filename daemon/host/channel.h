/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * channel.h - the ways to reach the firmware
 *
 * A channel carries as many messages at a time as it says when it goes up, and knows nothing of
 * guests or of what messages mean. To add a kind, write its functions and add it to `kinds` in
 * host.c.
 *
 * send() starts a message, whose header is that of no other one that is out. It ends when one of
 * these is told: its answer, that it failed, or that the channel went down; or when the host gives
 * it up, which it says by abandon().
 */
#ifndef XEN_SCMI_DAEMON_HOST_CHANNEL_H
#define XEN_SCMI_DAEMON_HOST_CHANNEL_H

#include <ev.h>

#include "proto/scmi.h"
#include "proto/why.h"

/* The most messages that any channel may say that it carries at a time. */
#define CHANNEL_IN_FLIGHT_MAX 16u

/* Told by a channel, never from within one of its own functions. */
struct channel_events {
	/*
	 * @payload_max:   bytes that a message can have behind its header, either way
	 * @in_flight_max: messages that can be out at a time, 1 to CHANNEL_IN_FLIGHT_MAX
	 */
	void (*up)(void *context, uint32_t payload_max, uint32_t in_flight_max);
	void (*down)(void *context, const struct why *why);
	/* The packet is the channel's, and gone when this returns. */
	void (*message)(void *context, const struct scmi_packet *packet);
	/* The message with this header, which is out, will have no answer. @error: a negative errno
	 */
	void (*failed)(void *context, uint32_t header, int error);
};

struct channel;

struct channel_kind {
	const char *scheme; /* what stands before the colon in the configuration */
	const char *form;   /* what stands there in all, for people */

	/** open() - Return: a channel that goes up as soon as it can; NULL with the reason in @why
	 */
	struct channel *(*open)(struct ev_loop *loop, const char *address,
				const struct channel_events *events, void *context,
				struct why *why);

	/**
	 * send() - @packet has at most the payload that up() told
	 *
	 * Return: 0; -EBUSY where it has to wait, as the channel takes no more for now; another
	 * negative errno where the message was not sent and is not to be
	 */
	int (*send)(struct channel *channel, const struct scmi_packet *packet);
	/**
	 * abandon() - nobody waits any more for the answer to the message with this header
	 *
	 * Where a channel holds back what it was told to send, it must not send it any more. NULL
	 * where there is nothing to do for that.
	 */
	void (*abandon)(struct channel *channel, uint32_t header);
	void (*close)(struct channel *channel);
};

/* Channels begin with this. */
struct channel {
	const struct channel_kind *kind;
};

/* socket:PATH - a Unix seqpacket socket; one packet is one message, header and payload */
extern const struct channel_kind channel_socket;
/* raw:DIR[,option=NUMBER]..., raw:auto[,option=NUMBER]... - the raw mode of Linux's SCMI driver */
extern const struct channel_kind channel_raw;

/* mmio:REGION... - shared memory and a doorbell, see mmio_address.h */
extern const struct channel_kind channel_mmio;

#endif
