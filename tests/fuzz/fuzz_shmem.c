// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz_shmem.c - a shared page with anything in it: a message is taken, and answered
 */
#include "input.h"

#include "proto/shmem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct scmi_shmem page, before;
	static struct scmi_packet packet;
	struct input input = { data, size };
	int rc;

	take_bytes(&input, &page, sizeof(page));
	before = page;
	memset(&packet, 0xa5, sizeof(packet));
	rc = scmi_shmem_take(&page, &packet);
	assert(!memcmp(&page, &before, sizeof(page)));
	assert(packet.header == page.header);
	assert(packet.length <= SCMI_PAYLOAD_MAX);
	assert(!rc == (page.length >= 4 && page.length <= 4 + SCMI_PAYLOAD_MAX));
	assert(packet.length == (rc ? 0 : page.length - 4));
	assert(!memcmp(packet.payload, page.payload, packet.length));

	if (rc)
		scmi_packet_refuse(&packet, packet.header, SCMI_PROTOCOL_ERROR);
	scmi_shmem_answer(&page, &packet);
	assert(scmi_shmem_is_free(&page));
	assert(page.channel_status == SCMI_CHANNEL_FREE);
	assert(page.length == 4 + packet.length);
	assert(page.header == packet.header);
	assert(!memcmp(page.payload, packet.payload, packet.length));
	/* What the guest wrote elsewhere is left alone. */
	assert(page.flags == before.flags && page.reserved == before.reserved);
	return 0;
}
