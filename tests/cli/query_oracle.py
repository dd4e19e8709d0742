#!/usr/bin/env python3
"""Queries asked of the index, and evaluated here, one text after the other. Prints TAP.

What is evaluated goes by tidings-query(7) and by what `tidings parse --json` tells of each digest
(libquery.py); it shares nothing with the program but the linking: which postings are one series,
and the dates of digests whose names have none, are taken from `tidings search --format json`, as
other tests look at these. Some digests come later than the others, so that they are unread, and
some series are marked. Random trees of terms are written down in different ways (libtrees.py), and
each must find the same series in the same revisions, with as many that are only perhaps; its
normal form must be its own normal form and find the same.

Without an argument the sample digests are asked, and some of those in $TIDINGS_SHARED; with
`--seed N` and `--queries N` (TIDINGS_QUERIES) others than those that are asked always, and with
paths other digests: 10,000 take half a minute.
"""
import argparse
import collections
import glob
import json
import os
import random
import shutil
import subprocess
import sys

from libquery import DATES, FLAGS, SAVED, Posting, Revision, Series, day, evaluate, fold
from libtrees import Maker, write

TIDINGS = os.environ["TIDINGS"]
SHARED = os.environ.get("TIDINGS_SHARED", "../shared")


count = failed = 0


def ok(name, holds, details=()):
    global count, failed
    count += 1
    failed += not holds
    print(f"{'ok' if holds else 'not ok'} {count} - {name}")
    for detail in [] if holds else list(details)[:20]:
        print(f"# {detail}")


def order(revision):
    return (not revision["rfc"], revision["version"], revision["minor"])


def digit_date(text):
    return int(text.replace("-", "")) if text else None


class Collection:
    """All revisions that have a text, and what may be asked of them."""

    def __init__(self, name, paths, seed):
        home = os.path.join(os.environ["TMPDIR"], name)
        self.env = {**os.environ, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
        self.folder = os.path.join(home, "digests")
        os.makedirs(self.folder)
        late = len(paths) - len(paths) // 4
        self.add(paths[:late])
        old = self.paths()
        self.add(paths[late:])
        series = json.loads(self.tidings("search", "--format", "json", ""))
        DATES.update((r["file"], digit_date(r["date"])) for s in series for r in s["revisions"])
        parsed = self.tidings("parse", "--json", *self.paths()).splitlines()
        postings = [Posting(digest, path, pair)
                    for path, digest in zip(self.paths(), map(json.loads, parsed))
                    for pair in digest["series"]]
        for posting in postings:
            posting.is_new = posting.path not in old
        self.today = max(p.date for p in postings if p.date)
        self.env["TIDINGS_TODAY"] = str(self.today)
        self.revisions = self.join(series, postings)
        self.mark(random.Random(seed))

    def add(self, paths):
        for path in paths:
            shutil.copy(path, self.folder)
        self.tidings("index", self.folder)

    def paths(self):
        return sorted(glob.glob(os.path.join(self.folder, "*")))

    def tidings(self, *arguments, **options):
        return subprocess.run([TIDINGS, *arguments], env=self.env, check=False,
                              stdout=subprocess.PIPE, **options).stdout.decode()

    def join(self, series, postings):
        by_place, by_title = {}, collections.defaultdict(list)
        groups = collections.defaultdict(list)
        for s in series:
            for r in s["revisions"]:
                for line in r["lines"]:
                    by_place[r["file"], line] = (s["id"], order(r))
        later = []
        for posting in postings:
            key = by_place.get((posting.path, posting.lines[0]))
            (groups[key] if key else later).append(posting)
            if key:
                by_title[fold(posting.title), key[1][:2]].append(key)
        # One revision in several digests is told by the best of them alone.
        for posting in later:
            version = (not any(t == "rfc" for t in posting.tags()), posting.version)
            keys = set(by_title[fold(posting.title), version])
            assert len(keys) == 1, (posting.path, posting.lines, keys)
            groups[keys.pop()].append(posting)
        ends = collections.defaultdict(lambda: None)
        for posting in postings:
            name = posting.digest["list"].lower()
            if posting.date:
                ends[name] = max(ends[name] or day(posting.date), day(posting.date))
        found = []
        for s in series:
            newest, one = max(order(r) for r in s["revisions"]), Series(s["id"])
            for r in s["revisions"]:
                if groups[s["id"], order(r)]:
                    found.append(Revision(one, order(r), groups[s["id"], order(r)],
                                          len(s["revisions"]), order(r) == newest, r["url"], ends))
        return found

    # ---- marks --------------------------------------------------------------------------------

    def mark(self, rng):
        """Some series get a flag, a note or are muted, and some are read or unread."""
        chosen = sorted({r.series for r in self.revisions}, key=lambda s: s.number)
        rng.shuffle(chosen)
        share = len(chosen) // 10 + 1
        for series in chosen[:share]:
            series.is_flagged = True
        for series in chosen[share // 2:share * 2]:
            series.is_noted = True
            self.tidings("mark", str(series.number), "--note", "to be looked at")
        for series in chosen[share * 2 - 1:share * 5 // 2]:
            series.is_muted = True
        self.tidings("mark", "--flag", *(str(s.number) for s in chosen if s.is_flagged))
        self.tidings("mark", "--mute", *(str(s.number) for s in chosen if s.is_muted))
        self.mute_subsystem(rng)
        self.read_some(rng, chosen[share:share * 3])

    def mute_subsystem(self, rng):
        subsystems = sorted({fold(r["subsystem"][0]) for v in self.revisions for p in v.postings
                             for r in p.records if r["subsystem"]})
        name = rng.choice(subsystems)
        self.tidings("mark", "--mute", "sub:" + name)
        for revision in self.revisions:
            if any(r["subsystem"] and fold(r["subsystem"][0]) == name
                   for p in revision.postings for r in p.records):
                revision.series.is_muted = True

    def read_some(self, rng, chosen):
        """What is older than one that was read counts as read."""
        for revision in self.revisions:
            revision.is_read = any(not p.is_new for p in revision.postings)
        for series in chosen:
            mine = sorted((r for r in self.revisions if r.series is series), key=lambda r: r.key)
            read = rng.random() < 0.5
            at = rng.randrange(len(mine)) if read else 0
            rfc, version, minor = not mine[at].key[0], *mine[at].key[1:]
            name = f"{'rfc' if rfc else 'v'}{version}" + (f".{minor}" if minor else "")
            self.tidings("mark", f"{series.number}@{name}", "--read" if read else "--unread")
            for revision in mine[at:at + 1] if read else mine:
                revision.is_read = read
        newest_first = sorted(self.revisions, key=lambda r: r.key, reverse=True)
        read = set()
        for revision in newest_first:
            revision.is_read |= revision.series in read
            if revision.is_read:
                read.add(revision.series)

    def save(self, name, tree, text):
        self.tidings("mark", "--save", f"{name}={text}")
        SAVED[name] = tree

    # ---- queries ------------------------------------------------------------------------------

    def find(self, tree):
        """Series and the newest matching revision of each, and how many are a perhaps."""
        newest, with_muted = {}, asks_muted(tree)
        for revision in self.revisions:
            if revision.series.is_muted and not with_muted:
                continue
            sure, may = evaluate(tree, revision)
            number = revision.series.number
            if may and (number not in newest or newest[number][0] < revision.key):
                newest[number] = (revision.key, sure)
        return ({(s, key) for s, (key, _) in newest.items()},
                sum(not sure for _, sure in newest.values()))

    def ask(self, queries, *options):
        out = self.tidings("search", "--batch", "--format", "json", *options,
                           input="".join(q + "\n" for q in queries).encode())
        return [json.loads(line) for line in out.splitlines()]


def terms(node):
    if node[0] == "term":
        yield node[1]
    else:
        for kid in node[1:]:
            yield from terms(kid)


def asks_muted(node):
    return any((t.field, t.value) == ("is", "muted") for t in terms(node))


def never_asked(maker, trees):
    """Fields and flags that are in none of the trees."""
    asked = [term for tree in trees for term in terms(tree)]
    return set(maker.makers()) - {t.field for t in asked} | \
        set(FLAGS) - {t.value for t in asked if t.field == "is"}


def found_by(answer):
    return ({(s["id"], order(s)) for s in answer.get("series", ())}, answer.get("perhaps"))


def check(name, paths, queries, seed):
    collection, rng = Collection(name, paths, seed), random.Random(seed)
    maker = Maker(collection, rng)
    SAVED.clear()
    saved = [maker.tree(2) for _ in range(3)]
    for number, tree in enumerate(saved):
        collection.save(f"q{number}", tree, write(tree, rng))
    trees = [maker.tree(rng.choice([0, 0, 1, 1, 2, 3])) for _ in range(queries)]
    texts = [write(tree, rng) for tree in trees]
    answers = collection.ask(texts)
    again = collection.ask([answer.get("query", "") for answer in answers], "--limit", "0")
    errors = [f"{text}: {a['expected']}" for text, a in zip(texts, answers) if "expected" in a]
    ok(f"{name}: all {queries} are queries", len(answers) == queries and not errors, errors)
    unstable = [f"{text}: {a['query']}: {b['query']}" for text, a, b in zip(texts, answers, again)
                if any(a[key] != b[key] for key in ("query", "found", "perhaps"))]
    ok(f"{name}: the normal form stands", not unstable, unstable)
    wrong = []
    for text, tree, answer in zip(texts, trees, answers):
        expected, got = collection.find(tree), found_by(answer)
        if expected != got:
            wrong.append(f"{text}: missing {sorted(expected[0] - got[0])[:3]}, too much "
                         f"{sorted(got[0] - expected[0])[:3]}, perhaps {got[1]} for {expected[1]}")
    ok(f"{name}: the index agrees", not wrong, [f"{len(wrong)} do not", *sorted(wrong, key=len)])
    some = sum(0 < len(found_by(a)[0]) for a in answers)
    ok(f"{name}: most find something", some > queries / 2, [some])
    ok(f"{name}: every field and flag is asked for", queries < 1000 or
       not never_asked(maker, trees), sorted(never_asked(maker, trees)))


def end():
    print(f"1..{count}")
    return failed != 0


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=20260104)
    arguments.add_argument("--queries", type=int,
                           default=int(os.environ.get("TIDINGS_QUERIES", "3000")))
    arguments.add_argument("path", nargs="*")
    options = arguments.parse_args()
    if options.path:
        check("given", sorted(options.path), options.queries, options.seed)
        return end()
    check("samples", sorted(glob.glob("tests/fixtures/digests/*.txt")), options.queries,
          options.seed)
    shared = sorted(glob.glob(f"{SHARED}/digests/lists/hyperv-*.txt"))
    if shared:
        check("shared", shared, options.queries // 10, options.seed)
    else:
        ok("# SKIP no digests beside the checkout", True)
    return end()


if __name__ == "__main__":
    sys.exit(main())
