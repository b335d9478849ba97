# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# release-bookworm.sh - Debian 12: Xen 4.17; and Debian 13's Linux 6.12, so that guests and dom0 have
# the same kernel whichever Xen they are on.

release_xen=4.17
release_xen_options=(CONFIG_MEM_ACCESS=y)
release_suites=(bookworm trixie)
release_packages=(
	# dom0, and the kernel for dom0 and guests
	busybox-static "xen-utils-$release_xen" xen-utils-common xenstore-utils
	"xen-hypervisor-$release_xen-arm64" linux-image-cloud-arm64/trixie
	# what the project's programs run with
	libc6 libev4 libinih1 libjson-c5 libsystemd0 libfdt1 libcap2
	# what they are built with
	libxen-dev libev-dev libinih-dev libjson-c-dev libsystemd-dev libfdt-dev libcap-dev
)
