#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""test_xen_scmi_dt.py - the tool as it is called: output, files, messages, exit statuses.

usage: test_xen_scmi_dt.py XEN-SCMI-DT BOARD.dtb
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

tool, board = sys.argv[1:3]
SERIAL = "/soc/serial@1000"


def run(*arguments):
    return subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True, check=False)


class Tool(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def check_fails(self, status, line, *arguments):
        ran = run(*arguments)
        self.assertEqual((ran.returncode, ran.stdout), (status, ""))
        self.assertTrue(ran.stderr.startswith(line), ran.stderr)
        if status == 1:
            self.assertEqual(ran.stderr, line + "\n")

    def test_table(self):
        ran = run("resources", board, "/soc/mmc@3000", SERIAL)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        self.assertEqual([line.split() for line in ran.stdout.splitlines()], [
            [SERIAL, "clock", "clocks", "3"],
            [SERIAL, "clock", "assigned-clocks", "4"],
            [SERIAL, "clock", "assigned-clock-parents", "8"],
            [SERIAL, "power", "power-domains", "1"],
            [SERIAL, "reset", "resets", "6"],
            [SERIAL, "pins", "by", "name:", "pinctrl-0", "uart-grp"],
            ["/soc/mmc@3000", "clock", "clocks", "7"],
            ["/soc/mmc@3000", "voltage", "vmmc-supply", "5"],
        ])

    def test_json(self):
        devices = json.loads(run("resources", "--json", board).stdout)
        serial, = (device for device in devices if device["path"] == SERIAL)
        self.assertEqual(serial["resources"][0], {"kind": "clock", "ids": [3], "property": "clocks"})
        self.assertEqual(serial["resources"][-1], {"kind": "pin", "names": ["uart-grp"], "property": "pinctrl-0"})
        self.assertEqual(json.loads(run("resources", "--json", board, "/oscillator").stdout), [])

    def test_nodes_below(self):
        self.assertEqual(run("resources", board, "/soc/bus@40000").stdout.split(),
                         ["/soc/bus@40000/timer@1000", "clock", "clocks", "11"])

    def test_guest(self):
        output = self.folder / "guest.dtb"
        ran = run("guest", "--host", board, "--device", "/soc/mmc@3000", SERIAL, "-o", output)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        self.assertEqual(ran.stdout.splitlines(), [
            f'device_tree = "{output}"',
            'dtdev = [ "/soc/mmc@3000" ]',
            'iomem = [ "110001,1", "110003,1", "110008,1" ]',
            "irqs = [ 39, 41, 44 ]",
        ])
        self.assertEqual(json.loads(run("resources", "--json", output).stdout)[0]["path"],
                         "/passthrough/mmc@110003000")

    def test_guest_refused(self):
        output = self.folder / "guest.dtb"
        self.check_fails(1, "xen-scmi-dt guest: /soc/dma@6000: may write to any memory, expected `iommus`, or "
                         "--force-without-iommu where it is known not to",
                         "guest", "--host", board, "--device", "/soc/dma@6000", "-o", output)
        self.assertFalse(output.exists())
        ran = run("guest", "--host", board, "--device", "/soc/dma@6000", "-o", output, "--force-without-iommu")
        self.assertEqual(ran.returncode, 0)
        self.check_fails(1, f"xen-scmi-dt guest: cannot open {output}/x: Not a directory",
                         "guest", "--host", board, "--device", SERIAL, "-o", output / "x")

    def test_bad_files(self):
        cut = self.folder / "cut.dtb"
        cut.write_bytes(pathlib.Path(board).read_bytes()[:1000])
        self.check_fails(1, f"xen-scmi-dt resources: {cut} is no device tree, or damaged: FDT_ERR_TRUNCATED",
                         "resources", cut)
        self.check_fails(1, "xen-scmi-dt resources: cannot open /nowhere: No such file or directory",
                         "resources", "/nowhere")
        self.check_fails(1, f"xen-scmi-dt resources: cannot read {self.folder}: Input/output error",
                         "resources", self.folder)
        for path in "/soc/none", "soc", "":
            self.check_fails(1, f"xen-scmi-dt resources: {path}: no such node in {board}, expected a path such as /soc",
                             "resources", board, path)

    def test_usage(self):
        self.check_fails(64, "xen-scmi-dt: a command is missing")
        self.check_fails(64, 'xen-scmi-dt: "what" is no command', "what")
        self.check_fails(64, "xen-scmi-dt resources: a TREE is missing", "resources")
        self.check_fails(64, "xen-scmi-dt resources: unrecognized option", "resources", "--what")
        self.check_fails(64, "xen-scmi-dt guest: --host, --device and --output are needed", "guest", "--host", board)
        self.check_fails(64, 'xen-scmi-dt guest: "x" is one argument too many', "guest", "x")
        self.assertEqual(run("--help").returncode, 0)
        self.assertIn("--force-without-iommu", run("guest", "--help").stdout)


unittest.main(argv=sys.argv[:1])
