#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check.py - xen-scmi-dt on the device trees of real machines.

usage: check.py XEN-SCMI-DT FOLDER

Of each tree in FOLDER it reads what xen-scmi-dt says that its nodes refer to, and compares that with
what a reader of its own finds. Of trees with SCMI it makes a guest with each device, as far as that
can be: dtc must read that guest's tree, the device must refer to the same resources there, and
nothing but the GIC may be missing, with `dmas` where their controller is, and xen-scmi-dt must find
nothing wrong with an xl configuration of the lines that it printed itself. Each of SCMI's protocols there
must be one that something refers to. A refusal must be one line. Which kinds of channel it says fit a
machine's firmware must be what the tree's nodes and mailboxes let expect, and its addresses must be in
what these nodes have. Last it says how much it has read.
"""
import collections
import functools
import json
import multiprocessing
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

# property: (cells, {protocol: kind})
LISTS = {
    "clocks": ("#clock-cells", {0x14: "clock", 0x13: "perf"}),
    "assigned-clocks": ("#clock-cells", {0x14: "clock", 0x13: "perf"}),
    "assigned-clock-parents": ("#clock-cells", {0x14: "clock", 0x13: "perf"}),
    "power-domains": ("#power-domain-cells", {0x11: "power", 0x13: "perf"}),
    "performance-domains": ("#performance-domain-cells", {0x13: "perf"}),
    "resets": ("#reset-cells", {0x16: "reset"}),
    "thermal-sensors": ("#thermal-sensor-cells", {0x15: "sensor"}),
}
# protocol: kinds of resources that its node is the provider of
PROVIDES = {0x11: {"power"}, 0x13: {"perf"}, 0x14: {"clock"}, 0x15: {"sensor"}, 0x16: {"reset"}, 0x17: {"voltage"},
            0x19: {"pin", "pin-group", "pin-function"}}
READS = {"assigned-clock-parents", "gpio-ranges"}  # properties of nodes that change nothing of what they refer to
GIC = 65000

# compatible: kinds of channel that fit
TRANSPORTS = {
    "arm,scmi": {"raw"},  # and mmio, where the mailbox is one of the following
    "arm,scmi-smc": {"raw"},
    "arm,scmi-smc-param": set(),
    "arm,scmi-virtio": {"raw"},
    "linaro,scmi-optee": {"raw"},
    "qcom,scmi-smc": set(),
}
MAILBOXES = "arm,mhu-doorbell", "arm,mhuv2-tx", "arm,mhuv3", "fsl,imx8ulp-mu", "fsl,imx95-mu"


class Node:
    def __init__(self, name, parent):
        self.parent, self.properties, self.children = parent, {}, []
        self.path = "/" if parent is None else parent.path.rstrip("/") + "/" + name

    def cells(self, name):
        value = self.properties.get(name, b"")
        return struct.unpack(f">{len(value) // 4}I", value[:len(value) // 4 * 4])

    def strings(self, name):
        return self.properties.get(name, b"").decode("latin-1").split("\0")

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def read(data):
    """The root of a tree, version 17 as dtc writes it."""
    _, _, structure, strings = struct.unpack(">4I", data[:16])
    at, node, root = structure, None, None
    while True:
        token, = struct.unpack_from(">I", data, at)
        at += 4
        if token == 1:
            end = data.index(b"\0", at)
            child = Node(data[at:end].decode(), node)
            if node:
                node.children.append(child)
            root, node, at = root or child, child, (end + 4) & ~3
        elif token == 2:
            node = node.parent
        elif token == 3:
            length, name = struct.unpack_from(">2I", data, at)
            end = data.index(b"\0", strings + name)
            node.properties[data[strings + name:end].decode()] = data[at + 8:at + 8 + length]
            at = (at + 8 + length + 3) & ~3
        elif token == 9:
            return root


def scmi_node(node):
    """The SCMI node that a node is, or is below."""
    while node and not any(text.startswith("arm,scmi") and text != "arm,scmi-shmem"
                           for text in node.strings("compatible")):
        node = node.parent
    return node


def protocol(node, scmi):
    while node.parent is not scmi:
        node = node.parent
    return node.cells("reg")[0]


def pins_of(state):
    """What a state of pin control is about: [(kind, id or name), ...]; six cells are a pin of i.MX95's."""
    for node in [state, *state.children]:
        for kind, name in ("pin", "pins"), ("pin-group", "groups"), ("pin-function", "function"):
            yield from ((kind, text) for text in node.strings(name) if text)
        yield from (("pin", cell // 4) for cell in node.cells("fsl,pins")[::6])


def ranges_of(node, scmi_of):
    """What lines of a GPIO controller are: [(kind, id or name), ...]; 0 pins are a group with a name."""
    cells, names = node.cells("gpio-ranges"), node.strings("gpio-ranges-group-names")
    for place, (phandle, _, first, count) in enumerate(zip(*[iter(cells)] * 4)):
        if not scmi_of(phandle):
            continue
        yield from (("pin", first + i) for i in range(count))
        if not count:
            yield "pin-group", names[place]


def references(root):
    """{(path, kind, property): [id or name, ...]}, and how many phandles of any kind were followed."""
    phandles = {node.cells("phandle")[0]: node for node in root.walk() if node.cells("phandle")}
    found, followed = {}, 0
    for node in root.walk():
        top = node.path.split("/")[1]
        if scmi_node(node) or top == "aliases" or top.startswith("__"):
            continue
        for name in node.properties:
            cells = list(node.cells(name))
            if name == "gpio-ranges":
                followed += len(cells) // 4
                for key, what in ranges_of(node, lambda phandle: scmi_node(phandles[phandle])):
                    found.setdefault((node.path, key, name), []).append(what)
            pins = re.fullmatch(r"pinctrl-\d+", name)
            if not (name in LISTS or pins or name.endswith("-supply")):
                continue
            while cells:
                phandle = cells.pop(0)
                if not phandle:
                    continue
                target = phandles[phandle]
                followed += 1
                count = target.cells(LISTS[name][0])[0] if name in LISTS else 0
                arguments, cells = cells[:count], cells[count:]
                assert len(arguments) == count, (node.path, name)
                while name.endswith("-supply") and target.cells("vin-supply") and \
                        "regulator-fixed" in target.strings("compatible"):
                    target = phandles[target.cells("vin-supply")[0]]
                scmi = scmi_node(target)
                if not scmi:
                    continue
                if pins:
                    about = pins_of(target)
                elif name in LISTS:
                    about = [(LISTS[name][1][protocol(target, scmi)], arguments[0])]
                else:
                    about = [("voltage", target.cells("reg")[0])]
                for key, what in about:
                    found.setdefault((node.path, key, name), []).append(what)
    return found, followed


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)


def told(tool, tree):
    """What the tool says, in the form of references()."""
    ran = run(tool, "resources", "--json", tree)
    if ran.returncode:
        fail(f"{tree}: status {ran.returncode}: {ran.stderr.strip()}")
    devices = json.loads(ran.stdout)
    for device in devices:
        for resource in device["resources"]:
            if (resource.get("right") == "ro") != (resource["property"] in READS):
                fail(f"{tree}: {device['path']}: {resource}")
    return {(device["path"], resource["kind"], resource["property"]):
            resource.get("ids", resource.get("names"))
            for device in devices for resource in device["resources"]}


def fail(text):
    print(text, flush=True) # the process may be ended
    fail.count += 1


fail.count = 0


def of_device(found, path):
    """What is found at a node and below it, by the rest of the path."""
    return {(where[len(path):], kind, name): ids for (where, kind, name), ids in found.items()
            if where == path or where.startswith(path + "/")}


def is_disabled(root, path):
    return any(node.path.startswith(path + "/") and node.properties.get("status", b"okay\0") not in (b"okay\0", b"ok\0")
               for node in root.walk())


def check_guest(tool, tree, root, found, path, output, *options):
    """Whether a guest could be made; what is wrong with it is a failure."""
    what = f"{tree.name} {path} {' '.join(options)}"
    ran = run(tool, "guest", "--host", tree, "--device", path, "-o", output, *options)
    if ran.returncode == 1 and ran.stderr.startswith("xen-scmi-dt guest: /") and ran.stderr.count("\n") == 1:
        return False
    if ran.returncode:
        fail(f"{what}: status {ran.returncode}: {ran.stderr}")
        return False
    dtc = run("dtc", "-q", "-I", "dtb", "-O", "dts", "-o", "/dev/null", output)
    if dtc.returncode:
        fail(f"{what}: dtc: {dtc.stderr}")
    guest = read(output.read_bytes())
    device = next(node for node in guest.walk() if node.strings("xen,path")[0] == path)
    all_there = told(tool, output)
    for node in guest.walk():
        provides = PROVIDES.get(node.cells("reg")[0]) if "/protocol@" in node.path and node.parent is scmi_node(node) else None
        if provides and not any(kind in provides for _, kind, _ in all_there):
            fail(f"{what}: {node.path} provides nothing of {all_there}")
    there = of_device(all_there, device.path)
    here = of_device(found, path)
    if there != here and not is_disabled(root, path):
        fail(f"{what}: {here} became {there}")
    for node in guest.walk():
        for parent in node.cells("interrupt-parent"):
            known = parent == GIC or any(parent in other.cells("phandle") for other in guest.walk())
            if not known:
                fail(f"{what}: interrupt-parent of {node.path} is {parent}")
        if node.cells("dmas") and not any(node.cells("dmas")[:1] == other.cells("phandle") for other in guest.walk()):
            fail(f"{what}: dmas of {node.path} go to no node")
    before = next(node for node in root.walk() if node.path == path)
    if ("dmas" in before.properties) != ("dmas" in device.properties or f" {path}: dmas is left out" in ran.stderr):
        fail(f"{what}: {ran.stderr}")
    if ("interrupts" in device.properties or "interrupts-extended" in device.properties) != ("irqs" in ran.stdout):
        fail(f"{what}: {ran.stdout}")
    check_lines(tool, what, output.with_suffix(".cfg"), ran.stdout)
    return True


def check_lines(tool, what, config, lines):
    """A guest's configuration with these lines is good, and without iomem or irqs is not."""
    head = 'name = "guest"\nmemory = 4096\n'
    config.write_text(head + lines)
    ran = run(tool, "check", "--config", config.with_name("scmid.conf"), config)
    if ran.returncode or ": good, devices with SCMI: " not in ran.stdout:
        fail(f"{what}: check: {ran.returncode} {ran.stdout}{ran.stderr}")
    for line in lines.splitlines()[1:]:
        key = line.split()[0]
        if key == "dtdev":
            continue
        config.write_text(head + lines.replace(line + "\n", ""))
        ran = run(tool, "check", "--config", config.with_name("scmid.conf"), config)
        if ran.returncode != 1 or f" to {key}" not in ran.stdout:
            fail(f"{what}: check without {key}: {ran.returncode} {ran.stdout}{ran.stderr}")


def is_enabled(node):
    return node is None or (node.properties.get("status", b"okay\0") in (b"okay\0", b"ok\0") and is_enabled(node.parent))


def expected_channels(root):
    """{path of an SCMI node: kinds of channel that fit}"""
    phandles = {node.cells("phandle")[0]: node for node in root.walk() if node.cells("phandle")}
    expected = {}
    for node in root.walk():
        known = [TRANSPORTS[text] for text in node.strings("compatible") if text in TRANSPORTS]
        if not known or not is_enabled(node):
            continue
        expected[node.path] = set(known[0])
        mailbox = phandles.get(node.cells("mboxes")[0]) if node.cells("mboxes") else None
        if mailbox and set(MAILBOXES) & set(mailbox.strings("compatible")):
            expected[node.path].add("mmio")
    return expected


def unit_address(path):
    """What a node's name says where it is; names of nodes with SCMI memory count from their SRAM on."""
    return sum(int(text, 16) for text in re.findall(r"@([0-9a-f]+)", path)[-2 if "/sram@" in path else -1:])


def check_channel(tool, tree, root):
    """How each SCMI node's firmware can be reached, as text such as "raw or mmio"."""
    expected = expected_channels(root)
    ran = run(tool, "channel", "--json", tree)
    if not expected:
        if ran.returncode != 1 or ran.stderr.count("\n") != 1 or "no SCMI node that is enabled" not in ran.stderr:
            fail(f"{tree.name}: channel: {ran.returncode} {ran.stderr}")
        return ["none"]
    text = run(tool, "channel", tree)
    if (ran.returncode, ran.stderr) != (text.returncode, text.stderr):
        fail(f"{tree.name}: channel: {ran.returncode} {ran.stderr}, and {text.returncode} {text.stderr} as text")
    if ran.stderr or ran.returncode != (not any(expected.values())):
        fail(f"{tree.name}: channel: {ran.returncode} {ran.stderr}")
        return []
    choices = json.loads(ran.stdout)
    if {choice["path"]: set(choice["channels"]) for choice in choices} != expected:
        fail(f"{tree.name}: channel: {choices}, expected {expected}")
    for choice in choices:
        for line in choice["channels"].values():
            if f"channel = {line}\n" not in text.stdout:
                fail(f"{tree.name}: channel: {line} is not in the text")
        memory = choice.get("memory")
        if memory and memory["address"] != unit_address(memory["path"]):
            fail(f"{tree.name}: channel: {memory}")
        if "doorbell" in choice:
            inside = choice["doorbell"]["address"] - unit_address(choice["mailbox"]["path"])
            if not 0 < inside < 0x10000 or not choice["doorbell"]["value"]:
                fail(f"{tree.name}: channel: {choice}")
    return [" or ".join(choice["channels"]) or "nothing" for choice in choices]


def check_tree(tool, tree):
    """What there is in one tree, and what became of its devices, counted."""
    root = read(tree.read_bytes())
    found, followed = references(root)
    failed = fail.count
    if found != told(tool, tree):
        fail(f"{tree.name}: what xen-scmi-dt says is not what is there")
    counts = collections.Counter(trees=1, nodes=sum(1 for _ in root.walk()), references=followed,
                                 scmi=bool(found), scmi_references=sum(map(len, found.values())))
    counts.update(check_channel(tool, tree, root))
    with tempfile.TemporaryDirectory() as temporary:
        output = pathlib.Path(temporary) / "guest.dtb"
        (output.parent / "scmid.conf").write_text("channel = socket:/nowhere\npolicy-dir = /nowhere\n")
        for path in sorted({key[0] for key in found}):
            if check_guest(tool, tree, root, found, path, output):
                counts["made"] += 1
            elif check_guest(tool, tree, root, found, path, output, "--force-without-iommu"):
                counts["forced"] += 1
            else:
                counts["refused"] += 1
    counts["failed"] = fail.count - failed
    return counts


def main():
    tool, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    total = collections.Counter()
    with multiprocessing.Pool() as pool:
        for counts in pool.imap(functools.partial(check_tree, tool), sorted(folder.rglob("*.dtb"))):
            total.update(counts)
    print(f"{total['trees']} trees with {total['nodes']} nodes and {total['references']} references; "
          f"{total['scmi']} trees refer to SCMI, {total['scmi_references']} times")
    print(f"devices: {total['made']} can be given to a guest, {total['forced']} more without an IOMMU, "
          f"{total['refused']} are refused")
    print(f"firmware: {total['raw']} machines fit raw, {total['raw or mmio']} raw or mmio, "
          f"{total['nothing']} nothing; {total['none']} have none")
    sys.exit(1 if total["failed"] or not total["made"] or not total["scmi_references"] or not total["raw or mmio"] else 0)


main()
