#!/usr/bin/env python3
"""`tidings compare --format json` against what `parse --json` says of both revisions. Prints TAP.

Of every series with several texts, neighbours and the first with the last are compared; what
follows from the records alone is computed here again, from the manual's text. Digests of
$TIDINGS_SHARED (or ../shared) are among them where they are, and of two pairs there the answer
is written down: titles by their hash, since texts of others are not copied.
"""
import collections
import glob
import hashlib
import json
import os
import subprocess

TIDINGS = os.environ["TIDINGS"]
SHARED = os.path.join(os.environ.get("TIDINGS_SHARED", "../shared"), "digests")
FIXTURES = ["tests/fixtures/digests", "tests/fixtures/compare/digests"]

# What became of a patch, its numbers, the beginning of the SHA-256 of its title.
WANTED = {
    ('s:"clean shutdown with MSHV"', "v1", "v6"): {
        "patches": ["same 1 1 e98e13448261", "added - 2 867c7d20634e", "renamed 2 3 e20e3520861e"],
        "diffstat": (7, 8, -14), "words": (1, 1), "changelog": [6, 5, 4, 3, 2], "trailers": 0},
    ('s:"vsock add namespace"', "v10", "v11"): {
        "patches": ["same 1 1 c6e97ba14d27", "same 2 2 de458ad827d4", "same 3 3 6902231a1d1e",
                    "same moved 5 4 9212c8175060", "same 4 5 497f7feb024b",
                    "same 6 6 08c5a94b2cfc", "same 7 7 966c92e593e2", "added - 8 e4f2693ec54e",
                    "added - 9 6e83934c852a", "same 8 10 a0e500237c7f", "same 9 11 5672af56383e",
                    "same 10 12 1a28488db7b2", "same 11 13 be51bd6b30d3"],
        "diffstat": (4, 13, 57), "words": (1, 1), "changelog": [11], "trailers": 0},
}

SKIPPED = "one has no cover, or several"

count = 0


def ok(name, faults):
    global count
    count += 1
    print(f"{'not ok' if faults else 'ok'} {count} - {name}")
    for fault in faults[:10]:
        print(f"# {fault!r}"[:600])


def run(*arguments):
    done = subprocess.run([TIDINGS, *arguments], capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


# --- both revisions, read without the index ---------------------------------------------------

def parsed(path, known={}):
    if path not in known:
        records = json.loads(run("parse", "--json", path)[1])["records"]
        known[path] = {record["line"]: record for record in records}
    return known[path]


def whole(revision):
    """The cover or single, when there is just one."""
    records = [parsed(revision["file"])[line] for line in revision["lines"]]
    found = [r for r in records if r["kind"] == "cover" or (r["total"] or 1) == 1]
    covers = [r for r in found if r["kind"] == "cover"]
    return (covers or found)[0] if len(covers or found) == 1 else None


def words(record):
    lines = record["description"].split("\n")
    return " ".join(line for line in lines
                    if not line.lower().startswith(("to:", "cc:", "bcc:"))).split()


def trailers(record):
    """A person is known by the address, whatever else by its value; Cc is left out."""
    found = set()
    for trailer in record["trailers"]:
        key, value = trailer["key"].lower(), trailer["value"]
        if key.endswith("-by") and value.rstrip().endswith(">"):
            value = value.rstrip()[value.rindex("<") + 1:-1]
        if key not in ("cc", "to"):
            found.add((key, value.lower()))
    return found


def titles(record):
    return [title for group in record["shortlog"] for title in group["titles"]]


def longest_rising(numbers):
    best = [1] * len(numbers)
    for i, number in enumerate(numbers):
        best[i] = 1 + max([best[k] for k in range(i) if numbers[k] < number], default=0)
    return max(best, default=0)


# --- what must follow -------------------------------------------------------------------------

def patch_faults(patches, old, new):
    rows, faults = patches["rows"], []
    fates = collections.Counter(row["fate"] for row in rows)
    for fate in ("same", "renamed", "added", "dropped"):
        if fates[fate] != patches[fate]:
            faults.append((fate, fates[fate], patches[fate]))
    if sum(row["moved"] for row in rows) != patches["moved"]:
        faults.append("moved")
    sides = [("old", old, "dropped", "added"), ("new", new, "added", "dropped")]
    for side, record, alone, not_there in sides:
        here = [row for row in rows if row["fate"] != not_there]
        if record["shortlog"]:
            if sorted(row[side + "_title"] for row in here) != sorted(titles(record)):
                faults.append((side, "titles"))
            if patches["same"] + patches["renamed"] + patches[alone] != len(titles(record)):
                faults.append((side, "count"))
        if any(row[side + "_title"] for row in rows if row["fate"] == not_there):
            faults.append((side, "a title where none is"))
        if len(record["shortlog"]) == 1 and \
                sorted(row[side] for row in here) != list(range(1, len(here) + 1)):
            faults.append((side, "numbers"))
    common = sum((collections.Counter(titles(old)) & collections.Counter(titles(new))).values())
    if patches["same"] < common:
        faults.append(("same titles", patches["same"], common))
    both = sorted((row["new"], row["old"]) for row in rows
                  if row["fate"] in ("same", "renamed") and row["new"] and row["old"])
    if len(old["shortlog"]) == len(new["shortlog"]) == 1 and \
            patches["moved"] != len(both) - longest_rising([old for _, old in both]):
        faults.append("more moved than had to be")
    return faults


def stat_faults(stat, old, new):
    faults, rows = [], stat["rows"]
    for side, record, not_there in (("old", old, "added"), ("new", new, "dropped")):
        here = sorted(row[side] or 0 for row in rows if row["fate"] != not_there)
        if here != sorted(row["changes"] or 0 for row in record["diffstat"]):
            faults.append((side, here))
    total = [sum(row["changes"] or 0 for row in record["diffstat"]) for record in (old, new)]
    if stat["net"] != total[1] - total[0]:
        faults.append(("net", stat["net"], total))
    if stat["differ"] != sum(row["fate"] != "same" for row in rows):
        faults.append("differ")
    paths = set(row["path"] for row in old["diffstat"]) & \
        set(row["path"] for row in new["diffstat"])
    if paths & set(row["path"] for row in rows if row["fate"] in ("added", "dropped")):
        faults.append("a path of both is not there on one side")
    return faults


def word_faults(cover, old, new):
    faults = []
    for record, left_out in ((old, "added"), (new, "dropped")):
        told = " ".join(run["text"] for run in cover["words"] if run["fate"] != left_out)
        if told != " ".join(words(record)):
            faults.append((left_out, told))
    if cover["changed"] != (words(old) != words(new)):
        faults.append("changed")
    return faults


def trailer_faults(rows, old, new):
    told = {"added": [], "dropped": []}
    for row in rows:
        told[row["fate"]] += trailers({"trailers": [row]})
    return [(fate, told[fate]) for fate, there in
            (("added", trailers(new) - trailers(old)), ("dropped", trailers(old) - trailers(new)))
            if sorted(told[fate]) != sorted(there)]


def pair_faults(series, old, new):
    names = [("rfc" if r["rfc"] else "v") + str(r["version"]) +
             (f".{r['minor']}" if r["minor"] else "") for r in (old, new)]
    status, text = run("compare", "--format", "json", str(series["id"]), *names)
    if status:
        return [("exit", status)]
    facts, old, new = json.loads(text), whole(old), whole(new)
    if not old or not new:
        return [SKIPPED]
    faults = []
    if facts["patches"]:
        faults += patch_faults(facts["patches"], old, new)
    elif titles(old) and titles(new):
        faults.append("patches are not known")
    if facts["diffstat"] and not facts["diffstat"]["of_patch"]:
        faults += stat_faults(facts["diffstat"], old, new)
    elif old["diffstat"] and new["diffstat"]:
        faults.append("diffstat is not known")
    if facts["cover"] and not facts["cover"]["of_patch"]:
        faults += word_faults(facts["cover"], old, new)
    if facts["trailers"] is not None:
        faults += trailer_faults(facts["trailers"], old, new)
    return [(series["title"], *names, fault) for fault in faults]


def pairs_of(series):
    there, before = [], None
    for revision in series["revisions"]:
        name = revision["version"], revision["minor"], revision["rfc"]
        if revision["file"] and name != before:
            there.append(revision)
            before = name
    pairs = list(zip(there, there[1:]))
    return pairs + ([(there[0], there[-1])] if len(there) > 2 else [])


def compare_all(folder, least):
    everything = json.loads(run("search", "--format", "json", "", folder)[1])
    faults, done = [], 0
    for series in everything:
        for old, new in pairs_of(series):
            found = pair_faults(series, old, new)
            done += found != [SKIPPED]
            faults += [fault for fault in found if fault != SKIPPED]
    ok(f"{done} pairs of {os.path.basename(os.path.dirname(folder))}/{os.path.basename(folder)}",
       faults + ([] if done >= least else [("only", done)]))


# --- what was written down --------------------------------------------------------------------

def digest(row):
    title = row["new_title"] or row["old_title"]
    return " ".join([row["fate"], *(["moved"] if row["moved"] else []), str(row["old"] or "-"),
                     str(row["new"] or "-"), hashlib.sha256(title.encode()).hexdigest()[:12]])


def told(facts):
    fates = collections.Counter()
    for run_ in facts["cover"]["words"]:
        fates[run_["fate"]] += len(run_["text"].split())
    stat = facts["diffstat"]
    return {"patches": [digest(row) for row in facts["patches"]["rows"]],
            "diffstat": (stat["differ"], len(stat["rows"]), stat["net"]),
            "words": (fates["dropped"], fates["added"]),
            "changelog": [entry["version"] for entry in facts["changelog"]],
            "trailers": len(facts["trailers"])}


def compare_wanted():
    for arguments, wanted in WANTED.items():
        status, text = run("compare", "--format", "json", *arguments)
        got = told(json.loads(text)) if status == 0 else {"exit": status}
        ok(" ".join(arguments), [(key, got.get(key), wanted[key]) for key in wanted
                                 if got.get(key) != wanted[key]])


for fixtures, least_pairs in zip(FIXTURES, (28, 9)):
    compare_all(fixtures, least_pairs)
if glob.glob(SHARED + "/*"):
    compare_all(SHARED, 36)
    compare_wanted()
else:
    count += 1
    print(f"ok {count} # SKIP no digests beside the checkout")
print(f"1..{count}")
