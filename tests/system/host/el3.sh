# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# el3.sh - what boots below Xen on the board whose SCMI firmware is at EL3: TF-A, from Debian's source, with
# its own SCMI server and our board.

tfa_xen_address=0x40400000

# use_tfa: leaves its path in $tfa, after making it if the cache does not hold it.
use_tfa() {
	cached tfa "$(hash_of "$(cat "$tests"/system/el3/board.[ch])" "$tfa_xen_address" \
		"$(declare -f make_tfa patch_tfa use_private_apt)")" make_tfa
	tfa=$entry/qemu_fw.bios
}

make_tfa() {
	use_private_apt trixie
	apt-get -q source --download-only --tar-only arm-trusted-firmware
	mkdir source
	tar xf arm-trusted-firmware_*.tar.* -C source --strip-components=1
	patch_tfa source/plat/qemu
	# What the environment says of it, TF-A's makefiles add to.
	BL31_SOURCES="plat/qemu/qemu/board.c $(printf 'drivers/scmi-msg/%s.c ' \
		base clock entry power_domain reset_domain smt)" nice make -s -C source -j"$(nproc)" CROSS_COMPILE=aarch64-linux-gnu- PLAT=qemu DEBUG=0 \
		QEMU_USE_GIC_DRIVER=QEMU_GICV3 ARM_LINUX_KERNEL_AS_BL33=1 \
		PRELOADED_BL33_BASE=$tfa_xen_address qemu_fw.bios
	cp source/build/qemu/release/qemu_fw.bios .
	rm -rf apt source ./*.tar.*
}

# patch_tfa PLATFORM: our board's files, and its shared memory among what the firmware maps.
patch_tfa() {
	local limits=$1/qemu/include/platform_def.h
	local region='MAP_REGION_FLAT(BOARD_SCMI_SHMEM, PAGE_SIZE, MT_NON_CACHEABLE | MT_RW | MT_NS | MT_EXECUTE_NEVER)'
	cp "$tests/system/el3/board.c" "$1/qemu/"
	cp "$tests/system/el3/board.h" "$1/qemu/include/"
	echo '#include <board.h>' >> "$limits"
	sed -i "/^#ifdef IMAGE_BL31/,/{\$/s/{\$/{ $region,/" "$1/common/qemu_common.c"
	sed -i 's/^\(#define MAX_MMAP_REGIONS\t.*\)(13/\1(14/; s/^\(#define MAX_XLAT_TABLES\t.*\)(6/\1(9/' "$limits"
	grep -qF "$region" "$1/common/qemu_common.c"
	[ "$(grep -cE 'MAX_(MMAP_REGIONS|XLAT_TABLES)\s+\((14|9) ' "$limits")" = 2 ]
}
