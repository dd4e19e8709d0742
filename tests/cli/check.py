#!/usr/bin/env python3
"""`tidings check`: what it reports at which line, and that it reports nothing else.

Every oddity of the fixtures is listed here, and where $TIDINGS_SHARED (or
../shared) has the seed digests, every one of those. Prints TAP.
"""
import glob
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIDINGS = os.environ.get("TIDINGS", os.path.join(ROOT, "tidings"))
SHARED = os.environ.get("TIDINGS_SHARED", os.path.join(os.path.dirname(ROOT), "shared"))
FIXTURES = os.path.join(ROOT, "tests", "fixtures")

# All oddities of a file, as (kind, how the line begins). Lines are not numbered here, since
# the sample digests are made anew when something is added to them.
WANTED = {
    "digests/orchard-2026-01-05.txt": [
        ("malformed-trailer", "Fixes: 5b8c11e02a9d4f77"),
        ("malformed-trailer", "Closes:https://bugs"),
        ("malformed-trailer", "Cc: stable@"),
        ("cut-title", "New:  net/ring: Count no frame twice")],
    "digests/orchard-2026-01-12.txt": [
        ("cut-title", "New:  [stable-1.{4, 9,"),
        ("quoted", ">The limit is the point"),
        ("malformed-trailer", ">Signed-off-by: Dana"),
        ("empty-body", "New:  hedge, ring: one queue"),
        ("cut-title", "New:  hedge, ring: one queue"),
        ("corrupt-marker", "New:  and digits, not only"),
        ("corrupt-marker", "New: ET_CLOCK before")],
    "digests/orchard-2026-01-19.txt": [("head-cut-rename", " ...unmount_test.c => ")],
    "digests/orchard-2026-01-26.txt": [
        ("skipped", "Exist: [PATCH v2 1/2] clock: Let boards"),
        ("skipped", "Exist: [PATCH v2 0/2] clock: Find the rate"),
        ("malformed-trailer", "Reported-by: <nightly@"),
        ("malformed-trailer", "Acked-by:Tomás")],
    "digests/orchard-2026-02-02.txt": [],
    "digests/orchard-2026-02-09.txt": [],
    "digests/orchard-2026-02-16.txt": [
        ("skipped", "Exist: [PATCH v3 1/2] tools: gauge: Draw"),
        ("skipped", "Exist: [PATCH v3 0/2] tools: gauge: Work"),
        ("skipped", "Exist: [PATCH v3 1/2] tools: gauge: Draw"),
        ("skipped", "Exist: [PATCH v3 0/2] tools: gauge: Work")],
    "digests/orchard-2026-02-23.txt": [
        ("cut-title", "New:  net: mdns: Answer over radio with"),
        ("skipped", "Exist: [PATCH v2 1/2] tools: gauge: Read")],
    "odd/clean.txt": [],
    "odd/crlf.txt": [],
    "odd/bom.txt": [],
    "odd/no-final-newline.txt": [],
    "odd/empty.txt": [],
    "odd/not-a-digest.txt": [("no-digest", ""), ("unknown-text", "")],
}

# The same by line, for digests that stay as they are.
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
        number, kind, what = line[len(path) + 1:].split(": ", 2)
        assert what, line
        found.append((int(number), kind))
    return found, done.returncode


def begins(path, found, wanted):
    """Do the lines found begin as wanted, one for one?"""
    with open(path, encoding="utf-8", errors="replace") as text:
        lines = text.read().split("\n")
    return len(found) == len(wanted) and all(
        kind == row[0] and lines[number - 1].startswith(row[1])
        for (number, kind), row in zip(found, wanted))


class Tests:
    def __init__(self):
        self.number = self.failed = 0

    def ok(self, name, holds, detail):
        self.number += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'not ok'} {self.number} - {name}")
        if not holds:
            print(f"# {detail}")

    def fixture(self, name, wanted):
        path = os.path.join(FIXTURES, name)
        found, status = check(path)
        self.ok(f"{name}: {len(wanted)} oddities",
                begins(path, found, wanted) and status == (1 if wanted else 0) and
                [line for line, _ in found] == sorted(line for line, _ in found),
                f"found {found}, exit status {status}")

    def seed(self, digits, wanted):
        seeds = glob.glob(os.path.join(SHARED, "digests", "seeds", digits + "_*.txt"))
        if not seeds:
            self.ok(f"seed {digits} # SKIP no seed digests beside the project", True, "")
            return
        found, status = check(seeds[0])
        self.ok(f"seed {digits}: {len(wanted)} oddities",
                sorted(found) == sorted(wanted) and status == (1 if wanted else 0),
                f"missing {sorted(set(wanted) - set(found))}, "
                f"too many {sorted(set(found) - set(wanted))}, exit status {status}")


def main():
    tests = Tests()
    for name, wanted in WANTED.items():
        tests.fixture(name, wanted)
    for digits, wanted in SEEDS.items():
        tests.seed(digits, wanted)
    print(f"1..{tests.number}")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
