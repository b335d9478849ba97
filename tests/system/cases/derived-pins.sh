# SPDX-License-Identifier: GPL-2.0-or-later
# Pins that a tree has names for are a guest's: with a group come its pins, and each is exclusive.
# timeout: 300

start_firmware
start_daemon
bare_guest first slow tree=pins extra=clock=3 extra=wait=100000
bare_guest second slow tree=pins-rival extra=clock=3 extra=wait=100000
# rights OF: its rights to functions, groups and pins
rights() {
	local backend
	backend=/local/domain/0/backend/scmi/$(xl domid "$1")/0
	echo "$(xenstore-read "$backend/pin-function"), $(xenstore-read "$backend/pin-group"), $(xenstore-read "$backend/pin")"
}

create first
guest_wait_line first '^slow: answer 1: good'
first=/local/domain/0/backend/scmi/$(xl domid first)/0/device/0
expect_becomes "rights first" "0, 0, 2-3 8 12" "its functions, groups and pins"
expect_equal "$(xenstore-read "$first/pin-group")" 0 "groups that its device needs"
expect_becomes "xenstore-read $first/refused" "" "what its device is refused"

step "a pin that is another's is refused, and a name that nothing has; what is only read is not"
create second
refused='pin 2: first owns it for /passthrough/rtc@9010000; pin-group "nonesuch": the firmware has none of that name'
second=/local/domain/0/backend/scmi/$(xl domid second)/0/device/0
expect_becomes "rights second" ", 0:ro, 3:ro 12:ro 13" "its functions, groups and pins"
expect_becomes "xenstore-read $second/refused" "$refused" "what its device is refused"
expect_line "$daemon_log" 'second: pin 2 for /passthrough/rival refused: first owns it for /passthrough/rtc@9010000'
expect_line "$daemon_log" 'second: pin-group "nonesuch" for /passthrough/rival refused: the firmware has none of that name'

step "the next daemon knows it, though it finds the firmware only later"
kill_daemon
stop_firmware
start_daemon
expect_equal "$(rights first)" ", , " "its functions, groups and pins"
start_firmware
# Pins are known by number at once, and names one after the other.
expect_becomes "rights first" "0, 0, 2-3 8 12" "its functions, groups and pins"
expect_becomes "rights second" ", 0:ro, 3:ro 12:ro 13" "the other's"
expect_becomes "xenstore-read $second/refused" "$refused" "what its device is refused"

step "names are there for people"
expect_soon "xen-scmictl firmware | grep -Eq '^pin-group +0 +uart$'"
expect_soon "xen-scmictl firmware | grep -Eq '^clock +5 +audio_pll_with_a_long_name$'"

step "what the first had is the second's when the first has gone"
destroy first
expect_becomes "rights second" ", 0:ro, 2 3:ro 12:ro 13" "its functions, groups and pins"

step "a guest is served before the firmware is there: what it needs is known to the next daemon all the same"
destroy second
kill_daemon
stop_firmware
start_daemon
create first
first=/local/domain/0/backend/scmi/$(xl domid first)/0/device/0
expect_soon "xenstore-exists $first/name/0"
refute "xenstore-exists $first/pin"
start_firmware
expect_becomes "rights first" "0, 0, 2-3 8 12" "its functions, groups and pins"
expect_equal "$(xenstore-read "$first/pin")" "2-3 8 12" "pins that its device needs"
