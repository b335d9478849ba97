/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mediator.h - between a guest's SCMI message and the firmware
 *
 * Pure: bytes and state in, bytes and verdict out. A packet is changed in place, so that a call
 * needs no memory but its own.
 *
 * Every request is checked in one order: type, row, version, size, right, and only then the hook of
 * a message that needs code. What no row allows does not reach the firmware.
 *
 *	mediator_request()	judges the guest's message
 *	mediator_prepare()	right before it is sent: rights once more, and the votes of others
 *	mediator_answer()	the firmware's answer becomes the guest's, or one more message
 *	mediator_fail()		in place of it, where no answer comes
 */
#ifndef XEN_SCMI_DAEMON_MEDIATOR_H
#define XEN_SCMI_DAEMON_MEDIATOR_H

#include "daemon/platform.h"
#include "policy/holds.h"
#include "proto/pinctrl.h"

/*
 * The longest list, in bytes of an answer, that a guest gets: Linux reads no more of an answer, and
 * believes what the answer says that there is. The rest is left for the next request.
 */
#define MEDIATOR_LIST_MAX 128u
#define MEDIATOR_LIST_IDS ((MEDIATOR_LIST_MAX - sizeof(struct scmi_list_p2a)) / sizeof(uint16_t))

/* Which of a call's messages is, or is about to be, with the firmware. */
enum mediator_step {
	MEDIATOR_ASKS,	/* the guest's own */
	MEDIATOR_LOOKS, /* what a quantity is before it is set for the first time */
	MEDIATOR_SCANS, /* part after part of a list, of which the guest gets what is its own */
};

/* What is to become of the guest once it has its answer. */
enum mediator_power {
	MEDIATOR_RUNS_ON,
	MEDIATOR_SHUTS_DOWN,
	MEDIATOR_REBOOTS,
};

/* A list being read. */
struct mediator_scan {
	uint32_t skip;	  /* how many of its own the guest has had before */
	uint32_t next;	  /* index of the firmware's next part */
	uint32_t members; /* its own, so far */
	uint32_t listed;  /* of them, in its answer */
	uint16_t ids[MEDIATOR_LIST_IDS];
};

/* A call between its request and its answer. What is set in every call is small, and comes first.
 */
struct mediator_call {
	const struct scmi_message *row; /* NULL: refused before one was found */
	const struct scmi_message *out; /* of the message that is with the firmware */
	const char *refusal;		/* why the guest was refused; NULL: it was not */
	const char *fault;     /* what is wrong with the firmware's answer; NULL: nothing */
	uint32_t header;       /* the guest's, repeated in the answer */
	uint32_t fault_length; /* bytes of an answer of wrong length; 0: it is not that */
	uint32_t id;	       /* of the resource that it names */
	enum scmi_resource resource : 8;
	enum right right : 8; /* of the guest, to it */
	enum scmi_setting setting : 8;
	enum mediator_step step : 8;
	enum mediator_power power : 8;
	bool has_id : 1;      /* a resource is named */
	bool is_answered : 1; /* by the mediator, though others of the row are the firmware's to
				 answer */
	bool votes : 1;	      /* the guest's hold changes */
	bool is_off : 1;      /* ... ends */
	bool took : 1;	      /* it was not held before this message */
	bool looked : 1;      /* what was before has been asked for */
	bool has_before : 1;  /* ... and is known */

	/* Set where they are needed. */
	uint32_t value[SCMI_SETTING_WORDS];  /* that the guest wants */
	uint32_t before[SCMI_SETTING_WORDS]; /* any guest set it */
	uint32_t saved[4];		     /* words of the guest's request */
	struct mediator_scan scan;
	struct scmi_pinctrl_attributes_p2a kept; /* an answer that waits for a scan */
};

/**
 * mediator_request() - judge a guest's request
 * @packet: the request, copied out of the guest's reach; becomes what is sent to the firmware (with
 *          token 0), or the answer
 * @call:   filled in for the answer to come and for the log
 *
 * Return: true where @packet is to be sent to the firmware, false where it is the answer.
 */
bool mediator_request(const struct platform *platform, struct policy_agent *agent,
		      struct scmi_packet *packet, struct mediator_call *call);

/**
 * mediator_prepare() - make a request ready, when nothing is any more between it and the firmware
 *
 * Where its row changes state, no message may be out before it is sent, or be sent before its
 * answer has come, or is given up: the votes of other agents that are counted here are those that
 * the firmware has been told. Rights may have changed since the request was judged, so they are
 * looked at again.
 *
 * Return: true; false where the guest has lost the right meanwhile, and @packet is the answer.
 */
bool mediator_prepare(const struct platform *platform, const struct policy *policy,
		      struct policy_agent *agent, struct scmi_packet *packet,
		      struct mediator_call *call);

/**
 * mediator_answer() - turn the firmware's answer in @packet into the guest's
 *
 * Return: false; true where @packet is one more request that the call needs.
 */
bool mediator_answer(const struct platform *platform, struct policy_agent *agent,
		     struct scmi_packet *packet, struct mediator_call *call);

/**
 * mediator_fail() - make the answer for a call whose answer never came
 *
 * What was to be set may be set: it is held, so that it will be undone.
 */
void mediator_fail(const struct mediator_call *call, struct scmi_packet *packet);

/** mediator_release() - make the request that undoes a hold; as for mediator_prepare() */
void mediator_release(const struct platform *platform, const struct policy *policy,
		      const struct policy_agent *agent, const struct policy_hold *hold,
		      struct scmi_packet *packet);

/**
 * mediator_restore() - make the request that sets anew what a hold says, and all votes with it; as
 * for mediator_prepare()
 *
 * Return: false where the platform has no message for that.
 */
bool mediator_restore(const struct platform *platform, const struct policy *policy,
		      const struct policy_agent *agent, const struct policy_hold *hold,
		      struct scmi_packet *packet);

/**
 * mediator_outcome() - what the firmware has made of mediator_release()'s or mediator_restore()'s
 * request
 * @answer: with the request's header
 *
 * Return: its status; GENERIC_ERROR where the answer is not one to this message.
 */
enum scmi_status mediator_outcome(const struct platform *platform,
				  const struct scmi_packet *answer);

#endif
