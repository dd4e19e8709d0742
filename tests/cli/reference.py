#!/usr/bin/env python3
"""`tidings parse --json` against reference output for digests beside the project.

Where $TIDINGS_SHARED (or ../shared) has digests/ and expected/NAME.json, every
digest is parsed and each field of each record compared. Fields that were
checked by hand must agree everywhere, inferred ones in 97 of 100 records; the
share is printed for each. Prints TAP.
"""
import glob
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIDINGS = os.environ.get("TIDINGS", os.path.join(ROOT, "tidings"))
SHARED = os.environ.get("TIDINGS_SHARED", os.path.join(os.path.dirname(ROOT), "shared"))
INFERRED = 97.0


def text(value):
    """Blanks do not count."""
    return " ".join((value or "").split())


def rows(*keys):
    return lambda items: [tuple(text(i[k]) if isinstance(i[k], str) else i[k] for k in keys)
                          for i in items]


def groups(items):
    return [(g["author"], g["count"], [text(t) for t in g["titles"]]) for g in items]


def entries(items):
    return [(e["version"], e["rfc"], [text(i) for i in e["items"]]) for e in items]


def same(value):
    return value


def links(*keys):
    return lambda items: sorted(str([i[k] for k in keys]) for i in items)


# Of the digest, of each record: name, member, how it is compared, and whether it is inferred.
DIGEST = [
    ("list", "list", same), ("from", "from", same), ("to", "to", same),
    ("domains", "domains", rows("count", "domain")),
    ("contributors", "contributors", rows("count", "name", "email")),
    ("patch_list", "patch_list", same),
    ("skips", "skips", rows("line", "existing", "subject")),
    ("records", "records", rows("line")),
    ("series", "series", lambda s: sorted(
        str([i["cover"], i["patch"], i["version"], i["total"], i["title"]]) for i in s)),
]
RECORD = [
    (name, name, same, False) for name in
    ("subject", "kind", "tags", "version", "index", "total", "title", "title_full", "author",
     "quoted", "empty", "diffstat", "summary")
] + [
    ("trailers", "trailers", rows("key", "value", "line"), False),
    ("shortlog", "shortlog", groups, False),
    ("links", "links", links("url", "msgid", "line"), False),
    ("subsystem", "subsystem", same, True),
    ("contributor", "contributor", same, True),
    ("description", "description", text, True),
    ("changelog", "changelog", entries, True),
    ("link revisions", "links", links("url", "revision"), True),
]


class Score:
    def __init__(self):
        self.agreed = self.compared = 0
        self.where = []

    def count(self, agrees, where):
        self.compared += 1
        self.agreed += agrees
        if not agrees:
            self.where.append(where)

    def percent(self):
        return 100.0 * self.agreed / self.compared if self.compared else 0.0


def compare(name, wanted, got, digest_scores, record_scores):
    for field, member, key in DIGEST:
        digest_scores[field].count(key(wanted[member]) == key(got.get(member) or []), name)
    by_line = {r["line"]: r for r in got.get("records", [])}
    for record in wanted["records"]:
        other = by_line.get(record["line"])
        for field, member, key, _ in RECORD:
            agrees = other is not None and key(record[member]) == key(other[member])
            record_scores[field].count(agrees, f"{name}:{record['line']}")


def parse(path):
    done = subprocess.run([TIDINGS, "parse", "--json", path], capture_output=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else {}


def report(number, field, score, limit):
    passed = score.compared and score.percent() >= limit
    print(f"{'ok' if passed else 'not ok'} {number} - {field}: {score.agreed} of {score.compared}, "
          f"{score.percent():.2f} % (at least {limit:g} %)")
    for where in score.where[:20]:
        print(f"# differs: {where}")
    return passed


def main():
    expected = sorted(glob.glob(os.path.join(SHARED, "expected", "*.json")))
    if not expected:
        print("1..1\nok 1 - reference output # SKIP no reference digests beside the project")
        return 0
    digests = {os.path.basename(p).rsplit(".", 1)[0]: p
               for p in glob.glob(os.path.join(SHARED, "digests", "**", "*.txt"), recursive=True)}
    digest_scores = {field: Score() for field, _, _ in DIGEST}
    record_scores = {field: Score() for field, _, _, _ in RECORD}
    for path in expected:
        name = os.path.basename(path).rsplit(".", 1)[0]
        with open(path, encoding="utf-8") as wanted:
            compare(name, json.load(wanted), parse(digests[name]), digest_scores, record_scores)
    print(f"1..{len(DIGEST) + len(RECORD)}")
    failed = 0
    for number, (field, _, _) in enumerate(DIGEST, 1):
        failed += not report(number, "digest " + field, digest_scores[field], 100)
    for number, (field, _, _, inferred) in enumerate(RECORD, len(DIGEST) + 1):
        limit = INFERRED if inferred else 100
        failed += not report(number, field, record_scores[field], limit)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
