#!/usr/bin/env python3
"""Queries asked of the index, and evaluated here, one text after the other. Prints TAP.

What is here goes by tidings-query(7) and by what `tidings parse --json` tells of each digest; it
shares nothing with the program but the linking: which postings are one series is taken from
`tidings search --format json`, as other tests look at that. Random trees of terms are written
down in different ways, and each must find the same series in the same revisions, with as many
that are only perhaps; its normal form must be its own normal form and find the same.

Without an argument the sample digests are asked, and those in $TIDINGS_SHARED; with
`--seed N` and `--queries N` others than those that are asked always.
"""
import argparse
import collections
import fnmatch
import functools
import glob
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

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


# ---- texts and words ----------------------------------------------------------------------------

@functools.lru_cache(None)
def fold(text):
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold())
                   if unicodedata.category(c) not in ("Mn", "Mc", "Me"))


def is_word_char(c):
    return c == "_" or unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) == "Co"


@functools.lru_cache(None)
def words(text):
    return tuple("".join(c if is_word_char(c) else " " for c in text).split())


def has_words(value, whole, text):
    """The words of a value follow each other in a text; the last may be a beginning."""
    if not any(c.isupper() for c in value):
        value, text = fold(value), fold(text)
    want, have = words(value), words(text)
    for at in range(len(have) - len(want) + 1):
        part = have[at:at + len(want)]
        if part[:-1] == want[:-1] and (part[-1] == want[-1] if whole
                                       else part[-1].startswith(want[-1])):
            return True
    return False


def has_regex(expression, text):
    flags = 0 if any(c.isupper() for c in expression) else re.IGNORECASE
    return re.search(expression, text, flags | re.MULTILINE) is not None


# ---- postings and revisions ---------------------------------------------------------------------

# A list of titles without an author is no shortlog, so the JSON does not have these.
UNTOLD = {("orchard-2026-02-09.txt", 284): [
    "docs: What the lights mean", "docs: Whom to call",
    "docs: What to do when it does not come back after the power was cut"]}


def person(who):
    return f"{who['name']} <{who['email']}>"


def person_in(value):
    """Who is named by a trailer: the name before the address, and nothing behind it."""
    found = re.match(r"(.*)<([^<>]*)>", value) or re.match(r"(.*?)(\S*@\S*)", value)
    name = found[1].strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].strip()
    return f"{name} <{found[2].strip()}>"


class Posting:
    """One revision in one digest."""

    def __init__(self, digest, path, pair):
        by_line = {record["line"]: record for record in digest["records"]}
        self.digest, self.path = digest, path
        self.cover, self.patch = by_line.get(pair["cover"]), by_line.get(pair["patch"])
        self.records = [r for r in (self.cover, self.patch) if r]
        self.lead = self.records[0]
        self.lines = sorted(r["line"] for r in self.records)
        self.total = pair["total"] or 1
        self.title = pair["title"]
        self.version = self.lead["version"]
        summary = self.cover and self.cover["summary"] or None
        if not summary and self.total <= 1 and self.patch:
            summary = self.patch["summary"]
        self.summary = summary
        day = re.search(r"(\d{4})-(\d\d)-(\d\d)", os.path.basename(path))
        self.date = int("".join(day.groups())) if day else None

    def titles(self):
        yield self.title
        yield from UNTOLD.get((os.path.basename(self.path), self.lines[0]), ())
        for record in self.records:
            yield record["title"]
            yield record["title_full"]
            for group in record["shortlog"]:
                yield from group["titles"]

    def changes(self):
        for record in self.records:
            for entry in record["changelog"]:
                yield entry["heading"]
                yield from entry["items"]

    def texts(self):
        yield from (record["description"] for record in self.records)
        yield from self.changes()

    def senders(self):
        return [person(self.lead["author"]), person(self.lead["contributor"])]

    def people(self):
        return [person(r[who]) for r in self.records for who in ("author", "contributor")]

    def trailers(self, key=None):
        """What trailers of a key say, or all that name persons."""
        for record in self.records:
            for trailer in record["trailers"]:
                name, value = trailer["key"].lower(), trailer["value"]
                named = (name == "cc" or name.endswith("-by")) and \
                    "@" in value and "://" not in value
                if name == key or key is None and named:
                    yield person_in(value) if named else value

    def tags(self):
        return {tag.lower() for record in self.records for tag in record["tags"]}

    def paths(self):
        return [p for r in self.records for row in r["diffstat"]
                for p in (row["path"], row["old_path"]) if p]


# ---- what a term says of a posting: (for sure, perhaps) ---------------------------------------------

def in_range(value, number):
    low, high = value
    return number is not None and (low is None or number >= low) and \
        (high is None or number <= high)


def is_glob(value):
    return any(c in value for c in "*?[")


def begins(wanted, path):
    return path == wanted or path.startswith(wanted + "/")


def path_says(wanted, path):
    """None, "perhaps" or "sure"."""
    if is_glob(wanted):
        fits = lambda pattern, text: fnmatch.fnmatchcase(text, pattern)
    else:
        wanted = wanted.rstrip("/") or "/"
        fits = begins
    if not is_glob(wanted) and path.split("/")[-1] == wanted:
        return "sure"
    if not path.startswith("...") or wanted.startswith("*"):
        return "sure" if fits(wanted, path) else None
    tail = path.split("/", 1)[1] if "/" in path else path[3:]
    parts = wanted.split("/")
    for cut in range(1, len(parts)):
        if "/".join(parts[cut:]) and fits("/".join(parts[cut:]), tail):
            return "perhaps"
    return None


class Term:
    """A field, how its value is written, and what that means."""

    def __init__(self, field, value, form="word", bounds=None):
        self.field, self.value, self.form, self.bounds = field, value, form, bounds

    def in_text(self, text):
        if self.form == "regex":
            return has_regex(self.value, text)
        return has_words(self.value, self.form == "phrase", text)

    def holds(self, revision):
        says = {getattr(self, "of_" + self.field)(posting, revision)
                for posting in revision.postings}
        return (True in says or "sure" in says, bool(says - {False, None}))

    def any_text(self, texts):
        return any(self.in_text(text) for text in texts)

    def of_any(self, p, _):
        return self.any_text([*p.titles(), *p.people(), *p.texts()])

    def of_s(self, p, _):
        return self.any_text(p.titles())

    def of_f(self, p, _):
        return self.any_text(p.senders())

    def of_a(self, p, _):
        return self.any_text([*p.senders(), *p.trailers()])

    def of_b(self, p, _):
        return self.any_text(p.texts())

    def of_ch(self, p, _):
        return self.any_text(p.changes())

    def of_r(self, p, _):
        return self.any_text(p.trailers("reviewed-by"))

    def of_ack(self, p, _):
        return self.any_text(p.trailers("acked-by"))

    def of_tested(self, p, _):
        return self.any_text(p.trailers("tested-by"))

    def of_dfn(self, p, _):
        says = {path_says(self.value, path) for path in p.paths()}
        return "sure" if "sure" in says else "perhaps" if "perhaps" in says else None

    def of_sub(self, p, _):
        return any(r["subsystem"] and
                   begins(fold(self.value).rstrip("/"), fold("/".join(r["subsystem"])))
                   for r in p.records)

    def of_dom(self, p, _):
        domain = fold(p.lead["contributor"]["email"].split("@")[-1])
        return domain == fold(self.value) or domain.endswith("." + fold(self.value))

    def of_l(self, p, _):
        return p.digest["list"].lower() == self.value.lower()

    def of_d(self, p, _):
        return in_range(self.bounds, p.date)

    def of_digest(self, p, _):
        value = self.value.lower()
        ids = (p.digest["from"].lower(), p.digest["to"].lower())
        return os.path.basename(p.path) == self.value or len(value) >= 4 and any(
            i.startswith(value) or value.startswith(i) for i in ids)

    def of_v(self, p, _):
        return in_range(self.bounds, p.version)

    def of_patches(self, p, _):
        return in_range(self.bounds, p.total)

    def of_files(self, p, _):
        return p.summary is not None and in_range(self.bounds, p.summary["files"])

    def of_lines(self, p, _):
        return p.summary is not None and in_range(
            self.bounds, p.summary["insertions"] + p.summary["deletions"])

    def of_revs(self, _, revision):
        return in_range(self.bounds, revision.siblings)

    def of_tag(self, p, _):
        return self.value.lower() in p.tags()

    def of_m(self, p, revision):
        urls = [link["msgid"] for r in p.records for link in r["links"] if link["msgid"]]
        return self.value in urls or bool(revision.url) and self.value in revision.url.split("/")

    def of_is(self, p, revision):
        lead = {tag.lower() for tag in p.lead["tags"]}
        return {
            "rfc": any("rfc" in re.split(r"\W", tag) for tag in lead),
            "resend": bool(lead & {"resend", "repost"}),
            "single": p.lead["kind"] == "single",
            "cover": p.cover is not None,
            "latest": revision.is_latest,
            "old": not revision.is_latest,
            "reviewed": any(p.trailers("reviewed-by")) or any(p.trailers("acked-by")),
            "quoted": any(r["quoted"] for r in p.records),
        }[self.value]


# ---- trees, and the ways to write them ----------------------------------------------------------------

def write_value(term, rng):
    if term.form == "regex":
        return f"/{term.value}/"
    if term.form == "phrase" or any(c in term.value for c in ' "()\\') or not term.value:
        return '"' + term.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if term.field in ("dfn", "sub", "dom", "tag") and rng.random() < 0.2:
        return f'"{term.value}"'
    return term.value


ALIASES = {"s": ["s", "subject", "Title"], "f": ["f", "from", "AUTHOR"], "a": ["a", "anyone"],
           "b": ["b", "body"], "ch": ["ch", "changelog"], "dfn": ["dfn", "path"],
           "sub": ["sub", "subsystem"], "dom": ["dom", "domain"], "l": ["l", "list"],
           "d": ["d", "date"], "r": ["r", "reviewed"], "ack": ["ack", "acked"], "m": ["m", "mid"]}


def write(node, rng, within="or"):
    """`within` is what the text will stand in; it tells where parentheses are needed."""
    kind, kids = node[0], node[1:]
    blank = rng.choice(["", "", "", " "])
    if kind == "term":
        field = rng.choice(ALIASES.get(kids[0].field, [kids[0].field]))
        name = "" if field == "any" else field + ":"
        return name + write_value(kids[0], rng)
    if kind == "not":
        text = write(kids[0], rng, "not")
        if text[0] in "-N":  # -- is no operator, and NOT -- neither
            text = f"({text})"
        return rng.choice(["-", "-", "NOT ", "NOT  "]) + text
    between = " OR " if kind == "or" else rng.choice([" ", " ", "  ", " AND "])
    text = between.join(write(kid, rng, kind) for kid in kids)
    needed = within == "not" or kind == "or" and within == "and"
    return f"({blank}{text}{blank})" if needed or rng.random() < 0.1 else text


def evaluate(node, revision):
    if node[0] == "term":
        return node[1].holds(revision)
    says = [evaluate(kid, revision) for kid in node[1:]]
    if node[0] == "not":
        return not says[0][1], not says[0][0]
    join = all if node[0] == "and" else any
    return join(s[0] for s in says), join(s[1] for s in says)


# ---- the collection -------------------------------------------------------------------------------------

Revision = collections.namedtuple("Revision", "series key postings siblings is_latest url")


def order(revision):
    return (not revision["rfc"], revision["version"], revision["minor"])


class Collection:
    """All revisions that have a text, and what may be asked of them."""

    def __init__(self, paths):
        self.env = {**os.environ,
                    "XDG_CACHE_HOME": os.path.join(os.environ["TMPDIR"], f"oracle{count}"),
                    "XDG_DATA_HOME": os.path.join(os.environ["TMPDIR"], f"marks{count}")}
        subprocess.run([TIDINGS, "index", *paths], env=self.env, check=True,
                       stdout=subprocess.DEVNULL)
        series = json.loads(self.tidings("search", "--format", "json", ""))
        parsed = self.tidings("parse", "--json", *paths).splitlines()
        postings = [Posting(digest, os.path.abspath(path), pair)
                    for path, digest in zip(paths, map(json.loads, parsed))
                    for pair in digest["series"]]
        self.revisions = self.join(series, postings)

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
        found = []
        for s in series:
            newest = max(order(r) for r in s["revisions"])
            for r in s["revisions"]:
                if groups[s["id"], order(r)]:
                    found.append(Revision(s["id"], order(r), groups[s["id"], order(r)],
                                          len(s["revisions"]), order(r) == newest, r["url"]))
        return found

    def find(self, tree):
        """Series and the newest matching revision of each, and how many are a perhaps."""
        newest = {}
        for revision in self.revisions:
            sure, may = evaluate(tree, revision)
            if may and (revision.series not in newest or
                        newest[revision.series][0] < revision.key):
                newest[revision.series] = (revision.key, sure)
        return ({(s, key) for s, (key, _) in newest.items()},
                sum(not sure for _, sure in newest.values()))

    def ask(self, queries):
        out = self.tidings("search", "--batch", "--format", "json",
                           input="".join(q + "\n" for q in queries).encode())
        return [json.loads(line) for line in out.splitlines()]


def found_by(answer):
    return ({(s["id"], order(s)) for s in answer.get("series", ())}, answer.get("perhaps"))


# ---- random terms ---------------------------------------------------------------------------------------

class Maker:
    """Terms of what stands in a collection, so that most find something."""

    def __init__(self, collection, rng):
        self.rng = rng
        self.postings = [p for r in collection.revisions for p in r.postings]
        self.msgids = [link["msgid"] for p in self.postings for r in p.records
                       for link in r["links"] if link["msgid"]] or ["a@b"]

    def value_of(self, texts):
        """A word, its beginning, or some words, of one of the texts."""
        rng = self.rng
        found = words(rng.choice([t for t in texts if words(t)] or ["nothing"]))
        at = rng.randrange(len(found))
        word = found[at]
        way = rng.random()
        if way < 0.3:
            return Term(None, " ".join(found[at:at + rng.randint(1, 3)]), "phrase")
        if way < 0.4:
            return Term(None, "/".join(found[at:at + 2]))
        if way < 0.6:
            word = word[:rng.randint(1, len(word))]
        if rng.random() < 0.6:
            word = word.lower()
        return Term(None, word)

    def text(self, field, texts, regex):
        texts = list(texts)
        term = self.value_of(texts)
        if regex and self.rng.random() < 0.15:
            plain = [w for t in texts for w in words(t) if re.fullmatch(r"[A-Za-z]{3,}", w)]
            if plain:
                word = self.rng.choice(plain)
                term = Term(None, self.rng.choice(
                    [word[:2] + "." + word[3:], "^" + word, word + "$", f"{word}|zz+",
                     f"[{word[0]}x]{word[1:]}"]), "regex")
        term.field = field
        if term.value in ("OR", "AND", "NOT"):
            term.form = "phrase"
        return term

    def number(self, field, near):
        rng, low = self.rng, max(0, near + self.rng.randint(-2, 2))
        high = low + rng.randint(0, 5)
        value, bounds = rng.choice([
            (f"{low}", (low, low)), (f">={low}", (low, None)), (f">{low}", (low + 1, None)),
            (f"<={low}", (None, low)), (f"<{low}", (None, low - 1)), (f"={low}", (low, low)),
            (f"{low}..{high}", (low, high)), (f"..{high}", (None, high)), (f"{low}..", (low, None))])
        return Term(field, value, "word", bounds)

    def date(self, near):
        year, month, day = near // 10000, near // 100 % 100, near % 100
        month_of = year * 10000 + month * 100
        low, high = self.rng.choice([near, month_of]), max(near, month_of + 31)
        value, bounds = self.rng.choice([
            (f"{near}", (near, near)), (f"{year}-{month:02}-{day:02}", (near, near)),
            (f"{year}-{month:02}", (month_of, month_of + 99)), (f"{year}", (year * 10000, year * 10000 + 9999)),
            (f"{year}{month:02}..", (month_of, None)), (f"..{near}", (None, near)),
            (f">{year}-{month:02}", (month_of + 100, None)), (f"<{near}", (None, near - 1)),
            (f"{low if low == near else f'{year}-{month:02}'}..{high}", (low, high))])
        return Term("d", value, "word", bounds)

    def path(self, posting):
        paths = posting.paths() or ["drivers/none.c"]
        rng, parts = self.rng, self.rng.choice(paths).split("/")
        if parts[0].startswith("...") and rng.random() < 0.7:
            parts[0] = rng.choice(["tools/testing", "tools", "docs"])
        way = rng.random()
        if way < 0.4:
            return "/".join(parts[:rng.randint(1, len(parts))])
        if way < 0.6:
            return parts[-1]
        if way < 0.8:
            return "/".join(parts[:1] + ["*"])
        return rng.choice(["*.c", "*/" + parts[-1], "*" + parts[-1][-3:], parts[0] + "/?*",
                           "[a-d]*", "/".join(parts[:2]) + "/"])

    def term(self):
        p = self.rng.choice(self.postings)
        s = p.summary or {"files": 3, "insertions": 10, "deletions": 5}
        lists = {
            "any": lambda: self.text("any", [*p.titles(), *p.people(), *p.texts()], False),
            "s": lambda: self.text("s", p.titles(), True),
            "f": lambda: self.text("f", p.senders(), True),
            "a": lambda: self.text("a", [*p.senders(), *p.trailers()], True),
            "b": lambda: self.text("b", p.texts(), False),
            "ch": lambda: self.text("ch", p.changes(), True),
            "r": lambda: self.text("r", p.trailers("reviewed-by"), True),
            "ack": lambda: self.text("ack", p.trailers("acked-by"), True),
            "tested": lambda: self.text("tested", p.trailers("tested-by"), True),
            "dfn": lambda: Term("dfn", self.path(p)),
            "sub": lambda: Term("sub", "/".join(p.lead["subsystem"]).split("/")[0] or "net")
            if self.rng.random() < 0.5 else Term("sub", "/".join(p.lead["subsystem"]).upper() or "mm"),
            "dom": lambda: Term("dom", ".".join(
                p.lead["contributor"]["email"].split("@")[-1].split(".")[self.rng.randint(0, 1):])),
            "l": lambda: Term("l", self.rng.choice([p.digest["list"], p.digest["list"].lower(), "x"])),
            "d": lambda: self.date(p.date or 20200101),
            "digest": lambda: Term("digest", self.rng.choice(
                [p.digest["from"], p.digest["to"][:6], p.digest["to"] + "00", os.path.basename(p.path)])),
            "v": lambda: self.number("v", p.version),
            "patches": lambda: self.number("patches", p.total),
            "files": lambda: self.number("files", s["files"]),
            "lines": lambda: self.number("lines", s["insertions"] + s["deletions"]),
            "revs": lambda: self.number("revs", self.rng.randint(1, 5)),
            "tag": lambda: Term("tag", self.rng.choice(sorted(p.tags()) or ["RFC"])),
            "m": lambda: Term("m", self.rng.choice(self.msgids)),
            "is": lambda: Term("is", self.rng.choice(
                ["rfc", "resend", "single", "cover", "latest", "old", "reviewed", "quoted"])),
        }
        name = self.rng.choice(list(lists) + ["any", "any", "any", "s", "b"])
        return ("term", lists[name]())

    def tree(self, depth):
        way = self.rng.random()
        if depth == 0 or way < 0.25:
            return self.term()
        if way < 0.4:
            return ("not", self.tree(depth - 1))
        return (self.rng.choice(["and", "or"]),
                *(self.tree(depth - 1) for _ in range(self.rng.randint(2, 3))))


def check(name, collection, queries, seed):
    rng = random.Random(seed)
    maker = Maker(collection, rng)
    trees = [maker.tree(rng.choice([0, 0, 1, 1, 2, 3])) for _ in range(queries)]
    texts = [write(tree, rng) for tree in trees]
    answers = collection.ask(texts)
    again = collection.ask([answer["query"] for answer in answers])
    errors = [f"{text}: {a['expected']}" for text, a in zip(texts, answers) if "expected" in a]
    ok(f"{name}: all {queries} are queries", len(answers) == queries and not errors, errors)
    unstable = [f"{text}: {a['query']}: {b['query']}" for text, a, b in zip(texts, answers, again)
                if a["query"] != b["query"] or found_by(a) != found_by(b)]
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


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=20260104)
    arguments.add_argument("--queries", type=int, default=2000)
    options = arguments.parse_args()
    samples = sorted(glob.glob("tests/fixtures/digests/*.txt"))
    check("samples", Collection(samples), options.queries, options.seed)
    shared = sorted(glob.glob(f"{SHARED}/digests/lists/hyperv-*.txt"))
    if shared:
        check("shared", Collection(shared), options.queries // 10, options.seed)
    else:
        print("ok # SKIP no digests beside the checkout")
    print(f"1..{count + (not shared)}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
