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
                               "1-2-3", ", ,\t", "0-9\n10-19 5\n40")):
    write("policy", str(number), text.encode())

# Every true answer; a list of protocols in parts; one that lists BASE; no version.
write("discovery", "true", b"\0" * 30)
write("discovery", "parts", b"\0" + answer(words(0, 2)) + b"\0\0\0" + answer(words(0, 1, 0x14)) +
      answer(words(0, 1, 0x10)))
write("discovery", "version", b"\0\0\0\0\0\0" + answer(words(0, 0)))
write("discovery", "refusals", b"\0\0" + answer(words(0xFFFFFFFF)) * 3 + b"\0\0\0" + answer(words(0xFFFFFFFF)) * 8)

# Steps 5..7 are a row's message: row, parameters; then how the firmware answers.
for spoken in (0x00, 0x05, 0x0A):
    steps = b""
    for row in range(33):
        for clock in (3, 4):
            steps += bytes((5, row)) + bytes((clock, 1, 0, 0)) + b"\0" + struct.pack("<H", 8) + words(0, 2)
    write("mediator", f"rows-{spoken:x}", bytes((spoken,)) + struct.pack("<HH", 0x10, 0xF) + steps)
raw = b"\0" + words(0x5006) + struct.pack("<H", 4) + words(3) + b"\0" + struct.pack("<H", 12) + words(0, 24, 0)
write("mediator", "raw", b"\x0a" + struct.pack("<HH", 0x10, 0xF) + raw)
on = b"\0" + words(0x5007) + struct.pack("<H", 12) + words(3, 1, 0) + b"\0" + struct.pack("<H", 4) + words(0)
revoke = b"\1" + struct.pack("<HH", 8, 0)
write("mediator", "revoke", b"\x0a" + struct.pack("<HH", 0x10, 0xF) + on + revoke + b"\4\2\3\3" + on)

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
