# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
# A story of three guests, told on the console by tests/demo.

board=/testbed/example/board.dtb

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
{ cat /etc/xen/scmid.conf; echo "host-dtb = $board"; } > "$case_dir/host.conf"
start_daemon -c "$case_dir/host.conf"
dom0 'xl list'
news xen-scmid "$daemon_log"

say "This is what the machine's device tree says of its devices and SCMI. The serial port is dom0's; the" \
	"real-time clock is left to guests, and its bus clock is SCMI clock 3."
dom0 "xen-scmi-dt resources $board"

say "'owner', an ordinary Debian kernel, is to have the real-time clock. Its partial device tree is made" \
	"from the machine's, with the lines that xl needs. They go into its configuration, and that is all:" \
	"nothing else is said of SCMI."
linux_guest owner
dom0 "xen-scmi-dt guest --host $board --device /rtc@9010000 -o /run/guests/owner.dtb | tee -a /run/guests/owner.cfg"
dom0 'cat /run/guests/owner.cfg'
dom0 'xen-scmi-dt check /run/guests/owner.cfg'
dom0 'xl create -q /run/guests/owner.cfg'
guest_wait_boot owner
news xen-scmid "$daemon_log"
news "the firmware" "$firmware_log"

say "What 'owner' sees: an SCMI platform with the one clock that its device needs, and a device that works."
guest owner 'dmesg | grep -iE "scmi|pl031|rtc" | cut -c1-110'
guest owner 'head -n 3 /sys/kernel/debug/clk/clk_summary; grep pclk /sys/kernel/debug/clk/clk_summary'
guest owner 'cat /sys/class/rtc/rtc0/date /sys/class/rtc/rtc0/time'

say "'visitor' has a tree that refers to the same clock, and to another one. It boots as well, and gets" \
	"what nobody has. It could have been known before."
linux_guest visitor tree=rival
dom0 'xen-scmi-dt check /run/guests/owner.cfg /run/guests/visitor.cfg'
dom0 'xl create -q /run/guests/visitor.cfg'
guest_wait_boot visitor
guest visitor 'grep pclk /sys/kernel/debug/clk/clk_summary'
dom0 'xen-scmictl show visitor'
news xen-scmid "$daemon_log"

say "'stranger' is no Linux, and what it may use is written down: clock 6. It also tries those that are" \
	"not its own, clock 3 among them. This is what it is told; the firmware hears only of what it may do."
dom0 'xen-scmictl grant stranger clock=6'
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
expect_line "$daemon_log" 'released clock 3'
news "the firmware" "$firmware_log"
news xen-scmid "$daemon_log"
dom0 'xl list'
