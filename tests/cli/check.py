#!/usr/bin/env python3
"""`tidings check`: what it reports at which line, and that it reports nothing else.

On the fixtures every line of output is listed here. Where $TIDINGS_SHARED (or
../shared) has the seed digests, the same for those. Prints TAP.
"""
import glob
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIDINGS = os.environ.get("TIDINGS", os.path.join(ROOT, "tidings"))
SHARED = os.environ.get("TIDINGS_SHARED", os.path.join(os.path.dirname(ROOT), "shared"))
FIXTURES = os.path.join(ROOT, "tests", "fixtures")

# All oddities of a file, as (line, kind).
WANTED = {
    "digests/orchard-2026-01-05.txt": [
        (176, "malformed-trailer"), (178, "malformed-trailer"), (179, "malformed-trailer"),
        (249, "cut-title")],
    "digests/orchard-2026-01-12.txt": [
        (278, "cut-title"), (297, "quoted"), (305, "malformed-trailer"), (313, "empty-body"),
        (313, "cut-title"), (336, "corrupt-marker"), (350, "corrupt-marker")],
    "digests/orchard-2026-01-19.txt": [(365, "head-cut-rename")],
    "digests/orchard-2026-01-26.txt": [
        (315, "skipped"), (317, "skipped"), (338, "malformed-trailer"), (341, "malformed-trailer")],
    "digests/orchard-2026-02-02.txt": [],
    "digests/orchard-2026-02-09.txt": [],
    "digests/orchard-2026-02-16.txt": [
        (110, "skipped"), (112, "skipped"), (114, "skipped"), (116, "skipped")],
    "digests/orchard-2026-02-23.txt": [(224, "cut-title"), (342, "skipped")],
    "odd/clean.txt": [],
    "odd/crlf.txt": [],
    "odd/bom.txt": [],
    "odd/no-final-newline.txt": [],
    "odd/empty.txt": [],
    "odd/not-a-digest.txt": [(1, "no-digest"), (1, "unknown-text")],
}

SEEDS = {
    "000": [(229, "cut-title"), (281, "cut-title"), (508, "malformed-trailer")],
    "002": [],
    "003": [
        (63, "malformed-trailer"), (474, "skipped"), (538, "corrupt-marker"),
        (553, "malformed-trailer"), (565, "quoted"), (580, "malformed-trailer"), (588, "skipped")],
    "004": [
        (103, "head-cut-rename"), (779, "malformed-trailer"), (897, "empty-body"),
        (897, "cut-title"), (1037, "cut-title"), (1294, "head-cut-rename"), (1424, "cut-title")],
}


def check(path):
    """What is printed, as (line, kind) in that order, and the exit status."""
    done = subprocess.run([TIDINGS, "check", path], capture_output=True, text=True, check=False)
    found = []
    for line in done.stdout.splitlines():
        assert line.startswith(path + ":"), line
        number, kind, what = line[len(path) + 1:].split(": ", 2) if ": " in line else (0, "", "")
        assert what, line
        found.append((int(number), kind))
    return found, done.returncode


class Tests:
    def __init__(self):
        self.number = self.failed = 0

    def compare(self, name, path, wanted):
        self.number += 1
        found, status = check(path)
        wanted_status = 1 if wanted else 0
        if sorted(found) == sorted(wanted) and status == wanted_status:
            print(f"ok {self.number} - {name}: {len(wanted)} oddities")
        else:
            self.failed += 1
            print(f"not ok {self.number} - {name}")
            print(f"# missing {sorted(set(wanted) - set(found))}, "
                  f"too many {sorted(set(found) - set(wanted))}, exit status {status}")
        if [line for line, _ in found] != sorted(line for line, _ in found):
            self.failed += 1
            print(f"not ok - {name}: not in the order of lines")


def main():
    tests = Tests()
    for name, wanted in WANTED.items():
        tests.compare(name, os.path.join(FIXTURES, name), wanted)
    for digits, wanted in SEEDS.items():
        seeds = glob.glob(os.path.join(SHARED, "digests", "seeds", digits + "_*.txt"))
        if seeds:
            tests.compare("seed " + digits, seeds[0], wanted)
        else:
            tests.number += 1
            print(f"ok {tests.number} - seed {digits} # SKIP no seed digests beside the project")
    print(f"1..{tests.number}")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
