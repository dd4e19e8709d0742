"""Random queries of what stands in a collection, and the ways to write one down."""
import datetime
import os
import re

from libquery import FLAGS, SAVED, Term, day, words

# ---- trees, and the ways to write them -----------------------------------------------------------

def write_value(term, rng):
    if term.value is None:
        return ""
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
        if field == "trailer":
            name += rng.choice([str.lower, str.upper, str.capitalize])(kids[0].key) + "="
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


# ---- random terms --------------------------------------------------------------------------------

class Maker:
    """Terms of what stands in a collection, so that most find something."""

    def __init__(self, collection, rng):
        self.rng, self.today = rng, collection.today
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

    def relative(self, near):
        """A day on or before today that is written as so long ago."""
        rng, today = self.rng, day(self.today)
        unit, length = rng.choice([("day", 1), ("week", 7), ("month", 30), ("year", 365)])
        n = max(0, (today - day(near)).days // length + rng.randint(-1, 1))
        text = f"{n}.{unit}{'' if n == 1 or rng.random() < 0.1 else 's'}.ago"
        if unit in ("day", "week"):
            date = today - datetime.timedelta(days=n * length)
        else:
            months = today.year * 12 + today.month - 1 - n * (1 if unit == "month" else 12)
            date = None
            for last in range(today.day, 27, -1) if today.day > 28 else [today.day]:
                try:
                    date = date or datetime.date(months // 12, months % 12 + 1, last)
                except ValueError:
                    pass
        if unit == "day" and n < 2:
            text = rng.choice([text, ["today", "Yesterday"][n]])
        return text, date.year * 10000 + date.month * 100 + date.day

    def date(self, near):
        if self.rng.random() < 0.4:
            text, at = self.relative(near)
            value, bounds = self.rng.choice([
                (text, (at, at)), (text + "..", (at, None)), (".." + text, (None, at)),
                (">" + text, (at + 1, None)), ("<=" + text, (None, at)),
                (f"{near}..{text}", (near, at)), (f"{text}..{near}", (at, near))])
            return Term("d", value, "word", bounds)
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

    def trailer(self, posting):
        rng = self.rng
        keys = [t["key"].lower() for r in posting.records for t in r["trailers"]]
        key = rng.choice(keys or ["cc"]) if rng.random() < 0.9 else "suggested-by"
        term = Term("trailer", None)
        if rng.random() < 0.8:
            term = self.text("trailer", posting.trailers(key), True)
        term.key = key
        return term

    def makers(self):
        """By field, of a posting that is chosen now."""
        p = self.rng.choice(self.postings)
        s = p.summary or {"files": 3, "insertions": 10, "deletions": 5}
        lists = {
            "any": lambda: self.text("any", [*p.all_titles, *p.all_people, *p.all_texts], False),
            "s": lambda: self.text("s", p.all_titles, True),
            "f": lambda: self.text("f", p.senders(), True),
            "a": lambda: self.text("a", [*p.senders(), *p.trailers()], True),
            "b": lambda: self.text("b", p.all_texts, False),
            "ch": lambda: self.text("ch", p.all_changes, True),
            "r": lambda: self.text("r", p.trailers("reviewed-by"), True),
            "ack": lambda: self.text("ack", p.trailers("acked-by"), True),
            "trailer": lambda: self.trailer(p),
            "query": lambda: Term("query", self.rng.choice(sorted(SAVED))),
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
            "is": lambda: Term("is", self.rng.choice(sorted(FLAGS))),
        }
        if not SAVED:  # while what is to be saved is made
            del lists["query"], lists["is"]
        return lists

    def term(self):
        lists = self.makers()
        name = self.rng.choice(list(lists) + ["any", "any", "any", "s", "b"] + ["is"] * bool(SAVED))
        return ("term", lists[name]())

    def tree(self, depth):
        way = self.rng.random()
        if depth == 0 or way < 0.25:
            return self.term()
        if way < 0.4:
            return ("not", self.tree(depth - 1))
        return (self.rng.choice(["and", "or"]),
                *(self.tree(depth - 1) for _ in range(self.rng.randint(2, 3))))
