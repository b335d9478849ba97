#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""meson-results.py - what meson test found, one line per test: pass|fail SECONDS NAME.

usage: meson-results.py [--log NAME] DIRECTORY

DIRECTORY is a build's meson-logs. With --log, print what that test wrote. A skipped test is left
out: it is neither.
"""
import glob
import json
import sys

arguments = sys.argv[1:]
wanted = None
if arguments[:1] == ["--log"]:
    wanted = arguments[1]
    arguments = arguments[2:]

for path in sorted(glob.glob(arguments[0] + "/testlog*.json")):
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log:
            test = json.loads(line)
            # "name", or "project:suite / name"
            name = test["name"].split(" / ")[-1].replace(" ", "_")
            if wanted is None:
                if test["result"] in ("SKIP", "IGNORED"):
                    continue
                good = test["result"] in ("OK", "EXPECTEDFAIL")
                print("pass" if good else "fail", f"{test['duration']:.1f}", name)
            elif name == wanted:
                print(test["result"], "of", " ".join(test.get("command", [])))
                print(test.get("stdout", ""), end="")
                print(test.get("stderr", ""), end="")
