/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * console.h - text on the UART that Xen emulates (xl: vuart = "sbsa_uart")
 */
#ifndef XEN_SCMI_GUEST_CONSOLE_H
#define XEN_SCMI_GUEST_CONSOLE_H

/**
 * print() - a small printf: %s %c %d %u %x, with l for 64 bits, with a width, 0 in front of it
 *
 * Waits for room in the UART, so nothing is lost. Lines end with a bare line feed.
 */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
