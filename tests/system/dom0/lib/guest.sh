# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# guest.sh - guests: their configuration, their life, and talking to them.

guests=/run/guests
images=/testbed/guests

# linux_guest NAME [KEY=VALUE...]: the configuration of a Linux guest.
#     tree=plain     its partial device tree, from system/guests/*.dts (default: none)
#     memory=128     in MiB
#     vcpus=2
#     extra=WORDS    more of the kernel's command line
# Any other KEY=VALUE becomes a line of xl's configuration, VALUE as it stands there.
linux_guest() {
	local name=$1
	shift
	guest_config "$name" "/var/log/xen/guest-$name.log" memory=128 vcpus=2 \
		"kernel=\"$images/linux.kernel\"" "ramdisk=\"$images/linux.cpio\"" \
		'extra=console=hvc0 rdinit=/init cma=0 mitigations=off cryptomgr.notests' "$@"
}

# bare_guest NAME IMAGE [KEY=VALUE...]: the configuration of a guest from tests/guest, which prints
# on the emulated uart. Keys are as above, with memory=32, vcpus=1 and tree=plain; extra= has what
# the image takes as arguments.
bare_guest() {
	local name=$1 image=$images/$2.bin
	shift 2
	[ -e "$image" ] || fail "there is no $image"
	guest_config "$name" "/var/log/xen/guest-$name-vuart0.log" memory=32 vcpus=1 \
		"kernel=\"$image\"" 'vuart="sbsa_uart"' tree=plain "$@"
}

# guest_config NAME CONSOLE KEY=VALUE...: later keys replace earlier ones, but extra= adds up.
guest_config() {
	local name=$1 item tree='' extra=''
	mkdir -p "$guests"
	echo "$2" > "$guests/$name.console"
	shift 2
	{
		printf 'name = "%s"\n' "$name"
		printf 'on_poweroff = "destroy"\non_reboot = "restart"\non_crash = "destroy"\n'
		for item in "$@"; do
			case $item in
			tree=*) tree=${item#tree=} ;;
			extra=*) extra="$extra ${item#extra=}" ;;
			*) printf '%s = %s\n' "${item%%=*}" "${item#*=}" ;;
			esac
		done
		printf 'extra = "%s"\n' "${extra# }"
		if [ "$tree" ] && [ "$tree" != none ]; then
			printf 'device_tree = "%s"\n' "$images/$tree.dtb"
			[ ! -e "$images/$tree.cfg" ] || cat "$images/$tree.cfg"
		fi
	} > "$guests/$name.cfg"
}

# create NAME [ARG...]: xl create. The console log begins anew.
create() {
	local name=$1 log
	shift
	step "create $name"
	log=$(guest_console "$name")
	[ ! -e "$log" ] || mv "$log" "$log.$(uptime_seconds).log"
	xl create "$@" "$guests/$name.cfg"
}

# destroy NAME: xl destroy, and wait until it is gone.
destroy() {
	step "destroy $1"
	xl destroy "$1"
	wait_gone "$1" 20
}

# running NAME: true while it exists, in whatever state.
running() { xl domid "$1" > /dev/null 2>&1; }

# wait_gone NAME [SECONDS]: until no domain has this name and none is left over.
wait_gone() {
	wait_for "${2:-60}" "! xl list | grep -q '^\\($1\\|(null)\\) '" || fail "$1 is still there: $(xl list)"
}

# guest_ids: the domains besides dom0, also those that are only left over.
guest_ids() { xl list | awk 'NR > 1 && $1 != "Domain-0" { print $(NF - 4) }'; }

# guest_console NAME: the file with what it has printed since `create`.
guest_console() { cat "$guests/$1.console"; }

# guest_wait_boot NAME [COUNT]: until a Linux guest takes commands, for the COUNTth time (default:
# the first) if it reboots.
guest_wait_boot() {
	local log
	log=$(guest_console "$1")
	step "wait until $1 has booted"
	wait_for 180 "[ \$(grep -c '^@@boot' $log) -ge ${2:-1} ] || grep -q 'Kernel panic' $log" || true
	[ "$(grep -c '^@@boot' "$log")" -ge "${2:-1}" ] || fail "$1 does not boot"
	xenstore-read "/local/domain/$(xl domid "$1")/console/tty" > "$guests/$1.tty"
}

# guest_wait_line NAME REGEX [SECONDS]: until its console shows a line that matches.
guest_wait_line() { expect_line "$(guest_console "$1")" "$2" "${3-}"; }

# guest_run NAME COMMAND [SECONDS]: run it in a booted Linux guest. Prints what it prints; the
# status is the command's, or 124 if it does not end in time (default: $soon).
guest_run() {
	local log token
	log=$(guest_console "$1")
	token=$(guest_send "$1" "$2") || return 1
	wait_for "${3:-$soon}" "grep -q '@@end $token ' $log" || {
		echo "no answer from $1 to: $2" >&2
		return 124
	}
	tr -d '\r' < "$log" | sed -n "/@@begin $token\$/,/@@end $token /p" |
		sed "/@@begin $token\$/d; s/@@end $token .*/@@end/; /^@@end\$/d; s/@@end\$//"
	return "$(sed -n "s/.*@@end $token \([0-9]*\).*/\1/p" "$log")"
}

# guest_send NAME COMMAND: run it in a booted Linux guest, without waiting. Prints the token that
# the console shows before and after the command's output.
guest_send() {
	local tty token
	read -r token < /proc/sys/kernel/random/uuid
	token=${token%%-*}
	read -r tty < "$guests/$1.tty" || return 1
	# In a process that leads no session: opening a terminal must not make it ours.
	(printf '%s %s\n' "$token" "$2" > "$tty")
	echo "$token"
}
