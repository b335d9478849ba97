# SPDX-License-Identifier: GPL-2.0-or-later
# Xen and dom0 are up, alone, and dom0 leaves the devices for guests alone.
# releases: all

expect "xl info | grep -q '^xen_version .*: 4\.'"
expect_equal "$(xl list | wc -l)" 2 "number of lines of xl list"
expect_equal "$(guest_ids)" "" "list of guests"

for device in pl031@9010000 pl061@9030000; do
	expect_equal "$(tr -d '\0' < /proc/device-tree/$device/status)" disabled "status of $device"
done
refute "[ -e /sys/class/rtc/rtc0 ]"
