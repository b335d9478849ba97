# SPDX-License-Identifier: GPL-2.0-or-later
# Linux's own driver of SCMI's pins sets those that two guests' trees name, and nothing of the other's.
# timeout: 240

kernel="kernel=\"$images/linux-pinctrl.kernel\""
debug='/sys/kernel/debug/pinctrl/*-scmi-pinctrl'
said=0

# expect_said LINE...: the firmware's log has got these about pins since the last time, or will soon.
expect_said() {
	local wanted
	wanted=$(printf '%s\n' "$@")
	wait_for 10 "[ \"\$(of_pins)\" = \"$wanted\" ]" || true
	expect_equal "$(of_pins)" "$wanted" "what the firmware's log says of pins"
	said=$((said + $#))
}

of_pins() { grep -E '^(pin|group|function) ' "$firmware_log" | tail -n "+$((said + 1))"; }

# listed NAME FILE: what the guest's driver knows by a name, as it lists it.
listed() {
	guest_run "$1" "cat $debug/$2" |
		sed '/not-granted/d; /^registered/d; s/ [^ ]*:? *$//; s/ *$//; /^$/d' | tr '\n' ';'
}

start_firmware
start_daemon
linux_guest owner tree=pins "$kernel"
linux_guest other tree=gpio-pins "$kernel"
create owner
create other
guest_wait_boot owner
guest_wait_boot other

step "without the driver the devices wait, and nobody has touched a pin"
refute "guest_run owner 'ls /sys/class/rtc/rtc0'"
refute "guest_run other 'ls /sys/class/gpio' | grep gpiochip"
expect_said

step "with it the first's device works, and the pins are as its tree says"
expect "guest_run owner 'insmod /pinctrl-scmi.ko'"
expect_soon "guest_run owner 'ls /sys/class/rtc/rtc0'"
expect_said 'pin 2 uart_rx: requested' 'pin 3 uart_tx: requested' 'group 0 uart: function 0' \
	'pin 8 camera_pin_with_a_long_name: config 4=1' 'pin 12 gpio12: config 4=1'
expect_line "$firmware_log" '^clock 3 rtc_pclk: on$'
passed=$(($(guest_run owner 'cat /sys/class/rtc/rtc0/since_epoch') - $(cat /testbed/started)))
expect "[ $passed -ge 0 ] && [ $passed -le 3600 ]"

step "so do the second's"
expect "guest_run other 'insmod /pinctrl-scmi.ko'"
expect_soon "guest_run other 'ls /sys/class/gpio' | grep gpiochip"
expect_said 'pin 4 spi_4: requested' 'pin 5 spi_5: requested' 'pin 6 spi_6: requested' 'pin 7 spi_7: requested' \
	'group 1 spi: function 1' 'group 1 spi: config 10=8' 'pin 13 gpio13: config 18=0'

step "each knows its own by name, and of the rest that it is there"
expect_equal "$(listed owner pins)" \
	'pin 2 (uart_rx);pin 3 (uart_tx);pin 8 (camera_pin_with_a_long_name);pin 12 (gpio12);' "the first's pins"
expect "listed owner pingroups | grep '^group: uart;pin 2 (uart_rx);pin 3 (uart_tx);'"
refute "listed owner pingroups | grep ';group'"
expect_equal "$(listed owner pinmux-functions)" 'function 0: uart, groups = [ uart ];' "the first's functions"
expect "listed owner pinmux-pins | grep ';pin 2 (uart_rx): 9010000.rtc .* function uart group uart;pin 3'"
expect_equal "$(listed other pins)" \
	'pin 4 (spi_4);pin 5 (spi_5);pin 6 (spi_6);pin 7 (spi_7);pin 13 (gpio13);' "the second's pins"
expect "listed other pingroups | grep 'group: spi;pin 4 (spi_4);pin 5 (spi_5);pin 6 (spi_6);pin 7 (spi_7);'"
expect_equal "$(listed other pinmux-functions)" 'function 1: spi, groups = [ spi ];' "the second's functions"
there=$(xen-scmictl firmware | sed -n 's/^pin  *\([0-9]*\)  *owner .*/\1/p')
for guest in owner other; do
	expect_equal "$(guest_run $guest "grep -c '^pin ' $debug/pins")" "$there" "pins that $guest sees"
done

step "what is the first's is not for the second, whose bus has no driver therefore"
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid other)/0/device/1/refused")" \
	'pin 12: owner owns it for /passthrough/rtc@9010000' "what its bus is refused"
rival=/sys/bus/platform/devices/passthrough:rival/driver
refute "guest_run other 'ls $rival'"
expect "guest_run other dmesg | grep 'could not map pin config for \"gpio12\"'"
refute "guest_run other \"cd $debug && echo spi not-granted > pinmux-select\""
expect_line "$daemon_log" 'other .*: refused PINCTRL_SETTINGS_CONFIGURE of pin-group 1: DENIED'

step "a device that its driver lets go has no pins; it has them again"
rtc=/sys/bus/amba/drivers/rtc-pl031
expect "guest_run owner 'echo 9010000.rtc > $rtc/unbind'"
expect_said 'pin 2 uart_rx: released' 'pin 3 uart_tx: released'
expect "guest_run owner 'echo 9010000.rtc > $rtc/bind'"
expect_said 'pin 2 uart_rx: requested' 'pin 3 uart_tx: requested' 'group 0 uart: function 0' \
	'pin 8 camera_pin_with_a_long_name: config 4=1' 'pin 12 gpio12: config 4=1'

step "the first goes, and the second's bus gets what it had"
destroy owner
expect_said 'pin 3 uart_tx: released' 'pin 2 uart_rx: released'
gpio=/sys/bus/amba/drivers/pl061_gpio
expect "guest_run other 'echo 9030000.gpio > $gpio/unbind'"
expect_said 'pin 4 spi_4: released' 'pin 5 spi_5: released' 'pin 6 spi_6: released' 'pin 7 spi_7: released'
expect "guest_run other 'rmmod pinctrl_scmi && insmod /pinctrl-scmi.ko'" # names are read once
expect "guest_run other 'echo passthrough:rival > /sys/bus/platform/drivers/simple-pm-bus/bind'"
expect_said 'pin 12 gpio12: config 2=0'
expect "guest_run other 'echo 9030000.gpio > $gpio/bind'"
expect_said 'pin 4 spi_4: requested' 'pin 5 spi_5: requested' 'pin 6 spi_6: requested' 'pin 7 spi_7: requested' \
	'group 1 spi: function 1' 'group 1 spi: config 10=8' 'pin 13 gpio13: config 18=0'
destroy other
expect_said 'pin 7 spi_7: released' 'pin 6 spi_6: released' 'pin 5 spi_5: released' 'pin 4 spi_4: released'
