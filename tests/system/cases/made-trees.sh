# SPDX-License-Identifier: GPL-2.0-or-later
# From the machine's tree and a device's path to two Linux guests that drive their devices: nothing by hand.

machine=/testbed/machine.dtb

# made_guest NAME DEVICE: a guest as xen-scmi-dt makes it.
made_guest() {
	linux_guest "$1"
	xen-scmi-dt guest --host "$machine" --device "$2" -o "$guests/$1.dtb" > "$guests/$1.lines" ||
		fail "no tree is made for $2"
	cat "$guests/$1.lines"
	cat "$guests/$1.lines" >> "$guests/$1.cfg"
}

start_firmware
{ cat /etc/xen/scmid.conf; echo "host-dtb = $machine"; } > "$case_dir/host.conf"
start_daemon -c "$case_dir/host.conf"
made_guest rtc /pl031@9010000
made_guest gpio /pl061@9030000
create rtc
guest_wait_boot rtc
create gpio
guest_wait_boot gpio

step "both devices work"
passed=$(($(guest_run rtc 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"
expect "guest_run gpio 'ls /sys/class/gpio' | grep -q gpiochip"
expect_line $firmware_log '^clock 3 rtc_pclk: on$'
expect_line $firmware_log '^clock 4 gpio_pclk: on$'

step "each sees its own"
expect "guest_run rtc 'cat /sys/kernel/debug/clk/clk_summary' | grep -q rtc_pclk"
refute "guest_run rtc 'cat /sys/kernel/debug/clk/clk_summary' | grep -q gpio_pclk"
refute "guest_run gpio 'cat /sys/kernel/debug/clk/clk_summary' | grep -q rtc_pclk"
expect "xen-scmictl show rtc | grep '^/pl031@9010000  *clock 3 *-*$'"
expect "xen-scmictl show gpio | grep '^/pl061@9030000  *clock 4 *-*$'"

step "a third that claims the clock of the first boots, and is refused it"
linux_guest third tree=rival
create third
guest_wait_boot third
why='rtc owns it for /pl031@9010000'
expect_line $daemon_log "third: clock 3 for /soc/rival refused: $why"
expect "xen-scmictl show third | grep 'clock 3: $why; clock 4: gpio owns it for /pl061@9030000'"
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid third)/0/device/0/refused")" \
	"clock 3: $why; clock 4: gpio owns it for /pl061@9030000" "what its device is refused"

step "what they turned on is off when they are gone"
destroy rtc
destroy gpio
destroy third
expect_soon 10 "grep '^clock 3' $firmware_log | tail -n 1 | grep -qx 'clock 3 rtc_pclk: off'"
expect_soon 10 "grep '^clock 4' $firmware_log | tail -n 1 | grep -qx 'clock 4 gpio_pclk: off'"
