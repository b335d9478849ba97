# SPDX-License-Identifier: GPL-2.0-or-later
# A second vCPU rewrites the message during calls, and both ring the doorbell at once.
# timeout: 300

start_firmware
start_daemon
policy race clock 3
bare_guest race race vcpus=2
create race
guest_wait_line race '^race: done' 240
guest_wait_line race '^race: done, 0 failed'
refute_line "$firmware_log" '^clock [^3]'
