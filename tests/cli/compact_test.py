#!/usr/bin/env python3
"""The words of postings that are gone are written out of the index when they are more than a fifth
of it: nothing else changes by that, and kill -9 in the midst of it leaves the one or the other. Prints TAP."""
import glob
import os
import random
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import libindex
from libtap import DIGESTS, Home, Tap

TMP = os.environ["TMPDIR"]
COPIES = 12
KILLS = 8
TABLES = ("words_title", "words_body", "words_change")
tap = Tap()


def write(folder, number, word):
    """The samples as those of another list; `word` is only in them."""
    for sample in sorted(glob.glob(f"{DIGESTS}/*.txt")):
        with open(sample, encoding="utf-8", newline="") as digest:
            text = digest.read()
        text = text.replace("ORCHARD", f"ORCHARD{number}").replace("@", f"@l{number}.")
        text = re.sub(r"\n\nA ", f"\n\nA {word} ", text)
        name = f"{folder}/{number:02}-{os.path.basename(sample)}"
        with open(name, "w", encoding="utf-8", newline="") as out:
            out.write(text)


def numbers(home):
    db = libindex.connect(home.index)
    try:
        return (db.execute("SELECT count(*) FROM tombstone").fetchone()[0],
                db.execute("SELECT count(*) FROM posting").fetchone()[0])
    finally:
        db.close()


def dead_words(home):
    """Postings that a word index has and that are gone."""
    db = libindex.connect(home.index)
    dead = set()
    for table in TABLES:
        db.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab(main, {table}, instance)")
        dead |= {row[0] for row in db.execute(
            f"SELECT DISTINCT doc FROM temp.v_{table} WHERE doc NOT IN (SELECT id FROM posting)")}
    db.close()
    return len(dead)


def same(home, folder):
    fresh = Home(os.path.join(TMP, f"fresh{time.monotonic_ns()}"))
    fresh.run("index", folder)
    found = libindex.differences(libindex.dump(fresh.index), libindex.dump(home.index))
    return found, libindex.is_whole(home.index)


def shares(folder):
    home = Home(os.path.join(TMP, "shares"))
    home.run("index", folder)
    tap.ok("nothing is dead at first", numbers(home)[0] == 0 == dead_words(home), numbers(home))
    write(folder, 0, "zweeloo")
    write(folder, 1, "zweeloo")
    home.run("index", folder)
    few = numbers(home)
    tap.ok("two of twelve stay", few[0] > 0 and few[0] * 5 <= sum(few)
           and dead_words(home) == few[0], (few, dead_words(home)))
    write(folder, 2, "zweeloo")
    write(folder, 3, "zweeloo")
    status, said, errors = home.run("index", folder)
    tap.ok("four are written out", status == 0 and not errors and numbers(home)[0] == 0
           == dead_words(home) and numbers(home)[1] == few[1], (numbers(home), said))
    found, whole = same(home, folder)
    tap.ok("and nothing else", whole and not found, found)
    tap.ok("new words are found", home.run("search", "b:zweeloo")[1].count("\n") > 4)
    for file in glob.glob(f"{folder}/0[89]-*.txt") + glob.glob(f"{folder}/1*.txt"):
        os.unlink(file)
    home.run("index", "--prune", folder)
    tap.ok("what is pruned goes too", numbers(home)[0] == 0 == dead_words(home), numbers(home))
    found, whole = same(home, folder)
    tap.ok("as if it had never been", whole and not found, found)
    os.unlink(sorted(glob.glob(f"{folder}/*.txt"))[0])
    home.run("index", folder)
    for number in range(6):
        write(folder, number, "anders")
    gone = sorted(glob.glob(f"{folder}/*.txt"))[-1]
    os.rename(gone, f"{TMP}/away.txt")
    home.run("index", folder)
    tap.ok("a digest whose file is gone keeps its words", numbers(home)[0] == 0
           and home.run("search", "b:pallet")[1].count("\n") ==
           home.run("search", "--format=csv", "b:pallet")[1].count("\n") - 1, numbers(home))
    os.rename(f"{TMP}/away.txt", gone)
    home.run("index", folder)
    found, whole = same(home, folder)
    tap.ok("and all is well when it is back", whole and not found, found)


def kills(folder):
    moments = random.Random(20260105)
    home = Home(os.path.join(TMP, "kills"))
    began = time.monotonic()
    home.run("index", folder)
    took = time.monotonic() - began
    bad, midst = [], 0
    for kill in range(KILLS):
        for number in range(COPIES // 2):
            write(folder, number, f"word{kill}")
        process = home.start("index", folder, stdout=-1, stderr=-1)
        # Half of them when all digests have come in, which is when it begins.
        if kill % 2:
            while process.poll() is None and numbers(home)[0] <= numbers(home)[1] // 4:
                time.sleep(0.002)
            time.sleep(moments.uniform(0, took / 10))
        else:
            time.sleep(moments.uniform(0, took))
        process.kill()
        process.communicate()
        midst += process.returncode == -9
        if not libindex.is_whole(home.index):
            bad.append(f"damaged by kill {kill}")
        tombstones = numbers(home)[0]
        if dead_words(home) != tombstones:
            bad.append(f"kill {kill}: {dead_words(home)} dead, {tombstones} listed")
    status, said, errors = home.run("index", folder)
    tap.ok("killed, it is the one or the other", not bad and status == 0 and "anew" not in errors,
           (bad, said, errors))
    tap.ok(f"{midst} of {KILLS} kills came before the end", midst >= KILLS // 3)
    found, whole = same(home, folder)
    tap.ok("it ends up the same", whole and not found and dead_words(home) == numbers(home)[0],
           found)


def main():
    for name, test in (("shares", shares), ("kills", kills)):
        folder = os.path.join(TMP, f"digests.{name}")
        os.makedirs(folder)
        for number in range(COPIES):
            write(folder, number, "altes")
        test(folder)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
