# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# raw.sh - dom0's own way to the firmware at EL3. The daemon must not run then: Linux gives an answer
# to whoever reads first.

raw_config=/testbed/dom0/scmid-raw.conf
raw_message=/sys/kernel/debug/scmi/0/raw/message

# raw_call COUNT WORD...: so many calls of the message; prints what raw-call does.
raw_call() { raw-call "$raw_message" "$@"; }

# raw_answer WORD...: the payload of the answer to a message of these words.
raw_answer() { raw_call 1 "$@" | sed -n 's/^answer [0-9a-f]* //p'; }

# raw_clock ID: "on" or "off", as the firmware has it.
raw_clock() { raw_answer 0x5003 "$1" | awk '{ print substr($2, 8) % 2 ? "on" : "off" }'; }
