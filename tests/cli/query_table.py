#!/usr/bin/env python3
"""Queries of the sample digests and the rows they must give, from tests/cli/queries.txt. Prints TAP.

A line there is a query, a tab, and the rows in any order: MM-DD:LINE, the digest and the line of
the first record, of the newest revision that matches. `error COLUMN: EXPECTED` stands for a query
that is none, `; NEAREST` behind it for what may have been meant, `failed: WHY` for one that cannot be
answered. `! ` begins a command, run before what follows, `# ` a comment. Today is 2026-03-02.
"""
import itertools
import json
import os
import shlex
import subprocess
import sys

TIDINGS = os.environ["TIDINGS"]
TABLE = "tests/cli/queries.txt"


def row(series):
    version = (series["rfc"], series["version"], series["minor"])
    for revision in series["revisions"]:
        if (revision["rfc"], revision["version"], revision["minor"]) == version:
            return f"{revision['file'][-9:-4]}:{revision['line']}"
    return "?"


def told(answer):
    if "expected" in answer:
        nearest = f"; {answer['nearest']}" if answer["nearest"] else ""
        return f"error {answer['column']}: {answer['expected']}{nearest}"
    if "error" in answer:
        return f"failed: {answer['error']}"
    return " ".join(sorted(map(row, answer["series"])))


def ask(queries):
    done = subprocess.run([TIDINGS, "search", "--batch", "--format", "json"], check=False,
                          input="".join(query + "\n" for query in queries).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return [told(json.loads(line)) for line in done.stdout.splitlines()]


def run(command):
    done = subprocess.run([TIDINGS, *shlex.split(command)], check=False, stdout=subprocess.PIPE)
    return done.returncode == 0


def main():
    os.environ["TIDINGS_TODAY"] = "20260302"
    with open(TABLE, encoding="utf-8") as table:
        lines = [line.rstrip("\n") for line in table if not line.startswith("# ")]
    run("index tests/fixtures/digests")
    count = failed = 0
    for is_command, group in itertools.groupby(lines, lambda line: line.startswith("! ")):
        rows = [line.partition("\t") for line in group]
        got = [run(query[2:]) for query, _, _ in rows] if is_command else \
            ask([query for query, _, _ in rows])
        got += ["no answer"] * (len(rows) - len(got))
        for (query, _, expected), answer in zip(rows, got):
            count += 1
            good = answer is True if is_command else answer == expected
            failed += not good
            print(f"{'ok' if good else 'not ok'} {count} - {query}")
            if not good:
                print(f"# {answer}\n# is not {expected}")
    print(f"1..{count}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
