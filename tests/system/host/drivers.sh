# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# drivers.sh - some of Linux's drivers, as modules for a kernel of Debian 13 as it is, which is made without
# them: that of SCMI's pins, for guests, and for dom0 UIO's of devices of the device tree, and SCMI's own with
# raw mode. Kernel, its symbols and its source are fetched together: all are of one version.

# use_drivers: leaves the directory of the modules in $drivers and the kernel's path in $drivers_kernel, after
# making them if the cache does not hold them.
use_drivers() {
	cached drivers "$(hash_of "$(declare -f make_drivers prepare_raw_modules use_private_apt newest_package)" \
		"$(aarch64-linux-gnu-gcc -dumpfullversion)")" make_drivers
	drivers=$entry
	drivers_kernel=$entry/kernel
}

make_drivers() {
	local image version
	use_private_apt trixie
	image=$(newest_package linux-image-cloud-arm64)
	apt-get -q download "$image"
	version=$(dpkg-deb -f "$image"_*.deb Version)
	apt-get -q download "${image/image/headers}=$version" "linux-source-6.12=$version"

	dpkg-deb --fsys-tarfile "$image"_*.deb | tar -x ./boot
	mv boot/vmlinuz-* kernel
	# Most of it is drivers; of these only firmware, pinctrl and UIO are looked at.
	mkdir source module
	dpkg-deb --fsys-tarfile linux-source-*.deb | tar -xO --wildcards '*/linux-source-*.tar.xz' |
		tar -xJ -C source --strip-components=1 --exclude='*.rst' --exclude='*/drivers/[!bfpu]*.[ch]' \
			--exclude='*/sound/*.[ch]'
	dpkg-deb --fsys-tarfile linux-headers-*.deb | tar -xO --wildcards '*/Module.symvers' > source/Module.symvers
	cp boot/config-* source/.config

	# A tool that says its version, and is not run besides: without one the configuration would lose
	# BTF, and a module's head the fields for it. Nor is what else needs more than a compiler: what make
	# reads of BTF and signatures is empty, while C reads that they are there.
	printf '#!/bin/sh\necho v1.30\n' > pahole
	chmod +x pahole
	linux_make() {
		nice make -s -C source ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- PAHOLE="$PWD/pahole" \
			KERNELRELEASE="${image#linux-image-}" CONFIG_DEBUG_INFO_BTF= CONFIG_DEBUG_INFO_BTF_MODULES= \
			CONFIG_MODULE_SIG_FORMAT= -j"$(nproc)" "$@"
	}
	linux_make olddefconfig
	echo "options that are not the kernel's, as the compiler is not:"
	diff boot/config-* source/.config || true
	linux_make modules_prepare

	cp source/drivers/pinctrl/pinctrl-scmi.c source/drivers/uio/uio_pdrv_genirq.c module/
	# shellcheck disable=SC2016 # make's variable
	printf 'obj-m := pinctrl-scmi.o uio_pdrv_genirq.o raw/\nccflags-y := -I$(srctree)/drivers/pinctrl\n' > module/Kbuild
	prepare_raw_modules module/raw
	linux_make M="$PWD/module" modules
	aarch64-linux-gnu-strip --strip-debug module/*.ko module/raw/*.ko
	mv module/*.ko module/raw/*.ko .
	rm -rf apt source module boot pahole ./*.deb
}

# prepare_raw_modules DIRECTORY: SCMI's driver with raw mode, in three modules. The kernel has it built in,
# without; that one is kept from starting, by its functions' names, and its symbols are there: so these have
# names of their own for them.
prepare_raw_modules() {
	cp -r source/drivers/firmware/arm_scmi "$1"
	grep -hoE '^(EXPORT_SYMBOL_GPL|module_platform_driver)\(\w+\)' "$1"/{bus,driver,transports/smc}.c |
		sed 's/.*(\(.*\))/#define \1 raw_\1/' > "$1/names.h"
	sed -i 's/\<scmi_\(bus\|driver\)_init\>/raw_&/' "$1"/{bus,driver}.c
	# shellcheck disable=SC2016 # make's variable
	printf '%s\n' > "$1/Makefile" \
		'ccflags-y := -include $(src)/names.h -DCONFIG_ARM_SCMI_RAW_MODE_SUPPORT=1 -DCONFIG_ARM_SCMI_NEED_DEBUGFS=1' \
		'obj-m := raw-bus.o raw-driver.o raw-smc.o' \
		'raw-bus-y := bus.o' \
		'raw-driver-y := driver.o notify.o raw_mode.o shmem.o msg.o base.o clock.o perf.o power.o reset.o' \
		'raw-driver-y += sensors.o system.o voltage.o powercap.o pinctrl.o' \
		'raw-smc-y := transports/smc.o'
}
