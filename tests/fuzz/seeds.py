#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""seeds.py - write the inputs that fuzzing starts from.

usage: seeds.py CORPUS

Writes CORPUS/TARGET/seed-* for each target. Trees are compiled from tests/unit/trees by dtc.
"""
import pathlib
import struct
import subprocess
import sys

corpus = pathlib.Path(sys.argv[1])
trees = pathlib.Path(__file__).resolve().parent.parent / "unit" / "trees"


def words(*values):
    return struct.pack(f"<{len(values)}I", *values)


def write(target, name, data):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"seed-{name}").write_bytes(data)


def answer(payload):
    """An answer of discovery's firmware that is not the true one."""
    return b"\1" + struct.pack("<H", len(payload)) + payload


# A page: reserved, status, implementation, flags, length, header, payload.
for length in (0, 3, 4, 8, 12, 4072, 4073, 0xFFFFFFFF):
    write("shmem", f"{length:x}", words(0, 0, 0, 0, 0, length, 0x5006, 3, 1))

for number, text in enumerate(("3 7-9", "3 x", "9-3", "65535", "65536", "1-5\n3\n3-6,9", "0-39\n0-65535\n",
                               "1-2-3", ", ,\t", "0-9\n10-19 5\n40", "3:ro\n3\n3:ro", "3-9:shared\n5:shared 40:shared\n3-4 7:ro",
                               "3\n3:shared\n0x3-0xa:shared", "R3:ro 4\n4:rw\n3:shared", "Sshutdown reboot\nreboot\nshutdown:ro",
                               "V0x80 0x81/3\n129/0-255\n0xff/0x5-0x7 0x7f", "V0x80:ro\n0x81/7-5\n0x82/")):
    write("policy", str(number), text.encode())

# Every true answer; a list of protocols in parts; one that lists BASE; no version.
write("discovery", "true", b"\0" * 30)
write("discovery", "parts", b"\0" + answer(words(0, 2)) + b"\0\0\0" + answer(words(0, 1, 0x14)) +
      answer(words(0, 1, 0x10)))
write("discovery", "version", b"\0\0\0\0\0\0" + answer(words(0, 0)))
write("discovery", "refusals", b"\0\0" + answer(words(0xFFFFFFFF)) * 3 + b"\0\0\0" + answer(words(0xFFFFFFFF)) * 8)


# Short and long names, lists of pins in parts, refusals, and answers that are cut off.
def named(flags, text=b"name"):
    return answer(words(0, flags) + text.ljust(16, b"\0"))[1:]


write("names", "short", b"\4" + named(0) * 40)
write("names", "long", b"\4" + (named(1 << 31) + answer(words(0, 0) + b"longer".ljust(64, b"\0"))[1:]) * 10)
write("names", "pins", b"\4" + named(2) + answer(words(0, 0x10001) + b"\1\0")[1:] + answer(words(0, 1) + b"\2\0")[1:])
write("names", "refusals", b"\3" + answer(words(0xFFFFFFFF))[1:] * 40)
write("names", "cut", b"\4" + answer(words(0, 0))[1:] * 40)


def guests(*steps):
    """SCMI 3.2, the other guest owns clock 4, ours 0 to 3; then steps."""
    return b"\x0a" + struct.pack("<HH", 0x10, 0xF) + b"".join(steps)


def call(header, request, says=None):
    """The guest's message word for word, and the firmware's answer; None: it does not answer."""
    return refused(header, request) + b"\0" + part(says)


def part(says):
    """The firmware's answer, word for word, to the message or to one more that it needs."""
    return b"\1" if says is None else b"\0" + struct.pack("<H", 4 * len(says)) + words(*says)


def refused(header, request):
    """A message that is not forwarded, and so has no answer."""
    return b"\0" + words(header) + struct.pack("<H", 4 * len(request)) + words(*request)


on, off = call(0x5007, (3, 1, 0), (0,)), call(0x5007, (3, 0, 0), (0,))
revoke, grant = b"\1" + struct.pack("<HH", 8, 0), b"\1" + struct.pack("<HH", 0, 0xF)
write("mediator", "reads", guests(call(0x5006, (3,), (0, 24, 0)), call(0x5004, (3, 0), (0, 1, 5, 0)),
                                  call(0x5003, (3,), (0, 0xFFFFFFFF, 1, 2, 3, 4, 5)), call(0x500F, (3,), (0, 0xFFFFFFFF))))
write("mediator", "faults", guests(call(0x5006, (3,), (1, 5, 5)), call(0x5006, (3,), (0, 5)), call(0x5006, (3,), ()),
                                   call(0x5006, (3,), (0, 5, 5, 5)), call(0x5006, (3,), (0xFFFFFFF7, 5)),
                                   call(0x5004, (3, 0), (0, 9)), call(0x5006, (3,))))
write("mediator", "lengths", guests(refused(0x5006, ()), refused(0x5006, (3, 3)), refused(0x5007, (3, 1)), refused(0x4000, (3,))))
write("mediator", "refused", guests(refused(0x5006, (4,)), refused(0x5106, (3,)), refused(0x5306, (3,)), refused(0x500C, (3, 0)),
                                    refused(0x4009, (1, 0, 1)), refused(0x5406, (3,)), refused(0x50FF, (3,))))
write("mediator", "set", guests(call(0xFFFC5005, (0xFFFFFFFF, 3, 5, 0), (0,)), call(0x5007, (3, 0xFFFFFFFF, 5), (0,))))
write("mediator", "holds", guests(on, off, on, call(0x5007, (2, 1, 0), (0xFFFFFFF7,)), call(0x5007, (1, 1, 0)), on))
write("mediator", "revoke", guests(on, revoke, b"\4\3\3", grant, on))
write("mediator", "taken", guests(on, revoke, b"\2\3\4\3", grant, on))
write("mediator", "reset", guests(on, refused(0x400B, (1, 0)), b"\4", on, refused(0x400B, (1, 0)), b"\3\3"))

# All ids but 4; what the guest sets goes back to 7; lists in parts; sensors; both share all of it.
own = b"\x0a" + struct.pack("<HH", 0x10, 0xFFEF)
shared = b"\x3a" + struct.pack("<HH", 0xFFFF, 0xFFFF)
level = call(0x4C07, (3, 9), (0, 7)) + part((0,))
write("mediator", "levels", own + level + call(0x4C07, (3, 8), (0,)) + refused(0x400B, (1, 0)) + b"\3")
write("mediator", "votes", shared + call(0x4404, (0, 3, 0), (0,)) + call(0x4405, (3,), (0, 0)) + level +
      call(0x4C05, (3, 0, 5), (0, 9, 3)) + part((0,)) + refused(0x5005, (0, 3, 1, 0)))
write("mediator", "parents", own + call(0x500C, (3, 1), (0, 0x02000002, 4, 9)) + part((0, 2, 1, 4)) +
      call(0x500E, (3,), (0, 4)) + refused(0x500D, (3, 4)))
write("mediator", "pins", own + call(0x6403, (3, 1), (0, 3, 1, 2, 3, 4)) + part((0, 3, 0x40003, 5)) +
      call(0x6404, (3, 2, 0), (0, 0x10001, 4)) + part((0, 1, 5)) + call(0x6406, (3, 9, 0x404, 1, 2), (0,)) +
      call(0x6407, (3, 1), (0,)) + call(0x6405, (3, 0), (0, 4, 0)))
write("mediator", "sensors", own + call(0x5403, (4,), (0, 2, 5, 0x100, 2, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 6, 0, 2, 1, 2, 3, 4)) +
      call(0x5407, (3, 0), (0, 1, 0, 0, 2, 1, 2, 3, 4)))
write("mediator", "vendor", own + call(0x20405, (1, 2), (0, 3)) + call(0x20402, (5,), (0, 1)) + refused(0x20410, (1,)))
write("mediator", "lost", own + refused(0x5007, (3, 1, 0)) + b"\xff" + struct.pack("<HH", 0, 0))
write("mediator", "versions", b"\0" + guests(on, call(0x5007, (3, 1), (0,)))[1:])

tree = (trees / "guest.dts").read_text()
variants = {
    "whole": tree,
    "open": tree.replace("arm,smc-id = <0x82000042>;", "").replace("shmem = <&shmem>;", ""),
    "smc": tree.replace('"hvc"', '"smc"'),
    "ranges": tree.replace("ranges;", "ranges = <0 0 0 0x22000000 0 0x10000>;").replace("0x22008000 0 0x1000", "0x8000 0 0x1000"),
    "none": tree.replace("arm,scmi-smc", "arm,scmi"),
    "disabled": tree.replace('"arm,scmi-smc";', '"arm,scmi-smc"; status = "disabled";'),
    "overlap": tree.replace("reg = <0 0x22008000", "reg = <0 0x40000000"),
}
for name, text in variants.items():
    made = subprocess.run(["dtc", "-q", "-O", "dtb"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    write("guest_tree", name, made.stdout)
    write("guest_check", name, made.stdout)

board = (trees / "board.dts").read_text()
variants = {
    "board": board,
    "dangling": board.replace("<&scmi_clk 5>", "<0xabcd 5>"),
    "cut": board.replace("<&scmi_perf 7>, <&scmi_power 9>", "<&scmi_perf 7>, <&scmi_power>"),
    "cells": board.replace("#clock-cells = <2>", "#clock-cells = <17>"),
    "cycle": board.replace('regulator-name = "5v";', 'regulator-name = "5v"; vin-supply = <&vcard>;').replace("<&vdd>", "<&vfixed>"),
    "partial": board.replace('compatible = "arm,scmi";', ""),
    "protocol": board.replace("reg = <0x14>", "reg = <0x14 0x15>"),
    "domain": board.replace("reg = <5>", "reg = <0x10000>"),
}
for name, text in variants.items():
    made = subprocess.run(["dtc", "-q", "-O", "dtb"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    write("references", name, made.stdout)
    write("guest_maker", name, made.stdout)

channels = (trees / "channels.dts").read_text()
smc = channels.replace('compatible = "arm,scmi";', 'compatible = "arm,scmi-smc"; arm,smc-id = <0x82000010>;')
for name, text in {
    "mhu": channels,
    "mhuv2": channels.replace("<&mhu 1 5>, <&mhu 1 6>", "<&mhuv2 3 5>, <&unknown>"),
    "mhuv3": channels.replace("<&mhu 1 5>, <&mhu 1 6>", "<&mhuv3 0 5 6>, <&unknown>"),
    "imx": channels.replace("<&mhu 1 5>, <&mhu 1 6>", "<&mu 5 0>, <&mu 3 0>, <&mu 3 1>, <&mu 5 1>"),
    "unknown": channels.replace("<&mhu 1 5>, <&mhu 1 6>", "<&unknown>, <&mhu 1 5>"),
    "smc": smc,
    "param": smc.replace("arm,scmi-smc", "arm,scmi-smc-param"),
    "optee": channels.replace("arm,scmi\"", "linaro,scmi-optee\""),
    "enabled": channels.replace('status = "disabled";', ""),
}.items():
    made = subprocess.run(["dtc", "-q", "-O", "dtb"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    write("channel", name, made.stdout)
