#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""test_xen_scmi_dt.py - the tool as it is called: output, files, messages, exit statuses.

usage: test_xen_scmi_dt.py XEN-SCMI-DT FOLDER-OF-TREES
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

tool, trees = sys.argv[1:3]
board, channels = f"{trees}/board.dtb", f"{trees}/channels.dtb"
SERIAL = "/soc/serial@1000"
SCMI = "/firmware/scmi"


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
            [SERIAL, "clock", "assigned-clock-parents", "8:ro"],
            [SERIAL, "power", "power-domains", "1"],
            [SERIAL, "reset", "resets", "6"],
            [SERIAL, "pin-group", "pinctrl-0", "uart0"],
            [SERIAL, "pin-function", "pinctrl-0", "uart"],
            ["/soc/mmc@3000", "clock", "clocks", "7"],
            ["/soc/mmc@3000", "voltage", "vmmc-supply", "5"],
        ])

    def test_json(self):
        devices = json.loads(run("resources", "--json", board).stdout)
        serial, = (device for device in devices if device["path"] == SERIAL)
        self.assertEqual(serial["resources"][0], {"kind": "clock", "ids": [3], "property": "clocks"})
        self.assertEqual(serial["resources"][2],
                         {"kind": "clock", "ids": [8], "property": "assigned-clock-parents", "right": "ro"})
        self.assertEqual(serial["resources"][-1], {"kind": "pin-function", "names": ["uart"], "property": "pinctrl-0"})
        self.assertEqual(json.loads(run("resources", "--json", board, "/oscillator").stdout), [])

    def test_nodes_below(self):
        self.assertEqual(run("resources", board, "/soc/bus@40000").stdout.split(),
                         ["/soc/bus@40000/timer@1000", "clock", "clocks", "11"])

    def test_nodes_that_are_wrong(self):
        tree = self.folder / "wrong.dtb"
        tree.write_bytes(pathlib.Path(board).read_bytes())
        subprocess.run(["fdtput", "-tx", tree, SERIAL, "clocks", "beef"], check=True)
        line = f"xen-scmi-dt resources: {SERIAL}: clocks[0] = <0xbeef> is the phandle of no node"
        ran = run("resources", tree)
        self.assertEqual((ran.returncode, ran.stderr), (1, line + "\n"))
        self.check_fails(1, line, "resources", tree, SERIAL)
        ran = run("resources", tree, "/soc/bus@40000")
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))

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
        self.check_fails(1, "xen-scmi-dt guest: /soc/dma@6000: may write to any memory, expected `iommus` to one that Xen "
                         "drives, or --force-without-iommu where it is known not to",
                         "guest", "--host", board, "--device", "/soc/dma@6000", "-o", output)
        self.assertFalse(output.exists())
        ran = run("guest", "--host", board, "--device", "/soc/dma@6000", "-o", output, "--force-without-iommu")
        self.assertEqual(ran.returncode, 0)
        self.check_fails(1, f"xen-scmi-dt guest: cannot open {output}/x: Not a directory",
                         "guest", "--host", board, "--device", SERIAL, "-o", output / "x")

    def test_guest_without_dma(self):
        tree, output = self.folder / "host.dtb", self.folder / "guest.dtb"
        tree.write_bytes(pathlib.Path(board).read_bytes())
        for node, name, cells in (("/soc/dma@6000", "phandle", "70"), ("/soc/dma@6000", "#dma-cells", "0"),
                                  ("/soc/i2c@7000", "dmas", "70")):
            subprocess.run(["fdtput", "-tx", tree, node, name, cells], check=True)
        ran = run("guest", "--host", tree, "--device", "/soc/i2c@7000", "-o", output)
        self.assertEqual((ran.returncode, ran.stderr), (
            0, "xen-scmi-dt guest: /soc/i2c@7000: dmas is left out: its DMA controller is not among the devices\n"))
        self.assertIn("iomem = ", ran.stdout)
        ran = run("guest", "--host", tree, "--device", "/soc/i2c@7000", "/soc/dma@6000", "-o", output,
                  "--force-without-iommu")
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))

    def make_guest(self, name, *devices, extra=""):
        """A guest's configuration as `guest` makes it; its file."""
        tree, config = self.folder / f"{name}.dtb", self.folder / f"{name}.cfg"
        ran = run("guest", "--host", board, "--device", *devices, "-o", tree)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        config.write_text(f'name = "{name}"\nmemory = 512\n{extra}{ran.stdout}')
        return config

    def configure(self, **policies):
        """A configuration of the daemon with these policy files; its file."""
        directory, config = self.folder / "policy", self.folder / "scmid.conf"
        directory.mkdir(exist_ok=True)
        for name, text in policies.items():
            (directory / f"{name}.conf").write_text(text)
        config.write_text(f"channel = socket:/nowhere\npolicy-dir = {directory}\n")
        return config

    def check(self, *arguments):
        """What `check` finds."""
        ran = run("check", *arguments)
        self.assertEqual(ran.stderr, "")
        lines = ran.stdout.splitlines()
        self.assertEqual(ran.returncode, any(": good" not in line for line in lines))
        return [line.removeprefix(f"{self.folder}/") for line in lines]

    def test_check_good(self):
        config = self.configure()
        guest = self.make_guest("guest", SERIAL)
        self.assertEqual(self.check("-c", config, guest), ["guest.cfg: good, devices with SCMI: 1"])
        bare = self.folder / "bare.cfg"
        bare.write_text('name = "bare"\n')
        self.assertEqual(self.check("-c", config, bare, guest),
                         ["bare.cfg: good, without a device_tree", "guest.cfg: good, devices with SCMI: 1"])

    def test_check_given(self):
        guest = self.make_guest("guest", "/soc/mmc@3000", SERIAL)
        lines = guest.read_text().splitlines()
        guest.write_text("\n".join(line for line in lines if line.split()[0] not in ("iomem", "irqs")) +
                         '\niomem = [ "110001,1", "110008,1" ]\nirqs = [ 41 ]\n')
        self.assertEqual(self.check("-c", self.configure(), guest), [
            'guest.cfg: /passthrough/mmc@110003000: the guest lacks the page at 0x110003000: add "110003,1" to iomem, '
            'or "PAGE,1@110003" if the machine has it elsewhere',
            "guest.cfg: /passthrough/mmc@110003000: the guest lacks interrupt 12: add 44 to irqs",
            "guest.cfg: /passthrough/serial@110001000: the guest lacks interrupt 7: add 39 to irqs",
        ])

    def test_check_policy(self):
        guest = self.make_guest("guest", SERIAL)
        config = self.configure(a="[guest]\nclock = 1-9\n", b="[guest]\nclock = 3 8\nreset = 6:ro\n[other]\npower = 1\n")
        self.assertEqual(self.check("-c", config, guest), [
            f"guest.cfg: {SERIAL}: clock 4: the policy of guest does not give it: "
            "add clock = 4 to [guest] of a policy file",
            f"guest.cfg: {SERIAL}: power 1: the policy of guest does not give it: "
            "add power = 1 to [guest] of a policy file",
        ])
        config = self.configure(b="")
        config.write_text(config.read_text() + "policy = explicit\n")
        found = self.check("-c", config, self.make_guest("free", SERIAL))
        for clock in "3", "8:ro":
            self.assertIn(f"free.cfg: {SERIAL}: clock {clock[0]}: the policy of free does not give it: "
                          f"add clock = {clock} to [free] of a policy file", found)

    def test_check_name(self):
        """A guest for which xenstore can have no key gets what its devices need, where that takes no policy."""
        config, guest, free = self.configure(), self.make_guest("guest", SERIAL), self.make_guest("web.example", SERIAL)
        self.assertEqual(self.check("-c", config, free), ["web.example.cfg: good, devices with SCMI: 1"])
        rename = ('rename guest "web.example": xenstore can have no key for it, '
                  "expected a name of letters, digits, -, _ and @")
        for first, second in (guest, free), (free, guest):
            self.assertIn(f"{second.name}: {SERIAL}: reset 6: {first.stem} owns it for {SERIAL}: "
                          f"have the device in one of them alone, or {rename}", self.check("-c", config, first, second))
        config.write_text(config.read_text() + "policy = explicit\n")
        self.assertEqual(self.check("-c", config, free)[0],
                         f"web.example.cfg: {SERIAL}: clock 3: the policy of web.example does not give it: {rename}")

    def test_check_irqs(self):
        guest = self.make_guest("guest", SERIAL, extra='vuart = "sbsa_uart"\n')
        guest.write_text(guest.read_text().replace("irqs = [ 39 ]", "irqs = [ 39, 32, 39 ]"))
        other = self.folder / "other.cfg"
        other.write_text('name = "other"\nirqs = [ 39 ]\n')
        self.assertEqual(self.check("-c", self.configure(), guest, other), [
            "guest.cfg: irqs: 39 is there twice, expected it once",
            "guest.cfg: irqs: 32 is that of the guest's own vuart",
            f"other.cfg: irqs: 39 is in {guest}, too, expected it in one"])

    def test_check_virtio(self):
        """libxl has interrupts from 33 on for virtio devices, eleven of them."""
        guest, config = self.folder / "guest.cfg", self.configure()
        disk = "'vdev=xvd{},backendtype=standalone,specification={},target=/disk'"

        def found(*lines):
            guest.write_text("\n".join(('name = "guest"', "irqs = [ 33, 34, 35 ]", *lines)))
            return [line.removeprefix("guest.cfg: ") for line in self.check("-c", config, guest)]

        good, own = ["good, without a device_tree"], "irqs: {} is that of the guest's own virtio devices"
        self.assertEqual(found(f"disk = [ {disk.format('a', 'xen')}, '/disk,raw,xvdb,w' ]"), good)
        self.assertEqual(found(f"disk = [ {disk.format('a', 'virtio')}, {disk.format('b', 'xen')} ]",
                               "virtio = [ 'type=virtio,device22,transport=mmio', 'type=virtio,device22,transport=pci' ]"),
                         [own.format(33), own.format(34)])
        disks = ", ".join(disk.format(letter, "virtio") for letter in "abcdefghijkl")
        self.assertEqual(found(f"disk = [ {disks} ]"), [
            "disk and virtio: 12 virtio devices, expected 11 at the most: xl has no more interrupts for them"])
        self.assertRegex(found("disk = [ 'what=is' ]")[0], "^config parsing error in disk specification: ")

    def test_check_given_twice(self):
        first, second, third = (self.folder / f"{name}.cfg" for name in ("first", "second", "third"))
        first.write_text('name = "guest"\ndtdev = [ "/soc/a", "/soc/b", "/soc/a" ]\n'
                         'iomem = [ "9010,2", "a000,1@9010", "9011,1@b000", "9012,1" ]\n')
        second.write_text('name = "other"\ndtdev = [ "/soc/b" ]\niomem = [ "9000,20@50000", "b000,1" ]\n')
        third.write_text('name = "guest"\ndtdev = [ "/soc" ]\niomem = [ "9013,1" ]\n')
        self.assertEqual(self.check("-c", self.configure(), first, second, third), [
            "first.cfg: dtdev: /soc/a is there twice, expected it once",
            "first.cfg: iomem: page 0x9011 of the machine is there twice, expected it once",
            f"second.cfg: dtdev: /soc/b is in {first}, too, expected it in one",
            f"second.cfg: iomem: page 0x9010 of the machine is in {first}, too, expected it in one",
            f"third.cfg: name: \"guest\" is in {first}, too, expected it in one",
            f"third.cfg: iomem: page 0x9013 of the machine is in {second}, too, expected it in one"])

    def test_check_two_guests(self):
        first, second = self.make_guest("first", SERIAL), self.make_guest("second", SERIAL)
        found = self.check("-c", self.configure(), first, second)
        self.assertEqual(found[0], "first.cfg: good, devices with SCMI: 1")
        self.assertIn(f"second.cfg: {SERIAL}: clock 3: first owns it for {SERIAL}: have derive = yes and "
                      "clock = 3:shared in the policies of both, or one of them without the device", found)
        # As it was told.
        shares = "derive = yes\nclock = 3:shared\n"
        config = self.configure(a=f"[first]\n{shares}[second]\n{shares}")
        self.assertEqual([line for line in self.check("-c", config, first, second) if "clock 3" in line], [])
        config = self.configure(a="[first]\nderive = yes\n[second]\nderive = no\n")
        self.assertIn(f"second.cfg: {SERIAL}: clock 3: the policy of second does not give it: "
                      "add clock = 3 to [second] of a policy file", self.check("-c", config, first, second))
        # On a channel of its own it is another agent.
        config = self.configure(a="")
        config.write_text(config.read_text() + "[second]\nchannel = socket:/x\n")
        self.assertEqual([line for line in self.check("-c", config, first, second) if "owns it" in line], [])

    def test_check_two_guests_and_a_parent(self):
        first, second = self.make_guest("first", SERIAL), self.make_guest("second", SERIAL)
        found = self.check("-c", self.configure(), first, second)
        self.assertEqual([line for line in found if ": clock 8" in line], [])

    def test_check_host(self):
        guest = self.make_guest("guest", "/soc/mmc@3000", SERIAL)
        config = self.configure()
        self.assertEqual(self.check("-c", config, "--host", board, guest)[0],
                         f"guest.cfg: /soc/mmc@3000 is dom0's: add xen,passthrough to it in {board}")
        guest.write_text(guest.read_text().replace('dtdev = [ "/soc/mmc@3000" ]', f'dtdev = [ "{SERIAL}", "/soc/x" ]'))
        found = self.check("-c", config, "--host", board, guest)
        for line in (f"dtdev: {SERIAL} is behind no IOMMU that Xen drives in {board}: take it off, "
                     "if it does not write to memory",
                     f"dtdev: /soc/x: no such node in {board}, expected a path such as /soc",
                     '/soc/mmc@3000 is behind an IOMMU: add "/soc/mmc@3000" to dtdev'):
            self.assertIn(f"guest.cfg: {line}", found)

    def test_check_host_below(self):
        """Xen goes by each node alone: neither what is above it nor what is below it has its mark."""
        bus, tree, config = "/soc/bus@40000", self.folder / "guest.dtb", self.configure()
        guest = self.folder / "guest.cfg"
        guest.write_text('name = "guest"\n' + run("guest", "--force-without-iommu", "-H", board, "-d", bus, "-o", tree).stdout)
        for marked, found in (["/soc"], [bus, f"{bus}/interrupt-controller@0"]), ([bus], [f"{bus}/interrupt-controller@0"]), \
                ([bus, f"{bus}/interrupt-controller@0"], []):
            host = self.change(*(("-tx", node, "xen,passthrough") for node in marked), of=board)
            self.assertEqual([line for line in self.check("-c", config, "-H", host, guest) if "dom0" in line],
                             [f"guest.cfg: {node} is dom0's: add xen,passthrough to it in {host}" for node in found])

    def test_check_page(self):
        config = self.configure()
        config.write_text(config.read_text() + "shmem-address = 0x40001000\n")
        guest = self.make_guest("guest", SERIAL)
        self.assertEqual(self.check("-c", config, guest), [
            "guest.cfg: shared page at 0x40001000 overlaps /memory@40000000, expected a page of its own"])
        config.write_text(config.read_text().replace("0x40001000", "0x110001000"))
        guest.write_text(guest.read_text().replace('"110001,1"', '"110001,1", "130000,1"'))
        self.assertTrue(self.check("-c", config, guest)[0].startswith(
            "guest.cfg: shared page at 0x110001000 overlaps /passthrough/serial@110001000"))
        config.write_text(config.read_text().replace("0x110001000", "0x130000000"))
        self.assertEqual(self.check("-c", config, guest), [
            "guest.cfg: shared page at 0x130000000 is in iomem, too: take it off there, or choose another one"])

    def test_check_vcpus(self):
        guest = self.make_guest("guest", SERIAL, extra="vcpus = 2\nmaxvcpus = 9\n")
        self.assertEqual(self.check("-c", self.configure(), guest), [
            "guest.cfg: vcpus = 9, expected 8 at the most for a guest with SCMI"])

    def test_check_bad_configuration(self):
        config, guest = self.configure(), self.folder / "guest.cfg"
        good = 'name = "guest"\n'
        for text, line in (
                ("memory = 3\n", "no name, expected name = \"...\""),
                (good + "irqs = 34\n", 'irqs = "34", expected a list, as [ ... ]'),
                (good + "irqs = [ 31 ]\n", 'irqs = "31", expected a number of 32 to 1019'),
                (good + "irqs = [ [ 34 ] ]\n", "irqs: entry 1 is a list, expected a text"),
                (good + 'iomem = [ "9010" ]\n',
                 'iomem = "9010", expected START,COUNT or START,COUNT@GFN, of pages, in hexadecimal'),
                (good + 'iomem = [ "9010,1@" ]\n',
                 'iomem = "9010,1@", expected START,COUNT or START,COUNT@GFN, of pages, in hexadecimal'),
                (good + 'iomem = [ "1,ffffffffffffffff" ]\n',
                 'iomem = "1,ffffffffffffffff", expected START,COUNT or START,COUNT@GFN, of pages, in hexadecimal'),
                (good + "vcpus = 0\n", 'vcpus = "0", expected a number, 1 or more'),
                (good + "vcpus = 4\nmaxvcpus = 1\n", "maxvcpus = 1, expected at least as many as vcpus, 4"),
                ('name = "a\0b"\n', "has a zero byte, expected text"),
                (good + 'irqs = [ "\33[31m" ]\n', 'irqs = "?[31m", expected a number of 32 to 1019'),
                (good + 'memory = "much"\n', 'memory = "much", expected a number, 1 or more'),
                (good + 'device_tree = "/nowhere.dtb"\n', "cannot open /nowhere.dtb: No such file or directory")):
            guest.write_text(text)
            self.assertEqual(self.check("-c", config, guest), [f"guest.cfg: {line}"])
        guest.write_text("name = [\n'a',")
        found = self.check("-c", config, guest)
        self.assertEqual(len(found), 1)
        self.assertRegex(found[0], r"^guest\.cfg:\d+: config parsing error near")
        self.assertEqual(self.check("-c", config, "/nowhere", self.folder), [
            "cannot open /nowhere: No such file or directory", f"cannot read {self.folder}: Input/output error"])

    def test_check_bad_daemon(self):
        guest = self.make_guest("guest", SERIAL)
        for text, line in (("channel\n", ':1: expected "key = value"'), ("", ": no channel, expected one such as channel = ")):
            config = self.folder / "bad.conf"
            config.write_text(text)
            ran = run("check", "-c", config, guest)
            self.assertEqual((ran.returncode, ran.stdout), (1, ""))
            self.assertTrue(ran.stderr.startswith(f"xen-scmi-dt check: {config}{line}"), ran.stderr)

    def test_check_bad_policies(self):
        """A policy file is skipped as the daemon skips it; what the others say holds."""
        guest = self.make_guest("guest", SERIAL)
        config = self.configure(a="[guest]\nclock = x\n", b="[guest]\nclock = 3-8\npower = 1\n", c="what\n")
        skipped = ['policy/a.conf:2: [guest] clock = "x": "x" is no id or range, expected N or N-M up to 65535',
                   "policy/c.conf:1: expected [GUEST] or KIND = RESOURCES"]
        self.assertEqual(self.check("-c", config, guest), [f"policy file skipped: {self.folder}/{line}" for line in skipped] + [
            f"guest.cfg: {SERIAL}: reset 6: the policy of guest does not give it: "
            "add reset = 6 to [guest] of a policy file"])
        config = self.configure(b="")
        self.assertEqual(self.check("-c", config, guest)[-1], "guest.cfg: good, devices with SCMI: 1")
        self.assertEqual(run("check", "-c", config, guest).returncode, 1)
        config.write_text(f"channel = socket:/nowhere\npolicy-dir = {guest}\n")
        self.assertEqual(self.check("-c", config, guest)[0],
                         f"policy-dir = {guest}: Not a directory, expected a directory")

    def change(self, *changes, of=channels):
        """A tree with these changes, as fdtput makes them: option, node, words; its file."""
        tree = self.folder / "changed.dtb"
        tree.write_bytes(pathlib.Path(of).read_bytes())
        for change in changes:
            subprocess.run(["fdtput", change[0], tree, *change[1:]], check=True)
        return tree

    def channel(self, status, *arguments):
        ran = run("channel", *arguments)
        self.assertEqual((ran.returncode, ran.stderr), (status, ""))
        return ran.stdout

    def test_channel(self):
        self.assertEqual(self.channel(0, channels), """\
# /firmware/scmi, arm,scmi, fits raw or mmio:
# the doorbell is a register of /bus@1000000000/mailbox@1000: raw if dom0's kernel keeps the firmware, \
mmio if the daemon has it alone.
#   memory    0x1000080000, 0x80 bytes: /bus@1000000000/sram@80000/section@0
#   doorbell  /bus@1000000000/mailbox@1000 <1 5>, arm,mhu-doorbell
#   protocol 0x13 has a channel of its own

# raw: dom0's kernel keeps the firmware; it needs CONFIG_ARM_SCMI_RAW_MODE_SUPPORT.
channel = raw:auto,payload=80

# mmio: the daemon has the firmware alone; take /firmware/scmi out of dom0's tree.
# Have UIO in place of /dev/mem if you can: scmid.conf(5).
# Channels that protocols have of their own are not used.
#channel = mmio:/dev/mem@0x1000080000+0x80,doorbell=/dev/mem@0x1000001128,value=0x20
""")

    def test_channel_smc(self):
        tree = self.change(("-ts", SCMI, "compatible", "arm,scmi-smc"), ("-tx", SCMI, "arm,smc-id", "82000010"))
        text = self.channel(0, tree)
        for line in ("# /firmware/scmi, arm,scmi-smc, fits raw:", "#   doorbell  SMC 0x82000010",
                     "# Xen has to be 4.20 or later. If the firmware is TF-A: payload=92.", "channel = raw:auto,payload=80"):
            self.assertIn(line + "\n", text)
        self.assertNotIn("mmio", text)

    def test_channel_that_sleeps(self):
        tree = self.change(("-ts", "/bus@1000000000/mailbox@1000", "compatible", "arm,mhuv2-tx"),
                           ("-tx", "/bus@1000000000/mailbox@1000", "arm,mhuv2-protocols", "0", "4"))
        text = self.channel(0, tree)
        self.assertIn("# Leave the mailbox in, whose driver wakes it up;", text)
        self.assertNotIn("UIO", text)
        self.assertIn("doorbell=/dev/mem@0x100000102c,value=0x20\n", text)

    def test_channel_none(self):
        tree = self.change(("-ts", SCMI, "compatible", "qcom,scmi-smc"), ("-tx", SCMI, "arm,smc-id", "82000010"))
        text = self.channel(1, tree)
        self.assertIn("# /firmware/scmi, qcom,scmi-smc, fits no channel:\n", text)
        self.assertNotIn("channel =", text)
        tree = self.change(("-ts", SCMI, "status", "disabled"))
        self.check_fails(1, f"xen-scmi-dt channel: {tree} has no SCMI node that is enabled: nothing fits, but channel = "
                         "socket:PATH where the firmware is a process", "channel", tree)

    def test_channel_several(self):
        tree = self.change(("-c", "/scmi"), ("-ts", "/scmi", "compatible", "arm,scmi-virtio"))
        lines = [line for line in self.channel(0, tree).splitlines() if "channel =" in line]
        self.assertEqual(lines, [
            "#channel = raw:/sys/kernel/debug/scmi/N/raw",
            "#channel = raw:/sys/kernel/debug/scmi/N/raw,payload=80",
            "#channel = mmio:/dev/mem@0x1000080000+0x80,doorbell=/dev/mem@0x1000001128,value=0x20",
        ])

    def test_channel_json(self):
        choice, = json.loads(self.channel(0, "--json", channels))
        self.assertEqual(choice, {
            "path": SCMI, "compatible": "arm,scmi", "transport": "mailbox",
            "memory": {"path": "/bus@1000000000/sram@80000/section@0", "address": 0x1000080000, "size": 128},
            "mailbox": {"path": "/bus@1000000000/mailbox@1000", "compatible": "arm,mhu-doorbell", "cells": [1, 5]},
            "doorbell": {"address": 0x1000001128, "value": 0x20, "keep": 0, "needs-driver": False},
            "own": [0x13],
            "channels": {"raw": "raw:auto,payload=80",
                         "mmio": "mmio:/dev/mem@0x1000080000+0x80,doorbell=/dev/mem@0x1000001128,value=0x20"},
            "why": "the doorbell is a register of /bus@1000000000/mailbox@1000: raw if dom0's kernel keeps the firmware, "
                   "mmio if the daemon has it alone"})

    def test_channel_bad_tree(self):
        self.check_fails(1, "xen-scmi-dt channel: /firmware/scmi: shmem has 0 entries, expected 1 or 2", "channel", board)
        self.check_fails(1, "xen-scmi-dt channel: /firmware/scmi: mboxes[0] = <0xbeef> is the phandle of no node",
                         "channel", "-j", self.change(("-tx", SCMI, "mboxes", "beef")))

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
        self.check_fails(64, "xen-scmi-dt channel: a TREE is missing", "channel")
        self.check_fails(64, 'xen-scmi-dt channel: "x" is one argument too many', "channel", board, "x")
        self.check_fails(64, "xen-scmi-dt check: a GUEST is missing", "check")
        self.check_fails(64, "xen-scmi-dt resources: a TREE is missing", "resources")
        self.check_fails(64, "xen-scmi-dt resources: unrecognized option", "resources", "--what")
        self.check_fails(64, "xen-scmi-dt guest: --host, --device and --output are needed", "guest", "--host", board)
        self.check_fails(64, 'xen-scmi-dt guest: "x" is one argument too many', "guest", "x")
        self.assertEqual(run("--help").returncode, 0)
        self.assertIn("--force-without-iommu", run("guest", "--help").stdout)


unittest.main(argv=sys.argv[:1])
