#!/usr/bin/env python3
"""`tidings index`: what is read and what is not, what is kept, dropped and dated, how it is shown
how far it is, and how it is stopped. Prints TAP."""
import glob
import gzip
import json
import os
import pty
import re
import shutil
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import libindex
from libtap import DIGESTS, Home, Tap

TMP = os.environ["TMPDIR"]
tap = Tap()
ok = tap.ok


def settle(folder):
    """What was written a moment ago may be written again unnoticed: such a time is not trusted."""
    for name in glob.glob(f"{folder}/*"):
        os.utime(name, (1_600_000_000, 1_600_000_000))


def folder_of(name, digests):
    path = os.path.join(TMP, name)
    os.makedirs(path)
    for digest in digests:
        shutil.copy(digest, path)
    settle(path)
    return path


def titles(home, query="", *paths):
    found = json.loads(home.run("search", "--format", "json", query, *paths)[1])
    return sorted(series["title"] for series in found)


def opened(home, folder, *arguments):
    """Which files below the folder were opened, by strace; None without it."""
    log = os.path.join(TMP, "strace")
    if not shutil.which("strace"):
        return None
    # A tracer is in the way of the leak sanitizer.
    env = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
    home.run(*arguments, env=env, before=("strace", "-f", "-e", "trace=open,openat", "-o", log))
    with open(log, encoding="utf-8", errors="replace") as lines:
        names = re.findall(rf'"({re.escape(folder)}/[^"]+)"', lines.read())
    return sorted(map(os.path.basename, names))


def reading():
    digests = sorted(glob.glob(f"{DIGESTS}/*.txt"))
    folder = folder_of("reading", digests[:-1])
    home = Home(os.path.join(TMP, "reading.home"))
    status, said, _ = home.run("index", folder)
    ok("a folder", status == 0 and said.startswith("7 added\n7 files looked at, 7 read"), said)
    status, said, _ = home.run("index", folder)
    ok("again, nothing is read", status == 0 and said.startswith(
        "0 added; 7 unchanged\n7 files looked at, 0 read:"), said)
    shutil.copy(digests[-1], folder)
    names = opened(home, folder, "index", folder)
    if names is None:
        print("ok # SKIP there is no strace")
        home.run("index", folder)
    else:
        ok("one more: one file is opened", names == [os.path.basename(digests[-1])], names)
    ok("one more is there", len(titles(home)) == 71)
    settle(folder)
    home.run("index", folder)
    os.utime(f"{folder}/{os.path.basename(digests[0])}")
    status, said, _ = home.run("index", folder)
    ok("another time alone: nothing is read", status == 0 and said.startswith(
        "0 added; 8 unchanged\n8 files looked at, 0 read, 1 compared"), said)

    before = libindex.dump(home.index)
    path = f"{folder}/{os.path.basename(digests[0])}"
    with open(path, encoding="utf-8") as digest:
        text = digest.read()
    ok("the word is there", len(titles(home, "halves")) == 1)
    with open(path, "w", encoding="utf-8") as digest:
        digest.write(text.replace("halves", "moieties"))
    status, said, _ = home.run("index", folder)
    ok("a changed file is replaced", status == 0
       and said.startswith("0 added; 1 replaced; 7 unchanged\n"), said)
    ok("by its new words", len(titles(home, "moieties")) == 1)
    ok("and none of its old ones", not titles(home, "halves") and not titles(home, "b:halves"))
    with open(path, "w", encoding="utf-8") as digest:
        digest.write(text)
    home.run("index", folder)
    settle(folder)
    ok("changed back, it is as before", not libindex.differences(before, libindex.dump(home.index)))

    os.unlink(path)
    status, said, errors = home.run("index", folder)
    ok("a file that is gone is told", status == 0 and f"{path}: is gone, its digest is kept" in
       errors and "1 no longer there, kept" in said, (said, errors))
    ok("and kept", len(titles(home)) == 71)
    status, said, errors = home.run("index", "--prune", folder)
    ok("--prune drops it and says so", status == 0 and f"{path}: is gone, its digest was dropped"
       in errors and "1 no longer there, dropped" in said, (said, errors))
    fresh = Home(os.path.join(TMP, "reading.fresh"))
    fresh.run("index", folder)
    ok("as if it had never been", not libindex.differences(
        libindex.dump(fresh.index), libindex.dump(home.index)))
    ok("once", home.run("index", "--prune")[1].startswith("0 added; 7 unchanged\n"))
    shutil.rmtree(folder)
    status, said, errors = home.run("index", folder)
    ok("a folder that is gone", status == 3 and f"{folder}: No such file" in errors
       and "7 no longer there, kept" in said, (status, said, errors))
    status, said, errors = home.run("index", "--prune")
    ok("is dropped too", status == 0 and "7 no longer there, dropped" in said
       and "No such file" not in errors and titles(home) == [], (status, said, errors))
    ok("and forgotten", home.run("index", "--rebuild")[2] == "")


def deleted():
    """The index may be deleted while somebody reads it, whose log stays beside it."""
    digests = sorted(glob.glob(f"{DIGESTS}/*.txt"))
    folder = folder_of("deleted", digests[:4])
    home = Home(os.path.join(TMP, "deleted.home"))
    home.run("index", folder)
    reader = libindex.connect(home.index)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM digest").fetchone()
    shutil.copy(digests[4], folder)
    home.run("index", folder)
    os.unlink(home.index)
    ok("with a log left", os.path.getsize(home.index + "-wal") > 0)
    status, said, errors = home.run("index", folder)
    ok("it is made anew", status == 0 and said.startswith("5 added\n") and errors == "",
       (status, said, errors))
    reader.close()
    ok("and stays whole", libindex.is_whole(home.index) and home.run("index", folder)[1]
       .startswith("0 added; 5 unchanged\n"))


def inputs():
    digest = f"{DIGESTS}/orchard-2026-01-05.txt"
    home = Home(os.path.join(TMP, "inputs.home"))
    with open(digest, "rb") as text:
        raw = text.read()
    status, said, _ = home.run("index", "-", input=raw)
    ok("standard input", status == 0 and said.startswith("1 added\n"), said)
    found = titles(home)
    kept = glob.glob(f"{home.path}/data/tidings/digests/*")
    ok("is kept", len(kept) == 1 and open(kept[0], "rb").read() == raw
       and os.stat(kept[0]).st_mode & 0o777 == 0o600, kept)
    ok("can be shown", "Author: " in home.run("show", "--section", "source", found[0])[1])
    ok("the same again", home.run("index", "-", input=gzip.compress(raw))[1].startswith(
        "0 added; 1 unchanged\n"))
    home.run("index", "--rebuild")
    ok("it outlives a rebuild", titles(home) == found)
    os.unlink(home.index)
    home.run("index", f"{DIGESTS}/orchard-2026-01-12.txt")
    ok("and the index", set(found) <= set(titles(home)))
    status, said, errors = home.run("index", "-", input=b"Not a digest\n")
    ok("what is none is not kept", status == 3 and "standard input: is not a digest" in errors
       and len(glob.glob(f"{home.path}/data/tidings/digests/*")) == 1, (status, errors))
    packed = os.path.join(TMP, "packed.gz")
    with gzip.open(packed, "wb") as out:
        out.write(raw)
    home = Home(os.path.join(TMP, "packed.home"))
    ok("a compressed file", home.run("index", packed)[0] == 0 and titles(home) == found)


def dates():
    home = Home(os.path.join(TMP, "dates.home"))
    path = os.path.join(TMP, "undated.txt")
    shutil.copy(f"{DIGESTS}/orchard-2026-01-12.txt", path)

    def days():
        rows = json.loads(home.run("search", "--format=json", "")[1])
        return {(r["date"], r["date_kind"]) for s in rows for r in s["revisions"] if r["file"]}

    home.run("index", path)
    before = days()
    ok("no date of its own", len(before) == 1 and before.pop()[1] == "at-least", before)
    status, said, _ = home.run("index", "--date", "2026-01-13", path)
    ok("--date", status == 0 and days() == {("2026-01-13", "given")}, (said, days()))
    ok("is asked for", len(titles(home, "d:20260113")) == len(titles(home)))
    home.run("index", "--rebuild")
    ok("outlives a rebuild", days() == {("2026-01-13", "given")}, days())
    os.unlink(home.index)
    home.run("index", path)
    ok("and the index", days() == {("2026-01-13", "given")}, days())
    other = Home(os.path.join(TMP, "dates.other"))
    other.run("index", path)
    marks = os.path.join(TMP, "dates.marks")
    with open(marks, "w", encoding="utf-8") as out:
        out.write(home.run("mark", "--export")[1])
    other.run("mark", "--merge", marks)
    other.run("index", path)
    home, mine = other, home
    ok("goes to another machine", days() == {("2026-01-13", "given")}, days())
    home = mine
    home.run("mark", "--undo")
    home.run("index", path)
    ok("can be taken back", {kind for _, kind in days()} == {"at-least"}, days())
    home.run("index", "--date=20260114", path)
    ok("without dashes", days() == {("2026-01-14", "given")}, days())
    home.run("index", "--date=", path)
    ok("an empty one takes it back", {kind for _, kind in days()} == {"at-least"}, days())
    for date, status, sentence in (("2026-1-1", 2, "no date as in"), ("soon", 2, "no date as in"),
                                   ("2026-02-30x", 2, "no date"), ("20261301", 3, "is no date")):
        done = home.run("index", "--date", date, path)
        ok(f"--date {date}", done[0] == status and sentence in done[2], done)
    done = home.run("index", "--date", "2026-01-13", DIGESTS)
    ok("--date of a folder", done[0] == 2 and "is a folder" in done[2], done)
    done = home.run("index", "--date", "2026-01-13", "README.md")
    ok("--date of no digest", done[0] == 3 and "README.md: it is not a digest" in done[2], done)


MANY = 120


def make_many(folder, n):
    """Lists of other people with other titles, so that there is nothing to link among them."""
    os.makedirs(folder)
    text = open(f"{DIGESTS}/orchard-2026-01-26.txt", encoding="utf-8").read()
    for i in range(n):
        copy = text.replace("ORCHARD", f"ORCHARD{i}").replace("@", f"@l{i}.")
        copy = re.sub(r"^(New: .*|\[.*PATCH.*\].*)$", rf"\1 {i:04x}", copy.replace(" <", f" L{i} <"),
                      flags=re.M)
        with open(f"{folder}/{i:04}.txt", "w", encoding="utf-8") as out:
            out.write(copy)


def on_a_terminal(many, n):
    """What is shown of an import of n files on a terminal, and how it ended."""
    home = Home(os.path.join(TMP, f"bar-{n}.home"))
    home.env["TERM"] = "xterm"
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(os.environ["TIDINGS"], ["tidings", "index", many], home.env)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def more_and_more():
    """Folders for what a fast machine may be done with too soon: then it gets more to do."""
    for n in (MANY, 4 * MANY, 16 * MANY, 64 * MANY):
        many = os.path.join(TMP, f"many-{n}")
        if not os.path.exists(many):
            make_many(many, n)
        yield many, n


def progress():
    for many, n in more_and_more():
        status, shown = on_a_terminal(many, n)
        bars = re.findall(rf"\r\[([#-]+)\] +(\d+) %  \d+ of {n} files(?:  [\d.]+ MB/s)?", shown)
        if len(bars) > 1:
            break
    ok("a bar on a terminal", status == 0 and len(bars) > 1, shown)
    shares = [int(share) for _, share in bars]
    ok("that grows", shares == sorted(shares), shares)
    ok("with a rate", " MB/s" in shown.split(f"{n} added")[0], shown)
    ok("and goes", f"\r\x1b[K{n} added\r\n{n} files looked at, {n} read: " in shown, shown)
    home = Home(os.path.join(TMP, "pipe.home"))
    status, said, errors = home.run("index", many)
    ok("no bar in a pipe", status == 0 and "\r" not in said + errors and "\x1b" not in said
       and re.search(rf"{n} read: \d+ records, [\d.]+ MB, [\d.]+ s, [\d.]+ MB/s\n$", said), said)
    stop()


def in_the_way():
    """Of a process that is to be stopped, though whoever runs the tests may ignore C-c."""
    os.nice(19)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(many, n):
    """An import of n files that was told to stop when it had committed something."""
    home = Home(os.path.join(TMP, f"stopped-{n}.home"))
    process = home.start("index", many, stdout=-1, stderr=-1, preexec_fn=in_the_way)
    while not os.path.exists(home.index) or not libindex_count(home.index):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    said, errors = (text.decode() for text in process.communicate())
    return home, process.returncode, said, errors


def stop():
    for many, n in more_and_more():
        home, status, said, errors = interrupted(many, n)
        stopped = re.search(rf"stopped after (\d+) of {n} files: the index is whole", errors)
        # Neither done before it could be stopped, nor told to stop behind the last file.
        if status != 0 and not (stopped and int(stopped[1]) == n):
            break
    ok("C-c stops it and says so", status == 3 and stopped, (said, errors))
    ok("before the end", stopped and int(stopped[1]) < n, errors)
    ok("the index is whole", libindex.is_whole(home.index)
       and libindex_count(home.index) == int(stopped[1] if stopped else -1))
    home.run("index", many)
    whole = Home(os.path.join(TMP, "whole.home"))
    whole.run("index", many)
    ok("and is gone on with",
       not libindex.differences(libindex.dump(whole.index), libindex.dump(home.index)))


def libindex_count(path):
    try:
        return libindex.connect(path).execute("SELECT count(*) FROM digest").fetchone()[0]
    except libindex.sqlite3.OperationalError:
        return 0


def main():
    reading()
    deleted()
    inputs()
    dates()
    progress()
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
