/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * faults.h - how answers leave: as they are, or with a fault
 */
#ifndef XEN_SCMI_FIRMWARE_FAULTS_H
#define XEN_SCMI_FIRMWARE_FAULTS_H

#include <stdbool.h>

#include "area.h"
#include "proto/scmi.h"
#include "resources.h"

/** faults_send() - send an answer, if it is to be sent; Return: 0, or a negative errno */
int faults_send(int fd, enum resource_fault fault, const struct scmi_packet *answer);

/** faults_keep() - whether the memory is not given back to the agent any more */
bool faults_keep(enum resource_fault fault);

/**
 * faults_put() - put an answer into memory, if it is to get there, and free the channel
 *
 * Return: whether the same answer takes the place of the next one, too.
 */
bool faults_put(struct area *area, enum resource_fault fault, const struct scmi_packet *answer);

#endif
