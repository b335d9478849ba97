# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon tells its service manager when it is ready and when it stops, and guests that are there are served by then.

service_start listen notify-listen /run/notify
start_firmware
expect_soon "[ -S /run/notify ]"
export NOTIFY_SOCKET=/run/notify
start_daemon
expect_line "$case_dir/listen.log" '^READY=1$'
refute_line "$case_dir/listen.log" '^STOPPING=1$'
stop_daemon
expect_line "$case_dir/listen.log" '^STOPPING=1$'

policy load clock 3
start_daemon
bare_guest load load
create load
guest_wait_line load '^load: start'
kill_daemon
start_daemon
expect "[ \$(grep -n 'taken over' $daemon_log | tail -n 1 | cut -d: -f1) -lt \$(grep -n ready $daemon_log | tail -n 1 | cut -d: -f1) ]"
service_end listen KILL || true
