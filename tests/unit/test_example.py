#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""test_example.py - docs/example says what the tool does.

usage: test_example.py XEN-SCMI-DT DTC EXAMPLE
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

tool, dtc, example = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True).stdout


def made(name, tree):
    """A tree of the example as a file; its path."""
    run(dtc, "-q", "-O", "dtb", "-o", tree, example / name)
    return tree


def source(tree):
    """A tree as dtc writes it, whatever the order of its nodes and properties."""
    return run(dtc, "-q", "-s", "-I", "dtb", "-O", "dts", tree)


class Example(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        folder = pathlib.Path(temporary.name)
        self.guest = folder / "rtc.dtb"
        self.board, self.written = made("board.dts", folder / "board.dtb"), made("rtc.dts", folder / "written.dtb")
        self.lines = run(tool, "guest", "--host", self.board, "--device", "/rtc@9010000", "-o", self.guest)

    def test_tree(self):
        self.assertEqual(source(self.guest), source(self.written))

    def test_lines(self):
        lines = self.lines.replace(str(self.guest), "/etc/xen/rtc.dtb")
        self.assertTrue((example / "rtc.cfg").read_text().endswith(lines))

    def test_check(self):
        config, daemon = self.guest.with_name("rtc.cfg"), self.guest.with_name("scmid.conf")
        config.write_text((example / "rtc.cfg").read_text().replace("/etc/xen/rtc.dtb", str(self.guest)))
        daemon.write_text((example / "scmid.conf").read_text().replace("/etc/xen/board.dtb", str(self.board)) +
                          "policy-dir = /nowhere\n")
        self.assertEqual(run(tool, "check", "--config", daemon, config), f"{config}: good, devices with SCMI: 1\n")


unittest.main(argv=sys.argv[:1])
