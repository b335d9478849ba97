# SPDX-License-Identifier: GPL-2.0-or-later
# Of two guests that are granted one clock the second is refused it, and gets it when the first is gone.

start_firmware
start_daemon
policy first clock 3
policy second clock '3 4'
bare_guest first slow extra=clock=3
bare_guest second slow extra=clock=3 extra=wait=100000
create first
guest_wait_line first '^slow: answer 1: good'
create second
guest_wait_line second '^slow: answer 1: .*DENIED'
expect_line "$daemon_log" 'warning: second: clock 3 refused: first owns it'
expect_equal "$(xenstore-read "/local/domain/0/backend/scmi/$(xl domid second)/0/clock")" 4 "rights of second"
destroy first
guest_wait_line second '^slow: answer [0-9]*: good'
