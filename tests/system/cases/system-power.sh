# SPDX-License-Identifier: GPL-2.0-or-later
# SYSTEM_POWER ends or restarts the guest that asks, if it may; the machine's firmware never hears of it.

start_firmware
start_daemon

step "without the right there is no such protocol"
bare_guest off system
create off
guest_wait_line off '^system: NOT_SUPPORTED'

step "with another right it is denied"
policy off system-power reboot
guest_wait_line off '^system: DENIED'
expect "running off"

step "with the right the guest is off"
policy off system-power 'shutdown'
wait_gone off
expect_line "$daemon_log" 'off .*: powers off'

step "a reboot is one"
policy again system-power reboot
bare_guest again system extra=state=1 extra=wait=2000000
create again
first=$(xl domid again)
expect_line "$daemon_log" 'again .*: reboots'
expect_soon "[ \"\$(xl domid again)\" -gt $first ]"
destroy again
refute_line "$firmware_log" '^system'
