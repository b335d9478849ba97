// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rights.c - a byte for each id, and its text
 *
 * `kinds` says how the ids of each kind are written, and what rights there are to them.
 */
#include "rights.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "proto/system_power.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define SEPARATORS	  " \t\n,"
#define GROWTH		  64u
#define SHOWN		  40 /* characters of a piece that is refused */

int rights_set(struct rights *rights, uint32_t id, enum right right)
{
	if (id >= RIGHTS_IDS)
		return -ERANGE;
	if (id >= rights->limit) {
		uint32_t limit = (id / GROWTH + 1) * GROWTH;
		uint8_t *to = realloc(rights->to, limit);

		if (!to)
			return -ENOMEM;
		memset(to + rights->limit, RIGHT_NONE, limit - rights->limit);
		rights->to = to;
		rights->limit = limit;
	}
	rights->members += (right != RIGHT_NONE) - (rights->to[id] != RIGHT_NONE);
	rights->to[id] = (uint8_t)right;
	return 0;
}

int rights_add(struct rights *rights, const struct rights *more)
{
	int rc = 0;

	rights_for_each (id, more)
		if (!rc)
			rc = rights_set(rights, id, rights_to(more, id));
	return rc;
}

bool rights_equal(const struct rights *a, const struct rights *b)
{
	uint32_t limit = a->limit > b->limit ? a->limit : b->limit;

	for (uint32_t id = 0; id < limit; id++)
		if (rights_to(a, id) != rights_to(b, id))
			return false;
	return true;
}

void rights_clear(struct rights *rights)
{
	free(rights->to);
	*rights = (struct rights){ 0 };
}

uint32_t rights_next(const struct rights *rights, uint32_t from)
{
	for (uint32_t id = from; id < rights->limit; id++)
		if (rights->to[id] != RIGHT_NONE)
			return id;
	return RIGHTS_IDS;
}

/* --- text --- */

struct span {
	uint32_t first, last;
};

/* Where reading is at: one piece of the text. */
struct piece {
	const char *start, *end;
	struct why *why;
};

static int refuse(const struct piece *piece, const char *what)
{
	int length = (int)(piece->end - piece->start);

	return why_not(piece->why, -EINVAL, "\"%.*s\" %s", length > SHOWN ? SHOWN : length,
		       piece->start, what);
}

/** parse_number() - decimal, or hexadecimal after 0x, and nothing else; -1 where it is not */
static int64_t parse_number(const char *text, const char *end, uint32_t most)
{
	bool is_hex = end - text > 2 && text[0] == '0' && text[1] == 'x';
	uint32_t base = is_hex ? 16 : 10;
	uint64_t number = 0;

	if (is_hex)
		text += 2;
	if (text == end)
		return -1;
	for (; text < end; text++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = memchr(digits, tolower((unsigned char)*text), base);

		if (!digit)
			return -1;
		number = number * base + (uint64_t)(digit - digits);
		if (number > most)
			return -1;
	}
	return (int64_t)number;
}

/** parse_span() - "N" or "N-M", each @most at the most */
static int parse_span(const struct piece *piece, const char *start, const char *end, uint32_t most,
		      struct span *span)
{
	const char *dash = memchr(start, '-', (size_t)(end - start));
	int64_t first = parse_number(start, dash ? dash : end, most);
	int64_t last = dash ? parse_number(dash + 1, end, most) : first;
	char what[80];

	if (first < 0 || last < 0) {
		snprintf(what, sizeof(what), "is no id or range, expected N or N-M up to %u", most);
		return refuse(piece, what);
	}
	if (first > last) {
		snprintf(what, sizeof(what), "runs backwards, expected \"%d-%d\"", (int)last,
			 (int)first);
		return refuse(piece, what);
	}
	*span = (struct span){ (uint32_t)first, (uint32_t)last };
	return 0;
}

static int parse_ids(const struct piece *piece, const char *end, struct span *span)
{
	return parse_span(piece, piece->start, end, RIGHTS_IDS - 1, span);
}

static void format_ids(const struct span *span, char *text, size_t size)
{
	snprintf(text, size, span->last > span->first ? "%u-%u" : "%u", span->first, span->last);
}

static const struct {
	const char *word;
	struct span states;
} system_powers[] = {
	{ "shutdown", { SCMI_SYSTEM_SHUTDOWN, SCMI_SYSTEM_SHUTDOWN } },
	{ "reboot", { SCMI_SYSTEM_COLD_RESET, SCMI_SYSTEM_WARM_RESET } },
};

static int parse_system_power(const struct piece *piece, const char *end, struct span *span)
{
	size_t length = (size_t)(end - piece->start);

	for (size_t i = 0; i < ARRAY_SIZE(system_powers); i++) {
		if (strlen(system_powers[i].word) == length &&
		    !memcmp(system_powers[i].word, piece->start, length)) {
			*span = system_powers[i].states;
			return 0;
		}
	}
	return refuse(piece, "is nothing that a guest can do, expected shutdown or reboot");
}

static void format_system_power(const struct span *span, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(system_powers); i++)
		if (span->first <= system_powers[i].states.first &&
		    span->last >= system_powers[i].states.last)
			used += (size_t)snprintf(text + used, size - used, "%s%s", used ? " " : "",
						 system_powers[i].word);
}

/** parse_vendor() - "PROTOCOL", or "PROTOCOL/MESSAGE" or "PROTOCOL/FROM-TO" */
static int parse_vendor(const struct piece *piece, const char *end, struct span *span)
{
	const char *slash = memchr(piece->start, '/', (size_t)(end - piece->start));
	int64_t protocol = parse_number(piece->start, slash ? slash : end, 0xff);
	struct span messages = { 0, 0xff };
	int rc = 0;

	if (protocol < 0 || !scmi_protocol_is_vendor((uint8_t)protocol))
		return refuse(piece,
			      "is no vendor protocol, expected 0x80 to 0xff, or "
			      "PROTOCOL/MESSAGE");
	if (slash)
		rc = parse_span(piece, slash + 1, end, 0xff, &messages);
	span->first = scmi_vendor_id((uint8_t)protocol, (uint8_t)messages.first);
	span->last = scmi_vendor_id((uint8_t)protocol, (uint8_t)messages.last);
	return rc;
}

static void format_vendor(const struct span *span, char *text, size_t size)
{
	uint32_t protocol = span->first >> 8, first = span->first & 0xff, last = span->last & 0xff;

	if (!first && last == 0xff)
		snprintf(text, size, "0x%x", protocol);
	else if (first == last)
		snprintf(text, size, "0x%x/0x%x", protocol, first);
	else
		snprintf(text, size, "0x%x/0x%x-0x%x", protocol, first, last);
}

static const struct right_name {
	const char *suffix;
	enum right right;
} right_names[] = {
	{ "rw", RIGHT_WHOLE },
	{ "ro", RIGHT_READ },
	{ "shared", RIGHT_SHARED },
};

/* How the ids of each kind are written, and what rights there are to them. */
static const struct kind {
	int (*parse)(const struct piece *piece, const char *end, struct span *span);
	void (*format)(const struct span *span, char *text, size_t size);
	bool is_shareable;
	bool has_no_rights;
	uint32_t together; /* spans do not go over a multiple of it, 0: they do */
} kinds[SCMI_RESOURCES] = {
	[SCMI_RESOURCE_CLOCK] = { .parse = parse_ids, .format = format_ids, .is_shareable = true },
	[SCMI_RESOURCE_POWER] = { .parse = parse_ids, .format = format_ids, .is_shareable = true },
	[SCMI_RESOURCE_PERF] = { .parse = parse_ids, .format = format_ids, .is_shareable = true },
	[SCMI_RESOURCE_SENSOR] = { .parse = parse_ids, .format = format_ids },
	[SCMI_RESOURCE_RESET] = { .parse = parse_ids, .format = format_ids },
	[SCMI_RESOURCE_VOLTAGE] = { .parse = parse_ids,
				    .format = format_ids,
				    .is_shareable = true },
	[SCMI_RESOURCE_POWERCAP] = { .parse = parse_ids, .format = format_ids },
	[SCMI_RESOURCE_PIN] = { .parse = parse_ids, .format = format_ids },
	[SCMI_RESOURCE_PIN_GROUP] = { .parse = parse_ids, .format = format_ids },
	[SCMI_RESOURCE_PIN_FUNCTION] = { .parse = parse_ids, .format = format_ids },
	[SCMI_RESOURCE_SYSTEM_POWER] = { .parse = parse_system_power,
					 .format = format_system_power,
					 .has_no_rights = true },
	[SCMI_RESOURCE_VENDOR] = { .parse = parse_vendor,
				   .format = format_vendor,
				   .has_no_rights = true,
				   .together = 0x100 },
	[SCMI_RESOURCE_DEVICE] = { .parse = parse_ids, .format = format_ids },
};

bool rights_can_be_shared(enum scmi_resource resource)
{
	return kinds[resource].is_shareable;
}

/** parse_right() - what stands behind the colon */
static int parse_right(const struct piece *piece, const struct kind *kind, const char *suffix,
		       enum right *right)
{
	size_t length = (size_t)(piece->end - suffix);

	if (kind->has_no_rights)
		return refuse(piece, "has a right, expected none of this kind");
	for (size_t i = 0; i < ARRAY_SIZE(right_names); i++) {
		if (strlen(right_names[i].suffix) != length ||
		    memcmp(right_names[i].suffix, suffix, length))
			continue;
		*right = right_names[i].right;
		if (*right == RIGHT_SHARED && !kind->is_shareable)
			return refuse(piece, "cannot be shared, expected rw or ro");
		return 0;
	}
	return refuse(piece,
		      kind->is_shareable ? "names no right, expected rw, ro or shared" :
					   "names no right, expected rw or ro");
}

/** parse_piece() - take over what one piece says */
static int parse_piece(struct rights *rights, const struct kind *kind, const struct piece *piece)
{
	const char *colon = memchr(piece->start, ':', (size_t)(piece->end - piece->start));
	enum right right = RIGHT_WHOLE;
	struct span span;
	int rc = kind->parse(piece, colon ? colon : piece->end, &span);

	if (!rc && colon)
		rc = parse_right(piece, kind, colon + 1, &right);
	if (rc)
		return rc;
	for (uint32_t id = span.first; id <= span.last; id++)
		if (rights_set(rights, id, right))
			return why_not(piece->why, -ENOMEM, "out of memory");
	return 0;
}

int rights_parse(struct rights *rights, enum scmi_resource resource, const char *text,
		 struct why *why)
{
	struct rights parsed = { 0 };

	for (text += strspn(text, SEPARATORS); *text; text += strspn(text, SEPARATORS)) {
		struct piece piece = { text, text + strcspn(text, SEPARATORS), why };
		int rc = parse_piece(&parsed, &kinds[resource], &piece);

		if (rc) {
			rights_clear(&parsed);
			return rc;
		}
		text = piece.end;
	}
	rights_clear(rights);
	*rights = parsed;
	return 0;
}

/** span_from() - the longest run of ids from @id on to which there is the same right */
static struct span span_from(const struct rights *rights, const struct kind *kind, uint32_t id)
{
	enum right right = rights_to(rights, id);
	struct span span = { id, id };

	while (rights_to(rights, span.last + 1) == right &&
	       !(kind->together && (span.last + 1) % kind->together == 0))
		span.last++;
	return span;
}

void rights_format(const struct rights *rights, enum scmi_resource resource, char *text,
		   size_t size)
{
	const struct kind *kind = &kinds[resource];
	struct span span;
	size_t used = 0;

	text[0] = '\0';
	for (uint32_t id = rights_next(rights, 0); id < RIGHTS_IDS;
	     id = rights_next(rights, span.last + 1)) {
		enum right right = rights_to(rights, id);
		char ids[32], piece[48];
		int length;

		span = span_from(rights, kind, id);
		kind->format(&span, ids, sizeof(ids));
		length = snprintf(piece, sizeof(piece), "%s%s%s", used ? " " : "", ids,
				  right == RIGHT_READ		? ":ro" :
					  right == RIGHT_SHARED ? ":shared" :
								  "");
		/* Room is kept for the dots that say that something is missing. */
		if (used + (size_t)length + sizeof(" ...") > size) {
			snprintf(text + used, size - used, " ...");
			return;
		}
		memcpy(text + used, piece, (size_t)length + 1);
		used += (size_t)length;
	}
}
