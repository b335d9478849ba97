/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * channel.h - the ways to reach the firmware
 *
 * A channel carries one message at a time and knows nothing of guests or of what messages mean. To
 * add a kind, write its functions and add it to `kinds` in host.c.
 *
 * send() starts a message. It ends when one of these is told: its answer, that it failed, or that
 * the channel went down; or when the host gives it up, which it says by abandon().
 */
#ifndef XEN_SCMI_DAEMON_HOST_CHANNEL_H
#define XEN_SCMI_DAEMON_HOST_CHANNEL_H

#include <ev.h>

#include "proto/scmi.h"
#include "proto/why.h"

/* Told by a channel, never from within one of its own functions. */
struct channel_events {
	/* @payload_max: bytes that a message can have behind its header, either way */
	void (*up)(void *context, uint32_t payload_max);
	void (*down)(void *context, const struct why *why);
	/* The packet is the channel's, and gone when this returns. */
	void (*message)(void *context, const struct scmi_packet *packet);
	/* The message that is out will have no answer. @error: a negative errno */
	void (*failed)(void *context, int error);
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
	 * Return: 0; a negative errno where the message was not sent
	 */
	int (*send)(struct channel *channel, const struct scmi_packet *packet);
	/**
	 * abandon() - nobody waits any more for the answer to the message that is out
	 *
	 * Where a channel holds back what it was told to send, it must not send it any more. NULL
	 * where there is nothing to do for that.
	 */
	void (*abandon)(struct channel *channel);
	void (*close)(struct channel *channel);
};

/* Channels begin with this. */
struct channel {
	const struct channel_kind *kind;
};

/* socket:PATH - a Unix seqpacket socket; one packet is one message, header and payload */
extern const struct channel_kind channel_socket;
/* raw:DIR[,payload=BYTES], raw:auto[,payload=BYTES] - the raw mode of Linux's SCMI driver */
extern const struct channel_kind channel_raw;

/* mmio:REGION... - shared memory and a doorbell, see mmio_address.h */
extern const struct channel_kind channel_mmio;

#endif
