# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware behind a socket: 10,000 calls without an error; killed under load.
# timeout: 900

load_case start_firmware kill_firmware '/run/scmi-firmware.sock'
