// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * xl_config.c - the keys that matter here, through libxlutil
 */
#include "xl_config.h"

#include <errno.h>
#include <inttypes.h>
#include <libxlutil.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

#define PAGES_MAX (UINT64_MAX >> REGION_PAGE_SHIFT)
#define VCPUS_MAX 4096

/* xl's, where nothing is said. */
#define MEMORY_DEFAULT 32

struct reading {
	struct xl_config *config;
	const char *file;
	XLU_Config *parsed;
	struct why *why;
};

static int wrong(const struct reading *reading, const char *key, const char *value,
		 const char *expected)
{
	return why_not(reading->why, -EINVAL, "%s: %s = \"%s\", expected %s", reading->file, key,
		       value, expected);
}

static int take_text(const struct reading *reading, const char *key, char **text)
{
	const char *value;

	if (xlu_cfg_get_string(reading->parsed, key, &value, 1))
		return 0;
	*text = strdup(value);
	return *text ? 0 : -ENOMEM;
}

/** take_number() - a number that xl takes; 0: the key is not there */
static int take_number(const struct reading *reading, const char *key, long most, long *number)
{
	const char *value;
	char *end;

	*number = 0;
	if (xlu_cfg_get_string(reading->parsed, key, &value, 1))
		return 0;
	errno = 0;
	*number = strtol(value, &end, 0);
	if (errno || end == value || *end || *number < 1 || *number > most)
		return wrong(reading, key, value, "a number, 1 or more");
	return 0;
}

/** take_list() - each text of a list */
static int take_list(const struct reading *reading, const char *key,
		     int (*take)(const struct reading *reading, const char *text))
{
	XLU_ConfigList *list;
	const char *text;
	int count, rc = 0;

	if (xlu_cfg_get_list(reading->parsed, key, &list, &count, 1)) {
		if (!xlu_cfg_get_string(reading->parsed, key, &text, 1))
			return wrong(reading, key, text, "a list, as [ ... ]");
		return 0;
	}
	for (int i = 0; !rc && i < count; i++) {
		text = xlu_cfg_get_listitem(list, i);
		rc = text ? take(reading, text) :
			    why_not(reading->why, -EINVAL,
				    "%s: %s: entry %d is a list, expected a text", reading->file,
				    key, i + 1);
	}
	return rc;
}

/** append() - make room for one more at the end of an array; false: out of memory */
static bool append(void *array, size_t *count, size_t size)
{
	void *larger = reallocarray(*(void **)array, *count + 1, size);

	if (!larger)
		return false;
	*(void **)array = larger;
	++*count;
	return true;
}

static int take_dtdev(const struct reading *reading, const char *text)
{
	struct xl_config *config = reading->config;

	if (!append(&config->dtdev, &config->dtdev_count, sizeof(*config->dtdev)))
		return -ENOMEM;
	config->dtdev[config->dtdev_count - 1] = strdup(text);
	return config->dtdev[config->dtdev_count - 1] ? 0 : -ENOMEM;
}

static int take_irq(const struct reading *reading, const char *text)
{
	struct guest_given *given = &reading->config->given;
	char *end;
	unsigned long irq;

	errno = 0;
	irq = strtoul(text, &end, 10);
	if (errno || end == text || *end || irq < 32 || irq > 1019)
		return wrong(reading, "irqs", text, "a number of 32 to 1019");
	if (!append(&given->irqs, &given->irq_count, sizeof(*given->irqs)))
		return -ENOMEM;
	given->irqs[given->irq_count - 1] = (uint32_t)irq;
	return 0;
}

/** take_iomem() - "START,COUNT" or "START,COUNT@GFN", pages in hexadecimal */
static int take_iomem(const struct reading *reading, const char *text)
{
	struct xl_config *config = reading->config;
	struct guest_given *given = &config->given;
	size_t pages = given->iomem_count;
	uint64_t start, count, gfn;
	int used = 0, more = 0;

	if (sscanf(text, "%" SCNx64 ",%" SCNx64 "%n", &start, &count, &used) != 2)
		used = 0;
	gfn = start;
	if (used && text[used] == '@' && sscanf(text + used, "@%" SCNx64 "%n", &gfn, &more) == 1)
		used += more;
	if (!used || text[used] || strchr(text, '-') || !count || count > PAGES_MAX ||
	    gfn > PAGES_MAX - count || start > PAGES_MAX - count)
		return wrong(reading, "iomem", text,
			     "START,COUNT or START,COUNT@GFN, of pages, in hexadecimal");
	if (!append(&config->pages, &pages, sizeof(*config->pages)) ||
	    !append(&given->iomem, &given->iomem_count, sizeof(*given->iomem)))
		return -ENOMEM;
	config->pages[pages - 1] =
		(struct region){ start << REGION_PAGE_SHIFT, count << REGION_PAGE_SHIFT };
	given->iomem[pages - 1] =
		(struct region){ gfn << REGION_PAGE_SHIFT, count << REGION_PAGE_SHIFT };
	return 0;
}

static int take_disk(const struct reading *reading, const char *text)
{
	libxl_device_disk disk;
	int rc;

	libxl_device_disk_init(&disk);
	rc = -xlu_disk_parse(reading->parsed, 1, &text, &disk);
	if (!rc && disk.specification == LIBXL_DISK_SPECIFICATION_VIRTIO)
		reading->config->virtios++;
	libxl_device_disk_dispose(&disk);
	return rc;
}

/** take_virtio() - "KEY=VALUE,...", which xl reads without libxlutil */
static int take_virtio(const struct reading *reading, const char *text)
{
	if (strstr(text, "transport=mmio"))
		reading->config->virtios++;
	return 0;
}

/** take_memory() - what the guest starts with, by xl's rules */
static int take_memory(const struct reading *reading)
{
	long memory, maximum = 0;
	int rc = take_number(reading, "memory", LONG_MAX >> 20, &memory);

	if (!rc)
		rc = take_number(reading, "maxmem", LONG_MAX >> 20, &maximum);
	if (!memory)
		memory = maximum ? maximum : MEMORY_DEFAULT;
	reading->config->memory = (uint64_t)memory << 20;
	return rc;
}

static int take_vcpus(const struct reading *reading)
{
	long vcpus, maximum = 0;
	int rc = take_number(reading, "vcpus", VCPUS_MAX, &vcpus);

	if (!rc)
		rc = take_number(reading, "maxvcpus", VCPUS_MAX, &maximum);
	if (rc)
		return rc;
	if (maximum && maximum < vcpus)
		return why_not(reading->why, -EINVAL,
			       "%s: maxvcpus = %ld, expected at least as many as vcpus, %ld",
			       reading->file, maximum, vcpus);
	reading->config->vcpus = (uint32_t)(maximum ? maximum : vcpus ? vcpus : 1);
	return 0;
}

static int take_all(const struct reading *reading)
{
	struct xl_config *config = reading->config;
	int rc = take_text(reading, "name", &config->name);

	if (!rc && !config->name)
		rc = why_not(reading->why, -EINVAL, "%s: no name, expected name = \"...\"",
			     reading->file);
	if (!rc)
		rc = take_text(reading, "device_tree", &config->device_tree);
	if (!rc)
		rc = take_text(reading, "vuart", &config->vuart);
	if (!rc)
		rc = take_memory(reading);
	if (!rc)
		rc = take_vcpus(reading);
	if (!rc)
		rc = take_list(reading, "dtdev", take_dtdev);
	if (!rc)
		rc = take_list(reading, "irqs", take_irq);
	if (!rc)
		rc = take_list(reading, "iomem", take_iomem);
	if (!rc)
		rc = take_list(reading, "disk", take_disk);
	if (!rc)
		rc = take_list(reading, "virtio", take_virtio);
	return rc;
}

/** parse() - what libxlutil says of a text that it does not understand becomes one line */
static int parse(struct reading *reading, const char *text, size_t length, FILE *report)
{
	int rc;

	/* libxlutil would end the program. */
	if (memchr(text, '\0', length))
		return why_not(reading->why, -EINVAL, "%s: has a zero byte, expected text",
			       reading->file);
	reading->parsed = xlu_cfg_init(report, reading->file);
	if (!reading->parsed)
		return -ENOMEM;
	rc = -xlu_cfg_readdata(reading->parsed, text, (int)length);
	if (!rc)
		rc = take_all(reading);
	xlu_cfg_destroy(reading->parsed);
	return rc;
}

int xl_config_read(struct xl_config *config, const char *file, struct why *why)
{
	struct reading reading = { .config = config, .file = file, .why = why };
	char *report = NULL;
	size_t length, report_length;
	void *text;
	FILE *stream;
	int rc = command_read(file, &text, &length, why);

	*config = (struct xl_config){ 0 };
	if (rc)
		return rc;
	why_not(why, -ENOMEM, "%s: out of memory", file);
	stream = open_memstream(&report, &report_length);
	rc = stream ? parse(&reading, text, length, stream) : -ENOMEM;
	if (stream)
		fclose(stream);
	if (rc && report && *report)
		why_not(why, rc, "%.*s", (int)strcspn(report, "\n"), report);
	if (rc)
		xl_config_free(config);
	free(report);
	free(text);
	return rc;
}

void xl_config_free(struct xl_config *config)
{
	for (size_t i = 0; i < config->dtdev_count; i++)
		free(config->dtdev[i]);
	free(config->dtdev);
	free(config->pages);
	free(config->given.iomem);
	free(config->given.irqs);
	free(config->device_tree);
	free(config->vuart);
	free(config->name);
	*config = (struct xl_config){ 0 };
}
