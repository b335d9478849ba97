# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# release-trixie.sh - Debian 13: Xen 4.20 and Linux 6.12.

release_xen=4.20
release_xen_options=(CONFIG_MEM_ACCESS=y)
release_suites=(trixie)
release_packages=(
	# dom0, and the kernel for dom0 and guests
	busybox-static "xen-utils-$release_xen" xen-utils-common xenstore-utils
	"xen-hypervisor-$release_xen-arm64" linux-image-cloud-arm64
	# what the project's programs run with
	libc6 libev4t64 libinih1 libjson-c5 libsystemd0 libfdt1 libcap2
	# what they are built with
	libxen-dev libev-dev libinih-dev libjson-c-dev libsystemd-dev libfdt-dev libcap-dev
)
