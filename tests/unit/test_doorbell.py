#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""test_doorbell.py - scmi-firmware and ivshmem-server, to a machine that has QEMU's ivshmem-doorbell.

usage: test_doorbell.py SCMI-FIRMWARE IVSHMEM-SERVER BOARD
"""
import mmap
import os
import pathlib
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest

firmware, server, board = (os.path.abspath(path) for path in sys.argv[1:4])

SIZE, OFFSET = 4096, 16
STATUS, FLAGS, LENGTH, HEADER, PAYLOAD = 4, 16, 20, 24, 28
VERSION_GET = 0x5000  # of the clock protocol
PATIENCE = 20  # seconds


class Machine:
    """Peer 0: what QEMU does."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(path)

    def message(self):
        """The next number, and the descriptor with it or None."""
        data, fds, _, _ = socket.recv_fds(self.socket, 8, 1)
        return struct.unpack("<q", data)[0], fds[0] if fds else None


class Doorbell(unittest.TestCase):
    def start(self, *command):
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def start_firmware(self):
        process = self.start(firmware, "--memory", f"memory@{OFFSET}+512", "--doorbell", "peers", "--resources", board)
        self.assertIn("serving memory", process.stderr.readline())
        return process

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name
        memory = pathlib.Path(self.folder) / "memory"
        memory.write_bytes(bytes(SIZE))
        self.server = self.start(server, "peers", "memory")
        self.assertEqual(self.server.stdout.readline(), "listening on peers\n")
        self.machine = Machine(f"{self.folder}/peers")
        self.addCleanup(self.machine.socket.close)
        self.assertEqual([self.machine.message()[0] for _ in range(2)], [0, 0], "version and id")
        number, fd = self.machine.message()
        self.assertEqual(number, -1)
        self.memory = mmap.mmap(fd, SIZE)
        number, self.interrupt = self.machine.message()
        self.assertEqual(number, 0)
        self.addCleanup(self.memory.close)

    def word(self, offset):
        return struct.unpack_from("<I", self.memory, OFFSET + offset)[0]

    def put(self, flags):
        for offset, value in (FLAGS, flags), (LENGTH, 4), (HEADER, VERSION_GET), (STATUS, 0):
            struct.pack_into("<I", self.memory, OFFSET + offset, value)

    def is_interrupted(self, seconds):
        readable = select.select([self.interrupt], [], [], seconds)[0]
        return bool(readable) and os.eventfd_read(self.interrupt) > 0

    def check_call(self, doorbell):
        self.put(flags=1)
        os.eventfd_write(doorbell, 1)
        self.assertTrue(self.is_interrupted(PATIENCE))
        self.assertEqual([self.word(offset) for offset in (STATUS, LENGTH, HEADER, PAYLOAD, PAYLOAD + 4)],
                         [1, 12, VERSION_GET, 0, 0x30000])

    def test_calls(self):
        self.start_firmware()
        number, doorbell = self.machine.message()
        self.assertEqual(number, 1)
        self.check_call(doorbell)

        # An interrupt that was not asked for does not come.
        self.put(flags=0)
        os.eventfd_write(doorbell, 1)
        end = time.monotonic() + PATIENCE
        while not self.word(STATUS) and time.monotonic() < end:
            self.assertFalse(self.is_interrupted(0.01))
        self.check_call(doorbell)

    def test_killed(self):
        doorbell = None
        for _ in range(3):
            process = self.start_firmware()
            if doorbell is None:
                number, doorbell = self.machine.message()
                self.assertEqual(number, 1)
            self.check_call(doorbell)
            process.kill()
            process.wait()
        self.machine.socket.settimeout(0.1)
        self.assertRaises(TimeoutError, self.machine.message)

    def check_refused(self, path, why):
        command = firmware, "--memory", "memory+512", "--doorbell", path, "--resources", board
        result = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stderr), (1, f"scmi-firmware: doorbell {path}: {why}\n"))

    def test_no_server(self):
        self.check_refused("nothing", "No such file or directory")

    def test_no_machine(self):
        self.machine.socket.close()
        self.check_refused("peers", "does not know the machine")


unittest.main(argv=sys.argv[:1])
