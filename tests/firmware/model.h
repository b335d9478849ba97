/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model.h - the SCMI platform's side of the protocols: a request in, an answer out
 *
 * It does no I/O but through a log callback. Ids, sizes and versions of messages are written down
 * here a second time, from the specification and not from proto/'s table, so that an error there
 * shows in a test.
 *
 * To add a protocol: a file model_NAME.c with its table of commands, and a row in model.c. What its
 * resources are called, and what a board can say of them, is in kinds.c.
 */
#ifndef XEN_SCMI_FIRMWARE_MODEL_H
#define XEN_SCMI_FIRMWARE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/scmi.h"
#include "resources.h"

/**
 * struct model - a machine's firmware
 * @resources:	 the board; its state is changed by commands
 * @offered:	 for each protocol the version that PROTOCOL_VERSION tells, 0: not there
 * @spoken:	 for each agent and protocol the version that was negotiated, at first @offered
 * @first:	 the agent with the lowest id, which is trusted to manage the others
 * @log:	 takes a line without its end
 * @log_context: its first argument
 * @trace:	 log a line for every message
 */
struct model {
	struct resources *resources;
	uint32_t offered[SCMI_PROTOCOLS];
	uint32_t spoken[RESOURCES_AGENTS + 1][SCMI_PROTOCOLS];
	uint32_t first;
	void (*log)(void *context, const char *line);
	void *log_context;
	bool trace;
};

/** model_init() - firmware that starts; @resources stays the caller's */
void model_init(struct model *model, struct resources *resources,
		void (*log)(void *context, const char *line), void *log_context, bool trace);

/**
 * struct model_way - how an answer is to leave
 * @delay_ms: so much later
 * @fault:    with this done to it
 */
struct model_way {
	uint32_t delay_ms;
	enum resource_fault fault;
};

/**
 * model_serve_agent() - do what a message of an agent asks
 * @agent:   id of one that the board has
 * @request: its length is whatever the agent sent, at most SCMI_PAYLOAD_MAX
 * @answer:  receives the answer, a whole one
 *
 * Return: how it is to be sent.
 */
struct model_way model_serve_agent(struct model *model, uint32_t agent,
				   const struct scmi_packet *request, struct scmi_packet *answer);

/** model_serve() - the same for the first agent; Return: milliseconds that the answer is to wait */
uint32_t model_serve(struct model *model, const struct scmi_packet *request,
		     struct scmi_packet *answer);

/** model_refuse_oversized() - the answer to a message that is longer than any can be */
void model_refuse_oversized(struct model *model, uint32_t agent, uint32_t header, size_t length,
			    struct scmi_packet *answer);

/* --- for model_*.c --- */

/**
 * struct model_call - one message that is being served
 * @agent:    that sent it
 * @kind:     of the resource that it is about
 * @request:  parameters, whose size was checked
 * @size:     of the parameters, in bytes
 * @answer:   values go here, see model_values()
 * @way:      see model_serve_agent()
 * @denied:   it is about a resource that the agent may not use, and is answered so
 */
struct model_call {
	struct model *model;
	uint32_t agent;
	uint8_t protocol;
	uint8_t message;
	enum resource_kind kind;
	uint32_t version; /* that is spoken */
	const void *request;
	uint32_t size;
	struct scmi_packet *answer;
	struct model_way way;
	bool denied;
};

/**
 * struct model_command - one form of one message
 * @since: first protocol version with it
 * @until: first version without it, 0: none
 * @size:  bytes of its parameters
 * @serve: does the work; what it returns is the answer's status, and values are only sent with
 *	   SCMI_SUCCESS
 * @attributes: what MESSAGE_ATTRIBUTES tells of it, NULL: 0
 * @step:  the parameters can be longer by any number of steps of this size, 0: they cannot
 * @last:  the row is for all ids up to this one, 0: for @id alone
 */
struct model_command {
	uint8_t id;
	uint32_t since;
	uint32_t until;
	uint32_t size;
	enum scmi_status (*serve)(struct model_call *call);
	uint32_t (*attributes)(const struct model_call *call);
	uint32_t step;
	uint8_t last;
};

/**
 * struct model_commands - a protocol
 * @kind: of its resources
 */
struct model_commands {
	const struct model_command *commands;
	size_t count;
	enum resource_kind kind;
};

extern const struct model_commands model_base, model_power, model_system_power, model_perf,
	model_clock, model_sensor, model_reset, model_voltage, model_powercap, model_pinctrl,
	model_vendor;

/**
 * model_values() - room for a successful answer
 * @size: bytes with the status
 *
 * Return: the answer's payload, all zero.
 */
void *model_values(struct model_call *call, size_t size);

/** model_log() - a line for the log */
__attribute__((format(printf, 2, 3))) void model_log(const struct model *model, const char *format,
						     ...);

/** model_call_log() - the same about a message, which tells the agent if it is not the first */
__attribute__((format(printf, 2, 3))) void model_call_log(const struct model_call *call,
							  const char *format, ...);

/** model_trusts() - whether the agent of a message may manage what agents may do */
bool model_trusts(const struct model_call *call);

/** model_shows() - whether a protocol is there for the agent of a message */
bool model_shows(const struct model_call *call, uint8_t protocol);

/** model_agent() - Return: the agent with an id, NULL: the board has none */
struct resource_agent *model_agent(const struct model *model, uint32_t id);

/**
 * model_find() - the resource that a command names, whose slowness and fault the answer takes on
 *
 * Return: it begins with a struct resource; NULL: there is none with this id, or the agent may not
 * use it, and then the answer is DENIED whatever else the command says.
 */
void *model_find(struct model_call *call, uint32_t id);

/** model_logged() - log a command that changes a resource, and how it went; Return: @status */
__attribute__((format(printf, 4, 5))) enum scmi_status model_logged(struct model_call *call,
								    uint32_t id,
								    enum scmi_status status,
								    const char *format, ...);

/** struct model_part - of a list: what this answer has room for, and what the next ones get */
struct model_part {
	uint32_t here;
	uint32_t left;
};

/**
 * model_part() - the part of a list that goes into an answer
 * @head:    bytes in front of the elements
 * @element: bytes of one
 * @rest:    elements from the wanted one on
 */
struct model_part model_part(const struct model_call *call, size_t head, size_t element,
			     uint32_t rest);

/** model_put_name() - as much of a name as attributes have room for, in bytes that are zero */
void model_put_name(char name[static SCMI_SHORT_NAME], const struct resource *resource);

/** model_name_is_long() - whether it takes NAME_GET to learn all of a name */
bool model_name_is_long(const struct resource *resource);

/** model_notify() - the command that switches notifications of @what about a resource */
enum scmi_status model_notify(struct model_call *call, const char *what);

/** model_region() - PROTOCOL_ATTRIBUTES of protocols that may have a region of memory */
enum scmi_status model_region(struct model_call *call, uint32_t attributes,
			      const struct resource_region *region);

/**
 * model_fastchannel() - tell of a fast channel that nothing stands behind
 * @id:   of the resource, which with the message makes its address
 * @size: bytes that it is wide
 */
enum scmi_status model_fastchannel(struct model_call *call, const struct scmi_fastchannel_a2p *of,
				   uint32_t size);

/* Commands that are the same in every protocol, or in every one about resources. */
enum scmi_status model_protocol_version(struct model_call *call);
enum scmi_status model_protocol_count(struct model_call *call); /* PROTOCOL_ATTRIBUTES */
enum scmi_status model_message_attributes(struct model_call *call);
enum scmi_status model_negotiate_version(struct model_call *call);
enum scmi_status model_name_get(struct model_call *call);

#endif
