# SPDX-License-Identifier: GPL-2.0-or-later
# From a machine's tree and a device's path to two Linux guests that drive their devices: nothing by hand.
# releases: all
#
# One is docs/example as it stands there; the other one is made from the emulator's own tree.

example=/testbed/example
machine=/testbed/machine.dtb

start_firmware
{ cat /etc/xen/scmid.conf; echo "host-dtb = $machine"; } > "$case_dir/host.conf"
start_daemon -c "$case_dir/host.conf"

step "the example"
mkdir -p /boot/guest
ln -sf $images/linux.kernel /boot/guest/Image
ln -sf $images/linux.cpio /boot/guest/initrd
expect "xen-scmi-dt guest --host $example/board.dtb --device /rtc@9010000 -o /etc/xen/rtc.dtb"
expect "xen-scmi-dt check --host $example/board.dtb $example/rtc.cfg"
mkdir -p $guests
sed 's/^extra = .*/extra = "console=hvc0 rdinit=\/init cma=0"/' $example/rtc.cfg > $guests/rtc.cfg
echo /var/log/xen/guest-rtc.log > $guests/rtc.console

step "a guest from the emulator's tree"
linux_guest gpio
xen-scmi-dt guest --host $machine --device /pl061@9030000 -o $guests/gpio.dtb > $guests/gpio.lines ||
	fail "no tree is made"
cat $guests/gpio.lines >> $guests/gpio.cfg
expect "xen-scmi-dt check -c $case_dir/host.conf $guests/gpio.cfg"
expect "xen-scmi-dt check $guests/rtc.cfg $guests/gpio.cfg"

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
expect "xen-scmictl show rtc | grep '^/rtc@9010000  *clock 3 *-*$'"
expect "xen-scmictl show gpio | grep '^/pl061@9030000  *clock 4 *-*$'"

step "a third that claims the clock of the first boots, and is refused it"
linux_guest third tree=rival
refute "xen-scmi-dt check $guests/rtc.cfg $guests/gpio.cfg $guests/third.cfg > $case_dir/out"
expect "grep -q 'third.cfg: .*clock 3: rtc owns it' $case_dir/out"
create third
guest_wait_boot third
why='rtc owns it for /rtc@9010000'
expect_line $daemon_log "third: clock 3 for /soc/rival refused: $why"
expect "xen-scmictl show third | grep 'clock 3: $why; clock 4: gpio owns it for /pl061@9030000'"
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid third)/0/device/0/refused")" \
	"clock 3: $why; clock 4: gpio owns it for /pl061@9030000" "what its device is refused"

step "what they turned on is off when they are gone"
destroy rtc
destroy gpio
destroy third
expect_soon "grep '^clock 3' $firmware_log | tail -n 1 | grep -qx 'clock 3 rtc_pclk: off'"
expect_soon "grep '^clock 4' $firmware_log | tail -n 1 | grep -qx 'clock 4 gpio_pclk: off'"
