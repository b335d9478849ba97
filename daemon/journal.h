/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * journal.h - what the next daemon must know of a guest if this one dies at any instruction
 *
 * One file for each guest in the run-time directory, mapped shared: what is written to the mapping
 *is in the kernel's page cache, and survives the process. It is read by a daemon of the same layout
 * only (JOURNAL_LAYOUT).
 *
 * A vCPU's record goes through
 *
 *	idle -> received -> forwarded -> answered -> idle
 *
 * and `answered` is written, with its result, before the vCPU's registers are.
 */
#ifndef XEN_SCMI_DAEMON_JOURNAL_H
#define XEN_SCMI_DAEMON_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "daemon/xen/domain.h"
#include "policy/holds.h"
#include "proto/why.h"

#define JOURNAL_LAYOUT	  3u
/*
 * The most vCPUs that a guest may have: as many as Xen's ring has slots. With more of them in an
 * SMC Xen makes some wait for a slot, and then a ring cannot be closed: Xen answers EBUSY, or
 * (to 4.20) frees what they wait on.
 */
#define JOURNAL_VCPUS	  8u
#define JOURNAL_NAME	  64u
#define JOURNAL_DIRECTORY "/run/xen-scmi"

enum journal_call {
	JOURNAL_IDLE,
	JOURNAL_RECEIVED,
	JOURNAL_FORWARDED,
	JOURNAL_ANSWERED,
};

struct journal_vcpu {
	uint32_t call;	   /* enum journal_call */
	uint32_t once;	   /* where it is forwarded: it must not be made a second time */
	uint32_t function; /* w0 of the SMC */
	uint32_t reserved;
	uint64_t pc;	 /* of the SMC */
	uint64_t result; /* x0 to be returned, where it is answered */
};

struct journal {
	uint32_t layout;
	uint32_t domain;
	uint8_t uuid[XEN_UUID_SIZE];
	char name[JOURNAL_NAME]; /* that it was first served by: its channel goes by it */
	uint32_t vcpus;
	uint32_t is_served;  /* 0: the guest was being attached */
	uint32_t is_stopped; /* the daemon that served it stopped in an orderly way */
	uint32_t pauses;     /* of the domain, held by us */
	uint32_t smc_id;
	uint32_t grant;
	uint64_t shmem_address;
	struct policy_holds holds;
	struct journal_vcpu vcpu[JOURNAL_VCPUS];
};

/** journal_create() - a new journal for a guest, in place of an old one. NULL with the reason. */
struct journal *journal_create(const char *directory, const struct xen_domain *domain,
			       struct why *why);

/**
 * journal_open() - the journal of a domain id
 *
 * Return: NULL with errno ENOENT where there is none; NULL with the reason in @why where there is
 * one that cannot be read, or is of another layout.
 */
struct journal *journal_open(const char *directory, uint32_t domain, struct why *why);

/** journal_next() - the least domain id, @from or more, that has a journal; -ENOENT: none */
int64_t journal_next(const char *directory, uint32_t from);

void journal_close(struct journal *journal);

/** journal_remove() - remove the file; a mapping of it stays valid */
void journal_remove(const char *directory, uint32_t domain);

#endif
