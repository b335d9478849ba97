# SPDX-License-Identifier: GPL-2.0-or-later
# Firmware at EL3: ten thousand calls in a row are answered, and what a call costs beside dom0's own.
# boot: raw
# timeout: 240

own=$(raw_call 2000 0x5006 3)
rounds_case 10000 'raw mode' "$own" --config "$raw_config"
