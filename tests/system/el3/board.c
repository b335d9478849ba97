// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * board.c - a board whose clocks, power domains and resets are behind TF-A's own SCMI server
 *
 * Built into TF-A's firmware at EL3 for the emulated machine. The server is TF-A's; what it asks of
 * a platform is here. The resources have the numbers and names of ../../firmware/board.conf as far
 * as TF-A knows their kind, and nothing happens to them but that they remember what was set.
 */
#include <string.h>

#include <common/debug.h>
#include <common/runtime_svc.h>
#include <drivers/scmi-msg.h>
#include <drivers/scmi.h>
#include <lib/utils_def.h>
#include <platform_def.h>

#define POWER_ON	 0x00000000u
#define POWER_OFF	 0x40000000u
#define POWER_FLAG_ASYNC 0x1u

#define RATES_MAX 40

struct board_clock {
	const char *name;
	bool is_on;
	unsigned long rate;
	unsigned long rates[RATES_MAX]; /* up to a 0; none: a range */
	unsigned long range[3];		/* lowest, highest, step */
};

struct board_power {
	const char *name;
	unsigned int state;
	unsigned int other_state; /* that it has besides on and off; or one of these */
	bool is_broken;
};

struct board_reset {
	const char *name;
	bool is_broken;
};

static struct board_clock clocks[] = {
	{ "sysclk", true, 24000000, { 24000000 } },
	{ "cpu", true, 1000000000, { 500000000, 1000000000, 1500000000 } },
	{ "gpu", false, 400000000, .range = { 100000000, 800000000, 100000000 } },
	{ "rtc_pclk", false, 24000000, { 1000000, 12000000, 24000000 } },
	{ "gpio_pclk", false, 24000000, { 24000000 } },
	{ "audio_pll", false, 48000, .range = { 8000, 192000, 1 } },
	{ "many", false, 1000000 }, /* 40 rates: see board_setup() */
};
#define MANY 6

static struct board_power powers[] = {
	{ "soc", POWER_ON, POWER_ON },	    { "rtc", POWER_OFF, POWER_OFF },
	{ "shared", POWER_OFF, POWER_OFF }, { "gpu_domain", POWER_OFF, 2 },
	{ "slow", POWER_OFF, POWER_OFF },   { "broken", POWER_OFF, POWER_OFF, .is_broken = true },
};

static const struct board_reset resets[] = {
	{ "usb" },
	{ "rtc" },
	{ "broken", .is_broken = true },
	{ "gpu_reset" },
};

static const uint8_t protocols[] = {
	SCMI_PROTOCOL_ID_POWER_DOMAIN,
	SCMI_PROTOCOL_ID_CLOCK,
	SCMI_PROTOCOL_ID_RESET_DOMAIN,
	BOARD_VENDOR_PROTOCOL, /* without any message */
	0,
};

static struct scmi_msg_channel channel = {
	.shm_addr = BOARD_SCMI_SHMEM,
	.shm_size = SMT_BUF_SLOT_SIZE,
	.agent_name = "dom0",
};

/* --- the platform --- */

struct scmi_msg_channel *plat_scmi_get_channel(unsigned int agent)
{
	return agent == 0 ? &channel : NULL;
}

size_t plat_scmi_protocol_count(void)
{
	return ARRAY_SIZE(protocols) - 1;
}

const uint8_t *plat_scmi_protocol_list(unsigned int agent)
{
	return protocols;
}

const char *plat_scmi_vendor_name(void)
{
	return "xen-scmi";
}

const char *plat_scmi_sub_vendor_name(void)
{
	return "el3";
}

/* --- clocks --- */

static size_t count_rates(const struct board_clock *clock)
{
	size_t count = 0;

	while (count < RATES_MAX && clock->rates[count])
		count++;
	return count;
}

static bool has_rate(const struct board_clock *clock, unsigned long rate)
{
	for (size_t i = 0; i < count_rates(clock); i++)
		if (clock->rates[i] == rate)
			return true;
	return clock->range[2] && rate >= clock->range[0] && rate <= clock->range[1] &&
		(rate - clock->range[0]) % clock->range[2] == 0;
}

size_t plat_scmi_clock_count(unsigned int agent)
{
	return ARRAY_SIZE(clocks);
}

const char *plat_scmi_clock_get_name(unsigned int agent, unsigned int id)
{
	return clocks[id].name;
}

int32_t plat_scmi_clock_rates_array(unsigned int agent, unsigned int id, unsigned long *rates,
				    size_t *count, uint32_t start)
{
	size_t all = count_rates(&clocks[id]);

	if (!all)
		return SCMI_NOT_SUPPORTED;
	if (!rates) {
		*count = all;
		return SCMI_SUCCESS;
	}
	if (start > all || *count > all - start)
		return SCMI_OUT_OF_RANGE;
	memcpy(rates, clocks[id].rates + start, *count * sizeof(*rates));
	return SCMI_SUCCESS;
}

int32_t plat_scmi_clock_rates_by_step(unsigned int agent, unsigned int id, unsigned long *range)
{
	memcpy(range, clocks[id].range, sizeof(clocks[id].range));
	return SCMI_SUCCESS;
}

unsigned long plat_scmi_clock_get_rate(unsigned int agent, unsigned int id)
{
	return clocks[id].rate;
}

int32_t plat_scmi_clock_set_rate(unsigned int agent, unsigned int id, unsigned long rate)
{
	if (!has_rate(&clocks[id], rate))
		return SCMI_INVALID_PARAMETERS;
	clocks[id].rate = rate;
	return SCMI_SUCCESS;
}

int32_t plat_scmi_clock_get_state(unsigned int agent, unsigned int id)
{
	return clocks[id].is_on;
}

int32_t plat_scmi_clock_set_state(unsigned int agent, unsigned int id, bool is_on)
{
	clocks[id].is_on = is_on;
	return SCMI_SUCCESS;
}

/* --- power domains, for which TF-A has no header --- */

size_t plat_scmi_pd_count(unsigned int agent);
const char *plat_scmi_pd_get_name(unsigned int agent, unsigned int id);
unsigned int plat_scmi_pd_get_state(unsigned int agent, unsigned int id);
int32_t plat_scmi_pd_set_state(unsigned int agent, unsigned int flags, unsigned int id,
			       unsigned int state);

size_t plat_scmi_pd_count(unsigned int agent)
{
	return ARRAY_SIZE(powers);
}

const char *plat_scmi_pd_get_name(unsigned int agent, unsigned int id)
{
	return powers[id].name;
}

unsigned int plat_scmi_pd_get_state(unsigned int agent, unsigned int id)
{
	return powers[id].state;
}

int32_t plat_scmi_pd_set_state(unsigned int agent, unsigned int flags, unsigned int id,
			       unsigned int state)
{
	struct board_power *power = &powers[id];

	if (power->is_broken)
		return SCMI_HARDWARE_ERROR;
	if (flags & POWER_FLAG_ASYNC)
		return SCMI_NOT_SUPPORTED;
	if (state != POWER_ON && state != POWER_OFF && state != power->other_state)
		return SCMI_INVALID_PARAMETERS;
	power->state = state;
	return SCMI_SUCCESS;
}

/* --- resets --- */

size_t plat_scmi_rstd_count(unsigned int agent)
{
	return ARRAY_SIZE(resets);
}

const char *plat_scmi_rstd_get_name(unsigned int agent, unsigned int id)
{
	return resets[id].name;
}

int32_t plat_scmi_rstd_autonomous(unsigned int agent, unsigned int id, unsigned int state)
{
	return resets[id].is_broken ? SCMI_HARDWARE_ERROR : SCMI_SUCCESS;
}

int32_t plat_scmi_rstd_set_state(unsigned int agent, unsigned int id, bool is_asserted)
{
	return resets[id].is_broken ? SCMI_HARDWARE_ERROR : SCMI_SUCCESS;
}

/* --- the doorbell, a fast call of the silicon provider's --- */

static int32_t board_setup(void)
{
	for (size_t i = 0; i < RATES_MAX; i++)
		clocks[MANY].rates[i] = 1000000 * (i + 1);
	scmi_smt_init_agent_channel(&channel);
	NOTICE("SCMI: shared memory at 0x%lx, doorbell 0x%x\n", BOARD_SCMI_SHMEM,
	       BOARD_SCMI_DOORBELL);
	return 0;
}

static uintptr_t board_call(uint32_t function, u_register_t x1, u_register_t x2, u_register_t x3,
			    u_register_t x4, void *cookie, void *handle, u_register_t flags)
{
	if (function != BOARD_SCMI_DOORBELL || !is_caller_non_secure(flags))
		SMC_RET1(handle, SMC_UNK);
	scmi_smt_fastcall_smc_entry(0);
	SMC_RET1(handle, SMC_OK);
}

DECLARE_RT_SVC(board, OEN_SIP_START, OEN_SIP_END, SMC_TYPE_FAST, board_setup, board_call);
