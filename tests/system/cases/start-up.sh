# SPDX-License-Identifier: GPL-2.0-or-later
# Guests start as fast as without the daemon, and are not left paused when it stands still, dies or waits.
# releases: all
# timeout: 400

COUNT=3
MANY=40

# tell TEXT: a figure for whoever runs this.
tell() { echo "@@| $*" > /dev/console; }

# time_creating NAME: how long it takes until so many guests without SCMI have begun to print.
time_creating() {
	local before round=0
	before=$(uptime_seconds)
	while [ $round -lt $COUNT ]; do
		round=$((round + 1))
		bare_guest "$1$round" hello tree=none
		xl create -q "$guests/$1$round.cfg"
		guest_wait_line "$1$round" '^hello'
	done
	seconds_since "$before" > "$case_dir/$1.time"
	round=0
	while [ $round -lt $COUNT ]; do
		round=$((round + 1))
		xl destroy "$1$round"
	done
}

# runs NAME: it printed something, and is not paused.
runs() {
	guest_wait_line "$1" '^(hello|load: start)'
	refute "xl list $1 | grep -- '--p---'"
}

step "without the daemon, with it, without, with"
time_creating warm
time_creating bare
start_firmware
start_daemon
time_creating with
stop_daemon
time_creating again
start_daemon
time_creating once-more
tell "start-up of $COUNT guests without SCMI: with the daemon $(awk '{ sum[FNR + (FILENAME ~ /with|more/ ? 10 : 0)] += $1 }
	END { printf "%.2f", sum[11] / sum[1] }' "$case_dir"/bare.time "$case_dir"/again.time \
	"$case_dir"/with.time "$case_dir"/once-more.time) of the time without"

step "a daemon that stands still holds nobody up"
kill -STOP "$(daemon_pid)"
bare_guest still hello tree=none
create still
runs still
kill -CONT "$(daemon_pid)"
sleep 1
runs still
destroy still

step "one that is killed while it has a guest paused leaves it to the next"
round=0
held=0
while [ $held -lt 1 ] && [ $round -lt $MANY ]; do
	round=$((round + 1))
	case $((round % 2)) in
	0) bare_guest victim hello tree=none ;;
	1) bare_guest victim load tree=rtc ;;
	esac
	create victim -q &
	creating=$!
	# shortly before the daemon hears of it, and then a little later each time
	wait_for 20 'xl domid victim'
	sleep "$(awk -v round=$round 'BEGIN { print round % 8 * 0.02 }')"
	kill_daemon
	wait "$creating"
	sleep 0.2
	if xl list victim | grep -q -- '--p---'; then held=$((held + 1)); fi
	start_daemon
	runs victim
	destroy victim
done
tell "killed with a guest paused: $held of $round times"
expect "[ $held -gt 0 ]"

step "one that waits for firmware holds nobody up"
stop_daemon
stop_firmware
service_start daemon xen-scmid
bare_guest early hello tree=none
create early
runs early
destroy early
