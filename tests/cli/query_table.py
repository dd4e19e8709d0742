#!/usr/bin/env python3
"""Queries of the sample digests and the rows they must give, from tests/cli/queries.txt. Prints TAP.

A line there is a query, a tab, and the rows in any order: MM-DD:LINE, the digest and the line of
the first record, of the newest revision that matches. `error COLUMN: EXPECTED` stands for a query
that is none, `; NEAREST` behind it for what may have been meant. `# ` begins a comment.
"""
import json
import os
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
    return " ".join(sorted(map(row, answer["series"])))


def main():
    with open(TABLE, encoding="utf-8") as table:
        lines = [line.rstrip("\n").split("\t") for line in table if not line.startswith("# ")]
    subprocess.run([TIDINGS, "index", "tests/fixtures/digests"], check=True,
                   stdout=subprocess.DEVNULL)
    done = subprocess.run([TIDINGS, "search", "--batch", "--format", "json"], check=False,
                          input="".join(query + "\n" for query, _ in lines).encode(),
                          stdout=subprocess.PIPE)
    answers = [told(json.loads(line)) for line in done.stdout.splitlines()]
    failed = len(answers) != len(lines)
    print(f"{'not ok' if failed else 'ok'} 1 - an answer for each query")
    for n, ((query, expected), got) in enumerate(zip(lines, answers), 2):
        failed += got != expected
        print(f"{'ok' if got == expected else 'not ok'} {n} - {query}")
        if got != expected:
            print(f"# {got}\n# is not {expected}")
    print(f"1..{len(lines) + 1}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
