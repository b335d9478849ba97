// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_lists.c - what guests are given, beside what they and others are given
 *
 * Xen answers EBUSY to a device behind an IOMMU and to an interrupt that are given again, and xl
 * refuses a name that a domain has; a page goes to both without a word.
 */
#include "check.h"

#include <inttypes.h>
#include <string.h>

#include "frontend-dt/tree.h"

/* GUEST_VPL011_SPI, GUEST_VIRTIO_MMIO_SPI_FIRST and _LAST of xen/arch-arm.h */
#define VUART_IRQ    32u
#define VIRTIO_IRQ   33u
#define VIRTIO_COUNT 11u

static size_t count_name(const struct xl_config *config)
{
	return config->name ? 1 : 0;
}

static bool same_name(const struct xl_config *a, size_t i, const struct xl_config *b, size_t j,
		      char text[TREE_PATH_MAX])
{
	(void)i;
	(void)j;
	snprintf(text, TREE_PATH_MAX, "\"%s\"", a->name);
	return !strcmp(a->name, b->name);
}

static size_t count_dtdev(const struct xl_config *config)
{
	return config->dtdev_count;
}

static bool same_dtdev(const struct xl_config *a, size_t i, const struct xl_config *b, size_t j,
		       char text[TREE_PATH_MAX])
{
	snprintf(text, TREE_PATH_MAX, "%s", a->dtdev[i]);
	return !strcmp(a->dtdev[i], b->dtdev[j]);
}

static size_t count_pages(const struct xl_config *config)
{
	return config->given.iomem_count;
}

static bool same_page(const struct xl_config *a, size_t i, const struct xl_config *b, size_t j,
		      char text[TREE_PATH_MAX])
{
	const struct region *pages = &a->pages[i], *other = &b->pages[j];
	uint64_t first = pages->address > other->address ? pages->address : other->address;

	snprintf(text, TREE_PATH_MAX, "page 0x%" PRIx64 " of the machine",
		 first >> REGION_PAGE_SHIFT);
	return region_overlap(pages, other);
}

static size_t count_irqs(const struct xl_config *config)
{
	return config->given.irq_count;
}

static bool same_irq(const struct xl_config *a, size_t i, const struct xl_config *b, size_t j,
		     char text[TREE_PATH_MAX])
{
	snprintf(text, TREE_PATH_MAX, "%" PRIu32, a->given.irqs[i]);
	return a->given.irqs[i] == b->given.irqs[j];
}

/**
 * struct single - a key of whose entries each is in one guest alone, and once
 * @same: whether two entries are the same, or have a part in common, which is said in @text
 */
static const struct single {
	const char *key;
	size_t (*count)(const struct xl_config *config);
	bool (*same)(const struct xl_config *a, size_t i, const struct xl_config *b, size_t j,
		     char text[TREE_PATH_MAX]);
} singles[] = {
	{ "name", count_name, same_name },
	{ "dtdev", count_dtdev, same_dtdev },
	{ "iomem", count_pages, same_page },
	{ "irqs", count_irqs, same_irq },
};

/** check_entry() - an entry beside those of another guest, or those before it of its own */
static void check_entry(struct check *check, const struct single *single, size_t i,
			const struct check *other)
{
	size_t count = other == check ? i : single->count(&other->config);
	char text[TREE_PATH_MAX];
	struct why why;

	for (size_t j = 0; j < count; j++) {
		if (!single->same(&check->config, i, &other->config, j, text))
			continue;
		if (other == check)
			why_not(&why, 0, "%s: %s is there twice, expected it once", single->key,
				text);
		else
			why_not(&why, 0, "%s: %s is in %s, too, expected it in one", single->key,
				text, other->file);
		check_found(check, &why);
		return;
	}
}

/** check_own_irqs() - those of what Xen or xl makes for a guest are not given to it */
static void check_own_irqs(struct check *check, const char *what, uint32_t first, uint32_t count)
{
	struct why why;

	for (uint32_t irq = first; irq < first + count; irq++) {
		if (!guest_check_has_irq(&check->config.given, irq))
			continue;
		why_not(&why, 0, "irqs: %u is that of the guest's own %s", irq, what);
		check_found(check, &why);
	}
}

void check_lists(struct check *check, const struct check *before)
{
	const struct xl_config *config = &check->config;
	struct why why;

	for (size_t row = 0; row < sizeof(singles) / sizeof(singles[0]); row++)
		for (size_t i = 0; i < singles[row].count(config); i++)
			for (const struct check *other = before; other <= check; other++)
				check_entry(check, &singles[row], i, other);
	if (config->vuart)
		check_own_irqs(check, "vuart", VUART_IRQ, 1);
	if (config->virtios > VIRTIO_COUNT) {
		why_not(&why, 0,
			"disk and virtio: %u virtio devices, expected %u at the most: xl has no "
			"more interrupts for them",
			config->virtios, VIRTIO_COUNT);
		check_found(check, &why);
	} else {
		check_own_irqs(check, "virtio devices", VIRTIO_IRQ, config->virtios);
	}
}
