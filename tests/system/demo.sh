# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
# A story of two guests, told on the console by tests/demo.

# on_screen: what the one who watches sees.
on_screen() { tr -d '\r' | sed 's/^/@@> /' > /dev/console; }

# say TEXT: a paragraph.
say() {
	{
		printf '\n'
		printf '%s\n' "$*" | fold -s -w 96
		printf '\n'
	} | on_screen
}

# dom0 COMMAND, guest NAME COMMAND: show a command and what it prints.
dom0() {
	{
		printf '  dom0# %s\n' "$1"
		(eval "$1" 2>&1) | sed 's/^/    /'
	} | on_screen
}

guest() {
	{
		printf '  %s# %s\n' "$1" "$2"
		guest_run "$1" "$2" 2>&1 | sed 's/^/    /'
	} | on_screen
}

# news WHO FILE: what has been added to a log since the last time.
news() {
	local seen
	seen=$(cat "$2.seen" 2> /dev/null || echo 0)
	{
		printf '  %s says:\n' "$1"
		tail -n +$((seen + 1)) "$2" | sed 's/^/    /'
	} | on_screen
	wc -l < "$2" > "$2.seen"
}

say "dom0 is up. The machine's firmware has clocks and speaks SCMI, but to one caller only, and" \
	"that is dom0. (The firmware is a model, a process that logs each change of a clock.)"
start_firmware
start_daemon
dom0 'xl list'
news xen-scmid "$daemon_log"

say "The administrator says who may use what: the guest named 'owner' has clock 3."
policy owner clock 3
dom0 'xenstore-ls /tool/xen-scmi/policy'

say "'owner' is an ordinary Debian kernel. Its partial device tree passes through the machine's" \
	"real-time clock, whose bus clock is SCMI clock 3."
linux_guest owner tree=rtc
dom0 'cat /run/guests/owner.cfg'
dom0 'xl create -q /run/guests/owner.cfg'
guest_wait_boot owner
news xen-scmid "$daemon_log"
news "the firmware" "$firmware_log"

say "What 'owner' sees: an SCMI platform with the one clock that is its own, and a device that works."
guest owner 'dmesg | grep -iE "scmi|pl031|rtc" | cut -c1-110'
guest owner 'head -n 3 /sys/kernel/debug/clk/clk_summary; grep pclk /sys/kernel/debug/clk/clk_summary'
guest owner 'cat /sys/class/rtc/rtc0/date /sys/class/rtc/rtc0/time'

say "'visitor' has the same SCMI nodes in its tree, but no rights. It boots as well; for it there" \
	"are no clocks."
linux_guest visitor tree=plain
dom0 'xl create -q /run/guests/visitor.cfg'
guest_wait_boot visitor
guest visitor 'dmesg | grep -i scmi | cut -c1-110'
guest visitor 'grep pclk /sys/kernel/debug/clk/clk_summary || echo "no such clock"'
news xen-scmid "$daemon_log"

say "'stranger' is no Linux. It has clock 6, and also tries those that are not its own, clock 3 among" \
	"them. This is what it is told; the firmware hears only of what it may do."
policy stranger clock 6
bare_guest stranger walk
dom0 'xl create -q /run/guests/stranger.cfg'
wait_gone stranger
{
	printf '  stranger says:\n'
	tr -d '\r' < "$(guest_console stranger)" |
		sed -nE 's/^CLOCK (CLOCK_(NAME_GET|RATE_GET|CONFIG_SET)) > [0-9a-f]+ 0*([0-9a-f]+) .* ([A-Z_]+)$/    \1 of clock 0x\3: \4/p' |
		uniq
} | on_screen
news xen-scmid "$daemon_log"
news "the firmware" "$firmware_log"

say "'owner' hands its device back: its driver lets go of the clock, and takes it again."
guest owner 'cd /sys/bus/amba/drivers/rtc-pl031 && echo 9010000.rtc > unbind && echo 9010000.rtc > bind'
news "the firmware" "$firmware_log"

say "Xen's view, and what the daemon holds for both:"
dom0 'xl list'
dom0 'xenstore-ls /local/domain/0/backend/scmi'

say "'owner' is destroyed without a warning. What it had turned on is turned off for it."
dom0 'xl destroy owner'
wait_gone owner
expect_line "$daemon_log" 'released clock 3' 10
news "the firmware" "$firmware_log"
news xen-scmid "$daemon_log"
dom0 'xl list'
