#!/usr/bin/env python3
"""Which postings become revisions of one series: pairs read by hand, and any order of import.
Prints TAP."""
import json
import os
import random
import shutil
import sys

sys.path.insert(0, "tests/cli")
import libindex  # noqa: E402
from libtap import Home, Tap  # noqa: E402

TMP = os.environ["TMPDIR"]
OWN = "tests/fixtures/digests"
SHARED = os.path.join(os.environ.get("TIDINGS_SHARED") or "../shared", "digests")
ORDERS = 20


def digests(folder):
    return sorted(os.path.join(path, name) for path, _, names in os.walk(os.path.abspath(folder))
                  for name in names)


class Index(Home):
    """A new one in a folder of its own."""

    def __init__(self, name):
        path = os.path.join(TMP, name)
        shutil.rmtree(path, ignore_errors=True)
        super().__init__(path)

    def add(self, *paths):
        status, _, complaints = self.run("index", *paths)
        if status != 0:
            raise RuntimeError(complaints)

    def places(self):
        """FILE:LINE of each record, and the series it is in."""
        db = libindex.connect(self.index)
        rows = db.execute("SELECT s.path, c.line, r.series FROM record c"
                          " JOIN posting p ON p.id = c.posting JOIN revision r ON r.id = p.revision"
                          " JOIN digest d ON d.id = p.digest JOIN source s ON s.id = d.source")
        return {(os.path.basename(path), line): series for path, line, series in rows}

    def dump(self):
        """Series, revisions, links with their signals, by path and line."""
        db = libindex.connect(self.index)
        out = []
        keys = libindex.postings(db, libindex.digests(db, []), [])
        libindex.series(db, keys, out)
        db.close()
        return sorted(map(repr, out))


def read_pairs():
    with open("tests/cli/pairs.txt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and line[0] != "#":
                kind, a, b = line.split()
                yield kind, a, b


def place(text):
    path, _, line = text.rpartition(":")
    return os.path.basename(path), int(line)


def pairs(tap, index):
    series = index.places()
    wrong = {"same": [], "different": []}
    count = {"same": 0, "different": 0}
    for kind, a, b in read_pairs():
        count[kind] += 1
        if place(a) not in series or place(b) not in series:
            wrong[kind].append(f"no record there: {a} {b}")
        elif (series[place(a)] == series[place(b)]) != (kind == "same"):
            wrong[kind].append(f"{a} {b}")
    tap.ok("at least 60 pairs of each kind", min(count.values()) >= 60, count)
    tap.ok("revisions of one series are joined", not wrong["same"], wrong["same"])
    tap.ok("nothing else is", not wrong["different"], wrong["different"])


def vsock(tap, index):
    found = [s for s in json.loads(index.run("search", "--format", "json", "s:vsock")[1])
             if s["title"] == "vsock: add namespace support to"]
    tap.ok("vsock is one series", len(found) == 1, len(found))
    known = {(r["rfc"], r["version"]): r for r in found[0]["revisions"]}
    texts = {key[1] for key, r in known.items() if r["file"]}
    tap.ok("with texts of four revisions", texts == {8, 10, 11, 12}, texts)
    lists = {os.path.basename(known[False, v]["file"])[:6] for v in (8, 10, 11, 12)}
    tap.ok("over two lists", lists == {"hyperv", "004_03"}, lists)
    skipped = [known[False, v] for v in (7, 9)]
    tap.ok("two are known from skips, with their digests and where they can be read",
           [(r["signal"], r["digest_from"], r["digest_to"]) for r in skipped] ==
           [("skip", "779ff7d86", "640971613"), ("skip", "4d51d50d7", "b9ef111d8")]
           and all(r["file"] is None and r["url"] for r in skipped), skipped)
    older = {v: known[False, v] for v in range(1, 7) if (False, v) in known}
    tap.ok("older ones are known, all but one by links that say where", len(older) == 6
           and all(r["signal"] == "link" and r["url"] for v, r in older.items() if v != 3), older)


def shuffled(tap, folder, name):
    files = digests(folder)
    whole = Index(f"{name}-whole")
    whole.add(os.path.abspath(folder))
    wanted = whole.dump()
    for order in range(ORDERS):
        chance = random.Random(f"{name} {order}")
        rest = list(files)
        chance.shuffle(rest)
        index = Index(f"{name}-shuffled")
        while rest:
            batch = 1 if order % 4 == 0 else chance.randint(1, max(1, len(files) // 2))
            index.add(*rest[:batch])
            rest = rest[batch:]
        got = index.dump()
        if got != wanted:
            tap.ok(f"{name}: the same in any order", False,
                   "\n".join([f"order {order}"] + libindex.differences(wanted, got)))
            return
    tap.ok(f"{name}: the same in {ORDERS} orders, one by one and in batches", len(wanted) > 0)


def main():
    tap = Tap()
    shuffled(tap, OWN, "own")
    if os.path.isdir(SHARED):
        index = Index("pairs")
        index.add(os.path.abspath(SHARED))
        pairs(tap, index)
        vsock(tap, index)
        shuffled(tap, SHARED, "shared")
    else:
        tap.ok("pairs read by hand # SKIP there is no ../shared", True)
    return tap.end()


sys.exit(main())
