#!/usr/bin/env python3
"""Two imports, a browser that marks and a command that marks, on one index at once: nobody hears of
a lock, and no row and no mark is lost or doubled. TIDINGS_ROUNDS=50 makes it longer. Prints TAP."""
import collections
import fcntl
import glob
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import libindex
from libtap import DIGESTS, TIDINGS, Home, Tap

TMP = os.environ["TMPDIR"]
ROUNDS = int(os.environ.get("TIDINGS_ROUNDS", "10"))
FIELD_FLAG, FIELD_NOTE = 2, 4
TROUBLE = ("locked", "busy", "damaged", "cannot", "image is malformed", "stopped")
tap = Tap()


class Browser:
    """A browser in a terminal that somebody reads."""

    def __init__(self, home):
        self.seen = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(TIDINGS, ["tidings"], {**home.env, "TERM": "xterm"})
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        while True:
            try:
                part = os.read(self.terminal, 65536)
            except OSError:
                return
            if not part:
                return
            self.seen += part

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        self.reader.join(30)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def wait_until(holds, what):
    limit = time.monotonic() + 60
    while not holds():
        if time.monotonic() > limit:
            raise SystemExit(f"not ok - waited in vain until {what}")
        time.sleep(0.01)


def fields(home, field):
    """How many marks have this field, as any reader sees it."""
    db = sqlite3.connect(f"file:{home.marks}?mode=ro", uri=True, timeout=60)
    try:
        return db.execute("SELECT count(*) FROM mark_field WHERE field = ? AND value IS NOT NULL",
                          (field,)).fetchone()[0]
    finally:
        db.close()


def write_round(folder, number):
    """A digest more, and one that changes."""
    with open(f"{DIGESTS}/orchard-2026-01-12.txt", encoding="utf-8") as sample:
        text = sample.read()
    for name, list_name, commit in ((f"new{number:02}", f"ROUND{number}", f"{number:04x}"),
                                    ("changing", "CHANGING", "cccc")):
        with open(f"{folder}/{name}.txt", "w", encoding="utf-8") as out:
            out.write(text.replace("ORCHARD", list_name).replace("@", f"@r{number}.")
                      .replace("a5d2037c8", f"{commit}037c8"))


def one_round(home, folder, number, title, browser):
    write_round(folder, number)
    flags = fields(home, FIELD_FLAG)
    imports = [home.start("index", folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
               for _ in range(2)]
    browser.type("m")
    marked = [home.run("mark", "--note", f"round {number}", f's:"{title}"'),
              home.run("mark", "--mute", f"sub:round/{number}")]
    said = [process.communicate()[0].decode() for process in imports]
    wait_until(lambda: fields(home, FIELD_FLAG) > flags, f"the browser's mark {number} is there")
    good = all(process.returncode == 0 for process in imports) \
        and all(done[0] == 0 and not done[2] for done in marked) \
        and not any(word in text for text in said for word in TROUBLE)
    return tap.ok(f"round {number}", good, (said, marked))


def main():
    folder = os.path.join(TMP, "together")
    shutil.copytree(DIGESTS, folder)
    home = Home(os.path.join(TMP, "home"))
    first = home.run("index", folder)
    titles = [s["title"] for s in json.loads(home.run("search", "--format=json", "")[1])]
    titles = [title for title, n in collections.Counter(titles).items() if n == 1
              and '"' not in title and sum(title.lower() in t.lower() for t in titles) == 1]
    tap.ok("the samples", first[0] == 0 and len(titles) > 50, first)
    titles = titles[:50]
    browser = Browser(home)
    wait_until(lambda: b"series" in browser.seen, "the browser shows the list")
    for number in range(1, ROUNDS + 1):
        one_round(home, folder, number, titles[number % len(titles)], browser)
    screen = browser.seen.decode(errors="replace")
    status = browser.end()
    told = re.findall(r".{40}(?:database|image is malformed|index '|marks '|index was).{40}", screen)
    tap.ok("the browser said nothing of locks", not told, told)
    tap.ok("and ends in order", status in (0, 128 + signal.SIGTERM, -signal.SIGTERM), status)

    home.run("index", folder)
    fresh = Home(os.path.join(TMP, "fresh"))
    fresh.run("index", folder)
    tap.ok("the index is whole", libindex.is_whole(home.index))
    tap.ok("as one that was made in peace", not libindex.differences(
        libindex.dump(fresh.index), libindex.dump(home.index)),
        libindex.differences(libindex.dump(fresh.index), libindex.dump(home.index)))
    sources = libindex.connect(home.index).execute(
        "SELECT count(*), count(DISTINCT path) FROM source").fetchone()
    n = len(glob.glob(f"{folder}/*.txt"))
    tap.ok("each file once", sources == (n, n), (sources, n))
    records = [json.loads(line) for line in home.run("mark", "--export")[1].splitlines()]
    noted = {r["fields"]["note"]["value"] for r in records if "note" in r["fields"]}
    last = {number % len(titles): number for number in range(1, ROUNDS + 1)}
    tap.ok("no note is lost", noted == {f"round {number}" for number in last.values()}, noted)
    muted = [key for r in records if "mute" in r["fields"] for key in r["keys"]["subsystem"]]
    tap.ok("no mute is lost", len(muted) == ROUNDS == len(set(muted)), muted)
    flagged = json.loads(home.run("search", "--format=json", "is:flagged")[1])
    tap.ok("no flag is lost", len(flagged) == ROUNDS, len(flagged))
    keys = collections.Counter((kind, key) for r in records for kind, found in r["keys"].items()
                               for key in found)
    tap.ok("no mark is doubled", max(keys.values()) == 1, keys.most_common(3))
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
