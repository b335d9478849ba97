// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * console.c - text on the UART that Xen emulates
 */
#include "console.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

/* SBSA generic UART (DEN0029, appendix B) where Xen puts it: GUEST_PL011_BASE. */
#define UART	     0x22000000ul
#define UART_DATA    (*(volatile uint32_t *)(UART + 0x00))
#define UART_FLAGS   (*(volatile uint32_t *)(UART + 0x18))
#define UART_TX_FULL (1u << 5)

static void put(char c)
{
	while (UART_FLAGS & UART_TX_FULL)
		;
	UART_DATA = (unsigned char)c;
}

static void put_string(const char *string)
{
	while (*string)
		put(*string++);
}

static void put_number(uint64_t value, unsigned int base, int width, char fill)
{
	char digits[20];
	int count = 0;

	do {
		digits[count++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	for (int i = count; i < width; i++)
		put(fill);
	while (count)
		put(digits[--count]);
}

static void put_signed(int64_t value, int width, char fill)
{
	if (value < 0)
		put('-');
	put_number(value < 0 ? -(uint64_t)value : (uint64_t)value, 10, width, fill);
}

/* One conversion; @format stands behind its per cent sign. Returns what follows it. */
static const char *put_conversion(const char *format, va_list *values)
{
	char fill = ' ';
	int width = 0;
	bool wide = false;

	if (*format == '0')
		fill = *format++;
	while (*format >= '0' && *format <= '9')
		width = width * 10 + *format++ - '0';
	if (*format == 'l') {
		wide = true;
		format++;
	}
	switch (*format) {
	case 's': put_string(va_arg(*values, const char *)); break;
	case 'c': put((char)va_arg(*values, int)); break;
	case 'd':
		put_signed(wide ? va_arg(*values, int64_t) : va_arg(*values, int), width, fill);
		break;
	case 'u':
	case 'x':
		put_number(wide ? va_arg(*values, uint64_t) : va_arg(*values, unsigned int),
			   *format == 'x' ? 16 : 10, width, fill);
		break;
	default: put(*format); break;
	}
	return format + 1;
}

void print(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	while (*format) {
		if (*format == '%')
			format = put_conversion(format + 1, &values);
		else
			put(*format++);
	}
	va_end(values);
}
