/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * call.h - SCMI calls through the shared page and the doorbell (`arm,scmi-smc`)
 */
#ifndef XEN_SCMI_GUEST_CALL_H
#define XEN_SCMI_GUEST_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/shmem.h"

/* Where the guest's device tree says they are. */
#define CALL_DOORBELL 0x82000010u
#define call_page     ((volatile struct scmi_shmem *)0x22001000ul)

/* The clock that every guest's good calls are about, and its rate on the model's default board. */
#define CALL_CLOCK 3u
#define CALL_RATE  24000000u

/** call_next_header() - a command's header with the next token: 0, 1, 2, ... 1023, 0, ... */
uint32_t call_next_header(uint8_t protocol, uint8_t message);

/** call_put() - write a message to the page; @length is that of header and payload, in bytes */
void call_put(uint32_t length, uint32_t header, const uint32_t *payload, uint32_t words);

/**
 * call() - put @request there, ring, and take the answer
 * @answer: receives it where the doorbell was answered; its length is the page's word less the
 *          header, whatever that is, with as much of the payload as there can be
 *
 * Return: x0: 0, or negative where the doorbell was refused.
 */
int call(const struct scmi_packet *request, struct scmi_packet *answer);

/* What became of a call whose answer is known beforehand. */
enum call_result {
	CALL_GOOD,
	CALL_REFUSED, /* the doorbell's x0 was NOT_SUPPORTED */
	CALL_COMMS,   /* COMMS_ERROR or GENERIC_ERROR: the firmware did not answer */
	CALL_WRONG,   /* anything else */
	CALL_RESULTS,
};

/** call_rate_get() - CLOCK_RATE_GET that must answer @rate, in Hz */
enum call_result call_rate_get(uint32_t clock, uint64_t rate);

/** call_rate_set() - CLOCK_RATE_SET, to a rate below 4 GHz */
enum call_result call_rate_set(uint32_t clock, uint32_t rate);

/** call_config_set() - CLOCK_CONFIG_SET, on or off */
enum call_result call_config_set(uint32_t clock, bool on);

/** call_result_name() - "good", "refused", "comms" or "wrong" */
const char *call_result_name(enum call_result result);

/** call_last() - the answer of the last of these calls, to print it; not of a refused one */
const struct scmi_packet *call_last(void);

#endif
