/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform.h - the SCMI platform's side of the protocols: a request in, an answer out
 *
 * It does no I/O but through a log callback. Ids, sizes and versions of messages are written down
 * here a second time, from the specification and not from proto/'s table, so that an error there
 * shows in a test.
 *
 * To add a protocol: a file platform_NAME.c with its table of commands, and a row in platform.c.
 */
#ifndef XEN_SCMI_FIRMWARE_PLATFORM_H
#define XEN_SCMI_FIRMWARE_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/scmi.h"
#include "resources.h"

/**
 * struct platform - a machine's firmware
 * @resources:	 the board; its state is changed by commands
 * @offered:	 for each protocol the version that PROTOCOL_VERSION tells, 0: not there
 * @spoken:	 for each protocol the version that was negotiated, at first @offered
 * @log:	 takes a line without its end
 * @log_context: its first argument
 * @trace:	 log a line for every message
 */
struct platform {
	struct resources *resources;
	uint32_t offered[SCMI_PROTOCOLS];
	uint32_t spoken[SCMI_PROTOCOLS];
	void (*log)(void *context, const char *line);
	void *log_context;
	bool trace;
};

/** platform_init() - firmware that starts; @resources stays the caller's */
void platform_init(struct platform *platform, struct resources *resources,
		   void (*log)(void *context, const char *line), void *log_context, bool trace);

/**
 * platform_serve() - do what a message asks
 * @request: its length is whatever the agent sent, at most SCMI_PAYLOAD_MAX
 * @answer:  receives the answer
 *
 * Return: milliseconds after which the answer is to be sent.
 */
uint32_t platform_serve(struct platform *platform, const struct scmi_packet *request,
			struct scmi_packet *answer);

/** platform_refuse_oversized() - the answer to a message that is longer than any can be */
void platform_refuse_oversized(struct platform *platform, uint32_t header, size_t length,
			       struct scmi_packet *answer);

/* --- for platform_*.c --- */

/**
 * struct platform_call - one message that is being served
 * @request:  parameters, whose size was checked
 * @answer:   values go here, see platform_values()
 * @delay_ms: see platform_serve()
 */
struct platform_call {
	struct platform *platform;
	uint8_t protocol;
	uint32_t version; /* that is spoken */
	const void *request;
	struct scmi_packet *answer;
	uint32_t delay_ms;
};

/**
 * struct platform_command - one form of one message
 * @since: first protocol version with it
 * @until: first version without it, 0: none
 * @size:  bytes of its parameters
 * @serve: does the work; what it returns is the answer's status, and values are only sent with
 *	   SCMI_SUCCESS
 */
struct platform_command {
	uint8_t id;
	uint32_t since;
	uint32_t until;
	uint32_t size;
	enum scmi_status (*serve)(struct platform_call *call);
};

struct platform_commands {
	const struct platform_command *commands;
	size_t count;
};

extern const struct platform_commands platform_base, platform_clock;

/**
 * platform_values() - room for a successful answer
 * @size: bytes with the status
 *
 * Return: the answer's payload, all zero.
 */
void *platform_values(struct platform_call *call, size_t size);

/** platform_log() - a line for the log */
__attribute__((format(printf, 2, 3))) void platform_log(const struct platform *platform,
							const char *format, ...);

/* Commands that are the same in every protocol. */
enum scmi_status platform_protocol_version(struct platform_call *call);
enum scmi_status platform_message_attributes(struct platform_call *call);
enum scmi_status platform_negotiate_version(struct platform_call *call);

#endif
