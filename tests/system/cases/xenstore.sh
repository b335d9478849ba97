# SPDX-License-Identifier: GPL-2.0-or-later
# Backend and frontend directories are as docs/xenstore.md says, and not the guest's to write.

start_firmware
start_daemon
policy load clock '3 7-9'
bare_guest load load
create load
guest_wait_line load '^load: start'
domain=$(xl domid load)
backend=/local/domain/0/backend/scmi/$domain/0
frontend=/local/domain/$domain/device/scmi/0

expect_equal "$(xenstore-read $backend/frontend)" "$frontend"
expect_equal "$(xenstore-read $backend/frontend-id)" "$domain"
expect_equal "$(xenstore-read $backend/state)" 4
expect_equal "$(xenstore-read $backend/online)" 1
expect_equal "$(xenstore-read $backend/clock)" '3 7-9'
expect_equal "$(xenstore-read "$frontend/backend")" "$backend"
expect_equal "$(xenstore-read "$frontend/backend-id")" 0
expect_equal "$(xenstore-read "$frontend/state")" 3
expect_equal "$(xenstore-read "$frontend/smc-id")" 0x82000010
expect_equal "$(xenstore-read "$frontend/shmem-gfn")" 0x22001
expect_equal "$(xenstore-read "$frontend/shmem-ref")" 7

step "dom0 owns all of it, and the guest may read it and nothing else"
xenstore-ls -f -p "/local/domain/$domain/device" | tee "$case_dir/permissions"
expect "! grep '/scmi' $case_dir/permissions | grep -v '(n0,r$domain)'"
xenstore-ls -f -p "/local/domain/0/backend/scmi/$domain" | tee "$case_dir/permissions"
expect "! grep '/scmi/$domain/0' $case_dir/permissions | grep -v '(n0,r$domain)'"
