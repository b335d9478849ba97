# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# host-packages.sh - what the machine that builds and tests must have installed.

host_packages=(
	# the project, natively
	gcc libc6-dev clang clang-format llvm libclang-rt-14-dev meson ninja-build pkg-config python3 git shellcheck systemd
	libxen-dev libfdt-dev libev-dev libinih-dev libjson-c-dev libsystemd-dev libcap-dev libcmocka-dev
	# the project for arm64, and Xen
	gcc-aarch64-linux-gnu libc6-dev-arm64-cross binutils-aarch64-linux-gnu
	make flex bison bc
	# the emulated machine
	qemu-system-arm device-tree-compiler cpio xz-utils
)

# install_host_packages: install those that are missing, and nothing else.
install_host_packages() {
	local package missing=()
	for package in "${host_packages[@]}"; do
		if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" != installed ]; then
			missing+=("$package")
		fi
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	notice "installing ${#missing[@]} packages: ${missing[*]}"
	apt-get -q update || echo "apt-get update: not every source answered; going on with what is known"
	DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
		install --no-install-recommends "${missing[@]}"
}
