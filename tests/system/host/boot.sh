# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# boot.sh - start the emulated machine, and make results of what its console says.
#
# The runner in dom0 (system/dom0/run-cases) writes these lines:
#     @@ begin CASE LIMIT        it may take LIMIT seconds
#     @@ pass CASE SECONDS
#     @@ fail CASE SECONDS WHY
#     @@| TEXT                   a failed case's logs
#     @@> TEXT                   what a demonstration shows
#     @@ firmware start|stop     the one beside the machine, for the memory of its PCI device; it ends with
#                                the case
#     @@ end                     all cases are done
# All others are the noise of Xen and dom0.

machine_memory=3072
kernel_address=0x49000000
initrd_address=0x50000000

# Under another load than ours the emulation may stand still for a while.
start_limit=180
slack=90

# use_boot BOOT DIRECTORY: leaves in $boot_xen the hypervisor and in $boot_kernel dom0's kernel for that
# boot, in $boot_arguments what that is told besides, in $boot_machine QEMU's machine and in $boot_devices
# what is in it besides, in $boot_firmware what runs below Xen, and in $boot_trees what is added to the
# machine's tree.
use_boot() {
	boot_xen=$xen
	boot_kernel=$kernel
	boot_arguments=
	boot_machine=virt,virtualization=on,gic-version=3
	boot_devices=()
	boot_firmware=
	boot_trees=("$tests/system/host/board.dts.in")
	case $1 in
	default) ;;
	plain-xen) boot_xen=$xen_plain ;;
	mmio)
		boot_devices=(
			-object "memory-backend-file,id=memory,mem-path=$2/memory,size=1M,share=on"
			-device "ivshmem-plain,memdev=memory"
		)
		;;
	doorbell)
		# GICv2, because its MSI frame makes an ordinary interrupt of a message
		boot_machine=virt,virtualization=on,gic-version=2
		boot_devices=(
			-chardev "socket,id=peers,path=peers"
			-device "ivshmem-doorbell,chardev=peers,vectors=1"
		)
		boot_trees+=("$tests/system/host/doorbell.dts")
		;;
	raw)
		use_tfa
		boot_arguments=initcall_blacklist=scmi_bus_init,scmi_driver_init,scmi_smc_driver_init
		boot_machine+=,secure=on,acpi=off # without ACPI it has the devices of the others
		boot_firmware=$tfa
		boot_trees+=("$tests/system/host/raw.dts")
		;;
	*) echo "boot $1 is not known" >&2; return 1 ;;
	esac
	machine_options=(
		-M "$boot_machine" -cpu cortex-a57 -smp 2 -m "$machine_memory"
		-display none -monitor none -nic none -no-reboot
	)
	[ -z "$boot_firmware" ] || machine_options+=(-bios "$boot_firmware")
}

# can_boot BOOT: false where the release's Xen lacks what that needs: from 4.20 on it passes dom0's SCMI
# calls on to firmware at EL3.
can_boot() { [ "$1" != raw ] || printf '%s\n' 4.20 "$release_xen" | sort -V -C; }

# make_machine FILE: the machine's own device tree.
make_machine() {
	qemu-system-aarch64 "${machine_options[@]}" -M "dumpdtb=$1" > /dev/null
}

# make_scmi_machine FILE: the same, as it would be of a board whose clocks are behind SCMI.
make_scmi_machine() {
	make_machine "$1.machine"
	{
		dtc -q -I dtb -O dts "$1.machine"
		cat "$tests/system/host/scmi.dts"
	} | dtc -q -I dts -O dtb -o "$1"
	rm "$1.machine"
}

# make_board FILE KERNEL INITRD: the machine's device tree, with Xen's modules and with the devices
# that are for guests hidden from dom0.
make_board() {
	local kernel_size initrd_size
	kernel_size=$(stat -L -c %s "$2")
	initrd_size=$(stat -c %s "$3")
	make_machine "$1.machine"
	{
		dtc -q -I dtb -O dts "$1.machine"
		sed -e "s/@KERNEL@/$kernel_address/; s/@KERNEL_SIZE@/$kernel_size/" \
			-e "s/@ARGUMENTS@/$boot_arguments/; s/@INITRD@/$initrd_address/; s/@INITRD_SIZE@/$initrd_size/" "${boot_trees[@]}"
	} > "$1.dts"
	dtc -q -I dts -O dtb -o "$1" "$1.dts"
}

# run_boot BOOT CASE...: one start of the machine for these cases.
run_boot() {
	local boot=$1 dir=$work/$system_prefix/$1
	shift
	prepare "$system_prefix/boot-$boot" prepare_boot "$boot" "$dir" "$@"
	if [ "$attempt_status" = 0 ]; then
		use_boot "$boot" "$dir"
		start_machine "$dir"
		follow_console "$dir" "$@"
		stop_machine
		exec {console}<&-
	fi
}

prepare_boot() {
	local boot=$1 dir=$2
	shift 2
	use_boot "$boot" "$dir"
	rm -rf "$dir"
	mkdir -p "$dir/selection/testbed"
	ln -s "$boot_xen" "$dir/xen"
	ln -s "$boot_kernel" "$dir/kernel"
	printf '%s\n' "$@" > "$dir/selection/testbed/selection"
	date +%s > "$dir/selection/testbed/started"
	make_scmi_machine "$dir/selection/testbed/machine.dtb"
	{
		cat "$base_cpio" "$project_cpio"
		cpio_of "$dir/selection"
	} > "$dir/initrd"
	make_board "$dir/board.dtb" "$dir/kernel" "$dir/initrd"
	case $boot in
	raw | doorbell) cmp "$drivers_kernel" "$kernel" || { echo "delete the cache: drivers are of a newer kernel"; return 1; } ;;
	esac
	case $boot in
	mmio | doorbell) compile gcc ;;
	esac
	[ "$boot" != doorbell ] || truncate -s 1M "$dir/memory"
}

# start_machine DIRECTORY: its console can then be read from $console, its process is $machine. Sockets are
# in its directory, which it works in because a socket's path is short. Who ends early calls stop_machine.
start_machine() {
	local start=(-kernel "$1/xen")
	[ -z "$boot_firmware" ] || start=(-device "loader,file=$1/xen,addr=$tfa_xen_address,force-raw=on")
	[[ " ${boot_devices[*]} " != *ivshmem-doorbell* ]] || start_peers "$1"
	exec {console}< <(cd "$1" && exec qemu-system-aarch64 "${machine_options[@]}" "${boot_devices[@]}" -serial stdio \
		"${start[@]}" -dtb "$1/board.dtb" \
		-device "loader,file=$1/kernel,addr=$kernel_address,force-raw=on" \
		-device "loader,file=$1/initrd,addr=$initrd_address,force-raw=on" 2>&1 < /dev/null)
	machine=$!
}
machine=

# start_peers DIRECTORY: what makes machine and firmware peers, each with an interrupt for the other one.
# It is there for as long as the machine, which does not connect again.
start_peers() {
	local deadline=$((SECONDS + slack))
	use_build gcc
	(cd "$1" && exec "$build/tests/firmware/ivshmem-server" peers memory) > "$1/peers.log" 2>&1 &
	peers=$!
	until grep -q '^listening' "$1/peers.log" || [ $SECONDS -gt $deadline ]; do
		sleep 0.1
	done
}
peers=

# firmware_beside start|stop DIRECTORY: a model firmware that is a process beside the machine.
firmware_beside() {
	local doorbell=()
	case $1 in
	start)
		use_build gcc
		[ -z "$peers" ] || doorbell=(--doorbell peers)
		(cd "$2" && exec "$build/tests/firmware/scmi-firmware" --memory memory@0x10010+0x200 "${doorbell[@]}" \
			--resources "$tests/firmware/board.conf" --log firmware.log) {console}<&- &
		firmware=$!
		;;
	stop)
		end_process KILL "$firmware"
		firmware=
		;;
	esac
}
firmware=

# end_process SIGNAL PID: where there is one; it may have ended by itself.
end_process() {
	[ -n "$2" ] || return 0
	kill "-$1" "$2" 2> /dev/null || true
	wait "$2" 2> /dev/null || true
}

# stop_machine: it and what is beside it; it normally ended by itself.
stop_machine() {
	firmware_beside stop
	end_process TERM "$machine"
	end_process TERM "$peers"
	machine=
	peers=
}

# follow_console DIRECTORY CASE...: results while they come; in the end whatever has none has failed.
follow_console() {
	local dir=$1 log=$1/console.log line words deadline why='' status name
	local -A outstanding=()
	shift
	for name in "$@"; do
		outstanding[$name]=1
	done
	deadline=$((SECONDS + start_limit))
	while [ -z "$why" ]; do
		status=0
		IFS= read -r -t $((deadline > SECONDS ? deadline - SECONDS : 1)) -u "$console" line || status=$?
		if [ $status -gt 128 ] || [ $SECONDS -gt $deadline ]; then
			why="dom0 hangs"
		elif [ $status != 0 ]; then
			why="the machine stopped"
		fi
		line=${line//$'\r'/}
		printf '%s\n' "$line" >> "$log"
		case $line in
		*'@@| '*)
			printf '      | %s\n' "${line#*@@| }"
			;;
		*'@@> '*)
			printf '%s\n' "${line#*@@> }"
			;;
		*'@@ '*)
			read -r -a words <<< "${line#*@@ }"
			case ${words[0]} in
			begin) deadline=$((SECONDS + words[2] + slack)) ;;
			pass | fail)
				[ -n "${outstanding[${words[1]}]-}" ] || continue
				unset "outstanding[${words[1]}]"
				"${words[0]}" "$system_prefix/${words[1]}" "${words[2]}" "${words[*]:3}"
				firmware_beside stop
				;;
			firmware) firmware_beside "${words[1]}" "$dir" ;;
			end) why='the end came' ;;
			esac
			;;
		*'Kernel panic - not syncing'* | '(XEN) Panic on CPU'*) why="${line}" ;;
		esac
	done
	[ ${#outstanding[@]} -gt 0 ] || return 0
	# a panic's remaining lines
	while IFS= read -r -t 3 -u "$console" line; do
		printf '%s\n' "${line//$'\r'/}" >> "$log"
	done
	for name in "$@"; do
		[ -z "${outstanding[$name]-}" ] || fail "$system_prefix/$name"
	done
	printf '      | %s; the end of %s:\n' "$why" "$log"
	show_log "$log" 40
}
