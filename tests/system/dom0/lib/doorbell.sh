# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# doorbell.sh - firmware beside the machine that has a doorbell, and interrupts dom0 when it is done.
#
# The machine's PCI device has memory, a register that is the doorbell, and an MSI-X vector. No driver of
# Linux's sets that up; it writes, to the MSI frame of the GIC, the number of an interrupt that the device
# tree gives to UIO.

msi_register=0x08020040 # of the GIC of QEMU's virt
msi_number=143          # the last one of its frame
interrupt_name=firmware-done

# pci_byte DEVICE OFFSET: of its configuration space.
pci_byte() { od -An -tu1 -j "$(($2))" -N 1 "$1/config" | tr -d ' '; }

# pci_set_word DEVICE OFFSET BYTES: the same, two bytes as printf's %b has them, at an even offset.
pci_set_word() { printf %b "$3" | dd of="$1/config" bs=2 seek=$(($2 / 2)) conv=notrunc 2> /dev/null; }

# pci_capability DEVICE ID: where it is.
pci_capability() {
	local at
	at=$(pci_byte "$1" 0x34)
	until [ "$at" = 0 ] || [ "$(pci_byte "$1" "$at")" = "$2" ]; do
		at=$(pci_byte "$1" $((at + 1)))
	done
	echo "$at"
}

# route_vector DEVICE ADDRESS VALUE: its first MSI-X vector, whose table is the beginning of BAR 1.
route_vector() {
	local table capability
	table=$(sed -n '2s/ .*//p' "$1/resource")
	capability=$(pci_capability "$1" 17)
	[ "$capability" != 0 ] || fail "$1 has no MSI-X"
	pci_set_word "$1" 4 '\0006\0000' # memory, and writes of its own
	devmem $((table)) 32 $(($2))
	devmem $((table + 4)) 32 0
	devmem $((table + 8)) 32 $(($3))
	devmem $((table + 12)) 32 0
	pci_set_word "$1" $((capability + 2)) '\0000\0200'
}

# use_doorbell: the daemon's channel is this from now on. Leaves in $area and $doorbell where they are.
use_doorbell() {
	local memory device vcpu
	# QEMU's GICv2 keeps an interrupt active that one CPU took and another has completed, and none comes
	# any more: vCPUs of dom0 stay where they are.
	for vcpu in 0 1; do
		xl vcpu-pin Domain-0 $vcpu $vcpu
	done
	memory=$(memory_file)
	device=${memory%/*}
	route_vector "$device" $msi_register $msi_number
	[ -e /sys/class/uio/uio0 ] || insmod /testbed/uio_pdrv_genirq.ko of_id=generic-uio
	expect_equal "$(cat /sys/class/uio/uio0/name)" $interrupt_name "the UIO device"
	area=$memory@0x10010
	doorbell=$device/resource0@12=0x10000
	use_channel "mmio:$area+0x200,doorbell=${doorbell%=*},value=${doorbell#*=},interrupt=/dev/uio0"
}

# interrupts: how many there have been.
interrupts() { awk -v name=$interrupt_name '$NF == name { for (i = 2; $i ~ /^[0-9]+$/; i++) n += $i } END { print n + 0 }' /proc/interrupts; }
