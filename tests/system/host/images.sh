# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# images.sh - everything that is loaded into the emulated machine.
#
#   xen            the release's Xen source with the options that the project needs
#   xen-plain      the release's own Xen binary, without them
#   kernel         Debian 13's kernel, 6.12, for dom0 and for Linux guests
#   older_kernel   Debian 12's kernel, 6.1, for Linux guests
#   drivers, drivers_kernel
#                  a kernel of Debian 13 and drivers for it, see drivers.sh
#   base.cpio      dom0's programs and libraries; constant, so in the cache
#   project.cpio   xen-scmid, the test programs, cases and guests; made anew each time
#
# Linux unpacks archives that stand one after the other in its initramfs. They are not compressed:
# an emulated processor takes longer to unpack them than the emulator to load them.

# What dom0 runs. They are looked up in the release's packages, with the libraries that they need.
dom0_programs=(busybox xl xenstored xenconsoled xen-init-dom0 xenstore)
dom0_modules=(xen/xen-evtchn xen/xen-gntdev xen/xen-privcmd xen/xenfs/xenfs uio/uio uio/uio_pci_generic)

make_images() {
	use_images
	if project_exists; then
		compile cross-gcc
	fi
	make_project_cpio
}

# use_images: leaves the paths in variables, after making what the cache does not hold.
use_images() {
	arm64_packages
	arm64_sysroot
	cached "xen-$release_xen" "$(hash_of "$packages" "${release_xen_options[*]}" \
		"$(declare -f make_xen)" "$(aarch64-linux-gnu-gcc -dumpfullversion)")" make_xen
	xen=$entry/xen
	cached "dom0-$release" "$(hash_of "$packages" "${dom0_programs[*]}" "${dom0_modules[*]}" \
		"$(declare -f make_dom0 needed_libraries)")" make_dom0
	xen_plain=$entry/xen-plain
	kernel=$entry/kernel
	base=$entry/base
	base_cpio=$entry/base.cpio
	project_cpio=$work/system/project-$release.cpio
	cached linux-6.1 "$(hash_of "$(declare -f make_older_kernel use_private_apt newest_package)")" make_older_kernel
	older_kernel=$entry/kernel
	use_drivers
}

make_older_kernel() {
	local image
	use_private_apt bookworm
	image=$(newest_package linux-image-cloud-arm64)
	apt-get -q download "$image"
	dpkg-deb --fsys-tarfile "$image"_*.deb | tar -x ./boot
	mv boot/vmlinuz-6.1.* kernel
	rm -rf apt boot "$image"_*.deb
}

make_xen() {
	local option
	mkdir source
	tar xf "$packages"/source/xen_*.orig.tar.* -C source --strip-components=1
	xen_make() { make -s -C source/xen XEN_TARGET_ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- "$@"; }
	xen_make defconfig
	printf '%s\n' "${release_xen_options[@]}" >> source/xen/.config
	xen_make olddefconfig
	for option in "${release_xen_options[@]}"; do
		grep -qx "$option" source/xen/.config
	done
	xen_make -j"$(nproc)"
	cp source/xen/xen source/xen/.config .
	rm -rf source
}

make_dom0() {
	local deb program file
	mkdir -p all base/usr/{bin,sbin} base/usr/lib/{aarch64-linux-gnu,modules}
	for deb in "$packages"/debs/*.deb; do
		case ${deb##*/} in
		*-dev_*) ;;
		*) dpkg-deb -x "$deb" all ;;
		esac
	done
	mv all/boot/vmlinuz-* kernel
	mv "all/boot/xen-$release_xen-arm64" xen-plain

	for program in "${dom0_programs[@]}"; do
		# the one that is a program: xen-utils-common has a script with each name
		file=$(find all -path "*bin/$program" -type f -exec sh -c \
			'readelf -h "$1" > /dev/null 2>&1' sh '{}' ';' -print -quit)
		[ -n "$file" ] || { echo "no $program in the packages"; return 1; }
		cp "$file" base/usr/bin/
	done
	# the libraries of the packages that the release file names, and all that these and the programs need
	for file in "${release_packages[@]}"; do
		case $file in
		lib*-dev) ;;
		lib*) dpkg-deb -c "$packages"/debs/"$file"_*.deb | awk '/^l/ { print $6 }' ;;
		esac
	done | sed -n 's|.*/\(lib[^/]*\.so\.[0-9.]*\)$|\1|p' > roots
	find all -type l -name 'libxen*.so.*' -printf '%f\n' >> roots
	printf '%s\n' ld-linux-aarch64.so.1 libgcc_s.so.1 >> roots # both are looked up at run time
	{
		cat roots
		needed_libraries base/usr/bin/*
	} | sort -u > wanted
	while [ -s wanted ]; do
		while read -r file; do
			cp -L "$(find all -path "*lib/*" -name "$file" -print -quit)" base/usr/lib/aarch64-linux-gnu/
		done < wanted
		needed_libraries base/usr/lib/aarch64-linux-gnu/* | sort -u |
			(cd base/usr/lib/aarch64-linux-gnu && while read -r file; do
				[ -e "$file" ] || echo "$file"
			done) > wanted.next
		mv wanted.next wanted
	done

	for file in "${dom0_modules[@]}"; do
		xz -dc all/usr/lib/modules/*/kernel/drivers/"$file".ko.xz > "base/usr/lib/modules/${file##*/}.ko"
	done
	(
		cd base
		ln -s usr/bin bin
		ln -s usr/sbin sbin
		ln -s usr/lib lib
		ln -s aarch64-linux-gnu/ld-linux-aarch64.so.1 usr/lib/ld-linux-aarch64.so.1
		mkdir -p dev etc/xen proc root run sys tmp var/lib/xen var/lib/xenstored var/log/xen
		ln -s ../run var/run
		touch etc/xen/xl.conf
		for file in xenstore-exists xenstore-list xenstore-ls xenstore-read xenstore-rm xenstore-write \
			xenstore-chmod xenstore-watch; do
			ln -s xenstore "usr/bin/$file"
		done
	)
	cpio_of base > base.cpio
	rm -rf all roots wanted
}

# needed_libraries FILE...: what the dynamic linker will look for, one name a line.
needed_libraries() {
	readelf -d "$@" 2> /dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'
}

# cpio_of DIRECTORY: its archive, all owned by root.
cpio_of() { (cd "$1" && find . -mindepth 1 | LC_ALL=C sort | cpio -o -H newc -R 0:0 --quiet); }

# make_project_cpio: what the checkout adds to dom0. Programs that do not exist yet are left out;
# then their cases fail, and no others.
make_project_cpio() {
	local stage=$work/system/project-$release file
	rm -rf "$stage"
	mkdir -p "$stage"/testbed/{guests,firmware}
	if project_exists; then
		use_build cross-gcc
		DESTDIR=$stage meson install -C "$build" --no-rebuild --quiet
		rm -rf "${stage:?}"/{lib,usr/share,usr/lib/systemd}
		mkdir -p "$stage/usr/bin"
		for file in "$build"/tests/{firmware/scmi-firmware,system/programs/{notify-listen,raw-call,shmem-call}}; do
			[ ! -e "$file" ] || cp "$file" "$stage/usr/bin/"
		done
		for file in "$build"/tests/guest/*.bin; do
			[ ! -e "$file" ] || cp "$file" "$stage/testbed/guests/"
		done
	fi
	cp -r "$tests"/system/{dom0,cases,expected} "$stage/testbed/"
	for file in "$tests"/firmware/*.conf; do
		[ ! -e "$file" ] || cp "$file" "$stage/testbed/firmware/"
	done
	cp "$tests/system/demo.sh" "$stage/testbed/cases/"
	install -D -m 644 "$tests/system/dom0/scmid.conf" "$stage/etc/xen/scmid.conf"
	cp "$drivers"/{uio_pdrv_genirq,raw-bus,raw-driver,raw-smc}.ko "$stage/testbed/"
	ln -s testbed/dom0/init "$stage/init"
	make_linux_guest "$stage/testbed/guests"
	cp -r "$root/docs/example" "$stage/testbed/"
	dtc -q -I dts -O dtb -o "$stage/testbed/example/board.dtb" "$root/docs/example/board.dts"
	cpio_of "$stage" > "$project_cpio"
}

# make_linux_guest DIRECTORY: the kernels, an initramfs of one busybox and the driver, the partial trees.
make_linux_guest() {
	local stage=$work/system/guest-$release file name
	rm -rf "$stage"
	mkdir -p "$stage"/{bin,dev,proc,sys}
	cp "$base/usr/bin/busybox" "$stage/bin/"
	cp "$tests/system/guests/init" "$stage/init"
	cp "$drivers/pinctrl-scmi.ko" "$stage/"
	cpio_of "$stage" > "$1/linux.cpio"
	cp "$kernel" "$1/linux.kernel"
	cp "$older_kernel" "$1/linux-6.1.kernel"
	if cmp -s "$kernel" "$drivers_kernel"; then
		ln "$1/linux.kernel" "$1/linux-pinctrl.kernel"
	else
		cp "$drivers_kernel" "$1/linux-pinctrl.kernel"
	fi
	for file in "$tests"/system/guests/*.dts; do
		name=$(basename "$file" .dts)
		dtc -q -I dts -O dtb -i "$tests/system/guests" -o "$1/$name.dtb" "$file"
		[ ! -e "${file%.dts}.cfg" ] || cp "${file%.dts}.cfg" "$1/"
	done
}
