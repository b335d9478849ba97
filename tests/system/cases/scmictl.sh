# SPDX-License-Identifier: GPL-2.0-or-later
# xen-scmictl shows who has what, and grants and revokes while guests run; policy files are loaded, at start as well.

out=$case_dir/out.txt
err=$case_dir/err.txt

# ctl STATUS ARG...: xen-scmictl ends with this status; what it prints is in $out and $err.
ctl() {
	local wanted=$1 status=0
	shift
	step "xen-scmictl $* (status $wanted)"
	xen-scmictl "$@" > "$out" 2> "$err" || status=$?
	cat "$out" "$err"
	[ "$status" = "$wanted" ] || fail "status $status, not $wanted"
	if [ "$wanted" = 0 ]; then
		[ ! -s "$err" ] || fail "there is something on stderr"
	else
		[ "$(wc -l < "$err")" = 1 ] || fail "not one line on stderr"
	fi
}

# said REGEX, complained REGEX: a line of the last ctl.
said() { expect_line "$out" "$1" 0; }
complained() { expect_line "$err" "$1" 0; }

policy_of() { xenstore-read "/tool/xen-scmi/policy/$1/$2"; }

step "nobody is there"
ctl 69 list
complained '/run/xen-scmi/control: No such file or directory'
ctl 69 -s /run/none list
complained '/run/none'
ctl 64
ctl 64 lost
complained '"lost" is no command, expected one of list, show'
ctl 64 show
ctl 64 derive
ctl 64 grant slow
ctl 64 policy load

step "policy files are loaded at start, in the order of their names"
files=$case_dir/scmi.d
mkdir "$files"
{
	cat /etc/xen/scmid.conf
	echo "policy-dir = $files"
} > "$case_dir/scmid.conf"
printf '[slow]\nclock = 4\n[other]\npower = 1\n' > "$files"/10-first.conf
printf '[slow]\nclocks = 5\n' > "$files"/20-wrong.conf
printf '# the last word\n[slow]\nclock = 3 9:ro\n 500\nsensor = 0:ro\n' > "$files"/30-last.conf
printf '[slow]\nclock = 1\n' > "$files"/40-none.conf.orig
start_firmware
start_daemon -c "$case_dir/scmid.conf"
expect_line "$daemon_log" '20-wrong.conf:2: \[slow\] clocks = "5": no such kind as "clocks", expected one of clock'
expect_equal "$(count_lines "$daemon_log" 'policy file')" 3
expect_equal "$(policy_of slow clock)" '3 9:ro 500'
expect_equal "$(policy_of other power)" 1
ctl 0 list
expect "[ ! -s $out ]"

step "a guest that holds a clock, and one that is refused it"
bare_guest slow slow extra=clock=3 extra=on=1 extra=wait=200000
create slow
guest_wait_line slow '^slow: on: good'
policy second clock '3 4'
bare_guest second slow extra=clock=4 extra=wait=200000
create second
guest_wait_line second '^slow: answer 0: good'
slow=$(xl domid slow)
ctl 0 list
said '^NAME +DOMAIN +STATE'
said "^slow +$slow +served +[1-9].* clock 3 9:ro; sensor 0:ro\$"
said "^second +$(xl domid second) +served .* clock 4\$"
ctl 0 show slow
said "^slow \(domain $slow\): served"
said '^calls [1-9][0-9]*, forwarded [1-9][0-9]*, refused [0-9]+, failed 0, faults 0$'
said '^clock +3 9:ro 500 +3 9:ro$'
said '^clock +500 +the firmware has 10, from 0 on$'
said '^clock +3 +0x1 +held$'
ctl 0 show "$(xl domid second)"
said '^clock +3-4 +4$'
said '^clock +3 +slow owns it$'
ctl 1 show nobody
complained 'there is no domain "nobody"'

step "what is revoked is gone at the next call, and off at the firmware"
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: on' "the firmware's last word"
ctl 0 revoke slow clock=3,500
said '^slow +clock +9:ro$'
expect_line "$daemon_log" 'policy of slow: revoked clock=3,500'
expect_line "$daemon_log" 'slow .*released clock 3'
expect_equal "$(policy_of slow clock)" 9:ro
expect_equal "$(tail -n 1 "$firmware_log")" 'clock 3 rtc_pclk: off' "the firmware's last word"
guest_wait_line slow '^slow: answer [0-9]*: .*DENIED'
ctl 0 show second
said '^clock +3-4 +3-4$'
ctl 1 revoke slow clock=3
complained 'clock=3: nothing of it is granted to slow'

step "what is granted counts at the next call"
ctl 0 revoke second clock=3
console=$(guest_console slow)
good=$(count_lines "$console" 'answer [0-9]*: good')
ctl 0 grant "$slow" clock=3,7-8:ro vendor=0x80 system-power=shutdown
said '^slow +clock +3 7-9:ro$'
said '^slow +vendor +0x80$'
expect_soon "[ \$(count_lines $console 'answer [0-9]*: good') -gt $((good + 1)) ]"
expect_equal "$(policy_of slow clock)" '3 7-9:ro'
expect_equal "$(policy_of slow system-power)" shutdown

step "what is granted, and is another's, is said"
ctl 75 grant second clock=3 sensor=5:ro
said '^second +clock +3-4$'
said '^clock +3 +slow owns it$'
complained '^xen-scmictl: second does not get clock 3: slow owns it$'
ctl 75 --json grant second clock=3
expect "grep -qF '\"refused\":[{\"kind\":\"clock\",\"resources\":\"3\",\"owner\":\"slow\"}]' $out"
ctl 0 revoke second clock=3 sensor=5

step "bad requests change nothing"
before=$(xenstore-ls -f /tool/xen-scmi)
ctl 1 grant slow clock=5 clock=3x
complained '"clock=3x": "3x" is no id or range'
ctl 1 grant slow clok=5
complained '"clok=5": no such kind as "clok", expected one of clock'
ctl 1 grant slow 5
complained 'expected KIND=RESOURCES'
ctl 1 grant slow clock=
ctl 1 grant slow sensor=1:shared
ctl 1 grant some.guest clock=1
complained 'guest "some.guest": xenstore can have no key for it'
ctl 1 grant 999 clock=1
complained 'there is no domain 999'
ctl 1 revoke slow clock=3:ro
complained 'names a right, expected none'
ctl 1 revoke slow clock=9 power=1
expect_equal "$(xenstore-ls -f /tool/xen-scmi)" "$before" "the policy"

step "a guest that does not exist"
ctl 0 grant later power=1,2:shared
expect_equal "$(policy_of later power)" '1 2:shared'
expect_equal "$(policy_of later derive)" yes
said '^later has a policy, derive = yes'
ctl 1 revoke later power=0-9
complained '^xen-scmictl: later is granted what its devices need, and not served'
ctl 0 derive later
said '^later has no policy: it is granted what its devices need'
expect "! xenstore-exists /tool/xen-scmi/policy/later"
policy later power '1 2:shared'
ctl 0 revoke later power=0-9
said '^later +power +-$'
# It is left with a policy that gives it nothing.
expect_equal "$(xenstore-list /tool/xen-scmi/policy/later)" "" "the policy of later"
expect "xenstore-exists /tool/xen-scmi/policy/later"
ctl 0 policy save
said '^derive = no$'
cp "$out" "$case_dir/nothing.conf"
xenstore-rm /tool/xen-scmi/policy/later
ctl 0 policy load "$case_dir/nothing.conf"
expect_equal "$(xenstore-list /tool/xen-scmi/policy/later)" "" "the policy of later"
expect "xenstore-exists /tool/xen-scmi/policy/later"
xenstore-rm /tool/xen-scmi/policy/later

step "what is saved can be loaded"
ctl 0 policy save
said '^\[slow\]$'
said '^clock = 3 7-9:ro$'
cp "$out" "$case_dir/saved.conf"
before=$(xenstore-ls -f /tool/xen-scmi)
ctl 0 policy check "$case_dir/saved.conf"
ctl 0 policy load "$case_dir/saved.conf"
expect_equal "$(xenstore-ls -f /tool/xen-scmi)" "$before" "the policy"
xenstore-write /tool/xen-scmi/policy/slow/reset 1,x
ctl 0 policy save
said '^# not saved: the policy of slow has reset = "1,x": "x" is no id or range'
xenstore-rm /tool/xen-scmi/policy/slow/reset

step "a file with an error changes nothing"
printf '[slow]\nclock = 5\n[other]\npower = 1-x\n' > $case_dir/wrong.conf
ctl 1 policy load $case_dir/wrong.conf
complained '/wrong.conf:4: \[other\] power = "1-x": "1-x" is no id or range, expected N or N-M'
ctl 1 policy check $case_dir/wrong.conf
complained '/wrong.conf:4: \[other\] power'
ctl 1 policy check $case_dir/missing.conf
complained '/missing.conf: No such file'
expect_equal "$(xenstore-ls -f /tool/xen-scmi)" "$before" "the policy"

step "a good one replaces the policies of the guests that it names"
printf '[slow]\nclock = 3\n' > $case_dir/good.conf
ctl 0 policy check $case_dir/good.conf
expect_equal "$(xenstore-ls -f /tool/xen-scmi)" "$before" "the policy"
ctl 0 policy load $case_dir/good.conf
said '^slow$'
expect_equal "$(xenstore-list /tool/xen-scmi/policy/slow)" clock
expect_equal "$(policy_of other power)" 1

step "the firmware"
ctl 0 firmware
said '^xen-scmi model, version 0x10203$'
said '^CLOCK +0x14 +[0-9.]+$'
said "^clock +10 +slow \(domain $slow\) +3\$"
said '^sensor +[0-9]+ +- +-$'

step "for programs"
ctl 0 --json list
expect "grep -qF '\"name\":\"slow\",\"domain\":$slow,\"state\":\"served\",\"owned\":{\"clock\":\"3\"}' $out"
ctl 0 --json show slow
expect "grep -qF '\"granted\":{\"clock\":\"3\"},\"refused\":[],\"holds\":[' $out"
ctl 0 --json firmware
expect "grep -qF '{\"kind\":\"clock\",\"count\":10,\"owners\":[{\"guest\":\"slow\"' $out"
ctl 0 --json derive later
expect "grep -qxF '{\"name\":\"later\",\"has_policy\":false,\"derives\":true,\"granted\":{}}' $out"
ctl 0 --json policy save
expect "grep -qF '\"slow\":{\"clock\":\"3\"}' $out"
ctl 1 --json show nobody

step "nobody but root"
echo 'someone:x:1000:1000::/:/bin/sh' > /etc/passwd
as_user="start-stop-daemon -S -x /usr/sbin/xen-scmictl -c 1000:1000 --"
status=0
$as_user list > "$out" 2> "$err" || status=$?
cat "$err"
expect_equal "$status" 69
complained 'Permission denied; expected it to run, and root to ask'
chmod 755 /run/xen-scmi
chmod 666 /run/xen-scmi/control
status=0
$as_user list > "$out" 2> "$err" || status=$?
chmod 700 /run/xen-scmi
rm /etc/passwd
expect_equal "$status" 1
complained 'user 1000 asks, expected user 0'
ctl 0 list

step "a daemon that comes back leaves alone what was granted and revoked meanwhile"
kill_daemon
ctl 69 list
complained 'Connection refused'
start_daemon -c "$case_dir/scmid.conf"
expect_equal "$(policy_of slow clock)" 3
stop_daemon
printf '[slow]\nclock = 3-4\n' > "$files"/50-new.conf
start_daemon -c "$case_dir/scmid.conf"
expect_equal "$(policy_of slow clock)" 3-4

step "what stood in files alone goes with them"
stop_daemon
rm "$files"/10-first.conf "$files"/30-last.conf "$files"/50-new.conf
expect_equal "$(policy_of other power)" 1
start_daemon -c "$case_dir/scmid.conf"
expect "! xenstore-exists /tool/xen-scmi/policy/other"
expect "! xenstore-exists /tool/xen-scmi/policy/slow"
expect "xenstore-exists /tool/xen-scmi/policy/second"
