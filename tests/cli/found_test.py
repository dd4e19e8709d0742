#!/usr/bin/env python3
"""The formats of `tidings search`, `revisions`, `show --section`, and how they end. Prints TAP."""
import csv
import io
import json
import os
import re
import subprocess
import sys

TIDINGS = os.environ["TIDINGS"]
TMP = os.environ["TMPDIR"]
DIGESTS = "tests/fixtures/digests"
SERIES = ["id", "title", "subsystem", "author", "contributor", "tags", "patches", "files",
          "insertions", "deletions", "version", "minor", "rfc", "revisions"]
REVISION = ["version", "minor", "rfc", "resend", "file", "line", "lines", "digest_from",
            "digest_to", "date", "date_kind", "signal", "confidence", "url", "told_by"]

count = failed = 0


def ok(name, holds, detail=""):
    global count, failed
    count += 1
    failed += not holds
    print(f"{'ok' if holds else 'not ok'} {count} - {name}")
    if not holds:
        print(f"# {detail!r}"[:500])


def run(*arguments, **options):
    done = subprocess.run([TIDINGS, *arguments], stdout=options.pop("stdout", subprocess.PIPE),
                          stderr=subprocess.PIPE, check=False, **options)
    return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()


def found(*arguments):
    return json.loads(run("search", "--format", "json", *arguments)[1])


PERSON = {"name": str, "email": str}
DATE = re.compile(r"\d{4}-\d\d-\d\d")
SERIES_TYPES = {
    "id": int, "title": str, "subsystem": (str, None), "author": PERSON, "contributor": PERSON,
    "tags": [str], "patches": int, "files": (int, None), "insertions": (int, None),
    "deletions": (int, None), "version": int, "minor": int, "rfc": bool}
REVISION_TYPES = {
    "version": int, "minor": int, "rfc": bool, "resend": bool, "file": (str, None),
    "line": (int, None), "lines": [int], "digest_from": (str, None), "digest_to": (str, None),
    "date": (DATE, None), "date_kind": (str, None), "signal": str, "confidence": int,
    "url": (str, None), "told_by": ({"file": str, "line": int}, None)}


def fits(value, wanted):
    """Like a JSON schema: a type, a pattern, a tuple of choices, a list of one, an object."""
    if wanted is None:
        return value is None
    if isinstance(wanted, tuple):
        return any(fits(value, one) for one in wanted)
    if isinstance(wanted, list):
        return isinstance(value, list) and all(fits(one, wanted[0]) for one in value)
    if isinstance(wanted, dict):
        return isinstance(value, dict) and set(wanted) <= set(value) \
            and all(fits(value[key], one) for key, one in wanted.items())
    if isinstance(wanted, re.Pattern):
        return isinstance(value, str) and bool(wanted.fullmatch(value))
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def types(everything):
    bad = [s for s in everything if not fits(s, {**SERIES_TYPES, "revisions": [REVISION_TYPES]})]
    ok("json: the types of all members", not bad, bad[:1])
    rows = [r for s in everything for r in s["revisions"]]
    ok("json: of one that is here", all(
        r["lines"][0] == r["line"] and r["lines"] == sorted(set(r["lines"])) and r["digest_to"]
        and r["told_by"] is None and os.path.isabs(r["file"]) for r in rows if r["file"]))
    absent = [r for r in rows if not r["file"]]
    ok("json: of one that is absent", absent and all(
        r["line"] is None and r["lines"] == [] and r["told_by"]
        and all((r[end] is not None) == (r["signal"] == "skip")
                for end in ("digest_from", "digest_to")) for r in absent), absent[:1])
    ok("json: why and how sure", all(0 <= r["confidence"] <= 100 and r["signal"] in (
        "none", "hand", "link", "change-id", "slug", "title", "similar", "skip", "heading")
        for r in rows), {r["signal"] for r in rows})
    ok("json: what a date is", {r["date_kind"] for r in rows} <= {
        None, "at-least", "file", "given", "message-id"}
       and all((r["date"] is None) == (r["date_kind"] is None) for r in rows),
       {r["date_kind"] for r in rows})
    for row in rows[:40]:
        if row["file"]:
            with open(row["file"], encoding="utf-8") as digest:
                lines = digest.read().split("\n")
            if not all(lines[n - 1].startswith("New: ") for n in row["lines"]):
                ok("json: a line is that of a record", False, row)


def as_json():
    status, text, _ = run("search", "--format", "json", "", DIGESTS)
    everything = json.loads(text)
    ok("json: all series", status == 0 and len(everything) == 71, len(everything))
    ok("json: the members of a series", all(list(s) == SERIES for s in everything))
    ok("json: the members of a revision",
       all(list(r) == REVISION for s in everything for r in s["revisions"]))
    types(everything)
    ok("json: a line for each", text.count("\n") == 73 and text.isascii())
    ok("json: nothing found is an empty array",
       run("search", "--format=json", "tag:nonesuch")[:2] == (1, "[\n]\n"))
    burrow = found('s:"replay in one pass"')[0]
    ok("json: the revision that was found", burrow["version"] == 6 and burrow["patches"] == 5)
    ok("json: its revisions", [r["version"] for r in burrow["revisions"]] == [1, 2, 3, 4, 5, 6])
    first = burrow["revisions"][0]
    ok("json: where it is", first["file"].endswith("orchard-2026-01-05.txt")
       and first["lines"][0] == first["line"] and len(first["lines"]) == 2, first)
    ok("json: its digest", (first["date"], first["date_kind"]) == ("2026-01-05", "file"), first)
    ok("json: an older one is found", found('s:"replay in one pass" v:2')[0]["version"] == 2)
    pantry = found("s:pantry")[0]
    ok("json: absent ones", [(r["version"], r["file"] is None, r["signal"], r["date"])
                             for r in pantry["revisions"]] == [
        (1, True, "link", "2025-11-12"), (2, True, "heading", None), (3, True, "heading", None),
        (4, False, "none", "2026-02-16")], pantry["revisions"])
    ok("json: and what tells of them", pantry["revisions"][1]["told_by"]["line"] == 140
       and pantry["revisions"][3]["told_by"] is None)
    hedge = found("s:hedge tag:RFC")[0]
    ok("json: an RFC", hedge["rfc"] is True and "RFC" in hedge["tags"], hedge)
    gauge = found("s:gauge is:single OR s:\"any terminal\"")
    skipped = [r for s in gauge for r in s["revisions"] if r["signal"] == "skip"]
    ok("json: known from a Skip: line", len(skipped) == 2, gauge)


def orders():
    keys = {"lines": lambda s: -((s["insertions"] or 0) + (s["deletions"] or 0)),
            "patches": lambda s: -s["patches"],
            "title": lambda s: re.sub(r"\W+", " ", s["title"].lower()).strip().encode(),
            "author": lambda s: (s["contributor"]["name"] or s["contributor"]["email"]).lower().encode()}
    for name, key in keys.items():
        values = [key(s) for s in found("--sort", name, "")]
        ok(f"--sort {name}", len(values) == 71 and values == sorted(values), values)
    newest = [s["id"] for s in found("")]
    ok("newest is how it is without", newest == [s["id"] for s in found("--sort=newest", "")])
    ok("--sort oldest", newest[::-1] == [s["id"] for s in found("--sort", "oldest", "")])
    ok("--limit", [s["id"] for s in found("--limit", "5", "")] == newest[:5])
    ok("--limit in text", run("search", "--limit", "3", "")[1].count("\n") == 3)
    ok("--limit 0", run("search", "--limit", "0", "")[:2] == (0, ""))
    same = {run("search", "--sort", "patches", "--format", "csv", "")[1] for _ in range(3)}
    ok("the same each time", len(same) == 1)


def as_csv():
    text = run("search", "--format", "csv", "")[1]
    rows = list(csv.DictReader(io.StringIO(text)))
    everything = found("")
    ok("csv: a row for each", len(rows) == 71 and text.count("\n") == 72)
    ok("csv: as many cells as columns",
       all(None not in row and None not in row.values() for row in rows))
    ok("csv: what json says", all(
        row["id"] == str(s["id"]) and row["patches"] == str(s["patches"])
        and row["revisions"] == str(len(s["revisions"]))
        and row["insertions"] == ("" if s["insertions"] is None else str(s["insertions"]))
        for row, s in zip(rows, everything)))
    quoted = [row for row in rows if '"' in row["title"]]
    ok("csv: a quote in a title", quoted and all(
        any(row["title"] == s["title"] for s in everything) for row in quoted), quoted)


def as_markdown():
    text = run("search", "--format", "md", "sub:net OR is:rfc")[1]
    lines = text.splitlines()
    ok("md: a title", lines[0] == "# Patch series: sub:net OR is:rfc", lines[0])
    ok("md: an item for each", text.count("\n- ") == len(found("sub:net OR is:rfc")))
    heads = [line for line in lines if line.startswith("## ")]
    ok("md: chapters, each once", "## net" in heads and len(heads) == len(set(heads)), heads)
    everything = run("search", "--format", "md", "")[1]
    ok("md: what has no subsystem is last", everything.count("\n## Others\n") <= 1)
    ok("md: marks mean nothing",
       "VC\\_\\[GS\\]ET\\_CLOCK" in run("search", "--format", "md", "s:vc_")[1])


def weekly():
    """A report of what is flagged, as one would mail it."""
    run("mark", "--flag", "--note", "ask about *locks*", 's:"replay in one pass"', "s:pantry")
    # Older ones were read, the newest was not: which is what a new revision looks like.
    run("mark", "--unread", 's:"replay in one pass"@v6')
    text = run("search", "--format", "md", "is:flagged")[1]
    replay = text[text.index("- burrow"):].split("\n\n")[0]
    ok("md: an item", re.fullmatch(
        r"- burrow: journal: Replay in one pass\n"
        r"  Nadia Okoye, v6, supersedes \[v5\]\(<https://lore\.example\.org/\S+-v5-0-\S+>\), you read v5\n"
        r"  5 patches, 6 files, \+508 -131, reviewed by 2, tested by 1\n"
        r"  Note: ask about \\\*locks\\\*\n*", replay), replay)
    text = run("search", "--format", "md", 's:"replay in one pass" v:5')[1]
    ok("md: a title is a link, and a newer one is told", "- [burrow: journal: Replay in one pass]"
       "(<https://lore.example.org/" in text and ", supersedes [v4](<" in text
       and ", superseded by v6" in text, text)
    run("mark", "--undo")
    run("mark", "--unflag", "--note", "", 's:"replay in one pass"', "s:pantry")


HOSTILE = ['=HYPERLINK("http://example.org"),<b>\x1b]0;x\x07 halves', "+1+1 halves", "-2 halves",
           "@SUM(1) halves", "1. halves", "- halves", "# halves", "=== halves", "> halves",
           "](https://evil.example.org) halves", "![x](https://evil.example.org/x.png) halves",
           "`halves", "***halves", "<script>halves</script>", "| halves | x |", "[x]: y halves",
           '"=1+1" halves', "&lt;b&gt; halves", "\\[x\\](y) halves", "~~~ halves", "$x$ halves"]


def plain_of(markdown):
    """What a reader of Markdown shows of a line without markup; None when it has some."""
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda m: chr(0xe000 + ord(m[1])), markdown)
    if re.search(r"[\\`*_\[\]<>#|~&$]", text) or re.match(r"[-+=]|\d+[.)]", text):
        return None
    return "".join(chr(ord(c) - 0xe000) if 0xe000 <= ord(c) < 0xe080 else c for c in text)


def nasty(folder):
    with open(f"{DIGESTS}/orchard-2026-01-05.txt", encoding="utf-8") as digest:
        text = digest.read()
    old = "clock: Read both halves"
    ok("the sample has what is changed", old in text)
    for number, title in enumerate(HOSTILE):
        path = os.path.join(folder, f"nasty{number}.txt")
        with open(path, "w", encoding="utf-8") as digest:
            digest.write(text.replace(old, title))
        status, table, _ = run("search", "--format", "csv", "s:halves", path)
        rows = list(csv.DictReader(io.StringIO(table)))
        ok(f"csv: no cell is a formula: {title!r}", status == 0 and len(rows) == 1 and not re.match(
            r'[\s"]*[=+@-]', rows[0]["title"]) and None not in rows[0], table)
        shown = rows[0]["title"].removeprefix("'") if rows else ""
        out = run("search", "--format", "md", "s:halves", path)[1]
        item = [line for line in out.splitlines() if "halves" in line and line.startswith("- ")]
        ok(f"md: a title is text: {title!r}", len(item) == 1
           and plain_of(item[0][2:].removesuffix("…")) == shown, (out, shown))
        for name in ("text", "csv", "md", "json"):
            out = run("search", "--format", name, "s:halves", path)[1]
            ok(f"{name}: no control characters: {title!r}", "halves" in out
               and not any(ord(c) < 32 and c != "\n" or 127 <= ord(c) < 160 for c in out), out)


def batches():
    queries = ["pantry", "(a  OR b)   c", 'a "b', "is:singel", "", "v:x"]
    done = subprocess.run([TIDINGS, "search", "--batch", "--format", "json"],
                          input="\n".join(queries).encode(), capture_output=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    ok("batch: a line for each", len(answers) == len(queries) and done.returncode == 1)
    ok("batch: found", answers[0]["found"] == 1 and list(answers[0]["series"][0]) == SERIES)
    ok("batch: the normal form", answers[1]["query"] == "(a OR b) c", answers[1]["query"])
    ok("batch: an error", (answers[2]["column"], answers[2]["expected"]) == (2, 'a closing "')
       and "series" not in answers[2], answers[2])
    ok("batch: the nearest", answers[3]["nearest"] == "is:single")
    ok("batch: everything", answers[4]["found"] == 71)
    ok("batch: it goes on behind an error", answers[5]["column"] == 2, answers[5])
    empty = subprocess.run([TIDINGS, "search", "--batch", "--format", "json"], input=b"",
                           capture_output=True, check=False)
    ok("batch: without a query", (empty.returncode, empty.stdout) == (0, b""))


def revisions():
    status, text, _ = run("revisions", "s:pantry")
    ok("revisions: text", status == 0 and [line.split()[0] for line in text.splitlines()
       if line.startswith("      v")] == ["v1", "v2", "v3", "v4"], text)
    ok("revisions: why", "named by a link, 95 %" in text and "changelog heading, 70 %" in text)
    ok("revisions: where", "https://lore.example.org/orchard/20251112192232" in text
       and "orchard-2026-02-16.txt:118" in text)
    rows = json.loads(run("revisions", "--format", "json", "s:pantry")[1])
    ok("revisions: without ties", all(row.pop("ties") == [] for row in rows), rows)
    ok("revisions: as search tells them", rows == found("s:pantry")[0]["revisions"])
    number = str(found("s:pantry")[0]["id"])
    ok("revisions: by id", run("revisions", number)[1] == text)
    ok("revisions: by message-id", run(
        "revisions", "20251112192232.44276-1-mirela@orchard.example.org")[1] == text)
    ok("revisions: by URL", run("revisions", "https://lore.example.org/orchard/"
       "20251112192232.44276-1-mirela@orchard.example.org/")[1] == text)
    status, several, _ = run("revisions", "s:console")
    ok("revisions: several are listed", status == 1 and several.count("\n") > 1)
    ok("revisions: of nothing", run("revisions", "999999")[0::2] == (
        1, "tidings: nothing found for '999999'\n"))
    ok("revisions: a format that is none", run("revisions", "--format", "md", "s:pantry")[0] == 2)


def sections():
    whole = run("show", "s:pantry")[1]
    parts = {}
    for name in ("cover", "changelog", "diffstat", "patches", "people", "links", "source"):
        status, text, _ = run("show", "--section", name, "s:pantry")
        parts[name] = text
        ok(f"show --section {name}", status == 0 and text and text in whole, text)
    ok("each is one part", parts["changelog"].startswith("---changelog")
       and parts["diffstat"].startswith("---diffstat")
       and "---" not in parts["changelog"].splitlines()[1][:3])
    ok("all are the whole", whole.endswith("".join(parts.values())), whole)
    ok("a section that is none", run("show", "--section", "covers", "s:pantry")[0] == 2)


def ends(folder):
    empty = os.path.join(folder, "empty")
    os.mkdir(empty)
    other = "tests/fixtures/odd/not-a-digest.txt"
    cases = [
        ("a file that is not there", ["search", "", "nonesuch"], 3, "nonesuch: No such file"),
        ("a folder without digests", ["search", "", empty], 3, f"no digest in {empty}"),
        ("a file that is no digest", ["search", "", other], 3, f"{other}: is not a digest"),
        ("a file that is no digest, shown", ["show", "1", other], 3, "is not a digest"),
        ("no query", ["search"], 2, "a query is missing"),
        ("no series", ["revisions"], 2, "a series is missing"),
        ("a format that is none", ["search", "--format", "xml", ""], 2, "'xml' is none of text"),
        ("an order that is none", ["search", "--sort", "x", ""], 2, "'x' is none of newest"),
        ("a limit that is none", ["search", "--limit", "many", ""], 2, "'many' is no number"),
        ("an option without its value", ["search", "--sort"], 2, "--sort needs a value"),
        ("an option that is none", ["search", "--sorts", "x"], 2, "unknown option --sorts"),
        ("a flag with a value", ["search", "--batch=1"], 2, "unknown option --batch=1"),
        ("--batch without JSON", ["search", "--batch"], 2, "--batch answers in JSON"),
        ("a query that is none", ["search", "a OR"], 2, "column 3: expected a term behind OR"),
    ]
    for name, arguments, status, sentence in cases:
        done = run(*arguments)
        ok(name, done[0] == status and sentence in done[2] and not done[1], done)
    blocked = os.path.join(folder, "file")
    with open(blocked, "w", encoding="utf-8"):
        pass
    done = run("search", "", env={**os.environ, "XDG_CACHE_HOME": blocked})
    ok("a cache that cannot be written", done[0] == 3 and "Not a directory" in done[2], done)
    reader, writer = os.pipe()
    os.close(reader)
    done = run("search", "--format", "json", "", stdout=writer)
    os.close(writer)
    ok("a pipe that nobody reads", done[0] == 3 and done[2] == "", done)
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = run("search", "", stdout=full)
    ok("a disk that is full", done[0] == 3 and "could be written" in done[2], done)
    for command in ("search", "show", "revisions", "index", "parse", "check", "keys"):
        status, text, _ = run(command, "--help")
        lines = text.splitlines()
        ok(f"{command} --help fits a screen", status == 0 and 3 < len(lines) <= 24
           and max(map(len, lines)) <= 80, (len(lines), max(map(len, lines))))


def main():
    as_json()
    orders()
    as_csv()
    as_markdown()
    weekly()
    batches()
    revisions()
    sections()
    ends(TMP)
    nasty(TMP)
    print(f"1..{count}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
