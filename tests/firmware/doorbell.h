/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * doorbell.h - interrupts from and to an emulated machine, whose PCI device QEMU calls
 * ivshmem-doorbell
 *
 * The platform and the machine are peers: each has an eventfd that the other one writes, and an
 * ivshmem server hands them out. The machine is peer 0, the first one at the server.
 */
#ifndef XEN_SCMI_FIRMWARE_DOORBELL_H
#define XEN_SCMI_FIRMWARE_DOORBELL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct doorbell - both ways
 * @server: as long as it is open the platform is a peer
 * @rung:   readable where the machine has written its device's register; -1: there is no doorbell
 * @done:   the machine's interrupt
 */
struct doorbell {
	int server, rung, done;
};

/** doorbell_open() - become a peer; Return: false with the reason in @error */
bool doorbell_open(struct doorbell *doorbell, const char *server, char *error, size_t error_size);

/** doorbell_take() - forget that it was rung, however often */
void doorbell_take(const struct doorbell *doorbell);

/** doorbell_done() - interrupt the machine */
void doorbell_done(const struct doorbell *doorbell);

#endif
