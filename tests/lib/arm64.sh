# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# arm64.sh - packages of the release under test for arm64, and a sysroot to build against.
#
# They are fetched with an apt configuration of their own, which leaves the host's dpkg alone. Which
# they are, release.sh says.

# arm64_packages: leaves in $packages a directory with debs/ and source/.
arm64_packages() {
	cached "packages-$release" "$(hash_of "$(< "$tests/lib/release-$release.sh")" \
		"$(declare -f make_arm64_packages use_private_apt)")" make_arm64_packages
	packages=$entry
}

make_arm64_packages() {
	local versions=()
	use_private_apt "${release_suites[@]}"

	mkdir debs source
	# What is missing most often comes first. The .dsc is not always there, and not needed.
	(cd source && apt-get -q source --download-only --tar-only "xen/${release_suites[0]}")

	# What we name, and the libraries that this needs; not the rest of a distribution. Lines of the
	# plan are "Inst NAME (VERSION SUITE...)"; with two suites a name alone would not do.
	apt-get -q --simulate install "${release_packages[@]}" > apt/plan
	mapfile -t versions < <(awk -v named=" ${release_packages[*]%%/*} " '
		$1 != "Inst" { next }
		index(named, " " $2 " ") ||
		$2 ~ /^(lib|zlib|linux-image-[0-9])/ && $2 !~ /^lib(python|perl|text|pam)/ {
			print $2 "=" substr($3, 2)
		}' apt/plan)
	(cd debs && apt-get -q download "${versions[@]}")
	rm -rf apt
}

# newest_package NAME: what an empty package depends on, such as that of the newest kernel.
newest_package() { apt-cache depends "$1" | awk '$1 == "Depends:" && !found++ { print $2 }'; }

# use_private_apt SUITE...: apt-get knows nothing but these from now on, the first before the others, for
# arm64. What it needs for that is in ./apt, to be removed in the end.
use_private_apt() {
	local dir=$PWD/apt key=/usr/share/keyrings/debian-archive-keyring.gpg mirror suite
	mirror=$(debian_mirror)
	[ -n "$mirror" ] || { echo "no Debian mirror in apt's configuration"; return 1; }
	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
	touch "$dir/status"
	for suite in "$@"; do
		printf '%s [signed-by=%s] %s %s main\n' deb $key "$mirror" "$suite" \
			deb-src $key "$mirror" "$suite"
	done > "$dir/sources.list"
	cat > "$dir/apt.conf" <<-END
		APT::Architecture "arm64";
		APT::Architectures { "arm64"; };
		APT::Default-Release "$1";
		APT::Install-Recommends "false";
		APT::Sandbox::User "root";
		Acquire::http::Timeout "10";
		Acquire::Retries "1";
		Dir::State "$dir";
		Dir::State::status "$dir/status";
		Dir::Cache "$dir/cache";
		Dir::Etc::sourcelist "$dir/sources.list";
		Dir::Etc::sourceparts "/nonexistent";
		Dir::Etc::preferencesparts "/nonexistent";
	END
	export APT_CONFIG=$dir/apt.conf
	apt-get -q update --error-on=any
}

# debian_mirror: where this machine gets its own Debian packages from.
debian_mirror() {
	# shellcheck source=/dev/null
	. /etc/os-release
	# shellcheck disable=SC2016 # apt's variables
	env -u APT_CONFIG apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
		awk -v codename="$VERSION_CODENAME" '$1 == codename && !found++ { print $2 }'
}

# arm64_sysroot: leaves in $sysroot a directory with headers, libraries and pkg-config files, and
# a cross file for meson, cross.ini.
arm64_sysroot() {
	arm64_packages
	cached "sysroot-$release" "$(hash_of "$packages" \
		"$(declare -f make_arm64_sysroot write_cross_file)")" make_arm64_sysroot
	sysroot=$entry
}

make_arm64_sysroot() {
	local deb link target
	for deb in "$packages"/debs/{lib,zlib}*.deb; do
		case ${deb##*/} in
		libc6_* | libc6-dev_* | linux-libc-dev_*) ;; # the cross compiler has its own
		*) dpkg-deb -x "$deb" . ;;
		esac
	done
	rm -rf usr/share/{doc,man,locale} usr/sbin etc var
	# links such as that from libcap.so in /usr/lib to /lib
	find . -type l -lname '/*' -printf '%p %l\n' | while read -r link target; do
		ln -sf "$entry$target" "$link"
	done
	write_cross_file > cross.ini
}

# write_cross_file: for gcc. The release's libraries may want a newer libc than the cross
# compiler's, hence --allow-shlib-undefined; libev comes without a pkg-config file, hence the
# search paths.
write_cross_file() {
	local lib=$entry/usr/lib/aarch64-linux-gnu
	cat <<-END
		# Made by tests/lib/arm64.sh.
		[binaries]
		c = 'aarch64-linux-gnu-gcc'
		ar = 'aarch64-linux-gnu-ar'
		strip = 'aarch64-linux-gnu-strip'
		objcopy = 'aarch64-linux-gnu-objcopy'
		pkgconfig = 'pkg-config'

		[properties]
		pkg_config_libdir = ['$lib/pkgconfig', '$entry/usr/share/pkgconfig']
		sys_root = '$entry'

		[built-in options]
		c_args = ['-isystem', '$entry/usr/include', '-isystem', '$entry/usr/include/aarch64-linux-gnu']
		c_link_args = ['-L$lib', '-Wl,-rpath-link,$lib', '-Wl,--allow-shlib-undefined']

		[host_machine]
		system = 'linux'
		cpu_family = 'aarch64'
		cpu = 'aarch64'
		endian = 'little'
	END
}
