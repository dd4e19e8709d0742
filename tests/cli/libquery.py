"""What tidings-query(7) says of postings as `tidings parse --json` gives them.

A tree is ("term", Term), ("not", tree), ("and", tree...) or ("or", tree...); evaluate() tells
whether a revision has it: for sure, and perhaps.
"""
import datetime
import fnmatch
import functools
import os
import re
import unicodedata

# ---- texts and words ---------------------------------------------------------------------------

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


@functools.lru_cache(None)
def row_of_words(text):
    """With a blank around each word, so that they can be looked for as one string."""
    return f" {' '.join(words(text))} "


@functools.lru_cache(None)
def folded_row(text):
    return row_of_words(fold(text))


def word_test(value, whole):
    """Whether the words of a value follow each other in a text; the last may be a beginning."""
    row = row_of_words if any(c.isupper() for c in value) else folded_row
    wanted = row(value) if whole else row(value)[:-1]
    return lambda text: wanted in row(text)


def regex_test(expression):
    flags = 0 if any(c.isupper() for c in expression) else re.IGNORECASE
    found = re.compile(expression, flags | re.MULTILINE)
    return lambda text: found.search(text) is not None


# ---- postings and revisions --------------------------------------------------------------------

# A list of titles without an author is no shortlog, so the JSON does not have these.
UNTOLD = {("orchard-2026-02-09.txt", 284): [
    "docs: What the lights mean", "docs: Whom to call",
    "docs: What to do when it does not come back after the power was cut"]}


DATES = {}  # of digests whose file names have none, by path


def date_of(path):
    """As 20251120, or None."""
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", os.path.basename(path))
    return int("".join(found.groups())) if found else DATES.get(path)


def day(date):
    return datetime.date(date // 10000, date // 100 % 100, date % 100)


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
        self.is_new = False  # of a digest that came when its folder had been read once
        self.warned = {w["message"].split(":")[0] for w in digest["warnings"]
                       if w["line"] == self.lead["line"]}
        self.lines = sorted(r["line"] for r in self.records)
        self.total = pair["total"] or 1
        self.title = pair["title"]
        self.version = self.lead["version"]
        summary = self.cover and self.cover["summary"] or None
        if not summary and self.total <= 1 and self.patch:
            summary = self.patch["summary"]
        self.summary = summary
        self.date = date_of(path)
        self.all_titles = sorted(set(filter(None, self.titles())))
        self.all_changes = sorted(set(self.changes()))
        self.all_texts = sorted({r["description"] for r in self.records} | set(self.changes()))
        self.all_people = sorted({*self.people(), *self.senders()})

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

    def has_all_patches(self):
        return not any(r["empty"] for r in self.records) and \
            sum(r["kind"] != "cover" for r in self.records) >= self.total

    def paths(self):
        return [p for r in self.records for row in r["diffstat"]
                for p in (row["path"], row["old_path"]) if p]


# ---- what a term says of a posting: (for sure, perhaps) ------------------------------------------

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
        self.key = None  # of a trailer
        self.in_text = None

    def holds(self, revision):
        says = {getattr(self, "of_" + self.field)(posting, revision)
                for posting in revision.postings}
        return (True in says or "sure" in says, bool(says - {False, None}))

    def any_text(self, texts):
        if not self.in_text:
            self.in_text = regex_test(self.value) if self.form == "regex" else \
                word_test(self.value, self.form == "phrase")
        return any(map(self.in_text, texts))

    def of_any(self, p, _):
        return self.any_text(p.all_titles) or self.any_text(p.all_people) or \
            self.any_text(p.all_texts)

    def of_s(self, p, _):
        return self.any_text(p.all_titles)

    def of_f(self, p, _):
        return self.any_text(p.senders())

    def of_a(self, p, _):
        return self.any_text([*p.senders(), *p.trailers()])

    def of_b(self, p, _):
        return self.any_text(p.all_texts)

    def of_ch(self, p, _):
        return self.any_text(p.all_changes)

    def of_r(self, p, _):
        return self.any_text(p.trailers("reviewed-by"))

    def of_ack(self, p, _):
        return self.any_text(p.trailers("acked-by"))

    def of_tested(self, p, _):
        return self.any_text(p.trailers("tested-by"))

    def of_trailer(self, p, _):
        if self.value is None:
            return any(True for _ in p.trailers(self.key))
        return self.any_text(p.trailers(self.key))

    def of_query(self, _, revision):
        return SAVED_SAYS[evaluate(SAVED[self.value], revision)]

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
        return FLAGS[self.value](p, revision)


def lead_tags(posting):
    return {tag.lower() for tag in posting.lead["tags"]}


FLAGS = {
    "rfc": lambda p, r: any("rfc" in re.split(r"\W", tag) for tag in lead_tags(p)),
    "resend": lambda p, r: bool(lead_tags(p) & {"resend", "repost"}),
    "single": lambda p, r: p.lead["kind"] == "single",
    "cover": lambda p, r: p.cover is not None,
    "latest": lambda p, r: r.is_latest,
    "old": lambda p, r: not r.is_latest,
    "reviewed": lambda p, r: any(p.trailers("reviewed-by")) or any(p.trailers("acked-by")),
    "quoted": lambda p, r: any(record["quoted"] for record in p.records),
    "cut": lambda p, r: "the title seems to be cut" in p.warned and
           p.title == p.lead["title_full"],
    "incomplete": lambda p, r: not any(q.has_all_patches() for q in r.postings),
    "unread": lambda p, r: not r.is_read,
    "flagged": lambda p, r: r.series.is_flagged,
    "noted": lambda p, r: r.series.is_noted,
    "muted": lambda p, r: r.series.is_muted,
    "stalled": lambda p, r: r.is_latest and r.silence() >= 42 and
               (r.is_read or r.series.is_flagged),
}

# Saved queries: trees by name, and what such a term says.
SAVED = {}
SAVED_SAYS = {(True, True): "sure", (False, True): "perhaps", (False, False): None}


class Series:
    def __init__(self, number):
        self.number = number
        self.is_flagged = self.is_noted = self.is_muted = False


class Revision:
    """One that has a text. key orders those of a series; ends is the newest date of each list."""

    def __init__(self, series, key, postings, siblings, is_latest, url, ends):
        self.series, self.key, self.postings = series, key, postings
        self.siblings, self.is_latest, self.url, self.ends = siblings, is_latest, url, ends
        self.is_read = False

    def silence(self):
        """The days for which the digests of its lists go on behind the last that has it."""
        seen = max((day(p.date) for p in self.postings if p.date), default=None)
        ends = [self.ends[p.digest["list"].lower()] for p in self.postings]
        return (max(ends) - seen).days if seen and max(ends) else 0


def evaluate(node, revision):
    if node[0] == "term":
        return node[1].holds(revision)
    if node[0] == "not":
        sure, may = evaluate(node[1], revision)
        return not may, not sure
    is_and = node[0] == "and"
    sure = may = is_and
    for kid in node[1:]:
        kid_sure, kid_may = evaluate(kid, revision)
        sure, may = (sure and kid_sure, may and kid_may) if is_and else \
            (sure or kid_sure, may or kid_may)
        if (sure, may) == (not is_and, not is_and):
            break
    return sure, may
