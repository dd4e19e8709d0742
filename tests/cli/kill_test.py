#!/usr/bin/env python3
"""kill -9 at 50 moments of an import: the index opens, is gone on with, and ends up the same."""
import glob
import os
import random
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import libindex

TIDINGS = os.environ["TIDINGS"]
TMP = os.environ["TMPDIR"]
COPIES = (8, 32)   # of each sample digest: so many that there is time to interrupt
ROUNDS = 10        # of an index that is built, interrupted KILLS times each
KILLS = 5


def write_corpus(folder, copies):
    """The sample digests as those of many lists: other names, commit ids and message-ids."""
    samples = sorted(glob.glob("tests/fixtures/digests/*.txt"))
    for n in range(copies):
        os.makedirs(f"{folder}/list{n:02}")
        for sample in samples:
            text = open(sample, encoding="utf-8", errors="surrogateescape", newline="").read()
            text = text.replace("ORCHARD", f"ORCHARD{n}")
            text = re.sub(r"\b([0-9a-f])([0-9a-f]{6,8})\b(?= to |\n|$)",
                          lambda m: f"{(int(m[1], 16) + n) % 16:x}{m[2]}", text, count=4)
            text = text.replace("@example.org", f"@list{n}.example.org")
            name = f"{folder}/list{n:02}/{os.path.basename(sample)}"
            with open(name, "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
                out.write(text)


class Index:
    def __init__(self, name):
        self.cache = os.path.join(TMP, name)
        self.path = os.path.join(self.cache, "tidings", "index.db")

    def start(self, folder):
        env = dict(os.environ, XDG_CACHE_HOME=self.cache)
        return subprocess.Popen([TIDINGS, "index", folder], env=env, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)

    def finish(self, folder):
        process = self.start(folder)
        said = process.communicate()[0].decode()
        return process.returncode, said


def digests(path):
    try:
        return libindex.connect(path).execute("SELECT count(*) FROM digest").fetchone()[0]
    except libindex.sqlite3.OperationalError:
        return 0


def wait(process, index, enough, seconds=None):
    """Until so many digests are there, so that the kill leaves a part; or so long, when it is less:
    how fast it goes on says nothing on a machine that others use, too."""
    end = None if seconds is None else time.monotonic() + seconds
    while digests(index.path) < enough and process.poll() is None:
        if end is not None and time.monotonic() >= end:
            return
        time.sleep(0.002)


def main():
    moments = random.Random(20251120)
    print(f"1..{ROUNDS + 2}")
    for copies in COPIES:
        corpus = os.path.join(TMP, f"corpus{copies}")
        write_corpus(corpus, copies)
        whole = Index(f"whole{copies}")
        began = time.monotonic()
        status, said = whole.finish(corpus)
        took = time.monotonic() - began
        if took > 1:
            break
    expected = libindex.dump(whole.path)
    total = digests(whole.path)
    good = status == 0 and len(expected) > 1000
    print("ok 1 - built in one go" if good else f"not ok 1 - built in one go: {status} {said}")
    middle = partial = 0
    for number in range(ROUNDS):
        index = Index(f"killed{number}")
        bad = []
        for kill in range(KILLS):
            process = index.start(corpus)
            if kill == number % KILLS:
                wait(process, index, 1)
            else:
                # Each start goes on where the one before was killed: less is left to do.
                done = digests(index.path)
                share = moments.uniform(0, 1 - done / total)
                wait(process, index, done + max(1, int(share * total)), share * took)
            process.kill()
            process.communicate()
            middle += process.returncode == -9
            if os.path.exists(index.path) and not libindex.is_whole(index.path):
                bad.append("damaged after a kill")
            partial += 0 < digests(index.path) < total
        status, said = index.finish(corpus)
        if status != 0 or "anew" in said:
            bad.append(f"status {status}: {said}")
        bad += libindex.differences(expected, libindex.dump(index.path))
        print(f"not ok {number + 2} - round {number}" if bad else f"ok {number + 2} - round {number}")
        for line in bad:
            print("#", line)
        shutil.rmtree(index.cache)
    enough = middle >= ROUNDS * KILLS // 2 and partial >= ROUNDS // 2
    print(f"{'ok' if enough else 'not ok'} {ROUNDS + 2} - {middle} of {ROUNDS * KILLS} kills came "
          f"before the end, and {partial} left a part")


main()
