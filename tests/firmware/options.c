// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - how the text of a setting becomes a value
 */
#include "options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "proto/message.h"

int option_number(const char *text, int64_t lowest, int64_t highest, int64_t *number)
{
	bool minus = text[0] == '-';
	const char *digits = minus ? text + 1 : text;
	bool hex = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
	char *end;

	digits += hex ? 2 : 0;
	if (!*digits ||
	    strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789") != strlen(digits))
		return -EINVAL;
	errno = 0;
	*number = strtoll(digits, &end, hex ? 16 : 10);
	if (minus)
		*number = -*number;
	return errno || *number < lowest || *number > highest ? -EINVAL : 0;
}

/** find_word() - the number that a word stands for; Return: 0, or -EINVAL for no word */
static int find_word(const struct option *option, const char *text, uint32_t *value)
{
	for (const struct option_word *word = option->words; word && word->word; word++)
		if (!strcmp(word->word, text)) {
			*value = word->value;
			return 0;
		}
	return -EINVAL;
}

int option_u32(const struct option *option, void *field, char *text)
{
	uint32_t *value = field;
	int64_t number;

	if (!find_word(option, text, value))
		return 0;
	if (option_number(text, option->lowest, option->highest, &number))
		return -EINVAL;
	*value = (uint32_t)number;
	return 0;
}

int option_i64(const struct option *option, void *field, char *text)
{
	return option_number(text, option->lowest, option->highest, field);
}

int option_status(const struct option *option, void *field, char *text)
{
	enum scmi_status *value = field;

	(void)option;
	for (int status = SCMI_NOT_SUPPORTED; status >= SCMI_IN_USE; status--)
		if (!strcmp(text, scmi_status_name((enum scmi_status)status))) {
			*value = (enum scmi_status)status;
			return 0;
		}
	return -EINVAL;
}

int option_word(const struct option *option, void *field, char *text)
{
	return find_word(option, text, field);
}

int option_bits(const struct option *option, void *field, char *text)
{
	uint32_t *bits = field, bit;
	char *rest = NULL;

	*bits = 0;
	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		if (find_word(option, part, &bit))
			return -EINVAL;
		*bits |= bit;
	}
	return 0;
}

int option_current(const struct option *option, void *field, char *text)
{
	struct resource_levels *levels = field;

	levels->has_current = true;
	return option_number(text, option->lowest, option->highest, &levels->current);
}

/** parse_triplet() - "lowest:highest:step", the step dividing what lies between evenly */
static int parse_triplet(const struct option *option, char *text, int64_t triplet[static 3])
{
	char *rest = NULL;
	char *part = strtok_r(text, ":", &rest);

	for (size_t i = 0; i < 3; i++) {
		/* steps are positive whatever the limits are */
		if (!part ||
		    option_number(part, i < 2 ? option->lowest : 1, option->highest, &triplet[i]))
			return -EINVAL;
		part = strtok_r(NULL, ":", &rest);
	}
	if (part || triplet[0] > triplet[1] || (triplet[1] - triplet[0]) % triplet[2])
		return -EINVAL;
	return 0;
}

/**
 * parse_list() - numbers and triplets, which stand for all the numbers that they describe
 * @ascending: refuse any other order
 * @values:    has room for the option's @most
 *
 * Return: how many numbers there are, -EINVAL for none or too many.
 */
static int parse_list(const struct option *option, char *text, bool ascending, int64_t *values)
{
	char *rest = NULL;
	uint32_t count = 0;

	for (char *part = strtok_r(text, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		int64_t triplet[3] = { 0, 0, 1 };

		if (strchr(part, ':')) {
			if (parse_triplet(option, part, triplet))
				return -EINVAL;
		} else {
			if (option_number(part, option->lowest, option->highest, &triplet[0]))
				return -EINVAL;
			triplet[1] = triplet[0];
		}
		for (int64_t n = 0; n <= (triplet[1] - triplet[0]) / triplet[2]; n++) {
			int64_t value = triplet[0] + n * triplet[2];

			if (count == option->most ||
			    (ascending && count && value <= values[count - 1]))
				return -EINVAL;
			values[count++] = value;
		}
	}
	return count ? (int)count : -EINVAL;
}

int option_list(const struct option *option, void *field, char *text)
{
	struct resource_levels *levels = field;
	int count;

	if (levels->count)
		return -EINVAL;
	count = parse_list(option, text, true, levels->values);
	if (count < 0)
		return count;
	levels->count = (uint32_t)count;
	return 0;
}

int option_range(const struct option *option, void *field, char *text)
{
	struct resource_levels *levels = field;

	if (levels->count || parse_triplet(option, text, levels->values))
		return -EINVAL;
	levels->range = true;
	levels->count = 3;
	return 0;
}

int option_ids(const struct option *option, void *field, char *text)
{
	struct resource_ids *ids = field;
	int64_t values[RESOURCES_IDS];
	int count = parse_list(option, text, false, values);

	if (count < 0)
		return count;
	ids->count = (uint32_t)count;
	for (int i = 0; i < count; i++)
		ids->ids[i] = (uint32_t)values[i];
	return 0;
}

int option_region(const struct option *option, void *field, char *text)
{
	struct resource_region *region = field;
	char *length_text = strchr(text, ':');
	int64_t address, length;

	(void)option;
	if (!length_text)
		return -EINVAL;
	*length_text++ = '\0';
	if (option_number(text, 0, INT64_MAX, &address) ||
	    option_number(length_text, 1, UINT32_MAX, &length))
		return -EINVAL;
	region->address = (uint64_t)address;
	region->length = (uint32_t)length;
	return 0;
}

int option_name(const struct option *option, void *field, char *text)
{
	(void)option;
	if (strlen(text) >= SCMI_SHORT_NAME)
		return -EINVAL;
	memset(field, 0, SCMI_SHORT_NAME); /* all of it goes out on the wire */
	strcpy(field, text);
	return 0;
}

bool resource_levels_have(const struct resource_levels *levels, int64_t level)
{
	if (levels->range)
		return level >= levels->values[0] && level <= levels->values[1] &&
			(level - levels->values[0]) % levels->values[2] == 0;
	for (uint32_t i = 0; i < levels->count; i++)
		if (levels->values[i] == level)
			return true;
	return false;
}

bool resource_ids_have(const struct resource_ids *ids, uint32_t id)
{
	for (uint32_t i = 0; i < ids->count; i++)
		if (ids->ids[i] == id)
			return true;
	return false;
}
