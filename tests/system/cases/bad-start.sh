# SPDX-License-Identifier: GPL-2.0-or-later
# What the daemon cannot start with is said in one line, with a status that is not 0.

# refused WANTED COMMAND...: it ends with status 1 and one line that matches.
refused() {
	wanted=$1
	shift
	step "refused: $*"
	if timeout 30 "$@" > "$case_dir/out" 2>&1; then
		fail "it ended with status 0"
	fi
	cat "$case_dir/out"
	expect_equal "$(wc -l < "$case_dir/out")" 1 "number of lines"
	expect_line "$case_dir/out" "$wanted" 0
}

# with_config WANTED LINE...
with_config() {
	wanted=$1
	shift
	printf '%s\n' "$@" > /run/bad.conf
	refused "$wanted" xen-scmid --config /run/bad.conf
}

refused '/run/none.conf: No such file' xen-scmid --config /run/none.conf
refused '/run: ' xen-scmid --config /run
with_config '/run/bad.conf: no channel, expected one such as channel = socket:PATH' '# empty'
with_config '/run/bad.conf:1: expected "key = value"' 'channel'
with_config 'unknown key "chanel", expected one of channel' 'chanel = socket:/x'
with_config 'timeout-ms = "soon", expected a number from' 'channel = socket:/x' 'timeout-ms = soon'
with_config 'timeout-ms = "0", expected a number from' 'channel = socket:/x' 'timeout-ms = 0'
with_config 'log-level = "loud", expected one of error, warning' 'channel = socket:/x' 'log-level = loud'
with_config 'channel = "carrier-pigeon:/x", expected socket:PATH or raw:DIR or mmio:' 'channel = carrier-pigeon:/x'
with_config 'socket:x, expected an absolute path' 'channel = socket:x'
refused 'xen-scmid: .*no-such-option' sh -c 'xen-scmid --no-such-option 2>&1 | head -n 1; false'

expect "xen-scmid --version | grep -q '^xen-scmid [0-9]'"
expect "xen-scmid --help | grep -q -- '--config'"

step "a second instance"
start_firmware
start_daemon
refused "xen-scmid runs already, as process $(daemon_pid)" xen-scmid
stop_daemon

step "no rights, no xenstore"
echo 'nobody:x:65534:65534::/:/bin/sh' > /etc/passwd
chmod 777 /run/xen-scmi
chmod 666 /run/xen-scmi/lock
refused 'cannot open /dev/xen/privcmd: .*expected root in dom0' start-stop-daemon -S -c nobody -x /usr/sbin/xen-scmid
chmod 700 /run/xen-scmi
refused 'cannot reach xenstore: .*expected a running xenstored' env XENSTORED_PATH=/run/none xen-scmid
