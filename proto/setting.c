// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * setting.c - a row for every setting
 */
#include "setting.h"

#include "clock.h"
#include "perf.h"
#include "pinctrl.h"
#include "power.h"
#include "powercap.h"
#include "voltage.h"

static const struct scmi_setting_info settings[SCMI_SETTINGS] = {
	[SCMI_SETTING_CLOCK] = {
		.name = "clock", .resource = SCMI_RESOURCE_CLOCK, .protocol = SCMI_CLOCK,
		.set = SCMI_CLOCK_CONFIG_SET, .release = SCMI_CLOCK_CONFIG_SET, .words = 1,
		.votes = SCMI_VOTES_SWITCH, .on = SCMI_CLOCK_CONFIG_ON, .off = SCMI_CLOCK_CONFIG_OFF,
	},
	[SCMI_SETTING_POWER] = {
		.name = "power", .resource = SCMI_RESOURCE_POWER, .protocol = SCMI_POWER_DOMAIN,
		.set = SCMI_POWER_STATE_SET, .release = SCMI_POWER_STATE_SET, .words = 1,
		.votes = SCMI_VOTES_SWITCH, .on = SCMI_POWER_ON, .off = SCMI_POWER_OFF,
	},
	[SCMI_SETTING_PERF_LIMITS] = {
		.name = "perf limits", .resource = SCMI_RESOURCE_PERF, .protocol = SCMI_PERFORMANCE,
		.set = SCMI_PERFORMANCE_LIMITS_SET, .release = SCMI_PERFORMANCE_LIMITS_SET,
		.get = SCMI_PERFORMANCE_LIMITS_GET, .words = 2, .votes = SCMI_VOTES_HIGHEST,
		.zero_keeps = SCMI_VERSION(3, 0),
	},
	[SCMI_SETTING_PERF_LEVEL] = {
		.name = "perf level", .resource = SCMI_RESOURCE_PERF, .protocol = SCMI_PERFORMANCE,
		.set = SCMI_PERFORMANCE_LEVEL_SET, .release = SCMI_PERFORMANCE_LEVEL_SET,
		.get = SCMI_PERFORMANCE_LEVEL_GET, .words = 1, .votes = SCMI_VOTES_HIGHEST,
	},
	[SCMI_SETTING_VOLTAGE] = {
		.name = "voltage", .resource = SCMI_RESOURCE_VOLTAGE, .protocol = SCMI_VOLTAGE,
		.set = SCMI_VOLTAGE_CONFIG_SET, .release = SCMI_VOLTAGE_CONFIG_SET, .words = 1,
		.votes = SCMI_VOTES_SWITCH, .on = SCMI_VOLTAGE_ON, .off = SCMI_VOLTAGE_OFF,
	},
	[SCMI_SETTING_VOLTAGE_LEVEL] = {
		.name = "voltage level", .resource = SCMI_RESOURCE_VOLTAGE, .protocol = SCMI_VOLTAGE,
		.set = SCMI_VOLTAGE_LEVEL_SET, .release = SCMI_VOLTAGE_LEVEL_SET,
		.get = SCMI_VOLTAGE_LEVEL_GET, .words = 1, .votes = SCMI_VOTES_HIGHEST_SIGNED,
	},
	[SCMI_SETTING_POWERCAP] = {
		.name = "powercap", .resource = SCMI_RESOURCE_POWERCAP, .protocol = SCMI_POWERCAP,
		.set = SCMI_POWERCAP_CAP_SET, .release = SCMI_POWERCAP_CAP_SET,
		.get = SCMI_POWERCAP_CAP_GET, .words = 1, .votes = SCMI_VOTES_NONE,
	},
	[SCMI_SETTING_POWERCAP_INTERVAL] = {
		.name = "powercap interval", .resource = SCMI_RESOURCE_POWERCAP,
		.protocol = SCMI_POWERCAP, .set = SCMI_POWERCAP_PAI_SET,
		.release = SCMI_POWERCAP_PAI_SET, .get = SCMI_POWERCAP_PAI_GET, .words = 1,
		.votes = SCMI_VOTES_NONE,
	},
	[SCMI_SETTING_PIN] = {
		.name = "pin", .resource = SCMI_RESOURCE_PIN, .protocol = SCMI_PINCTRL,
		.set = SCMI_PINCTRL_REQUEST, .release = SCMI_PINCTRL_RELEASE,
		.votes = SCMI_VOTES_NONE,
	},
	[SCMI_SETTING_PIN_GROUP] = {
		.name = "pin-group", .resource = SCMI_RESOURCE_PIN_GROUP, .protocol = SCMI_PINCTRL,
		.set = SCMI_PINCTRL_REQUEST, .release = SCMI_PINCTRL_RELEASE,
		.votes = SCMI_VOTES_NONE,
	},
};

const struct scmi_setting_info *scmi_setting_info(enum scmi_setting setting)
{
	return &settings[setting];
}

void scmi_setting_add(const struct scmi_setting_info *info, const uint32_t *value,
		      uint32_t sum[SCMI_SETTING_WORDS])
{
	for (uint32_t i = 0; i < info->words; i++) {
		switch (info->votes) {
		case SCMI_VOTES_SWITCH:
			if (sum[i] == info->off && value[i] != info->off)
				sum[i] = info->on;
			break;
		case SCMI_VOTES_HIGHEST:
			if (value[i] > sum[i])
				sum[i] = value[i];
			break;
		case SCMI_VOTES_HIGHEST_SIGNED:
			if ((int32_t)value[i] > (int32_t)sum[i])
				sum[i] = value[i];
			break;
		case SCMI_VOTES_NONE: break;
		}
	}
}
